//! Text to tokens, exactly as the model's spaCy tokenizer does it.
//!
//! The text is split into chunks at white space, where a single space between chunks belongs to neither;
//! each chunk is cut by the model's own patterns and exceptions; exceptions that span cuts are mended in
//! the end. Source: `spacy/tokenizer.pyx` (3.8), `Tokenizer.__call__`.
//!
//! The patterns run on chunks not met before only: a [`Lexicon`], one to a worker, remembers the rest.
//! Time is linear in the text, whatever the text.

mod affix;
mod lexicon;
mod read;
mod special;

pub use lexicon::{LexemeId, Lexicon};

use crate::character::{is_ascii_space, is_space};
use crate::lexeme::Norms;
use crate::pattern::Pattern;
use lexicon::Piece;
use special::Specials;

/// The types and chunks that a lexicon keeps unless told otherwise: at most some 15 MB.
const LIMIT: usize = 1 << 16;

/// A token: where it stands, and its word type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where its text begins, in UTF-8 bytes.
    pub start: usize,
    /// Where its text ends, in UTF-8 bytes.
    pub end: usize,
    /// Its word type, in the lexicon that it was made with.
    pub lexeme: LexemeId,
    /// Whether one space follows that belongs to no token (SPACY).
    pub space: bool,
}

/// A spaCy tokenizer. Immutable: share it between threads, and give each its own [`Lexicon`].
#[derive(Debug)]
pub struct Tokenizer {
    patterns: Patterns,
    specials: Specials,
    norms: Norms,
    /// A lexicon that holds the exceptions' types and nothing else.
    blank: Lexicon,
}

/// The model's regular expressions.
#[derive(Debug)]
struct Patterns {
    prefix: Option<Pattern>,
    suffix: Option<Pattern>,
    infix: Option<Pattern>,
    token: Option<Pattern>,
    url: Option<Pattern>,
}

impl Tokenizer {
    /// A lexicon for this tokenizer. It serves no other.
    #[must_use]
    pub fn lexicon(&self) -> Lexicon {
        self.blank.clone()
    }

    /// A lexicon that keeps at most `limit` types and `limit` chunks through a [trim](Lexicon::trim).
    #[must_use]
    pub fn lexicon_with_limit(&self, limit: usize) -> Lexicon {
        let mut lexicon = self.lexicon();
        lexicon.set_limit(limit);
        lexicon
    }

    /// Tokenizes a text.
    ///
    /// The tokens are in order, and none is empty. Between two there is nothing, or one space that the first
    /// of them claims (`space`); all other white space is in tokens of its own. So the tokens and the spaces
    /// they claim give back the text. An empty text has no token.
    ///
    /// `lexicon` is one that this tokenizer made. What it already holds changes the ids, nothing else.
    pub fn tokenize(&self, text: &str, lexicon: &mut Lexicon) -> Vec<Token> {
        // English has a token to about five bytes.
        let mut tokens = Vec::with_capacity(text.len() / 5 + 1);
        self.tokenize_by_affixes(text, true, lexicon, &mut tokens);
        self.specials.apply(text, &mut tokens, lexicon);
        tokens
    }

    fn tokenize_by_affixes(
        &self,
        text: &str,
        with_specials: bool,
        lexicon: &mut Lexicon,
        tokens: &mut Vec<Token>,
    ) {
        let mut start = 0;
        let mut in_space = text.chars().next().is_some_and(is_space);
        while start < text.len() {
            let end = chunk_end(text, start, in_space);
            if start < end {
                self.tokenize_chunk(text, start..end, with_specials, lexicon, tokens);
            }
            start = end;
            if !in_space
                && text.as_bytes().get(end) == Some(&b' ')
                && let Some(token) = tokens.last_mut()
            {
                token.space = true;
                start += 1;
            }
            in_space = !in_space;
        }
    }

    fn tokenize_chunk(
        &self,
        text: &str,
        chunk: std::ops::Range<usize>,
        with_specials: bool,
        lexicon: &mut Lexicon,
        tokens: &mut Vec<Token>,
    ) {
        let mut at = chunk.start;
        let mut push = |piece: &Piece| {
            let end = at + piece.len;
            tokens.push(Token { start: at, end, lexeme: piece.lexeme, space: false });
            at = end;
        };
        let chunk = &text[chunk];
        if let Some(pieces) = lexicon.chunk(chunk) {
            pieces.iter().for_each(push);
            return;
        }
        let mut pieces = std::mem::take(&mut lexicon.room.pieces);
        pieces.clear();
        self.cut(chunk, with_specials, lexicon, &mut pieces);
        pieces.iter().for_each(&mut push);
        lexicon.remember(chunk, &pieces);
        lexicon.room.pieces = pieces;
    }

    pub(crate) fn norms(&self) -> &Norms {
        &self.norms
    }

    fn opens_special(&self, orth: u64) -> bool {
        self.specials.opens(orth)
    }
}

/// Where the chunk that begins at `start` ends: at the first character that is white space, or the first
/// that is not.
fn chunk_end(text: &str, start: usize, in_space: bool) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii() {
            if is_ascii_space(byte) != in_space {
                break;
            }
            at += 1;
        } else {
            let c = text[at..].chars().next().expect("a byte beyond ASCII begins a character here");
            if is_space(c) != in_space {
                break;
            }
            at += c.len_utf8();
        }
    }
    at
}
