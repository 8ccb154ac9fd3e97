//! Laws that hold of the parse of any text.

mod reference;

use chancery_nlp::{Doc, Worker};
use proptest::prelude::*;
use reference::{annotations, pipeline};

/// Tokens and the spaces after them tile the text; sentences tile the tokens; every token reaches a
/// root; entities and noun chunks are in order and do not overlap.
fn check_laws(doc: &Doc, text: &str) {
    assert_eq!(doc.text(), text);
    let mut at = 0;
    for token in 0..doc.len() {
        let bytes = doc.bytes(token);
        assert!(bytes.start == at && bytes.end > at);
        at = bytes.end + usize::from(doc.has_space_after(token));
        assert!(!doc.has_space_after(token) || text.as_bytes()[at - 1] == b' ');
    }
    assert_eq!(at, text.len());
    let mut first = 0;
    for sentence in doc.sentences() {
        assert!(sentence.start == first && sentence.end > first && doc.starts_sentence(first));
        first = sentence.end;
    }
    assert_eq!(first, doc.len());
    let mut last = 0;
    for entity in doc.entities() {
        assert!(entity.start >= last && entity.end > entity.start && entity.end as usize <= doc.len());
        assert!(!doc.entity_type(*entity).is_empty());
        last = entity.end;
    }
    let mut last = 0;
    for chunk in doc.noun_chunks() {
        assert!(chunk.start >= last && chunk.end > chunk.start && chunk.end <= doc.len());
        last = chunk.end;
    }
}

fn check_trees(doc: &Doc) {
    for token in 0..doc.len() {
        let root = doc.ancestors(token).last().unwrap_or(token);
        assert!(doc.is_root(root), "token {token} reaches no root");
    }
}

fn check(worker: &mut Worker<'_>, text: &str) {
    let doc = worker.parse(text);
    check_laws(&doc, text);
    check_trees(&doc);
}

#[test]
fn odd_texts_are_parsed() {
    let Some(pipeline) = pipeline() else { return };
    let mut worker = pipeline.worker();
    for text in [
        "",
        " ",
        "\n",
        "\0",
        "a",
        "\u{feff}Kyiv",
        "\u{301}",
        "\u{301}\u{302} \u{303}",
        "\u{202e}drawkcab\u{202c}",
        "קרא את הדו\"ח. اقرأ التقرير.",
        "\u{1}\u{2}\u{7f}\u{85}\u{2028}x",
        "\u{10ffff}\u{e000}\u{fffd}",
        "👩🏽‍⚖️🇰🇪",
    ] {
        check(&mut worker, text);
    }
}

#[test]
fn long_odd_texts_are_parsed() {
    let Some(pipeline) = pipeline() else { return };
    let mut worker = pipeline.worker();
    let spaces = " ".repeat(1_000_000);
    check(&mut worker, &spaces);
    assert_eq!(worker.parse(&spaces).len(), 1);
    for unit in [
        "a ",
        "\n",
        "\n ",
        "(",
        "The ",
        "of of of. ",
        "1 ",
        "\u{301} ",
        "\0",
        "Lagos, ",
        "that he said ",
        "א ",
    ] {
        let text = unit.repeat(20_000 / unit.len());
        check(&mut worker, &text);
    }
}

/// Ten megabytes without a line end; long words keep the test short.
#[test]
fn ten_megabytes_on_one_line_are_parsed() {
    let Some(pipeline) = pipeline() else { return };
    let line = format!("Envoys met {}. ", "ä".repeat(100));
    let text = line.repeat(10_000_000 / line.len() + 1);
    let doc = pipeline.parse(&text);
    check_laws(&doc, &text);
    assert!(doc.len() > 150_000 && doc.sentences().len() > 1_000);
}

fn any_text() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "The", "minister", "said", "that", "talks", "with", "Iran", "had", "failed", "on", "Monday", ".",
        ",", "\"", "(", ")", "who", "and", "not", "to", "meet", "$5", "million", "U.N.", "\n", "  ", "’s",
        "—", "@x", "😀", "\u{a0}", "é", "中", "\u{301}",
    ]);
    prop_oneof![any::<String>(), prop::collection::vec(words, 0..60).prop_map(|words| words.join(" ")),]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_parsed_and_alike_alone_and_in_company(texts in prop::collection::vec(any_text(), 1..6)) {
        let Some(pipeline) = pipeline() else { return Ok(()) };
        let mut worker = pipeline.worker();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let together = worker.parse_batch(&texts);
        for (doc, text) in together.iter().zip(&texts) {
            check_laws(doc, text);
            check_trees(doc);
            prop_assert_eq!(annotations(doc), annotations(&worker.parse(text)));
        }
    }
}
