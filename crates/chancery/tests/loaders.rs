//! Each export is read back by the loader that its community uses: pandas, DuckDB, NetworkX, iCalendar, BibTeX, RIS.
//!
//! The loaders are Python's; `scripts/test` installs them and names the interpreter in
//! `CHANCERY_LOADERS_PYTHON`.

use std::process::Command;

const COUNTRIES: [(&str, &str, &str); 2] = [("Ana Quispe", "PER", "PERGOV"), ("Lars Moen", "NOR", "NORGOV")];

/// Five reports: a meeting told twice, one planned, an aid with its object, and an expulsion with a toll.
fn inputs() -> (String, String) {
    let rows = [
        ("wire-1", "2024-03-04", "CONSULT", "040", "actual", "Ana Quispe met Lars Moen in Oslo.", ""),
        ("view-1", "2024-03-04", "CONSULT", "040", "actual", "Moen held talks with Quispe in Oslo.", ""),
        (
            "view-2",
            "2024-05-20",
            "CONSULT",
            "040",
            "planned",
            "Quispe and Moen will meet again on May 20.",
            "",
        ),
        (
            "view-3",
            "2024-03-01",
            "AID",
            "070",
            "actual",
            "Norway gave Peru \"two\" tugs; tab\\tand line.",
            r#","object":{"text":"two \"tugs\"; one\ttab","class":null}"#,
        ),
        (
            "view-4",
            "2024-03-02",
            "ASSAULT",
            "190",
            "actual",
            "Gunmen killed four in Lima.",
            r#","toll":[{"harm":"killed","low":4,"high":4,"text":"four"}]"#,
        ),
    ];
    let (mut texts, mut coded) = (String::new(), String::new());
    for (report, day, event_type, cameo, status, text, more) in rows {
        let party = |at: usize| {
            let (name, country, actor) = COUNTRIES[at];
            format!(
                r#"{{"name":"{name}","text":"{name}","kind":"person","country":"{country}","actor":"{actor}"}}"#
            )
        };
        let (source, target) = if event_type == "CONSULT" {
            (format!("{},{}", party(0), party(1)), String::new())
        } else {
            (party(1), party(0))
        };
        let text = text.replace('"', "\\\"");
        texts += &format!("{{\"report\":\"{report}\",\"text\":\"{text}\",\"published\":\"2024-03-05\"}}\n");
        coded += &format!(
            r#"{{"report":"{report}","published":"2024-03-05","outlet":"{report} & Sons","events":[{{"id":"{report}.1","type":"{event_type}","cameo":"{cameo}","status":"{status}","reciprocal":{},"source":[{source}],"target":[{target}],"when":{{"start":"{day}","end":"{day}","precision":"day","text":"that day"}},"where":{{"name":"Oslo","country":"NOR","lat":59.91,"lon":10.75,"text":"Oslo"}},"evidence":[{{"span":[0,5],"text":"{}"}}]{more}}}]}}"#,
            event_type == "CONSULT",
            text.chars().take(5).collect::<String>(),
        );
        coded.push('\n');
    }
    (texts, coded)
}

#[test]
fn every_export_is_read_back_by_its_communitys_loader() {
    let Some(python) = std::env::var_os("CHANCERY_LOADERS_PYTHON") else {
        eprintln!("SKIPPED: CHANCERY_LOADERS_PYTHON is not set; no export was read back by another program");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let (texts, coded) = inputs();
    std::fs::write(folder.path().join("texts.jsonl"), texts).unwrap();
    std::fs::write(folder.path().join("coded.jsonl"), coded).unwrap();
    let program = env!("CARGO_BIN_EXE_chancery");
    let ingested = Command::new(program)
        .current_dir(folder.path())
        .args(["ingest", "texts.jsonl", "--coded", "coded.jsonl"])
        .output()
        .unwrap();
    assert!(ingested.status.success(), "{}", String::from_utf8_lossy(&ingested.stderr));
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/loaders/read_back.py");
    let read =
        Command::new(python).args([script, program]).arg(folder.path().join("chancery.db")).output().unwrap();
    assert!(
        read.status.success(),
        "{}\n{}",
        String::from_utf8_lossy(&read.stdout),
        String::from_utf8_lossy(&read.stderr)
    );
    assert!(String::from_utf8_lossy(&read.stdout).starts_with("read back: 4 occurrences in 11 forms"));
}
