//! A parsed text as clauses: English grammar, and no politics.
//!
//! [`read`] turns a [`Doc`] into [`Clauses`]. It undoes passives, relative and reduced relative clauses,
//! control and raising, coordination of predicates and of participants; joins light verbs with their
//! nouns; reads event nouns as clauses; and collects tense, modality, polarity and the words on which a
//! clause stands. Where the parse is wrong, so is the clause; nothing here fails.

mod arcs;
mod clause;
mod content;
mod grammar;
mod lines;
mod marker;
mod mood;
mod notation;
mod nouns;
mod predicate;
mod reader;
mod roles;
mod tree;
mod verb_group;
mod voice;

pub use clause::{
    Attribution, AttributionKind, Clause, Link, Participant, Phrase, Predicate, PredicateKind, Relation,
    Role, Setting, SettingKind, Via,
};
pub use mood::{Aspect, Form, Modal, ModalKind, Negation, NegationKind, Tense};
pub use notation::{line, write_readable};

use chancery_nlp::Doc;
use chancery_record::{Span, Token};

/// Stands for "no clause" in the maps from tokens.
const NO_CLAUSE: u32 = u32::MAX;

/// The clauses of a text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Clauses {
    clauses: Vec<Clause>,
    /// For each token, the innermost clause that it belongs to.
    clause_of: Vec<u32>,
    quotations: Vec<Span<Token>>,
    /// Clauses below clause `i`: `below[below_from[i]..below_from[i + 1]]`.
    below_from: Vec<u32>,
    below: Vec<u32>,
}

impl Clauses {
    fn new(clauses: Vec<Clause>, clause_of: Vec<u32>, quotations: Vec<Span<Token>>) -> Self {
        let mut below_from = vec![0u32; clauses.len() + 1];
        for link in clauses.iter().filter_map(|c| c.link) {
            below_from[link.clause as usize + 1] += 1;
        }
        for i in 1..below_from.len() {
            below_from[i] += below_from[i - 1];
        }
        let mut below = vec![0; below_from[clauses.len()] as usize];
        let mut next = below_from.clone();
        for (i, link) in (0..).zip(&clauses).filter_map(|(i, c)| Some((i, c.link?))) {
            below[next[link.clause as usize] as usize] = i;
            next[link.clause as usize] += 1;
        }
        Self { clauses, clause_of, quotations, below_from, below }
    }

    /// All clauses, in order of their predicates' heads; [`Link::clause`] counts in this order.
    #[must_use]
    pub fn all(&self) -> &[Clause] {
        &self.clauses
    }

    /// The clause of this number.
    #[must_use]
    pub fn get(&self, clause: u32) -> Option<&Clause> {
        self.clauses.get(clause as usize)
    }

    /// The innermost clause that the token belongs to, as a number.
    #[must_use]
    pub fn clause_of(&self, token: u32) -> Option<u32> {
        self.clause_of.get(token as usize).copied().filter(|&c| c != NO_CLAUSE)
    }

    /// Numbers of the clauses that hang on this one, in order.
    #[must_use]
    pub fn below(&self, clause: u32) -> &[u32] {
        let bounds = self.below_from.get(clause as usize).zip(self.below_from.get(clause as usize + 1));
        bounds.map_or(&[], |(&from, &to)| &self.below[from as usize..to as usize])
    }

    /// What stands between quotation marks, marks excluded, in order; a quotation left open ends with its
    /// paragraph.
    #[must_use]
    pub fn quotations(&self) -> &[Span<Token>] {
        &self.quotations
    }
}

/// The prepositions that [`Role::Oblique`] can hold, in alphabetical order.
#[must_use]
pub fn prepositions() -> &'static [&'static str] {
    &grammar::GRAMMAR.sorted_prepositions
}

/// Whether a noun only counts or measures what stands after its "of": "dozens of rockets".
pub(crate) fn is_measure(lemma: &str) -> bool {
    grammar::GRAMMAR.sets.measures.contains(lemma)
}

/// The clauses of a parsed text. A short line that is a paragraph of its own and has no full stop is read
/// as a headline; [`read_with_headlines`] leaves that to the caller.
#[must_use]
pub fn read(doc: &Doc) -> Clauses {
    reader::read(doc, lines::headlines(doc))
}

/// As [`read`], with the sentences that are headlines, by number in [`Doc::sentences`].
#[must_use]
pub fn read_with_headlines(doc: &Doc, is_headline: impl Fn(usize) -> bool) -> Clauses {
    let sentences = doc.sentences().iter().enumerate();
    reader::read(doc, sentences.flat_map(|(i, s)| std::iter::repeat_n(is_headline(i), s.len())).collect())
}
