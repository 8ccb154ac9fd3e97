//! What changed between two archives: events added, changed, withdrawn; occurrences merged and split.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::ask::{EventLine, Filter, Page};
use crate::error::Result;
use crate::store::Archive;

/// One change, for a file to publish.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Change {
    /// `added`, `changed`, `merged`, `split`, `withdrawn`.
    pub change: &'static str,
    /// The key of the event or occurrence in the old archive; in the new one for what is added.
    pub id: String,
    /// What it became.
    pub now: Vec<String>,
    /// The report, for events.
    pub report: Option<String>,
    /// The fields that differ, for changed events; else why.
    pub about: Vec<String>,
}

/// The changes from `old` to `new`, in a fixed order.
///
/// Events are the same where their keys are; an event whose key is gone is taken for changed where the same
/// report now has an event of the same type with evidence in the same place.
///
/// # Errors
/// Where either archive cannot be read.
pub fn changes(old: &Archive, new: &Archive) -> Result<Vec<Change>> {
    let all = Filter::default();
    let (before, after) = (old.events(&all, Page::ALL)?, new.events(&all, Page::ALL)?);
    let old_keys: BTreeSet<&str> = before.iter().map(|line| line.id.as_str()).collect();
    let new_keys: BTreeSet<&str> = after.iter().map(|line| line.id.as_str()).collect();
    let mut fresh: Vec<&EventLine> =
        after.iter().filter(|line| !old_keys.contains(line.id.as_str())).collect();
    let mut changes = Vec::new();
    // From an event's key in the old archive to its key in the new one.
    let mut kept: BTreeMap<&str, &str> = old_keys.intersection(&new_keys).map(|key| (*key, *key)).collect();
    for line in before.iter().filter(|line| !new_keys.contains(line.id.as_str())) {
        let at = fresh.iter().position(|other| is_same_event(line, other));
        match at.map(|at| fresh.remove(at)) {
            Some(other) => {
                kept.insert(&line.id, &other.id);
                changes.push(Change {
                    change: "changed",
                    id: line.id.clone(),
                    now: vec![other.id.clone()],
                    report: Some(line.report.clone()),
                    about: differing_fields(line, other),
                });
            }
            None => {
                let has_report = after.iter().any(|other| other.report == line.report);
                let why = if has_report {
                    "the report is coded without it"
                } else {
                    "no event of its report stands"
                };
                changes.push(Change {
                    change: "withdrawn",
                    id: line.id.clone(),
                    now: Vec::new(),
                    report: Some(line.report.clone()),
                    about: vec![why.to_owned()],
                });
            }
        }
    }
    changes.extend(fresh.into_iter().map(|line| Change {
        change: "added",
        id: line.id.clone(),
        now: vec![line.occurrence.clone()],
        report: Some(line.report.clone()),
        about: Vec::new(),
    }));
    changes.extend(regrouped(&before, &after, &kept));
    changes.sort();
    Ok(changes)
}

/// Occurrences whose kept events now stand in several, or together with those of another.
fn regrouped(before: &[EventLine], after: &[EventLine], kept: &BTreeMap<&str, &str>) -> Vec<Change> {
    let now: BTreeMap<&str, &str> =
        after.iter().map(|line| (line.id.as_str(), line.occurrence.as_str())).collect();
    let mut parts: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut wholes: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for line in before {
        let place = kept.get(line.id.as_str()).and_then(|key| now.get(key));
        if let Some(place) = place {
            parts.entry(&line.occurrence).or_default().insert(place);
            wholes.entry(place).or_default().insert(&line.occurrence);
        }
    }
    let list = |keys: &BTreeSet<&str>| keys.iter().map(|key| (*key).to_owned()).collect();
    let mut changes = Vec::new();
    for (id, places) in parts.iter().filter(|(_, places)| places.len() > 1) {
        changes.push(Change {
            change: "split",
            id: (*id).to_owned(),
            now: list(places),
            report: None,
            about: Vec::new(),
        });
    }
    for (place, ids) in wholes.iter().filter(|(_, ids)| ids.len() > 1) {
        for id in ids {
            changes.push(Change {
                change: "merged",
                id: (*id).to_owned(),
                now: vec![(*place).to_owned()],
                report: None,
                about: Vec::new(),
            });
        }
    }
    changes
}

fn is_same_event(a: &EventLine, b: &EventLine) -> bool {
    a.report == b.report
        && a.event.event_type == b.event.event_type
        && a.event.evidence.iter().any(|x| {
            b.event.evidence.iter().any(|y| match (x.span, y.span) {
                (Some(x), Some(y)) => x.overlaps(y),
                _ => x.text == y.text,
            })
        })
}

fn differing_fields(a: &EventLine, b: &EventLine) -> Vec<String> {
    let fields = |line: &EventLine| -> serde_json::Map<String, serde_json::Value> {
        serde_json::from_str(line.record.as_str()).unwrap_or_default()
    };
    let (x, y) = (fields(a), fields(b));
    let names: BTreeSet<&String> = x.keys().chain(y.keys()).collect();
    let differing = names.into_iter().filter(|name| *name != "id" && x.get(*name) != y.get(*name));
    differing.cloned().collect()
}
