//! All that the coder found in one report: the record that is printed, stored and exchanged.

use jiff::civil::Date;

use crate::{Char, Event, Span, Statement};

/// One report with its events and statements.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CodedReport {
    /// The report's name: what the input calls it, else its content hash.
    pub report: String,
    /// The day it was published, where known.
    pub published: Option<Date>,
    /// Who published it, where known.
    pub outlet: Option<String>,
    /// The events, in the order of the text.
    pub events: Vec<Event>,
    /// The statements, in the order of the text.
    pub statements: Vec<Statement>,
    /// What the raw text is made of; tiles it.
    pub segments: Vec<CodedSegment>,
    /// What a person should know about the reading.
    pub notes: Vec<CodedNote>,
}

/// A stretch of the raw text and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodedSegment {
    /// `headline`, `dateline`, `byline`, `body`, `teaser`, `disclaimer`, `caption`, `links` or
    /// `boilerplate`; only headline, dateline and body are the report's own content.
    pub kind: String,
    /// Code points of the raw text.
    pub span: Span<Char>,
}

/// A note on the reading or coding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodedNote {
    /// What was seen.
    pub message: String,
    /// What can be done about it.
    pub hint: Option<String>,
    /// Code points of the raw text.
    pub span: Option<Span<Char>>,
}
