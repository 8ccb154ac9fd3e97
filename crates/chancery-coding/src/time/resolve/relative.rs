//! Points seen from another: units steered from the report, offsets, the n-th day.

use jiff::civil::Date;

use super::super::days::{Days, Precision, date, shift, shift_months};
use super::super::meaning::{Quantity, Share, Shift, Steer, Unit, UnitKind};
use super::super::tense::Tense;
use super::calendar::{month_point, share_point};
use super::{Anchor, Point, moved, share_days};

/// "last week", "that year", "the quarter".
pub(super) fn unit(unit: Unit, steer: Steer, anchor: &Anchor<'_>) -> Point {
    match unit.kind {
        UnitKind::Day | UnitKind::Hour | UnitKind::Minute | UnitKind::Second => day(steer, anchor),
        UnitKind::Weekend => weekend(steer, anchor),
        kind => whole(kind, steer, anchor),
    }
}

fn day(steer: Steer, anchor: &Anchor<'_>) -> Point {
    let told = anchor.told_day();
    let found = match steer {
        Steer::This | Steer::Each => anchor.published,
        Steer::Last | Steer::Past => anchor.published.and_then(|d| shift(d, -1)),
        Steer::Next | Steer::Following => told.and_then(|d| shift(d, 1)),
        Steer::Previous => told.and_then(|d| shift(d, -1)),
        Steer::Same | Steer::Definite => told.or(anchor.published.filter(|_| anchor.focus.any.is_none())),
        Steer::Latest => told.or(anchor.published),
    };
    found.map_or_else(Point::unknown_day, Point::day)
}

/// The Saturday and Sunday meant: the coming ones in the future, else the last that have begun.
fn weekend(steer: Steer, anchor: &Anchor<'_>) -> Point {
    let unknown = Point::new("XXXX-WXX-WE".to_owned(), None, Precision::Weekend);
    let Some(published) = anchor.published else { return unknown };
    let from_monday = i64::from(published.weekday().to_monday_one_offset());
    let saturday = match steer {
        Steer::Last | Steer::Past | Steer::Previous | Steer::Latest => shift(published, -(from_monday + 1)),
        Steer::Next | Steer::Following => {
            // On a weekday "next weekend" is the one after the coming one.
            shift(published, 6 - from_monday + if steer == Steer::Next { 7 } else { 0 })
        }
        _ if anchor.tense == Tense::Future || steer == Steer::This && anchor.tense != Tense::Past => {
            shift(published, 6 - from_monday)
        }
        _ if from_monday >= 6 => shift(published, 6 - from_monday),
        _ => shift(published, -(from_monday + 1)),
    };
    let Some(days) = saturday.and_then(|s| Some(Days::new(s, shift(s, 1)?))) else { return unknown };
    let week = days.first().iso_week_date();
    Point::new(format!("{:04}-W{:02}-WE", week.year(), week.week()), Some(days), Precision::Weekend)
}

/// Weeks and longer.
fn whole(kind: UnitKind, steer: Steer, anchor: &Anchor<'_>) -> Point {
    let told = anchor.focus.any.map(|(d, _)| d.first());
    let same_kind = anchor.focus.any.filter(|(_, p)| Some(*p) == precision(kind)).map(|(d, _)| d.first());
    let quarter = anchor.focus.quarter.map(Days::first).filter(|_| kind == UnitKind::Quarter);
    let published = anchor.published;
    let back = |from: Option<Date>, n| from.and_then(|d| moved(d, n, kind));
    let on = match steer {
        Steer::This | Steer::Each => published,
        Steer::Last | Steer::Past => back(published, -1),
        Steer::Latest => back(published, -1),
        Steer::Next => back(published, 1),
        Steer::Previous => back(told, -1),
        Steer::Following => back(told, 1),
        Steer::Same => quarter.or(told),
        Steer::Definite if kind == UnitKind::Quarter => quarter.or_else(|| back(published, -1)),
        Steer::Definite => same_kind.or(published),
    };
    let mut point = on.map_or_else(|| unknown(kind), |on| holding(kind, on));
    if steer == Steer::Past && kind != UnitKind::Quarter {
        // "the past week" runs up to the report's day.
        if let (Some(published), Some(first)) = (published, back(published, -1)) {
            point.days = Some(Days::new(first, published));
            point.precision = Precision::Interval;
        }
    }
    point
}

fn precision(kind: UnitKind) -> Option<Precision> {
    Some(match kind {
        UnitKind::Week => Precision::Week,
        UnitKind::Month => Precision::Month,
        UnitKind::Quarter => Precision::Quarter,
        UnitKind::Half => Precision::Half,
        UnitKind::Year => Precision::Year,
        UnitKind::Decade => Precision::Decade,
        UnitKind::Century => Precision::Century,
        _ => return None,
    })
}

fn unknown(kind: UnitKind) -> Point {
    let (value, precision) = match kind {
        UnitKind::Week => ("XXXX-WXX", Precision::Week),
        UnitKind::Month => ("XXXX-XX", Precision::Month),
        UnitKind::Quarter => ("XXXX-QX", Precision::Quarter),
        UnitKind::Half => ("XXXX-HX", Precision::Half),
        UnitKind::Decade => ("XXX", Precision::Decade),
        UnitKind::Century | UnitKind::Millennium => ("XX", Precision::Century),
        UnitKind::Year => ("XXXX", Precision::Year),
        _ => ("XXXX-XX-XX", Precision::Day),
    };
    Point::new(value.to_owned(), None, precision)
}

/// The whole unit of the calendar that holds a date.
fn holding(kind: UnitKind, on: Date) -> Point {
    let year = i32::from(on.year());
    let month = on.month().unsigned_abs();
    match kind {
        UnitKind::Week => Days::week(on).map_or_else(|| unknown(kind), week_point),
        UnitKind::Month => Days::month(year, month).map_or_else(|| unknown(kind), month_point),
        UnitKind::Quarter => {
            let n = (month - 1) / 3 + 1;
            share_point(Share::Quarter, n, share_days(Share::Quarter, n, year))
        }
        UnitKind::Half => {
            let n = (month - 1) / 6 + 1;
            share_point(Share::Half, n, share_days(Share::Half, n, year))
        }
        UnitKind::Decade => {
            Point::new(format!("{:03}", year / 10), Days::years(year / 10 * 10, 10), Precision::Decade)
        }
        UnitKind::Century | UnitKind::Millennium => {
            let before = (year - 1) / 100;
            Point::new(format!("{before:02}"), Days::years(before * 100 + 1, 100), Precision::Century)
        }
        UnitKind::Year => Point::new(format!("{year:04}"), Days::year(year), Precision::Year),
        _ => Point::day(on),
    }
}

pub(super) fn week_point(days: Days) -> Point {
    let week = days.first().iso_week_date();
    Point::new(format!("{:04}-W{:02}", week.year(), week.week()), Some(days), Precision::Week)
}

/// The unit that holds a known day.
pub(super) fn holding_day(kind: UnitKind, day: Option<Days>) -> Point {
    day.map_or_else(|| unknown(kind), |days| holding(kind, days.first()))
}

/// "two days ago", "a year earlier", "three weeks later", "a month from now".
pub(super) fn offset(quantity: Quantity, unit: Unit, way: Shift, anchor: &Anchor<'_>) -> Point {
    let backwards = matches!(way, Shift::Ago | Shift::Earlier);
    let Some(tenths) = quantity.tenths else {
        let value = if backwards { "PAST_REF" } else { "FUTURE_REF" };
        // "hours ago" is the report's day or the one before.
        let hours = unit.kind.below_day() && way == Shift::Ago;
        let days = anchor.published.filter(|_| hours).and_then(|p| Some(Days::new(p.yesterday().ok()?, p)));
        return Point::new(value.to_owned(), days, Precision::Interval);
    };
    // In comparisons a year back keeps to the quarter compared ("from 3 million a year earlier").
    if unit.kind == UnitKind::Year
        && tenths == 10
        && backwards
        && let Some(point) = year_before_quarter(anchor)
    {
        return point;
    }
    let from = match way {
        Shift::Ago | Shift::Hence => anchor.published,
        Shift::Earlier | Shift::Later => told_for(unit.kind, anchor).or(anchor.published),
    };
    let n = i64::try_from(tenths.saturating_mul(u64::from(unit.times))).unwrap_or(i64::MAX / 100);
    let sign = if backwards { -1 } else { 1 };
    let on = from.and_then(|from| moved_tenths(from, sign * n, unit.kind));
    match on {
        Some(on) => holding(grain(unit.kind), on),
        None => unknown(grain(unit.kind)),
    }
}

fn told_for(kind: UnitKind, anchor: &Anchor<'_>) -> Option<Date> {
    let any = anchor.focus.any.map(|(d, _)| d.first());
    if matches!(kind, UnitKind::Day | UnitKind::Hour | UnitKind::Minute | UnitKind::Second) {
        return anchor.told_day().or(any);
    }
    any
}

/// The fineness at which an offset is meant: decades back are counted in years.
fn grain(kind: UnitKind) -> UnitKind {
    match kind {
        UnitKind::Decade | UnitKind::Century | UnitKind::Millennium | UnitKind::Half => UnitKind::Year,
        UnitKind::Hour | UnitKind::Minute | UnitKind::Second => UnitKind::Day,
        UnitKind::Weekend => UnitKind::Week,
        kind => kind,
    }
}

fn moved_tenths(from: Date, tenths: i64, kind: UnitKind) -> Option<Date> {
    if tenths % 10 == 0 {
        return moved(from, tenths / 10, kind);
    }
    match kind {
        UnitKind::Year => shift_months(from, tenths.checked_mul(12)? / 10),
        UnitKind::Decade => shift_months(from, tenths.checked_mul(120)? / 10),
        UnitKind::Week => shift(from, tenths.checked_mul(7)? / 10),
        UnitKind::Month => shift(from, tenths.checked_mul(3)?),
        kind => moved(from, tenths / 10, kind),
    }
}

fn year_before_quarter(anchor: &Anchor<'_>) -> Option<Point> {
    let first = anchor.focus.quarter?.first();
    let first = date(i32::from(first.year()) - 1, first.month().unsigned_abs(), 1)?;
    Some(holding(UnitKind::Quarter, first))
}

/// "the year-earlier quarter"; without a quarter spoken of, the last one that is over.
pub(super) fn year_before(quarter: bool, anchor: &Anchor<'_>) -> Point {
    if let Some(point) = year_before_quarter(anchor) {
        return point;
    }
    let kind = if quarter { UnitKind::Quarter } else { UnitKind::Year };
    let back = |from: Date| moved(moved(from, -1, UnitKind::Year)?, if quarter { -1 } else { 0 }, kind);
    anchor.published.and_then(back).map_or_else(|| unknown(kind), |on| holding(kind, on))
}

/// "the second day": counted from the day mentioned last.
pub(super) fn ordinal_unit(n: u8, unit: Unit, anchor: &Anchor<'_>) -> Point {
    let found =
        anchor.told_day().filter(|_| unit.kind == UnitKind::Day).and_then(|d| shift(d, i64::from(n) - 1));
    found.map_or_else(|| unknown(unit.kind), Point::day)
}
