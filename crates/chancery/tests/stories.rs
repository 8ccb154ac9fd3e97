//! How well the program merges what it codes itself: whole reports in, occurrences out, against marked happenings.
//! Needs the parsing model (the folder that `CHANCERY_MODEL` names).

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::{Value, json};

/// A text without its marks, and the marks: code points from, to, label.
fn unmarked(marked: &str) -> (String, Vec<(usize, usize, String)>) {
    let (mut text, mut marks) = (String::new(), Vec::new());
    for (at, part) in marked.split("{{").enumerate() {
        if at == 0 {
            text.push_str(part);
            continue;
        }
        let (mark, rest) = part.split_once("}}").expect("a mark is closed");
        let (label, words) = mark.split_once('|').expect("a mark has a label");
        let start = text.chars().count();
        text.push_str(words);
        marks.push((start, text.chars().count(), label.to_owned()));
        text.push_str(rest);
    }
    (text, marks)
}

type Marks = BTreeMap<String, Vec<(usize, usize, String)>>;

/// The reports of a set as JSON Lines, and the marks of each.
fn reports(set: &str) -> (String, Marks) {
    let (mut lines, mut marks) = (String::new(), BTreeMap::new());
    for part in set.split("=== ").skip(1) {
        let (head, marked) = part.split_once('\n').expect("a head");
        let (id, day) = head.split_once('|').expect("an id and a day");
        let (id, day) = (id.trim(), day.trim());
        let (text, found) = unmarked(marked.trim());
        let published = Some(day).filter(|day| !day.is_empty());
        lines.push_str(&json!({"id": id, "published": published, "text": text}).to_string());
        lines.push('\n');
        marks.insert(id.to_owned(), found);
    }
    (lines, marks)
}

#[derive(Debug, Default)]
struct Counts {
    /// Occurrences over several reports that hold one happening together, and those that hold none.
    right: usize,
    wrong: usize,
    /// Happenings told in several reports, and those of them that come out told by more than one.
    told: usize,
    found: usize,
}

fn counts(set: &str) -> Option<Counts> {
    if std::env::var_os("CHANCERY_MODEL").is_none() {
        eprintln!("SKIPPED: CHANCERY_MODEL is not set, so no story was coded and none merged");
        return None;
    }
    let (lines, marks) = reports(set);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("stories.jsonl");
    std::fs::write(&file, lines).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(["eval", "coreference", file.to_str().unwrap()])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut tellers: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (id, found) in &marks {
        for (_, _, label) in found {
            tellers.entry(label).or_default().insert(id);
        }
    }
    let several: BTreeSet<&str> =
        tellers.iter().filter(|(_, ids)| ids.len() > 1).map(|(label, _)| *label).collect();
    let mut counts = Counts { told: several.len(), ..Counts::default() };
    let mut found: BTreeSet<String> = BTreeSet::new();
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let occurrence: Value = serde_json::from_str(line).unwrap();
        let mut here: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for passage in occurrence["evidence"].as_array().unwrap() {
            let id = passage["id"].as_str().unwrap();
            let at = |name: &str| usize::try_from(passage[name].as_u64().unwrap()).unwrap();
            let (start, end) = (at("start"), at("end"));
            let labels = marks[id].iter().filter(|(from, to, _)| *from < end && start < *to);
            here.entry(id.to_owned()).or_default().extend(labels.map(|(.., label)| label.clone()));
        }
        here.retain(|_, labels| !labels.is_empty());
        if here.len() < 2 {
            continue;
        }
        let mut n_tellers: BTreeMap<&String, usize> = BTreeMap::new();
        for label in here.values().flatten() {
            *n_tellers.entry(label).or_default() += 1;
        }
        let common: Vec<String> =
            n_tellers.into_iter().filter(|(_, n)| *n > 1).map(|(label, _)| label.clone()).collect();
        if common.is_empty() {
            eprintln!("wrongly one: {here:?}");
            counts.wrong += 1;
        } else {
            counts.right += 1;
        }
        found.extend(common);
    }
    counts.found = found.len();
    eprintln!(
        "{} occurrences over several reports are right, {} wrong; {} of {} happenings come out",
        counts.right, counts.wrong, counts.found, counts.told
    );
    Some(counts)
}

#[test]
fn stories_become_occurrences() {
    let sets = [
        ("with dates", include_str!("stories/dated.txt"), 18),
        ("without dates", include_str!("stories/undated.txt"), 12),
        ("written later", include_str!("stories/later.txt"), 7),
    ];
    let (mut right, mut wrong) = (0, 0);
    for (name, set, least_found) in sets {
        let Some(counts) = counts(set) else { return };
        assert!(counts.found >= least_found, "{name}: {counts:?}");
        right += counts.right;
        wrong += counts.wrong;
    }
    // The bar of the project: at most one merge in twenty holds nothing together.
    assert!(wrong * 20 <= right + wrong, "{right} right, {wrong} wrong");
}
