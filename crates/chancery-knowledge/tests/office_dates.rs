//! Titles at dates: the two sets in `data/world/tests/`.
//!
//! The first was written from memory before the tables were read, the second after they were mended and
//! before it was first run; `data/world/tests/README.md` keeps the account of both. Precision is the share
//! of right answers among those given; a question is answered where the tables give one holder or a vacancy.

use std::collections::BTreeMap;
use std::fmt::Write;

use chancery_knowledge::{Answer, Stated, World};

const FIRST: &str = include_str!("../../../data/world/tests/office_dates.csv");
const SECOND: &str = include_str!("../../../data/world/tests/office_dates_second.csv");

#[derive(Default, Clone, Copy)]
struct Count {
    asked: u32,
    answered: u32,
    right: u32,
}

#[test]
fn titles_at_dates_are_answered_rightly_or_not_at_all() {
    ask(FIRST, 300);
}

#[test]
fn a_second_set_is_answered_as_well() {
    ask(SECOND, 150);
}

/// Asks every question of a set of at least `least`, and prints what came of it.
fn ask(set: &str, least: u32) {
    let world = World::embedded();
    let mut reader = csv::Reader::from_reader(set.as_bytes());
    let mut kinds: BTreeMap<String, Count> = BTreeMap::new();
    let mut wrong = String::new();
    let mut unanswered = String::new();
    for row in reader.records() {
        let row = row.expect("the suite is a table");
        let (title, code, date, expected, kind) = (&row[0], &row[1], &row[2], &row[3], &row[4]);
        let body = world.body(code).unwrap_or_else(|| panic!("no body {code}"));
        let on = Stated::parse(date).expect("a date").first;
        let post = world
            .post_described(title, body)
            .or_else(|| world.office_described(title).map(|described| described.post));
        let answer = post.map_or(Answer::Unknown, |post| world.holder(post, on));
        let right = match &answer {
            Answer::Held(term) => {
                let person = world.term(*term).person.expect("held by somebody");
                world.persons_named(expected).iter().any(|(named, _)| *named == person)
            }
            Answer::Vacant(_) => expected.is_empty(),
            _ => false,
        };
        let given: Vec<&str> = answer.terms().iter().map(|term| world.holder_name(*term)).collect();
        for key in [kind, "all"] {
            let count = kinds.entry(key.to_owned()).or_default();
            count.asked += 1;
            count.answered += u32::from(answer.certain().is_some());
            count.right += u32::from(right);
        }
        if answer.certain().is_none() {
            writeln!(unanswered, "{title} {code} {date} {expected}: {post:?} {given:?}").unwrap();
        } else if !right {
            writeln!(wrong, "{title} {code} {date}: {given:?}, not {expected:?}").unwrap();
        }
    }
    for (kind, Count { asked, answered, right }) in &kinds {
        println!(
            "{kind}: {asked} asked, {answered} answered ({:.3}), {right} right (precision {:.3})",
            f64::from(*answered) / f64::from(*asked),
            f64::from(*right) / f64::from(*answered).max(1.0)
        );
    }
    println!("not answered:\n{unanswered}\nwrong:\n{wrong}");
    let all = kinds["all"];
    assert!(all.asked >= least, "only {} questions", all.asked);
    assert!(f64::from(all.right) >= 0.98 * f64::from(all.answered), "wrong answers:\n{wrong}");
    assert!(f64::from(all.answered) >= 0.95 * f64::from(all.asked), "not answered:\n{unanswered}");
}
