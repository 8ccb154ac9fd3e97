//! The parts of a raw text: what is the report's own, and what the page around it says.

use std::borrow::Cow;

use crate::span::{Byte, Span};

/// What a stretch of raw text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SegmentKind {
    /// The report's title, with a second line (deck) where it has one.
    Headline,
    /// Where, when and by which agency the report was filed.
    Dateline,
    /// Who wrote, reported or edited it.
    Byline,
    /// The report's own text.
    Body,
    /// The beginning of another story, or its headline with a time or a cut-off first sentence.
    Teaser,
    /// A notice about rights, opinions or the outlet.
    Disclaimer,
    /// What stands under a picture or video, and its credit.
    Caption,
    /// Headlines or names of other pages.
    Links,
    /// Navigation, buttons, advertisements, counters, markup and the like.
    Boilerplate,
}

impl SegmentKind {
    /// Every kind, in the order of declaration.
    pub const ALL: [Self; 9] = [
        Self::Headline,
        Self::Dateline,
        Self::Byline,
        Self::Body,
        Self::Teaser,
        Self::Disclaimer,
        Self::Caption,
        Self::Links,
        Self::Boilerplate,
    ];

    /// The lower-case name used in every output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Dateline => "dateline",
            Self::Byline => "byline",
            Self::Body => "body",
            Self::Teaser => "teaser",
            Self::Disclaimer => "disclaimer",
            Self::Caption => "caption",
            Self::Links => "links",
            Self::Boilerplate => "boilerplate",
        }
    }

    /// The kind with this [`name`](Self::name).
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether it is the report's own content, which alone is ever coded: headline, dateline, body.
    #[must_use]
    pub fn is_content(self) -> bool {
        matches!(self, Self::Headline | Self::Dateline | Self::Body)
    }
}

/// A stretch of raw text, what it is, and why that was said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// What it is.
    pub kind: SegmentKind,
    /// Bytes of the raw text; the segments of a report tile it.
    pub span: Span<Byte>,
    /// The reason, for a person to read.
    pub reason: Cow<'static, str>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip() {
        for kind in SegmentKind::ALL {
            assert_eq!(SegmentKind::from_name(kind.name()), Some(kind));
        }
        assert_eq!(SegmentKind::from_name("advert"), None);
    }
}
