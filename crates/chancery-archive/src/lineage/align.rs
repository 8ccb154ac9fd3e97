//! Two texts side by side: the stretches where they use the same words.

use std::collections::BTreeMap;

use chancery_record::{Char, Span};
use serde::{Deserialize, Serialize};

use super::word::run_hash;
use super::{RUN, Word};

/// Words that may differ between two agreeing runs of one passage, on either side.
const BRIDGE: usize = 6;

/// A stretch that two texts share, nearly or fully word for word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Passage {
    /// Code points of the first raw text.
    pub(crate) a: Span<Char>,
    /// Code points of the second raw text.
    pub(crate) b: Span<Char>,
    /// Words that agree.
    pub(crate) n_words: u32,
    /// Of these, words that stand outside quotation marks in both.
    pub(crate) n_own: u32,
}

/// As stored: `[a.start, a.end, b.start, b.end, n_words, n_own]`.
#[derive(Serialize, Deserialize)]
struct Stored(u32, u32, u32, u32, u32, u32);

impl Passage {
    /// The same with the two texts in each other's place.
    pub(crate) fn turned(self) -> Self {
        Self { a: self.b, b: self.a, ..self }
    }

    pub(crate) fn pack(passages: &[Self]) -> String {
        let stored: Vec<Stored> = passages
            .iter()
            .map(|p| Stored(p.a.start, p.a.end, p.b.start, p.b.end, p.n_words, p.n_own))
            .collect();
        serde_json::to_string(&stored).unwrap_or_default()
    }

    pub(crate) fn unpack(text: &str) -> serde_json::Result<Vec<Self>> {
        let stored: Vec<Stored> = serde_json::from_str(text)?;
        let passages = stored.into_iter().filter(|s| s.0 <= s.1 && s.2 <= s.3);
        Ok(passages
            .map(|s| Self { a: Span::new(s.0, s.1), b: Span::new(s.2, s.3), n_words: s.4, n_own: s.5 })
            .collect())
    }
}

/// Passages of at least [`RUN`] words, in the order of `b`; each word of `b` lies in at most one.
pub(crate) fn align(a: &[Word], b: &[Word]) -> Vec<Passage> {
    let mut places: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (at, run) in a.windows(RUN).enumerate() {
        places.entry(run_hash(run)).or_default().push(at);
    }
    let mut passages: Vec<(usize, usize, Passage)> = Vec::new();
    let mut at_b = 0;
    while at_b + RUN <= b.len() {
        let starts = places.get(&run_hash(&b[at_b..at_b + RUN]));
        // The longest agreement wins; the earliest place in `a` among equals.
        let longest = starts.into_iter().flatten().map(|&at_a| (agreement(&a[at_a..], &b[at_b..]), at_a));
        let Some((n_words, at_a)) =
            longest.filter(|(n, _)| *n >= RUN).max_by_key(|&(n, at_a)| (n, a.len() - at_a))
        else {
            at_b += 1;
            continue;
        };
        let n_own = (0..n_words).filter(|&i| !a[at_a + i].quoted && !b[at_b + i].quoted).count();
        let found = Passage {
            a: Span::new(a[at_a].span.start, a[at_a + n_words - 1].span.end),
            b: Span::new(b[at_b].span.start, b[at_b + n_words - 1].span.end),
            n_words: u32::try_from(n_words).unwrap_or(u32::MAX),
            n_own: u32::try_from(n_own).unwrap_or(u32::MAX),
        };
        let (end_a, end_b) = (at_a + n_words, at_b + n_words);
        match passages.last_mut() {
            Some((last_a, last_b, last))
                if at_a >= *last_a && at_a - *last_a <= BRIDGE && at_b - *last_b <= BRIDGE =>
            {
                last.a = Span::new(last.a.start, found.a.end);
                last.b = Span::new(last.b.start, found.b.end);
                last.n_words += found.n_words;
                last.n_own += found.n_own;
                (*last_a, *last_b) = (end_a, end_b);
            }
            _ => passages.push((end_a, end_b, found)),
        }
        at_b = end_b;
    }
    passages.into_iter().map(|(_, _, passage)| passage).collect()
}

fn agreement(a: &[Word], b: &[Word]) -> usize {
    a.iter().zip(b).take_while(|(a, b)| a.text == b.text).count()
}

#[cfg(test)]
mod tests {
    use super::super::content_words;
    use super::*;

    fn cut(text: &str, span: Span<Char>) -> String {
        text.chars().skip(span.start as usize).take(span.len() as usize).collect()
    }

    #[test]
    fn a_passage_bridges_a_small_change_and_reads_back() {
        let a =
            "The minister stressed the value of the ties between Peru and Norway and the close work of both.";
        let b = "LIMA: stressed the value of the ties between the Republic of Peru and Norway and the close work of both, it said.";
        let found = align(&content_words(a, &[]), &content_words(b, &[]));
        assert_eq!(found.len(), 1);
        assert!(
            cut(a, found[0].a).starts_with("stressed the value") && cut(b, found[0].b).ends_with("of both")
        );
        assert_eq!(found[0].n_words, 16);
    }

    #[test]
    fn shared_quotations_are_not_own_words() {
        let a = "He said: “We have left this long and bitter quarrel behind us for good.”";
        let b = "In Oslo he told us, “We have left this long and bitter quarrel behind us for good.”";
        let found = align(&content_words(a, &[]), &content_words(b, &[]));
        assert_eq!((found.len(), found[0].n_words, found[0].n_own), (1, 12, 0));
    }

    #[test]
    fn texts_without_a_common_run_share_nothing() {
        let a = content_words("The envoy left the capital on Monday after talks.", &[]);
        let b = content_words("After talks on Monday, the envoy left for the capital.", &[]);
        assert!(align(&a, &b).is_empty());
    }

    #[test]
    fn passages_read_back_from_the_store() {
        let passages = vec![Passage { a: Span::new(1, 9), b: Span::new(3, 11), n_words: 6, n_own: 4 }];
        assert_eq!(Passage::unpack(&Passage::pack(&passages)).unwrap(), passages);
    }
}
