//! What of an event decides whether another one tells of the same happening.

use std::collections::BTreeSet;

use chancery_record::{Days, Event, EventType, Mode, Participant, Statement, Status};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::fold::fold;

/// Longer intervals say too little to hold two events together or apart.
const VAGUE_DAYS: u32 = 62;

/// Words that most news sentences have, which tell nothing of what an event is about. Function words of
/// English, small numbers, and the verbs of saying, meeting and killing that type, mode and toll already say.
const COMMON: &[&str] = &[
    "a",
    "an",
    "the",
    "and",
    "or",
    "of",
    "to",
    "in",
    "on",
    "at",
    "for",
    "from",
    "with",
    "by",
    "as",
    "that",
    "this",
    "its",
    "his",
    "her",
    "their",
    "he",
    "she",
    "it",
    "they",
    "was",
    "were",
    "is",
    "are",
    "be",
    "been",
    "has",
    "have",
    "had",
    "will",
    "would",
    "not",
    "also",
    "after",
    "before",
    "over",
    "into",
    "who",
    "which",
    "said",
    "says",
    "say",
    "told",
    "met",
    "meet",
    "meets",
    "meeting",
    "held",
    "hold",
    "talks",
    "visit",
    "visited",
    "minister",
    "ministers",
    "foreign",
    "president",
    "prime",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "week",
    "last",
    "two",
    "sides",
    "country",
    "countries",
    "government",
    "official",
    "officials",
    "about",
    "than",
    "but",
    "new",
    "during",
    "between",
    "called",
    "urged",
    "asked",
    "demanded",
    "condemned",
    "accused",
    "agreed",
    "another",
    "other",
    "people",
    "person",
    "least",
    "killed",
    "kill",
    "killing",
    "dead",
    "died",
    "wounded",
    "injured",
    "attack",
    "attacked",
    "bomb",
    "bomber",
    "bombing",
    "bombed",
    "blast",
    "explosion",
    "one",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
];

/// Types between which reports of one happening waver: a withdrawal announced is CONCEDE, done is RETREAT.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Family(EventType);

impl Family {
    pub(crate) fn of(event_type: EventType) -> Self {
        Self(match event_type {
            EventType::Concede => EventType::Retreat,
            EventType::Cooperate => EventType::Agree,
            other => other,
        })
    }

    pub(crate) fn name(self) -> &'static str {
        self.0.name()
    }

    /// Whether one actor does many acts of this kind in a few days, told apart by what they are about.
    pub(crate) fn is_about_something(self) -> bool {
        matches!(
            self.0,
            EventType::Request
                | EventType::Accuse
                | EventType::Reject
                | EventType::Threaten
                | EventType::Support
                | EventType::Agree
                | EventType::Retreat
                | EventType::Sanction
                | EventType::Aid
        )
    }

    /// Whether one actor does many acts of this kind in a few days, told apart by where they are.
    pub(crate) fn is_at_a_place(self) -> bool {
        matches!(self.0, EventType::Assault | EventType::Coerce | EventType::Protest | EventType::Mobilize)
    }

    pub(crate) fn is_meeting(self) -> bool {
        self.0 == EventType::Consult
    }
}

/// A party, made comparable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Party {
    /// The person's or body's folded name.
    pub(crate) name: Option<String>,
    pub(crate) is_person: bool,
    pub(crate) country: Option<String>,
    /// The folded words, for what is not resolved.
    pub(crate) words: String,
}

impl Party {
    fn of(participant: &Participant) -> Self {
        use chancery_record::ActorKind;
        let name = participant.name.as_deref().map(fold).filter(|name| !name.is_empty());
        let is_person = match participant.kind {
            Some(kind) => kind == ActorKind::Person,
            None => name.is_some(),
        };
        // Whom no table has is known by the name in the words.
        let name = name.or_else(|| is_person.then(|| name_within(&participant.words.text)).flatten());
        let words = fold(&participant.words.text);
        // "He" in two reports is no common word.
        let words = if is_pronoun(&words) { String::new() } else { words };
        Self { name, is_person, country: participant.country.clone(), words }
    }
}

/// The two words that a title with a name ends in: "Ayla Tamm" in "Estonian Deputy Foreign Minister Ayla Tamm".
fn name_within(words: &str) -> Option<String> {
    let mut last = words.split_whitespace().rev();
    let (family, given) = (last.next()?, last.next()?);
    let is_name = |word: &str| {
        let folded = fold(word);
        word.starts_with(char::is_uppercase) && !is_common(&folded) && !TITLES.contains(&folded.as_str())
    };
    (is_name(family) && is_name(given)).then(|| fold(&format!("{given} {family}")))
}

/// Whether folded words say nothing of whom they stand for.
pub(crate) fn is_pronoun(words: &str) -> bool {
    PRONOUNS.contains(&words)
}

/// Words that say nothing of whom they stand for.
const PRONOUNS: &[&str] = &[
    "he",
    "she",
    "it",
    "they",
    "we",
    "i",
    "you",
    "him",
    "her",
    "them",
    "us",
    "me",
    "his",
    "their",
    "who",
    "whom",
    "which",
    "that",
    "this",
    "these",
    "those",
    "one",
    "some",
    "others",
    "many",
    "all",
    "both",
    "himself",
    "herself",
    "themselves",
    "itself",
    "someone",
    "people",
];

/// Words that stand in titles and in the names of bodies, beside [`COMMON`].
const TITLES: &[&str] = &[
    "ambassador",
    "envoy",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "secretary",
    "general",
    "leader",
    "king",
    "queen",
    "chief",
    "deputy",
    "head",
    "council",
    "ministry",
    "embassy",
    "delegation",
    "department",
    "chancellor",
    "governor",
    "mayor",
    "senator",
    "commander",
    "army",
    "forces",
    "police",
    "party",
    "committee",
    "commission",
    "court",
    "union",
    "affairs",
    "adviser",
    "representative",
    "director",
    "chairman",
    "parliament",
    "speaker",
];

/// A place, made comparable.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Spot {
    pub(crate) name: String,
    pub(crate) country: Option<String>,
    pub(crate) lat_lon: Option<(f64, f64)>,
}

/// An event, made comparable.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Features {
    /// What the report is known by.
    pub(crate) report: String,
    pub(crate) published: Option<Date>,
    pub(crate) family: Family,
    /// For an act without a type: the word that stands for one.
    pub(crate) act: Option<String>,
    pub(crate) mode: Option<Mode>,
    pub(crate) status: Status,
    pub(crate) source: Vec<Party>,
    pub(crate) target: Vec<Party>,
    /// The event's days, unless they are too many to tell anything.
    pub(crate) days: Option<Days>,
    /// Whether the days are read from words, not from the report's date alone.
    pub(crate) has_own_days: bool,
    pub(crate) spot: Option<Spot>,
    pub(crate) format: Option<String>,
    /// Greatest numbers by harm, for comparing tolls.
    pub(crate) toll: Vec<(chancery_record::Harm, u64)>,
    /// Folded content words of the object; empty where the event has none.
    pub(crate) about: BTreeSet<String>,
    /// Folded content words of the evidence.
    pub(crate) wording: BTreeSet<String>,
    /// Words by which parties and place are called: grounds of their own, and no part of what it is about.
    pub(crate) naming: BTreeSet<String>,
    /// Names within the object: of a ship, a treaty, a village.
    pub(crate) things: BTreeSet<String>,
    /// Whether the words tell of a change of date.
    pub(crate) is_moved: bool,
    /// Whether the words set the meeting apart from a larger one.
    pub(crate) is_aside: bool,
}

impl Features {
    pub(crate) fn of(event: &Event, report: &str, published: Option<Date>) -> Self {
        let told = event.when.as_ref().and_then(|when| when.days);
        let days = told.filter(|days| days.count() <= VAGUE_DAYS);
        let evidence = event.evidence.iter().map(|words| words.text.as_str());
        let wording = content_words(evidence);
        let folded: Vec<String> =
            event.evidence.iter().map(|evidence| format!(" {} ", fold(&evidence.text))).collect();
        let tells = |words: &[&str]| words.iter().any(|word| folded.iter().any(|text| text.contains(word)));
        let is_moved =
            tells(&["postponed", "postpone", "rescheduled", "delayed", "brought forward", "moved to"]);
        let is_aside = tells(&[
            " sidelines ",
            " margins ",
            " separate ",
            " separately ",
            " bilateral ",
            " one on one ",
            " tete a tete ",
        ]);
        let naming = naming(event);
        Self {
            report: report.to_owned(),
            published,
            family: Family::of(event.event_type),
            act: None,
            mode: event.mode,
            status: event.status,
            source: event.source.iter().map(Party::of).collect(),
            target: event.target.iter().map(Party::of).collect(),
            days,
            has_own_days: event.when.as_ref().is_some_and(|when| when.words.is_some()) && days.is_some(),
            spot: event.place.as_ref().map(|place| Spot {
                name: fold(place.name.as_deref().unwrap_or(&place.words.text)),
                country: place.country.clone(),
                lat_lon: place.lat.zip(place.lon),
            }),
            format: event.format.as_ref().map(|format| fold(&format.name)),
            toll: event.toll.iter().filter_map(|toll| Some((toll.harm, toll.high.or(toll.low)?))).collect(),
            things: event.object.iter().flat_map(|object| names_in(&object.words.text, &naming)).collect(),
            naming,
            about: content_words(event.object.iter().map(|object| object.words.text.as_str())),
            wording,
            is_moved,
            is_aside,
        }
    }

    /// The days in which the event lies: its own, else the week up to the report.
    pub(crate) fn window(&self) -> Option<Days> {
        self.days.or_else(|| {
            let published = self.published?;
            Some(Days::new(published.checked_sub(6.days()).ok()?, published))
        })
    }

    /// Both sides together.
    pub(crate) fn parties(&self) -> impl Iterator<Item = &Party> {
        self.source.iter().chain(&self.target)
    }

    pub(crate) fn countries(&self) -> BTreeSet<&str> {
        countries(self.parties())
    }
}

/// Whom the parties act for.
pub(crate) fn countries<'a>(parties: impl IntoIterator<Item = &'a Party>) -> BTreeSet<&'a str> {
    parties.into_iter().filter_map(|party| party.country.as_deref()).collect()
}

fn naming(event: &Event) -> BTreeSet<String> {
    let parties = event.source.iter().chain(&event.target);
    let called = parties.flat_map(|party| [Some(party.words.text.as_str()), party.name.as_deref()]);
    let places =
        event.place.iter().flat_map(|place| [Some(place.words.text.as_str()), place.name.as_deref()]);
    content_words(called.chain(places).flatten())
}

/// Folded words of `text` that are written as names, without those that `naming` has.
fn names_in(text: &str, naming: &BTreeSet<String>) -> BTreeSet<String> {
    let words = text.split_whitespace().skip_while(|word| fold(word).len() < 3);
    // "Its ambassador in Canberra" and "the ambassador to Australia" name one thing: a place is no name of it.
    let mut is_after_preposition = false;
    let names = words.filter(|word| {
        let is_name = word.starts_with(char::is_uppercase);
        let is_place = is_after_preposition;
        is_after_preposition = matches!(*word, "in" | "to" | "at" | "from" | "near" | "of" | "on" | "into")
            || (is_place && is_name);
        is_name && !is_place
    });
    names
        .map(fold)
        .filter(|name| {
            name.len() > 2 && !is_common(name) && !naming.contains(stem(name)) && !name.contains(' ')
        })
        .collect()
}

/// Folded words that say what something is about, brought to a common stem by dropping plural and verb
/// endings.
fn content_words<'a>(texts: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for text in texts {
        for word in fold(text).split(' ') {
            if word.len() > 2 && !is_common(word) {
                words.insert(stem(word).to_owned());
            }
        }
    }
    words
}

/// Plurals and possessives ("Saturday's" folds to "saturdays") are as common as their words.
fn is_common(word: &str) -> bool {
    COMMON.contains(&word) || word.strip_suffix('s').is_some_and(|word| COMMON.contains(&word))
}

fn stem(word: &str) -> &str {
    for ending in ["ations", "ation", "ions", "ing", "ion", "ies", "ed", "es", "s", "al"] {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.len() >= 4
        {
            return stem;
        }
    }
    word
}

/// Words of statements that are no topic: months, and words of every statement beside [`COMMON`].
const TOPICLESS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "counterpart",
    "counterparts",
    "travel",
    "today",
    "yesterday",
    "tomorrow",
    "year",
    "years",
    "month",
    "months",
    "days",
    "time",
    "very",
    "more",
    "most",
    "much",
    "many",
    "some",
    "such",
    "only",
    "just",
    "been",
    "being",
    "were",
    "what",
    "when",
    "where",
    "there",
    "here",
    "then",
    "them",
    "these",
    "those",
    "your",
    "ours",
    "because",
    "could",
    "should",
    "must",
    "might",
    "does",
    "doing",
    "done",
    "make",
    "made",
    "take",
    "taken",
    "going",
    "like",
    "well",
    "want",
    "need",
    "know",
    "think",
    "come",
    "came",
    "also",
    "still",
    "even",
    "ever",
    "never",
    "every",
    "other",
    "another",
    "against",
    "under",
    "until",
    "while",
    "through",
    "upon",
    "without",
    "within",
];

/// The words that say what a statement is about, each once, parted by spaces.
pub(crate) fn topics(statement: &Statement) -> String {
    let mut words = BTreeSet::new();
    for content in &statement.content {
        for word in content.text.split_whitespace() {
            // "Kenya's" is about Kenya.
            let word = word.trim_end_matches(|c: char| c.is_ascii_punctuation() || c == '”');
            let word = word.strip_suffix("'s").or(word.strip_suffix("’s")).unwrap_or(word);
            for word in fold(word).split(' ') {
                if word.len() > 3 && !is_common(word) && !TOPICLESS.contains(&word) {
                    words.insert(word.to_owned());
                }
            }
        }
    }
    words.into_iter().collect::<Vec<_>>().join(" ")
}
