//! Tokens and lexical attributes against spaCy's, and the tokenizer's laws.

mod reference;

use std::sync::OnceLock;

use chancery_nlp::tokenizer::Tokenizer;
use serde_json::Value;

fn tokenizer() -> Option<&'static Tokenizer> {
    static TOKENIZER: OnceLock<Option<Tokenizer>> = OnceLock::new();
    TOKENIZER
        .get_or_init(|| {
            let folder = reference::model()?;
            let file = |name| reference::model_file(&folder, name);
            Some(Tokenizer::read(&file("tokenizer"), &file("vocab/lookups.bin")).expect("a sound model"))
        })
        .as_ref()
}

fn check_bounds(tokenizer: &Tokenizer, documents: &[Value]) -> usize {
    let mut lexicon = tokenizer.lexicon();
    let mut n_tokens = 0;
    for document in documents {
        let text = document["text"].as_str().unwrap();
        let tokens = tokenizer.tokenize(text, &mut lexicon);
        let ours: Vec<_> = tokens.iter().map(|token| &text[token.start..token.end]).collect();
        let theirs: Vec<_> = document["tokens"]
            .as_array()
            .unwrap()
            .iter()
            .map(|token| token["text"].as_str().unwrap())
            .collect();
        assert_eq!(ours, theirs, "{text:?}");
        for (ours, theirs) in tokens.iter().zip(document["tokens"].as_array().unwrap()) {
            assert_eq!(theirs["bstart"].as_u64().unwrap(), ours.start as u64, "{text:?}");
            assert_eq!(theirs["bend"].as_u64().unwrap(), ours.end as u64, "{text:?}");
        }
        n_tokens += tokens.len();
        lexicon.trim();
    }
    n_tokens
}

#[test]
fn bounds_are_spacys_on_the_shared_files() {
    let Some(tokenizer) = tokenizer() else { return };
    let documents = reference::shared();
    let n_tokens = check_bounds(tokenizer, &documents);
    assert!(documents.is_empty() || n_tokens == 112_107, "{n_tokens} tokens");
}
