//! Tokenizer exceptions ("special cases"): texts with a fixed tokenization.
//!
//! Most are found as whole chunks, or as what is left of a chunk between its affixes. One that affixes or
//! spaces would have cut up ("Ph.D.'s", "a.m.)") is found afterwards, as a sequence of tokens, and the
//! tokens are then replaced. Source: `spacy/tokenizer.pyx`, `_apply_special_cases` and what it calls, and
//! `spacy/matcher/phrasematcher.pyx`.

use std::collections::{HashMap, HashSet};

use super::Token;
use super::lexicon::{Lexicon, Piece};

/// The exceptions by text, and those of them that are to be looked for over tokens.
#[derive(Debug, Default)]
pub(super) struct Specials {
    pieces_from_text: HashMap<Box<str>, Box<[Piece]>>,
    longest: usize,
    matcher: Matcher,
}

impl Specials {
    pub(super) fn insert(&mut self, text: &str, pieces: Vec<Piece>) {
        self.longest = self.longest.max(text.len());
        self.pieces_from_text.insert(text.into(), pieces.into());
    }

    /// The exception's tokens. The time does not grow with the text's length.
    pub(super) fn get(&self, text: &str) -> Option<&[Piece]> {
        if text.len() > self.longest {
            return None;
        }
        self.pieces_from_text.get(text).map(AsRef::as_ref)
    }

    pub(super) fn set_matcher(&mut self, matcher: Matcher) {
        self.matcher = matcher;
    }

    pub(super) fn opens(&self, orth: u64) -> bool {
        self.matcher.next.contains_key(&(0, orth))
    }

    /// Replaces the tokens of every exception that is found over `tokens`, the longest first.
    pub(super) fn apply(&self, text: &str, tokens: &mut Vec<Token>, lexicon: &Lexicon) {
        let mut spans = Vec::new();
        for (start, token) in tokens.iter().enumerate() {
            if lexicon.opens_special(token.lexeme) {
                self.matcher.find(tokens, start, lexicon, &mut spans);
            }
        }
        if spans.is_empty() {
            return;
        }
        let mut replaced = Vec::with_capacity(tokens.len() + spans.len());
        let mut copied = 0;
        for (start, end) in without_overlap(spans) {
            let (first, last) = (tokens[start], tokens[end - 1]);
            let Some(pieces) = self.get(&text[first.start..last.end]) else { continue };
            replaced.extend_from_slice(&tokens[copied..start]);
            let mut at = first.start;
            for piece in pieces {
                let end = at + piece.len;
                replaced.push(Token { start: at, end, lexeme: piece.lexeme, space: false });
                at = end;
            }
            if let Some(token) = replaced.last_mut() {
                token.space = last.space;
            }
            copied = end;
        }
        replaced.extend_from_slice(&tokens[copied..]);
        *tokens = replaced;
    }
}

/// The spans that are left when each, the longest and then the leftmost first, bars those that would begin
/// or end in it. Barred spans bar others all the same, as in spaCy. In order of start.
fn without_overlap(mut spans: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    spans.sort_unstable_by_key(|&(start, end)| (std::cmp::Reverse(end - start), start));
    spans.dedup();
    let mut seen = HashSet::new();
    let mut kept = Vec::with_capacity(spans.len());
    for (start, end) in spans {
        if !seen.contains(&start) && !seen.contains(&(end - 1)) {
            kept.push((start, end));
        }
        seen.extend(start..end);
    }
    kept.sort_unstable();
    kept
}

/// Sequences of words, as a tree.
#[derive(Debug, Default)]
pub(super) struct Matcher {
    /// The node reached from a node by a word. The root is 0.
    next: HashMap<(u32, u64), u32>,
    /// By node: whether a sequence ends there.
    ends: Vec<bool>,
}

impl Matcher {
    pub(super) fn insert(&mut self, words: impl IntoIterator<Item = u64>) {
        if self.ends.is_empty() {
            self.ends.push(false);
        }
        let mut node = 0;
        for word in words {
            let new = u32::try_from(self.ends.len()).expect("fewer nodes than the model file has bytes");
            node = *self.next.entry((node, word)).or_insert(new);
            if node == new {
                self.ends.push(false);
            }
        }
        if node > 0 {
            self.ends[node as usize] = true;
        }
    }

    fn find(&self, tokens: &[Token], start: usize, lexicon: &Lexicon, spans: &mut Vec<(usize, usize)>) {
        let mut node = 0;
        for (end, token) in (start + 1..).zip(&tokens[start..]) {
            match self.next.get(&(node, lexicon.lexeme(token.lexeme).orth)) {
                Some(&next) => node = next,
                None => break,
            }
            if self.ends[node as usize] {
                spans.push((start, end));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_span_bars_those_that_touch_it() {
        assert_eq!(without_overlap(vec![(0, 1), (0, 3), (2, 4), (4, 5)]), [(0, 3), (4, 5)]);
        assert_eq!(without_overlap(vec![(0, 2), (1, 3), (2, 4)]), [(0, 2)]);
    }
}
