//! What a clause takes from the one above it: who does it, and whether it comes about.

use super::clause::{Clause, Link, Participant, PredicateKind, Relation, Role, Via};
use super::grammar::{Controller, GRAMMAR, Reality, Takes};
use super::mood::{Form, Modal, ModalKind, Negation, NegationKind, Tense};
use super::predicate::noun_lemma;
use super::reader::Reader;
use super::roles::Roles;
use super::tree::{Dep, Tag};
use super::verb_group::VerbGroup;
use super::voice::MAX_INHERITED;

/// Verbs for what comes of an event: "was shelled, *killing* two", "came under fire, *leaving* six hurt".
const RESULTS: [&str; 14] = [
    "kill", "wound", "injure", "maim", "leave", "cause", "destroy", "damage", "displace", "force", "trigger",
    "spark", "prompt", "claim",
];

/// Whether what a clause's subject does is done to it.
fn undergoes(clause: &Clause) -> bool {
    clause.passive || clause.predicate.lemma.starts_with("come under ")
}

impl Reader<'_, '_> {
    /// What the word above says about its content, with the word; for contents only.
    fn taken_by(&self, i: u32, link: Link) -> Option<(&'static Takes, u32)> {
        let tree = self.tree;
        let seed = &self.seeds[i as usize];
        let above = self.above(link.clause)?;
        let predicate = &above.predicate;
        let is_noun = seed.predicate.kind == PredicateKind::Noun;
        // A noun between the two words is the one that takes the content: "the decision to leave".
        let hung_on = tree.head(seed.top);
        let on_preposition = matches!(tree.dep(seed.top), Dep::Pobj | Dep::Pcomp);
        let word = if on_preposition { tree.head(hung_on) } else { hung_on };
        // "the plan drawn up in May": what is told of the plan is not its content.
        if link.relation == Relation::Relative {
            return None;
        }
        if tree.tag(word).is_nominal() && !tree.is_root(seed.top) {
            let takes = GRAMMAR.noun_takes(&noun_lemma(tree, word))?;
            let is_content = !is_noun
                || on_preposition && ["of", "for", "on", "to"].iter().any(|w| tree.is_word(hung_on, w));
            return is_content.then_some((takes, word));
        }
        let role = match link.relation {
            Relation::Complement => None,
            // "called on them to leave": a purpose by the arc, a content by the verb.
            Relation::Adverbial if self.is_called_on(i, link) => None,
            Relation::Argument(role @ (Role::Object | Role::Oblique(_))) => Some(role),
            // "A truce is unlikely"
            Relation::Argument(Role::Subject) if predicate.kind == PredicateKind::Adjective => {
                let lemma = predicate.lemma.split_once(' ').map_or("", |(_, a)| a);
                let takes = GRAMMAR.adjective_takes(lemma).filter(|takes| takes.subject);
                return takes.map(|takes| (takes, predicate.head));
            }
            Relation::Conjunct if is_noun => {
                // "talks and consultations": what holds for the first holds for the second.
                return None;
            }
            _ => return None,
        };
        // "called for the crew to be freed"
        if let Some(takes) = self.asked_for(seed.top, link.marker) {
            return Some((takes, predicate.head));
        }
        match predicate.kind {
            // "used to trade"
            PredicateKind::Verb
                if predicate.lemma == "use" && !above.passive && above.objects().next().is_none() =>
            {
                Some((GRAMMAR.verb_takes("used")?, predicate.head))
            }
            PredicateKind::Verb => {
                let preposition = match role {
                    Some(Role::Oblique(name)) => Some(name.to_owned()),
                    None if on_preposition => Some(tree.word(hung_on).to_lowercase()),
                    None => self.called_on(i, link).map(str::to_owned),
                    _ => None,
                };
                let with = |p: &str| GRAMMAR.verb_takes(&format!("{} {p}", predicate.lemma));
                let takes = match &preposition {
                    Some(p) => with(p)
                        .or_else(|| if role.is_none() { GRAMMAR.verb_takes(&predicate.lemma) } else { None }),
                    None => GRAMMAR.verb_takes(&predicate.lemma),
                }?;
                Some((takes, predicate.head))
            }
            PredicateKind::Adjective => {
                let lemma = predicate.lemma.split_once(' ').map_or("", |(_, a)| a);
                let preposition = match role {
                    Some(Role::Oblique(name)) => Some(name.to_owned()),
                    None if on_preposition => Some(tree.word(hung_on).to_lowercase()),
                    _ => None,
                };
                let takes = match preposition {
                    Some(p) => GRAMMAR.adjective_takes(&format!("{lemma} {p}")),
                    None => GRAMMAR.adjective_takes(lemma),
                }?;
                Some((takes, predicate.head))
            }
            _ => None,
        }
    }

    /// The preposition by which the verb above addresses whoever is to do it: "called *on* them to leave".
    fn called_on(&self, i: u32, link: Link) -> Option<&'static str> {
        let above = self.above(link.clause)?;
        self.groups[i as usize].as_ref().map_or(Some(()), |_| None)?;
        above.participants.iter().find_map(|p| match p.role {
            Role::Oblique(name @ ("on" | "upon" | "to" | "for")) => GRAMMAR
                .verb_takes(&format!("{} {name}", above.predicate.lemma))
                .filter(|t| t.adds == Some(ModalKind::Demand))
                .map(|_| name),
            _ => None,
        })
    }

    fn is_called_on(&self, i: u32, link: Link) -> bool {
        let tree = self.tree;
        let top = self.seeds[i as usize].top;
        tree.child(top, Dep::Aux).is_some_and(|a| tree.tag(a) == Tag::To) && self.called_on(i, link).is_some()
    }

    /// Fills in the subject that the words leave out.
    pub(super) fn understand(&self, i: u32, clause: &mut Clause, group: &VerbGroup) {
        let tree = self.tree;
        let Some(link) = clause.link else { return };
        let surface = self.surface[i as usize];
        if clause.participants.iter().any(|p| p.role == surface) {
            return;
        }
        let Some(above) = self.above(link.clause) else { return };
        let above_surface = self.surface[link.clause as usize];
        let is_noun = clause.predicate.kind == PredicateKind::Noun;
        let grammatical = |via| copy(above, above_surface, surface, via);
        let found = match link.relation {
            Relation::Conjunct
                if is_noun && above.predicate.kind != PredicateKind::Noun && !self.is_conjoined_noun(i) =>
            {
                Vec::new()
            }
            Relation::Conjunct if !clause.has_modality(ModalKind::Imperative) => grammatical(Via::Shared),
            Relation::Complement | Relation::Adverbial if !is_noun && clause.form != Form::Finite => {
                self.controller(i, link, surface, group)
            }
            Relation::Argument(role) if is_noun => {
                let of_goal = role == Role::Oblique("for") && is_goal(above);
                let of_verb = role == Role::Object
                    && above.predicate.kind == PredicateKind::Verb
                    && GRAMMAR.verb_takes(&above.predicate.lemma).is_some_and(binds_event);
                let has_modifier = clause.participants.iter().any(|p| p.role == Role::Modifier);
                if (of_goal || of_verb) && !has_modifier { grammatical(Via::Control) } else { Vec::new() }
            }
            _ => Vec::new(),
        };
        let is_new = |p: &Participant| !clause.participants.iter().any(|q| q.head == p.head);
        let found: Vec<Participant> =
            found.into_iter().filter(is_new).filter(|p| p.head != clause.predicate.head).collect();
        // "It is possible to leave": nobody.
        clause.participants.extend(found.into_iter().filter(|p| !is_empty_it(tree.word(p.head), above)));
    }

    fn is_conjoined_noun(&self, i: u32) -> bool {
        self.tree.dep(self.seeds[i as usize].top) == Dep::Conj
    }

    fn controller(&self, i: u32, link: Link, surface: Role, group: &VerbGroup) -> Vec<Participant> {
        let tree = self.tree;
        let seed = &self.seeds[i as usize];
        let Some(above) = self.above(link.clause) else { return Vec::new() };
        let above_surface = self.surface[link.clause as usize];
        let word = tree.head(seed.top);
        let (word, preposition) = if matches!(tree.dep(seed.top), Dep::Pobj | Dep::Pcomp) {
            (tree.head(word), Some(word))
        } else {
            (word, None)
        };
        // "the decision to leave", "its threat of closing the strait": whoever's decision it is.
        if tree.tag(word).is_nominal() && tree.dep(seed.top) != Dep::Xcomp {
            // "accused the general of ordering it" hangs on the general, who did it.
            let is_gerund = preposition.is_some_and(|p| {
                let words = format!("{} {}", above.predicate.lemma, tree.word(p).to_lowercase());
                GRAMMAR.verb_takes(&words).is_none()
            });
            return self.noun_controller(word, is_gerund, link.clause, surface, above_surface);
        }
        if link.relation == Relation::Adverbial && self.called_on(i, link).is_none() {
            let is_comparison = preposition.is_some_and(|p| tree.is_word(p, "as") || tree.is_word(p, "than"));
            // "was deployed to guard" is theirs; of "was passed to protect" grammar tells nothing.
            let is_sent = GRAMMAR
                .verb_takes(&above.predicate.lemma)
                .is_some_and(|t| t.adds == Some(ModalKind::Purpose));
            let is_purpose = group.to.is_some();
            let is_result = preposition.is_none()
                && seed.top > tree.head(seed.top)
                && group.to.is_none()
                && RESULTS.contains(&seed.predicate.lemma.as_str());
            if is_comparison || is_result && undergoes(above) {
                return Vec::new();
            }
            if is_purpose && is_sent {
                let sent = copy(above, Role::Object, surface, Via::Control);
                if !sent.is_empty() {
                    return sent;
                }
            }
            if is_purpose && above.passive && !is_sent {
                return copy(above, Role::Subject, surface, Via::Control);
            }
            return copy(above, above_surface, surface, Via::Control);
        }
        let takes = self.taken_by(i, link).map(|(takes, _)| *takes);
        let controller = takes.map_or(Controller::Subject, |t| t.controller);
        // What thanks, praise and charges are for was done by those who get them.
        let is_blamed = preposition
            .is_some_and(|p| tree.is_word(p, "for") || tree.is_word(p, "of") || tree.is_word(p, "from"))
            && above.objects().next().is_some()
            && above.predicate.kind == PredicateKind::Verb;
        match controller {
            Controller::None => Vec::new(),
            Controller::Subject if !is_blamed => copy(above, above_surface, surface, Via::Control),
            _ => {
                let called = self.called_on(i, link).map(Role::Oblique);
                [Some(Role::Object), Some(Role::IndirectObject), called, Some(above_surface)]
                    .into_iter()
                    .flatten()
                    .map(|role| copy(above, role, surface, Via::Control))
                    .find(|found| !found.is_empty())
                    .unwrap_or_default()
            }
        }
    }

    /// Who does what a noun's infinitive says: its possessor, its "by" and "of" phrase, or the subject of
    /// the verb whose object it is.
    fn noun_controller(
        &self,
        noun: u32,
        is_gerund: bool,
        above: u32,
        surface: Role,
        above_surface: Role,
    ) -> Vec<Participant> {
        let tree = self.tree;
        let mut found = Roles::new(tree, None, None);
        let own = self.predicate_of[noun as usize];
        if let Some(clause) = self.clauses.get(own as usize).and_then(Option::as_ref) {
            let subjects = copy(clause, Role::Subject, surface, Via::Control);
            if !subjects.is_empty() {
                return subjects;
            }
        }
        for &c in tree.children(noun) {
            match tree.dep(c) {
                Dep::Poss => found.expand(c, surface, None, Via::Control),
                Dep::Prep if tree.is_word(c, "by") || tree.is_word(c, "of") => {
                    if let Some(o) = tree.child(c, Dep::Pobj) {
                        found.expand(o, surface, None, Via::Control);
                    }
                }
                _ => {}
            }
        }
        let is_doer = !is_gerund && GRAMMAR.noun_takes(&noun_lemma(tree, noun)).is_none();
        if found.participants.is_empty() && is_doer {
            // "troops to guard the bridge"; "a policy of guarding it" guards nothing
            found.expand(noun, surface, None, Via::Antecedent);
        } else if found.participants.is_empty()
            && matches!(tree.dep(noun), Dep::Dobj | Dep::Attr | Dep::Pobj)
            && let Some(above) = self.above(above)
        {
            return copy(above, above_surface, surface, Via::Control);
        }
        found.participants
    }

    /// Modality, polarity and tense that the word above gives to its content.
    pub(super) fn take_from_above(&self, i: u32, clause: &mut Clause) {
        let Some(link) = clause.link else { return };
        let Some(above) = self.above(link.clause) else { return };
        let is_noun = clause.predicate.kind == PredicateKind::Noun;
        if is_noun && self.takes_place(link, above) {
            return self.take_place(clause, above);
        }
        if is_noun && link.relation == Relation::Argument(Role::Oblique("for")) && is_goal(above) {
            clause.modality.push(Modal { cue: clause.predicate.head, kind: ModalKind::Purpose });
            inherit(clause, above);
            return;
        }
        if link.relation == Relation::Conjunct && is_noun && self.is_conjoined_noun(i) {
            inherit(clause, above);
            inherit_negations(clause, above, |kind| kind != NegationKind::Not);
            return;
        }
        // "agreed to leave and hand over": the second is agreed too.
        let is_like = clause.form == above.form && matches!(clause.form, Form::Infinitive | Form::Ing);
        if link.relation == Relation::Conjunct && is_like && self.groups[link.clause as usize].is_some() {
            inherit(clause, above);
            inherit_negations(clause, above, |kind| kind != NegationKind::Not);
            if clause.tense == Tense::Unmarked {
                clause.tense = above.tense;
            }
            return;
        }
        // "have to leave" binds; "have him freed" does not.
        let is_to = clause.form == Form::Infinitive
            && self.tree.child(self.seeds[i as usize].top, Dep::Aux).is_some();
        if above.predicate.lemma == "have" && !is_to {
            return;
        }
        if is_to && self.is_first_to(i, link, above) {
            clause.tense = if above.tense == Tense::Unmarked { Tense::Past } else { above.tense };
            return inherit(clause, above);
        }
        // "Lopes, the second premier to be impeached, is to stand trial": of what is still to come only the trial.
        let surface = self.surface[i as usize];
        let of_rank =
            clause.in_role(surface).any(|p| p.head < clause.predicate.head && self.is_ranked(p.head));
        if is_to && link.relation == Relation::Relative && of_rank {
            clause.tense = Tense::Past;
            return;
        }
        let Some((takes, cue)) = self.taken_by(i, link) else {
            let is_open = link.relation == Relation::Complement && matches!(clause.form, Form::Infinitive);
            let going = above.predicate.lemma == "go" && above.aspect.progressive && is_open;
            if going {
                clause.modality.push(Modal { cue: above.predicate.head, kind: ModalKind::Future });
            }
            if above.predicate.lemma == "be" && is_open && self.surface[link.clause as usize] == Role::Subject
            {
                clause.modality.push(Modal { cue: above.predicate.head, kind: ModalKind::Plan });
            }
            let top = self.seeds[i as usize].top;
            if is_open && self.tree.dep(top) == Dep::Xcomp {
                inherit(clause, above);
                if going {
                    inherit_negations(clause, above, |_| true);
                }
            }
            return;
        };
        // "has no plans to leave"
        let no = |t: &&u32| self.tree.dep(**t) == Dep::Det && self.tree.is_word(**t, "no");
        if let Some(&no) = self.tree.children(cue).iter().find(no).filter(|_| self.tree.tag(cue).is_nominal())
        {
            clause.negations.push(Negation { cue: no, kind: NegationKind::Not });
        }
        if is_noun && (!takes.nominal || takes.reality == Reality::Denied && is_spoken(clause)) {
            return;
        }
        // The bare form of "asked that he leave" and "made him leave" has no tense of its own.
        let is_tensed = clause.form == Form::Finite && clause.tense != Tense::Unmarked;
        if is_tensed && !takes.finite
            || is_noun && takes.adds == Some(ModalKind::Commitment) && is_spoken(clause)
        {
            return;
        }
        if is_tensed && takes.reality == Reality::Implied && takes.adds.is_none() && !takes.raises_not {
            return;
        }
        // What is feared or believed to have been is no forecast.
        let is_told = clause.form == Form::Finite && clause.tense == Tense::Past || clause.aspect.perfect;
        if let Some(kind) = takes.adds.filter(|&k| k != ModalKind::Expectation || !is_told) {
            clause.modality.push(Modal { cue, kind });
        }
        let same_word = above.predicate.head == cue || above.predicate.verb == Some(cue);
        let carries = takes.reality == Reality::Implied || takes.raises_not;
        if same_word && (carries || takes.adds.is_some() && clause.form != Form::Finite) {
            inherit(clause, above);
        }
        match takes.reality {
            Reality::Unrealised | Reality::Denied => {
                let kind = if takes.reality == Reality::Denied {
                    NegationKind::Denied
                } else {
                    NegationKind::Unrealised
                };
                if !(same_word && above.is_negative()) {
                    clause.negations.push(Negation { cue, kind });
                }
            }
            _ if carries && same_word && above.is_negative() => {
                let kind = if takes.reality == Reality::Implied {
                    NegationKind::Unrealised
                } else {
                    NegationKind::Not
                };
                clause.negations.extend(above.negations.first().map(|n| Negation { cue: n.cue, kind }));
            }
            _ => {}
        }
        if takes.reality == Reality::Implied && same_word && clause.tense == Tense::Unmarked {
            clause.tense = above.tense;
        }
    }

    /// "was the first country to sign", "became the last to leave": whoever is that has done so.
    fn is_first_to(&self, i: u32, link: Link, above: &Clause) -> bool {
        let hung_on = self.tree.head(self.seeds[i as usize].top);
        matches!(link.relation, Relation::Complement | Relation::Relative)
            && (self.is_ranked(hung_on) || above.in_role(Role::Attribute).any(|p| self.is_ranked(p.head)))
    }

    /// Whether the clause above only says that this event takes place.
    fn takes_place(&self, link: Link, above: &Clause) -> bool {
        let lemma = above.predicate.lemma.as_str();
        matches!(link.relation, Relation::Argument(role) if role == self.surface[link.clause as usize])
            && (matches!(above.predicate.kind, PredicateKind::Verb | PredicateKind::LightVerb)
                && GRAMMAR.sets.occurrence.contains(lemma)
                || above.predicate.kind == PredicateKind::Being)
    }

    fn take_place(&self, clause: &mut Clause, above: &Clause) {
        clause.tense = above.tense;
        clause.aspect = above.aspect;
        inherit(clause, above);
        inherit_negations(clause, above, |_| true);
        let event = GRAMMAR.event(&clause.predicate.lemma);
        for p in &above.participants {
            let Role::Oblique(name) = p.role else { continue };
            let is = |list: &[String]| list.iter().any(|w| w == name);
            let role = if name == "between" || event.is_some_and(|e| is(e.subject)) {
                Role::Subject
            } else if event.is_some_and(|e| is(e.object)) && !above.settings.iter().any(|s| s.head == p.head)
            {
                Role::Object
            } else {
                p.role
            };
            if !clause.participants.iter().any(|q| q.head == p.head) {
                clause.participants.push(Participant { role, via: Via::Shared, ..p.clone() });
            }
        }
        if !Self::has_time(clause) {
            clause.settings.extend(above.settings.iter().copied());
        } else {
            let rest = above.settings.iter().filter(|s| s.kind != super::clause::SettingKind::Time);
            clause.settings.extend(rest.copied());
        }
    }
}

/// A clause's participants in one role, for another clause in another role.
fn copy(clause: &Clause, from: Role, to: Role, via: Via) -> Vec<Participant> {
    clause.in_role(from).map(|p| Participant { role: to, preposition: None, via, ..p.clone() }).collect()
}

/// What keeps the clause above from being plainly so keeps its content too.
fn inherit(clause: &mut Clause, above: &Clause) {
    for modal in above.modality.iter().filter(|m| m.kind != ModalKind::Imperative).take(MAX_INHERITED) {
        if !clause.modality.contains(modal) {
            clause.modality.push(*modal);
        }
    }
}

/// Negations of the clause above that hold for this one too.
fn inherit_negations(clause: &mut Clause, above: &Clause, holds: impl Fn(NegationKind) -> bool) {
    for negation in above.negations.iter().filter(|n| holds(n.kind)).take(MAX_INHERITED) {
        if !clause.negations.iter().any(|n| n.cue == negation.cue) {
            clause.negations.push(*negation);
        }
    }
}

fn is_goal(above: &Clause) -> bool {
    matches!(above.predicate.kind, PredicateKind::Verb | PredicateKind::Being | PredicateKind::LightVerb)
        && (above.predicate.verb.is_none()
            || GRAMMAR.sets.goal_verbs.contains(above.predicate.lemma.as_str())
            || above.predicate.noun_verb == Some("visit"))
}

/// Whether the subject of a verb is also that of the event it names: "planned an attack".
fn binds_event(takes: &Takes) -> bool {
    takes.controller == Controller::Subject
        && (takes.reality == Reality::Implied
            || takes.reality == Reality::Open
                && matches!(
                    takes.adds,
                    Some(ModalKind::Plan | ModalKind::Attempt | ModalKind::Threat | ModalKind::Offer)
                ))
}

/// Nouns of speech: what is offered or claimed is not undone by a refusal, only refused.
fn is_spoken(clause: &Clause) -> bool {
    let lemma = clause.predicate.lemma.as_str();
    GRAMMAR.noun_takes(lemma).is_some()
        || GRAMMAR.sets.reporting_nouns.contains(lemma)
        || lemma == "criticism"
}

fn is_empty_it(word: &str, above: &Clause) -> bool {
    word.eq_ignore_ascii_case("it") && above.predicate.kind == PredicateKind::Adjective
}
