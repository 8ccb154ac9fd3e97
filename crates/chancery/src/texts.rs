//! Texts as `parse` takes them: whole files, or JSON Lines with `id` and `text`.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use anyhow::Context;
use flate2::read::MultiGzDecoder;
use serde::Deserialize;

use crate::failure::Failure;

/// The longest line of JSON Lines, and the largest text file: beyond, it is refused.
const MAX_BYTES: u64 = 1 << 30;

/// A text and its name: the `id` of its line, or the file's path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) id: String,
    pub(crate) text: String,
}

#[derive(Deserialize)]
struct Line {
    #[serde(default)]
    id: Option<serde_json::Value>,
    text: String,
}

/// The texts of a file. A name that ends in `.jsonl` or `.jsonl.gz`, or input whose first line is a
/// JSON object with `text`, is JSON Lines; all else is one text. `-` is standard input.
pub(crate) fn open(path: &Path) -> anyhow::Result<Box<dyn Iterator<Item = anyhow::Result<Text>>>> {
    let name = path.display().to_string();
    let raw: Box<dyn Read> = if name == "-" { Box::new(io::stdin()) } else { open_file(path)? };
    let mut reader = BufReader::with_capacity(1 << 16, raw);
    let is_gzip = reader.fill_buf().with_context(|| name.clone())?.starts_with(&[0x1f, 0x8b]);
    let mut reader: Box<dyn BufRead> =
        if is_gzip { Box::new(BufReader::new(MultiGzDecoder::new(reader))) } else { Box::new(reader) };
    let first = read_line(&mut reader, &name, 1)?;
    let is_lines = name.ends_with(".jsonl")
        || name.ends_with(".jsonl.gz")
        || first.as_deref().is_some_and(|line| serde_json::from_slice::<Line>(line).is_ok());
    if is_lines {
        return Ok(Box::new(lines(reader, name, first)));
    }
    let mut bytes = first.unwrap_or_default();
    reader.take(MAX_BYTES).read_to_end(&mut bytes).with_context(|| name.clone())?;
    if bytes.len() as u64 >= MAX_BYTES {
        return Err(Failure::new(format!("{name}: larger than 1 GiB"))
            .hint("split it, or give it as JSON Lines")
            .into());
    }
    let text = String::from_utf8(bytes).map_err(|e| {
        Failure::new(format!("{name}: byte {}: not UTF-8", e.utf8_error().valid_up_to()))
            .hint("convert the file to UTF-8")
    })?;
    Ok(Box::new(std::iter::once(Ok(Text { id: name, text }))))
}

fn open_file(path: &Path) -> anyhow::Result<Box<dyn Read>> {
    let fail = |e: io::Error| Failure::new(format!("{}: cannot be read", path.display())).because(e);
    if path.is_dir() {
        return Err(Failure::new(format!("{}: is a folder", path.display()))
            .hint("name the files in it")
            .into());
    }
    Ok(Box::new(File::open(path).map_err(fail)?))
}

fn lines(
    mut reader: Box<dyn BufRead>,
    name: String,
    first: Option<Vec<u8>>,
) -> impl Iterator<Item = anyhow::Result<Text>> {
    let mut next = Ok(first);
    let mut number = 0;
    let mut ended = false;
    std::iter::from_fn(move || {
        loop {
            if ended {
                return None;
            }
            number += 1;
            let line = std::mem::replace(&mut next, Ok(None));
            let line = match line {
                Ok(Some(line)) => line,
                Ok(None) => return None,
                Err(error) => {
                    ended = true;
                    return Some(Err(error));
                }
            };
            next = read_line(&mut reader, &name, number + 1);
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            return Some(match serde_json::from_slice::<Line>(&line) {
                Ok(line) => Ok(Text { id: id_of(line.id, number), text: line.text }),
                Err(error) => Err(Failure::new(format!("{name}:{number}: not a JSON object with `text`"))
                    .because(error)
                    .into()),
            });
        }
    })
}

fn id_of(id: Option<serde_json::Value>, number: u64) -> String {
    match id {
        Some(serde_json::Value::String(id)) => id,
        Some(serde_json::Value::Null) | None => number.to_string(),
        Some(other) => other.to_string(),
    }
}

fn read_line(reader: &mut impl BufRead, name: &str, number: u64) -> anyhow::Result<Option<Vec<u8>>> {
    let mut line = Vec::new();
    reader.take(MAX_BYTES).read_until(b'\n', &mut line).with_context(|| format!("{name}:{number}"))?;
    if line.len() as u64 >= MAX_BYTES {
        return Err(Failure::new(format!("{name}:{number}: a line longer than 1 GiB")).into());
    }
    Ok((!line.is_empty()).then_some(line))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn read(name: &str, bytes: &[u8]) -> Vec<Result<Text, String>> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        match open(&path) {
            Ok(texts) => texts.map(|t| t.map_err(|e| format!("{e:#}"))).collect(),
            Err(error) => vec![Err(format!("{error:#}"))],
        }
    }

    #[test]
    fn a_file_is_one_text_to_the_last_byte() {
        let texts = read("a.txt", "Kyiv\nand Łódź\n\n".as_bytes());
        assert_eq!(texts[0].as_ref().unwrap().text, "Kyiv\nand Łódź\n\n");
        assert_eq!(read("empty.txt", b"")[0].as_ref().unwrap().text, "");
    }

    #[test]
    fn lines_keep_their_ids_and_bad_ones_are_named() {
        let texts = read("a.jsonl", b"{\"id\":\"x\",\"text\":\"one\"}\n\n{\"id\":7}\n{\"text\":\"two\"}");
        assert_eq!(texts.len(), 3);
        assert_eq!(texts[0], Ok(Text { id: "x".into(), text: "one".into() }));
        assert!(texts[1].as_ref().unwrap_err().contains("a.jsonl:3: not a JSON object"));
        assert_eq!(texts[2], Ok(Text { id: "4".into(), text: "two".into() }));
    }

    #[test]
    fn gzip_is_told_by_its_bytes() {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(b"{\"text\":\"packed\"}\n").unwrap();
        assert_eq!(read("a.dat", &gzip.finish().unwrap())[0].as_ref().unwrap().text, "packed");
    }

    #[test]
    fn other_encodings_are_refused_with_their_place() {
        assert!(read("a.txt", b"caf\xe9 ol\xe9")[0].as_ref().unwrap_err().contains("byte 3: not UTF-8"));
    }
}
