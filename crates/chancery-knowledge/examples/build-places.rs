//! Compiles the rows that `scripts/places/gather.py` prints to the gazetteer's archive.
//!
//! `cargo run --release -p chancery-knowledge --example build-places -- rows.tsv places.bin`

use std::process::ExitCode;
use std::{env, fs};

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [rows, archive] = arguments.as_slice() else {
        eprintln!("usage: build-places ROWS.tsv ARCHIVE");
        return ExitCode::from(2);
    };
    let compiled = fs::read_to_string(rows)
        .map_err(|e| format!("{rows}: {e}"))
        .and_then(|text| chancery_knowledge::places::compile(&text).map_err(|fault| fault.to_string()))
        .and_then(|bytes| fs::write(archive, bytes).map_err(|e| format!("{archive}: {e}")));
    match compiled {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}
