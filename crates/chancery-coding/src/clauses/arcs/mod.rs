//! Arcs and tags that the parser gets wrong and that grammar alone can mend: particles taken for adverbs and
//! prepositions, subjects taken for objects of the verb before; in [`headline`] verbs of headlines taken for nouns,
//! in [`listed`] names that a headline lists, in [`naming`] what somebody is called, in [`verbless`] sentences whose
//! verb is taken for a participle.
//!
//! Each mend hangs a word on a word that stood above it or that cannot stand below it, so the arcs stay a
//! tree.

mod headline;
mod listed;
mod naming;
mod verbless;

use chancery_nlp::Doc;

use super::grammar::GRAMMAR;
use super::tree::{Dep, Tag};

/// Mends the arcs of a text in place; `headlines` says of each token whether it is of one.
pub(super) fn mend(doc: &Doc, headlines: &[bool], heads: &mut [u32], deps: &mut [Dep], tags: &mut [Tag]) {
    let mut arcs = Arcs { doc, heads, deps, tags };
    for t in 0..arcs.heads.len() {
        if headlines.get(t) == Some(&true) {
            arcs.read_headline_verb(t);
            arcs.read_headline_root(t);
            arcs.read_headline_noun(t);
        }
    }
    for t in 0..arcs.heads.len() {
        let is_first = headlines.get(t) == Some(&true) && (t == 0 || headlines.get(t - 1) == Some(&false));
        if is_first {
            arcs.read_listed_names(t);
        }
    }
    for t in 0..arcs.heads.len() {
        arcs.read_verb_between(t);
        arcs.read_particle(t);
        arcs.read_preposition(t);
        arcs.read_subject(t);
        arcs.read_called(t);
        arcs.read_verb_before_object(t);
        arcs.read_semicolon(t);
        arcs.read_gerund(t);
        arcs.read_participle(t);
        arcs.read_relative_object(t);
        arcs.read_conjoined_name(t);
        arcs.read_long_preposition(t);
    }
    for sentence in doc.sentences() {
        if headlines.get(sentence.start) == Some(&false) {
            arcs.read_verbless(sentence.clone());
        }
    }
}

struct Arcs<'a> {
    doc: &'a Doc,
    heads: &'a mut [u32],
    deps: &'a mut [Dep],
    tags: &'a mut [Tag],
}

impl Arcs<'_> {
    fn len(&self) -> usize {
        self.heads.len()
    }

    fn head(&self, t: usize) -> usize {
        self.heads[t] as usize
    }

    /// The words that hang on `t` and stand within reach of it; mends look at neighbours only.
    fn children(&self, t: usize) -> impl Iterator<Item = usize> + '_ {
        (t.saturating_sub(REACH)..self.len().min(t + REACH)).filter(move |&c| c != t && self.head(c) == t)
    }

    fn has(&self, t: usize, deps: &[Dep]) -> bool {
        self.children(t).any(|c| deps.contains(&self.deps[c]))
    }

    fn word(&self, t: usize) -> String {
        self.doc.word(t).to_lowercase()
    }

    fn verb_lemma(&self, t: usize) -> String {
        let lemma = GRAMMAR.mended_lemma(&self.word(t));
        lemma.map_or_else(|| self.doc.lemma(t).to_lowercase(), str::to_owned)
    }

    fn is_finite(&self, t: usize) -> bool {
        matches!(self.tags[t], Tag::Vbd | Tag::Vbz | Tag::Vbp)
            || self.children(t).any(|c| self.deps[c] == Dep::Aux && self.tags[c] == Tag::Md)
    }

    /// Whether `above` is `t` or stands above it.
    fn is_above(&self, above: usize, t: usize) -> bool {
        let mut at = t;
        for _ in 0..self.len() {
            if at == above {
                return true;
            }
            if self.head(at) == at {
                return false;
            }
            at = self.head(at);
        }
        true
    }

    fn hang(&mut self, t: usize, head: usize, dep: Dep) {
        self.heads[t] = head as u32;
        self.deps[t] = dep;
    }

    /// "Gunmen storm hotel": what has a subject and an object is a verb, whatever the tagger calls it.
    fn read_verb_between(&mut self, t: usize) {
        if self.tags[t] == Tag::Noun
            && self.has(t, &[Dep::Dobj])
            && self.children(t).any(|c| c < t && self.deps[c] == Dep::Nsubj)
            && !self.has(t, &[Dep::Det, Dep::Poss, Dep::Amod])
        {
            self.tags[t] = if self.doc.tag(t) == "NNS" { Tag::Vbz } else { Tag::Vbp };
        }
    }

    /// "Chad's air force bombed camps": a noun has no subject; the participle right between the two is the verb.
    fn read_verb_before_object(&mut self, verb: usize) {
        let object = self.head(verb);
        let is_between = verb > 0
            && self.tags[verb] == Tag::Vbn
            && self.deps[verb] == Dep::Amod
            && object > verb
            && matches!(self.tags[object], Tag::Noun | Tag::Name)
            && matches!(self.deps[object], Dep::Root | Dep::Ccomp | Dep::Conj | Dep::Parataxis | Dep::Advcl)
            && !self.has(object, &[Dep::Det, Dep::Aux, Dep::Auxpass, Dep::Poss]);
        let subject = verb.saturating_sub(1);
        let is_subject = (self.head(subject) == object || self.head(subject) == verb)
            && matches!(self.tags[subject], Tag::Noun | Tag::Name)
            && (self.deps[subject] == Dep::Nsubj
                || self.deps[subject] == Dep::Npadvmod
                    && self.tags[subject] == Tag::Name
                    && !matches!(self.doc.entity_tag(subject).1, "DATE" | "TIME"));
        if !is_between || !is_subject {
            return;
        }
        let (head, dep) = (self.head(object), self.deps[object]);
        self.hang(verb, if head == object { verb } else { head }, dep);
        self.tags[verb] = Tag::Vbd;
        self.hang(object, verb, Dep::Dobj);
        self.hang(subject, verb, Dep::Nsubj);
        let after: Vec<usize> = self.children(object).filter(|&c| c > object).collect();
        let comma = after.iter().copied().find(|&c| self.word(c) == ",");
        for c in after.into_iter().filter(|&c| comma.is_some_and(|comma| c > comma)) {
            let dep = if self.deps[c] == Dep::Acl { Dep::Advcl } else { self.deps[c] };
            self.hang(c, verb, dep);
        }
    }

    /// "signed a treaty handing over the islands": a noun with a determiner right before a gerund with an object is
    /// what the verb above has, and not a part of the gerund.
    fn read_gerund(&mut self, gerund: usize) {
        let word = self.word(gerund);
        let Some(stem) = word.strip_suffix("ing") else { return };
        let may_be_gerund = self.tags[gerund].is_verb() || self.doc.tag(gerund) == "NN";
        if self.deps[gerund] != Dep::Dobj || gerund < 2 || !may_be_gerund {
            return;
        }
        let noun = gerund - 1;
        let verb = self.head(gerund);
        let makes_verb = |c: usize| {
            let words = format!("{stem} {}", self.word(c));
            c == gerund + 1 && GRAMMAR.sets.preposition_particles.contains(words.as_str())
        };
        let has_object = self.tags[gerund].is_verb() && self.has(gerund, &[Dep::Dobj])
            || self.children(gerund).any(makes_verb);
        let is_apart =
            self.tags[noun] == Tag::Noun && self.deps[noun] == Dep::Compound && self.head(noun) == gerund;
        let has_determiner = self.children(gerund).any(|c| c < noun && self.deps[c] == Dep::Det);
        if !is_apart || !has_object || !has_determiner || verb > noun {
            return;
        }
        let before: Vec<usize> = self.children(gerund).filter(|&c| c < noun).collect();
        for c in before {
            self.heads[c] = noun as u32;
        }
        self.hang(noun, verb, Dep::Dobj);
        self.hang(gerund, noun, Dep::Acl);
        self.tags[gerund] = Tag::Vbg;
    }

    /// "The king praised the accord; Oman dismissed it": what stands before a semicolon is no content of what follows.
    fn read_semicolon(&mut self, mark: usize) {
        if self.word(mark) != ";" || mark == 0 {
            return;
        }
        let verb = self.head(mark);
        let closes = |t: usize| matches!(self.doc.word(t), "\"" | "”" | "'" | "’");
        let is_quoted = closes(mark - 1) || mark + 1 < self.len() && closes(mark + 1);
        let subject = self.children(verb).find(|&c| c > mark && c < verb && self.deps[c] == Dep::Nsubj);
        let before = self.children(verb).find(|&c| c < mark && self.deps[c] == Dep::Ccomp);
        if let (Some(before), Some(_)) = (before, subject)
            && verb > mark
            && !is_quoted
            && self.has(before, &[Dep::Nsubj, Dep::Nsubjpass])
        {
            self.deps[before] = Dep::Parataxis;
        }
    }

    /// "stepped down", "set free the sailors", "were set free": an adverb or adjective that makes one verb
    /// with the word before.
    fn read_particle(&mut self, t: usize) {
        let is_small = matches!(self.tags[t], Tag::Adverb | Tag::Preposition | Tag::Adjective);
        let is_loose =
            matches!(self.deps[t], Dep::Advmod | Dep::Prep | Dep::Acomp | Dep::Oprd | Dep::Amod | Dep::Ccomp);
        if !is_small || !is_loose || t == 0 {
            return;
        }
        let verb = match self.head(t) {
            head if self.tags[head].is_verb() && head < t => head,
            // "set free nine sailors"
            head if self.deps[t] == Dep::Amod
                && self.deps[head] == Dep::Dobj
                && self.head(head) == t - 1
                && self.tags[t - 1].is_verb() =>
            {
                t - 1
            }
            _ => return,
        };
        let words = format!("{} {}", self.verb_lemma(verb), self.word(t));
        if !GRAMMAR.sets.particles.contains(words.as_str()) {
            return;
        }
        let below: Vec<usize> = self.children(t).collect();
        let is_bare = below.iter().all(|&c| {
            self.deps[c] == Dep::Prep && !self.makes_preposition(t, c) || self.deps[c] == Dep::Punct
        });
        // Between a verb and its particle stands an object at most.
        let is_near = t - verb == 1 || self.has(verb, &[Dep::Dobj]) && t - verb < REACH / 2;
        if !is_bare || !is_near {
            return;
        }
        self.hang(t, verb, Dep::Prt);
        for c in below {
            self.heads[c] = verb as u32;
        }
    }

    /// "out of" is one preposition, and so no particle; "from" after "back" is one of its own.
    fn makes_preposition(&self, first: usize, next: usize) -> bool {
        let words = format!("{} {}", self.word(first), self.word(next));
        next == first + 1 && self.word(next) == "of" && GRAMMAR.preposition(&words).is_some()
    }

    /// "handed in his resignation": a particle with the object under it.
    fn read_preposition(&mut self, t: usize) {
        if self.deps[t] != Dep::Prep || t == 0 || self.head(t) != t - 1 || !self.tags[t - 1].is_verb() {
            return;
        }
        let verb = t - 1;
        let words = format!("{} {}", self.verb_lemma(verb), self.word(t));
        if !GRAMMAR.sets.preposition_particles.contains(words.as_str())
            || self.has(verb, &[Dep::Dobj, Dep::Nsubjpass, Dep::Auxpass])
        {
            return;
        }
        let Some(object) = self.children(t).find(|&c| self.deps[c] == Dep::Pobj) else { return };
        let lemma = self.doc.lemma(object).to_lowercase();
        let sets = &GRAMMAR.sets;
        let is_setting = matches!(self.doc.entity_tag(object).1, "GPE" | "LOC" | "FAC" | "DATE" | "TIME")
            || sets.time_nouns.contains(lemma.as_str())
            || self.word(t) == "in" && sets.place_nouns.contains(lemma.as_str());
        if is_setting {
            return;
        }
        let below: Vec<usize> = self.children(t).collect();
        for c in below {
            self.heads[c] = verb as u32;
        }
        self.deps[object] = Dep::Dobj;
        self.deps[t] = Dep::Prt;
    }

    /// A subject that the parser gave to the verb before, or took for part of the verb: "…defeated the rebels
    /// and Chad would move", "as Chad invades".
    fn read_subject(&mut self, verb: usize) {
        if !self.tags[verb].is_verb()
            || self.has(verb, &[Dep::Nsubj, Dep::Nsubjpass, Dep::Csubj, Dep::Expl])
            || !self.is_finite(verb)
        {
            return;
        }
        let name = self.children(verb).find(|&c| {
            c + 1 == verb && self.deps[c] == Dep::Compound && matches!(self.tags[c], Tag::Noun | Tag::Name)
        });
        if let Some(name) = name {
            self.deps[name] = Dep::Nsubj;
            return;
        }
        if self.deps[verb] != Dep::Conj || self.head(verb) >= verb {
            return;
        }
        let first = self
            .children(verb)
            .filter(|&c| c < verb && matches!(self.deps[c], Dep::Aux | Dep::Auxpass | Dep::Neg | Dep::Advmod))
            .min()
            .unwrap_or(verb);
        let Some(noun) = first.checked_sub(1) else { return };
        let fits = self.deps[noun] == Dep::Conj
            && matches!(self.tags[noun], Tag::Noun | Tag::Name | Tag::Pronoun)
            && self.is_above(self.head(verb), noun)
            && self.head(noun) != self.head(verb);
        let start = self.children(noun).filter(|&c| c < noun).min().unwrap_or(noun);
        let is_joined = start > 0 && matches!(self.word(start - 1).as_str(), "and" | "but" | "or");
        if fits && is_joined {
            let is_passive = self.has(verb, &[Dep::Auxpass]);
            self.hang(noun, verb, if is_passive { Dep::Nsubjpass } else { Dep::Nsubj });
        }
    }

    /// "fighters whom, he said, nations refuse to take": of two subjects the relative pronoun is the object.
    fn read_relative_object(&mut self, verb: usize) {
        if !self.tags[verb].is_verb() || self.has(verb, &[Dep::Dobj]) {
            return;
        }
        let is_relative =
            |c: usize| self.tags[c] == Tag::Relative && ["which", "whom", "who"].contains(&&*self.word(c));
        let mut subjects =
            self.children(verb).filter(|&c| matches!(self.deps[c], Dep::Nsubj | Dep::Nsubjpass) && c < verb);
        if let (Some(first), Some(second)) = (subjects.next(), subjects.next())
            && is_relative(first)
            && !is_relative(second)
        {
            drop(subjects);
            self.deps[first] = Dep::Dobj;
        }
    }

    /// "US President Ann Lee and Turkish President Can Demir spoke": two names that the parser took for one,
    /// of which the "and" and the first were part.
    fn read_conjoined_name(&mut self, and: usize) {
        if self.deps[and] != Dep::Cc || self.head(and) >= and {
            return;
        }
        let first = self.head(and);
        // From the first name up to the last by arcs that stand inside one name only.
        let mut chain = Vec::new();
        let mut last = first;
        while last < and {
            let is_inside = matches!(self.deps[last], Dep::Compound | Dep::Appos | Dep::Nmod);
            if !is_inside || self.tags[last] != Tag::Name || chain.len() > 3 {
                return;
            }
            chain.push(last);
            last = self.head(last);
        }
        // Of ministries ("Trade and Industry") two words are one name; of persons they are two.
        let is_person = |t: usize| self.doc.entity_tag(t).1 == "PERSON";
        let is_name = is_person(first)
            && is_person(last)
            && (and + 1..=last).all(|t| matches!(self.tags[t], Tag::Name | Tag::Adjective));
        if !is_name || last - and < 2 || last - and > REACH / 2 {
            return;
        }
        for t in and + 1..last {
            if !(and + 1..=last).contains(&self.head(t)) {
                self.hang(t, last, Dep::Compound);
            }
        }
        let before: Vec<usize> = self.children(last).filter(|&c| c < first && !chain.contains(&c)).collect();
        let (head, dep) = (self.head(last), self.deps[last]);
        self.hang(first, if head == last { first } else { head }, dep);
        for &part in &chain[1..] {
            self.hang(part, first, Dep::Compound);
        }
        for c in before {
            self.heads[c] = first as u32;
        }
        self.hang(last, first, Dep::Conj);
    }

    /// "was heckled by protesting teachers": a participle before the agent, which the parser takes for the object of
    /// what it says.
    fn read_participle(&mut self, participle: usize) {
        let by = self.head(participle);
        let is_of_agent = self.deps[participle] == Dep::Pcomp
            && participle == by + 1
            && self.word(by) == "by"
            && self.has(self.head(by), &[Dep::Auxpass])
            && BEFORE_PEOPLE.contains(&&*self.word(participle));
        let Some(noun) = self.children(participle).find(|&c| c > participle && self.deps[c] == Dep::Dobj)
        else {
            return;
        };
        let is_bare = !self.has(noun, &[Dep::Det, Dep::Poss]);
        if is_of_agent && is_bare && self.tags[noun].is_nominal() {
            self.hang(noun, by, Dep::Pobj);
            self.hang(participle, noun, Dep::Amod);
            self.tags[participle] = Tag::Adjective;
        }
    }

    /// "in protest at the raid": the last word of a long preposition hangs on its noun.
    fn read_long_preposition(&mut self, last: usize) {
        if last < 2 || self.deps[last] != Dep::Prep || self.head(last) == last - 1 {
            return;
        }
        let (first, noun) = (last - 2, last - 1);
        let fits = self.deps[noun] == Dep::Pobj
            && self.head(noun) == first
            && self.deps[first] == Dep::Prep
            && !self.is_above(last, noun);
        if fits {
            let words = format!("{} {} {}", self.word(first), self.word(noun), self.word(last));
            if GRAMMAR.preposition(&words).is_some() {
                self.heads[last] = noun as u32;
            }
        }
    }
}

/// How far from a word its mended dependents are looked for.
const REACH: usize = 24;

/// Participles of what people do by themselves.
const BEFORE_PEOPLE: &[&str] = &[
    "protesting",
    "demonstrating",
    "rioting",
    "rebelling",
    "mutinying",
    "advancing",
    "retreating",
    "warring",
    "marauding",
];
