//! What a report is about as a whole: the names in its own words. Two reports of one story share most of them, and
//! an event that each tells in few words is then likelier the same.

use std::collections::BTreeSet;

use chancery_record::{Char, CodedSegment, Span};

use super::words::{is_title, is_topicless};
use crate::fold::fold;

/// Names kept of one report, the first in the text.
const MOST_NAMES: usize = 64;
/// With fewer names a report is too short to be compared as a whole.
const LEAST_NAMES: usize = 4;

/// The names in a report's own words, as hashes, sorted, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Story(Vec<u32>);

impl Story {
    /// Of the segments of `text` that are own content; of the whole text where none is given.
    pub(crate) fn of(text: &str, segments: &[CodedSegment]) -> Self {
        let mut kept = BTreeSet::new();
        for name in names(text, segments) {
            kept.insert(hash(&name));
            if kept.len() == MOST_NAMES {
                break;
            }
        }
        Self(kept.into_iter().collect())
    }

    /// Four bytes a name, the lowest first.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        self.0.iter().flat_map(|name| name.to_le_bytes()).collect()
    }

    /// What [`to_bytes`](Self::to_bytes) wrote.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Self {
        Self(
            bytes
                .chunks_exact(4)
                .map(|name| u32::from_le_bytes([name[0], name[1], name[2], name[3]]))
                .collect(),
        )
    }

    /// How many names both have, and the share of that among the names of the one with fewer; none where either
    /// is too short to tell.
    pub(crate) fn shared(&self, other: &Self) -> Option<(usize, f64)> {
        let least = self.0.len().min(other.0.len());
        if least < LEAST_NAMES {
            return None;
        }
        let n = self.0.iter().filter(|name| other.0.binary_search(name).is_ok()).count();
        let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
        Some((n, count(n) / count(least)))
    }
}

/// A word with how it stands in its sentence.
struct Token<'a> {
    text: &'a str,
    is_first: bool,
}

/// Folded words that are written as names inside a sentence and never as common words, in the order of the text.
fn names(text: &str, segments: &[CodedSegment]) -> Vec<String> {
    let own: Vec<Span<Char>> = segments
        .iter()
        .filter(|segment| matches!(segment.kind.as_str(), "dateline" | "body"))
        .map(|segment| segment.span)
        .collect();
    let mut lines: Vec<Vec<Token<'_>>> = Vec::new();
    let mut n_before: u32 = 0;
    for line in text.split_inclusive('\n') {
        let n_chars = u32::try_from(line.chars().count()).unwrap_or(u32::MAX);
        let span = Span::new(n_before, n_before.saturating_add(n_chars));
        n_before = span.end;
        if segments.is_empty() || own.iter().any(|own| own.overlaps(span)) {
            let tokens = tokens(line);
            if !is_title_case(line, &tokens) {
                lines.push(tokens);
            }
        }
    }
    let tokens = || lines.iter().flatten();
    let common: BTreeSet<String> =
        tokens().filter(|token| !is_capitalised(token.text)).map(|token| fold(token.text)).collect();
    let named = tokens().filter(|token| !token.is_first && is_capitalised(token.text));
    named
        .map(|token| fold(token.text))
        .filter(|name| name.len() > 2 && !is_title(name) && !is_topicless(name) && !common.contains(name))
        .collect()
}

/// Whether the line is written as a title, which says nothing of what is a name.
fn is_title_case(line: &str, tokens: &[Token<'_>]) -> bool {
    let long = || tokens.iter().filter(|token| token.text.len() > 3);
    !line.trim_end().ends_with(['.', '!', '?', '”', '"', '’', '\'', ':', ';', ','])
        && long().filter(|token| is_capitalised(token.text)).count() * 2 > long().count()
}

fn is_capitalised(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

fn tokens(line: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut is_first = true;
    let mut rest = line;
    while let Some(start) = rest.find(char::is_alphanumeric) {
        let (between, from) = rest.split_at(start);
        is_first |= between.contains(['.', '!', '?', ':', '“', '"', '«', '‘']);
        let end = from.find(|c: char| !c.is_alphanumeric()).unwrap_or(from.len());
        let (text, after) = from.split_at(end);
        found.push(Token { text, is_first });
        is_first = false;
        rest = after;
    }
    found
}

/// FNV-1a (Fowler, Noll, Vo; 32 bits).
fn hash(name: &str) -> u32 {
    name.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = "Blast at Osorno port\n\nA blast shook the port of Osorno late on Monday, and Mayor Elisa Rojas \
        closed the harbour. Rescue teams from Valdivia reached Pier Four before dawn.";

    #[test]
    fn names_stand_inside_sentences() {
        assert_eq!(names(FIRST, &[]), ["osorno", "elisa", "rojas", "valdivia", "pier"]);
    }

    #[test]
    fn titles_and_what_is_not_the_reports_own_have_no_names() {
        assert_eq!(names("Mayor Rojas Closes Osorno Harbour\n", &[]), Vec::<String>::new());
        assert_eq!(names("Mayor Elisa Rojas met Pedro Salas.", &[]), ["elisa", "rojas", "pedro", "salas"]);
        let text = "See also Lima\nThe boat left Osorno.\n";
        let body = CodedSegment { kind: "body".to_owned(), span: Span::new(14, 36) };
        assert_eq!(names(text, &[body]), ["osorno"]);
    }

    #[test]
    fn reports_of_one_story_share_names() {
        let second = "The harbour of Osorno stays shut, said Elisa Rojas on Tuesday, while divers from Valdivia \
            searched below Pier Four.";
        let other = "The council of Iquique met Pedro Salas and Ana Lillo on Tuesday and praised Arica.";
        let story = |text: &str| Story::of(text, &[]);
        assert_eq!(story(FIRST).shared(&story(second)), Some((5, 1.0)));
        assert_eq!(story(FIRST).shared(&story(other)), Some((0, 0.0)));
        assert_eq!(story(FIRST).shared(&story("The boat left Osorno.")), None);
        assert_eq!(Story::from_bytes(&story(FIRST).to_bytes()), story(FIRST));
    }
}
