//! The record of whole reports: what is asserted of each is written beside its text in `tests/coder/*.md`, and
//! what must hold of any record. Needs the parsing model: the folder that `CHANCERY_MODEL` names.
//!
//! In a file, lines after `>` are one report: its headline, a blank `>` line, its body. The indented lines
//! after it are its events in order: `TYPE/mode status SOURCE > TARGET | from..to | place | on whose word`;
//! what is unknown is `-`.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::LazyLock;

use chancery_coding::Coder;
use chancery_coding::frames::Lexicon;
use chancery_knowledge::World;
use chancery_nlp::Pipeline;
use chancery_record::{CodedReport, Event, Participant, Report, Words, wire};
use chancery_report::{Reader, Source};
use jiff::civil::{Date, date};
use proptest::prelude::*;

static DESK: LazyLock<Option<(Pipeline, Coder)>> = LazyLock::new(|| {
    let Some(folder) = std::env::var_os("CHANCERY_MODEL") else {
        eprintln!("SKIPPED: CHANCERY_MODEL is not set, so no report was parsed and no record tested");
        return None;
    };
    let pipeline = Pipeline::load(Path::new(&folder)).expect("the model that CHANCERY_MODEL names");
    Some((pipeline, Coder::new(World::embedded(), Lexicon::embedded())))
});

/// The day on which the reports of the files were published, a Thursday.
const PUBLISHED: Date = date(2021, 6, 10);

fn report(text: &str) -> Report {
    let mut report = Reader::new().read(Source::plain(text));
    report.name = Some("r".to_owned());
    report
}

fn coded(pipeline: &Pipeline, coder: &Coder, text: &str) -> CodedReport {
    let report = report(text);
    coder.code(&report, &pipeline.parse(&Coder::own_words(&report)), Some(PUBLISHED))
}

fn side(participants: &[Participant]) -> String {
    let label = |p: &Participant| match (&p.name, &p.country) {
        (Some(name), Some(country)) => format!("{name} [{country}]"),
        (Some(name), None) => name.clone(),
        (None, Some(country)) => format!("[{country}]"),
        (None, None) => p.words.text.split_whitespace().collect::<Vec<_>>().join(" "),
    };
    if participants.is_empty() {
        "-".to_owned()
    } else {
        participants.iter().map(label).collect::<Vec<_>>().join(", ")
    }
}

fn line(event: &Event) -> String {
    let mode = event.mode.map_or(String::new(), |m| format!("/{m}"));
    let arrow = if event.reciprocal { "with each other" } else { &format!("> {}", side(&event.target)) };
    let days = event.when.as_ref().and_then(|w| w.days);
    let when = days.map_or("-".to_owned(), |d| format!("{}..{}", d.first(), d.last()));
    let place = event.place.as_ref().map_or("-", |p| p.name.as_deref().unwrap_or(&p.words.text));
    let voices: Vec<&str> =
        event.attribution.iter().map(|a| a.speaker.as_ref().map_or("?", Participant::label)).collect();
    let by = if voices.is_empty() { "-".to_owned() } else { voices.join(", ") };
    format!(
        "{}{mode} {} {} {arrow} | {when} | {place} | {by}",
        event.event_type,
        event.status,
        side(&event.source)
    )
}

fn check(name: &str, file: &str) {
    let Some((pipeline, coder)) = &*DESK else { return };
    let mut faults = String::new();
    let mut n_reports = 0;
    let mut lines = file.lines().peekable();
    while let Some(first) = lines.next() {
        let Some(first) = first.strip_prefix('>') else { continue };
        let mut text = first.trim().to_owned();
        while let Some(more) = lines.next_if(|l| l.starts_with('>')) {
            let _ = write!(text, "\n{}", more[1..].trim());
        }
        let mut expected = Vec::new();
        while let Some(line) = lines.next_if(|l| l.is_empty() || l.starts_with("    ")) {
            expected.extend((!line.is_empty()).then(|| line.trim().to_owned()));
        }
        n_reports += 1;
        let actual: Vec<String> = coded(pipeline, coder, &text).events.iter().map(line).collect();
        if actual != expected {
            let _ = writeln!(
                faults,
                "{name}.md: {}\n\n    {}\n",
                text.lines().next().unwrap_or(""),
                actual.join("\n    ")
            );
        }
    }
    assert!(n_reports >= 1, "{name}: no reports");
    assert!(faults.is_empty(), "records differ:\n\n{faults}");
}

macro_rules! files {
    ($($name:ident),* $(,)?) => {$(
        #[test]
        fn $name() {
            check(stringify!($name), include_str!(concat!("coder/", stringify!($name), ".md")));
        }
    )*};
}

files!(meetings, words, deeds, sides, retold, fields, nothing);

#[test]
fn what_an_act_is_about_is_neither_where_nor_by_whom() {
    let Some((pipeline, coder)) = &*DESK else { return };
    let cases = [
        (
            "The Chadian minister held a meeting in Oslo with the Norwegian envoy for the Sahel to discuss the truce.",
            Some("the truce"),
        ),
        ("In their closing statement, Kenya and Ghana condemned the coup in Mali.", Some("the coup in Mali")),
        ("The French and Malian presidents spoke on the phone on Monday.", None),
        ("Gunmen shot a Dutch tourist on a beach in Kenya.", None),
        ("Norway expelled a Syrian consul on Monday over the arrest of two pilots.", None),
        ("Peru expelled a Chilean attaché for spying.", None),
        ("Fiji executed a Tongan spy over the murder of a guard.", None),
        ("Boko Haram claimed the bombing of the Nigerian embassy.", None),
        ("Kenya urged Uganda to reopen the border.", Some("to reopen the border")),
    ];
    for (text, about) in cases {
        let record = coded(pipeline, coder, text);
        let [event] = &record.events[..] else { panic!("{text}: {} events", record.events.len()) };
        let object = event.object.as_ref().map(|o| o.words.text.as_str());
        assert_eq!(object, about, "{text}");
    }
}

#[test]
fn whom_nothing_gives_a_sector_has_no_code() {
    let Some((pipeline, coder)) = &*DESK else { return };
    let coded = coded(pipeline, coder, "Fijian singer Ana Tora praised the army of Fiji on Monday.");
    let source = coded.events.iter().flat_map(|event| &event.source).next().expect("an event with a source");
    assert_eq!((source.country.as_deref(), source.actor.as_deref()), (Some("FJI"), None));
}

/// Every piece of the record that names a place in the raw text, with its words.
fn words_of(coded: &CodedReport) -> Vec<&Words> {
    let mut found = Vec::new();
    for event in &coded.events {
        found.extend(&event.evidence);
        found.extend(event.source.iter().chain(&event.target).map(|p| &p.words));
        found.extend(event.when.as_ref().and_then(|w| w.words.as_ref()));
        found.extend(event.place.as_ref().map(|p| &p.words));
        found.extend(event.object.as_ref().map(|o| &o.words));
        found.extend(event.toll.iter().map(|t| &t.words));
        found.extend(event.attribution.iter().filter_map(|a| a.cue.as_ref()));
    }
    for statement in &coded.statements {
        found.extend(&statement.content);
        found.extend(statement.cue.as_ref());
        found.extend(statement.speaker.as_ref().map(|p| &p.words));
    }
    found
}

const SENTENCES: [&str; 14] = [
    "Norway's foreign minister met her Kenyan counterpart in Nairobi on Tuesday.",
    "“We condemn the attack on Juba,” the minister said.",
    "Chad said on Monday that Libya must withdraw its troops by 1 July.",
    "Three soldiers were killed when rebels shelled an army post near Gao.",
    "The European Union imposed sanctions on two Belarusian officials.",
    "Peru denied that its navy had seized a Chilean trawler.",
    "Talks between Serbia and Kosovo are planned for next week in Brussels.",
    "Élodie Müller, a spokeswoman, told Agence Télé that Paris would send €5 million.",
    "It rained — and the crowd went home.",
    "They agreed to meet again.",
    "According to the army, 30 protesters were arrested in Lagos on Sunday.",
    "北京 rejected the claim.",
    "The striker attacked down the wing and Ghana won 3-0.",
    "He resigned.",
];

fn text() -> impl Strategy<Value = String> {
    let sentence = prop_oneof![
        6 => proptest::sample::select(SENTENCES.as_slice()).prop_map(str::to_owned),
        1 => "\\PC{0,40}",
    ];
    let glue = prop_oneof![Just(" "), Just("\n\n"), Just("\n")];
    proptest::collection::vec((sentence, glue), 0..9)
        .prop_map(|parts| parts.into_iter().map(|(s, g)| s + g).collect::<String>())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn words_read_back_and_records_are_sound(text in text()) {
        let Some((pipeline, coder)) = &*DESK else { return Ok(()) };
        let coded = coded(pipeline, coder, &text);
        let raw: Vec<char> = report(&text).raw.chars().collect();
        for words in words_of(&coded) {
            if let Some(span) = words.span {
                let there: String = raw[span.range()].iter().collect();
                prop_assert_eq!(&there, &words.text);
            }
        }
        for (n, event) in coded.events.iter().enumerate() {
            prop_assert_eq!(&event.id, &format!("r.{}", n + 1));
            prop_assert!(!event.evidence.is_empty());
            prop_assert!(event.mode.is_none_or(|m| m.of() == event.event_type));
            prop_assert!(!event.reciprocal || event.target.is_empty());
            prop_assert!(event.source.iter().chain(&event.target).next().is_some());
        }
        let line = wire::line_from_report(&coded);
        prop_assert_eq!(wire::report_from_line(&line).unwrap(), coded);
    }
}

#[test]
fn the_record_does_not_depend_on_threads_or_company() {
    let Some((pipeline, coder)) = &*DESK else { return };
    let reports: Vec<Report> = (0..24)
        .map(|n| {
            let body: Vec<&str> = (0..6).map(|k| SENTENCES[(n * 5 + k * 3) % SENTENCES.len()]).collect();
            report(&format!("Ministers meet in city {n}\n\n{}", body.join(" ")))
        })
        .collect();
    let texts: Vec<String> = reports.iter().map(Coder::own_words).collect();
    let run = |threads: usize| -> Vec<String> {
        let code = |n: usize, doc: &chancery_nlp::Doc| {
            wire::line_from_report(&coder.code(&reports[n], doc, Some(PUBLISHED)))
        };
        pipeline.workers(threads).map(&texts, code)
    };
    let alone: Vec<String> = reports
        .iter()
        .zip(&texts)
        .map(|(report, text)| {
            wire::line_from_report(&coder.code(report, &pipeline.parse(text), Some(PUBLISHED)))
        })
        .collect();
    assert!(alone.iter().any(|line| line.contains("\"CONSULT\"")));
    for threads in [1, 2, 5] {
        assert!(run(threads) == alone, "{threads} threads give another record");
    }
}

#[test]
fn an_explanation_tells_every_step_of_every_event() {
    let Some((pipeline, coder)) = &*DESK else { return };
    let report = report(
        "Ghana’s president said on Monday that Togo must free two detainees. Police in Lomé arrested nobody.",
    );
    let doc = pipeline.parse(&Coder::own_words(&report));
    let explained = coder.explain(&report, &doc, Some(PUBLISHED));
    let events = coder.code(&report, &doc, Some(PUBLISHED)).events;
    assert_eq!(explained.len(), events.len());
    assert!(!explained.is_empty());
    for (one, event) in explained.iter().zip(&events) {
        assert_eq!(one.event, event.id);
        for step in ["words", "clause", "frame", "status", "time"] {
            assert!(one.steps.iter().any(|(name, _)| *name == step), "{step} is missing: {one:?}");
        }
    }
}
