//! The part of Python's `re` that spaCy's models are written in, in linear time.
//!
//! A model's tokenizer is five Python regular expressions, full of lookaround, and exactness means Python's
//! reading of them: its `\w`, `\s` and `$`, its order of alternatives. [`Pattern`] parses that syntax
//! ([`parse`]), compiles it to a small program ([`program`]) and runs all its threads in step ([`search`]),
//! so that no text can make it slow: time is linear in the text, whatever the pattern.
//!
//! Understood: literals, escapes, classes, `\w \d \s` and their negations, `.`, groups (their captures are
//! not kept), alternatives, greedy and lazy repeats, `^ $ \A \Z`, lookahead, and lookbehind of any width.
//! Refused with an [`Unsupported`]: back references, conditionals, atomic groups, possessive repeats, `\b`,
//! and every flag but `u`.

mod class;
mod parse;
mod program;
mod search;

use std::fmt;

pub(crate) use search::Scratch;

use class::Class;
use program::{Direction, Program};

/// What in a pattern could not be read, and where.
#[derive(Debug)]
pub(crate) struct Unsupported {
    /// In Unicode code points from the pattern's start.
    pub(crate) offset: usize,
    pub(crate) construct: String,
}

impl fmt::Display for Unsupported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "character {}: {}", self.offset, self.construct)
    }
}

/// The longest program that is compiled: repeats within repeats must not exhaust memory. The longest of
/// the models' patterns comes to a few hundred steps.
const MOST_STEPS: usize = 100_000;

/// A compiled regular expression.
#[derive(Debug)]
pub(crate) struct Pattern {
    forward: Program,
    /// Set if every alternative ends in `$`: then a search may as well walk back from the text's end.
    backward: Option<Program>,
    /// Whether every alternative begins with `^`.
    anchored: bool,
    /// A character that every match contains.
    required: Option<char>,
}

impl Pattern {
    /// Compiles a pattern in Python's syntax.
    pub(crate) fn new(pattern: &str) -> Result<Self, Unsupported> {
        let node = parse::parse(pattern)?.simplified();
        if node.steps() > MOST_STEPS {
            return Err(Unsupported { offset: 0, construct: "a pattern this large".to_owned() });
        }
        let required = node.required().into_iter().next();
        let (node, anchored) = match node.strip_start() {
            Some(stripped) => (stripped.simplified(), true),
            None => (node, false),
        };
        let backward = match node.strip_end() {
            Some(stripped) if !anchored => {
                Some(Program::compile(&stripped.simplified(), Direction::Backward))
            }
            _ => None,
        };
        let forward = Program::compile(&node, Direction::Forward);
        Ok(Self { forward, backward, anchored, required })
    }

    fn is_possible(&self, text: &str) -> bool {
        self.required.is_none_or(|c| text.contains(c))
    }

    /// `re.search`: the leftmost match, as byte offsets.
    pub(crate) fn find(&self, text: &str, scratch: &mut Scratch) -> Option<(usize, usize)> {
        match &self.backward {
            // `$` also matches before a line feed that ends the text: such a text takes the common way.
            Some(backward) if !text.ends_with('\n') => {
                let start = backward.leftmost(text, text.len(), scratch)?;
                Some((start, text.len()))
            }
            _ => self.find_at(text, 0, None, scratch),
        }
    }

    /// `re.match`: whether the pattern matches at the text's start.
    pub(crate) fn matches_start(&self, text: &str, scratch: &mut Scratch) -> bool {
        self.is_possible(text) && self.forward.search(text, 0, true, None, scratch).is_some()
    }

    /// `re.finditer`: the matches from left to right, as byte offsets, appended to `found`.
    pub(crate) fn find_all(&self, text: &str, found: &mut Vec<(usize, usize)>, scratch: &mut Scratch) {
        let mut from = 0;
        let mut no_empty_at = None;
        while let Some((start, end)) = self.find_at(text, from, no_empty_at, scratch) {
            found.push((start, end));
            from = end;
            no_empty_at = (start == end).then_some(end);
        }
    }

    fn find_at(
        &self,
        text: &str,
        from: usize,
        no_empty_at: Option<usize>,
        scratch: &mut Scratch,
    ) -> Option<(usize, usize)> {
        if (self.anchored && from > 0) || !self.is_possible(text) {
            return None;
        }
        self.forward.search(text, from, self.anchored, no_empty_at, scratch)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(pattern: &str, text: &str) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        Pattern::new(pattern).unwrap().find_all(text, &mut found, &mut Scratch::default());
        found
    }

    fn find(pattern: &str, text: &str) -> Option<(usize, usize)> {
        Pattern::new(pattern).unwrap().find(text, &mut Scratch::default())
    }

    fn matches(pattern: &str, text: &str) -> bool {
        Pattern::new(pattern).unwrap().matches_start(text, &mut Scratch::default())
    }

    #[test]
    fn the_first_alternative_wins_not_the_longest() {
        assert_eq!(find("^a|^ab", "ab"), Some((0, 1)));
        assert_eq!(find("^ab|^a", "ab"), Some((0, 2)));
        assert_eq!(find("a+?|b", "aab"), Some((0, 1)));
    }

    #[test]
    fn a_pattern_that_ends_in_dollar_takes_the_longest_suffix() {
        assert_eq!(find(r"\.$|\.\.+$|'s$", "well...."), Some((4, 8)));
        assert_eq!(find(r"'s$|s$", "Omar's"), Some((4, 6)));
        assert_eq!(find(r"(?<=[0-9])(?:m|km)$", "12km"), Some((2, 4)));
        assert_eq!(find(r"(?<=[0-9])(?:m|km)$", "xkm"), None);
    }

    #[test]
    fn dollar_matches_before_a_last_line_feed() {
        assert_eq!(find(r"a$", "ba\n"), Some((1, 2)));
        assert_eq!(find(r"a$", "ba\n\n"), None);
        assert_eq!(find(r"a\Z", "ba\n"), None);
    }

    #[test]
    fn lookaround_sees_one_place_and_takes_nothing() {
        assert_eq!(all(r"(?<=[a-z])-(?=[a-z])", "a-b-c--d"), [(1, 2), (3, 4)]);
        assert_eq!(find(r"^\+(?![0-9])", "+x"), Some((0, 1)));
        assert_eq!(find(r"^\+(?![0-9])", "+1"), None);
        assert_eq!(find(r"(?<=[A-Z][A-Z])\.$", "USA."), Some((3, 4)));
        assert_eq!(find(r"(?<=[A-Z][A-Z])\.$", "A."), None);
        assert_eq!(find(r"(?<!ab|c)d", "abd cd xd"), Some((8, 9)));
        assert!(matches(r"(?!10(?:\.\d{1,3}){3})\d+", "10.1.2"));
        assert!(!matches(r"(?!10(?:\.\d{1,3}){3})\d+", "10.1.2.3"));
    }

    #[test]
    fn repeats_count() {
        assert!(matches(r"^(?:[0-9]{2,3}:)?x{2}$", "123:xx"));
        assert!(!matches(r"^(?:[0-9]{2,3}:)?x{2}$", "1:xx"));
        assert!(matches(r"^a{,2}b{1}c{2,}$", "bccc"));
        assert_eq!(find("a{x", "ba{x"), Some((1, 4)));
    }

    #[test]
    fn empty_matches_follow_python() {
        // `[m.span() for m in re.finditer('a*', 'baac')]`
        assert_eq!(all("a*", "baac"), [(0, 0), (1, 3), (3, 3), (4, 4)]);
    }

    #[test]
    fn classes_and_categories_are_pythons() {
        assert!(matches(r"^[\w\-.]+$", "naïve-٣_x."));
        assert!(!matches(r"^\w$", "\u{93e}"));
        assert!(!matches(r"^\S$", "\u{1c}"));
        assert!(matches(r"^[^\s\d]$", "x"));
        assert!(matches("^[]a]+$", "a]"));
        assert!(matches(r"^[\u0410-\u042f\U0001F600]+$", "ЖЯ😀"));
        assert!(matches(r#"^[(?:'"„)]$"#, "("));
    }

    #[test]
    fn what_is_not_understood_is_named() {
        for (pattern, named) in [
            (r"(a)\1", "back reference"),
            (r"\bword", "\\b"),
            ("a++", "possessive"),
            ("(?i)a", "flag"),
            ("(?P=name)", "back reference"),
            ("(a", "unclosed"),
            ("[a", "unclosed"),
            ("*a", "nothing to repeat"),
            ("a)", "unbalanced"),
            ("[z-a]", "range"),
            ("(?:(?:a{999}){999}){999}", "large"),
        ] {
            let error = Pattern::new(pattern).expect_err(pattern);
            assert!(error.construct.contains(named), "{pattern}: {error}");
        }
    }

    #[test]
    fn nested_repeats_take_linear_time() {
        let text = "a".repeat(50_000) + "!";
        assert_eq!(find("^(?:a*)*$", &text), None);
        assert!(!matches(r"^(?:\S+(?::\S*)?@)?x$", &text));
    }
}
