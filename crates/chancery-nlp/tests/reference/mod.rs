//! Where the tests find the model and the reference results, shared by the test programs.
#![allow(dead_code, reason = "each test program compiles its own copy and uses a part")]

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use chancery_nlp::{Doc, Pipeline};
use serde_json::Value;

/// Prints a line that the test harness does not hide when the test passes.
pub(crate) fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// The pipeline, loaded once for each test program; none without a model.
pub(crate) fn pipeline() -> Option<&'static Pipeline> {
    static PIPELINE: OnceLock<Option<Pipeline>> = OnceLock::new();
    PIPELINE.get_or_init(|| Some(Pipeline::load(&model()?).expect("a sound model"))).as_ref()
}

/// The model's folder: `CHANCERY_MODEL`, else the user's data folder. None, said loudly, if there is none.
pub(crate) fn model() -> Option<PathBuf> {
    let data = || {
        std::env::var_os("XDG_DATA_HOME")
            .map(PathBuf::from)
            .or_else(|| std::env::var_os("HOME").map(|home| Path::new(&home).join(".local/share")))
            .map(|data| data.join("chancery/models/en_core_web_sm-3.8.0"))
            .filter(|folder| folder.is_dir())
    };
    let folder = match std::env::var_os("CHANCERY_MODEL") {
        Some(folder) => Some(PathBuf::from(folder)),
        None => data(),
    };
    if folder.is_none() {
        say("SKIPPED: no model. Set CHANCERY_MODEL to the folder of en_core_web_sm-3.8.0.");
    }
    folder
}

/// A file of the model.
pub(crate) fn model_file(folder: &Path, name: &str) -> Vec<u8> {
    let path = folder.join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The lines of a file of the repository's own oracle set (`tests/oracle/make.py`).
pub(crate) fn oracle(name: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/oracle").join(name);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    parsed(&text)
}

/// The documents of the shared folder's parity files; none, said loudly, without `CHANCERY_SHARED`.
pub(crate) fn shared() -> Vec<Value> {
    let Some(folder) = std::env::var_os("CHANCERY_SHARED") else {
        say("SKIPPED: no shared parity files. Set CHANCERY_SHARED to their folder.");
        return Vec::new();
    };
    ["seeds", "guardian", "gum"]
        .iter()
        .flat_map(|name| {
            let path = Path::new(&folder).join(format!("parity/{name}.jsonl.gz"));
            let file =
                std::fs::File::open(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let mut text = String::new();
            flate2::read::GzDecoder::new(file).read_to_string(&mut text).expect("gzipped UTF-8");
            parsed(&text)
        })
        .collect()
}

fn parsed(lines: &str) -> Vec<Value> {
    lines.lines().map(|line| serde_json::from_str(line).expect("a JSON value a line")).collect()
}

/// Every annotation of a parse, to be compared for equality.
pub(crate) fn annotations(doc: &Doc) -> Vec<String> {
    let mut all: Vec<String> = (0..doc.len())
        .map(|t| {
            format!(
                "{:?} {:?} {} {} {} {} {:?} {} {} {} {:?} {:?}",
                doc.bytes(t),
                doc.word(t),
                doc.has_space_after(t),
                doc.tag(t),
                doc.pos(t),
                doc.morph(t),
                doc.lemma(t),
                doc.head(t),
                doc.dep(t),
                doc.starts_sentence(t),
                doc.entity_tag(t),
                doc.children(t),
            )
        })
        .collect();
    all.push(format!("{:?} {:?}", doc.sentences(), doc.noun_chunks()));
    all
}

/// The texts of the oracle set, joined to documents of some sentences each.
pub(crate) fn documents() -> Vec<String> {
    let texts: Vec<String> =
        oracle("en_core_web_sm.jsonl").iter().map(|d| d["text"].as_str().unwrap().to_owned()).collect();
    texts.chunks(7).map(|sentences| sentences.join("\n\n")).collect()
}
