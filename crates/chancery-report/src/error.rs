//! Why a record could not be read.

use std::fmt;
use std::io;

use chancery_record::Origin;

/// A record, or a whole file, that could not be read: where it stands and why.
///
/// A batch goes on after one; nothing else is lost by it.
#[derive(Debug)]
pub struct Error {
    kind: Kind,
    origin: Origin,
    message: String,
    hint: Option<String>,
}

#[derive(Debug)]
enum Kind {
    Io(io::Error),
    Limit,
    Format,
    Usage,
}

impl Error {
    pub(crate) fn io(origin: Origin, error: io::Error) -> Self {
        // A limit that a reader ran into comes up as an I/O error.
        if let Some(limit) = error.get_ref().and_then(|inner| inner.downcast_ref::<crate::limits::Exceeded>())
        {
            return Self::limit(origin, limit.0.clone());
        }
        let message = error.to_string();
        Self { kind: Kind::Io(error), origin, message, hint: None }
    }

    pub(crate) fn limit(origin: Origin, message: impl Into<String>) -> Self {
        Self { kind: Kind::Limit, origin, message: message.into(), hint: None }
    }

    pub(crate) fn format(origin: Origin, message: impl Into<String>) -> Self {
        Self { kind: Kind::Format, origin, message: message.into(), hint: None }
    }

    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self { kind: Kind::Usage, origin: Origin::default(), message: message.into(), hint: None }
    }

    pub(crate) fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// Where it stands.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// What can be done about it.
    #[must_use]
    pub fn hint_text(&self) -> Option<&str> {
        self.hint.as_deref()
    }

    /// Whether the file could not be opened or read.
    #[must_use]
    pub fn is_io(&self) -> bool {
        matches!(self.kind, Kind::Io(_))
    }

    /// Whether it ran into a limit: too long, too deep, expanding too far.
    #[must_use]
    pub fn is_limit(&self) -> bool {
        matches!(self.kind, Kind::Limit)
    }

    /// Whether it is not what its format wants.
    #[must_use]
    pub fn is_format(&self) -> bool {
        matches!(self.kind, Kind::Format)
    }

    /// Whether the caller asked for something that there is not: an unknown column role, a path
    /// that matches nothing.
    #[must_use]
    pub fn is_usage(&self) -> bool {
        matches!(self.kind, Kind::Usage)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.origin.file.is_empty() {
            write!(f, "{}: ", self.origin)?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.kind {
            Kind::Io(error) => error.source(),
            Kind::Limit | Kind::Format | Kind::Usage => None,
        }
    }
}
