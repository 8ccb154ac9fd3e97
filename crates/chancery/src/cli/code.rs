//! `chancery code`: reports in, their records out, in the order of the input.

use std::io::{self, BufWriter, Write};
use std::num::NonZeroUsize;
use std::process::ExitCode;

use chancery_record::wire;
use chancery_report::{ColumnMap, Reader};
use jiff::civil::Date;

use crate::coding::{Desk, TableArgs, complain, inputs};

/// Arguments of `chancery code`.
#[derive(clap::Args)]
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
    let (n_read, n_failed) = desk.each(
        &reader,
        inputs,
        args.published,
        |coder, report, doc, on| coder.code(report, doc, on),
        |_, coded| {
            match args.format {
                Format::Jsonl | Format::Table => writeln!(out, "{}", wire::line_from_report(&coded))?,
            }
            Ok(())
        },
    )?;
    out.flush()?;
    Ok(ExitCode::from(u8::from(n_failed > 0 || n_read == 0)))
}
