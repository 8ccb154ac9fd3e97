//! `chancery clauses`: texts in, their clauses out, in the order of the input.

use std::io::{self, BufWriter, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use chancery_coding::clauses;
use chancery_nlp::{Doc, Pipeline, Workers};

use crate::failure::Failure;
use crate::model::find_model;
use crate::texts;

/// Texts are parsed in lots of this many, so that memory stays flat.
const LOT: usize = 64;

/// Arguments of `chancery clauses`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Text files, or JSON Lines with `id` and `text` (`.jsonl`, `.jsonl.gz`); `-` is standard input.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Print one line a clause, in the notation of the clause suite, under each sentence.
    #[arg(long)]
    lines: bool,
    /// Threads; as many as the machine has cores unless given.
    #[arg(long)]
    threads: Option<NonZeroUsize>,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let threads =
        args.threads.or_else(|| std::thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let pipeline = Pipeline::load(&find_model()?)
        .map_err(|e| Failure::new(e.to_string()).hint("run `chancery doctor` to see what is installed"))?;
    let mut workers = pipeline.workers(threads);
    let mut out = BufWriter::new(io::stdout().lock());
    let mut failed = false;
    for file in &args.files {
        failed |= !print_file(&mut workers, file, args.lines, &mut out)?;
    }
    out.flush()?;
    Ok(ExitCode::from(u8::from(failed)))
}

/// Prints the clauses of a file's texts; whether all of it could be read.
fn print_file(
    workers: &mut Workers<'_>,
    file: &Path,
    lines: bool,
    out: &mut impl Write,
) -> anyhow::Result<bool> {
    let mut all_read = true;
    let mut texts = match texts::open(file) {
        Ok(texts) => texts,
        Err(error) => {
            eprintln!("error: {error:#}");
            return Ok(false);
        }
    };
    loop {
        let mut lot = Vec::new();
        for text in texts.by_ref().take(LOT) {
            match text {
                Ok(text) => lot.push(text),
                Err(error) => {
                    eprintln!("error: {error:#}");
                    all_read = false;
                }
            }
        }
        if lot.is_empty() {
            return Ok(all_read);
        }
        let bodies: Vec<&str> = lot.iter().map(|t| t.text.as_str()).collect();
        for (text, doc) in lot.iter().zip(workers.parse_all(&bodies)) {
            writeln!(out, "# {}\n", text.id)
                .and_then(|()| print_doc(&doc, lines, out))
                .context("standard output")?;
        }
    }
}

fn print_doc(doc: &Doc, lines: bool, out: &mut impl Write) -> io::Result<()> {
    let found = clauses::read(doc);
    let mut text = String::new();
    if !lines {
        clauses::write_readable(doc, &found, &mut text).map_err(io::Error::other)?;
        return writeln!(out, "{text}");
    }
    for (number, sentence) in (0..).zip(doc.sentences()) {
        let words: Vec<&str> = doc.words(sentence.clone()).split_whitespace().collect();
        if words.is_empty() {
            continue;
        }
        writeln!(out, "> {}\n", words.join(" "))?;
        for clause in found.all().iter().filter(|c| c.sentence == number) {
            writeln!(out, "    {}", clauses::line(doc, &found, clause))?;
        }
        writeln!(out)?;
    }
    Ok(())
}
