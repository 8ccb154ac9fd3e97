//! Constructions of the calendar: weekdays, days, months, seasons, quarters, years, decades, feasts.

use super::super::lexicon::{What, mark};
use super::super::meaning::{Core, Phrase, Share, Steer, Year};
use super::super::tense::Tag;
use super::super::token::Kind;
use super::number::{cardinal_words, ordinal};
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
    if let Some((end, phrase)) = month(reader, dated).or_else(|| day_month(reader, dated)) {
        if matches!(phrase.core, Core::Day { .. }) {
            return Some((end, phrase));
        }
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
    if let Some((end, day)) = reader.is(after, "the").then(|| reader.day_number(after + 1)).flatten() {
        if end > after + 2 || reader.sense(after + 1).ordinal.is_some() {
            let weekday = Core::Weekday { weekday, steer, of: Some(Box::new(Core::DayOfMonth { day })) };
            return Some((end, weekday.into()));
        }
    }
    // "Friday of last week", "Monday this week", "Tuesday next week".
    let of = if reader.is(after, "of") { after + 1 } else { after };
    if let Some((end, week)) = steered_unit(reader, of) {
        if matches!(&week, Core::Unit { unit, .. } if unit.kind == super::super::meaning::UnitKind::Week) {
            return Some((end, Core::Weekday { weekday, steer, of: Some(Box::new(week)) }.into()));
        }
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
fn is_counted(reader: &Reader<'_>, end: usize) -> bool {
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

/// A year after a month or day: ", 2019", " 2019", " of 2019", " last year", ", '98".
pub(super) fn year_after(reader: &Reader<'_>, i: usize) -> (usize, Year) {
    let mut at = reader.over_comma(i);
    let comma = at > i;
    if !comma && reader.is_any(at, &["of", "in"]) {
        let in_word = reader.is(at, "in");
        if let Some((end, year)) = stated_year(reader, at + 1).filter(|_| !reader.opens(at + 1)) {
            if !is_counted(reader, end) {
                return (end, Year::Stated(year));
            }
        }
        if in_word {
            return (i, Year::Unstated);
        }
        at += 1;
    }
    if reader.opens(at) {
        return (i, Year::Unstated);
    }
    if let Some((end, year)) = stated_year(reader, at) {
        if !is_counted(reader, end)
            && !(comma && reader.sign(end, ',') && reader.token(end + 1).is_some_and(|t| t.digits > 3))
        {
            return (end, Year::Stated(year));
        }
    }
    if let Some((end, steer)) = steered_year(reader, at) {
        return (end, Year::Steered(steer));
    }
    (i, Year::Unstated)
}

/// "last year", "this year", "that year", "the same year", "the following year".
fn steered_year(reader: &Reader<'_>, i: usize) -> Option<(usize, Steer)> {
    let (at, steer) = reader.steer(i)?;
    let is_year = reader.is(at, "year") && !reader.sense(at).plural;
    (is_year && !matches!(steer, Steer::Each | Steer::Definite)).then_some((at + 1, steer))
}

/// A year in digits or words, whatever stands before it.
fn stated_year(reader: &Reader<'_>, i: usize) -> Option<(usize, i32)> {
    let token = reader.token(i)?;
    if token.digits == 4 {
        let n = token.plain(4)?;
        return ((1000..=2199).contains(&n) && !glued_tail(reader, i + 1)).then(|| (i + 1, n.cast_signed()));
    }
    if matches!(token.kind, Kind::Sign('\'' | '’' | '‘' | '`')) {
        let n = reader.token(i + 1).filter(|t| t.glued && t.digits == 2)?.plain(2)?;
        return (!glued_tail(reader, i + 2)).then(|| (i + 2, century_of(n)));
    }
    year_words(reader, i)
}

/// The century that a two-digit year means: within 1930 to 2029.
pub(super) fn century_of(two_digits: u32) -> i32 {
    let n = two_digits.cast_signed();
    if n < 30 { 2000 + n } else { 1900 + n }
}

/// Whether letters or another number hang on a number ("1998B", "1998/2").
fn glued_tail(reader: &Reader<'_>, i: usize) -> bool {
    reader.glued(i)
        && reader.token(i).is_some_and(|t| {
            matches!(t.kind, Kind::Number | Kind::Word) && !reader.word(i).starts_with(['\'', '’'])
        })
}

/// "nineteen ninety-six", "two thousand five", "twenty twenty".
fn year_words(reader: &Reader<'_>, i: usize) -> Option<(usize, i32)> {
    let first = reader.sense(i).cardinal?;
    if reader.is(i, "two") && reader.is(i + 1, "thousand") {
        let (end, n) = cardinal_words(reader, i)?;
        return (2000..2100).contains(&n).then(|| (end, i32::try_from(n).unwrap_or(2000)));
    }
    if !(13..=20).contains(&first) {
        return None;
    }
    let next = reader.over_hyphen(i + 1);
    let (end, rest) = cardinal_words(reader, next)?;
    ((10..100).contains(&rest) && !reader.opens(next))
        .then(|| (end, (first * 100).cast_signed() + i32::try_from(rest).unwrap_or(0)))
}

/// A year alone: "1998" after a word that lets it be one, "'98", "fiscal 1989", "the year 2000".
pub(super) fn year(reader: &Reader<'_>, i: usize) -> Option<(usize, Phrase)> {
    let mut at = i;
    let mut said = false;
    if reader.is(at, "the") && reader.is_any(at + 1, &["year", "fiscal"]) {
        at += 1;
    }
    if reader.is_any(at, &["fiscal", "fy", "calendar"]) {
        said = true;
        at += 1;
        if reader.is(at, "year") {
            at += 1;
        }
    } else if reader.is(at, "year") {
        said = true;
        at += 1;
    }
    let token = reader.token(at)?;
    if !said {
        let written = matches!(token.kind, Kind::Sign(_));
        if written && (reader.sign(at + 2, 's') || reader.word(at + 2) == "s") {
            return None;
        }
        // "the 1988 period", "the 1998 accord": an article may stand before the year.
        if reader.is(at, "the") {
            at += 1;
            let period = reader.is_any(at + 1, &["period", "quarter", "level", "figure"]);
            let (end, year) = stated_year(reader, at)?;
            return (period && reader.token(at)?.digits == 4).then(|| (end + 1, Core::Year(year).into()));
        }
    }
    let (end, year) = stated_year(reader, at)?;
    if end - at > 1 && !said && matches!(token.kind, Kind::Word) && !year_stands(reader, at, end) {
        return None;
    }
    if !said && !year_stands(reader, at, end) {
        return None;
    }
    Some((end, Core::Year(year).into()))
}

/// Whether a bare number is a year by what stands around it.
fn year_stands(reader: &Reader<'_>, at: usize, end: usize) -> bool {
    let joined = at > 0
        && reader.glued(at)
        && matches!(reader.token(at - 1).map(|t| t.kind), Some(Kind::Sign(_) | Kind::Word | Kind::Number));
    if joined {
        let c = reader.word(at - 1);
        let range = reader.dash(at - 1)
            && at > 1
            && (reader.token(at - 2).is_some_and(|t| t.digits == 4)
                || reader.sense(at - 2).month.is_some()
                || reader.is_any(at - 2, &["mid", "post", "pre", "late", "early"]));
        let bracket = matches!(c, "(" | "[" | "'" | "‘" | "’" | "`" | "–" | "—");
        if !range && !bracket {
            return false;
        }
    }
    if reader.glued(end) && (reader.hyphen(end) || reader.sign(end, '/')) {
        let next = reader.token(end + 1);
        // "2011-14" and "1998-99" are years; "1998-B" and "2011-12-x" are not.
        if !next.is_some_and(|t| {
            t.digits == 4
                || t.digits == 2
                || t.kind == Kind::Word && t.text(reader.text).chars().next().is_some_and(char::is_lowercase)
        }) {
            return false;
        }
    }
    if reader.sign(end, '%') || reader.sign(end, '°') || is_counted(reader, end) {
        return false;
    }
    if at == 0 || reader.opens(at) {
        // "1998 was a bad year": a number that opens the sentence needs a comma or a verb of being.
        return reader.sign(end, ',')
            || reader.is_any(end, &["was", "is", "saw", "will", "has", "brought", "marked"]);
    }
    let before = reader.sense(at - 1);
    if before.has(mark::BEFORE_YEAR) || before.season.is_some() || before.month.is_some() {
        return true;
    }
    if reader.sign(at - 1, '(')
        || reader.dash(at - 1)
        || reader.sign(at - 1, ',') && reader.token(at.saturating_sub(2)).is_some_and(|t| t.digits == 4)
    {
        return true;
    }
    // "his 1998 visit", "Algeria's 1962 independence": a modifier between a determiner and a noun.
    let owner = reader.is_any(at - 1, &["'s", "’s", "his", "her", "their", "our", "that", "'"])
        || reader.word(at - 1).ends_with('s') && false;
    let noun = reader.token(end).is_some_and(|t| t.kind == Kind::Word && !t.opens);
    owner && noun
}

/// "the 1980s", "the '60s", "the nineties", "the late 1970s" (the edge comes from elsewhere).
pub(super) fn decade(reader: &Reader<'_>, i: usize) -> Option<(usize, Phrase)> {
    let (at, article) = if reader.is(i, "the") { (i + 1, true) } else { (i, false) };
    let token = reader.token(at)?;
    if token.digits == 4 {
        let n = token.plain(4)?;
        let apostrophe = reader.is_any(at + 1, &["'s", "’s"]);
        let s =
            reader.glued(at + 1) && (reader.word(at + 1) == "s" || (apostrophe && n % 10 == 0 && article));
        let known = s && n % 10 == 0 && (1000..=2190).contains(&n);
        return known.then(|| (at + 2, Core::Decade { first: n.cast_signed(), with_century: true }.into()));
    }
    if matches!(token.kind, Kind::Sign('\'' | '’' | '‘' | '`')) {
        let n = reader.token(at + 1).filter(|t| t.glued && t.digits == 2)?.plain(2)?;
        let s = reader.glued(at + 2) && reader.is_any(at + 2, &["s", "'s", "’s"]);
        return (s && n % 10 == 0)
            .then(|| (at + 3, Core::Decade { first: century_of(n), with_century: false }.into()));
    }
    let first = reader.sense(at).cardinal.filter(|n| matches!(n, 18..=20));
    if let Some(century) = first {
        let next = reader.over_hyphen(at + 1);
        if let Some(n) = reader.sense(next).decade {
            let first = (century * 100).cast_signed() + i32::from(n);
            return Some((next + 1, Core::Decade { first, with_century: true }.into()));
        }
    }
    let n = reader.sense(at).decade.filter(|_| article)?;
    Some((at + 1, Core::Decade { first: century_of(u32::from(n)), with_century: false }.into()))
}

/// "the 20th century", "the nineteenth century".
pub(super) fn century(reader: &Reader<'_>, i: usize) -> Option<(usize, Phrase)> {
    let at = if reader.is(i, "the") { i + 1 } else { i };
    let (end, n) = ordinal(reader, at)?;
    let end = reader.over_hyphen(end);
    let word = reader.is(end, "century") || reader.is(end, "centuries");
    (word && (1..=22).contains(&n)).then(|| (end + 1, Core::Century(i32::from(n)).into()))
}

/// "last summer", "the winter of 1994", "spring 2011", "this fall", "in autumn".
pub(super) fn season(reader: &Reader<'_>, i: usize) -> Option<(usize, Phrase)> {
    let (at, steer) = reader.steer(i).map_or((i, None), |(end, s)| (end, Some(s)));
    if steer == Some(Steer::Each) {
        return None;
    }
    let sense = reader.sense(at);
    let season = sense.season.filter(|_| !sense.plural)?;
    let row = reader.lexicon.seasons.get(usize::from(season))?;
    let (end, year) = year_after(reader, at + 1);
    let part_of_name = reader.is_capital(at) && !reader.opens(at);
    if year == Year::Unstated {
        if matches!(steer, None | Some(Steer::Definite))
            && part_of_name
            && (reader.is_capital(at - 1) && at > i
                || reader.is_capital(at + 1)
                || at > 0 && reader.is_capital(at - 1))
        {
            return None;
        }
        match steer {
            None if !row.bare || !after_preposition(reader, at) => return None,
            Some(Steer::Definite) if !row.bare && !after_preposition(reader, i) => return None,
            Some(Steer::Definite) if reader.is(end, "of") => return None,
            _ => {}
        }
        if reader.is_any(end, &["olympics", "games", "palace", "clothes", "camp", "school", "house"]) {
            return None;
        }
    }
    let steer = steer.filter(|s| *s != Steer::Definite);
    Some((end, Core::Season { season, year, steer }.into()))
}

fn after_preposition(reader: &Reader<'_>, i: usize) -> bool {
    i > 0
        && !reader.opens(i)
        && (reader.is_any(
            i - 1,
            &[
                "in",
                "since",
                "until",
                "by",
                "during",
                "before",
                "after",
                "through",
                "over",
                "throughout",
                "for",
                "late",
                "early",
                "mid",
                "of",
                "from",
                "to",
                "or",
                "and",
            ],
        ) || reader.hyphen(i - 1))
}

/// "the third quarter", "third-quarter", "Q3 2019", "the first half of 1990", "the fiscal first quarter",
/// "this year's third quarter", "the 1988 third quarter".
pub(super) fn share(reader: &Reader<'_>, i: usize) -> Option<(usize, Phrase)> {
    let mut at = i;
    let mut year = Year::Unstated;
    let mut steer = None;
    if let Some((end, s)) = steered_year(reader, at) {
        if reader.is_any(end, &["'s", "’s"]) {
            year = Year::Steered(s);
            at = end + 1;
        }
    } else if reader.is(at, "the") {
        at += 1;
    } else if let Some((end, s)) = reader
        .steer(at)
        .filter(|(_, s)| {
            matches!(s, Steer::This | Steer::Last | Steer::Past | Steer::Next | Steer::Latest | Steer::Same)
        })
        .filter(|(_, s)| *s != Steer::Same || !reader.is(at, "that"))
    {
        at = end;
        steer = Some(s);
    }
    if let Some((end, y)) = stated_year(reader, at) {
        let owner = if reader.is_any(end, &["'s", "’s"]) { end + 1 } else { end };
        if ordinal(reader, owner).is_some() || reader.is(owner, "fiscal") {
            year = Year::Stated(y);
            at = owner;
        }
    }
    if reader.is(at, "fiscal") {
        at = reader.over_hyphen(at + 1);
        if let Some((end, y)) = stated_year(reader, at) {
            year = Year::Stated(y);
            at = end;
        }
    }
    if reader.is(at, "q") && reader.is_capital(at) {
        let n = reader.token(at + 1).filter(|t| t.glued)?.plain(1).filter(|n| (1..=4).contains(n))?;
        return finish_share(reader, at + 2, Share::Quarter, u8::try_from(n).ok()?, year, steer);
    }
    let (after, n) = if reader.is_any(at, &["last", "final"]) {
        (at + 1, None)
    } else {
        ordinal(reader, at).map(|(e, n)| (e, Some(n)))?
    };
    let mut after = reader.over_hyphen(after);
    if reader.hyphen(after - 1)
        && reader.is(i, "the")
        && at == i + 1
        && reader.token(after + 1).is_some_and(|t| t.kind == Kind::Word && !t.opens)
    {
        // "the third-quarter loss": the article is the loss's.
        return None;
    }
    if reader.is_any(after, &["fiscal", "calendar"]) {
        after = reader.over_hyphen(after + 1);
    }
    let (share, most) = if reader.is(after, "quarter") {
        (Share::Quarter, 4)
    } else if reader.is(after, "half") {
        (Share::Half, 2)
    } else {
        return None;
    };
    let n = n.unwrap_or(most);
    if n > most || n == 0 {
        return None;
    }
    finish_share(reader, after + 1, share, n, year, steer)
}

fn finish_share(
    reader: &Reader<'_>,
    end: usize,
    share: Share,
    n: u8,
    year: Year,
    steer: Option<Steer>,
) -> Option<(usize, Phrase)> {
    let (end, year) = match year {
        Year::Unstated => {
            let of = if reader.is(end, "of") && reader.is(end + 1, "fiscal") { end + 2 } else { end };
            match stated_year(reader, of).filter(|_| of > end) {
                Some((end, y)) => (end, Year::Stated(y)),
                None => year_after(reader, end),
            }
        }
        year => (end, year),
    };
    // "the second half" of a match or a century is no half-year: it needs a year beside it, or "in".
    if share == Share::Half && year == Year::Unstated {
        return None;
    }
    Some((end, Core::Share { share, n, year, steer }.into()))
}

/// "Christmas", "last Thanksgiving", "Ramadan 2018", "the end of Ramadan" (the edge comes from elsewhere).
pub(super) fn feast(reader: &Reader<'_>, i: usize) -> Option<(usize, Phrase)> {
    let (at, steer) = match reader.steer(i) {
        Some((end, s)) if feast_at(reader, end).is_some() => (end, Some(s)),
        _ => (i, None),
    };
    if steer == Some(Steer::Each) {
        return None;
    }
    let (end, feast) = feast_at(reader, at)?;
    // "the Christmas Charity", "the Good Friday Agreement": a capital after it makes a name.
    let next = reader.sense(end);
    if reader.is_capital(end) && !reader.opens(end) && next.weekday.is_none() && next.month.is_none() {
        return None;
    }
    let (end, year) = year_after(reader, end);
    let steer = steer.filter(|s| *s != Steer::Definite);
    Some((end, Core::Feast { feast, year, steer }.into()))
}

fn feast_at(reader: &Reader<'_>, i: usize) -> Option<(usize, u16)> {
    let (end, feast) = reader.phrase(i, |what| match what {
        What::Feast(f) => Some(f),
        _ => None,
    })?;
    let row = reader.lexicon.feasts.get(usize::from(feast))?;
    let small = ["the", "of", "al", "ul", "day", "week", "year", "eve", "new", "holy", "month"];
    let is_name =
        |at: usize| reader.token(at).is_some_and(|t| t.kind == Kind::Word) && !reader.is_any(at, &small);
    let names: Vec<usize> =
        (i..end).filter(|at| is_name(*at) && !reader.word(*at).starts_with(['\'', '’'])).collect();
    let capital = !row.capital
        || names.iter().all(|at| reader.is_capital(*at) || reader.hyphen(at.wrapping_sub(1)))
            && (!names.is_empty() || (i..end).any(|at| reader.is_capital(at)));
    capital.then_some((end, feast))
}

/// The second end of a range: "March 3 [to 5]", "2011-[14]".
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
