//! An event: something that a political actor does towards another, or in public, in one report.
//!
//! The fields are those of the codebook. What the text does not say is `None` or empty; nothing is
//! filled from outside knowledge except where a resolved actor's own tables say it.

use crate::names::named;
use crate::{Attribution, Context, Days, EventType, Mode, Participant, Status, WhenPrecision, Words};

/// One event of one report. Every event has at least one piece of evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Unique in its report: the report's name, a dot, and a number from 1 in the order of the text.
    pub id: String,
    /// The type.
    pub event_type: EventType,
    /// The mode, of that type.
    pub mode: Option<Mode>,
    /// What it is about, in the order of [`Context::ALL`].
    pub contexts: Vec<Context>,
    /// CAMEO code as detailed as the text allows, leading zero kept: `042`, `1041`.
    pub cameo: Option<String>,
    /// Goldstein value of that code, −10 to 10.
    pub goldstein: Option<f64>,
    /// What the text presents it as.
    pub status: Status,
    /// Whether the act is mutual: all are sources, and there is no target.
    pub reciprocal: bool,
    /// Who acts, in the order of the text.
    pub source: Vec<Participant>,
    /// Who is acted on, in the order of the text.
    pub target: Vec<Participant>,
    /// On whose word, outermost first; empty is the outlet's own voice.
    pub attribution: Vec<Attribution>,
    /// When.
    pub when: Option<When>,
    /// Where.
    pub place: Option<Where>,
    /// The diplomatic framework in which it happens.
    pub format: Option<Format>,
    /// What was asked, agreed, imposed, promised or alleged.
    pub object: Option<Object>,
    /// People harmed, as the report tells it.
    pub toll: Vec<Toll>,
    /// The words that say so, the clearest first.
    pub evidence: Vec<Words>,
    /// How sure the coder is.
    pub confidence: Option<Confidence>,
}

/// When: words of the text and the days they mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// The days; `None` where the words have no anchor.
    pub days: Option<Days>,
    /// How fine the words are.
    pub precision: WhenPrecision,
    /// The words; `None` where the days follow from the report's date alone.
    pub words: Option<Words>,
}

/// Where: words of the text and the place they mean.
#[derive(Debug, Clone, PartialEq)]
pub struct Where {
    /// The gazetteer's name; `None` where the words were not resolved.
    pub name: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Latitude in degrees north, WGS 84.
    pub lat: Option<f64>,
    /// Longitude in degrees east, WGS 84.
    pub lon: Option<f64>,
    /// GeoNames id.
    pub geonameid: Option<u32>,
    /// What sort of place; `None` where nothing was resolved.
    pub kind: Option<PlaceKind>,
    /// The words.
    pub words: Words,
}

/// A diplomatic framework: Astana format, P5+1, a named council.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Format {
    /// Its name in the tables, else as the text has it.
    pub name: String,
    /// The words.
    pub words: Words,
}

/// What was asked, agreed, imposed, promised or alleged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    /// The words.
    pub words: Words,
    /// A short class where the frame knows one: `ceasefire`, `release`.
    pub class: Option<String>,
}

named! {
    /// What sort of place.
    pub enum PlaceKind {
        /// A state or territory as a whole.
        Country = "country",
        /// A part of a state: a province, a county, a district.
        Region = "region",
        /// A populated place or a part of one.
        Town = "town",
        /// Any other: a sea, a mountain, a crossing, an area without borders, a continent.
        Feature = "feature",
    }
}

named! {
    /// What befell people.
    pub enum Harm {
        /// Killed.
        Killed = "killed",
        /// Wounded.
        Wounded = "wounded",
        /// Detained or abducted.
        Detained = "detained",
        /// Driven from home.
        Displaced = "displaced",
        /// Not found.
        Missing = "missing",
    }
}

/// A number of people harmed, on somebody's word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toll {
    /// What befell them.
    pub harm: Harm,
    /// The least number that the words allow; `None` where they set no lower bound.
    pub low: Option<u64>,
    /// The greatest number that the words allow; `None` where they set no upper bound ("at least").
    pub high: Option<u64>,
    /// "around", "some", "more than".
    pub hedge: Option<String>,
    /// Who they were: "civilians", "two policemen".
    pub who: Option<String>,
    /// On whose word, outermost first; empty is the word of the event itself.
    pub attribution: Vec<Attribution>,
    /// The words.
    pub words: Words,
}

/// How sure the coder is: a value from 0 to 1, and what it was made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Confidence {
    /// The whole, 0 to 1.
    pub value: f64,
    /// The parts, in a fixed order.
    pub parts: Vec<ConfidencePart>,
}

/// One part of a confidence.
#[derive(Debug, Clone, PartialEq)]
pub struct ConfidencePart {
    /// What it is about: `frame`, `source`, `target`, `when`, `parse`.
    pub name: String,
    /// 0 to 1.
    pub value: f64,
}
