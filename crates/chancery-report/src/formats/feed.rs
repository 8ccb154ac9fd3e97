//! RSS, Atom and JSON Feed through the crate `feed-rs`.

use std::io::BufRead;
use std::ops::ControlFlow;

use chancery_record::{Note, Provenance};

use super::{Reading, Sink, markup_of};
use crate::error::Error;
use crate::fields::Fields;
use crate::limits::read_whole;
use crate::source::{Markup, Source};
use crate::{decode, moment};

pub(super) fn read(reader: &mut dyn BufRead, reading: &Reading<'_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let bytes = match read_whole(reader, reading.limits.record_bytes) {
        Ok(bytes) => bytes,
        Err(error) => return sink(Err(Error::io(reading.origin(""), error))),
    };
    if nests_too_deep(&bytes) {
        return sink(Err(Error::limit(reading.origin(""), format!("elements nest deeper than {DEEPEST}"))));
    }
    let (text, notes) = decode::decoded(&bytes, None);
    // The declaration names the encoding of the bytes, not of the decoded text.
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let text =
        text.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")).map_or(text, |(_, rest)| rest);
    // The wall clock of the item, not UTC: the day is the outlet's own.
    let parser = feed_rs::parser::Builder::new()
        .sanitize_content(false)
        .timestamp_parser(wall_clock)
        .id_generator(|_, _, _| String::new())
        .build();
    let feed = match parser.parse(text.as_bytes()) {
        Ok(feed) => feed,
        Err(error) => {
            return sink(Err(Error::format(
                reading.origin(""),
                format!("not a feed that can be read: {error}"),
            )));
        }
    };
    let outlet = feed.title.map(|title| title.content);
    for (n, entry) in feed.entries.into_iter().enumerate() {
        let mut fields = Fields::default();
        let from = Provenance::Feed;
        if let Some(title) = entry.title {
            fields.title.push((from.clone(), plain(&title.content)));
        }
        if let Some(time) = entry.published.or(entry.updated) {
            let moment = moment::from_chrono(&time.naive_utc(), None);
            fields.published.extend(moment.map(|moment| (from.clone(), moment.to_string())));
        }
        let link = entry
            .links
            .iter()
            .find(|link| link.rel.as_deref().is_none_or(|rel| rel == "alternate"))
            .or(entry.links.first());
        fields.url.extend(link.map(|link| (from.clone(), link.href.clone())));
        let authors: Vec<String> = entry
            .authors
            .iter()
            .filter_map(|author| author.name.clone())
            .filter(|name| !name.trim().is_empty())
            .collect();
        if !authors.is_empty() {
            fields.byline.push((from.clone(), authors.join(", ")));
        }
        fields.outlet.extend(
            entry
                .source
                .clone()
                .filter(|source| !source.starts_with("http"))
                .map(|source| (from.clone(), source)),
        );
        fields.outlet.extend(outlet.clone().map(|outlet| (from.clone(), outlet)));
        fields.language.extend(
            entry.language.or_else(|| feed.language.clone()).map(|language| (from.clone(), language)),
        );
        let mut notes = notes.clone();
        let content = entry.content.and_then(|content| content.body).filter(|body| !body.trim().is_empty());
        let text = content.or_else(|| {
            let summary =
                entry.summary.map(|summary| summary.content).filter(|summary| !summary.trim().is_empty())?;
            notes.push(Note::new("the feed gives only a summary"));
            Some(summary)
        });
        let text = text.unwrap_or_default();
        let markup = markup_of(&text);
        sink(Ok(Source {
            origin: reading.origin(format!("item {}", n + 1)),
            text,
            bytes: None,
            markup,
            fields,
            notes,
        }))?;
    }
    ControlFlow::Continue(())
}

/// Deepest nesting of elements; the reader recurses.
const DEEPEST: usize = 200;

fn nests_too_deep(bytes: &[u8]) -> bool {
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(open) = bytes[at..].iter().position(|byte| *byte == b'<').map(|n| at + n) {
        let rest = &bytes[open..];
        let skip = if rest.starts_with(b"<![CDATA[") {
            find(rest, b"]]>").map_or(rest.len(), |n| n + 3)
        } else if rest.starts_with(b"<!--") {
            find(rest, b"-->").map_or(rest.len(), |n| n + 3)
        } else {
            let end = rest.iter().position(|byte| *byte == b'>').map_or(rest.len(), |n| n + 1);
            match rest.get(1) {
                Some(b'/') => depth = depth.saturating_sub(1),
                Some(b'?' | b'!') => {}
                _ if end >= 2 && rest.get(end - 2) == Some(&b'/') => {}
                _ => depth += 1,
            }
            end
        };
        if depth > DEEPEST {
            return true;
        }
        at = open + skip.max(1);
        if at >= bytes.len() {
            break;
        }
    }
    false
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

/// The time as printed, as if it were UTC.
fn wall_clock(text: &str) -> Option<chrono::DateTime<chrono::Utc>> {
    let moment = moment::whole(text)?;
    let (year, month, day) = moment.calendar_day()?;
    let date = chrono::NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day))?;
    let printed = moment.to_string();
    let time = printed.get(11..19).and_then(|time| chrono::NaiveTime::parse_from_str(time, "%H:%M:%S").ok());
    let time = time.or_else(|| {
        printed.get(11..16).and_then(|time| chrono::NaiveTime::parse_from_str(time, "%H:%M").ok())
    });
    Some(date.and_time(time.unwrap_or_default()).and_utc())
}

/// Titles may carry markup.
fn plain(title: &str) -> String {
    if title.contains(['<', '&']) && markup_of(title) != Markup::Page {
        crate::html::page(title).view.text().trim().to_owned()
    } else {
        title.to_owned()
    }
}
