//! The figures are those of the reference scorer, on the shared hand-coded records bent at random.
//!
//! Needs the shared folder (`CHANCERY_SHARED`) and `python3`.

use std::path::{Path, PathBuf};
use std::process::Command;

use chancery_evaluation::{Field, Figures, GoldEvent, GoldReport, Level, compare, gold_from_lines};
use chancery_record::{
    Attribution, AttributionKind, CodedReport, Days, Event, EventType, Mode, Participant, Span, Status, When,
    WhenPrecision, Where, Words, wire,
};
use jiff::ToSpan;

/// A fixed sequence of numbers; the same in every run.
struct Dice(u64);

impl Dice {
    /// A number below `n`.
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % n.max(1)
    }

    /// True once in `n`.
    fn once_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

const CODES: [&str; 6] = ["NOR", "KEN", "PER", "UNO", "EUN", "LAO"];

fn participant(code: Option<&str>, name: Option<&str>) -> Participant {
    let words = Words::outside(name.or(code).unwrap_or("somebody"));
    Participant {
        name: name.map(str::to_owned),
        country: code.map(str::to_owned),
        ..Participant::unresolved(words)
    }
}

fn side(actors: &[chancery_evaluation::GoldActor], dice: &mut Dice) -> Vec<Participant> {
    let mut side = Vec::new();
    for actor in actors {
        for code in &actor.countries {
            if !dice.once_in(9) {
                let name = actor.name.as_deref().filter(|_| !dice.once_in(4));
                side.push(participant(Some(code), name.map(str::to_uppercase).as_deref()));
            }
        }
    }
    if dice.once_in(9) {
        side.push(participant(Some(CODES[dice.below(CODES.len())]), None));
    }
    if dice.once_in(9) {
        side.push(participant(None, Some("Ingrid Solheim")));
    }
    side
}

fn bent(gold: &GoldEvent, dice: &mut Dice) -> Event {
    let types = EventType::ALL;
    let event_type = match dice.below(8) {
        0 => types[dice.below(types.len())],
        1 => *gold.alt_types.first().unwrap_or(&gold.event_type),
        _ => gold.event_type,
    };
    let mut source = side(&gold.source, dice);
    let mut target = side(&gold.target, dice);
    match dice.below(8) {
        0 => std::mem::swap(&mut source, &mut target),
        1 => source.append(&mut target),
        2 if source.len() == 2 => target.extend(source.pop()),
        _ => {}
    }
    let evidence = gold.spans.iter().map(|span| {
        let (shift, longer) = (dice.below(3) as u32 * 20, dice.below(12) as u32 * 70);
        Words::at("words", Span::new(span.start + shift, span.end + shift + longer))
    });
    let evidence = evidence.collect();
    let when = gold.when.filter(|_| !dice.once_in(5)).map(|days| {
        let first = days.first().saturating_sub((dice.below(5) as i64).days());
        let last = days.last().saturating_add((dice.below(8) as i64 - 2).days());
        let days = (!dice.once_in(6)).then(|| Days::new(first, last));
        When { days, precision: WhenPrecision::Interval, words: None }
    });
    let place = gold.places.first().filter(|_| !dice.once_in(5)).map(|name| Where {
        name: (!dice.once_in(6))
            .then(|| if dice.once_in(3) { "Île Élan".to_owned() } else { name.to_lowercase() }),
        country: None,
        lat: None,
        lon: None,
        geonameid: None,
        kind: None,
        words: Words::outside(name.clone()),
    });
    let speaker = gold.attribution.clone().filter(|_| !dice.once_in(4));
    let attribution = speaker.map(|name| Attribution {
        kind: AttributionKind::Person,
        speaker: Some(participant(None, name.as_deref())),
        cue: None,
        denies: false,
    });
    let mode = gold.mode.as_deref().and_then(|name| Mode::find(event_type, name));
    Event {
        id: String::new(),
        event_type,
        mode: mode.filter(|_| !dice.once_in(4)),
        contexts: Vec::new(),
        cameo: None,
        goldstein: None,
        status: if dice.once_in(5) { Status::ALL[dice.below(Status::ALL.len())] } else { gold.status },
        reciprocal: gold.reciprocal,
        source,
        target,
        attribution: attribution.into_iter().collect(),
        when,
        place,
        format: None,
        object: None,
        toll: Vec::new(),
        evidence,
        confidence: None,
    }
}

fn bent_report(gold: &GoldReport, dice: &mut Dice) -> CodedReport {
    let mut events = Vec::new();
    for event in &gold.events {
        for _ in 0..[0, 1, 1, 1, 1, 2][dice.below(6)] {
            let at = dice.below(events.len() + 1);
            events.insert(at, bent(event, dice));
        }
        if dice.once_in(6) {
            let mut stray = bent(event, dice);
            let start = match gold.not_content.first() {
                Some(span) if dice.once_in(2) => span.start + dice.below(span.len() as usize) as u32,
                _ => dice.below(4000) as u32,
            };
            stray.evidence = vec![Words::at("stray", Span::new(start, start + 40))];
            events.push(stray);
        }
    }
    CodedReport { report: gold.report.clone(), events, ..CodedReport::default() }
}

fn shared() -> Option<PathBuf> {
    let Some(shared) = std::env::var_os("CHANCERY_SHARED") else {
        eprintln!("SKIPPED: CHANCERY_SHARED is not set, so nothing was compared with the reference scorer");
        return None;
    };
    Some(PathBuf::from(shared))
}

fn reference(shared: &Path, gold: &Path, coded: &Path) -> serde_json::Value {
    let done = Command::new("python3")
        .arg(shared.join("tools/score_events.py"))
        .args([gold, coded])
        .arg("--json")
        .output()
        .expect("python3, which the reference scorer needs");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    serde_json::from_slice(&done.stdout).expect("figures as JSON")
}

fn assert_same(figures: &Figures, reference: &serde_json::Value, what: &str) {
    let number = |value: &serde_json::Value| value.as_u64().map(|n| n as usize);
    assert_eq!(Some(figures.reports), number(&reference["reports"]), "{what}: reports");
    assert_eq!(Some(figures.gold_events), number(&reference["gold_events"]), "{what}: events");
    let outside = number(&reference["coded_outside_content"]);
    assert_eq!(Some(figures.outside_content), outside, "{what}: outside the content");
    for level in Level::ALL {
        let (ours, theirs) = (figures.at(level), &reference[level.name()]);
        let name = level.name();
        assert_eq!(Some(ours.right), number(&theirs["tp"]), "{what}: {name}, right");
        assert_eq!(Some(ours.wrong), number(&theirs["fp"]), "{what}: {name}, wrong");
        for (value, key) in [(ours.precision(), "precision"), (ours.recall(), "recall"), (ours.f1(), "f1")] {
            let theirs = theirs[key].as_f64().unwrap();
            assert!((value - theirs).abs() < 5.1e-4, "{what}: {name} {key} is {value}, not {theirs}");
        }
    }
    for field in Field::ALL {
        let (ours, theirs) = (figures.field(field), &reference["fields"][field.name()]);
        let pair = (number(&theirs["right"]), number(&theirs["of"]));
        assert_eq!((Some(ours.right), Some(ours.of)), pair, "{what}: {}", field.name());
    }
}

#[test]
fn figures_are_those_of_the_reference_scorer() {
    let Some(shared) = shared() else { return };
    let folder = tempfile::tempdir().unwrap();
    let mut dice = Dice(0x5eed_ca5e);
    for set in ["seeds", "dev", "gsr-dev"] {
        let path = shared.join(format!("gold/{set}.jsonl"));
        let gold = gold_from_lines(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let (mut right, mut wrong) = (0, 0);
        for round in 0..6 {
            let reports: Vec<CodedReport> = gold.iter().map(|r| bent_report(r, &mut dice)).collect();
            let lines: Vec<String> = reports.iter().map(wire::line_from_report).collect();
            let coded = folder.path().join("coded.jsonl");
            std::fs::write(&coded, lines.join("\n")).unwrap();
            let figures = compare(&gold, &reports).figures;
            assert_same(&figures, &reference(&shared, &path, &coded), &format!("{set}, round {round}"));
            right += figures.at(Level::Full).right;
            wrong += figures.at(Level::Type).wrong;
        }
        assert!(right > 20 && wrong > 20, "{set}: the records are bent neither too little nor too much");
    }
}
