//! What changed between two archives: events added, changed, withdrawn; occurrences merged and split.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::{Map, Value};

use crate::ask::{Condition, EventLine, Page, each_event_where, sentence};
use crate::error::Result;
use crate::store::Archive;

/// One change, for a file to publish.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// `added`, `changed`, `merged`, `split`, `withdrawn`.
    pub change: &'static str,
    /// The key of the event or occurrence in the old archive; in the new one for what is added.
    pub id: String,
    /// What it became.
    pub now: Vec<String>,
    /// The report, for events.
    pub report: Option<String>,
    /// What the event or occurrence tells, in one sentence: of the old archive, but for what is added.
    pub sentence: String,
    /// The fields that differ, for changed events; else why.
    pub about: Vec<String>,
    /// For changed events, these fields of the old record.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub before: Map<String, Value>,
    /// For changed events, these fields of the new record.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub after: Map<String, Value>,
}

impl Change {
    fn of_event(change: &'static str, line: &EventLine) -> Self {
        let days = line.event.when.as_ref().and_then(|when| when.days);
        Self {
            change,
            id: line.id.clone(),
            now: Vec::new(),
            report: Some(line.report.clone()),
            sentence: sentence(&line.event, line.event.status, days),
            about: Vec::new(),
            before: Map::new(),
            after: Map::new(),
        }
    }
}

/// An event that stands, by keys alone: an archive has many, and few of them change.
struct Standing {
    occurrence: String,
    report: String,
}

/// What stands in an archive.
struct State {
    events: BTreeMap<String, Standing>,
    reports: BTreeSet<String>,
}

impl State {
    fn of(archive: &Archive) -> Result<Self> {
        let mut events = BTreeMap::new();
        let mut statement = archive.db.prepare(
            "SELECT event.key, occurrence.key, report.key FROM member JOIN event ON event.id = member.event
             JOIN occurrence ON occurrence.id = member.occurrence JOIN shown ON shown.coding = event.coding
             JOIN report ON report.id = shown.report",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            events.insert(row.get(0)?, Standing { occurrence: row.get(1)?, report: row.get(2)? });
        }
        let mut statement =
            archive.db.prepare("SELECT report.key FROM shown JOIN report ON report.id = shown.report")?;
        let reports = statement.query_map([], |row| row.get(0))?;
        Ok(Self { events, reports: reports.collect::<Result<_, _>>()? })
    }

    /// The keys that `other` does not have, by report.
    fn without<'a>(&'a self, other: &Self) -> BTreeMap<&'a str, Vec<&'a str>> {
        let mut keys: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (key, standing) in &self.events {
            if !other.events.contains_key(key) {
                keys.entry(&standing.report).or_default().push(key);
            }
        }
        keys
    }
}

/// The events with these keys, by key.
fn lines(archive: &Archive, keys: &[&str]) -> Result<Vec<EventLine>> {
    let mut lines = Vec::with_capacity(keys.len());
    for key in keys {
        let condition = Condition { sql: "event.key = ?".to_owned(), values: vec![(*key).to_owned().into()] };
        each_event_where(&archive.db, condition, Page::ALL, |stored| {
            lines.push(stored.line);
            Ok(())
        })?;
    }
    Ok(lines)
}

/// The changes from `old` to `new`, by kind and key.
///
/// Events are the same where their keys are; an event whose key is gone is taken for changed where the same
/// report now has an event of the same type with evidence in the same place.
///
/// # Errors
/// Where either archive cannot be read.
pub fn changes(old: &Archive, new: &Archive) -> Result<Vec<Change>> {
    let (before, after) = (State::of(old)?, State::of(new)?);
    let (mut gone, come) = (before.without(&after), after.without(&before));
    let mut changes = Vec::new();
    // From an event's key in the old archive to its key in the new one, where that is another.
    let mut renamed: BTreeMap<String, String> = BTreeMap::new();
    for (report, keys) in &come {
        let mut fresh = lines(new, keys)?;
        for line in lines(old, &gone.remove(report).unwrap_or_default())? {
            match fresh.iter().position(|other| is_same_event(&line, other)) {
                Some(at) => {
                    let other = fresh.remove(at);
                    changes.push(changed(&line, &other));
                    renamed.insert(line.id, other.id);
                }
                None => changes.push(withdrawn(&line, report, &after)),
            }
        }
        for line in fresh {
            let now = vec![line.occurrence.clone()];
            changes.push(Change { now, ..Change::of_event("added", &line) });
        }
    }
    for (report, keys) in &gone {
        for line in lines(old, keys)? {
            changes.push(withdrawn(&line, report, &after));
        }
    }
    changes.extend(regrouped(old, &before, &after, &renamed)?);
    changes.sort_by(|x, y| (x.change, &x.id, &x.now).cmp(&(y.change, &y.id, &y.now)));
    Ok(changes)
}

fn withdrawn(line: &EventLine, report: &str, after: &State) -> Change {
    let why = if after.reports.contains(report) {
        "the report is coded without it"
    } else {
        "its report is not there"
    };
    Change { about: vec![why.to_owned()], ..Change::of_event("withdrawn", line) }
}

/// Occurrences whose kept events now stand in several, or together with those of another.
fn regrouped(
    old: &Archive,
    before: &State,
    after: &State,
    renamed: &BTreeMap<String, String>,
) -> Result<Vec<Change>> {
    let mut parts: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut wholes: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (key, standing) in &before.events {
        if let Some(now) = after.events.get(renamed.get(key).unwrap_or(key)) {
            parts.entry(&standing.occurrence).or_default().insert(&now.occurrence);
            wholes.entry(&now.occurrence).or_default().insert(&standing.occurrence);
        }
    }
    let of_occurrence = |change, id: &str, now: Vec<String>| -> Result<Change> {
        Ok(Change {
            change,
            id: id.to_owned(),
            now,
            report: None,
            sentence: old.occurrence(id)?.sentence,
            about: Vec::new(),
            before: Map::new(),
            after: Map::new(),
        })
    };
    let mut changes = Vec::new();
    for (id, places) in parts.iter().filter(|(_, places)| places.len() > 1) {
        let places = places.iter().map(|place| (*place).to_owned()).collect();
        changes.push(of_occurrence("split", id, places)?);
    }
    for (place, ids) in wholes.iter().filter(|(_, ids)| ids.len() > 1) {
        for id in ids {
            changes.push(of_occurrence("merged", id, vec![(*place).to_owned()])?);
        }
    }
    Ok(changes)
}

fn is_same_event(a: &EventLine, b: &EventLine) -> bool {
    a.event.event_type == b.event.event_type
        && a.event.evidence.iter().any(|x| {
            b.event.evidence.iter().any(|y| match (x.span, y.span) {
                (Some(x), Some(y)) => x.overlaps(y),
                _ => x.text == y.text,
            })
        })
}

/// The change from one record of an event to another, with the fields that differ.
fn changed(a: &EventLine, b: &EventLine) -> Change {
    let fields = |line: &EventLine| -> Map<String, Value> {
        serde_json::from_str(line.record.as_str()).unwrap_or_default()
    };
    let (mut x, mut y) = (fields(a), fields(b));
    let names: BTreeSet<String> = x.keys().chain(y.keys()).cloned().collect();
    let about: Vec<String> =
        names.into_iter().filter(|name| name != "id" && x.get(name) != y.get(name)).collect();
    x.retain(|name, _| about.contains(name));
    y.retain(|name, _| about.contains(name));
    Change { now: vec![b.id.clone()], about, before: x, after: y, ..Change::of_event("changed", a) }
}
