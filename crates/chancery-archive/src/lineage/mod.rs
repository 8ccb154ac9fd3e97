//! Text reuse between reports: who shares whose words, where, how much, and which way.
//!
//! 1. A report's own content becomes [`Word`]s with their places.
//! 2. Runs of [`RUN`] words are hashed, and of each [`WINDOW`] neighbours the least hash is kept
//!    (winnowing: Schleimer, Wilkerson, Aiken, "Winnowing: local algorithms for document fingerprinting",
//!    SIGMOD 2003): any shared run of `RUN + WINDOW - 1` words leaves a common hash.
//! 3. Reports with a common hash are aligned word by word, unless they are known to have been published more
//!    than a month apart; what agrees, with small gaps bridged, is a [`Passage`].
//! 4. Reports that share enough of their own words (not of words that both quote), or that credit one
//!    agency, have one origin.

mod align;
mod origin;
mod shingles;
mod word;

pub(crate) use align::{Passage, align};
pub(crate) use origin::{Voices, n_origins};
pub(crate) use shingles::{Shingles, gather};
pub(crate) use word::{Fingerprint, Word, content_words};

/// Words of a hashed run.
pub(crate) const RUN: usize = 6;
/// Neighbouring runs of which one is kept: shared passages of 13 words are always found.
pub(crate) const WINDOW: usize = 8;
/// Shared words outside quotation marks from which two texts count as one origin. Shorter agreements
/// are names, titles and stock phrases.
pub(crate) const DEPENDENT_WORDS: i64 = 15;
