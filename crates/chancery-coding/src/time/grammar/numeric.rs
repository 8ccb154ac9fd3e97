//! Dates in figures: ISO 8601, European with stops, American with slashes.
//!
//! Where day and month could change places the order is the one the separator is used with: a stop or
//! a year first is European or ISO; a slash or hyphen is American unless the first number passes twelve.

use super::super::days::date;
use super::super::meaning::{Core, Phrase, Year};
use super::super::token::Kind;
use super::Reader;
use super::years::century_of;

/// "2019-05-13", "13.05.2019", "5/13/2019", "13/5/19", "20190513".
pub(super) fn numeric_date(reader: &Reader<'_>, i: usize) -> Option<(usize, Phrase)> {
    let first = reader.token(i)?;
    if first.digits == 0 || (i > 0 && first.glued && !matches!(reader.word(i - 1), "(" | "[" | "\"" | "“"))
    {
        return None;
    }
    if first.digits == 8 {
        let n = first.plain(8)?;
        let free = !reader.glued(i + 1) || matches!(reader.word(i + 1), "." | "," | ")" | ":");
        return whole(n / 10000, n / 100 % 100, n % 100)
            .filter(|_| free && (1900..2100).contains(&(n / 10000)))
            .map(|p| (i + 1, p));
    }
    let Kind::Sign(separator @ ('-' | '/' | '.')) = reader.token(i + 1).filter(|t| t.glued)?.kind else {
        return None;
    };
    let second = reader.token(i + 2).filter(|t| t.glued && (1..=2).contains(&t.digits))?.plain(2)?;
    if !matches!(reader.token(i + 3).filter(|t| t.glued)?.kind, Kind::Sign(c) if c == separator) {
        return None;
    }
    let third_token = reader.token(i + 4).filter(|t| t.glued && matches!(t.digits, 1 | 2 | 4))?;
    let third = third_token.plain(4)?;
    let end = i + 5;
    if reader.glued(end)
        && reader
            .token(end)
            .is_some_and(|t| t.kind == Kind::Number || matches!(t.kind, Kind::Sign('-' | '/')))
    {
        return None;
    }
    let n = first.plain(4)?;
    let phrase = if first.digits == 4 {
        whole(n, second, third)
    } else if first.digits <= 2 && third_token.digits != 1 {
        let year = if third_token.digits == 4 { third } else { century_of(third).cast_unsigned() };
        let day_first = separator == '.' || n > 12;
        if day_first { whole(year, second, n) } else { whole(year, n, second) }
    } else {
        None
    }?;
    Some((end, phrase))
}

fn whole(year: u32, month: u32, day: u32) -> Option<Phrase> {
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    let year = i32::try_from(year).ok().filter(|y| (1000..2200).contains(y))?;
    date(year, month, day)?;
    Some(Core::Day { month, day, year: Year::Stated(year) }.into())
}
