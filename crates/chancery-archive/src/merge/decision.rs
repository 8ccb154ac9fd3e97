//! What people decided: these two events are one, or are not. No later run undoes it.
//!
//! A decision is about words in two reports, not about rows: it is kept as report, type and place of the
//! evidence, so that it still holds when the reports are coded anew and an event gets another key.

use std::collections::BTreeMap;

use chancery_record::{Char, Event, Span};
use rusqlite::{Connection, Row, params};

use crate::error::Result;

/// A decision on two events.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// They are one occurrence.
    Join,
    /// They are two.
    Split,
    /// Whatever was decided before no longer holds.
    Withdraw,
}

impl Verdict {
    /// Its name in the store.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Join => "join",
            Self::Split => "split",
            Self::Withdraw => "withdraw",
        }
    }

    fn from_name(name: &str) -> Self {
        match name {
            "join" => Self::Join,
            "split" => Self::Split,
            _ => Self::Withdraw,
        }
    }
}

/// Where an event stands: what a decision holds on to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Anchor {
    pub(crate) report: String,
    pub(crate) event_type: String,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Anchor {
    /// The anchor in four columns of a row, from the column `from` on.
    fn at(row: &Row<'_>, from: usize) -> Result<Self> {
        Ok(Self {
            report: row.get(from)?,
            event_type: row.get(from + 1)?,
            start: row.get(from + 2)?,
            end: row.get(from + 3)?,
        })
    }

    pub(crate) fn of(report: &str, event: &Event) -> Self {
        let span = event.evidence.first().and_then(|words| words.span).unwrap_or(Span::new(0, 0));
        Self {
            report: report.to_owned(),
            event_type: event.event_type.name().to_owned(),
            start: span.start,
            end: span.end,
        }
    }

    /// Whether `event` of that report is the one meant: the same type, and evidence in the same place.
    fn holds(&self, event: &Event) -> bool {
        let here = Span::<Char>::new(self.start.min(self.end), self.end);
        event.event_type.name() == self.event_type
            && event.evidence.iter().any(|words| match words.span {
                Some(span) => span.overlaps(here),
                None => here.is_empty(),
            })
    }
}

/// A decision as it stands, on events that are present.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Decided {
    pub(crate) verdict: Verdict,
    /// Index of the one event among the nodes.
    pub(crate) a: usize,
    /// Index of the other.
    pub(crate) b: usize,
}

/// The decisions that stand, later ones over earlier ones, by the pair of anchors.
#[derive(Debug, Default)]
pub(crate) struct Decisions(BTreeMap<(Anchor, Anchor), Verdict>);

/// Reads the decisions learned up to `until` (all, where it is `None`).
pub(crate) fn decisions(db: &Connection, until: Option<&str>) -> Result<Decisions> {
    let mut statement = db.prepare_cached(
        "SELECT kind, a_report, a_type, a_start, a_end, b_report, b_type, b_start, b_end FROM decision
         WHERE ?1 IS NULL OR learned <= ?1 ORDER BY id",
    )?;
    let mut standing = BTreeMap::new();
    let mut rows = statement.query([until])?;
    while let Some(row) = rows.next()? {
        let (a, b) = (Anchor::at(row, 1)?, Anchor::at(row, 5)?);
        let pair = if a <= b { (a, b) } else { (b, a) };
        standing.insert(pair, Verdict::from_name(&row.get::<_, String>(0)?));
    }
    standing.retain(|_, verdict| *verdict != Verdict::Withdraw);
    Ok(Decisions(standing))
}

impl Decisions {
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Reports whose events were joined to events of `report`.
    pub(crate) fn joined_reports(&self, report: &str) -> Vec<&str> {
        let joins = self.0.iter().filter(|(_, verdict)| **verdict == Verdict::Join);
        joins
            .filter_map(|((a, b), _)| match (a.report == report, b.report == report) {
                (true, _) => Some(b.report.as_str()),
                (_, true) => Some(a.report.as_str()),
                _ => None,
            })
            .collect()
    }

    /// The decisions on events among `nodes`, given as report and event.
    pub(crate) fn among(&self, nodes: &[(&str, &Event)]) -> Vec<Decided> {
        let find = |anchor: &Anchor| {
            nodes.iter().position(|(report, event)| *report == anchor.report && anchor.holds(event))
        };
        self.0
            .iter()
            .filter_map(|((a, b), verdict)| Some(Decided { verdict: *verdict, a: find(a)?, b: find(b)? }))
            .collect()
    }
}

/// Keeps a decision.
pub(crate) fn record(
    db: &Connection,
    verdict: Verdict,
    a: &Anchor,
    b: &Anchor,
    learned: &str,
    reviewer: &str,
    reason: &str,
) -> Result<()> {
    db.execute(
        "INSERT INTO decision (kind, a_report, a_type, a_start, a_end, b_report, b_type, b_start, b_end,
           learned, reviewer, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        params![
            verdict.name(),
            a.report,
            a.event_type,
            a.start,
            a.end,
            b.report,
            b.event_type,
            b.start,
            b.end,
            learned,
            reviewer,
            reason
        ],
    )?;
    Ok(())
}

/// The pairs that were split by the same act as these two: at one time, from one event.
pub(crate) fn split_with(db: &Connection, a: &Anchor, b: &Anchor) -> Result<Vec<(Anchor, Anchor)>> {
    let mut statement = db.prepare_cached(
        "SELECT other.a_report, other.a_type, other.a_start, other.a_end,
           other.b_report, other.b_type, other.b_start, other.b_end
         FROM decision AS one JOIN decision AS other ON other.kind = 'split' AND other.learned = one.learned
           AND (other.a_report, other.a_type, other.a_start, other.a_end) =
             (one.a_report, one.a_type, one.a_start, one.a_end)
         WHERE one.kind = 'split'
           AND (one.a_report, one.a_type, one.a_start, one.a_end, one.b_report, one.b_type, one.b_start, one.b_end)
             IN (VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8), (?5, ?6, ?7, ?8, ?1, ?2, ?3, ?4))
         ORDER BY other.id",
    )?;
    let mut rows = statement.query(params![
        a.report,
        a.event_type,
        a.start,
        a.end,
        b.report,
        b.event_type,
        b.start,
        b.end
    ])?;
    let mut pairs = Vec::new();
    while let Some(row) = rows.next()? {
        pairs.push((Anchor::at(row, 0)?, Anchor::at(row, 4)?));
    }
    Ok(pairs)
}
