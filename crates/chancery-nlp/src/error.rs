//! Why a model could not be loaded.

use std::fmt;

/// Why a model could not be loaded.
///
/// The message names the file, the place in it and, where there is one, the mend. Reading a text cannot fail.
pub struct Error {
    kind: Box<Kind>,
}

#[derive(Debug)]
enum Kind {
    Malformed { file: String, place: String, reason: String },
    Unsupported { file: String, place: String, construct: String },
}

impl Error {
    /// The file is not what a spaCy model has there: cut short, overwritten, or of another format.
    #[cold]
    pub(crate) fn malformed(
        file: impl Into<String>,
        place: impl Into<String>,
        reason: impl Into<String>,
    ) -> Self {
        Self::new(Kind::Malformed { file: file.into(), place: place.into(), reason: reason.into() })
    }

    /// The file is sound, but asks for something that this runtime does not do.
    #[cold]
    pub(crate) fn unsupported(
        file: impl Into<String>,
        place: impl Into<String>,
        construct: impl Into<String>,
    ) -> Self {
        Self::new(Kind::Unsupported { file: file.into(), place: place.into(), construct: construct.into() })
    }

    fn new(kind: Kind) -> Self {
        Self { kind: Box::new(kind) }
    }

    /// Whether a file was damaged or not of the expected format.
    #[must_use]
    pub fn is_malformed(&self) -> bool {
        matches!(*self.kind, Kind::Malformed { .. })
    }

    /// Whether a file asks for something that this runtime does not do.
    #[must_use]
    pub fn is_unsupported(&self) -> bool {
        matches!(*self.kind, Kind::Unsupported { .. })
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.kind {
            Kind::Malformed { file, place, reason } => {
                write!(
                    f,
                    "{file}: {place}: {reason}; download the model again, or check that it is one of spaCy 3.8"
                )
            }
            Kind::Unsupported { file, place, construct } => {
                write!(f, "{file}: {place}: {construct} is not supported; use the model en_core_web_sm 3.8.0")
            }
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.kind, f)
    }
}

impl std::error::Error for Error {}
