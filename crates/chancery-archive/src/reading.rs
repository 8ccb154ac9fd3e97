//! What the archive takes in: one report as it was read and coded.

use std::sync::Arc;

use chancery_record::{CodedReport, Event, Statement, wire};

use crate::lineage::{Fingerprint, content_words};
use crate::merge::{Features, Story};
use crate::{key, packed};

/// One report with what the coder found in it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// Hash of the cleaned content; two readings with the same are the same text.
    pub content: String,
    /// Canonical address. A report is known by it; without one, by its content.
    pub url: Option<String>,
    /// The headline, where known.
    pub headline: Option<String>,
    /// Who wrote it, as written.
    pub byline: Option<String>,
    /// The agency that the outlet credits in dateline or byline, as written.
    pub credit: Option<String>,
    /// Where it was read from, for a person: file and place.
    pub origin: String,
    /// What else is known and from where, as a JSON object.
    pub provenance: String,
    /// The raw text as decoded; all spans of the record count its code points.
    pub text: String,
    /// The bytes it was decoded from, where they are not the text's own UTF-8.
    pub raw: Option<Vec<u8>>,
    /// Events, statements, segments, notes; with the day of publication and the outlet.
    pub coded: CodedReport,
}

/// How reports were coded. Two readings by the same coder are the same reading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coder {
    /// The program's version.
    pub version: String,
    /// Hash of the parsing model.
    pub model: String,
    /// Hash of lexicon and tables.
    pub tables: String,
    /// Settings that change what is coded, as a JSON object.
    pub settings: String,
}

impl Coder {
    pub(crate) fn digest(&self) -> String {
        key::long_digest(&[&self.version, &self.model, &self.tables, &self.settings])
    }
}

/// A reading with all that can be computed without the archive; made on any thread.
#[derive(Debug)]
pub struct Prepared {
    pub(crate) reading: Reading,
    pub(crate) text: Vec<u8>,
    pub(crate) raw: Option<Vec<u8>>,
    pub(crate) words: String,
    pub(crate) fingerprint: Fingerprint,
    pub(crate) events: Vec<PreparedEvent>,
    pub(crate) statements: Vec<PreparedStatement>,
    pub(crate) story: Arc<Story>,
}

#[derive(Debug)]
pub(crate) struct PreparedEvent {
    pub(crate) key: String,
    pub(crate) event: Event,
    pub(crate) record: String,
    pub(crate) features: Features,
}

#[derive(Debug)]
pub(crate) struct PreparedStatement {
    pub(crate) key: String,
    pub(crate) statement: Statement,
    pub(crate) record: String,
}

impl Prepared {
    /// Does the work on `reading` that needs no archive: a pure function.
    #[must_use]
    pub fn new(mut reading: Reading) -> Self {
        if reading.content.is_empty() {
            let headline = reading.headline.as_deref().unwrap_or_default();
            reading.content = key::long_digest(&[headline, &reading.text]);
        }
        let words = content_words(&reading.text, &reading.coded.segments);
        let report = reading.report_key();
        let story = Arc::new(Story::of(&reading.text, &reading.coded.segments));
        let mut events: Vec<PreparedEvent> = Vec::with_capacity(reading.coded.events.len());
        for event in &reading.coded.events {
            let key = first_free(
                |nth| key::of_event(&report, &reading.content, event, nth),
                |key| events.iter().any(|earlier| earlier.key == key),
            );
            let features = Features::of(event, &report, reading.coded.published, story.clone());
            let record = wire::text_from_event(event);
            events.push(PreparedEvent { key, event: event.clone(), record, features });
        }
        let mut statements: Vec<PreparedStatement> = Vec::with_capacity(reading.coded.statements.len());
        for statement in &reading.coded.statements {
            let key = first_free(
                |nth| key::of_statement(&report, &reading.content, statement, nth),
                |key| statements.iter().any(|earlier| earlier.key == key),
            );
            let record = wire::text_from_statement(statement);
            statements.push(PreparedStatement { key, statement: statement.clone(), record });
        }
        Self {
            text: packed::pack(reading.text.as_bytes()),
            raw: reading.raw.as_deref().map(packed::pack),
            fingerprint: Fingerprint::of(&words),
            words: indexed_text(&reading, &words),
            events,
            statements,
            story,
            reading,
        }
    }
}

impl Reading {
    /// What the report is known by.
    pub(crate) fn report_key(&self) -> String {
        report_key(self.url.as_deref(), self.coded.outlet.as_deref(), &self.content)
    }
}

/// The address; without one, the outlet with the content: the same words in two outlets are two reports.
pub(crate) fn report_key(url: Option<&str>, outlet: Option<&str>, content: &str) -> String {
    match url {
        Some(url) => url.to_owned(),
        None => key::digest("r", &[outlet.unwrap_or_default(), content]),
    }
}

/// Events of one revision that say the same in every field are numbered in the order of the text.
fn first_free(name: impl Fn(usize) -> String, taken: impl Fn(&str) -> bool) -> String {
    let mut nth = 0;
    loop {
        let key = name(nth);
        if !taken(&key) {
            return key;
        }
        nth += 1;
    }
}

/// The headline, where it stands outside the text, and the own content.
fn indexed_text(reading: &Reading, words: &[crate::lineage::Word]) -> String {
    let mut text = reading.headline.clone().unwrap_or_default();
    for word in words {
        text.push(' ');
        text.push_str(&word.text);
    }
    text
}
