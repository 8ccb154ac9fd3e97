//! Paragraphs of a text, by tokens.

use std::ops::Range;

use chancery_nlp::Doc;

/// How a text is laid out.
#[derive(Debug)]
pub(super) struct Layout {
    paragraphs: Vec<Range<usize>>,
    paragraph_of: Vec<u32>,
}

impl Layout {
    /// A line break ends a paragraph unless it falls within a sentence: then the text is wrapped.
    pub(super) fn of(doc: &Doc) -> Self {
        let mut paragraphs = Vec::new();
        let mut paragraph_of = vec![0; doc.len()];
        let mut start = 0;
        for (token, number) in paragraph_of.iter_mut().enumerate() {
            if doc.is_space(token) && breaks(doc, token) {
                if start < token {
                    paragraphs.push(start..token);
                }
                start = token + 1;
            }
            *number = paragraphs.len() as u32;
        }
        if start < doc.len() {
            paragraphs.push(start..doc.len());
        }
        if paragraphs.is_empty() && !doc.is_empty() {
            paragraphs.push(0..doc.len());
        }
        let last = paragraphs.len().saturating_sub(1) as u32;
        paragraph_of.iter_mut().for_each(|p| *p = (*p).min(last));
        Self { paragraphs, paragraph_of }
    }

    pub(super) fn paragraphs(&self) -> &[Range<usize>] {
        &self.paragraphs
    }

    pub(super) fn paragraph_of(&self, token: usize) -> usize {
        self.paragraph_of[token] as usize
    }
}

fn breaks(doc: &Doc, token: usize) -> bool {
    let n_lines = doc.word(token).matches(['\n', '\u{2029}', '\u{85}']).count();
    if n_lines != 1 {
        return n_lines > 1;
    }
    let ends = token
        .checked_sub(1)
        .is_none_or(|t| doc.word(t).ends_with(['.', '!', '?', ':', '"', '”', '’', '\'', ')', '…', '»']));
    let starts =
        doc.text()[doc.bytes(token).end..].trim_start().chars().next().is_none_or(|c| !c.is_lowercase());
    let opens = doc.text()[doc.bytes(token).end..].trim_start().starts_with(['"', '“', '‘', '«']);
    opens || (ends && starts)
}
