//! Days of the civil calendar: an interval with the fineness of the words it was read from.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// How fine the words are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// A day, or a time within one.
    Day,
    /// Saturday and Sunday.
    Weekend,
    /// An ISO 8601 week, Monday to Sunday.
    Week,
    /// A month of the calendar, or one of the Islamic calendar.
    Month,
    /// Three months of one weather.
    Season,
    /// A quarter of a year.
    Quarter,
    /// Half a year.
    Half,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
    /// A stretch with its own ends ("the past six years", "from March 3 to 5").
    Interval,
}

impl Precision {
    /// The lower-case name, as the record prints it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Weekend => "weekend",
            Self::Week => "week",
            Self::Month => "month",
            Self::Season => "season",
            Self::Quarter => "quarter",
            Self::Half => "half",
            Self::Year => "year",
            Self::Decade => "decade",
            Self::Century => "century",
            Self::Interval => "interval",
        }
    }
}

impl fmt::Display for Precision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The days from `first` to `last`, both inside; `first <= last`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Days {
    first: Date,
    last: Date,
}

impl Days {
    /// The days between two, whichever is named first.
    #[must_use]
    pub fn new(one: Date, other: Date) -> Self {
        Self { first: one.min(other), last: one.max(other) }
    }

    /// One day.
    #[must_use]
    pub fn day(date: Date) -> Self {
        Self { first: date, last: date }
    }

    /// The first day inside.
    #[must_use]
    pub fn first(self) -> Date {
        self.first
    }

    /// The last day inside.
    #[must_use]
    pub fn last(self) -> Date {
        self.last
    }

    /// Whether `date` lies inside.
    #[must_use]
    pub fn contains(self, date: Date) -> bool {
        self.first <= date && date <= self.last
    }

    /// The days from the first of this to the last of `other`.
    #[must_use]
    pub fn through(self, other: Self) -> Self {
        Self::new(self.first, other.last)
    }

    pub(crate) fn year(year: i32) -> Option<Self> {
        Some(Self::new(date(year, 1, 1)?, date(year, 12, 31)?))
    }

    pub(crate) fn years(first: i32, n: i32) -> Option<Self> {
        Some(Self::new(date(first.max(1), 1, 1)?, date(first + n - 1, 12, 31)?))
    }

    pub(crate) fn month(year: i32, month: u8) -> Option<Self> {
        Self::months(year, month, 1)
    }

    /// `n` whole months from `month` on.
    pub(crate) fn months(year: i32, month: u8, n: i32) -> Option<Self> {
        let first = date(year, month, 1)?;
        let last = first.checked_add(n.months()).ok()?.yesterday().ok()?;
        Some(Self::new(first, last))
    }

    /// The ISO week that holds `date`.
    pub(crate) fn week(date: Date) -> Option<Self> {
        let first = shift(date, 1 - i64::from(date.weekday().to_monday_one_offset()))?;
        Some(Self::new(first, shift(first, 6)?))
    }

    /// The middle day.
    pub(crate) fn middle(self) -> Date {
        shift(self.first, distance(self.first, self.last) / 2).unwrap_or(self.first)
    }

    /// The first, middle or last third, by days; whole months where the stretch is a year or more.
    pub(crate) fn third(self, which: i64) -> Self {
        let n = distance(self.first, self.last) + 1;
        if n < 3 {
            return self;
        }
        let first = shift(self.first, n * which / 3);
        let last = shift(self.first, n * (which + 1) / 3 - 1);
        match (first, last) {
            (Some(first), Some(last)) => Self::new(first, if which == 2 { self.last } else { last }),
            _ => self,
        }
    }
}

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.first, self.last)
    }
}

/// A date, if the calendar has it.
pub(crate) fn date(year: i32, month: u8, day: u8) -> Option<Date> {
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// `n` days later.
pub(crate) fn shift(date: Date, n: i64) -> Option<Date> {
    date.checked_add(jiff::Span::new().try_days(n).ok()?).ok()
}

/// `n` months later, on the same day or the month's last.
pub(crate) fn shift_months(date: Date, n: i64) -> Option<Date> {
    date.checked_add(jiff::Span::new().try_months(n).ok()?).ok()
}

/// Days from `from` to `to`.
pub(crate) fn distance(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// The weekday by its ISO number.
pub(crate) fn weekday(number: u8) -> Weekday {
    i8::try_from(number).ok().and_then(|n| Weekday::from_monday_one_offset(n).ok()).unwrap_or(Weekday::Monday)
}
