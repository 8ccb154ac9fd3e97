//! What can go wrong in loading a model. Reading a text cannot fail.

use std::fmt;
use std::path::{Path, PathBuf};

/// A model that could not be loaded. The message names the file, the place in it, what was found
/// there and the mend.
#[derive(Debug)]
pub struct Error {
    kind: Kind,
    file: Option<PathBuf>,
    message: String,
}

/// Result of loading.
pub type Result<T, E = Error> = std::result::Result<T, E>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Missing,
    Malformed,
    Unsupported,
}

impl Error {
    /// The model or one of its files is not there or cannot be opened.
    #[cold]
    pub(crate) fn missing(message: impl Into<String>) -> Self {
        Self { kind: Kind::Missing, file: None, message: message.into() }
    }

    /// The file at hand is not what a spaCy model has there: cut short, overwritten, or of another format.
    #[cold]
    pub(crate) fn damaged(message: impl Into<String>) -> Self {
        Self { kind: Kind::Malformed, file: None, message: message.into() }
    }

    /// The file at hand is sound, but asks for something that this runtime does not do.
    #[cold]
    pub(crate) fn not_run(message: impl Into<String>) -> Self {
        Self { kind: Kind::Unsupported, file: None, message: message.into() }
    }

    /// As [`Self::damaged`], with the file and the place in it.
    #[cold]
    pub(crate) fn malformed(
        file: impl Into<PathBuf>,
        place: impl fmt::Display,
        reason: impl fmt::Display,
    ) -> Self {
        Self { file: Some(file.into()), ..Self::damaged(format!("{place}: {reason}")) }
    }

    /// As [`Self::not_run`], with the file and the place in it.
    #[cold]
    pub(crate) fn unsupported(
        file: impl Into<PathBuf>,
        place: impl fmt::Display,
        construct: impl fmt::Display,
    ) -> Self {
        Self { file: Some(file.into()), ..Self::not_run(format!("{place}: {construct} is not supported")) }
    }

    /// Names the file, by its path inside the package, unless a deeper call has done so.
    pub(crate) fn in_file(mut self, file: impl AsRef<Path>) -> Self {
        self.file.get_or_insert_with(|| file.as_ref().to_path_buf());
        self
    }

    /// Names the package: a folder or wheel.
    pub(crate) fn in_package(mut self, package: &Path) -> Self {
        self.file = Some(self.file.map_or_else(|| package.to_path_buf(), |file| package.join(file)));
        self
    }

    /// Whether the model or one of its files is not there or cannot be opened.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.kind == Kind::Missing
    }

    /// Whether a file was damaged or not of the expected format: installing the model anew mends that.
    #[must_use]
    pub fn is_malformed(&self) -> bool {
        self.kind == Kind::Malformed
    }

    /// Whether the model is sound but asks for something that this runtime does not do.
    #[must_use]
    pub fn is_unsupported(&self) -> bool {
        self.kind == Kind::Unsupported
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.file {
            write!(f, "{}: ", file.display())?;
        }
        f.write_str(&self.message)?;
        f.write_str(match self.kind {
            Kind::Missing => "",
            Kind::Malformed => "; install the model again",
            Kind::Unsupported => "; take a model that does without it, such as en_core_web_sm 3.8.0",
        })
    }
}

impl std::error::Error for Error {}
