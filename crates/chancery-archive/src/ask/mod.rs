//! Questions to the archive. All take a [`Filter`] and a [`Page`]; answers come in a stable order.

mod condition;
mod counted;
mod events;
mod filter;
mod happening;
mod occurrences;
mod portrait;
mod report;
mod sentence;

pub use counted::{ActorLine, FormatLine, ReportLine, StatementLine, TimelineLine};
pub use events::{EventLine, RecordText};
pub use filter::{Field, Filter, Term};
pub use happening::{Account, Contradiction, Link, Stage, Told};
pub use occurrences::{OccurrenceLine, PassageLine};
pub use portrait::{Dossier, Dyad, First, Meeting, MonthScore, Naming, OfficeSpan, Tally, Topic};
pub use report::{CodingLine, ReportInFull, RevisionLine};

pub(crate) use condition::{Asked, Condition, condition, tells};
pub(crate) use events::{StoredEvent, each_event, each_event_where};
pub(crate) use filter::day;
pub(crate) use happening::{Happening, happening};
pub(crate) use sentence::{one_line, sentence};

use crate::error::Result;
use crate::merge::{look_ahead, look_back};
use crate::store::Archive;

/// Which part of a long answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// Lines to pass over.
    pub skip: u64,
    /// Lines to give, at most.
    pub take: u64,
}

impl Page {
    /// Everything.
    pub const ALL: Self = Self { skip: 0, take: i64::MAX as u64 };
}

impl Default for Page {
    fn default() -> Self {
        Self { skip: 0, take: 50 }
    }
}

impl Archive {
    /// From now on this connection answers as the archive stood at the end of `day` (ISO 8601, UTC); with
    /// `None`, as it stands.
    ///
    /// # Errors
    /// Where `day` is no day, or the archive cannot be read.
    pub fn as_of(&self, day_text: Option<&str>) -> Result<()> {
        match day_text {
            None => look_ahead(&self.db),
            Some(text) => {
                let day = day(text, true).ok_or_else(|| {
                    crate::Error::refused(format!("\"{text}\" is no day; write 2024-03-05, 2024-03 or 2024"))
                })?;
                look_back(&self.db, &format!("{day}T23:59:59Z"))
            }
        }
    }
}
