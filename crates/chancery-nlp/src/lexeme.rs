//! Word types and their lexical attributes.
//!
//! Source: `spacy/lang/lex_attrs.py` (prefix, suffix, shape), `spacy/lang/norm_exceptions.py` and
//! `spacy/vocab.pyx` (norm), spaCy 3.8. A string attribute is known by its string id ([`crate::hash`]).

use std::collections::HashMap;

use crate::character::{is_alpha, is_digit, is_space, lower};
use crate::hash::string_id;
use crate::msgpack::Value;
use crate::{Error, msgpack};

/// spaCy's `BASE_NORMS` (`spacy/lang/norm_exceptions.py`, MIT licence): quotes, dashes and currencies that
/// are to look alike to the model.
const BASE_NORMS: &[(&str, &str)] = &[
    ("'s", "'s"),
    ("'S", "'s"),
    ("’s", "'s"),
    ("’S", "'s"),
    ("’", "'"),
    ("‘", "'"),
    ("´", "'"),
    ("`", "'"),
    ("”", "\""),
    ("“", "\""),
    ("''", "\""),
    ("``", "\""),
    ("´´", "\""),
    ("„", "\""),
    ("»", "\""),
    ("«", "\""),
    ("‘‘", "\""),
    ("’’", "\""),
    ("？", "?"),
    ("！", "!"),
    ("，", ","),
    ("；", ";"),
    ("：", ":"),
    ("。", "."),
    ("।", "."),
    ("…", "..."),
    ("—", "-"),
    ("–", "-"),
    ("--", "-"),
    ("---", "-"),
    ("——", "-"),
    ("€", "$"),
    ("£", "$"),
    ("¥", "$"),
    ("฿", "$"),
    ("US$", "$"),
    ("C$", "$"),
    ("A$", "$"),
    ("₺", "$"),
    ("₹", "$"),
    ("৳", "$"),
    ("₩", "$"),
    ("Mex$", "$"),
    ("₣", "$"),
    ("E£", "$"),
];

/// From this length on, in Unicode code points, a word's shape is `LONG`.
const LONG: usize = 100;

/// The most times that a shape repeats one character.
const LONGEST_RUN: usize = 4;

/// The attributes of a word type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lexeme {
    /// ORTH: the text itself.
    pub orth: u64,
    /// LOWER: the text in lower case.
    pub lower: u64,
    /// NORM: the tokenizer exception's norm, else the norm tables', else the lower-case text.
    pub norm: u64,
    /// PREFIX: the first character.
    pub prefix: u64,
    /// SUFFIX: the last three characters.
    pub suffix: u64,
    /// SHAPE: `Xxxxx`, `dd`, ...
    pub shape: u64,
    /// IS_SPACE: nothing but white space.
    pub is_space: bool,
}

impl Lexeme {
    /// The attributes of `text`, whose lower-case form is `lowered`.
    pub(crate) fn new(text: &str, lowered: &str, norms: &Norms, room: &mut String) -> Self {
        let prefix = text.chars().next().map_or(0, char::len_utf8);
        let suffix = text.char_indices().nth_back(2).map_or(0, |(at, _)| at);
        let orth = string_id(text);
        let lower = if lowered == text { orth } else { string_id(lowered) };
        room.clear();
        write_shape(text, room);
        Self {
            orth,
            lower,
            norm: norms.norm(orth).unwrap_or(lower),
            prefix: string_id(&text[..prefix]),
            suffix: if suffix == 0 { orth } else { string_id(&text[suffix..]) },
            shape: string_id(room),
            is_space: !text.is_empty() && text.chars().all(is_space),
        }
    }
}

/// The word's shape: `X` for a capital letter, `x` for another, `d` for a digit, any other character as it
/// is, and no character more than four times running.
fn write_shape(text: &str, shape: &mut String) {
    if text.chars().nth(LONG - 1).is_some() {
        shape.push_str("LONG");
        return;
    }
    let mut last = None;
    let mut run = 0;
    for c in text.chars() {
        let form = if is_alpha(c) {
            if c.is_uppercase() { 'X' } else { 'x' }
        } else if is_digit(c) {
            'd'
        } else {
            c
        };
        run = if last == Some(form) { run + 1 } else { 1 };
        last = Some(form);
        if run <= LONGEST_RUN {
            shape.push(form);
        }
    }
}

/// The tables of norms: the model's `lexeme_norm`, then spaCy's base norms.
#[derive(Debug, Default)]
pub(crate) struct Norms {
    norm_from_orth: HashMap<u64, u64>,
}

impl Norms {
    /// Reads the model's `vocab/lookups.bin`. A model without the table has the base norms only.
    pub(crate) fn read(lookups: &[u8]) -> Result<Self, Error> {
        const FILE: &str = "vocab/lookups.bin";
        let mut norm_from_orth: HashMap<u64, u64> =
            BASE_NORMS.iter().map(|&(text, norm)| (string_id(text), string_id(norm))).collect();
        let value = msgpack::read(FILE, lookups)?;
        let tables = msgpack::map(FILE, "the whole file", &value)?;
        if let Some(table) = msgpack::get(tables, "lexeme_norm") {
            for (key, norm) in msgpack::map(FILE, "lexeme_norm", table)? {
                let orth = match key {
                    Value::Integer(id) => id.as_u64(),
                    Value::String(text) => text.as_str().map(string_id),
                    _ => None,
                };
                let orth = orth.ok_or_else(|| {
                    Error::malformed(FILE, "lexeme_norm", format!("{key} is not the id of a word"))
                })?;
                norm_from_orth.insert(orth, string_id(msgpack::text(FILE, "lexeme_norm", norm)?));
            }
        }
        Ok(Self { norm_from_orth })
    }

    fn norm(&self, orth: u64) -> Option<u64> {
        self.norm_from_orth.get(&orth).copied()
    }
}

/// The lower-case form of `text`, if it is another than `text` itself.
pub(crate) fn lowered(text: &str) -> Option<String> {
    let is_low = text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_low { None } else { Some(lower(text)).filter(|lowered| lowered != text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(text: &str) -> String {
        let mut shape = String::new();
        write_shape(text, &mut shape);
        shape
    }

    #[test]
    fn shapes_are_spacys() {
        assert_eq!(shape("Ankara"), "Xxxxx");
        assert_eq!(shape("UNESCO"), "XXXX");
        assert_eq!(shape("U.N."), "X.X.");
        assert_eq!(shape("2,024,000"), "d,ddd,ddd");
        assert_eq!(shape("......"), "....");
        assert_eq!(shape("xxxxX"), "xxxxX");
        assert_eq!(shape("Žižek²"), "Xxxxxd");
        assert_eq!(shape("Ⅷ"), "Ⅷ");
        assert_eq!(shape(&"a".repeat(99)), "xxxx");
        assert_eq!(shape(&"é".repeat(100)), "LONG");
    }

    #[test]
    fn a_short_word_is_its_own_suffix() {
        let norms = Norms::default();
        let lexeme = |text: &str| Lexeme::new(text, &lower(text), &norms, &mut String::new());
        assert_eq!(lexeme("of").suffix, string_id("of"));
        assert_eq!(lexeme("été").suffix, string_id("été"));
        assert_eq!(lexeme("Sofia").suffix, string_id("fia"));
        assert_eq!(lexeme("Sofia").prefix, string_id("S"));
        assert_eq!(lexeme("Sofia").lower, string_id("sofia"));
        assert_eq!(lexeme("Sofia").norm, string_id("sofia"));
        assert_eq!(lexeme("X").shape, 101);
    }
}
