//! The grammar of English time expressions: which tokens form one, and what it says.
//!
//! Each file holds the constructions of one kind; this one tries them where an expression may begin and
//! keeps the longest. The conventions of extent (no preposition before, the article inside, modifiers
//! inside) are those of the TimeML annotation guidelines 1.2.1 (Saurí et al., 2006), section 2.2.

mod calendar;
mod clock;
mod number;
pub(super) use number::cardinal_words;
mod numeric;
mod periods;
mod quantity;
mod reader;
mod relative;
mod repeated;
mod years;

pub(crate) use reader::Reader;

use super::lexicon::What;
use super::meaning::{Approximation, Core, Edge, Phrase, Reference, Shift, Signal};

/// An expression found in the tokens `start..end`.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) phrase: Phrase,
    pub(crate) signal: Option<Signal>,
}

/// All expressions, left to right, without overlap.
pub(crate) fn find(reader: &Reader<'_>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut i = 0;
    while i < reader.len() {
        if !reader.may_start(i) {
            i += 1;
            continue;
        }
        if let Some(end) = reader.idiom(i) {
            i = end;
            continue;
        }
        match expression(reader, i, found.last()) {
            Some((end, phrase)) => {
                let signal = reader.signal_before(i);
                found.push(Found { start: i, end, phrase, signal });
                i = end;
            }
            None => i += 1,
        }
    }
    found
}

/// The longest expression that begins at `i`.
fn expression(reader: &Reader<'_>, i: usize, before: Option<&Found>) -> Option<(usize, Phrase)> {
    let mut best: Option<(usize, Phrase)> = None;
    let mut offer = |candidate: Option<(usize, Phrase)>| {
        if let Some((end, phrase)) = candidate
            && best.as_ref().is_none_or(|(b, _)| end > *b)
        {
            best = Some((end, phrase));
        }
    };
    // Of two readings of one length the first wins: "40 ships a day" is a rate, not a day.
    offer(repeated::repeated(reader, i));
    offer(dated(reader, i));
    offer(approximate(reader, i));
    offer(clock::clock(reader, i));
    offer(reference(reader, i));
    offer(edged(reader, i));
    if let Some(before) = before {
        offer(calendar::tail(reader, i, before));
    }
    best
}

/// A day, month, year or the like with what may follow it: a part of the day, a time.
fn dated(reader: &Reader<'_>, i: usize) -> Option<(usize, Phrase)> {
    let (end, phrase) = core(reader, i)?;
    Some(clock::after_date(reader, end, phrase))
}

/// Every construction without modifiers, the longest first to win.
fn core(reader: &Reader<'_>, i: usize) -> Option<(usize, Phrase)> {
    let candidates = [
        numeric::numeric_date(reader, i),
        calendar::weekday(reader, i),
        calendar::month(reader, i),
        calendar::day_month(reader, i),
        years::year(reader, i),
        years::decade(reader, i),
        years::century(reader, i),
        periods::season(reader, i),
        periods::share(reader, i),
        periods::feast(reader, i),
        relative::unit(reader, i),
        relative::year_adjective(reader, i),
        quantity::offset_or_length(reader, i),
    ];
    let mut best: Option<(usize, Phrase)> = None;
    for candidate in candidates.into_iter().flatten() {
        if best.as_ref().is_none_or(|(b, _)| candidate.0 > *b) {
            best = Some(candidate);
        }
    }
    best
}

/// "nearly two years ago", "more than three hours", "around May 5".
fn approximate(reader: &Reader<'_>, i: usize) -> Option<(usize, Phrase)> {
    let (start, approximation) = reader.phrase(i, |what| match what {
        What::Approximation(a) => Some(a),
        _ => None,
    })?;
    let (end, mut phrase) = dated(reader, start).or_else(|| edged(reader, start))?;
    let fits = match &phrase.core {
        Core::Length { window, quantity, .. } => {
            (window.is_none() && (quantity.tenths.is_some() || !reader.is(i, "over")))
                || approximation == Approximation::EqualOrMore
        }
        Core::Offset { .. } => true,
        // "over the weekend" is no more than a weekend; "around May 5" is near it.
        Core::Day { .. } | Core::Month { .. } | Core::Year(_) | Core::Unit { .. } => {
            approximation == Approximation::Approx && !reader.is(i, "some")
        }
        _ => false,
    };
    if !fits || (end - start == 1 && matches!(phrase.core, Core::Length { .. })) {
        return None;
    }
    phrase.approximation = Some(approximation);
    Some((end, phrase))
}

/// "early January", "the end of 1990", "mid-December", "later this month", "earlier Sunday".
fn edged(reader: &Reader<'_>, i: usize) -> Option<(usize, Phrase)> {
    edged_within(reader, i, EDGES)
}

/// How many edge words may stand before one date ("late in the middle of").
const EDGES: usize = 2;

fn edged_within(reader: &Reader<'_>, i: usize, edges: usize) -> Option<(usize, Phrase)> {
    let edges = edges.checked_sub(1)?;
    let (after, edge) = reader.phrase(i, |what| match what {
        What::Edge(e) => Some(e),
        _ => None,
    })?;
    let start = reader.over_hyphen(after);
    let (end, mut phrase) = inner(reader, start, edges)?;
    let takes_edge = match &phrase.core {
        Core::Length { .. } | Core::Offset { .. } | Core::Repeated(_) => false,
        Core::Reference(Reference::Day(..)) => {
            matches!(edge, Edge::Start | Edge::End | Edge::Before | Edge::After | Edge::Some)
        }
        Core::Reference(_) => false,
        _ => true,
    };
    if !takes_edge {
        return None;
    }
    // "Earlier in mid-May": the inner word says which part of the period it was.
    phrase.edge = match edge {
        Edge::Before | Edge::After => phrase.edge.or(Some(edge)),
        _ => Some(edge),
    };
    Some((end, phrase))
}

/// What may stand behind an edge word: a date, a word like "yesterday", another edge.
fn inner(reader: &Reader<'_>, i: usize, edges: usize) -> Option<(usize, Phrase)> {
    let date = dated(reader, i);
    let word = reference(reader, i);
    let nested = edged_within(reader, i, edges);
    let clock = clock::part_of_day(reader, i);
    [date, word, nested, clock].into_iter().flatten().max_by_key(|(end, _)| *end)
}

/// "today", "now", "the near future", with what may follow a day ("today at noon").
fn reference(reader: &Reader<'_>, i: usize) -> Option<(usize, Phrase)> {
    let (end, phrase) = bare_reference(reader, i)?;
    Some(match phrase.core {
        Core::Reference(Reference::Day(..)) => clock::after_date(reader, end, phrase),
        _ => (end, phrase),
    })
}

/// The same without what follows.
fn bare_reference(reader: &Reader<'_>, i: usize) -> Option<(usize, Phrase)> {
    let (end, reference) = reader.phrase(i, |what| match what {
        What::Reference(r) => Some(r),
        _ => None,
    })?;
    if !reader.reference_stands(i, end, reference) {
        return None;
    }
    let mut phrase = Phrase::from(Core::Reference(reference));
    if let Reference::Day(_, part) = reference {
        phrase.part = part;
    }
    Some((end, phrase))
}

/// The shift word at `i`: "ago", "earlier", "from now".
fn shift_word(reader: &Reader<'_>, i: usize) -> Option<(usize, Shift)> {
    let (end, shift) = reader.phrase(i, |what| match what {
        What::Shift(s) => Some(s),
        _ => None,
    })?;
    let word = reader.lower(i);
    // "two days before the vote" is counted from the vote, which is no time expression.
    if matches!(word.as_str(), "before" | "prior" | "ahead" | "back" | "previously")
        && !reader.closes_phrase(end)
    {
        return None;
    }
    Some((end, shift))
}
