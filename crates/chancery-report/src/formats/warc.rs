//! WARC 1.0 and 1.1 (ISO 28500): response, resource and conversion records, one at a time.
//!
//! The crate `warc` reads headers and bodies without bounds and wants strict line ends, so the frame
//! (a version line, headers, a counted body) is read here; the headers themselves by `httparse`.

use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;

use chancery_record::Provenance;

use super::{Reading, Sink};
use crate::decode;
use crate::error::Error;
use crate::fields::Fields;
use crate::limits::{Bounded, Counted, Line, read_line, read_whole};
use crate::source::{Markup, Source};

/// Most bytes of one header line, and most headers of a record.
const HEADER_LINE: usize = 64 << 10;
const MOST_HEADERS: usize = 128;

/// A record's headers, names in lower case.
type Headers = Vec<(String, String)>;

pub(super) fn read(reader: &mut dyn BufRead, reading: &Reading<'_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let mut number = 0_u64;
    let mut lost = false;
    loop {
        let version = match next_version(reader, &mut lost) {
            Ok(Some(version)) => version,
            Ok(None) => return ControlFlow::Continue(()),
            Err(error) => {
                return sink(Err(Error::io(reading.origin(format!("record {}", number + 1)), error)));
            }
        };
        number += 1;
        let place = format!("record {number}");
        if std::mem::take(&mut lost) {
            sink(Err(Error::format(reading.origin(place.clone()), "bytes between records were skipped")))?;
        }
        if !version.starts_with("WARC/1.") && !version.starts_with("WARC/0.") {
            sink(Err(Error::format(reading.origin(place), format!("no WARC version: {version}"))))?;
            continue;
        }
        let headers = match headers(reader) {
            Ok(Some(headers)) => headers,
            Ok(None) => {
                sink(Err(Error::format(reading.origin(place), "headers that cannot be read")))?;
                continue;
            }
            Err(error) => return sink(Err(Error::io(reading.origin(place), error))),
        };
        let Some(length) =
            get(&headers, "content-length").and_then(|length| length.trim().parse::<u64>().ok())
        else {
            sink(Err(Error::format(reading.origin(place), "no Content-Length")))?;
            continue;
        };
        let mut body = (&mut *reader).take(length);
        let record = record(&headers, &mut body, place.clone(), reading);
        // Whatever the record did not need is passed over.
        let skipped = io::copy(&mut body, &mut io::sink());
        let short = body.limit() > 0;
        if let Some(record) = record {
            sink(record)?;
        }
        match skipped {
            Ok(_) if short => {
                return sink(Err(Error::format(reading.origin(place), "the file ends inside the record")));
            }
            Ok(_) => {}
            Err(error) => return sink(Err(Error::io(reading.origin(place), error))),
        }
    }
}

/// The next line that begins a record; says whether anything but empty lines was passed over.
fn next_version(reader: &mut dyn BufRead, lost: &mut bool) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    loop {
        match read_line(reader, &mut line, HEADER_LINE)? {
            Line::End => return Ok(None),
            Line::TooLong => *lost = true,
            Line::Whole if line.starts_with(b"WARC/") && line.len() < 32 => {
                return Ok(Some(String::from_utf8_lossy(&line).into_owned()));
            }
            Line::Whole => *lost |= !line.iter().all(u8::is_ascii_whitespace),
        }
    }
}

fn headers(reader: &mut dyn BufRead) -> io::Result<Option<Headers>> {
    let mut block = Vec::new();
    let mut line = Vec::new();
    for _ in 0..MOST_HEADERS * 2 {
        match read_line(reader, &mut line, HEADER_LINE)? {
            Line::Whole if line.is_empty() => {
                block.extend_from_slice(b"\r\n");
                return Ok(parsed(&block));
            }
            Line::Whole => {
                block.extend_from_slice(&line);
                block.extend_from_slice(b"\r\n");
            }
            Line::TooLong => {}
            Line::End => return Ok(None),
        }
    }
    Ok(None)
}

fn parsed(block: &[u8]) -> Option<Headers> {
    let mut space = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let httparse::Status::Complete((_, found)) = httparse::parse_headers(block, &mut space).ok()? else {
        return None;
    };
    Some(owned(found))
}

fn owned(found: &[httparse::Header<'_>]) -> Headers {
    found
        .iter()
        .map(|header| (header.name.to_ascii_lowercase(), String::from_utf8_lossy(header.value).into_owned()))
        .collect()
}

fn get<'a>(headers: &'a Headers, name: &str) -> Option<&'a str> {
    headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

/// The report in a record, if it is of a kind that has one.
fn record(
    headers: &Headers,
    body: &mut dyn Read,
    place: String,
    reading: &Reading<'_>,
) -> Option<Result<Source, Error>> {
    let kind = get(headers, "warc-type")?.trim().to_ascii_lowercase();
    if !matches!(kind.as_str(), "response" | "resource" | "conversion") {
        return None;
    }
    let url = get(headers, "warc-target-uri").map(|url| url.trim_matches(['<', '>']).to_owned());
    if url.as_deref().is_some_and(|url| !url.starts_with("http")) {
        return None;
    }
    let bytes = match read_whole(body, reading.limits.record_bytes) {
        Ok(bytes) => bytes,
        Err(error) => return Some(Err(Error::io(reading.origin(place), error))),
    };
    let content =
        if kind == "response" && get(headers, "content-type").is_none_or(|kind| kind.contains("http")) {
            match response(&bytes, reading) {
                Ok(Some(content)) => content,
                Ok(None) => return None,
                Err(message) => return Some(Err(Error::format(reading.origin(place), message))),
            }
        } else {
            Content { kind: get(headers, "content-type").unwrap_or("").to_ascii_lowercase(), bytes }
        };
    let markup = if content.kind.contains("html")
        || content.kind.is_empty() && super::sniff::is_html(&content.bytes)
    {
        Markup::Page
    } else if content.kind.starts_with("text/plain") {
        Markup::Plain
    } else {
        return None;
    };
    let label = content.kind.split_once("charset=").map(|(_, label)| {
        label.trim_matches(['"', '\'', ' ']).split([';', ' ']).next().unwrap_or("").to_owned()
    });
    let (text, notes) = decode::decoded(&content.bytes, label.as_deref());
    let mut fields = Fields::default();
    fields.url.extend(url.map(|url| (Provenance::Column("WARC-Target-URI".to_owned()), url)));
    let bytes = decode::unlike(content.bytes, &text);
    Some(Ok(Source { origin: reading.origin(place), text, bytes, markup, fields, notes }))
}

struct Content {
    /// The media type with its parameters, in lower case.
    kind: String,
    bytes: Vec<u8>,
}

/// The payload of an HTTP response that went well.
fn response(bytes: &[u8], reading: &Reading<'_>) -> Result<Option<Content>, String> {
    let mut space = [httparse::EMPTY_HEADER; MOST_HEADERS];
    let mut parsed = httparse::Response::new(&mut space);
    let start = match parsed.parse(bytes) {
        Ok(httparse::Status::Complete(start)) => start,
        Ok(httparse::Status::Partial) => return Err("the HTTP headers do not end".to_owned()),
        Err(error) => return Err(format!("not an HTTP response: {error}")),
    };
    if parsed.code.is_some_and(|code| !(200..300).contains(&code)) {
        return Ok(None);
    }
    let headers = owned(parsed.headers);
    let kind = get(&headers, "content-type").unwrap_or("").to_ascii_lowercase();
    if !kind.is_empty() && !kind.contains("html") && !kind.starts_with("text/plain") {
        return Ok(None);
    }
    let mut body = bytes[start..].to_vec();
    if get(&headers, "transfer-encoding")
        .is_some_and(|coding| coding.to_ascii_lowercase().contains("chunked"))
        && let Some(joined) = unchunked(&body)
    {
        body = joined;
    }
    let coding = get(&headers, "content-encoding").unwrap_or("").trim().to_ascii_lowercase();
    let unpacked = match coding.as_str() {
        "gzip" | "x-gzip" if body.starts_with(&[0x1f, 0x8b]) => {
            Some(unpack(&body, reading, |body| Box::new(flate2::read::MultiGzDecoder::new(body))))
        }
        "deflate" => Some(unpack(&body, reading, |body| Box::new(flate2::read::ZlibDecoder::new(body)))),
        "zstd" => Some(unpack(&body, reading, |body| {
            zstd::stream::read::Decoder::new(body)
                .map_or_else(|_| Box::new(io::empty()) as Box<dyn Read>, |decoder| Box::new(decoder))
        })),
        "br" if !super::sniff::is_html(&body) => return Err("Brotli content is not read".to_owned()),
        _ => None,
    };
    if let Some(unpacked) = unpacked {
        body = unpacked.map_err(|error| format!("{coding} content cannot be read: {error}"))?;
    }
    Ok(Some(Content { kind, bytes: body }))
}

fn unpack<'a>(
    body: &'a [u8],
    reading: &Reading<'_>,
    decoder: impl FnOnce(Counted<&'a [u8]>) -> Box<dyn Read + 'a>,
) -> io::Result<Vec<u8>> {
    let (counted, given) = Counted::new(body);
    read_whole(&mut Bounded::new(decoder(counted), given, reading.limits), reading.limits.record_bytes)
}

/// The chunks of a chunked body joined; `None` where it is not chunked, as many crawlers store it.
fn unchunked(body: &[u8]) -> Option<Vec<u8>> {
    let mut joined = Vec::with_capacity(body.len());
    let mut rest = body;
    loop {
        let httparse::Status::Complete((start, length)) = httparse::parse_chunk_size(rest).ok()? else {
            return None;
        };
        if length == 0 {
            return Some(joined);
        }
        let length = usize::try_from(length).ok()?;
        let chunk = rest.get(start..start.checked_add(length)?)?;
        joined.extend_from_slice(chunk);
        rest = rest.get(start + length..)?.strip_prefix(b"\r\n")?;
    }
}
