//! The crate's one error: a table that cannot be loaded. Reading a text cannot fail.

use std::fmt;

/// A table that cannot be loaded. The message names the place and what to mend.
#[derive(Debug, Clone)]
pub struct Error(String);

impl Error {
    pub(crate) fn new(place: &str, what: impl fmt::Display) -> Self {
        Self(format!("{place}: {what}"))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}
