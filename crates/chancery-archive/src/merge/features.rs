//! What of an event decides whether another one tells of the same happening.

use std::collections::BTreeSet;
use std::sync::Arc;

use chancery_record::{Days, Event, EventType, Mode, Participant, PlaceKind, Statement, Status};
use jiff::ToSpan;
use jiff::civil::Date;

use super::partial::Partial;
use super::story::Story;
use super::words::{content_words, is_common, is_generic, is_pronoun, is_title, is_topicless, stem};
use crate::fold::fold;

/// Longer intervals say too little to hold two events together or apart.
const VAGUE_DAYS: u32 = 62;

/// Types between which reports of one happening waver: a withdrawal announced is CONCEDE, done is RETREAT.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Family(EventType);

impl Family {
    pub(crate) fn of(event: &Event) -> Self {
        let is = |mode: &str| event.mode.is_some_and(|told| told.name() == mode);
        Self(match event.event_type {
            EventType::Concede => EventType::Retreat,
            EventType::Cooperate => EventType::Agree,
            // A deal that is signed (CAMEO 057) is one that is made.
            EventType::Support if event.cameo.as_deref() == Some("057") => EventType::Agree,
            EventType::Coerce if is("deport") => EventType::Sanction,
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

    pub(crate) fn is_done_with_arms(self) -> bool {
        matches!(self.0, EventType::Assault | EventType::Coerce | EventType::Mobilize)
    }

    pub(crate) fn is_of_crowds(self) -> bool {
        self.0 == EventType::Protest
    }

    /// Whether acts of this kind are often done to single persons.
    pub(crate) fn is_done_to_persons(self) -> bool {
        matches!(self.0, EventType::Assault | EventType::Coerce | EventType::Sanction)
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
    /// Whether it is an organisation or a group with a name of its own: no state and no body of one, whose names
    /// stand for each other.
    pub(crate) is_own_body: bool,
    pub(crate) is_state: bool,
    pub(crate) country: Option<String>,
    pub(crate) sector: Option<String>,
    /// The folded words, for what is not resolved.
    pub(crate) words: String,
    /// Content words by which it is called, where it has no name and is no state.
    pub(crate) calling: BTreeSet<String>,
}

impl Party {
    fn of(participant: &Participant) -> Self {
        use chancery_record::ActorKind;
        let name = participant.name.as_deref().map(fold).filter(|name| !name.is_empty());
        let is_person = match participant.kind {
            Some(kind) => kind == ActorKind::Person,
            None => name.is_some(),
        };
        // Organs of a state pass for each other, whatever they are called.
        let is_of_state = participant
            .sector
            .as_deref()
            .is_some_and(|sector| matches!(sector, "GOV" | "MIL" | "COP" | "SPY" | "JUD" | "LEG"));
        let is_own_body = matches!(participant.kind, Some(ActorKind::Organisation | ActorKind::Group))
            && name.is_some()
            && !is_of_state;
        let is_state = participant.kind == Some(ActorKind::State);
        // Whom no table has is known by the name in the words.
        let name = name.or_else(|| is_person.then(|| name_within(&participant.words.text)).flatten());
        let words = fold(&participant.words.text);
        // "He" in two reports is no common word.
        let words = if is_pronoun(&words) { String::new() } else { words };
        let calling = if is_person || is_own_body || is_state {
            BTreeSet::new()
        } else {
            content_words([participant.words.text.as_str()])
        };
        Self {
            calling,
            name,
            is_person,
            is_own_body,
            is_state,
            country: participant.country.clone(),
            sector: participant.sector.clone(),
            words,
        }
    }
}

/// The two words that a title with a name ends in: "Ayla Tamm" in "Estonian Deputy Foreign Minister Ayla Tamm".
fn name_within(words: &str) -> Option<String> {
    let mut last = words.split_whitespace().rev();
    let (family, given) = (last.next()?, last.next()?);
    let is_name = |word: &str| {
        let folded = fold(word);
        word.starts_with(char::is_uppercase) && !is_common(&folded) && !is_title(&folded)
    };
    (is_name(family) && is_name(given)).then(|| fold(&format!("{given} {family}")))
}

/// A place, made comparable.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Spot {
    pub(crate) name: String,
    pub(crate) country: Option<String>,
    pub(crate) lat_lon: Option<(f64, f64)>,
    pub(crate) kind: Option<PlaceKind>,
}

/// An event, made comparable.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Features {
    /// What the report is known by.
    pub(crate) report: String,
    pub(crate) published: Option<Date>,
    /// The names in the whole report.
    pub(crate) story: Arc<Story>,
    pub(crate) family: Family,
    /// For an act without a type: the word that stands for one.
    pub(crate) act: Option<String>,
    pub(crate) mode: Option<Mode>,
    pub(crate) status: Status,
    pub(crate) source: Vec<Party>,
    pub(crate) target: Vec<Party>,
    /// The event's days, unless they are too many to tell anything.
    pub(crate) days: Option<Days>,
    /// What the words of time say without a year.
    pub(crate) partial: Partial,
    /// Whether the days are read from words, not from the report's date alone.
    pub(crate) has_own_days: bool,
    pub(crate) spot: Option<Spot>,
    pub(crate) format: Option<String>,
    /// Greatest numbers by harm, for comparing tolls.
    pub(crate) toll: Vec<(chancery_record::Harm, u64)>,
    /// Folded content words of the object; empty where the event has none.
    pub(crate) about: BTreeSet<String>,
    /// What class of things the object is of, such as `ceasefire`.
    pub(crate) class: Option<String>,
    /// Folded content words of the evidence.
    pub(crate) wording: BTreeSet<String>,
    /// Words by which parties and place are called: grounds of their own, and no part of what it is about.
    pub(crate) naming: BTreeSet<String>,
    /// Names within the object: of a ship, a treaty, a village.
    pub(crate) things: BTreeSet<String>,
    /// Whether the words tell of a change of date.
    pub(crate) is_moved: bool,
    /// Whether the words tell of another one of its kind before it.
    pub(crate) is_further: bool,
    /// Whether the words set the meeting apart from a larger one.
    pub(crate) is_aside: bool,
}

impl Features {
    pub(crate) fn of(event: &Event, report: &str, published: Option<Date>, story: Arc<Story>) -> Self {
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
        let is_further = tells(&[
            " second ",
            " third ",
            " fourth ",
            " again ",
            " another ",
            " latest ",
            " new round ",
            " back in ",
            " separately ",
        ]);
        let naming = naming(event);
        let mut about = content_words(event.object.iter().map(|object| object.words.text.as_str()));
        about.retain(|word| !is_generic(word));
        let when_words = event.when.as_ref().and_then(|when| when.words.as_ref());
        Self {
            report: report.to_owned(),
            published,
            story,
            family: Family::of(event),
            act: None,
            mode: event.mode,
            status: event.status,
            source: event.source.iter().map(Party::of).collect(),
            target: event.target.iter().map(Party::of).collect(),
            days,
            partial: when_words.map(|words| Partial::of(&words.text)).unwrap_or_default(),
            has_own_days: event.when.as_ref().is_some_and(|when| when.words.is_some()) && days.is_some(),
            spot: event.place.as_ref().map(|place| Spot {
                name: fold(place.name.as_deref().unwrap_or(&place.words.text)),
                country: place.country.clone(),
                lat_lon: place.lat.zip(place.lon),
                kind: place.kind,
            }),
            format: event.format.as_ref().map(|format| fold(&format.name)),
            toll: event.toll.iter().filter_map(|toll| Some((toll.harm, toll.high.or(toll.low)?))).collect(),
            things: event.object.iter().flat_map(|object| names_in(&object.words.text, &naming)).collect(),
            naming,
            about,
            class: event.object.as_ref().and_then(|object| object.class.clone()),
            wording,
            is_moved,
            is_further,
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

    /// Whether acts of this kind about other things are other acts, whatever else agrees. What is done to a person
    /// is not: its object is a reason or a sentence, which reports put in many words.
    pub(crate) fn is_told_apart_by_its_object(&self) -> bool {
        let is_of_person = self
            .mode
            .is_some_and(|mode| matches!(mode.name(), "expel" | "convict" | "deport" | "resign" | "release"));
        self.family.is_about_something() && !is_of_person
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

/// The words that say what a statement is about, each once, parted by spaces.
pub(crate) fn topics(statement: &Statement) -> String {
    let mut words = BTreeSet::new();
    for content in &statement.content {
        for word in content.text.split_whitespace() {
            // "Kenya's" is about Kenya.
            let word = word.trim_end_matches(|c: char| c.is_ascii_punctuation() || c == '”');
            let word = word.strip_suffix("'s").or(word.strip_suffix("’s")).unwrap_or(word);
            for word in fold(word).split(' ') {
                if word.len() > 3 && !is_topicless(word) {
                    words.insert(word.to_owned());
                }
            }
        }
    }
    words.into_iter().collect::<Vec<_>>().join(" ")
}
