//! Text that was UTF-8, was read as Windows-1252, and shows it: `donâ€™t`, `ErdoÄŸan`.
//!
//! The way back is exact: characters that Windows-1252 writes as a well-formed UTF-8 sequence are
//! read again as that sequence, if what comes out is a character that news text has.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use chancery_record::{Repair, RepairKind};

use crate::mapped::{Edit, Mapped};

/// Mends the text; twice mangled text is mended twice.
pub(crate) fn mended(mapped: &Mapped, repairs: &mut Vec<Repair>) -> Mapped {
    let mut text = mapped.clone();
    for _ in 0..2 {
        let edits = edits(text.text());
        if edits.is_empty() {
            break;
        }
        text = text.edited(&edits, repairs);
    }
    text
}

fn edits(text: &str) -> Vec<Edit> {
    if text.is_ascii() {
        return Vec::new();
    }
    let mut edits = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if c.is_ascii() {
            at += 1;
            continue;
        }
        if let Some((with, len)) = mangled(&text[at..]) {
            edits.push(Edit { range: at..at + len, with, kind: RepairKind::Mojibake });
            at += len;
        } else {
            if let Some(with) = c1_punctuation(c) {
                edits.push(Edit { range: at..at + c.len_utf8(), with, kind: RepairKind::Mojibake });
            }
            at += c.len_utf8();
        }
    }
    edits
}

/// The character that a mangled sequence at the head of `text` stands for, and the sequence's length
/// in bytes.
fn mangled(text: &str) -> Option<(&'static str, usize)> {
    let mut bytes = [0_u8; 3];
    let mut len = 0;
    let mut want = 0;
    for (n, c) in text.chars().take(3).enumerate() {
        bytes[n] = windows_1252_byte(c)?;
        len += c.len_utf8();
        match n {
            0 => {
                want = match bytes[0] {
                    0xc2..=0xdf => 2,
                    0xe2 => 3,
                    _ => return None,
                }
            }
            _ if !(0x80..=0xbf).contains(&bytes[n]) => return None,
            _ => {}
        }
        if n + 1 == want {
            let c = std::str::from_utf8(&bytes[..want]).ok()?.chars().next()?;
            return Some((plausible().get(&c).copied()?, len));
        }
    }
    None
}

/// Characters of news text beyond ASCII: Latin letters, punctuation, currency.
///
/// Each is kept as a static string, since an [`Edit`] replaces by static text.
fn plausible() -> &'static BTreeMap<char, &'static str> {
    static PLAUSIBLE: OnceLock<BTreeMap<char, &'static str>> = OnceLock::new();
    const LETTERS: &str = include_str!("../../data/plausible.txt");
    PLAUSIBLE.get_or_init(|| {
        let mut table: BTreeMap<char, &'static str> = LETTERS
            .char_indices()
            .filter(|(_, c)| !c.is_ascii())
            .map(|(at, c)| (c, &LETTERS[at..at + c.len_utf8()]))
            .collect();
        table.insert('\u{a0}', " ");
        table
    })
}

/// The byte that Windows-1252 has for `c`; C1 controls stand for themselves, as browsers have it.
fn windows_1252_byte(c: char) -> Option<u8> {
    const HIGH: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    match c as u32 {
        0x80..=0xff => u8::try_from(c as u32).ok(),
        _ => HIGH.chars().position(|high| high == c).and_then(|n| u8::try_from(0x80 + n).ok()),
    }
}

/// C1 controls where Windows-1252 has punctuation: text that was labelled ISO 8859-1.
fn c1_punctuation(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{85}' => "…",
        '\u{91}' => "‘",
        '\u{92}' => "’",
        '\u{93}' => "“",
        '\u{94}' => "”",
        '\u{96}' => "–",
        '\u{97}' => "—",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mend(text: &str) -> String {
        mended(&Mapped::identity(text), &mut Vec::new()).text().to_owned()
    }

    #[test]
    fn punctuation_and_letters_come_back() {
        assert_eq!(mend("donâ€™t â€œgoâ€\u{9d} â€“ nowâ€¦"), "don’t “go” – now…");
        assert_eq!(mend("ErdoÄŸan met TomÃ¡Å¡"), "Erdoğan met Tomáš");
        assert_eq!(mend("it\u{92}s"), "it’s");
    }

    #[test]
    fn twice_mangled_text_comes_back() {
        let once: String = "é".bytes().map(char::from).collect();
        let twice: String = once.chars().flat_map(|c| c.to_string().into_bytes()).map(char::from).collect();
        assert_eq!(mend(&format!("caf{twice}")), "café");
    }

    #[test]
    fn sound_text_is_left_alone() {
        for text in
            ["LIBERTÉ» dit-il", "Ãlvaro e São Tomé", "Łukasz Szűcs naïve café – “so” €5", "Москва и Київ"]
        {
            assert_eq!(mend(text), text);
        }
    }
}
