//! What the words of an event speak of: PLOVER's contexts, the class of what is asked, agreed or imposed, and
//! namings that judge a party.
//!
//! The tables are `contexts.toml`, `objects.toml` and `namings.toml` of the lexicon.

use std::collections::HashMap;
use std::ops::Range;

use chancery_record::{Context, Stance};
use serde::Deserialize;
use toml::Spanned;

use super::Fault;
use super::form::{line_of, malformed};

/// The table of contexts.
pub(super) const CONTEXTS: &str = "contexts.toml";
/// The table of classes of objects.
pub(super) const OBJECTS: &str = "objects.toml";
/// The table of loaded words.
pub(super) const NAMINGS: &str = "namings.toml";

/// What a sentence of the tables must show of an event, or must not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A context.
    Context(Context),
    /// A class of the object.
    Object(Box<str>),
    /// A loaded word for a party.
    Naming(Stance),
}

/// A sentence that an entry is tested on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubjectExample {
    /// The table.
    pub file: Box<str>,
    /// Line in the table, from 1.
    pub line: usize,
    /// The sentence.
    pub text: Box<str>,
    /// What it is about.
    pub subject: Subject,
    /// Whether an event of the sentence must be about it; if not, none may.
    pub holds: bool,
}

impl SubjectExample {
    /// The entry: `contexts/economic`, `objects/ceasefire`, `namings/hostile`.
    #[must_use]
    pub fn id(&self) -> String {
        match &self.subject {
            Subject::Context(context) => format!("contexts/{}", context.name()),
            Subject::Object(class) => format!("objects/{class}"),
            Subject::Naming(stance) => format!("namings/{}", stance.name()),
        }
    }
}

/// Cue phrases and what each speaks of.
#[derive(Debug, Clone)]
pub(super) struct Cues<T> {
    subjects: Vec<T>,
    /// By their first word.
    phrases: HashMap<Box<str>, Vec<Phrase>>,
}

/// A cue after its first word.
#[derive(Debug, Clone)]
struct Phrase {
    rest: Vec<Box<str>>,
    /// Number of its subject.
    subject: usize,
}

impl<T> Default for Cues<T> {
    fn default() -> Self {
        Self { subjects: Vec::new(), phrases: HashMap::new() }
    }
}

impl<T> Cues<T> {
    fn add(&mut self, subject: T, words: &[Spanned<String>]) {
        let number = self.subjects.len();
        self.subjects.push(subject);
        for phrase in words {
            let mut tokens = tokens(phrase.get_ref()).into_iter();
            if let Some(first) = tokens.next() {
                let phrase = Phrase { rest: tokens.collect(), subject: number };
                self.phrases.entry(first).or_default().push(phrase);
            }
        }
    }

    /// What the lemmas from `at` on begin to speak of, in the order of their table: the end of the phrase and the
    /// number of the subject.
    fn numbers_at(&self, lemmas: &[String], at: usize) -> impl Iterator<Item = (usize, usize)> {
        let after = &lemmas[at + 1..];
        let stands = move |phrase: &&Phrase| {
            let mut pairs = phrase.rest.iter().zip(after);
            phrase.rest.len() <= after.len() && pairs.all(|(word, lemma)| **word == **lemma)
        };
        let phrases = self.phrases.get(lemmas[at].as_str()).into_iter().flatten().filter(stands);
        phrases.map(move |phrase| (at + 1 + phrase.rest.len(), phrase.subject))
    }

    /// All subjects that the lemmas speak of, in the order of their table.
    pub(super) fn all(&self, lemmas: &[String]) -> Vec<&T> {
        let all = (0..lemmas.len()).flat_map(|at| self.numbers_at(lemmas, at));
        let mut found: Vec<usize> = all.map(|(_, number)| number).collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|number| &self.subjects[number]).collect()
    }

    /// What the lemmas speak of first of all, and which lemmas do: those from `head` on, or else the first that
    /// speak of anything.
    pub(super) fn foremost(&self, lemmas: &[String], head: usize) -> Option<(Range<usize>, &T)> {
        let mut order = std::iter::once(head).chain(0..lemmas.len()).filter(|&at| at < lemmas.len());
        order.find_map(|at| {
            let (end, number) = self.numbers_at(lemmas, at).next()?;
            Some((at..end, &self.subjects[number]))
        })
    }
}

/// The words of a phrase as the tokenizer parts them: "pro-democracy" is three.
fn tokens(phrase: &str) -> Vec<Box<str>> {
    let lower = phrase.to_lowercase();
    let mut found = Vec::new();
    for word in lower.split_whitespace() {
        let is_split = |part: &str| part.bytes().all(|b| b.is_ascii_alphabetic());
        if word.split('-').all(is_split) {
            for (n, part) in word.split('-').enumerate() {
                if n > 0 {
                    found.push("-".into());
                }
                found.push(part.into());
            }
        } else {
            found.push(word.into());
        }
    }
    found
}

/// One of the tables: its entries stand under `[[context]]`, `[[class]]` or `[[stance]]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    #[serde(default, alias = "class", alias = "stance")]
    context: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: Spanned<String>,
    words: Vec<Spanned<String>>,
    #[serde(default)]
    example: Vec<Spanned<String>>,
    #[serde(default)]
    near_miss: Vec<Spanned<String>>,
}

impl Entry {
    fn examples(&self, file: &str, text: &str, subject: &Subject) -> Vec<SubjectExample> {
        let of = |given: &[Spanned<String>], holds| -> Vec<SubjectExample> {
            let example = |sentence: &Spanned<String>| SubjectExample {
                file: file.into(),
                line: line_of(text, sentence.span().start),
                text: sentence.get_ref().as_str().into(),
                subject: subject.clone(),
                holds,
            };
            given.iter().map(example).collect()
        };
        [of(&self.example, true), of(&self.near_miss, false)].concat()
    }

    /// What the entry lacks.
    fn lack(&self, file: &str, text: &str) -> Option<Fault> {
        let lacks = self.words.is_empty() || self.example.is_empty() || self.near_miss.is_empty();
        lacks.then(|| Fault {
            file: file.to_owned(),
            line: line_of(text, self.name.span().start),
            what: format!("`{}` has no words, no example or no near miss", self.name.get_ref()),
            hint: "add words = [...], example = [...] and near_miss = [...]".to_owned(),
        })
    }
}

/// What the tables hold.
#[derive(Debug, Clone, Default)]
pub(super) struct Subjects {
    pub(super) contexts: Cues<Context>,
    pub(super) objects: Cues<Box<str>>,
    pub(super) namings: Cues<Stance>,
    pub(super) examples: Vec<SubjectExample>,
}

impl Subjects {
    /// Whether a table of this name is one of these.
    pub(super) fn has(table: &str) -> bool {
        [CONTEXTS, OBJECTS, NAMINGS].contains(&table)
    }

    /// Reads one of the tables.
    pub(super) fn add(&mut self, file: &str, text: &str, faults: &mut Vec<Fault>) {
        let table: Table = match toml::from_str(text) {
            Ok(table) => table,
            Err(error) => return faults.push(malformed(file, text, &error)),
        };
        for entry in &table.context {
            faults.extend(entry.lack(file, text));
            let name = entry.name.get_ref().as_str();
            let Some(subject) = subject(file, name) else {
                faults.push(Fault {
                    file: file.to_owned(),
                    line: line_of(text, entry.name.span().start),
                    what: format!("`{name}` is not known here"),
                    hint: "contexts are PLOVER's, with underscores (`human_rights`); stances are hostile and friendly"
                        .to_owned(),
                });
                continue;
            };
            match &subject {
                Subject::Context(context) => self.contexts.add(*context, &entry.words),
                Subject::Object(class) => self.objects.add(class.clone(), &entry.words),
                Subject::Naming(stance) => self.namings.add(*stance, &entry.words),
            }
            self.examples.extend(entry.examples(file, text, &subject));
        }
    }
}

fn subject(file: &str, name: &str) -> Option<Subject> {
    match file {
        CONTEXTS => Context::from_name(name).map(Subject::Context),
        NAMINGS => Stance::from_name(name).map(Subject::Naming),
        _ => Some(Subject::Object(name.into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lemmas(text: &str) -> Vec<String> {
        text.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn phrases_are_found_whole_and_the_head_comes_first() {
        let mut subjects = Subjects::default();
        let mut faults = Vec::new();
        let table = "[[class]]\nname = \"talks\"\nwords = [\"talk\"]\nexample = [\"a\"]\nnear_miss = [\"b\"]\n\
                     [[class]]\nname = \"rights\"\nwords = [\"human right\", \"pro-choice\"]\nexample = [\"a\"]\n\
                     near_miss = [\"b\"]\n";
        subjects.add(OBJECTS, table, &mut faults);
        assert!(faults.is_empty(), "{}", faults[0]);
        let class = |text: &str, head| subjects.objects.foremost(&lemmas(text), head).map(|(_, c)| &**c);
        assert_eq!(class("human right talk", 2), Some("talks"));
        assert_eq!(class("human right", 1), Some("rights"));
        assert_eq!(class("human being", 1), None);
        assert_eq!(class("pro - choice march", 3), Some("rights"));
        assert_eq!(subjects.objects.all(&lemmas("talk on human right")).len(), 2);
    }

    #[test]
    fn a_wrong_name_and_a_missing_example_are_told_with_their_line() {
        let mut faults = Vec::new();
        let table = "\n[[context]]\nname = \"econ\"\nwords = [\"trade\"]\nexample = [\"a\"]\n";
        Subjects::default().add(CONTEXTS, table, &mut faults);
        let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told.iter().all(|fault| fault.starts_with("contexts.toml:3:")), "{told:?}");
    }
}
