//! Runs spaCy English pipelines natively, with the same answers.
#![forbid(unsafe_code)]

mod character;
mod error;
pub mod hash;
mod lexeme;
mod msgpack;
mod pattern;
mod symbols;
pub mod tokenizer;

pub use error::Error;
pub use lexeme::Lexeme;
