//! The words behind a record: texts of revisions, and whether evidence reads back from them.

use chancery_record::wire;
use rusqlite::{Connection, OptionalExtension};

use crate::error::{Error, Result};
use crate::packed::unpack_text;

/// The raw text of a revision.
pub(crate) fn text_of(db: &Connection, revision: i64) -> Result<String> {
    let packed: Option<Vec<u8>> = db
        .prepare_cached("SELECT text FROM revision_text WHERE revision = ?1")?
        .query_row([revision], |row| row.get(0))
        .optional()?;
    unpack_text(&packed.ok_or_else(|| Error::corrupt("a revision has no text"))?)
}

/// One line for each coding that stands whose evidence is not what its report says.
pub(crate) fn unread_evidence(db: &Connection) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    let mut shown = db.prepare(
        "SELECT shown.revision, event.key, event_record.record FROM shown
         JOIN event ON event.coding = shown.coding JOIN event_record ON event_record.event = event.id ORDER BY shown.revision, event.position",
    )?;
    let mut rows = shown.query([])?;
    let mut text: Option<(i64, Vec<char>)> = None;
    while let Some(row) = rows.next()? {
        let (revision, key, record): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if text.as_ref().is_none_or(|(of, _)| *of != revision) {
            match text_of(db, revision) {
                Ok(read) => text = Some((revision, read.chars().collect())),
                Err(error) => {
                    faults.push(format!("texts: revision {revision}: {error}"));
                    text = Some((revision, Vec::new()));
                }
            }
        }
        let chars = text.as_ref().map_or(&[][..], |(_, chars)| chars);
        let event = match wire::event_from_text(&record) {
            Ok(event) => event,
            Err(error) => {
                faults.push(format!("records: {key}: {error}"));
                continue;
            }
        };
        for words in &event.evidence {
            let Some(span) = words.span else { continue };
            let read: Option<String> = chars.get(span.range()).map(|chars| chars.iter().collect());
            if read.as_deref() != Some(&words.text) {
                faults
                    .push(format!("evidence: {key}: characters {}..{} read otherwise", span.start, span.end));
            }
        }
    }
    Ok(faults)
}
