//! A unit seen from the report's date or from the time last mentioned: "last week", "that day".

use super::super::meaning::{Core, Phrase, Quantity, Steer, Unit, UnitKind, Year};
use super::super::token::Kind;
use super::Reader;
use super::number::ordinal;

/// "this year", "last week", "the following day", "the same month", "the quarter", "the second day",
/// "the week of March 6", "the day before", "the day after tomorrow".
pub(super) fn unit(reader: &Reader<'_>, i: usize) -> Option<(usize, Phrase)> {
    if let Some(found) = ordinal_unit(reader, i) {
        return Some(found);
    }
    let (at, steer) = reader.steer(i)?;
    if steer == Steer::Each {
        return None;
    }
    let mut at = at;
    while reader.is_any(
        at,
        &[
            "fiscal",
            "full",
            "calendar",
            "whole",
            "entire",
            "academic",
            "just-ended",
            "current",
            "crucial",
            "very",
        ],
    ) {
        at += 1;
    }
    if let Some((end, core)) = compared(reader, at, steer) {
        return Some((end, core.into()));
    }
    let sense = reader.sense(at);
    let unit = sense.unit.filter(|u| !u.kind.below_day() && u.kind != UnitKind::Half)?;
    if reader.opens(at) || sense.hyphen_only {
        return None;
    }
    if sense.plural {
        return None;
    }
    let end = at + 1;
    // "this week-long siege" and "the year-end" are other constructions.
    if reader.hyphen(end) && reader.glued(end) && reader.glued(end + 1) {
        if reader.is_any(end + 1, &["long"]) {
            return None;
        }
        if steer == Steer::Definite || reader.is_any(end + 1, &["end", "ago", "earlier", "old"]) {
            return None;
        }
    }
    if steer == Steer::Definite {
        return definite(reader, i, at, unit);
    }
    if steer == Steer::Same
        && !reader.is(i, "that")
        && !reader.is(i, "the")
        && !reader.is(i, "this")
        && !reader.is(i, "same")
    {
        return None;
    }
    // "Last Day", "This Week with ...": capitals make a title of it.
    if reader.is_capital(at) && (reader.is_capital(at - 1) && !reader.opens(i)) {
        return None;
    }
    Some((end, Core::Unit { unit, steer }.into()))
}

/// "the day", "the week": the one last spoken of; "the week of March 6"; "the day before".
fn definite(reader: &Reader<'_>, i: usize, at: usize, unit: Unit) -> Option<(usize, Phrase)> {
    let end = at + 1;
    if reader.is_capital(at) && !reader.opens(at) {
        return None;
    }
    if reader.is(end, "of") || reader.is(end, "ended") || reader.is(end, "ending") {
        let on = end + 1;
        let day = super::calendar::month(reader, on).or_else(|| super::calendar::day_month(reader, on));
        if let Some((after, phrase)) = day.filter(|(_, p)| matches!(p.core, Core::Day { .. })) {
            if unit.kind == UnitKind::Week && reader.is(end, "of") {
                return Some((after, Core::Holding { kind: unit.kind, day: Box::new(phrase.core) }.into()));
            }
            // "the quarter ended Sept. 30": the date is an expression of its own.
            if matches!(unit.kind, UnitKind::Quarter | UnitKind::Month | UnitKind::Week)
                && !reader.is(end, "of")
            {
                return Some((end, Core::Holding { kind: unit.kind, day: Box::new(phrase.core) }.into()));
            }
            if unit.kind == UnitKind::Year && !reader.is(end, "of") {
                let of = Some(Box::new(phrase.core));
                return Some((
                    end,
                    Core::Length { quantity: Quantity::ONE, unit, window: Some(Steer::Previous), of }.into(),
                ));
            }
            if unit.kind == UnitKind::Day && reader.is(end, "of") {
                return None;
            }
        } else if reader.is(end, "of") {
            return None;
        }
    }
    if unit.kind == UnitKind::Day {
        if reader.is(end, "before") && reader.closes_phrase(end + 1) && !reader.opens(end) {
            return Some((end + 1, Core::Unit { unit, steer: Steer::Previous }.into()));
        }
        if reader.is(end, "after") && reader.closes_phrase(end + 1) && !reader.opens(end) {
            return Some((end + 1, Core::Unit { unit, steer: Steer::Following }.into()));
        }
        return None;
    }
    if matches!(unit.kind, UnitKind::Decade | UnitKind::Century | UnitKind::Millennium) {
        return None;
    }
    if unit.kind == UnitKind::Year && reader.is(end, "when") {
        return None;
    }
    let prepositional = i > 0
        && !reader.opens(i)
        && reader.is_any(
            i - 1,
            &[
                "in",
                "for",
                "during",
                "over",
                "of",
                "throughout",
                "through",
                "by",
                "earlier",
                "later",
                "at",
                "on",
                "since",
                "from",
                "until",
                "into",
                "within",
                "late",
                "early",
                "with",
                "than",
                "before",
            ],
        );
    prepositional.then(|| (end, Core::Unit { unit, steer: Steer::Definite }.into()))
}

/// "the year-earlier quarter", "the year-ago period", "the corresponding quarter", "the latest period".
fn compared(reader: &Reader<'_>, at: usize, steer: Steer) -> Option<(usize, Core)> {
    let period = |i: usize| reader.is(i, "period");
    if period(at) && matches!(steer, Steer::Latest) {
        return Some((
            at + 1,
            Core::Unit { unit: Unit { kind: UnitKind::Quarter, times: 1 }, steer: Steer::Latest },
        ));
    }
    if !matches!(steer, Steer::Definite | Steer::Same) {
        return None;
    }
    let start = if reader.is_any(at, &["comparable", "corresponding", "same"]) { at + 1 } else { at };
    if reader.is(start, "year") && reader.hyphen(start + 1) && reader.is_any(start + 2, &["earlier", "ago"]) {
        let end = start + 3;
        let end = ordinal(reader, end).map_or(end, |(after, _)| after);
        let counted = super::number::cardinal_words(reader, end).map_or(end, |(after, _)| after);
        let noun = reader.is_any(counted, &["quarter", "period", "month", "months", "week", "half"]);
        let core = Core::YearBefore { quarter: reader.is(counted, "quarter") };
        return Some((if noun { counted + 1 } else { start + 3 }, core));
    }
    None
}

const YEAR: Unit = Unit { kind: UnitKind::Year, times: 1 };

/// "year-earlier", "year-ago", "year-end", "year's end" without an article.
pub(super) fn year_adjective(reader: &Reader<'_>, i: usize) -> Option<(usize, Phrase)> {
    let at = if reader.is(i, "the") { i + 1 } else { i };
    if !reader.is(at, "year") {
        return None;
    }
    let possessive = reader.is_any(at + 1, &["'s", "’s"]) && reader.is(at + 2, "end");
    let end_at = if possessive { at + 2 } else { reader.over_hyphen(at + 1) };
    if reader.is(end_at, "end") {
        if reader.hyphen(end_at - 1) {
            return Some((end_at + 1, Core::Day { month: 12, day: 31, year: Year::Unstated }.into()));
        }
        let mut phrase = Phrase::from(Core::Unit { unit: YEAR, steer: Steer::This });
        phrase.edge = Some(super::Edge::End);
        return Some((end_at + 1, phrase));
    }
    if end_at > at + 1 && reader.is_any(end_at, &["earlier", "ago"]) && at == i {
        let noun = reader.is_any(end_at + 1, &["period", "quarter"]);
        let core = Core::YearBefore { quarter: reader.is(end_at + 1, "quarter") };
        return Some((if noun { end_at + 2 } else { end_at + 1 }, core.into()));
    }
    None
}

/// "the second day", "its third week", "on day three".
fn ordinal_unit(reader: &Reader<'_>, i: usize) -> Option<(usize, Phrase)> {
    if reader.is(i, "day") && i > 0 && reader.is(i - 1, "on") {
        let (end, n) = super::number::cardinal_words(reader, i + 1)
            .or_else(|| reader.token(i + 1).and_then(|t| t.plain(3)).map(|n| (i + 2, u64::from(n))))?;
        let unit = Unit { kind: UnitKind::Day, times: 1 };
        return Some((end, Core::OrdinalUnit { n: u8::try_from(n).ok()?, unit }.into()));
    }
    let at = if reader.is_any(i, &["the", "its", "their", "his", "her", "a"]) { i + 1 } else { i };
    let (end, n) = ordinal(reader, at)?;
    let end = reader.over_hyphen(end);
    let end =
        if reader.is_any(end, &["straight", "consecutive", "full", "successive"]) { end + 1 } else { end };
    let sense = reader.sense(end);
    let unit = sense.unit.filter(|_| !sense.plural)?;
    let named = reader.is_capital(end) && reader.is_capital(at);
    let fits = matches!(unit.kind, UnitKind::Day | UnitKind::Week | UnitKind::Month | UnitKind::Year);
    if named || !fits || reader.opens(end) || reader.token(at)?.kind == Kind::Sign('\'') {
        return None;
    }
    // "the first week of May" is the share of a month; "the first day of the talks" counts from an event.
    Some((end + 1, Core::OrdinalUnit { n, unit }.into()))
}
