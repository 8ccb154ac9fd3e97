//! The hand-coded reports of the shared folder: their occurrences and text reuse come out as the key says.

mod made;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use chancery_archive::{Filter, Page, Reading};
use chancery_record::{
    ActorKind, CodedReport, Days, Event, EventType, Mode, Participant, Span, Status, When, WhenPrecision,
    Where, Words,
};
use made::archive_of;
use serde_json::Value;

fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("CHANCERY_SHARED").map(PathBuf::from);
    if folder.is_none() {
        eprintln!("SKIPPED: CHANCERY_SHARED is not set; the hand-coded reports were not looked at");
    }
    folder
}

fn json_lines(text: &str) -> Vec<Value> {
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn text_of(value: &Value) -> Option<String> {
    value.as_str().map(ToOwned::to_owned)
}

fn parties(value: &Value) -> Vec<Participant> {
    let parties = value.as_array().into_iter().flatten();
    parties
        .map(|party| {
            let (name, country) = (text_of(&party["name"]), text_of(&party["country"]));
            Participant {
                words: Words::outside(name.clone().or_else(|| country.clone()).unwrap_or_default()),
                kind: Some(if name.is_some() { ActorKind::Person } else { ActorKind::State }),
                name,
                actor: None,
                country,
                sector: None,
                office: None,
                naming: None,
            }
        })
        .collect()
}

fn event(gold: &Value, chars: &[char]) -> Event {
    let event_type = EventType::from_name(gold["type"].as_str().unwrap()).unwrap();
    let day = |at: usize| gold["when"][at].as_str().map(|day| day.parse().unwrap());
    let spans = gold["spans"].as_array().unwrap().iter().map(|span| {
        let at = |index: usize| u32::try_from(span[index].as_u64().unwrap()).unwrap();
        Span::new(at(0), at(1))
    });
    Event {
        id: gold["id"].as_str().unwrap().to_owned(),
        event_type,
        mode: gold["mode"].as_str().and_then(|mode| Mode::find(event_type, mode)),
        contexts: Vec::new(),
        cameo: None,
        goldstein: None,
        status: Status::from_name(gold["status"].as_str().unwrap()).unwrap(),
        reciprocal: gold["reciprocal"].as_bool().unwrap_or(false),
        source: parties(&gold["source"]),
        target: parties(&gold["target"]),
        attribution: Vec::new(),
        when: day(0).zip(day(1)).map(|(first, last)| When {
            days: Some(Days::new(first, last)),
            precision: WhenPrecision::Interval,
            words: Some(Words::outside("told")),
        }),
        place: gold["where"][0].as_str().map(|name| Where {
            name: Some(name.to_owned()),
            country: None,
            lat: None,
            lon: None,
            geonameid: None,
            kind: None,
            words: Words::outside(name),
        }),
        format: None,
        object: None,
        toll: Vec::new(),
        evidence: spans
            .map(|span: Span<chancery_record::Char>| {
                Words::at(chars[span.range()].iter().collect::<String>(), span)
            })
            .collect(),
        confidence: None,
    }
}

#[test]
fn the_shared_reports_have_the_occurrences_of_the_key() {
    let Some(shared) = shared() else { return };
    let read = |path: &str| std::fs::read_to_string(shared.join(path)).unwrap();
    let known: BTreeMap<String, Value> = json_lines(&read("reports/seeds.jsonl"))
        .into_iter()
        .map(|row| (row["id"].as_str().unwrap().to_owned(), row))
        .collect();
    let mut readings = Vec::new();
    for gold in json_lines(&read("gold/seeds.jsonl")) {
        let name = gold["report"].as_str().unwrap();
        let row = &known[name];
        let text = read(&format!("reports/{}", row["file"].as_str().unwrap()));
        let chars: Vec<char> = text.chars().collect();
        readings.push(Reading {
            coded: CodedReport {
                report: name.to_owned(),
                published: row["published"].as_str().map(|day| day.parse().unwrap()),
                outlet: text_of(&row["outlet"]),
                events: gold["events"].as_array().unwrap().iter().map(|one| event(one, &chars)).collect(),
                ..CodedReport::default()
            },
            text,
            provenance: "{}".into(),
            ..Reading::default()
        });
    }
    let folder = tempfile::tempdir().unwrap();
    let archive = archive_of(&folder.path().join("a.db"), &readings, 2, "2025-01-01T00:00:00Z");
    let mut found = BTreeSet::new();
    for line in archive.occurrences(&Filter::default(), Page::ALL).unwrap() {
        let mut ids: Vec<&str> = line.told.iter().map(|told| told.event.id.as_str()).collect();
        ids.sort_unstable();
        for (at, a) in ids.iter().enumerate() {
            found.extend(ids[at + 1..].iter().map(|b| ((*a).to_owned(), (*b).to_owned())));
        }
    }
    let key: Value = serde_json::from_str(&read("gold/occurrences.json")).unwrap();
    let pair = |pair: &Value| {
        let (a, b) = (text_of(&pair[0]).unwrap(), text_of(&pair[1]).unwrap());
        if a < b { (a, b) } else { (b, a) }
    };
    let wanted: BTreeSet<_> = key["same_occurrence"].as_array().unwrap().iter().map(pair).collect();
    assert_eq!(found, wanted);
    let is_one_origin = |(a, b): &(String, String)| {
        archive.lineage(a).unwrap().iter().any(|line| line.report == *b && line.is_one_origin)
    };
    for reuse in key["text_reuse"].as_array().unwrap() {
        assert!(is_one_origin(&pair(&reuse["reports"])), "{reuse}");
    }
    for independent in key["independent"].as_array().unwrap() {
        assert!(!is_one_origin(&pair(independent)), "{independent}");
    }
}
