//! The entry: inputs in, reports out, one after the other.

use std::collections::VecDeque;
use std::thread;

use chancery_record::{Provenance, Report};

use crate::boilerplate::Learned;
use crate::error::Error;
use crate::formats::{ColumnMap, Format};
use crate::input::{self, Input, Records, Unpacking};
use crate::limits::Limits;
use crate::outlet::Outlets;
use crate::reading::{self, Opened};
use crate::source::Source;

/// Reads reports. Cheap to make and to clone; the same reader on the same input gives the same reports.
#[derive(Debug, Clone, Default)]
pub struct Reader {
    unpacking: Unpacking,
    published: Option<String>,
    outlet: Option<String>,
    outlets: Option<Outlets>,
    threads: usize,
}

/// Records that are opened before the first of them is read to the end, so that what recurs in them is
/// known; fewer where they are long.
const WINDOW: usize = 64;

/// Most bytes of raw text that wait in the window.
const WINDOW_BYTES: usize = 16 << 20;

impl Reader {
    /// A reader with the embedded table of outlets and the default limits, that tells formats by their
    /// content.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes every input for this format, inside whatever it is packed in.
    #[must_use]
    pub fn format(mut self, format: Format) -> Self {
        self.unpacking.format = Some(format);
        self
    }

    /// Reads tables and JSON by these columns where they are there, by well-known names otherwise.
    #[must_use]
    pub fn columns(mut self, columns: ColumnMap) -> Self {
        self.unpacking.columns = columns;
        self
    }

    /// Bounds what input may cost.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.unpacking.limits = limits;
        self
    }

    /// Takes this for the publication date of every report, whatever they say.
    #[must_use]
    pub fn published(mut self, date: impl Into<String>) -> Self {
        self.published = Some(date.into());
        self
    }

    /// Takes this for the outlet of every report, whatever they say.
    #[must_use]
    pub fn outlet(mut self, outlet: impl Into<String>) -> Self {
        self.outlet = Some(outlet.into());
        self
    }

    /// Resolves outlets against this table.
    #[must_use]
    pub fn outlets(mut self, outlets: Outlets) -> Self {
        self.outlets = Some(outlets);
        self
    }

    /// Reads with this many threads beside the one that unpacks; one by default. The reports and their
    /// order do not depend on it.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads;
        self
    }

    /// The reports of some inputs, in order, with what could not be read in its place.
    ///
    /// Lines that recur in an outlet's reports are learned on the way, from the reports before and up
    /// to 64 after; a report may therefore read a little differently alone than in its batch.
    pub fn reports(&self, inputs: impl IntoIterator<Item = Input, IntoIter: Send + 'static>) -> Reports {
        Reports {
            records: input::records(inputs, self.unpacking.clone()),
            reader: self.clone(),
            learned: Learned::default(),
            ready: VecDeque::new(),
        }
    }

    /// Reads one record by itself. It cannot fail: what is odd becomes a note.
    #[must_use]
    pub fn read(&self, source: Source) -> Report {
        reading::read(reading::open(self.with_given(source)), self.table(), None)
    }

    fn table(&self) -> &Outlets {
        self.outlets.as_ref().unwrap_or_else(|| Outlets::embedded())
    }

    fn with_given(&self, mut source: Source) -> Source {
        if let Some(date) = &self.published {
            source.fields.published.push((Provenance::CommandLine, date.clone()));
        }
        if let Some(outlet) = &self.outlet {
            source.fields.outlet.push((Provenance::CommandLine, outlet.clone()));
        }
        source
    }
}

/// The reports of some inputs; see [`Reader::reports`].
pub struct Reports {
    records: Records,
    reader: Reader,
    learned: Learned,
    ready: VecDeque<Result<Report, Error>>,
}

impl Iterator for Reports {
    type Item = Result<Report, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ready.is_empty() {
            self.fill();
        }
        self.ready.pop_front()
    }
}

impl Reports {
    /// Opens a window of records, learns from it, and reads it to the end.
    fn fill(&mut self) {
        let mut window: Vec<Result<Source, Error>> = Vec::new();
        let mut bytes = 0;
        while window.len() < WINDOW && bytes < WINDOW_BYTES {
            let Some(record) = self.records.next() else { break };
            if let Ok(source) = &record {
                bytes += source.text.len();
            }
            window.push(record);
        }
        let reader = &self.reader;
        let opened = in_threads(window, reader.threads, |record| {
            record.map(|source| reading::open(reader.with_given(source)))
        });
        for record in opened.iter().flatten() {
            self.learned.add(&record.outlet_key(), record.lines());
        }
        let learned = &self.learned;
        let read = in_threads(opened, reader.threads, |record: Result<Opened, Error>| {
            record.map(|opened| reading::read(opened, reader.table(), Some(learned)))
        });
        self.ready.extend(read);
    }
}

/// Maps in order, with the items dealt out to threads.
fn in_threads<T: Send, U: Send>(items: Vec<T>, threads: usize, map: impl Fn(T) -> U + Sync) -> Vec<U> {
    if threads <= 1 || items.len() <= 1 {
        return items.into_iter().map(map).collect();
    }
    let mut hands: Vec<Vec<(usize, T)>> = (0..threads).map(|_| Vec::new()).collect();
    for (n, item) in items.into_iter().enumerate() {
        hands[n % threads].push((n, item));
    }
    let map = &map;
    let mut done: Vec<(usize, U)> = thread::scope(|scope| {
        let workers: Vec<_> = hands
            .into_iter()
            .map(|hand| {
                scope.spawn(move || hand.into_iter().map(|(n, item)| (n, map(item))).collect::<Vec<_>>())
            })
            .collect();
        workers
            .into_iter()
            .flat_map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    done.sort_by_key(|(n, _)| *n);
    done.into_iter().map(|(_, item)| item).collect()
}
