//! Cues that are adjectives: "is confident that", "was critical of", "are ready to".

use std::ops::Range;

use chancery_nlp::Doc;

use super::cue::{Cues, Kind, Sense, Takes};
use super::draft::Draft;
use super::predicate::{adjacent, content_runs, is_setting};
use super::speaker::{self, Phrase};
use super::tree::{child, children, has_child, is_passive, subtree_without};

/// The attribution that an adjective makes of its subject.
pub(super) fn of_adjective(doc: &Doc, cues: &Cues, adjective: usize) -> Option<Draft> {
    let senses = cues.adjective(&doc.word(adjective).to_lowercase());
    if senses.is_empty() || !matches!(doc.pos(adjective), "ADJ" | "VERB") {
        return None;
    }
    let copula = doc.head(adjective);
    let (subject_of, negated_at) = if is_passive(doc, adjective) && doc.dep(adjective) != "acl" {
        (adjective, adjective)
    } else if matches!(doc.dep(adjective), "acomp" | "conj" | "oprd" | "attr") && copula != adjective {
        (copula, copula)
    } else {
        return None;
    };
    let subject =
        child(doc, subject_of, &["nsubj", "nsubjpass"]).or_else(|| speaker::subject(doc, subject_of))?;
    if matches!(
        doc.word(subject).to_lowercase().as_str(),
        "it" | "there" | "this" | "that" | "what" | "which"
    ) {
        return None;
    }
    let (kind, content, last) = adjective_content(doc, adjective, copula, senses)?;
    Some(Draft {
        kind,
        cue_head: Some(adjective),
        cue: Some(if subject_of < adjective && adjective - subject_of <= 3 {
            subject_of..last + 1
        } else {
            adjective..last + 1
        }),
        speaker: Some(Phrase::of(doc, subject, adjective)),
        addressee: None,
        content,
        negated: has_child(doc, negated_at, &["neg"]),
    })
}

fn adjective_content(
    doc: &Doc,
    adjective: usize,
    copula: usize,
    senses: &[Sense],
) -> Option<(Kind, Vec<Range<usize>>, usize)> {
    let hosts = [adjective, copula];
    let below = |deps: &'static [&'static str]| {
        hosts
            .into_iter()
            .flat_map(move |h| children(doc, h))
            .find(move |&c| c > adjective && deps.contains(&doc.dep(c)))
    };
    if let (Some(clause), Some(sense)) = (below(&["ccomp"]), senses.iter().find(|s| s.takes(Takes::That))) {
        return Some((
            sense.kind,
            content_runs(doc, adjective, &subtree_without(doc, clause, None)),
            adjective,
        ));
    }
    if let (Some(clause), Some(sense)) = (below(&["xcomp"]), senses.iter().find(|s| s.takes(Takes::To))) {
        return Some((
            sense.kind,
            content_runs(doc, adjective, &subtree_without(doc, clause, None)),
            adjective,
        ));
    }
    let preposition = children(doc, adjective).find(|&c| {
        c > adjective && doc.dep(c) == "prep" && senses.iter().any(|s| s.takes_preposition(doc.word(c)))
    })?;
    let inner = child(doc, preposition, &["pobj", "pcomp"]).filter(|&o| !is_setting(doc, o))?;
    let kind = senses.iter().find(|s| s.takes_preposition(doc.word(preposition)))?.kind;
    let last = adjacent(doc, adjective, preposition);
    Some((kind, content_runs(doc, adjective, &subtree_without(doc, inner, None)), last))
}
