//! How many people were harmed: counts under verbs of harm, beside the act that did it.

use chancery_record::{Attribution, Harm, Toll};

use super::Reading;
use super::merge::Told;
use super::voice;
use crate::clauses::{Clause, Participant};
use crate::time::number_in;

/// Verbs of harm, by lemma.
const HARMS: [(&str, Harm); 22] = [
    ("kill", Harm::Killed),
    ("slay", Harm::Killed),
    ("massacre", Harm::Killed),
    ("murder", Harm::Killed),
    ("execute", Harm::Killed),
    ("behead", Harm::Killed),
    ("die", Harm::Killed),
    ("wound", Harm::Wounded),
    ("injure", Harm::Wounded),
    ("hurt", Harm::Wounded),
    ("arrest", Harm::Detained),
    ("detain", Harm::Detained),
    ("capture", Harm::Detained),
    ("jail", Harm::Detained),
    ("abduct", Harm::Detained),
    ("kidnap", Harm::Detained),
    ("seize", Harm::Detained),
    ("round up", Harm::Detained),
    ("displace", Harm::Displaced),
    ("uproot", Harm::Displaced),
    ("evacuate", Harm::Displaced),
    ("go missing", Harm::Missing),
];

/// Verbs of what is done to people and to things: "seized eight tonnes", "captured two towns".
const MAY_BE_THINGS: [&str; 3] = ["seize", "capture", "detain"];

/// Whether a phrase counts people, or names nothing that it counts.
fn is_of_people(reading: &Reading<'_>, phrase: &Participant) -> bool {
    let scene = &reading.scene;
    let is_number = scene.doc.pos(phrase.head as usize) == "NUM";
    is_number || scene.referents.at(phrase.head).is_some_and(|m| !m.is_place && !m.actors.is_empty())
}

/// Words before a number that leave its upper or lower end open, or both loose.
const HEDGES: [(&str, Open); 16] = [
    ("at least", Open::Above),
    ("more than", Open::Above),
    ("over", Open::Above),
    ("no fewer than", Open::Above),
    ("no less than", Open::Above),
    ("as many as", Open::Below),
    ("up to", Open::Below),
    ("fewer than", Open::Below),
    ("less than", Open::Below),
    ("nearly", Open::Below),
    ("almost", Open::Below),
    ("about", Open::Neither),
    ("around", Open::Neither),
    ("some", Open::Neither),
    ("approximately", Open::Neither),
    ("roughly", Open::Neither),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Above,
    Below,
    Neither,
}

/// The harm that the tellings of an event count.
pub(super) fn of(reading: &Reading<'_>, event: &Told) -> Vec<Toll> {
    let scene = &reading.scene;
    let mut found: Vec<Toll> = Vec::new();
    for act in &event.acts {
        let own = scene.clause(act.clause);
        let sentence = own.sentence;
        let about =
            scene.clauses.all().iter().filter(|c| c.sentence == sentence && belongs(scene, act.clause, c));
        for clause in about {
            for toll in counted(reading, clause, &voice::of(reading, act)) {
                if !found.iter().any(|t| t.words == toll.words) {
                    found.push(toll);
                }
            }
        }
    }
    found
}

/// Whether a clause is the act's own or hangs on it: "shelled the town, *killing* 12".
fn belongs(scene: &super::scene::Scene<'_>, act: u32, clause: &Clause) -> bool {
    let own = scene.clause(act);
    std::ptr::eq(own, clause) || clause.link.is_some_and(|l| l.clause == act)
}

fn counted(reading: &Reading<'_>, clause: &Clause, voices: &[Attribution]) -> Vec<Toll> {
    let doc = reading.scene.doc;
    let lemma = clause.predicate.noun_verb.unwrap_or(&clause.predicate.lemma);
    let Some((verb, harm)) = HARMS.iter().find(|(verb, _)| *verb == lemma) else { return Vec::new() };
    let harmed: Vec<_> =
        if *verb == "die" { clause.subjects().collect() } else { clause.objects().collect() };
    let mut tolls = Vec::new();
    for phrase in harmed.into_iter().filter(|p| !MAY_BE_THINGS.contains(verb) || is_of_people(reading, p)) {
        let number_at = doc
            .children_by(phrase.head as usize, &["nummod"])
            .find(|&t| phrase.span.contains(t as u32))
            .or_else(|| (doc.pos(phrase.head as usize) == "NUM").then_some(phrase.head as usize));
        let Some(number_at) = number_at else { continue };
        let start = doc.subtree_span(number_at).start.max(phrase.span.start as usize).min(number_at);
        let words = doc.words(start..number_at + 1);
        let Some(value) = number_in(doc.words(number_start(doc, start, number_at)..number_at + 1)) else {
            continue;
        };
        let before = words.to_lowercase();
        let hedge = HEDGES
            .iter()
            .find(|(hedge, _)| before.starts_with(hedge) || before.contains(&format!("{hedge} ")));
        let (low, high) = match hedge {
            Some((_, Open::Above)) => (Some(value), None),
            Some((_, Open::Below)) => (None, Some(value)),
            _ => (Some(value), Some(value)),
        };
        let who = (phrase.head as usize != number_at)
            .then(|| doc.words(number_at + 1..phrase.span.end as usize).trim().to_owned())
            .filter(|who| !who.is_empty());
        tolls.push(Toll {
            harm: *harm,
            low,
            high,
            hedge: hedge.map(|(hedge, _)| (*hedge).to_owned()),
            who,
            attribution: voices.to_vec(),
            words: reading.raw.words(phrase.span),
        });
    }
    tolls
}

/// The first word of the number that ends at a token: "two" of "two hundred".
fn number_start(doc: &chancery_nlp::Doc, from: usize, at: usize) -> usize {
    let mut start = at;
    while start > from && number_in(doc.word(start - 1)).is_some() {
        start -= 1;
    }
    start
}
