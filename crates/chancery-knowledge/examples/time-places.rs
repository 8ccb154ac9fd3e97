//! Times the gazetteer: loading, look-ups, ranking.
//!
//! `cargo run --release -p chancery-knowledge --example time-places`

use std::hint::black_box;
use std::time::Instant;

use chancery_knowledge::places::Places;

const NAMES: [&str; 12] = [
    "Aleppo",
    "Tripoli",
    "San José",
    "Strait of Hormuz",
    "Saint-Denis",
    "Deir ez-Zor",
    "United States",
    "Nowhere At All",
    "Al-Qusayr",
    "Springfield",
    "İzmir",
    "Zaatari camp",
];
const ROUNDS: u32 = 20_000;

fn main() {
    let start = Instant::now();
    let places = Places::embedded();
    println!("load: {:.2} ms", start.elapsed().as_secs_f64() * 1e3);
    let start = Instant::now();
    let mut found = 0;
    for _ in 0..ROUNDS {
        for name in NAMES {
            found += black_box(places.lookup(black_box(name))).len();
        }
    }
    let each = start.elapsed().as_secs_f64() * 1e6 / f64::from(ROUNDS) / NAMES.len() as f64;
    println!("lookup: {each:.2} µs each ({} candidates a name)", found / (ROUNDS as usize * NAMES.len()));
    let start = Instant::now();
    for _ in 0..ROUNDS / 10 {
        for name in NAMES {
            black_box(places.rank(black_box(name), &["SYR"]));
        }
    }
    let each = start.elapsed().as_secs_f64() * 1e6 / f64::from(ROUNDS / 10) / NAMES.len() as f64;
    println!("rank: {each:.2} µs each");
}
