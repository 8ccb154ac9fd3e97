//! Groups made anew: those that a change can touch, all of them for an older schema, and all of them to see
//! whether the kept ones are right.

use std::collections::BTreeSet;

use chancery_record::wire;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use super::span::{MEMBER, OCCURRENCE, SHOWN, occurrence_of};
use super::upkeep::{Group, Remembered, groups, link_events, reach, story};
use super::{Features, decisions, topics};
use crate::error::Result;

/// Makes the groups anew that the events `seeds` can touch, as they stand from `now` on.
pub(crate) fn regroup(db: &Connection, seeds: &BTreeSet<String>, now: &str) -> Result<()> {
    let decisions = decisions(db, Some(now))?;
    let all = reach(db, seeds, &decisions)?;
    let mut gone = BTreeSet::new();
    for standing in &all {
        gone.extend(occurrence_of(db, standing.id)?);
    }
    for group in groups(db, &all, &decisions)? {
        gone.remove(&group.id);
        group.with_columns(|columns| OCCURRENCE.put(db, columns, now))?;
        for event in &group.events {
            MEMBER.put(db, &[event, &group.id], now)?;
        }
    }
    for occurrence in gone {
        OCCURRENCE.end(db, occurrence, now)?;
    }
    Ok(())
}

/// Lets the right coding of a report stand from `now` on; the keys of events that come or go are `touched`.
pub(crate) fn stand(
    db: &Connection,
    report: i64,
    now: &str,
    touched: &mut BTreeSet<String>,
) -> Result<(i64, i64)> {
    let before: Option<(i64, i64)> = db
        .prepare_cached("SELECT revision, coding FROM shown WHERE report = ?1")?
        .query_row([report], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let after = standing_coding(db, report, now)?;
    if before == Some(after) {
        return Ok(after);
    }
    for coding in before.map(|(_, coding)| coding).into_iter().chain([after.1]) {
        let mut keys = db.prepare_cached("SELECT key FROM event WHERE coding = ?1")?;
        for key in keys.query_map([coding], |row| row.get::<_, String>(0))? {
            touched.insert(key?);
        }
    }
    if let Some((_, gone)) = before {
        let mut events = db.prepare_cached("SELECT id FROM event WHERE coding = ?1")?;
        for event in events.query_map([gone], |row| row.get::<_, i64>(0))? {
            let event = event?;
            if let Some(occurrence) = occurrence_of(db, event)? {
                OCCURRENCE.end(db, occurrence, now)?;
            }
            MEMBER.end(db, event, now)?;
        }
    }
    SHOWN.put(db, &[&report, &after.0, &after.1], now)?;
    Ok(after)
}

/// The latest published revision, then the latest learned; of its codings the latest learned.
fn standing_coding(db: &Connection, report: i64, now: &str) -> Result<(i64, i64)> {
    Ok(db
        .prepare_cached(
            "SELECT revision.id, coding.id FROM revision JOIN coding ON coding.revision = revision.id
             JOIN coder ON coder.id = coding.coder WHERE revision.report = ?1 AND coding.learned <= ?2
             ORDER BY revision.published IS NOT NULL DESC, revision.published DESC, revision.learned DESC,
               revision.content DESC, coding.learned DESC, coder.digest DESC LIMIT 1",
        )?
        .query_row(params![report, now], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// Derives everything anew from the facts, time of learning by time of learning, in an archive whose derived
/// tables are empty.
pub(crate) fn derive(tx: &Transaction<'_>) -> Result<()> {
    let mut remembered = Remembered::default();
    {
        let mut events = tx.prepare(
            "SELECT event.key, event_record.record, report.key, revision.published, story.names FROM event
             JOIN event_record ON event_record.event = event.id
             JOIN coding ON coding.id = event.coding JOIN revision ON revision.id = coding.revision
             JOIN story ON story.revision = revision.id
             JOIN report ON report.id = revision.report ORDER BY event.id",
        )?;
        let mut rows = events.query([])?;
        while let Some(row) = rows.next()? {
            let (key, record): (String, String) = (row.get(0)?, row.get(1)?);
            let (report, published): (String, Option<String>) = (row.get(2)?, row.get(3)?);
            let published = published.and_then(|day| day.parse().ok());
            let features = Features::of(&wire::event_from_text(&record)?, &report, published, story(row, 4)?);
            link_events(tx, &mut remembered, &key, &features)?;
        }
        let mut spoken = tx.prepare("SELECT statement, record FROM statement_record")?;
        let mut rows = spoken.query([])?;
        while let Some(row) = rows.next()? {
            let statement = wire::statement_from_text(&row.get::<_, String>(1)?)?;
            tx.prepare_cached("UPDATE statement SET topics = ?2 WHERE id = ?1")?
                .execute(params![row.get::<_, i64>(0)?, topics(&statement)])?;
        }
    }
    let times: BTreeSet<String> = tx
        .prepare("SELECT learned FROM coding UNION SELECT learned FROM decision")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for now in &times {
        let mut touched = BTreeSet::new();
        let mut reports = tx.prepare_cached(
            "SELECT DISTINCT revision.report FROM coding JOIN revision ON revision.id = coding.revision
             WHERE coding.learned = ?1 ORDER BY 1",
        )?;
        for report in reports.query_map([now], |row| row.get(0))? {
            stand(tx, report?, now, &mut touched)?;
        }
        let mut decided = tx.prepare_cached(
            "SELECT event.key FROM decision JOIN report ON report.key IN (a_report, b_report)
             JOIN shown ON shown.report = report.id JOIN event ON event.coding = shown.coding
             WHERE decision.learned = ?1",
        )?;
        for key in decided.query_map([now], |row| row.get::<_, String>(0))? {
            touched.insert(key?);
        }
        // A few at a time: all of them at once would be the whole archive in memory.
        let touched: Vec<String> = touched.into_iter().collect();
        for some in touched.chunks(256) {
            regroup(tx, &some.iter().cloned().collect(), now)?;
        }
    }
    Ok(())
}

/// One line for each way in which the kept groups differ from those made anew.
pub(crate) fn stale(db: &Connection) -> Result<Vec<String>> {
    let count = |sql: &str| -> Result<i64> { Ok(db.query_row(sql, [], |row| row.get(0))?) };
    // Which coding of a report stands, where there is a choice.
    let mut n_wrong_codings = count(
        "SELECT count(*) FROM report WHERE (SELECT count(*) FROM shown WHERE shown.report = report.id) <> 1",
    )?;
    {
        let mut several = db.prepare(
            "SELECT revision.report, shown.coding FROM shown JOIN revision ON revision.report = shown.report
             JOIN coding ON coding.revision = revision.id GROUP BY 1 HAVING count(*) > 1",
        )?;
        let mut rows = several.query([])?;
        while let Some(row) = rows.next()? {
            let (_, standing) = standing_coding(db, row.get(0)?, "9999")?;
            n_wrong_codings += i64::from(standing != row.get::<_, i64>(1)?);
        }
    }
    let decisions = decisions(db, None)?;
    // An event that nothing ties to another is an occurrence of its own.
    const TIED: &str = "EXISTS (SELECT 1 FROM link WHERE link.a = event.key)
       OR EXISTS (SELECT 1 FROM link WHERE link.b = event.key)
       OR EXISTS (SELECT 1 FROM decision JOIN report ON report.id = shown.report
         WHERE report.key IN (a_report, b_report))";
    let mut n_wrong_members = count(&format!(
        "SELECT count(*) FROM shown JOIN event ON event.coding = shown.coding
         LEFT JOIN member_span AS kept ON kept.event = event.id AND kept.until IS NULL
         WHERE kept.occurrence IS NOT event.id AND NOT ({TIED})"
    ))?;
    let mut n_wrong_occurrences = count(&format!(
        "SELECT count(*) FROM shown JOIN event ON event.coding = shown.coding
         LEFT JOIN occurrence_span AS kept ON kept.id = event.id AND kept.until IS NULL
         WHERE (kept.key, kept.type, kept.status, kept.first_day, kept.last_day, kept.n_events, kept.n_reports,
             kept.n_independent) IS NOT
           ('o' || substr(event.key, 2), event.type, event.status, event.first_day, event.last_day, 1, 1, 1)
         AND NOT ({TIED})"
    ))?;
    let n_alone = count(&format!(
        "SELECT count(*) FROM shown JOIN event ON event.coding = shown.coding WHERE NOT ({TIED})"
    ))?;
    let mut n_groups = n_alone;
    let mut n_events = n_alone;
    let mut seen: BTreeSet<i64> = BTreeSet::new();
    let mut tied = db.prepare(&format!(
        "SELECT event.id, event.key FROM shown JOIN event ON event.coding = shown.coding WHERE {TIED}"
    ))?;
    let mut rows = tied.query([])?;
    while let Some(row) = rows.next()? {
        if seen.contains(&row.get(0)?) {
            continue;
        }
        let all = reach(db, &BTreeSet::from([row.get(1)?]), &decisions)?;
        seen.extend(all.iter().map(|standing| standing.id));
        n_events += i64::try_from(all.len()).unwrap_or(i64::MAX);
        for group in groups(db, &all, &decisions)? {
            n_groups += 1;
            n_wrong_occurrences += i64::from(!is_kept(db, &group)?);
            for &event in &group.events {
                n_wrong_members += i64::from(occurrence_of(db, event)? != Some(group.id));
            }
        }
    }
    n_wrong_members += (count("SELECT count(*) FROM member")? - n_events).abs();
    n_wrong_occurrences += (count("SELECT count(*) FROM occurrence")? - n_groups).abs();
    let faults = [
        (n_wrong_codings, "standing codings"),
        (n_wrong_members, "members of occurrences"),
        (n_wrong_occurrences, "occurrences"),
    ];
    let faults = faults.into_iter().filter(|(n, _)| *n > 0);
    Ok(faults.map(|(n, what)| format!("derived: {n} {what} are out of step with the facts")).collect())
}

fn is_kept(db: &Connection, group: &Group) -> Result<bool> {
    group.with_columns(|columns| {
        Ok(db
            .prepare_cached(
                "SELECT 1 FROM occurrence WHERE id = ?1 AND (key, type, status, first_day, last_day, n_events,
                   n_reports, n_independent) IS (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .exists(columns)?)
    })
}
