//! Quantities of a unit: how long, or how far before or after.

use super::super::lexicon::mark;
use super::super::meaning::{Core, Phrase, Quantity, Shift, Steer, Unit, UnitKind};
use super::super::token::Kind;
use super::number::{ordinal, quantity};
use super::{Reader, shift_word};

/// "three days", "three days ago", "the past three days", "30-year", "the first nine months of 1990",
/// "weeks", "for years", "two and a half hours".
pub(super) fn offset_or_length(reader: &Reader<'_>, i: usize) -> Option<(usize, Phrase)> {
    let (end, phrase) =
        windowed(reader, i).or_else(|| counted(reader, i)).or_else(|| bare_plural(reader, i))?;
    // An age tells when nothing happened.
    let age = reader.is(end, "old")
        || reader.hyphen(end) && reader.is(end + 1, "old")
        || reader.is(end, "of") && reader.is(end + 1, "age");
    (!age).then_some((end, phrase))
}

/// "the past three days", "the next few months", "the first two weeks of May", "the last 24 hours".
fn windowed(reader: &Reader<'_>, i: usize) -> Option<(usize, Phrase)> {
    let (at, window) = window_word(reader, i)?;
    let at = if reader.is(at, "full") || reader.is(at, "consecutive") { at + 1 } else { at };
    let (after, quantity) = window_quantity(reader, at)?;
    let (end, unit) = unit_after(reader, after, quantity)?;
    let plural = reader.sense(end - 1).plural;
    if window == Steer::Definite && reader.hyphen(after) && reader.glued(after) {
        return None;
    }
    if !plural && quantity.tenths.is_none_or(|t| t > 10) && !reader.hyphen(after) {
        return None;
    }
    let end = or_so(reader, end);
    let (end, of) = of_period(reader, end);
    // "the first nine months": the article is part of it, the window is not one of the calendar.
    let window = match window {
        Steer::Definite | Steer::Latest | Steer::Same => None,
        w => Some(w),
    };
    Some((end, Core::Length { quantity, unit, window, of }.into()))
}

/// The window word: a steer, or an ordinal that says which part ("the first", "the final").
fn window_word(reader: &Reader<'_>, i: usize) -> Option<(usize, Steer)> {
    if let Some((end, steer)) = reader.steer(i) {
        if steer == Steer::Each {
            return None;
        }
        if steer == Steer::Definite {
            if let Some((after, _)) = ordinal(reader, end) {
                return Some((after, Steer::Definite));
            }
            if reader.is_any(end, &["final", "opening"]) {
                return Some((end + 1, Steer::Definite));
            }
        }
        return Some((end, steer));
    }
    let (end, n) = ordinal(reader, i)?;
    (n == 1).then_some((end, Steer::Definite))
}

fn window_quantity(reader: &Reader<'_>, at: usize) -> Option<(usize, Quantity)> {
    if reader.is(at, "few") || reader.is(at, "several") {
        return Some((at + 1, Quantity::UNKNOWN));
    }
    if reader.is(at, "couple") && reader.is(at + 1, "of") {
        return Some((at + 2, Quantity::whole(2)));
    }
    if reader.is_any(at, &["a", "an", "the", "some", "many"]) {
        return None;
    }
    // "the past weeks", "the coming months": a plural with no number.
    if reader.sense(at).unit.is_some() && reader.sense(at).plural {
        return Some((at, Quantity::UNKNOWN));
    }
    quantity(reader, at)
}

/// A number and a unit, with what follows.
fn counted(reader: &Reader<'_>, i: usize) -> Option<(usize, Phrase)> {
    let definite = reader.is(i, "the");
    if i > 0
        && reader.glued(i)
        && reader.token(i).is_some_and(|t| t.kind == Kind::Number)
        && matches!(reader.word(i - 1), "$" | "." | "/" | "," | ":" | "£" | "€")
    {
        return None;
    }
    let (after, quantity) = quantity(reader, i)?;
    let article = reader.is_any(i, &["a", "an"]) && after == i + 1;
    if article && (reader.opens(after) || reader.sense(after).unit.is_none()) {
        return None;
    }
    let (mut end, unit) = unit_after(reader, after, quantity)?;
    if article && reader.sense(end - 1).plural {
        return None;
    }
    let hyphen_form = reader.hyphen(after) && reader.glued(after);
    let singular = !reader.sense(end - 1).plural && quantity.tenths.is_none_or(|t| t > 10);
    let mut quantity = quantity;
    if reader.is(end, "and") && reader.is(end + 1, "a") && reader.is(end + 2, "half") {
        quantity.tenths = quantity.tenths.map(|t| t.saturating_add(5));
        end += 3;
    }
    // "a year-and-a-half".
    if reader.hyphen(end)
        && reader.is(end + 1, "and")
        && reader.is(end + 3, "a")
        && reader.is(end + 5, "half")
    {
        quantity.tenths = quantity.tenths.map(|t| t.saturating_add(5));
        end += 6;
    }
    if article && reader.is(end, "or") && reader.is(end + 1, "two") {
        quantity = Quantity::UNKNOWN;
        end += 2;
    }
    end = or_so(reader, end);
    if hyphen_form && definite {
        // "the 30-day deadline": the article is the deadline's.
        return None;
    }
    if singular && !hyphen_form && !singular_modifier(reader, end, quantity) {
        return None;
    }
    if !reader.opens(end) {
        if let Some((after, shift)) = shift_word(reader, end) {
            return Some((after, Core::Offset { quantity, unit, shift }.into()));
        }
        // "a week from Monday" stays a length beside a day; "three days from now" is above.
        if reader.hyphen(end) && reader.is(end + 1, "ago") {
            return Some((end + 2, Core::Offset { quantity, unit, shift: Shift::Ago }.into()));
        }
    }
    if hyphen_form && reader.hyphen(end) && reader.is(end + 1, "long") {
        end += 2;
    }
    if article && unit.kind == UnitKind::Second {
        return None;
    }
    // "he will one day return" is no length.
    let placed = i > 0
        && reader.is_any(
            i - 1,
            &[
                "in", "for", "after", "within", "than", "least", "only", "just", "of", "by", "to", "about",
                "over", "lasted",
            ],
        );
    if reader.is(i, "one")
        && unit.kind == UnitKind::Day
        && !hyphen_form
        && !placed
        && !reader.is_any(end, &["after", "before"])
    {
        return None;
    }
    let (end, of) = if definite { of_period(reader, end) } else { (end, None) };
    Some((end, Core::Length { quantity, unit, window: None, of }.into()))
}

/// "five year low": a singular unit after a number is a modifier when a noun follows it.
fn singular_modifier(reader: &Reader<'_>, end: usize, quantity: Quantity) -> bool {
    quantity.tenths.is_some_and(|t| t <= 1000)
        && reader.token(end).is_some_and(|t| t.kind == Kind::Word && !t.opens && !t.glued)
        && !reader.is_any(end, &["of", "to", "in", "and", "is", "was", "the", "on", "for"])
}

/// The unit after a quantity, over a hyphen and a few adjectives: "three [more trading] days".
fn unit_after(reader: &Reader<'_>, i: usize, quantity: Quantity) -> Option<(usize, Unit)> {
    let mut at = reader.over_hyphen(i);
    let hyphen = at > i;
    for _ in 0..2 {
        if reader.is_any(
            at,
            &[
                "more",
                "trading",
                "full",
                "consecutive",
                "straight",
                "long",
                "calendar",
                "business",
                "working",
                "additional",
                "further",
                "extra",
                "whole",
                "successive",
                "solid",
                "short",
                "other",
                "fiscal",
                "entire",
                "crucial",
                "bloody",
                "tense",
            ],
        ) && !reader.opens(at)
        {
            at += 1;
        }
    }
    let sense = reader.sense(at);
    let unit = sense.unit?;
    if reader.opens(at) || (sense.hyphen_only && !hyphen) {
        return None;
    }
    if reader.is_capital(at)
        && reader.is_capital(at + 1)
        && !reader.opens(at + 1)
        && quantity.tenths.is_some()
    {
        return None;
    }
    // "a quarter of the troops" is a share, "a quarter ago" is not said; "two quarters" are.
    if unit.kind == UnitKind::Quarter
        && (quantity.tenths == Some(10) && !hyphen
            || reader.is(at + 1, "of")
            || quantity.tenths == Some(30) && hyphen)
    {
        return None;
    }
    if unit.kind == UnitKind::Weekend && quantity.tenths == Some(10) {
        return None;
    }
    Some((at + 1, unit))
}

fn or_so(reader: &Reader<'_>, end: usize) -> usize {
    if reader.is(end, "or") && reader.is_any(end + 1, &["so", "more", "less"]) { end + 2 } else { end }
}

/// " of 1990", " of this year", " of May" after "the first nine months".
fn of_period(reader: &Reader<'_>, end: usize) -> (usize, Option<Box<Core>>) {
    if reader.is(end, "of")
        && let Some((_, phrase)) = super::years::year(reader, end + 1)
            .or_else(|| super::calendar::month(reader, end + 1))
            .or_else(|| super::relative::unit(reader, end + 1))
    {
        return (end, Some(Box::new(phrase.core)));
    }
    (end, None)
}

/// "weeks", "for years", "months ago": a plural unit with no number, in a place where it is a time.
fn bare_plural(reader: &Reader<'_>, i: usize) -> Option<(usize, Phrase)> {
    let sense = reader.sense(i);
    let unit = sense.unit.filter(|_| sense.plural)?;
    let quantity = Quantity::UNKNOWN;
    let mut end = i + 1;
    if !reader.opens(end)
        && let Some((after, shift)) = shift_word(reader, end)
    {
        return Some((after, Core::Offset { quantity, unit, shift }.into()));
    }
    if reader.hyphen(end) && reader.glued(end) && reader.is(end + 1, "long") {
        end += 2;
        return Some((end, Core::Length { quantity, unit, window: None, of: None }.into()));
    }
    let before = i.checked_sub(1).filter(|_| !reader.opens(i))?;
    let placed = reader.is_any(
        before,
        &[
            "for", "after", "within", "over", "took", "take", "takes", "lasted", "in", "spent", "of", "than",
            "by", "through", "or", "and", "last", "until",
        ],
    ) && !(reader.is(before, "in") && unit.kind == UnitKind::Quarter);
    let placed = placed
        && !(reader.is(before, "of")
            && !reader.is_any(
                before.saturating_sub(1),
                &["couple", "matter", "after", "hours", "days", "weeks", "months"],
            )
            && reader.sense(end).marks & mark::COUNTED != 0);
    let followed = reader.is_any(end, &["of", "before", "after"])
        || reader.opens(end)
        || reader.token(end).is_none_or(|t| matches!(t.kind, Kind::Sign(_)))
        || !placed;
    let alone = placed && (followed || !reader.is_capital(end));
    let led = reader.is_any(end, &["before", "after"]) || reader.is(end, "of") && !reader.is(before, "the");
    (alone || led && unit.kind != UnitKind::Quarter)
        .then_some((end, Core::Length { quantity, unit, window: None, of: None }.into()))
}
