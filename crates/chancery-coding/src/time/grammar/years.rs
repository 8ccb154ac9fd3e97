//! Years, decades and centuries, alone or after a month.

use super::super::lexicon::mark;
use super::super::meaning::{Core, Phrase, Steer, Year};
use super::super::token::Kind;
use super::Reader;
use super::calendar::is_counted;
use super::number::{cardinal_words, ordinal};

/// A year after a month or day: ", 2019", " 2019", " of 2019", " last year", ", '98".
pub(super) fn year_after(reader: &Reader<'_>, i: usize) -> (usize, Year) {
    let mut at = reader.over_comma(i);
    let comma = at > i;
    if !comma && reader.is_any(at, &["of", "in"]) {
        let in_word = reader.is(at, "in");
        if let Some((end, year)) = stated_year(reader, at + 1).filter(|_| !reader.opens(at + 1))
            && !is_counted(reader, end)
        {
            return (end, Year::Stated(year));
        }
        if in_word {
            return (i, Year::Unstated);
        }
        at += 1;
    }
    if reader.opens(at) {
        return (i, Year::Unstated);
    }
    if let Some((end, year)) = stated_year(reader, at)
        && !is_counted(reader, end)
        && !(comma && reader.sign(end, ',') && reader.token(end + 1).is_some_and(|t| t.digits > 3))
    {
        return (end, Year::Stated(year));
    }
    if let Some((end, steer)) = steered_year(reader, at) {
        return (end, Year::Steered(steer));
    }
    (i, Year::Unstated)
}

/// "last year", "this year", "that year", "the same year", "the following year".
pub(super) fn steered_year(reader: &Reader<'_>, i: usize) -> Option<(usize, Steer)> {
    let (at, steer) = reader.steer(i)?;
    let is_year = reader.is(at, "year") && !reader.sense(at).plural;
    (is_year && !matches!(steer, Steer::Each | Steer::Definite)).then_some((at + 1, steer))
}

/// A year in digits or words, whatever stands before it.
pub(super) fn stated_year(reader: &Reader<'_>, i: usize) -> Option<(usize, i32)> {
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
    let owner = reader.is_any(at - 1, &["'s", "’s", "his", "her", "their", "our", "that", "'"]);
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
        return known.then(|| (at + 2, Core::Decade(n.cast_signed()).into()));
    }
    if matches!(token.kind, Kind::Sign('\'' | '’' | '‘' | '`')) {
        let n = reader.token(at + 1).filter(|t| t.glued && t.digits == 2)?.plain(2)?;
        let s = reader.glued(at + 2) && reader.is_any(at + 2, &["s", "'s", "’s"]);
        return (s && n % 10 == 0).then(|| (at + 3, Core::Decade(century_of(n)).into()));
    }
    let first = reader.sense(at).cardinal.filter(|n| matches!(n, 18..=20));
    if let Some(century) = first {
        let next = reader.over_hyphen(at + 1);
        if let Some(n) = reader.sense(next).decade {
            let first = (century * 100).cast_signed() + i32::from(n);
            return Some((next + 1, Core::Decade(first).into()));
        }
    }
    let n = reader.sense(at).decade.filter(|_| article)?;
    Some((at + 1, Core::Decade(century_of(u32::from(n))).into()))
}

/// "the 20th century", "the nineteenth century".
pub(super) fn century(reader: &Reader<'_>, i: usize) -> Option<(usize, Phrase)> {
    let at = if reader.is(i, "the") { i + 1 } else { i };
    let (end, n) = ordinal(reader, at)?;
    let end = reader.over_hyphen(end);
    let word = reader.is(end, "century") || reader.is(end, "centuries");
    (word && (1..=22).contains(&n)).then(|| (end + 1, Core::Century(i32::from(n)).into()))
}
