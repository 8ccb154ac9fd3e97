//! What a page says about itself: schema.org data, OpenGraph, `<meta>`, `<link>`, `<time>`, `<title>`.

use chancery_record::Provenance;
use html5gum::StartTag;
use serde_json::Value;

use super::role::attribute;
use crate::fields::Fields;

/// Most bytes of structured data that one page may have.
const MOST_JSON: usize = 1 << 20;

/// Collects metadata while the page's tags go by.
#[derive(Default)]
pub(super) struct Head {
    fields: Fields,
    in_json: bool,
    json: String,
    in_title: bool,
    page_title: String,
    in_first_heading: bool,
    first_heading: String,
    heading_done: bool,
    times: Vec<(bool, String)>,
}

impl Head {
    pub(super) fn start(&mut self, tag: &StartTag<usize>) {
        match &**tag.name {
            b"meta" => self.meta(tag),
            b"link" => self.link(tag),
            b"html" => {
                if let Some(lang) = attribute(tag, "lang").or_else(|| attribute(tag, "xml:lang")) {
                    self.fields.language.push((Provenance::Page("html".to_owned()), lang));
                }
            }
            b"script" => {
                self.in_json = attribute(tag, "type")
                    .is_some_and(|kind| kind.trim().to_ascii_lowercase().starts_with("application/ld+json"));
                self.json.clear();
            }
            b"title" => self.in_title = self.page_title.is_empty(),
            b"h1" => self.in_first_heading = !self.heading_done,
            b"time" => self.time(tag),
            _ => {
                let property = attribute(tag, "itemprop");
                if property.as_deref() == Some("datePublished")
                    && let Some(value) = attribute(tag, "content").or_else(|| attribute(tag, "datetime"))
                {
                    self.fields.published.push((Provenance::Meta("datePublished".to_owned()), value));
                }
            }
        }
    }

    pub(super) fn end(&mut self, name: &[u8]) {
        match name {
            b"script" if self.in_json => {
                self.in_json = false;
                let json = std::mem::take(&mut self.json);
                self.structured(&json);
            }
            b"title" => self.in_title = false,
            b"h1" => {
                self.heading_done |= !self.first_heading.trim().is_empty();
                self.in_first_heading = false;
            }
            _ => {}
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        if self.in_json && self.json.len() + text.len() <= MOST_JSON {
            self.json.push_str(text);
        } else if self.in_title && self.page_title.len() < 2000 {
            self.page_title.push_str(text);
        } else if self.in_first_heading && self.first_heading.len() < 2000 {
            self.first_heading.push_str(text);
        }
    }

    fn meta(&mut self, tag: &StartTag<usize>) {
        let Some(content) = attribute(tag, "content")
            .map(|content| content.trim().to_owned())
            .filter(|content| !content.is_empty())
        else {
            return;
        };
        let Some(name) = ["property", "name", "itemprop"].iter().find_map(|key| attribute(tag, key)) else {
            return;
        };
        let key = name.trim().to_ascii_lowercase();
        let meta = || Provenance::Meta(key.clone());
        match key.as_str() {
            "article:published_time" | "og:published_time" | "og:article:published_time" => {
                self.fields.published.push((Provenance::OpenGraph, content));
            }
            "date"
            | "pubdate"
            | "publishdate"
            | "publish_date"
            | "publish-date"
            | "published_date"
            | "publication_date"
            | "publication-date"
            | "dc.date"
            | "dc.date.issued"
            | "dc.date.created"
            | "dcterms.date"
            | "dcterms.created"
            | "dcterms.issued"
            | "dcterms.available"
            | "parsely-pub-date"
            | "sailthru.date"
            | "article_date_original"
            | "article.published"
            | "originalpublicationdate"
            | "cxenseparse:recs:publishtime"
            | "datepublished"
            | "displaydate"
            | "rnews:datepublished"
            | "ptime"
            | "citation_publication_date"
            | "iso-8601-publish-date"
            | "article:published"
            | "bt:pubdate"
            | "cxenseparse:publishtime"
            | "published_time_telegram"
            | "article-publication-date"
            | "vr:published_time" => {
                self.fields.published.push((meta(), content));
            }
            "og:title" => self.fields.title.push((Provenance::OpenGraph, content)),
            "twitter:title" | "dc.title" | "dcterms.title" | "parsely-title" | "sailthru.title"
            | "headline" | "title" => self.fields.title.push((meta(), content)),
            "og:site_name" => self.fields.outlet.push((Provenance::OpenGraph, content)),
            "application-name" | "dc.publisher" | "dcterms.publisher" | "publisher" | "twitter:site:name"
            | "cre" | "copyright" => self.fields.outlet.push((meta(), content)),
            "og:url" => self.fields.url.push((Provenance::OpenGraph, content)),
            "author"
            | "dc.creator"
            | "parsely-author"
            | "sailthru.author"
            | "byl"
            | "article:author_name"
            | "dcterms.creator" => self.fields.byline.push((meta(), content)),
            "article:author" => self.fields.byline.push((Provenance::OpenGraph, content)),
            "og:locale" => self.fields.language.push((Provenance::OpenGraph, content)),
            "language" | "content-language" | "dc.language" | "dcterms.language" => {
                self.fields.language.push((meta(), content));
            }
            _ => {}
        }
    }

    fn link(&mut self, tag: &StartTag<usize>) {
        let canonical = attribute(tag, "rel")
            .is_some_and(|rel| rel.split_whitespace().any(|rel| rel.eq_ignore_ascii_case("canonical")));
        if canonical && let Some(href) = attribute(tag, "href").filter(|href| href.starts_with("http")) {
            self.fields.url.insert(0, (Provenance::Page("link".to_owned()), href));
        }
    }

    fn time(&mut self, tag: &StartTag<usize>) {
        let Some(datetime) = attribute(tag, "datetime") else { return };
        let says =
            ["itemprop", "class", "pubdate"].iter().filter_map(|key| attribute(tag, key)).any(|value| {
                let value = value.to_ascii_lowercase();
                value.contains("publish")
                    || value.contains("pubdate")
                    || value.contains("entry-date")
                    || value == "true"
            }) || tag.attributes.contains_key("pubdate".as_bytes());
        let modified = attribute(tag, "class")
            .is_some_and(|class| class.contains("updated") || class.contains("modified"))
            || attribute(tag, "itemprop").is_some_and(|value| value.contains("dateModified"));
        if !modified || says {
            self.times.push((says, datetime));
        }
    }

    /// schema.org data; control characters that stand bare in strings are a common fault.
    fn structured(&mut self, json: &str) {
        let json: String = json.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let trimmed =
            json.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>").trim().trim_end_matches(';');
        let Ok(value) = serde_json::from_str::<Value>(trimmed) else { return };
        self.node(&value, 0);
    }

    fn node(&mut self, value: &Value, depth: usize) {
        if depth > 6 {
            return;
        }
        match value {
            Value::Array(items) => items.iter().take(200).for_each(|item| self.node(item, depth + 1)),
            Value::Object(map) => {
                if is_article(map.get("@type")) {
                    self.article(value);
                } else if let Some(graph) = map.get("@graph").or_else(|| map.get("mainEntity")) {
                    self.node(graph, depth + 1);
                }
            }
            _ => {}
        }
    }

    fn article(&mut self, article: &Value) {
        let from = Provenance::JsonLd;
        let text =
            |value: &Value| value.as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
        let put = |to: &mut Vec<(Provenance, String)>, value: Option<String>| {
            if let Some(value) = value {
                to.push((from.clone(), value));
            }
        };
        put(&mut self.fields.title, text(&article["headline"]).map(|title| without_references(&title)));
        put(&mut self.fields.published, text(&article["datePublished"]));
        put(
            &mut self.fields.outlet,
            text(&article["publisher"]["name"]).or_else(|| text(&article["publisher"][0]["name"])),
        );
        let language = text(&article["inLanguage"]).or_else(|| text(&article["inLanguage"]["name"]));
        put(&mut self.fields.language, language);
        let url = text(&article["mainEntityOfPage"]["@id"])
            .or_else(|| text(&article["mainEntityOfPage"]))
            .or_else(|| text(&article["url"]));
        put(&mut self.fields.url, url.filter(|url| url.starts_with("http")));
        let authors = match &article["author"] {
            Value::Array(authors) => authors
                .iter()
                .filter_map(|author| text(&author["name"]).or_else(|| text(author)))
                .collect::<Vec<_>>(),
            author => text(&author["name"]).or_else(|| text(author)).into_iter().collect(),
        };
        put(&mut self.fields.byline, Some(authors.join(", ")).filter(|authors| !authors.is_empty()));
    }

    pub(super) fn into_fields(mut self) -> Fields {
        // A `<time>` that says that it is the publication, or the only one of the page.
        let marked = self.times.iter().find(|(says, _)| *says).map(|(_, time)| time);
        let single = self
            .times
            .first()
            .map(|(_, time)| time)
            .filter(|first| self.times.iter().all(|(_, time)| time == *first));
        if let Some(time) = marked.or(single) {
            self.fields.published.push((Provenance::TimeElement, time.clone()));
        }
        if !self.first_heading.trim().is_empty() {
            self.fields.title.push((Provenance::Page("h1".to_owned()), self.first_heading));
        }
        if !self.page_title.trim().is_empty() {
            self.fields.title.push((Provenance::Page("title".to_owned()), self.page_title));
        }
        self.fields
    }
}

/// Titles in structured data carry character references that nobody decodes there.
fn without_references(title: &str) -> String {
    if title.contains('&') && title.contains(';') {
        return super::page::page(title).view.text().trim().to_owned();
    }
    title.to_owned()
}

fn is_article(kind: Option<&Value>) -> bool {
    let named = |kind: &Value| {
        kind.as_str().is_some_and(|kind| {
            let kind = kind.rsplit(['/', ':']).next().unwrap_or(kind);
            kind.ends_with("Article")
                || kind.ends_with("BlogPosting")
                || kind == "Report"
                || kind == "LiveBlogPosting"
        })
    };
    match kind {
        Some(Value::Array(kinds)) => kinds.iter().any(named),
        Some(kind) => named(kind),
        None => false,
    }
}
