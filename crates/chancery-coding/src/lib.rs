//! Codes a parsed report: clauses, resolution, time, frames, attribution.
#![forbid(unsafe_code)]
#![cfg_attr(
    not(test),
    deny(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr, clippy::exit)
)]

pub mod clauses;
mod coder;
mod error;
pub mod frames;
pub mod resolve;
pub mod statements;
pub mod status;
pub mod time;

pub use coder::{Coder, Explanation, Found};
pub use error::Error;
