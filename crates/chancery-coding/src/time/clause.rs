//! The tense of the clause that governs a token, from the parse.
//!
//! Dependency labels and tags are spaCy's English ones (ClearNLP labels, Penn Treebank tags). Verbs that
//! look ahead are those of the tense table; all other infinitives keep the tense of what they depend on.

use std::ops::Range;

use chancery_nlp::Doc;

use super::lexicon::{Cue, Lexicon, mark};
use super::tense::Tense;

/// How many verbs up the tree an infinitive or participle may take its tense from.
const CLIMB: usize = 4;

/// The tense of the clause around the tokens of a time expression, and whether it is sure: the
/// expression depends on the verb itself, not on a noun beside it.
pub(crate) fn governing_tense(doc: &Doc, tokens: Range<usize>) -> Option<(Tense, bool)> {
    let mut at = tokens.clone().find(|t| doc.is_root(*t) || !tokens.contains(&doc.head(*t)))?;
    if tokens.start > 0 && doc.pos(tokens.start - 1) == "ADJ" && looks_ahead(doc.word(tokens.start - 1)) {
        return Some((Tense::Future, true));
    }
    let mut sure = true;
    let until = follows_until(doc, tokens.start);
    for _ in 0..doc.len() {
        if is_predicate(doc, at) && !tokens.contains(&at) {
            if until
                && Lexicon::embedded()
                    .sense(&doc.word(at).to_lowercase())
                    .is_some_and(|s| s.has(mark::FUTURE_BEFORE_UNTIL))
            {
                return Some((Tense::Future, true));
            }
            return verb_tense(doc, at, CLIMB).map(|tense| (tense, sure));
        }
        if doc.is_root(at) {
            return None;
        }
        at = doc.head(at);
        sure &= !matches!(doc.pos(at), "NOUN" | "PROPN");
    }
    None
}

/// "postponed until Monday", "extended through June".
fn follows_until(doc: &Doc, token: usize) -> bool {
    token.checked_sub(1).is_some_and(|t| matches!(doc.lemma(t), "until" | "till" | "through"))
}

fn is_predicate(doc: &Doc, token: usize) -> bool {
    doc.pos(token) == "VERB" || doc.pos(token) == "AUX" && !matches!(doc.dep(token), "aux" | "auxpass")
}

fn verb_tense(doc: &Doc, verb: usize, climb: usize) -> Option<Tense> {
    let mut have = None;
    let mut be = None;
    let mut infinitive = false;
    let mut modal = false;
    for aux in doc.children_by(verb, &["aux", "auxpass"]) {
        match (doc.tag(aux), doc.lemma(aux)) {
            ("MD", "could" | "can") => return None,
            ("MD", _) => modal = true,
            ("TO", _) => infinitive = true,
            (tag, "have") => have = Some(tag),
            (tag, "be") => be = Some(tag),
            ("VBD", "do") => return Some(Tense::Past),
            (_, "do") => return Some(Tense::Present),
            _ => {}
        }
    }
    if modal {
        return Some(if have.is_some() { Tense::Past } else { Tense::Future });
    }
    let ahead =
        looks_ahead(doc.word(verb)) || doc.children_by(verb, &["acomp"]).any(|c| looks_ahead(doc.word(c)));
    if infinitive {
        return infinitive_tense(doc, verb, climb);
    }
    if have == Some("VBD") {
        return Some(Tense::Past);
    }
    if ahead {
        return Some(Tense::Future);
    }
    if have.is_some() {
        return Some(Tense::Past);
    }
    match (doc.tag(verb), be) {
        ("VBD", _) | (_, Some("VBD")) => Some(Tense::Past),
        ("VBZ" | "VBP", _) | (_, Some("VBZ" | "VBP")) => Some(Tense::Present),
        // "a summit set for April"
        ("VBN", None) if doc.lemma(verb) == "set" => Some(Tense::Future),
        ("VBN", None) if doc.dep(verb) == "acl" => Some(Tense::Past),
        _ => above(doc, verb, climb),
    }
}

/// "agreed to meet" and "a plan to meet" look ahead; "failed to meet" and "flew in to meet" do not.
fn infinitive_tense(doc: &Doc, verb: usize, climb: usize) -> Option<Tense> {
    if doc.is_root(verb) {
        return Some(Tense::Future);
    }
    let head = doc.head(verb);
    let governs = matches!(doc.dep(verb), "xcomp" | "ccomp" | "acl" | "oprd");
    let lexicon = Lexicon::embedded();
    let word = doc.word(head).to_lowercase();
    let listed = lexicon.sense(&word).is_some_and(|s| s.has(mark::FUTURE_BEFORE_TO)) || looks_ahead(&word);
    let noun = doc.dep(verb) == "acl" && doc.pos(head) == "NOUN";
    let be = doc.lemma(head) == "be" && governs;
    if governs && (listed || noun || be) {
        // "had been due to leave": what was to come then is past now.
        let over = std::iter::once(head)
            .chain(doc.ancestors(head).take(1))
            .any(|v| doc.children_by(v, &["aux"]).any(|a| doc.lemma(a) == "have" && doc.tag(a) == "VBD"));
        return Some(if over { Tense::Past } else { Tense::Future });
    }
    above(doc, verb, climb)
}

/// The tense of the next verb up.
fn above(doc: &Doc, verb: usize, climb: usize) -> Option<Tense> {
    let climb = climb.checked_sub(1)?;
    let up = doc.ancestors(verb).find(|t| is_predicate(doc, *t))?;
    verb_tense(doc, up, climb)
}

/// "scheduled", "due", "expected".
fn looks_ahead(word: &str) -> bool {
    Lexicon::embedded().sense(&word.to_lowercase()).is_some_and(|s| s.cue == Some(Cue::Future))
}
