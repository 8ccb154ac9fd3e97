//! Containers and formats: bytes in, one [`Source`] a record out.
//!
//! Each format reads from a stream and hands its records to a [`Sink`] one by one; a record that
//! cannot be read is handed over as an error, and the next one is read.

mod beside;
pub(crate) mod columns;
mod delimited;
mod feed;
mod json;
mod parquet;
pub(crate) mod sniff;
mod warc;

use std::io::{BufRead, Read};
use std::ops::ControlFlow;

use chancery_record::Origin;

use crate::error::Error;
use crate::fields::Fields;
use crate::limits::{Limits, read_whole};
use crate::source::{Markup, Source};
use crate::{decode, markdown};

pub use columns::ColumnMap;
pub(crate) use parquet::read_held as read_parquet;

/// A format of records, as it is named on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// One plain text.
    Text,
    /// One Markdown text.
    Markdown,
    /// One page.
    Html,
    /// One JSON object a line.
    JsonLines,
    /// A JSON object, a list of them, or an object that wraps a list.
    Json,
    /// Rows parted by commas, semicolons or bars.
    Csv,
    /// Rows parted by tabs.
    Tsv,
    /// Apache Parquet.
    Parquet,
    /// RSS, Atom or JSON Feed.
    Feed,
    /// WARC 1.0 or 1.1.
    Warc,
}

impl Format {
    /// Every format, in the order of declaration.
    pub const ALL: [Self; 10] = [
        Self::Text,
        Self::Markdown,
        Self::Html,
        Self::JsonLines,
        Self::Json,
        Self::Csv,
        Self::Tsv,
        Self::Parquet,
        Self::Feed,
        Self::Warc,
    ];

    /// The lower-case name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::JsonLines => "jsonl",
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Parquet => "parquet",
            Self::Feed => "feed",
            Self::Warc => "warc",
        }
    }

    /// The format with this [`name`](Self::name).
    ///
    /// # Errors
    /// Where there is none.
    pub fn parse(name: &str) -> Result<Self, Error> {
        Self::ALL.into_iter().find(|format| format.name() == name).ok_or_else(|| {
            let names: Vec<&str> = Self::ALL.iter().map(|format| format.name()).collect();
            Error::usage(format!("no format `{name}`")).hint(format!("one of {}", names.join(", ")))
        })
    }
}

/// Takes records as they are read; breaks to stop the reading.
pub(crate) type Sink<'a> = dyn FnMut(Result<Source, Error>) -> ControlFlow<()> + 'a;

/// What every format needs beside its bytes.
#[derive(Clone, Copy)]
pub(crate) struct Reading<'a> {
    pub(crate) limits: &'a Limits,
    pub(crate) columns: &'a ColumnMap,
    /// The file, with archive members behind `!`.
    pub(crate) file: &'a str,
}

impl Reading<'_> {
    pub(crate) fn origin(&self, place: impl Into<String>) -> Origin {
        Origin { file: self.file.to_owned(), place: place.into() }
    }
}

/// Reads every record of a stream in the given format.
pub(crate) fn read(
    format: Format,
    reader: &mut dyn BufRead,
    reading: &Reading<'_>,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    match format {
        Format::Text | Format::Markdown | Format::Html => sink(single(format, reader, reading)),
        Format::JsonLines => json::read_lines(reader, reading, sink),
        Format::Json => json::read(reader, reading, sink),
        Format::Csv => delimited::read(reader, None, reading, sink),
        Format::Tsv => delimited::read(reader, Some(b'\t'), reading, sink),
        Format::Parquet => parquet::read(reader, reading, sink),
        Format::Feed => feed::read(reader, reading, sink),
        Format::Warc => warc::read(reader, reading, sink),
    }
}

fn single(format: Format, mut reader: &mut dyn BufRead, reading: &Reading<'_>) -> Result<Source, Error> {
    let whole: &mut dyn Read = &mut reader;
    let bytes = read_whole(whole, reading.limits.record_bytes)
        .map_err(|error| Error::io(reading.origin(""), error))?;
    if decode::is_binary(&bytes) {
        return Err(Error::format(reading.origin(""), "not a text: too many control characters")
            .hint("name its format with --input"));
    }
    let (text, notes) = decode::decoded(&bytes, None);
    let markup = match format {
        Format::Html => Markup::Page,
        Format::Markdown => Markup::Markdown,
        _ if has_markdown_name(reading.file) && markdown::looks_like(&text) => Markup::Markdown,
        _ => Markup::Plain,
    };
    let bytes = decode::unlike(bytes, &text);
    Ok(Source { origin: reading.origin(""), text, bytes, markup, fields: Fields::default(), notes })
}

fn has_markdown_name(file: &str) -> bool {
    let lower = file.to_ascii_lowercase();
    lower.ends_with(".md") || lower.ends_with(".markdown")
}

/// How a text that a table, feed or JSON record carries is marked up.
pub(crate) fn markup_of(text: &str) -> Markup {
    let head = text.trim_start().get(..64.min(text.trim_start().len())).unwrap_or("").to_ascii_lowercase();
    if head.starts_with("<!doctype html") || head.starts_with("<html") {
        return Markup::Page;
    }
    let lower = text.get(..text.len().min(20_000)).unwrap_or(text);
    let tags = [
        "<p>",
        "<p ",
        "</p>",
        "<br>",
        "<br/>",
        "<br />",
        "</a>",
        "<div",
        "</div>",
        "<li>",
        "<img ",
        "</strong>",
        "</em>",
        "<P>",
    ];
    if tags.iter().any(|tag| lower.contains(tag)) { Markup::Fragment } else { Markup::Plain }
}
