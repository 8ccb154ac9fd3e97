//! Which column or key of a table or JSON record means what.
//!
//! The names are those of news-please, Media Cloud, NewsAPI, Event Registry, the Guardian's API,
//! trafilatura, GDELT's article lists and reconstructions from its n-grams, and what people call such
//! columns. Nested keys are joined by dots (`source.name`).

use std::collections::BTreeMap;

use chancery_record::{Note, Provenance};

use super::{Reading, beside, markup_of};
use crate::error::Error;
use crate::fields::Fields;
use crate::source::{Markup, Source};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Role {
    Name,
    Text,
    Html,
    Summary,
    File,
    Title,
    Published,
    Outlet,
    Url,
    Byline,
    Language,
}

/// Names of columns by role, the most telling first: of several, the first that holds something is
/// taken.
const NAMES: [(Role, &[&str]); 11] = [
    (
        Role::Name,
        &[
            "report",
            "report_id",
            "article_id",
            "doc_id",
            "docid",
            "stories_id",
            "story_id",
            "id",
            "uuid",
            "guid",
            "gkgrecordid",
        ],
    ),
    (
        Role::Text,
        &[
            "maintext",
            "text",
            "body",
            "article_text",
            "articlebody",
            "article_body",
            "body_text",
            "bodytext",
            "full_text",
            "fulltext",
            "story_text",
            "content",
            "main_text",
            "content_text",
            "plain_text",
            "cleaned_text",
            "news_text",
            "fields.bodytext",
            "article",
            "story",
            "document",
            "raw_text",
        ],
    ),
    (Role::Html, &["html", "raw_html", "content_html", "body_html", "fields.body", "page", "raw_content"]),
    (
        Role::Summary,
        &["description", "summary", "excerpt", "abstract", "snippet", "lead", "fields.trailtext"],
    ),
    (Role::File, &["file", "filename", "file_name", "filepath", "file_path", "text_file", "path"]),
    (
        Role::Title,
        &[
            "headline",
            "title",
            "webtitle",
            "article_title",
            "news_title",
            "heading",
            "title_page",
            "page_title",
            "title_rss",
            "fields.headline",
        ],
    ),
    (
        Role::Published,
        &[
            "published",
            "date_publish",
            "datetimepub",
            "publishedat",
            "published_at",
            "publish_date",
            "publishdate",
            "published_date",
            "date_published",
            "datepublished",
            "pubdate",
            "pub_date",
            "publication_date",
            "publicationdate",
            "webpublicationdate",
            "published_time",
            "release_date",
            "news_date",
            "article_date",
            "datetime",
            "date_time",
            "date",
            "seendate",
            "timestamp",
            "time",
        ],
    ),
    (
        Role::Outlet,
        &[
            "outlet",
            "source.title",
            "source.name",
            "media_name",
            "publisher",
            "publication",
            "newspaper",
            "news_source",
            "source_name",
            "sitename",
            "site_name",
            "publisher.name",
            "source",
            "site",
            "domain",
            "source_domain",
            "hostname",
            "source-hostname",
            "source_hostname",
            "media_url",
            "source.uri",
            "sourcecommonname",
            "provider",
            "media",
            "feed",
        ],
    ),
    (
        Role::Url,
        &[
            "url",
            "canonical_url",
            "link",
            "web_url",
            "weburl",
            "article_url",
            "page_url",
            "permalink",
            "source_url",
            "href",
            "documentidentifier",
            "document_identifier",
            "externalurl",
            "uri",
            "source",
        ],
    ),
    (
        Role::Byline,
        &[
            "byline",
            "author",
            "authors",
            "author_name",
            "writer",
            "journalist",
            "creator",
            "author.name",
            "fields.byline",
        ],
    ),
    (Role::Language, &["language", "lang", "language_code", "lang_code"]),
];

/// Roles of columns that a person gave, over the well-known names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ColumnMap {
    given: BTreeMap<String, Role>,
}

impl ColumnMap {
    /// Reads `text=body,published=pubDate`: what a report knows, and the column that holds it.
    ///
    /// # Errors
    /// A pair without `=`, or a left side that no report has.
    pub fn parse(pairs: &str) -> Result<Self, Error> {
        let mut given = BTreeMap::new();
        for pair in pairs.split(',').map(str::trim).filter(|pair| !pair.is_empty()) {
            let Some((role, column)) = pair.split_once('=') else {
                return Err(Error::usage(format!("`{pair}` is not of the form role=column"))
                    .hint("for example --map text=body,published=pubDate"));
            };
            let role = match role.trim().to_ascii_lowercase().as_str() {
                "report" | "id" | "name" => Role::Name,
                "text" | "body" => Role::Text,
                "html" => Role::Html,
                "summary" => Role::Summary,
                "file" => Role::File,
                "title" | "headline" => Role::Title,
                "published" | "date" => Role::Published,
                "outlet" | "source" => Role::Outlet,
                "url" => Role::Url,
                "byline" | "author" => Role::Byline,
                "language" => Role::Language,
                other => {
                    return Err(Error::usage(format!("no report has `{other}`")).hint(
                        "one of report, text, html, summary, file, title, published, outlet, url, byline, language",
                    ));
                }
            };
            given.insert(column.trim().to_ascii_lowercase(), role);
        }
        Ok(Self { given })
    }
}

/// Whether a column of this name is known to mean something.
pub(crate) fn is_known(name: &str) -> bool {
    let name = normal(name);
    NAMES.iter().any(|(_, names)| names.contains(&name.as_str()))
}

/// Whether a column of this name can hold a report's text.
pub(crate) fn is_text(name: &str, columns: &ColumnMap) -> bool {
    let name = normal(name);
    let role = columns.given.get(&name).copied();
    role.is_some_and(|role| matches!(role, Role::Text | Role::Html))
        || NAMES.iter().any(|(role, names)| {
            matches!(role, Role::Text | Role::Html | Role::Summary) && names.contains(&name.as_str())
        })
}

/// Lower case, with `_` for spaces.
fn normal(name: &str) -> String {
    name.trim().trim_start_matches('\u{feff}').to_ascii_lowercase().replace(' ', "_")
}

/// Puts one value where its key says; unknown keys are left.
pub(crate) fn assign(fields: &mut Fields, key: &str, value: String, from: impl Fn(&str) -> Provenance) {
    let name = normal(key);
    let Some((role, _)) = NAMES.iter().find(|(_, names)| names.contains(&name.as_str())) else { return };
    put(fields, *role, from(key), value);
}

fn put(fields: &mut Fields, role: Role, from: Provenance, value: String) {
    match role {
        Role::Name => fields.name = fields.name.take().or(Some(value)),
        Role::Title => fields.title.push((from, value)),
        Role::Published => fields.published.push((from, value)),
        Role::Outlet => fields.outlet.push((from, value)),
        Role::Url => fields.url.push((from, value)),
        Role::Byline => fields.byline.push((from, value)),
        Role::Language => fields.language.push((from, value)),
        Role::Text | Role::Html | Role::Summary | Role::File => {}
    }
}

/// A record from its columns: `(name, value)` with empty values left out.
pub(crate) fn source(
    values: &[(String, String)],
    reading: &Reading<'_>,
    place: String,
) -> Result<Source, Error> {
    let mut by_role: BTreeMap<Role, Vec<(usize, &str, &str)>> = BTreeMap::new();
    for (name, value) in values {
        if value.trim().is_empty() {
            continue;
        }
        let key = normal(name);
        if let Some(role) = reading.columns.given.get(&key) {
            by_role.entry(*role).or_default().push((0, name, value));
            continue;
        }
        for (role, names) in &NAMES {
            if let Some(rank) = names.iter().position(|known| *known == key) {
                by_role.entry(*role).or_default().push((rank + 1, name, value));
            }
        }
    }
    for columns in by_role.values_mut() {
        columns.sort_by_key(|(rank, _, _)| *rank);
    }
    // `source` is an address in trafilatura's output, a name elsewhere.
    if let Some(outlets) = by_role.get_mut(&Role::Outlet) {
        outlets
            .retain(|(rank, name, value)| *rank == 0 || !(normal(name) == "source" && value.contains("://")));
    }
    if let Some(urls) = by_role.get_mut(&Role::Url) {
        urls.retain(|(_, _, value)| value.starts_with("http://") || value.starts_with("https://"));
    }
    let mut fields = Fields::default();
    for (role, columns) in &by_role {
        for (_, name, value) in columns {
            put(&mut fields, *role, Provenance::Column((*name).to_owned()), (*value).to_owned());
        }
    }
    let first =
        |role: Role| by_role.get(&role).and_then(|columns| columns.first()).map(|(_, _, value)| *value);
    let has_text = first(Role::Text).or(first(Role::Html)).is_some();
    // A title alone is a report, unless its text lies beside the table.
    if let Some(name) = first(Role::File).filter(|_| !has_text)
        && (fields.title.is_empty() || beside::is_there(name, reading))
    {
        return Ok(Source { fields, ..beside::text(name, reading, &place)? });
    }
    let mut notes = Vec::new();
    let (text, markup) = match (first(Role::Text), first(Role::Html), first(Role::Summary)) {
        (Some(text), _, _) => (text, markup_of(text)),
        (None, Some(html), _) => {
            (html, if markup_of(html) == Markup::Page { Markup::Page } else { Markup::Fragment })
        }
        (None, None, Some(summary)) => {
            notes.push(Note::new("only a summary is given"));
            (summary, markup_of(summary))
        }
        (None, None, None) if !fields.title.is_empty() => {
            notes.push(Note::new("only a title is given"));
            ("", Markup::Plain)
        }
        (None, None, None) => {
            let names: Vec<&str> = values.iter().map(|(name, _)| name.as_str()).take(12).collect();
            return Err(Error::format(
                reading.origin(place),
                format!("no column holds a text; there are: {}", names.join(", ")),
            )
            .hint("say which with --map text=COLUMN"));
        }
    };
    Ok(Source { origin: reading.origin(place), text: text.to_owned(), bytes: None, markup, fields, notes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_roles_are_refused_with_the_known_ones() {
        let error = ColumnMap::parse("text=body,when=pubDate").unwrap_err();
        assert!(error.is_usage());
        assert!(error.hint_text().unwrap().contains("published"));
        assert!(ColumnMap::parse("text").is_err());
    }
}
