//! Offices and who held them when.
//!
//! A post is an office of one body, with a scope where one body has several of a kind: the ambassador of
//! France *to Spain*, the United Nations' envoy *for Yemen*. Terms of a post are half-open periods of days.

use crate::body::{ids, period_of};
use crate::table::{Row, Tables, each_row};
use crate::{Body, Fault, Period, PersonId, Sector};

ids! {
    /// A row of `office_kinds.csv`.
    OfficeKindId,
    /// A term: one row of the offices' tables.
    TermId,
    /// What an ambassador or envoy is sent to, or the part of a body that an office is of; none by default.
    ScopeId,
}

impl ScopeId {
    /// No scope.
    pub const NONE: Self = Self(0);
}

/// A kind of office: foreign minister, chief of an organisation, ambassador.
#[derive(Debug, Clone)]
pub struct OfficeKind {
    /// Its code: `foreign_minister`.
    pub code: Box<str>,
    /// Its name: "foreign minister".
    pub label: Box<str>,
    /// Whether one holder at a time is meant.
    pub is_single: bool,
    /// The sector of its holders; the body's own where none is given.
    pub sector: Option<Sector>,
}

/// An office of one body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Post {
    /// Whose office it is.
    pub body: Body,
    /// Which office it is.
    pub kind: OfficeKindId,
    /// What it is for, where one body has several.
    pub scope: ScopeId,
}

/// How a term is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// In full right.
    Full,
    /// For the time being: acting, interim, caretaker.
    Acting,
    /// Beside others in equal right: the two Captains Regent of San Marino.
    Shared,
    /// Claimed against the one who holds it.
    Rival,
    /// By nobody.
    Vacant,
}

/// How far a row may be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Doubtful.
    Low,
    /// Recalled without a data set behind it, or to the month only, or contradicted.
    Medium,
    /// Well attested.
    High,
}

impl Confidence {
    /// The word that tables use.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// One person's term in one post, or a time without holder.
#[derive(Debug, Clone)]
pub struct Term {
    /// The post.
    pub post: Post,
    /// The holder; none where the post was vacant.
    pub person: Option<PersonId>,
    /// The office's title in English, where the row gives one.
    pub title: Box<str>,
    /// From when to when.
    pub period: Period,
    /// How it is held.
    pub status: Status,
    /// Where the row comes from.
    pub source: Box<str>,
    /// How far it may be trusted.
    pub confidence: Confidence,
    /// What else there is to know.
    pub note: Box<str>,
    /// The table that the row is in.
    pub file: Box<str>,
    /// Its line there, counted from one.
    pub line: u64,
}

pub(crate) fn read_kinds(tables: &Tables, faults: &mut Vec<Fault>) -> Vec<OfficeKind> {
    const COLUMNS: [&str; 5] = ["code", "label", "holders", "sector", "note"];
    let mut kinds: Vec<OfficeKind> = Vec::with_capacity(48);
    each_row(tables, "office_kinds.csv", &COLUMNS, faults, |row, faults| {
        let is_single = match row.get(2) {
            "one" => true,
            "many" => false,
            other => {
                faults.push(
                    row.fault(format!("`{other}` is not a number of holders"), "holders is one or many"),
                );
                return;
            }
        };
        let sector = Sector::from_code(row.get(3));
        if sector.is_none() && !row.get(3).is_empty() {
            faults.push(row.fault(format!("`{}` is not a sector", row.get(3)), Sector::hint()));
        }
        let kind = OfficeKind { code: row.get(0).into(), label: row.get(1).into(), is_single, sector };
        match kinds.iter_mut().find(|known| known.code == kind.code) {
            Some(known) => *known = kind,
            None => kinds.push(kind),
        }
    });
    kinds
}

/// A row of the offices' tables as read: a term whose person is still a name.
pub(crate) struct TermRow {
    pub(crate) person: Box<str>,
    pub(crate) scope: Box<str>,
    pub(crate) term: Term,
    pub(crate) is_withdrawn: bool,
}

pub(crate) fn read_terms(
    tables: &Tables,
    body_of: impl Fn(&str) -> Option<Body>,
    kind_of: impl Fn(&str) -> Option<OfficeKindId>,
    faults: &mut Vec<Fault>,
) -> Vec<TermRow> {
    const COLUMNS: [&str; 11] = [
        "body",
        "office",
        "scope",
        "person",
        "title",
        "start",
        "end",
        "status",
        "source",
        "confidence",
        "note",
    ];
    let mut rows = Vec::with_capacity(9_000);
    each_row(tables, "offices/", &COLUMNS, faults, |row, faults| {
        let before = faults.len();
        let body = body_of(row.get(0));
        if body.is_none() {
            faults.push(row.fault(
                format!("no country or organisation `{}`", row.get(0)),
                "use a code of countries.csv or organisations.csv",
            ));
        }
        let kind = kind_of(row.get(1));
        if kind.is_none() {
            faults.push(
                row.fault(
                    format!("no office `{}`", row.get(1)),
                    "use a code of office_kinds.csv, or add one",
                ),
            );
        }
        let status = status_of(row, faults);
        let confidence = confidence_of(row, faults);
        if row.get(5).is_empty() || row.get(6).is_empty() {
            faults.push(row.fault(
                "a term without start or end".to_owned(),
                "write >DATE for an end that is not known, DATE being the last day known in office",
            ));
        }
        let period = period_of(row, 5, 6, faults);
        if row.get(8).is_empty() {
            faults.push(row.fault(
                "a term without source".to_owned(),
                "name the source; `general knowledge` where it is recalled",
            ));
        }
        let (Some(body), Some(kind), Some((status, is_withdrawn)), Some(confidence), Some(period)) =
            (body, kind, status, confidence, period)
        else {
            return;
        };
        if faults.len() > before {
            return;
        }
        rows.push(TermRow {
            person: row.get(3).into(),
            scope: row.get(2).into(),
            is_withdrawn,
            term: Term {
                post: Post { body, kind, scope: ScopeId::NONE },
                person: None,
                title: row.get(4).into(),
                period,
                status,
                source: row.get(8).into(),
                confidence,
                note: row.get(10).into(),
                file: row.file.into(),
                line: row.line,
            },
        });
    });
    rows
}

/// The status, and whether the row takes another away.
fn status_of(row: &Row<'_>, faults: &mut Vec<Fault>) -> Option<(Status, bool)> {
    let status = match row.get(7) {
        "" => Status::Full,
        "acting" => Status::Acting,
        "shared" => Status::Shared,
        "rival" => Status::Rival,
        "vacant" => Status::Vacant,
        "withdrawn" => return Some((Status::Full, true)),
        other => {
            faults.push(row.fault(
                format!("`{other}` is not a status"),
                "status is empty, acting, shared, rival, vacant or, to take a row away, withdrawn",
            ));
            return None;
        }
    };
    if (status == Status::Vacant) != row.get(3).is_empty() {
        faults.push(row.fault(
            "a vacancy with a person, or a term without one".to_owned(),
            "only rows of status vacant have no person",
        ));
        return None;
    }
    Some((status, false))
}

fn confidence_of(row: &Row<'_>, faults: &mut Vec<Fault>) -> Option<Confidence> {
    match row.get(9) {
        "high" => Some(Confidence::High),
        "medium" => Some(Confidence::Medium),
        "low" => Some(Confidence::Low),
        other => {
            faults.push(
                row.fault(format!("`{other}` is not a confidence"), "confidence is high, medium or low"),
            );
            None
        }
    }
}
