//! Acts that tell of one happening within a report become one event.

use chancery_knowledge::Body;
use chancery_record::{Days, EventType, Status};

use super::act::{Act, actors, prefer_actors};
use super::apart::{are_apart, are_other_ways};
use super::dating;
use super::party::Party;
use super::retold::{
    are_other_numbers, is_another, is_further, is_of_one_family, is_short_for, shares_words,
};
use super::scene::Scene;
use crate::clauses::{Form, Relation, Role};
use crate::resolve::{Actor, ActorId, ActorKind};

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
    let in_body: Vec<(EventType, Vec<String>)> = acts
        .iter()
        .filter(|(act, _)| !is_headline(scene, act))
        .map(|(act, _)| (act.code.event_type, heads(scene, act)))
        .collect();
    for (act, days) in acts {
        // "Driver held" is told by the sentence on the driver.
        let is_told_elsewhere = |event: &Told| {
            let (words, own) = (heads(scene, event.first()), heads(scene, &act));
            let names = |heads: &[String]| heads.iter().any(|h| words.contains(h));
            event.acts.len() == 1
                && is_headline(scene, event.first())
                && !names(&own)
                && in_body.iter().any(|(of, heads)| *of == act.code.event_type && names(heads))
        };
        let is_of_act = |event: &Told| is_same(scene, event, &act, days) && !is_told_elsewhere(event);
        // Who claims an attack claims the one told last.
        let same = if is_claim(scene, &act) {
            told.iter().rposition(is_of_act)
        } else {
            told.iter().position(is_of_act)
        };
        let same = same
            .or_else(|| told.iter().position(|event| is_retold(scene, event, &act, days)))
            .or_else(|| told.iter().position(|event| is_said_within(event, &act)));
        let is_violence = act.code.event_type == EventType::Assault;
        let tied =
            told.iter().position(|event| is_violence && event.acts.iter().any(|a| are_tied(scene, a, &act)));
        let same = match (same, tied) {
            (Some(at), Some(other)) if at != other => {
                // "Blast kills soldiers" over "The bombing killed two soldiers": one with the headline, one with the noun.
                let (first, second) = (at.min(other), at.max(other));
                let joined = told.remove(second);
                let days = joined.days;
                for act in joined.acts {
                    absorb(scene, &mut told[first], act, days);
                }
                Some(first)
            }
            (same, tied) => same.or(tied),
        };
        match same {
            Some(at) => absorb(scene, &mut told[at], act, days),
            None => {
                let (source, target, reciprocal) = (act.source.clone(), act.target.clone(), act.reciprocal);
                told.push(Told { acts: vec![act], source, target, reciprocal, days });
            }
        }
    }
    told
}

/// The nouns for whom an act is done to; in a headline these may be written as names are.
fn heads(scene: &Scene<'_>, act: &Act) -> Vec<String> {
    let is_noun = |p: &&Party| is_headline(scene, act) || scene.doc.pos(p.head as usize) == "NOUN";
    let parties = act.target.iter().filter(is_noun);
    parties.map(|p| scene.doc.lemma(p.head as usize).to_lowercase()).collect()
}

/// Whether the words of one telling lie within another's, of the same act by the same party.
fn is_said_within(event: &Told, act: &Act) -> bool {
    let first = event.first();
    let lies_within = |told: &Act| {
        told.clause != act.clause
            && (told.evidence.covers(act.evidence) || act.evidence.covers(told.evidence))
    };
    first.code.event_type == act.code.event_type
        && first.status == act.status
        && !actors(&act.source).is_empty()
        && actors(&event.source) == actors(&act.source)
        && agree(&actors(&event.target), &actors(&act.target))
        && event.acts.iter().any(lies_within)
}

fn is_same(scene: &Scene<'_>, event: &Told, act: &Act, days: Option<Days>) -> bool {
    let first = event.first();
    if first.code.event_type != act.code.event_type {
        return false;
    }
    // A clash of two sides, and what one of them did to somebody.
    let is_deed = !act.is_of_words() && act.code.event_type != EventType::Consult;
    if is_deed && event.reciprocal != act.reciprocal && !is_of_one_family(scene, first, act) {
        return false;
    }
    if are_other_days(event, act, days) || !is_status_compatible(first, act) {
        return false;
    }
    if act.code.event_type == EventType::Consult {
        return is_same_meeting(scene, event, act);
    }
    if act.code.event_type == EventType::Assault && event.acts.iter().any(|told| are_tied(scene, told, act)) {
        return true;
    }
    if are_apart(scene, event, act) {
        return false;
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
    // Somebody whose country nobody knows is not whom the headline names.
    let is_stranger = act_source.is_empty() && !actors(&act.source).is_empty() && !source.is_empty();
    let same_source = if is_of_headline {
        agree(&source, &act_source) && !is_stranger
    } else {
        agree(&actors(&event.source), &actors(&act.source))
    };
    if !same_source || !agree(&target, &act_target) {
        return false;
    }
    match (first.object, act.object) {
        (Some(one), Some(other)) if has_contents(act.code.event_type) && !is_of_headline => {
            shares_words(scene, one.range(), other.range())
        }
        _ if has_contents(act.code.event_type) && !is_of_headline && is_further(scene, act) => false,
        _ if is_of_headline => !are_other_ways(scene, first, act),
        _ if act.is_of_words() => is_of_one_speaker(scene, event, act),
        _ if is_claim(scene, act) && act.target.is_empty() => true,
        _ if is_done_to_others(scene, event, act) && !is_told_together(scene, event, act) => false,
        _ => {
            let is_open = first.code.mode.is_none() || act.code.mode.is_none();
            let is_alike = || is_told_near(scene, event, act) || is_of_one_family(scene, first, act);
            let same_mode = first.code.mode == act.code.mode || is_open && is_alike();
            same_mode || actors(&event.target).iter().any(|a| actors(&act.target).contains(a))
        }
    }
}

/// Whether what is said is said by one party in both tellings; where one of them does not name who says it, by
/// the same word or to the same people.
fn is_of_one_speaker(scene: &Scene<'_>, event: &Told, act: &Act) -> bool {
    let share = |one: &[Party], other: &[Party]| {
        actors(one).iter().any(|a| actors(other).contains(a))
            || one.iter().any(|a| other.iter().any(|b| a.head == b.head))
    };
    let is_named = !event.source.is_empty() && !act.source.is_empty();
    share(&event.source, &act.source)
        || event.acts.iter().any(|told| is_of_one_family(scene, told, act))
        || !is_named && share(&event.target, &act.target)
}

/// Whether grammar makes one act of violence of two: "*the bombing* killed ten", "shelled the port, *killing* ten".
fn are_tied(scene: &Scene<'_>, one: &Act, other: &Act) -> bool {
    let hangs = |below: &Act, above: &Act| {
        let clause = scene.clause(below.clause);
        clause.link.is_some_and(|link| {
            // "ten were killed when rebels shelled the port"
            let is_manner = link.relation == Relation::Adverbial
                && link.marker.is_some_and(|m| matches!(scene.doc.word(m as usize), "when" | "as"))
                && above.source.is_empty()
                && !below.source.is_empty();
            // "dozens were injured in clashes"
            let is_occasion = matches!(link.relation, Relation::Argument(Role::Oblique("in" | "during")))
                && clause.form == Form::Nominal
                && above.source.is_empty()
                && !scene.clause(above.clause).headline;
            let is_means = is_manner || is_occasion || link.relation == Relation::Argument(Role::Subject);
            let is_result =
                link.relation == Relation::Adverbial && clause.form == Form::Ing && link.marker.is_none();
            link.clause == above.clause && (is_means || is_result)
        })
    };
    hangs(one, other) || hangs(other, one)
}

/// Whether two tellings have no actor, state or word of a party in common; or none on either side, where both
/// say to whom it is done.
fn is_done_to_others(scene: &Scene<'_>, event: &Told, act: &Act) -> bool {
    let share = |one: &[Party], other: &[Party]| {
        let (here, there) = (Company::of(scene, one, &[]), Company::of(scene, other, &[]));
        here.countries.iter().any(|c| there.countries.contains(c))
            || actors(one).iter().any(|a| actors(other).contains(a))
            || one.iter().any(|a| other.iter().any(|b| a.head == b.head))
    };
    let is_told = !event.target.is_empty() && !act.target.is_empty();
    let all = |source: &[Party], target: &[Party]| [source, target].concat();
    let is_of_others = !share(&all(&event.source, &event.target), &all(&act.source, &act.target));
    is_of_others || is_told && !share(&event.source, &act.source) && !share(&event.target, &act.target)
}

/// Whether two tellings stand in one sentence, or in two that follow each other and name nobody who acts.
fn is_told_together(scene: &Scene<'_>, event: &Told, act: &Act) -> bool {
    let sentence = |act: &Act| scene.clause(act.clause).sentence;
    let nobody = event.source.is_empty() && act.source.is_empty();
    event.acts.iter().any(|told| sentence(told).abs_diff(sentence(act)) <= u32::from(nobody))
}

/// Whether a telling stands within a few sentences of another, so that it goes on with the same.
fn is_told_near(scene: &Scene<'_>, event: &Told, act: &Act) -> bool {
    let sentence = |act: &Act| scene.clause(act.clause).sentence;
    event.acts.iter().any(|told| sentence(told).abs_diff(sentence(act)) <= NEAR_SENTENCES)
}

/// Sentences within which a text goes on with what it has told.
const NEAR_SENTENCES: u32 = 3;

/// Whether acts of this type are one only where their contents are.
fn has_contents(event_type: EventType) -> bool {
    matches!(
        event_type,
        EventType::Request | EventType::Accuse | EventType::Agree | EventType::Threaten | EventType::Reject
    )
}

/// Whether somebody only claims a deed: where he is says nothing of where it was done.
pub(super) fn is_claim(scene: &Scene<'_>, act: &Act) -> bool {
    scene.clause(act.clause).predicate.lemma.starts_with("claim")
}

/// Whether an act is that of an event in other words: with another word for who acts, as planned before and
/// done since, or under a type that lies close.
fn is_retold(scene: &Scene<'_>, event: &Told, act: &Act, days: Option<Days>) -> bool {
    let first = event.first();
    let (one, other) = (first.code.event_type, act.code.event_type);
    if one != other && !is_close(one, other)
        || are_other_days(event, act, days)
        || event.reciprocal
        || act.reciprocal
        || is_crossed(event, act)
        || are_apart(scene, event, act)
        || !is_later_status(first, act)
    {
        return false;
    }
    let is_other_stage = first.status != act.status || one != other;
    if is_other_stage
        && (is_another(scene, first) != is_another(scene, act) || are_other_numbers(scene, first, act))
    {
        return false;
    }
    let is_of_headline = event.acts.len() == 1 && is_headline(scene, first);
    if !is_one_side(scene, &event.source, &act.source, is_of_headline)
        || actors(&event.source).is_empty()
        || actors(&act.source).is_empty()
    {
        return false;
    }
    let (target, act_target) = (Company::of(scene, &[], &event.target), Company::of(scene, &[], &act.target));
    if !agree(&target.countries, &act_target.countries) || target.persons_differ(&act_target) {
        return false;
    }
    match (first.object, act.object) {
        (Some(said), Some(content)) if one == other && has_contents(one) => {
            shares_words(scene, said.range(), content.range())
        }
        _ => event.acts.iter().any(|told| is_of_one_family(scene, told, act)),
    }
}

/// Types between which the choice hangs on a word: a restriction may be called a sanction, a withdrawal
/// announced is a concession and carried out a retreat, money pledged is an agreement and given aid, and whom one
/// orders to leave one expels.
fn is_close(one: EventType, other: EventType) -> bool {
    let pair = |a, b| (one, other) == (a, b) || (one, other) == (b, a);
    pair(EventType::Coerce, EventType::Sanction)
        || pair(EventType::Concede, EventType::Retreat)
        || pair(EventType::Agree, EventType::Aid)
        || pair(EventType::Request, EventType::Sanction)
}

/// Whether one telling can be a later stage of the other: what was planned is done, or has been called off.
fn is_later_status(one: &Act, other: &Act) -> bool {
    if one.status == other.status {
        return true;
    }
    let is = |a, b| (one.status, other.status) == (a, b) || (one.status, other.status) == (b, a);
    let is_talk = one.code.event_type == EventType::Consult;
    is(Status::Planned, Status::Actual) && !is_talk || is(Status::Planned, Status::Proposed)
}

/// Whether two tellings of a side can be of the same parties: they share actors, or one names the state where
/// the other names who acts for it.
fn is_one_side(scene: &Scene<'_>, one: &[Party], other: &[Party], is_of_headline: bool) -> bool {
    let (ids, other_ids) = (actors(one), actors(other));
    if agree(&ids, &other_ids) {
        return true;
    }
    let (company, other_company) = (Company::of(scene, one, &[]), Company::of(scene, other, &[]));
    let actor = |id: &ActorId| scene.referents.actor(*id);
    let stands_for = |ids: &[ActorId], others: &[ActorId]| {
        let mut rest = ids.iter().filter(|id| !others.contains(id)).map(actor);
        rest.all(|a| a.kind == ActorKind::State || others.iter().map(actor).any(|b| is_short_for(a, b)))
    };
    company.countries == other_company.countries
        && !company.persons_differ(&other_company)
        && (is_of_headline || stands_for(&ids, &other_ids) || stands_for(&other_ids, &ids))
}

pub(super) fn is_headline(scene: &Scene<'_>, act: &Act) -> bool {
    scene.clause(act.clause).headline
}

/// Whether the words put the two at different times. Talks on the days after an arrival are the visit's.
fn are_other_days(event: &Told, act: &Act, days: Option<Days>) -> bool {
    let is_stay = act.code.event_type == EventType::Consult
        && act.status == event.first().status
        && event.acts.iter().any(is_visit)
        && actors(&event.source).iter().any(|a| actors(&act.source).contains(a))
        && !is_visit(act);
    let is_at_other_time = event.acts.iter().any(|told| dating::are_apart(&told.named_days, &act.named_days));
    if !is_stay && is_at_other_time {
        return true;
    }
    let (Some(one), Some(other)) = (event.days, days) else { return false };
    if one.overlaps(other) {
        return false;
    }
    // Days that no word names are those around the report's date; what it tells lies close before.
    let are_named = act.is_dated && event.acts.iter().any(|told| told.is_dated);
    if !are_named && one.gap(other) < NEAR_DAYS {
        return false;
    }
    !(is_stay && one.gap(other) < STAY_DAYS)
}

/// Whether a telling names a party by other words, so that it was not taken from there.
fn is_repeated(party: &Party, act: &Act) -> bool {
    act.source.iter().chain(&act.target).any(|p| p.actors.iter().any(|a| party.actors.contains(a)))
}

/// Days by which what a report tells of may lie before those around its date.
const NEAR_DAYS: u32 = 7;
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
    if are_opposite_ways(scene, event, act) {
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

/// Whether one telling is of a visit there and the other of one here.
fn are_opposite_ways(scene: &Scene<'_>, event: &Told, act: &Act) -> bool {
    let of = |side: &[Party]| Company::of(scene, side, &[]).countries;
    let (from, to) = (of(&act.source), of(&act.target));
    let mut visits = event.acts.iter().filter(|told| is_visit(told));
    is_visit(act)
        && !from.is_empty()
        && from != to
        && visits.any(|told| of(&told.source) == to && of(&told.target) == from)
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

fn absorb(scene: &Scene<'_>, event: &mut Told, act: Act, days: Option<Days>) {
    let known: Vec<ActorId> = actors(&event.source).into_iter().chain(actors(&event.target)).collect();
    let is_new = |party: &&Party| !party.actors.is_empty() && party.actors.iter().all(|a| !known.contains(a));
    if act.reciprocal && !event.reciprocal && event.source.is_empty() {
        // "Clash in Athens": known now, who clashed.
        event.target.retain(|p| !p.actors.is_empty());
        event.source = std::mem::take(&mut event.target);
        event.reciprocal = true;
    }
    if event.reciprocal && is_visit(&act) {
        // Known now: who came to whom.
        let of_visitor = Company::of(scene, &act.source, &[]);
        let (visitors, hosts) = std::mem::take(&mut event.source)
            .into_iter()
            .partition(|p| of_visitor.countries.iter().any(|c| bodies_of(scene, p).contains(c)));
        (event.source, event.target, event.reciprocal) = (visitors, hosts, false);
    }
    // One telling says where those act whom the other only names.
    for party in event.source.iter_mut().chain(&mut event.target).filter(|p| p.ground.is_none()) {
        let told = act.source.iter().chain(&act.target).filter(|p| !p.actors.is_empty());
        let mut same = told.filter(|p| p.actors == party.actors);
        party.ground = same.find_map(|p| p.ground);
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
    let is_talk = act.code.event_type == EventType::Consult;
    drop_doubles(scene, &mut event.source, is_talk);
    // A visit is to a country and to whom the visitor meets there.
    if !is_talk {
        drop_doubles(scene, &mut event.target, is_talk);
    }
    let is_clearer = is_clearer(event.first(), &act);
    event.days = match (event.days, days) {
        (Some(one), Some(other)) if other.count() < one.count() => Some(other),
        (None, days) => days,
        (days, _) => days,
    };
    if is_clearer { event.acts.insert(0, act) } else { event.acts.push(act) }
}

/// Drops what another party of the side says better: "Kenya" beside "Kenyan troops", "the House" beside the House
/// of Representatives. Two bodies of one state may well both be at a talk.
fn drop_doubles(scene: &Scene<'_>, side: &mut Vec<Party>, is_talk: bool) {
    let named = |p: &Party| -> Vec<&Actor> { p.actors.iter().map(|&id| scene.referents.actor(id)).collect() };
    let is_said_better = |p: &Party, by: &Party| {
        let (its, others) = (named(p), named(by));
        let is_longer =
            |a: &&Actor| !is_talk && others.iter().any(|b| a.name.len() < b.name.len() && is_short_for(a, b));
        let is_state = |a: &&Actor| {
            a.kind == ActorKind::State
                && others.iter().any(|b| b.kind != ActorKind::State && b.acts_for == a.acts_for)
        };
        p.head != by.head && !its.is_empty() && (its.iter().all(is_longer) || its.iter().all(is_state))
    };
    let told = side.clone();
    side.retain(|p| !told.iter().any(|by| is_said_better(p, by)));
}

/// Whether a telling says better than the first what the event is: what has happened before what is planned.
fn is_clearer(first: &Act, act: &Act) -> bool {
    match (first.status, act.status) {
        (Status::Planned | Status::Proposed, Status::Actual) => true,
        (Status::Actual, Status::Actual) => {
            matches!(
                (first.code.event_type, act.code.event_type),
                (EventType::Concede, EventType::Retreat) | (EventType::Request, EventType::Sanction)
            )
        }
        _ => false,
    }
}
