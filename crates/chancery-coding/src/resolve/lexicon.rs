//! Small closed word classes of reference: pronouns, honorifics, words that point back.

/// Closed classes, asked by lower-case word.
pub(super) struct Lexical;

/// Prepositions of place and way.
pub(super) fn is_locative(preposition: &str) -> bool {
    matches!(
        preposition,
        "in" | "at"
            | "to"
            | "from"
            | "near"
            | "outside"
            | "around"
            | "through"
            | "via"
            | "into"
            | "toward"
            | "towards"
            | "across"
            | "over"
            | "inside"
            | "within"
            | "throughout"
            | "along"
            | "off"
            | "on"
            | "onto"
    )
}

/// Nouns that only ever point to a state named before.
pub(super) fn is_word_for_state(lemma: &str) -> bool {
    matches!(lemma, "country" | "nation" | "state" | "kingdom" | "republic" | "homeland")
}

/// What a pronoun can stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PronounKind {
    /// One human being.
    Person,
    /// A state, body or thing.
    Thing,
    /// Several, or a body taken as its people.
    Many,
    /// The speaker.
    Speaker,
    /// The speaker and his side.
    SpeakersSide,
}

impl Lexical {
    pub(super) fn pronoun(word: &str) -> Option<PronounKind> {
        Some(match word {
            "he" | "him" | "his" | "himself" | "she" | "her" | "hers" | "herself" => PronounKind::Person,
            "it" | "its" | "itself" => PronounKind::Thing,
            "they" | "them" | "their" | "theirs" | "themselves" => PronounKind::Many,
            "i" | "me" | "my" | "mine" | "myself" => PronounKind::Speaker,
            "we" | "us" | "our" | "ours" | "ourselves" => PronounKind::SpeakersSide,
            _ => return None,
        })
    }

    pub(super) fn is_female(word: &str) -> bool {
        matches!(word, "she" | "her" | "hers" | "herself" | "mrs" | "mrs." | "ms" | "ms." | "madam")
    }

    pub(super) fn is_male(word: &str) -> bool {
        matches!(word, "he" | "him" | "his" | "himself" | "mr" | "mr." | "sir")
    }

    pub(super) fn is_honorific(word: &str) -> bool {
        matches!(
            word.trim_end_matches('.'),
            "Mr" | "Mrs"
                | "Ms"
                | "Miss"
                | "Dr"
                | "Prof"
                | "Sir"
                | "Lord"
                | "Lady"
                | "Sheikh"
                | "Sayyid"
                | "Seyed"
                | "Hojatoleslam"
                | "Ayatollah"
                | "Mullah"
                | "Gen"
                | "Lt"
                | "Col"
                | "Maj"
                | "Capt"
                | "Brig"
                | "Sen"
                | "Rep"
                | "Gov"
                | "Hon"
                | "HE"
                | "General"
                | "Colonel"
                | "Major"
                | "Captain"
                | "Lieutenant"
                | "Brigadier"
                | "Admiral"
                | "Senator"
                | "Governor"
                | "King"
                | "Queen"
                | "Prince"
                | "Princess"
                | "Emir"
                | "Sultan"
                | "Pope"
                | "Archbishop"
                | "Cardinal"
                | "Bishop"
        )
    }

    pub(super) fn is_former(word: &str) -> bool {
        matches!(word, "former" | "ex" | "then" | "ousted" | "deposed" | "late" | "outgoing" | "ex-")
    }

    /// Nouns that stand for parties just named.
    pub(super) fn points_to_parties(lemma: &str) -> bool {
        matches!(
            lemma,
            "side"
                | "party"
                | "country"
                | "state"
                | "nation"
                | "neighbour"
                | "neighbor"
                | "government"
                | "capital"
                | "ally"
                | "rival"
                | "leader"
                | "minister"
                | "diplomat"
                | "president"
                | "official"
                | "counterpart"
                | "guarantor"
                | "delegation"
                | "power"
                | "man"
                | "pair"
                | "two"
                | "duo"
                | "latter"
                | "former"
        )
    }

    pub(super) fn small_number(word: &str) -> Option<u32> {
        Some(match word {
            "one" | "1" => 1,
            "two" | "2" => 2,
            "three" | "3" => 3,
            "four" | "4" => 4,
            "five" | "5" => 5,
            "six" | "6" => 6,
            _ => return None,
        })
    }
}
