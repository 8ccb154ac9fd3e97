//! Full sentences in which the parser finds no verb: "Relatives of the sailors *protested* outside the embassy." is
//! no noun with a participle.

use super::Arcs;
use crate::clauses::tree::{Dep, Tag};

impl Arcs<'_> {
    /// Makes the past participle of a sentence that ends in a full stop and has no other verb the main verb that it
    /// is, and the noun on which it hangs the subject.
    pub(super) fn read_verbless(&mut self, mut sentence: std::ops::Range<usize>) {
        let Some(last) = sentence.clone().rev().find(|&t| !self.doc.is_space(t)) else { return };
        let mut verbs = sentence.clone().filter(|&t| self.tags[t].is_verb() || self.tags[t] == Tag::Md);
        let (Some(verb), None) = (verbs.next(), verbs.next()) else { return };
        let is_participle = self.tags[verb] == Tag::Vbn
            && self.deps[verb] == Dep::Acl
            && !self.has(verb, &[Dep::Agent, Dep::Aux, Dep::Auxpass]);
        let is_stated = self.doc.word(last) == ".";
        if !is_participle || !is_stated {
            return;
        }
        let mut subject = self.head(verb);
        while self.deps[subject] == Dep::Pobj && self.word(self.head(subject)) == "of" {
            subject = self.head(self.head(subject));
        }
        let Some(root) = sentence.find(|&t| self.deps[t] == Dep::Root) else { return };
        let is_top = subject == root || self.deps[subject] == Dep::Pobj && self.head(subject) == root;
        if subject >= verb || !is_top || !self.tags[subject].is_nominal() {
            return;
        }
        let is_apart = |arcs: &Self, c: usize| {
            // "In Riga, relatives …": what a comma parts from the subject is of the sentence.
            c > verb || c < subject && (c..subject).any(|t| arcs.doc.word(t) == ",")
        };
        let moved: Vec<usize> = self.children(subject).filter(|&c| c != verb && is_apart(self, c)).collect();
        self.hang(verb, verb, Dep::Root);
        self.tags[verb] = Tag::Vbd;
        for c in moved {
            self.heads[c] = verb as u32;
        }
        if root != subject {
            self.hang(root, verb, Dep::Prep);
        }
        self.hang(subject, verb, Dep::Nsubj);
    }
}
