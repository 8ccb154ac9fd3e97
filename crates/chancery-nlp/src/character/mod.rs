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
/// Rust's mapping is the same but for letters younger than the tables' Unicode version, which Python leaves
/// alone. A capital sigma is lowered by its place in the word, in both.
pub(crate) fn lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    if text.contains('Σ') {
        return text.to_lowercase();
    }
    let mut lowered = String::with_capacity(text.len());
    for c in text.chars() {
        // Roman numerals and circled letters have case without being letters.
        if is_alpha(c) || matches!(c, '\u{2160}'..='\u{216f}' | '\u{24b6}'..='\u{24cf}') {
            lowered.extend(c.to_lowercase());
        } else {
            lowered.push(c);
        }
    }
    lowered
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
    }
}
