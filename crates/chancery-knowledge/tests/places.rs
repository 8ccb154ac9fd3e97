//! Place names in short texts of this project's own, `places.csv`: the name in double brackets is to
//! be found and to be put within 100 km of the point given.
//!
//! Texts come without a recogniser's entities here: the gazetteer must do alone.

use chancery_knowledge::places::{Passage, Places, Surroundings, Word, find_mentions, kilometres, resolve};

/// Right answers among the answers given, below which the suite fails.
const PRECISION: f64 = 0.97;
/// Answers given among all texts.
const ANSWERED: f64 = 0.97;
const RADIUS_KM: f64 = 100.0;

#[test]
fn short_texts_resolve_to_the_place_meant() {
    let mut reader = csv::Reader::from_reader(include_str!("places.csv").as_bytes());
    let (mut texts, mut answered, mut right) = (0, 0, 0);
    let mut wrong = Vec::new();
    for record in reader.records() {
        let record = record.unwrap();
        let point = (record[0].parse().unwrap(), record[1].parse().unwrap());
        texts += 1;
        match place_of(&record[2]) {
            Some((lat, lon, name)) => {
                answered += 1;
                let distance = kilometres(point, (lat, lon));
                if distance <= RADIUS_KM {
                    right += 1;
                } else {
                    wrong.push(format!("{distance:.0} km off ({name}): {}", &record[2]));
                }
            }
            None => wrong.push(format!("no answer: {}", &record[2])),
        }
    }
    let precision = f64::from(right) / f64::from(answered);
    println!("{texts} texts, {answered} answered, {right} right: precision {precision:.3}");
    wrong.iter().for_each(|w| println!("  {w}"));
    assert!(texts >= 200, "{texts} texts");
    assert!(precision >= PRECISION, "precision {precision:.3}\n{}", wrong.join("\n"));
    assert!(
        f64::from(answered) >= ANSWERED * f64::from(texts),
        "{answered} of {texts}\n{}",
        wrong.join("\n")
    );
}

/// The place that resolution gives the bracketed name.
fn place_of(marked: &str) -> Option<(f64, f64, String)> {
    let start = marked.find("[[")?;
    let end = marked.find("]]")? - 2;
    let text = marked.replace("[[", "").replace("]]", "");
    let words = tokens(&text);
    let passage = Passage { text: &text, words: &words };
    let places = Places::embedded();
    let mentions = find_mentions(places, &passage);
    let choices = resolve(places, &passage, &mentions, &Surroundings::default());
    let overlaps = |m: &&(_, _)| {
        let (mention, _): &(&chancery_knowledge::places::Mention, _) = m;
        (mention.span.start as usize) < end && start < mention.span.end as usize
    };
    let pairs: Vec<_> = mentions.iter().zip(&choices).collect();
    let (_, choice) = pairs.iter().find(overlaps)?;
    let place = places.place(choice.place?);
    Some((place.lat, place.lon, format!("{}, {}", place.name, place.country.unwrap_or("-"))))
}

/// Words, hyphens, possessives and punctuation apart, every capitalised word a proper noun.
fn tokens(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let bytes: Vec<(usize, char)> = text.char_indices().collect();
    let mut i = 0;
    while i < bytes.len() {
        let (start, c) = bytes[i];
        let mut j = i + 1;
        if c.is_whitespace() {
            i = j;
            continue;
        }
        if c.is_alphanumeric() {
            let abbreviates = |j: usize| {
                bytes[j].1 == '.'
                    && (text[start..bytes[j].0].contains('.')
                        || matches!(&text[start..bytes[j].0], "U" | "St"))
            };
            while j < bytes.len() && (bytes[j].1.is_alphanumeric() || abbreviates(j)) {
                j += 1;
            }
        } else if c == '\'' && bytes.get(j).is_some_and(|(_, c)| *c == 's') {
            j += 1;
        }
        let end = bytes.get(j).map_or(text.len(), |(at, _)| *at);
        let tag = if c.is_uppercase() { "NNP" } else { "NN" };
        words.push(Word { start: start as u32, end: end as u32, tag, entity: "", begins: false });
        i = j;
    }
    words
}
