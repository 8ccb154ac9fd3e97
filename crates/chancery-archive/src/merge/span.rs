//! Derived rows that hold from one time of learning to another.
//!
//! What is put at a time and changed at that same time leaves no trace, and what is put back as it was is one
//! row: the rows depend on what held at the end of each time, not on the order of work within it.

use rusqlite::types::ToSql;
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::Result;

/// A table of such rows: its columns without `since` and `until`, the first of which says what the row is of.
pub(crate) struct Spans {
    table: &'static str,
    columns: &'static [&'static str],
}

/// The coding of each report that stands.
pub(crate) const SHOWN: Spans = Spans { table: "shown_span", columns: &["report", "revision", "coding"] };
/// The occurrence of each event that stands.
pub(crate) const MEMBER: Spans = Spans { table: "member_span", columns: &["event", "occurrence"] };
/// What an occurrence is listed by.
pub(crate) const OCCURRENCE: Spans = Spans {
    table: "occurrence_span",
    columns: &[
        "id",
        "key",
        "type",
        "status",
        "first_day",
        "last_day",
        "n_events",
        "n_reports",
        "n_independent",
    ],
};

impl Spans {
    /// From `now` on, `values` hold, in the order of the columns.
    pub(crate) fn put(&self, db: &Connection, values: &[&dyn ToSql], now: &str) -> Result<()> {
        debug_assert_eq!(values.len(), self.columns.len());
        let (table, of) = (self.table, self.columns[0]);
        let columns = self.columns.join(", ");
        let places = (1..=values.len()).map(|n| format!("?{n}")).collect::<Vec<_>>().join(", ");
        let here: Option<bool> = db
            .prepare_cached(&format!(
                "SELECT ({columns}) IS ({places}) FROM {table} WHERE {of} = ?1 AND until IS NULL"
            ))?
            .query_row(values, |row| row.get(0))
            .optional()?;
        match here {
            Some(true) => return Ok(()),
            Some(false) => self.end_any(db, values[0], now)?,
            None => {}
        }
        let at = values.len() + 1;
        let with_now: Vec<&dyn ToSql> = values.iter().copied().chain([&now as &dyn ToSql]).collect();
        let reopened = db
            .prepare_cached(&format!(
                "UPDATE {table} SET until = NULL WHERE {of} = ?1 AND until = ?{at} AND ({columns}) IS ({places})"
            ))?
            .execute(&with_now[..])?;
        if reopened == 0 {
            db.prepare_cached(&format!("INSERT INTO {table} ({columns}, since) VALUES ({places}, ?{at})"))?
                .execute(&with_now[..])?;
        }
        Ok(())
    }

    /// From `now` on, nothing holds of `of`.
    pub(crate) fn end(&self, db: &Connection, of: i64, now: &str) -> Result<()> {
        self.end_any(db, &of, now)
    }

    fn end_any(&self, db: &Connection, of: &dyn ToSql, now: &str) -> Result<()> {
        let (table, column) = (self.table, self.columns[0]);
        let undone = db
            .prepare_cached(&format!(
                "DELETE FROM {table} WHERE {column} = ?1 AND since = ?2 AND until IS NULL"
            ))?
            .execute(params![of, now])?;
        if undone == 0 {
            db.prepare_cached(&format!(
                "UPDATE {table} SET until = ?2 WHERE {column} = ?1 AND until IS NULL"
            ))?
            .execute(params![of, now])?;
        }
        Ok(())
    }
}

/// The occurrence that an event is in now.
pub(crate) fn occurrence_of(db: &Connection, event: i64) -> Result<Option<i64>> {
    Ok(db
        .prepare_cached("SELECT occurrence FROM member_span WHERE event = ?1 AND until IS NULL")?
        .query_row([event], |row| row.get(0))
        .optional()?)
}

/// From now on this connection answers as the archive stood at `until`.
pub(crate) fn look_back(db: &Connection, until: &str) -> Result<()> {
    look_ahead(db)?;
    let held = format!("since <= '{until}' AND (until IS NULL OR until > '{until}')");
    let occurrence = OCCURRENCE.columns.join(", ");
    // A view of one's own stands before the archive's under the same name.
    db.execute_batch(&format!(
        "CREATE TEMP VIEW shown AS SELECT report, revision, coding FROM main.shown_span WHERE {held};
         CREATE TEMP VIEW member AS SELECT event, occurrence FROM main.member_span WHERE {held};
         CREATE TEMP VIEW occurrence AS SELECT {occurrence} FROM main.occurrence_span WHERE {held};
         CREATE TEMP VIEW revision AS SELECT * FROM main.revision WHERE learned <= '{until}';"
    ))?;
    Ok(())
}

/// Goes back to what stands now.
pub(crate) fn look_ahead(db: &Connection) -> Result<()> {
    db.execute_batch(
        "DROP VIEW IF EXISTS temp.shown; DROP VIEW IF EXISTS temp.member; DROP VIEW IF EXISTS temp.occurrence;
         DROP VIEW IF EXISTS temp.revision;",
    )?;
    Ok(())
}

/// The latest time at which anything was learned.
pub(crate) fn latest(db: &Connection) -> Result<Option<String>> {
    let of_codings: Option<String> =
        db.prepare_cached("SELECT max(learned) FROM coding")?.query_row([], |row| row.get(0))?;
    let of_decisions: Option<String> =
        db.prepare_cached("SELECT max(learned) FROM decision")?.query_row([], |row| row.get(0))?;
    Ok(of_codings.max(of_decisions))
}
