//! Reports into an archive: read in order, coded on many threads, stored in the order they were read.
//!
//! What codes is an argument: a maker of hands, of which each thread gets one. The archive's content does
//! not depend on the number of threads, and what it already has is not coded again.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use chancery_archive::{Added, Intake, Prepared, Reading};
use chancery_record::{CodedNote, CodedReport, CodedSegment, Report};
use chancery_report::{Error, Outlets};
use serde_json::json;

use crate::coding::day_of;

/// Reports of one transaction, and the time after which fewer are written: a killed run loses the work of
/// at most so many, or so long.
const LOT: usize = 512;
const LOT_TIME: Duration = Duration::from_millis(500);

/// Reports that are read ahead of the last stored one.
const AHEAD: usize = 256;

/// A report's record, with the tokens that were parsed for it.
pub(crate) struct Coded {
    pub(crate) record: CodedReport,
    pub(crate) n_tokens: usize,
}

/// What became of the input so far.
#[derive(Debug, Clone, Default)]
pub(crate) struct Taken {
    /// Reports that were read.
    pub(crate) read: u64,
    /// Records that could not be read, and reports that could not be coded.
    pub(crate) failed: u64,
    /// Tokens of the reports that were coded.
    pub(crate) tokens: u64,
    /// Bytes of raw text that were read.
    pub(crate) bytes: u64,
    /// What the archive got.
    pub(crate) added: Added,
}

/// What is told while reports are taken in.
pub(crate) enum Told<'a> {
    /// More reports are in the archive.
    Progress(&'a Taken),
    /// This could not be read or coded; the rest goes on.
    Fault(String, Option<String>),
}

/// Reads `reports`, codes those that the archive does not have, and stores them.
///
/// `hand` is called once on each of `threads` threads; where what it makes finds no record for a report, it
/// says why.
///
/// # Errors
/// Where the archive cannot be written; what was stored before stays.
pub(crate) fn take_in<H>(
    intake: &mut Intake<'_>,
    reports: impl Iterator<Item = Result<Report, Error>>,
    hand: impl Fn() -> H + Sync,
    threads: usize,
    tell: &mut dyn FnMut(Told<'_>),
) -> chancery_archive::Result<Taken>
where
    H: FnMut(&Report) -> Result<Coded, String>,
{
    let (to_code, open) = channel::<(u64, Box<Report>)>();
    let (done, finished) = channel::<(u64, Finished)>();
    let open = Mutex::new(open);
    thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            let (open, hand, done) = (&open, &hand, done.clone());
            scope.spawn(move || work(open, hand, &done));
        }
        drop(done);
        let mut shelf = Shelf {
            intake,
            waiting: BTreeMap::new(),
            next: 0,
            lot: Vec::new(),
            taken: Taken::default(),
            since: Instant::now(),
        };
        let outcome = shelf.fill(reports, &to_code, &finished, tell);
        // Without it the threads would wait for more.
        drop(to_code);
        outcome.map(|()| shelf.taken)
    })
}

/// A report that a thread is through with.
enum Finished {
    Coded(Box<Prepared>, usize),
    Failed(String),
    /// It was in the archive before.
    Known,
}

fn work<H: FnMut(&Report) -> Result<Coded, String>>(
    open: &Mutex<Receiver<(u64, Box<Report>)>>,
    make: &impl Fn() -> H,
    done: &Sender<(u64, Finished)>,
) {
    let mut hand = make();
    loop {
        let next = open.lock().map(|open| open.recv());
        let Ok(Ok((number, report))) = next else { return };
        let coded = catch_unwind(AssertUnwindSafe(|| {
            hand(&report)
                .map(|coded| (Box::new(Prepared::new(reading(&report, coded.record))), coded.n_tokens))
        }));
        let finished = match coded {
            Ok(Ok((prepared, n_tokens))) => Finished::Coded(prepared, n_tokens),
            Ok(Err(why)) => Finished::Failed(format!("{}: {why}", report.origin)),
            Err(_) => {
                // It may have been left in any state.
                hand = make();
                Finished::Failed(format!("{}: the coder failed on this report", report.origin))
            }
        };
        if done.send((number, finished)).is_err() {
            return;
        }
    }
}

/// What waits to be stored, in the order of reading.
struct Shelf<'i, 'a> {
    intake: &'i mut Intake<'a>,
    waiting: BTreeMap<u64, Finished>,
    /// The number of the report that is stored next.
    next: u64,
    lot: Vec<Prepared>,
    taken: Taken,
    /// When the first report of the lot came.
    since: Instant,
}

impl Shelf<'_, '_> {
    fn fill(
        &mut self,
        mut reports: impl Iterator<Item = Result<Report, Error>>,
        to_code: &Sender<(u64, Box<Report>)>,
        finished: &Receiver<(u64, Finished)>,
        tell: &mut dyn FnMut(Told<'_>),
    ) -> chancery_archive::Result<()> {
        let (mut n_begun, mut n_open, mut is_more) = (0_u64, 0_usize, true);
        while is_more || n_open > 0 {
            while is_more && n_begun - self.next < AHEAD as u64 {
                match reports.next() {
                    None => is_more = false,
                    Some(Err(error)) => {
                        self.taken.failed += 1;
                        tell(Told::Fault(error.to_string(), error.hint_text().map(ToOwned::to_owned)));
                    }
                    Some(Ok(report)) => {
                        self.taken.read += 1;
                        self.taken.bytes += report.raw.len() as u64;
                        let (url, outlet) = (url(&report), outlet(&report));
                        if self.intake.knows(url, outlet, report.id.as_str())? {
                            self.waiting.insert(n_begun, Finished::Known);
                        } else if to_code.send((n_begun, Box::new(report))).is_ok() {
                            n_open += 1;
                        }
                        n_begun += 1;
                    }
                }
                // What is done meanwhile need not wait for the reader.
                while let Ok((number, one)) = finished.try_recv() {
                    n_open -= 1;
                    self.waiting.insert(number, one);
                }
                self.store(false, tell)?;
            }
            if n_open > 0 {
                match finished.recv() {
                    Ok((number, one)) => {
                        n_open -= 1;
                        self.waiting.insert(number, one);
                    }
                    // No thread is left; the scope passes on why.
                    Err(_) => (is_more, n_open) = (false, 0),
                }
            }
            self.store(false, tell)?;
        }
        self.store(true, tell)
    }

    /// Stores what is next in order, once it is a lot or `is_all` of it.
    fn store(&mut self, is_all: bool, tell: &mut dyn FnMut(Told<'_>)) -> chancery_archive::Result<()> {
        while let Some(one) = self.waiting.remove(&self.next) {
            self.next += 1;
            match one {
                Finished::Coded(prepared, n_tokens) => {
                    self.taken.tokens += n_tokens as u64;
                    if self.lot.is_empty() {
                        self.since = Instant::now();
                    }
                    self.lot.push(*prepared);
                }
                Finished::Failed(why) => {
                    self.taken.failed += 1;
                    tell(Told::Fault(why, None));
                }
                Finished::Known => self.taken.added.known += 1,
            }
            if self.lot.len() >= LOT {
                self.write(tell)?;
            }
        }
        if !self.lot.is_empty() && (is_all || self.since.elapsed() >= LOT_TIME) {
            self.write(tell)?;
        }
        tell(Told::Progress(&self.taken));
        Ok(())
    }

    fn write(&mut self, tell: &mut dyn FnMut(Told<'_>)) -> chancery_archive::Result<()> {
        self.taken.added += self.intake.take(&self.lot)?;
        self.lot.clear();
        tell(Told::Progress(&self.taken));
        Ok(())
    }
}

fn url(report: &Report) -> Option<&str> {
    report.url.as_ref().map(|url| url.value.as_str())
}

fn outlet(report: &Report) -> Option<&str> {
    report.outlet.as_ref().map(|outlet| outlet.value.name.as_str())
}

/// What people call the report: as its record does, else by its file where that holds nothing else.
fn name(report: &Report) -> String {
    let stem = || {
        let is_whole = report.origin.place.is_empty() && report.origin.file != "-";
        let path = std::path::Path::new(report.origin.file.rsplit('!').next()?);
        is_whole.then(|| path.file_stem()?.to_str().map(ToOwned::to_owned)).flatten()
    };
    report.name.clone().or_else(stem).unwrap_or_else(|| report.id.as_str().to_owned())
}

/// What the archive keeps of a report and its record. What the record leaves open, the report fills.
fn reading(report: &Report, mut coded: CodedReport) -> Reading {
    if coded.report.is_empty() || coded.report == report.id.as_str() {
        coded.report = name(report);
    }
    coded.published = day_of(report).or(coded.published);
    coded.outlet = outlet(report).map(ToOwned::to_owned).or(coded.outlet);
    let points = Points::of(&report.raw);
    if coded.segments.is_empty() {
        coded.segments = report
            .segments
            .iter()
            .map(|segment| CodedSegment {
                kind: segment.kind.name().to_owned(),
                span: points.span(segment.span),
            })
            .collect();
    }
    for note in &report.notes {
        let note = CodedNote {
            message: note.message.to_string(),
            hint: note.hint.as_ref().map(ToString::to_string),
            span: note.span.map(|span| points.span(span)),
        };
        if !coded.notes.contains(&note) {
            coded.notes.push(note);
        }
    }
    Reading {
        content: report.id.as_str().to_owned(),
        url: url(report).map(ToOwned::to_owned),
        headline: report.headline.as_ref().map(|headline| headline.text.clone()),
        byline: report.byline.as_ref().map(|byline| byline.value.clone()),
        credit: credit(report),
        origin: report.origin.to_string(),
        provenance: provenance(report),
        text: report.raw.clone(),
        raw: report.bytes.clone(),
        coded,
    }
}

/// The agency of the dateline, else an agency of the table of outlets that the byline names.
fn credit(report: &Report) -> Option<String> {
    let of_dateline = report.dateline.as_ref().and_then(|dateline| dateline.agency.clone());
    of_dateline.or_else(|| {
        let named = Outlets::embedded().named_in(&report.byline.as_ref()?.value)?;
        (named.kind == "agency").then(|| named.name.clone())
    })
}

/// Which source said what of the report, as JSON.
fn provenance(report: &Report) -> String {
    let published = report.published.as_ref();
    let conflicts: Vec<_> = report
        .published_conflicts
        .iter()
        .map(|other| json!({"published": other.moment.to_string(), "from": other.from.to_string()}))
        .collect();
    json!({
        "published": published.map(|one| json!({"moment": one.moment.to_string(), "from": one.from.to_string(), "words": one.words})),
        "published_conflicts": conflicts,
        "headline": report.headline_from.as_ref().map(ToString::to_string),
        "byline": report.byline.as_ref().map(|one| one.from.to_string()),
        "url": report.url.as_ref().map(|one| one.from.to_string()),
        "outlet": report.outlet.as_ref().map(|one| json!({"from": one.from.to_string(), "domain": one.value.domain, "country": one.value.country})),
        "language": json!({"code": report.language.code, "from": report.language.from.to_string()}),
        "dateline": report.dateline.as_ref().map(|one| json!({"place": one.place, "agency": one.agency, "date": one.date})),
    })
    .to_string()
}

/// Byte offsets of a text as code points.
struct Points<'a> {
    raw: &'a str,
    /// Code points before each 256th byte.
    before: Vec<u32>,
}

const STEP: usize = 256;

impl<'a> Points<'a> {
    fn of(raw: &'a str) -> Self {
        let mut before = Vec::with_capacity(raw.len() / STEP + 1);
        let mut points = 0;
        for chunk in raw.as_bytes().chunks(STEP) {
            before.push(points);
            points += count(chunk);
        }
        before.push(points);
        Self { raw, before }
    }

    fn at(&self, byte: u32) -> u32 {
        let byte = (byte as usize).min(self.raw.len());
        let from = byte / STEP;
        self.before[from] + count(&self.raw.as_bytes()[from * STEP..byte])
    }

    fn span(
        &self,
        span: chancery_record::Span<chancery_record::Byte>,
    ) -> chancery_record::Span<chancery_record::Char> {
        chancery_record::Span::new(self.at(span.start), self.at(span.end))
    }
}

/// Code points that begin in these bytes of UTF-8.
fn count(bytes: &[u8]) -> u32 {
    bytes.iter().map(|byte| u32::from(byte & 0xc0 != 0x80)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_archive::{Archive, Coder};
    use chancery_record::Statement;
    use chancery_report::{Reader, Source};
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn report(number: usize) -> Report {
        let text = format!(
            "Talks held, part {number}\n\nOSLO, March {} 2024 (Fjord Press) — Minister {number} met her colleague.",
            number % 28 + 1
        );
        let mut report = Reader::new().outlet("Fjord Press").read(Source::plain(text));
        report.name = Some(format!("r{number}"));
        report
    }

    fn code(report: &Report) -> Result<Coded, String> {
        if report.raw.contains("part 13\n") {
            return Err("thirteen is left out".to_owned());
        }
        assert!(!report.raw.contains("part 17\n"), "seventeen is too much");
        let statement = Statement {
            id: "s".to_owned(),
            speaker: None,
            cue: None,
            content: Vec::new(),
            quoted: false,
            addressee: None,
            attribution: Vec::new(),
        };
        let record = CodedReport { statements: vec![statement], ..CodedReport::default() };
        Ok(Coded { record, n_tokens: 10 })
    }

    fn ingest(
        archive: &mut Archive,
        order: impl Iterator<Item = usize>,
        threads: usize,
    ) -> (Taken, Vec<String>, usize) {
        let n_coded = AtomicUsize::new(0);
        let hand = || {
            |report: &Report| {
                n_coded.fetch_add(1, Ordering::Relaxed);
                code(report)
            }
        };
        let mut faults = Vec::new();
        let now = "2025-01-01T00:00:00Z".parse().unwrap();
        let mut intake = Intake::begin(archive, &Coder::default(), now).unwrap();
        let mut tell = |told: Told<'_>| {
            if let Told::Fault(why, _) = told {
                faults.push(why);
            }
        };
        let reports = order.map(|number| Ok(report(number)));
        let taken = take_in(&mut intake, reports, hand, threads, &mut tell).unwrap();
        (taken, faults, n_coded.into_inner())
    }

    #[test]
    fn threads_and_order_do_not_change_the_archive_and_a_failing_coder_spoils_one_report() {
        let folder = tempfile::tempdir().unwrap();
        let mut digests = Vec::new();
        for threads in [1, 4] {
            let mut archive = Archive::create(&folder.path().join(format!("{threads}.db"))).unwrap();
            let order: Vec<usize> = if threads == 1 { (0..150).collect() } else { (0..150).rev().collect() };
            let (taken, mut faults, _) = ingest(&mut archive, order.into_iter(), threads);
            assert_eq!((taken.read, taken.failed, taken.added.reports, taken.tokens), (150, 2, 148, 1480));
            faults.sort();
            assert!(faults[0].ends_with("the coder failed on this report"), "{faults:?}");
            assert!(faults[1].ends_with("thirteen is left out"));
            digests.push(archive.content_digest().unwrap());
            assert_eq!(archive.check().unwrap(), Vec::<String>::new());
        }
        assert_eq!(digests[0], digests[1]);
    }

    #[test]
    fn what_the_archive_has_is_not_coded_again() {
        let folder = tempfile::tempdir().unwrap();
        let mut archive = Archive::create(&folder.path().join("a.db")).unwrap();
        ingest(&mut archive, 20..60, 2);
        let runs = archive.stats().unwrap();
        let (taken, _, n_coded) = ingest(&mut archive, 20..60, 2);
        assert_eq!((n_coded, taken.added.known, taken.added.reports), (0, 40, 0));
        assert_eq!(archive.stats().unwrap(), runs, "not even a run is written");
        let (taken, _, n_coded) = ingest(&mut archive, 20..70, 2);
        assert_eq!((n_coded, taken.added.known, taken.added.reports), (10, 40, 10));
    }

    #[test]
    fn offsets_are_code_points() {
        let raw = "é".repeat(300) + "x";
        let points = Points::of(&raw);
        assert_eq!(
            (points.at(0), points.at(2), points.at(512), points.at(600), points.at(601)),
            (0, 1, 256, 300, 301)
        );
    }
}
