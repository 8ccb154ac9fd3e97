//! How much one worker may hold.

/// Bounds on the memory of a [`Worker`](crate::Worker). The defaults keep a worker to some 25 MB
/// beside its texts.
///
/// Results do not depend on them, with one exception: a text of more than `piece_tokens` tokens is
/// parsed in pieces of that size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most tokens parsed as one text. spaCy refuses texts of more than a million characters
    /// (`spacy/language.py`, `max_length`), so that with the default, a million, no text that it
    /// takes is cut.
    pub piece_tokens: usize,
    /// Tokens that go through the networks together: texts share a batch up to here.
    pub batch_tokens: usize,
    /// Word types and chunks of text that the tokenizer remembers from text to text, some 200
    /// bytes each.
    pub words_kept: usize,
    /// Word types whose vectors are kept from batch to batch, for each of two encoders some 4 kB.
    pub vectors_kept: usize,
    /// Lemmas kept from text to text.
    pub lemmas_kept: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            piece_tokens: 1_000_000,
            batch_tokens: 4096,
            words_kept: 1 << 16,
            vectors_kept: 3072,
            lemmas_kept: 1 << 15,
        }
    }
}
