//! Phrases that attribute the clause they stand beside: "according to …", "in her view", "reportedly".

use std::ops::Range;

use chancery_nlp::Doc;

use super::cue::{Cues, Kind};
use super::draft::Draft;
use super::predicate::content_runs;
use super::speaker::Phrase;
use super::tree::{child, children, has_child, is_finite, is_mark, phrase, subtree_without};

/// The attribution that a phrase beginning at `token` makes.
pub(super) fn of_phrase(doc: &Doc, cues: &Cues, token: usize) -> Option<Draft> {
    before_speaker(doc, cues, token)
        .or_else(|| possessed(doc, cues, token))
        .or_else(|| adverb(doc, cues, token))
        .or_else(|| put_it(doc, token))
}

/// "according to the ministry".
fn before_speaker(doc: &Doc, cues: &Cues, token: usize) -> Option<Draft> {
    let (words, kind) = cues.phrases.before_speaker.iter().find(|(words, _)| {
        words
            .iter()
            .enumerate()
            .all(|(i, w)| token + i < doc.len() && doc.word(token + i).eq_ignore_ascii_case(w))
    })?;
    let cue = token..token + words.len();
    let last = cue.end - 1;
    let head = child(doc, last, &["pobj"]).or_else(|| {
        // The parser's head may be amiss: take the noun whose phrase follows.
        (cue.end..doc.len().min(cue.end + 12))
            .find(|&t| matches!(doc.pos(t), "NOUN" | "PROPN" | "PRON") && doc.dep(t) != "compound")
    })?;
    let top = cue.clone().find(|&t| !cue.contains(&doc.head(t))).unwrap_or(token);
    let mut speaker = Phrase::of(doc, head, top);
    let mut found = draft(doc, *kind, cue, top, Some(speaker.clone()))?;
    // "According to the agency, a spokesman expressed …": the parser may take the clause's subject for an apposition.
    let clause = clause_beside(doc, top)?;
    let comma = speaker.range.clone().find(|&t| doc.word(t) == ",").filter(|&c| c > head);
    if let Some(comma) = comma.filter(|&c| clause > c && !has_child(doc, clause, &["nsubj", "nsubjpass"])) {
        found.add(doc, comma + 1..speaker.range.end);
        speaker.range.end = comma;
        found.speaker = Some(speaker);
    }
    Some(found)
}

/// "in the judge's view".
fn possessed(doc: &Doc, cues: &Cues, token: usize) -> Option<Draft> {
    if !matches!(doc.word(token), "in" | "In" | "to" | "To" | "by" | "By") {
        return None;
    }
    let noun = child(doc, token, &["pobj"])?;
    let kind = *cues
        .phrases
        .nouns
        .get(doc.lemma(noun))
        .or_else(|| cues.phrases.nouns.get(&doc.word(noun).to_lowercase()))?;
    let owner = child(doc, noun, &["poss"])?;
    draft(doc, kind, noun..noun + 1, token, Some(Phrase::of(doc, owner, noun)))
}

/// "reportedly".
fn adverb(doc: &Doc, cues: &Cues, token: usize) -> Option<Draft> {
    if doc.dep(token) != "advmod" {
        return None;
    }
    let kind = *cues.phrases.adverbs.get(&doc.word(token).to_lowercase())?;
    draft(doc, kind, token..token + 1, token, None)
}

/// "as the bishop put it".
fn put_it(doc: &Doc, token: usize) -> Option<Draft> {
    let is_put = doc.lemma(token) == "put" && doc.pos(token) == "VERB";
    let object = child(doc, token, &["dobj"]).filter(|&o| is_put && o == token + 1 && doc.word(o) == "it")?;
    let owner = child(doc, token, &["nsubj"])?;
    let as_ = child(doc, token, &["mark", "advmod"]).filter(|&m| doc.word(m).eq_ignore_ascii_case("as"))?;
    (as_ < owner).then_some(())?;
    draft(doc, Kind::Say, token..object + 1, token, Some(Phrase::of(doc, owner, token)))
}

/// The clause around a phrase whose topmost token is `top`.
fn draft(doc: &Doc, kind: Kind, cue: Range<usize>, top: usize, speaker: Option<Phrase>) -> Option<Draft> {
    let clause = clause_beside(doc, top)?;
    let mut content = content_runs(doc, top, &subtree_without(doc, clause, Some(top)));
    let around = phrase(doc, top, None);
    content.retain(|r| r.end <= around.start || around.end <= r.start || !around.contains(&r.start));
    let mut draft = Draft {
        kind,
        cue_head: Some(cue.start),
        cue: Some(cue.clone()),
        speaker,
        addressee: None,
        content,
        negated: false,
    };
    draft.cut(&cue);
    if let Some(speaker) = draft.speaker.clone() {
        draft.cut(&speaker.range);
    }
    Some(draft)
}

/// The verb of the clause that the phrase comments on. At either end of a sentence, set off by a comma, it comments
/// on all of it, up to a joined clause with a subject of its own.
fn clause_beside(doc: &Doc, top: usize) -> Option<usize> {
    let mut clause = doc
        .ancestors(top)
        .find(|&a| matches!(doc.pos(a), "VERB" | "AUX"))
        .or_else(|| doc.ancestors(top).last())?;
    let around = phrase(doc, top, None);
    let sentence = &doc.sentences()[doc.sentence_of(top)];
    let at_end = (around.end..sentence.end).all(|t| is_mark(doc, t))
        && around.start > 0
        && doc.word(around.start - 1) == ",";
    let at_start = (sentence.start..around.start).all(|t| is_mark(doc, t));
    loop {
        if !(at_end || at_start) {
            break;
        }
        let above = doc.head(clause);
        let is_under = matches!(doc.dep(clause), "ccomp" | "advcl" | "xcomp" | "relcl" | "acl" | "pcomp")
            || (doc.dep(clause) == "conj"
                && !children(doc, clause).any(|c| matches!(doc.dep(c), "nsubj" | "nsubjpass")));
        if above == clause || !is_under {
            break;
        }
        clause = if matches!(doc.pos(above), "VERB" | "AUX") || is_finite(doc, above) {
            above
        } else {
            match doc.ancestors(above).find(|&a| matches!(doc.pos(a), "VERB" | "AUX")) {
                Some(verb) => verb,
                None => break,
            }
        };
    }
    Some(clause)
}
