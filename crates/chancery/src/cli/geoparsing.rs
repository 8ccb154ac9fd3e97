//! `chancery eval geoparsing`: the places of an evaluation's texts, in the form its scorer reads.
//!
//! Input is JSON lines `{"id", "text", "tokens": [{"start", "end", "tag", "ent", "iob"}]}` with byte
//! offsets and spaCy's entity labels and "B"/"I"/"O"; output is JSON lines with offsets in Unicode code
//! points.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use chancery_knowledge::places::{Passage, Places, Surroundings, Word, find_mentions, resolve};
use serde::Deserialize;

/// Arguments of `chancery eval geoparsing`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Texts with tokens, as JSON lines.
    data: PathBuf,
}

#[derive(Deserialize)]
struct Document {
    id: String,
    text: String,
    tokens: Vec<Token>,
}

#[derive(Deserialize)]
struct Token {
    start: u32,
    end: u32,
    tag: String,
    ent: String,
    iob: String,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let file = File::open(&args.data).with_context(|| args.data.display().to_string())?;
    let mut out = io::stdout().lock();
    for (number, line) in BufReader::new(file).lines().enumerate() {
        let place = || format!("{}:{}", args.data.display(), number + 1);
        let document: Document = serde_json::from_str(&line.with_context(place)?).with_context(place)?;
        writeln!(out, "{}", answer(&document))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn words(document: &Document) -> Vec<Word<'_>> {
    let word = |t: &Token| (t.start, t.end, t.iob == "B");
    let tokens = document.tokens.iter().map(|t| (word(t), t));
    tokens.map(|((start, end, begins), t)| Word { start, end, tag: &t.tag, entity: &t.ent, begins }).collect()
}

fn answer(document: &Document) -> serde_json::Value {
    let places = Places::embedded();
    let words = words(document);
    let passage = Passage { text: &document.text, words: &words };
    let mentions = find_mentions(places, &passage);
    let choices = resolve(places, &passage, &mentions, &Surroundings::default());
    let characters = |byte: u32| document.text.get(..byte as usize).map_or(0, |t| t.chars().count());
    let toponyms = mentions.iter().zip(&choices).map(|(mention, choice)| {
        let place = choice.place.map(|key| places.place(key));
        serde_json::json!({
            "start": characters(mention.span.start),
            "end": characters(mention.span.end),
            "lat": place.as_ref().map(|p| p.lat),
            "lon": place.as_ref().map(|p| p.lon),
            "geonameid": place.as_ref().and_then(|p| p.geonameid).map(|id| id.to_string()),
            "name": place.as_ref().map(|p| p.name),
            "confidence": (choice.confidence * 1000.0).round() / 1000.0,
        })
    });
    serde_json::json!({"id": document.id, "toponyms": toponyms.collect::<Vec<_>>()})
}
