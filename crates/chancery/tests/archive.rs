//! The archive at the command line: what goes to stdout and stderr, and the exit codes.

use std::path::Path;
use std::process::{Command, Output};

fn chancery(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_chancery")).current_dir(folder).args(arguments).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Two outlets on one meeting, and a plan for another.
fn write_inputs(folder: &Path) {
    let mut texts = String::new();
    let mut coded = String::new();
    for (report, outlet, day, status, text) in [
        ("wire-1", "Coastal Wire", "2024-03-04", "actual", "Ana Quispe met Lars Moen in Oslo."),
        ("view-1", "Oslo View", "2024-03-04", "actual", "Moen held talks with Quispe."),
        ("view-2", "Oslo View", "2024-05-20", "planned", "Quispe and Moen will meet again on May 20."),
    ] {
        let party = |name: &str, country: &str| {
            format!(
                r#"{{"name":"{name}","text":"{name}","kind":"person","country":"{country}","actor":"{country}GOV"}}"#
            )
        };
        let span = format!("[0,{}]", text.chars().count());
        texts += &format!("{{\"report\":\"{report}\",\"text\":\"{text}\"}}\n");
        coded += &format!(
            r#"{{"report":"{report}","published":"2024-03-05","outlet":"{outlet}","events":[{{"id":"{report}.1","type":"CONSULT","cameo":"040","status":"{status}","reciprocal":true,"source":[{},{}],"target":[],"when":{{"start":"{day}","end":"{day}","precision":"day","text":"that day"}},"evidence":[{{"span":{span},"text":"{text}"}}]}}]}}"#,
            party("Ana Quispe", "PER"),
            party("Lars Moen", "NOR"),
        );
        coded.push('\n');
    }
    std::fs::write(folder.join("texts.jsonl"), texts).unwrap();
    std::fs::write(folder.join("coded.jsonl"), coded).unwrap();
}

#[test]
fn reports_go_in_and_occurrences_come_out() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    write_inputs(folder);
    let missing = chancery(folder, &["occurrences"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(err(&missing).contains("no archive is there") && err(&missing).contains("hint: "));

    let first = chancery(folder, &["ingest", "texts.jsonl", "--coded", "coded.jsonl"]);
    assert_eq!(first.status.code(), Some(0), "{}", err(&first));
    assert!(err(&first).contains("3 new reports") && out(&first).is_empty());
    let again = chancery(folder, &["ingest", "texts.jsonl", "--coded", "coded.jsonl"]);
    assert!(err(&again).contains("nothing new: the archive already has these 3 reports"));

    let found = chancery(folder, &["occurrences", "min-reports:2", "--format", "jsonl"]);
    let line: serde_json::Value = serde_json::from_str(&out(&found)).unwrap();
    assert_eq!(line["sentence"], "Ana Quispe (PER) and Lars Moen (NOR) met, 2024-03-04");
    assert_eq!((line["reports"].as_array().unwrap().len(), line["independent"].as_u64()), (2, Some(2)));
    let fields: Vec<&str> = line.as_object().unwrap().keys().map(String::as_str).collect();
    let mut wanted = [
        "id",
        "sentence",
        "type",
        "status",
        "source",
        "target",
        "when",
        "where",
        "reports",
        "events",
        "independent",
        "reasons",
    ];
    wanted.sort_unstable();
    assert_eq!(fields, wanted);
    let id = line["id"].as_str().unwrap();
    let why = chancery(folder, &["occurrence", id, "--why"]);
    assert!(out(&why).contains("same people: lars moen, ana quispe"));
    let second = line["events"][1].as_str().unwrap();
    assert!(chancery(folder, &["occurrence", id, "--split", second]).status.success());
    assert_eq!(chancery(folder, &["occurrences", "min-reports:2"]).status.code(), Some(1));
    assert!(chancery(folder, &["occurrence", id, "--join", second]).status.success());
    assert_eq!(chancery(folder, &["occurrences", "min-reports:2"]).status.code(), Some(0));

    let actors = chancery(folder, &["actors", "actor:NOR", "-status:planned", "--format", "csv"]);
    assert_eq!(actors.status.code(), Some(0), "{}", err(&actors));
    assert!(out(&actors).contains("Lars Moen"));
    assert_eq!(chancery(folder, &["statements"]).status.code(), Some(1), "none was found");
    let mistyped = chancery(folder, &["statements", "actr:NOR"]);
    assert!(err(&mistyped).contains("there is no field \"actr\"") && err(&mistyped).contains("^^^^"));
    assert_eq!(chancery(folder, &["dossier", "NOR", "status:planned"]).status.code(), Some(0));
    let nothing = chancery(folder, &["dossier", "NOR", "type:AID"]);
    assert_eq!(nothing.status.code(), Some(1));
    assert!(err(&nothing).contains("no actor \"NOR\" that fits type:AID"), "{}", err(&nothing));
    let raw = chancery(folder, &["report", "view-1", "--raw"]);
    assert_eq!(out(&raw), "Moen held talks with Quispe.");
    assert!(out(&chancery(folder, &["report", "view-1"])).contains("CONSULT, actual"));
    std::fs::copy(folder.join("chancery.db"), folder.join("before.db")).unwrap();
    let same = chancery(folder, &["diff", "before.db", "chancery.db", "--output", "diff.jsonl"]);
    assert_eq!((same.status.code(), err(&same).as_str()), (Some(0), "nothing changed\n"));
    assert_eq!(std::fs::read_to_string(folder.join("diff.jsonl")).unwrap(), "");
    let nowhere = chancery(folder, &["export", "--format", "csv", "--output", "no/such.csv"]);
    assert_eq!(nowhere.status.code(), Some(2));
    assert!(err(&nowhere).contains("such.csv was not written") && err(&nowhere).contains("hint: "));
    let mixed = chancery(folder, &["statements", "texts.jsonl", "actor:NOR"]);
    assert!(err(&mixed).contains("some words name files"));

    let ics = chancery(folder, &["export", "--format", "ics", "--output", "plans.ics"]);
    assert_eq!(ics.status.code(), Some(0), "{}", err(&ics));
    assert!(err(&ics).contains("1 record, 1 row") && err(&ics).contains("not carried:"));
    assert!(
        std::fs::read_to_string(folder.join("plans.ics")).unwrap().contains("DTSTART;VALUE=DATE:20240520")
    );
    let check = chancery(folder, &["archive", "check"]);
    assert_eq!((check.status.code(), out(&check).as_str()), (Some(0), "chancery.db: sound\n"));
    assert!(chancery(folder, &["cite", id, "--style", "bibtex"]).status.success());
    assert_eq!(chancery(folder, &["cite", "offff"]).status.code(), Some(1));
}

#[test]
fn a_faulty_filter_is_underlined_with_a_hint() {
    let folder = tempfile::tempdir().unwrap();
    let faulty = chancery(folder.path(), &["events", "actor:PER", "stat:planned"]);
    assert_eq!(faulty.status.code(), Some(2));
    assert_eq!(
        err(&faulty),
        "error: filter, character 11: there is no field \"stat\"\n  actor:PER stat:planned\n            ^^^^\nhint: did you mean status:?\n"
    );
}
