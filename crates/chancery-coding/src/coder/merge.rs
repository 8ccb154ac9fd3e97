//! Acts that tell of one happening within a report become one event.

use chancery_knowledge::Body;
use chancery_record::{Days, EventType, Status};

use super::act::{Act, actors, prefer_actors};
use super::party::Party;
use super::scene::Scene;
use crate::resolve::{ActorId, ActorKind};

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
    if act.code.event_type == EventType::Consult {
        return is_same_meeting(scene, event, act);
    }
    if !agree(&actors(&event.source), &actors(&act.source))
        || !agree(&actors(&event.target), &actors(&act.target))
    {
        return false;
    }
    let has_contents = matches!(
        act.code.event_type,
        EventType::Request | EventType::Accuse | EventType::Agree | EventType::Threaten | EventType::Reject
    );
    match (first.object, act.object) {
        (Some(one), Some(other)) if has_contents => shares_words(scene, one.range(), other.range()),
        _ if act.is_of_words() => true,
        _ => first.code.mode == act.code.mode || first.code.mode.is_none() || act.code.mode.is_none(),
    }
}

/// A meeting told twice: the countries of one telling are among the other's, and persons whom both name are
/// shared.
fn is_same_meeting(scene: &Scene<'_>, event: &Told, act: &Act) -> bool {
    let (one, other) =
        (Company::of(scene, &event.source, &event.target), Company::of(scene, &act.source, &act.target));
    let within = |a: &[Body], b: &[Body]| a.iter().all(|body| b.contains(body));
    if one.countries.is_empty() || other.countries.is_empty() {
        return false;
    }
    if !within(&one.countries, &other.countries) && !within(&other.countries, &one.countries) {
        return false;
    }
    let shared = one.countries.iter().filter(|c| other.countries.contains(c)).count();
    let names_same = one.persons.iter().any(|p| other.persons.contains(p));
    let is_silent = one.persons.is_empty() || other.persons.is_empty();
    names_same && (shared > 1 || one.countries.len().min(other.countries.len()) == 1)
        || is_silent && shared > 1
}

/// Who is at a meeting.
struct Company {
    countries: Vec<Body>,
    persons: Vec<ActorId>,
}

impl Company {
    fn of(scene: &Scene<'_>, source: &[Party], target: &[Party]) -> Self {
        let mut company = Self { countries: Vec::new(), persons: Vec::new() };
        for party in source.iter().chain(target) {
            let bodies = party.actors.iter().filter_map(|&id| scene.referents.actor(id).acts_for);
            for body in party.ground.into_iter().chain(bodies) {
                if !company.countries.contains(&body) {
                    company.countries.push(body);
                }
            }
            let is_person = |id: &&ActorId| scene.referents.actor(**id).kind == ActorKind::Person;
            company.persons.extend(party.actors.iter().filter(is_person));
        }
        company
    }
}

/// Whether two tellings of a side can be of the same parties: one is empty or within the other.
fn agree(one: &[ActorId], other: &[ActorId]) -> bool {
    one.iter().all(|a| other.contains(a)) || other.iter().all(|a| one.contains(a))
}

fn is_status_compatible(one: Status, other: Status) -> bool {
    one == other
        || matches!((one, other), (Status::Planned, Status::Proposed) | (Status::Proposed, Status::Planned))
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
    let known: Vec<ActorId> = actors(&event.source).into_iter().chain(actors(&event.target)).collect();
    let is_new = |party: &&Party| !party.actors.is_empty() && party.actors.iter().all(|a| !known.contains(a));
    let new_sources: Vec<Party> = act.source.iter().filter(is_new).cloned().collect();
    let new_targets: Vec<Party> = act.target.iter().filter(is_new).cloned().collect();
    event.source.extend(new_sources);
    if event.reciprocal {
        event.source.extend(new_targets);
    } else {
        event.target.extend(new_targets);
        prefer_actors(&mut event.target);
    }
    event.days = match (event.days, days) {
        (Some(one), Some(other)) if other.count() < one.count() => Some(other),
        (None, days) => days,
        (days, _) => days,
    };
    event.acts.push(act);
}
