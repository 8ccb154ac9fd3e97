//! The words that attribute: verbs, nouns, adjectives and phrases, read from the tables in `data/lexicon/speech`.
//!
//! The tables say what they are written from and what each field means.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::error::Error;

const VERBS: &str = include_str!("../../../../data/lexicon/speech/verbs.toml");
const NOUNS: &str = include_str!("../../../../data/lexicon/speech/nouns.toml");
const ADJECTIVES: &str = include_str!("../../../../data/lexicon/speech/adjectives.toml");
const PHRASES: &str = include_str!("../../../../data/lexicon/speech/phrases.toml");

/// What sort of act a cue names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Kind {
    /// Says, states, tells, mentions.
    Say,
    /// Writes, posts, publishes.
    Write,
    /// Puts a question or puts in question.
    Ask,
    /// Asks, urges, orders somebody to do something.
    Request,
    /// Binds itself: promises, offers, agrees to.
    Promise,
    /// Grants that something is so.
    Agree,
    /// Warns, threatens, predicts.
    Warn,
    /// Denies, rejects, refuses.
    Deny,
    /// Accuses, condemns, criticises, complains.
    Blame,
    /// Praises, thanks, backs, defends.
    Praise,
    /// Is against.
    Oppose,
    /// Believes, expects, holds.
    Think,
    /// Hopes, fears, regrets.
    Feel,
    /// Wants, seeks, is ready to.
    Want,
    /// Shows or finds: what a poll, a picture or a report holds.
    Show,
    /// Rules, decides.
    Decide,
}

impl Kind {
    /// Whether words were uttered or written, not merely thought, wanted or found.
    #[must_use]
    pub fn is_utterance(self) -> bool {
        !matches!(self, Self::Think | Self::Feel | Self::Want | Self::Show | Self::Decide | Self::Oppose)
    }

    /// The name in lower case.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Say => "say",
            Self::Write => "write",
            Self::Ask => "ask",
            Self::Request => "request",
            Self::Promise => "promise",
            Self::Agree => "agree",
            Self::Warn => "warn",
            Self::Deny => "deny",
            Self::Blame => "blame",
            Self::Praise => "praise",
            Self::Oppose => "oppose",
            Self::Think => "think",
            Self::Feel => "feel",
            Self::Want => "want",
            Self::Show => "show",
            Self::Decide => "decide",
        }
    }
}

/// What may hold the content of a cue; the tables define each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Takes {
    Quote,
    That,
    To,
    WhomTo,
    Object,
    As,
    Complement,
    Whom,
    Patient,
}

/// One way of using a cue.
#[derive(Debug, Clone)]
pub(super) struct Sense {
    pub(super) kind: Kind,
    takes: Vec<Takes>,
    prepositions: Vec<String>,
    pub(super) particle: Option<String>,
}

impl Sense {
    pub(super) fn takes(&self, what: Takes) -> bool {
        self.takes.contains(&what)
    }

    pub(super) fn takes_preposition(&self, word: &str) -> bool {
        self.prepositions.iter().any(|p| p.eq_ignore_ascii_case(word))
    }
}

/// Phrases that attribute a clause to the noun phrase after them, or to nobody.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    /// Words in lower case, then kind.
    pub(super) before_speaker: Vec<(Vec<String>, Kind)>,
    pub(super) adverbs: BTreeMap<String, Kind>,
    pub(super) nouns: BTreeMap<String, Kind>,
}

/// The table of cues.
#[derive(Debug)]
pub struct Cues {
    verbs: BTreeMap<String, Vec<Sense>>,
    nouns: BTreeMap<String, Vec<Sense>>,
    adjectives: BTreeMap<String, Vec<Sense>>,
    pub(super) phrases: Phrases,
}

impl Cues {
    /// The tables that come with the program.
    ///
    /// # Panics
    /// Never: the tables are compiled in and tested.
    #[must_use]
    pub fn built_in() -> Self {
        Self::read(VERBS, NOUNS, ADJECTIVES, PHRASES).expect("the built-in tables are tested")
    }

    /// Tables in the form of `data/lexicon/speech/{verbs,nouns,adjectives,phrases}.toml`.
    ///
    /// # Errors
    /// If a table is not TOML of that form; the message names the table and the place.
    pub fn read(verbs: &str, nouns: &str, adjectives: &str, phrases: &str) -> Result<Self, Error> {
        Ok(Self {
            verbs: read_words("verbs.toml", verbs)?,
            nouns: read_words("nouns.toml", nouns)?,
            adjectives: read_words("adjectives.toml", adjectives)?,
            phrases: read_phrases("phrases.toml", phrases)?,
        })
    }

    pub(super) fn verb(&self, lemma: &str) -> &[Sense] {
        self.verbs.get(lemma).map_or(&[], Vec::as_slice)
    }

    pub(super) fn noun(&self, lemma: &str) -> &[Sense] {
        self.nouns.get(lemma).map_or(&[], Vec::as_slice)
    }

    pub(super) fn adjective(&self, lemma: &str) -> &[Sense] {
        self.adjectives.get(lemma).map_or(&[], Vec::as_slice)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordTable {
    cue: Vec<WordGroup>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordGroup {
    kind: Kind,
    takes: Vec<String>,
    particle: Option<String>,
    lemmas: Vec<String>,
    #[serde(rename = "fires")]
    _fires: Vec<String>,
    #[serde(default, rename = "spares")]
    _spares: Vec<String>,
}

fn read_words(table: &str, text: &str) -> Result<BTreeMap<String, Vec<Sense>>, Error> {
    let groups: WordTable = toml::from_str(text).map_err(|e| Error::new(table, e))?;
    let mut senses: BTreeMap<String, Vec<Sense>> = BTreeMap::new();
    for group in groups.cue {
        let mut takes = Vec::new();
        let mut prepositions = Vec::new();
        for word in &group.takes {
            match (word.strip_prefix('~'), pattern(word)) {
                (Some(preposition), _) => prepositions.push(preposition.to_owned()),
                (None, Some(pattern)) => takes.push(pattern),
                (None, None) => {
                    let group = group.lemmas.first().map_or("", String::as_str);
                    let hint = "write one of those that the head of verbs.toml lists";
                    return Err(Error::new(table, format!("group of `{group}`: takes `{word}`? {hint}")));
                }
            }
        }
        let sense = Sense { kind: group.kind, takes, prepositions, particle: group.particle };
        for lemma in group.lemmas {
            senses.entry(lemma).or_default().push(sense.clone());
        }
    }
    Ok(senses)
}

fn pattern(word: &str) -> Option<Takes> {
    Some(match word {
        "quote" => Takes::Quote,
        "that" => Takes::That,
        "to" => Takes::To,
        "whom-to" => Takes::WhomTo,
        "object" => Takes::Object,
        "as" => Takes::As,
        "complement" => Takes::Complement,
        "whom" => Takes::Whom,
        "patient" => Takes::Patient,
        _ => return None,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PhraseTable {
    phrase: Vec<PhraseGroup>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PhraseGroup {
    kind: Kind,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    adverbs: Vec<String>,
    #[serde(default)]
    nouns: Vec<String>,
    #[serde(rename = "fires")]
    _fires: Vec<String>,
}

fn read_phrases(table: &str, text: &str) -> Result<Phrases, Error> {
    let groups: PhraseTable = toml::from_str(text).map_err(|e| Error::new(table, e))?;
    let mut phrases = Phrases::default();
    for group in groups.phrase {
        let split = |phrase: String| (phrase.split(' ').map(str::to_owned).collect(), group.kind);
        phrases.before_speaker.extend(group.words.into_iter().map(split));
        phrases.adverbs.extend(group.adverbs.into_iter().map(|w| (w, group.kind)));
        phrases.nouns.extend(group.nouns.into_iter().map(|w| (w, group.kind)));
    }
    Ok(phrases)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_that_come_with_the_program_can_be_read() {
        let cues = Cues::read(VERBS, NOUNS, ADJECTIVES, PHRASES).expect("built-in tables");
        assert!(cues.verb("say").iter().any(|s| s.takes(Takes::Quote)));
        assert!(cues.noun("claim").iter().any(|s| s.takes_preposition("of")));
        assert!(cues.verb("walk").is_empty());
        assert!(cues.verbs.len() > 400);
    }

    #[test]
    fn a_bad_pattern_is_named_with_its_group() {
        let verbs = "[[cue]]\nkind = \"say\"\ntakes = [\"thta\"]\nlemmas = [\"say\"]\nfires = []\n";
        let error = Cues::read(verbs, "cue = []", "cue = []", "phrase = []").expect_err("bad pattern");
        assert!(error.to_string().contains("verbs.toml: group of `say`: takes `thta`?"), "{error}");
    }
}
