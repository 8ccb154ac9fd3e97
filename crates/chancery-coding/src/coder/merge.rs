//! Acts that tell of one happening within a report become one event.

use chancery_record::{Days, EventType, Status};

use super::act::{Act, actors};
use super::party::Party;
use super::scene::Scene;
use crate::resolve::ActorId;

/// One event of the report: acts that tell of it, the clearest first.
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub(super) acts: Vec<Act>,
    pub(super) source: Vec<Party>,
    pub(super) target: Vec<Party>,
    pub(super) reciprocal: bool,
    pub(super) days: Option<Days>,
}

impl Told {
    pub(super) fn first(&self) -> &Act {
        &self.acts[0]
    }
}

/// Groups acts in order of the text; `days` are those that an act's own words name.
pub(super) fn merge(scene: &Scene<'_>, acts: Vec<(Act, Option<Days>)>) -> Vec<Told> {
    let mut told: Vec<Told> = Vec::new();
    for (act, days) in acts {
        match told.iter_mut().find(|event| is_same(scene, event, &act, days)) {
            Some(event) => absorb(event, act, days),
            None => {
                let (source, target, reciprocal) = (act.source.clone(), act.target.clone(), act.reciprocal);
                told.push(Told { acts: vec![act], source, target, reciprocal, days });
            }
        }
    }
    told
}

fn is_same(scene: &Scene<'_>, event: &Told, act: &Act, days: Option<Days>) -> bool {
    let first = event.first();
    if first.code.event_type != act.code.event_type {
        return false;
    }
    if let (Some(one), Some(other)) = (event.days, days)
        && !one.overlaps(other)
    {
        return false;
    }
    if !is_status_compatible(first.status, act.status) {
        return false;
    }
    let event_sides = (actors(&event.source), actors(&event.target));
    let act_sides = (actors(&act.source), actors(&act.target));
    if act.code.event_type == EventType::Consult {
        return is_same_meeting(&event_sides, &act_sides);
    }
    if !agree(&event_sides.0, &act_sides.0) || !agree(&event_sides.1, &act_sides.1) {
        return false;
    }
    match (first.object, act.object) {
        (Some(one), Some(other)) if act.is_of_words() => shares_words(scene, one.range(), other.range()),
        _ => first.code.mode == act.code.mode || first.code.mode.is_none() || act.code.mode.is_none(),
    }
}

/// A meeting told twice: one telling's parties are among the other's, and at least two are shared, or one
/// tells of nobody else.
fn is_same_meeting(event: &(Vec<ActorId>, Vec<ActorId>), act: &(Vec<ActorId>, Vec<ActorId>)) -> bool {
    let all = |sides: &(Vec<ActorId>, Vec<ActorId>)| -> Vec<ActorId> {
        sides.0.iter().chain(&sides.1).copied().collect()
    };
    let (one, other) = (all(event), all(act));
    let shared = one.iter().filter(|a| other.contains(a)).count();
    shared == one.len().min(other.len()) && shared > 0
}

/// Whether two tellings of a side can be of the same parties: one is empty or within the other.
fn agree(one: &[ActorId], other: &[ActorId]) -> bool {
    one.iter().all(|a| other.contains(a)) || other.iter().all(|a| one.contains(a))
}

fn is_status_compatible(one: Status, other: Status) -> bool {
    one == other || matches!((one, other), (Status::Planned, Status::Proposed) | (Status::Proposed, Status::Planned))
}

/// Whether two phrases are about the same: half of the shorter one's words of content are in the other.
fn shares_words(scene: &Scene<'_>, one: std::ops::Range<usize>, other: std::ops::Range<usize>) -> bool {
    let words = |range: std::ops::Range<usize>| -> Vec<String> {
        let mut found: Vec<String> = range
            .filter(|&t| matches!(scene.doc.pos(t), "NOUN" | "PROPN" | "VERB" | "ADJ" | "NUM"))
            .map(|t| scene.doc.lemma(t).to_lowercase())
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    };
    let (one, other) = (words(one), words(other));
    let shared = one.iter().filter(|w| other.contains(w)).count();
    2 * shared >= one.len().min(other.len()) && shared > 0
}

fn absorb(event: &mut Told, act: Act, days: Option<Days>) {
    let known: Vec<ActorId> =
        actors(&event.source).into_iter().chain(actors(&event.target)).collect();
    let is_new = |party: &&Party| !party.actors.is_empty() && party.actors.iter().all(|a| !known.contains(a));
    let new_sources: Vec<Party> = act.source.iter().filter(is_new).cloned().collect();
    let new_targets: Vec<Party> = act.target.iter().filter(is_new).cloned().collect();
    event.source.extend(new_sources);
    if event.reciprocal {
        event.source.extend(new_targets);
    } else {
        event.target.extend(new_targets);
    }
    event.days = match (event.days, days) {
        (Some(one), Some(other)) if other.count() < one.count() => Some(other),
        (None, days) => days,
        (days, _) => days,
    };
    event.acts.push(act);
}
