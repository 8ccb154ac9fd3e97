//! Whether two events tell of one happening: a score with its reasons, or why they cannot.
//!
//! Each ground speaks for or against with a weight; the weights are the editor's judgment of how rarely
//! two different happenings agree in it, and the sum must reach [`THRESHOLD`]. A contradiction that two
//! accounts of one happening do not show (other people, other days, another place) rules the pair out
//! whatever else agrees. What accounts do differ in (tolls, blame, denial) speaks neither way.

use std::collections::BTreeSet;
use std::fmt;

use chancery_record::{Harm, Status};

use super::block::MOVED_DAYS;
use super::features::{Party, Spot, countries};
use super::partial::Fit;
use super::words::content_words;
use super::{Family, Features};
use crate::fold::{same_body, same_person};

/// The score from which two events are one.
pub(crate) const THRESHOLD: f64 = 5.0;

/// The weight of reports that are about the same as wholes.
const SAME_STORY: f64 = 1.5;

/// That the two have days of their own that do not meet.
pub(super) const OTHER_DAYS: &str = "other days";

/// Kilometres within which two resolved places count as one scene.
const SAME_SCENE_KM: f64 = 30.0;

/// One ground for or against.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// For a person to read: "same people: ana quispe".
    pub text: String,
    /// Its weight; negative speaks against.
    pub weight: f64,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({:+.1})", self.text, self.weight)
    }
}

/// What comparing two events yields.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Comparison {
    /// The two cannot be one, and why.
    Apart(&'static str),
    /// Grounds, in a fixed order.
    Scored(Vec<Reason>),
}

impl Comparison {
    /// The sum of the weights, rounded to hundredths.
    pub(crate) fn score(&self) -> f64 {
        match self {
            Self::Apart(_) => f64::NEG_INFINITY,
            Self::Scored(reasons) => {
                (reasons.iter().map(|reason| reason.weight).sum::<f64>() * 100.0).round() / 100.0
            }
        }
    }
}

/// Adds the reasons of one kind, or says why the two cannot be one.
type Ground = fn(&Features, &Features, &mut Vec<Reason>) -> Result<(), &'static str>;

/// Compares two events of different reports; the order of the two does not matter.
pub(crate) fn compare(a: &Features, b: &Features) -> Comparison {
    if a.family != b.family || a.act != b.act {
        return Comparison::Apart("other types");
    }
    if (a.status == Status::Hypothetical) != (b.status == Status::Hypothetical) {
        return Comparison::Apart("one is a supposition");
    }
    let mut reasons = Vec::new();
    let grounds: [Ground; 10] =
        [statuses, parties, days, places, formats, modes, things, words, tolls, stories];
    for ground in grounds {
        if let Err(why) = ground(a, b, &mut reasons) {
            return Comparison::Apart(why);
        }
    }
    if a.family.is_at_a_place() && !is_particular(&reasons) && !is_done_abroad(a, b) {
        add(&mut reasons, -1.0, "nothing particular in common");
    }
    if (a.window().is_none() || b.window().is_none()) && !is_tied(&reasons) {
        add(&mut reasons, -3.0, "nothing but their kind ties the two");
    }
    Comparison::Scored(reasons)
}

/// Whether a name or nearly the same wording speaks for the two: a country and a kind of act alone recur.
fn is_tied(reasons: &[Reason]) -> bool {
    reasons.iter().any(|reason| {
        ["same people", "same body", "same thing", "same format"]
            .iter()
            .any(|tie| reason.text.starts_with(tie))
            || (reason.text.starts_with("wording")
                && reason.weight >= 2.0
                && reason.text.split(' ').count() > 5)
            || (reason.text.starts_with("same ") && reason.text.contains(", ") && reason.weight >= 2.0)
    })
}

/// Whether both are done to people of one country who are not at home: that is rarer than what is done there.
fn is_done_abroad(a: &Features, b: &Features) -> bool {
    let abroad = |features: &Features| -> Option<BTreeSet<String>> {
        let scene = features.spot.as_ref()?.country.as_deref()?;
        let targets = countries(&features.target);
        (!targets.is_empty() && !targets.contains(scene))
            .then(|| targets.into_iter().map(ToOwned::to_owned).collect())
    };
    matches!((abroad(a), abroad(b)), (Some(x), Some(y)) if !x.is_disjoint(&y))
}

/// Whether anything speaks for the two but kinds that recur: a country, a day, a mode.
fn is_particular(reasons: &[Reason]) -> bool {
    let recurs = [
        "same source",
        "same target",
        "same mode",
        "same day",
        "days",
        "on neighbouring",
        "within",
        "one day",
    ];
    let is_of_report = |text: &str| text.starts_with("reports share");
    reasons.iter().any(|reason| {
        let text = reason.text.as_str();
        reason.weight > 0.5 && !is_of_report(text) && !recurs.iter().any(|kind| text.starts_with(kind))
    })
}

fn add(reasons: &mut Vec<Reason>, weight: f64, text: impl Into<String>) {
    reasons.push(Reason { text: text.into(), weight });
}

/// What is hoped for or called for seldom is what then happened.
#[expect(clippy::unnecessary_wraps, reason = "a ground like the others")]
fn statuses(a: &Features, b: &Features, reasons: &mut Vec<Reason>) -> Result<(), &'static str> {
    if (a.status == Status::Proposed) != (b.status == Status::Proposed) {
        add(reasons, -1.0, "one is told as possible only");
    }
    Ok(())
}

/// Who takes part. Sides may be turned in a meeting (visitor and host, or both alike), never elsewhere.
fn parties(a: &Features, b: &Features, reasons: &mut Vec<Reason>) -> Result<(), &'static str> {
    if a.family.is_meeting() {
        if (a.is_aside || b.is_aside) && a.countries() != b.countries() {
            return Err("one is a meeting on the side of a larger one");
        }
        let (left, right): (Vec<&Party>, Vec<&Party>) = (a.parties().collect(), b.parties().collect());
        let (here, there) = (persons(&left), persons(&right));
        if !here.is_empty() && !there.is_empty() && shared(&here, &there, same_person).is_empty() {
            return Err("other people");
        }
        return side(a.family, &left, &right, "participants", true, reasons);
    }
    let refs = |parties: &'_ [Party]| -> Vec<Party> { parties.to_vec() };
    let (sa, sb, ta, tb) = (refs(&a.source), refs(&b.source), refs(&a.target), refs(&b.target));
    // A joint act may be told as one side's: all against all.
    let is_joint = a.target.is_empty() != b.target.is_empty() && matches!(a.family.name(), "AGREE");
    if is_joint {
        let (left, right): (Vec<&Party>, Vec<&Party>) = (a.parties().collect(), b.parties().collect());
        return side(a.family, &left, &right, "participants", true, reasons);
    }
    // Blame may differ between accounts of one attack, as long as its victim and scene agree.
    let is_source_open = a.family.is_at_a_place();
    let (left, right) = (arms(&a.source), arms(&b.source));
    if !left.is_empty() && !right.is_empty() && left.is_disjoint(&right) {
        add(reasons, -1.0, format!("source of other forces: {}; {}", listed(&left), listed(&right)));
    }
    let (sa, sb): (Vec<&Party>, Vec<&Party>) = (sa.iter().collect(), sb.iter().collect());
    let (ta, tb): (Vec<&Party>, Vec<&Party>) = (ta.iter().collect(), tb.iter().collect());
    side(a.family, &sa, &sb, "source", !is_source_open, reasons)?;
    let n_before = reasons.len();
    side(a.family, &ta, &tb, "target", is_source_open, reasons)?;
    // Within one country, the second side's country says nothing that the first side's does not.
    let is_domestic = |parties: &[&Party], others: &[&Party]| {
        let (here, there) = (countries(parties.iter().copied()), countries(others.iter().copied()));
        !here.is_empty() && here == there
    };
    if is_domestic(&sa, &ta)
        && is_domestic(&sb, &tb)
        && let Some(reason) =
            reasons.get_mut(n_before).filter(|reason| reason.text.starts_with("same target"))
    {
        reason.weight = 0.5;
    }
    Ok(())
}

/// The sectors of those who bear arms: army, police, rebels and bandits are not taken for each other.
fn arms(parties: &[Party]) -> BTreeSet<&str> {
    let sectors = parties.iter().filter_map(|party| party.sector.as_deref());
    sectors.filter(|sector| matches!(*sector, "MIL" | "COP" | "REB" | "UAF" | "CRM")).collect()
}

fn listed(words: &BTreeSet<&str>) -> String {
    words.iter().copied().collect::<Vec<_>>().join(", ")
}

/// One side of both events. `is_firm` says that disagreement rules the pair out.
fn side(
    family: Family,
    a: &[&Party],
    b: &[&Party],
    name: &str,
    is_firm: bool,
    reasons: &mut Vec<Reason>,
) -> Result<(), &'static str> {
    if a.is_empty() || b.is_empty() {
        if a.is_empty() != b.is_empty() {
            add(reasons, -0.5, format!("{name} named by one alone"));
        }
        return Ok(());
    }
    let (ca, cb) = (countries(a.iter().copied()), countries(b.iter().copied()));
    let common: Vec<&str> = ca.intersection(&cb).copied().collect();
    if ca.is_empty() || cb.is_empty() {
        return strangers(family, a, b, name, is_firm, reasons);
    }
    if common.is_empty() {
        if is_firm {
            return Err("other countries");
        }
        add(reasons, -2.0, format!("{name} differs"));
        return Ok(());
    }
    if ca == cb {
        // A pair of countries is rarer than one; a third makes it rarer still.
        let n = i32::try_from(common.len().min(4)).unwrap_or(4);
        add(reasons, 1.0 + 0.75 * f64::from(n - 1) + 0.5, format!("same {name}: {}", common.join(", ")));
    } else if common.len() == ca.len().min(cb.len()) {
        let weight = if common.len() >= 2 { 1.5 } else { 0.5 };
        add(reasons, weight, format!("{name} of one among the other's: {}", common.join(", ")));
    } else if common.len() >= 2 {
        add(reasons, 0.5, format!("{name} partly the same: {}", common.join(", ")));
    } else {
        return Err("each names a country that the other does not");
    }
    people(family, a, b, &common, name, is_firm, reasons)?;
    bodies(a, b, is_firm, reasons)?;
    callings(a, b, name, reasons);
    Ok(())
}

/// Words by which those are called who have no name: "two diplomats", "the northern crossing".
fn callings(a: &[&Party], b: &[&Party], name: &str, reasons: &mut Vec<Reason>) {
    let words = |parties: &[&Party]| -> BTreeSet<String> {
        let described =
            parties.iter().filter(|party| !party.is_person && !party.is_own_body && !party.is_state);
        content_words(described.map(|party| party.words.as_str()))
    };
    let (left, right) = (words(a), words(b));
    let shared: Vec<&str> = left.intersection(&right).map(String::as_str).collect();
    let least = left.len().min(right.len());
    if least > 0 && shared.len() * 2 > least {
        add(reasons, 0.75, format!("{name} called alike: {}", shown(&shared)));
    }
}

/// One side of both events where on one of them nobody's country is known: names and words must do.
fn strangers(
    family: Family,
    a: &[&Party],
    b: &[&Party],
    name: &str,
    is_firm: bool,
    reasons: &mut Vec<Reason>,
) -> Result<(), &'static str> {
    let shared = shared(&persons(a), &persons(b), same_person);
    if !shared.is_empty() {
        add(reasons, 2.0, format!("same people: {}", shared.join(", ")));
        return Ok(());
    }
    if is_firm && !persons(a).is_empty() && !persons(b).is_empty() {
        return Err("other people");
    }
    let n_before = reasons.len();
    bodies(a, b, is_firm, reasons)?;
    if reasons.len() > n_before {
        return Ok(());
    }
    let are_all_unknown = countries(a.iter().copied()).is_empty() && countries(b.iter().copied()).is_empty();
    match a.iter().find(|x| b.iter().any(|y| !x.words.is_empty() && x.words == y.words)) {
        Some(party) => add(reasons, 1.5, format!("{name} called the same: {}", party.words)),
        // "Gunmen" and "bandits": neither knows who it was.
        None if are_all_unknown => add(reasons, -0.5, format!("{name} known to neither")),
        // Who marches is seldom named.
        None if family.is_of_crowds() => add(reasons, -0.5, format!("{name} unresolved")),
        None => add(reasons, -1.0, format!("{name} unresolved")),
    }
    Ok(())
}

/// Organisations and groups named on both sides must include one in common.
fn bodies(a: &[&Party], b: &[&Party], is_firm: bool, reasons: &mut Vec<Reason>) -> Result<(), &'static str> {
    let of = |parties: &[&'_ Party]| -> Vec<String> {
        parties.iter().filter(|party| party.is_own_body).filter_map(|party| party.name.clone()).collect()
    };
    let (left, right) = (of(a), of(b));
    if left.is_empty() || right.is_empty() {
        return Ok(());
    }
    let left: Vec<&str> = left.iter().map(String::as_str).collect();
    let right: Vec<&str> = right.iter().map(String::as_str).collect();
    let shared = shared(&left, &right, same_body);
    if !shared.is_empty() {
        add(reasons, 1.5, format!("same body: {}", shared.join(", ")));
    } else if is_firm {
        return Err("other bodies");
    } else {
        add(reasons, -2.0, format!("other bodies: {}; {}", left.join(", "), right.join(", ")));
    }
    Ok(())
}

/// The names of persons.
fn persons<'a>(parties: &[&'a Party]) -> Vec<&'a str> {
    parties.iter().filter(|party| party.is_person).filter_map(|party| party.name.as_deref()).collect()
}

/// The names of `left` that are also on the right.
fn shared<'a>(left: &[&'a str], right: &[&str], is_same: fn(&str, &str) -> bool) -> Vec<&'a str> {
    left.iter().filter(|x| right.iter().any(|y| is_same(x, y))).copied().collect()
}

/// Persons named on both sides for the same country must include one in common.
fn people(
    family: Family,
    a: &[&Party],
    b: &[&Party],
    common: &[&str],
    name: &str,
    is_firm: bool,
    reasons: &mut Vec<Reason>,
) -> Result<(), &'static str> {
    let mut shared: Vec<String> = Vec::new();
    let mut n_differ = 0;
    for country in common {
        let of = |parties: &[&'_ Party]| -> Vec<String> {
            let named = parties.iter().filter(|p| p.is_person && p.country.as_deref() == Some(country));
            named.filter_map(|party| party.name.clone()).collect()
        };
        let (left, right) = (of(a), of(b));
        if left.is_empty() || right.is_empty() {
            continue;
        }
        let same: Vec<String> =
            left.into_iter().filter(|x| right.iter().any(|y| same_person(x, y))).collect();
        n_differ += usize::from(same.is_empty());
        shared.extend(same);
    }
    if n_differ > 0 && is_firm && (shared.is_empty() || family.is_meeting()) {
        return Err("other people of the same country");
    }
    if n_differ > 0 && shared.is_empty() {
        add(reasons, -2.0, "other people of the same country");
    }
    if !shared.is_empty() {
        let weight = match shared.len() {
            // One is not often arrested, banned or sentenced.
            1 if family.is_done_to_persons() && name == "target" => 2.5,
            1 => 1.5,
            2 => 3.0,
            _ => 3.5,
        };
        add(reasons, weight, format!("same people: {}", shared.join(", ")));
    }
    Ok(())
}

/// When. Days told by both must touch, unless a change of date is told.
fn days(a: &Features, b: &Features, reasons: &mut Vec<Reason>) -> Result<(), &'static str> {
    let (Some(x), Some(y)) = (a.window(), b.window()) else {
        return partial_days(a, b, reasons);
    };
    let gap = x.gap(y);
    let is_told = a.has_own_days && b.has_own_days;
    if x.overlaps(y) {
        match (is_told, x.count().max(y.count()), x.count().min(y.count())) {
            (true, 1, _) => add(reasons, 2.0, format!("same day: {}", x.first())),
            (true, 2..=3, _) => add(reasons, 1.5, "days overlap"),
            (true, 4..=8, _) => add(reasons, 1.0, "days overlap within a week"),
            (true, _, 1..=8) => add(reasons, 0.5, "days of one lie within the other's"),
            (true, ..) => add(reasons, 0.25, "days overlap widely"),
            (false, 1..=4, _) => add(reasons, 1.25, "days overlap, one from its report's date"),
            (false, ..) => add(reasons, 0.5, "within a week of each other's report"),
        }
        return Ok(());
    }
    // Night hours move an attack by a day; of two days told of a meeting, each is meant.
    let is_sharp = x.count() <= 3 && y.count() <= 3;
    if gap == 0 && is_sharp && (!is_told || a.family.is_at_a_place()) {
        add(reasons, if is_told { 0.25 } else { 0.5 }, "on neighbouring days");
        return Ok(());
    }
    if is_one_ahead(a, b) && (a.is_moved || b.is_moved) && i64::from(gap) <= MOVED_DAYS {
        add(reasons, 1.0, "its date was moved");
        return Ok(());
    }
    if !is_told && gap <= 1 {
        add(reasons, -0.5, "days nearly touch");
        return Ok(());
    }
    Err(OTHER_DAYS)
}

/// Where one has no date: what both say without a year.
fn partial_days(a: &Features, b: &Features, reasons: &mut Vec<Reason>) -> Result<(), &'static str> {
    match a.partial.fit(b.partial) {
        Fit::Other => return Err(OTHER_DAYS),
        Fit::SameDay => add(reasons, 1.0, "one day of the year, which is not known"),
        Fit::SameWeekday => add(reasons, 0.0, "one day of a week that is not known"),
        Fit::OtherWeekday => add(reasons, -2.5, "other days of a week that is not known"),
        // Reports of one story are mostly of one week.
        Fit::Open if is_one_story(a, b) => add(reasons, -0.5, "one has no date"),
        Fit::Open => add(reasons, -1.5, "one has no date"),
    }
    if a.is_further != b.is_further {
        add(reasons, -2.5, "told by one alone as a further one of its kind");
    }
    Ok(())
}

/// Whether one tells ahead of what the other tells as done or as still to come.
pub(super) fn is_one_ahead(a: &Features, b: &Features) -> bool {
    is_ahead_of(a, b) || is_ahead_of(b, a)
}

/// Whether `a` tells ahead of what `b` tells as done.
fn is_ahead_of(a: &Features, b: &Features) -> bool {
    matches!(a.status, Status::Planned | Status::Proposed)
        && matches!(b.status, Status::Actual | Status::Planned)
}

/// Where. Two towns far apart rule out all but what has no one place.
fn places(a: &Features, b: &Features, reasons: &mut Vec<Reason>) -> Result<(), &'static str> {
    let (Some(x), Some(y)) = (&a.spot, &b.spot) else { return Ok(()) };
    if x.name == y.name && (x.country == y.country || x.country.is_none() || y.country.is_none()) {
        add(reasons, 1.5, format!("same place: {}", x.name));
        return Ok(());
    }
    let is_one_country = x.country.is_some() && x.country == y.country;
    if let (Some(p), Some(q)) = (x.lat_lon, y.lat_lon)
        && kilometres(p, q) <= SAME_SCENE_KM
    {
        add(reasons, 1.0, format!("places near each other: {}, {}", x.name, y.name));
        return Ok(());
    }
    if is_one_country && (is_whole_country(x, a) || is_whole_country(y, b)) {
        add(reasons, 0.5, format!("places in one country: {}, {}", x.name, y.name));
        return Ok(());
    }
    if is_one_country {
        if a.family.is_at_a_place() {
            return Err("other places");
        }
        add(reasons, -1.5, format!("other places in one country: {}, {}", x.name, y.name));
        return Ok(());
    }
    if x.country.is_none() || y.country.is_none() {
        // Names that were not resolved may be a town and its country.
        return Ok(());
    }
    if a.family.is_at_a_place() || a.family.is_meeting() {
        return Err("places in other countries");
    }
    add(reasons, -1.5, format!("other places: {}, {}", x.name, y.name));
    Ok(())
}

/// Whether the place is a country as a whole. The record does not say so: a country's name is taken for
/// one where it is how a party of that country is called in the same event, or is longer than any town's.
fn is_whole_country(spot: &Spot, features: &Features) -> bool {
    let Some(code) = spot.country.as_deref() else { return false };
    features
        .parties()
        .any(|party| party.country.as_deref() == Some(code) && !party.is_person && party.words == spot.name)
        || spot.lat_lon.is_none()
}

fn formats(a: &Features, b: &Features, reasons: &mut Vec<Reason>) -> Result<(), &'static str> {
    match (&a.format, &b.format) {
        (Some(x), Some(y)) if x == y => add(reasons, 2.0, format!("same format: {x}")),
        (Some(_), Some(_)) => add(reasons, -2.0, "other formats"),
        _ => {}
    }
    Ok(())
}

/// How. A call is no visit; of other modes reports name now one, now another.
fn modes(a: &Features, b: &Features, reasons: &mut Vec<Reason>) -> Result<(), &'static str> {
    let is_call = |features: &Features| features.mode.is_some_and(|mode| mode.name() == "phone");
    if (is_call(a) && b.spot.is_some()) || (is_call(b) && a.spot.is_some()) {
        return Err("a call and a meeting in person");
    }
    let (Some(x), Some(y)) = (a.mode, b.mode) else { return Ok(()) };
    if x == y {
        add(reasons, 0.5, format!("same mode: {x}"));
    } else if x.name() == "phone" || y.name() == "phone" {
        return Err("a call and a meeting in person");
    } else if !a.family.is_meeting() && !a.family.is_at_a_place() {
        add(reasons, -1.0, format!("other modes: {x}, {y}"));
    }
    Ok(())
}

/// The object's own name. Two ships are two seizures; forms of one name ("Moroccan", "Morocco") begin alike.
fn things(a: &Features, b: &Features, reasons: &mut Vec<Reason>) -> Result<(), &'static str> {
    if a.family.is_meeting() || a.things.is_empty() || b.things.is_empty() {
        return Ok(());
    }
    let is_alike = |x: &str, y: &str| {
        let n = x.chars().zip(y.chars()).take_while(|(x, y)| x == y).count();
        x == y || n >= 4
    };
    let shared: Vec<&str> =
        a.things.iter().filter(|x| b.things.iter().any(|y| is_alike(x, y))).map(String::as_str).collect();
    if shared.is_empty() {
        return Err("about things of other names");
    }
    add(reasons, 1.5, format!("same thing by name: {}", shown(&shared)));
    Ok(())
}

/// Tolls of one attack are told in many numbers; the same number speaks for it, another one hardly against,
/// unless nothing in the words holds the two together.
fn tolls(a: &Features, b: &Features, reasons: &mut Vec<Reason>) -> Result<(), &'static str> {
    for (harm, count) in &a.toll {
        for (other, other_count) in &b.toll {
            if harm != other {
                continue;
            }
            if count == other_count {
                add(reasons, if *count > 3 { 1.5 } else { 0.75 }, format!("same toll: {count} {harm}"));
                return Ok(());
            }
            if *harm == Harm::Detained {
                add(reasons, -1.0, format!("other numbers: {count}, {other_count} {harm}"));
                return Ok(());
            }
            if count.abs_diff(*other_count) * 2 > *count.max(other_count) {
                let names: BTreeSet<&str> = a.naming.union(&b.naming).map(String::as_str).collect();
                let is_told_alike = overlap(&a.wording, &b.wording, &names).share >= 0.3;
                let weight = if is_told_alike { -0.5 } else { -2.0 };
                add(reasons, weight, format!("tolls differ: {count}, {other_count} {harm}"));
                return Ok(());
            }
        }
    }
    Ok(())
}

/// What it is about. Acts that are told apart by their object need a common one.
fn words(a: &Features, b: &Features, reasons: &mut Vec<Reason>) -> Result<(), &'static str> {
    let names: BTreeSet<&str> = a.naming.union(&b.naming).map(String::as_str).collect();
    let wording = overlap(&a.wording, &b.wording, &names);
    if a.family.is_about_something() {
        abouts(a, b, &names, wording.share, reasons)?;
    }
    if wording.share >= 0.3 {
        // One or two words in common are what two acts of a kind have.
        let weight = match (wording.share >= 0.6, wording.shared.len()) {
            (true, 3..) => 2.0,
            (true, 2) => 1.5,
            (false, 2..) => 1.0,
            (_, _) => 0.5,
        };
        add(reasons, weight, format!("wording: {}", shown(&wording.shared)));
    } else if wording.share < 0.1 && wording.n_least >= 3 && a.family.is_done_with_arms() {
        add(reasons, -1.0, "wording differs");
    }
    Ok(())
}

/// The objects of two acts.
fn abouts(
    a: &Features,
    b: &Features,
    names: &BTreeSet<&str>,
    wording: f64,
    reasons: &mut Vec<Reason>,
) -> Result<(), &'static str> {
    let are_told = !a.about.is_empty() && !b.about.is_empty();
    let about = if are_told {
        overlap(&a.about, &b.about, names)
    } else {
        // An object against all of the other's words, where one names none.
        let one = if a.about.is_empty() { &a.wording } else { &a.about };
        let other = if b.about.is_empty() { &b.wording } else { &b.about };
        overlap(one, other, names)
    };
    if about.share >= 0.5 && (about.shared.len() > 1 || about.is_all) {
        add(reasons, 2.5, format!("about: {}", shown(&about.shared)));
    } else if about.share >= 0.3 {
        add(reasons, 1.5, format!("about: {}", shown(&about.shared)));
    } else if let (Some(class), true) = (&a.class, a.class == b.class) {
        add(reasons, 1.0, format!("about things of one class: {class}"));
    } else if about.share <= f64::EPSILON
        && are_told
        && wording < 0.6
        && a.is_told_apart_by_its_object()
        && b.is_told_apart_by_its_object()
    {
        return Err("about other things");
    } else {
        add(reasons, -0.5, format!("about: {}", shown(&about.shared)));
    }
    Ok(())
}

/// Whether the reports as wholes are about the same persons, places and bodies.
#[expect(clippy::unnecessary_wraps, reason = "a ground like the others")]
fn stories(a: &Features, b: &Features, reasons: &mut Vec<Reason>) -> Result<(), &'static str> {
    match a.story.shared(&b.story) {
        // Within one story much is demanded and blamed; but what happens mostly happens once.
        Some((n, _)) if is_one_story(a, b) && !a.is_told_apart_by_its_object() => {
            add(reasons, SAME_STORY, format!("reports share {n} names"));
        }
        Some((n @ 2.., share)) if share >= 0.2 => add(reasons, 0.75, format!("reports share {n} names")),
        Some((0..=1, share)) if share < 0.17 => add(reasons, -1.0, "reports are about other names"),
        _ => {}
    }
    Ok(())
}

/// Whether the reports have so many names in common that they tell one story.
fn is_one_story(a: &Features, b: &Features) -> bool {
    a.story.shared(&b.story).is_some_and(|(n, share)| n >= 4 && share >= 0.4)
}

struct Overlap<'a> {
    shared: Vec<&'a str>,
    /// Of the shorter one's words.
    share: f64,
    /// Whether both have no other word.
    is_all: bool,
    /// Words of the shorter one.
    n_least: usize,
}

/// The words that both have, without those that are `names`.
fn overlap<'a>(a: &'a BTreeSet<String>, b: &'a BTreeSet<String>, names: &BTreeSet<&str>) -> Overlap<'a> {
    let telling = |words: &'a BTreeSet<String>| -> BTreeSet<&'a str> {
        words.iter().map(String::as_str).filter(|word| !names.contains(word)).collect()
    };
    let (a, b) = (telling(a), telling(b));
    let shared: Vec<&str> = a.intersection(&b).copied().collect();
    let least = a.len().min(b.len());
    let share = if least == 0 { 0.0 } else { count(shared.len()) / count(least) };
    let is_all = shared.len() == a.len() && shared.len() == b.len();
    Overlap { shared, share, is_all, n_least: least }
}

fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

fn shown(words: &[&str]) -> String {
    if words.is_empty() {
        "no common word".to_owned()
    } else {
        words.iter().take(6).copied().collect::<Vec<_>>().join(" ")
    }
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
