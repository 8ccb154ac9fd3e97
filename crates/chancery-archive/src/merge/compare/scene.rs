//! When and where.

use std::collections::BTreeSet;

use chancery_record::{PlaceKind, Status};

use super::grounds::Grounds;
use super::matter::is_one_story;
use crate::merge::Features;
use crate::merge::block::MOVED_DAYS;
use crate::merge::features::{Party, Spot, countries};
use crate::merge::partial::Fit;

/// Kilometres within which two resolved places count as one scene.
const SAME_SCENE_KM: f64 = 30.0;

/// That the two have days of their own that do not meet.
pub(in crate::merge) const OTHER_DAYS: &str = "other days";

/// When. Days told by both must touch, unless a change of date is told.
pub(super) fn days(a: &Features, b: &Features, grounds: &mut Grounds) -> Result<(), &'static str> {
    let (Some(x), Some(y)) = (a.window(), b.window()) else {
        further(a, b, -2.5, grounds);
        return partial_days(a, b, grounds);
    };
    further(a, b, -1.0, grounds);
    let gap = x.gap(y);
    let is_told = a.has_own_days && b.has_own_days;
    if x.overlaps(y) {
        match (is_told, x.count().max(y.count()), x.count().min(y.count())) {
            (true, 1, _) => grounds.add(2.0, format!("same day: {}", x.first())),
            (true, 2..=3, _) => grounds.add(1.5, "days overlap"),
            (true, 4..=8, _) => grounds.add(1.0, "days overlap within a week"),
            (true, _, 1..=8) => grounds.add(0.5, "days of one lie within the other's"),
            (true, ..) => grounds.add(0.25, "days overlap widely"),
            (false, 1..=4, _) => grounds.add(1.25, "days overlap, one from its report's date"),
            (false, ..) => grounds.add(0.5, "within a week of each other's report"),
        }
        return Ok(());
    }
    // Night hours move an attack by a day; of two days told of a meeting, each is meant.
    let is_sharp = x.count() <= 3 && y.count() <= 3;
    if gap == 0 && is_sharp && (!is_told || a.family.is_at_a_place()) {
        grounds.add(if is_told { 0.25 } else { 0.5 }, "on neighbouring days");
        return Ok(());
    }
    if is_one_ahead(a, b) && (a.is_moved || b.is_moved) && i64::from(gap) <= MOVED_DAYS {
        grounds.add(1.0, "its date was moved");
        return Ok(());
    }
    if !is_told && gap <= 1 {
        grounds.add(-0.5, "days nearly touch");
        return Ok(());
    }
    Err(OTHER_DAYS)
}

/// "Another", "separately": days tell the two apart better, where they are known.
fn further(a: &Features, b: &Features, weight: f64, grounds: &mut Grounds) {
    if a.is_further != b.is_further {
        grounds.add(weight, "told by one alone as a further one of its kind");
    }
}

/// Where one has no date: what both say without a year.
fn partial_days(a: &Features, b: &Features, grounds: &mut Grounds) -> Result<(), &'static str> {
    match a.partial.fit(b.partial) {
        Fit::Other => return Err(OTHER_DAYS),
        Fit::SameDay => grounds.add(1.0, "one day of the year, which is not known"),
        Fit::SameWeekday => grounds.add(0.0, "one day of a week that is not known"),
        Fit::OtherWeekday => grounds.add(-2.5, "other days of a week that is not known"),
        // Reports of one story are mostly of one week.
        Fit::Open if is_one_story(a, b) && a.days.is_none() && b.days.is_none() => {
            grounds.add(-0.5, "one has no date");
        }
        Fit::Open => grounds.add(-1.5, "one has no date"),
    }
    Ok(())
}

/// Whether one tells ahead of what the other tells as done or as still to come.
pub(in crate::merge) fn is_one_ahead(a: &Features, b: &Features) -> bool {
    is_ahead_of(a, b) || is_ahead_of(b, a)
}

/// Whether `a` tells ahead of what `b` tells as done.
fn is_ahead_of(a: &Features, b: &Features) -> bool {
    matches!(a.status, Status::Planned | Status::Proposed)
        && matches!(b.status, Status::Actual | Status::Planned)
}

/// Where. Two towns far apart rule out all but what has no one place.
pub(super) fn places(a: &Features, b: &Features, grounds: &mut Grounds) -> Result<(), &'static str> {
    let (Some(x), Some(y)) = (&a.spot, &b.spot) else { return Ok(()) };
    if x.name == y.name && (x.country == y.country || x.country.is_none() || y.country.is_none()) {
        if is_whole_country(x, a) || is_whole_country(y, b) {
            grounds.add(0.25, format!("same country: {}", x.name));
        } else {
            grounds.add_particular(1.5, format!("same place: {}", x.name));
        }
        return Ok(());
    }
    let is_one_country = x.country.is_some() && x.country == y.country;
    if let (Some(p), Some(q)) = (x.lat_lon, y.lat_lon)
        && kilometres(p, q) <= SAME_SCENE_KM
    {
        grounds.add_particular(1.0, format!("places near each other: {}, {}", x.name, y.name));
        return Ok(());
    }
    let is_wide = is_whole_country(x, a) || is_whole_country(y, b);
    let is_part = (x.kind == Some(PlaceKind::Region)) != (y.kind == Some(PlaceKind::Region));
    if is_one_country && (is_wide || is_part) {
        grounds.add(0.5, format!("places in one country: {}, {}", x.name, y.name));
        return Ok(());
    }
    if is_one_country {
        if a.family.is_at_a_place() {
            return Err("other places");
        }
        grounds.add(-1.5, format!("other places in one country: {}, {}", x.name, y.name));
        return Ok(());
    }
    if x.country.is_none() || y.country.is_none() {
        // Names that were not resolved may be a town and its country.
        return Ok(());
    }
    if a.family.is_at_a_place() || a.family.is_meeting() {
        return Err("places in other countries");
    }
    grounds.add(-1.5, format!("other places: {}, {}", x.name, y.name));
    Ok(())
}

/// Whether both are done to people of one country who are not at home: that is rarer than what is done there.
pub(super) fn is_done_abroad(a: &Features, b: &Features) -> bool {
    let abroad = |features: &Features| -> Option<BTreeSet<String>> {
        let scene = features.spot.as_ref()?.country.as_deref()?;
        let targets = countries(&features.target);
        (!targets.is_empty() && !targets.contains(scene))
            .then(|| targets.into_iter().map(ToOwned::to_owned).collect())
    };
    matches!((abroad(a), abroad(b)), (Some(x), Some(y)) if !x.is_disjoint(&y))
}

/// Whether the place is a country as a whole. Records of older versions do not say so: there a country's name is
/// taken for one where it is how a party of that country is called in the same event, or has no point on the map.
fn is_whole_country(spot: &Spot, features: &Features) -> bool {
    if let Some(kind) = spot.kind {
        return kind == PlaceKind::Country;
    }
    let Some(code) = spot.country.as_deref() else { return false };
    let is_called_so = |party: &Party| {
        party.country.as_deref() == Some(code) && !party.is_person && party.words == spot.name
    };
    spot.lat_lon.is_none() || features.parties().any(is_called_so)
}

/// Distance in kilometres between two points given as latitude and longitude in degrees: on the plane
/// that touches the globe half way between them, which is off by less than one in a hundred under 100 km.
fn kilometres(a: (f64, f64), b: (f64, f64)) -> f64 {
    /// Kilometres of one degree of latitude.
    const DEGREE: f64 = 111.2;
    let north = (a.0 - b.0).abs() * DEGREE;
    let mut turn = (a.1 - b.1).abs();
    if turn > 180.0 {
        turn = 360.0 - turn;
    }
    // cos x is within one in a hundred of this parabola's square for latitudes (Bhaskara I, 7th century).
    let latitude = f64::midpoint(a.0, b.0).abs();
    let cosine = (32_400.0 - 4.0 * latitude * latitude) / (32_400.0 + latitude * latitude);
    let east = turn * cosine * DEGREE;
    (north * north + east * east).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_hold_near_and_far() {
        let near = kilometres((51.5074, -0.1278), (51.4700, -0.4543));
        assert!((near - 23.0).abs() < 1.0, "{near}");
        let over_the_date_line = kilometres((-16.5, 179.9), (-16.5, -179.9));
        assert!((over_the_date_line - 21.3).abs() < 1.0, "{over_the_date_line}");
    }
}
