//! Exports: the archive in the shapes that others read.
//!
//! Columns follow the published lists of each data set (POLECAT's yearly files, ICEWS coded events, GDELT
//! 2.0 events, Phoenix, PLOVER's JSON). What the record does not have is missing there, in the way the format
//! writes it; nothing is invented. [`Losses`] counts what a format cannot carry.
//!
//! Formats without a status take what happened alone. PLOVER's and POLECAT's rule on future acts is applied
//! here and nowhere else: a planned meeting, support, cooperation or aid is AGREE, a planned retreat CONCEDE.

mod calendar;
mod cameo;
mod columnar;
mod graph;
mod plover;
mod row;
mod spreadsheet;
mod table;

use std::collections::BTreeMap;
use std::io::Write;

use crate::ask::{Filter, Page, each_event};
use crate::error::Result;
use crate::store::Archive;

pub use spreadsheet::harmless;

use row::Row;

/// A shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Shape {
    /// Our own columns, comma-separated, with a header.
    Csv,
    /// One JSON object a line, as `events` prints it, and as `occurrence --json` does.
    Jsonl,
    /// The columns of `Csv`, in Apache Parquet.
    Parquet,
    /// PLOVER's JSON, one object a line.
    Plover,
    /// POLECAT's 40 columns, tab-separated, with a header.
    Polecat,
    /// ICEWS's 20 columns, tab-separated, with a header.
    Icews,
    /// GDELT 2.0's 61 columns, tab-separated, without a header.
    Gdelt,
    /// Phoenix's 26 columns, tab-separated, without a header.
    Phoenix,
    /// Countries as nodes, events as edges, for NetworkX and Gephi.
    Graphml,
    /// Places as points.
    Geojson,
    /// Planned events as a calendar.
    Ics,
}

impl Shape {
    /// Every shape with its name.
    pub const ALL: [(Self, &'static str); 11] = [
        (Self::Csv, "csv"),
        (Self::Jsonl, "jsonl"),
        (Self::Parquet, "parquet"),
        (Self::Plover, "plover"),
        (Self::Polecat, "polecat"),
        (Self::Icews, "icews"),
        (Self::Gdelt, "gdelt"),
        (Self::Phoenix, "phoenix"),
        (Self::Graphml, "graphml"),
        (Self::Geojson, "geojson"),
        (Self::Ics, "ics"),
    ];
}

/// What one line of an export stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// An event: one report's account.
    Events,
    /// An occurrence: all accounts of one happening.
    Occurrences,
}

/// What a format could not carry: how many records lost it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Losses {
    /// Records written, before pairs and mirrored rows are counted apart.
    pub written: u64,
    /// Rows that they became.
    pub rows: u64,
    /// By what was lost.
    pub lost: BTreeMap<&'static str, u64>,
}

impl Losses {
    fn lose(&mut self, what: &'static str) {
        *self.lost.entry(what).or_default() += 1;
    }

    fn lose_if(&mut self, is_lost: bool, what: &'static str) {
        if is_lost {
            self.lose(what);
        }
    }
}

/// What an export needs beside the archive.
#[derive(Clone, Copy)]
pub struct Settings<'a> {
    /// The shape.
    pub shape: Shape,
    /// What one line stands for.
    pub level: Level,
    /// The English name of a country by its ISO 3166-1 alpha-3 code; formats that want names have none where
    /// this has none.
    pub country_name: &'a dyn Fn(&str) -> Option<String>,
    /// The version of the program that exports.
    pub version: &'a str,
}

impl Archive {
    /// Writes what `filter` lets through to `out`, by day and key.
    ///
    /// # Errors
    /// Where the archive cannot be read or `out` not be written.
    pub fn export(
        &self,
        settings: Settings<'_>,
        filter: &Filter,
        out: &mut (impl Write + Send),
    ) -> Result<Losses> {
        let mut losses = Losses::default();
        if settings.shape == Shape::Jsonl {
            return self.export_lines(settings.level, filter, out);
        }
        let rows = self.rows(settings.level, filter)?;
        match settings.shape {
            Shape::Csv => table::csv(&rows, out, &mut losses)?,
            Shape::Parquet => columnar::parquet(&rows, out, &mut losses)?,
            Shape::Plover => plover::json_lines(&rows, settings.version, out, &mut losses)?,
            Shape::Polecat => plover::polecat(&rows, settings.version, out, &mut losses)?,
            Shape::Icews => cameo::icews(&rows, settings.country_name, out, &mut losses)?,
            Shape::Gdelt => cameo::gdelt(&rows, out, &mut losses)?,
            Shape::Phoenix => cameo::phoenix(&rows, settings.version, out, &mut losses)?,
            Shape::Graphml => graph::graphml(&rows, out, &mut losses)?,
            Shape::Geojson => graph::geojson(&rows, out, &mut losses)?,
            Shape::Ics => calendar::ics(&rows, out, &mut losses)?,
            Shape::Jsonl => {}
        }
        out.flush()?;
        Ok(losses)
    }

    fn export_lines(&self, level: Level, filter: &Filter, out: &mut impl Write) -> Result<Losses> {
        let mut losses = Losses::default();
        match level {
            Level::Events => each_event(&self.db, filter, Page::ALL, |stored| {
                losses.written += 1;
                serde_json::to_writer(&mut *out, &stored.line)?;
                Ok(writeln!(out)?)
            })?,
            Level::Occurrences => {
                for id in self.occurrence_ids(filter, Page::ALL)? {
                    losses.written += 1;
                    serde_json::to_writer(&mut *out, &self.occurrence_line(id)?.in_full())?;
                    writeln!(out)?;
                }
            }
        }
        losses.rows = losses.written;
        out.flush()?;
        Ok(losses)
    }

    fn rows(&self, level: Level, filter: &Filter) -> Result<Vec<Row>> {
        let mut rows = Vec::new();
        match level {
            Level::Events => each_event(&self.db, filter, Page::ALL, |stored| {
                rows.push(Row::of_event(stored));
                Ok(())
            })?,
            Level::Occurrences => {
                for id in self.occurrence_ids(filter, Page::ALL)? {
                    rows.push(Row::of_happening(&crate::ask::happening(&self.db, id)?));
                }
            }
        }
        Ok(rows)
    }
}
