//! One report in full: its states, who read each of them and when, what was found, and the bytes as they came in.

use rusqlite::params;
use serde::Serialize;
use serde_json::Value;

use super::{EventLine, Field, Filter, Page, ReportLine, StatementLine, Term};
use crate::error::{Error, Result};
use crate::packed::{unpack, unpack_text};
use crate::store::Archive;

/// A report with all that the archive has of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReportInFull {
    /// As lists show it.
    #[serde(flatten)]
    pub line: ReportLine,
    /// Who wrote it, as written.
    pub byline: Option<String>,
    /// What else is known of it and from where.
    pub provenance: Value,
    /// Its states, in the order in which the archive learned them.
    pub states: Vec<RevisionLine>,
    /// Events found in the state that stands.
    pub found: Vec<EventLine>,
    /// Statements found in it.
    pub statements: Vec<StatementLine>,
}

/// One state of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RevisionLine {
    /// Its number, from 1.
    pub revision: u64,
    /// Hash of the cleaned content.
    pub content: String,
    /// When the archive learned it.
    pub learned: String,
    /// The day it was published.
    pub published: Option<String>,
    /// Its headline.
    pub headline: Option<String>,
    /// Where it was read from.
    pub origin: String,
    /// Whether this is the state that stands.
    pub stands: bool,
    /// Who read it.
    pub codings: Vec<CodingLine>,
}

/// One reading of a state by one coder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CodingLine {
    /// When the archive learned it.
    pub learned: String,
    /// When the run began that it was part of.
    pub run: String,
    /// The hash that tells this coder from others: of version, model, tables and settings.
    pub coder: String,
    /// The coder's version.
    pub version: String,
    /// Hash of its parsing model.
    pub model: String,
    /// Hash of its lexicon and tables.
    pub tables: String,
    /// Its settings.
    pub settings: String,
    /// Events that it found.
    pub events: u64,
    /// Whether this reading is the one that stands.
    pub stands: bool,
}

impl Archive {
    /// The report that is known by this name, key, address or content.
    ///
    /// # Errors
    /// Where there is none or more than one, or the archive cannot be read.
    pub fn report(&self, name: &str) -> Result<ReportInFull> {
        let (revision, _) = self.shown_revision(name)?;
        let (report, key, byline, provenance): (i64, String, Option<String>, String) = self.db.query_row(
            "SELECT report.id, report.key, byline, provenance FROM revision
             JOIN report ON report.id = revision.report WHERE revision.id = ?1",
            [revision],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)),
        )?;
        // Keys are whole here: none is the beginning of another report's.
        let lines = self.reports(&Self::of_report(&key), Page::ALL)?;
        let line = lines.into_iter().find(|line| line.key == key);
        Ok(ReportInFull {
            line: line.ok_or_else(|| Error::unknown("report", name))?,
            byline,
            provenance: serde_json::from_str(&provenance)?,
            states: self.states(report, revision)?,
            found: self.events_of(revision)?,
            statements: self.statements_of(revision)?,
        })
    }

    fn of_report(key: &str) -> Filter {
        let values = vec![key.to_owned()];
        Filter { terms: vec![Term { field: Field::Id, values, is_negated: false, at: 0, len: 0 }] }
    }

    fn states(&self, report: i64, standing: i64) -> Result<Vec<RevisionLine>> {
        let mut states = self.db.prepare(
            "SELECT id, content, learned, published, headline, origin FROM revision WHERE report = ?1
             ORDER BY learned, id",
        )?;
        let mut codings = self.db.prepare(
            "SELECT coding.learned, run.started, digest, version, model, tables, settings,
               (SELECT count(*) FROM event WHERE event.coding = coding.id),
               EXISTS (SELECT 1 FROM shown WHERE shown.coding = coding.id)
             FROM coding JOIN coder ON coder.id = coding.coder JOIN run ON run.id = coding.run
             WHERE coding.revision = ?1 ORDER BY coding.learned, coding.id",
        )?;
        let mut lines = Vec::new();
        let mut rows = states.query([report])?;
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            let codings = codings.query_map(params![id], |row| {
                Ok(CodingLine {
                    learned: row.get(0)?,
                    run: row.get(1)?,
                    coder: row.get(2)?,
                    version: row.get(3)?,
                    model: row.get(4)?,
                    tables: row.get(5)?,
                    settings: row.get(6)?,
                    events: row.get(7)?,
                    stands: row.get(8)?,
                })
            })?;
            lines.push(RevisionLine {
                revision: lines.len() as u64 + 1,
                content: row.get(1)?,
                learned: row.get(2)?,
                published: row.get(3)?,
                headline: row.get(4)?,
                origin: row.get(5)?,
                stands: id == standing,
                codings: codings.collect::<Result<_, _>>()?,
            });
        }
        Ok(lines)
    }

    /// The row of a state of the report: of the one that stands, or by its number.
    fn state(&self, name: &str, number: Option<u64>) -> Result<i64> {
        let (standing, _) = self.shown_revision(name)?;
        let Some(number) = number else { return Ok(standing) };
        let mut states = self.db.prepare(
            "SELECT id FROM revision WHERE report = (SELECT report FROM revision WHERE id = ?1)
             ORDER BY learned, id",
        )?;
        let ids = states.query_map([standing], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
        let at = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        at.and_then(|at| ids.get(at)).copied().ok_or_else(|| {
            Error::refused(format!("the report has {} revisions, and no number {number}", ids.len()))
        })
    }

    /// The bytes of a report as they were read, byte for byte: of the state that stands, or of the one with
    /// this number.
    ///
    /// # Errors
    /// Where there is no such report or state, or the archive cannot be read.
    pub fn raw_bytes(&self, name: &str, revision: Option<u64>) -> Result<Vec<u8>> {
        let (text, raw): (Vec<u8>, Option<Vec<u8>>) = self.db.query_row(
            "SELECT text, raw FROM revision_text WHERE revision = ?1",
            [self.state(name, revision)?],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        // What was in UTF-8 is kept once, as its text.
        unpack(&raw.unwrap_or(text))
    }

    /// The text that a report was decoded to, which all spans of its records count, in code points.
    ///
    /// # Errors
    /// As for [`raw_bytes`](Self::raw_bytes).
    pub fn raw_text(&self, name: &str, revision: Option<u64>) -> Result<String> {
        let text: Vec<u8> = self.db.query_row(
            "SELECT text FROM revision_text WHERE revision = ?1",
            [self.state(name, revision)?],
            |row| row.get(0),
        )?;
        unpack_text(&text)
    }
}
