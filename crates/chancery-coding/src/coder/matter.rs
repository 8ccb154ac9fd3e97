//! What an act is about: the words for what was asked, agreed, imposed, promised, alleged or struck.

use chancery_record::{EventType, Span, Token};

use super::act::{actors, is_of_words, trimmed};
use super::party;
use super::scene::Scene;
use crate::clauses::{self, Clause, Form, Participant, Relation, Role};
use crate::frames::Step;
use crate::resolve::ActorId;

/// Verbs of those who speak about a matter.
const TREATING: [&str; 12] = [
    "discuss",
    "address",
    "review",
    "coordinate",
    "debate",
    "consider",
    "explore",
    "examine",
    "negotiate",
    "mediate",
    "finalise",
    "finalize",
];

/// Modes of deeds done to people, of which the words beside tell the reason or the occasion.
const DONE_TO_PEOPLE: [&str; 11] = [
    "arrest",
    "deport",
    "expel",
    "convict",
    "abduct",
    "beat",
    "torture",
    "targeted",
    "assassinate",
    "execute",
    "massacre",
];

/// The words that say what the act of a clause is about; `source` are those who act.
pub(super) fn object(
    scene: &Scene<'_>,
    number: u32,
    pattern: u32,
    source: &[ActorId],
) -> Option<Span<Token>> {
    let pattern = scene.lexicon.pattern(pattern);
    let clause = scene.clause(number);
    let is_deed = !is_of_words(&pattern.code);
    for path in &pattern.object {
        for part in &path.parts {
            if let Some(filler) = scene.fillers(number, part).first() {
                let words = filler.clause.map_or(Some(filler.span), |c| words_of(clause, scene.clause(c)));
                return words.map(|span| trimmed(scene, span));
            }
        }
    }
    // "claimed the attack": the attack is the act.
    if !pattern.object.is_empty() || is_deed && clause.predicate.lemma.starts_with("claim") {
        return None;
    }
    // "expelled a consul over the arrest", "held him for spying": why, and not what.
    if pattern.code.mode.is_some_and(|mode| DONE_TO_PEOPLE.contains(&mode.name())) {
        return None;
    }
    if pattern.code.event_type == EventType::Consult
        && let Some(treated) = treated(scene, number)
    {
        return Some(trimmed(scene, treated));
    }
    let contents = scene.clauses_at(number, Step::Content);
    // "In their closing statement they condemned …": where it was said is not what was said.
    let is_frame = |c: &Clause| {
        let is_in = c.link.is_some_and(|l| l.relation == Relation::Argument(Role::Oblique("in")));
        is_in && c.predicate.head < clause.predicate.head
    };
    let mut contents = contents.into_iter().map(|c| scene.clause(c)).filter(|c| !is_frame(c));
    // "killed a guide over the loss of a car"
    let is_violence = pattern.code.event_type == EventType::Assault;
    let is_beside = |c: &Clause| c.link.is_some_and(|l| l.relation == Relation::Within);
    let content = contents.find(|c| !is_deed || is_of_deed(c) && !(is_violence && is_beside(c)));
    if let Some(content) = content.and_then(|c| words_of(clause, c)) {
        return Some(trimmed(scene, content));
    }
    let is_setting = |p: &Participant| clause.settings.iter().any(|s| s.head == p.head);
    let names_source = |p: &Participant| {
        let others = p.appositions.iter().map(|a| a.head as usize);
        let mut named = p.span.range().chain(others).filter_map(|t| party::at(scene, t as u32));
        p.role != Role::Object && named.any(|party| actors(&[party]).iter().any(|a| source.contains(a)))
    };
    let is_actor = |head: u32| scene.referents.at(head).is_some();
    let is_number = |head: u32| {
        scene.doc.pos(head as usize) == "NUM"
            || clauses::is_measure(&scene.doc.lemma(head as usize).to_lowercase())
                && scene.doc.children(head as usize).is_empty()
    };
    // Of a deed these tell where, and for how long.
    let may_be_about = !matches!(
        pattern.code.event_type,
        EventType::Assault | EventType::Mobilize | EventType::Retreat | EventType::Aid
    );
    let about = ["on", "about", "over", "for"].into_iter().flat_map(|p| clause.after(p));
    let about = about.filter(|p| may_be_about && !is_setting(p));
    // "anti-graft measures" that the tagger cuts at the hyphen.
    let is_cut = |p: &Participant| {
        let next = p.span.end as usize;
        next < scene.doc.len() && scene.doc.word(next) == "-"
    };
    let mut phrases = clause.objects().chain(about);
    let phrase = phrases.find(|p| !is_actor(p.head) && !is_number(p.head) && !names_source(p) && !is_cut(p));
    phrase.map(|p| trimmed(scene, p.span))
}

/// Whether a content says what a deed is done to or by: not where else, or at which other event, it is done.
fn is_of_deed(content: &Clause) -> bool {
    match content.link.map(|l| l.relation) {
        Some(Relation::Argument(role)) => role == Role::Object,
        Some(Relation::Complement) => content.form != Form::Finite,
        _ => true,
    }
}

/// The words of a content, without those of the clause above where the parser put it inside.
fn words_of(clause: &Clause, content: &Clause) -> Option<Span<Token>> {
    let (span, said) = (content.span, clause.predicate.span);
    if !span.contains(clause.predicate.head) {
        return Some(span);
    }
    let after = Span::new(said.end, span.end.max(said.end));
    let is_after = content.predicate.head >= said.end;
    (is_after && !after.is_empty()).then_some(after)
}

/// What those who meet talk about: "held a meeting with the envoy *to discuss the truce*".
fn treated(scene: &Scene<'_>, number: u32) -> Option<Span<Token>> {
    let purposes = scene.clauses_at(number, Step::Purpose).into_iter().map(|c| scene.clause(c));
    let mut treating = purposes.filter(|c| TREATING.contains(&c.predicate.lemma.as_str()));
    treating.find_map(|c| c.objects().next().map(|p| p.span))
}
