//! `chancery eval factuality`: what each event of an evaluation is presented as, in the form its scorer reads.
//!
//! Input is JSON Lines with `id`, `text`, `event_start` and `event_end` (Unicode code points); output is JSON
//! Lines with `id`, `label3`, the `status` behind it and the clause that it is read from. Where the input has the answer (`label3`), two figures
//! follow on stderr: how many of the events that did not happen are called actual, and how many of those that
//! did.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chancery_coding::clauses::{self, Clauses, PredicateKind, Role};
use chancery_coding::status::status_of;
use chancery_nlp::{Doc, Pipeline};
use chancery_record::Status;
use flate2::read::MultiGzDecoder;
use serde::Deserialize;

use crate::failure::Failure;
use crate::model::find_model;

/// Name of the data in an evaluation's folder.
const DATA: &str = "data.jsonl.gz";

/// Arguments of `chancery eval factuality`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// JSON Lines (`.jsonl`, `.jsonl.gz`), or a folder that holds `data.jsonl.gz`.
    data: PathBuf,
}

/// One event word in its sentence.
#[derive(Deserialize)]
struct Item {
    id: String,
    text: String,
    event_start: usize,
    event_end: usize,
    #[serde(default)]
    label3: Option<String>,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let items = read(&args.data)?;
    let pipeline = Pipeline::load(&find_model()?)
        .map_err(|e| Failure::new(e.to_string()).hint("run `chancery doctor` to see what is installed"))?;
    let threads = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let mut workers = pipeline.workers(threads);
    let mut out = BufWriter::new(io::stdout().lock());
    let mut told = Told::default();
    // Events of one sentence follow each other; it is parsed once.
    let sentences: Vec<&[Item]> = items.chunk_by(|a, b| a.text == b.text).collect();
    let texts: Vec<&str> = sentences.iter().map(|items| items[0].text.as_str()).collect();
    for (items, doc) in sentences.iter().zip(workers.parse_all(&texts)) {
        let found = clauses::read(&doc);
        for item in *items {
            let Some((number, status)) = read_word(&doc, &found, item) else { continue };
            told.count(item.label3.as_deref(), status);
            let clause = found.get(number).map(|clause| clauses::line(&doc, &found, clause));
            let line = serde_json::json!({
                "id": item.id,
                "label3": label(status),
                "status": status.name(),
                "clause": clause,
            });
            writeln!(out, "{line}")?;
        }
    }
    out.flush()?;
    told.print();
    Ok(ExitCode::SUCCESS)
}

/// The clause that the word belongs to, and what the word's event is presented as. A noun that makes no
/// clause of its own is told of by the clause where it is the object or what there is, and elsewhere taken for
/// known.
fn read_word(doc: &Doc, clauses: &Clauses, item: &Item) -> Option<(u32, Status)> {
    let bounds: Vec<usize> = (0..doc.len()).flat_map(|t| [doc.bytes(t).start, doc.bytes(t).end]).collect();
    let characters = doc.char_offsets(&bounds);
    let mut token =
        characters.chunks_exact(2).position(|c| c[0] < item.event_end && item.event_start < c[1])?;
    // Of "asylum hearing" the hearing is the event.
    while doc.dep(token) == "compound" {
        token = doc.head(token);
    }
    let number = clauses.clause_of(token as u32)?;
    let clause = clauses.get(number)?;
    let is_told = |role: Role| match role {
        Role::Object | Role::Attribute => true,
        Role::Subject => matches!(clause.predicate.kind, PredicateKind::Being | PredicateKind::Copula),
        _ => false,
    };
    let is_told = || clause.participants.iter().any(|p| p.head as usize == token && is_told(p.role));
    let is_aside = doc.pos(token) == "NOUN" && !clause.predicate.span.contains(token as u32) && !is_told();
    Some((number, if is_aside { Status::Actual } else { status_of(clauses, number) }))
}

/// The scorer's three classes.
fn label(status: Status) -> &'static str {
    match status {
        Status::Actual => "fact",
        Status::Planned | Status::Proposed | Status::Hypothetical => "uncertain",
        Status::Denied => "counterfact",
    }
}

/// How often events of each sort are called actual.
#[derive(Default)]
struct Told {
    happened: u32,
    happened_actual: u32,
    not: u32,
    not_actual: u32,
    open: u32,
    open_actual: u32,
}

impl Told {
    fn count(&mut self, gold: Option<&str>, status: Status) {
        let actual = u32::from(status == Status::Actual);
        let (all, called) = match gold {
            Some("fact") => (&mut self.happened, &mut self.happened_actual),
            Some("counterfact") => (&mut self.not, &mut self.not_actual),
            Some(_) => (&mut self.open, &mut self.open_actual),
            None => return,
        };
        *all += 1;
        *called += actual;
    }

    fn print(&self) {
        let share = |part: u32, whole: u32| 100.0 * f64::from(part) / f64::from(whole.max(1));
        let wrong = self.not_actual + self.open_actual;
        let called = wrong + self.happened_actual;
        if self.happened + self.not + self.open == 0 {
            return;
        }
        eprintln!("called actual:");
        for (what, part, whole) in [
            ("of the events that did not happen", self.not_actual, self.not),
            ("of those that are left open", self.open_actual, self.open),
            ("of those that happened", self.happened_actual, self.happened),
        ] {
            eprintln!("  {what:<36} {part:>5} of {whole:>5}  {:>5.1} %", share(part, whole));
        }
        eprintln!(
            "not so, or open, of all called actual   {wrong:>5} of {called:>5}  {:>5.1} %",
            share(wrong, called)
        );
    }
}

fn read(path: &Path) -> anyhow::Result<Vec<Item>> {
    let path = if path.is_dir() { path.join(DATA) } else { path.to_owned() };
    let unread = |e: io::Error| Failure::new(format!("{}: cannot be read", path.display())).because(e);
    let mut bytes = Vec::new();
    File::open(&path).and_then(|mut f| f.read_to_end(&mut bytes)).map_err(unread)?;
    if bytes.starts_with(&[0x1f, 0x8b]) {
        let mut plain = Vec::new();
        MultiGzDecoder::new(&bytes[..]).read_to_end(&mut plain).map_err(unread)?;
        bytes = plain;
    }
    let lines = (1..).zip(bytes.split(|&b| b == b'\n'));
    lines
        .filter(|(_, line)| !line.iter().all(u8::is_ascii_whitespace))
        .map(|(number, line)| {
            serde_json::from_slice(line).map_err(|e| {
                Failure::new(format!("{}:{number}: not an event in its sentence", path.display()))
                    .because(e)
                    .hint("each line needs `id`, `text`, `event_start` and `event_end`")
                    .into()
            })
        })
        .collect()
}
