//! Loading the tables, and look-ups in them.

use chancery_knowledge::{Tables, World};
use divan::black_box;
use jiff::civil::date;

fn main() {
    divan::main();
}

#[divan::bench]
fn load() -> World {
    World::load(&Tables::embedded()).expect("the embedded tables have no fault")
}

#[divan::bench]
fn holder(bencher: divan::Bencher<'_, '_>) {
    let world = World::embedded();
    let iran = world.body("IRN").expect("a country");
    let post = world.post("foreign minister", iran).expect("an office");
    bencher.bench(|| world.holder(black_box(post), black_box(date(2023, 1, 16))));
}

#[divan::bench]
fn post_by_title(bencher: divan::Bencher<'_, '_>) {
    let world = World::embedded();
    let iran = world.body("IRN").expect("a country");
    bencher.bench(|| world.post(black_box("foreign minister"), black_box(iran)));
}

#[divan::bench]
fn persons_by_family_name(bencher: divan::Bencher<'_, '_>) {
    let world = World::embedded();
    bencher.bench(|| world.persons_named(black_box("Araghchi")));
}

#[divan::bench]
fn office_described(bencher: divan::Bencher<'_, '_>) {
    let world = World::embedded();
    bencher.bench(|| world.office_described(black_box("top Iranian diplomat")));
}

/// One sentence of 28 tokens.
#[divan::bench]
fn scan_sentence(bencher: divan::Bencher<'_, '_>) {
    let world = World::embedded();
    let tokens: Vec<&str> =
        "The foreign ministers of Peru and Chile met the European Union foreign policy chief in \
        Lima on Tuesday to discuss a plan by the Security Council , an official said ."
            .split_whitespace()
            .collect();
    bencher.bench(|| world.gazette().scan(black_box(&tokens).iter().copied()));
}
