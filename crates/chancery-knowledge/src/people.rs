//! Peoples without a state of their name: Kurds, Rohingya, Tuareg; and the states that they live in.
//!
//! The table is our own, from general knowledge. Its first country is where most of the people live, or
//! where it is most in the news.

use crate::body::ids;
use crate::table::{Tables, each_row};
use crate::{Body, CountryId, Fault};

ids! {
    /// A row of `peoples.csv`.
    PeopleId,
}

/// A people, by the words for it.
#[derive(Debug, Clone)]
pub struct People {
    /// One of them: "Kurd".
    pub one: Box<str>,
    /// Several, or all: "Kurds".
    pub many: Box<str>,
    /// The adjectives: "Kurdish".
    pub adjectives: Vec<Box<str>>,
    /// The states that they live in.
    pub countries: Vec<CountryId>,
}

pub(crate) fn read_peoples(
    tables: &Tables,
    body_of: impl Fn(&str) -> Option<Body>,
    faults: &mut Vec<Fault>,
) -> Vec<People> {
    const COLUMNS: [&str; 5] = ["one", "many", "adjectives", "countries", "note"];
    let mut peoples: Vec<People> = Vec::with_capacity(128);
    each_row(tables, "peoples.csv", &COLUMNS, faults, |row, faults| {
        let mut countries = Vec::new();
        for code in row.list(3) {
            match body_of(code) {
                Some(Body::Country(id)) => countries.push(id),
                _ => faults.push(row.fault(format!("no country `{code}`"), "use a code of countries.csv")),
            }
        }
        if row.get(0).is_empty() || row.get(1).is_empty() {
            faults.push(row.fault(
                "a people without singular or plural".to_owned(),
                "repeat the word where it has one form only",
            ));
            return;
        }
        let people = People {
            one: row.get(0).into(),
            many: row.get(1).into(),
            adjectives: row.list(2).map(Into::into).collect(),
            countries,
        };
        match peoples.iter_mut().find(|known| known.one == people.one) {
            Some(known) => *known = people,
            None => peoples.push(people),
        }
    });
    peoples
}
