//! Calendar dates and times as outlets, feeds and tables write them.
//!
//! Forms: ISO 8601 and its compact form, RFC 2822, `15 February 2023`, `Feb. 15, 2023`,
//! `2023/02/15`, `15.02.2023`, with an optional time and zone behind. `03/04/2023` could be two
//! days and is therefore none; with one number above 12 it is read. A date without a year is not a
//! publication date.

use std::ops::Range;
use std::sync::OnceLock;

use chancery_record::Moment;
use regex::{Captures, Regex};

const MONTHS: &str = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?";

const WEEKDAYS: &str = r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?,?\s+)";

fn dates() -> &'static Regex {
    static DATES: OnceLock<Regex> = OnceLock::new();
    DATES.get_or_init(|| {
        let time = r"(?:(?:\s*[,|•·–—-]?\s*(?:at\s+)?|T)(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?\s*(?P<half>[ap]\.?m\b\.?)?\s*(?P<zone>Z\b|GMT\b|UTC\b|[+-]\d{2}:?\d{2}\b)?(?P<named>\s*\(?[A-Z]{2,4}\b\)?)?)?";
        let pattern = format!(
            r"(?ix)
            \b{WEEKDAYS}?
            (?:
                (?P<y1>(?:19|20)\d{{2}})(?:-(?P<m1>\d{{1,2}})-(?P<d1>\d{{1,2}})|/(?P<m2>\d{{1,2}})/(?P<d2>\d{{1,2}})|\.(?P<m3>\d{{2}})\.(?P<d3>\d{{2}}))
              | (?P<d4>\d{{1,2}})(?:st|nd|rd|th)?[\s,.-]+(?:of\s+)?(?P<n4>{MONTHS})[\s,.-]*(?P<y4>(?:19|20)\d{{2}})
              | (?P<n5>{MONTHS})\s*(?P<d5>\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+(?P<y5>(?:19|20)\d{{2}})
              | (?P<a6>\d{{1,2}})(?P<s6>[/.-])(?P<b6>\d{{1,2}})[/.-](?P<y6>(?:19|20)\d{{2}})
            )
            (?-x:{time})"
        );
        Regex::new(&pattern).expect("fixed pattern")
    })
}

/// The first date with a year in the text, and where it stands (bytes).
pub(crate) fn find(text: &str) -> Option<(Range<usize>, Moment)> {
    let found = dates().captures(text)?;
    let whole = found.get(0)?;
    let before = text[..whole.start()].chars().next_back();
    if before.is_some_and(|c| c.is_ascii_digit() || c == '/') {
        return None;
    }
    let (moment, end) = moment(&found)?;
    Some((whole.start()..end, moment))
}

/// The whole text as a moment: a table cell, an attribute, a feed element.
pub(crate) fn whole(text: &str) -> Option<Moment> {
    let text = text.trim();
    if let Some(moment) = compact(text).or_else(|| epoch(text)).or_else(|| coarse(text)) {
        return Some(moment);
    }
    let (range, moment) = find(text)?;
    let outside = text[..range.start].trim().len() + text[range.end..].trim().len();
    (outside <= 18).then_some(moment)
}

fn moment(found: &Captures<'_>) -> Option<(Moment, usize)> {
    let number = |name: &str| found.name(name)?.as_str().parse::<i16>().ok();
    let small = |name: &str| found.name(name)?.as_str().parse::<u8>().ok();
    let day = if let Some(year) = number("y1") {
        let month = small("m1").or_else(|| small("m2")).or_else(|| small("m3"))?;
        Moment::day(year, month, small("d1").or_else(|| small("d2")).or_else(|| small("d3"))?)
    } else if let Some(year) = number("y4") {
        Moment::day(year, month_number(&found["n4"])?, small("d4")?)
    } else if let Some(year) = number("y5") {
        Moment::day(year, month_number(&found["n5"])?, small("d5")?)
    } else {
        let (a, b, year) = (small("a6")?, small("b6")?, number("y6")?);
        match (a > 12, b > 12) {
            (true, false) => Moment::day(year, b, a),
            (false, true) if &found["s6"] == "/" => Moment::day(year, a, b),
            // Dots are written day first; slashes and hyphens are read either way.
            (false, false) if a == b || &found["s6"] == "." => Moment::day(year, b, a),
            _ => None,
        }
    }?;
    let day_end = ["d1", "d2", "d3", "y4", "y5", "y6"]
        .iter()
        .filter_map(|name| found.name(name))
        .map(|m| m.end())
        .max()?;
    let Some(mut hour) = small("hour") else { return Some((day, day_end)) };
    match found.name("half").map(|half| half.as_str().as_bytes()[0].to_ascii_lowercase()) {
        Some(b'p') if hour < 12 => hour += 12,
        Some(b'a') if hour == 12 => hour = 0,
        _ => {}
    }
    let zone = found.name("zone").and_then(|zone| zone_minutes(zone.as_str()));
    match day.at(hour, small("minute")?, small("second"), zone) {
        Some(moment) => Some((moment, found.get(0)?.end())),
        None => Some((day, day_end)),
    }
}

/// The month a name or abbreviation stands for.
pub(crate) fn month_number(name: &str) -> Option<u8> {
    const STARTS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let name = name.get(..3)?.to_ascii_lowercase();
    STARTS.iter().position(|start| *start == name).and_then(|n| u8::try_from(n + 1).ok())
}

fn zone_minutes(zone: &str) -> Option<i16> {
    let upper = zone.to_ascii_uppercase();
    if matches!(upper.as_str(), "Z" | "GMT" | "UTC") {
        return Some(0);
    }
    let digits: String = zone.chars().filter(char::is_ascii_digit).collect();
    let minutes = digits.get(..2)?.parse::<i16>().ok()? * 60 + digits.get(2..4)?.parse::<i16>().ok()?;
    Some(if zone.starts_with('-') { -minutes } else { minutes })
}

/// `20230215`, `20230215083000`, `20230215T083000Z`: GDELT and compact ISO. Times are UTC.
fn compact(text: &str) -> Option<Moment> {
    static COMPACT: OnceLock<Regex> = OnceLock::new();
    let compact = COMPACT.get_or_init(|| {
        Regex::new(r"^((?:19|20)\d{2})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})Z?)?$").expect("fixed pattern")
    });
    let found = compact.captures(text)?;
    let day = Moment::day(found[1].parse().ok()?, found[2].parse().ok()?, found[3].parse().ok()?)?;
    let part = |n: usize| found.get(n).and_then(|m| m.as_str().parse::<u8>().ok());
    match (part(4), part(5), part(6)) {
        (Some(hour), Some(minute), second) => day.at(hour, minute, second, Some(0)),
        _ => Some(day),
    }
}

/// Seconds or milliseconds since 1970 of the years 2001 to 2033, as JSON and Parquet have them.
fn epoch(text: &str) -> Option<Moment> {
    let digits = text.strip_suffix(".0").unwrap_or(text);
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let seconds = match (digits.len(), digits.parse::<i64>().ok()?) {
        (10, seconds) => seconds,
        (13, milliseconds) => milliseconds / 1000,
        (16, microseconds) => microseconds / 1_000_000,
        _ => return None,
    };
    (1_000_000_000..2_000_000_000).contains(&seconds).then(|| from_epoch(seconds)).flatten()
}

/// The UTC moment this many seconds after the start of 1970.
pub(crate) fn from_epoch(seconds: i64) -> Option<Moment> {
    let time = chrono::DateTime::from_timestamp(seconds, 0)?;
    from_chrono(&time.naive_utc(), Some(0))
}

/// A moment from `chrono`'s local fields.
pub(crate) fn from_chrono(time: &chrono::NaiveDateTime, offset: Option<i16>) -> Option<Moment> {
    use chrono::{Datelike, Timelike};
    let narrow = |n: u32| u8::try_from(n).ok();
    let day = Moment::day(i16::try_from(time.year()).ok()?, narrow(time.month())?, narrow(time.day())?)?;
    day.at(narrow(time.hour())?, narrow(time.minute())?, narrow(time.second()), offset)
}

/// `2023` or `2023-02`.
fn coarse(text: &str) -> Option<Moment> {
    let (year, month) = match text.split_once('-') {
        Some((year, month)) if month.len() == 2 => (year, Some(month.parse().ok()?)),
        Some(_) => return None,
        None => (text, None),
    };
    if year.len() != 4 || !year.starts_with(['1', '2']) {
        return None;
    }
    let year = year.parse().ok()?;
    match month {
        Some(month) => Moment::year_month(year, month),
        None => Moment::year_only(year),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        whole(text).map_or("none".to_owned(), |moment| moment.to_string())
    }

    #[test]
    fn forms_of_outlets_feeds_and_tables() {
        for (text, expected) in [
            ("2021-03-09", "2021-03-09"),
            ("2021-03-09T18:05:33+03:30", "2021-03-09T18:05:33+03:30"),
            ("2021-03-09T18:05:33.250Z", "2021-03-09T18:05:33Z"),
            ("2021-03-09 18:05", "2021-03-09T18:05"),
            ("Tue, 09 Mar 2021 18:05:33 GMT", "2021-03-09T18:05:33Z"),
            ("Tue, 9 Mar 2021 18:05:33 -0500", "2021-03-09T18:05:33-05:00"),
            ("9th of March, 2021", "2021-03-09"),
            ("March 9, 2021 at 6:05 pm", "2021-03-09T18:05"),
            ("Mar. 9, 2021", "2021-03-09"),
            ("09-Mar-2021", "2021-03-09"),
            ("2021/03/09", "2021-03-09"),
            ("19.03.2021", "2021-03-19"),
            ("03/19/2021", "2021-03-19"),
            ("19/03/2021", "2021-03-19"),
            ("20210309181500", "2021-03-09T18:15:00Z"),
            ("20210309T181500Z", "2021-03-09T18:15:00Z"),
            ("1615313133", "2021-03-09T18:05:33Z"),
            ("1615313133000", "2021-03-09T18:05:33Z"),
            ("06:05:33 PM IST Mar 9, 2021", "2021-03-09"),
            ("2021-03", "2021-03"),
            ("2021", "2021"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn what_could_be_two_days_or_is_no_day_is_none() {
        for text in ["03/04/2021", "2021-02-30", "March 2021 talks", "yesterday", "12345", "9 March", ""] {
            assert_eq!(read(text), "none", "{text}");
        }
    }

    #[test]
    fn a_date_is_found_inside_a_line() {
        let (range, moment) = find("Published: 9 March 2021 | Politics").unwrap();
        assert_eq!(
            (&"Published: 9 March 2021 | Politics"[range], moment.to_string()),
            ("9 March 2021", "2021-03-09".to_owned())
        );
    }
}
