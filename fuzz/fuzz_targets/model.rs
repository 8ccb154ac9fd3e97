//! Altered model files: an error or a pipeline that parses, never a panic or a huge allocation.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../crates/chancery-nlp/tests/fuzzed/mod.rs"]
mod fuzzed;

fuzz_target!(|bytes: &[u8]| fuzzed::model(bytes));
