//! One actor, or two with each other, through time.

use std::collections::{BTreeMap, BTreeSet};

use chancery_record::{Event, EventType, Mode, Participant};
use serde::Serialize;

use super::sentence::one_line;
use super::{EventLine, Filter, Page};
use crate::error::{Error, Result};
use crate::fold::fold;
use crate::store::Archive;

/// An actor's dossier. Counts are of occurrences, not of reports.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Dossier {
    /// As asked.
    pub actor: String,
    /// Offices through time, as the reports name them.
    pub offices: Vec<OfficeSpan>,
    /// Whom it met, how often, and when last; the most often first.
    pub meetings: Vec<Meeting>,
    /// Its statements by topic; the most frequent first.
    pub topics: Vec<Topic>,
    /// How each outlet names it; the most frequent first.
    pub namings: Vec<Naming>,
    /// How many occurrences of each type it acts in.
    pub acts: BTreeMap<String, u64>,
    /// How many occurrences of each type it is acted on in.
    pub bears: BTreeMap<String, u64>,
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
    pub times: u64,
    /// When last.
    pub last: Option<String>,
}

/// What statements are about: their content words, by how many statements have them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Topic {
    /// The word.
    pub word: String,
    /// In how many statements.
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
    /// Month by month.
    pub months: Vec<MonthScore>,
    /// The first occurrence of each type: day, type, sentence's id.
    pub firsts: Vec<(String, String, String)>,
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
    pub occurrences: u64,
}

impl Archive {
    /// What the archive knows of an actor, given by code or name.
    ///
    /// # Errors
    /// Where it knows nothing of it, or cannot be read.
    pub fn dossier(&self, actor: &str) -> Result<Dossier> {
        let events = self.events(&Self::about(actor), Page::ALL)?;
        if events.is_empty() {
            return Err(Error::unknown("actor", actor));
        }
        let mut offices: BTreeMap<(String, String), BTreeSet<String>> = BTreeMap::new();
        let mut met: BTreeMap<String, BTreeMap<&str, Option<String>>> = BTreeMap::new();
        let mut namings: BTreeMap<(String, String), u64> = BTreeMap::new();
        let mut acts: BTreeMap<(&str, &str), bool> = BTreeMap::new();
        let mut bears: BTreeMap<(&str, &str), bool> = BTreeMap::new();
        for line in &events {
            let event = &line.event;
            let day = day_of(line);
            for party in parties(event).filter(|party| is_meant(party, actor)) {
                if let (Some(name), Some(office)) = (&party.name, &party.office) {
                    offices.entry((name.clone(), office.clone())).or_default().extend(day.clone());
                }
                let outlet = line.outlet.clone().unwrap_or_else(|| "unknown outlet".to_owned());
                *namings.entry((outlet, one_line(&party.words.text))).or_default() += 1;
            }
            let (source, target) = (is_among(&event.source, actor), is_among(&event.target, actor));
            if source {
                acts.insert((event.event_type.name(), &line.occurrence), true);
            }
            if target {
                bears.insert((event.event_type.name(), &line.occurrence), true);
            }
            if event.event_type == EventType::Consult && event.status == chancery_record::Status::Actual {
                for other in parties(event).filter(|party| !is_meant(party, actor)) {
                    let who = match (&other.name, &other.country) {
                        (Some(name), Some(country)) => format!("{name} ({country})"),
                        (Some(name), None) => name.clone(),
                        (None, Some(country)) => country.clone(),
                        (None, None) => continue,
                    };
                    met.entry(who).or_default().insert(&line.occurrence, day.clone());
                }
            }
        }
        let mut meetings: Vec<Meeting> = met
            .into_iter()
            .map(|(with, times)| Meeting {
                with,
                times: times.len() as u64,
                last: times.into_values().flatten().max(),
            })
            .collect();
        meetings.sort_by(|x, y| y.times.cmp(&x.times).then_with(|| x.with.cmp(&y.with)));
        let mut namings: Vec<Naming> =
            namings.into_iter().map(|((outlet, words), times)| Naming { outlet, words, times }).collect();
        namings.sort_by(|x, y| {
            y.times.cmp(&x.times).then_with(|| (&x.outlet, &x.words).cmp(&(&y.outlet, &y.words)))
        });
        let offices = offices.into_iter().map(|((name, office), days)| OfficeSpan {
            name,
            office,
            first: days.first().cloned(),
            last: days.last().cloned(),
        });
        let mut offices: Vec<OfficeSpan> = offices.collect();
        offices.sort_by(|x, y| (&x.first, &x.name, &x.office).cmp(&(&y.first, &y.name, &y.office)));
        Ok(Dossier {
            actor: actor.to_owned(),
            offices,
            meetings,
            topics: self.topics(actor)?,
            namings,
            acts: by_type(acts.keys()),
            bears: by_type(bears.keys()),
        })
    }

    /// Content words of the actor's statements, those in two statements or more.
    fn topics(&self, actor: &str) -> Result<Vec<Topic>> {
        let mut words: BTreeMap<String, (u64, String)> = BTreeMap::new();
        for line in self.statements(&Self::about(actor), Page::ALL)? {
            let content: Vec<&str> = line.statement.content.iter().map(|words| words.text.as_str()).collect();
            for word in crate::merge::telling_words(&content) {
                words.entry(word).or_insert_with(|| (0, one_line(content[0]))).0 += 1;
            }
        }
        let mut topics: Vec<Topic> = words
            .into_iter()
            .filter(|(_, (n, _))| *n >= 2)
            .map(|(word, (statements, example))| Topic { word, statements, example })
            .collect();
        topics.sort_by(|x, y| y.statements.cmp(&x.statements).then_with(|| x.word.cmp(&y.word)));
        topics.truncate(30);
        Ok(topics)
    }

    /// Two actors with each other, given by code or name.
    ///
    /// # Errors
    /// Where the archive has nothing between them, or cannot be read.
    pub fn dyad(&self, a: &str, b: &str) -> Result<Dyad> {
        let mut filter: Filter = Self::about(a);
        filter.terms.extend(Self::about(b).terms);
        let events = self.events(&filter, Page::ALL)?;
        let mut firsts: BTreeMap<&str, (String, String)> = BTreeMap::new();
        let mut scores: BTreeMap<String, BTreeMap<&str, f64>> = BTreeMap::new();
        for line in &events {
            let event = &line.event;
            if event.status != chancery_record::Status::Actual || !is_between(event, a, b) {
                continue;
            }
            let Some(day) = day_of(line) else { continue };
            let month = day.get(..7).unwrap_or_default().to_owned();
            let score = event.mode.map_or_else(|| event.event_type.score(), Mode::score);
            scores.entry(month).or_default().entry(&line.occurrence).or_insert(score);
            let first =
                firsts.entry(event.event_type.name()).or_insert((day.clone(), line.occurrence.clone()));
            if day < first.0 {
                *first = (day, line.occurrence.clone());
            }
        }
        if scores.is_empty() {
            return Err(Error::unknown("event between", &format!("{a} and {b}")));
        }
        let months: Vec<MonthScore> = scores
            .into_iter()
            .map(|(month, scores)| {
                let n = f64::from(u32::try_from(scores.len()).unwrap_or(u32::MAX));
                let mean = scores.values().sum::<f64>() / n;
                MonthScore { month, score: (mean * 10.0).round() / 10.0, occurrences: scores.len() as u64 }
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
        let mut firsts: Vec<(String, String, String)> =
            firsts.into_iter().map(|(event_type, (day, id))| (day, event_type.to_owned(), id)).collect();
        firsts.sort();
        Ok(Dyad { a: a.to_owned(), b: b.to_owned(), months, firsts, turning_points })
    }
}

fn by_type<'a>(keys: impl Iterator<Item = &'a (&'a str, &'a str)>) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for (event_type, _) in keys {
        *counts.entry((*event_type).to_owned()).or_default() += 1;
    }
    counts
}

fn day_of(line: &EventLine) -> Option<String> {
    let days = line.event.when.as_ref().and_then(|when| when.days);
    days.map(|days| days.first().to_string()).or_else(|| line.published.clone())
}

fn parties(event: &Event) -> impl Iterator<Item = &Participant> {
    event.source.iter().chain(&event.target)
}

fn is_meant(party: &Participant, actor: &str) -> bool {
    let code = actor.to_uppercase();
    party.country.as_deref() == Some(&code)
        || party.actor.as_deref() == Some(&code)
        || party
            .name
            .as_ref()
            .is_some_and(|name| format!(" {} ", fold(name)).contains(&format!(" {} ", fold(actor))))
}

fn is_among(parties: &[Participant], actor: &str) -> bool {
    parties.iter().any(|party| is_meant(party, actor))
}

/// Whether the one acts on the other, or both act together on equal terms.
fn is_between(event: &Event, a: &str, b: &str) -> bool {
    let (source, target) = (&event.source, &event.target);
    (is_among(source, a) && is_among(target, b))
        || (is_among(source, b) && is_among(target, a))
        || (target.is_empty() && is_among(source, a) && is_among(source, b))
}
