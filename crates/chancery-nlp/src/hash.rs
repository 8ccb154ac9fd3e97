//! The 64-bit ids that spaCy gives to strings.
//!
//! Source: `spacy/strings.pyx` (3.8): the empty string is 0, a built-in symbol has its small id, any other
//! string is hashed with MurmurHash64A, seed 1. MurmurHash64A is Austin Appleby's, public domain.

use crate::symbols::SYMBOLS;

/// The longest name of a symbol, in bytes: a longer string need not be looked up.
const LONGEST_SYMBOL: usize = {
    let mut longest = 0;
    let mut i = 0;
    while i < SYMBOLS.len() {
        if SYMBOLS[i].0.len() > longest {
            longest = SYMBOLS[i].0.len();
        }
        i += 1;
    }
    longest
};

/// The id of `text` in spaCy's string store (`StringStore.add`, `get_string_id`).
#[must_use]
pub fn string_id(text: &str) -> u64 {
    if text.is_empty() {
        return 0;
    }
    if text.len() <= LONGEST_SYMBOL
        && let Ok(at) = SYMBOLS.binary_search_by(|(name, _)| (*name).cmp(text))
    {
        return SYMBOLS[at].1;
    }
    hash_string(text)
}

/// The hash of `text`, symbol or not (spaCy's `hash_string`).
#[must_use]
pub fn hash_string(text: &str) -> u64 {
    murmur64a(text.as_bytes(), 1)
}

/// MurmurHash64A of `bytes`, with words read as little-endian whatever the machine.
#[must_use]
pub fn murmur64a(bytes: &[u8], seed: u64) -> u64 {
    const M: u64 = 0xc6a4_a793_5bd1_e995;
    const R: u32 = 47;
    let mut h = seed ^ (bytes.len() as u64).wrapping_mul(M);
    let mut words = bytes.chunks_exact(8);
    for word in &mut words {
        let mut k = u64::from_le_bytes(word.try_into().expect("chunks of eight bytes")).wrapping_mul(M);
        k ^= k >> R;
        h = (h ^ k.wrapping_mul(M)).wrapping_mul(M);
    }
    let tail = words.remainder();
    if !tail.is_empty() {
        let mut last = [0; 8];
        last[..tail.len()].copy_from_slice(tail);
        h = (h ^ u64::from_le_bytes(last)).wrapping_mul(M);
    }
    h ^= h >> R;
    h = h.wrapping_mul(M);
    h ^ (h >> R)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_spacys() {
        // From `spacy.strings.StringStore()[...]`, spaCy 3.8.18.
        assert_eq!(string_id(""), 0);
        assert_eq!(string_id("X"), 101);
        assert_eq!(string_id("dep"), 414);
        assert_eq!(string_id("NOUN"), 92);
        assert_eq!(string_id("nsubj"), 429);
        assert_eq!(string_id("IS_ALPHA"), 1);
        assert_eq!(string_id("Xxxxx"), 16072095006890171862);
        assert_eq!(string_id("the"), 7425985699627899538);
        assert_eq!(string_id("naïve"), 16224804062388677344);
        assert_eq!(string_id("12345678"), 9871996032675327904);
        assert_eq!(string_id("123456789"), 2056675840866671865);
        assert_eq!(hash_string("X"), 4918752717281726814);
    }

    #[test]
    fn symbols_are_sorted_for_the_binary_search() {
        assert!(SYMBOLS.is_sorted_by(|a, b| a.0 < b.0));
    }
}
