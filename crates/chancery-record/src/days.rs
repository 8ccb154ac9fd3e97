//! Days of the civil calendar that something lasts or falls into.

use jiff::civil::Date;

use crate::names::named;

/// The days from `first` to `last`, both inside, as the codebook writes intervals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

    /// How many days, at least one.
    #[must_use]
    pub fn count(self) -> u32 {
        let days = (self.last - self.first).get_days();
        u32::try_from(days).unwrap_or(0) + 1
    }

    /// Whether the two share a day.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// Days between the two: 0 where they touch or share one, 1 where one day lies between.
    #[must_use]
    pub fn gap(self, other: Self) -> u32 {
        let (before, after) = if self.first <= other.first { (self, other) } else { (other, self) };
        u32::try_from((after.first - before.last).get_days() - 1).unwrap_or(0)
    }
}

named! {
    /// How fine the words are that an interval was read from.
    pub enum WhenPrecision {
        /// A day, or a time within one.
        Day = "day",
        /// Saturday and Sunday.
        Weekend = "weekend",
        /// Seven days.
        Week = "week",
        /// A month.
        Month = "month",
        /// Three months of one weather.
        Season = "season",
        /// A quarter of a year.
        Quarter = "quarter",
        /// Half a year.
        Half = "half",
        /// A year.
        Year = "year",
        /// Ten years.
        Decade = "decade",
        /// A hundred years.
        Century = "century",
        /// A stretch with its own ends.
        Interval = "interval",
        /// No words: the days up to the report's date, in which its main event lies.
        Report = "report",
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn both_ends_are_inside() {
        let week = Days::new(date(2024, 3, 10), date(2024, 3, 4));
        assert_eq!((week.first(), week.count()), (date(2024, 3, 4), 7));
        assert!(week.overlaps(Days::day(date(2024, 3, 10))));
        assert!(!week.overlaps(Days::day(date(2024, 3, 11))));
    }

    #[test]
    fn the_gap_counts_the_days_between() {
        let day = |d| Days::day(date(2024, 2, d));
        assert_eq!((day(1).gap(day(1)), day(1).gap(day(2)), day(5).gap(day(1))), (0, 0, 3));
        assert_eq!(Days::day(date(2024, 2, 28)).gap(Days::day(date(2024, 3, 1))), 1);
    }
}
