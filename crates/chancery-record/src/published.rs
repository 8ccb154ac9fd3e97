//! When a report was published: to the precision its source gives, with that source.

use std::fmt;

/// How exactly a publication time is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// The year only.
    Year,
    /// Year and month.
    Month,
    /// A calendar day.
    Day,
    /// Day, hour and minute.
    Minute,
    /// Day, hour, minute and second.
    Second,
}

impl Precision {
    /// The lower-case name used in every output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Month => "month",
            Self::Day => "day",
            Self::Minute => "minute",
            Self::Second => "second",
        }
    }
}

/// A moment as a source wrote it: local calendar fields, the finer ones possibly missing.
///
/// Proleptic Gregorian; `offset` is minutes east of UTC, `None` where the source names none. Ordering
/// is by the fields as written, without conversion between offsets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    year: i16,
    month: Option<u8>,
    day: Option<u8>,
    time: Option<(u8, u8, Option<u8>)>,
    offset: Option<i16>,
}

impl Moment {
    /// A year, 1 to 9999; `None` outside.
    #[must_use]
    pub fn year_only(year: i16) -> Option<Self> {
        (1..=9999).contains(&year).then_some(Self { year, month: None, day: None, time: None, offset: None })
    }

    /// A month; `None` where there is no such month.
    #[must_use]
    pub fn year_month(year: i16, month: u8) -> Option<Self> {
        (1..=12).contains(&month).then_some(())?;
        Some(Self { month: Some(month), ..Self::year_only(year)? })
    }

    /// A day; `None` where the calendar has no such day.
    #[must_use]
    pub fn day(year: i16, month: u8, day: u8) -> Option<Self> {
        let moment = Self::year_month(year, month)?;
        (1..=days_in_month(year, month)).contains(&day).then_some(Self { day: Some(day), ..moment })
    }

    /// The same day at a time, `offset` in minutes east of UTC; `None` where this is not a day or the
    /// clock has no such time.
    #[must_use]
    pub fn at(self, hour: u8, minute: u8, second: Option<u8>, offset: Option<i16>) -> Option<Self> {
        let fits = self.day.is_some()
            && hour < 24
            && minute < 60
            && second.is_none_or(|second| second <= 60)
            && offset.is_none_or(|offset| offset.abs() <= 18 * 60);
        fits.then_some(Self { time: Some((hour, minute, second)), offset, ..self })
    }

    /// The year.
    #[must_use]
    pub fn year(self) -> i16 {
        self.year
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> Option<u8> {
        self.month
    }

    /// The day of the month, from 1.
    #[must_use]
    pub fn day_of_month(self) -> Option<u8> {
        self.day
    }

    /// Year, month and day, where all are known.
    #[must_use]
    pub fn calendar_day(self) -> Option<(i16, u8, u8)> {
        Some((self.year, self.month?, self.day?))
    }

    /// Minutes east of UTC.
    #[must_use]
    pub fn offset(self) -> Option<i16> {
        self.offset
    }

    /// How exactly it is known.
    #[must_use]
    pub fn precision(self) -> Precision {
        match (self.month, self.day, self.time) {
            (_, _, Some((_, _, Some(_)))) => Precision::Second,
            (_, _, Some(_)) => Precision::Minute,
            (_, Some(_), None) => Precision::Day,
            (Some(_), None, None) => Precision::Month,
            (None, _, None) => Precision::Year,
        }
    }

    /// Whether the two can both be right: equal in every calendar field that both have, or, where one
    /// is a moment with its offset, on the same day somewhere on Earth.
    #[must_use]
    pub fn agrees_with(self, other: Self) -> bool {
        let same = |a: Option<u8>, b: Option<u8>| a.is_none() || b.is_none() || a == b;
        if self.year == other.year && same(self.month, other.month) && same(self.day, other.day) {
            return true;
        }
        self.reaches_day_of(other) || other.reaches_day_of(self)
    }

    /// Whether a moment with an offset falls on the other's day in some zone, UTC-12 to UTC+14.
    fn reaches_day_of(self, other: Self) -> bool {
        let (Some(offset), Some((hour, minute, _)), Some(own), Some(day)) =
            (self.offset, self.time, self.days(), other.days())
        else {
            return false;
        };
        let utc = own * 24 * 60 + i64::from(hour) * 60 + i64::from(minute) - i64::from(offset);
        (utc - 12 * 60).div_euclid(24 * 60) <= day && day <= (utc + 14 * 60).div_euclid(24 * 60)
    }

    /// Days since 1970-01-01; the algorithm is Howard Hinnant's `days_from_civil`.
    fn days(self) -> Option<i64> {
        let (year, month, day) = self.calendar_day()?;
        let (month, day) = (i64::from(month), i64::from(day));
        let year = i64::from(year) - i64::from(month <= 2);
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
        Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
    }
}

/// Days in a month of the proleptic Gregorian calendar.
fn days_in_month(year: i16, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// ISO 8601, as far as the precision reaches: `2023`, `2023-02-15`, `2023-02-15T08:30:00+03:30`.
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        if let Some((hour, minute, second)) = self.time {
            write!(f, "T{hour:02}:{minute:02}")?;
            if let Some(second) = second {
                write!(f, ":{second:02}")?;
            }
            match self.offset {
                Some(0) => write!(f, "Z")?,
                Some(offset) => {
                    let sign = if offset < 0 { '-' } else { '+' };
                    write!(f, "{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60)?;
                }
                None => {}
            }
        }
        Ok(())
    }
}

/// Where a piece of metadata came from, the most trusted first: [`rank`](Self::rank) decides which of
/// several values is shown; the others are kept as conflicts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Provenance {
    /// Said on the command line.
    CommandLine,
    /// A column of a table or a key of a JSON record, by its name there.
    Column(String),
    /// schema.org data in the page.
    JsonLd,
    /// An OpenGraph `article:` or `og:` property.
    OpenGraph,
    /// Another `<meta>` element, by its name.
    Meta(String),
    /// An element of a feed.
    Feed,
    /// A `<time>` element.
    TimeElement,
    /// The page's address.
    Url,
    /// The dateline at the head of the text.
    Dateline,
    /// A line of the text that gives only a date or time of publication.
    DateLine,
    /// A byline.
    Byline,
    /// The outlet's own notice at the foot of the text.
    Disclaimer,
    /// An element of the page that holds the value, such as its first heading or `<title>`.
    Page(String),
    /// The text itself: its first line, its words.
    Text,
}

impl Provenance {
    /// Place in the order of trust, 0 first. Sources of one kind share it, whatever their names.
    #[must_use]
    pub fn rank(&self) -> u8 {
        match self {
            Self::CommandLine => 0,
            Self::Column(_) => 1,
            Self::JsonLd => 2,
            Self::OpenGraph => 3,
            Self::Meta(_) => 4,
            Self::Feed => 5,
            Self::TimeElement => 6,
            Self::Url => 7,
            Self::Dateline => 8,
            Self::DateLine => 9,
            Self::Byline => 10,
            Self::Disclaimer => 11,
            Self::Page(_) => 12,
            Self::Text => 13,
        }
    }
}

impl fmt::Display for Provenance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CommandLine => f.write_str("command line"),
            Self::Column(name) => write!(f, "column {name}"),
            Self::JsonLd => f.write_str("JSON-LD"),
            Self::OpenGraph => f.write_str("OpenGraph"),
            Self::Meta(name) => write!(f, "meta {name}"),
            Self::Feed => f.write_str("feed"),
            Self::TimeElement => f.write_str("time element"),
            Self::Url => f.write_str("URL"),
            Self::Dateline => f.write_str("dateline"),
            Self::DateLine => f.write_str("date line"),
            Self::Byline => f.write_str("byline"),
            Self::Disclaimer => f.write_str("disclaimer"),
            Self::Page(element) => write!(f, "<{element}>"),
            Self::Text => f.write_str("text"),
        }
    }
}

/// A publication time with its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// The time, as precise as the source is.
    pub moment: Moment,
    /// Which source.
    pub from: Provenance,
    /// The words it was read from.
    pub words: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precision_follows_the_fields_present() {
        let day = Moment::day(2024, 2, 29).unwrap();
        assert_eq!(day.precision(), Precision::Day);
        assert_eq!(day.at(7, 5, None, Some(210)).unwrap().to_string(), "2024-02-29T07:05+03:30");
        assert_eq!(Moment::year_month(2024, 2).unwrap().to_string(), "2024-02");
        assert_eq!(Moment::year_only(2024).unwrap().precision(), Precision::Year);
    }

    #[test]
    fn impossible_dates_are_refused() {
        assert_eq!(Moment::day(2023, 2, 29), None);
        assert_eq!(Moment::day(1900, 2, 29), None);
        assert_eq!(Moment::year_month(2023, 13), None);
        assert_eq!(Moment::day(2023, 1, 1).unwrap().at(24, 0, None, None), None);
    }

    #[test]
    fn coarse_and_fine_agree_until_a_field_differs() {
        let day = Moment::day(2023, 2, 15).unwrap();
        assert!(day.agrees_with(Moment::year_month(2023, 2).unwrap()));
        assert!(!day.agrees_with(Moment::day(2023, 2, 16).unwrap()));
    }

    #[test]
    fn a_moment_agrees_with_the_day_it_is_elsewhere() {
        let late = Moment::day(2024, 3, 1).unwrap().at(2, 30, None, Some(0)).unwrap();
        assert!(late.agrees_with(Moment::day(2024, 2, 29).unwrap()));
        assert!(!late.agrees_with(Moment::day(2024, 2, 28).unwrap()));
        assert!(!late.agrees_with(Moment::day(2024, 3, 2).unwrap()));
    }
}
