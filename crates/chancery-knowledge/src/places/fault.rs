//! What is wrong with a table of places, and where.

use std::fmt;

/// One fault: file, line, what is wrong, what to do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The table's file name.
    pub file: String,
    /// Line in it, from 1; 0 where the fault is of the file as a whole.
    pub line: u32,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

impl Fault {
    pub(super) fn new(file: &str, line: u32, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, message: message.into(), hint: hint.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}\n  hint: {}", self.file, self.line, self.message, self.hint)
    }
}
