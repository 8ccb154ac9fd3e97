//! Weekdays, days and months, with the year beside them, and the second ends of ranges.

use super::super::lexicon::mark;
use super::super::meaning::{Core, Phrase, UnitKind, Year};
use super::super::tense::Tag;
use super::super::token::Kind;
use super::years::year_after;
use super::{Found, Reader};

/// "Monday", "last Friday", "Sunday, April 25", "Tuesday of last week".
pub(super) fn weekday(reader: &Reader<'_>, i: usize) -> Option<(usize, Phrase)> {
    let (at, steer) = reader.steer_of_date(i).filter(|_| !reader.is_conjunction(i))?;
    let sense = reader.sense(at);
    let weekday = sense.weekday?;
    if sense.plural || !reader.is_capital(at) {
        return None;
    }
    let after = reader.over_stop(at + 1);
    let dated = reader.over_comma(after);
    // A full date after the weekday says more than the weekday.
    let dated = if reader.is_any(dated, &["the", "on"]) { dated + 1 } else { dated };
    if let Some((end, phrase)) = month(reader, dated).or_else(|| day_month(reader, dated))
        && matches!(phrase.core, Core::Day { .. })
    {
        return Some((end, phrase));
    }
    if sense.short {
        return None;
    }
    if reader.is_capital(at + 1)
        && reader.sense(at + 1).has(mark::NAME_AFTER_WEEKDAY)
        && !reader.opens(at + 1)
    {
        return None;
    }
    if let Some((end, day)) = reader.is(after, "the").then(|| reader.day_number(after + 1)).flatten()
        && (end > after + 2 || reader.sense(after + 1).ordinal.is_some())
    {
        let weekday = Core::Weekday { weekday, steer, of: Some(Box::new(Core::DayOfMonth { day })) };
        return Some((end, weekday.into()));
    }
    // "Friday of last week", "Monday this week", "Tuesday next week".
    let of = if reader.is(after, "of") { after + 1 } else { after };
    if let Some((end, week)) = steered_unit(reader, of)
        && matches!(&week, Core::Unit { unit, .. } if unit.kind == UnitKind::Week)
    {
        return Some((end, Core::Weekday { weekday, steer, of: Some(Box::new(week)) }.into()));
    }
    Some((after, Core::Weekday { weekday, steer, of: None }.into()))
}

fn steered_unit(reader: &Reader<'_>, i: usize) -> Option<(usize, Core)> {
    let (at, steer) = reader.steer(i)?;
    let unit = reader.sense(at).unit.filter(|_| !reader.sense(at).plural)?;
    Some((at + 1, Core::Unit { unit, steer }))
}

/// Month first: "May 3, 2019", "May 3rd", "May 2019", "last May", "May of last year", "May".
pub(super) fn month(reader: &Reader<'_>, i: usize) -> Option<(usize, Phrase)> {
    let (at, steer) = reader.steer_of_date(i).filter(|_| !reader.is_conjunction(i))?;
    let month = month_word(reader, at)?;
    let after = reader.over_stop(at + 1);
    let joined = reader.over_hyphen(after);
    let (dated, article) = if reader.is(joined, "the") { (joined + 1, true) } else { (joined, false) };
    if let Some((end, day)) = reader.day_number(dated).filter(|(end, _)| !article || *end > dated) {
        // "May 30 people" is a modal before a count; "Aug. 7 killed 250" is a date before a verb.
        let doubtful = reader.sense(at).has(mark::BARE_MONTH) && is_counted(reader, end);
        if !reader.opens(dated) && !doubtful {
            let (end, year) = year_after(reader, end);
            return Some((end, Core::Day { month, day, year }.into()));
        }
    }
    let (end, year) = year_after(reader, after);
    if year == Year::Unstated
        && reader.opens(i)
        && reader.sense(at).has(mark::BARE_MONTH)
        && reader.tag(at) != Tag::Name
    {
        return None;
    }
    // "May's agreement" is more often a person's than a month's.
    let possessive = reader.sense(at).has(mark::BARE_MONTH) && reader.is_any(after, &["'s", "’s"]);
    if year == Year::Unstated && steer.is_none() && possessive {
        return None;
    }
    if year == Year::Unstated && steer.is_none() && !bare_month_stands(reader, at) {
        return None;
    }
    Some((end, Core::Month { month, year, steer }.into()))
}

/// Whether what follows a number shows that it counts ("May 30 people").
pub(super) fn is_counted(reader: &Reader<'_>, end: usize) -> bool {
    reader.counts_things(end) && !reader.opens(end)
}

fn month_word(reader: &Reader<'_>, i: usize) -> Option<u8> {
    let sense = reader.sense(i);
    let month = sense.month?;
    if !reader.is_capital(i) || reader.tag(i) == Tag::Modal {
        return None;
    }
    if i > 0 && !reader.opens(i) && reader.sense(i - 1).has(mark::NAME_BEFORE_MONTH) {
        return None;
    }
    if reader.is_capital(i + 1) && reader.sense(i + 1).has(mark::NAME_AFTER_MONTH) {
        return None;
    }
    Some(month)
}

/// A month word with nothing beside it that dates it.
fn bare_month_stands(reader: &Reader<'_>, at: usize) -> bool {
    let sense = reader.sense(at);
    if sense.short && !reader.sign(at + 1, '.') {
        return false;
    }
    if !sense.has(mark::BARE_MONTH) {
        // "April Jones": a capitalised word right after makes a name of it, unless it opens a new phrase.
        let named =
            reader.is_capital(at + 1) && !reader.opens(at + 1) && reader.sense(at + 1).month.is_none();
        return !(named
            && at > 0
            && !reader.sense(at - 1).has(mark::BEFORE_BARE_MONTH)
            && reader.word(at + 1).len() > 1);
    }
    at > 0
        && (reader.sense(at - 1).has(mark::BEFORE_BARE_MONTH)
            || reader.hyphen(at - 1)
            || reader.hyphen(at + 1) && reader.sense(at + 2).month.is_some())
}

/// Day first: "3 May 2019", "the 3rd of May", "the third of May, 2019", "3-May-2019".
pub(super) fn day_month(reader: &Reader<'_>, i: usize) -> Option<(usize, Phrase)> {
    let start = if reader.is(i, "the") { i + 1 } else { i };
    let (after, day) = reader.day_number(start)?;
    let joined = reader.over_hyphen(after);
    let of = if reader.is(joined, "of") { joined + 1 } else { joined };
    let month = month_word(reader, of)?;
    if start > i && after == start + 1 && of == after && reader.token(start)?.kind == Kind::Number {
        return None;
    }
    if reader.opens(of) {
        return None;
    }
    let end = reader.over_stop(of + 1);
    // "the 12 May Street residents" is rare; "8 March 3" is a list, not a date.
    let (end, year) = year_after(reader, reader.over_hyphen(end));
    Some((end, Core::Day { month, day, year }.into()))
}

/// The second end of a range: the "5" of "March 3 to 5", the "14" of "2011-14".
pub(super) fn tail(reader: &Reader<'_>, i: usize, before: &Found) -> Option<(usize, Phrase)> {
    if i == 0 || reader.opens(i) || before.end + 1 != i {
        return None;
    }
    let link = reader.dash(i - 1)
        || reader.is_any(i - 1, &["to", "and", "until", "through", "or"])
        || reader.sign(i - 1, ',');
    if !link {
        return None;
    }
    match before.phrase.core {
        Core::Day { .. } if before.phrase.edge.is_none() => {
            // Only month-first dates leave the next number to be a day.
            let (end, day) = reader.day_number(i)?;
            if reader.sense(end).month.is_some()
                || reader.sense(end).unit.is_some()
                || reader.token(before.end - 1)?.digits == 4
            {
                return None;
            }
            let comma_list = reader.sign(i - 1, ',');
            if comma_list && !reader.is_any(end, &["and"]) && !reader.sign(end, ',') {
                return None;
            }
            if !comma_list
                && reader.token(end).is_some_and(|t| t.kind == Kind::Word && !t.opens)
                && !reader.closes_phrase(end)
            {
                return None;
            }
            let (end, year) = year_after(reader, end);
            let core = match (&before.phrase.core, year) {
                (Core::Day { month, .. }, Year::Stated(_)) => Core::Day { month: *month, day, year },
                _ => Core::DayOfMonth { day },
            };
            Some((end, core.into()))
        }
        Core::Year(first) if reader.dash(i - 1) && reader.glued(i) => {
            let n = reader
                .token(i)?
                .plain(2)
                .filter(|_| reader.token(i).is_some_and(|t| t.digits == 2))?
                .cast_signed();
            let year = first / 100 * 100 + n;
            let year = if year <= first { year + 100 } else { year };
            (year - first < 30).then(|| (i + 1, Core::Year(year).into()))
        }
        _ => None,
    }
}
