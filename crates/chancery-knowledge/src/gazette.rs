//! Finds every name, title and agent word of the tables in a sequence of tokens.
//!
//! Phrases are kept by a hash of their folded words, prefix by prefix; the longest phrase from a word on is
//! the match, and the words themselves are compared before it counts. Folding is described in `fold.rs`.

use chancery_record::{Span, Token};
use rustc_hash::FxHashMap;

use crate::fold::{Folder, Shape, Word, Words};
use crate::{
    AgentId, Body, CountryId, CountryName, LoadedWordId, OrganisationId, OutletId, PeopleId, PersonId,
    TitleId,
};

/// How a phrase names a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PersonName {
    /// By the full name or another full spelling.
    Full,
    /// By a family name or another short name: a candidate among others.
    Short,
}

/// What a phrase means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Entry {
    /// A country, and how the phrase names it.
    Country(CountryId, CountryName),
    /// An organisation.
    Organisation(OrganisationId),
    /// An outlet.
    Outlet(OutletId),
    /// A person.
    Person(PersonId, PersonName),
    /// A title.
    Title {
        /// Which.
        title: TitleId,
        /// Whether in the plural: "foreign ministers".
        is_plural: bool,
    },
    /// An agent word.
    Agent {
        /// Which.
        agent: AgentId,
        /// Whether in the plural; words of one form count as singular.
        is_plural: bool,
    },
    /// A loaded word.
    LoadedWord(LoadedWordId),
    /// A people without a state of its name.
    People {
        /// Which.
        people: PeopleId,
        /// Whether by its adjective: "Kurdish".
        is_adjective: bool,
    },
}

impl Entry {
    /// The country or organisation that the entry is, if it is one.
    #[must_use]
    pub fn body(self) -> Option<Body> {
        match self {
            Self::Country(id, _) => Some(Body::Country(id)),
            Self::Organisation(id) => Some(Body::Organisation(id)),
            _ => None,
        }
    }
}

/// A phrase found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// The tokens that it covers, at least in part.
    pub tokens: Span<Token>,
    /// What it may mean; the preferred meaning first where the tables prefer one.
    pub entries: Vec<Entry>,
}

/// How a phrase must be written to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    /// Any way.
    Any,
    /// As a name: each word that the table begins with a capital begins with one, but for particles.
    Name,
    /// In capitals throughout, as "WHO" and "US" are to be told from "who" and "us".
    Capitals,
}

/// Words that a name may have in small letters: particles, and the common nouns that some papers do not
/// capitalise ("Labour party").
const SMALL_WORDS: [&str; 48] = [
    "al",
    "bin",
    "ibn",
    "ben",
    "bint",
    "von",
    "van",
    "der",
    "den",
    "de",
    "del",
    "della",
    "di",
    "da",
    "do",
    "dos",
    "du",
    "la",
    "le",
    "el",
    "y",
    "e",
    "i",
    "of",
    "the",
    "and",
    "for",
    "in",
    "on",
    "to",
    "against",
    "with",
    "'s",
    "ye",
    "wal",
    "as",
    "ash",
    "ould",
    "party",
    "movement",
    "ministry",
    "parliament",
    "government",
    "council",
    "court",
    "agency",
    "army",
    "union",
];

/// A phrase's place in the list of phrases.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    /// The phrase that ends here, counted from one; none if zero.
    phrase: u32,
    /// Whether a longer phrase begins so.
    goes_on: bool,
}

#[derive(Debug)]
struct Phrase {
    /// Where its folded text lies.
    text: (u32, u32),
    first: (Entry, Written),
    /// Most phrases mean one thing only, and then this takes no memory.
    others: Vec<(Entry, Written)>,
}

impl Phrase {
    fn entries(&self) -> impl Iterator<Item = &(Entry, Written)> {
        std::iter::once(&self.first).chain(&self.others)
    }
}

/// How a phrase must be written, word by word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Written {
    case: Case,
    /// The words that the table begins with a capital, the first in the lowest bit.
    capitals: u32,
}

/// The phrases of all tables.
#[derive(Debug, Default)]
pub struct Gazette {
    pub(crate) folder: Folder,
    slots: FxHashMap<u64, Slot>,
    phrases: Vec<Phrase>,
    texts: String,
}

/// The hash of a phrase from that of the words before and the next word's.
fn step(before: u64, word: u64) -> u64 {
    (before.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

impl Gazette {
    pub(crate) fn new(folder: Folder) -> Self {
        let mut slots = FxHashMap::default();
        slots.reserve(80_000);
        Self { folder, slots, phrases: Vec::with_capacity(36_000), texts: String::with_capacity(700_000) }
    }

    /// Adds a phrase; `scratch` is only there to be used again.
    pub(crate) fn add(&mut self, phrase: &str, entry: Entry, case: Case, scratch: &mut Words) {
        self.folder.fold_phrase(phrase, scratch);
        self.add_folded(scratch, entry, case, |_| true);
    }

    /// Adds the words of `words` that `keep` lets pass.
    pub(crate) fn add_folded(
        &mut self,
        words: &Words,
        entry: Entry,
        case: Case,
        keep: impl Fn(&str) -> bool,
    ) {
        let kept: Vec<&Word> = words.as_slice().iter().filter(|word| keep(words.text(word))).collect();
        let capitals = kept
            .iter()
            .enumerate()
            .filter(|(_, word)| !matches!(word.shape, Shape::Small | Shape::Other))
            .fold(0, |bits, (idx, _)| bits | 1u32.checked_shl(u32::try_from(idx).unwrap_or(32)).unwrap_or(0));
        let written = Written { case, capitals };
        self.add_words(kept.iter().map(|word| (words.text(word), word.hash)), entry, written);
    }

    /// Adds the words of `words` as one, for "Amirabdollahian".
    pub(crate) fn add_joined(&mut self, words: &Words, entry: Entry, case: Case, scratch: &mut Words) {
        let mut joined: String = words.as_slice().iter().map(|word| words.text(word)).collect();
        if let Some(first) = joined.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        scratch.clear();
        self.folder.fold(&joined, 0, scratch);
        self.add_folded(scratch, entry, case, |_| true);
    }

    fn add_words<'w>(&mut self, words: impl Iterator<Item = (&'w str, u64)>, entry: Entry, written: Written) {
        let start = self.texts.len();
        let mut hash = 0;
        let mut open: Option<u64> = None;
        for (text, word_hash) in words {
            if let Some(before) = open {
                self.slots.entry(before).or_default().goes_on = true;
                self.texts.push(' ');
            }
            self.texts.push_str(text);
            hash = step(hash, word_hash);
            open = Some(hash);
        }
        if open.is_none() {
            return;
        }
        let slot = self.slots.entry(hash).or_default();
        if slot.phrase == 0 {
            let place = |at| u32::try_from(at).unwrap_or(u32::MAX);
            self.phrases.push(Phrase {
                text: (place(start), place(self.texts.len())),
                first: (entry, written),
                others: Vec::new(),
            });
            slot.phrase = u32::try_from(self.phrases.len()).unwrap_or(0);
        } else {
            self.texts.truncate(start);
            let phrase = &mut self.phrases[slot.phrase as usize - 1];
            if !phrase.entries().any(|known| *known == (entry, written)) {
                phrase.others.push((entry, written));
            }
        }
    }

    /// Puts the meanings of `phrase` that `is_preferred` picks before the others; whether there were any.
    pub(crate) fn prefer(&mut self, phrase: &str, is_preferred: impl Fn(Entry) -> bool) -> bool {
        let mut words = Words::default();
        self.folder.fold_phrase(phrase, &mut words);
        let hash = words.as_slice().iter().fold(0, |hash, word| step(hash, word.hash));
        let Some(slot) = self.slots.get(&hash).filter(|slot| slot.phrase > 0) else { return false };
        let phrase = &mut self.phrases[slot.phrase as usize - 1];
        let mut entries: Vec<(Entry, Written)> = phrase.entries().copied().collect();
        entries.sort_by_key(|(entry, _)| !is_preferred(*entry));
        phrase.first = entries[0];
        phrase.others = entries.split_off(1);
        is_preferred(phrase.first.0)
    }

    /// Every phrase with what it may mean, for checks.
    pub(crate) fn phrases(&self) -> impl Iterator<Item = (&str, impl Iterator<Item = Entry>)> {
        self.phrases.iter().map(|phrase| {
            let (start, end) = phrase.text;
            (&self.texts[start as usize..end as usize], phrase.entries().map(|(entry, _)| *entry))
        })
    }

    /// The longest phrases from left to right, none overlapping another.
    ///
    /// Tokens are those of any tokeniser: "U.S." or "U", ".", "S", "."; "Amir-Abdollahian" in one or in three.
    pub fn scan<'t>(&self, tokens: impl IntoIterator<Item = &'t str>) -> Vec<Match> {
        let words = self.fold(tokens);
        let mut found = Vec::new();
        let mut from = 0;
        while from < words.as_slice().len() {
            match self.longest(&words, from) {
                Some((match_, length)) => {
                    found.push(match_);
                    from += length;
                }
                None => from += 1,
            }
        }
        found
    }

    /// Every phrase of every length from every word on, in the order of tokens, the longest first.
    pub fn scan_all<'t>(&self, tokens: impl IntoIterator<Item = &'t str>) -> Vec<Match> {
        let words = self.fold(tokens);
        (0..words.as_slice().len())
            .flat_map(|from| self.starting_at(&words, from).into_iter().rev().map(|(found, _)| found))
            .collect()
    }

    /// What the whole of `phrase` may mean.
    #[must_use]
    pub fn look_up(&self, phrase: &str) -> Vec<Entry> {
        let words = self.fold(phrase.split_whitespace());
        match self.longest(&words, 0) {
            Some((found, length)) if length == words.as_slice().len() => found.entries,
            _ => Vec::new(),
        }
    }

    /// What the whole of `phrase` may mean, however it is written.
    #[must_use]
    pub fn look_up_any_case(&self, phrase: &str) -> Vec<Entry> {
        let words = self.fold(phrase.split_whitespace());
        let hash = words.as_slice().iter().fold(0, |hash, word| step(hash, word.hash));
        match self.phrase_at(&words, words.as_slice(), hash) {
            Some(phrase) => phrase.entries().map(|(entry, _)| *entry).collect(),
            None => Vec::new(),
        }
    }

    pub(crate) fn fold<'t>(&self, tokens: impl IntoIterator<Item = &'t str>) -> Words {
        let mut words = Words::default();
        for (idx, token) in tokens.into_iter().enumerate() {
            self.folder.fold(token, u32::try_from(idx).unwrap_or(u32::MAX), &mut words);
        }
        words
    }

    fn longest(&self, words: &Words, from: usize) -> Option<(Match, usize)> {
        self.starting_at(words, from).pop()
    }

    /// The phrases that begin at the word `from`, with their lengths in words, the shortest first.
    pub(crate) fn starting_at(&self, words: &Words, from: usize) -> Vec<(Match, usize)> {
        let rest = &words.as_slice()[from..];
        let mut found = Vec::new();
        let mut hash = 0;
        for (idx, word) in rest.iter().enumerate() {
            hash = step(hash, word.hash);
            let Some(slot) = self.slots.get(&hash) else { break };
            let covered = &rest[..=idx];
            if let Some(phrase) = self.phrase_at(words, covered, hash) {
                let mut entries: Vec<Entry> = Vec::with_capacity(1 + phrase.others.len());
                for (entry, written) in phrase.entries() {
                    if is_written(words, covered, *written) && !entries.contains(entry) {
                        entries.push(*entry);
                    }
                }
                if !entries.is_empty() {
                    let tokens = Span::new(rest[0].token, word.token + 1);
                    found.push((Match { tokens, entries }, idx + 1));
                }
            }
            if !slot.goes_on {
                break;
            }
        }
        found
    }

    fn phrase_at(&self, words: &Words, covered: &[Word], hash: u64) -> Option<&Phrase> {
        let slot = self.slots.get(&hash).filter(|slot| slot.phrase > 0)?;
        let phrase = &self.phrases[slot.phrase as usize - 1];
        let (start, end) = phrase.text;
        let mut text = &self.texts[start as usize..end as usize];
        for (idx, word) in covered.iter().enumerate() {
            if idx > 0 {
                text = text.strip_prefix(' ')?;
            }
            text = text.strip_prefix(words.text(word))?;
        }
        text.is_empty().then_some(phrase)
    }
}

fn is_written(words: &Words, covered: &[Word], written: Written) -> bool {
    match written.case {
        Case::Any => true,
        Case::Capitals => covered.iter().all(|word| matches!(word.shape, Shape::Capitals | Shape::Other)),
        Case::Name => covered.iter().enumerate().all(|(idx, word)| {
            word.shape != Shape::Small
                || written.capitals.checked_shr(u32::try_from(idx).unwrap_or(32)).unwrap_or(0) & 1 == 0
                || covered.len() > 1 && SMALL_WORDS.contains(&words.text(word))
        }),
    }
}
