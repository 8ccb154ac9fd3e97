//! `chancery explain`: the way from the words of a report to the events of its record.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use chancery_report::Reader;
use jiff::civil::Date;

use crate::coding::{Desk, TableArgs, complain, inputs};

/// Arguments of `chancery explain`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// A report in any format that `chancery read` takes.
    path: String,
    /// The event: its number in the report, from 1, or its id; all events unless given.
    #[arg(long, value_name = "N")]
    event: Option<String>,
    /// The day of publication, as 2024-12-05, whatever the report says itself.
    #[arg(long, value_name = "DATE")]
    published: Option<Date>,
    #[command(flatten)]
    tables: TableArgs,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let inputs = match inputs(std::slice::from_ref(&args.path)) {
        Ok(inputs) => inputs,
        Err(error) => {
            complain(&error);
            return Ok(ExitCode::from(2));
        }
    };
    let desk = Desk::open(&args.tables, None)?;
    let mut out = BufWriter::new(io::stdout().lock());
    let mut n_shown = 0;
    let (_, n_failed) = desk.each(
        &Reader::new(),
        inputs,
        args.published,
        |coder, report, doc, on| coder.explain(report, doc, on),
        |_, explained| {
            for (number, one) in (1_u64..).zip(explained) {
                let is_meant = |wanted: &String| *wanted == one.event || *wanted == number.to_string();
                if !args.event.as_ref().is_none_or(is_meant) {
                    continue;
                }
                n_shown += 1;
                writeln!(out, "{}", one.event)?;
                for (step, finding) in &one.steps {
                    writeln!(out, "  {step:<8} {finding}")?;
                }
                writeln!(out)?;
            }
            Ok(())
        },
    )?;
    out.flush()?;
    if n_shown == 0 {
        eprintln!("error: no such event in {}", args.path);
        eprintln!("hint: `chancery code {}` lists its events", args.path);
    }
    Ok(ExitCode::from(u8::from(n_failed > 0 || n_shown == 0)))
}
