//! How well events are merged, on the labelled bundle.

mod made;

use std::collections::{BTreeMap, BTreeSet};

use chancery_archive::{Filter, Page};
use made::{Line, archive_of, line};

fn bundle() -> Vec<Line> {
    let lines = include_str!("bundle.txt").lines();
    lines.filter(|text| !text.is_empty() && !text.starts_with('#')).map(line).collect()
}

/// The label of each report, by the report's name; made unique where an outlet tells of one thing twice.
fn labelled(mut lines: Vec<Line>) -> (Vec<chancery_archive::Reading>, BTreeMap<String, String>) {
    let mut labels = BTreeMap::new();
    for (at, line) in lines.iter_mut().enumerate() {
        line.reading.coded.report = format!("{at:03} {}", line.reading.coded.report);
        labels.insert(line.reading.coded.report.clone(), line.cluster.clone());
    }
    (lines.into_iter().map(|line| line.reading).collect(), labels)
}

fn pairs(groups: impl IntoIterator<Item = Vec<String>>) -> BTreeSet<(String, String)> {
    let mut pairs = BTreeSet::new();
    for group in groups {
        for a in &group {
            for b in &group {
                if a < b {
                    pairs.insert((a.clone(), b.clone()));
                }
            }
        }
    }
    pairs
}

#[test]
fn pairs_of_the_bundle_are_merged_with_precision() {
    let (readings, labels) = labelled(bundle());
    let folder = tempfile::tempdir().unwrap();
    let archive = archive_of(&folder.path().join("a.db"), &readings, 8, "2025-01-01T00:00:00Z");
    let found = archive.occurrences(&Filter::default(), Page::ALL).unwrap();
    let found = pairs(found.into_iter().map(|line| line.reports));
    let mut by_label: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (report, label) in &labels {
        by_label.entry(label).or_default().push(report.clone());
    }
    let wanted = pairs(by_label.into_values());
    let right = found.intersection(&wanted).count();
    let (n_found, n_wanted) = (found.len(), wanted.len());
    for (a, b) in found.difference(&wanted) {
        eprintln!("wrongly merged: {a} | {b}");
    }
    for (a, b) in wanted.difference(&found) {
        eprintln!("not merged: {a} | {b}");
    }
    eprintln!("{} events; {n_wanted} pairs to merge, {n_found} merged, {right} rightly", labels.len());
    assert!(n_wanted >= 60, "the bundle has {n_wanted} pairs");
    // The bar of the project: precision at least 0.95 at recall of at least 0.7.
    assert!(right * 100 >= n_found * 95, "precision {right}/{n_found}");
    assert!(right * 10 >= n_wanted * 7, "recall {right}/{n_wanted}");
}
