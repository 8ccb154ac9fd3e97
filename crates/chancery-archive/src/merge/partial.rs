//! What words of time say where no year is known: a day of the week, a month, a day of a month. Reports without a
//! date have no more; two of them may still agree or not.

use jiff::civil::Weekday;

use crate::fold::fold;

/// Parts of a date.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Partial {
    pub(crate) weekday: Option<Weekday>,
    /// From 1.
    pub(crate) month: Option<i8>,
    /// Of the month, from 1.
    pub(crate) day: Option<i8>,
}

/// How two parts of dates stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fit {
    /// They have no part in common.
    Open,
    /// The same day of the month in the same month.
    SameDay,
    /// The same day of the week.
    SameWeekday,
    /// Other days of the week, and nothing else known.
    OtherWeekday,
    /// Other months, or other days of one month.
    Other,
}

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

impl Partial {
    /// What `words` say: "late on Friday", "9 October", "Oct. 9", "in March".
    pub(crate) fn of(words: &str) -> Self {
        let folded = fold(words);
        let mut partial = Self::default();
        for word in folded.split(' ') {
            let bare = word.strip_suffix('s').unwrap_or(word);
            let weekday = WEEKDAYS.iter().find(|(name, _)| *name == bare).map(|(_, weekday)| *weekday);
            partial.weekday = partial.weekday.or(weekday);
            let is_month =
                |name: &&str| *name == word || (word.len() >= 3 && word.len() <= 4 && name.starts_with(word));
            let month = (1..).zip(MONTHS).find(|(_, name)| is_month(name)).map(|(month, _)| month);
            partial.month = partial.month.or(month);
            let digits = word.trim_end_matches(char::is_alphabetic);
            let day = digits.parse().ok().filter(|day| (1..=31).contains(day));
            partial.day = partial.day.or(day);
        }
        // A number alone is no day.
        partial.day = partial.day.filter(|_| partial.month.is_some());
        partial
    }

    pub(crate) fn fit(self, other: Self) -> Fit {
        if let (Some(a), Some(b)) = (self.month, other.month) {
            return match (self.day, other.day) {
                _ if a != b => Fit::Other,
                (Some(a), Some(b)) if a == b => Fit::SameDay,
                (Some(_), Some(_)) => Fit::Other,
                _ => Fit::Open,
            };
        }
        match (self.weekday, other.weekday) {
            (Some(a), Some(b)) if a == b => Fit::SameWeekday,
            (Some(_), Some(_)) => Fit::OtherWeekday,
            _ => Fit::Open,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_dates_are_read_and_compared() {
        let fit = |a: &str, b: &str| Partial::of(a).fit(Partial::of(b));
        for (a, b, expected) in [
            ("late on Friday", "Friday's", Fit::SameWeekday),
            ("on Tuesday", "Friday", Fit::OtherWeekday),
            ("9 October", "Oct. 9", Fit::SameDay),
            ("the 9th of October", "October 9", Fit::SameDay),
            ("9 October", "October 10", Fit::Other),
            ("in March", "last July", Fit::Other),
            ("in March", "March 3", Fit::Open),
            ("two weeks ago", "Friday", Fit::Open),
            ("12 men", "12 men", Fit::Open),
        ] {
            assert_eq!(fit(a, b), expected, "{a} / {b}");
        }
    }
}
