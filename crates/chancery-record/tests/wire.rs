//! The JSON of coded reports: it reads back as it was, keeps to its schema, and faults are named.

use chancery_record::wire::{SCHEMA, line_from_report, report_from_line};
use chancery_record::{
    ActorKind, Attribution, AttributionKind, Char, CodedNote, CodedReport, CodedSegment, Confidence,
    ConfidencePart, Context, Days, Event, EventType, Format, Harm, Mode, Naming, Object, Participant, Span,
    Stance, Statement, Status, Toll, When, WhenPrecision, Where, Words,
};
use jiff::civil::date;

fn words(text: &str, start: u32) -> Words {
    let n_chars = u32::try_from(text.chars().count()).unwrap();
    Words::at(text, Span::<Char>::new(start, start + n_chars))
}

fn minister(name: &str, country: &str) -> Participant {
    Participant {
        words: words("the minister", 4),
        name: Some(name.to_owned()),
        actor: Some(format!("{country}GOV")),
        kind: Some(ActorKind::Person),
        country: Some(country.to_owned()),
        sector: Some("GOV".to_owned()),
        office: Some("foreign minister".to_owned()),
        naming: Some(Naming { text: "regime".to_owned(), stance: Stance::Hostile }),
    }
}

/// Every field set, and beside it the barest event.
fn full() -> CodedReport {
    let spoken = Attribution {
        kind: AttributionKind::Agency,
        speaker: Some(Participant::unresolved(words("Coastal Wire", 9))),
        cue: Some(words("reported", 22)),
        denies: false,
    };
    let rich = Event {
        id: "a.1".to_owned(),
        event_type: EventType::Assault,
        mode: Mode::find(EventType::Assault, "drone"),
        contexts: vec![Context::Military, Context::Territory],
        cameo: Some("195".to_owned()),
        goldstein: Some(-10.0),
        status: Status::Denied,
        reciprocal: false,
        source: vec![minister("Ana Quispe", "PER")],
        target: vec![Participant::unresolved(words("the post — “Alpha”", 40))],
        attribution: vec![
            spoken.clone(),
            Attribution { speaker: None, cue: None, denies: true, ..spoken.clone() },
        ],
        when: Some(When {
            days: Some(Days::new(date(2024, 3, 4), date(2024, 3, 10))),
            precision: WhenPrecision::Week,
            words: Some(words("last week", 60)),
        }),
        place: Some(Where {
            name: Some("Puno".to_owned()),
            country: Some("PER".to_owned()),
            lat: Some(-15.8422),
            lon: Some(-70.0199),
            geonameid: Some(3_931_276),
            kind: None,
            words: words("Puno", 70),
        }),
        format: Some(Format { name: "Andean Community".to_owned(), words: words("the bloc", 75) }),
        object: Some(Object { words: words("a border post", 80), class: Some("territory".to_owned()) }),
        toll: vec![Toll {
            harm: Harm::Wounded,
            low: Some(3),
            high: None,
            hedge: Some("at least".to_owned()),
            who: Some("guards".to_owned()),
            attribution: vec![spoken],
            words: words("at least three guards", 90),
        }],
        evidence: vec![words("a drone struck", 100), Words::outside("Drone strikes post")],
        confidence: Some(Confidence {
            value: 0.5,
            parts: vec![ConfidencePart { name: "frame".to_owned(), value: 0.5 }],
        }),
    };
    let bare = Event {
        id: "a.2".to_owned(),
        event_type: EventType::Consult,
        mode: None,
        contexts: Vec::new(),
        cameo: None,
        goldstein: None,
        status: Status::Planned,
        reciprocal: true,
        source: Vec::new(),
        target: Vec::new(),
        attribution: Vec::new(),
        when: Some(When { days: None, precision: WhenPrecision::Day, words: Some(words("Monday", 3)) }),
        place: None,
        format: None,
        object: None,
        toll: Vec::new(),
        evidence: vec![words("will meet", 120)],
        confidence: None,
    };
    CodedReport {
        report: "a".to_owned(),
        published: Some(date(2024, 3, 12)),
        outlet: Some("Altiplano Courier".to_owned()),
        events: vec![rich, bare],
        statements: vec![Statement {
            id: "a.s1".to_owned(),
            speaker: Some(minister("Ana Quispe", "PER")),
            cue: Some(words("said", 140)),
            content: vec![words("“it never happened”", 145)],
            quoted: true,
            addressee: Some(Participant::unresolved(words("reporters", 170))),
            attribution: Vec::new(),
        }],
        segments: vec![CodedSegment { kind: "body".to_owned(), span: Span::new(0, 200) }],
        notes: vec![CodedNote {
            message: "two spellings of one name".to_owned(),
            hint: None,
            span: Some(Span::new(3, 9)),
        }],
    }
}

fn schema_faults(line: &str) -> Vec<String> {
    let schema = serde_json::from_str(SCHEMA).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let value = serde_json::from_str(line).unwrap();
    validator.iter_errors(&value).map(|error| error.to_string()).collect()
}

#[test]
fn a_report_reads_back_as_it_was_written() {
    for report in [full(), CodedReport { report: "empty".to_owned(), ..CodedReport::default() }] {
        let line = line_from_report(&report);
        assert!(!line.contains('\n'));
        assert_eq!(report_from_line(&line).unwrap(), report);
    }
}

#[test]
fn what_is_written_keeps_to_the_schema() {
    assert_eq!(schema_faults(&line_from_report(&full())), Vec::<String>::new());
}

#[test]
fn the_schema_refuses_what_the_reader_refuses() {
    let line = line_from_report(&full());
    for (good, bad) in [
        (r#""type":"ASSAULT""#, r#""type":"FIGHT""#),
        (r#""status":"planned""#, r#""status":"soon""#),
        (r#""kind":"agency""#, r#""kind":"wire""#),
        (r#""precision":"week""#, r#""precision":"weekly""#),
        (r#""harm":"wounded""#, r#""harm":"hurt""#),
        (r#""start":"2024-03-04""#, r#""start":"4 March""#),
        (r#""span":[0,200]"#, r#""span":[0]"#),
        (r#""contexts":["military""#, r#""contexts":["naval""#),
    ] {
        let changed = line.replace(good, bad);
        assert_ne!(changed, line, "{good} is not in the line");
        assert!(!schema_faults(&changed).is_empty(), "schema takes {bad}");
        assert!(report_from_line(&changed).is_err(), "reader takes {bad}");
    }
}

#[test]
fn the_closed_lists_of_the_schema_are_those_of_the_types() {
    let schema: serde_json::Value = serde_json::from_str(SCHEMA).unwrap();
    let event = &schema["$defs"]["event"]["properties"];
    let listed = |value: &serde_json::Value| -> Vec<String> {
        let items = value["enum"].as_array().unwrap().iter();
        items.filter_map(|item| item.as_str().map(ToOwned::to_owned)).collect()
    };
    fn names<T: Copy>(all: &[T], name: fn(T) -> &'static str) -> Vec<String> {
        all.iter().map(|&item| name(item).to_owned()).collect()
    }
    assert_eq!(listed(&event["type"]), names(EventType::ALL, EventType::name));
    assert_eq!(listed(&event["status"]), names(Status::ALL, Status::name));
    assert_eq!(listed(&event["contexts"]["items"]), names(Context::ALL, Context::name));
    assert_eq!(
        listed(&event["when"]["anyOf"][1]["properties"]["precision"]),
        names(WhenPrecision::ALL, WhenPrecision::name)
    );
    assert_eq!(listed(&event["toll"]["items"]["properties"]["harm"]), names(Harm::ALL, Harm::name));
    let defs = &schema["$defs"];
    assert_eq!(listed(&defs["participant"]["properties"]["kind"]), names(ActorKind::ALL, ActorKind::name));
    assert_eq!(
        listed(&defs["attribution"]["items"]["properties"]["kind"]),
        names(AttributionKind::ALL, AttributionKind::name)
    );
}

#[test]
fn faults_name_what_is_wrong() {
    let message = |line: &str| report_from_line(line).unwrap_err().to_string();
    let event =
        |inner: &str| format!(r#"{{"report":"a","published":null,"outlet":null,"events":[{{{inner}}}]}}"#);
    let rest = r#""status":"actual","source":[],"target":[],"evidence":[{"text":"x"}]"#;
    assert!(message(&event(&format!(r#""type":"MEET",{rest}"#))).contains("\"MEET\" is none of AGREE"));
    let wrong_mode = event(&format!(r#""type":"AGREE","mode":"visit",{rest}"#));
    assert_eq!(message(&wrong_mode), "AGREE has no mode \"visit\"");
    let no_evidence = rest.replace(r#"{"text":"x"}"#, "");
    assert!(message(&event(&format!(r#""id":"a.1","type":"AGREE",{no_evidence}"#))).contains("no evidence"));
    let backwards = rest.replace(r#""text":"x""#, r#""text":"x","span":[9,3]"#);
    assert!(message(&event(&format!(r#""type":"AGREE",{backwards}"#))).contains("[9, 3]"));
}
