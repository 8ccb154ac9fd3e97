//! The nouns of resolution: who takes part in a report, and by which words.

use chancery_knowledge::{Body, OrganisationId, PersonId, Post, Sector, TermId};
use chancery_record::{Span, Token};

/// Number of an actor within one report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActorId(pub(crate) u32);

/// What sort of party an actor is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActorKind {
    /// A human being, named or known by office.
    Person,
    /// A state, territory or its government as a whole.
    State,
    /// A ministry, army, parliament or other body of a state or organisation.
    Body,
    /// An organisation with a row of its own: an alliance, an intergovernmental organisation, a party.
    Organisation,
    /// An armed group with a row of its own.
    ArmedGroup,
    /// People without a name: "troops", "officials", "protesters".
    Group,
}

/// An office as the report gives it to an actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The title in the report's words.
    pub title: String,
    /// The post that the tables know by it.
    pub post: Option<Post>,
    /// The term that makes the actor its holder on the report's day.
    pub term: Option<TermId>,
    /// Said to be held no more.
    pub is_former: bool,
}

/// One party of a report: a cluster of mentions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The name to show: the table's where resolved, else the report's words.
    pub name: String,
    /// What sort of party.
    pub kind: ActorKind,
    /// The person's row.
    pub person: Option<PersonId>,
    /// The organisation's row.
    pub organisation: Option<OrganisationId>,
    /// The state or organisation that it acts for.
    pub acts_for: Option<Body>,
    /// Its sector, if the words or the tables give one.
    pub sector: Option<Sector>,
    /// The office at the report's date.
    pub office: Option<Held>,
    /// Whether a name or an office of the tables stands behind it: if not, it is known by words alone.
    pub is_known: bool,
    /// Several parties in one: "both ministers" that could not be told apart, "troops".
    pub is_plural: bool,
    /// Why it is taken for this actor; one reason for each step.
    pub reasons: Vec<String>,
}

/// How a mention refers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MentionKind {
    /// By name.
    Name,
    /// By description: "the top Iranian diplomat", "Turkish troops".
    Description,
    /// By pronoun.
    Pronoun,
}

/// A phrase of the report that refers to one actor or several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// The phrase.
    pub tokens: Span<Token>,
    /// Its head word.
    pub head: u32,
    /// How it refers.
    pub kind: MentionKind,
    /// To whom; nobody where the text does not settle it.
    pub actors: Vec<ActorId>,
    /// Said as a place, not as a party: "in Ankara", "the Geneva talks".
    pub is_place: bool,
    /// Why.
    pub reason: String,
}
