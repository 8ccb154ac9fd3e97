//! `chancery statements`: who says what, in a text or in what the archive holds.

use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::ExitCode;

use chancery_coding::statements::{Cues, Mention, Statement, statements};
use chancery_nlp::{Doc, Pipeline};

use super::ask::{Asked, Listing, Meant, list_of, meant, not_for_reports};
use crate::failure::Failure;
use crate::model::find_model;
use crate::shown::Layout;
use crate::texts;

/// Arguments of `chancery statements`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Text files, or JSON Lines with `id` and `text` (`.jsonl`, `.jsonl.gz`); `-` is standard input.
    /// Without them, or with a filter such as `actor:IRN since:2024`, the statements of the archive.
    #[arg(value_name = "FILE|FILTER")]
    words: Vec<String>,
    #[command(flatten)]
    listing: Listing,
}

/// Prints the statements of texts, one a block, or a line for each of the archive's.
pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    if let Meant::Archive = meant(&args.words)? {
        return list_of(&args.words, &args.listing, Asked::Statements);
    }
    if args.listing.format != Layout::Table {
        return Err(not_for_reports("this format").into());
    }
    let pipeline = Pipeline::load(&find_model()?)
        .map_err(|e| Failure::new(e.to_string()).hint("run `chancery doctor` to see what is installed"))?;
    let mut worker = pipeline.worker();
    let cues = Cues::built_in();
    let mut out = BufWriter::new(io::stdout().lock());
    for file in &args.words {
        for text in texts::open(Path::new(file))? {
            let text = text?;
            let doc = worker.parse(&text.text);
            writeln!(out, "# {}", text.id)?;
            for (number, statement) in statements(&doc, &cues).iter().enumerate() {
                write_statement(&doc, number, statement, &mut out)?;
            }
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn write_statement(doc: &Doc, number: usize, statement: &Statement, out: &mut impl Write) -> io::Result<()> {
    let words = |m: Option<Mention>| m.map_or("-".to_owned(), |m| flat(doc.words(m.span.range())));
    let within = statement.within.map_or(String::new(), |w| format!(" within {w}"));
    let quoted = if statement.quoted { " quoted" } else { "" };
    let not = if statement.negated { " negated" } else { "" };
    let (kind, form) = (statement.kind.name(), statement.form.name());
    let (speaker, cue) = (words(statement.speaker), words(statement.cue));
    writeln!(out, "{number:>4}  {kind} {form}{not}{quoted}{within}: {speaker} | {cue}")?;
    if statement.addressee.is_some() {
        writeln!(out, "      to: {}", words(statement.addressee))?;
    }
    let content: Vec<String> = statement.content.iter().map(|s| flat(doc.words(s.range()))).collect();
    writeln!(out, "      {}", content.join(" … "))
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
