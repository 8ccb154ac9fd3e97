//! The word types and chunks that a worker has met.
//!
//! Everything here is a cache: the tokenizer's results do not depend on what a lexicon holds. A lexicon
//! belongs to one worker at a time; nothing in it is shared.

use std::hash::BuildHasher;

use foldhash::quality::FixedState;
use hashbrown::HashTable;

use super::Tokenizer;
use crate::lexeme::{Lexeme, lowered};
use crate::pattern::Scratch;

/// A word type within one [`Lexicon`]: a text, and the norm that a tokenizer exception may have given it.
///
/// Ids are dense from 0. They stay valid until the lexicon is [trimmed](Lexicon::trim).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LexemeId(pub(super) u32);

impl LexemeId {
    pub(crate) fn from_index(index: u32) -> Self {
        Self(index)
    }

    /// The id as an index, smaller than [`Lexicon::len`].
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A piece of a chunk: its length in bytes and its type.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub(super) len: usize,
    pub(super) lexeme: LexemeId,
}

/// A stretch of the lexicon's text.
#[derive(Debug, Clone, Copy, Default)]
struct Stretch {
    start: usize,
    len: usize,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    lexeme: Lexeme,
    orth: Stretch,
    lower: Stretch,
    /// Whether a tokenizer exception that is matched over tokens can begin here.
    opens_special: bool,
}

#[derive(Debug, Clone, Copy)]
struct Chunk {
    text: Stretch,
    /// In `pieces`.
    start: usize,
    len: usize,
}

/// The word types and tokenized chunks that a worker has met, with a bound on how many it keeps.
///
/// Made by [`Tokenizer::lexicon`]. Within one document it grows with the document's distinct words; call
/// [`trim`](Self::trim) between documents to hold it to its bound.
#[derive(Debug, Clone)]
pub struct Lexicon {
    text: String,
    entries: Vec<Entry>,
    /// Plain types, those without a norm of their own, by their text.
    id_from_orth: HashTable<u32>,
    chunks: Vec<Chunk>,
    pieces: Vec<Piece>,
    chunk_from_text: HashTable<u32>,
    limit: usize,
    generation: u64,
    /// What `trim` goes back to.
    base: Base,
    hasher: FixedState,
    pub(super) room: Room,
}

/// How much of a lexicon belongs to the tokenizer's exceptions and is never trimmed.
#[derive(Debug, Clone, Copy, Default)]
struct Base {
    text: usize,
    entries: usize,
}

/// Working memory.
#[derive(Debug, Clone, Default)]
pub(super) struct Room {
    pub(super) scratch: Scratch,
    pub(super) suffixes: Vec<usize>,
    pub(super) infixes: Vec<(usize, usize)>,
    pub(super) pieces: Vec<Piece>,
    shape: String,
}

/// The longest chunk that is remembered, in bytes.
const LONGEST_CHUNK: usize = 64;

/// The bytes of text that a lexicon may hold for each type of its limit.
const BYTES_PER_TYPE: usize = 64;

impl Lexicon {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            text: String::new(),
            entries: Vec::new(),
            id_from_orth: HashTable::new(),
            chunks: Vec::new(),
            pieces: Vec::new(),
            chunk_from_text: HashTable::new(),
            limit,
            generation: 0,
            base: Base::default(),
            hasher: FixedState::with_seed(0),
            room: Room::default(),
        }
    }

    /// Keeps what the lexicon now holds through every trim.
    pub(super) fn settle(&mut self) {
        self.base = Base { text: self.text.len(), entries: self.entries.len() };
    }

    pub(super) fn set_limit(&mut self, limit: usize) {
        self.limit = limit;
    }

    /// The number of types.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no type.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The attributes of a type.
    ///
    /// # Panics
    ///
    /// If the id is of another lexicon, or older than the last trim that dropped anything.
    #[must_use]
    pub fn lexeme(&self, id: LexemeId) -> &Lexeme {
        &self.entries[id.index()].lexeme
    }

    /// The type's text.
    ///
    /// # Panics
    ///
    /// As [`lexeme`](Self::lexeme).
    #[must_use]
    pub fn orth(&self, id: LexemeId) -> &str {
        self.stretch(self.entries[id.index()].orth)
    }

    /// The type's text in lower case (LOWER).
    ///
    /// # Panics
    ///
    /// As [`lexeme`](Self::lexeme).
    #[must_use]
    pub fn lower(&self, id: LexemeId) -> &str {
        self.stretch(self.entries[id.index()].lower)
    }

    /// How often the lexicon has been emptied. What is kept beside it by [`LexemeId`] is stale once this
    /// has changed.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// Empties the lexicon of all but the tokenizer's exceptions if it has outgrown its limit, and tells
    /// whether it did. All ids from before are
    /// then void: call it where no token is in use, as between documents.
    pub fn trim(&mut self) -> bool {
        let is_within = self.entries.len() - self.base.entries <= self.limit
            && self.chunks.len() <= self.limit
            && self.text.len() - self.base.text <= self.limit.saturating_mul(BYTES_PER_TYPE);
        if is_within {
            return false;
        }
        let limit = self.limit;
        self.text.truncate(self.base.text);
        self.text.shrink_to(limit.saturating_mul(BYTES_PER_TYPE));
        self.entries.truncate(self.base.entries);
        self.entries.shrink_to(limit);
        self.chunks.clear();
        self.chunks.shrink_to(limit);
        self.pieces.clear();
        self.pieces.shrink_to(limit);
        self.chunk_from_text = HashTable::new();
        let base = u32::try_from(self.base.entries).unwrap_or(u32::MAX);
        self.id_from_orth.retain(|id| *id < base);
        let (text, entries, hasher) = (&self.text, &self.entries, &self.hasher);
        self.id_from_orth.shrink_to(0, |&id| hash_of(hasher, text, entries[id as usize].orth));
        self.room = Room::default();
        self.generation += 1;
        true
    }

    pub(super) fn opens_special(&self, id: LexemeId) -> bool {
        self.entries[id.index()].opens_special
    }

    /// The pieces of a remembered chunk.
    pub(super) fn chunk(&self, text: &str) -> Option<&[Piece]> {
        if text.len() > LONGEST_CHUNK {
            return None;
        }
        let hash = self.hasher.hash_one(text);
        let found =
            self.chunk_from_text.find(hash, |&at| self.stretch(self.chunks[at as usize].text) == text)?;
        let chunk = self.chunks[*found as usize];
        Some(&self.pieces[chunk.start..][..chunk.len])
    }

    /// Remembers the pieces of a chunk, if it is short and there is room.
    pub(super) fn remember(&mut self, text: &str, pieces: &[Piece]) {
        if text.len() > LONGEST_CHUNK || self.chunks.len() > self.limit {
            return;
        }
        let Ok(at) = u32::try_from(self.chunks.len()) else { return };
        let stretch = match *pieces {
            // A chunk of one token is that token's text.
            [Piece { lexeme, .. }] => self.entries[lexeme.index()].orth,
            _ => self.store(text),
        };
        self.chunks.push(Chunk { text: stretch, start: self.pieces.len(), len: pieces.len() });
        self.pieces.extend_from_slice(pieces);
        let (held, chunks, hasher) = (&self.text, &self.chunks, &self.hasher);
        self.chunk_from_text
            .insert_unique(hasher.hash_one(text), at, |&at| hash_of(hasher, held, chunks[at as usize].text));
    }

    /// The type of `text`, new or known.
    pub(super) fn intern(&mut self, text: &str, tokenizer: &Tokenizer) -> LexemeId {
        let hash = self.hasher.hash_one(text);
        let found = self.id_from_orth.find(hash, |&id| self.stretch(self.entries[id as usize].orth) == text);
        if let Some(&id) = found {
            return LexemeId(id);
        }
        let id = self.add(text, None, tokenizer);
        let (held, entries, hasher) = (&self.text, &self.entries, &self.hasher);
        self.id_from_orth.insert_unique(hash, id.0, |&id| hash_of(hasher, held, entries[id as usize].orth));
        id
    }

    /// A type with a norm of its own, which is not found by its text.
    pub(super) fn add_with_norm(&mut self, text: &str, norm: u64, tokenizer: &Tokenizer) -> LexemeId {
        self.add(text, Some(norm), tokenizer)
    }

    fn add(&mut self, text: &str, norm: Option<u64>, tokenizer: &Tokenizer) -> LexemeId {
        let id = u32::try_from(self.entries.len()).expect("four thousand million types exceed memory");
        let orth = self.store(text);
        let low = lowered(text);
        let lower = low.as_deref().map_or(orth, |low| self.store(low));
        let mut lexeme =
            Lexeme::new(text, low.as_deref().unwrap_or(text), tokenizer.norms(), &mut self.room.shape);
        if let Some(norm) = norm {
            lexeme.norm = norm;
        }
        let opens_special = tokenizer.opens_special(lexeme.orth);
        self.entries.push(Entry { lexeme, orth, lower, opens_special });
        LexemeId(id)
    }

    fn store(&mut self, text: &str) -> Stretch {
        let start = self.text.len();
        self.text.push_str(text);
        Stretch { start, len: text.len() }
    }

    fn stretch(&self, stretch: Stretch) -> &str {
        &self.text[stretch.start..][..stretch.len]
    }
}

fn hash_of(hasher: &FixedState, text: &str, stretch: Stretch) -> u64 {
    hasher.hash_one(&text[stretch.start..][..stretch.len])
}
