//! What the fuzz targets of this crate run, shared with the test that replays what they found.
//! The model is the small one in `tests/tiny`.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use chancery_nlp::tokenizer::Tokenizer;
use chancery_nlp::{Backend, Limits, Pipeline};

type Files = BTreeMap<String, Vec<u8>>;

/// The files of the small pipeline that are read.
const NAMES: [&str; 15] = [
    "attribute_ruler/patterns",
    "config.cfg",
    "lemmatizer/lookups/lookups.bin",
    "ner/model",
    "ner/moves",
    "parser/model",
    "parser/moves",
    "tagger/cfg",
    "tagger/model",
    "tok2vec/model",
    "tokenizer",
    "vocab/key2row",
    "vocab/lookups.bin",
    "vocab/vectors",
    "vocab/vectors.cfg",
];

fn files() -> &'static Files {
    static FILES: OnceLock<Files> = OnceLock::new();
    FILES.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        // The fuzz crate lies one level higher than this one.
        let folder = ["../tests/tiny/pipeline", "../../tests/tiny/pipeline"]
            .iter()
            .map(|path| folder.join(path))
            .find(|folder| folder.is_dir())
            .expect("a folder of the repository");
        let read = |name: &str| std::fs::read(folder.join(name)).expect("a file of the repository");
        NAMES.iter().map(|&name| (name.to_owned(), read(name))).collect()
    })
}

fn pipeline() -> &'static Pipeline {
    static PIPELINE: OnceLock<Pipeline> = OnceLock::new();
    PIPELINE.get_or_init(|| Pipeline::from_files(files().clone(), Backend::detect()).expect("sound"))
}

/// Puts the bytes into one file of the model: the first says which, the second whether the rest
/// replaces the file or patches it (two bytes of place, one of content, and so on).
#[allow(dead_code, reason = "each fuzz target runs one of the three")]
pub(crate) fn model(bytes: &[u8]) {
    let [file, how, rest @ ..] = bytes else { return };
    let mut files = files().clone();
    let name = NAMES[usize::from(*file) % NAMES.len()];
    let content = files.get_mut(name).expect("a name of the list");
    if how % 4 == 0 {
        *content = rest.to_vec();
    } else {
        for patch in rest.chunks_exact(3) {
            // Half the patches near the front, where the structure is.
            let range = if how % 4 == 1 { content.len().min(512) } else { content.len() };
            let at = usize::from(u16::from_le_bytes([patch[0], patch[1]])) % range.max(1);
            if let Some(byte) = content.get_mut(at) {
                *byte = patch[2];
            }
        }
    }
    match Pipeline::from_files(files, Backend::detect()) {
        Ok(pipeline) => {
            let text = "Envoys of Togo met the U.N.'s chief on 3 May, he said; nobody spoke.\n\n\"No.\"";
            let doc = pipeline.parse(text);
            assert_eq!(doc.text(), text);
        }
        Err(error) => assert!(error.to_string().len() > 10, "{error}"),
    }
}

/// Tokens and their spaces give back the text, and do not depend on what a lexicon holds.
#[allow(dead_code, reason = "each fuzz target runs one of the three")]
pub(crate) fn tokenizer(bytes: &[u8]) {
    static TOKENIZER: OnceLock<Tokenizer> = OnceLock::new();
    let tokenizer = TOKENIZER.get_or_init(|| {
        Tokenizer::read(&files()["tokenizer"], &files()["vocab/lookups.bin"]).expect("sound")
    });
    let text = String::from_utf8_lossy(bytes);
    let mut lexicon = tokenizer.lexicon_with_limit(3);
    let tokens = tokenizer.tokenize(&text, &mut lexicon);
    let mut at = 0;
    for token in &tokens {
        assert!(token.start == at && token.end > at && text.is_char_boundary(token.end));
        assert_eq!(lexicon.orth(token.lexeme), &text[token.start..token.end]);
        at = token.end + usize::from(token.space);
    }
    assert_eq!(at, text.len());
    let again = tokenizer.tokenize(&text, &mut lexicon);
    assert_eq!(tokens, again);
}

/// Any text is parsed by random weights, whole and in pieces: heads lead to roots, nothing panics.
#[allow(dead_code, reason = "each fuzz target runs one of the three")]
pub(crate) fn parse(bytes: &[u8]) {
    let [piece, repeats, rest @ ..] = bytes else { return };
    // A little text repeated often goes far beyond what the parser keeps at hand.
    let text = String::from_utf8_lossy(rest).repeat(1 + usize::from(*repeats) * 8);
    let piece_tokens = if *piece == 0 { usize::MAX } else { usize::from(*piece) };
    let mut worker = pipeline().worker_within(Limits { piece_tokens, words_kept: 7, ..Limits::default() });
    let doc = worker.parse(&text);
    assert_eq!(doc.sentences().last().map_or(0, |s| s.end), doc.len());
    for token in 0..doc.len().min(500) {
        assert!(doc.is_root(doc.ancestors(token).last().unwrap_or(token)));
    }
    assert!(doc.noun_chunks().iter().all(|c| c.start < c.end && c.end <= doc.len()));
}
