//! Answers who and where at a date, from tables.
//!
//! The tables lie in `data/world/` and are embedded; a folder given at run time extends or overrides them.
//! `data/world/SOURCES.md` says where their facts come from.
//!
//! 1. [`Tables`] are the texts, embedded or read from a folder.
//! 2. [`World`] is what they say: countries, organisations, offices and their holders, titles, agent words.
//! 3. [`World::holder`] answers who held an office on a day, and says when it cannot.
//! 4. [`Gazette`] finds the names, titles and agent words in a sequence of tokens.
//! 5. [`check()`] reports every fault of the tables at once, each with file, line and hint.
//!
//! Nothing here is guessed: a date inside the margin of a coarse term, an office with two claimants or a
//! day after the table's knowledge ends has an [`Answer`] of its own.
#![forbid(unsafe_code)]
#![cfg_attr(
    not(test),
    deny(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr, clippy::exit)
)]

mod actor;
mod agent;
mod answer;
mod body;
mod check;
mod describe;
mod error;
mod fault;
mod fold;
mod gazette;
mod given;
mod office;
mod people;
mod period;
mod person;
mod sector;
mod table;
mod title;
mod world;

pub use actor::ActorCode;
pub use agent::{Agent, AgentId, Denotes, LoadedWord, LoadedWordId};
pub use answer::Answer;
pub use body::{
    Body, Country, CountryId, CountryKind, CountryName, Organisation, OrganisationId, OrganisationKind,
    Outlet, OutletId, Ownership,
};
pub use check::check;
pub use describe::Described;
pub use error::Error;
pub use fault::Fault;
pub use gazette::{Entry, Gazette, Match, PersonName};
pub use office::{Confidence, OfficeKind, OfficeKindId, Post, ScopeId, Status, Term, TermId};
pub use people::{People, PeopleId};
pub use period::{End, Period, Standing, Stated};
pub use person::{Person, PersonId};
pub use sector::Sector;
pub use table::{Table, Tables};
pub use title::{Title, TitleId};
pub use world::World;

pub mod places;
