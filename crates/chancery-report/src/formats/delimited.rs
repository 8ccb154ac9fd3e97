//! CSV and TSV, with a header line, and GDELT's GKG lists, which have none.

use std::cell::Cell;
use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;
use std::rc::Rc;

use super::{Reading, Sink, columns};
use crate::decode;
use crate::error::Error;
use crate::limits::exceeded;

/// Ends with an error when one record takes more than its share: an open quote would swallow the file.
struct PerRecord<'a> {
    inner: &'a mut dyn BufRead,
    taken: Rc<Cell<usize>>,
    most: usize,
}

impl Read for PerRecord<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.taken.get() > self.most {
            return Err(exceeded(format!("row longer than {} bytes (is a quote left open?)", self.most)));
        }
        let n = self.inner.read(buffer)?;
        self.taken.set(self.taken.get() + n);
        Ok(n)
    }
}

pub(super) fn read(
    reader: &mut dyn BufRead,
    delimiter: Option<u8>,
    reading: &Reading<'_>,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    let head = match reader.fill_buf() {
        Ok(head) => head,
        Err(error) => return sink(Err(Error::io(reading.origin(""), error))),
    };
    let delimiter = delimiter.unwrap_or_else(|| guess(head));
    let gkg = is_gkg(head);
    let taken = Rc::new(Cell::new(0));
    let bounded = PerRecord { inner: reader, taken: Rc::clone(&taken), most: reading.limits.record_bytes };
    let mut rows = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .quoting(!gkg)
        .from_reader(bounded);
    let mut row = csv::ByteRecord::new();
    let mut header: Vec<String> = if gkg { gkg_header() } else { Vec::new() };
    loop {
        taken.set(0);
        match rows.read_byte_record(&mut row) {
            Ok(false) => return ControlFlow::Continue(()),
            Ok(true) => {}
            Err(error) => {
                let line = rows.position().line();
                let place = format!("line {line}");
                let error = match error.into_kind() {
                    csv::ErrorKind::Io(error) => Error::io(reading.origin(place), error),
                    other => Error::format(reading.origin(place), format!("not a row: {other:?}")),
                };
                return sink(Err(error));
            }
        }
        let line = row.position().map_or(0, csv::Position::line);
        if header.is_empty() {
            header = row.iter().map(|name| decode::decoded(name, None).0).collect();
            if !header.iter().any(|name| columns::is_known(name) || columns::is_text(name, reading.columns)) {
                let names: Vec<&str> = header.iter().map(String::as_str).take(12).collect();
                let error = Error::format(
                    reading.origin(format!("line {line}")),
                    format!("no column is known: {}", names.join(", ")),
                );
                return sink(Err(error.hint("say which with --map text=COLUMN")));
            }
            continue;
        }
        let mut notes = Vec::new();
        let values: Vec<(String, String)> = header
            .iter()
            .zip(row.iter())
            .map(|(name, value)| {
                let (value, more) = decode::decoded(value, None);
                notes.extend(more);
                (name.clone(), if gkg && name == "title" { page_title(&value) } else { value })
            })
            .collect();
        let place = format!("line {line}");
        if row.len() != header.len() && !gkg {
            notes.push(chancery_record::Note::new(format!(
                "the row has {} fields, the header {}",
                row.len(),
                header.len()
            )));
        }
        notes.dedup();
        sink(columns::source(&values, reading, place).map(|mut source| {
            source.notes.extend(notes);
            source
        }))?;
    }
}

/// The delimiter of the first line: the one that parts it into the most known columns, else the most.
pub(super) fn guess(head: &[u8]) -> u8 {
    let line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let line = String::from_utf8_lossy(line);
    let score = |delimiter: u8| {
        let names = line.split(char::from(delimiter)).map(|name| name.trim().trim_matches('"'));
        let known = names.clone().filter(|name| columns::is_known(name)).count();
        (known, names.count())
    };
    [b',', b'\t', b';', b'|'].into_iter().rev().max_by_key(|delimiter| score(*delimiter)).unwrap_or(b',')
}

/// A GKG 2.1 line begins with its record id, `20150218230000-0`, and a tab.
pub(super) fn is_gkg(head: &[u8]) -> bool {
    let line = head.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let id = line.split(|byte| *byte == b'\t').next().unwrap_or_default();
    id.len() > 15
        && id[..14].iter().all(u8::is_ascii_digit)
        && id[14] == b'-'
        && line.iter().filter(|byte| **byte == b'\t').count() >= 4
}

/// Columns of GKG 2.1 (GDELT Global Knowledge Graph codebook 2.1) that a report has: the date is that
/// of the crawl window, the last column carries the page's title.
fn gkg_header() -> Vec<String> {
    let mut header = vec![String::new(); 27];
    for (n, name) in [
        (0, "gkgrecordid"),
        (1, "seendate"),
        (3, "sourcecommonname"),
        (4, "documentidentifier"),
        (26, "title"),
    ] {
        header[n] = name.to_owned();
    }
    header
}

fn page_title(extras: &str) -> String {
    let inner = extras.split_once("<PAGE_TITLE>").and_then(|(_, rest)| rest.split_once("</PAGE_TITLE>"));
    inner.map_or(String::new(), |(title, _)| crate::html::page(title).view.text().trim().to_owned())
}
