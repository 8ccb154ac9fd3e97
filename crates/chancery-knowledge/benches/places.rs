//! How fast the gazetteer loads and answers.

use chancery_knowledge::places::Places;
use divan::{Bencher, black_box};

const NAMES: [&str; 10] = [
    "Aleppo",
    "San José",
    "Strait of Hormuz",
    "Saint-Denis",
    "Deir ez-Zor",
    "United States",
    "Nowhere At All",
    "Al-Qusayr",
    "Springfield",
    "İzmir",
];

fn main() {
    divan::main();
}

#[divan::bench]
fn load() -> Places {
    Places::load_embedded()
}

#[divan::bench(args = NAMES)]
fn lookup(bencher: Bencher<'_, '_>, name: &str) {
    let places = Places::embedded();
    bencher.bench_local(|| places.lookup(black_box(name)));
}

#[divan::bench(args = NAMES)]
fn rank(bencher: Bencher<'_, '_>, name: &str) {
    let places = Places::embedded();
    bencher.bench_local(|| places.rank(black_box(name), &["SYR"]));
}
