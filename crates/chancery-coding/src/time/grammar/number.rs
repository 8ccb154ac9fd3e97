//! Numbers in digits and words, and how many of a unit they say.

use super::super::meaning::Quantity;
use super::super::token::Kind;
use super::Reader;

/// The most tokens of one number in words.
const LONGEST: usize = 12;

/// "three", "twenty-one", "two hundred", "a hundred and five" (without the article).
pub(crate) fn cardinal_words(reader: &Reader<'_>, i: usize) -> Option<(usize, u64)> {
    let mut at = i;
    let mut total = 0u64;
    let mut current: Option<u64> = None;
    let mut last_was_tens = false;
    loop {
        let sense = reader.sense(at);
        if at > i && (reader.opens(at) || at - i >= LONGEST) {
            break;
        }
        if let Some(n) = sense.cardinal.map(u64::from) {
            match current {
                None => current = Some(n),
                Some(c) if last_was_tens && n < 10 && n > 0 => current = Some(c + n),
                Some(c) if c >= 100 && c % 100 == 0 && n < 100 => current = Some(c + n),
                Some(_) => break,
            }
            last_was_tens = (20..100).contains(&n) && n % 10 == 0;
            at += 1;
            let joined = reader.over_hyphen(at);
            if joined > at && last_was_tens && reader.sense(joined).cardinal.is_some_and(|n| n < 10) {
                at = joined;
            }
        } else if let Some(scale) = sense.scale.map(u64::from) {
            let Some(c) = current.or((total == 0 && at > i).then_some(1)).or((at == i).then_some(1)) else {
                break;
            };
            if scale >= 1000 {
                total += c.saturating_mul(scale);
                current = None;
            } else {
                current = Some(c.saturating_mul(scale));
            }
            last_was_tens = false;
            at += 1;
        } else if reader.is(at, "and")
            && at > i
            && reader.sense(at - 1).scale.is_some()
            && reader.sense(at + 1).cardinal.is_some()
        {
            at += 1;
        } else {
            break;
        }
    }
    (at > i).then(|| (at, total.saturating_add(current.unwrap_or(0))))
}

/// "first", "twenty-third", "3rd".
pub(crate) fn ordinal_word(reader: &Reader<'_>, i: usize) -> Option<(usize, u8)> {
    let sense = reader.sense(i);
    if let Some(n) = sense.ordinal {
        return Some((i + 1, n));
    }
    let tens = sense.cardinal.filter(|n| (20..100).contains(n) && n % 10 == 0)?;
    let next = reader.over_hyphen(i + 1);
    let ones = reader.sense(next).ordinal.filter(|n| *n < 10)?;
    Some((next + 1, u8::try_from(tens).ok()? + ones))
}

/// "first" or "1st", up to the hundredth.
pub(crate) fn ordinal(reader: &Reader<'_>, i: usize) -> Option<(usize, u8)> {
    if let Some(n) = reader.token(i)?.plain(2) {
        let marked = reader.glued(i + 1) && reader.is_any(i + 1, &["st", "nd", "rd", "th"]);
        return if marked { Some((i + 2, u8::try_from(n).ok()?)) } else { None };
    }
    ordinal_word(reader, i)
}

/// A quantity before a unit, its end and whether an article opened it ("a" can also be a rate).
pub(crate) fn quantity(reader: &Reader<'_>, i: usize) -> Option<(usize, Quantity)> {
    let token = reader.token(i)?;
    if reader.is(i, "half") {
        let end = if reader.is_any(i + 1, &["a", "an"]) { i + 2 } else { i + 1 };
        let end = if end == i + 1 { reader.over_hyphen(end) } else { end };
        return Some((end, Quantity { tenths: Some(5) }));
    }
    if reader.is_any(i, &["a", "an", "another", "the", "one"])
        && !(reader.is(i, "one") && reader.hyphen(i + 1))
    {
        return articled(reader, i);
    }
    if token.kind == Kind::Number || token.kind == Kind::Sign('½') {
        return digits(reader, i);
    }
    if let Some((end, n)) = cardinal_words(reader, i) {
        return Some(alternative(reader, end, n));
    }
    if reader.sense(i).vague {
        let end = if reader.is(i, "many") && reader.is(i + 1, "more") { i + 2 } else { i + 1 };
        return Some((end, Quantity::UNKNOWN));
    }
    None
}

/// "a", "a few", "a couple of", "a dozen", "a hundred", "one and a half".
fn articled(reader: &Reader<'_>, i: usize) -> Option<(usize, Quantity)> {
    let next = i + 1;
    if reader.is(i, "one") {
        if reader.is(next, "and") && reader.is(next + 1, "a") && reader.is(next + 2, "half") {
            return Some((next + 3, Quantity { tenths: Some(15) }));
        }
        if reader.sense(next).scale.is_some() {
            let (end, n) = cardinal_words(reader, i)?;
            return Some((end, Quantity::whole(n)));
        }
        return Some(alternative(reader, next, 1));
    }
    if reader.is_any(next, &["few", "several", "handful", "number"]) {
        let end = if reader.is(next + 1, "of") { next + 2 } else { next + 1 };
        let end = if reader.is(end, "more") { end + 1 } else { end };
        return Some((end, Quantity::UNKNOWN));
    }
    if reader.is(next, "couple") {
        let end = if reader.is(next + 1, "of") { next + 2 } else { next + 1 };
        let end = if reader.is(end, "more") { end + 1 } else { end };
        return Some((end, Quantity::whole(2)));
    }
    if reader.is_any(i, &["a", "another", "the"]) {
        let sense = reader.sense(next);
        if sense.scale.is_some() || (reader.is(next, "dozen") && !reader.is(i, "the")) {
            let (end, n) = cardinal_words(reader, next)?;
            return Some((end, Quantity::whole(n)));
        }
        let articled_again = reader.is_any(next, &["a", "an", "the", "half", "another"]);
        if reader.is(i, "another")
            && !articled_again
            && let Some((end, quantity)) = quantity(reader, next)
        {
            return Some((end, quantity));
        }
        if reader.is(i, "the") {
            return if articled_again { None } else { quantity(reader, next) };
        }
        // "a three-day visit" is read from the number on; "a half hour" is half of one.
        if reader.is(next, "half") {
            return Some((reader.over_hyphen(next + 1), Quantity { tenths: Some(5) }));
        }
    }
    Some((next, Quantity::ONE))
}

/// "3", "2.5", "2 1/2", "½", "12 to 18".
fn digits(reader: &Reader<'_>, i: usize) -> Option<(usize, Quantity)> {
    if reader.sign(i, '½') {
        return Some((i + 1, Quantity { tenths: Some(5) }));
    }
    let token = reader.token(i)?;
    if token.number().is_none() {
        return Some((i + 1, Quantity { tenths: Some(token.tenths) }));
    }
    let n = token.number()?;
    if reader.sign(i + 1, '/') && reader.glued(i + 1) {
        return (n == 1 && reader.token(i + 2)?.plain(1) == Some(2))
            .then_some((i + 3, Quantity { tenths: Some(5) }));
    }
    if reader.sign(i + 1, '½') {
        return Some((i + 2, Quantity { tenths: Some(n.saturating_mul(10).saturating_add(5)) }));
    }
    let joined = if reader.hyphen(i + 1) { i + 2 } else { i + 1 };
    if reader.token(joined).and_then(|t| t.plain(1)) == Some(1)
        && reader.sign(joined + 1, '/')
        && reader.token(joined + 2).and_then(|t| t.plain(1)) == Some(2)
    {
        return Some((joined + 3, Quantity { tenths: Some(n.saturating_mul(10).saturating_add(5)) }));
    }
    let mut end = i + 1;
    let mut n = n;
    if let Some(scale) = reader.sense(end).scale {
        n = n.saturating_mul(u64::from(scale));
        end += 1;
    }
    Some(alternative(reader, end, n))
}

/// "two to three", "12-18", "one or two": the size stays open; "two and a half".
fn alternative(reader: &Reader<'_>, end: usize, n: u64) -> (usize, Quantity) {
    if reader.is(end, "and") && reader.is(end + 1, "a") && reader.is(end + 2, "half") {
        return (end + 3, Quantity { tenths: Some(n.saturating_mul(10).saturating_add(5)) });
    }
    let link = reader.is_any(end, &["to", "or"]) || (reader.dash(end) && reader.glued(end));
    if link {
        let second = reader.token(end + 1).filter(|t| !t.opens).and_then(|t| t.number());
        let second = second.map(|m| (end + 2, m)).or_else(|| cardinal_words(reader, end + 1));
        if let Some((after, m)) = second
            && m > n
        {
            return (after, Quantity::UNKNOWN);
        }
    }
    (end, Quantity::whole(n))
}
