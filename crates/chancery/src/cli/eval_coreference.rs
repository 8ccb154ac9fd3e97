//! `chancery eval coreference`: which events of an evaluation's texts are one occurrence, in the form its scorer reads.
//!
//! The texts go the whole way of `chancery ingest`, into an archive that is thrown away: what is measured is
//! what a user gets. Output is JSON Lines `{"occurrence", "evidence": [{"id", "start", "end", "trigger"}]}` with
//! offsets in Unicode code points; the trigger is the head of the predicate that the evidence states.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use chancery_archive::{Archive, Coder, Filter, Intake, OccurrenceLine, Page};
use chancery_coding::clauses;
use chancery_nlp::Worker;
use chancery_record::{Char, Span, Words};
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
        writeln!(out, "{}", answer(&line, &mut worker))?;
    }
    out.flush()?;
    Ok(ExitCode::from(u8::from(taken.failed > 0)))
}

fn answer(line: &OccurrenceLine, worker: &mut Worker<'_>) -> Value {
    let mut evidence = Vec::new();
    for told in &line.told {
        for words in &told.event.evidence {
            let Some(span) = words.span else { continue };
            let trigger = trigger(words, span, worker);
            evidence.push(json!({
                "id": told.report,
                "start": span.start,
                "end": span.end,
                "trigger": [trigger.start, trigger.end],
            }));
        }
    }
    json!({"occurrence": line.id, "evidence": evidence})
}

/// The head of the first predicate that hangs on no other; all of the words where there is none.
fn trigger(words: &Words, span: Span<Char>, worker: &mut Worker<'_>) -> Span<Char> {
    let doc = worker.parse(&words.text);
    let read = clauses::read(&doc);
    let first = read.all().iter().find(|clause| clause.link.is_none()).or(read.all().first());
    let Some(clause) = first else { return span };
    let bytes = doc.bytes(clause.predicate.head as usize);
    let points = |end: usize| u32::try_from(words.text[..end].chars().count()).unwrap_or(u32::MAX);
    Span::new(span.start + points(bytes.start), span.start + points(bytes.end))
}
