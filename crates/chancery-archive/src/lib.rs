//! Keeps coded reports, merges their events into occurrences, answers and exports.
//!
//! - [`Archive`]: the file. [`Intake`] takes [`Reading`]s in, made ready by [`Prepared`] on any thread.
//! - Events of many reports become occurrences, with reasons; people's decisions stand over them.
#![forbid(unsafe_code)]
#![cfg_attr(
    not(test),
    deny(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr, clippy::exit)
)]

mod ask;
mod changes;
mod cite;
mod content;
mod error;
mod export;
mod fold;
mod intake;
mod key;
mod lineage;
mod merge;
mod packed;
mod passages;
mod reading;
mod review;
mod store;

pub use ask::{
    Account, ActorLine, CodingLine, Contradiction, Dossier, Dyad, EventLine, Field, Filter, First,
    FormatLine, Link, Meeting, MonthScore, Naming, OccurrenceLine, OfficeSpan, Page, PassageLine, RecordText,
    ReportInFull, ReportLine, RevisionLine, Stage, StatementLine, Tally, Term, TimelineLine, Told, Topic,
};
pub use changes::{Change, changes};
pub use cite::Style;
pub use error::{Error, Result};
pub use export::{Level, Losses, Settings, Shape, harmless};
pub use intake::{Added, Intake};
pub use merge::{Reason, Telling, Verdict, compared, gathered};
pub use reading::{Coder, Prepared, Reading};
pub use review::{Lineage, Review, SharedPassage};
pub use store::{Archive, SCHEMA_VERSION, Stats};
