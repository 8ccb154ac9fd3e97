//! Lemmas of English words by rules, exceptions and lists of known forms.
//!
//! Source: `spacy/pipeline/lemmatizer.py` (mode `rule`) and `spacy/lang/en/lemmatizer.py` (3.8). The tables
//! are the model's own.

use std::borrow::Cow;

use foldhash::quality::FixedState;
use hashbrown::{HashMap, HashSet};

use crate::character::{is_alphabetic, lower};
use crate::hash::string_id;
use crate::morphology::feature;
use crate::msgpack::Value;
use crate::{Error, msgpack};

const FILE: &str = "lemmatizer/lookups/lookups.bin";

/// A rule lemmatizer. Immutable: share it between threads.
#[derive(Debug)]
pub struct Lemmatizer {
    /// By the string id of the part of speech in lower case.
    table_from_pos: HashMap<u64, Table, FixedState>,
}

/// What is known of one part of speech.
#[derive(Debug, Default)]
struct Table {
    /// Word ending, and what takes its place.
    rules: Vec<(Box<str>, Box<str>)>,
    exceptions: HashMap<Box<str>, Box<[Box<str>]>, FixedState>,
    index: HashSet<Box<str>, FixedState>,
}

impl Lemmatizer {
    /// Reads the model's `lemmatizer/lookups/lookups.bin` (MessagePack: the tables `lemma_rules`,
    /// `lemma_exc` and `lemma_index`, each by the string id of a part of speech).
    ///
    /// # Errors
    ///
    /// If a table is missing or is not what spaCy writes there.
    pub fn read(lookups: &[u8]) -> Result<Self, Error> {
        let value = msgpack::read(FILE, lookups)?;
        let tables = msgpack::map(FILE, "the whole file", &value)?;
        let mut read = Self { table_from_pos: HashMap::default() };
        read.each_pos(tables, "lemma_rules", |table, value| {
            for rule in msgpack::array(FILE, "lemma_rules", value)? {
                let [ending, replacement] = msgpack::array(FILE, "lemma_rules", rule)? else {
                    return Err(Error::malformed(FILE, "lemma_rules", "a rule is not a pair"));
                };
                let text = |value| msgpack::text(FILE, "lemma_rules", value);
                table.rules.push((text(ending)?.into(), text(replacement)?.into()));
            }
            Ok(())
        })?;
        read.each_pos(tables, "lemma_exc", |table, value| {
            for (word, lemmas) in msgpack::map(FILE, "lemma_exc", value)? {
                let word = msgpack::text(FILE, "lemma_exc", word)?;
                let lemmas = msgpack::array(FILE, "lemma_exc", lemmas)?
                    .iter()
                    .map(|lemma| msgpack::text(FILE, "lemma_exc", lemma).map(Box::from))
                    .collect::<Result<_, _>>()?;
                table.exceptions.insert(word.into(), lemmas);
            }
            Ok(())
        })?;
        read.each_pos(tables, "lemma_index", |table, value| {
            for word in msgpack::array(FILE, "lemma_index", value)? {
                table.index.insert(msgpack::text(FILE, "lemma_index", word)?.into());
            }
            Ok(())
        })?;
        // A part of speech with empty tables counts as one without.
        read.table_from_pos.retain(|_, table| {
            !(table.rules.is_empty() && table.exceptions.is_empty() && table.index.is_empty())
        });
        Ok(read)
    }

    fn each_pos(
        &mut self,
        tables: &[(Value<'_>, Value<'_>)],
        name: &str,
        mut add: impl FnMut(&mut Table, &Value<'_>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let by_pos = msgpack::get(tables, name)
            .ok_or_else(|| Error::malformed(FILE, "the whole file", format!("it has no table {name}")))?;
        for (pos, value) in msgpack::map(FILE, name, by_pos)? {
            let id = pos
                .as_u64()
                .or_else(|| msgpack::as_text(pos).map(string_id))
                .ok_or_else(|| Error::malformed(FILE, name, format!("{pos} is no part of speech")))?;
            add(self.table_from_pos.entry(id).or_default(), value)?;
        }
        Ok(())
    }

    /// The lemma of a word, from its text, its part of speech (`NOUN`, ...) and its features in normal form.
    ///
    /// A word with no part of speech is its own lemma, in lower case.
    #[must_use]
    pub fn lemmatize<'a>(&'a self, text: &'a str, pos: &str, morph: &str) -> Cow<'a, str> {
        if matches!(pos, "" | "SPACE") || is_base_form(pos, morph) {
            return lowered(text);
        }
        let Some(table) = self.table_from_pos.get(&string_id(&pos.to_ascii_lowercase())) else {
            return if pos == "PROPN" { Cow::Borrowed(text) } else { lowered(text) };
        };
        table.lemma(text)
    }
}

impl Table {
    fn lemma<'a>(&'a self, text: &'a str) -> Cow<'a, str> {
        let word = lowered(text);
        // The first found is kept of each kind: `known` are forms of the index, or not of letters only.
        let mut indexed = None;
        let mut known: Vec<String> = Vec::new();
        let mut unknown = None;
        for (ending, replacement) in &self.rules {
            let Some(stem) = word.strip_suffix(&**ending) else { continue };
            let form = format!("{stem}{replacement}");
            if form.is_empty() {
                continue;
            }
            if self.index.contains(&*form) {
                // The latest form of the index goes first.
                indexed = Some(form.clone());
                known.push(form);
            } else if !is_alphabetic(&form) {
                known.push(form);
            } else if unknown.is_none() {
                unknown = Some(form);
            }
        }
        // The last of the exceptions that no rule has found goes before all.
        if let Some(lemmas) = self.exceptions.get(&*word) {
            let mut front: Option<&str> = None;
            let mut new: Vec<&str> = Vec::new();
            for lemma in lemmas {
                if !known.iter().any(|form| **form == **lemma) && !new.contains(&&**lemma) {
                    new.push(lemma);
                    front = Some(lemma);
                }
            }
            if let Some(front) = front {
                return Cow::Borrowed(front);
            }
        }
        if let Some(form) = indexed {
            return Cow::Owned(form);
        }
        if let Some(form) = known.into_iter().next() {
            return Cow::Owned(form);
        }
        unknown.map_or(Cow::Borrowed(text), Cow::Owned)
    }
}

/// Whether the word is uninflected by its features (`EnglishLemmatizer.is_base_form`).
fn is_base_form(pos: &str, morph: &str) -> bool {
    let is = |name, value| feature(morph, name) == Some(value);
    match pos {
        "NOUN" if is("Number", "Sing") => true,
        "VERB" if is("VerbForm", "Fin") && is("Tense", "Pres") && feature(morph, "Number").is_none() => true,
        _ => is("VerbForm", "Inf") || is("VerbForm", "None") || is("Degree", "Pos"),
    }
}

fn lowered(text: &str) -> Cow<'_, str> {
    let is_low = text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_low { Cow::Borrowed(text) } else { Cow::Owned(lower(text)) }
}

#[cfg(test)]
mod tests {
    use rmpv::Value;

    use super::*;

    /// The tables of a small model, as MessagePack.
    fn small() -> Lemmatizer {
        let text = |text: &str| Value::from(text);
        let list = |items: &[&str]| Value::Array(items.iter().map(|&item| text(item)).collect());
        let noun = Value::from(string_id("noun"));
        let tables = Value::Map(vec![
            (
                text("lemma_rules"),
                Value::Map(vec![(
                    noun.clone(),
                    Value::Array(vec![list(&["s", ""]), list(&["ies", "y"]), list(&["ves", "f"])]),
                )]),
            ),
            (
                text("lemma_exc"),
                Value::Map(vec![(
                    noun.clone(),
                    Value::Map(vec![
                        (text("men"), list(&["man"])),
                        (text("auspices"), list(&["auspex", "auspice"])),
                        (text("leaves"), list(&["leaf"])),
                    ]),
                )]),
            ),
            (text("lemma_index"), Value::Map(vec![(noun, list(&["envoy", "ally", "leave", "leaf"]))])),
        ]);
        let mut bytes = Vec::new();
        rmpv::encode::write_value(&mut bytes, &tables).unwrap();
        Lemmatizer::read(&bytes).unwrap()
    }

    #[test]
    fn rules_prefer_known_forms() {
        let lemmatizer = small();
        let plural = |text| lemmatizer.lemmatize(text, "NOUN", "Number=Plur").into_owned();
        assert_eq!(plural("Envoys"), "envoy");
        assert_eq!(plural("allies"), "ally");
        // "leave" and "leaf" are both known: the later rule's goes first.
        assert_eq!(plural("leaves"), "leaf");
        assert_eq!(plural("quorums"), "quorum");
        assert_eq!(plural("1990s"), "1990");
        assert_eq!(plural("Kilo"), "Kilo");
    }

    #[test]
    fn the_last_exception_wins() {
        let lemmatizer = small();
        assert_eq!(lemmatizer.lemmatize("men", "NOUN", "Number=Plur"), "man");
        assert_eq!(lemmatizer.lemmatize("auspices", "NOUN", "Number=Plur"), "auspice");
    }

    #[test]
    fn uninflected_words_are_lowered() {
        let lemmatizer = small();
        assert_eq!(lemmatizer.lemmatize("News", "NOUN", "Number=Sing"), "news");
        assert_eq!(lemmatizer.lemmatize("The", "DET", ""), "the");
        assert_eq!(lemmatizer.lemmatize("Minsk", "PROPN", "Number=Sing"), "Minsk");
        assert_eq!(lemmatizer.lemmatize("\n", "SPACE", ""), "\n");
    }

    #[test]
    fn a_missing_table_is_named() {
        let mut bytes = Vec::new();
        rmpv::encode::write_value(&mut bytes, &Value::Map(Vec::new())).unwrap();
        let error = Lemmatizer::read(&bytes).unwrap_err();
        assert!(error.is_malformed());
        assert!(error.to_string().contains("lemma_rules"), "{error}");
    }
}
