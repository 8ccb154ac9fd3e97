//! `chancery eval geoparsing`: the places of an evaluation's texts, in the form its scorer reads.
//!
//! Input is JSON Lines with `id` and `text`, as `parse` takes them; output is JSON Lines
//! `{"id", "toponyms": [{"start", "end", "lat", "lon", "geonameid", …}]}` with offsets in Unicode code
//! points.

use std::io::{self, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;

use chancery_knowledge::places::{Passage, Places, Surroundings, Word, find_mentions, resolve};
use chancery_nlp::{Doc, Pipeline};

use crate::failure::Failure;
use crate::model::find_model;
use crate::texts::{self, Text};

/// Arguments of `chancery eval geoparsing`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Texts as JSON Lines with `id` and `text`; `-` is standard input.
    data: PathBuf,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let texts: Vec<Text> = texts::open(&args.data)?.collect::<anyhow::Result<_>>()?;
    let model = find_model()?;
    let pipeline = Pipeline::load(&model)
        .map_err(|e| Failure::new(e.to_string()).hint("run `chancery doctor` to see what is installed"))?;
    let threads = std::thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let bodies: Vec<&str> = texts.iter().map(|t| t.text.as_str()).collect();
    let docs = pipeline.workers(threads).parse_all(&bodies);
    let mut out = io::stdout().lock();
    for (text, doc) in texts.iter().zip(&docs) {
        writeln!(out, "{}", answer(&text.id, doc))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The tokens of a parse as place finding takes them.
fn words(doc: &Doc) -> Vec<Word<'_>> {
    let word = |token: usize| {
        let (bytes, (position, label)) = (doc.bytes(token), doc.entity_tag(token));
        Word {
            start: bytes.start as u32,
            end: bytes.end as u32,
            tag: doc.tag(token),
            entity: label,
            begins: position == "B",
        }
    };
    (0..doc.len()).map(word).collect()
}

fn answer(id: &str, doc: &Doc) -> serde_json::Value {
    let places = Places::embedded();
    let words = words(doc);
    let passage = Passage { text: doc.text(), words: &words };
    let mentions = find_mentions(places, &passage);
    let choices = resolve(places, &passage, &mentions, &Surroundings::default());
    let bounds: Vec<usize> =
        mentions.iter().flat_map(|m| [m.span.start as usize, m.span.end as usize]).collect();
    let characters = doc.char_offsets(&bounds);
    let toponyms = choices.iter().zip(characters.chunks_exact(2)).map(|(choice, bounds)| {
        let place = choice.place.map(|key| places.place(key));
        serde_json::json!({
            "start": bounds[0],
            "end": bounds[1],
            "lat": place.as_ref().map(|p| p.lat),
            "lon": place.as_ref().map(|p| p.lon),
            "geonameid": place.as_ref().and_then(|p| p.geonameid).map(|id| id.to_string()),
            "name": place.as_ref().map(|p| p.name),
            "confidence": (choice.confidence * 1000.0).round() / 1000.0,
        })
    });
    serde_json::json!({"id": id, "toponyms": toponyms.collect::<Vec<_>>()})
}
