//! The grounds for and against two events being one, as they are gathered.

use std::fmt;

/// One ground for or against.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// For a person to read: "same people: ana quispe".
    pub text: String,
    /// Its weight; negative speaks against.
    pub weight: f64,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({:+.1})", self.text, self.weight)
    }
}

/// Grounds in the order of their finding, and what kinds were among them.
#[derive(Debug, Default)]
pub(super) struct Grounds {
    pub(super) reasons: Vec<Reason>,
    /// Whether something speaks for the two that does not recur from day to day in one country: a town, a number,
    /// a thing told in the same words.
    pub(super) is_particular: bool,
    /// Whether a name, a format or nearly the same wording holds the two together.
    pub(super) is_tied: bool,
}

impl Grounds {
    pub(super) fn add(&mut self, weight: f64, text: impl Into<String>) {
        self.reasons.push(Reason { text: text.into(), weight });
    }

    pub(super) fn add_particular(&mut self, weight: f64, text: impl Into<String>) {
        self.add(weight, text);
        self.is_particular = true;
    }

    pub(super) fn add_tie(&mut self, weight: f64, text: impl Into<String>) {
        self.add_particular(weight, text);
        self.is_tied = true;
    }
}
