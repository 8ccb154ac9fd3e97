//! From a parsed report to its record: acts found by frames, sides resolved, acts of one happening joined,
//! each with evidence, status, attribution, time, place and toll.
//!
//! 1. [`scene`] answers what fills a frame's paths in the text; [`party`] who stands there.
//! 2. [`act`] reads each clause by the frames, but for what [`standing`] knows as no act of its day; [`plain`] says what
//!    is told plainly enough though no country is known.
//! 3. The report as a whole says who is meant where the clause alone does not: [`focus`] which country it is about,
//!    [`home`] whose people are whom it alone introduces, [`anaphor`] which act a noun takes up, [`asked`] of
//!    whom something is asked, [`agentless`] who did what is told without a doer, [`local`] for whom those act who
//!    are named without a country.
//! 4. [`merge`] joins acts of one happening, by what [`retold`] says of their words, and what [`apart`] and
//!    [`dating`] find against it.
//! 5. [`when`], [`occasion`], [`toll`], [`voice`] and [`people`] add what the words around an act say; [`place`] knows
//!    the places that a text names, [`site`] where a clause says that it is, [`whereabouts`] where an event was.
//! 6. [`record`] writes it all down with offsets of the raw text; [`explain`] says why.

mod act;
mod agentless;
mod anaphor;
mod apart;
mod asked;
mod dating;
mod embassy;
mod explain;
mod focus;
mod home;
mod local;
mod matter;
mod merge;
mod message;
mod occasion;
mod party;
mod people;
mod place;
mod plain;
mod raw;
mod record;
mod retold;
mod scene;
mod site;
mod standing;
mod toll;
mod topic;
mod voice;
mod when;
mod whereabouts;

use std::cell::Cell;

use chancery_knowledge::World;
use chancery_nlp::Doc;
use chancery_record::{CodedReport, Days, Event, Report, Status};
use jiff::civil::Date;

use crate::clauses::{self, Clauses};
use crate::frames::Lexicon;
use crate::resolve::{self, Referents};
use crate::statements::{Cues, Statement, statements};
use crate::time::{self, TimeExpression};

pub use explain::Explanation;

use dating::Dating;
use focus::Focus;
use merge::Told;
use place::Setting;
use raw::Raw;
use scene::Scene;

/// Codes reports. Knows no clock and keeps no state: the same report and parse give the same record.
#[derive(Debug)]
pub struct Coder {
    world: World,
    lexicon: Lexicon,
    cues: Cues,
}

/// What the layers below say of a parse.
struct Layers {
    clauses: Clauses,
    referents: Referents,
    places: Vec<Setting>,
    statements: Vec<Statement>,
}

/// All that was read of one report, before it is written down.
struct Reading<'a> {
    scene: Scene<'a>,
    raw: Raw<'a>,
    times: Vec<TimeExpression>,
    published: Option<Date>,
    told: Vec<Told>,
}

/// Years after which an event is history, told for comparison: beyond living memory of those in office.
const HISTORY_YEARS: i16 = 60;

fn is_history(days: Option<Days>, published: Option<Date>) -> bool {
    days.zip(published).is_some_and(|(days, on)| days.last().year() < on.year() - HISTORY_YEARS)
}

impl Coder {
    /// A coder with these tables.
    #[must_use]
    pub fn new(world: World, lexicon: Lexicon) -> Self {
        Self { world, lexicon, cues: Cues::built_in() }
    }

    /// The frames.
    #[must_use]
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// The words of a report that are parsed and coded: its headline and its body.
    #[must_use]
    pub fn own_words(report: &Report) -> String {
        raw::own_words(report)
    }

    /// The record of a report; `doc` is the parse of its [`own_words`](Self::own_words), `published` the
    /// day it appeared, if that is known.
    #[must_use]
    pub fn code(&self, report: &Report, doc: &Doc, published: Option<Date>) -> CodedReport {
        let layers = self.layers(report, doc, published);
        let reading = self.read(report, doc, published, &layers);
        record::write(report, &reading)
    }

    /// The way from the words to each event of the record, in the record's order.
    #[must_use]
    pub fn explain(&self, report: &Report, doc: &Doc, published: Option<Date>) -> Vec<Explanation> {
        let layers = self.layers(report, doc, published);
        let reading = self.read(report, doc, published, &layers);
        explain::explain(report, &reading)
    }

    fn layers(&self, report: &Report, doc: &Doc, published: Option<Date>) -> Layers {
        let raw = Raw::new(report, doc);
        let is_headline = |sentence: usize| raw.is_headline(doc.sentences()[sentence].start);
        let mut layers = Layers {
            clauses: clauses::read_with_headlines(doc, is_headline),
            referents: resolve::resolve(doc, &self.world, published),
            places: place::settings(doc),
            statements: statements(doc, &self.cues),
        };
        let scene = self.scene(doc, &layers);
        let homes = home::of_unlisted(&scene, &Focus::of(&scene, &raw));
        for (id, home, why) in homes {
            layers.referents.settle(id, home, why);
        }
        layers
    }

    fn scene<'a>(&'a self, doc: &'a Doc, layers: &'a Layers) -> Scene<'a> {
        Scene {
            doc,
            clauses: &layers.clauses,
            referents: &layers.referents,
            places: &layers.places,
            statements: &layers.statements,
            focus: Cell::new(None),
            world: &self.world,
            lexicon: &self.lexicon,
        }
    }

    fn read<'a>(
        &'a self,
        report: &'a Report,
        doc: &'a Doc,
        published: Option<Date>,
        layers: &'a Layers,
    ) -> Reading<'a> {
        let scene = self.scene(doc, layers);
        let raw = Raw::new(report, doc);
        let focus = Focus::of(&scene, &raw);
        let times = time::read_doc(doc, published);
        let is_sport = topic::is_sport(doc);
        let mut acts = act::find(&scene);
        acts.retain(|act| !is_sport[scene.clause(act.clause).sentence as usize]);
        anaphor::settle(&scene, &mut acts);
        asked::settle(&scene, &mut acts);
        embassy::settle(&scene, &mut acts);
        agentless::settle(&scene, &focus, &mut acts);
        local::settle(&scene, &focus, &mut acts);
        plain::settle(&scene, &focus, &mut acts);
        acts.retain(|act| act::is_enough(&scene, act));
        let dating = Dating::of(doc, published, &times);
        let dated = acts.into_iter().map(|mut act| {
            let days = when::assumed(&scene, &times, &act, published, &raw);
            if when::is_ahead(&scene, &act, days, published) {
                act.status = Status::Planned;
            }
            act.named_days = dating.named(&scene, act.clause);
            act.is_dated = when::named(&scene, &times, act.clause, published).is_some();
            (act, days)
        });
        let dated = dated.filter(|(_, days)| !is_history(*days, published));
        let told = merge::merge(&scene, dated.collect());
        Reading { raw, times, published, told, scene }
    }
}

/// An event of a text with what found it.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Ids of the frames, one for each telling.
    pub frames: Vec<String>,
    /// The tokens that are the heads of the predicates, one for each telling, the clearest telling first.
    pub heads: Vec<u32>,
    /// The event.
    pub event: Event,
}

impl Coder {
    /// The events of a report with the frames and predicates behind each.
    #[must_use]
    pub fn found(&self, report: &Report, doc: &Doc, published: Option<Date>) -> Vec<Found> {
        let layers = self.layers(report, doc, published);
        let reading = self.read(report, doc, published, &layers);
        let frames = |told: &Told| -> Vec<String> {
            told.acts.iter().map(|act| self.lexicon.frame_of(act.pattern).id.to_string()).collect()
        };
        let heads = |told: &Told| -> Vec<u32> {
            told.acts.iter().map(|act| reading.scene.clause(act.clause).predicate.head).collect()
        };
        let behind: Vec<(Vec<String>, Vec<u32>)> =
            reading.told.iter().map(|told| (frames(told), heads(told))).collect();
        let events = record::write(report, &reading).events;
        let found = behind.into_iter().zip(events);
        found.map(|((frames, heads), event)| Found { frames, heads, event }).collect()
    }
}
