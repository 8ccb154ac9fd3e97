//! What somebody is called or held to be: "considers the group a terrorist organisation", "labelled the rebels
//! terrorists". The parser takes the two phrases for a clause of its own, or for one noun.

use super::Arcs;
use super::headline::PLURAL_MODIFIERS;
use crate::clauses::tree::{Dep, Tag};

/// Verbs with an object and what it is called.
const NAMING: [&str; 18] = [
    "brand",
    "call",
    "consider",
    "declare",
    "deem",
    "designate",
    "dub",
    "find",
    "hold",
    "judge",
    "label",
    "name",
    "proclaim",
    "pronounce",
    "style",
    "term",
    "think",
    "believe",
];

impl Arcs<'_> {
    /// Parts the object of a verb of naming from what it is called.
    pub(super) fn read_called(&mut self, verb: usize) {
        if !self.tags[verb].is_verb() || !NAMING.contains(&self.verb_lemma(verb).as_str()) {
            return;
        }
        let Some(noun) = self.children(verb).find(|&c| {
            c > verb
                && matches!(self.tags[c], Tag::Noun | Tag::Name)
                && matches!(self.deps[c], Dep::Ccomp | Dep::Dobj)
        }) else {
            return;
        };
        if self.deps[noun] == Dep::Ccomp {
            self.read_small_clause(verb, noun);
        } else if self.is_called_by_relative(verb, noun) {
            self.deps[noun] = Dep::Oprd;
        } else {
            self.read_plural_pair(verb, noun);
        }
    }

    /// "considers the group a menace"
    fn read_small_clause(&mut self, verb: usize, noun: usize) {
        let is_clause = self.has(noun, &[Dep::Aux, Dep::Auxpass, Dep::Mark, Dep::Dobj]);
        let subject = self.children(noun).find(|&c| c < noun && c > verb && self.deps[c] == Dep::Nsubj);
        if let Some(subject) = subject.filter(|_| !is_clause && !self.has(verb, &[Dep::Dobj])) {
            self.hang(subject, verb, Dep::Dobj);
            self.deps[noun] = Dep::Oprd;
        }
    }

    /// "the group, which Chad considers a menace": what stands behind is no second object.
    fn is_called_by_relative(&self, verb: usize, noun: usize) -> bool {
        let is_one =
            self.children(noun).any(|c| self.deps[c] == Dep::Det && matches!(&*self.word(c), "a" | "an"));
        self.deps[verb] == Dep::Relcl && is_one && self.has(verb, &[Dep::Nsubj])
    }

    /// "labelled the rebels terrorists"
    fn read_plural_pair(&mut self, verb: usize, noun: usize) {
        if self.doc.tag(noun) != "NNS" || noun < verb + 2 {
            return;
        }
        let object = noun - 1;
        let is_pair = self.head(object) == noun
            && self.deps[object] == Dep::Compound
            && self.doc.tag(object) == "NNS"
            && !PLURAL_MODIFIERS.contains(&&*self.word(object));
        if !is_pair {
            return;
        }
        let before: Vec<usize> = self.children(noun).filter(|&c| c < object).collect();
        for c in before {
            self.heads[c] = object as u32;
        }
        self.hang(object, verb, Dep::Dobj);
        self.deps[noun] = Dep::Oprd;
    }
}
