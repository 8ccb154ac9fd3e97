//! Metadata as its sources give it, before one value is chosen.

use chancery_record::Provenance;

/// Candidate values with their sources; nothing is decided here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields {
    /// The name that the record carries.
    pub name: Option<String>,
    /// Titles.
    pub title: Vec<(Provenance, String)>,
    /// Publication times, as written.
    pub published: Vec<(Provenance, String)>,
    /// Outlets: names, domains or addresses.
    pub outlet: Vec<(Provenance, String)>,
    /// Authors.
    pub byline: Vec<(Provenance, String)>,
    /// Addresses of the report, the canonical one first.
    pub url: Vec<(Provenance, String)>,
    /// Languages: codes, tags or names.
    pub language: Vec<(Provenance, String)>,
}

impl Fields {
    /// Adds what another reading found.
    pub(crate) fn extend(&mut self, other: Self) {
        self.name = self.name.take().or(other.name);
        self.title.extend(other.title);
        self.published.extend(other.published);
        self.outlet.extend(other.outlet);
        self.byline.extend(other.byline);
        self.url.extend(other.url);
        self.language.extend(other.language);
    }
}
