//! Points that name their place in the calendar: which year, which week.

use jiff::civil::Date;

use super::super::days::{Days, Precision, date, distance, shift};
use super::super::feast;
use super::super::meaning::{Core, Share, Steer, Year};
use super::super::tense::Tense;
use super::{Anchor, Point, nearest, point, share_days};

/// How far the quarter of the tense's direction may lie: results told in advance are still of the one nearest by.
const HALF_YEAR: i64 = 183;

/// The year that the words fix, seen from the report or from the time mentioned before.
fn fixed_year(year: Year, anchor: &Anchor<'_>) -> Option<i32> {
    let published = anchor.published.map(|d| i32::from(d.year()));
    let told = anchor.focus.any.map(|(d, _)| i32::from(d.first().year()));
    match year {
        Year::Stated(year) => Some(year),
        Year::Steered(steer) => match steer {
            Steer::This | Steer::Each | Steer::Definite => published,
            Steer::Last | Steer::Past | Steer::Latest => published.map(|y| y - 1),
            Steer::Next => published.map(|y| y + 1),
            Steer::Previous => told.map(|y| y - 1),
            Steer::Following => told.map(|y| y + 1),
            Steer::Same => told,
        },
        Year::Unstated => None,
    }
}

/// Years around the report in which to look for a date without one.
fn years(published: Date) -> std::ops::RangeInclusive<i32> {
    let year = i32::from(published.year());
    year - 2..=year + 2
}

/// Picks among recurring candidates by steer and tense.
fn pick(candidates: &[Days], steer: Option<Steer>, anchor: &Anchor<'_>) -> Option<Days> {
    let published = anchor.published?;
    match steer {
        Some(Steer::Last | Steer::Past | Steer::Latest) => {
            candidates.iter().rev().find(|d| d.last() < published).copied()
        }
        Some(Steer::Next) => candidates.iter().find(|d| d.first() > published).copied(),
        Some(Steer::This) => candidates
            .iter()
            .find(|d| d.contains(published))
            .or_else(|| candidates.iter().find(|d| d.first().year() == published.year()))
            .copied(),
        Some(Steer::Previous) => {
            let told = anchor.focus.any?.0;
            candidates.iter().rev().find(|d| d.last() < told.first()).copied()
        }
        Some(Steer::Following) => {
            let told = anchor.focus.any?.0;
            candidates.iter().find(|d| d.first() > told.last()).copied()
        }
        Some(Steer::Same) => {
            let told = anchor.focus.any?.0;
            candidates.iter().min_by_key(|d| distance(d.middle(), told.middle()).abs()).copied()
        }
        _ => nearest(candidates, published, None, anchor),
    }
}

pub(super) fn day(month: u8, day: u8, year: Year, anchor: &Anchor<'_>) -> Point {
    let found = match fixed_year(year, anchor) {
        Some(year) => date(year, month, day),
        None if year == Year::Unstated => anchor.published.and_then(|published| {
            let candidates: Vec<Days> =
                years(published).filter_map(|y| date(y, month, day)).map(Days::day).collect();
            nearest(&candidates, published, None, anchor).map(Days::first)
        }),
        None => None,
    };
    match (found, fixed_year(year, anchor)) {
        (Some(date), _) => Point::day(date),
        (None, Some(year)) => Point::new(format!("{year:04}-{month:02}-{day:02}"), None, Precision::Day),
        (None, None) => Point::new(format!("XXXX-{month:02}-{day:02}"), None, Precision::Day),
    }
}

/// A day alone belongs to the month mentioned last.
pub(super) fn day_of_month(day: u8, anchor: &Anchor<'_>) -> Point {
    let told = anchor.focus.any.map(|(d, _)| d.first()).or(anchor.published);
    match told.and_then(|t| date(i32::from(t.year()), t.month().unsigned_abs(), day)) {
        Some(date) => Point::day(date),
        None => Point::new(format!("XXXX-XX-{day:02}"), None, Precision::Day),
    }
}

pub(super) fn month(month: u8, year: Year, steer: Option<Steer>, anchor: &Anchor<'_>) -> Point {
    let found = match fixed_year(year, anchor) {
        Some(year) => Days::month(year, month),
        None if year == Year::Unstated => anchor.published.and_then(|published| {
            let candidates: Vec<Days> = years(published).filter_map(|y| Days::month(y, month)).collect();
            pick(&candidates, steer, anchor)
        }),
        None => None,
    };
    match found {
        Some(days) => month_point(days),
        None => Point::new(format!("XXXX-{month:02}"), None, Precision::Month),
    }
}

pub(super) fn month_point(days: Days) -> Point {
    let first = days.first();
    Point::new(format!("{:04}-{:02}", first.year(), first.month()), Some(days), Precision::Month)
}

pub(super) fn weekday(number: u8, steer: Option<Steer>, of: Option<&Core>, anchor: &Anchor<'_>) -> Point {
    let unknown = || Point::new(format!("XXXX-WXX-{number}"), None, Precision::Day);
    match of {
        Some(Core::DayOfMonth { day }) => {
            return weekday_and_day(number, *day, anchor).map_or_else(unknown, Point::day);
        }
        Some(week) => {
            let week = point(week, anchor).days;
            return week
                .and_then(|w| Days::week(w.first()))
                .and_then(|w| shift(w.first(), i64::from(number) - 1))
                .map_or_else(unknown, Point::day);
        }
        None => {}
    }
    let Some(published) = anchor.published else { return unknown() };
    let ahead = |from: Date| i64::from(number) - i64::from(from.weekday().to_monday_one_offset());
    // The first such weekday on or after a date, and the last on or before.
    let after = |from: Date| shift(from, ahead(from).rem_euclid(7));
    let before = |from: Date| shift(from, -((-ahead(from)).rem_euclid(7)));
    let told = anchor.told_day().unwrap_or(published);
    let found = match steer {
        Some(Steer::Last | Steer::Past | Steer::Latest) => shift(published, -1).and_then(before),
        Some(Steer::Next) => shift(published, 1).and_then(after),
        Some(Steer::Previous) => shift(told, -1).and_then(before),
        Some(Steer::Following) => shift(told, 1).and_then(after),
        Some(Steer::Same) => before(told),
        Some(Steer::This) => match anchor.tense {
            Tense::Past => before(published),
            _ => after(published),
        },
        _ => match anchor.tense {
            Tense::Future => after(published),
            // "The ministers meet Monday" is a timetable; a present guessed from afar says nothing.
            Tense::Present if anchor.sure => after(published),
            _ => before(published),
        },
    };
    found.map_or_else(unknown, Point::day)
}

/// "Friday the 13th": the nearest month in which they meet.
fn weekday_and_day(number: u8, day: u8, anchor: &Anchor<'_>) -> Option<Date> {
    let published = anchor.published?;
    let candidates: Vec<Days> = years(published)
        .flat_map(|y| (1..=12).filter_map(move |m| date(y, m, day)))
        .filter(|d| d.weekday().to_monday_one_offset().unsigned_abs() == number)
        .map(Days::day)
        .collect();
    // Such days are rare: the direction of the tense decides however far it is.
    nearest(&candidates, published, Some(i64::MAX), anchor).map(Days::first)
}

pub(super) fn season(season: u8, year: Year, steer: Option<Steer>, anchor: &Anchor<'_>) -> Point {
    let Some(row) = anchor.lexicon.seasons.get(usize::from(season)) else { return Point::unknown_day() };
    let found = match fixed_year(year, anchor) {
        Some(year) => Days::months(year, row.month, 3),
        None if year == Year::Unstated => anchor.published.and_then(|published| {
            let candidates: Vec<Days> =
                years(published).filter_map(|y| Days::months(y, row.month, 3)).collect();
            pick(&candidates, steer, anchor)
        }),
        None => None,
    };
    let year = found.map_or_else(|| "XXXX".to_owned(), |d| format!("{:04}", d.first().year()));
    Point::new(format!("{year}-{}", row.code), found, Precision::Season)
}

pub(super) fn share(share: Share, n: u8, year: Year, steer: Option<Steer>, anchor: &Anchor<'_>) -> Point {
    let found = match fixed_year(year, anchor) {
        Some(year) => share_days(share, n, year),
        None if year == Year::Unstated => anchor.published.and_then(|published| {
            let candidates: Vec<Days> = years(published).filter_map(|y| share_days(share, n, y)).collect();
            match steer {
                // Results told in advance are still of the quarter nearest by, sure as the tense may be.
                None => nearest(&candidates, published, Some(HALF_YEAR), anchor),
                steer => pick(&candidates, steer, anchor),
            }
        }),
        None => None,
    };
    share_point(share, n, found)
}

pub(super) fn share_point(share: Share, n: u8, days: Option<Days>) -> Point {
    let year = days.map_or_else(|| "XXXX".to_owned(), |d| format!("{:04}", d.first().year()));
    let (letter, precision) = match share {
        Share::Quarter => ('Q', Precision::Quarter),
        Share::Half => ('H', Precision::Half),
    };
    Point::new(format!("{year}-{letter}{n}"), days, precision)
}

pub(super) fn feast(number: u16, year: Year, steer: Option<Steer>, anchor: &Anchor<'_>) -> Point {
    let Some(row) = anchor.lexicon.feasts.get(usize::from(number)) else { return Point::unknown_day() };
    let found = match fixed_year(year, anchor) {
        Some(year) => feast::in_year(row, year).first().copied(),
        None if year == Year::Unstated => anchor.published.and_then(|published| {
            let candidates: Vec<Days> = years(published).flat_map(|y| feast::in_year(row, y)).collect();
            pick(&candidates, steer, anchor)
        }),
        None => None,
    };
    let Some(days) = found else { return Point::unknown_day() };
    if days.first() == days.last() {
        return Point::day(days.first());
    }
    let week = distance(days.first(), days.last()) == 6;
    let whole_month = distance(days.first(), days.last()) >= 28;
    let value = if week {
        // "Easter week" is the ISO week that ends with the feast.
        let week = days.last().iso_week_date();
        format!("{:04}-W{:02}", week.year(), week.week())
    } else if whole_month {
        format!("{:04}-{:02}", days.first().year(), days.first().month())
    } else {
        days.first().to_string()
    };
    let precision = if whole_month { Precision::Month } else { Precision::Interval };
    Point::new(value, Some(days), precision)
}
