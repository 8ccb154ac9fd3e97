//! Frames: which predicates, with which roles filled by what, are which act. Data, not code.
//!
//! `data/lexicon/README.md` describes the tables. [`Lexicon::embedded`] has the ones built in;
//! [`Lexicon::load`] lays a folder's over them and reports every fault of every table at once.

mod fault;
mod form;
mod path;
mod subject;
pub mod suite;

use std::collections::HashMap;
use std::ops::Range;

use chancery_knowledge::Sector;
use chancery_record::{Context, EventType, Mode, Stance, Status};

use crate::clauses::ModalKind;

use subject::Subjects;

pub use fault::Fault;
pub use path::{Path, Step};
pub use subject::{Subject, SubjectExample};

/// The tables built in: name relative to `data/lexicon`, text.
const EMBEDDED: &[(&str, &str)] = &include!(concat!(env!("OUT_DIR"), "/frames.rs"));

/// A kind of act.
#[derive(Debug, Clone)]
pub struct Frame {
    /// Folder and file name without ending: `consult/visit`.
    pub id: Box<str>,
    /// What acts of this kind are, for a person.
    pub gloss: Box<str>,
    /// The sentence of the codebook that it rests on.
    pub basis: Box<str>,
    /// Sentences that it must find, and must not.
    pub examples: Vec<Example>,
}

/// A sentence that a frame is tested on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The table.
    pub file: Box<str>,
    /// Line in the table, from 1.
    pub line: usize,
    /// The sentence.
    pub text: Box<str>,
    /// What it must give; `None` where the frame must not fire.
    pub expected: Option<Expected>,
}

/// What a frame must find in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// Codes of the source; `None` where the example does not say.
    pub source: Option<Vec<Box<str>>>,
    /// Codes of the target.
    pub target: Option<Vec<Box<str>>>,
    /// The status.
    pub status: Option<Status>,
    /// The mode's name.
    pub mode: Option<Box<str>>,
}

/// One way to tell an act in words.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// Number of its frame in [`Lexicon::frames`].
    pub frame: usize,
    /// The table and line it stands at.
    pub place: Box<str>,
    /// What it codes.
    pub code: Code,
    /// Who acts: the first path that holds an actor.
    pub source: Vec<Path>,
    /// Who is acted on.
    pub target: Vec<Path>,
    /// The words that say what was asked, agreed, imposed.
    pub object: Vec<Path>,
    /// Whether all parties act alike.
    pub mutual: bool,
    /// What must hold, and must not.
    pub constraints: Vec<Constraint>,
    /// Whether a resolved source is needed.
    pub source_required: bool,
    /// Whether a resolved target that is not the source's own is needed.
    pub target_required: bool,
    /// Whether acts inside the content are events of their own.
    pub keeps_content: bool,
    /// Whether it is about a negated clause.
    pub negated: bool,
    /// How many constraints more it counts for when several patterns match.
    pub priority: u8,
}

impl Pattern {
    /// Whether what is said, asked or promised decides about it.
    pub(crate) fn asks_of_content(&self) -> bool {
        let is_content = |step: &Step| matches!(step, Step::Complement | Step::Content);
        let paths = self.source.iter().chain(&self.target).flat_map(|path| path.parts.iter().flatten());
        self.constraints.iter().flat_map(|c| &c.path).chain(paths).any(is_content)
    }
}

/// What a pattern codes.
#[derive(Debug, Clone, PartialEq)]
pub struct Code {
    /// The type.
    pub event_type: EventType,
    /// The mode.
    pub mode: Option<Mode>,
    /// The CAMEO code.
    pub cameo: Option<Box<str>>,
    /// Contexts that the act implies.
    pub contexts: Vec<Context>,
    /// Short class of the object.
    pub class: Option<Box<str>>,
    /// The status whatever the words.
    pub status: Option<Status>,
}

/// A condition on what fills a path.
#[derive(Debug, Clone, PartialEq)]
pub struct Constraint {
    /// Steps to it; empty is the clause itself.
    pub path: Vec<Step>,
    /// What is asked.
    pub test: Test,
    /// Whether it must hold, or must not.
    pub wanted: bool,
}

/// A condition.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// The head's lemma is one of these.
    Word(Vec<Box<str>>),
    /// Some word inside has one of these lemmas.
    Within(Vec<Box<str>>),
    /// It is an actor of one of these sorts.
    Actor(Vec<ActorSort>),
    /// It is an act of one of these types.
    Type(Vec<EventType>),
    /// One of these bears on the clause.
    Modality(Vec<ModalKind>),
    /// Whether the clause is negated.
    Negative(bool),
    /// Whether the words are passive.
    Passive(bool),
    /// Something fills it, or nothing does.
    Present(bool),
}

/// A sort of actor that a frame asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActorSort {
    /// Any.
    Any,
    /// A human being.
    Person,
    /// A state.
    State,
    /// A body of a state or organisation.
    Body,
    /// An organisation.
    Organisation,
    /// Those who bear arms: an armed group, or of sector MIL, REB or COP.
    Armed,
    /// People without a name.
    People,
    /// Those of this sector.
    Sector(Sector),
}

/// All frames, ready to be asked.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    frames: Vec<Frame>,
    patterns: Vec<Pattern>,
    verbs: HashMap<Box<str>, Vec<u32>>,
    nouns: HashMap<Box<str>, Vec<u32>>,
    phrases: HashMap<Box<str>, Vec<u32>>,
    adjectives: HashMap<Box<str>, Vec<u32>>,
    subjects: Subjects,
}

impl Lexicon {
    /// The frames built into the program.
    ///
    /// # Panics
    /// If a built-in table is faulty, which the test suite excludes.
    #[must_use]
    pub fn embedded() -> Self {
        let (lexicon, faults) = Self::load(&[]);
        assert!(faults.is_empty(), "built-in frames: {}", faults[0]);
        lexicon
    }

    /// The frames built in with `tables` (name relative to the lexicon's folder, text) laid over them: one
    /// of the same name replaces, another adds. A faulty frame is left out and told of.
    #[must_use]
    pub fn load(tables: &[(String, String)]) -> (Self, Vec<Fault>) {
        let replaced = |name: &str| tables.iter().any(|(over, _)| over == name);
        let embedded = EMBEDDED.iter().copied().filter(|(name, _)| !replaced(name));
        let mut all: Vec<(&str, &str)> =
            embedded.chain(tables.iter().map(|(name, text)| (&**name, &**text))).collect();
        all.sort_unstable_by_key(|(name, _)| *name);
        let mut faults = Vec::new();
        let words = form::words(&all, &mut faults);
        let mut lexicon = Self::default();
        for (name, text) in all {
            match name {
                form::WORDS => {}
                _ if Subjects::has(name) => lexicon.subjects.add(name, text, &mut faults),
                _ => form::add_frame(&mut lexicon, name, text, &words, &mut faults),
            }
        }
        (lexicon, faults)
    }

    /// All frames, by name.
    #[must_use]
    pub fn frames(&self) -> &[Frame] {
        &self.frames
    }

    /// All patterns, by frame.
    #[must_use]
    pub fn patterns(&self) -> &[Pattern] {
        &self.patterns
    }

    /// One pattern.
    #[must_use]
    pub fn pattern(&self, number: u32) -> &Pattern {
        &self.patterns[number as usize]
    }

    /// The frame of a pattern.
    #[must_use]
    pub fn frame_of(&self, pattern: u32) -> &Frame {
        &self.frames[self.pattern(pattern).frame]
    }

    /// The sentences that contexts, classes of objects and namings are tested on.
    #[must_use]
    pub fn subject_examples(&self) -> &[SubjectExample] {
        &self.subjects.examples
    }

    /// The contexts that lemmas speak of, in the order of their table.
    pub(crate) fn contexts_of(&self, lemmas: &[String]) -> Vec<Context> {
        self.subjects.contexts.all(lemmas).into_iter().copied().collect()
    }

    /// The class of an object with these lemmas, of which the one at `head` is its head.
    pub(crate) fn class_of(&self, lemmas: &[String], head: usize) -> Option<&str> {
        self.subjects.objects.foremost(lemmas, head).map(|(_, class)| &**class)
    }

    /// The first of these lemmas that judge the party they name, and how.
    pub(crate) fn naming_of(&self, lemmas: &[String]) -> Option<(Range<usize>, Stance)> {
        self.subjects.namings.foremost(lemmas, 0).map(|(words, stance)| (words, *stance))
    }

    /// Patterns for a verb's lemma, alone or under the noun made from it.
    pub(crate) fn by_verb(&self, lemma: &str) -> &[u32] {
        self.verbs.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// Patterns for an event noun's lemma.
    pub(crate) fn by_noun(&self, lemma: &str) -> &[u32] {
        self.nouns.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// Patterns for a whole predicate.
    pub(crate) fn by_phrase(&self, lemma: &str) -> &[u32] {
        self.phrases.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// Patterns for an adjective after a copula.
    pub(crate) fn by_adjective(&self, lemma: &str) -> &[u32] {
        self.adjectives.get(lemma).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRAME: &str = r#"
        type = "CONSULT"
        mode = "visit"
        cameo = "042"
        gloss = "Goes to see."
        basis = "CONSULT: visits"
        [[pattern]]
        verb = ["drop in on"]
        source = ["subject"]
        target = ["object"]
        needs.subject.actor = ["person"]
        [[example]]
        text = "The minister dropped in on Kenya."
        [[near_miss]]
        text = "Prices dropped in Kenya."
    "#;

    fn load(name: &str, text: &str) -> (Lexicon, Vec<Fault>) {
        Lexicon::load(&[(name.to_owned(), text.to_owned())])
    }

    #[test]
    fn a_folder_adds_frames() {
        let (lexicon, faults) = load("consult/drop_in.toml", FRAME);
        assert!(faults.is_empty(), "{}", faults[0]);
        let found = lexicon.by_verb("drop in on");
        assert_eq!(found.len(), 1);
        assert_eq!(&*lexicon.frame_of(found[0]).id, "consult/drop_in");
        assert_eq!(lexicon.pattern(found[0]).code.mode.map(Mode::name), Some("visit"));
    }

    #[test]
    fn faults_name_the_place_and_the_mend() {
        let broken = FRAME
            .replace("\"visit\"", "\"shell\"")
            .replace("[\"object\"]", "[\"victim\"]")
            .replace("\"person\"", "\"robot\"");
        let (lexicon, faults) = load("consult/drop_in.toml", &broken);
        assert!(lexicon.by_verb("drop in on").is_empty());
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(told.len(), 3, "{told:?}");
        assert!(told.iter().all(|f| f.starts_with("consult/drop_in.toml:")), "{told:?}");
        assert!(told.iter().any(|f| f.contains("`shell`")) && told.iter().any(|f| f.contains("`victim`")));
    }

    #[test]
    fn the_folder_says_the_type() {
        let (_, faults) = load("assault/drop_in.toml", FRAME);
        assert!(faults[0].to_string().contains("folder `assault`"), "{}", faults[0]);
    }
}
