//! The tokenizer and the whole pipeline on the oracle's sentences. Needs `CHANCERY_MODEL`.

use std::path::PathBuf;

use chancery_nlp::tokenizer::Tokenizer;
use chancery_nlp::{Backend, Pipeline};
use divan::counter::ItemsCount;

fn main() {
    if model().is_none() {
        eprintln!("SKIPPED: set CHANCERY_MODEL to the folder of an installed model");
        return;
    }
    divan::main();
}

fn model() -> Option<PathBuf> {
    std::env::var_os("CHANCERY_MODEL").map(PathBuf::from)
}

/// The oracle's sentences, forty to a text.
fn texts() -> Vec<String> {
    let lines: Vec<&str> = include_str!("../../../tests/oracle/sentences.txt")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with(['#', '=']))
        .collect();
    lines.chunks(40).map(|chunk| chunk.join(" ")).collect()
}

#[divan::bench]
fn load(bencher: divan::Bencher<'_, '_>) {
    let model = model().expect("asked in main");
    bencher.bench_local(|| Pipeline::load(&model).expect("a sound model"));
}

#[divan::bench]
fn tokenize(bencher: divan::Bencher<'_, '_>) {
    let model = model().expect("asked in main");
    let file = |name: &str| std::fs::read(model.join(name)).expect("a whole model");
    let tokenizer = Tokenizer::read(&file("tokenizer"), &file("vocab/lookups.bin")).expect("a sound model");
    let texts = texts();
    let mut lexicon = tokenizer.lexicon();
    let count = |lexicon: &mut _| texts.iter().map(|t| tokenizer.tokenize(t, lexicon).len()).sum::<usize>();
    let n_tokens = count(&mut lexicon);
    bencher.counter(ItemsCount::new(n_tokens)).bench_local(|| count(&mut lexicon));
}

#[divan::bench(args = ["avx512", "avx2", "neon", "scalar"])]
fn parse(bencher: divan::Bencher<'_, '_>, kernels: &str) {
    let Some(backend) = Backend::by_name(kernels) else { return };
    let pipeline = Pipeline::load_for(&model().expect("asked in main"), backend).expect("a sound model");
    let texts = texts();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let mut worker = pipeline.worker();
    let n_tokens: usize = worker.parse_batch(&texts).iter().map(chancery_nlp::Doc::len).sum();
    bencher.counter(ItemsCount::new(n_tokens)).bench_local(|| worker.parse_batch(&texts));
}
