//! On whose word a clause stands: quotation, reported speech, "according to", hearsay.

use super::clause::{
    Attribution, AttributionKind, Clause, Link, Participant, PredicateKind, Relation, Role, Via,
};
use super::grammar::GRAMMAR;
use super::mood::Form;
use super::predicate::noun_lemma;
use super::reader::Reader;
use super::roles::phrase;
use super::tree::{Dep, Tag};
use super::verb_group::VerbGroup;

/// Most modal words, negations and attributions that a clause takes over from the one above; chains of
/// "agreed to begin to try to…" end sooner.
pub(super) const MAX_INHERITED: usize = 12;

impl Reader<'_, '_> {
    /// On whose word the clause stands.
    pub(super) fn attribute(&self, i: u32, clause: &mut Clause, group: &VerbGroup) {
        let mut found = Vec::new();
        if let Some(cue) = group.hearsay {
            found.push(Attribution { kind: AttributionKind::Hearsay, source: None, cue, clause: None });
        }
        for p in &clause.participants {
            if p.role == Role::Oblique("according to") && p.via == Via::Own {
                let source = Some(super::clause::Phrase { head: p.head, span: p.span });
                let cue = self.word_of_preposition(clause, p);
                found.push(Attribution { kind: AttributionKind::According, source, cue, clause: None });
            }
        }
        self.asides(i, &mut found);
        if let Some(link) = clause.link
            && let Some(above) = self.above(link.clause)
        {
            if let Some(reported) = self.reported(i, clause, link, above) {
                found.push(reported);
            }
            let is_aside = link.relation == Relation::Parataxis
                && GRAMMAR.sets.reporting_verbs.contains(clause.predicate.lemma.as_str());
            if !is_aside {
                for attribution in above.attribution.iter().take(MAX_INHERITED) {
                    if !found.iter().any(|f| f.cue == attribution.cue) && attribution.clause != Some(i) {
                        found.push(*attribution);
                    }
                }
            }
        }
        clause.attribution = found;
    }

    fn word_of_preposition(&self, clause: &Clause, p: &Participant) -> u32 {
        let tree = self.tree;
        (clause.span.start..p.head).rev().take(24).find(|&t| tree.is_word(t, "according")).unwrap_or(p.head)
    }

    /// "…, Reuters reported", "as officials said": who speaks in an aside of this clause.
    fn asides(&self, i: u32, found: &mut Vec<Attribution>) {
        let tree = self.tree;
        let words = [Some(self.seeds[i as usize].top), self.seeds[i as usize].predicate.verb];
        for top in words.into_iter().flatten() {
            for &c in tree.children(top) {
                let is_aside = match tree.dep(c) {
                    Dep::Parataxis => true,
                    Dep::Advcl => tree.child(c, Dep::Mark).is_some_and(|m| tree.is_word(m, "as")),
                    _ => false,
                };
                let aside = self.predicate_of[c as usize];
                if !is_aside
                    || !tree.tag(c).is_verb()
                    || !GRAMMAR.sets.reporting_verbs.contains(tree.verb_lemma(c).as_str())
                    || tree.child(c, Dep::Ccomp).is_some()
                    || found.iter().any(|f| f.cue == c)
                {
                    continue;
                }
                let source = tree.child(c, Dep::Nsubj).map(|s| phrase(tree, s));
                found.push(Attribution {
                    kind: AttributionKind::Reported,
                    source,
                    cue: c,
                    clause: (aside != super::NO_CLAUSE).then_some(aside),
                });
            }
        }
    }

    fn reported(&self, i: u32, clause: &Clause, link: Link, above: &Clause) -> Option<Attribution> {
        let tree = self.tree;
        if link.relation != Relation::Complement {
            return None;
        }
        let top = self.seeds[i as usize].top;
        let hung_on = tree.head(top);
        // "the claim that…"
        if tree.tag(hung_on) == Tag::Noun {
            let is_said = clause.form == Form::Finite
                && GRAMMAR.sets.reporting_nouns.contains(noun_lemma(tree, hung_on).as_str());
            let source = tree.child(hung_on, Dep::Poss).map(|p| phrase(tree, p));
            return is_said.then_some(Attribution {
                kind: AttributionKind::Reported,
                source,
                cue: hung_on,
                clause: None,
            });
        }
        let verb = above.predicate.verb?;
        let lemma = above.predicate.lemma.as_str();
        if above.predicate.kind != PredicateKind::Verb && above.predicate.kind != PredicateKind::LightVerb {
            return None;
        }
        let sets = &GRAMMAR.sets;
        if above.passive && clause.form != Form::Finite {
            return sets.hearsay.contains(lemma).then_some(Attribution {
                kind: AttributionKind::Hearsay,
                source: None,
                cue: verb,
                clause: Some(link.clause),
            });
        }
        let is_said = match clause.form {
            Form::Finite => {
                sets.reporting_verbs.contains(lemma) || above.predicate.kind == PredicateKind::LightVerb
            }
            _ => matches!(
                lemma,
                "claim"
                    | "accuse"
                    | "blame"
                    | "allege"
                    | "suspect"
                    | "charge"
                    | "deny"
                    | "admit"
                    | "confess"
                    | "believe"
                    | "report"
            ),
        };
        let source = above.subjects().next().map(|p| super::clause::Phrase { head: p.head, span: p.span });
        let kind = if source.is_none() && above.passive {
            AttributionKind::Hearsay
        } else {
            AttributionKind::Reported
        };
        is_said.then_some(Attribution { kind, source, cue: verb, clause: Some(link.clause) })
    }
}
