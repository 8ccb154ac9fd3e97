//! One fault of a table, with its place and what to do about it.

use std::fmt;

/// A fault of a table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file, relative to the folder of tables.
    pub file: String,
    /// The line, counted from one; the header is line one.
    pub line: u64,
    /// What is wrong, with the offending text.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}\n  hint: {}", self.file, self.line, self.message, self.hint)
    }
}
