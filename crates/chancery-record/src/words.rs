//! Words of a report with the place where they stand.

use crate::{Char, Span};

/// A stretch of a report's text.
///
/// `span` counts Unicode code points of the report's raw text as decoded, so that slicing the raw text
/// reads the words back; `None` where the words stand outside it (a title column of a table). `text` has
/// the words as the raw text has them, line breaks included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// The words.
    pub text: String,
    /// Where they stand.
    pub span: Option<Span<Char>>,
}

impl Words {
    /// Words that stand in the raw text.
    #[must_use]
    pub fn at(text: impl Into<String>, span: Span<Char>) -> Self {
        Self { text: text.into(), span: Some(span) }
    }

    /// Words that stand outside the raw text.
    #[must_use]
    pub fn outside(text: impl Into<String>) -> Self {
        Self { text: text.into(), span: None }
    }
}
