//! The nouns of the clause layer: a clause, its predicate, who takes part in it and where it hangs.
//!
//! All positions are tokens of the [`Doc`](chancery_nlp::Doc) that was read; `Doc::bytes_of` turns them
//! into byte offsets of its text.

use chancery_record::{Span, Token};

use super::mood::{Aspect, Form, Modal, Negation, Tense};

/// One clause: something is said to happen, to be so, or to be wanted.
///
/// A verb makes one, with its subject and objects; so does an adjective or noun after a copula, and a
/// noun that names an event ("the shelling of the town"). A verb that lends itself to a noun ("held
/// talks", "came under fire") makes one clause with it.
#[derive(Debug, Clone, PartialEq)]
pub struct Clause {
    /// Number of the sentence in the text.
    pub sentence: u32,
    /// What is said.
    pub predicate: Predicate,
    /// Who and what takes part, in deep roles: passives are undone, relative pronouns stand for their
    /// antecedents, shared and understood subjects are filled in. In order of role, then of text.
    pub participants: Vec<Participant>,
    /// When, where and how, as far as the words stand in this clause. A place ("in Ankara") is also a
    /// participant under its preposition; a time is not.
    pub settings: Vec<Setting>,
    /// How the predicate's word stands: finite, infinitive, participle, noun.
    pub form: Form,
    /// Tense of the verb or its auxiliary. A noun or infinitive has that of the clause above where it
    /// shares its fate ("talks were held", "managed to enter").
    pub tense: Tense,
    /// Perfect and progressive.
    pub aspect: Aspect,
    /// Whether the words are passive; the roles are active all the same.
    pub passive: bool,
    /// What keeps the clause from being plainly so: will, may, plan, demand, if… From its own words and,
    /// for a complement, from those above that bear on it. In order of text.
    pub modality: Vec<Modal>,
    /// The words that negate it. Two that both hold cancel out: ask [`Clause::is_negative`].
    pub negations: Vec<Negation>,
    /// The clause that this one hangs on; `None` for a sentence's main clause.
    pub link: Option<Link>,
    /// On whose word, nearest first, as far as grammar shows it.
    pub attribution: Vec<Attribution>,
    /// The quotation (of [`Clauses::quotations`](super::Clauses::quotations)) that holds the predicate.
    pub quotation: Option<u32>,
    /// Whether the noun's determiner takes it for known: "*the* attack", "*their* talks", "*these* strikes".
    pub known: bool,
    /// Whether the sentence is a headline.
    pub headline: bool,
    /// Everything under the predicate, complements and relative clauses included.
    pub span: Span<Token>,
}

/// What a clause says of its participants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Predicate {
    /// What sort of words make it.
    pub kind: PredicateKind,
    /// The word that carries the meaning: the verb; for [`PredicateKind::LightVerb`] and
    /// [`PredicateKind::Noun`] the noun; after a copula the adjective, noun or preposition.
    pub head: u32,
    /// The verb or copula, if there is one.
    pub verb: Option<u32>,
    /// The particle of a phrasal verb ("carry *out*").
    pub particle: Option<u32>,
    /// The lemmas as a lexicon has them, one space between: "meet", "carry out", "hold talk", "come under
    /// fire", "be ready", "visit". Lower case.
    pub lemma: String,
    /// The verb that says what the noun says, for event nouns, alone, with a light verb or after a copula:
    /// "visit" for "paid a visit", "shell" for "the shelling of".
    pub noun_verb: Option<&'static str>,
    /// The least range from the predicate's first word to its last, auxiliaries and negation included.
    pub span: Span<Token>,
}

/// What sort of words make a predicate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PredicateKind {
    /// A verb, with its particle: "met", "carried out".
    Verb,
    /// A verb that lends itself to a noun: "held talks", "came under fire". The noun's own
    /// participants are the clause's.
    LightVerb,
    /// A noun that names an event: "the shelling of the town", "talks with them".
    Noun,
    /// An adjective after a copula: "is ready", "was critical".
    Adjective,
    /// A noun after a copula: "is a member". That noun is also [`Role::Attribute`].
    Copula,
    /// A copula with a preposition, adverb or nothing: "is in Ankara", "there was".
    Being,
}

/// A participant's part in a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Who does it: the active's subject, the passive's agent, the possessor of an event noun ("B's
    /// visit"), both sides of "between".
    Subject,
    /// Whom or what it is done to: the active's object, the passive's subject, "of" with a noun made
    /// from a transitive verb ("the shelling of D").
    Object,
    /// To whom, without a preposition: "gave *them* arms", "*they* were given arms". "Gave arms *to them*"
    /// has an oblique.
    IndirectObject,
    /// What something is, is called or is made: "is *a member*", "elected him *president*".
    Attribute,
    /// A name or nationality before an event noun: "*Israeli* strikes", "*Geneva* talks".
    /// Grammar does not say whether it acts, suffers or is the place.
    Modifier,
    /// After this preposition, of one word or several: "with", "on behalf of", "accompanied by". Always
    /// one of [`prepositions`](super::prepositions).
    Oblique(&'static str),
}

/// One phrase that takes part in a clause. Conjuncts ("Iran and Turkey") are participants apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participant {
    /// Its part.
    pub role: Role,
    /// The head word.
    pub head: u32,
    /// The preposition that it stands after, whatever its role: "by" of a passive's subject, "on" of what
    /// is attacked.
    pub preposition: Option<&'static str>,
    /// The phrase around the head, with what stands before it and its prepositional phrases; without its
    /// conjuncts, appositions and relative clauses. Empty never.
    pub span: Span<Token>,
    /// How it comes to be in this clause.
    pub via: Via,
    /// Head of the first conjunct; [`Participant::head`] itself where nothing is coordinated.
    pub group: u32,
    /// Phrases that name the same once more: "the minister, *Ali Rezai*,". In order of text.
    pub appositions: Vec<Phrase>,
}

/// A phrase: its head word and its extent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phrase {
    /// The head word.
    pub head: u32,
    /// All of it.
    pub span: Span<Token>,
}

/// How a participant comes to be in a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Via {
    /// It stands there itself.
    Own,
    /// It is the antecedent of a relative or reduced relative clause.
    Antecedent,
    /// It is understood from the clause above: "agreed to send", "before leaving".
    Control,
    /// It is shared with a conjoined predicate: "met him and left".
    Shared,
}

/// A phrase that says when, where or how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// Which of them.
    pub kind: SettingKind,
    /// The preposition, if it has one.
    pub preposition: Option<&'static str>,
    /// The head word: the noun after the preposition, or the adverb.
    pub head: u32,
    /// All of it, the preposition included.
    pub span: Span<Token>,
}

/// What a setting says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SettingKind {
    /// "on Monday", "last week", "after the talks".
    Time,
    /// "in Ankara", "near the border", "there".
    Place,
    /// "by phone", "jointly".
    Manner,
}

/// What a clause hangs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// Number of the clause above.
    pub clause: u32,
    /// How it hangs there.
    pub relation: Relation,
    /// The word that joins it: "if", "because", "that", "to", a relative pronoun, a preposition, "and".
    pub marker: Option<u32>,
}

/// How one clause hangs on another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// It is the content: "said *that…*", "agreed *to send*", "accused them *of shelling*", "the
    /// decision *to leave*".
    Complement,
    /// An event noun that fills this role of the clause above: "condemned *the attack*".
    Argument(Role),
    /// An event noun further inside a phrase of the clause above: "the end of *the war*".
    Within,
    /// "when", "because", "after", "to" of purpose, "if"… The marker tells.
    Adverbial,
    /// A relative clause or a participle in its stead.
    Relative,
    /// Joined by "and", "or", "but" or a comma.
    Conjunct,
    /// Loosely beside it.
    Parataxis,
}

/// On whose word a clause stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attribution {
    /// By which construction.
    pub kind: AttributionKind,
    /// Who, where the sentence names one.
    pub source: Option<Phrase>,
    /// The word that shows it: "said", "according", "reportedly".
    pub cue: u32,
    /// The clause of the reporting verb, for [`AttributionKind::Reported`].
    pub clause: Option<u32>,
}

/// The construction that tells on whose word a clause stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AttributionKind {
    /// The content of a reporting verb, quoted or not: "he said", "Reuters reported".
    Reported,
    /// "according to", "in the words of".
    According,
    /// Hearsay without a source: "reportedly", "allegedly", "is said to".
    Hearsay,
}

impl Clause {
    /// Participants in this role, in order of text.
    pub fn in_role(&self, role: Role) -> impl Iterator<Item = &Participant> {
        self.participants.iter().filter(move |p| p.role == role)
    }

    /// Those who do it.
    pub fn subjects(&self) -> impl Iterator<Item = &Participant> {
        self.in_role(Role::Subject)
    }

    /// Those to whom it is done.
    pub fn objects(&self) -> impl Iterator<Item = &Participant> {
        self.in_role(Role::Object)
    }

    /// Those after this preposition.
    pub fn after<'a>(&'a self, preposition: &'a str) -> impl Iterator<Item = &'a Participant> {
        self.participants
            .iter()
            .filter(move |p| matches!(p.role, Role::Oblique(given) if given == preposition))
    }

    /// Whether the clause says that it is not so: an odd number of its negations hold.
    #[must_use]
    pub fn is_negative(&self) -> bool {
        self.negations.len() % 2 == 1
    }

    /// Whether some word of this kind bears on it.
    #[must_use]
    pub fn has_modality(&self, kind: super::mood::ModalKind) -> bool {
        self.modality.iter().any(|m| m.kind == kind)
    }
}
