//! The embedded tables keep their own laws.

use chancery_knowledge::{Tables, check};

#[test]
fn the_embedded_tables_have_no_fault() {
    let faults = check(&Tables::embedded());
    let listed: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), listed.join("\n"));
}
