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
            Some(event) => absorb(scene, event, act, days),
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
    if are_other_days(event, act, days) || !is_status_compatible(first, act) {
        return false;
    }
    if act.code.event_type == EventType::Consult {
        return is_same_meeting(scene, event, act);
    }
    if !event.reciprocal && !act.reciprocal && is_crossed(event, act) {
        return false;
    }
    // A headline is short for a telling below: "minister", "army" are those whom the body names.
    let is_of_headline = event.acts.len() == 1 && is_headline(scene, first);
    let sides = |side: fn(&Act) -> &Vec<Party>, told: &[Party]| {
        (Company::of(scene, &[], told).countries, Company::of(scene, &[], side(act)).countries)
    };
    let (source, act_source) = sides(|a| &a.source, &event.source);
    let (target, act_target) = sides(|a| &a.target, &event.target);
    let same_source = if is_of_headline {
        agree(&source, &act_source)
    } else {
        agree(&actors(&event.source), &actors(&act.source))
    };
    if !same_source || !agree(&target, &act_target) {
        return false;
    }
    let has_contents = matches!(
        act.code.event_type,
        EventType::Request | EventType::Accuse | EventType::Agree | EventType::Threaten | EventType::Reject
    );
    match (first.object, act.object) {
        (Some(one), Some(other)) if has_contents && !is_of_headline => {
            shares_words(scene, one.range(), other.range())
        }
        _ if act.is_of_words() || is_of_headline => true,
        _ => {
            let same_mode =
                first.code.mode == act.code.mode || first.code.mode.is_none() || act.code.mode.is_none();
            same_mode || actors(&event.target).iter().any(|a| actors(&act.target).contains(a))
        }
    }
}

fn is_headline(scene: &Scene<'_>, act: &Act) -> bool {
    scene.clause(act.clause).headline
}

/// Whether the words put the two at different times. Talks on the days after an arrival are the visit's.
fn are_other_days(event: &Told, act: &Act, days: Option<Days>) -> bool {
    let (Some(one), Some(other)) = (event.days, days) else { return false };
    if one.overlaps(other) {
        return false;
    }
    let is_stay = act.code.event_type == EventType::Consult
        && act.status == event.first().status
        && event.acts.iter().any(is_visit)
        && actors(&event.source).iter().any(|a| actors(&act.source).contains(a))
        && !is_visit(act);
    !(is_stay && one.gap(other) < STAY_DAYS)
}

/// Whether a telling names a party by other words, so that it was not taken from there.
fn is_repeated(party: &Party, act: &Act) -> bool {
    act.source.iter().chain(&act.target).any(|p| p.actors.iter().any(|a| party.actors.contains(a)))
}

/// Days that a stay goes on after its first.
const STAY_DAYS: u32 = 3;

fn is_visit(act: &Act) -> bool {
    act.code.mode.is_some_and(|mode| mode.name() == "visit")
}

/// Whether who acts in one telling is acted on in the other.
fn is_crossed(event: &Told, act: &Act) -> bool {
    let share = |a: &[Party], b: &[Party]| actors(a).iter().any(|id| actors(b).contains(id));
    share(&event.source, &act.target) || share(&event.target, &act.source)
}

/// A meeting told twice: the countries of one telling are among the other's, and persons whom both name are
/// shared.
fn is_same_meeting(scene: &Scene<'_>, event: &Told, act: &Act) -> bool {
    let (one, other) =
        (Company::of(scene, &event.source, &event.target), Company::of(scene, &act.source, &act.target));
    if one.countries.is_empty() || other.countries.is_empty() {
        return false;
    }
    let names_same = one.persons.iter().any(|p| other.persons.contains(p));
    let is_same_set = one.countries == other.countries;
    let smaller = if one.countries.len() < other.countries.len() { &one } else { &other };
    let larger = if one.countries.len() < other.countries.len() { &other } else { &one };
    let is_short = names_same || event.acts.len() == 1 && is_headline(scene, event.first());
    let is_part =
        smaller.countries.len() == 1 && larger.countries.contains(&smaller.countries[0]) && is_short;
    if !is_same_set && !is_part {
        return false;
    }
    // A traveller sees several people; otherwise other persons of one country make another meeting.
    let is_journey = names_same && (event.acts.iter().any(is_visit) || is_visit(act));
    let is_of_headline = event.acts.len() == 1 && is_headline(scene, event.first());
    is_journey || is_of_headline || !one.persons_differ(&other)
}

/// The countries and organisations that a party acts for.
pub(super) fn bodies_of(scene: &Scene<'_>, party: &Party) -> Vec<Body> {
    match party.ground {
        Some(ground) => vec![ground],
        None => party.actors.iter().filter_map(|&id| scene.referents.actor(id).acts_for).collect(),
    }
}

/// Who is at a meeting.
struct Company {
    /// In order.
    countries: Vec<Body>,
    /// With whom each acts for.
    persons: Vec<(ActorId, Option<Body>)>,
}

impl Company {
    fn of(scene: &Scene<'_>, source: &[Party], target: &[Party]) -> Self {
        let mut company = Self { countries: Vec::new(), persons: Vec::new() };
        for party in source.iter().chain(target) {
            for body in bodies_of(scene, party) {
                if !company.countries.contains(&body) {
                    company.countries.push(body);
                }
            }
            for &id in &party.actors {
                let actor = scene.referents.actor(id);
                if actor.kind == ActorKind::Person {
                    company.persons.push((id, actor.acts_for));
                }
            }
        }
        company.countries.sort_unstable();
        company
    }

    /// Whether some country is stood for by other persons here than there.
    fn persons_differ(&self, other: &Self) -> bool {
        self.countries.iter().any(|country| {
            let of = |company: &Self| -> Vec<ActorId> {
                company
                    .persons
                    .iter()
                    .filter(|(_, body)| *body == Some(*country))
                    .map(|(id, _)| *id)
                    .collect()
            };
            let (here, there) = (of(self), of(other));
            !here.is_empty() && !there.is_empty() && !here.iter().any(|id| there.contains(id))
        })
    }
}

/// Whether two tellings of a side can be of the same parties: one is empty or within the other.
fn agree<T: PartialEq>(one: &[T], other: &[T]) -> bool {
    one.iter().all(|a| other.contains(a)) || other.iter().all(|a| one.contains(a))
}

fn is_status_compatible(one: &Act, other: &Act) -> bool {
    let pair = (one.status.min(other.status), one.status.max(other.status));
    match pair {
        (a, b) if a == b => true,
        (Status::Planned, Status::Proposed) => true,
        // "announced that it would withdraw" tells of a concession made and of what is to come.
        (Status::Actual, Status::Planned) => one.code.event_type == EventType::Concede,
        _ => false,
    }
}

/// Whether two phrases are about the same: half of the shorter one's words of content are in the other, or both
/// have one head noun.
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
    // "the adviser's resignation", "his resignation, which was given": the same thing.
    let head = |range: &std::ops::Range<usize>| {
        let top = range.clone().find(|&t| !range.contains(&scene.doc.head(t)) || scene.doc.is_root(t))?;
        (scene.doc.pos(top) == "NOUN").then(|| scene.doc.lemma(top).to_lowercase())
    };
    let same_head = head(&one).is_some_and(|lemma| head(&other) == Some(lemma));
    let (one, other) = (words(one), words(other));
    let shared = one.iter().filter(|w| other.contains(w)).count();
    2 * shared >= one.len().min(other.len()) && shared > 0 || same_head
}

fn absorb(scene: &Scene<'_>, event: &mut Told, act: Act, days: Option<Days>) {
    let known: Vec<ActorId> = actors(&event.source).into_iter().chain(actors(&event.target)).collect();
    let is_new = |party: &&Party| !party.actors.is_empty() && party.actors.iter().all(|a| !known.contains(a));
    if event.reciprocal && is_visit(&act) {
        // Known now: who came to whom.
        let of_visitor = Company::of(scene, &act.source, &[]);
        let (visitors, hosts) = std::mem::take(&mut event.source)
            .into_iter()
            .partition(|p| of_visitor.countries.iter().any(|c| bodies_of(scene, p).contains(c)));
        (event.source, event.target, event.reciprocal) = (visitors, hosts, false);
    }
    let visitors = Company::of(scene, &event.source, &[]);
    for (party, is_source) in act
        .source
        .iter()
        .map(|p| (p, true))
        .chain(act.target.iter().map(|p| (p, false)))
        .filter(|(p, _)| is_new(p))
    {
        let is_of_source = visitors.countries.iter().any(|c| bodies_of(scene, party).contains(c));
        let joins_source = event.reciprocal || if act.reciprocal { is_of_source } else { is_source };
        if joins_source { event.source.push(party.clone()) } else { event.target.push(party.clone()) }
    }
    if event.acts.len() == 1 && is_headline(scene, event.first()) {
        let told = |side: &[Party]| Company::of(scene, side, &[]).countries;
        let (sources, targets) = (told(&act.source), told(&act.target));
        let is_told = |p: &Party, told: &[Body]| bodies_of(scene, p).iter().all(|body| told.contains(body));
        let of_headline: Vec<u32> =
            event.first().source.iter().chain(&event.first().target).map(|p| p.head).collect();
        // The body says it better: "minister" is Raychelle Omamo.
        let keep = |p: &Party, told: &[Body]| {
            !of_headline.contains(&p.head) || !is_told(p, told) || is_repeated(p, &act)
        };
        let sources = if event.reciprocal { [sources, targets.clone()].concat() } else { sources };
        event.source.retain(|p| keep(p, &sources));
        event.target.retain(|p| keep(p, &targets));
    }
    if !event.reciprocal {
        prefer_actors(&mut event.target);
    }
    event.days = match (event.days, days) {
        (Some(one), Some(other)) if other.count() < one.count() => Some(other),
        (None, days) => days,
        (days, _) => days,
    };
    event.acts.push(act);
}
