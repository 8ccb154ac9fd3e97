//! Compares coded reports with hand-coded ones, as the codebook's "Comparing with a hand-coded record" defines
//! it: the same figures as the reference scorer `score_events.py`, and what each error is.
//!
//! - [`GoldReport`]: one hand-coded report, read by [`gold_from_lines`].
//! - [`compare`] takes those and the coder's [`CodedReport`](chancery_record::CodedReport)s and yields a
//!   [`Comparison`]: [`Figures`], and every [`Fault`] with its [`Cause`].
#![forbid(unsafe_code)]
#![cfg_attr(
    not(test),
    deny(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr, clippy::exit)
)]

mod agreement;
mod error;
mod fault;
mod field;
mod figures;
mod gold;
mod matching;

pub use agreement::Level;
pub use error::Error;
pub use fault::{Cause, Fault, Group, groups};
pub use field::Field;
pub use figures::{Comparison, Counts, Figures, Share, compare};
pub use gold::{GoldActor, GoldEvent, GoldReport, gold_from_lines};
