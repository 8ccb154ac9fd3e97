//! One published text with what is known of it.

use std::borrow::Cow;
use std::fmt;

use crate::note::Note;
use crate::offsets::OffsetMap;
use crate::published::{Provenance, Published};
use crate::repair::Repair;
use crate::segment::Segment;
use crate::span::{Byte, Span};

/// A report's identity: 32 hexadecimal digits.
///
/// The first 16 bytes of SHA-256 over the cleaned headline, U+001F, the cleaned body, U+001F and the
/// canonical URL (empty where there is none), all UTF-8.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReportId(String);

impl ReportId {
    /// An id from its digits.
    #[must_use]
    pub fn new(digits: String) -> Self {
        Self(digits)
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ReportId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where a report was read from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// The file as it was named, `-` for standard input, with members of archives after `!`:
    /// `crawl.zip!2023/a.html`.
    pub file: String,
    /// Which record of the file: `line 7`, `record 3`, `row 12`; empty where the file is one report.
    pub place: String,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if !self.place.is_empty() {
            write!(f, ": {}", self.place)?;
        }
        Ok(())
    }
}

/// A cleaned stretch of the report's own words, ready to be parsed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passage {
    /// The cleaned text; paragraphs are parted by `\n\n`.
    pub text: String,
    /// The paragraphs: bytes of [`text`](Self::text).
    pub paragraphs: Vec<Span<Byte>>,
    /// To the raw text; `None` where the words stand outside it (a title column).
    pub offsets: Option<OffsetMap>,
}

impl Passage {
    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The raw bytes that `clean` (bytes of [`text`](Self::text)) was made from.
    #[must_use]
    pub fn raw_from_clean(&self, clean: Span<Byte>) -> Option<Span<Byte>> {
        self.offsets.as_ref().map(|offsets| offsets.raw_from_clean(clean))
    }
}

/// A value with its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Which source.
    pub from: Provenance,
}

/// Who published the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlet {
    /// Its name: from the table of outlets where it is known there, else as the report gives it.
    pub name: String,
    /// Its domain, where known.
    pub domain: Option<String>,
    /// ISO 3166-1 alpha-3 of the country it publishes from, where the table has it.
    pub country: Option<String>,
    /// Whether the table of outlets has it.
    pub known: bool,
}

/// Where, by whom and when a report says that it was filed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dateline {
    /// The place, as written: `ANKARA`, `GAZA CITY, Gaza Strip`.
    pub place: Option<String>,
    /// The agency, as written: `Reuters`.
    pub agency: Option<String>,
    /// The date, as written: `Feb 15`.
    pub date: Option<String>,
    /// Bytes of the raw text.
    pub span: Option<Span<Byte>>,
}

/// The language a report is written in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Language {
    /// ISO 639-1 where there is such a code, else ISO 639-3; `und` where it cannot be told.
    pub code: Cow<'static, str>,
    /// Which source.
    pub from: Provenance,
}

impl Language {
    /// Whether the report can be coded.
    #[must_use]
    pub fn is_english(&self) -> bool {
        self.code == "en"
    }
}

/// One published text: the raw text as decoded, what is its own content, and what is known of it.
///
/// Nothing is guessed: what no source says is `None`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Content hash; see [`ReportId`].
    pub id: ReportId,
    /// The name that the record itself carries, such as the `report` column of a table.
    pub name: Option<String>,
    /// Where it was read.
    pub origin: Origin,
    /// The decoded text as it was found, never changed. For pages this is the markup.
    pub raw: String,
    /// The bytes that the raw text was decoded from, where a file or a crawl's page was not in UTF-8; tables
    /// and feeds hold texts, not bytes.
    pub bytes: Option<Vec<u8>>,
    /// What the raw text is made of; the segments tile it.
    pub segments: Vec<Segment>,
    /// The headline.
    pub headline: Option<Passage>,
    /// Which source gave the headline.
    pub headline_from: Option<Provenance>,
    /// The body; empty where none was found.
    pub body: Passage,
    /// Who wrote it, as written.
    pub byline: Option<Sourced<String>>,
    /// Where, by whom and when it was filed.
    pub dateline: Option<Dateline>,
    /// Who published it.
    pub outlet: Option<Sourced<Outlet>>,
    /// When it was published.
    pub published: Option<Published>,
    /// Other publication times that were found and do not agree with it.
    pub published_conflicts: Vec<Published>,
    /// Its address, canonical: no fragment, no tracking parameters.
    pub url: Option<Sourced<String>>,
    /// The language.
    pub language: Language,
    /// What was mended between raw and cleaned text.
    pub repairs: Vec<Repair>,
    /// What a person should know about the reading.
    pub notes: Vec<Note>,
}
