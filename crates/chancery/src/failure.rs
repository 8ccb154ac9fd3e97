//! The binary's own error: what went wrong, why, and what the reader can do about it.

use std::error::Error;
use std::fmt;

/// A failure with an optional cause and an optional hint, printed as `error:` and `hint:` lines.
#[derive(Debug)]
pub(crate) struct Failure {
    message: String,
    hint: Option<String>,
    cause: Option<Box<dyn Error + Send + Sync>>,
}

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: None, cause: None }
    }

    #[must_use]
    pub(crate) fn because(mut self, cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    #[must_use]
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The first hint on the way down the causes of `error`.
    pub(crate) fn hint_of(error: &anyhow::Error) -> Option<&str> {
        error.chain().find_map(|cause| cause.downcast_ref::<Self>()?.hint.as_deref())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.cause.as_deref().map(|cause| cause as _)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cause_follows_the_message_and_the_hint_stands_apart() {
        let error = anyhow::Error::new(Failure::new("no bread").because("the oven is cold").hint("light it"));
        assert_eq!(format!("{error:#}"), "no bread: the oven is cold");
        assert_eq!(Failure::hint_of(&error), Some("light it"));
        assert_eq!(Failure::hint_of(&error.context("no lunch")), Some("light it"));
    }
}
