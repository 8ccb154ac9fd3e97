//! From what the words say to a TIMEX3 value and an interval of days.
//!
//! The report's date anchors what is seen from now ("last week"); the times mentioned before anchor what
//! is seen from there ("two days later", "that year"). Without an anchor the value keeps its `X`s and
//! there are no days.

mod calendar;
mod length;
mod relative;

use jiff::civil::Date;

use super::days::{Days, Precision, date, shift};
use super::grammar::Found;
use super::lexicon::Lexicon;
use super::meaning::{Core, DayPart, Edge, Phrase, Reference, Share, Shift, Steer, UnitKind};
use super::tense::Tense;
use super::{Kind, Modifier};

/// What resolving knows.
pub(crate) struct Anchor<'a> {
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) published: Option<Date>,
    pub(crate) tense: Tense,
    /// Whether the tense is the verb's own, not a guess from afar.
    pub(crate) sure: bool,
    pub(crate) focus: &'a Focus,
    /// The word "in" stands before the expression.
    pub(crate) after_in: bool,
}

/// The times mentioned so far, by fineness.
#[derive(Debug, Default, Clone)]
pub(crate) struct Focus {
    day: Option<Days>,
    past_day: Option<Days>,
    quarter: Option<Days>,
    any: Option<(Days, Precision)>,
}

impl Focus {
    /// Remembers a resolved expression.
    pub(crate) fn note(&mut self, days: Days, precision: Precision, published: Option<Date>) {
        if precision == Precision::Day {
            self.day = Some(days);
            if published.is_none_or(|p| days.first() <= p) {
                self.past_day = Some(days);
            }
        }
        if precision == Precision::Quarter {
            self.quarter = Some(days);
        }
        if precision != Precision::Interval {
            self.any = Some((days, precision));
        }
    }
}

impl Anchor<'_> {
    /// The day last mentioned; what is told of the past counts from a day that is past.
    pub(crate) fn told_day(&self) -> Option<Date> {
        let told =
            if self.tense == Tense::Past { self.focus.past_day.or(self.focus.day) } else { self.focus.day };
        told.map(Days::first)
    }
}

/// A point or stretch of the calendar with its TIMEX3 value.
#[derive(Debug, Clone)]
pub(crate) struct Point {
    pub(crate) value: String,
    pub(crate) days: Option<Days>,
    pub(crate) precision: Precision,
}

impl Point {
    fn new(value: String, days: Option<Days>, precision: Precision) -> Self {
        Self { value, days, precision }
    }

    fn day(date: Date) -> Self {
        Self::new(date.to_string(), Some(Days::day(date)), Precision::Day)
    }

    fn unknown_day() -> Self {
        Self::new("XXXX-XX-XX".to_owned(), None, Precision::Day)
    }
}

/// The result for one expression.
#[derive(Debug, Clone)]
pub(crate) struct Resolved {
    pub(crate) kind: Kind,
    pub(crate) value: String,
    pub(crate) modifier: Option<Modifier>,
    pub(crate) days: Option<Days>,
    pub(crate) precision: Option<Precision>,
    /// Whether later expressions may count from this one.
    pub(crate) leads: bool,
}

/// Resolves one expression.
pub(crate) fn resolve(found: &Found, anchor: &Anchor<'_>) -> Resolved {
    let phrase = &found.phrase;
    let mut modifier = phrase.approximation.map(Modifier::from_approximation);
    match &phrase.core {
        Core::Repeated(value) => {
            return Resolved {
                kind: Kind::Set,
                value: value.clone(),
                modifier,
                days: None,
                precision: None,
                leads: false,
            };
        }
        Core::Length { .. } => return length::length(phrase, modifier, anchor),
        Core::Reference(reference @ (Reference::Past | Reference::Present | Reference::Future)) => {
            return named_reference(*reference, modifier, anchor);
        }
        _ => {}
    }
    let mut point = point(&phrase.core, anchor);
    if let Some(edge) = phrase.edge {
        modifier = Modifier::from_edge(edge).or(modifier);
        if phrase.part.is_none() {
            point.days = point.days.map(|days| edge_days(days, point.precision, edge, phrase, anchor));
        }
    }
    let kind = time_of_day(&mut point, phrase);
    // What is named only to be compared with is not where the telling goes on.
    let compared = match &phrase.core {
        Core::YearBefore { .. } => true,
        Core::Offset { unit, shift, .. } => {
            unit.kind == UnitKind::Year && matches!(shift, Shift::Ago | Shift::Earlier)
        }
        _ => false,
    };
    let leads = point.days.is_some() && !compared;
    let precision = point.days.map(|_| point.precision);
    Resolved { kind, value: point.value, modifier, days: point.days, precision, leads }
}

fn named_reference(reference: Reference, modifier: Option<Modifier>, anchor: &Anchor<'_>) -> Resolved {
    let (value, days) = match reference {
        Reference::Past => ("PAST_REF", None),
        Reference::Future => ("FUTURE_REF", None),
        _ => ("PRESENT_REF", anchor.published.map(Days::day)),
    };
    let precision = days.map(|_| Precision::Day);
    Resolved { kind: Kind::Date, value: value.to_owned(), modifier, days, precision, leads: false }
}

/// The calendar point of `core`.
pub(crate) fn point(core: &Core, anchor: &Anchor<'_>) -> Point {
    match core {
        Core::Day { month, day, year } => calendar::day(*month, *day, *year, anchor),
        Core::DayOfMonth { day } => calendar::day_of_month(*day, anchor),
        Core::Month { month, year, steer } => calendar::month(*month, *year, *steer, anchor),
        Core::Weekday { weekday, steer, of } => calendar::weekday(*weekday, *steer, of.as_deref(), anchor),
        Core::Season { season, year, steer } => calendar::season(*season, *year, *steer, anchor),
        Core::Share { share, n, year, steer } => calendar::share(*share, *n, *year, *steer, anchor),
        Core::Year(year) => Point::new(format!("{year:04}"), Days::year(*year), Precision::Year),
        Core::Decade(first) => {
            Point::new(format!("{:03}", first / 10), Days::years(*first, 10), Precision::Decade)
        }
        Core::Century(n) => {
            Point::new(format!("{:02}", n - 1), Days::years((n - 1) * 100 + 1, 100), Precision::Century)
        }
        Core::Feast { feast, year, steer } => calendar::feast(*feast, *year, *steer, anchor),
        Core::Unit { unit, steer } => relative::unit(*unit, *steer, anchor),
        Core::Holding { kind, day } => relative::holding_day(*kind, point(day, anchor).days),
        Core::Offset { quantity, unit, shift } => relative::offset(*quantity, *unit, *shift, anchor),
        Core::YearBefore { quarter } => relative::year_before(*quarter, anchor),
        Core::OrdinalUnit { n, unit } => relative::ordinal_unit(*n, *unit, anchor),
        Core::Reference(Reference::Day(n, _)) => match anchor.published.and_then(|p| shift(p, i64::from(*n)))
        {
            Some(date) => Point::day(date),
            None => Point::unknown_day(),
        },
        Core::Today => match anchor.told_day().or(anchor.published) {
            Some(date) => Point::day(date),
            None => Point::unknown_day(),
        },
        Core::Reference(_) | Core::Length { .. } | Core::Repeated(_) => Point::unknown_day(),
    }
}

/// Adds the part of the day or the time to a day's value.
fn time_of_day(point: &mut Point, phrase: &Phrase) -> Kind {
    if point.precision != Precision::Day {
        return Kind::Date;
    }
    if let Some(clock) = phrase.clock {
        let (hours, minutes) = (clock.minutes / 60, clock.minutes % 60);
        point.value.push_str(&format!("T{hours:02}:{minutes:02}"));
        if let Some(seconds) = clock.seconds {
            point.value.push_str(&format!(":{seconds:02}"));
        }
        return Kind::Time;
    }
    match phrase.part.map(DayPart::code) {
        Some(code) => {
            point.value.push('T');
            point.value.push_str(code);
            Kind::Time
        }
        None => Kind::Date,
    }
}

/// The part of a period that an edge word leaves. "Early", "mid" and "late" are its thirds; "earlier" and
/// "later" are what lies before and after the point of reference.
fn edge_days(days: Days, precision: Precision, edge: Edge, phrase: &Phrase, anchor: &Anchor<'_>) -> Days {
    if precision == Precision::Day {
        return days;
    }
    let told = matches!(&phrase.core, Core::Unit { steer: Steer::Same | Steer::Definite, .. });
    let from = if told { anchor.told_day().or(anchor.published) } else { anchor.published };
    match (edge, from) {
        (Edge::Start, _) => thirds(days, precision, 0),
        (Edge::Mid, _) => thirds(days, precision, 1),
        (Edge::End, _) => thirds(days, precision, 2),
        (Edge::Before, Some(from)) if days.contains(from) => Days::new(days.first(), from),
        (Edge::After, Some(from)) if days.contains(from) => Days::new(from, days.last()),
        _ => days,
    }
}

/// Months are cut at the 10th and 20th, years after four and eight months, the rest by days.
fn thirds(days: Days, precision: Precision, which: i64) -> Days {
    let (first, last) = (days.first(), days.last());
    let cut = match precision {
        Precision::Month if first.day() == 1 => {
            let day = |n| date(i32::from(first.year()), first.month().unsigned_abs(), n);
            day(10).zip(day(11)).zip(day(20).zip(day(21)))
        }
        Precision::Year => {
            let day = |m, d| date(i32::from(first.year()), m, d);
            day(4, 30).zip(day(5, 1)).zip(day(8, 31).zip(day(9, 1)))
        }
        Precision::Decade | Precision::Century => {
            // "the late 1980s" are 1987 to 1989; centuries are cut at 33 and 66.
            let (year, parts) =
                (i32::from(first.year()), if precision == Precision::Decade { [4, 7] } else { [33, 66] });
            let end = |y| date(y - 1, 12, 31).zip(date(y, 1, 1));
            end(year + parts[0]).zip(end(year + parts[1]))
        }
        _ => None,
    };
    match (cut, which) {
        (Some(((end, _), _)), 0) => Days::new(first, end),
        (Some(((_, from), (to, _))), 1) => Days::new(from, to),
        (Some((_, (_, from))), 2) => Days::new(from, last),
        _ => days.third(which),
    }
}

/// How many days off a date may lie in the direction of the clause's tense before the other direction is
/// likelier, since a writer would have said the year: ten months where the verb governs the date, eight
/// where the tense is a guess.
const SURE_REACH: i64 = 305;
const GUESSED_REACH: i64 = 244;

/// Which of several candidates in rising order the words mean: the nearest in the direction of the
/// tense, within `reach` days if given.
pub(crate) fn nearest(
    candidates: &[Days],
    published: Date,
    reach: Option<i64>,
    anchor: &Anchor<'_>,
) -> Option<Days> {
    let reach = reach.unwrap_or(if anchor.sure { SURE_REACH } else { GUESSED_REACH });
    let before = candidates.iter().rev().find(|d| d.first() <= published).copied();
    let after = candidates.iter().find(|d| d.last() >= published).copied();
    let gap_before = before.map(|d| super::days::distance(d.last().min(published), published));
    let gap_after = after.map(|d| super::days::distance(published, d.first().max(published)));
    let before_is_nearer = match (gap_before, gap_after) {
        (Some(b), Some(a)) => b <= a,
        (b, _) => b.is_some(),
    };
    match anchor.tense {
        Tense::Past if gap_before.is_some_and(|g| g <= reach) => before,
        Tense::Future if gap_after.is_some_and(|g| g <= reach) => after,
        _ if before_is_nearer => before,
        _ => after,
    }
}

/// Whole quarters and halves.
pub(crate) fn share_days(share: Share, n: u8, year: i32) -> Option<Days> {
    let n = n.max(1);
    match share {
        Share::Quarter => Days::months(year, (n - 1) * 3 + 1, 3),
        Share::Half => Days::months(year, (n - 1) * 6 + 1, 6),
    }
}

/// Days `n` units after `from`, where the unit is a day or longer.
pub(crate) fn moved(from: Date, n: i64, unit: UnitKind) -> Option<Date> {
    match unit {
        UnitKind::Second | UnitKind::Minute | UnitKind::Hour => Some(from),
        UnitKind::Day => shift(from, n),
        UnitKind::Weekend | UnitKind::Week => shift(from, n.checked_mul(7)?),
        UnitKind::Month => super::days::shift_months(from, n),
        UnitKind::Quarter => super::days::shift_months(from, n.checked_mul(3)?),
        UnitKind::Half => super::days::shift_months(from, n.checked_mul(6)?),
        UnitKind::Year => super::days::shift_months(from, n.checked_mul(12)?),
        UnitKind::Decade => super::days::shift_months(from, n.checked_mul(120)?),
        UnitKind::Century => super::days::shift_months(from, n.checked_mul(1200)?),
        UnitKind::Millennium => super::days::shift_months(from, n.checked_mul(12000)?),
    }
}
