//! Given names that tell a woman from a man, for "he" and "she". The table is our own, from general knowledge;
//! names that both bear are not in it.

use rustc_hash::FxHashMap;

use crate::Fault;
use crate::table::{Tables, each_row};

/// Whether a name is a woman's, by name in small letters.
pub(crate) fn read_given_names(tables: &Tables, faults: &mut Vec<Fault>) -> FxHashMap<Box<str>, bool> {
    let mut names = FxHashMap::default();
    each_row(tables, "given_names.csv", &["name", "gender"], faults, |row, faults| {
        let is_woman = match row.get(1) {
            "f" => true,
            "m" => false,
            other => {
                faults.push(row.fault(format!("`{other}` is not a gender"), "a given name is `f` or `m`"));
                return;
            }
        };
        names.insert(row.get(0).to_lowercase().into(), is_woman);
    });
    names
}
