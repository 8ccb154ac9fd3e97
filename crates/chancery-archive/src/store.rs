//! The archive's file: opening, migrating, checking, copying.
//!
//! One SQLite database in WAL mode with foreign keys. `application_id` says that it is ours,
//! `user_version` which schema it has; an older one is brought up to date when it is opened for writing.
//! Touches the file that it is given and nothing else; has no clock.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::functions::FunctionFlags;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::error::{Error, Kind, Result};

/// "CHCY" in ASCII, in SQLite's `application_id`.
const APPLICATION_ID: i64 = 0x4348_4359;

/// The statements that lead from each schema to the next, the first from an empty file.
const MIGRATIONS: [&str; 5] = [
    include_str!("../schema/1.sql"),
    include_str!("../schema/2.sql"),
    include_str!("../schema/3.sql"),
    include_str!("../schema/4.sql"),
    include_str!("../schema/5.sql"),
];

/// The newest schema whose step changes what is derived, or how: an archive of an older one derives it anew.
/// A change of the rules by which events are merged needs a step of its own, even an empty one.
const DERIVED_ANEW: i64 = 5;

/// The schema that has hashes of passages by revision.
const BY_REVISION: i64 = 4;

/// The newest schema that this version knows.
pub const SCHEMA_VERSION: i64 = MIGRATIONS.len() as i64;

/// How long a writer waits for another one.
const PATIENCE: Duration = Duration::from_secs(5);

/// Memory for pages while writing, in SQLite's unit of negative KiB: keys land all over their indexes, and what is
/// not in memory is read from the disk first.
const WRITER_CACHE: i64 = -262_144;

/// Pages of the log before it is copied into the file: most pages of a lot are changed by the next one too, and
/// are then copied once for many lots.
const CHECKPOINT_PAGES: i64 = 32_768;

/// An open archive.
#[derive(Debug)]
pub struct Archive {
    pub(crate) db: Connection,
    path: PathBuf,
}

/// What an archive holds, for `chancery archive stats`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stats {
    /// The schema of the file.
    pub schema: i64,
    /// Bytes of the file, without what is still in its log.
    pub bytes: u64,
    /// Names and numbers of what is held, in a fixed order.
    pub counts: Vec<(&'static str, u64)>,
}

impl Archive {
    /// Opens the archive at `path` for writing, making it where there is none.
    ///
    /// # Errors
    /// Where the file is no archive, is newer than this version, is locked or cannot be written.
    pub fn create(path: &Path) -> Result<Self> {
        Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)
            .map_err(|error| opening(path, error))
    }

    /// Opens the archive at `path` for writing.
    ///
    /// # Errors
    /// As [`create`](Self::create), and where there is none.
    pub fn open(path: &Path) -> Result<Self> {
        refuse_missing(path)?;
        Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(|error| opening(path, error))
    }

    /// Opens the archive at `path` for asking; nothing in it can change.
    ///
    /// # Errors
    /// As [`open`](Self::open), and where it has an older schema.
    pub fn read(path: &Path) -> Result<Self> {
        refuse_missing(path)?;
        Self::look(path).map_err(|error| opening(path, error))
    }

    /// Where the archive lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn connect(path: &Path, flags: OpenFlags) -> Result<Self> {
        let mut db = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        db.busy_timeout(PATIENCE)?;
        let version = version_of(&db)?;
        // Readers go on while one program writes; a commit is on the disk when it returns.
        db.pragma_update(None, "journal_mode", "wal")?;
        settle(&db)?;
        db.pragma_update(None, "cache_size", WRITER_CACHE)?;
        db.pragma_update(None, "wal_autocheckpoint", CHECKPOINT_PAGES)?;
        if version < SCHEMA_VERSION {
            migrate(&mut db, version)?;
        }
        Ok(Self { db, path: path.to_owned() })
    }

    fn look(path: &Path) -> Result<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut db = Connection::open_with_flags(path, flags)?;
        db.busy_timeout(PATIENCE)?;
        let version = match version_of(&db) {
            // SQLite wants to put its files of the log beside the archive. In a folder that nobody here can
            // write, an archive without a log is read without them.
            Err(error) if (error.is_unopened() || error.is_unwritable()) && !has_log(path) => {
                db = Connection::open_with_flags(unchanging(path), flags | OpenFlags::SQLITE_OPEN_URI)?;
                version_of(&db)?
            }
            version => version?,
        };
        if version == 0 {
            return Err(Error::new(Kind::Empty));
        }
        if version < SCHEMA_VERSION {
            return Err(Error::refused(format!(
                "the archive has schema {version}; open it once for writing, as `chancery archive vacuum` does"
            )));
        }
        settle(&db)?;
        Ok(Self { db, path: path.to_owned() })
    }

    /// Faults of the file: pages, references, and spans that do not read back. None is a sound archive.
    ///
    /// # Errors
    /// Where the file cannot be read at all.
    pub fn check(&self) -> Result<Vec<String>> {
        let mut faults = Vec::new();
        for part in [Self::bad_pages, Self::lost_references, Self::unread_evidence, Self::stale_groups] {
            match part(self) {
                Ok(found) => faults.extend(found),
                // What cannot be read is a fault; the other parts may still tell more.
                Err(error) if error.is_corrupt() => faults.push(format!("unreadable: {error}")),
                Err(error) => return Err(error.at(&self.path)),
            }
        }
        faults.dedup();
        Ok(faults)
    }

    fn unread_evidence(&self) -> Result<Vec<String>> {
        crate::passages::unread_evidence(&self.db)
    }

    fn stale_groups(&self) -> Result<Vec<String>> {
        crate::merge::stale(&self.db)
    }

    fn bad_pages(&self) -> Result<Vec<String>> {
        match self.bad_pages_of("100") {
            // It gave up; asked table by table, the others still tell.
            Err(error) if error.is_corrupt() => {}
            found => return found,
        }
        let mut faults = Vec::new();
        for table in self.tables()? {
            match self.bad_pages_of(&table) {
                Ok(found) => faults.extend(found),
                Err(error) if error.is_corrupt() => {
                    faults.push(format!("pages: of table {table} some cannot be read"));
                }
                Err(error) => return Err(error),
            }
        }
        Ok(faults)
    }

    /// What SQLite finds in one table, or in all of the file for a number of faults.
    fn bad_pages_of(&self, what: &str) -> Result<Vec<String>> {
        let mut faults = Vec::new();
        let mut pages = self.db.prepare(&format!("PRAGMA integrity_check({what})"))?;
        for row in pages.query_map([], |row| row.get::<_, String>(0))? {
            let row = row?;
            let lines = row.lines().filter(|line| *line != "ok" && !line.starts_with("***"));
            faults.extend(lines.map(|line| format!("pages: {line}")));
        }
        Ok(faults)
    }

    fn tables(&self) -> Result<Vec<String>> {
        let mut names =
            self.db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")?;
        let names = names.query_map([], |row| row.get(0))?;
        Ok(names.collect::<Result<_, _>>()?)
    }

    /// One line for each row that points at one that is not there.
    fn lost_references(&self) -> Result<Vec<String>> {
        let mut faults = Vec::new();
        for table in self.tables()? {
            let mut lost = self.db.prepare(&format!("PRAGMA foreign_key_check({table})"))?;
            let rows =
                lost.query_map([], |row| Ok((row.get::<_, Option<i64>>(1)?, row.get::<_, String>(2)?)))?;
            for row in rows {
                let (id, parent) = row?;
                faults.push(format!("references: {table} {} points at no {parent}", id.unwrap_or_default()));
            }
        }
        let n: i64 = self.db.query_row(
            "SELECT count(*) FROM revision WHERE id NOT IN (SELECT revision FROM fingerprint)",
            [],
            |row| row.get(0),
        )?;
        if n > 0 {
            faults.push(format!("references: {n} revisions have no fingerprint"));
        }
        Ok(faults)
    }

    /// Copies the archive, as it is now, to `target`.
    ///
    /// # Errors
    /// Where `target` exists already or cannot be written.
    pub fn backup(&self, target: &Path) -> Result<()> {
        if exists(target) {
            return Err(Error::refused("the backup exists already; name another file").at(target));
        }
        let partial = beside(target, ".part");
        let copied = (|| {
            let mut copy = Connection::open(&partial)?;
            rusqlite::backup::Backup::new(&self.db, &mut copy)?.run_to_completion(
                4096,
                Duration::ZERO,
                None,
            )?;
            Result::Ok(())
        })();
        copied.and_then(|()| rename(&partial, target)).map_err(|error| {
            // What was copied is of no use; where it cannot be removed either, the next backup writes over it.
            let _ = remove(&partial);
            opening(target, error)
        })
    }

    /// Gives unused space back to the disk.
    ///
    /// # Errors
    /// Where the archive is in use or the disk is full.
    pub fn vacuum(&self) -> Result<()> {
        self.db.execute_batch("INSERT INTO words(words) VALUES ('optimize'); VACUUM; PRAGMA optimize;")?;
        self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    }

    /// What the archive holds.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn stats(&self) -> Result<Stats> {
        const COUNTS: [(&str, &str); 12] = [
            ("reports", "SELECT count(*) FROM report"),
            ("revisions", "SELECT count(*) FROM revision"),
            ("codings", "SELECT count(*) FROM coding"),
            ("coders", "SELECT count(*) FROM coder"),
            ("runs", "SELECT count(*) FROM run"),
            ("events", "SELECT count(*) FROM member"),
            ("events in all codings", "SELECT count(*) FROM event"),
            ("statements", "SELECT count(*) FROM statement JOIN shown USING (coding)"),
            ("actors", "SELECT count(*) FROM actor"),
            ("occurrences", "SELECT count(*) FROM occurrence"),
            ("pairs of reports that share words", "SELECT count(*) FROM reuse"),
            ("decisions", "SELECT count(*) FROM decision"),
        ];
        let mut counts = Vec::new();
        for (name, sql) in COUNTS {
            let count: i64 = self.db.query_row(sql, [], |row| row.get(0))?;
            counts.push((name, u64::try_from(count).unwrap_or(0)));
        }
        let bytes: i64 = self.db.query_row(
            "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
            [],
            |row| row.get(0),
        )?;
        Ok(Stats { schema: version_of(&self.db)?, bytes: u64::try_from(bytes).unwrap_or(0), counts })
    }
}

fn version_of(db: &Connection) -> Result<i64> {
    let id: i64 = db.query_row("PRAGMA application_id", [], |row| row.get(0))?;
    let version: i64 = db.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let n_tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if id != APPLICATION_ID && (n_tables > 0 || version != 0) {
        return Err(Error::new(Kind::Foreign));
    }
    if version > SCHEMA_VERSION {
        return Err(Error::new(Kind::Newer { found: version, known: SCHEMA_VERSION }));
    }
    Ok(version)
}

/// Settings of a connection; none of them is kept in the file.
fn settle(db: &Connection) -> Result<()> {
    db.pragma_update(None, "foreign_keys", true)?;
    db.pragma_update(None, "synchronous", "full")?;
    db.pragma_update(None, "cache_size", -131_072)?;
    db.pragma_update(None, "temp_store", "memory")?;
    // A question is planned once, not again for each value that is looked for.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    db.set_prepared_statement_cache_capacity(128);
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    db.create_scalar_function("tells", 2, flags, |arguments| {
        let text = |at| arguments.get_raw(at).as_str().unwrap_or_default();
        Ok(crate::ask::tells(text(0), text(1)))
    })?;
    Ok(())
}

/// Each step in a transaction of its own: killed in between, the file has a schema that is known.
fn migrate(db: &mut Connection, from: i64) -> Result<()> {
    for (next, statements) in (1..).zip(MIGRATIONS) {
        if next <= from {
            continue;
        }
        let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another program may have made the step while this one waited.
        if version_of(&tx)? >= next {
            continue;
        }
        tx.execute_batch(statements)?;
        if next == DERIVED_ANEW {
            crate::intake::tell_stories(&tx)?;
            crate::merge::derive(&tx)?;
        }
        if next == BY_REVISION {
            crate::lineage::gather(&tx)?;
            tx.execute_batch(
                "DROP TABLE shingle; DROP TABLE middle_shingle; DROP TABLE recent_shingle; DROP TABLE fresh_shingle;",
            )?;
        }
        tx.pragma_update(None, "application_id", APPLICATION_ID)?;
        tx.pragma_update(None, "user_version", next)?;
        tx.commit()?;
        if next == SCHEMA_VERSION && from > 0 {
            sample(db)?;
        }
    }
    Ok(())
}

/// Lets SQLite take samples of the tables, so that questions are planned by what they hold.
pub(crate) fn sample(db: &Connection) -> Result<()> {
    Ok(db.execute_batch("PRAGMA analysis_limit = 1000; PRAGMA optimize = 0x10002;")?)
}

#[expect(clippy::disallowed_methods, reason = "the archive is a file, and its path is an argument")]
fn exists(path: &Path) -> bool {
    path.exists()
}

/// Why a file could not be opened: SQLite has one code for all reasons.
#[expect(clippy::disallowed_methods, reason = "the archive is a file, and its path is an argument")]
fn opening(path: &Path, error: Error) -> Error {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let kind = match () {
        () if !error.is_unopened() => return error.at(path),
        () if path.is_dir() => Kind::IsFolder,
        () if folder.is_some_and(|folder| !folder.is_dir()) => Kind::NoFolder,
        () => Kind::Denied,
    };
    Error::new(kind).at(path)
}

/// The file with this ending behind its whole name.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Whether a log lies beside the archive that is not yet in it.
#[expect(clippy::disallowed_methods, reason = "the log is part of the archive")]
fn has_log(path: &Path) -> bool {
    fs::metadata(beside(path, "-wal")).is_ok_and(|log| log.len() > 0)
}

/// The archive as an address that tells SQLite that nobody changes it.
fn unchanging(path: &Path) -> String {
    let mut address = String::from("file:");
    for byte in path.to_string_lossy().bytes() {
        match byte {
            b'%' | b'?' | b'#' | 0x80.. => address.push_str(&format!("%{byte:02x}")),
            byte => address.push(char::from(byte)),
        }
    }
    address.push_str("?immutable=1");
    address
}

fn refuse_missing(path: &Path) -> Result<()> {
    if exists(path) { Ok(()) } else { Err(Error::new(Kind::Missing).at(path)) }
}

#[expect(clippy::disallowed_methods, reason = "a backup appears whole or not at all")]
fn remove(path: &Path) -> std::io::Result<()> {
    fs::remove_file(path)
}

#[expect(clippy::disallowed_methods, reason = "a backup appears whole or not at all")]
fn rename(from: &Path, to: &Path) -> Result<()> {
    fs::rename(from, to).map_err(|error| Error::refused(error.to_string()))
}

impl Archive {
    /// Lets the file grow by no more than `more` pages through this connection, as a full disk would.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    #[doc(hidden)]
    pub fn limit_pages(&self, more: i64) -> Result<()> {
        let now: i64 = self.db.query_row("PRAGMA page_count", [], |row| row.get(0))?;
        self.db.query_row(&format!("PRAGMA max_page_count = {}", now + more), [], |_| Ok(()))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_that_nobody_can_write_beside_is_read_as_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("50% of what?.db");
        drop(Archive::create(&path).unwrap());
        assert!(!has_log(&path));
        let db = Connection::open_with_flags(
            unchanging(&path),
            OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI,
        )
        .unwrap();
        assert_eq!(version_of(&db).unwrap(), SCHEMA_VERSION);
        fs::write(beside(&path, "-wal"), "x").unwrap();
        assert!(has_log(&path), "what is in the log would be passed over");
    }
}
