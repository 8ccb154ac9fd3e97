//! "The operation was condemned", "declined the request": whose act is meant where a definite noun takes up one
//! that the report has just told.

use chancery_record::EventType;

use super::act::{Act, actors};
use super::party::Party;
use super::scene::Scene;
use crate::clauses::{Participant, Role};

/// Sentences back in which the act may stand.
const REACH: u32 = 3;

/// Nouns that take up an act, by the types that they can name.
const NOUNS: [(&[&str], &[EventType]); 9] = [
    (
        &[
            "attack",
            "assault",
            "strike",
            "airstrike",
            "bombing",
            "raid",
            "shelling",
            "killing",
            "offensive",
            "operation",
            "incursion",
            "invasion",
            "aggression",
            "violence",
            "campaign",
        ],
        &[EventType::Assault, EventType::Mobilize],
    ),
    (
        &["withdrawal", "pullout", "retreat", "exit"],
        &[EventType::Retreat, EventType::Concede, EventType::Reject],
    ),
    (
        &["request", "demand", "call", "appeal", "petition", "ultimatum"],
        &[EventType::Request, EventType::Threaten],
    ),
    (
        &["offer", "proposal", "plan", "initiative"],
        &[EventType::Agree, EventType::Request, EventType::Concede],
    ),
    (&["accusation", "claim", "charge", "allegation", "criticism"], &[EventType::Accuse]),
    (
        &["sanction", "embargo", "restriction", "ban", "tariff", "measure"],
        &[EventType::Sanction, EventType::Coerce],
    ),
    (
        &["arrest", "detention", "crackdown", "seizure", "expulsion"],
        &[EventType::Coerce, EventType::Sanction],
    ),
    (&["threat", "warning"], &[EventType::Threaten]),
    (&["support", "aid", "assistance", "help"], &[EventType::Aid, EventType::Support]),
];

/// Fills the empty targets of charges, refusals and praise whose object takes up an earlier act with its doer.
pub(super) fn settle(scene: &Scene<'_>, acts: &mut [Act]) {
    for at in 0..acts.len() {
        let (before, rest) = acts.split_at_mut(at);
        let act = &mut rest[0];
        let takes_object =
            matches!(act.code.event_type, EventType::Accuse | EventType::Reject | EventType::Support);
        if !takes_object || act.reciprocal || act.target.iter().any(Party::is_resolved) {
            continue;
        }
        if let Some(target) = taken_up(scene, before, act) {
            act.target = target;
        }
    }
}

fn taken_up(scene: &Scene<'_>, before: &[Act], act: &Act) -> Option<Vec<Party>> {
    let clause = scene.clause(act.clause);
    let is_object = |p: &&Participant| matches!(p.role, Role::Object | Role::Oblique("to" | "of" | "with"));
    clause.participants.iter().filter(is_object).filter(|p| is_definite(scene, p.head)).find_map(|phrase| {
        let lemma = scene.doc.lemma(phrase.head as usize).to_lowercase();
        let (_, types) = NOUNS.iter().find(|(nouns, _)| nouns.contains(&lemma.as_str()))?;
        let speakers = actors(&act.source);
        let fits = |earlier: &&Act| {
            let doers = actors(&earlier.source);
            let is_near = scene.clause(earlier.clause).sentence + REACH >= clause.sentence;
            is_near
                && types.contains(&earlier.code.event_type)
                && !doers.is_empty()
                && !doers.iter().any(|d| speakers.contains(d))
        };
        let earlier = before.iter().rev().find(fits)?;
        let named = earlier.source.iter().filter(|p| !p.actors.is_empty());
        Some(named.map(|p| Party { head: phrase.head, span: phrase.span, ..p.clone() }).collect())
    })
}

fn is_definite(scene: &Scene<'_>, head: u32) -> bool {
    let doc = scene.doc;
    doc.children_by(head as usize, &["det"])
        .any(|t| matches!(doc.word(t).to_lowercase().as_str(), "the" | "this" | "that" | "these" | "those"))
}
