//! The nouns of Chancery. No behaviour beyond what each noun needs to stay valid.
#![forbid(unsafe_code)]
#![cfg_attr(
    not(test),
    deny(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr, clippy::exit)
)]

mod span;

pub use span::{Byte, Char, Span, Token};
