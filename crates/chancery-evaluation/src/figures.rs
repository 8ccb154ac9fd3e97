//! The comparison itself: what is counted, and the figures.

use std::collections::HashMap;

use chancery_record::{CodedReport, Event};

use crate::agreement::{Level, agrees, evidence};
use crate::fault::{Fault, faults};
use crate::field::Field;
use crate::gold::{GoldEvent, GoldReport};
use crate::matching::maximal;

/// Figures and faults of a coding.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// How much of it is right.
    pub figures: Figures,
    /// What is not, in the order of the hand-coded reports.
    pub faults: Vec<Fault>,
}

/// How much of a coding is right.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figures {
    /// Hand-coded reports.
    pub reports: usize,
    /// Hand-coded events that count.
    pub gold_events: usize,
    /// Coded events with evidence in what is not the report's own content.
    pub outside_content: usize,
    /// For each of [`Level::ALL`].
    pub levels: [Counts; 4],
    /// For each of [`Field::ALL`].
    pub fields: [Share; 6],
}

/// Right and wrong at one level.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Coded events that are hand-coded ones.
    pub right: usize,
    /// Coded events that are none, optional ones left aside.
    pub wrong: usize,
    /// Hand-coded events.
    pub gold: usize,
}

/// A part of a whole.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// The part.
    pub right: usize,
    /// The whole.
    pub of: usize,
}

impl Counts {
    /// Share of the coded events that are right, 0 to 1.
    #[must_use]
    pub fn precision(self) -> f64 {
        ratio(self.right, self.right + self.wrong)
    }

    /// Share of the hand-coded events that were found, 0 to 1.
    #[must_use]
    pub fn recall(self) -> f64 {
        ratio(self.right, self.gold)
    }

    /// Harmonic mean of the two.
    #[must_use]
    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }
}

impl Share {
    /// The part of the whole, 0 to 1; `None` of nothing.
    #[must_use]
    pub fn value(self) -> Option<f64> {
        (self.of > 0).then(|| ratio(self.right, self.of))
    }
}

impl Figures {
    /// The counts at one level.
    #[must_use]
    pub fn at(&self, level: Level) -> Counts {
        self.levels[level as usize]
    }

    /// One field over the matched events.
    #[must_use]
    pub fn field(&self, field: Field) -> Share {
        self.fields[field as usize]
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Compares coded reports with hand-coded ones. A hand-coded report that was not coded counts as one without
/// events; a coded one that is not hand-coded counts nothing.
#[must_use]
pub fn compare(gold: &[GoldReport], coded: &[CodedReport]) -> Comparison {
    let by_name: HashMap<&str, &CodedReport> = coded.iter().map(|r| (r.report.as_str(), r)).collect();
    let mut figures = Figures { reports: gold.len(), ..Figures::default() };
    let mut found = Vec::new();
    for report in gold {
        let events = by_name.get(report.report.as_str()).map_or(&[][..], |r| &r.events);
        count(&mut figures, report, events);
        found.extend(faults(report, events));
    }
    figures.gold_events = figures.at(Level::Type).gold;
    Comparison { figures, faults: found }
}

/// Whether evidence of the event starts in what is not the report's own content.
pub(crate) fn is_outside(report: &GoldReport, coded: &Event) -> bool {
    evidence(coded).any(|e| report.not_content.iter().any(|n| n.start <= e.start && e.start < n.end))
}

/// The pairs at one level: for each hand-coded event the coded one.
pub(crate) fn pairs(gold: &[&GoldEvent], coded: &[Event], level: Level) -> Vec<Option<usize>> {
    let may_be = |g: &&GoldEvent| (0..coded.len()).filter(|&j| agrees(g, &coded[j], level)).collect();
    let edges: Vec<Vec<usize>> = gold.iter().map(may_be).collect();
    maximal(&edges, coded.len())
}

fn count(figures: &mut Figures, report: &GoldReport, coded: &[Event]) {
    let (optional, counted): (Vec<&GoldEvent>, Vec<&GoldEvent>) =
        report.events.iter().partition(|e| e.optional);
    figures.outside_content += coded.iter().filter(|c| is_outside(report, c)).count();
    let is_spare: Vec<bool> =
        coded.iter().map(|c| optional.iter().any(|o| agrees(o, c, Level::Type))).collect();
    for level in Level::ALL {
        let partner = pairs(&counted, coded, level);
        let mut used = vec![false; coded.len()];
        for &j in partner.iter().flatten() {
            used[j] = true;
        }
        let counts = &mut figures.levels[level as usize];
        counts.right += partner.iter().flatten().count();
        counts.wrong += used.iter().zip(&is_spare).filter(|(used, spare)| !**used && !**spare).count();
        counts.gold += counted.len();
        if level != Level::Type {
            continue;
        }
        for (gold, &j) in counted.iter().zip(&partner).filter_map(|(g, j)| Some((g, j.as_ref()?))) {
            for field in Field::ALL {
                if let Some(right) = field.is_right(gold, &coded[j]) {
                    let share = &mut figures.fields[field as usize];
                    share.right += usize::from(right);
                    share.of += 1;
                }
            }
        }
    }
}
