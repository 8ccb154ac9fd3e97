//! `chancery ingest`: reports into the archive: read, coded, stored, merged, in one pass.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Context;
use chancery_archive::{Archive, Coder, Error, Intake};
use chancery_record::{CodedReport, Report, wire};
use chancery_report::Input;
use indicatif::{HumanCount, HumanDuration, ProgressBar, ProgressStyle};

use super::ask::failure;
use super::read::{How, refused, threads};
use crate::clock;
use crate::coding::{Desk, TableArgs, inputs};
use crate::identity;
use crate::intake::{Coded, Taken, Told, take_in};
use crate::model::find_model;

/// Arguments of `chancery ingest`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Reports in any format that `chancery read` takes: files, folders or patterns; `-` for standard input.
    #[arg(required = true)]
    paths: Vec<String>,
    /// The archive; made where there is none.
    #[arg(long, default_value = "chancery.db")]
    archive: PathBuf,
    /// Take the records of these reports from JSON Lines in the schema of coded reports, by the reports'
    /// names, instead of coding them.
    #[arg(long, value_name = "FILE")]
    coded: Vec<PathBuf>,
    /// What made the records of --coded, for the archive to tell one coding from another.
    #[arg(long, value_name = "NAME", default_value = "unnamed coder", requires = "coded")]
    coder: String,
    #[command(flatten)]
    how: How,
    #[command(flatten)]
    tables: TableArgs,
    /// Threads to code with; the archive's content does not depend on it.
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let inputs = match inputs(&args.paths) {
        Ok(inputs) => inputs,
        Err(error) => return Ok(refused(&error)),
    };
    if args.coded.is_empty() {
        let desk = Desk::open(&args.tables, None)?;
        let coder = identity::coder(&find_model()?, &args.tables, &args.how.said())?;
        return store(args, inputs, &coder, || desk.hand());
    }
    let records = records(&args.coded)?;
    let coder = Coder { version: args.coder.clone(), ..Coder::default() };
    let hand = || |report: &Report| looked_up(&records, report);
    store(args, inputs, &coder, hand)
}

/// Reads, codes with what `hand` makes, stores, and says what became of it.
fn store<H>(
    args: &Args,
    inputs: Vec<Input>,
    coder: &Coder,
    hand: impl Fn() -> H + Sync,
) -> anyhow::Result<ExitCode>
where
    H: FnMut(&Report) -> Result<Coded, String>,
{
    let threads = threads(args.threads);
    let reader = match args.how.reader(threads) {
        Ok(reader) => reader,
        Err(error) => return Ok(refused(&error)),
    };
    let bar = progress_bar(&inputs);
    let mut archive = Archive::create(&args.archive).map_err(failure)?;
    let mut intake = Intake::begin(&mut archive, coder, clock::now()).map_err(failure)?;
    let start = Instant::now();
    let mut last_hint = None;
    let mut tell = |told: Told<'_>| match told {
        Told::Progress(taken) => {
            bar.set_position(taken.bytes);
            bar.set_message(progress(taken, start.elapsed().as_secs_f64()));
        }
        Told::Fault(why, hint) => bar.suspend(|| {
            eprintln!("error: {why}");
            // One fault of a file is often each line's.
            if hint != last_hint
                && let Some(hint) = &hint
            {
                eprintln!("hint: {hint}");
            }
            last_hint = hint;
        }),
    };
    let taken = take_in(&mut intake, reader.reports(inputs), hand, threads, &mut tell);
    let finished = intake.finish();
    bar.finish_and_clear();
    let fault = |error: Error| failure(error.in_archive(&args.archive));
    let taken = taken.map_err(fault)?;
    finished.map_err(fault)?;
    summarise(&taken, &archive, start)?;
    Ok(ExitCode::from(u8::from(taken.failed > 0 || taken.read == 0)))
}

fn summarise(taken: &Taken, archive: &Archive, start: Instant) -> anyhow::Result<()> {
    let added = &taken.added;
    if taken.read > 0 && added.known as u64 == taken.read {
        eprintln!(
            "nothing new: the archive already has {} {}, coded the same way",
            if taken.read == 1 { "this".to_owned() } else { format!("these {}", HumanCount(taken.read)) },
            if taken.read == 1 { "report" } else { "reports" }
        );
        if taken.failed > 0 {
            eprintln!("{} could not be read", taken.failed);
        }
        return Ok(());
    }
    eprintln!(
        "{}, {} revised, {} coded anew, {} known already; {}, {}",
        counted(added.reports as u64, "new report"),
        added.revisions,
        added.codings,
        added.known,
        counted(added.events as u64, "event"),
        counted(added.statements as u64, "statement")
    );
    if taken.failed > 0 {
        eprintln!("{} could not be read or coded", taken.failed);
    }
    let seconds = start.elapsed();
    if taken.tokens > 0 {
        let rate = taken.tokens as f64 / seconds.as_secs_f64().max(0.001);
        let time = if seconds.as_secs() < 60 {
            format!("{:.1} s", seconds.as_secs_f64())
        } else {
            HumanDuration(seconds).to_string()
        };
        eprintln!("{} in {time}, {rate:.0} a second", counted(taken.tokens, "token"));
    }
    let counts: BTreeMap<&str, u64> = archive.stats().map_err(failure)?.counts.into_iter().collect();
    eprintln!(
        "{} has {}, {}, {}",
        archive.path().display(),
        counted(counts["reports"], "report"),
        counted(counts["events"], "event"),
        counted(counts["occurrences"], "occurrence")
    );
    Ok(())
}

/// So many of them, in words.
fn counted(n: u64, what: &str) -> String {
    format!("{} {what}{}", HumanCount(n), if n == 1 { "" } else { "s" })
}

/// The records of some files, by report.
fn records(paths: &[PathBuf]) -> anyhow::Result<BTreeMap<String, CodedReport>> {
    let mut records = BTreeMap::new();
    for path in paths {
        each_line(path, |number, line| {
            let record =
                wire::report_from_line(line).with_context(|| format!("{}, line {number}", path.display()))?;
            records.insert(record.report.clone(), record);
            Ok(())
        })?;
    }
    Ok(records)
}

fn looked_up(records: &BTreeMap<String, CodedReport>, report: &Report) -> Result<Coded, String> {
    let name = report.name.as_deref().unwrap_or(report.id.as_str());
    match records.get(name) {
        Some(record) => Ok(Coded { record: record.clone(), n_tokens: 0 }),
        None => Err(format!("no record of report \"{name}\"")),
    }
}

fn each_line(path: &Path, mut then: impl FnMut(usize, &str) -> anyhow::Result<()>) -> anyhow::Result<()> {
    let file = File::open(path).with_context(|| path.display().to_string())?;
    for (at, line) in BufReader::new(file).lines().enumerate() {
        let line = line.with_context(|| format!("{}, line {}", path.display(), at + 1))?;
        if !line.trim().is_empty() {
            then(at + 1, &line)?;
        }
    }
    Ok(())
}

/// Shown on a terminal only. What is left is told by the size of the files; of compressed ones and of
/// streams it is not known.
fn progress_bar(inputs: &[Input]) -> ProgressBar {
    let size = |input: &Input| match input {
        Input::File(path) if !is_packed(path) => Some(path.metadata().ok()?.len()),
        _ => None,
    };
    let total: Option<u64> = inputs.iter().map(size).sum();
    let (bar, template) = match total {
        Some(total) => (ProgressBar::new(total), "{bar:30} {percent}% {msg}, {eta} left"),
        None => (ProgressBar::new_spinner(), "{spinner} {elapsed} {msg}"),
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}

fn is_packed(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
    matches!(ending.as_str(), "gz" | "zip" | "zst" | "bz2" | "xz" | "parquet")
}

fn progress(taken: &Taken, seconds: f64) -> String {
    let rate = taken.tokens as f64 / seconds.max(0.001);
    format!(
        "{} reports, {rate:.0} tokens/s, {} events",
        HumanCount(taken.read),
        HumanCount(taken.added.events as u64)
    )
}
