//! Runs spaCy English pipelines natively, with the same answers.
#![forbid(unsafe_code)]
#![cfg_attr(
    not(test),
    deny(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr, clippy::exit)
)]

mod annotation;
pub mod attribute_ruler;
mod character;
mod components;
mod doc;
mod error;
mod feature;
pub mod hash;
pub mod lemmatizer;
mod lexeme;
mod limits;
mod model;
pub mod morphology;
mod msgpack;
mod network;
pub mod noun_chunks;
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
pub use limits::Limits;
pub use pipeline::{Pipeline, Worker, Workers};
