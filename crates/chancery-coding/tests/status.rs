//! The status of each clause of sentences of our own: `tests/status.txt`.
//!
//! A line that starts with `>` is a text; each indented line after it names a clause by its lemma and says
//! what the text presents it as; a clause that is not named is not tested. `FIXME` before a text says that
//! the status is wrong and asserted so that a mend is noticed. Needs the parsing model: the folder that
//! `CHANCERY_MODEL` names.

use std::path::Path;

use chancery_coding::clauses;
use chancery_coding::status::status_of;
use chancery_nlp::Pipeline;
use chancery_record::Status;

const SUITE: &str = include_str!("status.txt");

/// The sentence, its line, and the expected status of clauses by lemma.
struct Case<'a> {
    line: usize,
    text: &'a str,
    expected: Vec<(&'a str, Status)>,
}

fn cases() -> Vec<Case<'static>> {
    let mut cases: Vec<Case<'static>> = Vec::new();
    for (line, text) in (1..).zip(SUITE.lines()) {
        if let Some(text) = text.strip_prefix("> ") {
            cases.push(Case { line, text, expected: Vec::new() });
        } else if let Some((lemma, status)) = text.strip_prefix("    ").and_then(|t| t.rsplit_once(' ')) {
            let status = Status::from_name(status).unwrap_or_else(|| panic!("status.txt:{line}: {status}"));
            let case = cases.last_mut().expect("a sentence before its clauses");
            case.expected.push((lemma.trim(), status));
        }
    }
    cases
}

#[test]
fn every_sentence_names_clauses() {
    assert!(cases().len() > 100);
    assert!(cases().iter().all(|case| !case.expected.is_empty()));
    for &status in Status::ALL {
        let n = cases().iter().flat_map(|c| &c.expected).filter(|(_, s)| *s == status).count();
        assert!(n >= 10, "{status} is tested {n} times");
    }
}

#[test]
fn clauses_have_the_status_that_the_text_gives_them() {
    let Some(folder) = std::env::var_os("CHANCERY_MODEL") else {
        eprintln!("SKIPPED: CHANCERY_MODEL is not set, so no sentence was parsed and no status tested");
        return;
    };
    let pipeline = Pipeline::load(Path::new(&folder)).expect("the model that CHANCERY_MODEL names");
    let mut faults = Vec::new();
    for case in cases() {
        let doc = pipeline.parse(case.text);
        let found = clauses::read(&doc);
        for (lemma, expected) in case.expected {
            let number = (0..).zip(found.all()).find(|(_, c)| c.predicate.lemma == lemma).map(|(n, _)| n);
            let status = number.map(|n| status_of(&found, n));
            if status != Some(expected) {
                let status = status.map_or("no such clause".to_owned(), |s| s.to_string());
                let lines: Vec<String> = found.all().iter().map(|c| clauses::line(&doc, &found, c)).collect();
                faults.push(format!(
                    "status.txt:{}: {}\n  {lemma}: {status}, not {expected}\n    {}",
                    case.line,
                    case.text,
                    lines.join("\n    ")
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn a_clause_that_is_not_there_is_told_of_nobody() {
    assert_eq!(status_of(&clauses::Clauses::default(), 7), Status::Actual);
}
