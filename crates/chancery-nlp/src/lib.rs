//! Runs spaCy English pipelines natively, with the same answers.
#![forbid(unsafe_code)]

pub mod attribute_ruler;
mod character;
mod error;
pub mod hash;
pub mod lemmatizer;
mod lexeme;
pub mod morphology;
mod msgpack;
pub mod noun_chunks;
mod pattern;
mod symbols;
pub mod tokenizer;

pub use error::Error;
pub use lexeme::Lexeme;
