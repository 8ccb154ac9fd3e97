//! Named days: when a feast falls in a given year.
//!
//! The arithmetic of the Islamic (civil tabular, Friday epoch), Persian, Hebrew and Chinese calendars and
//! of Easter is `calendrical_calculations`, the calendar core of ICU4X, after Reingold and Dershowitz.

use calendrical_calculations::rata_die::RataDie;
use calendrical_calculations::{chinese_based, gregorian, hebrew, islamic, julian, persian};
use jiff::civil::Date;

use super::days::{Days, date, shift};
use super::lexicon::{Feast, FeastRule};

/// The days of `feast` that begin in the Gregorian `year`, in order. A feast of a moon calendar may fall
/// twice in one year, or not at all.
pub(crate) fn in_year(feast: &Feast, year: i32) -> Vec<Days> {
    if !(1..=9000).contains(&year) {
        return Vec::new();
    }
    let mut starts: Vec<Date> = match feast.rule {
        FeastRule::Fixed(month, day) => date(year, month, day).into_iter().collect(),
        FeastRule::Nth { month, weekday, which } => nth(year, month, weekday, which).into_iter().collect(),
        FeastRule::Easter(offset) => moved(gregorian::easter(year), offset),
        FeastRule::Orthodox(offset) => moved(julian::easter(year), offset),
        FeastRule::Islamic(month, day) => {
            // 33 Islamic years are 32 Gregorian ones; the era begins in 622.
            let about = (year - 622) * 33 / 32;
            (about - 1..=about + 2)
                .filter_map(|y| gregorian_date(islamic::fixed_from_tabular_islamic(y, month, day, epoch())))
                .collect()
        }
        FeastRule::Persian(month, day) => (year - 622..=year - 620)
            .filter_map(|y| gregorian_date(persian::fixed_from_fast_persian(y, month, day)))
            .collect(),
        FeastRule::Hebrew(month, day) => (year + 3759..=year + 3762)
            .filter_map(|y| {
                gregorian_date(hebrew::BookHebrew::fixed_from_book_hebrew(hebrew::BookHebrew {
                    year: y,
                    month,
                    day,
                }))
            })
            .collect(),
        FeastRule::ChineseNewYear => chinese_new_year(year).into_iter().collect(),
    };
    starts.sort_unstable();
    starts.dedup();
    starts
        .into_iter()
        .filter_map(|first| shift(first, i64::from(feast.after)))
        .filter(|first| i32::from(first.year()) == year)
        .filter_map(|first| Some(Days::new(first, shift(first, i64::from(feast.days.max(1)) - 1)?)))
        .collect()
}

fn epoch() -> RataDie {
    islamic::ISLAMIC_EPOCH_FRIDAY
}

fn moved(base: RataDie, offset: i16) -> Vec<Date> {
    gregorian_date(base.add(i64::from(offset))).into_iter().collect()
}

fn gregorian_date(fixed: RataDie) -> Option<Date> {
    let (year, month, day) = gregorian::gregorian_from_fixed(fixed).ok()?;
    date(year, month, day)
}

/// The new year of the Chinese calendar: the first new moon after 20 January.
fn chinese_new_year(year: i32) -> Option<Date> {
    let middle = gregorian::fixed_from_gregorian(year, 7, 1);
    let bounds = chinese_based::YearBounds::compute::<chinese_based::Chinese>(middle);
    gregorian_date(bounds.new_year)
}

/// The `which`-th `weekday` of a month; -1 is the last.
fn nth(year: i32, month: u8, weekday: u8, which: i8) -> Option<Date> {
    date(year, month, 1)?.nth_weekday_of_month(which, super::days::weekday(weekday)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::lexicon::Lexicon;

    fn feast(rule: FeastRule, days: u8) -> Feast {
        Feast { rule, days, after: 0, capital: true }
    }

    /// Dates from public almanacs, each from another year.
    #[test]
    fn known_feasts() {
        let first = |rule, year| in_year(&feast(rule, 1), year).first().map(|d| d.first().to_string());
        assert_eq!(first(FeastRule::Easter(0), 2024).as_deref(), Some("2024-03-31"));
        assert_eq!(first(FeastRule::Orthodox(0), 2024).as_deref(), Some("2024-05-05"));
        assert_eq!(
            first(FeastRule::Nth { month: 11, weekday: 4, which: 4 }, 2018).as_deref(),
            Some("2018-11-22")
        );
        assert_eq!(first(FeastRule::Persian(1, 1), 2017).as_deref(), Some("2017-03-21"));
        assert_eq!(first(FeastRule::Hebrew(7, 10), 2016).as_deref(), Some("2016-10-12"));
        assert_eq!(first(FeastRule::ChineseNewYear, 2019).as_deref(), Some("2019-02-05"));
    }

    /// Ramadan 2018 was announced for 17 May in Mecca; the tabular calendar may differ by a day or two.
    #[test]
    fn ramadan_is_within_two_days_of_the_announced_one() {
        let days = in_year(&feast(FeastRule::Islamic(9, 1), 30), 2018)[0];
        assert!(super::super::days::distance(days.first(), date(2018, 5, 17).unwrap()).abs() <= 2);
    }

    #[test]
    fn a_moon_feast_may_fall_twice_in_a_year() {
        assert_eq!(in_year(&feast(FeastRule::Islamic(9, 1), 30), 2030).len(), 2);
    }

    #[test]
    fn every_feast_of_the_table_falls_in_every_decade() {
        for feast in &Lexicon::embedded().feasts {
            assert!((2010..2020).any(|y| !in_year(feast, y).is_empty()), "{feast:?}");
        }
    }
}
