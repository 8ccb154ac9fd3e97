//! An occurrence put together from the events that tell of it: its history, its accounts side by side.

use std::collections::{BTreeMap, BTreeSet};

use chancery_record::{AttributionKind, Days, Event, Participant, Status, wire};
use rusqlite::{Connection, params};
use serde::Serialize;

use super::sentence::{one_line, sentence};
use crate::error::{Error, Result};

/// One event of an occurrence, with its report.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The event's key.
    pub key: String,
    /// The report's name.
    pub report: String,
    /// What the report is known by.
    pub report_key: String,
    /// Its headline.
    pub headline: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// The agency that it credits.
    pub credit: Option<String>,
    /// The day it was published.
    pub published: Option<String>,
    /// When the archive learned it.
    pub learned: String,
    /// Where it was read from.
    pub origin: String,
    /// The record.
    pub event: Event,
}

/// What became of it, report by report: `planned`, `postponed`, `held`, `denied`…
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stage {
    /// When the first report of it so told was published.
    pub published: Option<String>,
    /// The stage.
    pub stage: &'static str,
    /// The days it was told for.
    pub days: Option<String>,
    /// The reports that tell it so, in order.
    pub reports: Vec<String>,
}

/// One voice's account of a matter on which reports differ.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Account {
    /// What is told.
    pub value: String,
    /// On whose word.
    pub voices: Vec<String>,
    /// The reports, in order.
    pub reports: Vec<String>,
}

/// A matter on which reports differ, with all accounts side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contradiction {
    /// What about: `killed`, `when`, `where`, `source`, `status`.
    pub about: String,
    /// The accounts, by value.
    pub accounts: Vec<Account>,
}

/// Why two events were taken for one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Link {
    /// One event.
    pub a: String,
    /// The other.
    pub b: String,
    /// The score.
    pub score: f64,
    /// The grounds with their weights.
    pub reasons: Vec<(String, f64)>,
}

/// An occurrence with its events.
pub(crate) struct Happening {
    pub(crate) key: String,
    pub(crate) event_type: String,
    pub(crate) status: Status,
    pub(crate) days: Option<Days>,
    pub(crate) n_reports: u64,
    pub(crate) n_independent: u64,
    /// By publication, then key.
    pub(crate) told: Vec<Told>,
    pub(crate) source: Vec<Participant>,
    pub(crate) target: Vec<Participant>,
    /// Index of the event that tells most.
    pub(crate) fullest: usize,
    pub(crate) sentence: String,
}

/// Puts the occurrence in the row `id` together.
pub(crate) fn happening(db: &Connection, id: i64) -> Result<Happening> {
    let mut row = db.prepare_cached(
        "SELECT type, status, first_day, last_day, n_reports, n_independent, key FROM occurrence WHERE id = ?1",
    )?;
    type Row = (String, String, Option<String>, Option<String>, u64, u64, String);
    let (event_type, status, first, last, n_reports, n_independent, key): Row = row
        .query_row([id], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?, row.get(6)?))
        })?;
    let told = told_of(db, id)?;
    let status = Status::from_name(&status).ok_or_else(|| Error::corrupt("an occurrence has no status"))?;
    let days = match (first.and_then(|day| day.parse().ok()), last.and_then(|day| day.parse().ok())) {
        (Some(first), Some(last)) => Some(Days::new(first, last)),
        _ => None,
    };
    let fullest = told
        .iter()
        .enumerate()
        .min_by_key(|(_, told)| fullness(&told.event, status))
        .map(|(at, _)| at)
        .ok_or_else(|| Error::corrupt(format_args!("occurrence {key} has no events")))?;
    let mut shown = told[fullest].event.clone();
    let others: Vec<&Event> = told.iter().map(|told| &told.event).collect();
    fill(&mut shown.source, &others, |event| &event.source);
    fill(&mut shown.target, &others, |event| &event.target);
    if shown.place.is_none() {
        shown.place = told.iter().find_map(|told| told.event.place.clone());
    }
    Ok(Happening {
        key,
        event_type,
        status,
        days,
        n_reports,
        n_independent,
        sentence: sentence(&shown, status, days),
        source: shown.source,
        target: shown.target,
        fullest,
        told,
    })
}

/// Smaller for events that tell more.
fn fullness(event: &Event, status: Status) -> (bool, usize) {
    let n_named = event.source.iter().chain(&event.target).filter(|party| party.name.is_some()).count();
    let n_sides =
        usize::from(!event.source.is_empty()) + usize::from(!event.target.is_empty() || event.reciprocal);
    let n_told = 4 * n_sides
        + 2 * n_named
        + event.source.len()
        + event.target.len()
        + usize::from(event.place.is_some())
        + usize::from(event.object.is_some());
    (event.status != status, usize::MAX - n_told)
}

/// A party without a name takes the person's name that another report gives for the same country on the
/// same side, where there is only one.
fn fill(parties: &mut [Participant], events: &[&Event], side: fn(&Event) -> &Vec<Participant>) {
    for party in parties.iter_mut().filter(|party| party.name.is_none()) {
        let Some(country) = party.country.clone() else { continue };
        let named: BTreeMap<&str, &Participant> = events
            .iter()
            .flat_map(|event| side(event))
            .filter(|other| other.country.as_ref() == Some(&country))
            .filter_map(|other| Some((other.name.as_deref()?, other)))
            .collect();
        if let (1, Some(other)) = (named.len(), named.into_values().next()) {
            *party = other.clone();
        }
    }
}

fn told_of(db: &Connection, occurrence: i64) -> Result<Vec<Told>> {
    let mut statement = db.prepare_cached(
        "SELECT event.key, report.name, report.key, revision.headline, revision.url, revision.outlet,
           revision.credit, revision.published, coding.learned, revision.origin, event_record.record
         FROM member JOIN event ON event.id = member.event
         JOIN event_record ON event_record.event = event.id JOIN coding ON coding.id = event.coding
         JOIN revision ON revision.id = coding.revision JOIN report ON report.id = revision.report
         WHERE member.occurrence = ?1
         ORDER BY revision.published IS NULL, revision.published, event.key",
    )?;
    let mut rows = statement.query([occurrence])?;
    let mut told = Vec::new();
    while let Some(row) = rows.next()? {
        told.push(Told {
            key: row.get(0)?,
            report: row.get(1)?,
            report_key: row.get(2)?,
            headline: row.get(3)?,
            url: row.get(4)?,
            outlet: row.get(5)?,
            credit: row.get(6)?,
            published: row.get(7)?,
            learned: row.get(8)?,
            origin: row.get(9)?,
            event: wire::event_from_text(&row.get::<_, String>(10)?)?,
        });
    }
    Ok(told)
}

impl Happening {
    /// The stages in the order in which they were reported; neighbours that tell the same are one.
    pub(crate) fn history(&self) -> Vec<Stage> {
        let mut history: Vec<Stage> = Vec::new();
        for told in &self.told {
            let stage = stage(&told.event);
            let days = told.event.when.as_ref().and_then(|when| when.days).map(days_text);
            match history.last_mut() {
                Some(last) if last.stage == stage && (last.days == days || stage != "planned") => {
                    last.days = last.days.take().or(days);
                    last.reports.push(told.report.clone());
                }
                _ => history.push(Stage {
                    published: told.published.clone(),
                    stage,
                    days,
                    reports: vec![told.report.clone()],
                }),
            }
        }
        history
    }

    /// All matters on which the events differ.
    pub(crate) fn contradictions(&self) -> Vec<Contradiction> {
        let mut found = Vec::new();
        let mut matter = |about: &str, accounts: Vec<Account>| {
            if accounts.len() > 1 {
                found.push(Contradiction { about: about.to_owned(), accounts });
            }
        };
        matter(
            "when",
            self.accounts(|event| {
                let days = event.when.as_ref().filter(|when| when.words.is_some())?.days?;
                (days.count() == 1).then(|| days_text(days))
            }),
        );
        matter("where", self.accounts(|event| event.place.as_ref()?.name.clone()));
        let is_blame_open = matches!(self.event_type.as_str(), "ASSAULT" | "COERCE" | "SANCTION");
        if is_blame_open {
            matter(
                "source",
                self.accounts(|event| {
                    let countries: BTreeSet<&str> =
                        event.source.iter().filter_map(|party| party.country.as_deref()).collect();
                    (!countries.is_empty()).then(|| countries.into_iter().collect::<Vec<_>>().join(", "))
                }),
            );
        }
        for &harm in chancery_record::Harm::ALL {
            let tolls: Vec<(&Told, &chancery_record::Toll)> = self
                .told
                .iter()
                .flat_map(|told| told.event.toll.iter().map(move |toll| (told, toll)))
                .filter(|(_, toll)| toll.harm == harm)
                .collect();
            let mut accounts: BTreeMap<String, (BTreeSet<String>, Vec<String>)> = BTreeMap::new();
            for (told, toll) in tolls {
                let chain =
                    if toll.attribution.is_empty() { &told.event.attribution } else { &toll.attribution };
                let account = accounts.entry(toll_text(toll)).or_default();
                account.0.insert(voice(told, chain));
                push_once(&mut account.1, &told.report);
            }
            matter(harm.name(), side_by_side(accounts));
        }
        let denies = |event: &Event| {
            event.status == Status::Denied || event.attribution.iter().any(|link| link.denies)
        };
        if self.told.iter().any(|told| denies(&told.event))
            && !self.told.iter().all(|told| denies(&told.event))
        {
            matter(
                "status",
                self.accounts(|event| {
                    Some(if denies(event) { "denied".to_owned() } else { event.status.name().to_owned() })
                }),
            );
        }
        found
    }

    fn accounts(&self, value: impl Fn(&Event) -> Option<String>) -> Vec<Account> {
        let mut accounts: BTreeMap<String, (BTreeSet<String>, Vec<String>)> = BTreeMap::new();
        for told in &self.told {
            if let Some(value) = value(&told.event) {
                let account = accounts.entry(value).or_default();
                account.0.insert(voice(told, &told.event.attribution));
                push_once(&mut account.1, &told.report);
            }
        }
        side_by_side(accounts)
    }

    /// The links among the events, the surest first.
    pub(crate) fn links(&self, db: &Connection) -> Result<Vec<Link>> {
        let keys: BTreeSet<&str> = self.told.iter().map(|told| told.key.as_str()).collect();
        let mut links = Vec::new();
        let mut statement =
            db.prepare_cached("SELECT b, score, reasons FROM link WHERE a = ?1 ORDER BY b")?;
        for key in &keys {
            let mut rows = statement.query(params![key])?;
            while let Some(row) = rows.next()? {
                let other: String = row.get(0)?;
                if keys.contains(other.as_str()) {
                    let reasons: String = row.get(2)?;
                    links.push(Link {
                        a: (*key).to_owned(),
                        b: other,
                        score: row.get(1)?,
                        reasons: serde_json::from_str(&reasons)?,
                    });
                }
            }
        }
        links.sort_by(|x, y| y.score.total_cmp(&x.score).then_with(|| (&x.a, &x.b).cmp(&(&y.a, &y.b))));
        Ok(links)
    }
}

fn side_by_side(accounts: BTreeMap<String, (BTreeSet<String>, Vec<String>)>) -> Vec<Account> {
    let accounts = accounts.into_iter();
    accounts
        .map(|(value, (voices, reports))| Account { value, voices: voices.into_iter().collect(), reports })
        .collect()
}

fn push_once(list: &mut Vec<String>, one: &str) {
    if !list.iter().any(|other| other == one) {
        list.push(one.to_owned());
    }
}

/// On whose word: the innermost voice, else the agency credited, else the outlet.
fn voice(told: &Told, chain: &[chancery_record::Attribution]) -> String {
    let innermost = chain.iter().rev().find_map(|link| match (&link.speaker, link.kind) {
        (Some(speaker), _) => Some(one_line(speaker.label())),
        (None, AttributionKind::Unnamed) => Some("unnamed".to_owned()),
        (None, _) => None,
    });
    innermost
        .or_else(|| told.credit.clone())
        .or_else(|| told.outlet.clone())
        .unwrap_or_else(|| told.report.clone())
}

fn stage(event: &Event) -> &'static str {
    let says = |words: &[&str]| {
        event.evidence.iter().any(|evidence| {
            let folded = crate::fold::fold(&evidence.text);
            words.iter().any(|word| folded.contains(word))
        })
    };
    match event.status {
        Status::Actual if event.event_type == chancery_record::EventType::Consult => "held",
        Status::Actual => "done",
        Status::Denied if says(&["cancel", "called off", "scrapped"]) => "cancelled",
        Status::Denied => "denied",
        Status::Planned if says(&["postpone", "rescheduled", "delayed"]) => "postponed",
        Status::Planned => "planned",
        Status::Proposed => "proposed",
        Status::Hypothetical => "supposed",
    }
}

pub(crate) fn days_text(days: Days) -> String {
    if days.count() == 1 { days.first().to_string() } else { format!("{}/{}", days.first(), days.last()) }
}

fn toll_text(toll: &chancery_record::Toll) -> String {
    match (toll.low, toll.high) {
        (Some(low), Some(high)) if low == high => match &toll.hedge {
            Some(hedge) => format!("{hedge} {low}"),
            None => low.to_string(),
        },
        (Some(low), Some(high)) => format!("{low} to {high}"),
        (Some(low), None) => format!("at least {low}"),
        (None, Some(high)) => format!("up to {high}"),
        (None, None) => one_line(&toll.words.text),
    }
}
