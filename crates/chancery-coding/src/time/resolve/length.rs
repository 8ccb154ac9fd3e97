//! Lengths of time: their TIMEX3 value, and the days of those that lie beside a known date.

use super::super::days::{Days, Precision, shift};
use super::super::meaning::{Core, Phrase, Quantity, Steer, Unit, UnitKind};
use super::super::tense::Tense;
use super::super::{Kind, Modifier};
use super::{Anchor, Resolved, moved, point};

/// "three days", "the past six years", "the first nine months of 1990".
pub(super) fn length(phrase: &Phrase, modifier: Option<Modifier>, anchor: &Anchor<'_>) -> Resolved {
    let Core::Length { quantity, unit, window, of } = &phrase.core else {
        return Resolved {
            kind: Kind::Duration,
            value: "PXX".to_owned(),
            modifier,
            days: None,
            precision: None,
            leads: false,
        };
    };
    let days = stretch(*quantity, *unit, *window, of.as_deref(), anchor);
    // "in three days" told of the future is a point.
    if window.is_none()
        && of.is_none()
        && anchor.after_in
        && anchor.tense == Tense::Future
        && phrase.approximation.is_none()
        && let Some(resolved) = point_ahead(*quantity, *unit, modifier, anchor)
    {
        return resolved;
    }
    Resolved {
        kind: Kind::Duration,
        value: value(*quantity, *unit),
        modifier,
        days,
        precision: days.map(|_| Precision::Interval),
        leads: false,
    }
}

fn point_ahead(
    quantity: Quantity,
    unit: Unit,
    modifier: Option<Modifier>,
    anchor: &Anchor<'_>,
) -> Option<Resolved> {
    if unit.kind.below_day() || quantity.tenths? % 10 != 0 {
        return None;
    }
    let point = super::relative::offset(quantity, unit, super::super::meaning::Shift::Hence, anchor);
    let days = point.days?;
    Some(Resolved {
        kind: Kind::Date,
        value: point.value,
        modifier,
        days: Some(days),
        precision: Some(point.precision),
        leads: true,
    })
}

fn stretch(
    quantity: Quantity,
    unit: Unit,
    window: Option<Steer>,
    of: Option<&Core>,
    anchor: &Anchor<'_>,
) -> Option<Days> {
    let n =
        i64::try_from(quantity.tenths?.saturating_mul(u64::from(unit.times)) / 10).ok().filter(|n| *n > 0)?;
    if unit.kind.below_day() {
        let published = anchor.published?;
        let n = if unit.kind == UnitKind::Hour { n.div_euclid(24) } else { 0 };
        return match window? {
            Steer::Last | Steer::Past | Steer::Latest => {
                Some(Days::new(shift(published, -n.max(1))?, published))
            }
            Steer::Next => Some(Days::new(published, shift(published, n.max(1))?)),
            _ => None,
        };
    }
    if let Some(of) = of {
        let whole = point(of, anchor).days?;
        if window == Some(Steer::Previous) {
            // "the year ended June 30" ends with that day.
            return Some(Days::new(moved(whole.last(), -n, unit.kind)?.tomorrow().ok()?, whole.last()));
        }
        let last = moved(whole.first(), n, unit.kind)?.yesterday().ok()?;
        return whole.contains(last).then(|| Days::new(whole.first(), last));
    }
    let published = anchor.published?;
    match window? {
        Steer::Last | Steer::Past => Some(Days::new(moved(published, -n, unit.kind)?, published)),
        Steer::Next => Some(Days::new(published, moved(published, n, unit.kind)?)),
        Steer::This => None,
        Steer::Previous => {
            let told = anchor.focus.any?.0.first();
            Some(Days::new(moved(told, -n, unit.kind)?, told))
        }
        Steer::Following => {
            let told = anchor.focus.any?.0.last();
            Some(Days::new(told, moved(told, n, unit.kind)?))
        }
        _ => None,
    }
}

/// "P3D", "PT5H30M", "P2Y6M", "PXW", "P20Y" (two decades).
fn value(quantity: Quantity, unit: Unit) -> String {
    let (kind, times) = match unit.kind {
        UnitKind::Decade if quantity.tenths.is_some_and(|t| t >= 10) => (UnitKind::Year, 10),
        UnitKind::Century if quantity.tenths.is_some_and(|t| t >= 10) => (UnitKind::Year, 100),
        UnitKind::Quarter if quantity.tenths.is_some() => (UnitKind::Month, 3),
        kind => (kind, u64::from(unit.times)),
    };
    let t = if kind.below_day() { "T" } else { "" };
    let Some(tenths) = quantity.tenths else { return format!("P{t}X{}", kind.code()) };
    let tenths = tenths.saturating_mul(times);
    let (whole, rest) = (tenths / 10, tenths % 10);
    let finer = match (kind, rest) {
        (_, 0) => return format!("P{t}{whole}{}", kind.code()),
        (UnitKind::Year, 5) => Some("6M"),
        (UnitKind::Hour | UnitKind::Minute, 5) => Some(if kind == UnitKind::Hour { "30M" } else { "30S" }),
        (UnitKind::Day, 5) => Some("T12H"),
        _ => None,
    };
    match (finer, whole) {
        (Some(finer), 0) => format!("P{t}{finer}"),
        (Some(finer), _) => format!("P{t}{whole}{}{finer}", kind.code()),
        (None, _) => format!("P{t}{whole}.{rest}{}", kind.code()),
    }
}
