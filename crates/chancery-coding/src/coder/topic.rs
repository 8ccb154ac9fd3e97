//! Sentences that speak of sport, where "beat" and "attack" are a game's words.

use std::sync::LazyLock;

use chancery_nlp::Doc;
use serde::Deserialize;

const TABLE: &str = include_str!("../../../../data/lexicon/topics/sport.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sport {
    sure: Vec<String>,
    also: Vec<String>,
}

static SPORT: LazyLock<Sport> =
    LazyLock::new(|| toml::from_str(TABLE).expect("the built-in table is tested"));

/// For each sentence, whether it or its neighbours speak of sport.
pub(super) fn is_sport(doc: &Doc) -> Vec<bool> {
    let words: Vec<Vec<String>> = doc
        .sentences()
        .iter()
        .map(|sentence| {
            let mut words: Vec<String> = sentence.clone().map(|t| doc.lemma(t).to_lowercase()).collect();
            words.extend(score(doc, sentence.clone()));
            words
        })
        .collect();
    (0..words.len())
        .map(|at| {
            let around = &words[at.saturating_sub(1)..(at + 2).min(words.len())];
            let n_of = |list: &[String]| {
                list.iter().filter(|w| around.iter().flatten().any(|found| found == *w)).count()
            };
            let n_sure = n_of(&SPORT.sure) + usize::from(words[at].iter().any(|w| w == SCORE));
            let n_also = n_of(&SPORT.also);
            n_sure >= 2 || n_sure == 1 && n_also >= 2 || n_also >= ALONE
        })
        .collect()
}

/// Words that are sport's as well as others' that together are sport's.
const ALONE: usize = 5;

/// Stands for a result such as "3-0" among a sentence's words.
const SCORE: &str = "#score";

fn score(doc: &Doc, sentence: std::ops::Range<usize>) -> Option<String> {
    let is_goals =
        |word: &str| word.len() <= 3 && !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    let is_result = |t: usize| match doc.word(t).split_once(['-', '–']) {
        Some((one, other)) => is_goals(one) && is_goals(other),
        None => {
            is_goals(doc.word(t))
                && t + 2 < doc.len()
                && matches!(doc.word(t + 1), "-" | "–")
                && is_goals(doc.word(t + 2))
        }
    };
    sentence.into_iter().any(is_result).then(|| SCORE.to_owned())
}
