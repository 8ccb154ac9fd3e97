//! Datelines: "KAMPALA, March 3 (Reuters) - ". Parsers take them for a part of the first sentence; nobody said them.

use std::ops::Range;

use chancery_nlp::Doc;

use super::draft::Draft;
use super::layout::Layout;
use super::speaker::Phrase;
use super::tree::{is_mark, trim};

/// Longest dateline, in tokens.
const LONGEST: usize = 18;

/// Takes datelines out of contents, and looks behind them for speakers.
pub(super) fn pass(doc: &Doc, layout: &Layout, drafts: &mut [Draft]) {
    let mut datelines: Vec<Option<Range<usize>>> = Vec::with_capacity(layout.paragraphs().len());
    datelines.extend(layout.paragraphs().iter().map(|p| dateline(doc, p)));
    for draft in drafts {
        let Some(cue) = draft.cue.clone() else { continue };
        let Some(dateline) = &datelines[layout.paragraph_of(cue.start)] else { continue };
        if dateline.contains(&cue.start) {
            continue;
        }
        draft.cut(dateline);
        let is_misled = draft.speaker.as_ref().is_some_and(|s| dateline.contains(&s.range.start));
        if !is_misled || cue.start <= dateline.end {
            continue;
        }
        let range = trim(doc, dateline.end..cue.start);
        let stop = range.clone().find(|&t| matches!(doc.word(t), "," | "of" | "in")).unwrap_or(range.end);
        let head = (range.start..stop).rev().find(|&t| matches!(doc.pos(t), "PROPN" | "NOUN" | "PRON"));
        draft.speaker = head.map(|head| Phrase { head, range });
    }
}

/// The tokens from a paragraph's start to the dash that ends its dateline: a place in capitals, a date, an agency.
pub(crate) fn dateline(doc: &Doc, paragraph: &Range<usize>) -> Option<Range<usize>> {
    let limit = paragraph.end.min(paragraph.start + LONGEST);
    let dash = (paragraph.start..limit).find(|&t| matches!(doc.word(t), "-" | "–" | "—" | "--" | "―"))?;
    let before = paragraph.start..dash;
    let is_capital = |t: usize| {
        let word = doc.word(t);
        word.chars().count() > 2 && word.chars().all(|c| c.is_uppercase() || matches!(c, '-' | '.' | '\''))
    };
    let has_place = before.clone().any(is_capital);
    let mut before = before;
    let is_plain =
        before.all(|t| is_mark(doc, t) || is_capital(t) || !matches!(doc.pos(t), "VERB" | "AUX" | "PRON"));
    (has_place && is_plain).then_some(paragraph.start..dash + 1)
}
