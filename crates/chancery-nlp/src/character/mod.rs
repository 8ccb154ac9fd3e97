//! Characters as CPython's `str` sees them.
//!
//! spaCy asks Python for `isspace`, `isalpha`, `isdigit` and `lower`; Rust's own predicates answer other
//! questions (`char::is_alphabetic` takes in marks and letter numbers, `char::is_whitespace` leaves out
//! the four information separators). The tables are those of one CPython, named at their head, so that the
//! answers do not change with the Rust release.

mod tables;

pub(crate) use tables::{ALPHANUMERIC, DECIMAL};

/// `str.isspace` for one character, as inclusive ranges.
pub(crate) const SPACE: &[(u32, u32)] = &[
    (0x9, 0xd),
    (0x1c, 0x20),
    (0x85, 0x85),
    (0xa0, 0xa0),
    (0x1680, 0x1680),
    (0x2000, 0x200a),
    (0x2028, 0x2029),
    (0x202f, 0x202f),
    (0x205f, 0x205f),
    (0x3000, 0x3000),
];

fn within(ranges: &[(u32, u32)], c: char) -> bool {
    let code = u32::from(c);
    let above = ranges.partition_point(|&(start, _)| start <= code);
    above > 0 && code <= ranges[above - 1].1
}

/// `str.isspace` for one character.
pub(crate) fn is_space(c: char) -> bool {
    if c.is_ascii() { is_ascii_space(c as u8) } else { within(SPACE, c) }
}

/// `str.isspace` for one ASCII byte; false for the others.
pub(crate) fn is_ascii_space(byte: u8) -> bool {
    matches!(byte, 0x9..=0xd | 0x1c..=0x20)
}

/// `str.isalpha` for one character.
pub(crate) fn is_alpha(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphabetic() } else { within(tables::ALPHA, c) }
}

/// `str.isdigit` for one character: decimals, superscripts, circled digits.
pub(crate) fn is_digit(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_digit() } else { within(tables::DIGIT, c) }
}

/// `str.lower`.
///
/// Rust's mapping is the same but for characters younger than the tables' Unicode version. Python leaves
/// those alone, and for the form of a sigma they end the word.
pub(crate) fn lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut lowered = String::with_capacity(text.len());
    let mut old = text;
    while let Some((at, young)) = old.char_indices().find(|&(_, c)| is_young_cased(c)) {
        lowered.push_str(&old[..at].to_lowercase());
        lowered.push(young);
        old = &old[at + young.len_utf8()..];
    }
    lowered.push_str(&old.to_lowercase());
    lowered
}

/// Whether Rust gives the character a case and the tables do not know it as a letter. A few cased
/// characters that are no letters have long been there: an iota below, Roman numerals, enclosed letters.
fn is_young_cased(c: char) -> bool {
    !c.is_ascii()
        && (c.is_uppercase() || c.is_lowercase())
        && !is_alpha(c)
        && !matches!(c, '\u{345}' | '\u{2160}'..='\u{217f}' | '\u{24b6}'..='\u{24e9}' | '\u{1f130}'..='\u{1f189}')
}

/// `str.isalpha` for a text: false if it is empty.
pub(crate) fn is_alphabetic(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_alpha)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_are_pythons() {
        for c in [' ', '\t', '\n', '\u{1c}', '\u{1f}', '\u{85}', '\u{a0}', '\u{2028}', '\u{3000}'] {
            assert!(is_space(c), "{c:?}");
        }
        for c in ['\u{200b}', '\u{feff}', '\u{2060}', '\u{180e}', 'a', '\0'] {
            assert!(!is_space(c), "{c:?}");
        }
    }

    #[test]
    fn letters_are_category_l_only() {
        assert!(is_alpha('é') && is_alpha('ª') && is_alpha('中') && is_alpha('ـ'));
        // A letter number, a vowel sign and a circled letter are alphabetic for Rust, not for Python.
        assert!(!is_alpha('Ⅷ') && !is_alpha('\u{93e}') && !is_alpha('Ⓐ'));
    }

    #[test]
    fn digits_take_in_superscripts_but_not_fractions() {
        assert!(is_digit('²') && is_digit('٣') && is_digit('①'));
        assert!(!is_digit('½') && !is_digit('Ⅷ'));
    }

    #[test]
    fn lowering_follows_python() {
        assert_eq!(lower("İSTANBUL"), "i̇stanbul");
        assert_eq!(lower("ΟΔΟΣ"), "οδος");
        assert_eq!(lower("ⅧⒷ"), "ⅷⓑ");
        // U+A7DC came with Unicode 16: for the reference it has no lower case.
        assert_eq!(lower("\u{a7dc}É"), "\u{a7dc}é");
        assert_eq!(lower("ΟΔΟΣ\u{a7dc}ΟΣ"), "οδος\u{a7dc}ος");
    }
}
