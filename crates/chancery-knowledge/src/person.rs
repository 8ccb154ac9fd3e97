//! Persons: the names that they go by.
//!
//! A person is whoever the offices' tables name, under one display name in all offices. Two people of one
//! name are told apart by a mark after `#` that is not displayed: `Michael Williams#UNO`. `persons.csv` adds
//! other spellings, and short names that no rule would give ("Lula", "MBS").

use crate::body::ids;
use crate::{CountryId, TermId};

ids! {
    /// A person that the tables know.
    PersonId,
}

/// A person that the tables know.
#[derive(Debug, Clone)]
pub struct Person {
    /// The name as displayed.
    pub name: Box<str>,
    /// The name with the mark that tells namesakes apart.
    pub(crate) key: Box<str>,
    /// Other spellings and names.
    pub aliases: Vec<Box<str>>,
    /// Short names given by hand.
    pub(crate) short: Vec<Box<str>>,
    /// The country of the first office held for a country.
    pub country: Option<CountryId>,
    /// Every term of the person, by start.
    pub terms: Vec<TermId>,
}

/// States whose people are named family name first.
const FAMILY_FIRST: [&str; 6] = ["CHN", "TWN", "HKG", "MAC", "KOR", "PRK"];
/// States where people are called by the first of their names, or by either.
const FIRST_TOO: [&str; 7] = ["ISL", "ETH", "ERI", "MYS", "IDN", "MMR", "THA"];
/// States where the father's family name comes before the mother's.
const TWO_FAMILIES: [&str; 21] = [
    "ESP", "ARG", "BOL", "CHL", "COL", "CRI", "CUB", "DOM", "ECU", "GTM", "HND", "MEX", "NIC", "PAN", "PER",
    "PRY", "SLV", "URY", "VEN", "PRI", "GNQ",
];
/// Words that belong to the family name after them.
const PARTICLES: [&str; 26] = [
    "al", "el", "bin", "ibn", "ben", "bint", "ould", "von", "van", "der", "den", "de", "del", "della", "di",
    "da", "do", "dos", "du", "la", "le", "ter", "ten", "zu", "san", "st",
];

/// The names that a person is called by after the first mention, "Amir-Abdollahian", "bin Salman", "Xi", and
/// the full name without its middle: "Daniel Smith".
///
/// `given` says whether a word is used as a first name by somebody in the tables; such a word is not
/// taken for the father's family name in "José Manuel Albares".
pub(crate) fn short_names(name: &str, country: &str, given: impl Fn(&str) -> bool) -> Vec<String> {
    let all: Vec<&str> = name.split_whitespace().collect();
    let (numeral, words) = match all.split_last() {
        Some((last, before)) if !before.is_empty() && is_numeral(last) => (true, before),
        Some((last, before)) if !before.is_empty() && matches!(*last, "Jr." | "Jr" | "Sr.") => {
            (false, before)
        }
        _ => (false, &all[..]),
    };
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return Vec::new() };
    if words.len() == 1 {
        return if numeral { vec![(*first).to_owned()] } else { Vec::new() };
    }
    let mut short = Vec::new();
    let family_first = FAMILY_FIRST.contains(&country)
        && (words.len() > 2 || last.contains('-') || country != "TWN")
        || country == "SGP" && words.len() == 3;
    if family_first {
        short.push((*first).to_owned());
        return short;
    }
    let mut from = words.len() - 1;
    while from > 1 && PARTICLES.contains(&words[from - 1].to_lowercase().as_str()) {
        from -= 1;
    }
    short.push(words[from..].join(" "));
    if from < words.len() - 1
        && !matches!(words[words.len() - 2].to_lowercase().as_str(), "bin" | "ibn" | "ben" | "bint")
    {
        short.push((*last).to_owned());
    }
    if numeral || FIRST_TOO.contains(&country) {
        short.push((*first).to_owned());
    }
    if words.len() > 2 {
        short.push(format!("{first} {}", words[from..].join(" ")));
    }
    if TWO_FAMILIES.contains(&country) && words.len() > 2 && from == words.len() - 1 {
        let father = words[words.len() - 2];
        if father.chars().count() > 2 && !given(father) {
            short.push(father.to_owned());
            short.push(format!("{father} {last}"));
            short.push(format!("{first} {father}"));
        }
    }
    short.retain(|name| name.chars().filter(|c| c.is_alphabetic()).count() > 1);
    short
}

fn is_numeral(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(name: &str, country: &str) -> Vec<String> {
        short_names(name, country, |word| matches!(word, "Manuel" | "Luis"))
    }

    #[test]
    fn the_family_name_is_found_where_the_language_puts_it() {
        assert_eq!(short("Angela Merkel", "DEU"), ["Merkel"]);
        assert_eq!(short("Xi Jinping", "CHN"), ["Xi"]);
        assert_eq!(short("Ban Ki-moon", "KOR"), ["Ban"]);
        assert_eq!(short("Tsai Ing-wen", "TWN"), ["Tsai"]);
        assert_eq!(short("Vincent Siew", "TWN"), ["Siew"]);
        assert_eq!(short("Goh Chok Tong", "SGP"), ["Goh"]);
        assert_eq!(short("Lawrence Wong", "SGP"), ["Wong"]);
        assert_eq!(short("Abiy Ahmed", "ETH"), ["Ahmed", "Abiy"]);
    }

    #[test]
    fn particles_stay_with_the_name_that_they_lead() {
        assert_eq!(short("Ursula von der Leyen", "DEU"), ["von der Leyen", "Leyen", "Ursula von der Leyen"]);
        assert_eq!(short("Mohammed bin Salman", "SAU"), ["bin Salman", "Mohammed bin Salman"]);
        assert_eq!(short("Staffan de Mistura", "SWE"), ["de Mistura", "Mistura", "Staffan de Mistura"]);
    }

    #[test]
    fn a_spanish_name_has_two_family_names_unless_the_middle_one_is_a_given_name() {
        assert_eq!(
            short("Luis Rodriguez Zapatero", "ESP"),
            ["Zapatero", "Luis Zapatero", "Rodriguez", "Rodriguez Zapatero", "Luis Rodriguez"]
        );
        assert_eq!(short("Jose Manuel Albares", "ESP"), ["Albares", "Jose Albares"]);
    }

    #[test]
    fn monarchs_are_called_by_their_own_name() {
        assert_eq!(short("Abdullah II", "JOR"), ["Abdullah"]);
        assert_eq!(short("Ferdinand Marcos Jr.", "PHL"), ["Marcos"]);
        assert_eq!(short("Sugiono", "IDN"), Vec::<String>::new());
    }
}
