//! The one error of this crate: tables that cannot be read or that contradict themselves.

use std::fmt;
use std::path::PathBuf;

use crate::Fault;

/// Why tables could not be loaded.
#[derive(Debug)]
pub struct Error(Box<Kind>);

#[derive(Debug)]
enum Kind {
    Read { path: PathBuf, cause: std::io::Error },
    Faults(Vec<Fault>),
}

impl Error {
    pub(crate) fn read(path: impl Into<PathBuf>, cause: std::io::Error) -> Self {
        Self(Box::new(Kind::Read { path: path.into(), cause }))
    }

    pub(crate) fn faults(faults: Vec<Fault>) -> Self {
        Self(Box::new(Kind::Faults(faults)))
    }

    /// Whether a file or folder could not be read.
    #[must_use]
    pub fn is_io(&self) -> bool {
        matches!(*self.0, Kind::Read { .. })
    }

    /// The faults of the tables, in the order of files and lines; empty for other errors.
    #[must_use]
    pub fn table_faults(&self) -> &[Fault] {
        match &*self.0 {
            Kind::Faults(faults) => faults,
            Kind::Read { .. } => &[],
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
            Kind::Read { path, .. } => write!(f, "cannot read {}", path.display()),
            Kind::Faults(faults) => {
                write!(f, "{} fault(s) in the tables", faults.len())?;
                for fault in faults {
                    write!(f, "\n{fault}")?;
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &*self.0 {
            Kind::Read { cause, .. } => Some(cause),
            Kind::Faults(_) => None,
        }
    }
}
