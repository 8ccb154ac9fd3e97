//! Events and reports written as one line each, for tests of the archive.
//!
//! `cluster | published | outlet | TYPE/mode status | source | target | when | where | more | evidence`, where a
//! party is `PER`, `PER:Ana Quispe` or `"the gunmen"`, `when` is a day or `first..last` with `~` before it
//! if the days come from the report's date alone, and `where` is `Oslo,NOR,59.91,10.75`. `more` holds
//! `obj=…`, `format=…`, `killed=4` (or `4-6`, `4-`), `by=Agency`, `denied-by=…`, parted by `;`.
#![allow(dead_code, reason = "each test uses the part that it needs")]

use chancery_archive::{Archive, Coder, Intake, Prepared, Reading};
use chancery_record::{
    ActorKind, Attribution, AttributionKind, CodedReport, Days, Event, EventType, Format, Harm, Mode, Object,
    Participant, PlaceKind, Span, Status, Toll, When, WhenPrecision, Where, Words,
};
use jiff::Timestamp;
use jiff::civil::Date;

/// An event in its report, with the label of its happening.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) cluster: String,
    pub(crate) reading: Reading,
}

pub(crate) fn line(text: &str) -> Line {
    let fields: Vec<&str> = text.split('|').map(str::trim).collect();
    let [cluster, published, outlet, act, source, target, when, place, more, evidence] = fields[..] else {
        panic!("ten fields are wanted: {text}");
    };
    let (act, status) = act.split_once(' ').unwrap_or((act, "actual"));
    let (event_type, mode) = act.split_once('/').unwrap_or((act, ""));
    let event_type = EventType::from_name(event_type).unwrap_or_else(|| panic!("type: {text}"));
    let source = parties(source);
    let target = parties(target);
    let is_mutual = target.is_empty() && source.len() > 1;
    let mut event = Event {
        id: "x.1".into(),
        event_type,
        mode: (!mode.is_empty())
            .then(|| Mode::find(event_type, mode).unwrap_or_else(|| panic!("mode: {text}"))),
        contexts: Vec::new(),
        cameo: Some(cameo(event_type).to_owned()),
        goldstein: None,
        status: Status::from_name(status).unwrap_or_else(|| panic!("status: {text}")),
        reciprocal: is_mutual,
        source,
        target,
        attribution: Vec::new(),
        when: when_of(when),
        place: place_of(place),
        format: None,
        object: None,
        toll: Vec::new(),
        evidence: vec![Words::at(evidence, Span::new(0, u32::try_from(evidence.chars().count()).unwrap()))],
        confidence: None,
    };
    let mut credit = None;
    for part in more.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        let (name, value) = part.split_once('=').unwrap_or_else(|| panic!("more: {text}"));
        let words = Words::outside(value);
        match name {
            "obj" => event.object = Some(Object { words, class: None }),
            "format" => event.format = Some(Format { name: value.into(), words }),
            "credit" => credit = Some(value.to_owned()),
            "by" | "denied-by" => event.attribution.push(Attribution {
                kind: AttributionKind::Agency,
                speaker: Some(Participant { name: Some(value.into()), ..Participant::unresolved(words) }),
                cue: None,
                denies: name == "denied-by",
            }),
            _ => {
                let harm = Harm::from_name(name).unwrap_or_else(|| panic!("more: {text}"));
                let (low, high) = value.split_once('-').unwrap_or((value, value));
                event.toll.push(Toll {
                    harm,
                    low: low.parse().ok(),
                    high: high.parse().ok(),
                    hedge: None,
                    who: None,
                    attribution: Vec::new(),
                    words,
                });
            }
        }
    }
    let published: Option<Date> = (!published.is_empty()).then(|| published.parse().unwrap());
    let reading = Reading {
        text: format!("{evidence} — {outlet}, {cluster}."),
        origin: "made".into(),
        provenance: "{}".into(),
        credit,
        coded: CodedReport {
            report: format!("{outlet} {cluster}"),
            published,
            outlet: Some(outlet.to_owned()),
            events: vec![event],
            ..CodedReport::default()
        },
        ..Reading::default()
    };
    Line { cluster: cluster.to_owned(), reading }
}

/// The root code that a type has in CAMEO's own order, good enough for exports in tests.
fn cameo(event_type: EventType) -> &'static str {
    match event_type {
        EventType::Agree => "030",
        EventType::Consult => "040",
        EventType::Support => "050",
        EventType::Cooperate => "060",
        EventType::Aid => "070",
        EventType::Concede | EventType::Retreat => "080",
        EventType::Accuse => "110",
        EventType::Request => "100",
        EventType::Reject => "120",
        EventType::Threaten => "130",
        EventType::Protest => "140",
        EventType::Mobilize => "150",
        EventType::Sanction => "160",
        EventType::Coerce => "170",
        EventType::Assault => "190",
    }
}

fn parties(text: &str) -> Vec<Participant> {
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts
        .map(|part| {
            if part.starts_with('"') {
                return Participant::unresolved(Words::outside(part.trim_matches('"')));
            }
            let (country, name) = match part.split_once(':') {
                Some((country, name)) => (country, Some(name)),
                None => (part, None),
            };
            Participant {
                words: Words::outside(name.unwrap_or(country)),
                name: name.map(ToOwned::to_owned),
                actor: Some(format!("{country}GOV")),
                kind: Some(if name.is_some() { ActorKind::Person } else { ActorKind::State }),
                country: Some(country.to_owned()),
                sector: Some("GOV".into()),
                office: None,
                naming: None,
            }
        })
        .collect()
}

fn when_of(text: &str) -> Option<When> {
    if text.is_empty() {
        return None;
    }
    let (is_told, text) = text.strip_prefix('~').map_or((true, text), |rest| (false, rest));
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    Some(When {
        days: Some(Days::new(first.parse().unwrap(), last.parse().unwrap())),
        precision: if is_told { WhenPrecision::Day } else { WhenPrecision::Report },
        words: is_told.then(|| Words::outside(text)),
    })
}

fn place_of(text: &str) -> Option<Where> {
    let parts: Vec<&str> = text.split(',').map(str::trim).collect();
    (!text.is_empty()).then(|| Where {
        name: Some(parts[0].to_owned()),
        country: parts.get(1).map(|country| (*country).to_owned()),
        lat: parts.get(2).map(|degrees| degrees.parse().unwrap()),
        lon: parts.get(3).map(|degrees| degrees.parse().unwrap()),
        geonameid: None,
        kind: Some(if parts.len() > 2 { PlaceKind::Town } else { PlaceKind::Country }),
        words: Words::outside(parts[0]),
    })
}

pub(crate) fn coder() -> Coder {
    Coder { version: "test 1".into(), ..Coder::default() }
}

pub(crate) fn at(time: &str) -> Timestamp {
    time.parse().unwrap()
}

/// An archive that took `readings` in at `time`, in lots of `lot`.
pub(crate) fn archive_of(path: &std::path::Path, readings: &[Reading], lot: usize, time: &str) -> Archive {
    let mut archive = Archive::create(path).unwrap();
    take(&mut archive, &coder(), readings, lot, time);
    archive
}

pub(crate) fn take(
    archive: &mut Archive,
    coder: &Coder,
    readings: &[Reading],
    lot: usize,
    time: &str,
) -> chancery_archive::Added {
    let mut intake = Intake::begin(archive, coder, at(time)).unwrap();
    let prepared: Vec<Prepared> = readings.iter().cloned().map(Prepared::new).collect();
    let mut added = chancery_archive::Added::default();
    for lot in prepared.chunks(lot) {
        added += intake.take(lot).unwrap();
    }
    added
}
