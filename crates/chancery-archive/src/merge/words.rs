//! Words that tell nothing: the lists of `data/merging/`, each a text of words parted by space, lines that begin with
//! `#` aside. All are folded, in the singular where they have one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::fold::fold;

type List = LazyLock<BTreeSet<&'static str>>;

fn list(text: &'static str) -> BTreeSet<&'static str> {
    text.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
}

static COMMON: List = List::new(|| list(include_str!("../../../../data/merging/common.txt")));
static PRONOUNS: List = List::new(|| list(include_str!("../../../../data/merging/pronouns.txt")));
static TITLES: List = List::new(|| list(include_str!("../../../../data/merging/titles.txt")));
static TOPICLESS: List = List::new(|| list(include_str!("../../../../data/merging/topicless.txt")));

static GENERIC: List = List::new(|| list(include_str!("../../../../data/merging/generic.txt")));
/// Stems, each with the stem that stands for its group.
static SYNONYMS: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let mut synonyms = BTreeMap::new();
    for group in groups() {
        for word in group.iter().filter(|word| !word.contains('-')) {
            synonyms.insert(stem(&fold(word)).to_owned(), stem(&fold(group[0])).to_owned());
        }
    }
    synonyms
});
/// Phrases between spaces, each with the word that stands for its group.
static PHRASES: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let of_group = |group: &Vec<&'static str>| -> Vec<(String, String)> {
        let phrases = group.iter().filter(|word| word.contains('-'));
        phrases.map(|phrase| (format!(" {} ", fold(phrase)), format!(" {} ", fold(group[0])))).collect()
    };
    groups().iter().flat_map(of_group).collect()
});

fn groups() -> Vec<Vec<&'static str>> {
    let lines = include_str!("../../../../data/merging/synonyms.txt").lines();
    lines.filter(|line| !line.starts_with('#')).map(|line| line.split_whitespace().collect()).collect()
}

/// Folded words that say what something is about: without common ones, brought to a common stem by dropping plural
/// and verb endings, and to one word where several are used for each other.
pub(super) fn content_words<'a>(texts: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for text in texts {
        let mut folded = format!(" {} ", fold(text));
        for (phrase, word) in PHRASES.iter() {
            if folded.contains(phrase) {
                folded = folded.replace(phrase, word);
            }
        }
        for word in folded.split_whitespace().filter(|word| word.len() > 2 && !is_common(word)) {
            let stem = stem(word);
            words.insert(SYNONYMS.get(stem).map_or(stem, String::as_str).to_owned());
        }
    }
    words
}

/// A folded word without the ending that says number, tense or part of speech.
pub(super) fn stem(word: &str) -> &str {
    for ending in ["ations", "ation", "ions", "ing", "ion", "ies", "ed", "es", "s", "al"] {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.len() >= 4
        {
            return stem;
        }
    }
    word
}

/// Whether a stem of [`content_words`] only takes up what was told.
pub(super) fn is_generic(stem_of_word: &str) -> bool {
    GENERIC.iter().any(|word| stem(word) == stem_of_word)
}

/// Whether most news sentences have the word. Plurals and possessives ("Saturday's" folds to "saturdays") are as
/// common as their words.
pub(super) fn is_common(word: &str) -> bool {
    COMMON.contains(word) || word.strip_suffix('s').is_some_and(|word| COMMON.contains(word))
}

/// Whether folded words say nothing of whom they stand for.
pub(crate) fn is_pronoun(words: &str) -> bool {
    PRONOUNS.contains(words)
}

/// Whether the word stands in titles and in the names of bodies.
pub(super) fn is_title(word: &str) -> bool {
    TITLES.contains(word)
}

/// Whether the word is no topic of a statement.
pub(super) fn is_topicless(word: &str) -> bool {
    is_common(word) || TOPICLESS.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_used_for_each_other_are_one() {
        let words = |text| content_words([text]);
        for (a, b) in [
            ("a truce at the frontier", "the ceasefire on the border"),
            ("the minister's resignation", "the minister to step down"),
            ("he was picked up", "the arrests"),
            ("threw out two consuls", "the expulsion of diplomats"),
        ] {
            assert_eq!(words(a), words(b), "{a} / {b}");
        }
        assert_ne!(words("two diplomats left"), words("two soldiers left"));
    }

    #[test]
    fn a_word_stands_in_one_group() {
        let mut seen = BTreeSet::new();
        for word in groups().into_iter().flatten() {
            assert_eq!(fold(word).replace(' ', "-"), word);
            assert!(seen.insert(word), "{word} twice");
        }
    }

    #[test]
    fn lists_hold_folded_words() {
        for list in [&COMMON, &PRONOUNS, &TITLES, &TOPICLESS, &GENERIC] {
            assert!(list.len() > 20, "{} words", list.len());
            for word in list.iter() {
                assert_eq!(fold(word), *word);
            }
        }
        assert!(is_common("saturdays") && is_pronoun("she") && is_title("envoy") && is_topicless("january"));
        assert!(is_generic("agreement") && !is_generic("ceasefire"));
        assert!(!is_common("ceasefire") && !is_title("quispe") && !is_topicless("ceasefire"));
    }
}
