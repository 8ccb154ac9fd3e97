//! Diagnostics that do not stop the reading.

use std::fmt;

use crate::span::{Byte, Span};

/// Something a person should know about how a text was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Bytes of the raw text that it is about, where it is about a stretch of it.
    pub span: Option<Span<Byte>>,
    /// What was seen.
    pub message: String,
    /// What can be done about it, where something can.
    pub hint: Option<String>,
}

impl Note {
    /// A note on the whole report.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { span: None, message: message.into(), hint: None }
    }

    /// The same note, on a stretch of the raw text.
    #[must_use]
    pub fn at(self, span: Span<Byte>) -> Self {
        Self { span: Some(span), ..self }
    }

    /// The same note, with what can be done.
    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        if let Some(hint) = &self.hint {
            write!(f, " ({hint})")?;
        }
        Ok(())
    }
}
