//! From text to record: the parse, each layer above it, and the whole coder. Needs the model that
//! `CHANCERY_MODEL` names; the text is our own, about 3,000 tokens in ten reports.

use std::path::Path;
use std::sync::LazyLock;

use chancery_coding::frames::Lexicon;
use chancery_coding::statements::Cues;
use chancery_coding::{Coder, clauses, resolve, statements, time};
use chancery_knowledge::World;
use chancery_nlp::{Doc, Pipeline};
use chancery_record::Report;
use chancery_report::{Reader, Source};
use divan::Bencher;
use divan::counter::ItemsCount;
use jiff::civil::{Date, date};

const ON: Date = date(2021, 6, 10);

const PARAGRAPHS: [&str; 6] = [
    "Kenyan Foreign Minister Raychelle Omamo arrived in Oslo on Tuesday and met her Norwegian counterpart, who thanked \
     Nairobi for its mediation between Ethiopia and Sudan. The two ministers agreed to expand trade, the Norwegian \
     Foreign Ministry said in a statement.",
    "“We condemn the shelling of Juba and urge both sides to withdraw their troops by 1 July,” the minister told \
     reporters, adding that talks could resume next month in Addis Ababa if the fighting stopped.",
    "Rebels attacked an army post near Gao on Sunday, killing at least five soldiers and wounding a dozen, according to \
     the Malian army. No group claimed responsibility. France said it would send helicopters to the region.",
    "The European Union imposed sanctions on two Belarusian officials in May, while Minsk expelled three Polish \
     diplomats and accused Warsaw of supporting the opposition. Poland rejected the accusation.",
    "In Lima, thousands of teachers marched against a decree on pensions. Police arrested 30 protesters, and the \
     interior minister, Luis Prado, threatened to call out the army unless the strike ended by Friday.",
    "Earlier this year, Turkey released two Greek soldiers whom it had held since 2019. Greece’s prime minister is \
     scheduled to visit Ankara in September for the first time since the dispute over the islands began.",
];

struct Desk {
    pipeline: Pipeline,
    coder: Coder,
    world: World,
    cues: Cues,
    reports: Vec<Report>,
    texts: Vec<String>,
    docs: Vec<Doc>,
}

static DESK: LazyLock<Desk> = LazyLock::new(|| {
    let folder = std::env::var_os("CHANCERY_MODEL").expect("CHANCERY_MODEL names the model's folder");
    let pipeline = Pipeline::load(Path::new(&folder)).expect("the model that CHANCERY_MODEL names");
    let reports: Vec<Report> = (0..10)
        .map(|n| {
            let body: Vec<&str> = (0..6).map(|k| PARAGRAPHS[(n + k) % PARAGRAPHS.len()]).collect();
            Reader::new().read(Source::plain(format!("Ministers meet in week {n}\n\n{}", body.join("\n\n"))))
        })
        .collect();
    let texts: Vec<String> = reports.iter().map(Coder::own_words).collect();
    let docs = texts.iter().map(|text| pipeline.parse(text)).collect();
    let coder = Coder::new(World::embedded(), Lexicon::embedded());
    Desk { pipeline, coder, world: World::embedded(), cues: Cues::built_in(), reports, texts, docs }
});

fn n_tokens() -> ItemsCount {
    ItemsCount::new(DESK.docs.iter().map(Doc::len).sum::<usize>())
}

fn each<R>(bencher: Bencher<'_, '_>, run: impl Fn(usize) -> R + Sync) {
    let n = DESK.docs.len();
    bencher.counter(n_tokens()).bench(|| (0..n).map(&run).collect::<Vec<R>>());
}

#[divan::bench]
fn parse(bencher: Bencher<'_, '_>) {
    each(bencher, |i| DESK.pipeline.parse(&DESK.texts[i]));
}

#[divan::bench]
fn clauses_of_doc(bencher: Bencher<'_, '_>) {
    each(bencher, |i| clauses::read(&DESK.docs[i]));
}

#[divan::bench]
fn resolution(bencher: Bencher<'_, '_>) {
    each(bencher, |i| resolve::resolve(&DESK.docs[i], &DESK.world, Some(ON)));
}

#[divan::bench]
fn times(bencher: Bencher<'_, '_>) {
    each(bencher, |i| time::read_doc(&DESK.docs[i], Some(ON)));
}

#[divan::bench]
fn statements_of_doc(bencher: Bencher<'_, '_>) {
    each(bencher, |i| statements::statements(&DESK.docs[i], &DESK.cues));
}

/// All layers and the frames, from the parse to the record.
#[divan::bench]
fn code(bencher: Bencher<'_, '_>) {
    each(bencher, |i| DESK.coder.code(&DESK.reports[i], &DESK.docs[i], Some(ON)));
}

#[divan::bench]
fn frames_load() -> Lexicon {
    Lexicon::embedded()
}

fn main() {
    divan::main();
}
