//! The keys under which an event is looked for.
//!
//! A key joins the type's family, one country (or, where none is known, one word of a party), and a run
//! of seven days. Two events are compared if they share a key, so the work for one event is bounded by
//! how much one country did of one kind in about three weeks, not by the size of the archive.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::Features;

/// Days of one run.
const RUN_DAYS: i64 = 7;
/// Days that two reports of one happening may differ by at its edges.
const SLACK_DAYS: i64 = 2;
/// Days that a meeting may be moved by and still be the same meeting.
pub(crate) const MOVED_DAYS: i64 = 31;

/// The keys of an event, sorted.
pub(crate) fn blocks(features: &Features) -> Vec<String> {
    let mut subjects: BTreeSet<String> = features.countries().into_iter().map(ToOwned::to_owned).collect();
    if subjects.is_empty() {
        // The last word of a name or noun phrase is its most telling one in English.
        let words = features.parties().filter_map(|party| party.words.rsplit(' ').next());
        subjects = words.filter(|word| !word.is_empty()).map(|word| format!("~{word}")).collect();
    }
    let runs: Vec<String> = match features.window() {
        None => vec!["undated".to_owned()],
        Some(window) => {
            let slack = if features.is_moved { MOVED_DAYS } else { SLACK_DAYS };
            let first = run_of(window.first().saturating_sub(slack.days()));
            let last = run_of(window.last().saturating_add(slack.days()));
            (first..=last).map(|run| run.to_string()).collect()
        }
    };
    let family = features.act.as_deref().unwrap_or(features.family.name());
    let mut keys = Vec::with_capacity(subjects.len() * runs.len());
    // The run first: what is news at one time lies together in the store.
    for run in &runs {
        for subject in &subjects {
            keys.push(format!("{run} {family} {subject}"));
        }
    }
    keys
}

fn run_of(day: Date) -> i64 {
    let epoch = date(2000, 1, 3);
    i64::from((day - epoch).get_days()).div_euclid(RUN_DAYS)
}
