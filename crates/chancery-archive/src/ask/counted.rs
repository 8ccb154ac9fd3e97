//! Statements, reports, actors, formats and the timeline.

use std::collections::BTreeMap;

use chancery_record::{Statement, wire};
use rusqlite::params_from_iter;
use serde::Serialize;
use serde_json::Value;

use super::{Asked, Condition, Field, Filter, Page, condition};
use crate::error::Result;
use crate::store::Archive;

/// One statement with its report.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StatementLine {
    /// The statement's key.
    pub id: String,
    /// The report's name.
    pub report: String,
    /// The day it was published.
    pub published: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The record.
    pub record: Value,
    /// The same, as a noun.
    #[serde(skip)]
    pub statement: Statement,
}

/// One report with what was found in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportLine {
    /// The report's name.
    pub report: String,
    /// What it is known by.
    pub key: String,
    /// The day it was published.
    pub published: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The agency credited.
    pub credit: Option<String>,
    /// Its headline.
    pub headline: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Where it was read from.
    pub origin: String,
    /// When the archive learned this state of it.
    pub learned: String,
    /// How many states of it the archive has.
    pub revisions: u64,
    /// Events found in it.
    pub events: u64,
    /// Reports that it shares words with.
    pub shares_with: u64,
}

/// One actor with how often it appears.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActorLine {
    /// Its name; a country's or organisation's code where no name was given.
    pub name: String,
    /// Whom it acts for.
    pub country: String,
    /// What sort of actor.
    pub kind: String,
    /// Occurrences in which it acts.
    pub source: u64,
    /// Occurrences in which it is acted on.
    pub target: u64,
}

/// One diplomatic format with its meetings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FormatLine {
    /// Its name.
    pub format: String,
    /// Occurrences in it.
    pub occurrences: u64,
    /// Reports of them.
    pub reports: u64,
    /// Independent origins, summed over the occurrences.
    pub independent: u64,
    /// The first day.
    pub first: Option<String>,
    /// The last day.
    pub last: Option<String>,
    /// Who took part, with in how many occurrences.
    pub participants: BTreeMap<String, u64>,
}

/// One month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimelineLine {
    /// The month, as 2024-03.
    pub month: String,
    /// Occurrences that began in it, by class of type.
    pub occurrences: BTreeMap<String, u64>,
    /// All of them.
    pub total: u64,
    /// Reports of them.
    pub reports: u64,
    /// Independent origins, summed over the occurrences.
    pub independent: u64,
}

fn limits(page: Page) -> String {
    let number = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    format!(" LIMIT {} OFFSET {}", number(page.take), number(page.skip))
}

fn paged<T>(lines: BTreeMap<String, T>, page: Page) -> Vec<T> {
    let number = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
    lines.into_values().skip(number(page.skip)).take(number(page.take)).collect()
}

impl Archive {
    /// Statements, by day of publication, report and place in the text.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn statements(&self, filter: &Filter, page: Page) -> Result<Vec<StatementLine>> {
        self.statements_where(condition(filter, Asked::Statements), page)
    }

    /// The statements of the standing reading of a revision, in the order of the text.
    pub(crate) fn statements_of(&self, revision: i64) -> Result<Vec<StatementLine>> {
        let sql = "revision.id = ?".to_owned();
        self.statements_where(Condition { sql, values: vec![revision.into()] }, Page::ALL)
    }

    fn statements_where(&self, condition: Condition, page: Page) -> Result<Vec<StatementLine>> {
        let mut statement = self.db.prepare(&format!(
            "SELECT statement.key, report.name, revision.published, revision.outlet, statement_record.record
             FROM statement JOIN statement_record ON statement_record.statement = statement.id JOIN shown ON shown.coding = statement.coding
             JOIN revision ON revision.id = shown.revision JOIN report ON report.id = shown.report
             WHERE {} ORDER BY revision.published IS NULL, revision.published, report.key, statement.position{}",
            condition.sql,
            limits(page)
        ))?;
        let mut rows = statement.query(params_from_iter(condition.values))?;
        let mut lines = Vec::new();
        while let Some(row) = rows.next()? {
            let record: String = row.get(4)?;
            lines.push(StatementLine {
                id: row.get(0)?,
                report: row.get(1)?,
                published: row.get(2)?,
                outlet: row.get(3)?,
                record: serde_json::from_str(&record)?,
                statement: wire::statement_from_text(&record)?,
            });
        }
        Ok(lines)
    }

    /// Reports, by day of publication and key.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn reports(&self, filter: &Filter, page: Page) -> Result<Vec<ReportLine>> {
        let condition = condition(filter, Asked::Reports);
        let mut statement = self.db.prepare(&format!(
            "SELECT report.name, report.key, revision.published, revision.outlet, revision.credit,
               revision.headline, revision.url, revision.origin, revision.learned,
               (SELECT count(*) FROM revision AS other WHERE other.report = report.id),
               (SELECT count(*) FROM event WHERE event.coding = shown.coding),
               (SELECT count(*) FROM reuse JOIN shown AS other ON other.revision = reuse.b WHERE reuse.a = revision.id) +
               (SELECT count(*) FROM reuse JOIN shown AS other ON other.revision = reuse.a WHERE reuse.b = revision.id)
             FROM shown JOIN revision ON revision.id = shown.revision JOIN report ON report.id = shown.report
             WHERE {} ORDER BY revision.published IS NULL, revision.published, report.key{}",
            condition.sql,
            limits(page)
        ))?;
        let rows = statement.query_map(params_from_iter(condition.values), |row| {
            Ok(ReportLine {
                report: row.get(0)?,
                key: row.get(1)?,
                published: row.get(2)?,
                outlet: row.get(3)?,
                credit: row.get(4)?,
                headline: row.get(5)?,
                url: row.get(6)?,
                origin: row.get(7)?,
                learned: row.get(8)?,
                revisions: row.get(9)?,
                events: row.get(10)?,
                shares_with: row.get(11)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Actors of the events that `filter` lets through, the busiest first.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn actors(&self, filter: &Filter, page: Page) -> Result<Vec<ActorLine>> {
        let condition = condition(filter, Asked::Events);
        let mut statement = self.db.prepare(&format!(
            "WITH part AS (
               SELECT DISTINCT coalesce(actor.name, participant.country) AS name,
                 coalesce(participant.country, '') AS country,
                 coalesce(actor.kind, CASE WHEN actor.id IS NULL THEN '' END) AS kind,
                 participant.side AS side, member.occurrence AS occurrence
               FROM event JOIN member ON member.event = event.id
               JOIN occurrence ON occurrence.id = member.occurrence
               JOIN coding ON coding.id = event.coding JOIN revision ON revision.id = coding.revision
               JOIN participant ON participant.event = event.id AND participant.side IN ('s', 't')
               LEFT JOIN actor ON actor.id = participant.actor
               WHERE {} AND coalesce(actor.name, participant.country) IS NOT NULL)
             SELECT name, country, kind, sum(side = 's') AS acts, sum(side = 't') AS bears FROM part
             GROUP BY name, country, kind ORDER BY count(DISTINCT occurrence) DESC, name, country, kind{}",
            condition.sql,
            limits(page)
        ))?;
        let rows = statement.query_map(params_from_iter(condition.values), |row| {
            Ok(ActorLine {
                name: row.get(0)?,
                country: row.get(1)?,
                kind: row.get(2)?,
                source: row.get(3)?,
                target: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Diplomatic formats of the occurrences that `filter` lets through, by name.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn formats(&self, filter: &Filter, page: Page) -> Result<Vec<FormatLine>> {
        let mut found: BTreeMap<String, FormatLine> = BTreeMap::new();
        let condition = condition(filter, Asked::Occurrences);
        // Few events have one: only their occurrences are put together.
        let mut statement = self.db.prepare(&format!(
            "SELECT occurrence.id FROM occurrence WHERE occurrence.id IN
               (SELECT member.occurrence FROM event JOIN member ON member.event = event.id
                WHERE event.format IS NOT NULL) AND {}
             ORDER BY occurrence.first_day IS NULL, occurrence.first_day, occurrence.key",
            condition.sql
        ))?;
        let mut rows = statement.query(params_from_iter(condition.values))?;
        while let Some(row) = rows.next()? {
            let line = self.occurrence_line(row.get(0)?)?;
            let Some(format) = line.told.iter().find_map(|told| told.event.format.as_ref()) else { continue };
            let entry = found.entry(crate::fold::fold(&format.name)).or_insert_with(|| FormatLine {
                format: format.name.clone(),
                occurrences: 0,
                reports: 0,
                independent: 0,
                first: None,
                last: None,
                participants: BTreeMap::new(),
            });
            entry.occurrences += 1;
            entry.reports += line.reports.len() as u64;
            entry.independent += line.independent;
            if let Some(when) = &line.when {
                let (first, last) = when.split_once('/').unwrap_or((when, when));
                let (first, last) = (first.to_owned(), last.to_owned());
                entry.first = Some(entry.first.take().map_or(first.clone(), |known| known.min(first)));
                entry.last = Some(entry.last.take().map_or(last.clone(), |known| known.max(last)));
            }
            let codes: std::collections::BTreeSet<&str> = line
                .told
                .iter()
                .flat_map(|told| told.event.source.iter().chain(&told.event.target))
                .filter_map(|party| party.country.as_deref())
                .collect();
            for code in codes {
                *entry.participants.entry(code.to_owned()).or_default() += 1;
            }
        }
        Ok(paged(found, page))
    }

    /// Occurrences by month and class of type.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn timeline(&self, filter: &Filter, page: Page) -> Result<Vec<TimelineLine>> {
        let condition = condition(filter, Asked::Occurrences);
        let mut statement = self.db.prepare(&format!(
            "SELECT substr(first_day, 1, 7), type, count(*), sum(n_reports), sum(n_independent) FROM occurrence
             WHERE first_day IS NOT NULL AND {} GROUP BY 1, 2 ORDER BY 1, 2",
            condition.sql
        ))?;
        let mut rows = statement.query(params_from_iter(condition.values))?;
        let mut months: BTreeMap<String, TimelineLine> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let (month, event_type): (String, String) = (row.get(0)?, row.get(1)?);
            let line = months.entry(month.clone()).or_insert_with(|| TimelineLine {
                month,
                occurrences: BTreeMap::new(),
                total: 0,
                reports: 0,
                independent: 0,
            });
            let class = chancery_record::EventType::from_name(&event_type)
                .map_or("", |event_type| event_type.quad_class().name());
            let n: u64 = row.get(2)?;
            *line.occurrences.entry(class.to_owned()).or_default() += n;
            line.total += n;
            line.reports += row.get::<_, u64>(3)?;
            line.independent += row.get::<_, u64>(4)?;
        }
        Ok(paged(months, page))
    }

    /// A filter for one actor.
    pub(crate) fn about(actor: &str) -> Filter {
        Filter {
            terms: vec![super::Term {
                field: Field::Actor,
                values: vec![actor.to_owned()],
                is_negated: false,
                at: 0,
                len: actor.chars().count(),
            }],
        }
    }
}
