//! `chancery parse`: texts in, parses out, in the order of the input.

use std::io::{self, BufWriter, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use chancery_nlp::{Doc, Pipeline, Workers};
use indicatif::{ProgressBar, ProgressStyle};

use crate::failure::Failure;
use crate::model::find_model;
use crate::parses;
use crate::texts::{self, Text};

/// Texts are read and parsed in lots of about this many bytes, so that memory stays flat.
const LOT_BYTES: usize = 1 << 18;

/// Arguments of `chancery parse`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Text files, or JSON Lines with `id` and `text` (`.jsonl`, `.jsonl.gz`); `-` is standard input.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// How to print: a readable table, CoNLL-U, or one JSON object a text.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Threads; as many as the machine has cores unless given.
    #[arg(long)]
    threads: Option<NonZeroUsize>,
}

/// Output formats.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Table,
    Conllu,
    Jsonl,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let threads =
        args.threads.or_else(|| std::thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let model = find_model()?;
    let pipeline = Pipeline::load(&model)
        .map_err(|e| Failure::new(e.to_string()).hint("run `chancery doctor` to see what is installed"))?;
    let mut workers = pipeline.workers(threads);
    let progress = progress_bar();
    let mut out = BufWriter::new(io::stdout().lock());
    let mut failed = false;
    for file in &args.files {
        if let Err(error) = parse_file(&mut workers, file, args.format, &progress, &mut out) {
            if error
                .chain()
                .any(|e| e.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe))
            {
                return Ok(ExitCode::SUCCESS);
            }
            progress.suspend(|| eprintln!("error: {error:#}"));
            failed = true;
        }
    }
    out.flush()?;
    progress.finish_and_clear();
    Ok(ExitCode::from(u8::from(failed)))
}

fn parse_file(
    workers: &mut Workers<'_>,
    file: &Path,
    format: Format,
    progress: &ProgressBar,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let mut texts = texts::open(file)?;
    let mut lot: Vec<Text> = Vec::new();
    let mut n_bytes = 0;
    let mut first_failure = None;
    loop {
        let next = texts.next();
        let is_end = next.is_none();
        match next {
            Some(Ok(text)) => {
                n_bytes += text.text.len();
                lot.push(text);
            }
            // The lines before a bad one are still parsed, and those after it too.
            Some(Err(error)) => {
                progress.suspend(|| eprintln!("error: {error:#}"));
                first_failure.get_or_insert(error);
            }
            None => {}
        }
        if n_bytes >= LOT_BYTES || (is_end && !lot.is_empty()) {
            let bodies: Vec<&str> = lot.iter().map(|t| t.text.as_str()).collect();
            let docs = workers.parse_all(&bodies);
            for (text, doc) in lot.iter().zip(&docs) {
                write(doc, &text.id, format, out).context("standard output")?;
                progress.inc(doc.len() as u64);
            }
            lot.clear();
            n_bytes = 0;
        }
        if is_end {
            break;
        }
    }
    match first_failure {
        Some(_) => Err(Failure::new(format!("{}: some lines were not read", file.display())).into()),
        None => Ok(()),
    }
}

fn write(doc: &Doc, id: &str, format: Format, out: &mut impl Write) -> io::Result<()> {
    match format {
        Format::Table => parses::write_table(doc, id, out),
        Format::Conllu => parses::write_conllu(doc, id, out),
        Format::Jsonl => parses::write_jsonl(doc, id, out),
    }
}

/// Shown on a terminal only, and only once the work has taken a moment.
fn progress_bar() -> ProgressBar {
    let bar = ProgressBar::no_length();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {human_pos} tokens, {per_sec}, {elapsed}") {
        bar.set_style(style);
    }
    bar
}
