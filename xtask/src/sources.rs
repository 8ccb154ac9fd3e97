//! What every file that we write must keep to: length, names, openings, and what must not stand in it.

use crate::tree::{Entry, Tree};

/// Most lines of a Rust file.
const LINE_LIMIT: usize = 600;
/// Most bytes of any file.
const SIZE_LIMIT: u64 = 2_000_000;

/// Words that name nothing; see CONTRIBUTING.md.
const BANNED_WORDS: [&str; 7] = ["manager", "helper", "util", "info", "process", "handle", "misc"];

/// Folders of one machine. Built in halves so that this file passes its own check.
const MACHINE_ROOTS: [&str; 5] = [
    concat!("/wo", "rk/"),
    concat!("/tm", "p/"),
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("/Us", "ers/"),
];

/// Text that must not stand in Rust code, and what to do instead.
const BANNED_CODE: [(&str, &str); 5] = [
    (concat!("#[ign", "ore"), "assert what happens now, with a FIXME if it is wrong"),
    (concat!("#[should", "_panic"), "assert on the result, or on `catch_unwind`"),
    (concat!("to", "do!("), "write it, or leave it out"),
    (concat!("unimple", "mented!("), "write it, or leave it out"),
    (concat!("TO", "DO"), "do it, or say in the limits that it is not done"),
];

/// A file that may break a rule, and why.
pub(crate) struct Exception {
    pub(crate) path: &'static str,
    pub(crate) reason: &'static str,
}

/// Exceptions by rule.
pub(crate) struct Exceptions {
    /// Rust files of more than [`LINE_LIMIT`] lines.
    pub(crate) long: &'static [Exception],
    /// Files of more than [`SIZE_LIMIT`] bytes.
    pub(crate) large: &'static [Exception],
    /// Files with folders of one machine.
    pub(crate) machine_paths: &'static [Exception],
}

/// Faults of all files.
pub(crate) fn check(tree: &Tree, exceptions: &Exceptions) -> Vec<String> {
    let mut faults = Vec::new();
    for entry in &tree.0 {
        check_name(entry, &mut faults);
        if let Some(text) = &entry.text {
            check_text(entry, text, &mut faults);
            if entry.extension() == "rs" {
                check_rust(entry, text, &mut faults);
            }
        }
    }
    apply(tree, exceptions.long, "long", fault_of_length, &mut faults);
    apply(tree, exceptions.large, "large", fault_of_size, &mut faults);
    apply(tree, exceptions.machine_paths, "machine_paths", fault_of_machine_paths, &mut faults);
    faults
}

/// Runs a rule that has exceptions; an exception with nothing to excuse is a fault too.
fn apply(
    tree: &Tree,
    exceptions: &[Exception],
    table: &str,
    rule: fn(&Entry) -> Option<String>,
    faults: &mut Vec<String>,
) {
    let mut used = vec![false; exceptions.len()];
    for entry in &tree.0 {
        let Some(fault) = rule(entry) else { continue };
        match exceptions.iter().position(|exception| exception.path == entry.path) {
            Some(at) => used[at] = true,
            None => faults.push(fault),
        }
    }
    for (exception, used) in exceptions.iter().zip(used) {
        if !used {
            faults.push(format!(
                "xtask/src/allowed.rs: `{table}` excuses {} for nothing ({})",
                exception.path, exception.reason
            ));
        }
    }
}

fn fault_of_length(entry: &Entry) -> Option<String> {
    let n_lines = entry.text.as_ref().filter(|_| entry.extension() == "rs")?.lines().count();
    (n_lines > LINE_LIMIT).then(|| {
        format!("{}: {n_lines} lines; split it, or give the reason in xtask/src/allowed.rs", entry.path)
    })
}

fn fault_of_size(entry: &Entry) -> Option<String> {
    (entry.size > SIZE_LIMIT).then(|| {
        format!(
            "{}: {} bytes; leave it out, or give the reason in xtask/src/allowed.rs",
            entry.path, entry.size
        )
    })
}

fn fault_of_machine_paths(entry: &Entry) -> Option<String> {
    let text = entry.text.as_ref()?;
    let at = text.lines().position(names_a_machine_folder)?;
    Some(format!("{}:{}: names a folder of one machine", entry.path, at + 1))
}

fn names_a_machine_folder(line: &str) -> bool {
    // `~/x/home/` and `example.org/home/` are no absolute paths: something of a path stands before.
    let is_start = |before: Option<char>| {
        before.is_none_or(|c| !(c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '~' | '/' | '}' | '*')))
    };
    MACHINE_ROOTS.iter().any(|root| {
        line.match_indices(root).any(|(at, _)| {
            let follows = line[at + root.len()..].chars().next();
            is_start(line[..at].chars().next_back()) && follows.is_some_and(char::is_alphanumeric)
        })
    })
}

fn check_name(entry: &Entry, faults: &mut Vec<String>) {
    for word in entry.path.split(|c: char| !c.is_ascii_alphabetic()) {
        if is_banned(word) {
            faults.push(format!("{}: `{word}` names nothing; say what it is", entry.path));
        }
    }
}

fn is_banned(word: &str) -> bool {
    let word = word.to_ascii_lowercase();
    BANNED_WORDS.iter().any(|banned| word == *banned || word.strip_suffix('s') == Some(banned))
}

/// Inputs that once broke a reader are kept byte for byte.
const KEPT_AS_FOUND: &str = "/tests/regressions/";

fn check_text(entry: &Entry, text: &str, faults: &mut Vec<String>) {
    if entry.path.contains(KEPT_AS_FOUND) {
        return;
    }
    for (at, line) in text.lines().enumerate() {
        if line.ends_with([' ', '\t']) {
            faults.push(format!("{}:{}: white space at the end of the line", entry.path, at + 1));
        }
    }
    if !text.is_empty() && !text.ends_with('\n') {
        faults.push(format!("{}: the last line has no end", entry.path));
    }
}

fn check_rust(entry: &Entry, text: &str, faults: &mut Vec<String>) {
    if !text.starts_with("//! ") {
        faults
            .push(format!("{}:1: open with `//!`: what this is, and where its facts come from", entry.path));
    }
    for (at, line) in text.lines().enumerate() {
        let place = || format!("{}:{}", entry.path, at + 1);
        for (code, instead) in BANNED_CODE {
            if line.contains(code) {
                faults.push(format!("{}: `{code}`: {instead}", place()));
            }
        }
        if let Some(name) = declared_type(line)
            && words_of(name).any(|word| is_banned(&word))
        {
            faults.push(format!("{}: the name {name} says nothing; say what it is", place()));
        }
    }
}

/// The name that a line declares as a module, struct, enum, trait or type.
fn declared_type(line: &str) -> Option<&str> {
    let mut words = line.trim_start().split(|c: char| c.is_whitespace() || "(){}<>;:=".contains(c));
    let keyword = words.find(|word| !matches!(*word, "pub" | "crate" | "super" | "" | "unsafe"))?;
    matches!(keyword, "mod" | "struct" | "enum" | "trait" | "type").then(|| words.next()).flatten()
}

/// Parts of a name in CamelCase or snake_case, in lower case.
fn words_of(name: &str) -> impl Iterator<Item = String> {
    let mut words = vec![String::new()];
    for c in name.chars() {
        if c == '_' || c.is_ascii_uppercase() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c != '_') {
            word.push(c.to_ascii_lowercase());
        }
    }
    words.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: Exceptions = Exceptions { long: &[], large: &[], machine_paths: &[] };

    fn faults(path: &str, text: &str) -> Vec<String> {
        check(&Tree::of_texts(&[(path, text)]), &NONE)
    }

    #[test]
    fn a_tidy_file_has_no_fault() {
        assert!(faults("crates/a/src/clause.rs", "//! Clauses.\n\nstruct Clause;\n").is_empty());
    }

    #[test]
    fn a_module_must_open_with_its_doc() {
        assert_eq!(faults("a.rs", "use std::fs;\n").len(), 1);
        assert_eq!(faults("a.rs", "//!\n").len(), 1);
        assert!(faults("a.py", "import os\n").is_empty());
    }

    #[test]
    fn empty_words_are_refused_in_files_and_types_and_passed_inside_other_words() {
        for path in ["src/util.rs", "src/file_utils.rs", "src/helpers/mod.rs", "data/misc.csv"] {
            assert_eq!(faults(path, "//! A.\n").len(), 1, "{path}");
        }
        for path in ["src/utility.rs", "src/processor.rs", "src/information.rs"] {
            assert!(faults(path, "//! A.\n").is_empty(), "{path}");
        }
        for item in [
            "pub(crate) struct FileInfo;",
            "mod event_helper {",
            "    pub trait Manager<T> {",
            "enum Handle {}",
        ] {
            assert_eq!(faults("a.rs", &format!("//! A.\n{item}\n")).len(), 1, "{item}");
        }
        for item in ["struct Information;", "fn handle() {}", "let info = 1;", "struct Managerial;"] {
            assert!(faults("a.rs", &format!("//! A.\n{item}\n")).is_empty(), "{item}");
        }
    }

    #[test]
    fn banned_code_is_found_with_its_line() {
        for (code, _) in BANNED_CODE {
            let found = faults("a.rs", &format!("//! A.\n\n    {code}\n"));
            assert_eq!(found.len(), 1, "{code}");
            assert!(found[0].starts_with("a.rs:3: "), "{found:?}");
        }
    }

    #[test]
    fn absolute_paths_of_a_machine_are_told_from_other_paths() {
        for root in MACHINE_ROOTS {
            for line in [format!("see {root}x"), format!("`{root}jo/y`"), format!("a=\"{root}z\"")] {
                assert_eq!(faults("a.md", &format!("{line}\n")).len(), 1, "{line}");
            }
            for line in
                [format!("https://example.org{root}x"), format!("src{root}mod.rs"), format!("~{root}x")]
            {
                assert!(faults("a.md", &format!("{line}\n")).is_empty(), "{line}");
            }
        }
    }

    #[test]
    fn white_space_at_the_end_is_a_fault_in_text_and_not_in_data() {
        assert_eq!(faults("a.md", "one \ntwo\t\n").len(), 2);
        assert_eq!(faults("scripts/test", "one").len(), 1);
        assert!(faults("samples/a.txt", "one \n").is_empty());
    }

    #[test]
    fn limits_hold_and_exceptions_must_be_needed() {
        const EXCUSED: Exceptions = Exceptions {
            long: &[Exception { path: "long.rs", reason: "a table" }],
            large: &[Exception { path: "large.bin", reason: "a gazetteer" }],
            machine_paths: &[],
        };
        let long = format!("//! A.\n{}", "\n".repeat(LINE_LIMIT));
        let mut tree = Tree::of_texts(&[("long.rs", &long)]);
        tree.0.push(Entry { path: "large.bin".to_owned(), size: SIZE_LIMIT + 1, text: None });
        assert_eq!(check(&tree, &NONE).len(), 2);
        assert!(check(&tree, &EXCUSED).is_empty());
        assert_eq!(check(&Tree::of_texts(&[]), &EXCUSED).len(), 2);
        let at_limit = format!("//! A.\n{}", "\n".repeat(LINE_LIMIT - 1));
        assert!(faults("a.rs", &at_limit).is_empty());
    }
}
