//! Sets: what comes again and again ("every Monday", "daily", "twice a year").

use super::super::meaning::{Core, Phrase, Steer, Unit, UnitKind};
use super::super::token::Kind;
use super::Reader;
use super::number::{cardinal_words, ordinal};

/// An expression of repetition at `i`, with its TIMEX3 value.
pub(super) fn repeated(reader: &Reader<'_>, i: usize) -> Option<(usize, Phrase)> {
    let (end, value) = adverb(reader, i)
        .or_else(|| each(reader, i))
        .or_else(|| plural_day(reader, i))
        .or_else(|| rate(reader, i))?;
    Some((end, Core::Repeated(value).into()))
}

fn period(n: u64, unit: Unit) -> String {
    let n = n.saturating_mul(u64::from(unit.times));
    let t = if unit.kind.below_day() { "T" } else { "" };
    format!("P{t}{n}{}", unit.kind.code())
}

/// "daily", "annually".
fn adverb(reader: &Reader<'_>, i: usize) -> Option<(usize, String)> {
    let unit = reader.sense(i).repeated?;
    // "the Daily Mail", "a monthly" in a name.
    if reader.is_capital(i) && !reader.opens(i) || reader.opens(i) && reader.is_capital(i + 1) {
        return None;
    }
    // "a quarterly dividend" names a kind of dividend; "paid quarterly" and "daily attacks" say how often.
    let adjective =
        reader.token(i + 1).is_some_and(|t| t.kind == Kind::Word && !t.opens && !reader.closes_phrase(i + 1));
    let kind_word =
        matches!(unit.kind, UnitKind::Week | UnitKind::Month | UnitKind::Quarter | UnitKind::Year);
    (!(adjective && kind_word) || reader.is(i, "annually")).then(|| (i + 1, period(1, unit)))
}

/// "every day", "each Thursday", "every two years", "every other week", "each of the past three years".
fn each(reader: &Reader<'_>, i: usize) -> Option<(usize, String)> {
    let (mut at, _) = reader.steer(i).filter(|(_, s)| *s == Steer::Each)?;
    let mut n = 1;
    if reader.is(at, "other") {
        n = 2;
        at += 1;
    } else if let Some((end, m)) = cardinal_words(reader, at)
        .or_else(|| reader.token(at).and_then(|t| t.plain(3)).map(|m| (at + 1, u64::from(m))))
    {
        n = m;
        at = end;
    } else if let Some((end, m)) = ordinal(reader, at) {
        n = u64::from(m);
        at = end;
    }
    if reader.opens(at) {
        return None;
    }
    let sense = reader.sense(at);
    if let Some(weekday) = sense.weekday {
        let part = reader.sense(at + 1).daypart;
        let end = if part.is_some() { at + 2 } else { at + 1 };
        return Some((end, weekday_value(weekday, part.map(super::super::meaning::DayPart::code))));
    }
    if let Some(month) = sense.month.filter(|_| reader.is_capital(at)) {
        return Some((at + 1, format!("XXXX-{month:02}")));
    }
    if let Some(season) = sense.season {
        let code = reader.lexicon.seasons.get(usize::from(season))?.code;
        return Some((at + 1, format!("XXXX-{code}")));
    }
    if let Some(part) = sense.daypart {
        return Some((at + 1, format!("XXXX-XX-XXT{}", part.code())));
    }
    let unit = sense.unit.filter(|_| !sense.hyphen_only)?;
    if unit.kind == UnitKind::Weekend {
        return Some((at + 1, "XXXX-WXX-WE".to_owned()));
    }
    Some((at + 1, period(n.max(1), unit)))
}

fn weekday_value(weekday: u8, part: Option<&str>) -> String {
    match part {
        Some(code) => format!("XXXX-WXX-{weekday}T{code}"),
        None => format!("XXXX-WXX-{weekday}"),
    }
}

/// "Mondays", "Tuesday nights", "weekends", "summers".
fn plural_day(reader: &Reader<'_>, i: usize) -> Option<(usize, String)> {
    let sense = reader.sense(i);
    if let Some(weekday) = sense.weekday.filter(|_| reader.is_capital(i) && !sense.short) {
        let next = reader.sense(i + 1);
        if let Some(part) = next.daypart.filter(|_| next.plural) {
            return Some((i + 2, weekday_value(weekday, Some(part.code()))));
        }
        return sense.plural.then(|| (i + 1, weekday_value(weekday, None)));
    }
    let on = i > 0 && reader.is_any(i - 1, &["on", "at", "during", "in"]) && !reader.opens(i);
    if on && sense.plural && sense.unit.is_some_and(|u| u.kind == UnitKind::Weekend) {
        return Some((i + 1, "XXXX-WXX-WE".to_owned()));
    }
    None
}

/// "twice a week", "$3 million a year", "per day": the unit a rate is counted by.
fn rate(reader: &Reader<'_>, i: usize) -> Option<(usize, String)> {
    if i == 0 || reader.opens(i) {
        return None;
    }
    let per = reader.is(i, "per");
    if !per && !reader.is_any(i, &["a", "an"]) {
        return None;
    }
    let sense = reader.sense(i + 1);
    let unit = sense.unit.filter(|u| {
        !sense.plural && !sense.hyphen_only && u.kind != UnitKind::Quarter && u.kind != UnitKind::Weekend
    })?;
    let next = i + 2;
    if reader.hyphen(next)
        || reader.is_any(
            next,
            &["ago", "earlier", "later", "before", "after", "and", "or", "long", "of", "from", "when"],
        )
    {
        return None;
    }
    if per {
        return Some((next, period(1, unit)));
    }
    let before = i - 1;
    let counted = reader.is_any(
        before,
        &[
            "once", "twice", "times", "time", "percent", "%", "million", "billion", "thousand", "trillion",
            "dollars", "pounds", "euros", "barrels", "tons", "tonnes", "hours", "people", "miles", "cents",
            "share",
        ],
    ) || reader.token(before).is_some_and(|t| t.kind == Kind::Number)
        || reader.sign(before, '%')
        || reader.token(before.saturating_sub(1)).is_some_and(|t| t.kind == Kind::Number && !t.opens)
            && reader.word(before).ends_with('s');
    counted.then(|| (next, period(1, unit)))
}
