//! Tense, aspect, modality and polarity, each with the words that show it.

/// How the word of a predicate stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// With tense: "met", "will meet", and the bare form of commands and "that he leave".
    Finite,
    /// "to meet"; also bare after "make", "let", "see".
    Infinitive,
    /// "meeting", as participle or gerund.
    Ing,
    /// "met by", without an auxiliary.
    Participle,
    /// An event noun without a verb.
    Nominal,
}

/// Tense as the words show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tense {
    /// "met", "was meeting", "had met".
    Past,
    /// "meets", "is meeting", "has met"; headlines tell the past in it.
    Present,
    /// "will meet", "is going to meet", "to meet" in a headline.
    Future,
    /// Nothing shows it.
    Unmarked,
}

/// Perfect and progressive.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Aspect {
    /// "has met".
    pub perfect: bool,
    /// "is meeting".
    pub progressive: bool,
}

/// One word or construction that keeps a clause from being plainly so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Modal {
    /// The word that shows it.
    pub cue: u32,
    /// What it adds.
    pub kind: ModalKind,
}

/// What a modal word adds to a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ModalKind {
    /// "will", "going to", "to" in a headline.
    Future,
    /// "scheduled to", "set to", "plans to", "preparing to": arranged.
    Plan,
    /// "agreed to", "promised to", "vowed to", "decided to": somebody bound himself.
    Commitment,
    /// "offered to", "proposed", "invited to".
    Offer,
    /// "urged them to", "called for", "demanded that".
    Demand,
    /// "threatened to".
    Threat,
    /// "wants to", "hopes to".
    Wish,
    /// "tried to", "sought to".
    Attempt,
    /// "expected to", "likely to", "believes it will".
    Expectation,
    /// "may", "might", "could", "possible", "considers".
    Possibility,
    /// "can", "able to", "ready to".
    Ability,
    /// "should", "must", "needs to", "has to".
    Obligation,
    /// "allowed to", "permitted to".
    Permission,
    /// "would".
    Conditional,
    /// The clause is itself a condition: "if", "unless", "should he come".
    Condition,
    /// The clause holds only under a condition named beside it.
    Contingent,
    /// What the clause above is done for: "to meet" of purpose, "for talks".
    Purpose,
    /// A question, or under "whether".
    Question,
    /// A command.
    Imperative,
}

/// A word or construction that negates a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Negation {
    /// The word that shows it.
    pub cue: u32,
    /// How it negates.
    pub kind: NegationKind,
}

/// How a clause is negated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NegationKind {
    /// "not", "never", "no longer", "no talks", "nobody", "neither", "without".
    Not,
    /// The verb above says that it does not come about: "failed to", "refused to", "cancelled the
    /// visit", "prevented them from", and "did not manage to".
    Unrealised,
    /// Somebody says that it is not so: "denied", "ruled out".
    Denied,
}
