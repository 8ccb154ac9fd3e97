//! Laws that hold of any text and any day.

use std::sync::LazyLock;

use chancery_knowledge::{Answer, Entry, Period, Standing, World};
use jiff::civil::{Date, date};
use proptest::prelude::*;

static WORLD: LazyLock<World> = LazyLock::new(World::embedded);

fn any_day() -> impl Strategy<Value = Date> {
    (1990i16..2030, 1i8..=12, 1i8..=28).prop_map(|(year, month, day)| date(year, month, day))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn matches_stand_in_order_inside_the_tokens(text in "(\\PC|[A-Za-z' .-]){0,80}") {
        let tokens: Vec<&str> = text.split(' ').collect();
        let mut from = 0;
        for found in WORLD.gazette().scan(tokens.iter().copied()) {
            prop_assert!(found.tokens.start < found.tokens.end);
            prop_assert!(found.tokens.end as usize <= tokens.len());
            prop_assert!(!found.entries.is_empty());
            prop_assert!(found.tokens.start >= from);
            from = found.tokens.start;
        }
    }

    #[test]
    fn any_text_may_be_asked(text in "\\PC{0,60}") {
        let named = WORLD.persons_named(&text);
        prop_assert!(named.iter().all(|(id, _)| !WORLD.person(*id).terms.is_empty()));
        prop_assert!(WORLD.gazette().look_up(&text).len() <= WORLD.gazette().look_up_any_case(&text).len());
        let described = WORLD.office_described(&text).map(|described| described.post);
        let of_iran = WORLD.post_described(&text, WORLD.body("IRN").unwrap());
        for post in described.into_iter().chain(of_iran) {
            prop_assert!(!WORLD.code(post.body).is_empty() && !WORLD.kind(post.kind).label.is_empty());
        }
    }

    #[test]
    fn the_holder_is_one_whose_term_reaches_the_day(index in 0usize..8_000, on in any_day()) {
        let Some((_, term)) = WORLD.terms().nth(index) else { return Ok(()) };
        match WORLD.holder(term.post, on) {
            Answer::Held(held) | Answer::Vacant(held) => {
                let standing = WORLD.term(held).period.standing(on);
                prop_assert!(matches!(standing, Standing::Within | Standing::Last));
            }
            Answer::Several(terms) | Answer::Uncertain(terms) => {
                for term in terms {
                    prop_assert_ne!(WORLD.term(term).period.standing(on), Standing::Outside);
                }
            }
            Answer::Unknown => {
                for id in WORLD.terms_of(term.post) {
                    prop_assert_eq!(WORLD.term(id).period.standing(on), Standing::Outside);
                }
            }
        }
    }

    #[test]
    fn periods_survive_being_written(start in any_day(), end in any_day(), coarse in 0u8..3) {
        let cut = |day: Date| match coarse {
            0 => day.to_string(),
            1 => day.to_string()[..7].to_owned(),
            _ => day.to_string()[..4].to_owned(),
        };
        let (start, end) = (cut(start), cut(end));
        let period = Period::parse(&start, &end).unwrap();
        prop_assert_eq!(period.to_string(), format!("{start}..{end}"));
        let spoilt = end + "x";
        prop_assert!(Period::parse(&start, &spoilt).is_err());
    }
}

#[test]
fn every_name_of_every_person_is_found_again() {
    let mut lost = Vec::new();
    for (id, person) in WORLD.persons() {
        for name in std::iter::once(&person.name).chain(&person.aliases) {
            if !WORLD.persons_named(name).iter().any(|(found, _)| *found == id) {
                lost.push(name);
            }
        }
    }
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn every_name_of_every_country_and_organisation_is_found_again() {
    let mut lost = Vec::new();
    for (id, country) in WORLD.countries() {
        for (name, by) in &country.names {
            if !WORLD.gazette().look_up(name).contains(&Entry::Country(id, *by)) {
                lost.push(name);
            }
        }
    }
    for (id, organisation) in WORLD.organisations() {
        for name in std::iter::once(&organisation.name).chain(&organisation.aliases) {
            if !WORLD.gazette().look_up(name).contains(&Entry::Organisation(id)) {
                lost.push(name);
            }
        }
    }
    assert!(lost.is_empty(), "{lost:?}");
}
