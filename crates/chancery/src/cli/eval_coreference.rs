//! `chancery eval coreference`: which events of an evaluation's texts are one occurrence, in the form its scorer reads.
//!
//! The texts go the whole way of `chancery ingest`, into an archive that is thrown away: what is measured is
//! what a user gets. One passage stands for each event, as on an occurrence's line. Output is JSON Lines
//! `{"occurrence", "evidence": [{"id", "start", "end"}]}` with offsets in Unicode code points.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use chancery_archive::{Archive, Coder, Filter, Intake, OccurrenceLine, Page};
use chancery_coding::clauses;
use chancery_nlp::Worker;
use chancery_report::Reader;
use serde_json::{Value, json};

use super::ask::failure;
use super::read::{refused, threads};
use crate::clock;
use crate::coding::{Desk, TableArgs, inputs};
use crate::intake::{Told, take_in};

/// Arguments of `chancery eval coreference`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// JSON Lines with `id` and `text` (`.jsonl`, `.jsonl.gz`).
    texts: String,
    /// Add to each passage the head of the predicate that it states, for the scorer's strict reading. An
    /// occurrence holds an attack and its toll together, which that reading may take for two.
    #[arg(long)]
    triggers: bool,
    #[command(flatten)]
    tables: TableArgs,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let inputs = match inputs(std::slice::from_ref(&args.texts)) {
        Ok(inputs) => inputs,
        Err(error) => return Ok(refused(&error)),
    };
    let desk = Desk::open(&args.tables, None)?;
    let folder = tempfile::tempdir()?;
    let mut archive = Archive::create(&folder.path().join("eval.db")).map_err(failure)?;
    let mut intake = Intake::begin(&mut archive, &Coder::default(), clock::now()).map_err(failure)?;
    let threads = threads(None);
    let reports = Reader::new().threads(threads).reports(inputs);
    let mut tell = |told: Told<'_>| {
        if let Told::Fault(why, _) = told {
            eprintln!("error: {why}");
        }
    };
    let taken = take_in(&mut intake, reports, || desk.hand(), threads, &mut tell).map_err(failure)?;
    intake.finish().map_err(failure)?;
    let mut worker = desk.pipeline.worker();
    let mut out = BufWriter::new(io::stdout().lock());
    for line in archive.occurrences(&Filter::default(), Page::ALL).map_err(failure)? {
        writeln!(out, "{}", answer(&line, args.triggers.then_some(&mut worker)))?;
    }
    out.flush()?;
    Ok(ExitCode::from(u8::from(taken.failed > 0)))
}

fn answer(line: &OccurrenceLine, mut worker: Option<&mut Worker<'_>>) -> Value {
    let mut evidence = Vec::new();
    for passage in &line.passages {
        let Some((start, end)) = passage.span else { continue };
        let mut one = json!({"id": passage.report, "start": start, "end": end});
        if let Some((from, to)) = worker.as_deref_mut().and_then(|worker| trigger(&passage.text, worker)) {
            one["trigger"] = json!([start + from, start + to]);
        }
        evidence.push(one);
    }
    json!({"occurrence": line.id, "evidence": evidence})
}

/// The head of the first predicate that hangs on no other, in code points of the words.
fn trigger(words: &str, worker: &mut Worker<'_>) -> Option<(u32, u32)> {
    let doc = worker.parse(words);
    let read = clauses::read(&doc);
    let clause = read.all().iter().find(|clause| clause.link.is_none()).or(read.all().first())?;
    let bytes = doc.bytes(clause.predicate.head as usize);
    let points = |end: usize| u32::try_from(words[..end].chars().count()).ok();
    Some((points(bytes.start)?, points(bytes.end)?))
}
