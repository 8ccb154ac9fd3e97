//! One record to export: an event, or an occurrence in the words of the event that tells most of it.

use std::collections::BTreeSet;

use chancery_record::{Days, Event, EventType, Participant, Status};

use crate::ask::{Happening, StoredEvent, one_line};

/// A report that tells of it.
pub(super) struct Cited {
    pub(super) report: String,
    pub(super) headline: Option<String>,
    pub(super) url: Option<String>,
    pub(super) outlet: Option<String>,
}

/// An event or occurrence with its reports.
pub(super) struct Row {
    pub(super) id: String,
    pub(super) occurrence: String,
    pub(super) event: Event,
    pub(super) status: Status,
    pub(super) days: Option<Days>,
    pub(super) sentence: String,
    pub(super) reports: Vec<String>,
    pub(super) urls: Vec<String>,
    pub(super) outlets: Vec<String>,
    pub(super) published: Option<String>,
    pub(super) learned: String,
    pub(super) n_reports: u64,
    pub(super) n_independent: u64,
    pub(super) position: i64,
    pub(super) cited: Vec<Cited>,
}

impl Row {
    pub(super) fn of_event(stored: StoredEvent) -> Self {
        let StoredEvent { line, headline, learned, position } = stored;
        let days = line.event.when.as_ref().and_then(|when| when.days);
        Self {
            sentence: crate::ask::sentence(&line.event, line.event.status, days),
            id: line.id,
            occurrence: line.occurrence,
            status: line.event.status,
            days,
            event: line.event,
            cited: vec![Cited {
                report: line.report.clone(),
                headline,
                url: line.url.clone(),
                outlet: line.outlet.clone(),
            }],
            reports: vec![line.report],
            urls: line.url.into_iter().collect(),
            outlets: line.outlet.into_iter().collect(),
            published: line.published,
            learned,
            n_reports: line.reports,
            n_independent: line.independent,
            position,
        }
    }

    pub(super) fn of_happening(found: &Happening) -> Self {
        let mut event = found.told[found.fullest].event.clone();
        event.source.clone_from(&found.source);
        event.target.clone_from(&found.target);
        if event.place.is_none() {
            event.place = found.told.iter().find_map(|told| told.event.place.clone());
        }
        if let Some(event_type) = EventType::from_name(&found.event_type)
            && event_type != event.event_type
        {
            event.event_type = event_type;
            event.mode = None;
        }
        // Two reports may have one name.
        let mut seen = BTreeSet::new();
        let told = found.told.iter().filter(|told| seen.insert(&told.report_key));
        let cited: Vec<Cited> = told
            .map(|told| Cited {
                report: told.report.clone(),
                headline: told.headline.clone(),
                url: told.url.clone(),
                outlet: told.outlet.clone(),
            })
            .collect();
        let distinct = |list: Vec<Option<&String>>| {
            let mut seen = BTreeSet::new();
            let list = list.into_iter().flatten().filter(|one| seen.insert((*one).clone()));
            list.cloned().collect::<Vec<String>>()
        };
        Self {
            id: found.key.clone(),
            occurrence: found.key.clone(),
            status: found.status,
            days: found.days,
            sentence: found.sentence.clone(),
            reports: cited.iter().map(|cited| cited.report.clone()).collect(),
            urls: distinct(found.told.iter().map(|told| told.url.as_ref()).collect()),
            outlets: distinct(found.told.iter().map(|told| told.outlet.as_ref()).collect()),
            published: found.told.first().and_then(|told| told.published.clone()),
            learned: found.told.iter().map(|told| told.learned.clone()).min().unwrap_or_default(),
            n_reports: found.n_reports,
            n_independent: found.n_independent,
            position: 0,
            event,
            cited,
        }
    }

    /// The score: the mode's, else the type's.
    pub(super) fn score(&self) -> f64 {
        self.event.mode.map_or_else(|| self.event.event_type.score(), chancery_record::Mode::score)
    }

    /// The day the event began; none where it is not known.
    pub(super) fn first_day(&self) -> Option<String> {
        self.days.map(|days| days.first().to_string())
    }

    /// Ordered pairs of who acts on whom; a mutual act yields each pair both ways, and an act without a
    /// target its source alone.
    pub(super) fn pairs(&self) -> Vec<(Option<&Participant>, Option<&Participant>)> {
        let (source, target) = (&self.event.source, &self.event.target);
        if target.is_empty() && self.event.reciprocal && source.len() > 1 {
            let mut pairs = Vec::new();
            for (at, a) in source.iter().enumerate() {
                for b in &source[at + 1..] {
                    pairs.extend([(Some(a), Some(b)), (Some(b), Some(a))]);
                }
            }
            return pairs;
        }
        let side = |parties: &'_ [Participant]| -> Vec<Option<usize>> {
            if parties.is_empty() { vec![None] } else { (0..parties.len()).map(Some).collect() }
        };
        let mut pairs = Vec::new();
        for a in side(source) {
            for b in side(target) {
                pairs.push((a.map(|at| &source[at]), b.map(|at| &target[at])));
            }
        }
        pairs
    }
}

/// A party's name in the text, on one line.
pub(super) fn words(party: &Participant) -> String {
    one_line(&party.words.text)
}
