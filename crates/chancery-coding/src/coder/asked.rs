//! "Brought the case before the court, asking for …": of whom something is asked, where the clause above names him.

use chancery_record::EventType;

use super::act::{Act, actors};
use super::party::{self, Party};
use super::scene::Scene;
use crate::clauses::{Form, Participant, Relation, Role};

/// Verbs of turning to somebody.
const TURNING: [&str; 13] = [
    "bring", "take", "send", "write", "turn", "go", "appeal", "submit", "refer", "speak", "petition",
    "approach", "contact",
];

/// Fills the empty targets of requests.
pub(super) fn settle(scene: &Scene<'_>, acts: &mut [Act]) {
    for act in acts.iter_mut().filter(|act| act.code.event_type == EventType::Request) {
        if !act.target.iter().any(Party::is_resolved)
            && let Some(asked) = above(scene, act)
        {
            act.target = vec![asked];
        }
    }
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
    let parties = above.participants.iter().filter(is_addressee).filter_map(|p| {
        let filler = super::scene::Filler { head: p.head, span: p.span, participant: Some(p), clause: None };
        party::itself(scene, &filler)
    });
    parties.into_iter().find(|p| !p.actors.is_empty() && !p.actors.iter().any(|id| sources.contains(id)))
}
