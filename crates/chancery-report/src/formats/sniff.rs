//! What bytes are, by their first kilobytes; a name only decides where the bytes do not.

use super::{Format, columns, delimited};

/// What a stream is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Gzip,
    Zstd,
    Zip,
    Tar,
    Records(Format),
}

/// Tells a stream by its head.
pub(crate) fn kind(head: &[u8], name: &str) -> Kind {
    if head.starts_with(&[0x1f, 0x8b]) {
        return Kind::Gzip;
    }
    if head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        return Kind::Zstd;
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Kind::Zip;
    }
    if head.get(257..262) == Some(b"ustar") {
        return Kind::Tar;
    }
    Kind::Records(format(head, name))
}

fn format(head: &[u8], name: &str) -> Format {
    if head.starts_with(b"PAR1") {
        return Format::Parquet;
    }
    let decoded = crate::decode::decoded(&head[..head.len().min(16 << 10)], None).0;
    let text = decoded.trim_start_matches('\u{feff}').trim_start();
    let lower = name.to_ascii_lowercase();
    let named = |ends: &[&str]| ends.iter().any(|end| lower.ends_with(end));
    if text.starts_with("WARC/") {
        return Format::Warc;
    }
    if text.starts_with('{') || text.starts_with('[') && text[1..].trim_start().starts_with(['{', ']']) {
        return json(text, &named);
    }
    if text.starts_with('<') {
        let head: String = text.chars().take(2000).collect::<String>().to_ascii_lowercase();
        let feed =
            ["<rss", "<feed", "<rdf:rdf"].iter().any(|root| head.contains(root)) && !head.contains("<html");
        if feed {
            return Format::Feed;
        }
        if is_html(text.as_bytes()) || named(&[".html", ".htm", ".xhtml"]) {
            return Format::Html;
        }
    }
    if named(&[".md", ".markdown"]) {
        return Format::Markdown;
    }
    if named(&[".html", ".htm", ".xhtml", ".shtml"]) && text.contains('<') {
        return Format::Html;
    }
    if named(&[".txt"]) {
        return Format::Text;
    }
    table(text, &named)
}

fn json(text: &str, named: &dyn Fn(&[&str]) -> bool) -> Format {
    if text.starts_with('{') && text.chars().take(4000).collect::<String>().contains("jsonfeed.org/version") {
        return Format::Feed;
    }
    if named(&[".jsonl", ".ndjson"]) {
        return Format::JsonLines;
    }
    let mut lines = text.lines();
    let first = lines.next().unwrap_or("");
    let first_is_whole = text.starts_with('{') && serde_json::from_str::<serde_json::Value>(first).is_ok();
    let more = lines.next().is_some_and(|line| line.trim_start().starts_with('{'));
    if first_is_whole && more || text.starts_with('{') && first.len() > 4000 && !named(&[".json"]) {
        Format::JsonLines
    } else {
        Format::Json
    }
}

/// A table has a header line with at least one known column, or says by its name that it is one.
fn table(text: &str, named: &dyn Fn(&[&str]) -> bool) -> Format {
    if named(&[".tsv", ".tab"]) || delimited::is_gkg(text.as_bytes()) {
        return Format::Tsv;
    }
    if named(&[".csv", ".psv"]) {
        return Format::Csv;
    }
    let header = text.lines().next().unwrap_or("");
    for delimiter in [',', '\t', ';', '|'] {
        let names: Vec<&str> = header.split(delimiter).map(|name| name.trim().trim_matches('"')).collect();
        let known = names.iter().filter(|name| columns::is_known(name)).count();
        let short = names.iter().all(|name| name.len() <= 40);
        if names.len() >= 2 && short && known >= 2 && known * 3 >= names.len() {
            return if delimiter == '\t' { Format::Tsv } else { Format::Csv };
        }
    }
    Format::Text
}

/// Whether a page's markup begins in these bytes.
pub(crate) fn is_html(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&head[..head.len().min(4096)]).to_ascii_lowercase();
    let head = head.trim_start();
    head.starts_with('<')
        && [
            "<!doctype html",
            "<html",
            "<head",
            "<body",
            "<div",
            "<p>",
            "<p ",
            "<article",
            "<meta",
            "<title",
            "<h1",
            "<section",
            "<table",
            "<span",
        ]
        .iter()
        .any(|tag| head.contains(tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_told_by_their_content() {
        for (head, name, expected) in [
            ("A plain text, with commas.\nAnd lines.", "x", Format::Text),
            ("{\"text\": \"a\"}\n{\"text\": \"b\"}\n", "x", Format::JsonLines),
            ("{\n \"articles\": []\n}", "x", Format::Json),
            ("[{\"text\": \"a\"}]", "x", Format::Json),
            ("[Oslo] The envoy left.", "x", Format::Text),
            ("date,title,text\n2021-01-01,A,B\n", "x", Format::Csv),
            ("date\ttitle\ttext\n", "x", Format::Tsv),
            ("Text|Date|URL|Source\n", "x", Format::Csv),
            ("<?xml version='1.0'?><rss version='2.0'>", "x", Format::Feed),
            ("{\"version\": \"https://jsonfeed.org/version/1.1\"}", "x", Format::Feed),
            ("<!doctype html><p>", "x", Format::Html),
            ("WARC/1.0\r\n", "x", Format::Warc),
            ("PAR1", "x", Format::Parquet),
            ("# Heading", "a.md", Format::Markdown),
        ] {
            assert_eq!(kind(head.as_bytes(), name), Kind::Records(expected), "{head}");
        }
    }
}
