//! From a report's own raw words to text that can be parsed, with every change recorded.
//!
//! [`mojibake`] runs on the whole text before it is taken apart, because a mangled ellipsis or quote
//! would hide what a line is; the rest runs on the paragraphs that turned out to be content.

pub(crate) mod mojibake;
mod spacing;
mod unglue;

use std::ops::Range;

use chancery_record::{Passage, Repair, Span};

use crate::mapped::{Mapped, offset};

/// What stands between two kept stretches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Joint {
    /// A new paragraph.
    Paragraph,
    /// The same paragraph goes on.
    Space,
}

/// Cleans the given stretches of `view` and joins them to one passage.
pub(crate) fn passage(view: &Mapped, parts: &[(Joint, Range<usize>)], repairs: &mut Vec<Repair>) -> Passage {
    let mut whole = Mapped::default();
    let mut paragraphs: Vec<Span<chancery_record::Byte>> = Vec::new();
    for (joint, range) in parts {
        let mut part = Mapped::default();
        part.push_slice(view, range);
        let part = unglue::unglued(&spacing::normalised(&part, repairs), repairs);
        let text = part.text();
        if text.trim().is_empty() {
            continue;
        }
        let kept = text.len() - text.trim_start().len()..text.trim_end().len();
        let same = *joint == Joint::Space && !paragraphs.is_empty();
        let end = whole.offsets_end();
        if !whole.text().is_empty() {
            whole.push_replaced(if same { " " } else { "\n\n" }, end..end);
        }
        let start = whole.text().len();
        whole.push_slice(&part, &kept);
        let span = Span::new(offset(start), offset(whole.text().len()));
        match paragraphs.last_mut() {
            Some(last) if same => *last = Span::new(last.start, span.end),
            _ => paragraphs.push(span),
        }
    }
    Passage { text: whole.text().to_owned(), paragraphs, offsets: Some(whole.offsets()) }
}

/// Cleans words that stand outside the raw text, such as a title column.
pub(crate) fn loose(text: &str) -> String {
    let mut repairs = Vec::new();
    let mended = mojibake::mended(&Mapped::identity(text), &mut repairs);
    let clean = spacing::normalised(&mended, &mut repairs);
    clean.text().trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_joined_as_paragraphs_or_runs() {
        let raw = "First one.\nSecond one. cut Third one.";
        let view = Mapped::identity(raw);
        let mut repairs = Vec::new();
        let passage = passage(
            &view,
            &[(Joint::Paragraph, 0..10), (Joint::Paragraph, 11..22), (Joint::Space, 27..37)],
            &mut repairs,
        );
        assert_eq!(passage.text, "First one.\n\nSecond one. Third one.");
        assert_eq!(passage.paragraphs.len(), 2);
        let third = passage.text.find("Third").unwrap() as u32;
        assert_eq!(passage.raw_from_clean(Span::new(third, third + 5)), Some(Span::new(27, 32)));
    }
}
