//! One record as a container gave it, before it is read.

use chancery_record::{Note, Origin};

use crate::fields::Fields;

/// How a record's text is marked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Markup {
    /// None: lines and paragraphs.
    Plain,
    /// Markdown.
    Markdown,
    /// A whole HTML page.
    Page,
    /// A piece of HTML, as feeds and tables carry it.
    Fragment,
}

/// One record: a text with its metadata and its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Where it stands.
    pub origin: Origin,
    /// Its text, decoded.
    pub text: String,
    /// The bytes that it was decoded from, where they are not the text's own UTF-8.
    pub bytes: Option<Vec<u8>>,
    /// How the text is marked up.
    pub markup: Markup,
    /// What the container says of it.
    pub fields: Fields,
    /// What happened on the way: the encoding, characters lost.
    pub notes: Vec<Note>,
}

impl Source {
    /// A plain text without metadata.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            origin: Origin::default(),
            text: text.into(),
            bytes: None,
            markup: Markup::Plain,
            fields: Fields::default(),
            notes: Vec::new(),
        }
    }

    /// A page without metadata but its own.
    #[must_use]
    pub fn page(html: impl Into<String>) -> Self {
        Self { markup: Markup::Page, ..Self::plain(html) }
    }
}
