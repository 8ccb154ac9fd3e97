//! What an archive holds, in one hash: equal for two archives exactly if they hold the same reports, codings,
//! links, reuse and occurrences, whatever was read first, in how many lots, and when.

use rusqlite::Connection;
use rusqlite::types::ValueRef;
use sha2::{Digest, Sha256};

use crate::error::Result;
use crate::store::Archive;

/// Rows by content alone: no row numbers, no times of learning.
const QUESTIONS: [&str; 9] = [
    "SELECT digest FROM coder ORDER BY 1",
    "SELECT report.key, content, published, outlet, credit, headline, url, provenance, text FROM revision
     JOIN revision_text ON revision_text.revision = revision.id JOIN report ON report.id = revision.report ORDER BY 1, 2",
    "SELECT report.key, content, digest, segments, notes FROM coding JOIN revision ON revision.id = coding.revision
     JOIN report ON report.id = report JOIN coder ON coder.id = coder ORDER BY 1, 2, 3",
    "SELECT event.key, position, record, digest FROM event
     JOIN event_record ON event_record.event = event.id JOIN coding ON coding.id = coding
     JOIN coder ON coder.id = coder ORDER BY 1, 4",
    "SELECT statement.key, position, record, digest FROM statement
     JOIN statement_record ON statement_record.statement = statement.id JOIN coding ON coding.id = coding
     JOIN coder ON coder.id = coder ORDER BY 1, 4",
    "SELECT event.key, side, participant.position, words, actor.name, code FROM participant
     JOIN event ON event.id = event LEFT JOIN actor ON actor.id = actor ORDER BY 1, 2, 3, 4",
    "SELECT a, b, score, reasons FROM link ORDER BY 1, 2",
    "SELECT event.key, occurrence.key FROM member JOIN event ON event.id = member.event
     JOIN occurrence ON occurrence.id = member.occurrence ORDER BY 1",
    "SELECT key, type, status, first_day, last_day, n_events, n_reports, n_independent FROM occurrence ORDER BY 1",
];

/// Pairs of reports that share words; which is called the first depends on the order of reading, so the
/// lesser content stands first here.
const REUSE: &str = "SELECT min(x.content, y.content), max(x.content, y.content),
       CASE WHEN x.content <= y.content THEN share_a ELSE share_b END,
       CASE WHEN x.content <= y.content THEN share_b ELSE share_a END
     FROM reuse JOIN revision AS x ON x.id = a JOIN revision AS y ON y.id = b ORDER BY 1, 2, 3, 4";

/// What stands, by names that are made of content.
const STANDING: [&str; 2] = [
    "SELECT report.key, content, digest FROM shown JOIN coding ON coding.id = shown.coding
     JOIN coder ON coder.id = coding.coder JOIN revision ON revision.id = shown.revision
     JOIN report ON report.id = shown.report ORDER BY 1",
    "SELECT event.key, occurrence.key FROM member JOIN event ON event.id = member.event
     JOIN occurrence ON occurrence.id = member.occurrence ORDER BY 1",
];

impl Archive {
    /// The version of what the archive answers, now or as of a day: a hash, in hexadecimal, of which states of which
    /// reports stand, read by whom, and of which events each occurrence is made.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn version(&self) -> Result<String> {
        let mut hash = Sha256::new();
        for sql in STANDING {
            add(&self.db, sql, &mut hash)?;
        }
        Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// The hash of everything, in hexadecimal.
    ///
    /// # Errors
    /// Where the archive cannot be read.
    pub fn content_digest(&self) -> Result<String> {
        let mut hash = Sha256::new();
        for sql in QUESTIONS.iter().chain([&REUSE]) {
            add(&self.db, sql, &mut hash)?;
        }
        Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

fn add(db: &Connection, sql: &str, hash: &mut Sha256) -> Result<()> {
    let mut statement = db.prepare(sql)?;
    let n_columns = statement.column_count();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        for at in 0..n_columns {
            match row.get_ref(at)? {
                ValueRef::Null => hash.update([0]),
                ValueRef::Integer(value) => hash.update(value.to_le_bytes()),
                ValueRef::Real(value) => hash.update(value.to_le_bytes()),
                ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                    hash.update((bytes.len() as u64).to_le_bytes());
                    hash.update(bytes);
                }
            }
        }
        hash.update([0x1e]);
    }
    hash.update([0x1d]);
    Ok(())
}
