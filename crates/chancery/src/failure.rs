//! The binary's own error: what went wrong, why, and what the reader can do about it.

use std::error::Error;
use std::fmt;
use std::io;

/// A failure with an optional cause and an optional hint, printed as `error:` and `hint:` lines.
#[derive(Debug)]
pub(crate) struct Failure {
    message: String,
    found_nothing: bool,
    hint: Option<String>,
    cause: Option<Box<dyn Error + Send + Sync>>,
}

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), found_nothing: false, hint: None, cause: None }
    }

    /// A failure of a command that ran, and found nothing of what was asked for.
    pub(crate) fn nothing(message: impl Into<String>) -> Self {
        Self { found_nothing: true, ..Self::new(message) }
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

    /// The exit code: 1 where the command ran and found nothing, 2 where it could not run.
    pub(crate) fn code_of(error: &anyhow::Error) -> u8 {
        let found_nothing = |cause: &(dyn Error + 'static)| {
            cause.downcast_ref::<Self>().is_some_and(|failure| failure.found_nothing)
        };
        if error.chain().any(found_nothing) { 1 } else { 2 }
    }

    /// The first hint on the way down the causes of `error`.
    pub(crate) fn hint_of(error: &anyhow::Error) -> Option<&str> {
        error.chain().find_map(|cause| cause.downcast_ref::<Self>()?.hint.as_deref())
    }
}

/// Why reading or writing failed, where that is at the bottom of `error`.
pub(crate) fn io_kind(error: &anyhow::Error) -> Option<io::ErrorKind> {
    error.chain().find_map(|cause| {
        let io = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        io.or_else(|| cause.downcast_ref::<serde_json::Error>()?.io_error_kind())
    })
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
        assert_eq!(Failure::code_of(&error), 2);
        assert_eq!(Failure::hint_of(&error.context("no lunch")), Some("light it"));
        assert_eq!(Failure::code_of(&anyhow::Error::new(Failure::nothing("no crumb")).context("no tea")), 1);
    }
}
