//! Occurrences, one line each, and one in full.

use std::collections::BTreeSet;

use chancery_record::wire;
use rusqlite::{OptionalExtension, params, params_from_iter};
use serde::Serialize;
use serde_json::Value;

use super::happening::{Contradiction, Link, Stage, Told, days_text};
use super::{Asked, Filter, Page, condition, happening};
use crate::error::{Error, Kind, Result};
use crate::key;
use crate::store::Archive;

/// An occurrence with its reports, events and reasons.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OccurrenceLine {
    /// Its key.
    pub id: String,
    /// What happened, in one sentence.
    pub sentence: String,
    /// The type that most reports give it.
    pub r#type: String,
    /// The status, all reports taken together.
    pub status: String,
    /// Who acted.
    pub source: Vec<Value>,
    /// Who was acted on.
    pub target: Vec<Value>,
    /// The days, ISO 8601: one, or first/last.
    pub when: Option<String>,
    /// The place, of the event that tells most.
    pub r#where: Option<Value>,
    /// The names of the reports that tell of it.
    pub reports: Vec<String>,
    /// The keys of their events.
    pub events: Vec<String>,
    /// Independent origins among the reports.
    pub independent: u64,
    /// Grounds of its surest links.
    pub reasons: Vec<String>,
    /// The words that tell of it, event by event, the clearest of each first.
    #[serde(skip)]
    pub passages: Vec<PassageLine>,
    /// What became of it, in the order of the reports.
    #[serde(skip)]
    pub history: Vec<Stage>,
    /// Matters on which the reports differ.
    #[serde(skip)]
    pub contradictions: Vec<Contradiction>,
    /// All links among the events.
    #[serde(skip)]
    pub links: Vec<Link>,
    /// The events with their reports.
    #[serde(skip)]
    pub told: Vec<Told>,
}

impl OccurrenceLine {
    /// The line with its passages, history, contradictions and links, for JSON.
    #[must_use]
    pub fn in_full(&self) -> impl Serialize + '_ {
        #[derive(Serialize)]
        struct InFull<'a> {
            #[serde(flatten)]
            line: &'a OccurrenceLine,
            passages: &'a [PassageLine],
            history: &'a [Stage],
            contradictions: &'a [Contradiction],
            links: &'a [Link],
        }
        InFull {
            line: self,
            passages: &self.passages,
            history: &self.history,
            contradictions: &self.contradictions,
            links: &self.links,
        }
    }
}

/// A passage of a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PassageLine {
    /// The report's name.
    pub report: String,
    /// The event's key.
    pub event: String,
    /// Half-open, in code points of the report's raw text.
    pub span: Option<(u32, u32)>,
    /// The words.
    pub text: String,
}

impl Archive {
    /// Occurrences that `filter` lets through, by day and key.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn occurrences(&self, filter: &Filter, page: Page) -> Result<Vec<OccurrenceLine>> {
        self.occurrence_ids(filter, page)?.into_iter().map(|id| self.occurrence_line(id)).collect()
    }

    /// The rows of these occurrences.
    pub(crate) fn occurrence_ids(&self, filter: &Filter, page: Page) -> Result<Vec<i64>> {
        let condition = condition(filter, Asked::Occurrences);
        let sql = format!(
            "SELECT occurrence.id FROM occurrence WHERE {}
             ORDER BY occurrence.first_day IS NULL, occurrence.first_day, occurrence.key LIMIT {} OFFSET {}",
            condition.sql,
            i64::try_from(page.take).unwrap_or(i64::MAX),
            i64::try_from(page.skip).unwrap_or(i64::MAX),
        );
        let mut statement = self.db.prepare(&sql)?;
        let rows = statement.query_map(params_from_iter(condition.values), |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The occurrence that `name` means: its key, the key of one of its events, or the beginning of either
    /// where that is unique.
    ///
    /// # Errors
    /// Where nothing or more than one is meant.
    pub fn occurrence(&self, name: &str) -> Result<OccurrenceLine> {
        self.occurrence_line(self.occurrence_id(name)?)
    }

    /// The row of the occurrence that `name` means.
    pub(crate) fn occurrence_id(&self, name: &str) -> Result<i64> {
        // A key that was given out once names the occurrence that holds its first event now.
        let event = if name.starts_with('o') { key::first_event(name) } else { name.to_owned() };
        let exact: Option<i64> = self
            .db
            .prepare_cached(
                "SELECT member.occurrence FROM event JOIN member ON member.event = event.id WHERE event.key = ?1",
            )?
            .query_row([&event], |row| row.get(0))
            .optional()?;
        if let Some(exact) = exact {
            return Ok(exact);
        }
        let mut statement = self.db.prepare_cached(
            "SELECT DISTINCT occurrence.id, occurrence.key FROM event JOIN member ON member.event = event.id
             JOIN occurrence ON occurrence.id = member.occurrence
             WHERE event.key >= ?1 AND event.key < ?1 || 'g' ORDER BY occurrence.key LIMIT 5",
        )?;
        let rows = statement.query_map(params![event], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let candidates: Vec<(i64, String)> = rows.collect::<Result<_, _>>()?;
        match &candidates[..] {
            _ if name.len() < 3 => Err(Error::unknown("occurrence", name)),
            [] => Err(Error::unknown("occurrence", name)),
            [(id, _)] => Ok(*id),
            _ => {
                let candidates = candidates.into_iter().map(|(_, key)| key).collect();
                Err(Error::new(Kind::Ambiguous { name: name.to_owned(), candidates }))
            }
        }
    }

    /// The line of an occurrence that is there.
    pub(crate) fn occurrence_line(&self, id: i64) -> Result<OccurrenceLine> {
        let found = happening(&self.db, id)?;
        let links = found.links(&self.db)?;
        let fullest = &found.told[found.fullest].event;
        let place =
            fullest.place.clone().or_else(|| found.told.iter().find_map(|told| told.event.place.clone()));
        let shown = chancery_record::Event {
            source: found.source.clone(),
            target: found.target.clone(),
            place,
            ..fullest.clone()
        };
        let mut record: Value = serde_json::from_str(&wire::text_from_event(&shown))?;
        let mut list = |name: &str| match record[name].take() {
            Value::Array(items) => items,
            _ => Vec::new(),
        };
        let (source, target) = (list("source"), list("target"));
        // Two reports may have one name.
        let mut seen = BTreeSet::new();
        let told = found.told.iter().filter(|told| seen.insert(told.report_key.as_str()));
        let reports: Vec<String> = told.map(|told| told.report.clone()).collect();
        Ok(OccurrenceLine {
            id: found.key.clone(),
            sentence: found.sentence.clone(),
            r#type: found.event_type.clone(),
            status: found.status.name().to_owned(),
            source,
            target,
            when: found.days.map(days_text),
            r#where: Some(record["where"].take()).filter(|place| !place.is_null()),
            reports,
            events: found.told.iter().map(|told| told.key.clone()).collect(),
            passages: found.told.iter().flat_map(passages).collect(),
            independent: found.n_independent,
            reasons: links
                .first()
                .map(|link| link.reasons.iter().map(|(text, _)| text.clone()).collect())
                .unwrap_or_default(),
            history: found.history(),
            contradictions: found.contradictions(),
            links,
            told: found.told,
        })
    }
}

fn passages(told: &Told) -> impl Iterator<Item = PassageLine> {
    told.event.evidence.iter().map(|words| PassageLine {
        report: told.report.clone(),
        event: told.key.clone(),
        span: words.span.map(|span| (span.start, span.end)),
        text: words.text.clone(),
    })
}
