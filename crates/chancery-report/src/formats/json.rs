//! JSON Lines, and JSON documents: one object, a list, or an object that wraps a list.
//!
//! A list is read element by element, so that its length does not matter; a wrapping object is held
//! whole.

use std::io::BufRead;
use std::ops::ControlFlow;

use serde_json::Value;

use super::{Reading, Sink, columns};
use crate::decode;
use crate::error::Error;
use crate::limits::{Line, read_line, read_whole};

/// Keys under which APIs wrap their lists of articles.
const WRAPPERS: [&str; 12] = [
    "articles",
    "results",
    "items",
    "data",
    "docs",
    "documents",
    "stories",
    "hits",
    "response",
    "records",
    "reports",
    "entries",
];

/// One object a line.
pub(super) fn read_lines(
    reader: &mut dyn BufRead,
    reading: &Reading<'_>,
    sink: &mut Sink<'_>,
) -> ControlFlow<()> {
    let mut line = Vec::new();
    for number in 1_u64.. {
        let place = format!("line {number}");
        match read_line(reader, &mut line, reading.limits.record_bytes) {
            Ok(Line::Whole) => {
                if line.iter().all(u8::is_ascii_whitespace) {
                    continue;
                }
                one(&line, place, reading, sink)?;
            }
            Ok(Line::TooLong) => sink(Err(Error::limit(
                reading.origin(place),
                format!("line longer than {} bytes", reading.limits.record_bytes),
            )))?,
            Ok(Line::End) => break,
            Err(error) => return sink(Err(Error::io(reading.origin(place), error))),
        }
    }
    ControlFlow::Continue(())
}

/// A document.
pub(super) fn read(reader: &mut dyn BufRead, reading: &Reading<'_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let first = loop {
        let buffer = match reader.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) => return sink(Err(Error::io(reading.origin(""), error))),
        };
        let Some(&byte) = buffer.first() else { return ControlFlow::Continue(()) };
        if byte.is_ascii_whitespace() || matches!(byte, 0xef | 0xbb | 0xbf) {
            reader.consume(1);
        } else {
            break byte;
        }
    };
    if first == b'[' {
        reader.consume(1);
        return elements(reader, reading, sink);
    }
    let bytes = match read_whole(reader, reading.limits.record_bytes) {
        Ok(bytes) => bytes,
        Err(error) => {
            let error =
                Error::io(reading.origin(""), error).hint("turn it into JSON Lines: one object a line");
            return sink(Err(error));
        }
    };
    one(&bytes, String::new(), reading, sink)
}

/// The elements of a list, each found by its brackets and then parsed by itself.
fn elements(reader: &mut dyn BufRead, reading: &Reading<'_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let mut element = Vec::new();
    let mut depth = 0_usize;
    let mut in_string = false;
    let mut escaped = false;
    let mut too_long = false;
    let mut number = 0_u64;
    loop {
        let buffer = match reader.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) => {
                return sink(Err(Error::io(reading.origin(format!("record {}", number + 1)), error)));
            }
        };
        if buffer.is_empty() {
            return sink(Err(Error::format(
                reading.origin(format!("record {}", number + 1)),
                "the list does not end",
            )));
        }
        let mut used = buffer.len();
        let mut ended = None;
        for (at, &byte) in buffer.iter().enumerate() {
            if in_string {
                match byte {
                    _ if escaped => escaped = false,
                    b'\\' => escaped = true,
                    b'"' => in_string = false,
                    _ => {}
                }
                continue;
            }
            match byte {
                b'"' => in_string = true,
                b'{' | b'[' => depth += 1,
                b'}' | b']' if depth > 0 => depth -= 1,
                b',' | b']' if depth == 0 => {
                    used = at;
                    ended = Some(byte);
                    break;
                }
                _ => {}
            }
        }
        if element.len() + used > reading.limits.record_bytes {
            too_long = true;
            element.clear();
        } else if !too_long {
            element.extend_from_slice(&buffer[..used]);
        }
        reader.consume(used + usize::from(ended.is_some()));
        if let Some(byte) = ended {
            let blank = element.iter().all(u8::is_ascii_whitespace) && !too_long;
            if !blank {
                number += 1;
                let place = format!("record {number}");
                if too_long {
                    sink(Err(Error::limit(
                        reading.origin(place),
                        format!("record longer than {} bytes", reading.limits.record_bytes),
                    )))?;
                } else {
                    one(&element, place, reading, sink)?;
                }
            }
            element.clear();
            too_long = false;
            if byte == b']' {
                return ControlFlow::Continue(());
            }
        }
    }
}

/// The records in one JSON value.
fn one(bytes: &[u8], place: String, reading: &Reading<'_>, sink: &mut Sink<'_>) -> ControlFlow<()> {
    let (text, notes) = decode::decoded(bytes, None);
    let value: Value = match serde_json::from_str(text.trim_start_matches('\u{feff}')) {
        Ok(value) => value,
        Err(error) => return sink(Err(Error::format(reading.origin(place), format!("not JSON: {error}")))),
    };
    if let Some(list) = wrapped(&value, 0) {
        for (n, item) in list.iter().enumerate() {
            let place = if place.is_empty() {
                format!("record {}", n + 1)
            } else {
                format!("{place}, record {}", n + 1)
            };
            sink(record(item, place, reading))?;
        }
        return ControlFlow::Continue(());
    }
    sink(record(&value, place, reading).map(|mut source| {
        source.notes.extend(notes);
        source
    }))
}

/// The list of articles inside an API's answer; none where the object is an article itself.
fn wrapped(value: &Value, depth: usize) -> Option<&Vec<Value>> {
    let map = value.as_object()?;
    if depth > 3
        || map.keys().any(|key| columns::is_text(key, &columns::ColumnMap::default()) && map[key].is_string())
    {
        return None;
    }
    WRAPPERS.iter().find_map(|key| match map.get(*key)? {
        Value::Array(list) if list.iter().all(Value::is_object) && !list.is_empty() => Some(list),
        inner @ Value::Object(_) => wrapped(inner, depth + 1),
        _ => None,
    })
}

fn record(value: &Value, place: String, reading: &Reading<'_>) -> Result<crate::Source, Error> {
    let Value::Object(_) = value else {
        return Err(Error::format(reading.origin(place), "not an object"));
    };
    // Search engines wrap the record once more.
    let value = value.get("_source").filter(|inner| inner.is_object()).unwrap_or(value);
    let mut values = Vec::new();
    flatten(value, "", 0, &mut values);
    columns::source(&values, reading, place)
}

fn flatten(value: &Value, path: &str, depth: usize, values: &mut Vec<(String, String)>) {
    let Value::Object(map) = value else { return };
    for (key, value) in map {
        let name = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        match value {
            Value::String(text) => values.push((name, text.clone())),
            Value::Number(number) => values.push((name, number.to_string())),
            Value::Array(list) => {
                let parts: Vec<String> = list
                    .iter()
                    .filter_map(|item| {
                        item.as_str().map(str::to_owned).or_else(|| item["name"].as_str().map(str::to_owned))
                    })
                    .collect();
                let separator =
                    if columns::is_text(&name, &columns::ColumnMap::default()) { "\n\n" } else { ", " };
                values.push((name, parts.join(separator)));
            }
            Value::Object(_) if depth < 2 => flatten(value, &name, depth + 1, values),
            _ => {}
        }
    }
}
