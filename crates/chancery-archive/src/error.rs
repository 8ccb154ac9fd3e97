//! Why the archive could not do what was asked: one opaque error, with its place and a hint.

use std::fmt;
use std::path::{Path, PathBuf};

/// An error of the archive.
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: Kind,
    path: Option<PathBuf>,
    cause: Option<rusqlite::Error>,
    io: Option<std::io::Error>,
}

#[derive(Debug)]
pub(crate) enum Kind {
    Missing,
    NoFolder,
    IsFolder,
    Denied,
    Empty,
    Locked,
    ReadOnly,
    Full,
    Foreign,
    Newer { found: i64, known: i64 },
    Corrupt(String),
    Unknown { what: &'static str, name: String },
    Ambiguous { name: String, candidates: Vec<String> },
    Filter { message: String, at: usize, len: usize, hint: String },
    Refused(String),
    Export(String),
    Store,
}

impl Error {
    pub(crate) fn new(kind: Kind) -> Self {
        Self(Box::new(Inner { kind, path: None, cause: None, io: None }))
    }

    pub(crate) fn refused(message: impl Into<String>) -> Self {
        Self::new(Kind::Refused(message.into()))
    }

    pub(crate) fn export(message: impl fmt::Display) -> Self {
        Self::new(Kind::Export(message.to_string()))
    }

    pub(crate) fn unknown(what: &'static str, name: &str) -> Self {
        Self::new(Kind::Unknown { what, name: name.to_owned() })
    }

    pub(crate) fn corrupt(message: impl fmt::Display) -> Self {
        Self::new(Kind::Corrupt(message.to_string()))
    }

    /// The same error, of the archive at `path`.
    #[must_use]
    pub(crate) fn at(mut self, path: &Path) -> Self {
        self.0.path.get_or_insert_with(|| path.to_owned());
        self
    }

    /// The same error with the archive's path, where it is about the file and not about the question.
    #[must_use]
    pub fn in_archive(self, path: &Path) -> Self {
        match self.0.kind {
            Kind::Unknown { .. } | Kind::Ambiguous { .. } | Kind::Filter { .. } => self,
            Kind::Refused(_) | Kind::Export(_) => self,
            _ => self.at(path),
        }
    }

    /// Why what was written to could not take it, where that is the cause.
    ///
    /// # Errors
    /// The error itself, where it has another cause.
    pub fn into_io(mut self) -> Result<std::io::Error, Self> {
        self.0.io.take().ok_or(self)
    }

    /// Whether SQLite could not open a file, for whatever reason.
    pub(crate) fn is_unopened(&self) -> bool {
        let code = self.0.cause.as_ref().and_then(rusqlite::Error::sqlite_error_code);
        matches!(code, Some(rusqlite::ErrorCode::CannotOpen | rusqlite::ErrorCode::SystemIoFailure))
    }

    /// Whether another program holds the archive.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        matches!(self.0.kind, Kind::Locked)
    }

    /// Whether there is no such archive.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        matches!(self.0.kind, Kind::Missing)
    }

    /// Whether a later version of Chancery wrote the archive.
    #[must_use]
    pub fn is_newer(&self) -> bool {
        matches!(self.0.kind, Kind::Newer { .. })
    }

    /// Whether the file is damaged or no archive at all.
    #[must_use]
    pub fn is_corrupt(&self) -> bool {
        matches!(self.0.kind, Kind::Corrupt(_) | Kind::Foreign)
    }

    /// Whether the file may not be opened or written, or its disk is full.
    #[must_use]
    pub fn is_unwritable(&self) -> bool {
        matches!(self.0.kind, Kind::ReadOnly | Kind::Full | Kind::Denied)
    }

    /// Whether what was asked for by name is not there.
    #[must_use]
    pub fn is_unknown(&self) -> bool {
        matches!(self.0.kind, Kind::Unknown { .. } | Kind::Ambiguous { .. })
    }

    /// For a faulty filter, the code points of the filter that the error is about.
    #[must_use]
    pub fn place_in_filter(&self) -> Option<std::ops::Range<usize>> {
        match self.0.kind {
            Kind::Filter { at, len, .. } => Some(at..at + len),
            _ => None,
        }
    }

    /// What can be done about it.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        let hint = match &self.0.kind {
            Kind::Missing => "`chancery ingest` makes one; --archive names another",
            Kind::NoFolder => "make the folder, or name a file elsewhere",
            Kind::IsFolder => "name a file in it",
            Kind::Denied => "change the permissions of file and folder, or name a file elsewhere",
            Kind::Empty => "`chancery ingest` makes an archive of it; --archive names another",
            Kind::Locked => "another chancery is writing to it; wait for it or name another with --archive",
            Kind::ReadOnly => "change the permissions of file and folder, or copy the archive elsewhere",
            Kind::Full => "free some space and run the same command again; nothing committed was lost",
            Kind::Foreign => "name an archive that Chancery made with --archive",
            Kind::Newer { .. } => "install the version of Chancery that wrote it, or a later one",
            Kind::Corrupt(_) => {
                "`chancery archive check` lists the damage; restore a copy made by `chancery archive backup`, or \
                 read the reports again into a new archive"
            }
            Kind::Unknown { what: "report", .. } => "names are printed by `chancery reports`",
            Kind::Unknown { what: "actor", .. } => "`chancery actors` lists those that there are",
            Kind::Unknown { what: "event between", .. } => {
                "`chancery events actor:A actor:B` lists what involves both"
            }
            Kind::Unknown { .. } => "ids are printed by `chancery occurrences` and `chancery events`",
            Kind::Ambiguous { candidates, .. } => {
                return Some(format!("it may mean {}", candidates.join(", ")));
            }
            Kind::Filter { hint, .. } => return (!hint.is_empty()).then(|| hint.clone()),
            Kind::Refused(_) | Kind::Export(_) | Kind::Store => return None,
        };
        Some(hint.to_owned())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(path) = &self.0.path {
            write!(f, "{}: ", path.display())?;
        }
        match &self.0.kind {
            Kind::Missing => f.write_str("no archive is there"),
            Kind::NoFolder => f.write_str("there is no such folder"),
            Kind::IsFolder => f.write_str("this is a folder, not a file"),
            Kind::Denied => f.write_str("the file may not be opened"),
            Kind::Empty => f.write_str("the file is empty"),
            Kind::Locked => f.write_str("the archive is in use"),
            Kind::ReadOnly => f.write_str("the archive cannot be written"),
            Kind::Full => f.write_str("the disk is full"),
            Kind::Foreign => f.write_str("the file is not an archive of Chancery"),
            Kind::Newer { found, known } => {
                write!(f, "the archive has schema {found}, and this version knows up to {known}")
            }
            Kind::Corrupt(what) => write!(f, "the archive is damaged: {what}"),
            Kind::Unknown { what, name } => write!(f, "no {what} \"{name}\""),
            Kind::Ambiguous { name, .. } => write!(f, "\"{name}\" is not unique"),
            Kind::Filter { message, at, .. } => write!(f, "filter, character {}: {message}", at + 1),
            Kind::Refused(what) => f.write_str(what),
            Kind::Export(what) => write!(f, "export: {what}"),
            Kind::Store => f.write_str("the archive could not be read or written"),
        }?;
        match &self.0.cause {
            Some(cause) if matches!(self.0.kind, Kind::Store) => write!(f, ": {cause}"),
            _ => Ok(()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.cause.as_ref().map(|cause| cause as _)
    }
}

/// SQLite's codes, sorted into what a user can do about them.
impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let kind = match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Kind::Locked,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Kind::ReadOnly,
            Some(ErrorCode::DiskFull) => Kind::Full,
            Some(ErrorCode::NotADatabase) => Kind::Foreign,
            Some(ErrorCode::DatabaseCorrupt) => Kind::Corrupt(error.to_string()),
            Some(ErrorCode::CannotOpen) => Kind::Missing,
            _ => Kind::Store,
        };
        Self(Box::new(Inner { kind, path: None, cause: Some(error), io: None }))
    }
}

impl From<chancery_record::wire::Error> for Error {
    fn from(error: chancery_record::wire::Error) -> Self {
        Self::corrupt(error)
    }
}

impl From<csv::Error> for Error {
    fn from(error: csv::Error) -> Self {
        let text = error.to_string();
        match error.into_kind() {
            csv::ErrorKind::Io(error) => error.into(),
            _ => Self::export(text),
        }
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        let mut export = Self::export(&error);
        export.0.io = Some(error);
        export
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        if error.is_io() { std::io::Error::from(error).into() } else { Self::corrupt(error) }
    }
}

/// What the archive's functions yield.
pub type Result<T, E = Error> = std::result::Result<T, E>;
