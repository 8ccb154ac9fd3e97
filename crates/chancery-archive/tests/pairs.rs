//! How well events are merged, on pairs that were labelled before the merger had seen them.

mod made;

use std::collections::{BTreeMap, BTreeSet};

use chancery_archive::{Filter, Page};
use made::{archive_of, line};

/// Index of the pair, and whether its two events tell of one happening.
fn label(cluster: &str) -> (usize, bool) {
    let (number, verdict) = cluster.split_once(' ').unwrap();
    (number.parse().unwrap(), verdict == "same")
}

#[test]
fn labelled_pairs_are_merged_with_precision_and_recall() {
    let lines = include_str!("pairs.txt").lines().filter(|text| !text.is_empty() && !text.starts_with('#'));
    let mut readings = Vec::new();
    let mut pairs: BTreeMap<usize, (bool, Vec<String>)> = BTreeMap::new();
    for (at, text) in lines.enumerate() {
        let mut line = line(text);
        let (number, is_same) = label(&line.cluster);
        line.reading.coded.report = format!("{number:02}.{}", at % 2);
        line.reading.text = format!("{} {at}", line.reading.text);
        pairs.entry(number).or_insert((is_same, Vec::new())).1.push(line.reading.coded.report.clone());
        readings.push(line.reading);
    }
    let folder = tempfile::tempdir().unwrap();
    let archive = archive_of(&folder.path().join("a.db"), &readings, 20, "2025-01-01T00:00:00Z");
    let found = archive.occurrences(&Filter::default(), Page::ALL).unwrap();
    let group: BTreeMap<&str, usize> = found
        .iter()
        .enumerate()
        .flat_map(|(at, line)| line.reports.iter().map(move |report| (report.as_str(), at)))
        .collect();
    let (mut n_same, mut n_right, mut n_wrong) = (0, 0, 0);
    for (number, (is_same, reports)) in &pairs {
        let [a, b] = &reports[..] else { panic!("pair {number} has {} lines", reports.len()) };
        let is_merged = group[a.as_str()] == group[b.as_str()];
        n_same += usize::from(*is_same);
        n_right += usize::from(*is_same && is_merged);
        n_wrong += usize::from(!is_same && is_merged);
        if *is_same != is_merged {
            eprintln!("pair {number}: {}", if is_merged { "wrongly merged" } else { "not merged" });
        }
    }
    // Pairs have nothing to do with each other.
    for line in &found {
        let numbers: BTreeSet<&str> = line.reports.iter().map(|report| &report[..2]).collect();
        n_wrong += numbers.len() - 1;
        if numbers.len() > 1 {
            eprintln!("merged across pairs: {:?}", line.reports);
        }
    }
    eprintln!(
        "{} pairs, {n_same} of one happening; {n_right} merged rightly, {n_wrong} wrongly",
        pairs.len()
    );
    assert!(pairs.len() >= 60, "{} pairs", pairs.len());
    // The bar of the project: precision at least 0.95 at recall of at least 0.7.
    assert!(n_right * 100 >= (n_right + n_wrong) * 95, "precision {n_right}/{}", n_right + n_wrong);
    assert!(n_right * 10 >= n_same * 7, "recall {n_right}/{n_same}");
}
