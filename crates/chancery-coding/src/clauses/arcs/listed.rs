//! Names that a headline lists without "and": "Greece, Turkey to hold talks", "Kosovo, Serbia leaders meet".

use super::{Arcs, REACH};
use crate::clauses::tree::{Dep, Tag};

/// Those who may stand behind the last name of a list: "Kosovo, Serbia *leaders*".
const PEOPLE: [&str; 22] = [
    "leader",
    "president",
    "premier",
    "minister",
    "official",
    "envoy",
    "diplomat",
    "delegation",
    "force",
    "troop",
    "army",
    "soldier",
    "navy",
    "rebel",
    "lawmaker",
    "negotiator",
    "delegate",
    "chief",
    "general",
    "commander",
    "side",
    "fms",
];

impl Arcs<'_> {
    /// Makes the names at the start of a headline conjuncts of the first, and that the subject.
    pub(super) fn read_listed_names(&mut self, start: usize) {
        let Some(names) = self.listed_from(start) else { return };
        let (first, last) = (names[0], names[names.len() - 1]);
        let (verb, dep) = (self.head(last), self.deps[last]);
        let is_subject = matches!(dep, Dep::Nsubj | Dep::Nsubjpass) && verb > last;
        if is_subject && !self.is_above(first, verb) {
            self.hang(first, verb, dep);
        } else if !(self.is_above(first, last) && matches!(dep, Dep::Appos | Dep::Npadvmod | Dep::Conj)) {
            return;
        }
        for pair in names.windows(2) {
            if !self.is_above(pair[1], pair[0]) {
                self.hang(pair[1], pair[0], Dep::Conj);
            }
        }
    }

    /// The heads of two names or more with commas between, right before a verb.
    fn listed_from(&self, start: usize) -> Option<Vec<usize>> {
        let mut names = Vec::new();
        let mut at = start;
        let end = self.len().min(start + REACH);
        loop {
            let from = at;
            while at < end && self.tags[at] == Tag::Name {
                at += 1;
            }
            if at == from || at >= end {
                return None;
            }
            if self.word(at) == "," {
                names.push(at - 1);
                at += 1;
                continue;
            }
            let is_of_people = |t: usize| PEOPLE.contains(&self.doc.lemma(t).to_lowercase().as_str());
            while at < end && self.tags[at] == Tag::Noun && is_of_people(at) {
                at += 1;
            }
            names.push(at - 1);
            break;
        }
        let is_verb = at < end && (self.tags[at].is_verb() || matches!(self.tags[at], Tag::To | Tag::Md));
        let has_object = at < end && self.has(at, &[Dep::Dobj]) && self.has(at, &[Dep::Nsubj]);
        (names.len() > 1 && (is_verb || has_object)).then_some(names)
    }
}
