//! What it is about: objects, wording, tolls, and the reports as wholes.

use std::collections::BTreeSet;

use chancery_record::Harm;

use super::grounds::Grounds;
use crate::merge::Features;

/// The weight of reports that are about the same as wholes.
const SAME_STORY: f64 = 1.5;

/// The object's own name. Two ships are two seizures; forms of one name ("Moroccan", "Morocco") begin alike.
pub(super) fn things(a: &Features, b: &Features, grounds: &mut Grounds) -> Result<(), &'static str> {
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
    grounds.add_tie(1.5, format!("same thing by name: {}", shown(&shared)));
    Ok(())
}

/// Tolls of one attack are told in many numbers; the same number speaks for it, another one hardly against,
/// unless nothing in the words holds the two together.
pub(super) fn tolls(a: &Features, b: &Features, grounds: &mut Grounds) -> Result<(), &'static str> {
    for (harm, count) in &a.toll {
        for (other, other_count) in &b.toll {
            if harm != other {
                continue;
            }
            if count == other_count {
                grounds.add_particular(
                    if *count > 3 { 1.5 } else { 0.75 },
                    format!("same toll: {count} {harm}"),
                );
                return Ok(());
            }
            if *harm == Harm::Detained {
                grounds.add(-1.0, format!("other numbers: {count}, {other_count} {harm}"));
                return Ok(());
            }
            if count.abs_diff(*other_count) * 2 > *count.max(other_count) {
                let names: BTreeSet<&str> = a.naming.union(&b.naming).map(String::as_str).collect();
                let is_told_alike = overlap(&a.wording, &b.wording, &names).share >= 0.3;
                let weight = if is_told_alike { -0.5 } else { -2.0 };
                grounds.add(weight, format!("tolls differ: {count}, {other_count} {harm}"));
                return Ok(());
            }
        }
    }
    Ok(())
}

/// What it is about. Acts that are told apart by their object need a common one.
pub(super) fn words(a: &Features, b: &Features, grounds: &mut Grounds) -> Result<(), &'static str> {
    let names: BTreeSet<&str> = a.naming.union(&b.naming).map(String::as_str).collect();
    let wording = overlap(&a.wording, &b.wording, &names);
    if a.family.is_about_something() {
        abouts(a, b, &names, wording.share, grounds)?;
    }
    if wording.share >= 0.3 {
        // One or two words in common are what two acts of a kind have.
        let weight = match (wording.share >= 0.6, wording.shared.len()) {
            (true, 3..) => 2.0,
            (true, 2) => 1.5,
            (false, 2..) => 1.0,
            (_, _) => 0.5,
        };
        let text = format!("wording: {}", shown(&wording.shared));
        match (wording.share >= 0.6, wording.shared.len()) {
            (true, 5..) => grounds.add_tie(weight, text),
            (_, 2..) => grounds.add_particular(weight, text),
            _ => grounds.add(weight, text),
        }
    } else if wording.share < 0.1 && wording.n_least >= 3 && a.family.is_done_with_arms() {
        grounds.add(-1.0, "wording differs");
    }
    Ok(())
}

/// The objects of two acts.
fn abouts(
    a: &Features,
    b: &Features,
    names: &BTreeSet<&str>,
    wording: f64,
    grounds: &mut Grounds,
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
        grounds.add_particular(2.5, format!("about: {}", shown(&about.shared)));
    } else if about.share >= 0.3 && (are_told || about.shared.len() > 1 || !a.is_told_apart_by_its_object()) {
        // Where one names no object, a single word in common is mostly the verb of both.
        grounds.add_particular(1.5, format!("about: {}", shown(&about.shared)));
    } else if let (Some(class), true) = (&a.class, a.class == b.class) {
        grounds.add_particular(1.0, format!("about things of one class: {class}"));
    } else if about.share <= f64::EPSILON
        && are_told
        && wording < 0.6
        && a.is_told_apart_by_its_object()
        && b.is_told_apart_by_its_object()
    {
        return Err("about other things");
    } else {
        grounds.add(-0.5, format!("about: {}", shown(&about.shared)));
    }
    Ok(())
}

/// Whether the reports as wholes are about the same persons, places and bodies.
#[expect(clippy::unnecessary_wraps, reason = "a ground like the others")]
pub(super) fn stories(a: &Features, b: &Features, grounds: &mut Grounds) -> Result<(), &'static str> {
    match a.story.shared(&b.story) {
        // Within one story much is demanded and blamed; but what happens mostly happens once.
        Some((n, _)) if is_one_story(a, b) && !a.is_told_apart_by_its_object() => {
            grounds.add(SAME_STORY, format!("reports share {n} names"));
        }
        Some((n, _)) if is_near_story(a, b) => grounds.add(0.75, format!("reports share {n} names")),
        Some((0..=1, share)) if share < 0.17 => grounds.add(-1.0, "reports are about other names"),
        _ => {}
    }
    Ok(())
}

/// Whether the reports have so many names in common that they tell one story.
pub(super) fn is_one_story(a: &Features, b: &Features) -> bool {
    has_type(a) && a.story.shared(&b.story).is_some_and(|(n, share)| n >= 4 && share >= 0.4)
}

/// Much of what one report tells has one verb: a story holds together only what has a type.
fn has_type(features: &Features) -> bool {
    features.act.is_none()
}

/// Whether the reports have some names in common, as those of one country's week have.
pub(super) fn is_near_story(a: &Features, b: &Features) -> bool {
    has_type(a) && a.story.shared(&b.story).is_some_and(|(n, share)| n >= 2 && share >= 0.2)
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

pub(super) fn shown(words: &[&str]) -> String {
    if words.is_empty() {
        "no common word".to_owned()
    } else {
        words.iter().take(6).copied().collect::<Vec<_>>().join(" ")
    }
}
