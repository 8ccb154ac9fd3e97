//! A person's decisions on occurrences, and where a report's words came from.

use std::collections::BTreeSet;

use chancery_record::{Char, Span};
use jiff::Timestamp;
use rusqlite::{TransactionBehavior, params};
use serde::Serialize;

use crate::ask::happening;
use crate::error::{Error, Result};
use crate::intake::time_text;
use crate::lineage::{DEPENDENT_WORDS, Passage};
use crate::merge::{Anchor, Verdict, latest, record_decision, regroup, split_with};
use crate::passages::text_of;
use crate::store::Archive;

/// Who decides, when, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// Who.
    pub reviewer: String,
    /// Why.
    pub reason: String,
    /// When.
    pub now: Timestamp,
}

/// What a report shares with another one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Lineage {
    /// The other report's name.
    pub report: String,
    /// Its outlet.
    pub outlet: Option<String>,
    /// The day it was published.
    pub published: Option<String>,
    /// The agency that it credits.
    pub credit: Option<String>,
    /// Share of this report's words that the other has, 0 to 1.
    pub share_of_this: f64,
    /// Share of the other's words that this report has, 0 to 1.
    pub share_of_other: f64,
    /// `from` where the other was published earlier, `to` where later, `unknown` where dates do not tell.
    pub direction: &'static str,
    /// Whether the two count as one origin.
    pub is_one_origin: bool,
    /// The shared passages: code points of this raw text, of the other's, and the words here.
    pub passages: Vec<SharedPassage>,
}

/// A shared passage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SharedPassage {
    /// Code points of this report's raw text.
    pub here: (u32, u32),
    /// Code points of the other's.
    pub there: (u32, u32),
    /// Words that agree.
    pub n_words: u32,
    /// The words here.
    pub text: String,
}

impl Archive {
    /// Makes one occurrence of two; every later run keeps to it. Gives the key of the whole.
    ///
    /// # Errors
    /// Where either is unknown or the archive cannot be written.
    pub fn join(&mut self, a: &str, b: &str, review: &Review) -> Result<String> {
        let (a, b) = (self.occurrence_id(a)?, self.occurrence_id(b)?);
        let (name, first) = self.anchors(a)?;
        if a == b {
            return Err(Error::refused(format!("{name} is one occurrence already")));
        }
        let (_, second) = self.anchors(b)?;
        let mut decisions = Vec::new();
        // An earlier split of any two of them would keep the groups apart; it is taken back as it was made, with
        // all that was split by it.
        for (_, left) in &first {
            for (_, right) in &second {
                decisions.push((Verdict::Withdraw, left.clone(), right.clone()));
                let undone = split_with(&self.db, left, right)?.into_iter();
                decisions.extend(undone.map(|(a, b)| (Verdict::Withdraw, a, b)));
            }
        }
        decisions.push((Verdict::Join, first[0].1.clone(), second[0].1.clone()));
        let kept = first[0].0.clone();
        let mut apart = Vec::new();
        for (verdict, a, b) in &decisions {
            if *verdict == Verdict::Withdraw {
                for anchor in [a, b] {
                    apart.extend(self.events_at(anchor)?);
                }
            }
        }
        self.decide(&decisions, &[&first, &second, &apart], review)?;
        Ok(happening(&self.db, self.occurrence_id(&kept)?)?.key)
    }

    /// The events that stand where `anchor` is.
    fn events_at(&self, anchor: &Anchor) -> Result<Vec<(String, Anchor)>> {
        let mut statement = self.db.prepare_cached(
            "SELECT event.key FROM report JOIN shown ON shown.report = report.id
             JOIN event ON event.coding = shown.coding WHERE report.key = ?1 AND event.type = ?2",
        )?;
        let keys = statement.query_map(params![anchor.report, anchor.event_type], |row| row.get(0))?;
        keys.map(|key| Ok((key?, anchor.clone()))).collect()
    }

    /// Takes an event out of its occurrence; every later run keeps to it. Gives the key of the occurrence
    /// that it is in now.
    ///
    /// # Errors
    /// Where the event is unknown or stands alone, or the archive cannot be written.
    pub fn split(&mut self, event: &str, review: &Review) -> Result<String> {
        let (occurrence, members) = self.anchors(self.occurrence_id(event)?)?;
        let Some(taken) = members.iter().find(|(key, _)| key.starts_with(event)) else {
            return Err(Error::unknown("event", event));
        };
        if members.len() == 1 {
            return Err(Error::refused(format!("{occurrence} has no other event")));
        }
        let rest = members.iter().filter(|(key, _)| *key != taken.0);
        let decisions: Vec<_> =
            rest.map(|(_, anchor)| (Verdict::Split, taken.1.clone(), anchor.clone())).collect();
        let kept = taken.0.clone();
        self.decide(&decisions, &[&members], review)?;
        Ok(happening(&self.db, self.occurrence_id(&kept)?)?.key)
    }

    /// The occurrence's key, and its events by key.
    fn anchors(&self, occurrence: i64) -> Result<(String, Vec<(String, Anchor)>)> {
        let found = happening(&self.db, occurrence)?;
        let anchors = found.told.into_iter();
        let anchors = anchors.map(|told| (told.key, Anchor::of(&told.report_key, &told.event)));
        Ok((found.key, anchors.collect()))
    }

    fn decide(
        &mut self,
        decisions: &[(Verdict, Anchor, Anchor)],
        groups: &[&Vec<(String, Anchor)>],
        review: &Review,
    ) -> Result<()> {
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // The archive never learns anything before what it knows already.
        let learned = latest(&tx)?.max(Some(time_text(review.now))).unwrap_or_default();
        for (verdict, a, b) in decisions {
            record_decision(&tx, *verdict, a, b, &learned, &review.reviewer, &review.reason)?;
        }
        let touched: BTreeSet<String> =
            groups.iter().flat_map(|group| group.iter().map(|(key, _)| key.clone())).collect();
        regroup(&tx, &touched, &learned)?;
        tx.commit()?;
        Ok(())
    }

    /// With whom a report shares its words, the most first. The report is given by name, key or address.
    ///
    /// # Errors
    /// Where there is no such report, or the archive cannot be read.
    pub fn lineage(&self, report: &str) -> Result<Vec<Lineage>> {
        let (revision, published) = self.shown_revision(report)?;
        let chars: Vec<char> = text_of(&self.db, revision)?.chars().collect();
        let mut statement = self.db.prepare(
            "SELECT report.name, revision.outlet, revision.published, revision.credit, reuse.share_a,
               reuse.share_b, reuse.own_words, reuse.passages, reuse.a = ?1
             FROM reuse JOIN revision ON revision.id = CASE WHEN reuse.a = ?1 THEN reuse.b ELSE reuse.a END
             JOIN shown ON shown.revision = revision.id JOIN report ON report.id = shown.report
             WHERE ?1 IN (reuse.a, reuse.b)",
        )?;
        let mut rows = statement.query(params![revision])?;
        let mut lines = Vec::new();
        while let Some(row) = rows.next()? {
            let is_first: bool = row.get(8)?;
            let (share_a, share_b): (f64, f64) = (row.get(4)?, row.get(5)?);
            let theirs: Option<String> = row.get(2)?;
            let direction = match (&published, &theirs) {
                (Some(ours), Some(theirs)) if theirs < ours => "from",
                (Some(ours), Some(theirs)) if theirs > ours => "to",
                _ => "unknown",
            };
            let passages = Passage::unpack(&row.get::<_, String>(7)?)?.into_iter();
            let passages = passages.map(|passage| {
                let (here, there) = if is_first { (passage.a, passage.b) } else { (passage.b, passage.a) };
                SharedPassage {
                    here: (here.start, here.end),
                    there: (there.start, there.end),
                    n_words: passage.n_words,
                    text: cut(&chars, here),
                }
            });
            let mut passages: Vec<SharedPassage> = passages.collect();
            passages.sort_by_key(|passage| passage.here);
            lines.push(Lineage {
                report: row.get(0)?,
                outlet: row.get(1)?,
                published: theirs,
                credit: row.get(3)?,
                share_of_this: if is_first { share_a } else { share_b },
                share_of_other: if is_first { share_b } else { share_a },
                direction,
                is_one_origin: row.get::<_, i64>(6)? >= DEPENDENT_WORDS,
                passages,
            });
        }
        lines.sort_by(|x, y| {
            y.share_of_this.total_cmp(&x.share_of_this).then_with(|| x.report.cmp(&y.report))
        });
        Ok(lines)
    }

    /// The names of all reports that have one origin with this one, itself among them: those that share enough
    /// of its words, of theirs, and so on. Sorted; the report is given as for [`lineage`](Self::lineage).
    ///
    /// # Errors
    /// As there.
    pub fn family(&self, report: &str) -> Result<Vec<String>> {
        let (first, _) = self.shown_revision(report)?;
        let mut related = self.db.prepare(
            "SELECT other FROM (SELECT b AS other, own_words FROM reuse WHERE a = ?1
               UNION ALL SELECT a, own_words FROM reuse WHERE b = ?1)
             JOIN shown ON shown.revision = other WHERE own_words >= ?2",
        )?;
        let (mut seen, mut open) = (BTreeSet::from([first]), vec![first]);
        while let Some(revision) = open.pop() {
            for other in related.query_map(params![revision, DEPENDENT_WORDS], |row| row.get(0))? {
                let other: i64 = other?;
                if seen.insert(other) {
                    open.push(other);
                }
            }
        }
        let mut name = self.db.prepare(
            "SELECT report.name FROM revision JOIN report ON report.id = revision.report WHERE revision.id = ?1",
        )?;
        let mut names: Vec<String> = seen
            .iter()
            .map(|revision| name.query_row([revision], |row| row.get(0)))
            .collect::<Result<_, _>>()?;
        names.sort();
        Ok(names)
    }

    /// The standing revision of the report that is meant, and its day of publication.
    pub(crate) fn shown_revision(&self, report: &str) -> Result<(i64, Option<String>)> {
        let mut statement = self.db.prepare(
            "SELECT revision.id, revision.published FROM shown JOIN revision ON revision.id = shown.revision
             JOIN report ON report.id = shown.report
             WHERE report.name = ?1 OR report.key = ?1 OR revision.url = ?1 OR revision.content = ?1
             ORDER BY report.key LIMIT 2",
        )?;
        let rows = statement.query_map([report], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut found: Vec<(i64, Option<String>)> = rows.collect::<Result<_, _>>()?;
        match found.len() {
            0 => Err(Error::unknown("report", report)),
            1 => Ok(found.remove(0)),
            _ => Err(Error::refused(format!(
                "several reports are called \"{report}\"; give the key or address"
            ))),
        }
    }
}

fn cut(chars: &[char], span: Span<Char>) -> String {
    chars.get(span.range()).map(|chars| chars.iter().collect()).unwrap_or_default()
}
