//! Mends what parsers commonly attach too low: a second act of the speaker, hung below the clause of the first.
//!
//! "He said the talks will resume, adding that …": a participle of a reporting verb that ends a reported clause, after a
//! comma, goes with the one who reports. "She said prices are too high and urged …": a past tense joined to a present
//! one does not go on in the reported clause but in the reporting one.

use std::ops::Range;

use chancery_nlp::Doc;

use super::draft::Draft;
use super::tree::{child, has_child, is_mark, subtree_without};

/// Moves such acts out of the content that holds them and gives them the outer speaker.
pub(super) fn reattach(doc: &Doc, drafts: &mut [Draft]) {
    for inner in 0..drafts.len() {
        let Some(act) = acting_verb(doc, &drafts[inner]) else { continue };
        let is_trailing = is_trailing_participle(doc, act);
        let is_joined = is_joined_past(doc, act);
        if is_contrast(doc, act) {
            let range = extent(doc, act);
            for draft in drafts.iter_mut().filter(|d| d.holds(act) && d.kind.is_utterance()) {
                draft.cut(&range);
            }
        }
        if !(is_trailing || is_joined) {
            continue;
        }
        let holder = (0..drafts.len())
            .filter(|&d| d != inner && drafts[d].holds(act))
            .filter(|&d| {
                drafts[d].kind.is_utterance()
                    && drafts[d].cue_head.is_some_and(|c| c < act && doc.pos(c) == "VERB")
            })
            .filter(|&d| is_trailing || drafts[d].cue_head.is_some_and(|c| is_past(doc, c)))
            .min_by_key(|&d| drafts[d].content.iter().map(ExactSizeIterator::len).sum::<usize>());
        let Some(holder) = holder else { continue };
        // The participle of a verb that is itself a cue goes with that verb.
        if is_trailing && drafts.iter().any(|d| d.cue_head == Some(doc.head(act)) && d.kind.is_utterance()) {
            continue;
        }
        let speaker = drafts[holder].speaker.clone();
        let range = extent(doc, act);
        for draft in drafts.iter_mut().filter(|d| d.holds(act) && d.cue_head.is_none_or(|c| c < act)) {
            draft.cut(&range);
        }
        drafts[inner].speaker = speaker;
    }
}

/// The verb of an attribution: its cue, or the verb of which the cue noun is the object.
fn acting_verb(doc: &Doc, draft: &Draft) -> Option<usize> {
    let head = draft.cue_head?;
    if doc.pos(head) == "VERB" {
        return draft.kind.is_utterance().then_some(head);
    }
    let verb = doc.head(head);
    (doc.dep(head) == "dobj" && doc.pos(verb) == "VERB" && draft.cue.as_ref()?.contains(&verb))
        .then_some(verb)
}

fn is_trailing_participle(doc: &Doc, verb: usize) -> bool {
    let first = subtree_without(doc, verb, None)[0];
    doc.tag(verb) == "VBG"
        && doc.dep(verb) == "advcl"
        && !has_child(doc, verb, &["nsubj", "mark"])
        && first > 0
        && doc.word(first - 1) == ","
        && doc.head(verb) < verb
}

fn is_joined_past(doc: &Doc, verb: usize) -> bool {
    let first = doc.head(verb);
    doc.tag(verb) == "VBD"
        && doc.dep(verb) == "conj"
        && !has_child(doc, verb, &["nsubj", "nsubjpass"])
        && is_present(doc, first)
}

/// Whether the verb is such that a past tense cannot go on after it: present, or with "have" or a modal before it.
fn is_present(doc: &Doc, verb: usize) -> bool {
    match child(doc, verb, &["aux", "auxpass"]) {
        Some(aux) => matches!(doc.tag(aux), "VBZ" | "VBP" | "MD") || doc.lemma(aux) == "have",
        None => matches!(doc.tag(verb), "VBZ" | "VBP"),
    }
}

/// ", while the rebels said …": another speaker's words set against those before.
fn is_contrast(doc: &Doc, verb: usize) -> bool {
    let first = subtree_without(doc, verb, None)[0];
    doc.dep(verb) == "advcl"
        && has_child(doc, verb, &["nsubj"])
        && child(doc, verb, &["mark"])
            .is_some_and(|m| matches!(doc.lemma(m), "while" | "whereas" | "although" | "though"))
        && first > 0
        && doc.word(first - 1) == ","
        && doc.head(verb) < verb
}

fn is_past(doc: &Doc, verb: usize) -> bool {
    doc.tag(verb) == "VBD"
}

/// The act with the conjunction or comma before it.
fn extent(doc: &Doc, verb: usize) -> Range<usize> {
    let tokens = subtree_without(doc, verb, None);
    let mut start = tokens[0];
    while start > 0 && (is_mark(doc, start - 1) || doc.tag(start - 1) == "CC") {
        start -= 1;
    }
    start..tokens[tokens.len() - 1] + 1
}
