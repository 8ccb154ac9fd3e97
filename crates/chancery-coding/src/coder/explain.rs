//! Why an event is in the record: clause, frame, roles, resolution, status, time and voice, each with its
//! reason.

use chancery_record::Report;

use super::Reading;
use super::act::Act;
use super::merge::Told;
use super::party::Party;
use super::{record, voice, when};
use crate::clauses;

/// The way from words to one event: steps in order, each a name and what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Id of the event in the record.
    pub event: String,
    /// Step, finding.
    pub steps: Vec<(&'static str, String)>,
}

pub(super) fn explain(report: &Report, reading: &Reading<'_>) -> Vec<Explanation> {
    let name = record::name(report);
    let numbered = reading.told.iter().enumerate();
    numbered
        .map(|(n, told)| Explanation { event: format!("{name}.{}", n + 1), steps: steps(reading, told) })
        .collect()
}

fn steps(reading: &Reading<'_>, told: &Told) -> Vec<(&'static str, String)> {
    let mut steps = Vec::new();
    for (n, act) in told.acts.iter().enumerate() {
        if n > 0 {
            let shared = "the same or a close type, parties that agree, no time, status or object against it"
                .to_owned();
            steps.push(("joined", shared));
        }
        of_act(reading, act, &mut steps);
    }
    let time = match when::of(reading, told) {
        None => "no time words, and not told as the report's main event: unknown".to_owned(),
        Some(when) => {
            let days = when.days.map_or("no anchor".to_owned(), |d| format!("{} to {}", d.first(), d.last()));
            match when.words {
                Some(words) => format!("`{}`: {days}, precision {}", one_line(&words.text), when.precision),
                None => {
                    format!("no time words; the report's main event lies in the days up to its date: {days}")
                }
            }
        }
    };
    steps.push(("time", time));
    for link in voice::of(reading, record::vouched(reading, told)) {
        let speaker = link.speaker.as_ref().map_or("nobody named", |s| s.label());
        let cue = link.cue.as_ref().map_or(String::new(), |c| format!(" by `{}`", one_line(&c.text)));
        steps.push(("voice", format!("{}: {}{cue}", link.kind, one_line(speaker))));
    }
    steps
}

fn of_act(reading: &Reading<'_>, act: &Act, steps: &mut Vec<(&'static str, String)>) {
    let scene = &reading.scene;
    let clause = scene.clause(act.clause);
    steps.push(("words", one_line(&reading.raw.words(act.evidence).text)));
    steps.push(("clause", clauses::line(scene.doc, scene.clauses, clause)));
    let frame = scene.lexicon.frame_of(act.pattern);
    let pattern = scene.lexicon.pattern(act.pattern);
    steps.push(("frame", format!("{} ({}): {}", frame.id, pattern.place, frame.gloss)));
    steps.push(("basis", frame.basis.to_string()));
    for (side, parties) in [("source", &act.source), ("target", &act.target)] {
        for party in parties {
            of_party(reading, side, party, steps);
        }
    }
    if act.reciprocal {
        steps.push(("mutual", "all parties act alike".to_owned()));
    }
    let bearing: Vec<String> = clause
        .modality
        .iter()
        .map(|m| format!("{:?} by `{}`", m.kind, scene.doc.word(m.cue as usize)).to_lowercase())
        .chain(
            clause
                .negations
                .iter()
                .map(|n| format!("{:?} by `{}`", n.kind, scene.doc.word(n.cue as usize)).to_lowercase()),
        )
        .collect();
    let why = if act.code.status.is_some() {
        "the frame says so".to_owned()
    } else if bearing.is_empty() {
        "nothing makes it less than told".to_owned()
    } else {
        bearing.join(", ")
    };
    steps.push(("status", format!("{}: {why}", act.status)));
}

fn of_party(
    reading: &Reading<'_>,
    side: &'static str,
    party: &Party,
    steps: &mut Vec<(&'static str, String)>,
) {
    let scene = &reading.scene;
    let words = one_line(scene.doc.words(party.span.range()));
    let reason = scene.referents.at(party.head).map_or("", |m| m.reason.as_str());
    if party.actors.is_empty() {
        let found = match party.ground {
            Some(body) => format!("`{words}`: on the ground of {}", scene.world.name(body)),
            None => format!("`{words}`: unresolved; {reason}"),
        };
        steps.push((side, found));
    }
    for &id in &party.actors {
        let actor = scene.referents.actor(id);
        let acts_for = actor.acts_for.map_or("nobody known", |body| scene.world.code(body));
        steps.push((side, format!("`{words}` is {}, acting for {acts_for}; {reason}", actor.name)));
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
