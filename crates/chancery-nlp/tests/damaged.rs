//! Models that are cut short, altered or ask for what is not run: an error that names the file, the
//! place and the mend, or a pipeline that still parses; never a panic.

mod reference;

use std::collections::BTreeMap;
use std::path::Path;

use chancery_nlp::{Backend, Error, Pipeline};

type Files = BTreeMap<String, Vec<u8>>;

/// The files that the reader asks for.
const NAMES: [&str; 12] = [
    "config.cfg",
    "tokenizer",
    "vocab/lookups.bin",
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

fn files() -> Option<Files> {
    let folder = reference::model()?;
    Some(NAMES.iter().map(|&name| (name.to_owned(), reference::model_file(&folder, name))).collect())
}

/// The files of the small pipeline with static vectors (`tests/tiny`).
fn tiny_files() -> Files {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/tiny/pipeline");
    let vectors = ["vocab/vectors", "vocab/key2row", "vocab/vectors.cfg"];
    let names = NAMES.iter().chain(&vectors);
    names.map(|&name| (name.to_owned(), reference::model_file(&folder, name))).collect()
}

fn load(files: &Files) -> Result<Pipeline, Error> {
    Pipeline::from_files(files.clone(), Backend::detect())
}

fn with(files: &Files, name: &str, bytes: Vec<u8>) -> Result<Pipeline, Error> {
    let mut files = files.clone();
    files.insert(name.to_owned(), bytes);
    load(&files)
}

fn config_with(files: &Files, from: &str, to: &str) -> Result<Pipeline, Error> {
    let config = String::from_utf8(files["config.cfg"].clone()).expect("UTF-8");
    assert!(config.contains(from), "{from}");
    with(files, "config.cfg", config.replacen(from, to, 1).into_bytes())
}

#[test]
fn a_missing_or_truncated_file_is_named() {
    cut(&tiny_files());
    if let Some(files) = files() {
        cut(&files);
    }
}

fn cut(files: &Files) {
    load(files).expect("a sound model");
    for name in files.keys() {
        let mut fewer = files.clone();
        let bytes = fewer.remove(name).expect("read above");
        let error = load(&fewer).unwrap_err();
        assert!(error.is_missing() && error.to_string().contains(name), "{error}");
        // A line's end that is lost does no harm to a text file.
        let whole = bytes.trim_ascii_end().len();
        for cut in [0, 1, whole / 2, whole.saturating_sub(1)].into_iter().filter(|&cut| cut < whole) {
            // A configuration cut after a whole line may still say all that is asked of it.
            let Err(error) = with(files, name, bytes[..cut].to_vec()) else {
                assert_eq!(name, "config.cfg", "{cut} of {} bytes", bytes.len());
                continue;
            };
            let message = error.to_string();
            assert!(message.contains(name), "{name} cut to {cut} bytes: {message}");
            assert!(message.contains("install the model again"), "{message}");
        }
    }
}

/// Headers of MessagePack that promise four thousand million items or bytes, and nesting without end.
#[test]
fn absurd_lengths_and_depths_are_refused_at_once() {
    let files = tiny_files();
    let promises: [&[u8]; 5] = [
        b"\xdd\xff\xff\xff\xff",
        b"\xdf\xff\xff\xff\xff",
        b"\xc6\xff\xff\xff\xff",
        b"\xdb\xff\xff\xff\xff",
        &[0x91; 100_000],
    ];
    let others = ["config.cfg", "tagger/cfg", "vocab/vectors.cfg"];
    for name in files.keys().filter(|name| !others.contains(&name.as_str())) {
        for promise in promises {
            let error = with(&files, name, promise.to_vec()).unwrap_err();
            assert!(error.to_string().contains(name), "{error}");
        }
    }
}

/// Numbers that follow one from the other without a source of chance.
fn numbers(seed: u64) -> impl Iterator<Item = usize> {
    let mut state = seed;
    std::iter::repeat_with(move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize
    })
}

/// Alters some bytes of one file at a time; what still loads must still parse.
fn alter(files: &Files, rounds: usize) {
    for (seed, name) in files.keys().enumerate() {
        let mut next = numbers(seed as u64);
        let mut number = || next.next().expect("without end");
        for round in 0..rounds {
            let mut bytes = files[name].clone();
            // Structure stands at the beginning of most files, so look there as often as elsewhere.
            let range = if round % 2 == 0 { bytes.len() } else { bytes.len().min(400) };
            for _ in 0..1 + round % 4 {
                let at = number() % range;
                bytes[at] = number() as u8;
            }
            match with(files, name, bytes) {
                Ok(pipeline) => {
                    let text = "Envoys of Togo met the U.N.'s chief on 3 May, he said; nobody spoke.";
                    assert!(!pipeline.parse(text).is_empty());
                }
                Err(error) => assert!(error.to_string().len() > name.len(), "{error}"),
            }
        }
    }
}

#[test]
fn altered_bytes_never_panic() {
    alter(&tiny_files(), 60);
    if let Some(files) = files() {
        alter(&files, 2);
    }
}

#[test]
fn what_is_not_run_is_named() {
    let Some(files) = files() else { return };
    for (from, to, named) in [
        ("\"lemmatizer\",\"ner\"]", "\"lemmatizer\",\"ner\",\"textcat\"]", "`textcat`"),
        ("lang = \"en\"", "lang = \"pl\"", "lang"),
        ("disabled = [\"senter\"]", "disabled = []", "`senter`"),
        ("spacy.Tok2Vec.v2", "spacy.HashEmbedCNN.v2", "spacy.HashEmbedCNN.v2"),
        ("spacy.MultiHashEmbed.v2", "spacy.CharacterEmbed.v2", "spacy.CharacterEmbed.v2"),
        ("spacy.MaxoutWindowEncoder.v2", "spacy.MishWindowEncoder.v2", "spacy.MishWindowEncoder.v2"),
        (
            "spacy.TransitionBasedParser.v2",
            "spacy.TransitionBasedParser.v9",
            "spacy.TransitionBasedParser.v9",
        ),
        ("window_size = 1", "window_size = 2", "window_size"),
        ("use_upper = true", "use_upper = false", "upper layer"),
        ("extra_state_tokens = false", "extra_state_tokens = true", "extra_state_tokens"),
        ("attrs = [\"NORM\"", "attrs = [\"LEMMA\"", "LEMMA"),
    ] {
        let error = config_with(&files, from, to).unwrap_err();
        let message = error.to_string();
        assert!(error.is_unsupported() && message.contains(named), "{to}: {message}");
        assert!(message.starts_with("config.cfg: "), "{message}");
        assert!(message.contains("en_core_web_sm 3.8.0"), "no mend: {message}");
    }
    // A configuration that contradicts the weights.
    for (from, to) in [
        ("depth = 4", "depth = 5"),
        ("width = 96", "width = 128"),
        ("depth = 4", "depth = 18446744073709551615"),
    ] {
        let error = config_with(&files, from, to).unwrap_err();
        assert!(error.is_malformed(), "{to}: {error}");
    }
}
