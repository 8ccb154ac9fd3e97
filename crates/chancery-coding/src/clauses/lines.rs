//! What the lines and marks of a text tell without grammar: headlines and quotations.

use chancery_nlp::Doc;
use chancery_record::{Span, Token};

/// Most tokens of a line that is taken for a headline.
const HEADLINE_TOKENS: usize = 24;

/// For each sentence, whether it is a headline: it stands on a line of its own, apart from what follows,
/// is short and has no full stop.
pub(super) fn headlines(doc: &Doc) -> Vec<bool> {
    let n_lines = |t: usize| if doc.is_space(t) { doc.word(t).matches('\n').count() } else { 0 };
    let mut starts_block = true;
    let mut found = Vec::with_capacity(doc.sentences().len());
    for sentence in doc.sentences() {
        let mut last = sentence.end;
        let mut n_breaks = 0;
        while last > sentence.start && doc.is_space(last - 1) {
            last -= 1;
            n_breaks += n_lines(last);
        }
        let first = sentence.clone().find(|&t| !doc.is_space(t)).unwrap_or(last);
        let breaks_inside = (first..last).any(|t| n_lines(t) > 0);
        let is_apart = sentence.end == doc.len() || n_breaks > 0;
        let is_open = last > first
            && !matches!(doc.word(last - 1), "." | "!" | "…" | "..." | ":" | ";" | "," | "”" | "\"");
        found.push(starts_block && is_apart && is_open && !breaks_inside && last - first <= HEADLINE_TOKENS);
        starts_block = n_breaks > 0;
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
