//! Texts that lie in files of their own, beside the table that names them and says what is known of each.

#![cfg_attr(
    not(test),
    expect(clippy::disallowed_methods, reason = "a table's row names the file that holds its report")
)]

use std::fs::File;
use std::io::BufReader;
use std::path::{Component, Path, PathBuf};

use super::sniff::{self, Kind};
use super::{Format, Reading, single};
use crate::error::Error;
use crate::limits::read_whole;
use crate::source::Source;

/// The text in the file `name`, as it is named from the folder of the table that is being read. Fields are those
/// of the file alone.
pub(super) fn text(name: &str, reading: &Reading<'_>, place: &str) -> Result<Source, Error> {
    let refuse = |why: String| Err(Error::format(reading.origin(place), why));
    let Some(path) = path(name, reading.file) else {
        return refuse(format!("the file `{name}` does not lie beside the table"));
    };
    let file = match File::open(&path) {
        Ok(file) => file,
        Err(error) => return refuse(format!("the file `{name}`: {error}")),
    };
    let mut whole = BufReader::new(file);
    let bytes = match read_whole(&mut whole, reading.limits.record_bytes) {
        Ok(bytes) => bytes,
        Err(error) => return refuse(format!("the file `{name}`: {error}")),
    };
    let file = path.to_string_lossy();
    match sniff::kind(&bytes[..bytes.len().min(64 << 10)], &file) {
        Kind::Records(format @ (Format::Text | Format::Html | Format::Markdown)) => {
            single(format, &mut &bytes[..], &Reading { file: &file, ..*reading })
        }
        _ => refuse(format!("the file `{name}` is no single text or page")),
    }
}

/// Whether there is such a file.
pub(super) fn is_there(name: &str, reading: &Reading<'_>) -> bool {
    path(name, reading.file).is_some_and(|path| path.is_file())
}

/// Where the file lies; none where that is not the table's folder or one below it.
fn path(name: &str, table: &str) -> Option<PathBuf> {
    let name = Path::new(name);
    let is_below = name.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let table = Path::new(table);
    // A stream or an archive's member has no folder.
    (is_below && table.is_file()).then(|| table.parent().unwrap_or(Path::new("")).join(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_lie_below_their_table() {
        let folder = tempfile::tempdir().unwrap();
        let table = folder.path().join("list.jsonl");
        std::fs::write(&table, "").unwrap();
        let table = table.to_string_lossy();
        assert_eq!(path("a/b.txt", &table), Some(folder.path().join("a/b.txt")));
        for name in ["../b.txt", "/etc/hosts", "a/../../b.txt"] {
            assert_eq!(path(name, &table), None, "{name}");
        }
        assert_eq!(path("b.txt", "-"), None);
    }
}
