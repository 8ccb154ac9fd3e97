//! What the clause layer costs beside the parse, on the sentences of its suite. Needs the model that
//! `CHANCERY_MODEL` names.

use std::path::Path;

use chancery_coding::clauses;
use chancery_nlp::{Doc, Pipeline};
use divan::Bencher;
use divan::counter::ItemsCount;

const SUITE: [&str; 4] = [
    include_str!("../tests/clauses/plain.md"),
    include_str!("../tests/clauses/control.md"),
    include_str!("../tests/clauses/event_nouns.md"),
    include_str!("../tests/clauses/embedding.md"),
];

fn main() {
    divan::main();
}

fn text() -> String {
    let sentences = SUITE.iter().flat_map(|file| file.lines()).filter_map(|line| line.strip_prefix("> "));
    sentences.collect::<Vec<_>>().join(" ")
}

fn pipeline() -> Option<Pipeline> {
    let folder = std::env::var_os("CHANCERY_MODEL");
    if folder.is_none() {
        eprintln!("SKIPPED: CHANCERY_MODEL is not set");
    }
    Some(Pipeline::load(Path::new(&folder?)).expect("the model that CHANCERY_MODEL names"))
}

/// Counted in tokens.
#[divan::bench]
fn read(bencher: Bencher<'_, '_>) {
    let Some(pipeline) = pipeline() else { return };
    let doc: Doc = pipeline.parse(&text());
    bencher.counter(ItemsCount::new(doc.len())).bench_local(|| clauses::read(&doc));
}

/// The parse of the same text, for comparison.
#[divan::bench]
fn parse(bencher: Bencher<'_, '_>) {
    let Some(pipeline) = pipeline() else { return };
    let text = text();
    let n_tokens = pipeline.parse(&text).len();
    let mut worker = pipeline.worker();
    bencher.counter(ItemsCount::new(n_tokens)).bench_local(|| worker.parse(&text));
}
