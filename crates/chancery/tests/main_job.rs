//! The main job from end to end: reports in, coded by the program itself, occurrences out. Needs the parsing
//! model (the folder that `CHANCERY_MODEL` names); the hand-coded pairs need the shared folder as well.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};

fn chancery(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_chancery")).current_dir(folder).args(arguments).output().unwrap()
}

fn out(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn has_model() -> bool {
    let has = std::env::var_os("CHANCERY_MODEL").is_some();
    if !has {
        eprintln!("SKIPPED: CHANCERY_MODEL is not set, so no report was coded and none merged");
    }
    has
}

fn occurrences(folder: &Path) -> Vec<Value> {
    let lines = out(&chancery(folder, &["occurrences", "--all", "--format", "jsonl"]));
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn the_samples_tell_of_a_visit_planned_postponed_and_held() {
    if !has_model() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let samples: PathBuf = [env!("CARGO_MANIFEST_DIR"), "..", "..", "samples", "day*"].iter().collect();
    out(&chancery(folder.path(), &["ingest", samples.to_str().unwrap()]));
    let all = occurrences(folder.path());
    let talks = all
        .iter()
        .find(|o| o["type"] == "CONSULT" && o["reports"].as_array().is_some_and(|r| r.len() >= 5))
        .expect("the Helsinki talks, told by five reports");
    assert_eq!(talks["status"], "actual");
    assert_eq!(talks["independent"], 2, "copies count once: {talks}");
    let shown = out(&chancery(folder.path(), &["occurrence", talks["id"].as_str().unwrap()]));
    let history = shown.split("history").nth(1).expect("a history");
    let at = |word: &str| history.find(word).unwrap_or_else(|| panic!("`{word}` is not in:\n{history}"));
    assert!(at("planned") < at("postponed") && at("postponed") < at("held"), "{history}");
    let again = chancery(folder.path(), &["ingest", samples.to_str().unwrap()]);
    assert!(String::from_utf8_lossy(&again.stderr).contains("nothing new"), "{again:?}");
}

#[test]
fn the_hand_coded_pairs_of_occurrences_come_out() {
    let Some(shared) = std::env::var_os("CHANCERY_SHARED").map(PathBuf::from) else {
        eprintln!("SKIPPED: CHANCERY_SHARED is not set, so no pair of real reports was merged");
        return;
    };
    if !has_model() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let known = std::fs::read_to_string(shared.join("reports/seeds.jsonl")).unwrap();
    let rows = known.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let texts: Vec<String> = rows
        .map(|row| {
            let file = shared.join("reports").join(row["file"].as_str().unwrap());
            let text = std::fs::read_to_string(file).unwrap();
            json!({"report": row["id"], "text": text, "published": row["published"], "outlet": row["outlet"]})
                .to_string()
        })
        .collect();
    std::fs::write(folder.path().join("seeds.jsonl"), texts.join("\n")).unwrap();
    out(&chancery(folder.path(), &["ingest", "seeds.jsonl"]));
    let joined: BTreeSet<(String, usize)> = occurrences(folder.path())
        .iter()
        .filter(|o| o["reports"].as_array().is_some_and(|r| r.len() > 1))
        .map(|o| (o["type"].as_str().unwrap().to_owned(), o["reports"].as_array().unwrap().len()))
        .collect();
    let wanted = [("CONSULT".to_owned(), 2), ("SUPPORT".to_owned(), 2)];
    assert_eq!(joined, BTreeSet::from(wanted), "the visit and the thanks, each of two reports, and no other");
}
