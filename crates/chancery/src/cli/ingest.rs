//! `chancery ingest`: reports into the archive.
//!
//! Reports come with their records (`--coded`), as `chancery code --format jsonl` or another coder wrote them.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use chancery_archive::{Added, Archive, Coder, Intake, Prepared, Reading};
use chancery_record::{CodedReport, wire};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Deserialize;

use super::ask::failure;
use crate::clock;

/// Reports of one transaction: a killed run loses the work of at most so many.
const LOT: usize = 64;

/// Arguments of `chancery ingest`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Texts, as JSON Lines with `report` (or `id`), `text`, and where known `published`, `outlet`, `url`,
    /// `headline`, `byline`, `credit`.
    #[arg(required = true)]
    texts: Vec<PathBuf>,
    /// The records of these texts, as JSON Lines; see the schema of coded reports.
    #[arg(long, required = true)]
    coded: Vec<PathBuf>,
    /// The archive; made where there is none.
    #[arg(long, default_value = "chancery.db")]
    archive: PathBuf,
    /// What made the records, for the archive to tell one coding from another.
    #[arg(long, default_value = "unnamed coder")]
    coder: String,
}

#[derive(Deserialize)]
struct Text {
    #[serde(alias = "id")]
    report: String,
    text: String,
    published: Option<String>,
    outlet: Option<String>,
    url: Option<String>,
    headline: Option<String>,
    byline: Option<String>,
    credit: Option<String>,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let mut records: BTreeMap<String, CodedReport> = BTreeMap::new();
    for path in &args.coded {
        each_line(path, |number, line| {
            let record =
                wire::report_from_line(line).with_context(|| format!("{}, line {number}", path.display()))?;
            records.insert(record.report.clone(), record);
            Ok(())
        })?;
    }
    let mut archive = Archive::create(&args.archive).map_err(failure)?;
    let coder = Coder { version: args.coder.clone(), ..Coder::default() };
    let mut intake = Intake::begin(&mut archive, &coder, clock::now()).map_err(failure)?;
    let bar = progress_bar(records.len());
    let mut added = Added::default();
    let mut n_missing = 0;
    let mut lot: Vec<Prepared> = Vec::new();
    for path in &args.texts {
        each_line(path, |number, line| {
            let place = || format!("{}, line {number}", path.display());
            let text: Text = serde_json::from_str(line).with_context(place)?;
            let Some(coded) = records.get(&text.report) else {
                bar.suspend(|| eprintln!("error: {}: no record of report \"{}\"", place(), text.report));
                n_missing += 1;
                return Ok(());
            };
            lot.push(Prepared::new(reading(text, coded.clone(), place())));
            if lot.len() == LOT {
                added += intake.take(&lot).map_err(failure)?;
                bar.inc(lot.len() as u64);
                lot.clear();
            }
            Ok(())
        })?;
    }
    added += intake.take(&lot).map_err(failure)?;
    bar.finish_and_clear();
    eprintln!(
        "{} new reports, {} revised, {} coded anew, {} known already; {} events, {} statements",
        added.reports, added.revisions, added.codings, added.known, added.events, added.statements
    );
    Ok(ExitCode::from(u8::from(n_missing > 0)))
}

fn reading(text: Text, coded: CodedReport, origin: String) -> Reading {
    let published = coded.published.or_else(|| text.published.as_deref()?.get(..10)?.parse().ok());
    let outlet = coded.outlet.clone().or(text.outlet);
    Reading {
        content: String::new(),
        url: text.url,
        headline: text.headline,
        byline: text.byline,
        credit: text.credit,
        origin,
        provenance: "{}".to_owned(),
        text: text.text,
        raw: None,
        coded: CodedReport { published, outlet, ..coded },
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

/// Shown on a terminal only.
fn progress_bar(n_reports: usize) -> ProgressBar {
    let bar = ProgressBar::new(n_reports as u64);
    let template = "{bar:30} {human_pos} of {human_len} reports, {per_sec}, {eta} left";
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}
