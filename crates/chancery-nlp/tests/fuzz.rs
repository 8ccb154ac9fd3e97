//! Replays `tests/regressions`: what the fuzz targets (`fuzz/` in the repository's root) once
//! crashed on, or were started from.

mod fuzzed;

use std::path::Path;

fn replay(name: &str, run: impl Fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/regressions").join(name);
    let mut files: Vec<_> =
        std::fs::read_dir(folder).expect("a folder of the repository").map(|f| f.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    for file in files {
        run(&std::fs::read(file).expect("a file of the repository"));
    }
}

#[test]
fn what_the_model_reader_was_fuzzed_with_ends_well() {
    replay("model", fuzzed::model);
}

#[test]
fn what_the_tokenizer_was_fuzzed_with_ends_well() {
    replay("tokenizer", fuzzed::tokenizer);
}

#[test]
fn what_the_parser_was_fuzzed_with_ends_well() {
    replay("parse", fuzzed::parse);
}
