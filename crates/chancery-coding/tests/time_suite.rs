//! Sentences with their time expressions: the suite under `tests/time` and the examples of the tables.
//!
//! A suite file has a line `@ DATE` (or `@ none`) for the report's date, then sentences with each
//! expression in square brackets; below a sentence stands one line for each: type, value, days and
//! precision, TIMEX3 `mod`, and the whole stretch where it differs from the days. `UPDATE_SUITE=1` writes
//! those lines anew from what is read, for review; brackets are never rewritten.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use chancery_coding::time::{Days, TimeExpression, read};
use jiff::civil::Date;
use serde::Deserialize;

/// A sentence of the suite.
struct Case {
    line: usize,
    published: Option<Date>,
    marked: String,
    expected: Vec<String>,
}

fn folder(below: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(below)
}

fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == extension))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "no .{extension} files in {}", folder.display());
    files
}

fn cases(text: &str) -> Vec<Case> {
    let mut published = None;
    let mut cases: Vec<Case> = Vec::new();
    for (n, line) in text.lines().enumerate() {
        if let Some(date) = line.strip_prefix("@ ") {
            published = (date != "none").then(|| date.parse().unwrap());
        } else if let Some(expected) = line.strip_prefix("    ") {
            cases.last_mut().unwrap().expected.push(expected.to_owned());
        } else if !line.is_empty() && !line.starts_with('#') {
            cases.push(Case { line: n + 1, published, marked: line.to_owned(), expected: Vec::new() });
        }
    }
    cases
}

fn show_days(days: Days) -> String {
    if days.first() == days.last() { days.first().to_string() } else { days.to_string() }
}

fn describe(one: &TimeExpression, published: Option<Date>) -> String {
    let mut line = format!("{} {}", one.kind.name(), one.value);
    if let (Some(days), Some(precision)) = (one.days, one.precision) {
        write!(line, " {} {precision}", show_days(days)).unwrap();
    }
    if let Some(modifier) = one.modifier {
        write!(line, " {}", modifier.name()).unwrap();
    }
    if let Some(extent) = one.extent(published).filter(|e| one.days != Some(*e)) {
        write!(line, " whole {}", show_days(extent)).unwrap();
    }
    line
}

/// The sentence with what was read in brackets, and a line for each expression.
fn reading(marked: &str, published: Option<Date>) -> (String, Vec<String>) {
    let text = marked.replace(['[', ']'], "");
    let found = read(&text, published);
    let mut shown = text;
    for one in found.iter().rev() {
        shown.insert(one.span.end as usize, ']');
        shown.insert(one.span.start as usize, '[');
    }
    (shown, found.iter().map(|one| describe(one, published)).collect())
}

#[test]
fn suite() {
    let update = std::env::var_os("UPDATE_SUITE").is_some();
    let mut failures = String::new();
    let mut n_expressions = 0;
    for path in files(&folder("tests/time"), "txt") {
        let text = fs::read_to_string(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let mut rewritten: Vec<String> =
            text.lines().filter(|l| !l.starts_with("    ")).map(str::to_owned).collect();
        for case in cases(&text) {
            let (shown, lines) = reading(&case.marked, case.published);
            n_expressions += lines.len();
            if shown != case.marked {
                writeln!(failures, "{name}:{}: wanted {}\n    read {shown}", case.line, case.marked).unwrap();
            } else if lines != case.expected && !update {
                writeln!(
                    failures,
                    "{name}:{}: {}\n    wanted {:?}\n    read   {lines:?}",
                    case.line, case.marked, case.expected
                )
                .unwrap();
            }
            let at = rewritten.iter().position(|l| *l == case.marked).unwrap();
            for (i, line) in lines.iter().enumerate() {
                rewritten.insert(at + 1 + i, format!("    {line}"));
            }
            // A sentence may stand under two dates: the next search must not meet this one.
            rewritten[at].push('\u{0}');
        }
        if update {
            let lines: Vec<String> =
                rewritten.iter().map(|l| l.trim_end_matches('\u{0}').to_owned()).collect();
            fs::write(&path, lines.join("\n") + "\n").unwrap();
        }
    }
    assert!(failures.is_empty(), "{failures}");
    assert!(n_expressions >= 300, "only {n_expressions} expressions: is a file missing?");
}

#[derive(Deserialize)]
struct Table {
    #[serde(default)]
    example: Vec<Example>,
}

#[derive(Deserialize)]
struct Example {
    published: String,
    text: String,
    reads: Vec<String>,
}

#[test]
fn every_table_has_examples_and_they_hold() {
    let mut failures = String::new();
    for path in files(&folder("../../data/lexicon/time"), "toml") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let table: Table = toml::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let firing = table.example.iter().filter(|e| !e.reads.is_empty()).count();
        if firing == 0 || firing == table.example.len() {
            writeln!(failures, "{name}: needs an example that fires and one that does not").unwrap();
        }
        for example in &table.example {
            let published: Date = example.published.parse().unwrap();
            let text = example.text.replace(['[', ']'], "");
            let lines: Vec<String> = read(&text, Some(published))
                .iter()
                .map(|one| format!("{} {}", one.kind.name(), one.value))
                .collect();
            let (shown, _) = reading(&example.text, Some(published));
            if shown != example.text || lines != example.reads {
                writeln!(
                    failures,
                    "{name}: wanted {} {:?}\n    read {shown} {lines:?}",
                    example.text, example.reads
                )
                .unwrap();
            }
        }
    }
    assert!(failures.is_empty(), "{failures}");
}
