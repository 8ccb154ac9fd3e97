//! Runs spaCy English pipelines natively, with the same answers.
#![forbid(unsafe_code)]

mod error;
mod feature;
mod model;
mod network;
mod tagger;
mod tok2vec;
mod transition;

pub use error::{Error, Result};
