//! Dates as tables state them, to the day, the month or the year, and half-open periods between them.

use std::fmt;

use jiff::civil::{Date, date};

/// A date known to the day, the month or the year: all days that it may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stated {
    /// The first day that it may mean.
    pub first: Date,
    /// The last day that it may mean.
    pub last: Date,
}

impl Stated {
    /// Reads `YYYY-MM-DD`, `YYYY-MM` or `YYYY`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let year: i16 = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
        let mut two = || parts.next().map(|part| part.parse::<i8>().ok().filter(|_| part.len() == 2));
        match (two(), two(), two()) {
            (None, None, None) => {
                Some(Self { first: Date::new(year, 1, 1).ok()?, last: Date::new(year, 12, 31).ok()? })
            }
            (Some(Some(month)), None, None) => {
                let first = Date::new(year, month, 1).ok()?;
                Some(Self { first, last: first.last_of_month() })
            }
            (Some(Some(month)), Some(Some(day)), None) => {
                let day = Date::new(year, month, day).ok()?;
                Some(Self { first: day, last: day })
            }
            _ => None,
        }
    }

    /// Whether the day is known.
    #[must_use]
    pub fn is_exact(self) -> bool {
        self.first == self.last
    }
}

impl fmt::Display for Stated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_exact() {
            write!(f, "{}", self.first)
        } else if self.first.month() == self.last.month() {
            write!(f, "{:04}-{:02}", self.first.year(), self.first.month())
        } else {
            write!(f, "{:04}", self.first.year())
        }
    }
}

/// Where a period ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The first day outside, unless nobody follows on it: see [`Standing::Last`].
    On(Stated),
    /// Known to last to this date; what came after is not known. Tables write `>2025-09`.
    KnownTo(Stated),
    /// Without end, as far as the table goes.
    Open,
}

/// A half-open period of days, `start..end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first day inside; before all days where the table gives none.
    pub start: Stated,
    /// Where it ends.
    pub end: End,
}

/// How a day stands to a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Certainly inside.
    Within,
    /// The very day on which the period ends: inside only where nothing follows on that day.
    Last,
    /// In the margin of a coarse date, or after the last day known.
    Perhaps,
    /// Certainly outside.
    Outside,
}

impl Period {
    /// All days.
    pub const ALWAYS: Self =
        Self { start: Stated { first: date(-9999, 1, 1), last: date(-9999, 1, 1) }, end: End::Open };

    /// Reads a start and an end as tables write them; an empty start or end is open.
    ///
    /// # Errors
    /// The text that is not a date.
    pub fn parse<'t>(start: &'t str, end: &'t str) -> Result<Self, &'t str> {
        let start = match start {
            "" => Self::ALWAYS.start,
            text => Stated::parse(text).ok_or(text)?,
        };
        let end = match end {
            "" => End::Open,
            text => match text.strip_prefix('>') {
                Some(known) => End::KnownTo(Stated::parse(known).ok_or(text)?),
                None => End::On(Stated::parse(text).ok_or(text)?),
            },
        };
        Ok(Self { start, end })
    }

    /// How a day stands to this period.
    #[must_use]
    pub fn standing(&self, on: Date) -> Standing {
        if on < self.start.first {
            return Standing::Outside;
        }
        let begun = self.start.last <= on;
        let inside = |sure: bool| if sure && begun { Standing::Within } else { Standing::Perhaps };
        match self.end {
            End::Open => inside(true),
            End::KnownTo(known) => inside(on <= known.last),
            End::On(end) if end.is_exact() => match on.cmp(&end.first) {
                std::cmp::Ordering::Less => inside(true),
                std::cmp::Ordering::Equal if begun => Standing::Last,
                std::cmp::Ordering::Equal => Standing::Perhaps,
                std::cmp::Ordering::Greater => Standing::Outside,
            },
            End::On(end) if on > end.last => Standing::Outside,
            End::On(end) => inside(on < end.first),
        }
    }

    /// The first day that is certainly outside, if any day is.
    #[must_use]
    pub fn over_by(&self) -> Option<Date> {
        match self.end {
            End::On(end) => Some(end.last),
            End::KnownTo(_) | End::Open => None,
        }
    }

    /// The last day that the end may mean, if one is given.
    pub(crate) fn last_possible(&self) -> Option<Date> {
        match self.end {
            End::On(end) | End::KnownTo(end) => Some(end.last),
            End::Open => None,
        }
    }

    /// The first day that may be outside.
    pub(crate) fn may_end(&self) -> Date {
        match self.end {
            End::On(end) => end.first,
            End::KnownTo(known) => known.last,
            End::Open => date(9999, 12, 31),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.start != Self::ALWAYS.start {
            write!(f, "{}", self.start)?;
        }
        match self.end {
            End::On(end) => write!(f, "..{end}"),
            End::KnownTo(known) => write!(f, "..>{known}"),
            End::Open => write!(f, ".."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(start: &str, end: &str) -> Period {
        Period::parse(start, end).unwrap()
    }

    #[test]
    fn states_dates_as_read() {
        for text in ["2019-05-04", "2019-05", "2019"] {
            assert_eq!(Stated::parse(text).unwrap().to_string(), text);
        }
        for text in ["", "19", "2019-13", "2019-02-30", "2019-2", "2019-02-03-04", "May 2019", "2019-"] {
            assert_eq!(Stated::parse(text), None, "{text}");
        }
    }

    #[test]
    fn december_is_a_month_not_a_year() {
        assert_eq!(Stated::parse("2020-12").unwrap().to_string(), "2020-12");
    }

    #[test]
    fn a_day_stands_inside_a_margin_or_outside() {
        let coarse = period("2012-03", "2015");
        assert_eq!(coarse.standing(date(2012, 2, 29)), Standing::Outside);
        assert_eq!(coarse.standing(date(2012, 3, 15)), Standing::Perhaps);
        assert_eq!(coarse.standing(date(2012, 3, 31)), Standing::Within);
        assert_eq!(coarse.standing(date(2014, 12, 31)), Standing::Within);
        assert_eq!(coarse.standing(date(2015, 12, 31)), Standing::Perhaps);
        assert_eq!(coarse.standing(date(2016, 1, 1)), Standing::Outside);
    }

    #[test]
    fn the_last_day_is_told_apart() {
        let exact = period("2012-03-01", "2012-04-01");
        assert_eq!(exact.standing(date(2012, 3, 31)), Standing::Within);
        assert_eq!(exact.standing(date(2012, 4, 1)), Standing::Last);
        assert_eq!(exact.standing(date(2012, 4, 2)), Standing::Outside);
    }

    #[test]
    fn after_the_last_day_known_nothing_is_sure() {
        let known = period("2020-01-01", ">2022-07");
        assert_eq!(known.standing(date(2022, 7, 31)), Standing::Within);
        assert_eq!(known.standing(date(2022, 8, 1)), Standing::Perhaps);
        assert_eq!(known.over_by(), None);
    }
}
