//! What keeps two acts of one kind apart, though their parties agree: the words say that the one is another, the
//! one is so long before or after the other, others are killed or held, it is done in another way.

use chancery_record::EventType;

use super::act::{Act, actors};
use super::merge::{Told, is_claim, is_headline};
use super::retold::{is_another, is_at_large, is_further, is_of_one_family};
use super::scene::Scene;
use super::site;
use crate::clauses::{Relation, SettingKind};
use crate::resolve::{ActorId, ActorKind};
use crate::time::number_in;

/// Whether the words of a deed say that it is not the one told of: another place, "other" victims, "previously".
pub(super) fn are_apart(scene: &Scene<'_>, event: &Told, act: &Act) -> bool {
    let first = event.first();
    if event.acts.iter().any(|told| is_before_or_after(scene, told, act)) {
        return true;
    }
    if act.is_of_words() {
        // A headline leaves it out that others were accused before.
        let mut in_body = event.acts.iter().filter(|told| !is_headline(scene, told));
        return in_body.any(|told| is_another(scene, told) != is_another(scene, act));
    }
    // "shelled the town … also shelled the port"; what a blast also did is its own.
    let is_same_target = actors(&event.target).iter().any(|a| actors(&act.target).contains(a));
    if !is_headline(scene, first)
        && is_further(scene, act)
        && !is_same_target
        && is_of_one_family(scene, first, act)
    {
        return true;
    }
    let is_particular = |act: &Act| !is_another(scene, act) && !is_at_large(scene, act);
    !is_headline(scene, first) && is_particular(first) != is_particular(act)
        || is_headline(scene, first) && is_another(scene, act)
        || !is_claim(scene, act) && site::are_apart(scene, first.clause, act.clause)
        || are_other_people(scene, event, act)
        || is_answer(scene, event, act)
}

/// Whether the words put so much time between two acts: "three days *after* a mine killed two".
fn is_before_or_after(scene: &Scene<'_>, one: &Act, other: &Act) -> bool {
    let hangs = |below: &Act, above: &Act| {
        let mut at = below.clause;
        for _ in 0..STEPS {
            let clause = scene.clause(at);
            let Some(link) = clause.link else { return false };
            let marker = link.marker.map(|t| scene.doc.lemma(t as usize).to_lowercase());
            let is_order =
                link.relation == Relation::Adverbial && matches!(marker.as_deref(), Some("after" | "before"));
            let is_measured = clause.settings.iter().any(|s| {
                s.kind == SettingKind::Time
                    && link.marker == Some(s.span.end)
                    && LENGTHS.contains(&scene.doc.lemma(s.head as usize))
            });
            if is_order && is_measured {
                return is_on(scene, above.clause, link.clause) && !is_on(scene, above.clause, at);
            }
            at = link.clause;
        }
        false
    };
    hangs(one, other) || hangs(other, one)
}

/// Clauses upwards in which an act may be put after another.
const STEPS: usize = 3;

/// Words for lengths of time that part two happenings.
const LENGTHS: [&str; 6] = ["hour", "day", "week", "month", "year", "decade"];

/// Whether a clause is this one or hangs on it.
fn is_on(scene: &Scene<'_>, clause: u32, top: u32) -> bool {
    let mut up = std::iter::successors(Some(clause), |&c| scene.clause(c).link.map(|l| l.clause));
    up.any(|c| c == top)
}

/// Whom an act is done to, as its words have it.
struct People {
    /// Those who are named, where all are.
    named: Vec<ActorId>,
    /// How many they are, where the words say.
    count: Option<u64>,
    /// Noun for what they are, where it says more than that they are people.
    sort: Option<String>,
    /// Whether the words bring them in for the first time: "*two* men", "*a* nurse".
    is_new: bool,
}

/// Nouns for people of any sort.
const ANYBODY: [&str; 14] = [
    "people",
    "person",
    "man",
    "woman",
    "child",
    "civilian",
    "victim",
    "member",
    "other",
    "resident",
    "suspect",
    "dead",
    "individual",
    "one",
];

impl People {
    fn of(scene: &Scene<'_>, act: &Act) -> Option<Self> {
        let doc = scene.doc;
        let is_person = |id: &ActorId| scene.referents.actor(*id).kind == ActorKind::Person;
        let parties = act.target.iter().filter(|p| {
            let is_place = scene.referents.at(p.head).is_some_and(|m| m.is_place);
            !is_place && scene.clause(act.clause).objects().any(|o| o.span.contains(p.head))
        });
        let parties: Vec<_> = parties.collect();
        let all_named = parties.iter().all(|p| !p.actors.is_empty() && p.actors.iter().all(is_person));
        if !parties.is_empty() && all_named {
            let named = actors(&parties.iter().map(|p| (*p).clone()).collect::<Vec<_>>());
            let count = Some(named.len() as u64);
            return Some(Self { named, count, sort: None, is_new: false });
        }
        let heads: Vec<u32> = match &parties[..] {
            [] => scene.clause(act.clause).objects().map(|o| o.head).collect(),
            _ => parties.iter().map(|p| p.head).collect(),
        };
        let [head] = heads[..] else { return None };
        let head = head as usize;
        let is_number = doc.tag(head) == "CD";
        let number = doc
            .children_by(head, &["nummod"])
            .next()
            .or(is_number.then_some(head))
            .and_then(|t| number_in(doc.word(t)));
        let before = |words: &[&str]| {
            doc.children_by(head, &["det", "poss"]).any(|t| {
                words.is_empty() && doc.dep(t) == "poss"
                    || words.contains(&doc.word(t).to_lowercase().as_str())
            })
        };
        let is_one = number.is_none() && before(&["a", "an", "another"]);
        let is_known = before(&["the", "this", "that", "these", "those", "all", "both"]) || before(&[]);
        let lemma = doc.lemma(head).to_lowercase();
        Some(Self {
            named: Vec::new(),
            count: number.or(is_one.then_some(1)),
            sort: (!is_number && !ANYBODY.contains(&lemma.as_str())).then_some(lemma),
            is_new: !is_known && (number.is_some() || is_one),
        })
    }
}

/// Whether others are killed, held or let go than those told of: another person by name; more than there were;
/// so many of another sort.
fn are_other_people(scene: &Scene<'_>, event: &Told, act: &Act) -> bool {
    let is_done_to_people = matches!(
        act.code.event_type,
        EventType::Assault | EventType::Coerce | EventType::Retreat | EventType::Sanction
    );
    let Some(people) = People::of(scene, act).filter(|_| is_done_to_people) else { return false };
    let is_alike = |told: &&Act| {
        let frame = |act: &Act| &scene.lexicon.frame_of(act.pattern).id;
        let is_of_mode = told.code.event_type != EventType::Assault && told.code.mode == act.code.mode;
        is_of_mode || frame(told) == frame(act) || is_of_one_family(scene, told, act)
    };
    let alike = event.acts.iter().filter(is_alike);
    let known: Vec<(bool, People)> =
        alike.filter_map(|told| Some((is_headline(scene, told), People::of(scene, told)?))).collect();
    if known.iter().any(|(_, p)| p.named.iter().any(|id| people.named.contains(id))) {
        return false;
    }
    known.iter().any(|(is_of_headline, told)| {
        if !told.named.is_empty() && !people.named.is_empty() {
            // "Leader detained": the body says by name whom a headline means.
            return !is_of_headline;
        }
        let (Some(n_told), Some(n)) = (told.count, people.count) else { return false };
        let is_more = people.is_new && n > n_told;
        let is_of_other_sort =
            people.sort.is_some() && told.sort.is_some() && people.sort != told.sort && n != n_told;
        is_more || people.is_new && told.is_new && is_of_other_sort
    })
}

/// Whether a crowd is driven back by others than did what was told before, in another way.
fn is_answer(scene: &Scene<'_>, event: &Told, act: &Act) -> bool {
    let is_crowd_control = |act: &Act| act.code.mode.is_some_and(|mode| mode.name() == "crowd-control");
    let is_by_arms = |act: &Act| {
        let mut subjects = scene.clause(act.clause).subjects();
        subjects.any(|p| ARMS.contains(&scene.doc.lemma(p.head as usize).to_lowercase().as_str()))
    };
    let has_way = |act: &Act| act.code.mode.is_some() || is_by_arms(act);
    let doers = actors(&event.source);
    !actors(&act.source).iter().any(|id| doers.contains(id))
        && event
            .acts
            .iter()
            .any(|told| is_crowd_control(told) != is_crowd_control(act) && has_way(told) && has_way(act))
}

/// Nouns for arms that are said to kill and wound by themselves.
const ARMS: [&str; 11] = [
    "bomb",
    "mine",
    "device",
    "explosive",
    "blast",
    "explosion",
    "rocket",
    "missile",
    "shell",
    "grenade",
    "drone",
];

/// Whether two acts are each done in a way of its own, and told by other words.
pub(super) fn are_other_ways(scene: &Scene<'_>, one: &Act, other: &Act) -> bool {
    !one.is_of_words()
        && one.code.mode.is_some()
        && other.code.mode.is_some()
        && one.code.mode != other.code.mode
        && !is_of_one_family(scene, one, other)
}
