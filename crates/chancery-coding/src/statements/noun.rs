//! Cues that are nouns: "the minister's claim that …", "a call for …", "expressed concern about …".

use std::ops::Range;

use chancery_nlp::Doc;

use super::cue::{Cues, Kind, Takes};
use super::draft::Draft;
use super::predicate::content_runs;
use super::speaker;
use super::tree::{child, children, has_child, is_infinitive, subtree_without};

/// The attribution that a noun makes.
pub(super) fn of_noun(doc: &Doc, cues: &Cues, noun: usize) -> Option<Draft> {
    if doc.pos(noun) != "NOUN" {
        return None;
    }
    let senses = cues.noun(doc.lemma(noun));
    if senses.is_empty() {
        return None;
    }
    let by_clause = |kind: Kind, clause: usize| {
        (kind, content_runs(doc, noun, &subtree_without(doc, clause, None)), noun)
    };
    // "announced plans this week to …": the parser may hang the infinitive on the verb.
    let verb = speaker::maker(doc, noun).filter(|&v| v < noun && doc.dep(noun) == "dobj");
    let hung =
        verb.into_iter().flat_map(|v| children(doc, v)).filter(|&c| matches!(doc.dep(c), "advcl" | "xcomp"));
    let clause = children(doc, noun).chain(hung).filter(|&c| c > noun).find_map(|c| {
        let is_that = matches!(doc.dep(c), "acl" | "ccomp" | "relcl" | "appos") && has_mark(doc, c);
        let is_to = matches!(doc.dep(c), "acl" | "xcomp" | "relcl" | "advcl") && is_infinitive(doc, c);
        let takes = if is_that { Takes::That } else { Takes::To };
        let sense = (is_that || is_to).then(|| senses.iter().find(|s| s.takes(takes))).flatten()?;
        Some((by_clause(sense.kind, c), is_that))
    });
    let ((kind, content, last), is_that) = match clause {
        Some(found) => found,
        None => (by_preposition(doc, cues, noun)?, false),
    };
    let speaker = speaker::of_noun(doc, noun, &content);
    // "the opinion of the court" gives a speaker and no words.
    let is_empty = speaker.as_ref().is_some_and(|s| content.iter().any(|r| r.contains(&s.head)));
    if (speaker.is_none() && !is_that) || is_empty {
        return None;
    }
    let start = speaker::maker(doc, noun)
        .filter(|&v| v < noun && noun - v <= 6)
        .filter(|_| speaker.as_ref().is_none_or(|s| !doc.is_ancestor(noun, s.head)))
        .unwrap_or(noun);
    Some(Draft {
        kind,
        cue_head: Some(noun),
        cue: Some(start..last + 1),
        speaker,
        addressee: None,
        content,
        negated: start != noun && has_child(doc, start, &["neg"]),
    })
}

fn has_mark(doc: &Doc, clause: usize) -> bool {
    child(doc, clause, &["mark"]).is_some_and(|m| doc.lemma(m) == "that" || doc.lemma(m) == "whether")
}

fn by_preposition(doc: &Doc, cues: &Cues, noun: usize) -> Option<(Kind, Vec<Range<usize>>, usize)> {
    // "made a plea for …": the parser may hang the phrase on the verb.
    let verb = speaker::maker(doc, noun).filter(|&v| v < noun && doc.dep(noun) == "dobj");
    let hung = verb.into_iter().flat_map(|v| children(doc, v)).filter(|&c| c == noun + 1);
    children(doc, noun).chain(hung).filter(|&c| c > noun && doc.dep(c) == "prep").find_map(|c| {
        let sense = cues.noun(doc.lemma(noun)).iter().find(|s| s.takes_preposition(doc.word(c)))?;
        let inner = child(doc, c, &["pobj", "pcomp"])?;
        let last = if c == noun + 1 { c } else { noun };
        Some((sense.kind, content_runs(doc, noun, &subtree_without(doc, inner, None)), last))
    })
}
