//! The grammar tables of `data/lexicon/grammar`, read once.
//!
//! They are about English words: which verbs lend themselves to which nouns, who does what an
//! infinitive says, which nouns name events. Each file explains itself.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::mood::ModalKind;

/// The tables. They are compiled in, and a test reads them; so this cannot fail in use.
pub(super) static GRAMMAR: LazyLock<Grammar> = LazyLock::new(Grammar::parse);

/// What the tables say, ready to be looked up.
pub(super) struct Grammar {
    verb_takes: HashMap<&'static str, Takes>,
    adjective_takes: HashMap<&'static str, Takes>,
    noun_takes: HashMap<&'static str, Takes>,
    modifiers: HashMap<&'static str, Colour>,
    adverbs: HashMap<&'static str, Colour>,
    events: HashMap<&'static str, Event>,
    /// Noun to the verbs that lend themselves to it.
    light: HashMap<&'static str, Vec<Light>>,
    prepositions: HashMap<&'static str, &'static str>,
    lemmas: HashMap<&'static str, &'static str>,
    pub(super) sorted_prepositions: Vec<&'static str>,
    pub(super) sets: Sets,
}

/// Plain word lists.
pub(super) struct Sets {
    pub(super) occurrence: HashSet<&'static str>,
    pub(super) transparent: HashSet<&'static str>,
    pub(super) measures: HashSet<&'static str>,
    pub(super) goal_verbs: HashSet<&'static str>,
    pub(super) reporting_verbs: HashSet<&'static str>,
    pub(super) reporting_nouns: HashSet<&'static str>,
    pub(super) hearsay: HashSet<&'static str>,
    pub(super) headline_participles: HashSet<&'static str>,
    pub(super) place: HashSet<&'static str>,
    pub(super) time: HashSet<&'static str>,
    pub(super) manner: HashSet<&'static str>,
    pub(super) time_nouns: HashSet<&'static str>,
    pub(super) manner_nouns: HashSet<&'static str>,
    pub(super) place_nouns: HashSet<&'static str>,
    pub(super) time_adverbs: HashSet<&'static str>,
    pub(super) place_adverbs: HashSet<&'static str>,
    /// Verbs with their particle.
    pub(super) particles: HashSet<&'static str>,
    /// Those whose particle the parser may take for a preposition.
    pub(super) preposition_particles: HashSet<&'static str>,
    /// Verbs with the preposition by which their object goes somewhere.
    pub(super) carried: HashSet<&'static str>,
    /// Nouns in headlines that are verbs after a plural.
    pub(super) headline_verbs: HashSet<&'static str>,
}

/// What a word says about the clause that it takes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Takes {
    pub(super) controller: Controller,
    pub(super) adds: Option<ModalKind>,
    pub(super) reality: Reality,
    pub(super) raises_not: bool,
    pub(super) nominal: bool,
    pub(super) finite: bool,
    pub(super) subject: bool,
}

/// Who does what the infinitive or gerund says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Controller {
    #[default]
    Subject,
    Object,
    None,
}

/// What follows for a content from the word above it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Reality {
    #[default]
    Open,
    Implied,
    Unrealised,
    Denied,
}

/// What an adjective or adverb adds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Colour {
    pub(super) adds: Option<ModalKind>,
    pub(super) reality: Reality,
    pub(super) hearsay: bool,
}

/// How the participants of an event noun are marked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Event {
    /// The verb that says the same.
    pub(super) verb: Option<&'static str>,
    pub(super) subject: &'static [String],
    pub(super) object: &'static [String],
    pub(super) possessor_is_object: bool,
}

/// A verb that lends itself to a noun.
#[derive(Debug, Clone, Copy)]
pub(super) struct Light {
    pub(super) verb: &'static str,
    pub(super) prep: Option<&'static str>,
    pub(super) receives: bool,
}

impl Grammar {
    pub(super) fn verb_takes(&self, lemma: &str) -> Option<&Takes> {
        self.verb_takes.get(lemma)
    }

    pub(super) fn adjective_takes(&self, lemma: &str) -> Option<&Takes> {
        self.adjective_takes.get(lemma)
    }

    pub(super) fn noun_takes(&self, lemma: &str) -> Option<&Takes> {
        self.noun_takes.get(lemma)
    }

    pub(super) fn modifier(&self, word: &str) -> Option<&Colour> {
        self.modifiers.get(word)
    }

    pub(super) fn adverb(&self, word: &str) -> Option<&Colour> {
        self.adverbs.get(word)
    }

    pub(super) fn event(&self, lemma: &str) -> Option<&Event> {
        self.events.get(lemma)
    }

    /// Whether verb, preposition between them if any, and noun make one predicate.
    pub(super) fn light(&self, verb: &str, prep: Option<&str>, noun: &str) -> Option<&Light> {
        self.light.get(noun)?.iter().find(|l| l.verb == verb && l.prep == prep)
    }

    /// The verb's lemma where the lemmatizer gives another.
    pub(super) fn mended_lemma(&self, word: &str) -> Option<&'static str> {
        self.lemmas.get(word).copied()
    }

    pub(super) fn preposition(&self, words: &str) -> Option<&'static str> {
        self.prepositions.get(words).copied()
    }

    fn parse() -> Self {
        // The tables are part of the program; the tests below read each of them.
        fn file<T: for<'de> Deserialize<'de>>(text: &str) -> T {
            toml::from_str(text).expect("a grammar table that is well formed")
        }
        let complements: Complements =
            file(include_str!("../../../../data/lexicon/grammar/complements.toml"));
        let modifiers: Modifiers = file(include_str!("../../../../data/lexicon/grammar/modifiers.toml"));
        let events: Events = file(include_str!("../../../../data/lexicon/grammar/events.toml"));
        let lights: Lights = file(include_str!("../../../../data/lexicon/grammar/light.toml"));
        let reporting: Reporting = file(include_str!("../../../../data/lexicon/grammar/reporting.toml"));
        let prepositions: Prepositions =
            file(include_str!("../../../../data/lexicon/grammar/prepositions.toml"));
        let headlines: Headlines = file(include_str!("../../../../data/lexicon/grammar/headlines.toml"));
        let particles: Particles = file(include_str!("../../../../data/lexicon/grammar/particles.toml"));
        let lemmas: Lemmas = file(include_str!("../../../../data/lexicon/grammar/lemmas.toml"));
        let takes_of = |of: TakerKind| {
            let mut table = HashMap::new();
            for entry in complements.takes.iter().filter(|e| e.of == of) {
                for word in &entry.words {
                    table.insert(keep(word), entry.takes());
                }
            }
            table
        };
        let (verb_takes, adjective_takes, noun_takes) =
            (takes_of(TakerKind::Verb), takes_of(TakerKind::Adjective), takes_of(TakerKind::Noun));
        let mut light: HashMap<&'static str, Vec<Light>> = HashMap::new();
        for entry in &lights.light {
            let prep = entry.prep.as_deref().map(keep);
            for (verb, noun) in entry.verbs.iter().flat_map(|v| entry.nouns.iter().map(move |n| (v, n))) {
                light.entry(keep(noun)).or_default().push(Light {
                    verb: keep(verb),
                    prep,
                    receives: entry.receives,
                });
            }
        }
        let mut event_table = HashMap::new();
        for group in &events.event {
            let (subject, object): (&'static [String], &'static [String]) =
                (group.subject.clone().leak(), group.object.clone().leak());
            for entry in &group.nouns {
                let (noun, verb) =
                    entry.split_once(": ").map_or((entry.as_str(), None), |(n, v)| (n, Some(keep(v))));
                let possessor_is_object = group.possessor == Controller::Object;
                event_table.insert(keep(noun), Event { verb, subject, object, possessor_is_object });
            }
        }
        let words: Vec<&'static str> =
            prepositions.single.iter().chain(&prepositions.multiple).map(|p| keep(p)).collect();
        let mut sorted_prepositions = words.clone();
        sorted_prepositions.sort_unstable();
        sorted_prepositions.dedup();
        let sets = Sets {
            occurrence: set(&lights.occurrence.verbs),
            transparent: set(&events.transparent.nouns),
            measures: set(&events.measures.nouns),
            goal_verbs: set(&complements.goal.verbs),
            reporting_verbs: set(&reporting.verbs),
            reporting_nouns: set(&reporting.nouns),
            hearsay: set(&reporting.hearsay),
            headline_participles: set(&headlines.participles),
            place: set(&prepositions.place),
            time: set(&prepositions.time),
            manner: set(&prepositions.manner),
            time_nouns: set(&prepositions.time_nouns),
            manner_nouns: set(&prepositions.manner_nouns),
            place_nouns: set(&prepositions.place_nouns),
            time_adverbs: set(&prepositions.time_adverbs),
            place_adverbs: set(&prepositions.place_adverbs),
            particles: set(&particles.adverb),
            preposition_particles: set(&particles.preposition),
            carried: set(&particles.carried),
            headline_verbs: set(&headlines.verbs),
        };
        Self {
            verb_takes,
            adjective_takes,
            noun_takes,
            modifiers: colours(&modifiers.modifier),
            adverbs: colours(&modifiers.adverb),
            events: event_table,
            light,
            prepositions: words.into_iter().map(|w| (w, w)).collect(),
            lemmas: lemmas.verb.iter().map(|(word, lemma)| (keep(word), keep(lemma))).collect(),
            sorted_prepositions,
            sets,
        }
    }
}

/// Keeps a word for the life of the program; the tables are read once.
fn keep(word: &str) -> &'static str {
    String::from(word).leak()
}

fn set(words: &[String]) -> HashSet<&'static str> {
    words.iter().map(|w| keep(w)).collect()
}

fn colours(entries: &[ColourEntry]) -> HashMap<&'static str, Colour> {
    let colour = |e: &ColourEntry| Colour { adds: e.adds, reality: e.reality, hearsay: e.hearsay };
    entries.iter().flat_map(|e| e.words.iter().map(move |w| (keep(w), colour(e)))).collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Complements {
    takes: Vec<TakesEntry>,
    goal: Goal,
}

#[derive(Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum TakerKind {
    #[default]
    Verb,
    Adjective,
    Noun,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TakesEntry {
    words: Vec<String>,
    #[serde(default)]
    of: TakerKind,
    #[serde(default)]
    controller: Controller,
    adds: Option<ModalKind>,
    #[serde(default)]
    reality: Reality,
    #[serde(default)]
    raises_not: bool,
    #[serde(default = "yes")]
    nominal: bool,
    #[serde(default = "yes")]
    finite: bool,
    #[serde(default)]
    subject: bool,
    #[serde(rename = "example")]
    _example: String,
}

impl TakesEntry {
    fn takes(&self) -> Takes {
        Takes {
            controller: self.controller,
            adds: self.adds,
            reality: self.reality,
            raises_not: self.raises_not,
            nominal: self.nominal,
            finite: self.finite,
            subject: self.subject,
        }
    }
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Goal {
    verbs: Vec<String>,
    #[serde(rename = "preposition")]
    _preposition: String,
    #[serde(rename = "example")]
    _example: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Modifiers {
    modifier: Vec<ColourEntry>,
    adverb: Vec<ColourEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ColourEntry {
    words: Vec<String>,
    adds: Option<ModalKind>,
    #[serde(default)]
    reality: Reality,
    #[serde(default)]
    hearsay: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Events {
    event: Vec<EventGroup>,
    transparent: Words,
    measures: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EventGroup {
    #[serde(rename = "gloss")]
    _gloss: String,
    #[serde(default)]
    subject: Vec<String>,
    #[serde(default)]
    object: Vec<String>,
    #[serde(default)]
    possessor: Controller,
    nouns: Vec<String>,
    #[serde(rename = "example")]
    _example: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    nouns: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lights {
    light: Vec<LightEntry>,
    occurrence: Verbs,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Verbs {
    verbs: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LightEntry {
    verbs: Vec<String>,
    nouns: Vec<String>,
    prep: Option<String>,
    #[serde(default)]
    receives: bool,
    #[serde(rename = "example")]
    _example: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reporting {
    verbs: Vec<String>,
    nouns: Vec<String>,
    hearsay: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Prepositions {
    single: Vec<String>,
    multiple: Vec<String>,
    place: Vec<String>,
    time: Vec<String>,
    manner: Vec<String>,
    time_nouns: Vec<String>,
    manner_nouns: Vec<String>,
    place_nouns: Vec<String>,
    time_adverbs: Vec<String>,
    place_adverbs: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Headlines {
    participles: Vec<String>,
    verbs: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Particles {
    adverb: Vec<String>,
    preposition: Vec<String>,
    carried: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lemmas {
    verb: std::collections::BTreeMap<String, String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_takes_its_complement_in_one_way_only() {
        let complements: Complements =
            toml::from_str(include_str!("../../../../data/lexicon/grammar/complements.toml")).unwrap();
        let mut seen = HashSet::new();
        for entry in &complements.takes {
            assert!(!entry._example.is_empty());
            for word in &entry.words {
                assert!(seen.insert((entry.of as u8, word.as_str())), "{word} stands in two groups");
            }
        }
    }

    #[test]
    fn an_event_noun_stands_in_one_group_only() {
        let events: Events =
            toml::from_str(include_str!("../../../../data/lexicon/grammar/events.toml")).unwrap();
        let mut seen = HashSet::new();
        for noun in events.event.iter().flat_map(|g| &g.nouns) {
            let noun = noun.split(':').next().unwrap();
            assert!(seen.insert(noun), "{noun} stands in two groups");
        }
    }

    #[test]
    fn prepositions_of_settings_are_prepositions() {
        let g = &*GRAMMAR;
        for list in [&g.sets.place, &g.sets.time, &g.sets.manner] {
            assert!(list.iter().all(|p| g.preposition(p).is_some()));
        }
        assert!(g.light("hold", None, "talk").is_some() && g.light("hold", None, "town").is_none());
    }
}
