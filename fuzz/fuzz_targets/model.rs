//! One file of the small pipeline replaced by any bytes: an error or a pipeline that parses, never a panic.
#![no_main]

use std::collections::BTreeMap;
use std::path::Path;

use chancery_nlp::{Backend, Pipeline};
use libfuzzer_sys::fuzz_target;

/// The files that the reader asks for, in `tests/tiny/pipeline`.
const NAMES: [&str; 15] = [
    "config.cfg",
    "tokenizer",
    "vocab/lookups.bin",
    "vocab/vectors",
    "vocab/key2row",
    "vocab/vectors.cfg",
    "tok2vec/model",
    "tagger/model",
    "tagger/cfg",
    "parser/model",
    "parser/moves",
    "ner/model",
    "ner/moves",
    "attribute_ruler/patterns",
    "lemmatizer/lookups/lookups.bin",
];

fn sound() -> BTreeMap<String, Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/tiny/pipeline");
    let read = |name: &str| std::fs::read(folder.join(name)).unwrap_or_default();
    NAMES.iter().map(|name| ((*name).to_owned(), read(name))).collect()
}

fuzz_target!(|input: (u8, &[u8])| {
    let (which, bytes) = input;
    let mut files = sound();
    files.insert(NAMES[which as usize % NAMES.len()].to_owned(), bytes.to_vec());
    if let Ok(pipeline) = Pipeline::from_files(files, Backend::detect()) {
        let doc = pipeline.parse("Peru's envoy didn't meet him in Lima.");
        assert_eq!(doc.text().len(), 37);
    }
});
