//! `chancery eval events` from the command line: figures, causes, and what is refused.

use std::path::Path;
use std::process::{Command, Output};

const GOLD: &str = r#"{"report":"r","events":[
{"type":"REQUEST","status":"actual","source":[{"country":"NOR"}],"target":[{"country":"KEN"}],"spans":[[0,20]],"quotes":["Norway urged Kenya to sign"]},
{"type":"AID","status":"planned","source":[{"country":"PER"}],"target":[{"country":"LAO"}],"spans":[[30,50]],"quotes":["Peru will send Laos rice"]},
{"type":"CONSULT","status":"actual","source":[{"country":"PER"}],"target":[],"spans":[[60,70]],"quotes":["talks in Lima"]}]}"#;

const CODED: &str = r#"{"report":"r","published":null,"outlet":null,"events":[
{"type":"REQUEST","status":"actual","source":[{"name":null,"text":"Norway","country":"NOR"}],"target":[{"name":null,"text":"Kenya","country":"KEN"}],"evidence":[{"span":[0,26],"text":"Norway urged Kenya to sign"}]},
{"type":"AID","status":"actual","source":[{"name":null,"text":"Peru","country":"PER"}],"target":[{"name":null,"text":"Laos","country":"LAO"}],"evidence":[{"span":[30,54],"text":"Peru will send Laos rice"}]}]}"#;

fn eval(folder: &Path, arguments: &[&str]) -> Output {
    for (name, text) in [("gold.jsonl", GOLD), ("coded.jsonl", CODED)] {
        std::fs::write(folder.join(name), text.replace('\n', "")).unwrap();
    }
    Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(["eval", "events"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace("\r\n", "\n")
}

#[test]
fn figures_and_errors_by_cause() {
    let folder = tempfile::tempdir().unwrap();
    let done = eval(folder.path(), &["gold.jsonl", "coded.jsonl", "--errors"]);
    assert_eq!(done.status.code(), Some(0), "{}", text(&done.stderr));
    assert_eq!(
        text(&done.stdout),
        "1 reports, 3 hand-coded events, 0 coded outside the content\n\
         type     precision 1.000  recall 0.667  F1 0.800   (2 right, 0 wrong)\n\
         source   precision 1.000  recall 0.667  F1 0.800   (2 right, 0 wrong)\n\
         dyad     precision 1.000  recall 0.667  F1 0.800   (2 right, 0 wrong)\n\
         full     precision 0.500  recall 0.333  F1 0.400   (1 right, 1 wrong)\n\
         of the matched: person 0/0, when 0/0, where 0/0, attribution 0/0, mode 0/0, status 1/2\n\
         \n   1  missed: no event from these words   (CONSULT 1)\n      \
         r  CONSULT actual PER > -\n        “talks in Lima”\n\
         \n   1  wrong status   (actual, not planned 1)\n      \
         r  AID planned PER > LAO\n        coded actual, not planned\n        “Peru will send Laos rice”\n"
    );
}

#[test]
fn figures_as_json() {
    let folder = tempfile::tempdir().unwrap();
    let done = eval(folder.path(), &["gold.jsonl", "coded.jsonl", "--json"]);
    let figures: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!(figures["full"]["f1"], 0.4);
    assert_eq!(figures["fields"]["status"]["of"], 2);
    assert_eq!(figures["fields"]["when"]["share"], serde_json::Value::Null);
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let refused = |arguments: &[&str]| {
        let done = eval(folder.path(), arguments);
        (done.status.code(), text(&done.stderr))
    };
    let (code, told) = refused(&["gold.jsonl", "nowhere.jsonl"]);
    assert!(code == Some(2) && told.contains("nowhere.jsonl: cannot be read"), "{told}");
    let (code, told) = refused(&["gold.jsonl", "gold.jsonl"]);
    assert!(code == Some(2) && told.contains("gold.jsonl:1: not a coded report"), "{told}");
    assert!(told.contains("hint: "), "{told}");
    let (code, told) = refused(&["coded.jsonl", "coded.jsonl"]);
    assert!(code == Some(2) && told.contains("coded.jsonl: line 1: missing field `spans`"), "{told}");
    let (code, told) = refused(&["gold.jsonl"]);
    assert!(code == Some(2) && told.contains("--reports"), "{told}");
}

#[test]
fn reports_that_were_not_coded_are_told_of() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("none.jsonl"), "").unwrap();
    let done = eval(folder.path(), &["gold.jsonl", "none.jsonl"]);
    assert_eq!(done.status.code(), Some(1));
    assert!(text(&done.stderr).contains("1 of 1 hand-coded reports were not coded"));
}
