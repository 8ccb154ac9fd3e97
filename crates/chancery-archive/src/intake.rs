//! Takes readings in: one transaction for each lot, so that a killed run leaves whole reports or none.
//!
//! Nothing is overwritten. A text that is known by the same coder is passed over; by another coder it is a
//! new coding; under the same address with other words it is a new revision. Of several, the latest
//! published revision stands, then the latest learned; the same for codings.

use std::collections::BTreeSet;

use chancery_record::Participant;
use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use crate::error::{Error, Result};
use crate::fold::fold;
use crate::lineage::{Passage, Shingles, align, content_words};
use crate::merge::{Remembered, Story, latest, link_events, regroup, stand, topics};
use crate::passages::text_of;
use crate::reading::{Coder, Prepared};
use crate::store::{Archive, sample};

/// One call of the program that writes: its coder and its time. It has a row once it has added something.
#[derive(Debug, Clone)]
struct Run {
    id: Option<i64>,
    /// The coder's row; none where the archive has nothing by it.
    coder: Option<i64>,
    by: Coder,
    learned: String,
}

/// What a lot of readings added.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Added {
    /// Reports that the archive did not have.
    pub reports: usize,
    /// Known reports with other words.
    pub revisions: usize,
    /// Known texts read by another coder.
    pub codings: usize,
    /// Readings that the archive already had.
    pub known: usize,
    /// Events of what was added.
    pub events: usize,
    /// Statements of what was added.
    pub statements: usize,
}

impl std::ops::AddAssign for Added {
    fn add_assign(&mut self, other: Self) {
        self.reports += other.reports;
        self.revisions += other.revisions;
        self.codings += other.codings;
        self.known += other.known;
        self.events += other.events;
        self.statements += other.statements;
    }
}

/// Takes readings in, remembering between lots what comparing needs.
#[derive(Debug)]
pub struct Intake<'a> {
    archive: &'a mut Archive,
    run: Run,
    memory: Memory,
}

/// What is kept between lots; what is in it never differs from what the store would give.
#[derive(Debug, Default)]
struct Memory {
    features: Remembered,
    shingles: Shingles,
}

impl<'a> Intake<'a> {
    /// Begins a run at `now`, which becomes the time at which the archive learned what the run adds.
    ///
    /// # Errors
    /// Where the archive cannot be written.
    pub fn begin(archive: &'a mut Archive, coder: &Coder, now: Timestamp) -> Result<Self> {
        let learned = time_text(now);
        let path = archive.path().to_owned();
        let run = begin_run(&mut archive.db, coder, learned).map_err(|error| error.at(&path))?;
        Ok(Self { archive, run, memory: Memory::default() })
    }

    /// Whether the archive already has this text by this coder, so that coding it would be in vain.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn knows(&self, url: Option<&str>, outlet: Option<&str>, content: &str) -> Result<bool> {
        let report = crate::reading::report_key(url, outlet, content);
        Ok(self
            .archive
            .db
            .prepare_cached(
                "SELECT 1 FROM report JOIN revision ON revision.report = report.id
                 JOIN coding ON coding.revision = revision.id
                 WHERE report.key = ?1 AND revision.content = ?2 AND coding.coder = ?3",
            )?
            .exists(params![report, content, self.run.coder])?)
    }

    /// Takes a lot in, whole or not at all.
    ///
    /// # Errors
    /// Where the archive cannot be written; it is then as it was before.
    pub fn take(&mut self, lot: &[Prepared]) -> Result<Added> {
        let path = self.archive.path().to_owned();
        let before = self.run.clone();
        let taken = (|| {
            let tx = self.archive.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            // Another program may have written meanwhile: the archive never learns anything before what it
            // knows already.
            if let Some(latest) = latest(&tx)?.filter(|latest| *latest > self.run.learned) {
                self.run.learned = latest;
            }
            let mut added = Added::default();
            let mut touched = BTreeSet::new();
            for prepared in lot {
                take_one(&tx, &mut self.run, &mut self.memory, prepared, &mut added, &mut touched)?;
            }
            if !touched.is_empty() {
                regroup(&tx, &touched, &self.run.learned)?;
            }
            tx.commit()?;
            Result::Ok(added)
        })();
        if taken.is_err() {
            // It may hold what was rolled back.
            self.memory = Memory::default();
            self.run = before;
        }
        taken.map_err(|error: Error| error.at(&path))
    }
}

impl Intake<'_> {
    /// Ends the run: SQLite takes samples of the tables, so that questions are planned by what they hold.
    /// A run that is not ended has lost nothing but that.
    ///
    /// # Errors
    /// Where the archive cannot be written.
    pub fn finish(self) -> Result<()> {
        sample(&self.archive.db).map_err(|error| error.at(self.archive.path()))
    }
}

/// UTC to the second.
pub(crate) fn time_text(time: Timestamp) -> String {
    time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn begin_run(db: &mut Connection, coder: &Coder, learned: String) -> Result<Run> {
    // Whether it can be written is said now, not after the first reports are coded.
    drop(db.transaction_with_behavior(TransactionBehavior::Immediate)?);
    let known = db.query_row("SELECT id FROM coder WHERE digest = ?1", [coder.digest()], |row| row.get(0));
    Ok(Run { id: None, coder: known.optional()?, by: coder.clone(), learned })
}

/// The rows of the run and its coder, made where there are none.
fn run_rows(tx: &Transaction<'_>, run: &mut Run) -> Result<(i64, i64)> {
    let coder = match run.coder {
        Some(coder) => coder,
        None => {
            let by = &run.by;
            tx.execute(
                "INSERT OR IGNORE INTO coder (digest, version, model, tables, settings) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![by.digest(), by.version, by.model, by.tables, by.settings],
            )?;
            let id =
                tx.query_row("SELECT id FROM coder WHERE digest = ?1", [by.digest()], |row| row.get(0))?;
            *run.coder.insert(id)
        }
    };
    let id = match run.id {
        Some(id) => id,
        None => {
            tx.execute("INSERT INTO run (coder, started) VALUES (?1, ?2)", params![coder, run.learned])?;
            *run.id.insert(tx.last_insert_rowid())
        }
    };
    Ok((id, coder))
}

fn take_one(
    tx: &Transaction<'_>,
    run: &mut Run,
    memory: &mut Memory,
    prepared: &Prepared,
    added: &mut Added,
    touched: &mut BTreeSet<String>,
) -> Result<()> {
    let (report, is_new_report) = report_row(tx, run, prepared)?;
    let (revision, is_new_revision) = revision_row(tx, run, report, prepared)?;
    let is_known = tx
        .prepare_cached("SELECT 1 FROM coding WHERE revision = ?1 AND coder = ?2")?
        .exists(params![revision, run.coder])?;
    if is_known {
        added.known += 1;
        return Ok(());
    }
    if is_new_report {
        added.reports += 1;
    } else if is_new_revision {
        added.revisions += 1;
    } else {
        added.codings += 1;
    }
    coding_row(tx, run, revision, prepared)?;
    added.events += prepared.events.len();
    added.statements += prepared.statements.len();
    if is_new_revision {
        tx.prepare_cached("INSERT INTO words (rowid, content) VALUES (?1, ?2)")?
            .execute(params![revision, prepared.words])?;
        trace_reuse(tx, &mut memory.shingles, revision, prepared)?;
    }
    for event in &prepared.events {
        link_events(tx, &mut memory.features, &event.key, &event.features)?;
    }
    stand(tx, report, &run.learned, touched)?;
    Ok(())
}

fn report_row(tx: &Transaction<'_>, run: &Run, prepared: &Prepared) -> Result<(i64, bool)> {
    let key = prepared.reading.report_key();
    let known = tx
        .prepare_cached("SELECT id FROM report WHERE key = ?1")?
        .query_row([&key], |row| row.get(0))
        .optional()?;
    if let Some(id) = known {
        return Ok((id, false));
    }
    tx.prepare_cached("INSERT INTO report (key, name, learned) VALUES (?1, ?2, ?3)")?.execute(params![
        key,
        prepared.reading.coded.report,
        run.learned
    ])?;
    Ok((tx.last_insert_rowid(), true))
}

fn revision_row(tx: &Transaction<'_>, run: &Run, report: i64, prepared: &Prepared) -> Result<(i64, bool)> {
    let reading = &prepared.reading;
    let known = tx
        .prepare_cached("SELECT id FROM revision WHERE report = ?1 AND content = ?2")?
        .query_row(params![report, reading.content], |row| row.get(0))
        .optional()?;
    if let Some(id) = known {
        return Ok((id, false));
    }
    tx.prepare_cached(
        "INSERT INTO revision (report, content, learned, published, outlet, credit, headline, byline, url,
           origin, provenance) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?
    .execute(params![
        report,
        reading.content,
        run.learned,
        reading.coded.published.map(|day| day.to_string()),
        reading.coded.outlet,
        reading.credit,
        reading.headline,
        reading.byline,
        reading.url,
        reading.origin,
        reading.provenance,
    ])?;
    let id = tx.last_insert_rowid();
    tx.prepare_cached("INSERT INTO revision_text (revision, text, raw) VALUES (?1, ?2, ?3)")?
        .execute(params![id, prepared.text, prepared.raw])?;
    tx.prepare_cached("INSERT INTO story (revision, names) VALUES (?1, ?2)")?
        .execute(params![id, prepared.story.to_bytes()])?;
    Ok((id, true))
}

fn coding_row(tx: &Transaction<'_>, run: &mut Run, revision: i64, prepared: &Prepared) -> Result<()> {
    let (run_id, coder) = run_rows(tx, run)?;
    let coded = &prepared.reading.coded;
    let segments: Vec<(&str, u32, u32)> = coded
        .segments
        .iter()
        .map(|segment| (segment.kind.as_str(), segment.span.start, segment.span.end))
        .collect();
    let notes: Vec<(&str, Option<&str>)> =
        coded.notes.iter().map(|note| (note.message.as_str(), note.hint.as_deref())).collect();
    tx.prepare_cached(
        "INSERT INTO coding (revision, coder, run, learned, segments, notes) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        revision,
        coder,
        run_id,
        run.learned,
        serde_json::to_string(&segments)?,
        serde_json::to_string(&notes)?,
    ])?;
    let coding = tx.last_insert_rowid();
    for (position, prepared) in prepared.events.iter().enumerate() {
        let event = &prepared.event;
        let days = event.when.as_ref().and_then(|when| when.days);
        let place = event.place.as_ref();
        tx.prepare_cached(
            "INSERT INTO event (coding, key, position, type, mode, cameo, goldstein, status, first_day, last_day,
               place, place_country, format, object_class, revision)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        )?
        .execute(params![
            coding,
            prepared.key,
            position,
            event.event_type.name(),
            event.mode.map(|mode| mode.name()),
            event.cameo,
            event.goldstein,
            event.status.name(),
            days.map(|days| days.first().to_string()),
            days.map(|days| days.last().to_string()),
            place.map(|place| fold(place.name.as_deref().unwrap_or(&place.words.text))),
            place.and_then(|place| place.country.as_deref()),
            event.format.as_ref().map(|format| fold(&format.name)),
            event.object.as_ref().and_then(|object| object.class.as_deref()),
            revision,
        ])?;
        let id = tx.last_insert_rowid();
        tx.prepare_cached("INSERT INTO event_record (event, record) VALUES (?1, ?2)")?
            .execute(params![id, prepared.record])?;
        let voices: Vec<&Participant> =
            event.attribution.iter().filter_map(|link| link.speaker.as_ref()).collect();
        let (source, target): (Vec<_>, Vec<_>) =
            (event.source.iter().collect(), event.target.iter().collect());
        for (side, parties) in [("s", source), ("t", target), ("v", voices)] {
            for (position, party) in parties.into_iter().enumerate() {
                participant_row(tx, id, side, position, party)?;
            }
        }
    }
    for (position, prepared) in prepared.statements.iter().enumerate() {
        let statement = &prepared.statement;
        let speaker = match &statement.speaker {
            Some(speaker) => actor_row(tx, speaker)?,
            None => None,
        };
        tx.prepare_cached(
            "INSERT INTO statement (coding, key, position, speaker, country, addressee, topics)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            coding,
            prepared.key,
            position,
            speaker,
            statement.speaker.as_ref().and_then(|speaker| speaker.country.as_deref()),
            statement.addressee.as_ref().map(Participant::label),
            topics(statement),
        ])?;
        let id = tx.last_insert_rowid();
        tx.prepare_cached("INSERT INTO statement_record (statement, record) VALUES (?1, ?2)")?
            .execute(params![id, prepared.record])?;
    }
    Ok(())
}

fn participant_row(
    tx: &Transaction<'_>,
    event: i64,
    side: &str,
    position: usize,
    party: &Participant,
) -> Result<()> {
    let actor = actor_row(tx, party)?;
    tx.prepare_cached(
        "INSERT INTO participant (event, side, position, words, actor, code, country, sector, office)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        event,
        side,
        position,
        party.words.text,
        actor,
        party.actor,
        party.country,
        party.sector,
        party.office,
    ])?;
    Ok(())
}

/// The row of a named actor; none for what is only described.
fn actor_row(tx: &Transaction<'_>, party: &Participant) -> Result<Option<i64>> {
    let Some(name) = &party.name else { return Ok(None) };
    let country = party.country.as_deref().unwrap_or_default();
    let kind = party.kind.map_or("", |kind| kind.name());
    tx.prepare_cached("INSERT OR IGNORE INTO actor (name, folded, country, kind) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![name, fold(name), country, kind])?;
    let id = tx
        .prepare_cached("SELECT id FROM actor WHERE name = ?1 AND country = ?2 AND kind = ?3")?
        .query_row(params![name, country, kind], |row| row.get(0))?;
    Ok(Some(id))
}

/// Reads the names of every revision that has none yet, as an archive of an older schema has it.
pub(crate) fn tell_stories(tx: &Transaction<'_>) -> Result<()> {
    let mut untold = tx.prepare("SELECT id FROM revision WHERE id NOT IN (SELECT revision FROM story)")?;
    for revision in untold.query_map([], |row| row.get::<_, i64>(0))? {
        let revision = revision?;
        let story = Story::of(&text_of(tx, revision)?, &segments_of(tx, revision)?);
        tx.prepare_cached("INSERT INTO story (revision, names) VALUES (?1, ?2)")?
            .execute(params![revision, story.to_bytes()])?;
    }
    Ok(())
}

fn trace_reuse(
    tx: &Transaction<'_>,
    shingles: &mut Shingles,
    revision: i64,
    prepared: &Prepared,
) -> Result<()> {
    let mut sharing = BTreeSet::new();
    shingles.catch_up(tx)?;
    shingles.add(tx, revision, &prepared.fingerprint, |other| {
        sharing.insert(other);
    })?;
    if sharing.is_empty() {
        return Ok(());
    }
    let own = content_words(&prepared.reading.text, &prepared.reading.coded.segments);
    for other in sharing {
        let (content, published): (String, Option<String>) = tx
            .prepare_cached("SELECT content, published FROM revision WHERE id = ?1")?
            .query_row([other], |row| Ok((row.get(0)?, row.get(1)?)))?;
        if is_long_apart(prepared.reading.coded.published, published.as_deref()) {
            continue;
        }
        let theirs = content_words(&text_of(tx, other)?, &segments_of(tx, other)?);
        // Repeated words can be aligned in several ways: the lesser content stands first, whichever was read first.
        let passages = if content <= prepared.reading.content {
            align(&theirs, &own)
        } else {
            align(&own, &theirs).into_iter().map(Passage::turned).collect()
        };
        let n_words: u32 = passages.iter().map(|passage| passage.n_words).sum();
        let n_own: u32 = passages.iter().map(|passage| passage.n_own).sum();
        if n_words == 0 {
            continue;
        }
        tx.prepare_cached(
            "INSERT INTO reuse (a, b, share_a, share_b, own_words, passages) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            other,
            revision,
            share(n_words, theirs.len()),
            share(n_words, own.len()),
            n_own,
            Passage::pack(&passages),
        ])?;
    }
    Ok(())
}

/// Days between two reports beyond which their common words are no copy of one another but background that is
/// told again and again: each report would share it with all before it.
const LONG_APART: i32 = 31;

/// Whether both days are known and far from each other.
fn is_long_apart(a: Option<Date>, b: Option<&str>) -> bool {
    let b = b.and_then(|day| day.parse::<Date>().ok());
    a.zip(b).is_some_and(|(a, b)| (a - b).get_days().abs() > LONG_APART)
}

/// Rounded to thousandths.
fn share(n_words: u32, of: usize) -> f64 {
    let of = f64::from(u32::try_from(of.max(1)).unwrap_or(u32::MAX));
    (f64::from(n_words) / of * 1000.0).round().min(1000.0) / 1000.0
}

/// What the first coding said of the revision's parts; all codings of a text divide it alike.
fn segments_of(tx: &Transaction<'_>, revision: i64) -> Result<Vec<chancery_record::CodedSegment>> {
    let text: Option<String> = tx
        .prepare_cached("SELECT segments FROM coding WHERE revision = ?1 ORDER BY id LIMIT 1")?
        .query_row([revision], |row| row.get(0))
        .optional()?;
    let stored: Vec<(String, u32, u32)> = serde_json::from_str(text.as_deref().unwrap_or("[]"))?;
    Ok(stored
        .into_iter()
        .filter(|(_, start, end)| start <= end)
        .map(|(kind, start, end)| chancery_record::CodedSegment {
            kind,
            span: chancery_record::Span::new(start, end),
        })
        .collect())
}
