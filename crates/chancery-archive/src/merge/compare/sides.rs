//! Who takes part: states, persons, bodies, and words by which others are called.

use std::collections::BTreeSet;

use super::grounds::Grounds;
use super::matter::shown;
use crate::fold::{same_body, same_person};
use crate::merge::features::{Party, countries};
use crate::merge::{Family, Features};

/// Who takes part. Sides may be turned in a meeting (visitor and host, or both alike), never elsewhere.
pub(super) fn parties(a: &Features, b: &Features, grounds: &mut Grounds) -> Result<(), &'static str> {
    if a.family.is_meeting() {
        if (a.is_aside || b.is_aside) && a.countries() != b.countries() {
            return Err("one is a meeting on the side of a larger one");
        }
        let (left, right): (Vec<&Party>, Vec<&Party>) = (a.parties().collect(), b.parties().collect());
        let (here, there) = (persons(&left), persons(&right));
        let both = shared(&here, &there, same_person);
        if !here.is_empty() && !there.is_empty() && both.is_empty() {
            return Err("other people");
        }
        side(a.family, &left, &right, "participants", true, grounds)?;
        // One person meets many within a day.
        if both.len() < 2 && a.countries().intersection(&b.countries()).count() < 2 {
            grounds.add(-1.0, "one party alone in common");
        }
        return Ok(());
    }
    let refs = |parties: &'_ [Party]| -> Vec<Party> { parties.to_vec() };
    let (sa, sb, ta, tb) = (refs(&a.source), refs(&b.source), refs(&a.target), refs(&b.target));
    // A joint act may be told as one side's: all against all.
    let is_joint = a.target.is_empty() != b.target.is_empty() && matches!(a.family.name(), "AGREE");
    if is_joint {
        let (left, right): (Vec<&Party>, Vec<&Party>) = (a.parties().collect(), b.parties().collect());
        return side(a.family, &left, &right, "participants", true, grounds);
    }
    // Blame may differ between accounts of one attack, as long as its victim and scene agree.
    let is_source_open = a.family.is_at_a_place();
    let (left, right) = (arms(&a.source), arms(&b.source));
    if !left.is_empty() && !right.is_empty() && left.is_disjoint(&right) {
        grounds.add(-1.0, format!("source of other forces: {}; {}", listed(&left), listed(&right)));
    }
    let (sa, sb): (Vec<&Party>, Vec<&Party>) = (sa.iter().collect(), sb.iter().collect());
    let (ta, tb): (Vec<&Party>, Vec<&Party>) = (ta.iter().collect(), tb.iter().collect());
    side(a.family, &sa, &sb, "source", !is_source_open, grounds)?;
    let n_before = grounds.reasons.len();
    side(a.family, &ta, &tb, "target", is_source_open, grounds)?;
    // Within one country, the second side's country says nothing that the first side's does not.
    let is_domestic = |parties: &[&Party], others: &[&Party]| {
        let (here, there) = (countries(parties.iter().copied()), countries(others.iter().copied()));
        !here.is_empty() && here == there
    };
    if is_domestic(&sa, &ta)
        && is_domestic(&sb, &tb)
        && let Some(reason) =
            grounds.reasons.get_mut(n_before).filter(|reason| reason.text.starts_with("same target"))
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
    grounds: &mut Grounds,
) -> Result<(), &'static str> {
    if a.is_empty() || b.is_empty() {
        if a.is_empty() != b.is_empty() {
            grounds.add(-0.5, format!("{name} named by one alone"));
        }
        return Ok(());
    }
    let (ca, cb) = (countries(a.iter().copied()), countries(b.iter().copied()));
    let common: Vec<&str> = ca.intersection(&cb).copied().collect();
    if ca.is_empty() || cb.is_empty() {
        return strangers(family, a, b, name, is_firm, grounds);
    }
    if common.is_empty() {
        if is_firm {
            return Err("other countries");
        }
        grounds.add(-2.0, format!("{name} differs"));
        return Ok(());
    }
    if ca == cb {
        // A pair of countries is rarer than one; a third makes it rarer still.
        let n = i32::try_from(common.len().min(4)).unwrap_or(4);
        let (weight, text) = (1.5 + 0.75 * f64::from(n - 1), format!("same {name}: {}", common.join(", ")));
        if n > 1 {
            grounds.add_tie(weight, text);
        } else {
            grounds.add(weight, text);
        }
    } else if common.len() == ca.len().min(cb.len()) {
        let weight = if common.len() >= 2 { 1.5 } else { 0.5 };
        grounds.add(weight, format!("{name} of one among the other's: {}", common.join(", ")));
    } else if common.len() >= 2 {
        grounds.add(0.5, format!("{name} partly the same: {}", common.join(", ")));
    } else {
        return Err("each names a country that the other does not");
    }
    people(family, a, b, &common, name, is_firm, grounds)?;
    bodies(a, b, is_firm, grounds)?;
    callings(a, b, name, grounds);
    Ok(())
}

/// Words by which those are called who have no name: "two diplomats", "the northern crossing".
fn callings(a: &[&Party], b: &[&Party], name: &str, grounds: &mut Grounds) {
    let words = |parties: &[&'_ Party]| -> BTreeSet<String> {
        parties.iter().flat_map(|party| party.calling.iter().cloned()).collect()
    };
    if a.iter().all(|party| party.calling.is_empty()) || b.iter().all(|party| party.calling.is_empty()) {
        return;
    }
    let (left, right) = (words(a), words(b));
    let shared: Vec<&str> = left.intersection(&right).map(String::as_str).collect();
    let least = left.len().min(right.len());
    if least > 0 && shared.len() * 2 > least {
        grounds.add(0.75, format!("{name} called alike: {}", shown(&shared)));
    }
}

/// One side of both events where on one of them nobody's country is known: names and words must do.
fn strangers(
    family: Family,
    a: &[&Party],
    b: &[&Party],
    name: &str,
    is_firm: bool,
    grounds: &mut Grounds,
) -> Result<(), &'static str> {
    let shared = shared(&persons(a), &persons(b), same_person);
    if !shared.is_empty() {
        grounds.add_tie(2.0, format!("same people: {}", shared.join(", ")));
        return Ok(());
    }
    if is_firm && !persons(a).is_empty() && !persons(b).is_empty() {
        return Err("other people");
    }
    let n_before = grounds.reasons.len();
    bodies(a, b, is_firm, grounds)?;
    if grounds.reasons.len() > n_before {
        return Ok(());
    }
    let are_all_unknown = countries(a.iter().copied()).is_empty() && countries(b.iter().copied()).is_empty();
    match a.iter().find(|x| b.iter().any(|y| !x.words.is_empty() && x.words == y.words)) {
        Some(party) => grounds.add(1.5, format!("{name} called the same: {}", party.words)),
        // "Gunmen" and "bandits": neither knows who it was.
        None if are_all_unknown => grounds.add(-0.5, format!("{name} known to neither")),
        // Who marches is seldom named.
        None if family.is_of_crowds() => grounds.add(-0.5, format!("{name} unresolved")),
        None => grounds.add(-1.0, format!("{name} unresolved")),
    }
    Ok(())
}

/// Organisations and groups named on both sides must include one in common.
fn bodies(a: &[&Party], b: &[&Party], is_firm: bool, grounds: &mut Grounds) -> Result<(), &'static str> {
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
        grounds.add_tie(1.5, format!("same body: {}", shared.join(", ")));
    } else if is_firm {
        return Err("other bodies");
    } else {
        grounds.add(-2.0, format!("other bodies: {}; {}", left.join(", "), right.join(", ")));
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
    grounds: &mut Grounds,
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
        grounds.add(-2.0, "other people of the same country");
    }
    if !shared.is_empty() {
        let weight = match shared.len() {
            // One is not often arrested, banned or sentenced, and killed once.
            1 if family.is_done_to_persons() && name == "target" => 2.5,
            1 => 1.5,
            2 => 3.0,
            _ => 3.5,
        };
        grounds.add_tie(weight, format!("same people: {}", shared.join(", ")));
    }
    Ok(())
}
