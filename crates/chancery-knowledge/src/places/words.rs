//! What place finding needs of a parsed text: its tokens with tags and named entities.

/// One token of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'a> {
    /// First byte in the text.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// Penn Treebank tag.
    pub tag: &'a str,
    /// OntoNotes label of the entity around the token ("GPE", "PERSON"…), or empty.
    pub entity: &'a str,
    /// Whether an entity begins here.
    pub begins: bool,
}

/// A text with its tokens in order.
#[derive(Debug, Clone, Copy)]
pub struct Passage<'a> {
    /// The text.
    pub text: &'a str,
    /// Its tokens; bounds that are not of `text` read as empty.
    pub words: &'a [Word<'a>],
}

impl<'a> Passage<'a> {
    /// The text of the token `index`; empty beyond the last.
    #[must_use]
    pub fn word(&self, index: usize) -> &'a str {
        self.words.get(index).map_or("", |w| self.text.get(w.start as usize..w.end as usize).unwrap_or(""))
    }

    /// The text from the first to before the last of a range of tokens, as it stands.
    pub(super) fn phrase(&self, from: usize, to: usize) -> &'a str {
        match (self.words.get(from), to.checked_sub(1).and_then(|last| self.words.get(last))) {
            (Some(first), Some(last)) => self.text.get(first.start as usize..last.end as usize).unwrap_or(""),
            _ => "",
        }
    }

    pub(super) fn entity_end(&self, from: usize) -> usize {
        let inside = |i: &usize| self.words[*i].entity == self.words[from].entity && !self.words[*i].begins;
        from + 1 + (from + 1..self.words.len()).take_while(inside).count()
    }

    pub(super) fn is_capitalised(&self, index: usize) -> bool {
        self.word(index).chars().next().is_some_and(char::is_uppercase)
    }
}
