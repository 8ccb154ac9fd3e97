//! Keeps links in step with the store, and says what groups they make.
//!
//! Links are facts about two events and are only added. Groups are derived from the events that stand and
//! their links.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chancery_record::{Event, Status, wire};
use jiff::civil::Date;
use rusqlite::types::ToSql;
use rusqlite::{Connection, OptionalExtension, params};

use super::compare::THRESHOLD;
use super::decision::Decisions;
use super::{Comparison, Features, Node, Story, blocks, cluster, compare};
use crate::error::Result;
use crate::key;
use crate::lineage::{DEPENDENT_WORDS, Voices, n_origins};

/// Features of one generation kept in memory between comparisons.
const GENERATION: usize = 30_000;

/// Features of events by key. What is in it never differs from what the store would give. Once the young are many
/// they become the old, and what nobody has looked for since is forgotten.
#[derive(Debug, Default)]
pub(crate) struct Remembered {
    young: BTreeMap<String, Arc<Features>>,
    old: BTreeMap<String, Arc<Features>>,
}

impl Remembered {
    pub(crate) fn keep(&mut self, key: &str, features: Features) {
        self.put(key, Arc::new(features));
    }

    fn put(&mut self, key: &str, features: Arc<Features>) {
        if self.young.len() >= GENERATION {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(key.to_owned(), features);
    }

    fn known(&mut self, key: &str) -> Option<Arc<Features>> {
        if let Some(features) = self.young.get(key) {
            return Some(features.clone());
        }
        let features = self.old.remove(key)?;
        self.put(key, features.clone());
        Some(features)
    }

    fn features(&mut self, db: &Connection, key: &str) -> Result<Option<Arc<Features>>> {
        if let Some(features) = self.known(key) {
            return Ok(Some(features));
        }
        let row = db
            .prepare_cached(
                "SELECT event_record.record, report.key, revision.published, story.names FROM event
                 JOIN event_record ON event_record.event = event.id
                 JOIN coding ON coding.id = event.coding JOIN revision ON revision.id = coding.revision
                 JOIN story ON story.revision = revision.id JOIN report ON report.id = revision.report WHERE event.key = ?1 LIMIT 1",
            )?
            .query_row([key], |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, Option<String>>(2)?, story(row, 3)?))
            })
            .optional()?;
        let Some((record, report, published, story)) = row else { return Ok(None) };
        let event = wire::event_from_text(&record)?;
        self.keep(key, Features::of(&event, &report, day(published.as_deref()), story));
        Ok(self.known(key))
    }
}

/// The names of the report, from the column of that number.
pub(super) fn story(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<Arc<Story>> {
    Ok(Arc::new(Story::from_bytes(row.get_ref(column)?.as_blob()?)))
}

fn day(text: Option<&str>) -> Option<Date> {
    text?.parse().ok()
}

/// Compares a new event with all that share a key with it, and keeps the links.
pub(crate) fn link_events(
    db: &Connection,
    remembered: &mut Remembered,
    event_key: &str,
    features: &Features,
) -> Result<()> {
    let keys = blocks(features);
    let mut candidates = BTreeSet::new();
    {
        let mut sharing = db.prepare_cached("SELECT event FROM block WHERE key = ?1")?;
        for block in &keys {
            for row in sharing.query_map([block], |row| row.get::<_, String>(0))? {
                candidates.insert(row?);
            }
        }
        let mut insert = db.prepare_cached("INSERT OR IGNORE INTO block (key, event) VALUES (?1, ?2)")?;
        for block in &keys {
            insert.execute(params![block, event_key])?;
        }
    }
    remembered.keep(event_key, features.clone());
    let mut insert =
        db.prepare_cached("INSERT OR IGNORE INTO link (a, b, score, reasons) VALUES (?1, ?2, ?3, ?4)")?;
    for candidate in candidates {
        if candidate == event_key {
            continue;
        }
        let Some(other) = remembered.features(db, &candidate)? else { continue };
        if other.report == features.report {
            continue;
        }
        // The order of the two is fixed, so that a reason reads the same whoever came first.
        let (a, b, comparison) = if *event_key < *candidate {
            (event_key, candidate.as_str(), compare(features, &other))
        } else {
            (candidate.as_str(), event_key, compare(&other, features))
        };
        let score = comparison.score();
        if let Comparison::Scored(reasons) = comparison
            && score >= THRESHOLD
        {
            let reasons: Vec<(&str, f64)> =
                reasons.iter().map(|reason| (reason.text.as_str(), reason.weight)).collect();
            insert.execute(params![a, b, score, serde_json::to_string(&reasons)?])?;
        }
    }
    Ok(())
}

/// An event that stands, as grouping needs it.
pub(super) struct Standing {
    pub(super) id: i64,
    key: String,
    report: String,
    revision: i64,
    published: Option<String>,
    outlet: Option<String>,
    credit: Option<String>,
    event: Event,
    features: Arc<Features>,
}

const STANDING: &str = "SELECT event.id, event.key, report.key, revision.id, revision.published,
     revision.outlet, revision.credit, event_record.record, story.names
   FROM event JOIN event_record ON event_record.event = event.id JOIN shown ON shown.coding = event.coding
   JOIN revision ON revision.id = shown.revision JOIN story ON story.revision = revision.id
   JOIN report ON report.id = revision.report";

fn standing(row: &rusqlite::Row<'_>) -> Result<Standing> {
    let record: String = row.get(7)?;
    let event = wire::event_from_text(&record)?;
    let (report, published): (String, Option<String>) = (row.get(2)?, row.get(4)?);
    let features = Arc::new(Features::of(&event, &report, day(published.as_deref()), story(row, 8)?));
    Ok(Standing {
        id: row.get(0)?,
        key: row.get(1)?,
        report,
        revision: row.get(3)?,
        published,
        outlet: row.get(5)?,
        credit: row.get(6)?,
        event,
        features,
    })
}

/// The events that stand and that the events `seeds` can touch, by key. A seed that no longer stands passes the
/// change on to those it is linked with.
pub(super) fn reach(
    db: &Connection,
    seeds: &BTreeSet<String>,
    decisions: &Decisions,
) -> Result<Vec<Standing>> {
    let mut found: BTreeMap<String, Standing> = BTreeMap::new();
    let mut seen: BTreeSet<String> = seeds.clone();
    let mut open: Vec<String> = seeds.iter().cloned().collect();
    while let Some(key) = open.pop() {
        let here = db
            .prepare_cached(&format!("{STANDING} WHERE event.key = ?1"))?
            .query_map([&key], |row| Ok(standing(row)))?
            .next()
            .transpose()?
            .transpose()?;
        let mut next = Vec::new();
        if here.is_some() || seeds.contains(&key) {
            let mut linked = db.prepare_cached(
                "SELECT b FROM link WHERE a = ?1 UNION ALL SELECT a FROM link WHERE b = ?1",
            )?;
            for row in linked.query_map([&key], |row| row.get::<_, String>(0))? {
                next.push(row?);
            }
        }
        if let Some(here) = here {
            for report in decisions.joined_reports(&here.report) {
                let mut of_report = db.prepare_cached(
                    "SELECT event.key FROM event JOIN shown ON shown.coding = event.coding
                     JOIN report ON report.id = shown.report WHERE report.key = ?1",
                )?;
                for row in of_report.query_map([report], |row| row.get::<_, String>(0))? {
                    next.push(row?);
                }
            }
            found.insert(key, here);
        }
        open.extend(next.into_iter().filter(|key| seen.insert(key.clone())));
    }
    Ok(found.into_values().collect())
}

/// An occurrence as it is listed, with the rows of its events.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) id: i64,
    pub(super) key: String,
    event_type: &'static str,
    status: &'static str,
    first_day: Option<String>,
    last_day: Option<String>,
    n_reports: usize,
    n_independent: usize,
    pub(super) events: Vec<i64>,
}

impl Group {
    /// Calls `then` with its columns, in the order of the table.
    pub(super) fn with_columns<T>(&self, then: impl FnOnce(&[&dyn ToSql]) -> T) -> T {
        then(&[
            &self.id,
            &self.key,
            &self.event_type,
            &self.status,
            &self.first_day,
            &self.last_day,
            &self.events.len(),
            &self.n_reports,
            &self.n_independent,
        ])
    }
}

/// The groups that `all`, sorted by key, make.
pub(super) fn groups(db: &Connection, all: &[Standing], decisions: &Decisions) -> Result<Vec<Group>> {
    let index: BTreeMap<&str, usize> =
        all.iter().enumerate().map(|(at, standing)| (standing.key.as_str(), at)).collect();
    let mut links = Vec::new();
    if all.len() > 1 {
        let mut linked = db.prepare_cached("SELECT b, score FROM link WHERE a = ?1 ORDER BY b")?;
        for (at, standing) in all.iter().enumerate() {
            let mut rows = linked.query([&standing.key])?;
            while let Some(row) = rows.next()? {
                if let Some(&other) = index.get(row.get_ref(0)?.as_str().unwrap_or_default()) {
                    links.push((at, other, row.get(1)?));
                }
            }
        }
    }
    let nodes: Vec<Node> = all
        .iter()
        .map(|standing| Node { key: standing.key.clone(), features: standing.features.clone() })
        .collect();
    let decided = if decisions.is_empty() {
        Vec::new()
    } else {
        let events: Vec<(&str, &Event)> = all.iter().map(|s| (s.report.as_str(), &s.event)).collect();
        decisions.among(&events)
    };
    let clusters = cluster(&nodes, &links, &decided).into_iter();
    clusters.map(|group| group_of(db, &group.into_iter().map(|at| &all[at]).collect::<Vec<_>>())).collect()
}

fn group_of(db: &Connection, members: &[&Standing]) -> Result<Group> {
    // Named after the first to tell of it; reports without a date come last.
    let first = members
        .iter()
        .min_by_key(|member| (member.published.is_none(), &member.published, &member.key))
        .ok_or_else(|| crate::Error::corrupt("an occurrence has no events"))?;
    let days = narrowest_days(members);
    let reports: BTreeSet<i64> = members.iter().map(|member| member.revision).collect();
    Ok(Group {
        id: first.id,
        key: key::of_occurrence(&first.key),
        event_type: leading_type(members),
        status: status(members).name(),
        first_day: days.map(|days| days.first().to_string()),
        last_day: days.map(|days| days.last().to_string()),
        n_reports: reports.len(),
        n_independent: independent(db, members)?,
        events: members.iter().map(|member| member.id).collect(),
    })
}

/// The type most members give; the earliest in PLOVER's order among equals.
fn leading_type(members: &[&Standing]) -> &'static str {
    let mut counts = BTreeMap::new();
    for member in members {
        *counts.entry(member.event.event_type).or_insert(0usize) += 1;
    }
    let leading = counts.into_iter().max_by_key(|&(event_type, n)| (n, std::cmp::Reverse(event_type)));
    leading.map_or("", |(event_type, _)| event_type.name())
}

/// Done, where any report tells it as done; else denied, where any denies it; else the surest of the rest.
fn status(members: &[&Standing]) -> Status {
    let told: BTreeSet<Status> = members.iter().map(|member| member.event.status).collect();
    [Status::Actual, Status::Denied, Status::Planned, Status::Proposed]
        .into_iter()
        .find(|status| told.contains(status))
        .unwrap_or(Status::Hypothetical)
}

/// The shortest interval that a report tells: of the act as done before those that tell of it ahead, and from
/// words before those that only its report's date gives. Where no report of the act as done tells the day in
/// words, a plan's day stands if it lies within what that report allows.
fn narrowest_days(members: &[&Standing]) -> Option<chancery_record::Days> {
    let told = || {
        members.iter().filter_map(|member| {
            let days = member.event.when.as_ref()?.days?;
            let is_ahead = matches!(member.event.status, Status::Planned | Status::Proposed);
            Some((is_ahead, !member.features.has_own_days, days.count(), days))
        })
    };
    let first = told().min()?;
    let (false, true, _, done) = first else { return Some(first.3) };
    let planned = told().filter(|(is_ahead, is_open, _, days)| *is_ahead && !is_open && days.overlaps(done));
    Some(planned.min().map_or(done, |(.., days)| days))
}

/// Reports of the group once those that share an agency or each other's words count as one.
fn independent(db: &Connection, members: &[&Standing]) -> Result<usize> {
    use chancery_record::AttributionKind;
    let mut by_revision: BTreeMap<i64, Vec<&Standing>> = BTreeMap::new();
    for member in members {
        by_revision.entry(member.revision).or_default().push(member);
    }
    if by_revision.len() < 2 {
        return Ok(by_revision.len());
    }
    let mut voices = Vec::new();
    let mut shared: Vec<BTreeSet<i64>> = Vec::new();
    for (revision, told) in &by_revision {
        let agencies = told.iter().flat_map(|member| {
            let chain = member.event.attribution.iter();
            chain
                .filter(|link| link.kind == AttributionKind::Agency)
                .filter_map(|link| link.speaker.as_ref().map(|speaker| speaker.label()))
        });
        let credit = told[0].credit.as_deref();
        voices.push(Voices::new(told[0].outlet.as_deref(), credit.into_iter().chain(agencies)));
        let mut statement = db.prepare_cached(
            "SELECT b FROM reuse WHERE a = ?1 AND own_words >= ?2
             UNION ALL SELECT a FROM reuse WHERE b = ?1 AND own_words >= ?2",
        )?;
        let rows = statement.query_map(params![revision, DEPENDENT_WORDS], |row| row.get::<_, i64>(0))?;
        shared.push(rows.collect::<Result<_, _>>()?);
    }
    let revisions: Vec<i64> = by_revision.into_keys().collect();
    Ok(n_origins(&voices, |a, b| shared[a].contains(&revisions[b])))
}
