//! The coded record as JSON: what `chancery code --format jsonl` prints, what the archive stores, what
//! scorers read.
//!
//! `schema/coded-report.schema.json` in this crate is the description for others. Keys appear in a fixed
//! order; what is unknown is `null`, never left out; lists may be empty. Spans are `[start, end]`,
//! half-open, in Unicode code points of the report's raw text. Days are ISO 8601, both ends inside.
//!
//! Reading accepts what writing yields, and also records with keys left out where the schema allows it,
//! so that other coders' output can be read.

mod form;
mod part;

use std::fmt;

use crate::{CodedReport, Event, Statement};

/// The JSON Schema (draft 2020-12) of one line.
pub const SCHEMA: &str = include_str!("../../schema/coded-report.schema.json");

/// The report as one line of JSON, without a line end.
#[must_use]
pub fn line_from_report(report: &CodedReport) -> String {
    text(&form::Report::from(report))
}

/// The report of one line of JSON.
///
/// # Errors
/// Where the line is not JSON, lacks a key that the schema requires, or has a value outside a closed list.
pub fn report_from_line(line: &str) -> Result<CodedReport, Error> {
    serde_json::from_str::<form::Report>(line)?.try_into()
}

/// The event as JSON on one line.
#[must_use]
pub fn text_from_event(event: &Event) -> String {
    text(&form::Event::from(event))
}

/// The event of its JSON.
///
/// # Errors
/// As [`report_from_line`].
pub fn event_from_text(text: &str) -> Result<Event, Error> {
    serde_json::from_str::<form::Event>(text)?.try_into()
}

/// The statement as JSON on one line.
#[must_use]
pub fn text_from_statement(statement: &Statement) -> String {
    text(&form::Statement::from(statement))
}

/// The statement of its JSON.
///
/// # Errors
/// As [`report_from_line`].
pub fn statement_from_text(text: &str) -> Result<Statement, Error> {
    serde_json::from_str::<form::Statement>(text)?.try_into()
}

/// Writing these forms cannot fail: every key is a string, and no number is outside JSON's range once
/// what is not finite has been dropped.
fn text(form: &impl serde::Serialize) -> String {
    serde_json::to_string(form).unwrap_or_default()
}

/// Why a text is not a coded record.
#[derive(Debug)]
pub struct Error(String);

impl Error {
    fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self(error.to_string())
    }
}
