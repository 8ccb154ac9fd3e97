//! Any text: tokens tile it, whatever the lexicon holds.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../crates/chancery-nlp/tests/fuzzed/mod.rs"]
mod fuzzed;

fuzz_target!(|bytes: &[u8]| fuzzed::tokenizer(bytes));
