//! Who gives out a message: what it says, its author says.

use chancery_record::QuadClass;

use super::party::{self, Party};
use super::scene::Scene;
use crate::clauses::{Clause, Form, Participant, Relation, Via};

/// Nouns for what somebody gives out: what a message says, its author says.
const MESSAGES: [&str; 22] = [
    "statement",
    "declaration",
    "communique",
    "communiqué",
    "letter",
    "message",
    "tweet",
    "post",
    "speech",
    "address",
    "report",
    "resolution",
    "motion",
    "petition",
    "decree",
    "order",
    "note",
    "memo",
    "email",
    "video",
    "appeal",
    "article",
];

/// Verbs by which somebody gives out a message. What is vetoed, received or criticised another wrote.
const ISSUING: [&str; 26] = [
    "issue",
    "release",
    "publish",
    "send",
    "post",
    "sign",
    "adopt",
    "pass",
    "approve",
    "write",
    "deliver",
    "make",
    "give",
    "present",
    "submit",
    "file",
    "table",
    "introduce",
    "propose",
    "draft",
    "circulate",
    "read",
    "launch",
    "put",
    "hand",
    "fire",
];

/// "The group issued a *letter* demanding …": who gives out a message.
pub(super) fn issuer(scene: &Scene<'_>, message: usize) -> Option<Party> {
    let doc = scene.doc;
    let is_message = MESSAGES.contains(&doc.lemma(message).to_lowercase().as_str());
    if !is_message || doc.dep(message) != "dobj" {
        return None;
    }
    let verb = doc.head(message);
    if !ISSUING.contains(&doc.lemma(verb).to_lowercase().as_str()) {
        return None;
    }
    doc.children_by(verb, &["nsubj"])
        .find_map(|t| party::at(scene, t as u32))
        .filter(|p| !p.actors.is_empty())
}

/// "posted a message on the net *blaming* Chad", "issued a joint statement with Oman *urging* …": who says what a
/// participle behind a message says, where the parser hangs it on a noun that stands between.
pub(super) fn authors<'a>(scene: &Scene<'a>, clause: &'a Clause) -> Vec<&'a Participant> {
    // The parser may also take the noun between for the participle's own subject.
    let fits = |relation: Relation| matches!(relation, Relation::Relative | Relation::Complement);
    let Some(link) = clause.link.filter(|l| fits(l.relation) && clause.form == Form::Ing) else {
        return Vec::new();
    };
    let above = scene.clause(link.clause);
    let doc = scene.doc;
    let lemma = |t: u32| doc.lemma(t as usize).to_lowercase();
    let verb = above.predicate.verb.unwrap_or(above.predicate.head);
    let things = above.objects().map(|p| p.head).chain([above.predicate.head]);
    let Some(message) = things.into_iter().find(|&t| MESSAGES.contains(&lemma(t).as_str())) else {
        return Vec::new();
    };
    let is_between = |p: &Participant| {
        matches!(p.via, Via::Antecedent | Via::Own) && p.head > message && p.head < clause.predicate.head
    };
    let says = scene.lexicon.by_verb(&clause.predicate.lemma).iter().any(|&p| {
        let class = scene.lexicon.pattern(p).code.event_type.quad_class();
        matches!(class, QuadClass::VerbalConflict | QuadClass::VerbalCooperation)
    });
    if above.passive
        || !ISSUING.contains(&lemma(verb).as_str())
        || !says
        || !clause.subjects().any(is_between)
    {
        return Vec::new();
    }
    above.subjects().chain(above.after("with")).collect()
}
