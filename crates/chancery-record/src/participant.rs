//! Who takes part in an event or says something: the words of the text and the actor they mean.

use crate::Words;
use crate::names::named;

named! {
    /// What sort of actor.
    pub enum ActorKind {
        /// A named human being.
        Person = "person",
        /// An office whose holder is not known.
        Office = "office",
        /// A state or territory.
        State = "state",
        /// A body of a state: a ministry, an army, a court.
        Body = "body",
        /// An international or non-governmental organisation, a party, a company.
        Organisation = "organisation",
        /// An armed group.
        Group = "group",
        /// People without organisation: protesters, residents.
        People = "people",
    }
}

named! {
    /// How a loaded word stands to whom it names.
    pub enum Stance {
        /// It disparages: "the Zionist entity", "the mullah regime".
        Hostile = "hostile",
        /// It favours: "the Lebanese resistance".
        Friendly = "friendly",
    }
}

/// A loaded word by which the report names a party. It never changes who is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Naming {
    /// The words of the report.
    pub text: String,
    /// How they stand to the party.
    pub stance: Stance,
}

/// A party to an event, or a speaker.
///
/// What cannot be resolved keeps its words, and the other fields are `None`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Participant {
    /// The words of the text: for the best-named mention of the cluster, in or near the evidence.
    pub words: Words,
    /// The name of the resolved actor, the same in all reports for an actor that the tables know: a
    /// person's or a body's name. `None` for a state named by itself, an unnamed office, or where
    /// nothing was resolved.
    pub name: Option<String>,
    /// Its code, such as `IRNGOV`, `IGOUNO` or `SYRREBHTS`.
    pub actor: Option<String>,
    /// What sort of actor.
    pub kind: Option<ActorKind>,
    /// Whom it acts for: ISO 3166-1 alpha-3, or an organisation's code (`UNO`, `EUN`, `NAT`).
    pub country: Option<String>,
    /// PLOVER's sector: `GOV`, `MIL`, `REB`.
    pub sector: Option<String>,
    /// The office held at the time of the event: `foreign minister`.
    pub office: Option<String>,
    /// The loaded word in the report's words for it, if there is one.
    pub naming: Option<Naming>,
}

impl Participant {
    /// An unresolved participant: its words alone.
    #[must_use]
    pub fn unresolved(words: Words) -> Self {
        Self {
            words,
            name: None,
            actor: None,
            kind: None,
            country: None,
            sector: None,
            office: None,
            naming: None,
        }
    }

    /// What a person would call it: the name, else the words.
    #[must_use]
    pub fn label(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.words.text)
    }
}
