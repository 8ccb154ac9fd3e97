//! The nouns of Chancery. No behaviour beyond what each noun needs to stay valid.
#![forbid(unsafe_code)]

mod span;

pub use span::{Byte, Char, Span, Token};
