//! Quotation marks: which opens, which closes, and what stands between.
//!
//! Straight marks have no direction; it is read off the characters on either side. A mark without partner ends with
//! its paragraph, unless the next paragraph opens with a mark again: the habit of repeating the opening mark in each
//! paragraph of one long quotation. Single marks count as quotation marks only where they pair within a paragraph and
//! outside a double-marked quotation; all else is an apostrophe or a quotation within a quotation.

use std::ops::Range;

use chancery_nlp::Doc;

use super::layout::Layout;

/// Words between quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quotation {
    /// Tokens, marks included; one range a paragraph.
    pub(super) pieces: Vec<Range<usize>>,
}

impl Quotation {
    pub(super) fn first(&self) -> usize {
        self.pieces[0].start
    }

    pub(super) fn end(&self) -> usize {
        self.pieces[self.pieces.len() - 1].end
    }

    pub(super) fn n_tokens(&self) -> usize {
        self.pieces.iter().map(ExactSizeIterator::len).sum()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Double(Side),
    Single(Side),
    /// After an s and before a space: closes a quotation or marks a plural's genitive.
    AfterPlural,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Open,
    Close,
}

/// The outermost quotations, in order; they do not overlap.
pub(super) fn quotations(doc: &Doc, layout: &Layout) -> Vec<Quotation> {
    let mut done: Vec<Quotation> = Vec::new();
    for (number, paragraph) in layout.paragraphs().iter().enumerate() {
        let found = pair(doc, paragraph.clone());
        for (index, range) in found.into_iter().enumerate() {
            let continues = index == 0
                && number > 0
                && range.start == first_word(doc, paragraph)
                && done.last().is_some_and(|q: &Quotation| {
                    q.end() == layout.paragraphs()[number - 1].end && open_at_end(doc, q)
                });
            match done.last_mut().filter(|_| continues) {
                Some(last) => last.pieces.push(range),
                None => done.push(Quotation { pieces: vec![range] }),
            }
        }
    }
    done
}

fn open_at_end(doc: &Doc, quotation: &Quotation) -> bool {
    let last = &quotation.pieces[quotation.pieces.len() - 1];
    !last.clone().skip(1).any(|t| doc.word(t).contains(['”', '"', '’', '\'', '»']) && !is_apostrophe(doc, t))
        || !doc.words(last.clone()).trim_end().ends_with(['”', '"', '\'', '’', '»'])
}

fn is_apostrophe(doc: &Doc, token: usize) -> bool {
    doc.word(token).chars().any(char::is_alphanumeric)
}

fn first_word(doc: &Doc, paragraph: &Range<usize>) -> usize {
    paragraph.clone().find(|&t| !doc.is_space(t)).unwrap_or(paragraph.start)
}

/// Pairs the marks of one paragraph.
fn pair(doc: &Doc, paragraph: Range<usize>) -> Vec<Range<usize>> {
    let marks = marks(doc, paragraph.clone());
    let mut found = Vec::new();
    let mut double: Option<usize> = None;
    // Double marks opened within an open quotation; typed text nests them now and then.
    let mut depth = 0usize;
    let mut single: Option<usize> = None;
    for (index, &(token, mark)) in marks.iter().enumerate() {
        match mark {
            Mark::Double(Side::Open) if double.is_none() => {
                double = Some(token);
                single = None;
            }
            Mark::Double(Side::Open) => depth += 1,
            Mark::Double(Side::Close) => match double {
                Some(_)
                    if depth > 0 && marks[index + 1..].iter().any(|(_, m)| matches!(m, Mark::Double(_))) =>
                {
                    depth -= 1;
                }
                Some(start) => {
                    found.push(start..token + 1);
                    (double, depth) = (None, 0);
                }
                None => {}
            },
            Mark::Single(Side::Open) if double.is_none() && single.is_none() => single = Some(token),
            Mark::Single(Side::Close) if double.is_none() => {
                found.extend(single.take().map(|start| start..token + 1));
            }
            Mark::AfterPlural if double.is_none() && single.is_some() => {
                let next = marks[index + 1..].iter().find(|(_, m)| *m != Mark::AfterPlural);
                if !matches!(next, Some((_, Mark::Single(Side::Close)))) {
                    found.extend(single.take().map(|start| start..token + 1));
                }
            }
            Mark::Single(_) | Mark::AfterPlural => {}
        }
    }
    if let Some(start) = double {
        found.push(start..paragraph.end);
    }
    found
}

/// The marks of one paragraph with the tokens that hold them.
fn marks(doc: &Doc, paragraph: Range<usize>) -> Vec<(usize, Mark)> {
    let mut marks = Vec::new();
    let mut open_double = false;
    for token in paragraph {
        let word = doc.word(token);
        if !word.contains(['"', '“', '”', '„', '‟', '«', '»', '\'', '‘', '’', '`', '″']) {
            continue;
        }
        let from = doc.bytes(token).start;
        let mut skip_to = 0;
        for (offset, c) in word.char_indices() {
            if offset < skip_to {
                continue;
            }
            // Two single marks in a row stand for a double one.
            let twin = matches!(c, '\'' | '‘' | '’' | '`')
                && doc.text()[from + offset + c.len_utf8()..].starts_with(c);
            let width = if twin { 2 * c.len_utf8() } else { c.len_utf8() };
            skip_to = offset + width;
            let before = doc.text()[..from + offset].chars().next_back();
            let after = doc.text().get(from + offset + width..).and_then(|t| t.chars().next());
            let side = side_of(before, after);
            let mark = match c {
                '“' | '„' | '‟' | '«' => Mark::Double(Side::Open),
                '”' | '»' if !open_double && side == Side::Open => Mark::Double(Side::Open),
                '”' | '»' => Mark::Double(Side::Close),
                '"' | '″' => {
                    Mark::Double(if is_ambiguous(before, after) { flip(open_double) } else { side })
                }
                _ if twin => Mark::Double(if is_ambiguous(before, after) { flip(open_double) } else { side }),
                '‘' | '`' => Mark::Single(Side::Open),
                '\'' | '’' => match single_side(before, after) {
                    Some(Side::Close) if before == Some('s') && after == Some(' ') => Mark::AfterPlural,
                    Some(side) => Mark::Single(side),
                    None => continue,
                },
                _ => continue,
            };
            if let Mark::Double(side) = mark {
                open_double = side == Side::Open;
            }
            marks.push((token, mark));
        }
    }
    marks
}

fn flip(open: bool) -> Side {
    if open { Side::Close } else { Side::Open }
}

/// A mark opens when space or an opening sign is before it and a word after it.
fn side_of(before: Option<char>, after: Option<char>) -> Side {
    let free_before = before.is_none_or(|c| {
        c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '-' | '‘' | '“' | '>' | '/')
    });
    let bound_after =
        after.is_some_and(|c| !c.is_whitespace() && !matches!(c, '.' | ',' | ';' | ')' | ']' | '?' | '!'));
    if free_before && bound_after { Side::Open } else { Side::Close }
}

/// Space on both sides or on neither: a straight mark then just alternates.
fn is_ambiguous(before: Option<char>, after: Option<char>) -> bool {
    let space_before = before.is_none_or(char::is_whitespace);
    let space_after = after.is_none_or(char::is_whitespace);
    let word_before = before.is_some_and(char::is_alphanumeric);
    let word_after = after.is_some_and(char::is_alphanumeric);
    (space_before && space_after && before.is_some() && after.is_some()) || (word_before && word_after)
}

fn single_side(before: Option<char>, after: Option<char>) -> Option<Side> {
    let word_before = before.is_some_and(char::is_alphanumeric);
    let word_after = after.is_some_and(char::is_alphanumeric);
    if word_before && word_after {
        return None;
    }
    // "the '90s" and the like.
    if after.is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    Some(side_of(before, after))
}
