//! What the lines and marks of a text tell without grammar: headlines and quotations.

use chancery_nlp::Doc;
use chancery_record::{Span, Token};

/// Most tokens of a line that is taken for a headline.
const HEADLINE_TOKENS: usize = 24;

/// Number of line breaks in a token.
fn n_breaks(doc: &Doc, token: usize) -> usize {
    if doc.is_space(token) { doc.word(token).matches('\n').count() } else { 0 }
}

/// For each token, the number of its paragraph: a blank line parts two.
pub(super) fn paragraphs(doc: &Doc) -> Vec<u32> {
    let mut number = 0;
    let mut of = Vec::with_capacity(doc.len());
    for token in 0..doc.len() {
        of.push(number);
        number += u32::from(n_breaks(doc, token) > 1);
    }
    of
}

/// For each token, whether it is of a headline: a paragraph of one short line without a full stop. A line
/// that a single break parts from what follows is one only if the parser ends a sentence there.
pub(super) fn headlines(doc: &Doc) -> Vec<bool> {
    let mut found = vec![false; doc.len()];
    let mut opens_paragraph = true;
    let mut start = 0;
    while start < doc.len() {
        let end = (start..doc.len()).find(|&t| n_breaks(doc, t) > 0).unwrap_or(doc.len());
        let after = (end..doc.len()).find(|&t| !doc.is_space(t)).unwrap_or(doc.len());
        let breaks: usize = (end..after).map(|t| n_breaks(doc, t)).sum();
        let is_apart = after == doc.len() || breaks > 1 || doc.starts_sentence(after);
        let last = (start..end).rev().find(|&t| !doc.is_space(t));
        let is_open = last
            .is_some_and(|t| !matches!(doc.word(t), "." | "!" | "…" | "..." | ":" | ";" | "," | "”" | "\""));
        if opens_paragraph && is_apart && is_open && end - start <= HEADLINE_TOKENS {
            found[start..end].fill(true);
        }
        opens_paragraph = breaks > 1;
        start = after.max(end + 1);
    }
    found
}

/// What stands between quotation marks, marks excluded. A mark left open holds to the end of its
/// paragraph.
pub(super) fn quotations(doc: &Doc) -> Vec<Span<Token>> {
    let mut found = Vec::new();
    let mut open: Option<u32> = None;
    let close = |open: &mut Option<u32>, end: u32, found: &mut Vec<Span<Token>>| {
        if let Some(start) = open.take()
            && start < end
        {
            found.push(Span::new(start, end));
        }
    };
    for t in 0..doc.len() {
        let at = t as u32;
        match doc.word(t) {
            "“" | "«" | "``" | "„" => {
                close(&mut open, at, &mut found);
                open = Some(at + 1);
            }
            "”" | "»" | "''" => close(&mut open, at, &mut found),
            "\"" if open.is_some() => close(&mut open, at, &mut found),
            "\"" => open = Some(at + 1),
            word if doc.is_space(t) && word.contains('\n') => close(&mut open, at, &mut found),
            _ => {}
        }
    }
    close(&mut open, doc.len() as u32, &mut found);
    found
}
