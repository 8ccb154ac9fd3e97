//! Attribution: the cases in `tests/statements/*.txt`, the examples of the cue tables, and what holds for any text.
//!
//! A case is a text (one line, `¶` for a paragraph's end) and after it one line for each statement, in order:
//! `> kind form [negated] [quoted] | speaker | cue | content [| to addressee]`, or `> nothing`. A `#` line is a comment; known
//! mistakes are asserted as they are, under `# FIXME`.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Instant;

use chancery_coding::statements::{Cues, Mention, Statement, attribution_of, statements};
use chancery_nlp::{Doc, Pipeline};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde::Deserialize;

/// The pipeline that `CHANCERY_MODEL` names. None, said loudly, if it is not set.
fn pipeline() -> Option<Pipeline> {
    let Some(folder) = std::env::var_os("CHANCERY_MODEL") else {
        eprintln!("SKIPPED: no model. Set CHANCERY_MODEL to the folder of en_core_web_sm-3.8.0.");
        return None;
    };
    Some(Pipeline::load(&PathBuf::from(folder)).expect("the model that CHANCERY_MODEL names"))
}

fn line(doc: &Doc, statement: &Statement) -> String {
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = |m: Option<Mention>| m.map_or("-".to_owned(), |m| flat(doc.words(m.span.range())));
    let mut line = format!("> {} {}", statement.kind.name(), statement.form.name());
    line += if statement.negated { " negated" } else { "" };
    line += if statement.quoted { " quoted" } else { "" };
    let content: Vec<String> = statement.content.iter().map(|s| flat(doc.words(s.range()))).collect();
    let (speaker, cue) = (words(statement.speaker), words(statement.cue));
    write!(line, " | {speaker} | {cue} | {}", content.join(" … ")).expect("a string");
    if statement.addressee.is_some() {
        write!(line, " | to {}", words(statement.addressee)).expect("a string");
    }
    line
}

fn check(name: &str, cases: &str) {
    let Some(pipeline) = pipeline() else { return };
    let cues = Cues::built_in();
    let mut wrong = String::new();
    let mut n_cases = 0;
    for case in cases.split("\n\n") {
        let mut lines = case.lines().filter(|l| !l.starts_with('#') && !l.is_empty());
        let Some(text) = lines.next() else { continue };
        n_cases += 1;
        let expected: Vec<&str> = lines.collect();
        let doc = pipeline.parse(&text.replace('¶', "\n\n"));
        let mut found: Vec<String> = statements(&doc, &cues).iter().map(|s| line(&doc, s)).collect();
        if found.is_empty() {
            found.push("> nothing".to_owned());
        }
        if found != expected {
            write!(
                wrong,
                "\n{text}\n  expected:\n    {}\n  found:\n    {}\n",
                expected.join("\n    "),
                found.join("\n    ")
            )
            .expect("a string");
        }
    }
    assert!(n_cases > 0, "no case in {name}");
    assert!(wrong.is_empty(), "{name}:\n{wrong}");
}

macro_rules! suites {
    ($($name:ident)*) => {$(
        #[test]
        fn $name() {
            check(stringify!($name), include_str!(concat!("statements/", stringify!($name), ".txt")));
        }
    )*};
}

suites! { adjective direct disjunct indirect label layout nested news noun passive request spared }

#[derive(Deserialize)]
struct Table {
    #[serde(default)]
    cue: Vec<Group>,
    #[serde(default)]
    phrase: Vec<Group>,
}

#[derive(Deserialize)]
struct Group {
    kind: String,
    fires: Vec<String>,
    #[serde(default)]
    spares: Vec<String>,
}

fn check_table(table: &str) {
    let Some(pipeline) = pipeline() else { return };
    let cues = Cues::built_in();
    let table: Table = toml::from_str(table).expect("a table");
    let mut wrong = String::new();
    for group in table.cue.iter().chain(&table.phrase) {
        assert!(!group.fires.is_empty(), "a group of kind {} has no example", group.kind);
        for example in &group.fires {
            let doc = pipeline.parse(example);
            if !statements(&doc, &cues).iter().any(|s| s.kind.name() == group.kind) {
                writeln!(wrong, "no {}: {example}", group.kind).expect("a string");
            }
        }
        for example in &group.spares {
            let doc = pipeline.parse(example);
            for statement in statements(&doc, &cues) {
                writeln!(wrong, "not spared: {example} {}", line(&doc, &statement)).expect("a string");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn every_example_of_the_verbs_holds() {
    check_table(include_str!("../../../data/lexicon/speech/verbs.toml"));
}

#[test]
fn every_example_of_the_nouns_holds() {
    check_table(include_str!("../../../data/lexicon/speech/nouns.toml"));
}

#[test]
fn every_example_of_the_adjectives_holds() {
    check_table(include_str!("../../../data/lexicon/speech/adjectives.toml"));
}

#[test]
fn every_example_of_the_phrases_holds() {
    check_table(include_str!("../../../data/lexicon/speech/phrases.toml"));
}

#[test]
fn a_chain_leads_from_the_words_to_the_outlet() {
    let Some(pipeline) = pipeline() else { return };
    let doc = pipeline.parse("According to Interpol, the banker told his wife that the gold was gone.");
    let found = statements(&doc, &Cues::built_in());
    let gold = (0..doc.len()).find(|&t| doc.word(t) == "gold").expect("the word");
    let speakers: Vec<&str> = attribution_of(&found, gold)
        .into_iter()
        .map(|s| doc.words(found[s].speaker.expect("a speaker").span.range()))
        .collect();
    assert_eq!(speakers, ["the banker", "Interpol"]);
    let inner =
        found.iter().position(|s| s.cue.is_some_and(|c| doc.word(c.head as usize) == "told")).expect("told");
    assert_eq!(found[inner].within.map(|w| found[w].kind.name()), Some("say"));
}

/// Every span lies in the text, contents are sorted and apart, and no chain runs in a circle.
fn assert_sound(doc: &Doc, found: &[Statement]) {
    for (index, statement) in found.iter().enumerate() {
        assert!(!statement.content.is_empty());
        let mentions = [statement.speaker, statement.cue, statement.addressee].into_iter().flatten();
        for span in statement.content.iter().copied().chain(mentions.map(|m| m.span)) {
            assert!(
                !span.is_empty() && span.end as usize <= doc.len(),
                "{span:?} of {statement:?} in {:?}",
                doc.text()
            );
            let bytes = doc.bytes_of(span.range());
            assert!(doc.text().is_char_boundary(bytes.start) && doc.text().is_char_boundary(bytes.end));
        }
        assert!(statement.content.windows(2).all(|w| w[0].end <= w[1].start), "{:?}", statement.content);
        let chain = std::iter::successors(Some(index), |&i| found[i].within);
        assert!(chain.take(found.len() + 1).count() <= found.len(), "statement {index} is within itself");
    }
}

#[test]
fn any_text_gives_sound_statements() {
    let Some(pipeline) = pipeline() else { return };
    let cues = Cues::built_in();
    let piece = prop::sample::select(vec![
        "\"",
        "“",
        "”",
        "‘",
        "’",
        "'",
        "''",
        "«",
        "»",
        " ",
        " ",
        " ",
        "\n",
        "\n\n",
        ",",
        ".",
        ":",
        "—",
        "-",
        "?",
        "(",
        "said",
        "says",
        "he",
        "the minister",
        "told",
        "reporters",
        "that",
        "it",
        "would",
        "rain",
        "according to",
        "as",
        "accused",
        "of",
        "lying",
        "claim",
        "quoted",
        "saying",
        "adding",
        "Novak",
        "ASK",
        "was",
        "and",
        "while",
        "@novak",
        "é",
        "🙂",
        "\u{200b}",
        "1990s",
        "called",
    ]);
    let texts = prop::collection::vec((piece, any::<bool>()), 0..60);
    let texts = texts.prop_map(|pieces| {
        pieces
            .into_iter()
            .map(|(p, spaced)| if spaced { format!("{p} ") } else { p.to_owned() })
            .collect::<String>()
    });
    let mut runner = TestRunner::new(Config { cases: 300, failure_persistence: None, ..Config::default() });
    runner
        .run(&prop_oneof![4 => texts, 1 => ".{0,200}"], |text| {
            let doc = pipeline.parse(&text);
            assert_sound(&doc, &statements(&doc, &cues));
            Ok(())
        })
        .expect("sound statements");
}

#[test]
fn unbalanced_marks_cost_time_in_proportion_to_the_text() {
    let Some(pipeline) = pipeline() else { return };
    let cues = Cues::built_in();
    for unit in [
        "\"Come, he said. ",
        "“We ‘ will come. ",
        "“Come,” he said. “",
        "Novak: “We \n\n",
        "The men's ' bell rang. ",
    ] {
        let time = |n: usize| {
            let doc = pipeline.parse(&unit.repeat(n));
            let once = || {
                let start = Instant::now();
                let found = statements(&doc, &cues);
                let taken = start.elapsed().as_secs_f64();
                assert_sound(&doc, &found);
                taken
            };
            (0..5).map(|_| once()).fold(f64::INFINITY, f64::min)
        };
        let (short, long) = (time(250), time(2000));
        // Eight times the text; far less than the sixty-four times of a square, and lenient on a busy machine.
        assert!(long < 30.0 * short.max(0.002), "{unit:?}: {short} s, then {long} s");
    }
}
