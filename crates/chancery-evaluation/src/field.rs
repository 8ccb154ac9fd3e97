//! The fields that are compared over matched events: person, time, place, attribution, mode, status.

use std::collections::BTreeSet;

use chancery_record::{Days, Event, Participant};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use crate::gold::{GoldActor, GoldEvent};

/// A field of a matched event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Every person or body that is named is among the parties.
    Person,
    /// The days overlap and are at most twice as long.
    When,
    /// The place shares a word of its name.
    Where,
    /// The voice shares a word of its name.
    Attribution,
    /// The same mode.
    Mode,
    /// The same status.
    Status,
}

impl Field {
    /// All, in the order of the reference scorer.
    pub const ALL: [Self; 6] =
        [Self::Person, Self::When, Self::Where, Self::Attribution, Self::Mode, Self::Status];

    /// Its name in outputs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::When => "when",
            Self::Where => "where",
            Self::Attribution => "attribution",
            Self::Mode => "mode",
            Self::Status => "status",
        }
    }

    /// Whether the coded event has this field right; `None` where the hand-coded one does not say.
    pub(crate) fn is_right(self, gold: &GoldEvent, coded: &Event) -> Option<bool> {
        match self {
            Self::Person => same_people(gold, coded),
            Self::When => gold.when.map(|days| same_when(days, coded)),
            Self::Where => (!gold.places.is_empty()).then(|| same_place(gold, coded)),
            Self::Attribution => {
                gold.attribution.as_ref().map(|speaker| same_voice(speaker.as_deref(), coded))
            }
            Self::Mode => {
                let mode = gold.mode.as_deref().filter(|m| !m.is_empty())?;
                Some(coded.mode.is_some_and(|m| m.name() == mode))
            }
            Self::Status => Some(coded.status == gold.status),
        }
    }
}

/// The words of a name that tell: no accents, no case, no "the", none shorter than three letters.
fn fold(name: &str) -> BTreeSet<String> {
    let plain: String = name
        .to_lowercase()
        .replace('ı', "i")
        .nfkd()
        .filter(|&c| canonical_combining_class(c) == 0)
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    let words = plain.split_whitespace().filter(|w| w.chars().count() > 2 && *w != "the");
    words.map(str::to_owned).collect()
}

fn share(one: &BTreeSet<String>, other: &BTreeSet<String>) -> bool {
    !one.is_disjoint(other)
}

fn same_people(gold: &GoldEvent, coded: &Event) -> Option<bool> {
    let wanted = |side: &[GoldActor]| -> Vec<BTreeSet<String>> {
        side.iter().filter_map(|a| a.name.as_deref()).map(fold).collect()
    };
    let had = |side: &[Participant]| -> Vec<BTreeSet<String>> {
        side.iter().filter_map(|p| p.name.as_deref()).filter(|n| !n.is_empty()).map(fold).collect()
    };
    let wanted = [wanted(&gold.source), wanted(&gold.target)].concat();
    let had = [had(&coded.source), had(&coded.target)].concat();
    (!wanted.is_empty()).then(|| wanted.iter().all(|w| had.iter().any(|h| share(w, h))))
}

fn same_when(gold: Days, coded: &Event) -> bool {
    let days = coded.when.as_ref().and_then(|when| when.days);
    days.is_some_and(|days| days.overlaps(gold) && days.count() <= 2 * gold.count() + 2)
}

fn same_place(gold: &GoldEvent, coded: &Event) -> bool {
    let name = coded.place.as_ref().and_then(|place| place.name.as_deref());
    let got = fold(name.unwrap_or_default());
    gold.places.iter().any(|place| share(&fold(place), &got))
}

fn same_voice(speaker: Option<&str>, coded: &Event) -> bool {
    let wanted = fold(speaker.unwrap_or_default());
    let speakers = coded.attribution.iter().filter_map(|a| a.speaker.as_ref());
    speakers.filter_map(|p| p.name.as_deref()).any(|name| share(&wanted, &fold(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_the_same_without_accents_case_and_small_words() {
        let words = |name| fold(name).into_iter().collect::<Vec<_>>();
        assert_eq!(words("The Erdoğan–Çelik Ülkü of Al"), ["celik", "erdogan", "ulku"]);
        assert_eq!(words("DIYARBAKIR"), ["diyarbakir"]);
        assert_eq!(words("Diyarbakır"), ["diyarbakir"]);
        assert!(words("the UN").is_empty());
    }
}
