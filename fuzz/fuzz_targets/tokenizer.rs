//! Any text: its tokens lie in order, between characters, and with their spaces tile it.
#![no_main]

use std::path::Path;
use std::sync::OnceLock;

use chancery_nlp::tokenizer::Tokenizer;
use libfuzzer_sys::fuzz_target;

fn tokenizer() -> &'static Tokenizer {
    static TOKENIZER: OnceLock<Tokenizer> = OnceLock::new();
    TOKENIZER.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/tiny/pipeline");
        let read = |name: &str| std::fs::read(folder.join(name)).expect("the small pipeline is committed");
        Tokenizer::read(&read("tokenizer"), &read("vocab/lookups.bin")).expect("the small pipeline is sound")
    })
}

fuzz_target!(|text: &str| {
    let mut lexicon = tokenizer().lexicon();
    let mut at = 0;
    for token in tokenizer().tokenize(text, &mut lexicon) {
        assert_eq!(token.start, at, "{text:?}");
        assert!(token.end > token.start && text.get(token.start..token.end).is_some());
        at = token.end + usize::from(token.space);
    }
    assert_eq!(at, text.len(), "{text:?}");
});
