//! `chancery who` and `chancery knowledge check` as a user runs them: output, errors, exit codes.

use std::process::{Command, Output};

fn chancery(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_chancery")).args(args).output().expect("the program runs")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn an_office_at_a_date_is_answered_with_its_row_source_and_confidence() {
    let out = chancery(&["who", "foreign minister", "NZL", "--on", "2021-06-15"]);
    assert_eq!(out.status.code(), Some(0));
    let line = text(&out.stdout);
    assert!(line.starts_with("Nanaia Mahuta: foreign minister of New Zealand, 2020-11-06.."), "{line}");
    assert!(line.contains("confidence ") && line.contains("offices/oceania.csv:"), "{line}");
    assert!(out.stderr.is_empty());
}

#[test]
fn json_says_what_kind_of_answer_it_is() {
    let out = chancery(&["who", "president of Lebanon", "--on", "2015-06-01", "--format", "json"]);
    let reply: serde_json::Value = serde_json::from_slice(&out.stdout).expect("JSON");
    assert_eq!(reply["answer"], "vacant");
    assert_eq!(reply["terms"][0]["person"], serde_json::Value::Null);
    assert_eq!(reply["terms"][0]["of"], "LBN");
}

#[test]
fn what_the_tables_do_not_say_ends_with_one() {
    let out = chancery(&["who", "foreign minister", "NZL", "--on", "1890-01-01"]);
    assert_eq!(out.status.code(), Some(1));
    assert!(out.stdout.is_empty());
    let errors = text(&out.stderr);
    assert!(errors.starts_with("error: ") && errors.contains("\nhint: "), "{errors}");
}

#[test]
fn a_country_that_is_none_ends_with_two() {
    let out = chancery(&["who", "foreign minister", "Atlantis"]);
    assert_eq!(out.status.code(), Some(2));
    assert_eq!(text(&out.stderr), "error: no country or organisation `Atlantis`\n");
}

#[test]
fn the_embedded_tables_pass_the_check() {
    let out = chancery(&["knowledge", "check"]);
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    assert!(text(&out.stdout).ends_with("no fault\n"));
}

#[test]
fn a_missing_folder_of_tables_ends_with_two() {
    let out = chancery(&["knowledge", "check", "--data", "no/such/folder"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(text(&out.stderr).contains("no/such/folder"));
}
