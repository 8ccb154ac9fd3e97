//! Base noun phrases of an English parse: no noun phrase within a noun phrase.
//!
//! Source: `spacy/lang/en/syntax_iterators.py` (3.8).

use std::ops::Range;

/// The relations in which a noun heads a phrase of its own.
const PHRASE_DEPS: [&str; 10] =
    ["oprd", "nsubj", "dobj", "nsubjpass", "pcomp", "pobj", "dative", "appos", "attr", "ROOT"];

/// The noun chunks of a parse, as token ranges in order; they do not overlap.
///
/// `heads[i]` is token `i`'s head, itself for a root; `left_edges[i]` the first token of its subtree; `dep`
/// and `pos` give a token's relation and part of speech. `heads` and `left_edges` are of one length, and
/// hold token numbers below it.
///
/// # Panics
///
/// If `heads` and `left_edges` are not as said.
#[must_use]
pub fn noun_chunks<'a>(
    heads: &[u32],
    left_edges: &[u32],
    dep: impl Fn(usize) -> &'a str,
    pos: impl Fn(usize) -> &'a str,
) -> Vec<Range<u32>> {
    let heads_phrase = |token: usize| PHRASE_DEPS.contains(&dep(token));
    let mut chunks: Vec<Range<u32>> = Vec::new();
    for (token, (number, &left)) in (0u32..).zip(left_edges).enumerate() {
        if !matches!(pos(token), "NOUN" | "PROPN" | "PRON") {
            continue;
        }
        // The range's end is the chunk's last token plus one.
        if chunks.last().is_some_and(|chunk| left < chunk.end) {
            continue;
        }
        let is_chunk = match dep(token) {
            "conj" => {
                let mut head = heads[token] as usize;
                while dep(head) == "conj" && (heads[head] as usize) < head {
                    head = heads[head] as usize;
                }
                heads_phrase(head)
            }
            _ => heads_phrase(token),
        };
        if is_chunk {
            chunks.push(left..number + 1);
        }
    }
    chunks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_conjunct_shares_the_first_conjuncts_relation() {
        // Old envoys and ministers met .
        let deps = ["amod", "nsubj", "cc", "conj", "ROOT", "punct"];
        let pos = ["ADJ", "NOUN", "CCONJ", "NOUN", "VERB", "PUNCT"];
        let chunks = noun_chunks(&[1, 4, 1, 1, 4, 4], &[0, 0, 2, 3, 0, 5], |i| deps[i], |i| pos[i]);
        assert_eq!(chunks, [0..2, 3..4]);
    }

    #[test]
    fn a_chunk_does_not_hold_another() {
        // The minister of trade (as one subtree to the left of its head would be)
        let deps = ["pobj", "nsubj", "ROOT"];
        let pos = ["NOUN", "NOUN", "VERB"];
        let chunks = noun_chunks(&[1, 2, 2], &[0, 0, 0], |i| deps[i], |i| pos[i]);
        assert_eq!((chunks.len(), chunks[0].clone()), (1, 0..1));
    }

    #[test]
    fn compound_nouns_head_no_phrase() {
        let deps = ["compound", "ROOT"];
        let chunks = noun_chunks(&[1, 1], &[0, 0], |i| deps[i], |_| "PROPN");
        assert_eq!((chunks.len(), chunks[0].clone()), (1, 0..2));
    }
}
