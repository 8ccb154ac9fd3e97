//! `chancery eval quotations`: the attributions of an evaluation's texts, in the form its scorer reads.
//!
//! Input is JSON Lines with `id` and `text`; output is JSON Lines with offsets in Unicode code points. Attributions made
//! inside quoted speech are left out: evaluations of quotation count those of the text's own voice.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use chancery_coding::statements::{Cues, Statement, statements};
use chancery_nlp::{Doc, Pipeline};
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::model::find_model;
use crate::texts;

/// Arguments of `chancery eval quotations`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// JSON Lines with `id` and `text` (`.jsonl`, `.jsonl.gz`).
    data: PathBuf,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let pipeline = Pipeline::load(&find_model()?)
        .map_err(|e| Failure::new(e.to_string()).hint("run `chancery doctor` to see what is installed"))?;
    let mut worker = pipeline.worker();
    let cues = Cues::built_in();
    let mut out = BufWriter::new(io::stdout().lock());
    for text in texts::open(&args.data)? {
        let text = text?;
        let doc = worker.parse(&text.text);
        let quotes: Vec<Value> =
            statements(&doc, &cues).iter().filter(|s| !s.quoted).map(|s| answer(&doc, s)).collect();
        writeln!(out, "{}", json!({"id": text.id, "quotes": quotes}))?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn answer(doc: &Doc, statement: &Statement) -> Value {
    let characters = |tokens: std::ops::Range<usize>| {
        let bytes = doc.bytes_of(tokens);
        doc.char_offsets(&[bytes.start, bytes.end])
    };
    let spans: Vec<Vec<usize>> = statement.content.iter().map(|s| characters(s.range())).collect();
    let speaker = statement.speaker.map(|m| characters(m.span.range()));
    let cue = statement.cue.map(|m| characters(m.span.range()));
    json!({
        "start": spans.first().map(|s| s[0]),
        "end": spans.last().map(|s| s[1]),
        "spans": spans,
        "speaker_start": speaker.as_ref().map(|s| s[0]),
        "speaker_end": speaker.as_ref().map(|s| s[1]),
        "cue_start": cue.as_ref().map(|s| s[0]),
        "cue_end": cue.as_ref().map(|s| s[1]),
        "kind": statement.kind.name(),
        "form": statement.form.name(),
    })
}
