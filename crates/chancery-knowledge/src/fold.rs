//! Folds tokens to words that spelling variants share.
//!
//! Case and diacritics go; hyphens, slashes and spaces part words; apostrophes and the dots of "U.S." go;
//! a final `'s` is a word of its own; `Abdulrahman` is read as `Abdul Rahman`; and a table of variants
//! gives one spelling to "Mohamed", "Muhammad" and "Mohammed". Any other mark is a word of its own, so that
//! no name is found across a comma.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::Fault;
use crate::table::{Tables, each_row};

/// How the letters of a word stood in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// It begins with a small letter.
    Small,
    /// It begins with a capital.
    Capital,
    /// All its letters are capitals.
    Capitals,
    /// It begins with no letter.
    Other,
}

/// One folded word.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Word {
    start: u32,
    end: u32,
    pub(crate) hash: u64,
    /// The token that it comes from.
    pub(crate) token: u32,
    pub(crate) shape: Shape,
}

/// Folded words of a sequence of tokens.
#[derive(Debug, Default)]
pub(crate) struct Words {
    text: String,
    words: Vec<Word>,
}

impl Words {
    pub(crate) fn as_slice(&self) -> &[Word] {
        &self.words
    }

    pub(crate) fn text(&self, word: &Word) -> &str {
        &self.text[word.start as usize..word.end as usize]
    }

    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.words.clear();
    }
}

/// What spellings are one.
#[derive(Debug, Default)]
pub(crate) struct Folder {
    variants: FxHashMap<Box<str>, Box<str>>,
}

/// Longer words that begin so are read as two: "Abdelfattah", "Abdulrahman".
const SERVANT_OF: [&str; 3] = ["abdel", "abdul", "abdal"];

impl Folder {
    pub(crate) fn read(tables: &Tables, faults: &mut Vec<Fault>) -> Self {
        let mut variants: FxHashMap<Box<str>, Box<str>> = FxHashMap::default();
        each_row(tables, "name_variants.csv", &["word", "variants"], faults, |row, faults| {
            for variant in row.list(1) {
                if let Some(other) = variants.insert(variant.into(), row.get(0).into())
                    && *other != *row.get(0)
                {
                    faults.push(row.fault(
                        format!("`{variant}` is a variant of both `{other}` and `{}`", row.get(0)),
                        "keep it in one of the two rows",
                    ));
                }
            }
        });
        Self { variants }
    }

    /// Adds the words of one token.
    pub(crate) fn fold(&self, token: &str, token_idx: u32, into: &mut Words) {
        let (stem, possessive) = match token.strip_suffix("'s").or_else(|| token.strip_suffix("’s")) {
            Some(stem) => (stem, true),
            None => (token, false),
        };
        let mut word = WordInMaking::new(into);
        for c in stem.chars() {
            match c {
                '\'' | '’' => word.after_apostrophe = true,
                '‘' | '`' | 'ʿ' | 'ʾ' | 'ʻ' | 'ʼ' | '.' | '"' | '“' | '”' => {}
                '-' | '‐' | '‑' | '–' | '—' | '/' | ' ' | '\u{a0}' => {
                    word.finish(self, token_idx, into);
                }
                c if c.is_alphanumeric() || is_combining_mark(c) => word.push(c, into),
                c => {
                    word.finish(self, token_idx, into);
                    into.text.push(c);
                    word.finish(self, token_idx, into);
                }
            }
        }
        word.finish(self, token_idx, into);
        if possessive {
            into.text.push_str("'s");
            word.finish(self, token_idx, into);
        }
    }

    /// The words of a phrase, each part between spaces being a token.
    pub(crate) fn fold_phrase(&self, phrase: &str, into: &mut Words) {
        into.clear();
        for (idx, token) in phrase.split_whitespace().enumerate() {
            self.fold(token, u32::try_from(idx).unwrap_or(u32::MAX), into);
        }
    }
}

/// A word whose letters are being pushed at the end of the text.
struct WordInMaking {
    start: usize,
    letters: u32,
    capitals: u32,
    first: Shape,
    after_apostrophe: bool,
}

impl WordInMaking {
    fn new(words: &Words) -> Self {
        Self {
            start: words.text.len(),
            letters: 0,
            capitals: 0,
            first: Shape::Other,
            after_apostrophe: false,
        }
    }

    fn push(&mut self, c: char, words: &mut Words) {
        if c.is_alphabetic() {
            if self.letters == 0 && words.text.len() == self.start {
                self.first = if c.is_uppercase() { Shape::Capital } else { Shape::Small };
            }
            // "d'Ivoire" is a name as "Ivoire" is.
            if self.after_apostrophe && c.is_uppercase() && self.first == Shape::Small {
                self.first = Shape::Capital;
            }
            self.letters += 1;
            self.capitals += u32::from(c.is_uppercase());
        }
        if c.is_ascii() {
            words.text.push(c.to_ascii_lowercase());
            return;
        }
        match c {
            'ı' => words.text.push('i'),
            'Ø' | 'ø' => words.text.push('o'),
            'Ł' | 'ł' => words.text.push('l'),
            'Đ' | 'đ' | 'Ð' | 'ð' => words.text.push('d'),
            'ß' => words.text.push_str("ss"),
            'Æ' | 'æ' => words.text.push_str("ae"),
            'Œ' | 'œ' => words.text.push_str("oe"),
            'Þ' | 'þ' => words.text.push_str("th"),
            'Ə' | 'ə' => words.text.push('a'),
            c => words.text.extend(
                std::iter::once(c).nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase),
            ),
        }
    }

    fn finish(&mut self, folder: &Folder, token: u32, words: &mut Words) {
        let end = words.text.len();
        if end > self.start {
            let shape = match self.first {
                Shape::Capital if self.capitals == self.letters => Shape::Capitals,
                first => first,
            };
            let spelled = &words.text[self.start..end];
            let servant = SERVANT_OF
                .iter()
                .find_map(|prefix| spelled.strip_prefix(prefix))
                .filter(|rest| rest.len() > 3 && rest.is_ascii() && !rest.starts_with("la"));
            if let Some(rest) = servant {
                let rest_at = end - rest.len();
                add(folder, self.start, rest_at, token, shape, words);
                let text_end = words.text.len();
                words.text.extend_from_within(rest_at..end);
                let rest_end = words.text.len();
                add(folder, text_end, rest_end, token, shape, words);
            } else {
                add(folder, self.start, end, token, shape, words);
            }
        }
        *self = Self::new(words);
    }
}

/// Adds the word at `start..end` of the text in its common spelling.
fn add(folder: &Folder, start: usize, end: usize, token: u32, shape: Shape, words: &mut Words) {
    let (start, end) = match folder.variants.get(&words.text[start..end]) {
        Some(common) => {
            let at = words.text.len();
            words.text.push_str(common);
            (at, words.text.len())
        }
        None => (start, end),
    };
    let hash = word_hash(&words.text[start..end]);
    let place = |at| u32::try_from(at).unwrap_or(u32::MAX);
    words.words.push(Word { start: place(start), end: place(end), hash, token, shape });
}

fn word_hash(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(phrase: &str) -> Vec<String> {
        let folder = Folder {
            variants: [("mohamed", "mohammad"), ("abdel", "abd"), ("abdul", "abd")]
                .map(|(variant, common)| (variant.into(), common.into()))
                .into_iter()
                .collect(),
        };
        let mut words = Words::default();
        folder.fold_phrase(phrase, &mut words);
        words.as_slice().iter().map(|word| words.text(word).to_owned()).collect()
    }

    #[test]
    fn spellings_of_one_name_fold_alike() {
        assert_eq!(folded("Amir-Abdollahian"), folded("Amir Abdollahian"));
        assert_eq!(folded("Mevlüt Çavuşoğlu"), folded("Mevlut Cavusoglu"));
        assert_eq!(folded("Abdelfattah"), folded("Abdul Fattah"));
        assert_eq!(folded("Gideon Sa’ar"), folded("Gideon Saar"));
        assert_eq!(folded("Mohamed"), ["mohammad"]);
        assert_eq!(folded("Jonas Gahr Støre"), ["jonas", "gahr", "store"]);
    }

    #[test]
    fn a_name_that_only_begins_like_a_servants_stays_whole() {
        assert_eq!(folded("Abdullah"), ["abdullah"]);
        assert_eq!(folded("Abdollahian"), ["abdollahian"]);
    }

    #[test]
    fn marks_part_words_and_commas_bar_the_way() {
        assert_eq!(folded("U.S."), ["us"]);
        assert_eq!(folded("Iran's"), ["iran", "'s"]);
        assert_eq!(folded("Washington, D.C."), ["washington", ",", "dc"]);
        assert_eq!(folded("P5+1"), ["p5", "+", "1"]);
    }
}
