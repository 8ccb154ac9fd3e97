//! Events, one line each.

use chancery_record::{Event, wire};
use rusqlite::{Connection, params_from_iter};
use serde::Serialize;

use super::{Asked, Condition, Filter, Page, condition};
use crate::error::Result;
use crate::store::Archive;

/// One event with its report and occurrence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventLine {
    /// The event's key.
    pub id: String,
    /// The occurrence it belongs to.
    pub occurrence: String,
    /// The report's name.
    pub report: String,
    /// Its address.
    pub url: Option<String>,
    /// The day it was published.
    pub published: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Reports that tell of the occurrence.
    pub reports: u64,
    /// Independent origins among them.
    pub independent: u64,
    /// The record, as the coded report's schema has it.
    pub record: RecordText,
    /// The same, as a noun.
    #[serde(skip)]
    pub event: Event,
}

/// A record as JSON, printed as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordText(String);

impl RecordText {
    /// The JSON.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Serialize for RecordText {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let raw: &serde_json::value::RawValue =
            serde_json::from_str(&self.0).map_err(serde::ser::Error::custom)?;
        raw.serialize(serializer)
    }
}

/// An event with all that an export needs.
pub(crate) struct StoredEvent {
    pub(crate) line: EventLine,
    pub(crate) headline: Option<String>,
    pub(crate) learned: String,
    pub(crate) position: i64,
}

/// Calls `then` for each event that `filter` lets through, by day and key.
pub(crate) fn each_event(
    db: &Connection,
    filter: &Filter,
    page: Page,
    then: impl FnMut(StoredEvent) -> Result<()>,
) -> Result<()> {
    each_event_where(db, condition(filter, Asked::Events), page, then)
}

/// The same for a condition on `event`, `member`, `occurrence` and `revision`.
pub(crate) fn each_event_where(
    db: &Connection,
    condition: Condition,
    page: Page,
    mut then: impl FnMut(StoredEvent) -> Result<()>,
) -> Result<()> {
    // Chosen and ordered by what is small; only the chosen are read in full.
    let sql = format!(
        "SELECT event.key, occurrence.key, report.name, revision.url, revision.published, revision.outlet,
           occurrence.n_reports, occurrence.n_independent, event_record.record, revision.headline, coding.learned,
           event.position
         FROM (SELECT event.id AS id FROM event JOIN member ON member.event = event.id
           JOIN occurrence ON occurrence.id = member.occurrence
           JOIN coding ON coding.id = event.coding JOIN revision ON revision.id = coding.revision
           WHERE {} ORDER BY event.first_day IS NULL, event.first_day, event.key LIMIT {} OFFSET {}) AS chosen
         JOIN event ON event.id = chosen.id
         JOIN event_record ON event_record.event = event.id JOIN member ON member.event = event.id
         JOIN occurrence ON occurrence.id = member.occurrence
         JOIN coding ON coding.id = event.coding JOIN revision ON revision.id = coding.revision
         JOIN report ON report.id = revision.report
         ORDER BY event.first_day IS NULL, event.first_day, event.key",
        condition.sql,
        i64::try_from(page.take).unwrap_or(i64::MAX),
        i64::try_from(page.skip).unwrap_or(i64::MAX),
    );
    let mut statement = db.prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(condition.values))?;
    while let Some(row) = rows.next()? {
        let record: String = row.get(8)?;
        then(StoredEvent {
            line: EventLine {
                id: row.get(0)?,
                occurrence: row.get(1)?,
                report: row.get(2)?,
                url: row.get(3)?,
                published: row.get(4)?,
                outlet: row.get(5)?,
                reports: row.get(6)?,
                independent: row.get(7)?,
                event: wire::event_from_text(&record)?,
                record: RecordText(record),
            },
            headline: row.get(9)?,
            learned: row.get(10)?,
            position: row.get(11)?,
        })?;
    }
    Ok(())
}

impl Archive {
    /// The events of the standing reading of a revision, by day and key.
    pub(crate) fn events_of(&self, revision: i64) -> Result<Vec<EventLine>> {
        let mut lines = Vec::new();
        let condition = Condition { sql: "event.revision = ?".to_owned(), values: vec![revision.into()] };
        each_event_where(&self.db, condition, Page::ALL, |stored| {
            lines.push(stored.line);
            Ok(())
        })?;
        Ok(lines)
    }

    /// Events that `filter` lets through, by day and key.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn events(&self, filter: &Filter, page: Page) -> Result<Vec<EventLine>> {
        let mut lines = Vec::new();
        each_event(&self.db, filter, page, |stored| {
            lines.push(stored.line);
            Ok(())
        })?;
        Ok(lines)
    }
}
