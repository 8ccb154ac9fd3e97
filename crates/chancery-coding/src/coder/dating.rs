//! Whether their own time words keep two acts apart, also in a report whose date nobody knows.
//!
//! Without a date "on Tuesday" and "in January" name no days. They are read as on three supposed dates, a third
//! of a year from each other: where they do not meet on most of these, they are two times, for a month is not
//! called by its name within the week that is told by weekdays.

use chancery_nlp::Doc;
use chancery_record::Days;
use jiff::civil::{Date, date};

use super::scene::Scene;
use super::when;
use crate::time::{self, TimeExpression};

/// Dates on which a report without a date is supposed to have appeared: in the middle of a month and of a week.
const SUPPOSED: [Date; 3] = [date(2022, 2, 16), date(2022, 6, 15), date(2022, 10, 12)];

/// The time expressions of a text as read on each date that it may have.
pub(super) struct Dating {
    readings: Vec<(Date, Vec<TimeExpression>)>,
}

/// The days that an act's own words name on each of the dates; empty where they name none.
pub(super) type Named = Vec<Days>;

impl Dating {
    /// `times` are those of the text as read on the day it was published, where that is known.
    pub(super) fn of(doc: &Doc, published: Option<Date>, times: &[TimeExpression]) -> Self {
        let readings = match published {
            Some(on) => vec![(on, times.to_vec())],
            None => Vec::from(SUPPOSED.map(|on| (on, time::read_doc(doc, Some(on))))),
        };
        Self { readings }
    }

    pub(super) fn named(&self, scene: &Scene<'_>, clause: u32) -> Named {
        let days = |(on, times): &(Date, Vec<TimeExpression>)| {
            when::named(scene, times, clause, Some(*on)).and_then(|named| named.days)
        };
        let found: Option<Named> = self.readings.iter().map(days).collect();
        found.unwrap_or_default()
    }
}

/// Whether two acts are at different times by their own words.
pub(super) fn are_apart(one: &Named, other: &Named) -> bool {
    // A weekday may be any day of a calendar.
    let is_calendar_day = |named: &Named| {
        let of_year = |days: &Days| (days.first().month(), days.first().day());
        named.windows(2).all(|pair| of_year(&pair[0]) == of_year(&pair[1]))
    };
    let is_day = |named: &Named| named.iter().all(|days| days.count() == 1);
    let is_open =
        one.len() > 1 && is_day(one) && is_day(other) && is_calendar_day(one) != is_calendar_day(other);
    let n_apart = one.iter().zip(other).filter(|(a, b)| !a.overlaps(**b)).count();
    let n = one.len().min(other.len());
    n > 0 && !is_open && 2 * n_apart > n
}
