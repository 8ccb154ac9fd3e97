//! What resolution costs beside parsing: `cargo bench -p chancery-coding --bench resolve`. Needs the parsing
//! model, in the folder that `CHANCERY_MODEL` names; without it only the loading of tables is measured.

use std::path::PathBuf;

use chancery_coding::resolve;
use chancery_knowledge::World;
use chancery_nlp::Pipeline;

/// About 70 words of news with 20 mentions.
const PARAGRAPH: &str = "Turkish Foreign Minister Mevlut Cavusoglu met his Russian counterpart Sergei Lavrov in Sochi \
    on Monday, the Kremlin said. The two sides discussed the truce, and they agreed to send a delegation to Tripoli. \
    Cavusoglu told reporters that Ankara would not withdraw its troops. The Libyan government welcomed the talks, but \
    the opposition said that it had not been asked. A UN spokesman urged both countries to respect the arms \
    embargo.\n\n";

fn main() {
    divan::main();
}

fn pipeline() -> Option<Pipeline> {
    let Some(folder) = std::env::var_os("CHANCERY_MODEL").map(PathBuf::from) else {
        eprintln!("SKIPPED: set CHANCERY_MODEL to the folder of an installed model");
        return None;
    };
    Some(Pipeline::load(&folder).expect("CHANCERY_MODEL names a sound model"))
}

#[divan::bench]
fn load_tables() -> World {
    World::embedded()
}

/// Words of a report: a brief, a report, a long report.
const PARAGRAPHS: [usize; 3] = [1, 6, 24];

#[divan::bench(args = PARAGRAPHS)]
fn parse(bencher: divan::Bencher<'_, '_>, n: usize) {
    let Some(pipeline) = pipeline() else { return };
    let text = PARAGRAPH.repeat(n);
    let mut worker = pipeline.worker();
    bencher.bench_local(|| worker.parse(divan::black_box(&text)));
}

#[divan::bench(args = PARAGRAPHS)]
fn resolve_parsed(bencher: divan::Bencher<'_, '_>, n: usize) {
    let Some(pipeline) = pipeline() else { return };
    let doc = pipeline.parse(&PARAGRAPH.repeat(n));
    let world = World::embedded();
    let on = Some(jiff::civil::date(2020, 2, 2));
    bencher.bench_local(|| resolve::resolve(divan::black_box(&doc), &world, on));
}
