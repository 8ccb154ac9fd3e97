//! The clause layer on sentences of our own: `tests/clauses/*.md`, one file a phenomenon.
//!
//! A line that starts with `>` is a text; the indented lines after it are all its clauses, in the notation
//! of `chancery_coding::clauses::line`. Everything else is prose. Where the parse itself is wrong and the
//! clause with it, `FIXME` before the text says so; the wrong clause is asserted so that a mend is noticed.
//! Needs the parsing model: the folder that `CHANCERY_MODEL` names.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::LazyLock;

use chancery_coding::clauses;
use chancery_nlp::Pipeline;

static PIPELINE: LazyLock<Option<Pipeline>> = LazyLock::new(|| {
    let Some(folder) = std::env::var_os("CHANCERY_MODEL") else {
        eprintln!("SKIPPED: CHANCERY_MODEL is not set, so no sentence was parsed and no clause tested");
        return None;
    };
    Some(Pipeline::load(Path::new(&folder)).expect("the model that CHANCERY_MODEL names"))
});

/// One text with the clauses that it should have.
struct Case {
    line: usize,
    text: String,
    expected: Vec<String>,
}

fn cases(file: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for (line, text) in (1..).zip(file.lines()) {
        if let Some(text) = text.strip_prefix("> ") {
            cases.push(Case { line, text: text.to_owned(), expected: Vec::new() });
        } else if let (Some(clause), Some(case)) = (text.strip_prefix("    "), cases.last_mut()) {
            case.expected.push(clause.to_owned());
        }
    }
    cases
}

fn check(name: &str, file: &str) {
    let Some(pipeline) = &*PIPELINE else { return };
    let cases = cases(file);
    assert!(cases.len() >= 5, "{name}: no sentences");
    let mut faults = String::new();
    for case in &cases {
        let doc = pipeline.parse(&case.text);
        let found = clauses::read(&doc);
        let actual: Vec<String> = found.all().iter().map(|c| clauses::line(&doc, &found, c)).collect();
        if actual != case.expected {
            let _ = writeln!(
                faults,
                "{name}.md:{}\n> {}\n\n    {}\n",
                case.line,
                case.text,
                actual.join("\n    ")
            );
        }
    }
    assert!(faults.is_empty(), "these clauses differ; found was:\n\n{faults}");
}

macro_rules! suite {
    ($($name:ident),* $(,)?) => {$(
        #[test]
        fn $name() {
            check(stringify!($name), include_str!(concat!("clauses/", stringify!($name), ".md")));
        }
    )*};
}

suite! {
    plain,
    passives,
    relatives,
    control,
    reality,
    conjunction,
    light_verbs,
    event_nouns,
    copulas,
    mood,
    embedding,
    attribution,
    settings,
    headlines,
}
