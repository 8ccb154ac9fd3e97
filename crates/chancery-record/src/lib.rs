//! The nouns of Chancery. No behaviour beyond what each noun needs to stay valid.
//!
//! - [`Span`]: a stretch of text, with its unit in the type.
//! - [`CodedReport`]: what the coder found in one report: [`Event`]s and [`Statement`]s, made of
//!   [`Participant`]s, [`Words`] with their place, [`Days`] and closed lists ([`EventType`], [`Mode`],
//!   [`Context`], [`Status`]).
//! - [`wire`]: the same as JSON, as `schema/coded-report.schema.json` describes it. The nouns themselves
//!   know nothing of it.
#![forbid(unsafe_code)]
#![cfg_attr(
    not(test),
    deny(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr, clippy::exit)
)]

mod attribution;
mod coded_report;
mod context;
mod days;
mod event;
mod event_type;
mod goldstein;
mod mode;
mod names;
mod note;
mod offsets;
mod participant;
mod published;
mod repair;
mod report;
mod segment;
mod span;
mod statement;
mod status;
pub mod wire;
mod words;

pub use attribution::{Attribution, AttributionKind};
pub use coded_report::{CodedNote, CodedReport, CodedSegment};
pub use context::Context;
pub use days::{Days, WhenPrecision};
pub use event::{Confidence, ConfidencePart, Event, Format, Harm, Object, PlaceKind, Toll, When, Where};
pub use event_type::{EventType, QuadClass};
pub use goldstein::goldstein;
pub use mode::Mode;
pub use note::Note;
pub use offsets::{OffsetMap, Piece};
pub use participant::{ActorKind, Naming, Participant, Stance};
pub use published::{Moment, Precision, Provenance, Published};
pub use repair::{Repair, RepairKind};
pub use report::{Dateline, Language, Origin, Outlet, Passage, Report, ReportId, Sourced};
pub use segment::{Segment, SegmentKind};
pub use span::{Byte, Char, Span, Token};
pub use statement::Statement;
pub use status::Status;
pub use words::Words;
