//! Every crate takes the workspace's lints, and every library carries the gates that keep it pure.

use crate::tree::Tree;

/// What each library's `lib.rs` says: no clock, network, environment or files but where a reason stands, no prints
/// and no exit. Tests are free of it.
const GATE: &str = "#![cfg_attr(
    not(test),
    deny(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr, clippy::exit)
)]";

const NO_UNSAFE: &str = "#![forbid(unsafe_code)]";

/// The only crate with unsafe code.
const UNSAFE_CRATE: &str = "crates/chancery-kernels/";

/// Crates that are front ends: they may use the clock, the environment and the terminal.
const FRONT_ENDS: [&str; 3] = ["crates/chancery/", "crates/chancery-web/", "xtask/"];

/// Faults of manifests and crate roots.
pub(crate) fn check(tree: &Tree) -> Vec<String> {
    let mut faults = Vec::new();
    for entry in &tree.0 {
        let Some(text) = &entry.text else { continue };
        let path = &entry.path;
        if path.ends_with("Cargo.toml") && has_line(text, "[package]") && !path.starts_with("fuzz/") {
            let lints = text.split("\n[lints]\n").nth(1).unwrap_or_default();
            if lints.lines().next() != Some("workspace = true") {
                faults.push(format!("{path}: add `[lints]` with `workspace = true`"));
            }
        }
        let is_library = path.ends_with("/src/lib.rs");
        let is_root = is_library || path.ends_with("/src/main.rs");
        if is_root && !path.starts_with(UNSAFE_CRATE) && !has_line(text, NO_UNSAFE) {
            faults.push(format!("{path}: add `{NO_UNSAFE}`"));
        }
        if is_library && !FRONT_ENDS.iter().any(|front| path.starts_with(front)) && !text.contains(GATE) {
            faults.push(format!(
                "{path}: a library carries the gate against clocks, files and prints:\n{GATE}"
            ));
        }
    }
    faults
}

fn has_line(text: &str, line: &str) -> bool {
    text.lines().any(|other| other == line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(texts: &[(&str, &str)]) -> Vec<String> {
        check(&Tree::of_texts(texts))
    }

    #[test]
    fn a_manifest_without_the_lints_is_a_fault() {
        let with = "[package]\nname = \"a\"\n\n[lints]\nworkspace = true\n";
        assert!(faults(&[("crates/a/Cargo.toml", with), ("Cargo.toml", "[workspace]\n")]).is_empty());
        assert_eq!(
            faults(&[("crates/a/Cargo.toml", "[package]\n\n[lints.rust]\nworkspace = true\n")]).len(),
            1
        );
    }

    #[test]
    fn a_library_needs_both_gates_and_a_front_end_one() {
        let whole = format!("//! A.\n{NO_UNSAFE}\n{GATE}\n");
        let lax = format!("//! A.\n{NO_UNSAFE}\n");
        assert!(faults(&[("crates/a/src/lib.rs", &whole)]).is_empty());
        assert_eq!(faults(&[("crates/a/src/lib.rs", &lax)]).len(), 1);
        assert_eq!(faults(&[("crates/a/src/lib.rs", "//! A.\n")]).len(), 2);
        assert!(faults(&[("crates/chancery/src/main.rs", &lax), ("xtask/src/main.rs", &lax)]).is_empty());
        assert_eq!(faults(&[("xtask/src/main.rs", "//! A.\n")]).len(), 1);
    }

    #[test]
    fn only_the_kernels_may_leave_out_the_ban_on_unsafe() {
        let gated = format!("//! A.\n{GATE}\n");
        assert!(faults(&[("crates/chancery-kernels/src/lib.rs", &gated)]).is_empty());
        assert_eq!(faults(&[("crates/chancery-nlp/src/lib.rs", &gated)]).len(), 1);
    }
}
