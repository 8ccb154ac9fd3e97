//! Sorts of nouns: times, places, manners and those before whom one stands, by the entity label or the tables.

use super::grammar::GRAMMAR;
use super::tree::{Tag, Tree};

/// Whether the phrase names a time.
pub(super) fn is_time(tree: &Tree<'_>, head: u32) -> bool {
    match tree.entity(head) {
        "DATE" | "TIME" => tree.word(head).contains(char::is_alphanumeric) && !is_name_alone(tree, head),
        "" | "CARDINAL" | "ORDINAL" => {
            GRAMMAR.sets.time_nouns.contains(tree.lemma(head).to_lowercase().as_str())
        }
        _ => false,
    }
}

/// A single name that the entity recogniser takes for a date ("in Niger"); names of days, months and feasts
/// are in the table.
fn is_name_alone(tree: &Tree<'_>, head: u32) -> bool {
    let of_date = |t: u32| matches!(tree.entity(t), "DATE" | "TIME");
    let beside = head > 0 && of_date(head - 1) || (head as usize) + 1 < tree.len() && of_date(head + 1);
    tree.tag(head) == Tag::Name
        && !tree.word(head).contains(|c: char| c.is_ascii_digit() || c == '.')
        && !beside
        && !GRAMMAR.sets.time_nouns.contains(tree.word(head).to_lowercase().as_str())
}

/// Whom one stands before: "before the court" tells no time.
pub(super) fn is_forum(tree: &Tree<'_>, head: u32) -> bool {
    let forums = [
        "court",
        "tribunal",
        "judge",
        "magistrate",
        "parliament",
        "committee",
        "panel",
        "commission",
        "lawmaker",
        "crowd",
        "council",
        "jury",
        "prosecutor",
        "reporter",
        "journalist",
        "camera",
    ];
    matches!(tree.entity(head), "ORG" | "PERSON" | "NORP")
        || forums.contains(&tree.lemma(head).to_lowercase().as_str())
}

pub(super) fn is_manner_noun(tree: &Tree<'_>, head: u32) -> bool {
    tree.tag(head) != Tag::Name
        && GRAMMAR.sets.manner_nouns.contains(tree.lemma(head).to_lowercase().as_str())
}

pub(super) fn is_place_noun(tree: &Tree<'_>, head: u32) -> bool {
    match tree.entity(head) {
        "GPE" | "LOC" | "FAC" => true,
        "PERSON" | "NORP" | "MONEY" | "PERCENT" => false,
        _ => GRAMMAR.sets.place_nouns.contains(tree.lemma(head).to_lowercase().as_str()),
    }
}
