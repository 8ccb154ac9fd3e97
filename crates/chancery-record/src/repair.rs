//! What was changed between the raw text and the cleaned one.

use crate::span::{Byte, Span};

/// A kind of repair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RepairKind {
    /// A space put between two sentences or words that were run together.
    Unglued,
    /// A word put together that was hyphenated at the end of a line.
    Dehyphenated,
    /// Lines of one paragraph joined.
    Unwrapped,
    /// A paragraph that had stood before left out.
    Folded,
    /// Characters mended that had been decoded with the wrong encoding.
    Mojibake,
    /// Quotation marks, apostrophes, dashes or ellipses brought to one form.
    Quotes,
    /// Spaces brought to one form; invisible characters dropped.
    Spaces,
}

impl RepairKind {
    /// The lower-case name used in every output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Unglued => "unglued",
            Self::Dehyphenated => "dehyphenated",
            Self::Unwrapped => "unwrapped",
            Self::Folded => "folded",
            Self::Mojibake => "mojibake",
            Self::Quotes => "quotes",
            Self::Spaces => "spaces",
        }
    }
}

/// One repair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Repair {
    /// Bytes of the raw text that it concerns; empty where something was inserted.
    pub span: Span<Byte>,
    /// What was done.
    pub kind: RepairKind,
}
