//! A pipeline with random weights and static word vectors (`tests/tiny/make.py`), against spaCy's own
//! output: it takes the parser through states that a trained one never meets.

mod reference;

use std::path::Path;

use chancery_nlp::{Backend, Doc, Pipeline};
use serde_json::{Value, json};

fn tiny() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/tiny")
}

/// One document as `tests/tiny/make.py` writes it.
fn shown(doc: &Doc) -> Value {
    let column = |f: &dyn Fn(usize) -> String| -> String {
        let cells: Vec<String> =
            (0..doc.len()).map(f).map(|c| if c.is_empty() { "-".into() } else { c }).collect();
        cells.join(" ")
    };
    let starts = doc.char_offsets(&(0..doc.len()).map(|t| doc.bytes(t).start).collect::<Vec<_>>());
    json!({
        "bounds": column(&|t| starts[t].to_string()),
        "tags": column(&|t| doc.tag(t).to_owned()),
        "heads": column(&|t| doc.head(t).to_string()),
        "deps": column(&|t| doc.dep(t).to_owned()),
        "starts": column(&|t| u8::from(doc.starts_sentence(t)).to_string()),
        "entities": column(&|t| { let (iob, kind) = doc.entity_tag(t); format!("{iob}{kind}") }),
        "morph": column(&|t| format!("{}/{}", doc.pos(t), doc.morph(t))),
        "lemmas": (0..doc.len()).map(|t| doc.lemma(t)).collect::<Vec<_>>(),
    })
}

#[test]
fn a_pipeline_with_static_vectors_agrees_with_spacy_in_every_state() {
    let texts: Vec<String> = reference::oracle("en_core_web_sm.jsonl")
        .iter()
        .map(|d| d["text"].as_str().expect("a text").to_owned())
        .collect();
    let expected = std::fs::read_to_string(tiny().join("expected.jsonl")).expect("a file of the repository");
    let expected: Vec<Value> = expected.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    assert_eq!((texts.len(), expected.len()), (470, 470));
    for backend in Backend::available() {
        let pipeline = Pipeline::load_for(&tiny().join("pipeline"), backend).expect("a sound pipeline");
        let docs = pipeline.workers(1).parse_all(&texts);
        for (doc, want) in docs.iter().zip(&expected) {
            let ours = shown(doc);
            for field in want.as_object().expect("an object").keys() {
                assert_eq!(ours[field], want[field], "{field} of {:?}, {}", doc.text(), backend.name());
            }
        }
    }
}
