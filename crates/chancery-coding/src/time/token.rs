//! A small tokenizer for the time grammar: words, numbers and signs with their place in the text.
//!
//! It knows nothing of spaCy's rules: the grammar needs "30", "-", "year" apart and "p.m." together, on
//! any string, in one pass. Offsets are UTF-8 bytes.

use super::lexicon::{Lexicon, Sense, mark};
use super::tense::Tag;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Word,
    /// Digits, with their value (saturating) in [`Token::number`].
    Number,
    Sign(char),
}

/// One token.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token<'l> {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) kind: Kind,
    /// Value of a number in tenths.
    pub(crate) tenths: u64,
    /// How many digits a plain number has; 0 for "1,200" and "2.5".
    pub(crate) digits: u8,
    pub(crate) sense: Option<&'l Sense>,
    pub(crate) capital: bool,
    /// No space before it.
    pub(crate) glued: bool,
    /// First of its sentence.
    pub(crate) opens: bool,
    pub(crate) tag: Tag,
}

impl Token<'_> {
    /// Its words in `text`.
    pub(crate) fn text<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }

    /// The value of a whole number.
    pub(crate) fn number(&self) -> Option<u64> {
        (self.kind == Kind::Number && self.tenths.is_multiple_of(10)).then_some(self.tenths / 10)
    }

    /// The value of a number written with exactly one to `most` digits and nothing else.
    pub(crate) fn plain(&self, most: u8) -> Option<u32> {
        if self.digits == 0 || self.digits > most {
            return None;
        }
        self.number().and_then(|n| u32::try_from(n).ok())
    }
}

/// Splits `text` into tokens in one pass.
pub(crate) fn tokenize<'l>(text: &str, lexicon: &'l Lexicon) -> Vec<Token<'l>> {
    let bytes = text.as_bytes();
    let mut tokens: Vec<Token<'l>> = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    let mut newlines = 0;
    let mut glued = false;
    let mut opens = true;
    let mut lowered = String::new();
    while at < bytes.len() {
        let c = char_at(text, at);
        if c.is_whitespace() {
            newlines += usize::from(c == '\n');
            glued = false;
            if newlines > 1 {
                opens = true;
            }
            at += c.len_utf8();
            continue;
        }
        newlines = 0;
        let mut token = Token {
            start: offset(at),
            end: 0,
            kind: Kind::Sign(c),
            tenths: 0,
            digits: 0,
            sense: None,
            capital: false,
            glued,
            opens,
            tag: Tag::None,
        };
        if c.is_ascii_digit() {
            at = number(bytes, at, &mut token);
        } else if c.is_alphabetic()
            || (is_apostrophe(c) && tokens.last().is_some_and(|t| t.kind == Kind::Word))
        {
            token.kind = Kind::Word;
            token.capital = c.is_uppercase();
            let end = word(text, at, tokens.last(), glued);
            lower_into(&text[at..end], &mut lowered);
            if end == at {
                token.kind = Kind::Sign(c);
                at += c.len_utf8();
            } else {
                token.sense = lexicon.sense(&lowered);
                at = end;
            }
        } else {
            at += c.len_utf8();
        }
        token.end = offset(at);
        // "Sept. 3" and "Gen. Pak" go on after their stop.
        let abbreviated = c == '.'
            && glued
            && tokens.last().is_some_and(|t| t.sense.is_some_and(|s| s.short || s.has(mark::TITLE)));
        let ends_sentence = matches!(token.kind, Kind::Sign('.' | '!' | '?')) && !abbreviated;
        let quiet = matches!(token.kind, Kind::Sign('"' | '“' | '”' | '\'' | '`' | ')' | '(' | '‘' | '’'));
        if !(quiet && opens) {
            opens = ends_sentence && next_opens(text, at);
        }
        tokens.push(token);
        glued = true;
    }
    tokens
}

/// Lower case with a straight apostrophe, full stops dropped ("p.m." is "pm").
pub(crate) fn lower_into(word: &str, out: &mut String) {
    out.clear();
    for c in word.chars() {
        match c {
            '’' => out.push('\''),
            '.' => {}
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            c => out.extend(c.to_lowercase()),
        }
    }
}

/// Byte offsets are 32 bits wide: a report longer than that keeps its last offset.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

fn char_at(text: &str, at: usize) -> char {
    text[at..].chars().next().unwrap_or(' ')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

/// Whether the text after a full stop looks like a new sentence: space, then no small letter or sign.
fn next_opens(text: &str, at: usize) -> bool {
    let rest = &text[at..];
    let mut chars = rest.chars().skip_while(|c| matches!(c, '"' | '”' | '\'' | '’' | ')'));
    match chars.next() {
        None => true,
        Some(c) if c.is_whitespace() => chars
            .find(|c| !c.is_whitespace())
            .is_none_or(|c| !c.is_lowercase() && !c.is_ascii_punctuation() || c == '"'),
        Some(_) => false,
    }
}

/// Reads digits with groups of three ("1,200") or one fraction ("2.5", not "13.05.2019" nor "10.30").
fn number(bytes: &[u8], start: usize, token: &mut Token<'_>) -> usize {
    let run = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let value = |from: usize, n: usize| {
        bytes[from..from + n]
            .iter()
            .fold(0u64, |v, b| v.saturating_mul(10).saturating_add(u64::from(b - b'0')))
    };
    let first = run(start);
    let mut end = start + first;
    let mut whole = value(start, first);
    token.kind = Kind::Number;
    token.digits = u8::try_from(first).unwrap_or(u8::MAX);
    if first <= 3 {
        while bytes.get(end) == Some(&b',') && run((end + 1).min(bytes.len())) == 3 {
            whole = whole.saturating_mul(1000).saturating_add(value(end + 1, 3));
            end += 4;
            token.digits = 0;
        }
    }
    token.tenths = whole.saturating_mul(10);
    if bytes.get(end) == Some(&b'.') {
        let fraction = run((end + 1).min(bytes.len()));
        let dotted_on = bytes.get(end + 1 + fraction) == Some(&b'.')
            && bytes.get(end + 2 + fraction).is_some_and(u8::is_ascii_digit);
        let dotted_before = start > 1 && bytes[start - 1] == b'.' && bytes[start - 2].is_ascii_digit();
        if fraction == 1 && !dotted_on && !dotted_before {
            token.tenths = token.tenths.saturating_add(value(end + 1, 1));
            token.digits = 0;
            end += 2;
        }
    }
    end
}

/// The end of the word that starts at `at`: letters, with "'s" and other clitics apart, "p.m." and
/// "o'clock" together.
fn word(text: &str, at: usize, before: Option<&Token<'_>>, glued: bool) -> usize {
    let first = char_at(text, at);
    if is_apostrophe(first) {
        if !glued || before.is_none() {
            return at;
        }
        let rest = &text[at + first.len_utf8()..];
        let n: usize = rest.chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum();
        return if (1..=2).contains(&n) { at + first.len_utf8() + n } else { at };
    }
    if negation(&text[at..]) && glued && before.is_some_and(|t| t.kind == Kind::Word) {
        return at + text[at..].char_indices().nth(3).map_or(text.len() - at, |(n, _)| n);
    }
    if let Some(end) = initials(&text.as_bytes()[at..]) {
        return at + end;
    }
    let mut end = at;
    let mut chars = text[at..].chars().peekable();
    while let Some(c) = chars.next() {
        if c.is_alphabetic() {
            if end > at && negation(&text[end..]) {
                break;
            }
            end += c.len_utf8();
        } else if is_apostrophe(c)
            && text[at..end].eq_ignore_ascii_case("o")
            && chars.peek().is_some_and(|c| c.is_alphabetic())
        {
            end += c.len_utf8();
        } else {
            break;
        }
    }
    end
}

/// Whether the text starts with the clitic "n't".
fn negation(text: &str) -> bool {
    let mut chars = text.chars();
    matches!(chars.next(), Some('n' | 'N'))
        && chars.next().is_some_and(is_apostrophe)
        && matches!(chars.next(), Some('t' | 'T'))
        && !chars.next().is_some_and(char::is_alphabetic)
}

/// Length of initials with full stops: "p.m.", "U.S.".
fn initials(bytes: &[u8]) -> Option<usize> {
    let mut n = 0;
    while bytes.get(n).is_some_and(u8::is_ascii_alphabetic) && bytes.get(n + 1) == Some(&b'.') {
        n += 2;
    }
    if n >= 2 && bytes.get(n).is_some_and(u8::is_ascii_alphabetic) {
        let alone = !bytes.get(n + 1).is_some_and(|b| b.is_ascii_alphanumeric());
        if alone {
            return Some(n + 1);
        }
        return (n >= 4).then_some(n);
    }
    (n >= 4).then_some(n)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokenize(text, Lexicon::embedded()).iter().map(|t| &text[t.start as usize..t.end as usize]).collect()
    }

    #[test]
    fn keeps_initials_and_splits_hyphens_and_clitics() {
        assert_eq!(
            words("At 10 p.m. last year's 30-year"),
            ["At", "10", "p.m.", "last", "year", "'s", "30", "-", "year"]
        );
        assert_eq!(words("6 o'clock, 1,200 men"), ["6", "o'clock", ",", "1,200", "men"]);
        assert_eq!(words("won't didn’t n't"), ["wo", "n't", "did", "n’t", "n", "'t"]);
        assert_eq!(words("13.05.2019 2.5 5pm"), ["13", ".", "05", ".", "2019", "2.5", "5", "pm"]);
    }

    #[test]
    fn sentences_open_after_a_stop_and_a_blank_line() {
        let text = "Sept. 3 came. Then war\n\nMay";
        let opens: Vec<_> = tokenize(text, Lexicon::embedded())
            .iter()
            .filter(|t| t.opens)
            .map(|t| &text[t.start as usize..t.end as usize])
            .collect();
        assert_eq!(opens, ["Sept", "Then", "May"]);
    }
}
