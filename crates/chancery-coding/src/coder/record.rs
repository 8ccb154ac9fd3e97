//! The record of a report: what was read, with offsets of the raw text.

use std::ops::Range;

use chancery_knowledge::OrganisationKind;
use chancery_record::{
    CodedNote, CodedReport, CodedSegment, Confidence, ConfidencePart, Context, Event, Format, Object, Report,
    Span, Token, Words,
};

use super::Reading;
use super::act::Act;
use super::merge::Told;
use super::place::Setting;
use super::scene::Scene;
use super::{people, place, toll, voice, when, whereabouts};
use crate::clauses::PredicateKind;
use crate::frames::Code;
use crate::resolve::MentionKind;

/// Longest piece of evidence, in code points: a longer one points at nothing.
const LONGEST_EVIDENCE: u32 = 700;

pub(super) fn write(report: &Report, reading: &Reading<'_>) -> CodedReport {
    let name = name(report);
    let events = reading.told.iter().enumerate();
    CodedReport {
        events: events.map(|(n, told)| event(reading, &format!("{name}.{}", n + 1), told)).collect(),
        statements: voice::statements(reading, &name),
        published: reading.published,
        outlet: report.outlet.as_ref().map(|outlet| outlet.value.name.clone()),
        segments: report
            .segments
            .iter()
            .map(|s| CodedSegment { kind: s.kind.name().to_owned(), span: reading.raw.chars(s.span) })
            .collect(),
        notes: report
            .notes
            .iter()
            .map(|note| CodedNote {
                message: note.message.clone(),
                hint: note.hint.clone(),
                span: note.span.map(|span| reading.raw.chars(span)),
            })
            .collect(),
        report: name,
    }
}

/// What a report is called: by its record, else by its content.
pub(super) fn name(report: &Report) -> String {
    report.name.clone().unwrap_or_else(|| report.id.to_string())
}

fn event(reading: &Reading<'_>, id: &str, told: &Told) -> Event {
    let first = told.first();
    let code = code(reading, told);
    let when = when::of(reading, told);
    let days = when.as_ref().and_then(|w| w.days);
    let place = whereabouts::of(reading, told);
    let cameo = code.cameo.as_deref().map(str::to_owned);
    Event {
        id: id.to_owned(),
        event_type: code.event_type,
        mode: code.mode,
        contexts: contexts(reading, told, &code.contexts),
        goldstein: cameo.as_deref().and_then(chancery_record::goldstein),
        cameo,
        status: first.status,
        reciprocal: told.reciprocal,
        source: people::of(reading, &told.source, days),
        target: people::of(reading, &told.target, days),
        attribution: voice::of(reading, vouched(reading, told)),
        when,
        place: place.as_ref().map(|setting| place::written(reading, setting)),
        format: format(reading, told),
        object: told.acts.iter().find_map(|act| object(reading, act)),
        toll: toll::of(reading, told),
        evidence: evidence(reading, told),
        confidence: Some(confidence(reading, told, place.as_ref())),
    }
}

/// What an event is coded as. Where tellings are of types that lie close, one of the body that says who acts
/// decides, a deed before its announcement; among those of its type, the first that has a mode.
fn code<'a>(reading: &Reading<'_>, told: &'a Told) -> &'a Code {
    let is_full = |act: &&Act| !act.source.is_empty() && !reading.scene.clause(act.clause).headline;
    let full = || told.acts.iter().filter(is_full);
    let is_deed = |act: &&Act| !act.is_of_words();
    let done = full().find(is_deed).or_else(|| told.acts.iter().find(is_deed)).or_else(|| full().next());
    let event_type = done.unwrap_or(told.first()).code.event_type;
    let of_type = told.acts.iter().filter(|act| act.code.event_type == event_type);
    let best = of_type.max_by_key(|act| (act.code.mode.is_some(), std::cmp::Reverse(act.clause)));
    &best.unwrap_or(told.first()).code
}

/// The telling that says on whose word an event is told: a headline leaves it out.
pub(super) fn vouched<'a>(reading: &Reading<'_>, told: &'a Told) -> &'a Act {
    let in_body = told.acts.iter().find(|act| !reading.scene.clause(act.clause).headline);
    in_body.unwrap_or(told.first())
}

fn evidence(reading: &Reading<'_>, told: &Told) -> Vec<Words> {
    let mut found: Vec<Words> = Vec::new();
    for act in &told.acts {
        let mut words = reading.raw.words(act.evidence);
        if words.span.is_some_and(|span| span.len() > LONGEST_EVIDENCE) {
            words = reading.raw.words(reading.scene.clause(act.clause).predicate.span);
        }
        if !words.text.is_empty() && !found.contains(&words) {
            found.push(words);
        }
    }
    found
}

fn object(reading: &Reading<'_>, act: &Act) -> Option<Object> {
    let span = act.object?;
    let words = reading.raw.words(span);
    let class = class(&reading.scene, span).or(act.code.class.as_deref());
    Some(Object { words, class: class.map(str::to_owned) })
}

/// The class of an object by its words.
fn class<'a>(scene: &Scene<'a>, object: Span<Token>) -> Option<&'a str> {
    let tokens = object.range();
    let is_top = |&t: &usize| scene.doc.is_root(t) || !tokens.contains(&scene.doc.head(t));
    let head = tokens.clone().filter(|&t| !scene.doc.is_space(t)).find(is_top).unwrap_or(tokens.start);
    scene.lexicon.class_of(&lemmas(scene, tokens.clone()), head - tokens.start)
}

/// What the event is about: what its frame implies, and what the words of its sentences speak of.
fn contexts(reading: &Reading<'_>, told: &Told, of_frame: &[Context]) -> Vec<Context> {
    let scene = &reading.scene;
    let mut sentences: Vec<u32> = told.acts.iter().map(|act| scene.clause(act.clause).sentence).collect();
    sentences.sort_unstable();
    sentences.dedup();
    let mut found = of_frame.to_vec();
    for sentence in sentences {
        let tokens = scene.doc.sentences()[sentence as usize].clone();
        found.extend(scene.lexicon.contexts_of(&lemmas(scene, tokens)));
    }
    Context::ALL.iter().copied().filter(|context| found.contains(context)).collect()
}

fn lemmas(scene: &Scene<'_>, tokens: Range<usize>) -> Vec<String> {
    tokens.map(|t| scene.doc.lemma(t).to_lowercase()).collect()
}

/// The framework of talks that a telling names in its own sentence.
fn format(reading: &Reading<'_>, told: &Told) -> Option<Format> {
    let scene = &reading.scene;
    told.acts.iter().find_map(|act| {
        let within: Span<Token> = act.evidence;
        scene.referents.mentions().iter().filter(|m| within.covers(m.tokens)).find_map(|mention| {
            mention.actors.iter().find_map(|&id| {
                let organisation = scene.world.organisation(scene.referents.actor(id).organisation?);
                (organisation.kind == OrganisationKind::Format).then(|| Format {
                    name: organisation.name.to_string(),
                    words: reading.raw.words(mention.tokens),
                })
            })
        })
    })
}

/// How sure: of the frame by the sort of predicate and its constraints, of each side by how it was named, of the
/// place by its namesakes.
fn confidence(reading: &Reading<'_>, told: &Told, place: Option<&Setting>) -> Confidence {
    let scene = &reading.scene;
    let act = told.first();
    let pattern = scene.lexicon.pattern(act.pattern);
    let by_kind: f64 = match scene.clause(act.clause).predicate.kind {
        PredicateKind::Verb | PredicateKind::LightVerb => 0.85,
        PredicateKind::Noun => 0.7,
        _ => 0.75,
    };
    let frame = if pattern.constraints.is_empty() { by_kind } else { by_kind + 0.1 };
    let side = |parties: &[super::party::Party]| -> f64 {
        let of_party = |party: &super::party::Party| match scene.referents.at(party.head) {
            Some(mention) if mention.actors.is_empty() => 0.3,
            Some(mention) => match mention.kind {
                MentionKind::Name => 0.95,
                MentionKind::Description => 0.85,
                MentionKind::Pronoun => 0.7,
            },
            None => 0.5,
        };
        parties.iter().map(of_party).fold(f64::NAN, f64::min)
    };
    let mut parts = vec![("frame", frame)];
    parts.extend(
        [("source", side(&told.source)), ("target", side(&told.target))]
            .into_iter()
            .filter(|(_, v)| !v.is_nan()),
    );
    parts
        .extend(place.filter(|setting| setting.place.is_some()).map(|setting| ("where", setting.confidence)));
    parts.push(("telling", if told.acts.len() > 1 { 0.95 } else { 0.85 }));
    let value = parts.iter().map(|(_, v)| v).sum::<f64>() / parts.len() as f64;
    let rounded = |v: f64| (v * 100.0).round() / 100.0;
    Confidence {
        value: rounded(value),
        parts: parts
            .into_iter()
            .map(|(name, value)| ConfidencePart { name: name.to_owned(), value: rounded(value) })
            .collect(),
    }
}
