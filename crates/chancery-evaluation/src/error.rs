//! The crate's one error: a hand-coded record that cannot be read.

use std::fmt;

/// A hand-coded record that cannot be read. The message names the line and what is wrong there.
#[derive(Debug)]
pub struct Error(String);

impl Error {
    pub(crate) fn new(line: usize, what: impl fmt::Display) -> Self {
        Self(format!("line {line}: {what}"))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}
