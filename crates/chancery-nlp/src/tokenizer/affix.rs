//! Cutting one chunk, a stretch without or of nothing but white space.
//!
//! Prefixes and suffixes are taken off in turns until neither is found; what is left is one token if it is
//! an exception or looks like a URL, and is otherwise cut at its infixes. Source: `spacy/tokenizer.pyx`,
//! `_split_affixes` and `_attach_tokens`.

use super::lexicon::{Lexicon, Piece, Room};
use super::{Patterns, Tokenizer};
use crate::pattern::{Pattern, Scratch};

impl Patterns {
    /// The length in bytes of the prefix to be taken off; 0 if there is none.
    pub(super) fn prefix_len(&self, text: &str, scratch: &mut Scratch) -> usize {
        len(self.prefix.as_ref(), text, scratch)
    }

    /// The length in bytes of the suffix to be taken off; 0 if there is none.
    pub(super) fn suffix_len(&self, text: &str, scratch: &mut Scratch) -> usize {
        len(self.suffix.as_ref(), text, scratch)
    }

    pub(super) fn has_infix(&self, text: &str, scratch: &mut Scratch) -> bool {
        self.infix.as_ref().is_some_and(|infix| infix.find(text, scratch).is_some())
    }

    fn is_token(&self, text: &str, scratch: &mut Scratch) -> bool {
        self.token.as_ref().is_some_and(|token| token.matches_start(text, scratch))
    }

    fn is_url(&self, text: &str, scratch: &mut Scratch) -> bool {
        self.url.as_ref().is_some_and(|url| url.matches_start(text, scratch))
    }
}

fn len(pattern: Option<&Pattern>, text: &str, scratch: &mut Scratch) -> usize {
    let found = pattern.and_then(|pattern| pattern.find(text, scratch));
    found.map_or(0, |(start, end)| end - start)
}

impl Tokenizer {
    /// Appends the pieces of `chunk`, in order, to `pieces`.
    pub(super) fn cut(
        &self,
        chunk: &str,
        with_specials: bool,
        lexicon: &mut Lexicon,
        pieces: &mut Vec<Piece>,
    ) {
        let special = |text: &str| if with_specials { self.specials.get(text) } else { None };
        if let Some(special) = special(chunk) {
            pieces.extend_from_slice(special);
            return;
        }
        let mut suffixes = std::mem::take(&mut lexicon.room.suffixes);
        suffixes.clear();
        let mut rest = chunk;
        while !rest.is_empty() {
            let scratch = &mut lexicon.room.scratch;
            if self.patterns.is_token(rest, scratch) || special(rest).is_some() {
                break;
            }
            let prefix = self.patterns.prefix_len(rest, scratch);
            let (before, without_prefix) = rest.split_at(prefix);
            if prefix > 0 && !without_prefix.is_empty() && special(without_prefix).is_some() {
                pieces.push(self.piece(before, lexicon));
                rest = without_prefix;
                break;
            }
            let suffix = self.patterns.suffix_len(without_prefix, scratch);
            let without_suffix = &rest[..rest.len() - suffix];
            if suffix > 0 && !without_suffix.is_empty() && special(without_suffix).is_some() {
                suffixes.push(suffix);
                rest = without_suffix;
                break;
            }
            if prefix + suffix == 0 {
                break;
            }
            if prefix > 0 {
                pieces.push(self.piece(before, lexicon));
            }
            if suffix > 0 {
                suffixes.push(suffix);
            }
            rest = &without_prefix[..without_prefix.len() - suffix];
        }
        if !rest.is_empty() {
            match special(rest) {
                Some(special) => pieces.extend_from_slice(special),
                None => self.cut_core(rest, lexicon, pieces),
            }
        }
        let mut at = chunk.len() - suffixes.iter().sum::<usize>();
        for &suffix in suffixes.iter().rev() {
            pieces.push(self.piece(&chunk[at..at + suffix], lexicon));
            at += suffix;
        }
        lexicon.room.suffixes = suffixes;
    }

    /// Cuts what is left of a chunk without its affixes.
    fn cut_core(&self, core: &str, lexicon: &mut Lexicon, pieces: &mut Vec<Piece>) {
        let Room { scratch, infixes, .. } = &mut lexicon.room;
        infixes.clear();
        if !self.patterns.is_token(core, scratch)
            && !self.patterns.is_url(core, scratch)
            && let Some(infix) = &self.patterns.infix
        {
            infix.find_all(core, infixes, scratch);
        }
        let infixes = std::mem::take(&mut lexicon.room.infixes);
        let mut start = 0;
        for &(infix, end) in &infixes {
            // An infix that would begin the token stays in it.
            if infix == 0 {
                continue;
            }
            for part in [&core[start..infix], &core[infix..end]] {
                if !part.is_empty() {
                    pieces.push(self.piece(part, lexicon));
                }
            }
            start = end;
        }
        if start < core.len() {
            pieces.push(self.piece(&core[start..], lexicon));
        }
        lexicon.room.infixes = infixes;
    }

    fn piece(&self, text: &str, lexicon: &mut Lexicon) -> Piece {
        Piece { len: text.len(), lexeme: lexicon.intern(text, self) }
    }
}
