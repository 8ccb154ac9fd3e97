//! One actor, or two with each other, through time.

use std::collections::{BTreeMap, BTreeSet};

use chancery_record::{EventType, Mode, Status, wire};
use rusqlite::{Connection, Row, params_from_iter};
use serde::Serialize;

use super::Filter;
use super::condition::{condition, party};
use super::happening::happening;
use super::sentence::one_line;
use crate::error::{Error, Result};
use crate::fold::fold;
use crate::store::Archive;

/// How often: happenings, and how many told of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Occurrences, each once.
    pub occurrences: u64,
    /// Reports of them, summed over the occurrences.
    pub reports: u64,
    /// Independent origins among these, summed over the occurrences.
    pub independent: u64,
}

impl Tally {
    fn add(&mut self, occurrence: Self) {
        self.occurrences += 1;
        self.reports += occurrence.reports;
        self.independent += occurrence.independent;
    }
}

/// An actor's dossier. An occurrence counts once, however many reports tell of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dossier {
    /// As asked.
    pub actor: String,
    /// All that it takes part in.
    pub total: Tally,
    /// Offices through time, as the reports name them.
    pub offices: Vec<OfficeSpan>,
    /// Whom it met, how often, and when last; the most often first.
    pub meetings: Vec<Meeting>,
    /// Its statements by topic; the most frequent first.
    pub topics: Vec<Topic>,
    /// How each outlet names it; the most frequent first.
    pub namings: Vec<Naming>,
    /// What it acts in, by type.
    pub acts: BTreeMap<String, Tally>,
    /// What it is acted on in, by type.
    pub bears: BTreeMap<String, Tally>,
}

/// An office with the days between which reports name it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OfficeSpan {
    /// Who.
    pub name: String,
    /// The office.
    pub office: String,
    /// The first day.
    pub first: Option<String>,
    /// The last day.
    pub last: Option<String>,
}

/// Somebody met.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Meeting {
    /// Who: a name, else a code.
    pub with: String,
    /// How often.
    #[serde(flatten)]
    pub tally: Tally,
    /// When last.
    pub last: Option<String>,
}

/// What statements are about: their content words, by how many statements have them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Topic {
    /// The word.
    pub word: String,
    /// In how many statements; what several reports give in the same words is one.
    pub statements: u64,
    /// One of them.
    pub example: String,
}

/// How an outlet names the actor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Naming {
    /// The outlet.
    pub outlet: String,
    /// The words.
    pub words: String,
    /// In how many events.
    pub times: u64,
}

/// Two actors with each other.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dyad {
    /// The one.
    pub a: String,
    /// The other.
    pub b: String,
    /// All that happened between them.
    pub total: Tally,
    /// Month by month.
    pub months: Vec<MonthScore>,
    /// The first occurrence of each type.
    pub firsts: Vec<First>,
    /// Months in which the score changed its sign, or moved by five or more.
    pub turning_points: Vec<String>,
}

/// A month of a dyad.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MonthScore {
    /// As 2024-03.
    pub month: String,
    /// Mean of PLOVER's scores of the occurrences that happened, −10 to 10, to tenths.
    pub score: f64,
    /// How many.
    #[serde(flatten)]
    pub tally: Tally,
}

/// The first occurrence of a type between two actors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct First {
    /// Its first day.
    pub day: String,
    /// The type.
    pub r#type: String,
    /// Its key.
    pub id: String,
    /// What happened.
    pub sentence: String,
    /// Reports of it.
    pub reports: u64,
    /// Independent origins among them.
    pub independent: u64,
}

/// Who takes part in an event, and how: what a portrait is drawn from. Read from small columns: the records
/// of a busy actor's thousands of events are not opened.
const PARTS: &str =
    "SELECT participant.event, participant.side, participant.words, actor.name, participant.country,
     participant.code, participant.actor, participant.office, event.key, event.type, event.mode, event.status,
     event.first_day, revision.published, coalesce(revision.outlet, revision.credit), member.occurrence,
     occurrence.n_reports, occurrence.n_independent
   FROM participant JOIN event ON event.id = participant.event JOIN member ON member.event = event.id
   JOIN occurrence ON occurrence.id = member.occurrence
   JOIN revision ON revision.id = event.revision LEFT JOIN actor ON actor.id = participant.actor
   WHERE participant.side IN ('s', 't') AND ";

/// One row of [`PARTS`].
struct Part<'r> {
    event: i64,
    is_source: bool,
    words: &'r str,
    name: Option<&'r str>,
    country: Option<&'r str>,
    code: Option<&'r str>,
    actor: Option<i64>,
    office: Option<&'r str>,
    key: &'r str,
    event_type: &'r str,
    mode: Option<&'r str>,
    status: &'r str,
    first_day: Option<&'r str>,
    published: Option<&'r str>,
    outlet: Option<&'r str>,
    occurrence: i64,
    tally: Tally,
}

impl<'r> Part<'r> {
    fn of(row: &'r Row<'_>) -> Result<Self> {
        let text = |at: usize| -> Result<Option<&'r str>> {
            row.get_ref(at)?.as_str_or_null().map_err(Error::corrupt)
        };
        let given = |at: usize| text(at).map(Option::unwrap_or_default);
        Ok(Self {
            event: row.get(0)?,
            is_source: given(1)? == "s",
            words: given(2)?,
            name: text(3)?,
            country: text(4)?,
            code: text(5)?,
            actor: row.get(6)?,
            office: text(7)?,
            key: given(8)?,
            event_type: given(9)?,
            mode: text(10)?,
            status: given(11)?,
            first_day: text(12)?,
            published: text(13)?,
            outlet: text(14)?,
            occurrence: row.get(15)?,
            tally: Tally { occurrences: 1, reports: row.get(16)?, independent: row.get(17)? },
        })
    }

    fn day(&self) -> Option<&'r str> {
        self.first_day.or(self.published)
    }
}

/// An actor as asked for: a code, or the rows of those whose name has these words.
struct Asked {
    code: String,
    rows: BTreeSet<i64>,
}

impl Asked {
    fn of(db: &Connection, actor: &str) -> Result<Self> {
        let mut named = db.prepare("SELECT id FROM actor WHERE ' ' || folded || ' ' LIKE ?1")?;
        let rows = named.query_map([format!("% {} %", fold(actor))], |row| row.get(0))?;
        Ok(Self { code: actor.to_uppercase(), rows: rows.collect::<Result<_, _>>()? })
    }

    fn is(&self, part: &Part<'_>) -> bool {
        part.country == Some(&self.code)
            || part.code == Some(&self.code)
            || part.actor.is_some_and(|actor| self.rows.contains(&actor))
    }
}

/// What is counted once an occurrence, with the latest day of each.
type Counted = BTreeMap<String, BTreeMap<i64, (Option<String>, Tally)>>;

fn count(counted: &mut Counted, what: &str, part: &Part<'_>) {
    if !counted.contains_key(what) {
        counted.insert(what.to_owned(), BTreeMap::new());
    }
    let Some(times) = counted.get_mut(what) else { return };
    match times.get_mut(&part.occurrence) {
        Some((last, _)) if last.as_deref() >= part.day() => {}
        Some((last, _)) => *last = part.day().map(ToOwned::to_owned),
        None => {
            times.insert(part.occurrence, (part.day().map(ToOwned::to_owned), part.tally));
        }
    }
}

fn sum(tallies: impl IntoIterator<Item = Tally>) -> Tally {
    let mut sum = Tally::default();
    for tally in tallies {
        sum.add(tally);
    }
    sum
}

fn sums(counted: Counted) -> BTreeMap<String, Tally> {
    counted
        .into_iter()
        .map(|(what, times)| (what, sum(times.into_values().map(|(_, tally)| tally))))
        .collect()
}

/// What of an actor's parts a dossier counts.
#[derive(Default)]
struct Counts {
    offices: BTreeMap<(String, String), (Option<String>, Option<String>)>,
    met: Counted,
    namings: BTreeMap<String, BTreeMap<String, u64>>,
    acts: Counted,
    bears: Counted,
    all: BTreeMap<i64, Tally>,
}

impl Counts {
    fn add(&mut self, asked: &Asked, part: &Part<'_>) {
        if asked.is(part) {
            self.all.insert(part.occurrence, part.tally);
            if let (Some(name), Some(office)) = (part.name, part.office) {
                let day = part.day().map(ToOwned::to_owned);
                let span = self.offices.entry((name.to_owned(), office.to_owned())).or_default();
                if day.is_some() {
                    span.0 = span.0.take().min(day.clone()).or(day.clone());
                    span.1 = span.1.take().max(day);
                }
            }
            let outlet = part.outlet.unwrap_or("unknown outlet");
            if !self.namings.contains_key(outlet) {
                self.namings.insert(outlet.to_owned(), BTreeMap::new());
            }
            if let Some(words) = self.namings.get_mut(outlet) {
                match words.get_mut(part.words) {
                    Some(times) => *times += 1,
                    None => {
                        words.insert(part.words.to_owned(), 1);
                    }
                }
            }
            let side = if part.is_source { &mut self.acts } else { &mut self.bears };
            count(side, part.event_type, part);
        } else if part.event_type == EventType::Consult.name() && part.status == Status::Actual.name() {
            match (part.name, part.country) {
                (Some(name), Some(country)) => count(&mut self.met, &format!("{name} ({country})"), part),
                (Some(who), None) | (None, Some(who)) => count(&mut self.met, who, part),
                (None, None) => {}
            }
        }
    }
}

impl Archive {
    /// What the archive knows of an actor, given by code or name, from the events and statements that `filter`
    /// lets through.
    ///
    /// # Errors
    /// Where it knows nothing of it, or cannot be read.
    pub fn dossier(&self, actor: &str, filter: &Filter) -> Result<Dossier> {
        let asked = Asked::of(&self.db, actor)?;
        let mut condition = condition(filter, super::Asked::Events);
        condition.sql.push_str(" AND ");
        party(&mut condition, "member.event", actor, "side IN ('s', 't')");
        let mut counts = Counts::default();
        let mut statement = self.db.prepare(&format!("{PARTS}{}", condition.sql))?;
        let mut rows = statement.query(params_from_iter(condition.values))?;
        let mut is_known = false;
        while let Some(row) = rows.next()? {
            is_known = true;
            counts.add(&asked, &Part::of(row)?);
        }
        if !is_known {
            return Err(Error::unknown("actor", actor));
        }
        // Where one report names the person and another the country alone, it was the person.
        let mut named: BTreeSet<(String, i64)> = BTreeSet::new();
        for (with, times) in &counts.met {
            if let Some((_, country)) = with.strip_suffix(')').and_then(|with| with.rsplit_once(" (")) {
                named.extend(times.keys().map(|occurrence| (country.to_owned(), *occurrence)));
            }
        }
        for (with, times) in &mut counts.met {
            times.retain(|occurrence, _| !named.contains(&(with.clone(), *occurrence)));
        }
        counts.met.retain(|_, times| !times.is_empty());
        let meetings = counts.met.into_iter().map(|(with, times)| Meeting {
            with,
            tally: sum(times.values().map(|(_, tally)| *tally)),
            last: times.into_values().filter_map(|(last, _)| last).max(),
        });
        let mut meetings: Vec<Meeting> = meetings.collect();
        meetings
            .sort_by(|x, y| y.tally.occurrences.cmp(&x.tally.occurrences).then_with(|| x.with.cmp(&y.with)));
        let mut namings: Vec<Naming> = Vec::new();
        for (outlet, words) in counts.namings {
            let mut times: BTreeMap<String, u64> = BTreeMap::new();
            for (words, n) in words {
                *times.entry(one_line(&words)).or_default() += n;
            }
            namings.extend(times.into_iter().map(|(words, times)| Naming {
                outlet: outlet.clone(),
                words,
                times,
            }));
        }
        namings.sort_by(|x, y| {
            y.times.cmp(&x.times).then_with(|| (&x.outlet, &x.words).cmp(&(&y.outlet, &y.words)))
        });
        let offices = counts.offices.into_iter();
        let mut offices: Vec<OfficeSpan> =
            offices.map(|((name, office), (first, last))| OfficeSpan { name, office, first, last }).collect();
        offices.sort_by(|x, y| (&x.first, &x.name, &x.office).cmp(&(&y.first, &y.name, &y.office)));
        Ok(Dossier {
            actor: actor.to_owned(),
            total: sum(counts.all.into_values()),
            offices,
            meetings,
            topics: self.topics(actor, filter)?,
            namings,
            acts: sums(counts.acts),
            bears: sums(counts.bears),
        })
    }

    /// Content words of the actor's statements, those in two statements or more.
    fn topics(&self, actor: &str, filter: &Filter) -> Result<Vec<Topic>> {
        // The number of statements, and the row of the first of them.
        let mut words: BTreeMap<String, (u64, i64)> = BTreeMap::new();
        let mut told: BTreeSet<String> = BTreeSet::new();
        let mut asked = Self::about(actor);
        asked.terms.extend(filter.terms.iter().cloned());
        let of_actor = condition(&asked, super::Asked::Statements);
        let mut spoken = self.db.prepare(&format!(
            "SELECT statement.id, statement.topics FROM statement JOIN shown ON shown.coding = statement.coding
             JOIN revision ON revision.id = shown.revision WHERE {} ORDER BY revision.published, statement.key",
            of_actor.sql
        ))?;
        let mut rows = spoken.query(params_from_iter(of_actor.values))?;
        while let Some(row) = rows.next()? {
            let topics = row.get_ref(1)?.as_str().map_err(Error::corrupt)?;
            if topics.is_empty() || told.contains(topics) {
                continue;
            }
            told.insert(topics.to_owned());
            for word in topics.split(' ') {
                match words.get_mut(word) {
                    Some((n, _)) => *n += 1,
                    None => {
                        words.insert(word.to_owned(), (1, row.get(0)?));
                    }
                }
            }
        }
        let mut topics: Vec<(String, (u64, i64))> = words.into_iter().filter(|(_, (n, _))| *n >= 2).collect();
        topics.sort_by(|x, y| y.1.0.cmp(&x.1.0).then_with(|| x.0.cmp(&y.0)));
        topics.truncate(30);
        let mut record = self.db.prepare("SELECT record FROM statement_record WHERE statement = ?1")?;
        let topics = topics.into_iter().map(|(word, (statements, first))| {
            let record: String = record.query_row([first], |row| row.get(0))?;
            let content = wire::statement_from_text(&record)?.content;
            let example = content.first().map(|words| one_line(&words.text)).unwrap_or_default();
            Ok(Topic { word, statements, example })
        });
        topics.collect()
    }

    /// Two actors with each other, given by code or name, in the events that `filter` lets through.
    ///
    /// # Errors
    /// Where the archive has nothing between them, or cannot be read.
    pub fn dyad(&self, a: &str, b: &str, filter: &Filter) -> Result<Dyad> {
        let mut acts: Vec<Act> = self.acts_of(a, b, filter)?.into_values().filter(Act::is_between).collect();
        acts.sort_by(|x, y| (&x.day, &x.key).cmp(&(&y.day, &y.key)));
        let mut firsts: BTreeMap<&str, &Act> = BTreeMap::new();
        let mut scores: BTreeMap<&str, BTreeMap<i64, (f64, Tally)>> = BTreeMap::new();
        let mut all: BTreeMap<i64, Tally> = BTreeMap::new();
        for act in &acts {
            let Some(event_type) = EventType::from_name(&act.event_type) else { continue };
            let month = act.day.get(..7).unwrap_or_default();
            let mode = act.mode.as_deref().and_then(|mode| Mode::find(event_type, mode));
            let score = mode.map_or_else(|| event_type.score(), Mode::score);
            scores.entry(month).or_default().entry(act.occurrence).or_insert((score, act.tally));
            firsts.entry(event_type.name()).or_insert(act);
            all.insert(act.occurrence, act.tally);
        }
        if scores.is_empty() {
            return Err(Error::unknown("event between", &format!("{a} and {b}")));
        }
        let months: Vec<MonthScore> = scores
            .into_iter()
            .map(|(month, scores)| {
                let n = f64::from(u32::try_from(scores.len()).unwrap_or(u32::MAX));
                let mean = scores.values().map(|(score, _)| score).sum::<f64>() / n;
                let tally = sum(scores.into_values().map(|(_, tally)| tally));
                MonthScore { month: month.to_owned(), score: (mean * 10.0).round() / 10.0, tally }
            })
            .collect();
        let turning_points = months
            .windows(2)
            .filter(|pair| {
                let (x, y) = (pair[0].score, pair[1].score);
                x * y < 0.0 || (x - y).abs() >= 5.0
            })
            .map(|pair| pair[1].month.clone())
            .collect();
        let firsts = firsts.into_iter().map(|(event_type, act)| {
            let found = happening(&self.db, act.occurrence)?;
            Ok(First {
                day: act.day.clone(),
                r#type: event_type.to_owned(),
                id: found.key,
                sentence: found.sentence,
                reports: found.n_reports,
                independent: found.n_independent,
            })
        });
        let mut firsts: Vec<First> = firsts.collect::<Result<_>>()?;
        firsts.sort_by(|x, y| (&x.day, &x.r#type, &x.id).cmp(&(&y.day, &y.r#type, &y.id)));
        let total = sum(all.into_values());
        Ok(Dyad { a: a.to_owned(), b: b.to_owned(), total, months, firsts, turning_points })
    }

    /// The dated acts that happened and have both in them, by event.
    fn acts_of(&self, a: &str, b: &str, filter: &Filter) -> Result<BTreeMap<i64, Act>> {
        let (one, other) = (Asked::of(&self.db, a)?, Asked::of(&self.db, b)?);
        let mut condition = condition(filter, super::Asked::Events);
        condition.sql.push_str(" AND event.status = 'actual' AND ");
        party(&mut condition, "member.event", a, "side IN ('s', 't')");
        condition.sql.push_str(" AND ");
        party(&mut condition, "member.event", b, "side IN ('s', 't')");
        let mut statement = self.db.prepare(&format!("{PARTS}{}", condition.sql))?;
        let mut rows = statement.query(params_from_iter(condition.values))?;
        let mut acts: BTreeMap<i64, Act> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let part = Part::of(row)?;
            let Some(day) = part.day() else { continue };
            let act = acts.entry(part.event).or_insert_with(|| Act {
                key: part.key.to_owned(),
                day: day.to_owned(),
                event_type: part.event_type.to_owned(),
                mode: part.mode.map(ToOwned::to_owned),
                occurrence: part.occurrence,
                tally: part.tally,
                sources: [false; 2],
                targets: [false; 2],
                has_target: false,
            });
            act.has_target |= !part.is_source;
            let side = if part.is_source { &mut act.sources } else { &mut act.targets };
            side[0] |= one.is(&part);
            side[1] |= other.is(&part);
        }
        Ok(acts)
    }
}

/// An event with two actors in it.
struct Act {
    key: String,
    day: String,
    event_type: String,
    mode: Option<String>,
    occurrence: i64,
    tally: Tally,
    /// Whether the one, and the other, act.
    sources: [bool; 2],
    /// Whether they are acted on.
    targets: [bool; 2],
    has_target: bool,
}

impl Act {
    /// Whether the one acts on the other, or both act together on equal terms.
    fn is_between(&self) -> bool {
        (self.sources[0] && self.targets[1])
            || (self.sources[1] && self.targets[0])
            || (!self.has_target && self.sources == [true, true])
    }
}
