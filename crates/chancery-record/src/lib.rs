//! The nouns of Chancery. No behaviour beyond what each noun needs to stay valid.
#![forbid(unsafe_code)]
#![cfg_attr(
    not(test),
    deny(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr, clippy::exit)
)]

mod note;
mod offsets;
mod published;
mod repair;
mod report;
mod segment;
mod span;

pub use note::Note;
pub use offsets::{OffsetMap, Piece};
pub use published::{Moment, Precision, Provenance, Published};
pub use repair::{Repair, RepairKind};
pub use report::{Dateline, Language, Origin, Outlet, Passage, Report, ReportId, Sourced};
pub use segment::{Segment, SegmentKind};
pub use span::{Byte, Char, Span, Token};
