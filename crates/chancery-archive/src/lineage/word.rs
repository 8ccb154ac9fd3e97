//! The words of a report's own content, and the hashes that stand for their runs.

use chancery_record::{Char, CodedSegment, Span};

use super::{RUN, WINDOW};

/// A word with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// In lower case.
    pub(crate) text: String,
    /// Code points of the raw text.
    pub(crate) span: Span<Char>,
    /// Whether it stands between quotation marks.
    pub(crate) quoted: bool,
}

/// The words of the segments that are own content; of the whole text where none is given.
pub(crate) fn content_words(text: &str, segments: &[CodedSegment]) -> Vec<Word> {
    let own: Vec<Span<Char>> = segments
        .iter()
        .filter(|segment| matches!(segment.kind.as_str(), "headline" | "dateline" | "body"))
        .map(|segment| segment.span)
        .collect();
    let is_own = |at: u32| segments.is_empty() || own.iter().any(|span| span.contains(at));
    let mut words: Vec<Word> = Vec::new();
    let mut open: Option<(u32, String)> = None;
    let mut quoted = false;
    let mut n_chars = 0;
    for (at, c) in (0u32..).zip(text.chars()) {
        n_chars = at + 1;
        if c.is_alphanumeric() && is_own(at) {
            open.get_or_insert_with(|| (at, String::new())).1.extend(c.to_lowercase());
            continue;
        }
        if let Some((start, text)) = open.take() {
            words.push(Word { text, span: Span::new(start, at), quoted });
        }
        match c {
            '“' | '«' => quoted = true,
            '”' | '»' => quoted = false,
            '"' => quoted = !quoted,
            // A quotation does not run past its paragraph; a mark that was never closed does no more harm.
            '\n' => quoted = false,
            _ => {}
        }
    }
    if let Some((start, text)) = open {
        words.push(Word { text, span: Span::new(start, n_chars), quoted });
    }
    words
}

/// The kept hashes of a text, sorted, each once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fingerprint(pub(crate) Vec<i64>);

impl Fingerprint {
    pub(crate) fn of(words: &[Word]) -> Self {
        let hashes: Vec<u64> = words.windows(RUN).map(run_hash).collect();
        let mut kept: Vec<i64> = hashes
            .windows(WINDOW.min(hashes.len()).max(1))
            .filter_map(|window| window.iter().min())
            .map(|&hash| hash.cast_signed())
            .collect();
        kept.sort_unstable();
        kept.dedup();
        Self(kept)
    }
}

/// FNV-1a (Fowler, Noll, Vo; 64 bits) over the words, each closed off; mixed so that the least of several
/// hashes is no word's favourite.
pub(crate) fn run_hash(run: &[Word]) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for word in run {
        for byte in word.text.bytes().chain([0x1f]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash ^= hash >> 32;
    hash.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(words: &[Word]) -> Vec<&str> {
        words.iter().map(|word| word.text.as_str()).collect()
    }

    #[test]
    fn words_keep_their_places_in_code_points() {
        let words = content_words("Müller: “Nein, é!” Ende", &[]);
        assert_eq!(texts(&words), ["müller", "nein", "é", "ende"]);
        assert_eq!(words[3].span, Span::new(19, 23));
        assert_eq!(words.iter().map(|word| word.quoted).collect::<Vec<_>>(), [false, true, true, false]);
    }

    #[test]
    fn only_own_content_counts() {
        let text = "Menu Home\nTalks held\nRead also";
        let segment =
            |kind: &str, start, end| CodedSegment { kind: kind.to_owned(), span: Span::new(start, end) };
        let segments = [segment("links", 0, 10), segment("body", 10, 21), segment("teaser", 21, 30)];
        assert_eq!(texts(&content_words(text, &segments)), ["talks", "held"]);
    }

    #[test]
    fn a_shared_run_of_thirteen_words_leaves_a_common_hash() {
        let shared = "one two three four five six seven eight nine ten eleven twelve thirteen";
        for lead in ["", "a ", "a b c d e f g h i j k l m n o p "] {
            let a = Fingerprint::of(&content_words(&format!("{lead}{shared} alpha beta gamma"), &[]));
            let b = Fingerprint::of(&content_words(&format!("x y z {shared} delta {lead}"), &[]));
            assert!(a.0.iter().any(|hash| b.0.contains(hash)), "{lead}");
        }
    }
}
