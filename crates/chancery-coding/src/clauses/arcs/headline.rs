//! Verbs of headlines that the tagger takes for nouns, and a noun that it takes for a verb.

use super::{Arcs, REACH};
use crate::clauses::grammar::GRAMMAR;
use crate::clauses::tree::{Dep, Tag};

impl Arcs<'_> {
    /// "Rebels ambush army convoy": a headline that is all one compound, with a plural before a word that
    /// can be a verb.
    pub(super) fn read_headline_verb(&mut self, root: usize) {
        let is_chain = self.deps[root] == Dep::Root
            && self.tags[root].is_nominal()
            && !self.has(root, &[Dep::Nsubj, Dep::Aux]);
        if !is_chain {
            return;
        }
        let is_inside = |t: usize| self.deps[t] == Dep::Compound && (t + 1..=root).contains(&self.head(t));
        let is_third_person = |v: usize| {
            let word = self.word(v);
            self.doc.tag(v) == "NNS"
                && v < root
                && self.tags[v + 1] != Tag::Noun
                && matches!(self.doc.tag(v - 1), "NN" | "NNP")
                && matches!(self.deps[v - 1], Dep::Compound | Dep::Nsubj)
                && word.strip_suffix('s').is_some_and(|w| GRAMMAR.sets.headline_verbs.contains(w))
        };
        let can_be_verb = |v: usize| {
            is_third_person(v)
                || matches!(self.tags[v], Tag::Noun | Tag::Name)
                    && GRAMMAR.sets.headline_verbs.contains(self.word(v).as_str())
                    && matches!(self.deps[v - 1], Dep::Compound | Dep::Nsubj)
                    && (v..=root).contains(&self.head(v - 1))
                    && (matches!(self.doc.tag(v - 1), "NNS" | "NNPS") || self.word(v - 1) == "police")
                    && !PLURAL_MODIFIERS.contains(&self.word(v - 1).as_str())
        };
        let mut chain = (root.saturating_sub(REACH).max(1)..root).rev().take_while(|&v| is_inside(v));
        let Some(verb) = chain.find(|&v| can_be_verb(v)) else { return };
        let subject = verb - 1;
        for t in subject..root {
            if self.head(t) == verb {
                self.heads[t] = root as u32;
            }
        }
        let loose: Vec<usize> = self.children(verb).filter(|&c| c < subject).collect();
        for c in loose {
            self.heads[c] = subject as u32;
        }
        let (before, after): (Vec<usize>, Vec<usize>) =
            self.children(root).filter(|&c| c != verb && c != subject).partition(|&c| c < subject);
        self.hang(verb, verb, Dep::Root);
        self.tags[verb] = Tag::Vbp;
        self.hang(root, verb, Dep::Dobj);
        self.hang(subject, verb, Dep::Nsubj);
        for c in before {
            self.heads[c] = subject as u32;
        }
        for c in after {
            if c > root && matches!(self.deps[c], Dep::Prep | Dep::Advcl | Dep::Punct | Dep::Npadvmod) {
                self.heads[c] = verb as u32;
            }
        }
    }

    /// "Malta thanks Greece for ferries": a plural between two names that the parser takes for a noun.
    pub(super) fn read_headline_root(&mut self, verb: usize) {
        let word = self.word(verb);
        let can_be_verb = verb > 0
            && self.doc.tag(verb) == "NNS"
            && word.strip_suffix('s').is_some_and(|w| GRAMMAR.sets.headline_verbs.contains(w));
        if !can_be_verb {
            return;
        }
        let subject = verb - 1;
        let above = self.head(verb);
        let object = if self.deps[verb] == Dep::Root && self.head(subject) == verb {
            let is_object = |c: &usize| *c > verb && matches!(self.deps[*c], Dep::Dobj | Dep::Appos);
            self.children(verb).find(is_object).filter(|_| self.deps[subject] == Dep::Compound)
        } else {
            let is_between = self.deps[verb] == Dep::Compound
                && self.deps[above] == Dep::Appos
                && self.head(above) == subject
                && self.deps[subject] == Dep::Root;
            is_between.then_some(above)
        };
        let Some(object) = object.filter(|&o| self.tags[o].is_nominal()) else { return };
        let rest: Vec<usize> = self.children(subject).filter(|&c| c > verb && c != object).collect();
        self.hang(verb, verb, Dep::Root);
        self.hang(subject, verb, Dep::Nsubj);
        self.hang(object, verb, Dep::Dobj);
        self.tags[verb] = Tag::Vbz;
        for c in rest {
            self.heads[c] = verb as u32;
        }
    }

    /// "Ghana recalls envoy over Wagner remarks": the last word, behind a name under a preposition, is a noun.
    pub(super) fn read_headline_noun(&mut self, last: usize) {
        let ends = last + 1 >= self.len() || matches!(self.doc.pos(last + 1), "PUNCT" | "SPACE");
        let is_verb = self.doc.tag(last) == "VBZ" && self.deps[last] == Dep::Ccomp && last > 2;
        if !ends || !is_verb || self.deps[last - 1] != Dep::Pobj {
            return;
        }
        let (preposition, above) = (self.head(last - 1), self.head(last));
        let Some(subject) = self.children(last).find(|&c| self.deps[c] == Dep::Nsubj) else { return };
        let is_inside = preposition > subject && self.is_above(subject, preposition);
        let is_bare = self.children(last).all(|c| c == subject || self.deps[c] == Dep::Punct);
        if is_inside && is_bare && above < subject {
            self.hang(subject, above, Dep::Dobj);
            self.hang(last, preposition, Dep::Pobj);
            self.hang(last - 1, last, Dep::Compound);
            self.tags[last] = Tag::Noun;
        }
    }
}

/// Plurals that stand before their noun all the same: "arms convoy", "sports minister".
pub(super) const PLURAL_MODIFIERS: &[&str] = &[
    "arms",
    "sports",
    "sales",
    "weapons",
    "drugs",
    "veterans",
    "communications",
    "operations",
    "affairs",
    "rights",
    "forces",
    "missiles",
    "services",
    "systems",
    "goods",
    "customs",
    "athletics",
    "politics",
    "economics",
    "nations",
    "states",
    "news",
    "emirates",
    "sanctions",
];
