//! Files, folders, patterns and streams, unpacked to their records.
//!
//! The unpacking runs in a thread of its own and hands records over one by one, so that a caller has
//! an ordinary iterator however deep archives nest, and holds no more than a few records at a time.

#![cfg_attr(
    not(test),
    expect(clippy::disallowed_methods, reason = "this is where reports are loaded from files")
)]

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use chancery_record::Origin;

use crate::error::Error;
use crate::formats::sniff::{self, Kind};
use crate::formats::{self, ColumnMap, Format, Reading, Sink};
use crate::limits::{Bounded, Counted, Limits, read_whole};
use crate::source::Source;

/// Endings of tables that may name files.
const TABLES: [&str; 5] = ["jsonl", "ndjson", "json", "csv", "tsv"];

/// Something to read.
pub enum Input {
    /// A file.
    File(PathBuf),
    /// A stream with the name that it is reported under.
    Stream(String, Box<dyn Read + Send>),
}

impl Input {
    /// The files that a path stands for: itself, those in a folder (by name, without hidden ones), or
    /// those that a pattern such as `2023/*/*.html` matches.
    ///
    /// # Errors
    /// Where there is no such file, or the pattern is none.
    pub fn expand(path: &str) -> Result<Vec<Self>, Error> {
        let as_path = Path::new(path);
        if as_path.is_dir() {
            return Self::folder(as_path);
        }
        if as_path.exists() {
            return Ok(vec![Self::File(as_path.to_owned())]);
        }
        if !path.contains(['*', '?', '[']) {
            return Err(Error::usage(format!("{path}: no such file or folder")));
        }
        let matches =
            glob::glob(path).map_err(|error| Error::usage(format!("{path}: not a pattern: {error}")))?;
        let mut inputs = Vec::new();
        for found in matches {
            let found = found.map_err(|error| Error::usage(format!("{path}: {error}")))?;
            if found.is_dir() { inputs.extend(Self::folder(&found)?) } else { inputs.push(Self::File(found)) }
        }
        if inputs.is_empty() {
            return Err(Error::usage(format!("{path}: nothing matches")));
        }
        Ok(inputs)
    }

    fn folder(path: &Path) -> Result<Vec<Self>, Error> {
        let hidden = |entry: &walkdir::DirEntry| {
            entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.')
        };
        let mut inputs = Vec::new();
        for entry in
            walkdir::WalkDir::new(path).sort_by_file_name().into_iter().filter_entry(|entry| !hidden(entry))
        {
            let entry = entry.map_err(|error| Error::usage(error.to_string()))?;
            if entry.file_type().is_file() {
                inputs.push(Self::File(entry.into_path()));
            }
        }
        // What a table of the folder names is read through the table, with what that says of it.
        let named: BTreeSet<PathBuf> = inputs.iter().flat_map(Self::named_beside).collect();
        inputs.retain(|input| !matches!(input, Self::File(path) if named.contains(path)));
        Ok(inputs)
    }

    /// The files that hold the texts of a table's rows; none where the first row has its text itself.
    fn named_beside(&self) -> BTreeSet<PathBuf> {
        let Self::File(path) = self else { return BTreeSet::new() };
        let is_table = path
            .extension()
            .and_then(|ending| ending.to_str())
            .is_some_and(|ending| TABLES.contains(&ending.to_ascii_lowercase().as_str()));
        let (mut named, mut n_failed) = (BTreeSet::new(), 0);
        if is_table && let Ok(file) = File::open(path) {
            let name = path.to_string_lossy().into_owned();
            let mut sink = |record: Result<Source, Error>| {
                match record {
                    Ok(source) if source.origin.file == name => return ControlFlow::Break(()),
                    Ok(source) => {
                        named.insert(PathBuf::from(source.origin.file));
                    }
                    Err(_) => n_failed += 1,
                }
                if named.is_empty() && n_failed > 3 {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            };
            // What the table holds is told when it is read.
            let _ = Unpacking::default().file(file, &name, &mut sink);
        }
        named
    }

    /// The name that its records are reported under.
    fn name(&self) -> String {
        match self {
            Self::File(path) => path.to_string_lossy().into_owned(),
            Self::Stream(name, _) => name.clone(),
        }
    }
}

/// How inputs are unpacked.
#[derive(Debug, Clone, Default)]
pub(crate) struct Unpacking {
    pub(crate) format: Option<Format>,
    pub(crate) columns: ColumnMap,
    pub(crate) limits: Limits,
}

/// The records of some inputs, in order.
pub(crate) struct Records {
    receiver: Receiver<Result<Source, Error>>,
}

impl Iterator for Records {
    type Item = Result<Source, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.receiver.recv().ok()
    }
}

/// Records that may wait between the two threads.
const WAITING: usize = 2;

/// Stack of the unpacking thread: readers of nested data recurse.
const STACK: usize = 16 << 20;

/// Starts the unpacking; dropping the iterator ends it.
pub(crate) fn records(
    inputs: impl IntoIterator<Item = Input, IntoIter: Send + 'static>,
    unpacking: Unpacking,
) -> Records {
    let (sender, receiver) = sync_channel(WAITING);
    let inputs = inputs.into_iter();
    let unpack = move || {
        for input in inputs {
            let name = input.name();
            let mut sink = |record| {
                if sender.send(record).is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            };
            let unpacked =
                std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| unpacking.input(input, &mut sink)));
            match unpacked {
                Ok(ControlFlow::Continue(())) => {}
                Ok(ControlFlow::Break(())) => return,
                // A reader of other people's formats failed on bytes it did not expect.
                Err(_) => {
                    let origin = Origin { file: name, place: String::new() };
                    if sender
                        .send(Err(Error::format(
                            origin,
                            "the reader of this format failed; the rest of the file was left",
                        )))
                        .is_err()
                    {
                        return;
                    }
                }
            }
        }
    };
    let started = thread::Builder::new().name("unpack".to_owned()).stack_size(STACK).spawn(unpack);
    if let Err(error) = started {
        // Without a thread there are no records; the caller learns why.
        let (sender, receiver) = sync_channel(1);
        let _ = sender.send(Err(Error::io(Origin::default(), error)));
        return Records { receiver };
    }
    Records { receiver }
}

impl Unpacking {
    fn input(&self, input: Input, sink: &mut Sink<'_>) -> ControlFlow<()> {
        match input {
            Input::Stream(name, reader) => self.stream(&mut { reader }, &name, 0, sink),
            Input::File(path) => {
                let name = path.to_string_lossy().into_owned();
                match File::open(&path) {
                    Ok(file) => self.file(file, &name, sink),
                    Err(error) => sink(Err(Error::io(Origin { file: name, place: String::new() }, error))),
                }
            }
        }
    }

    /// A file can be read at any place, which archives and tables with an index need.
    fn file(&self, mut file: File, name: &str, sink: &mut Sink<'_>) -> ControlFlow<()> {
        let mut head = [0_u8; 512];
        let kind = match read_head(&mut file, &mut head).and_then(|n| io::Seek::rewind(&mut file).map(|()| n))
        {
            Ok(n) => sniff::kind(&head[..n], name),
            // Pipes and devices cannot go back; they are streams.
            Err(error) if error.kind() == io::ErrorKind::NotSeekable => {
                return self.stream(&mut file, name, 0, sink);
            }
            Err(error) => return sink(Err(Error::io(origin(name), error))),
        };
        match kind {
            Kind::Zip => self.zip(file, name, 0, sink),
            Kind::Records(Format::Parquet) if self.format.is_none_or(|format| format == Format::Parquet) => {
                formats::read_parquet(file, &self.reading(name), sink)
            }
            _ => self.stream(&mut file, name, 0, sink),
        }
    }

    fn stream(
        &self,
        reader: &mut dyn Read,
        name: &str,
        depth: usize,
        sink: &mut Sink<'_>,
    ) -> ControlFlow<()> {
        let mut head = vec![0_u8; 64 << 10];
        match read_head(reader, &mut head) {
            Ok(n) => head.truncate(n),
            Err(error) => return sink(Err(Error::io(origin(name), error))),
        }
        if head.is_empty() {
            return sink(Err(Error::format(origin(name), "empty")));
        }
        let kind = sniff::kind(&head, name);
        if depth > self.limits.archive_depth && !matches!(kind, Kind::Records(_)) {
            return sink(Err(Error::limit(
                origin(name),
                format!("archives nest deeper than {}", self.limits.archive_depth),
            )));
        }
        let whole = Cursor::new(head).chain(reader);
        match kind {
            Kind::Gzip => {
                let (counted, given) = Counted::new(whole);
                let unpacked = flate2::read::MultiGzDecoder::new(counted);
                self.stream(
                    &mut Bounded::new(unpacked, given, &self.limits),
                    without(name, &[".gz", ".gzip"]),
                    depth + 1,
                    sink,
                )
            }
            Kind::Zstd => {
                let (counted, given) = Counted::new(whole);
                match zstd::stream::read::Decoder::new(counted) {
                    Ok(unpacked) => self.stream(
                        &mut Bounded::new(unpacked, given, &self.limits),
                        without(name, &[".zst", ".zstd"]),
                        depth + 1,
                        sink,
                    ),
                    Err(error) => sink(Err(Error::io(origin(name), error))),
                }
            }
            Kind::Tar => self.tar(whole, name, depth, sink),
            Kind::Zip => {
                let mut whole = whole;
                match read_whole(&mut whole, self.limits.held_bytes) {
                    Ok(bytes) => self.zip(Cursor::new(bytes), name, depth, sink),
                    Err(error) => sink(Err(Error::io(origin(name), error))),
                }
            }
            Kind::Records(format) => {
                let format = self.format.unwrap_or(format);
                let mut buffered: Box<dyn BufRead + '_> = Box::new(BufReader::with_capacity(64 << 10, whole));
                formats::read(format, &mut *buffered, &self.reading(name), sink)
            }
        }
    }

    fn tar(&self, reader: impl Read, name: &str, depth: usize, sink: &mut Sink<'_>) -> ControlFlow<()> {
        let mut archive = tar::Archive::new(reader);
        let entries = match archive.entries() {
            Ok(entries) => entries,
            Err(error) => return sink(Err(Error::io(origin(name), error))),
        };
        for entry in entries {
            let mut entry = match entry {
                Ok(entry) => entry,
                Err(error) => return sink(Err(Error::io(origin(name), error))),
            };
            if !entry.header().entry_type().is_file() {
                continue;
            }
            let member =
                entry.path().map_or_else(|_| "?".to_owned(), |path| path.to_string_lossy().into_owned());
            self.stream(&mut entry, &format!("{name}!{member}"), depth + 1, sink)?;
        }
        ControlFlow::Continue(())
    }

    fn zip(
        &self,
        file: impl Read + io::Seek,
        name: &str,
        depth: usize,
        sink: &mut Sink<'_>,
    ) -> ControlFlow<()> {
        let mut archive = match zip::ZipArchive::new(file) {
            Ok(archive) => archive,
            Err(error) => {
                return sink(Err(Error::format(
                    origin(name),
                    format!("not an archive that can be read: {error}"),
                )));
            }
        };
        for n in 0..archive.len() {
            let member = match archive.by_index(n) {
                Ok(member) => member,
                Err(error) => {
                    sink(Err(Error::format(
                        Origin { file: name.to_owned(), place: format!("member {}", n + 1) },
                        error.to_string(),
                    )))?;
                    continue;
                }
            };
            if !member.is_file() {
                continue;
            }
            let path = format!("{name}!{}", member.name().unwrap_or(std::borrow::Cow::Borrowed("?")));
            let given = std::rc::Rc::new(std::cell::Cell::new(member.compressed_size()));
            self.stream(&mut Bounded::new(member, given, &self.limits), &path, depth + 1, sink)?;
        }
        ControlFlow::Continue(())
    }

    fn reading<'a>(&'a self, file: &'a str) -> Reading<'a> {
        Reading { limits: &self.limits, columns: &self.columns, file }
    }
}

fn origin(name: &str) -> Origin {
    Origin { file: name.to_owned(), place: String::new() }
}

/// The name inside a compressed file: `a.warc.gz` holds `a.warc`.
fn without<'a>(name: &'a str, ends: &[&str]) -> &'a str {
    ends.iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name)
}

fn read_head(reader: &mut dyn Read, head: &mut [u8]) -> io::Result<usize> {
    let mut n = 0;
    while n < head.len() {
        match reader.read(&mut head[n..]) {
            Ok(0) => break,
            Ok(more) => n += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(n)
}
