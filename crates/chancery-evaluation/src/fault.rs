//! What is wrong in a coding, each fault with its cause, and the causes by how common they are.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use chancery_record::{Event, EventType};

use crate::agreement::{Level, agrees, codes, overlaps};
use crate::figures::{is_outside, pairs};
use crate::gold::{GoldEvent, GoldReport, codes_of};

/// Why a hand-coded event was not found whole, or a coded one is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// Missed: nothing was coded from its words.
    Missed,
    /// Missed: its words were coded as other types only.
    WrongType,
    /// The source is another.
    WrongSource,
    /// The source is right, the target another.
    WrongTarget,
    /// The parties are right, the status another.
    WrongStatus,
    /// False: coded from what is not the report's own content.
    OutsideContent,
    /// False: the same act is coded once more.
    Duplicate,
    /// False: from words that hold a hand-coded event, of another type.
    ExtraInSentence,
    /// False: from words that hold no hand-coded event.
    NoEventThere,
}

impl Cause {
    /// What a person reads.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Missed => "missed: no event from these words",
            Self::WrongType => "wrong type",
            Self::WrongSource => "wrong source",
            Self::WrongTarget => "wrong target",
            Self::WrongStatus => "wrong status",
            Self::OutsideContent => "false: not the report's own content",
            Self::Duplicate => "false: coded twice",
            Self::ExtraInSentence => "false: one more event from an event's words",
            Self::NoEventThere => "false: no event in these words",
        }
    }

    /// Whether a coded event has nothing to stand for, rather than a hand-coded one being missed or bent.
    #[must_use]
    pub fn is_false(self) -> bool {
        matches!(self, Self::OutsideContent | Self::Duplicate | Self::ExtraInSentence | Self::NoEventThere)
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Why.
    pub cause: Cause,
    /// The report's name.
    pub report: String,
    /// What is and what should be: "ACCUSE, not REQUEST", "GRC, not GRC CYP".
    pub detail: String,
    /// The event as it should be ("REQUEST actual NOR > KEN"), for false ones as it was coded.
    pub event: String,
    /// The words, on one line.
    pub words: String,
}

/// Faults of one cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group<'a> {
    /// The cause.
    pub cause: Cause,
    /// How often each detail occurs, the commonest first.
    pub details: Vec<(&'a str, usize)>,
    /// The faults, those of the commonest detail first, then in order of the reports.
    pub faults: Vec<&'a Fault>,
}

/// The faults by cause, the commonest cause first.
#[must_use]
pub fn groups<'a>(faults: &'a [Fault]) -> Vec<Group<'a>> {
    let mut by_cause: BTreeMap<Cause, Vec<&'a Fault>> = BTreeMap::new();
    for fault in faults {
        by_cause.entry(fault.cause).or_default().push(fault);
    }
    let group = |(cause, mut faults): (Cause, Vec<&'a Fault>)| {
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        for &fault in &faults {
            *count.entry(fault.detail.as_str()).or_default() += 1;
        }
        let rank = |detail: &str| Reverse(count[detail]);
        faults.sort_by_key(|&f| (rank(&f.detail), f.detail.as_str()));
        let mut details: Vec<(&str, usize)> = count.iter().map(|(&detail, &n)| (detail, n)).collect();
        details.sort_by_key(|&(detail, n)| (Reverse(n), detail));
        Group { cause, details, faults }
    };
    let mut groups: Vec<Group<'a>> = by_cause.into_iter().map(group).collect();
    groups.sort_by_key(|g| (Reverse(g.faults.len()), g.cause));
    groups
}

/// All that is wrong in one report. Each hand-coded event that counts has at most one fault, and so has each
/// coded one: a pair that differs is one fault.
pub(crate) fn faults(report: &GoldReport, coded: &[Event]) -> Vec<Fault> {
    let (optional, counted): (Vec<&GoldEvent>, Vec<&GoldEvent>) =
        report.events.iter().partition(|e| e.optional);
    let mut partner = pairs(&counted, coded, Level::Full);
    let mut used = vec![false; coded.len()];
    for &j in partner.iter().flatten() {
        used[j] = true;
    }
    let mut found = Vec::new();
    let open: Vec<usize> = (0..counted.len()).filter(|&i| partner[i].is_none()).collect();
    for (level, cause) in [
        (Level::Dyad, Cause::WrongStatus),
        (Level::Source, Cause::WrongTarget),
        (Level::Type, Cause::WrongSource),
    ] {
        for &i in &open {
            let free = |j: &usize| !used[*j] && agrees(counted[i], &coded[*j], level);
            if partner[i].is_none()
                && let Some(j) = (0..coded.len()).find(free)
            {
                partner[i] = Some(j);
                used[j] = true;
                found.push((i, pair_fault(report, cause, counted[i], &coded[j])));
            }
        }
    }
    for &i in open.iter().filter(|&&i| partner[i].is_none()) {
        let gold = counted[i];
        let is_spare = |c: &Event| optional.iter().any(|o| agrees(o, c, Level::Type));
        let other = (0..coded.len()).find(|&j| !used[j] && overlaps(gold, &coded[j]) && !is_spare(&coded[j]));
        found.push((
            i,
            match other {
                Some(j) => {
                    used[j] = true;
                    pair_fault(report, Cause::WrongType, gold, &coded[j])
                }
                None => Fault {
                    cause: Cause::Missed,
                    report: report.report.clone(),
                    detail: gold.event_type.name().to_owned(),
                    event: shown_gold(gold),
                    words: quote(gold),
                },
            },
        ));
    }
    found.sort_by_key(|(i, _)| *i);
    let mut faults: Vec<Fault> = found.into_iter().map(|(_, fault)| fault).collect();
    for event in coded.iter().zip(&used).filter(|(_, used)| !**used).map(|(c, _)| c) {
        let is_outside = is_outside(report, event);
        if !is_outside && optional.iter().any(|o| agrees(o, event, Level::Type)) {
            continue;
        }
        let cause = if is_outside {
            Cause::OutsideContent
        } else if counted.iter().any(|g| agrees(g, event, Level::Type)) {
            Cause::Duplicate
        } else if report.events.iter().any(|g| overlaps(g, event)) {
            Cause::ExtraInSentence
        } else {
            Cause::NoEventThere
        };
        let words = event.evidence.first().map(|w| w.text.as_str()).unwrap_or_default();
        faults.push(Fault {
            cause,
            report: report.report.clone(),
            detail: event.event_type.name().to_owned(),
            event: shown(event),
            words: flat(words),
        });
    }
    faults
}

fn pair_fault(report: &GoldReport, cause: Cause, gold: &GoldEvent, coded: &Event) -> Fault {
    let list = |codes: BTreeSet<&str>| {
        if codes.is_empty() { "nobody".to_owned() } else { Vec::from_iter(codes).join(" ") }
    };
    let detail = match cause {
        Cause::WrongStatus => format!("{}, not {}", coded.status, gold.status),
        Cause::WrongTarget => format!("{}, not {}", list(codes(&coded.target)), list(codes_of(&gold.target))),
        Cause::WrongSource => format!("{}, not {}", list(codes(&coded.source)), list(codes_of(&gold.source))),
        _ => format!("{}, not {}", coded.event_type, gold.event_type),
    };
    Fault { cause, report: report.report.clone(), detail, event: shown_gold(gold), words: quote(gold) }
}

fn line(event_type: EventType, status: &str, source: &[&str], target: &[&str]) -> String {
    let side = |codes: &[&str]| if codes.is_empty() { "-".to_owned() } else { codes.join(" ") };
    format!("{event_type} {status} {} > {}", side(source), side(target))
}

fn shown_gold(gold: &GoldEvent) -> String {
    let (source, target) = (Vec::from_iter(codes_of(&gold.source)), Vec::from_iter(codes_of(&gold.target)));
    line(gold.event_type, gold.status.name(), &source, &target)
}

fn shown(event: &Event) -> String {
    let (source, target) = (Vec::from_iter(codes(&event.source)), Vec::from_iter(codes(&event.target)));
    line(event.event_type, event.status.name(), &source, &target)
}

fn quote(gold: &GoldEvent) -> String {
    flat(gold.quotes.first().map(String::as_str).unwrap_or_default())
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
