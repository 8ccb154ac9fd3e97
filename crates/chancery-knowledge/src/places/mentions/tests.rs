//! Names found and left in sentences of this project's own.

use super::super::words::Word;
use super::*;

/// Finds names in a text whose words are parted by spaces; `word/LABEL` opens an entity of that
/// label and `word/+` goes on with it. Commas and full stops are words of their own.
fn names(marked: &str) -> Vec<String> {
    let mut text = String::new();
    let mut spans = Vec::new();
    let mut label = "";
    for piece in marked.split(' ') {
        let (word, mark) = piece.split_once('/').unwrap_or((piece, ""));
        let begins = !mark.is_empty() && mark != "+";
        label = if mark == "+" { label } else { mark };
        if !text.is_empty() && !matches!(word, "," | "." | "'s") {
            text.push(' ');
        }
        let start = text.len() as u32;
        text.push_str(word);
        let tag = if word.starts_with(char::is_uppercase) { "NNP" } else { "NN" };
        spans.push((start, text.len() as u32, tag, label, begins));
    }
    let words: Vec<Word<'_>> = spans
        .iter()
        .map(|(start, end, tag, entity, begins)| Word {
            start: *start,
            end: *end,
            tag,
            entity,
            begins: *begins,
        })
        .collect();
    let found = find_mentions(Places::embedded(), &Passage { text: &text, words: &words });
    found.iter().map(|m| m.span.slice(&text).unwrap().to_owned()).collect()
}

#[test]
fn adjectives_are_no_places() {
    assert_eq!(names("Ukrainian/GPE troops and Chadian/NORP police left Kyiv/GPE ."), ["Kyiv"]);
}

#[test]
fn borrowed_names_are_no_places() {
    assert!(names("The Oslo/GPE Accords collapsed .").is_empty());
    assert!(names("They spread the Marburg/GPE virus ; later Marburg/GPE killed ten .").is_empty());
    assert!(names("It cost US $ 40 .").is_empty());
}

#[test]
fn persons_keep_their_names() {
    assert!(names("Chad/PERSON Wolf/+ resigned .").is_empty());
    assert_eq!(names("Maria/PERSON Franklin/+ spoke . Franklin/GPE smiled in Berlin/GPE ."), ["Berlin"]);
}

#[test]
fn mistaken_labels_are_mended() {
    assert_eq!(
        names("Shells fell in Latakia/PERSON and near Jisr/ORG al-Shughur/+ ."),
        ["Latakia", "Jisr al-Shughur"]
    );
    assert_eq!(names("Russia/PERSON Mehdi/+ Sanaei/+ spoke ."), ["Russia"]);
}

#[test]
fn the_place_that_a_public_body_serves_is_one() {
    assert_eq!(names("the California/ORG Department/+ of/+ Health/+ said"), ["California"]);
    assert!(names("the Michigan/ORG State/+ University/+ said").is_empty());
}

#[test]
fn names_are_taken_whole() {
    assert_eq!(names("He left Guinea/GPE - Bissau for Goz/GPE Beida/+ ."), ["Guinea - Bissau", "Goz Beida"]);
    assert_eq!(names("the City/GPE of/+ Aden/+ fell"), ["Aden"]);
}

#[test]
fn a_name_called_a_place_needs_no_table() {
    assert_eq!(names("They burned the village of Sangasanga ."), ["Sangasanga"]);
    assert!(names("They thanked Sangasanga .").is_empty());
}

#[test]
fn ordinary_words_are_no_places() {
    assert!(names("The Minister of Justice met Parliament on March 3 , said the Secretary .").is_empty());
}

#[test]
fn odd_input_is_read() {
    let word = |start, end| Word { start, end, tag: "NNP", entity: "GPE", begins: true };
    let words = [word(0, 3), word(2, 90), word(7, 5), word(1, 2)];
    let found = find_mentions(Places::embedded(), &Passage { text: "Zoë", words: &words });
    assert!(found.iter().all(|m| m.span.start < m.span.end));
    assert!(find_mentions(Places::embedded(), &Passage { text: "", words: &[] }).is_empty());
}
