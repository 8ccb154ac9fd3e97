//! `chancery code`: reports in, their records out, in the order of the input.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use chancery_record::{CodedReport, wire};
use chancery_report::{ColumnMap, Reader};
use jiff::civil::Date;

use crate::coding::{Desk, TableArgs, complain, inputs};
use crate::failure::Failure;
use crate::rendered;

/// Arguments of `chancery code`.
#[derive(clap::Args)]
#[command(after_long_help = format!("Columns of `--format csv`:\n{}", rendered::columns()))]
pub(crate) struct Args {
    /// Reports in any format that `chancery read` takes: files, folders or patterns; `-` for standard input.
    #[arg(required = true)]
    paths: Vec<String>,
    /// The day of publication of every report, as 2024-12-05, whatever it says itself.
    #[arg(long, value_name = "DATE")]
    published: Option<Date>,
    /// The outlet of every report.
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,
    /// Which columns hold what, such as `text=body,published=pubDate`.
    #[arg(long, value_name = "PAIRS")]
    map: Option<String>,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// The folder into which pages are written, one file a report; made where it is missing.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Threads; as many as the machine has cores unless given. The output does not depend on it.
    #[arg(long, value_name = "N")]
    threads: Option<NonZeroUsize>,
    #[command(flatten)]
    tables: TableArgs,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people: who, what, to whom, when, where, on whose word, by which words.
    Table,
    /// One report a line, as the JSON Schema of coded reports describes it.
    Jsonl,
    /// One event a row, under a row of column names.
    Csv,
    /// A page a report with its evidence marked: one report to standard output, more into `--out`.
    Html,
}

/// Columns of a table that goes to no terminal.
const WIDTH: usize = 100;

/// Where pages go.
struct Pages<'a> {
    folder: Option<&'a Path>,
    taken: BTreeSet<String>,
}

impl Pages<'_> {
    fn write(&mut self, out: &mut impl Write, coded: &CodedReport, raw: &str) -> anyhow::Result<()> {
        let name = rendered::file_name(coded, &mut self.taken);
        let page = rendered::page(coded, raw);
        let Some(folder) = self.folder else {
            if self.taken.len() > 1 {
                let failure = Failure::new("more than one report, and a page holds one");
                return Err(failure.hint("name a folder for the pages with --out").into());
            }
            return Ok(out.write_all(page.as_bytes())?);
        };
        fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let path = folder.join(name);
        fs::write(&path, page).with_context(|| format!("cannot write {}", path.display()))
    }
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let inputs = match inputs(&args.paths) {
        Ok(inputs) => inputs,
        Err(error) => {
            complain(&error);
            return Ok(ExitCode::from(2));
        }
    };
    let mut reader = Reader::new();
    if let Some(outlet) = &args.outlet {
        reader = reader.outlet(outlet.clone());
    }
    if let Some(pairs) = &args.map {
        match ColumnMap::parse(pairs) {
            Ok(columns) => reader = reader.columns(columns),
            Err(error) => {
                complain(&error);
                return Ok(ExitCode::from(2));
            }
        }
    }
    let desk = Desk::open(&args.tables, args.threads)?;
    let mut out = BufWriter::new(io::stdout().lock());
    let width = terminal_size::terminal_size().map_or(WIDTH, |(width, _)| usize::from(width.0));
    let mut pages = Pages { folder: args.out.as_deref(), taken: BTreeSet::new() };
    if args.format == Format::Csv {
        out.write_all(rendered::head().as_bytes())?;
    }
    let (n_read, n_failed) = desk.each(
        &reader,
        inputs,
        args.published,
        |coder, report, doc, on| coder.code(report, doc, on),
        |report, coded| {
            match args.format {
                Format::Jsonl => writeln!(out, "{}", wire::line_from_report(&coded))?,
                Format::Table => out.write_all(rendered::table(&coded, width).as_bytes())?,
                Format::Csv => out.write_all(rendered::rows(&coded).as_bytes())?,
                Format::Html => pages.write(&mut out, &coded, &report.raw)?,
            }
            Ok(())
        },
    )?;
    out.flush()?;
    Ok(ExitCode::from(u8::from(n_failed > 0 || n_read == 0)))
}
