//! The laws of the tables, each reported with file, line and hint, all in one run.

use std::collections::BTreeMap;

use crate::{Entry, Fault, Status, Tables, Term, World};

/// Every fault of some tables, in the order of files and lines.
#[must_use]
pub fn check(tables: &Tables) -> Vec<Fault> {
    let mut faults = Vec::new();
    let world = World::read(tables, &mut faults);
    overlaps(&world, &mut faults);
    claims(&world, &mut faults);
    for (path, least) in [("countries.csv", 1), ("office_kinds.csv", 1), ("titles.csv", 1)] {
        if tables.of(path).count() < least {
            faults.push(Fault {
                file: path.to_owned(),
                line: 0,
                message: "no such table".to_owned(),
                hint: "a folder laid over the embedded tables needs none; a world of its own needs all"
                    .to_owned(),
            });
        }
    }
    faults.sort();
    faults.dedup();
    faults
}

/// Two holders at once of an office meant for one.
pub(crate) fn overlaps(world: &World, faults: &mut Vec<Fault>) {
    let terms: Vec<&Term> = world.terms().map(|(_, term)| term).collect();
    for (index, later) in terms.iter().enumerate() {
        if !world.kind(later.post.kind).is_single {
            continue;
        }
        // Terms are ordered by post and start, so whatever overlaps `later` stands before it.
        for earlier in terms[..index].iter().rev().take_while(|earlier| earlier.post == later.post) {
            // Only what no reading of coarse dates can undo.
            let is_certain = later.period.start.last < earlier.period.may_end()
                && earlier.period.start.last < later.period.may_end();
            if is_certain && !may_overlap(earlier, later) {
                faults.push(overlap(world, earlier, later));
            }
        }
    }
}

/// Whether two terms may run at once: one of them shared or rival, or one acting beside a full one.
fn may_overlap(a: &Term, b: &Term) -> bool {
    let is_beside = |term: &Term| matches!(term.status, Status::Shared | Status::Rival);
    let is_acting = |term: &Term| term.status == Status::Acting;
    is_beside(a) || is_beside(b) || is_acting(a) != is_acting(b)
}

fn overlap(world: &World, earlier: &Term, later: &Term) -> Fault {
    let name = |term: &Term| match term.person {
        Some(person) => format!("{} ({})", world.person(person).name, term.period),
        None => format!("a vacancy ({})", term.period),
    };
    Fault {
        file: later.file.to_string(),
        line: later.line,
        message: format!(
            "{} and {} are {} of {} at once",
            name(later),
            name(earlier),
            world.kind(later.post.kind).label,
            world.code(later.post.body),
        ),
        hint: format!(
            "end the earlier term ({}:{}) when the later starts, or mark one shared, rival or acting",
            earlier.file, earlier.line
        ),
    }
}

/// Names that two claim without a row in `preferences.csv`.
fn claims(world: &World, faults: &mut Vec<Fault>) {
    let mut claimed: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (phrase, entries) in world.gazette().phrases() {
        let mut owners: Vec<String> = entries
            .filter_map(|entry| match entry {
                Entry::Country(..) | Entry::Organisation(_) => {
                    entry.body().map(|body| world.code(body).to_owned())
                }
                Entry::Outlet(outlet) => Some(world.outlet(outlet).name.to_string()),
                Entry::Person(person, crate::PersonName::Full) => Some(world.person(person).key.to_string()),
                _ => None,
            })
            .collect();
        owners.sort();
        owners.dedup();
        if owners.len() > 1 && !world.preferences.contains_key(phrase) {
            claimed.insert(phrase.to_owned(), owners);
        }
    }
    for (phrase, owners) in claimed {
        faults.push(Fault {
            file: "preferences.csv".to_owned(),
            line: 0,
            message: format!("`{phrase}` is claimed by {}", owners.join(" and ")),
            hint: "take the name from all but one, or add a row that prefers one, or `context` to leave it to the report"
                .to_owned(),
        });
    }
}
