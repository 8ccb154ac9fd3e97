//! What can be measured of a block: its words, how it ends, what it is about.

use std::collections::BTreeSet;
use std::sync::OnceLock;

/// How a block ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// With a full stop, question or exclamation mark, within quotes or brackets perhaps.
    Stop,
    /// With an ellipsis that cuts the text off.
    Cut,
    /// With a colon or semicolon.
    Colon,
    /// With a word.
    Open,
}

/// The measures of one block.
#[derive(Debug, Clone)]
pub(crate) struct Traits {
    pub(crate) n_words: usize,
    pub(crate) n_sentences: usize,
    pub(crate) ending: Ending,
    /// Whether it begins with a lower-case letter, as what was cut from a sentence does.
    pub(crate) starts_lower: bool,
    /// Words that say what it is about: names and content words, reduced to a common form.
    pub(crate) terms: BTreeSet<String>,
}

impl Traits {
    pub(crate) fn of(text: &str) -> Self {
        let n_words = text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count();
        Self {
            n_words,
            n_sentences: sentence_ends(text),
            ending: ending(text),
            starts_lower: text.starts_with(char::is_lowercase),
            terms: terms(text),
        }
    }

    /// Whether it reads as running text rather than as a heading, a label or a list entry.
    pub(crate) fn is_prose(&self) -> bool {
        match self.ending {
            Ending::Stop => self.n_words >= 4 || self.n_sentences >= 2,
            Ending::Colon => self.n_words >= 6,
            Ending::Cut => false,
            // No headline is that long, and none begins in lower case.
            Ending::Open => {
                self.n_words >= 26
                    || (self.n_sentences >= 1 && self.n_words >= 12)
                    || (self.starts_lower && self.n_words >= 8)
            }
        }
    }

    /// Terms shared with a set.
    pub(crate) fn shared(&self, other: &BTreeSet<String>) -> usize {
        self.terms.intersection(other).count()
    }
}

const CLOSERS: [char; 11] = ['"', '”', '’', '\'', ')', ']', '»', '*', '“', '_', '\u{201f}'];

fn ending(text: &str) -> Ending {
    let text = text.trim_end();
    let bare = strip_more(text);
    if bare.ends_with('…')
        || bare.ends_with("...")
        || bare.ends_with("[…]")
        || bare.ends_with("[...]")
        || bare.ends_with("(...)")
        || bare.ends_with("(…)")
    {
        // `… he said. "We shall see…"` ends a quotation, not a teaser; a closed quote shows it.
        return Ending::Cut;
    }
    if bare.len() < text.len() {
        return Ending::Cut;
    }
    let open = text.trim_end_matches(CLOSERS);
    match open.chars().next_back() {
        Some('.' | '!' | '?' | '。' | '…') => Ending::Stop,
        Some(':' | ';') => Ending::Colon,
        _ => Ending::Open,
    }
}

/// The text without a `Read more` at its end, where it leads on from a cut sentence.
fn strip_more(text: &str) -> &str {
    let trimmed = text.trim_end_matches(['»', '›', '>', '→', ' ', '\u{a0}', ']', ')']);
    for tail in [
        "read more",
        "continue reading",
        "full story",
        "more",
        "read full story",
        "read the full story",
        "details",
    ] {
        let ends = trimmed.len() >= tail.len()
            && trimmed.is_char_boundary(trimmed.len() - tail.len())
            && trimmed[trimmed.len() - tail.len()..].eq_ignore_ascii_case(tail);
        if ends {
            let head = trimmed[..trimmed.len() - tail.len()]
                .trim_end_matches([' ', '\u{a0}', '[', '(', '|', '-', '–']);
            if head.ends_with(['…']) || head.ends_with("...") {
                return head;
            }
        }
    }
    text
}

/// Sentence ends inside and at the end of the text: stops before white space and a capital, quote,
/// digit or bracket, or at the end.
fn sentence_ends(text: &str) -> usize {
    sentences(text).filter(|sentence| ends_with_stop(sentence)).count()
}

fn ends_with_stop(sentence: &str) -> bool {
    sentence.trim_end().trim_end_matches(CLOSERS).ends_with(['.', '!', '?'])
}

/// The sentences of a paragraph by its punctuation alone; they tile it.
pub(crate) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = sentence_end(rest);
        let (sentence, tail) = rest.split_at(end);
        rest = tail;
        Some(sentence)
    })
}

fn sentence_end(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !matches!(c, '.' | '!' | '?' | '…') {
            continue;
        }
        let mut end = at + c.len_utf8();
        while let Some(&(next, c)) = chars.peek() {
            if matches!(c, '.' | '!' | '?' | '…') || CLOSERS.contains(&c) {
                end = next + c.len_utf8();
                chars.next();
            } else {
                break;
            }
        }
        let tail = &text[end..];
        let space = tail.len() - tail.trim_start().len();
        if space == 0 {
            continue;
        }
        let opens = tail.trim_start().chars().next().is_none_or(|c| !c.is_lowercase());
        if opens && !(c == '.' && ends_in_abbreviation(&text[..at])) {
            return end + space;
        }
    }
    text.len()
}

/// Titles and initials whose full stop ends no sentence.
fn ends_in_abbreviation(head: &str) -> bool {
    let word = head.rsplit(|c: char| c.is_whitespace() || c == '(' || c == '"').next().unwrap_or("");
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    initial
        || word.contains('.') && word.split('.').all(|part| part.chars().count() <= 1)
        || matches!(
            word,
            "Mr" | "Mrs"
                | "Ms"
                | "Dr"
                | "St"
                | "Gen"
                | "Lt"
                | "Col"
                | "Maj"
                | "Capt"
                | "Sgt"
                | "Sen"
                | "Rep"
                | "Gov"
                | "Prof"
                | "Rev"
                | "Adm"
                | "Brig"
                | "No"
                | "Jan"
                | "Feb"
                | "Mar"
                | "Apr"
                | "Jun"
                | "Jul"
                | "Aug"
                | "Sep"
                | "Sept"
                | "Oct"
                | "Nov"
                | "Dec"
                | "vs"
                | "Jr"
        )
}

/// Content words in a common form: lower case, without possessive and plural endings.
pub(crate) fn terms(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '’' && c != '\'').filter_map(term).collect()
}

fn term(word: &str) -> Option<String> {
    let word = word.trim_matches(['’', '\'']);
    let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
    let capital = word.chars().next().is_some_and(char::is_uppercase);
    let n_chars = word.chars().count();
    let mut form = word.to_lowercase();
    if (n_chars < 4 && !(capital && n_chars >= 2 && word.chars().all(char::is_uppercase)))
        || is_stop_word(&form)
    {
        return None;
    }
    if form.chars().all(|c| c.is_ascii_digit()) {
        return None;
    }
    // Plurals and verb endings, then what makes a name of a country an adjective.
    strip(&mut form, &["ing", "ed", "es", "s"], 4);
    strip(&mut form, &["ian", "ia", "i"], 3);
    Some(form)
}

/// Takes the first of the endings off that leaves `shortest` letters.
fn strip(form: &mut String, endings: &[&str], shortest: usize) {
    let stem = endings
        .iter()
        .filter_map(|ending| form.strip_suffix(ending))
        .find(|stem| stem.chars().count() >= shortest);
    if let Some(length) = stem.map(str::len) {
        form.truncate(length);
    }
}

fn is_stop_word(form: &str) -> bool {
    static SET: OnceLock<BTreeSet<&'static str>> = OnceLock::new();
    SET.get_or_init(|| STOP_WORDS.split_whitespace().collect()).contains(form)
}

/// Words that any news report may have, whatever it is about.
const STOP_WORDS: &str = "\
    about above according across added after again against agency ahead almost along already also \
    although among announced another around away back based because become been before being below \
    between both called came come comes could countries country current currently despite does down \
    during each earlier even every expected following friday from further give going government \
    group have having held here however including into just last late later least less like made \
    make many meanwhile might monday month months more most much must national need news next \
    number official officials only other others over part people recent report reported reports \
    said same saturday saying says several should since some state still such sunday than that \
    their them then there these they this those through thursday time today told took towards \
    tuesday under until upon very wednesday week weeks well went were what when where which while \
    whose will with within would year years yesterday your";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings() {
        for (text, expected) in [
            ("It is over.", Ending::Stop),
            ("“It is over.”", Ending::Stop),
            ("She said: “Wait…”", Ending::Stop),
            ("The ministry has announced that…", Ending::Cut),
            ("The ministry has announced ... Read more", Ending::Cut),
            ("The ministry [...]", Ending::Cut),
            ("He listed three conditions:", Ending::Colon),
            ("Ministry announces talks", Ending::Open),
        ] {
            assert_eq!(ending(text), expected, "{text}");
        }
    }

    #[test]
    fn sentences_tile_and_respect_initials() {
        let text = "Mr. Obi met J. R. Silva in the U.S. on Monday. \"Good,\" he said. It rained";
        let all: Vec<&str> = sentences(text).collect();
        assert_eq!(all.concat(), text);
        assert_eq!(all.len(), 3, "{all:?}");
    }

    #[test]
    fn prose_and_headings() {
        assert!(Traits::of("The talks ended on Friday.").is_prose());
        assert!(!Traits::of("Talks end in Friday stalemate").is_prose());
        assert!(!Traits::of("The ministry has announced it will comply with…").is_prose());
    }

    #[test]
    fn terms_join_forms_of_a_word() {
        assert_eq!(terms("Syria's Iranian talks"), terms("Syrians Iran talk"));
    }
}
