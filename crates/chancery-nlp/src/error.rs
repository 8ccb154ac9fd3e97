//! What can go wrong in loading a model. Parsing cannot fail.

use std::fmt;
use std::path::{Path, PathBuf};

/// A model that could not be read. The message names the file, what was found there and the mend.
#[derive(Debug)]
pub struct Error {
    kind: Kind,
    file: Option<PathBuf>,
    message: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Missing,
    Corrupt,
    Unsupported,
}

impl Error {
    pub(crate) fn missing(message: impl Into<String>) -> Self {
        Self { kind: Kind::Missing, file: None, message: message.into() }
    }

    pub(crate) fn corrupt(message: impl Into<String>) -> Self {
        Self { kind: Kind::Corrupt, file: None, message: message.into() }
    }

    pub(crate) fn unsupported(message: impl Into<String>) -> Self {
        Self { kind: Kind::Unsupported, file: None, message: message.into() }
    }

    /// Names the file, unless a deeper call has named one.
    pub(crate) fn in_file(mut self, file: impl AsRef<Path>) -> Self {
        self.file.get_or_insert_with(|| file.as_ref().to_path_buf());
        self
    }

    /// Whether the model or one of its files is not there or cannot be opened.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.kind == Kind::Missing
    }

    /// Whether a file of the model is damaged: reinstalling mends that.
    #[must_use]
    pub fn is_corrupt(&self) -> bool {
        self.kind == Kind::Corrupt
    }

    /// Whether the model is sound but holds a component or architecture that this crate does not run.
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
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

/// Result of loading.
pub type Result<T> = std::result::Result<T, Error>;
