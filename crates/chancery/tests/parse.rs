//! `chancery parse` as a user meets it: files, standard input, JSON Lines, formats, errors, exit codes.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// Runs `chancery parse`; what is on standard input is given.
fn parse(folder: &Path, args: &[&str], input: &[u8]) -> (Option<i32>, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .arg("parse")
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A run that cannot start does not read.
    let _ = child.stdin.take().unwrap().write_all(input);
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    (status.code(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

fn ids(jsonl: &str) -> Vec<String> {
    let id = |line: &str| serde_json::from_str::<Value>(line).unwrap()["id"].as_str().unwrap().to_owned();
    jsonl.lines().map(id).collect()
}

#[test]
fn a_text_from_standard_input_is_printed_in_each_format() {
    let folder = tempfile::tempdir().unwrap();
    let text = "Niger’s envoys met Ms. Ortega.".as_bytes();
    let (code, jsonl, stderr) = parse(folder.path(), &["-", "--format", "jsonl"], text);
    assert_eq!((code, stderr.as_str()), (Some(0), ""), "quiet in pipes");
    let parsed: Value = serde_json::from_str(&jsonl).unwrap();
    assert_eq!(
        (parsed["id"].as_str(), parsed["text"].as_str()),
        (Some("-"), Some("Niger’s envoys met Ms. Ortega."))
    );
    let fields: Vec<&str> = parsed["tokens"][0].as_object().unwrap().keys().map(String::as_str).collect();
    let mut expected = vec![
        "i",
        "start",
        "end",
        "bstart",
        "bend",
        "text",
        "tag",
        "pos",
        "lemma",
        "dep",
        "head",
        "ent_iob",
        "ent_type",
        "is_sent_start",
        "morph",
    ];
    expected.sort_unstable();
    let mut sorted = fields.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, expected, "the fields of the parity files");
    let second = &parsed["tokens"][1];
    assert_eq!(
        (second["text"].as_str(), second["start"].as_u64(), second["bend"].as_u64()),
        (Some("’s"), Some(5), Some(9))
    );

    let (code, conllu, _) = parse(folder.path(), &["-", "--format", "conllu"], text);
    assert_eq!(code, Some(0));
    assert!(
        conllu.starts_with(
            "# newdoc id = -\n# sent_id = 1\n# text = Niger’s envoys met Ms. Ortega.\n1\tNiger\t"
        )
    );
    assert!(conllu.lines().skip(3).take(7).all(|line| line.split('\t').count() == 10), "{conllu}");

    let (code, table, _) = parse(folder.path(), &["-"], text);
    assert_eq!(code, Some(0));
    assert!(table.lines().any(|line| line.contains("met") && line.contains("VBD") && line.contains("ROOT")));
}

#[test]
fn threads_and_kernels_do_not_show() {
    let folder = tempfile::tempdir().unwrap();
    let lines: String = (0..60)
        .map(|i| format!("{}\n", serde_json::json!({"id": i, "text": format!("Envoy {i} left Quito in 19{i:02}. ").repeat(1 + i % 7)})))
        .collect();
    let run = |args: &[&str]| {
        let (code, stdout, stderr) =
            parse(folder.path(), &[&["-", "--format", "jsonl"], args].concat(), lines.as_bytes());
        assert_eq!((code, stderr.as_str()), (Some(0), ""));
        stdout
    };
    let want = run(&["--threads", "1"]);
    assert_eq!(ids(&want), (0..60).map(|i| i.to_string()).collect::<Vec<_>>(), "in input order");
    assert_eq!(run(&["--threads", "2"]), want);
    assert_eq!(run(&["--threads", "5"]), want);
    assert_eq!(run(&["--kernels", "scalar"]), want);
}

#[test]
fn several_files_are_parsed_in_order_and_bad_ones_are_told_of() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "Accra waited.").unwrap();
    fs::write(folder.path().join("b.txt"), b"caf\xe9").unwrap();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(b"{\"id\":\"c1\",\"text\":\"Bern agreed.\"}\nno JSON\n{\"id\":\"c3\",\"text\":\"\"}\n")
        .unwrap();
    fs::write(folder.path().join("c.jsonl.gz"), gzip.finish().unwrap()).unwrap();
    fs::create_dir(folder.path().join("d")).unwrap();
    let files = ["a.txt", "b.txt", "c.jsonl.gz", "d", "e.txt", "a.txt", "--format", "jsonl"];
    let (code, stdout, stderr) = parse(folder.path(), &files, b"");
    assert_eq!(code, Some(1));
    assert_eq!(ids(&stdout), ["a.txt", "c1", "c3", "a.txt"]);
    for told in [
        "error: b.txt: byte 3: not UTF-8\nhint: convert the file to UTF-8\n",
        "error: c.jsonl.gz:2: not a JSON object with `text`: ",
        "error: d: is a folder\nhint: name the files in it\n",
        "error: e.txt: cannot be read: ",
    ] {
        assert!(stderr.contains(told), "{told:?} is not in {stderr}");
    }
    assert_eq!(stderr.matches("error:").count(), 4, "{stderr}");
}

#[test]
fn what_cannot_be_run_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (code, stdout, stderr) = parse(folder.path(), &["-", "--kernels", "abacus"], b"x");
    assert_eq!((code, stdout.as_str()), (Some(2), ""));
    assert!(stderr.starts_with("error: this processor has no kernels `abacus`\nhint: it has "), "{stderr}");
    let (code, _, stderr) = parse(folder.path(), &["-", "--threads", "0"], b"x");
    assert_eq!(code, Some(2), "{stderr}");
    let (code, _, stderr) = parse(folder.path(), &[], b"x");
    assert_eq!(code, Some(2), "{stderr}");

    let model = folder.path().join("model");
    fs::create_dir(&model).unwrap();
    fs::write(model.join("config.cfg"), "[nlp]\nlang = \"fi\"\npipeline = []\n").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(["parse", "-"])
        .env("CHANCERY_MODEL", &model)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr.contains("config.cfg: [nlp] lang is not `en`") && stderr.contains("hint: "), "{stderr}");
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(["parse", "-", "--format", "jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    child.stdin.take().unwrap().write_all("The talks went on. ".repeat(2_000).as_bytes()).unwrap();
    let Output { status, stderr, .. } = child.wait_with_output().unwrap();
    assert_eq!((status.code(), stderr.as_slice()), (Some(0), &b""[..]));
}

#[test]
fn empty_input_has_no_tokens() {
    let folder = tempfile::tempdir().unwrap();
    let (code, stdout, stderr) = parse(folder.path(), &["-", "--format", "jsonl"], b"");
    assert_eq!(
        (code, stdout.as_str(), stderr.as_str()),
        (Some(0), "{\"id\":\"-\",\"text\":\"\",\"tokens\":[]}\n", "")
    );
}
