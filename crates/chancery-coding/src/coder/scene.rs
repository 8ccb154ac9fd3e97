//! One parsed, resolved text, and what fills the paths of frames in it.

use std::cell::Cell;

use chancery_knowledge::{Body, Sector, World};
use chancery_nlp::Doc;
use chancery_record::{Span, Token};

use super::message;
use super::party::{self, Party};
use super::place::Setting;
use crate::clauses::{
    self, Clause, Clauses, Link, ModalKind, Participant, PredicateKind, Relation, Role, Via,
};
use crate::frames::{ActorSort, Constraint, Lexicon, Path, Step, Test};
use crate::resolve::{ActorKind, Referents};
use crate::statements::Statement;

/// How deep an act inside an act is looked at when a frame asks for its type.
const DEPTH: usize = 4;

/// Prepositions of an event noun at which, or about the time of which, something else happens.
pub(super) const OCCASION_PREPOSITIONS: [&str; 8] =
    ["in", "during", "at", "after", "before", "following", "on", "since"];

/// What the layers below say of one text.
pub(super) struct Scene<'a> {
    pub(super) doc: &'a Doc,
    pub(super) clauses: &'a Clauses,
    pub(super) referents: &'a Referents,
    pub(super) world: &'a World,
    pub(super) lexicon: &'a Lexicon,
    pub(super) places: &'a [Setting],
    pub(super) statements: &'a [Statement],
    /// The one of several contents that is being read.
    pub(super) focus: Cell<Option<u32>>,
}

/// What fills a path: a phrase, a clause, or an event noun that is both.
#[derive(Debug, Clone, Copy)]
pub(super) struct Filler<'a> {
    pub(super) head: u32,
    /// The noun that the head only measures: "rockets" of "dozens of rockets".
    pub(super) counted: Option<u32>,
    pub(super) span: Span<Token>,
    pub(super) participant: Option<&'a Participant>,
    pub(super) clause: Option<u32>,
}

impl<'a> Scene<'a> {
    pub(super) fn clause(&self, number: u32) -> &'a Clause {
        &self.clauses.all()[number as usize]
    }

    /// What fills the steps, starting from a clause.
    pub(super) fn fillers(&self, clause: u32, steps: &[Step]) -> Vec<Filler<'a>> {
        let Some((last, way)) = steps.split_last() else { return vec![self.filler_of_clause(clause)] };
        let mut at = vec![clause];
        for step in way {
            at = at.iter().flat_map(|&c| self.clauses_at(c, *step)).collect();
        }
        at.iter().flat_map(|&c| self.fillers_at(c, *last)).collect()
    }

    fn fillers_at(&self, clause: u32, step: Step) -> Vec<Filler<'a>> {
        let Step::Role(role) = step else {
            return self.clauses_at(clause, step).into_iter().map(|c| self.filler_of_clause(c)).collect();
        };
        if role == Role::Subject {
            let authors = message::authors(self, self.clause(clause));
            if !authors.is_empty() {
                return authors.into_iter().map(|p| self.filler_of(p)).collect();
            }
        }
        let mut found = self.participants_at(clause, step, role);
        if role == Role::Subject
            && let [means] = found[..]
            && let Some(users) = self.users(clause, &means)
        {
            return users;
        }
        if found.is_empty() {
            found = match role {
                Role::Oblique(preposition) => self.beside_noun(clause, preposition),
                Role::Subject => {
                    let found = self.of_occasion(clause);
                    if found.is_empty() { self.visitor(clause) } else { found }
                }
                _ => found,
            };
        }
        found
    }

    /// "An air strike that killed ten was carried out by *the army*": who did that by which something came about.
    fn users(&self, number: u32, means: &Filler<'a>) -> Option<Vec<Filler<'a>>> {
        let link = self.clause(number).link.filter(|l| l.relation == Relation::Relative)?;
        let above = self.clause(link.clause);
        let is_means = above.predicate.kind == PredicateKind::LightVerb
            && above.predicate.head == means.head
            && means.participant.is_some_and(|p| p.via == Via::Antecedent);
        let users: Vec<Filler<'a>> = above.subjects().map(|p| self.filler_of(p)).collect();
        (is_means && !users.is_empty()).then_some(users)
    }

    /// "In talks with the Finns, *she* …": who acts in a clause takes part in what the clause takes place at.
    fn of_occasion(&self, number: u32) -> Vec<Filler<'a>> {
        let clause = self.clause(number);
        let has_partner = clause.after("with").next().is_some();
        match clause.link {
            Some(Link {
                clause: above, relation: Relation::Argument(Role::Oblique(preposition)), ..
            }) if clause.predicate.kind == PredicateKind::Noun
                && has_partner
                && (OCCASION_PREPOSITIONS.contains(&preposition) || matches!(preposition, "by" | "over")) =>
            {
                self.participants_at(above, Step::Role(Role::Subject), Role::Subject)
            }
            _ => Vec::new(),
        }
    }

    /// "the visit to Oslo *of the minister*": a parse hangs whose visit it is on where it leads.
    fn visitor(&self, number: u32) -> Vec<Filler<'a>> {
        let clause = self.clause(number);
        let is_visit = clause.predicate.kind == PredicateKind::Noun
            && clause
                .objects()
                .any(|p| p.preposition == Some("to") && self.doc.pos(p.head as usize) == "PROPN");
        if is_visit { self.beside_noun(number, "of") } else { Vec::new() }
    }

    /// "the visit of the minister *to Cuba*", "sent shells *to Chad*": what a parse hangs on a participant of an
    /// event noun, or on an object.
    fn beside_noun(&self, number: u32, preposition: &str) -> Vec<Filler<'a>> {
        let clause = self.clause(number);
        let is_noun = matches!(clause.predicate.kind, PredicateKind::Noun | PredicateKind::LightVerb);
        let doc = self.doc;
        let bearing = clause.participants.iter().filter(|p| is_noun || p.role == Role::Object);
        let heads: Vec<u32> = bearing.map(|p| p.head).collect();
        let of_participant = |t: usize| heads.contains(&(doc.head(t) as u32)) && doc.head(t) != t;
        let range = clause.span.range();
        let joins = range.filter(|&t| {
            doc.dep(t) == "prep" && doc.word(t).eq_ignore_ascii_case(preposition) && of_participant(t)
        });
        joins
            .flat_map(|t| doc.children_by(t, &["pobj"]))
            .map(|t| {
                let span = doc.subtree_span(t);
                let span = Span::new(span.start as u32, span.end as u32);
                Filler { head: t as u32, counted: self.counted(t), span, participant: None, clause: None }
            })
            .collect()
    }

    fn participants_at(&self, clause: u32, step: Step, role: Role) -> Vec<Filler<'a>> {
        let participants = self.clause(clause).in_role(role);
        let noun = |head: u32| {
            let mut clauses = self.clauses_at(clause, step).into_iter();
            clauses.find(|&c| self.clause(c).predicate.head == head)
        };
        participants
            .map(|p| Filler { clause: noun(p.head), ..self.filler_of(p) })
            .flat_map(|filler| {
                let mut joined = vec![filler];
                joined.extend(self.joined_antecedents(clause, &filler));
                joined
            })
            .chain(self.companions(clause, role))
            .collect()
    }

    /// "Egypt, *along with Qatar*, …": who acts with the subject.
    fn companions(&self, number: u32, role: Role) -> Vec<Filler<'a>> {
        let clause = self.clause(number);
        let is_subject = role == Role::Subject && clause.subjects().next().is_some();
        let beside = ["along with", "together with", "as well as"].into_iter().flat_map(|p| clause.after(p));
        let before = beside.filter(|p| is_subject && p.head < clause.predicate.span.start);
        before.map(|p| self.filler_of(p)).collect()
    }

    /// A participant as what fills a path.
    pub(super) fn filler_of(&self, participant: &'a Participant) -> Filler<'a> {
        let Participant { head, span, .. } = *participant;
        let counted = self.counted(head as usize);
        Filler { head, counted, span, participant: Some(participant), clause: None }
    }

    /// "the minister and the bishops who opposed it": what "and" joins to an antecedent before the relative clause.
    fn joined_antecedents(&self, clause: u32, first: &Filler<'a>) -> Vec<Filler<'a>> {
        let is_antecedent = first.participant.is_some_and(|p| p.via == Via::Antecedent);
        let (doc, clause) = (self.doc, self.clause(clause));
        let known = |head: usize| clause.participants.iter().any(|p| p.head as usize == head);
        let joined = doc.children_by(first.head as usize, &["conj"]).filter(|&t| {
            is_antecedent && t < clause.predicate.span.start as usize && doc.pos(t) != "VERB" && !known(t)
        });
        joined
            .map(|t| {
                let span = doc.subtree_span(t);
                let span = Span::new(span.start as u32, span.end as u32);
                Filler { head: t as u32, counted: self.counted(t), span, participant: None, clause: None }
            })
            .collect()
    }

    fn filler_of_clause(&self, number: u32) -> Filler<'a> {
        let clause = self.clause(number);
        let head = clause.predicate.head;
        Filler { head, counted: None, span: clause.span, participant: None, clause: Some(number) }
    }

    /// The clauses that a step leads to.
    pub(super) fn clauses_at(&self, clause: u32, step: Step) -> Vec<u32> {
        let below = |wanted: &dyn Fn(&Clause, Relation) -> bool| -> Vec<u32> {
            let numbers = self.clauses.below(clause).iter().copied();
            numbers
                .filter(|&c| self.clause(c).link.is_some_and(|l| wanted(self.clause(c), l.relation)))
                .collect()
        };
        match step {
            Step::Role(role) => below(&|_, relation| relation == Relation::Argument(role)),
            Step::Complement => {
                let mut found = below(&|_, relation| relation == Relation::Complement);
                // "must return it and pay": the second is content as well.
                let mut at = 0;
                while let Some(&c) = found.get(at) {
                    let joined = self.clauses.below(c).iter().copied();
                    found.extend(
                        joined.filter(|&j| {
                            self.clause(j).link.is_some_and(|l| l.relation == Relation::Conjunct)
                        }),
                    );
                    at += 1;
                }
                match self.focus.get() {
                    Some(one) if found.contains(&one) => vec![one],
                    _ => found,
                }
            }
            Step::Purpose => {
                below(&|c, relation| relation == Relation::Adverbial && c.has_modality(ModalKind::Purpose))
            }
            Step::Adverbial => {
                below(&|c, relation| relation == Relation::Adverbial && !c.has_modality(ModalKind::Purpose))
            }
            Step::Content => {
                let found = self.clauses_at(clause, Step::Complement);
                if found.is_empty() { below(&|_, relation| is_content(relation)) } else { found }
            }
            Step::Context => Vec::new(),
        }
    }

    /// The parties on the first path that holds one; where no path holds one that is known, the first that
    /// words speak of.
    ///
    /// `facing` are the countries of the other side, where this one is acted on: then a place stands for the
    /// state whose ground it is.
    pub(super) fn parties(&self, clause: u32, paths: &[Path], facing: Option<&[Body]>) -> Vec<Party> {
        let mut unresolved = Vec::new();
        for path in paths {
            let mut found: Vec<Party> = Vec::new();
            for part in &path.parts {
                if part[..] == [Step::Context] {
                    let end = self.clause(clause).predicate.span.end;
                    found.extend(party::beside(self, clause, end));
                    continue;
                }
                for filler in self.fillers(clause, part) {
                    let is_attribute = part.last() == Some(&Step::Role(Role::Attribute));
                    let mut parties = if path.inside {
                        party::inside(self, &filler, facing)
                    } else {
                        party::of(self, &filler)
                    };
                    if facing.is_none() && path.inside {
                        // "An attack on a post *in Mali*": where it is did not do it.
                        parties.retain(|p| !self.referents.at(p.head).is_some_and(|m| m.is_place));
                    }
                    if path.inside && is_attribute {
                        // "became members of the pact": what somebody is, is nobody else.
                        let is_of_some = |&id: &_| self.referents.actor(id).acts_for.is_some();
                        parties.retain(|p| p.head != filler.head || p.actors.iter().any(is_of_some));
                    }
                    if facing.is_some() && parties.iter().all(|p| !p.is_resolved()) {
                        parties.extend(party::on_ground(self, &filler));
                    }
                    for party in parties {
                        if !found.iter().any(|known| known.head == party.head) {
                            found.push(party);
                        }
                    }
                }
            }
            let is_own = |party: &Party| facing.is_some_and(|own| party.is_of(self, own));
            if !found.is_empty() && found.iter().all(is_own) {
                // "closed its border with Ghana": who acts is not whom it is done to.
                continue;
            }
            if found.iter().any(Party::is_resolved) {
                return found;
            }
            if unresolved.is_empty() {
                unresolved = found;
            }
        }
        unresolved
    }

    /// The patterns that a clause satisfies, the most particular first.
    pub(super) fn patterns(&self, clause: u32) -> Vec<u32> {
        self.patterns_within(clause, DEPTH)
    }

    fn patterns_within(&self, number: u32, depth: usize) -> Vec<u32> {
        let clause = self.clause(number);
        let head_lemma = self.doc.lemma(clause.predicate.head as usize).to_lowercase();
        let predicate = &clause.predicate;
        let lexicon = self.lexicon;
        let mut found: Vec<u32> = lexicon.by_phrase(&predicate.lemma).to_vec();
        match predicate.kind {
            PredicateKind::Verb => found.extend(lexicon.by_verb(&predicate.lemma)),
            PredicateKind::LightVerb | PredicateKind::Noun | PredicateKind::Copula => {
                found.extend(lexicon.by_noun(&head_lemma));
                if let Some(verb) = predicate.noun_verb {
                    found.extend(lexicon.by_verb(verb));
                }
            }
            PredicateKind::Adjective => found.extend(lexicon.by_adjective(&head_lemma)),
            PredicateKind::Being => {}
        }
        found.sort_unstable();
        found.dedup();
        found.retain(|&p| {
            let pattern = lexicon.pattern(p);
            (!pattern.negated || clause.is_negative())
                && pattern.constraints.iter().all(|c| self.holds(number, c, depth))
        });
        found.sort_by_key(|&p| {
            let pattern = lexicon.pattern(p);
            let n_wanted = pattern.constraints.iter().filter(|c| c.wanted).count()
                + usize::from(pattern.negated)
                + usize::from(pattern.priority);
            let is_phrase = lexicon.by_phrase(&predicate.lemma).contains(&p);
            (std::cmp::Reverse((n_wanted, is_phrase, pattern.constraints.len())), p)
        });
        found
    }

    fn holds(&self, clause: u32, constraint: &Constraint, depth: usize) -> bool {
        let fillers = self.fillers(clause, &constraint.path);
        let found = match &constraint.test {
            Test::Present(wanted) => return (fillers.is_empty() != *wanted) == constraint.wanted,
            Test::Word(words) => fillers.iter().any(|f| self.has_word(f, words)),
            Test::Within(words) => fillers.iter().any(|f| {
                f.span.range().any(|t| {
                    let lemma = self.doc.lemma(t).to_lowercase();
                    words.iter().any(|w| **w == *lemma)
                })
            }),
            Test::Actor(sorts) => fillers.iter().any(|f| {
                let own = party::itself(self, f).or_else(|| party::counted(self, f));
                let mut parties: Vec<Party> = own.into_iter().collect();
                let is_loose = sorts.iter().any(|s| matches!(s, ActorSort::Any | ActorSort::State));
                if parties.is_empty() && (is_loose || self.doc.tag(f.head as usize).starts_with("NNP")) {
                    parties = party::of(self, f);
                    parties.extend(party::on_ground(self, f));
                }
                sorts.iter().any(|sort| parties.iter().any(|p| self.is_of_sort(p, *sort)))
            }),
            Test::Type(types) => {
                depth > 0
                    && fillers.iter().filter_map(|f| f.clause).any(|c| {
                        let patterns = self.patterns_within(c, depth - 1);
                        patterns
                            .first()
                            .is_some_and(|p| types.contains(&self.lexicon.pattern(*p).code.event_type))
                    })
            }
            Test::Modality(kinds) => fillers
                .iter()
                .filter_map(|f| f.clause)
                .any(|c| kinds.iter().any(|kind| self.clause(c).has_modality(*kind))),
            Test::Negative(wanted) => {
                fillers.iter().filter_map(|f| f.clause).any(|c| self.clause(c).is_negative() == *wanted)
            }
            Test::Passive(wanted) => {
                fillers.iter().filter_map(|f| f.clause).any(|c| self.clause(c).passive == *wanted)
            }
        };
        found == constraint.wanted
    }

    /// The noun that a measuring one, a number or a word like "some" is "of".
    fn counted(&self, head: usize) -> Option<u32> {
        let doc = self.doc;
        let of = doc.children_by(head, &["prep"]).find(|&t| doc.word(t).eq_ignore_ascii_case("of"))?;
        let is_measure = matches!(doc.pos(head), "NUM" | "DET" | "PRON")
            || matches!(doc.tag(head), "JJ" | "JJS" | "JJR" | "DT" | "CD")
            || clauses::is_measure(&doc.lemma(head).to_lowercase());
        let counted = doc.children_by(of, &["pobj"]).next().filter(|_| is_measure)?;
        Some(self.counted(counted).unwrap_or(counted as u32))
    }

    fn has_word(&self, filler: &Filler<'_>, words: &[Box<str>]) -> bool {
        let lemma = self.doc.lemma(filler.head as usize).to_lowercase();
        let counted = filler.counted.map(|t| self.doc.lemma(t as usize).to_lowercase());
        let predicate = filler.clause.map(|c| &self.clause(c).predicate);
        words.iter().any(|w| {
            **w == *lemma
                || counted.as_deref() == Some(&**w)
                || predicate.is_some_and(|p| *p.lemma == **w || p.noun_verb.is_some_and(|verb| *verb == **w))
        })
    }

    fn is_of_sort(&self, party: &Party, sort: ActorSort) -> bool {
        if sort == ActorSort::Any {
            return true;
        }
        if party.ground.is_some() {
            return sort == ActorSort::State;
        }
        party.actors.iter().any(|&id| {
            let actor = self.referents.actor(id);
            match sort {
                ActorSort::Any => true,
                // "the leaders of Ghana and Togo" hold offices, though nobody is named.
                ActorSort::Person => actor.kind == ActorKind::Person || actor.office.is_some(),
                ActorSort::State => actor.kind == ActorKind::State,
                ActorSort::Body => actor.kind == ActorKind::Body,
                ActorSort::Organisation => actor.kind == ActorKind::Organisation,
                ActorSort::People => actor.kind == ActorKind::Group,
                ActorSort::Armed => {
                    actor.kind == ActorKind::ArmedGroup
                        || matches!(actor.sector, Some(Sector::Mil | Sector::Reb | Sector::Cop))
                }
                ActorSort::Sector(Sector::Gov) if actor.sector.is_none() => actor.office.is_some(),
                ActorSort::Sector(sector) => actor.sector == Some(sector),
            }
        })
    }
}

/// Whether an event noun in this place says what is asked, agreed or alleged.
fn is_content(relation: Relation) -> bool {
    match relation {
        Relation::Argument(Role::Object) => true,
        Relation::Argument(Role::Oblique(preposition)) => {
            matches!(
                preposition,
                "for" | "of" | "to" | "on" | "about" | "against" | "at" | "over" | "in" | "from"
            )
        }
        _ => false,
    }
}
