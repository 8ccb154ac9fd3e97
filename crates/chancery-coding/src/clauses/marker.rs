//! What the words that join a clause to the one above add to it, and what a noun's own determiner and rank say.

use super::clause::{Clause, Relation, Role};
use super::grammar::GRAMMAR;
use super::mood::{Form, Modal, ModalKind, Negation, NegationKind, Tense};
use super::predicate;
use super::reader::Reader;
use super::tree::{Dep, Tree};
use super::verb_group::VerbGroup;

impl Reader<'_, '_> {
    /// Whether the noun is picked out by rank: whoever is "the first to sign" has signed. Of steps, ways and
    /// days that does not hold ("the first step to end the war"), nor of chances and attempts.
    pub(super) fn is_ranked(&self, noun: u32) -> bool {
        let tree = self.tree;
        let is_any = |t: u32, words: &[&str]| words.iter().any(|w| tree.is_word(t, w));
        let is_rank = |t: u32| is_any(t, &["first", "second", "third", "fourth", "fifth", "last", "latest"]);
        let no_doer =
            ["step", "stage", "phase", "round", "move", "thing", "way", "place", "time", "day", "hour"];
        (is_rank(noun) || tree.children(noun).iter().any(|&c| tree.dep(c) == Dep::Amod && is_rank(c)))
            && !is_any(noun, &no_doer)
            && GRAMMAR.noun_takes(&predicate::noun_lemma(tree, noun)).is_none()
    }

    /// Whether the noun's determiner takes what it names for known.
    pub(super) fn is_known(&self, noun: u32) -> bool {
        let tree = self.tree;
        tree.children(noun).iter().any(|&c| match tree.dep(c) {
            Dep::Poss => true,
            Dep::Det => ["the", "this", "that", "these", "those"].iter().any(|w| tree.is_word(c, w)),
            _ => false,
        })
    }

    /// What the word that joins the clause adds to it.
    pub(super) fn read_marker(&mut self, i: u32, clause: &mut Clause, group: &VerbGroup) {
        let tree = self.tree;
        let head = clause.predicate.head;
        let top = self.seeds[i as usize].top;
        if let Some(marker) = clause.link.and_then(|l| l.marker) {
            clause.settings.retain(|s| s.head != marker);
        }
        let Some(link) = clause.link else {
            let last = self.tree.doc.sentences().get(clause.sentence as usize).map_or(0, |s| s.end);
            let mark =
                (clause.span.start as usize..last).rev().find(|&t| !tree.doc.is_space(t)).map(|t| t as u32);
            if let Some(mark) = mark.filter(|&m| tree.is_word(m, "?")) {
                clause.modality.push(Modal { cue: mark, kind: ModalKind::Question });
            }
            return;
        };
        let is = |words: &[&str]| link.marker.filter(|&m| words.iter().any(|w| tree.is_word(m, w)));
        match link.relation {
            Relation::Adverbial => {
                if let Some(cue) = is(&["if", "unless", "provided", "providing", "lest"]) {
                    clause.modality.push(Modal { cue, kind: ModalKind::Condition });
                    self.mark_above(link.clause, Modal { cue, kind: ModalKind::Contingent });
                } else if let Some(cue) = is(&["without", "instead", "than"]) {
                    clause.negations.push(Negation { cue, kind: NegationKind::Not });
                } else if let Some(cue) = is(&["whether"]) {
                    clause.modality.push(Modal { cue, kind: ModalKind::Question });
                } else if let Some(cue) = group.to.filter(|_| clause.form == Form::Infinitive) {
                    clause.modality.push(Modal { cue, kind: ModalKind::Purpose });
                } else if clause.tense == Tense::Present
                    && is(&["when", "whenever", "until", "till", "before", "after", "once", "as"]).is_some()
                    && let Some(above) = self.above(link.clause)
                {
                    // "will leave when the talks end": English has the present tense for what is to come.
                    let is_ahead = |m: &&Modal| m.kind != ModalKind::Imperative;
                    clause.modality.extend(above.modality.iter().filter(is_ahead));
                } else if link.marker.is_none()
                    && let Some(cue) = inverted(tree, top)
                {
                    clause.modality.push(Modal { cue, kind: ModalKind::Condition });
                    self.mark_above(link.clause, Modal { cue, kind: ModalKind::Contingent });
                }
            }
            Relation::Complement => {
                if let Some(cue) = is(&["if", "whether"]) {
                    clause.modality.push(Modal { cue, kind: ModalKind::Question });
                }
                // "troops to guard the bridge": a purpose, unless the noun takes a content.
                if tree.dep(top) == Dep::Acl
                    && let Some(cue) = group.to
                    && !self.is_ranked(tree.head(top))
                    && GRAMMAR.noun_takes(&predicate::noun_lemma(tree, tree.head(top))).is_none()
                {
                    clause.modality.push(Modal { cue, kind: ModalKind::Purpose });
                }
            }
            // "neither signed nor sent": where no auxiliary is shared, "nor" negates.
            Relation::Conjunct if clause.form == Form::Finite => {
                if let Some(cue) = is(&["nor"]).filter(|_| clause.negations.is_empty()) {
                    clause.negations.push(Negation { cue, kind: NegationKind::Not });
                }
                // "if they attack and we respond": one condition.
                let shared = self.above(link.clause).into_iter().flat_map(|above| &above.modality);
                let shared: Vec<Modal> = shared
                    .filter(|m| matches!(m.kind, ModalKind::Condition | ModalKind::Question))
                    .copied()
                    .collect();
                clause.modality.extend(shared);
            }
            _ => {}
        }
        // "without talks", for what stands after a preposition.
        if matches!(link.relation, Relation::Argument(Role::Oblique("without"))) {
            clause.negations.push(Negation { cue: head, kind: NegationKind::Not });
        }
    }

    fn mark_above(&mut self, clause: u32, modal: Modal) {
        if let Some(above) = self.clauses[clause as usize].as_mut() {
            above.modality.push(modal);
        }
    }
}

/// "Should he come", "Had they known": the auxiliary before its subject.
fn inverted(tree: &Tree<'_>, top: u32) -> Option<u32> {
    let subject = tree.child(top, Dep::Nsubj).or_else(|| tree.child(top, Dep::Nsubjpass))?;
    let auxiliary = tree.child(top, Dep::Aux).or_else(|| tree.child(top, Dep::Auxpass))?;
    let opens = ["should", "had", "were"].iter().any(|w| tree.is_word(auxiliary, w));
    (opens && auxiliary < subject).then_some(auxiliary)
}
