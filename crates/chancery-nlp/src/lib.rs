//! Runs spaCy English pipelines natively, with the same answers.
#![forbid(unsafe_code)]
#![cfg_attr(
    not(test),
    deny(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr, clippy::exit)
)]

mod error;
mod feature;
mod model;
mod network;
mod tagger;
mod tok2vec;
mod transition;

pub use error::{Error, Result};
