//! An attribution while it is being put together.

use std::ops::Range;

use chancery_nlp::Doc;

use super::cue::Kind;
use super::speaker::Phrase;
use super::tree::{children, is_mark};

/// An attribution in the making; what is found later (quotations) is added to it.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) kind: Kind,
    /// The cue's word that governs the others; none where words between quotation marks merely follow a speaker's.
    pub(super) cue_head: Option<usize>,
    pub(super) cue: Option<Range<usize>>,
    pub(super) speaker: Option<Phrase>,
    pub(super) addressee: Option<Phrase>,
    pub(super) content: Vec<Range<usize>>,
    pub(super) negated: bool,
}

impl Draft {
    /// Adds tokens to the content and keeps it sorted and apart from itself.
    pub(super) fn add(&mut self, doc: &Doc, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        self.content.push(range);
        self.content.sort_by_key(|r| (r.start, r.end));
        let mut joined: Vec<Range<usize>> = Vec::with_capacity(self.content.len());
        for range in self.content.drain(..) {
            match joined.last_mut() {
                Some(last) if range.start <= last.end || (last.end..range.start).all(|t| doc.is_space(t)) => {
                    last.end = last.end.max(range.end);
                }
                _ => joined.push(range),
            }
        }
        self.content = joined;
    }

    /// Removes tokens from the content.
    pub(super) fn cut(&mut self, range: &Range<usize>) {
        self.content = self
            .content
            .drain(..)
            .flat_map(|r| [r.start..r.end.min(range.start), r.start.max(range.end)..r.end])
            .filter(|r| r.start < r.end)
            .collect();
    }

    /// Leaves only what lies in the range.
    pub(super) fn clip(&mut self, range: &Range<usize>) {
        for part in &mut self.content {
            *part = part.start.max(range.start)..part.end.min(range.end);
        }
        self.content.retain(|r| r.start < r.end);
    }

    pub(super) fn holds(&self, token: usize) -> bool {
        self.content.iter().any(|r| r.contains(&token))
    }
}

/// The words of a verb cue: auxiliaries, negation and adverbs beside it, particle and preposition after it.
pub(super) fn cue_range(doc: &Doc, head: usize, last: usize) -> Range<usize> {
    let mut start = head;
    while start > 0 {
        let before = start - 1;
        let belongs = doc.head(before) == head
            && (matches!(doc.dep(before), "aux" | "auxpass" | "neg")
                || (doc.dep(before) == "advmod" && doc.tag(before) == "RB" && !is_mark(doc, before)));
        if !belongs {
            break;
        }
        start = before;
    }
    let mut end = head + 1;
    let after: Vec<usize> = children(doc, head).filter(|&c| doc.dep(c) == "prt").collect();
    while end <= last || after.contains(&end) {
        end += 1;
    }
    start..end
}
