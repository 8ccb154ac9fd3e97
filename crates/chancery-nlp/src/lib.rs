//! Runs spaCy English pipelines natively, with the same answers.
#![forbid(unsafe_code)]
#![cfg_attr(
    not(test),
    deny(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr, clippy::exit)
)]

mod character;
mod doc;
mod error;
mod feature;
pub mod hash;
mod lexeme;
mod model;
mod msgpack;
mod network;
mod pattern;
mod pipeline;
mod symbols;
mod tagger;
mod tok2vec;
pub mod tokenizer;
mod transition;

pub use chancery_kernels::Backend;
pub use doc::{Doc, Entity};
pub use error::{Error, Result};
pub use lexeme::Lexeme;
pub use pipeline::{Pipeline, Worker, Workers};
