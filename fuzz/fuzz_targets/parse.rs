//! Any text through random weights: no panic, trees with roots.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../crates/chancery-nlp/tests/fuzzed/mod.rs"]
mod fuzzed;

fuzz_target!(|bytes: &[u8]| fuzzed::parse(bytes));
