//! "Brought the case before the court, asking for …": of whom something is asked, where the clause above names him, and
//! whom a threat is to move: "to strike unless Norway gives way".

use chancery_record::EventType;

use super::act::{Act, actors};
use super::party::{self, Party};
use super::scene::Scene;
use crate::clauses::{Form, Participant, Relation, Role};
use crate::resolve::ActorKind;

/// Verbs of turning to somebody.
const TURNING: [&str; 13] = [
    "bring", "take", "send", "write", "turn", "go", "appeal", "submit", "refer", "speak", "petition",
    "approach", "contact",
];

/// Fills the empty targets of requests and threats.
pub(super) fn settle(scene: &Scene<'_>, acts: &mut [Act]) {
    for act in acts.iter_mut().filter(|act| act.code.event_type == EventType::Request) {
        if !act.target.iter().any(Party::is_resolved)
            && let Some(asked) = above(scene, act).or_else(|| summoned(scene, act))
        {
            act.target = vec![asked];
        }
    }
    for act in acts.iter_mut().filter(|act| act.code.event_type == EventType::Threaten) {
        if act.target.is_empty()
            && let Some(moved) = unless(scene, act)
        {
            act.target = vec![moved];
        }
    }
}

/// Who could yet avert what is threatened: the one subject of "unless" under it.
fn unless(scene: &Scene<'_>, act: &Act) -> Option<Party> {
    let threatened = |number: u32| {
        let mut at = number;
        while let Some(link) = scene.clause(at).link {
            if link.clause == act.clause {
                return true;
            }
            at = link.clause;
        }
        false
    };
    let is_condition = |number: &u32| {
        let marker = scene.clause(*number).link.and_then(|link| link.marker);
        marker.is_some_and(|t| scene.doc.lemma(t as usize).eq_ignore_ascii_case("unless"))
    };
    let all = 0..scene.clauses.all().len() as u32;
    let conditions = all.filter(is_condition).filter(|&number| threatened(number));
    let sources = actors(&act.source);
    let mut moved = conditions
        .flat_map(|number| scene.clause(number).subjects())
        .filter_map(|p| party::itself(scene, &scene.filler_of(p)))
        .filter(|p| !p.actors.is_empty() && !p.actors.iter().any(|id| sources.contains(id)));
    let first = moved.next()?;
    moved.all(|other| other.actors == first.actors).then_some(first)
}

/// "A subpoena for the adviser": the person for whom a summons is.
fn summoned(scene: &Scene<'_>, act: &Act) -> Option<Party> {
    let clause = scene.clause(act.clause);
    let summons = clause.objects().map(|p| p.head).chain([clause.predicate.head]).find(|&head| {
        matches!(
            scene.doc.lemma(head as usize).to_lowercase().as_str(),
            "request" | "subpoena" | "summons" | "demand"
        )
    })?;
    let sources = actors(&act.source);
    let joins = scene.doc.children_by(summons as usize, &["prep"]).filter(|&t| scene.doc.word(t) == "for");
    let mut people = joins.flat_map(|t| scene.doc.children_by(t, &["pobj"]).collect::<Vec<_>>());
    people.find_map(|t| {
        let mention = scene.referents.at(t as u32)?;
        let [only] = mention.actors[..] else { return None };
        let is_person = scene.referents.actor(only).kind == ActorKind::Person && !sources.contains(&only);
        let actors = mention.actors.clone();
        is_person.then_some(Party { head: mention.head, span: mention.tokens, actors, ground: None })
    })
}

/// To whom the clause above turns.
fn above(scene: &Scene<'_>, act: &Act) -> Option<Party> {
    let clause = scene.clause(act.clause);
    let link = clause.link?;
    let is_beside = matches!(link.relation, Relation::Adverbial | Relation::Relative);
    let above = scene.clause(link.clause);
    if clause.form != Form::Ing || !is_beside || !TURNING.contains(&above.predicate.lemma.as_str()) {
        return None;
    }
    let is_addressee = |p: &&Participant| {
        matches!(p.role, Role::Oblique("to" | "before" | "with") | Role::IndirectObject | Role::Object)
    };
    let sources = actors(&act.source);
    let parties = above
        .participants
        .iter()
        .filter(is_addressee)
        .filter_map(|p| party::itself(scene, &scene.filler_of(p)));
    parties.into_iter().find(|p| !p.actors.is_empty() && !p.actors.iter().any(|id| sources.contains(id)))
}
