//! Reads reports as people have them, and keeps what each itself says.
//!
//! [`Reader::reports`] takes files, folders' files and streams ([`Input`]) in any [`Format`] and gives
//! one [`chancery_record::Report`] after the other; [`Reader::read`] takes one record. The steps:
//!
//! 1. [`input`] unpacks archives and compressed files; [`formats`] takes records out of tables, feeds,
//!    crawls and JSON; [`decode`] makes text of bytes.
//! 2. [`html`] and [`markdown`] turn markup into blocks with offsets; plain text is its lines.
//! 3. [`content`] says what each block is; [`boilerplate`] knows the lines that a batch repeats.
//! 4. [`clean`] makes text to parse of the report's own words, with a map back to the raw text.
//! 5. [`metadata`] weighs what [`fields`], [`address`], [`mod@dateline`] and [`outlet`] say of it.
//!
//! Raw offsets are UTF-8 bytes of [`chancery_record::Report::raw`] throughout. Reading a record cannot
//! fail and knows no clock and no network; unpacking can fail record by record.
#![forbid(unsafe_code)]
#![cfg_attr(
    not(test),
    deny(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr, clippy::exit)
)]

mod address;
mod boilerplate;
mod clean;
mod content;
mod dateline;
mod decode;
mod error;
mod fields;
mod formats;
mod html;
mod input;
mod language;
mod limits;
mod mapped;
mod markdown;
mod metadata;
mod moment;
mod outlet;
mod reader;
mod reading;
mod source;

pub use error::Error;
pub use fields::Fields;
pub use formats::{ColumnMap, Format};
pub use input::Input;
pub use limits::Limits;
pub use outlet::{OutletEntry, Outlets};
pub use reader::{Reader, Reports};
pub use source::{Markup, Source};
