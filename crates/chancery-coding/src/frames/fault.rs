//! What is wrong with a table, where, and how to mend it.

use std::fmt;

/// One fault of a lexicon's table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The table, relative to the lexicon's folder.
    pub file: String,
    /// Line, from 1; 0 where the whole table is meant.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// How to mend it.
    pub hint: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.what)?;
        if !self.hint.is_empty() {
            write!(f, " ({})", self.hint)?;
        }
        Ok(())
    }
}
