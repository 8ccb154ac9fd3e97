//! Tokens and lexical attributes against spaCy's, and the tokenizer's laws.

mod reference;

use std::sync::OnceLock;

use chancery_nlp::tokenizer::{Lexicon, Token, Tokenizer};
use proptest::prelude::*;
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

fn array(value: &Value) -> &[Value] {
    value.as_array().expect("an array")
}

/// Compares token bounds, and returns how many tokens there are.
fn check_bounds(tokenizer: &Tokenizer, documents: &[Value]) -> usize {
    let mut lexicon = tokenizer.lexicon();
    let mut n_tokens = 0;
    for document in documents {
        let text = document["text"].as_str().expect("a text");
        let tokens = tokenizer.tokenize(text, &mut lexicon);
        let ours: Vec<_> =
            tokens.iter().map(|token| (token.start, token.end, &text[token.start..token.end])).collect();
        let bound = |token: &Value, name: &str| token[name].as_u64().expect("a number") as usize;
        let theirs: Vec<_> = array(&document["tokens"])
            .iter()
            .map(|token| (bound(token, "bstart"), bound(token, "bend"), token["text"].as_str().unwrap()))
            .collect();
        assert_eq!(ours, theirs, "{text:?}");
        n_tokens += tokens.len();
        lexicon.trim();
    }
    n_tokens
}

#[test]
fn bounds_are_spacys_on_the_oracle_set() {
    let Some(tokenizer) = tokenizer() else { return };
    assert_eq!(check_bounds(tokenizer, &reference::oracle("en_core_web_sm.jsonl")), 5_670);
}

#[test]
fn bounds_are_spacys_on_the_shared_files() {
    let Some(tokenizer) = tokenizer() else { return };
    let documents = reference::shared();
    let n_tokens = check_bounds(tokenizer, &documents);
    assert!(documents.is_empty() || n_tokens == 112_107, "{n_tokens} tokens");
}

#[test]
fn lexical_attributes_are_spacys() {
    let Some(tokenizer) = tokenizer() else { return };
    let lines = reference::oracle("en_core_web_sm.lexemes.jsonl");
    let (types, uses): (Vec<_>, Vec<_>) = lines.iter().partition(|line| line.is_array());
    let mut lexicon = tokenizer.lexicon();
    for (document, uses) in reference::oracle("en_core_web_sm.jsonl").iter().zip(uses) {
        assert_eq!(document["id"], uses["id"]);
        let text = document["text"].as_str().unwrap();
        let tokens = tokenizer.tokenize(text, &mut lexicon);
        let spaces: String = tokens.iter().map(|token| if token.space { '1' } else { '0' }).collect();
        assert_eq!(spaces, uses["spaces"].as_str().unwrap(), "{text:?}");
        for (token, row) in tokens.iter().zip(array(&uses["types"])) {
            let row = array(types[row.as_u64().unwrap() as usize]);
            let lexeme = lexicon.lexeme(token.lexeme);
            let ours = [
                lexeme.orth,
                lexeme.lower,
                lexeme.norm,
                lexeme.prefix,
                lexeme.suffix,
                lexeme.shape,
                u64::from(lexeme.is_space),
            ];
            let theirs: Vec<u64> = row[1..].iter().map(|value| value.as_u64().unwrap()).collect();
            assert_eq!(ours[..], theirs[..], "{} in {text:?}", row[0]);
            assert_eq!(lexicon.orth(token.lexeme), row[0].as_str().unwrap());
        }
    }
}

/// The tokens as text, attributes and space, without ids.
fn described(tokens: &[Token], text: &str, lexicon: &Lexicon) -> Vec<String> {
    tokens
        .iter()
        .map(|token| {
            format!("{:?} {:?} {}", &text[token.start..token.end], lexicon.lexeme(token.lexeme), token.space)
        })
        .collect()
}

#[test]
fn results_do_not_depend_on_the_lexicon() {
    let Some(tokenizer) = tokenizer() else { return };
    let mut warm = tokenizer.lexicon();
    let mut small = tokenizer.lexicon_with_limit(3);
    for document in &reference::oracle("en_core_web_sm.jsonl") {
        let text = document["text"].as_str().unwrap();
        let mut fresh = tokenizer.lexicon();
        let expected = described(&tokenizer.tokenize(text, &mut fresh), text, &fresh);
        for lexicon in [&mut warm, &mut small] {
            for _ in 0..2 {
                let tokens = tokenizer.tokenize(text, lexicon);
                assert_eq!(described(&tokens, text, lexicon), expected, "{text:?}");
            }
        }
        small.trim();
    }
    assert!(small.generation() > 100);
    assert_eq!(warm.generation(), 0);
}

#[test]
fn a_trimmed_lexicon_is_small_again() {
    let Some(tokenizer) = tokenizer() else { return };
    let mut lexicon = tokenizer.lexicon_with_limit(2_000);
    let blank = lexicon.len();
    let new: String = (0..5_000).map(|i| format!("w{i} ")).collect();
    tokenizer.tokenize(&new, &mut lexicon);
    assert!(lexicon.len() >= 5_000);
    assert!(lexicon.trim());
    assert_eq!(lexicon.len(), blank);
    assert!(!lexicon.trim());
    assert_eq!(lexicon.generation(), 1);
}

/// Tokens are in order, none is empty, and with their spaces they give back the text.
fn check_tiling(text: &str) {
    let Some(tokenizer) = tokenizer() else { return };
    let tokens = tokenizer.tokenize(text, &mut tokenizer.lexicon());
    let mut rebuilt = String::new();
    for token in &tokens {
        assert_eq!(token.start, rebuilt.len(), "{text:?}");
        assert!(token.start < token.end, "{text:?}");
        rebuilt.push_str(&text[token.start..token.end]);
        if token.space {
            rebuilt.push(' ');
        }
    }
    assert_eq!(rebuilt, text);
}

#[test]
fn hostile_texts_are_tiled_in_good_time() {
    let size = 100_000;
    for unit in [
        " ",
        "\n",
        "\u{a0}",
        "(",
        ".",
        "a",
        "a.",
        "a-",
        "a@",
        "'\"",
        "1km",
        "😀",
        "中",
        "--",
        "a,1,",
        "...a",
        ":)",
        "10.",
        "can't",
        "http://a.b/",
        "a:b@",
        "(a)",
        "\u{301}",
        "'s",
        "U.S.",
        "°C.",
        "1$",
    ] {
        check_tiling(&unit.repeat(size / unit.len()));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_tiled(text in any::<String>()) {
        check_tiling(&text);
    }

    #[test]
    fn any_text_of_hard_pieces_is_tiled(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                " ", "  ", "\n", "\u{a0}", "\u{1c}", "can't", "a.m.", "U.S.", "'s", "(", ")", "\"", "...", "-", "—",
                "1", "km", "$", "http://", "x.org", "@", ":)", "é", "\u{301}", "İ", "中", "😀", "°C", ".", ",", "A", "b",
            ]),
            0..30,
        )
    ) {
        check_tiling(&pieces.concat());
    }
}

#[test]
fn a_damaged_file_is_an_error() {
    let Some(folder) = reference::model() else { return };
    let file = |name| reference::model_file(&folder, name);
    let (tokenizer, lookups) = (file("tokenizer"), file("vocab/lookups.bin"));
    for cut in [0, 1, tokenizer.len() / 2, tokenizer.len() - 1] {
        let error = Tokenizer::read(&tokenizer[..cut], &lookups).unwrap_err();
        assert!(error.to_string().contains("tokenizer"), "{error}");
    }
    let error = Tokenizer::read(&tokenizer, &lookups[..lookups.len() / 2]).unwrap_err();
    assert!(error.to_string().contains("lookups.bin"), "{error}");
}
