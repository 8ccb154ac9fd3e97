//! Who takes part in a clause by the words that hang on its predicate, and when, where and how.

use chancery_record::Span;

use super::clause::{Participant, Phrase, PredicateKind, Role, Setting, SettingKind, Via};
use super::grammar::{Event, GRAMMAR};
use super::nouns::{is_forum, is_manner_noun, is_place_noun, is_time};
use super::predicate::{Seed, noun_lemma};
use super::tree::{Dep, Tag, Tree};

/// Most conjuncts of one phrase that are told apart; lists in tables go on without end.
const MAX_CONJUNCTS: usize = 64;
/// Most words between the two sides of "between".
const MAX_ASIDE: u32 = 24;

/// What was found so far for one clause.
pub(super) struct Roles<'t, 'd> {
    tree: &'t Tree<'d>,
    /// What relative pronouns stand for.
    antecedent: Option<u32>,
    event: Option<&'static Event>,
    pub(super) participants: Vec<Participant>,
    pub(super) settings: Vec<Setting>,
    /// Some participant is a relative pronoun's antecedent.
    pub(super) met_relative: bool,
    /// Prepositions without an object, as relative clauses leave them.
    pub(super) stranded: Option<&'static str>,
}

impl<'t, 'd> Roles<'t, 'd> {
    pub(super) fn new(tree: &'t Tree<'d>, antecedent: Option<u32>, event: Option<&'static Event>) -> Self {
        Self {
            tree,
            antecedent,
            event,
            participants: Vec::new(),
            settings: Vec::new(),
            met_relative: false,
            stranded: None,
        }
    }

    /// Everything that hangs on the seed's words.
    pub(super) fn gather(&mut self, seed: &Seed, passive: bool) {
        let tree = self.tree;
        if let Some(verb) = seed.predicate.verb {
            self.gather_verb(seed, verb, passive);
        } else if seed.noun.is_none() {
            self.gather_verbless(seed);
        }
        let head = seed.predicate.head;
        match seed.predicate.kind {
            PredicateKind::Adjective => self.gather_adjective(head),
            PredicateKind::Copula => {
                self.expand(head, Role::Attribute, None, Via::Own);
                for &c in tree.children(head) {
                    if tree.dep(c) == Dep::Nsubj {
                        self.expand(c, Role::Subject, None, Via::Own);
                    }
                }
            }
            _ => {}
        }
        if let Some(noun) = seed.noun {
            let has_subject = self.participants.iter().any(|p| p.role == Role::Subject);
            self.gather_noun(noun, has_subject);
        }
    }

    fn gather_verb(&mut self, seed: &Seed, verb: u32, passive: bool) {
        let tree = self.tree;
        let inner = seed.noun.map(|noun| branch_to(tree, verb, noun));
        let has_object = tree.children(verb).iter().any(|&c| tree.dep(c) == Dep::Dobj && Some(c) != inner);
        let is_there = tree.child(verb, Dep::Expl).is_some();
        let subject = if seed.receives { Role::Object } else { Role::Subject };
        // "was given a medal"
        let undergoer = if has_object { Role::IndirectObject } else { Role::Object };
        for &c in tree.children(verb) {
            if Some(c) == inner && tree.dep(c) != Dep::Prep {
                continue;
            }
            match tree.dep(c) {
                Dep::Nsubj if passive => self.expand(c, undergoer, None, Via::Own),
                Dep::Nsubj => self.expand(c, subject, None, Via::Own),
                Dep::Nsubjpass => self.expand(c, undergoer, None, Via::Own),
                Dep::Dobj => self.expand(c, Role::Object, None, Via::Own),
                Dep::Dative if tree.child(c, Dep::Pobj).is_some() => self.gather_preposition(c, passive),
                Dep::Dative => self.expand(c, Role::IndirectObject, None, Via::Own),
                Dep::Agent => self.after(c, Some(Role::Subject)),
                Dep::Prep if Some(c) == inner => {}
                Dep::Prep => self.gather_preposition(c, passive),
                Dep::Attr if is_there => self.expand(c, Role::Subject, None, Via::Own),
                Dep::Attr | Dep::Oprd if c != seed.predicate.head => {
                    self.expand(c, Role::Attribute, None, Via::Own);
                }
                Dep::Advmod | Dep::Npadvmod if self.is_inverted_speaker(seed, verb, c) => {
                    self.expand(c, subject, None, Via::Own);
                }
                Dep::Npadvmod => self.time_or_measure(c),
                Dep::Advmod => self.adverb(c),
                _ => {}
            }
        }
        self.gather_carried(seed, verb);
    }

    /// "sent ammunition to Chad", "used water cannon and tear gas against students": where the verb asks for
    /// the preposition, it is the verb's, though it hangs on the object.
    fn gather_carried(&mut self, seed: &Seed, verb: u32) {
        let tree = self.tree;
        if seed.noun.is_some() {
            return;
        }
        let objects: Vec<u32> =
            self.participants.iter().filter(|p| p.role == Role::Object).map(|p| p.head).collect();
        for object in objects {
            if GRAMMAR.event(&noun_lemma(tree, object)).is_some() || object < verb {
                continue;
            }
            for &c in tree.children(object) {
                let is_preposition = matches!(tree.dep(c), Dep::Prep | Dep::Dative) && c > object;
                let asked = || format!("{} {}", seed.predicate.lemma, tree.word(c).to_lowercase());
                if is_preposition && GRAMMAR.sets.carried.contains(asked().as_str()) {
                    self.after(c, None);
                }
            }
        }
    }

    /// "…,” Shibly said": a name right beside a verb of saying that has no other subject, which the parser
    /// took for an adverb.
    fn is_inverted_speaker(&self, seed: &Seed, verb: u32, word: u32) -> bool {
        let tree = self.tree;
        tree.tag(word) == Tag::Name
            && word.abs_diff(verb) == 1
            && !is_time(tree, word)
            && tree.child(verb, Dep::Nsubj).is_none()
            && GRAMMAR.sets.reporting_verbs.contains(seed.predicate.lemma.as_str())
    }

    fn gather_preposition(&mut self, preposition: u32, passive: bool) {
        let tree = self.tree;
        let is_agent = passive
            && tree.is_word(preposition, "by")
            && tree
                .child(preposition, Dep::Pobj)
                .is_some_and(|o| !is_time(tree, o) && !is_manner_noun(tree, o))
            && !self.participants.iter().any(|p| p.role == Role::Subject);
        match self.event {
            Some(event) if !is_agent => self.after_noun(preposition, event),
            _ => self.after(preposition, is_agent.then_some(Role::Subject)),
        }
    }

    fn gather_adjective(&mut self, adjective: u32) {
        let tree = self.tree;
        for &c in tree.children(adjective) {
            match tree.dep(c) {
                Dep::Nsubj | Dep::Nsubjpass => self.expand(c, Role::Subject, None, Via::Own),
                Dep::Prep => self.after(c, None),
                Dep::Npadvmod => self.time_or_measure(c),
                Dep::Advmod if c > adjective => self.adverb(c),
                _ => {}
            }
        }
    }

    /// "Premier in Oslo for talks".
    fn gather_verbless(&mut self, seed: &Seed) {
        let tree = self.tree;
        let head = seed.predicate.head;
        if seed.predicate.kind != PredicateKind::Being {
            return;
        }
        self.expand(head, Role::Subject, None, Via::Own);
        for &c in tree.children(head) {
            if tree.dep(c) == Dep::Prep && c > head {
                self.after(c, None);
            }
        }
        // The subject's own phrase ends before the first preposition.
        let first = tree.children(head).iter().copied().find(|&c| tree.dep(c) == Dep::Prep && c > head);
        if let (Some(first), Some(subject)) = (first, self.participants.first_mut())
            && subject.span.start < first
        {
            subject.span = Span::new(subject.span.start, first.min(subject.span.end));
        }
    }

    fn gather_noun(&mut self, noun: u32, has_subject: bool) {
        let tree = self.tree;
        let Some(event) = self.event else {
            for &c in tree.children(noun) {
                match tree.dep(c) {
                    Dep::Prep => self.after(c, None),
                    Dep::Advmod | Dep::Npadvmod if c > noun => self.adverb(c),
                    _ => {}
                }
            }
            return;
        };
        let mut possessor = None;
        for &c in tree.children(noun) {
            match tree.dep(c) {
                Dep::Poss => possessor = Some(c),
                Dep::Amod | Dep::Compound | Dep::Nmod => self.modifier(c),
                Dep::Prep | Dep::Agent => self.after_noun(c, event),
                Dep::Npadvmod => self.time_or_measure(c),
                Dep::Advmod if c > noun => self.adverb(c),
                _ => {}
            }
        }
        self.join_second_side();
        let Some(possessor) = possessor else { return };
        if is_time(tree, possessor) {
            self.set(SettingKind::Time, None, possessor, tree.hull(possessor));
            return;
        }
        let has_object = self.participants.iter().any(|p| p.role == Role::Object);
        if event.possessor_is_object && !has_object {
            self.expand(possessor, Role::Object, None, Via::Own);
        } else if !has_subject {
            self.expand(possessor, Role::Subject, None, Via::Own);
        }
    }

    /// "talks between Peru, claiming the islands, and Chile": a phrase put between the two sides, on which the
    /// parser hangs the second.
    fn join_second_side(&mut self) {
        let tree = self.tree;
        let mut sides = self.participants.iter().filter(|p| p.preposition == Some("between"));
        let (Some(side), None) = (sides.next().cloned(), sides.next()) else { return };
        let n_words = tree.len() as u32;
        let is_broken_off = side.span.end < n_words && tree.is_word(side.span.end, ",");
        let last = (side.span.end + MAX_ASIDE).min(n_words);
        let joins = (side.span.end..last).filter(|&t| tree.is_word(t, "and") && tree.dep(t) == Dep::Cc);
        let in_sentence =
            joins.filter(|&t| tree.doc.sentence_of(t as usize) == tree.doc.sentence_of(side.head as usize));
        let and = in_sentence.into_iter().find(|&t| is_broken_off && tree.is_word(t - 1, ","));
        let second = and.and_then(|and| {
            let joined = tree.children(tree.head(and)).iter().copied();
            joined.into_iter().find(|&c| tree.dep(c) == Dep::Conj && c > and && is_phrase_head(tree, c))
        });
        if let Some(second) = second {
            self.push(second, side.role, side.preposition, Via::Own, side.group);
        }
    }

    fn modifier(&mut self, modifier: u32) {
        let tree = self.tree;
        let is_named = match tree.entity(modifier) {
            _ if matches!(tree.tag(modifier), Tag::Other | Tag::Adverb | Tag::Preposition) => false,
            "NORP" | "GPE" | "LOC" | "ORG" | "PERSON" | "FAC" => true,
            "" => {
                let is_capital = tree.word(modifier).starts_with(char::is_uppercase);
                let fits = matches!(tree.tag(modifier), Tag::Name | Tag::Adjective);
                fits && is_capital && !tree.doc.starts_sentence(modifier as usize)
            }
            _ => false,
        };
        if is_named && !is_time(tree, modifier) {
            self.expand(modifier, Role::Modifier, None, Via::Own);
            // "Saudi-Iranian talks", "Israel-Hamas war": the first name hangs on the second.
            for &c in tree.children(modifier) {
                let is_name = match tree.entity(c) {
                    "" => tree.word(c).starts_with(char::is_uppercase),
                    kind => matches!(kind, "NORP" | "GPE" | "ORG" | "PERSON"),
                };
                let is_joined = matches!(tree.dep(c), Dep::Compound | Dep::Nmod | Dep::Amod)
                    && c + 1 < modifier
                    && matches!(tree.word(c + 1), "-" | "–" | "/");
                if is_name && is_joined {
                    self.expand(c, Role::Modifier, None, Via::Own);
                }
            }
        } else if is_time(tree, modifier) {
            self.set(SettingKind::Time, None, modifier, tree.hull(modifier));
        }
    }

    fn after_noun(&mut self, preposition: u32, event: &Event) {
        let tree = self.tree;
        let word = tree.word(preposition).to_lowercase();
        let is = |list: &[String]| list.contains(&word);
        let object = tree.child(preposition, Dep::Pobj);
        let role = match object {
            Some(o) if is_time(tree, o) => None,
            _ if word == "by" || word == "between" => Some(Role::Subject),
            _ if is(event.object) => Some(Role::Object),
            // "attack at the border": a place is no target, unless it is what "on" or "against" name.
            _ if is(event.subject) => Some(Role::Subject),
            _ => None,
        };
        let is_place = word == "at" && object.is_some_and(|o| is_place_noun(tree, o));
        self.after(preposition, role.filter(|_| !is_place));
    }

    /// The objects of a preposition, in this role or under the preposition's own name.
    pub(super) fn after(&mut self, preposition: u32, role: Option<Role>) {
        let tree = self.tree;
        let (name, last) = full_preposition(tree, preposition);
        let Some(name) = name else { return };
        let mut has_object = false;
        // "because of fines": the parser hangs the noun on the first word.
        let bearer = if last != preposition && tree.children(last).is_empty() { preposition } else { last };
        for &c in tree.children(bearer) {
            if c == last {
                continue;
            }
            match tree.dep(c) {
                Dep::Pobj => {
                    has_object = true;
                    self.object_of(preposition, name, c, role);
                }
                Dep::Prep if c > last && tree.child(bearer, Dep::Pobj).is_none() => {
                    has_object = true;
                    self.after(c, role);
                }
                // "in Syria and in Iraq"
                Dep::Conj if matches!(tree.tag(c), Tag::Preposition | Tag::To) => self.after(c, role),
                Dep::Pcomp => has_object = true,
                _ => {}
            }
        }
        if !has_object {
            self.stranded.get_or_insert(name);
        }
    }

    fn object_of(&mut self, preposition: u32, name: &'static str, object: u32, role: Option<Role>) {
        let tree = self.tree;
        let sets = &GRAMMAR.sets;
        let extent = (preposition, tree.phrase(object).1);
        if is_time(tree, object) && role.is_none_or(|r| r == Role::Subject) && name != "of" {
            return self.set(SettingKind::Time, Some(name), object, extent);
        }
        if role.is_none() {
            if is_manner_noun(tree, object) && matches!(name, "by" | "over" | "via" | "through" | "on" | "in")
            {
                self.set(SettingKind::Manner, Some(name), object, extent);
            } else if sets.time.contains(name) && !(name == "before" && is_forum(tree, object)) {
                self.set(SettingKind::Time, Some(name), object, extent);
            } else if sets.manner.contains(name) {
                self.set(SettingKind::Manner, Some(name), object, extent);
            } else if sets.place.contains(name)
                && (!matches!(name, "in" | "at" | "on" | "within" | "above" | "behind")
                    || is_place_noun(tree, object))
            {
                self.set(SettingKind::Place, Some(name), object, extent);
            }
        }
        self.expand(object, role.unwrap_or(Role::Oblique(name)), Some(name), Via::Own);
    }

    fn time_or_measure(&mut self, word: u32) {
        if self.tree.tag(word) != Tag::Other && is_time(self.tree, word) {
            self.set(SettingKind::Time, None, word, self.tree.hull(word));
        }
    }

    fn adverb(&mut self, adverb: u32) {
        let tree = self.tree;
        let sets = &GRAMMAR.sets;
        if tree.tag(adverb) == Tag::Other {
            return;
        }
        let word = tree.word(adverb).to_lowercase();
        // "together with", "ahead of", "along with": a preposition by now.
        if let (Some(_), last) = full_preposition(tree, adverb)
            && last != adverb
        {
            return self.after(adverb, None);
        }
        for &c in tree.children(adverb) {
            match tree.dep(c) {
                Dep::Npadvmod => self.time_or_measure(c),
                Dep::Prep => self.after(c, None),
                _ => {}
            }
        }
        let extent = tree.hull(adverb);
        if is_time(tree, adverb) || sets.time_adverbs.contains(word.as_str()) {
            // "earlier this week": the whole of it tells the time.
            self.set(SettingKind::Time, None, adverb, extent);
        } else if sets.place_adverbs.contains(word.as_str()) {
            self.set(SettingKind::Place, None, adverb, extent);
        } else if tree.tag(adverb) == Tag::Adverb
            && word.len() > 4
            && word.ends_with("ly")
            && GRAMMAR.adverb(&word).is_none()
        {
            self.set(SettingKind::Manner, None, adverb, (adverb, adverb + 1));
        }
    }

    fn set(&mut self, kind: SettingKind, preposition: Option<&'static str>, head: u32, extent: (u32, u32)) {
        let (start, end) = extent;
        let span = Span::new(start.min(head), end.max(head + 1));
        self.settings.push(Setting { kind, preposition, head, span });
    }

    /// A phrase and its conjuncts as participants.
    pub(super) fn expand(&mut self, head: u32, role: Role, preposition: Option<&'static str>, via: Via) {
        let tree = self.tree;
        let is_relative = tree.tag(head) == Tag::Relative
            || (tree.is_word(head, "that") && tree.tag(head) != Tag::Determiner);
        if is_relative && let Some(antecedent) = self.antecedent {
            self.met_relative = true;
            self.push(antecedent, role, preposition, Via::Antecedent, antecedent);
            // "the premier and the envoys, who left": what stands behind all of them is said of all.
            let mut at = antecedent;
            for _ in 0..MAX_CONJUNCTS {
                let next = tree.children(at).iter().copied().find(|&c| tree.dep(c) == Dep::Conj);
                let Some(next) = next.filter(|&c| c < head && is_phrase_head(tree, c)) else { break };
                self.push(next, role, preposition, Via::Antecedent, antecedent);
                at = next;
            }
            return;
        }
        let mut next = Some(head);
        for _ in 0..MAX_CONJUNCTS {
            let Some(at) = next else { break };
            self.push(at, role, preposition, via, head);
            self.hoist(at);
            next = tree
                .children(at)
                .iter()
                .copied()
                .find(|&c| tree.dep(c) == Dep::Conj && is_phrase_head(tree, c));
        }
    }

    fn push(&mut self, head: u32, role: Role, preposition: Option<&'static str>, via: Via, group: u32) {
        if self.participants.iter().any(|p| p.role == role && p.head == head) {
            return;
        }
        let tree = self.tree;
        let (start, end) = tree.phrase(head);
        let appositions = tree
            .children(head)
            .iter()
            .copied()
            .filter(|&c| tree.dep(c) == Dep::Appos && is_phrase_head(tree, c))
            .take(MAX_CONJUNCTS)
            .map(|c| phrase(tree, c))
            .collect();
        self.participants.push(Participant {
            role,
            head,
            preposition,
            span: Span::new(start, end),
            via,
            group,
            appositions,
        });
    }

    /// Companions inside a phrase take part on their own ("the minister, along with two aides,"), and a
    /// date that the parser hung on a noun is the clause's ("met the envoy on Monday").
    fn hoist(&mut self, head: u32) {
        let tree = self.tree;
        for &c in tree.children(head) {
            if tree.dep(c) != Dep::Prep || c < head {
                continue;
            }
            let (name, last) = full_preposition(tree, c);
            let is_companion = name
                .is_some_and(|n| matches!(n, "along with" | "together with" | "on behalf of" | "alongside"));
            // "recalled its envoy in protest at the raid": reasons are the clause's, not the envoy's.
            let is_reason = name.is_some_and(|n| {
                [
                    "in protest ",
                    "in response ",
                    "in retaliation ",
                    "in reaction ",
                    "in revenge ",
                    "in exchange ",
                ]
                .iter()
                .any(|reason| n.starts_with(reason))
            });
            let is_date = name.is_some_and(|n| matches!(n, "on" | "in" | "at" | "during" | "since"))
                && GRAMMAR.event(&noun_lemma(tree, head)).is_none()
                && tree.child(last, Dep::Pobj).is_some_and(|o| matches!(tree.entity(o), "DATE" | "TIME"));
            if is_companion || is_reason || is_date {
                self.after(c, None);
            }
        }
    }
}

/// A phrase by its head word.
pub(super) fn phrase(tree: &Tree<'_>, head: u32) -> Phrase {
    let (start, end) = tree.phrase(head);
    Phrase { head, span: Span::new(start, end) }
}

fn is_phrase_head(tree: &Tree<'_>, t: u32) -> bool {
    !tree.tag(t).is_verb()
        && tree.tag(t) != Tag::Preposition
        && tree.tag(t) != Tag::Adverb
        && !tree.doc.is_space(t as usize)
}

/// The child of `above` on the way down to `below`.
fn branch_to(tree: &Tree<'_>, above: u32, below: u32) -> u32 {
    let mut at = below;
    for _ in 0..6 {
        let head = tree.head(at);
        if head == above || head == at {
            break;
        }
        at = head;
    }
    at
}

/// The name of a preposition with the words that belong to it ("on behalf of"), and its last word, on
/// which the object hangs.
pub(super) fn full_preposition(tree: &Tree<'_>, first: u32) -> (Option<&'static str>, u32) {
    let mut words = tree.word(first).to_lowercase();
    let mut last = first;
    for _ in 0..3 {
        let object = tree
            .children(last)
            .iter()
            .copied()
            .find(|&c| matches!(tree.dep(c), Dep::Pobj | Dep::Pcomp | Dep::Npadvmod) && c > last);
        let mut found = None;
        if let Some(noun) = object {
            for &of in tree.children(noun).iter().filter(|&&c| tree.dep(c) == Dep::Prep && c > noun) {
                let of_word = tree.word(of).to_lowercase();
                let noun_word = tree.word(noun).to_lowercase();
                let determiner = tree.child(noun, Dep::Det).map(|d| tree.word(d).to_lowercase());
                let full = determiner.and_then(|d| {
                    let words = format!("{words} {d} {noun_word} {of_word}");
                    GRAMMAR.preposition(&words).map(|_| words)
                });
                let full = full.or_else(|| {
                    let words = format!("{words} {noun_word} {of_word}");
                    GRAMMAR.preposition(&words).map(|_| words)
                });
                if let Some(full) = full {
                    found = Some((full, of));
                    break;
                }
            }
        }
        if found.is_none() {
            for &c in tree.children(last) {
                if c > last
                    && c <= last + 2
                    && matches!(tree.dep(c), Dep::Prep | Dep::Pcomp | Dep::Pobj | Dep::Agent)
                {
                    let longer = format!("{words} {}", tree.word(c).to_lowercase());
                    if GRAMMAR.preposition(&longer).is_some() {
                        found = Some((longer, c));
                        break;
                    }
                }
            }
        }
        let Some((longer, next)) = found else { break };
        words = longer;
        last = next;
    }
    (GRAMMAR.preposition(&words), last)
}
