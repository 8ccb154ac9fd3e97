//! The tense of the clause around an expression, as far as nearby words tell.
//!
//! A caller that has parsed the sentence knows better and says so; this is for text alone, or with Penn
//! Treebank tags. The nearest verb before the expression decides, else the nearest one after it.

use super::lexicon::{Cue, mark};
use super::token::{Kind, Token};

/// Which way a clause points in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Tense {
    /// Told as having happened.
    Past,
    /// Told as going on.
    Present,
    /// Told as to come.
    Future,
    /// The words do not say.
    #[default]
    Unknown,
}

/// A Penn Treebank tag as far as time cares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Tag {
    /// No tag was given.
    #[default]
    None,
    Modal,
    Past,
    Participle,
    Present,
    Base,
    Name,
    Other,
}

impl Tag {
    pub(crate) fn from_penn(tag: &str) -> Self {
        match tag {
            "MD" => Self::Modal,
            "VBD" => Self::Past,
            "VBN" => Self::Participle,
            "VBZ" | "VBP" => Self::Present,
            "VB" => Self::Base,
            "NNP" | "NNPS" => Self::Name,
            _ => Self::Other,
        }
    }

    fn is_verb(self) -> bool {
        matches!(self, Self::Past | Self::Participle | Self::Present | Self::Base)
    }
}

/// How far a verb may stand from the expression, in tokens.
const REACH: usize = 24;

/// How far it may stand and still surely govern it.
const CLOSE: usize = 4;

/// How far from the start of its sentence an expression still opens it ("Early on Monday").
const OPENING: usize = 3;

/// The tense of the clause that holds tokens `start..end`, and whether it is sure: its verb stands close
/// before the expression with no comma between, or close after one that opens the sentence.
pub(crate) fn guess(text: &str, tokens: &[Token<'_>], start: usize, end: usize) -> (Tense, bool) {
    let mut comma = false;
    for i in (start.saturating_sub(REACH)..start).rev() {
        if let Some(tense) = cue(text, tokens, i, start) {
            return (tense, !comma && start - i <= CLOSE);
        }
        comma |= tokens[i].kind == Kind::Sign(',');
        if tokens[i].opens || matches!(tokens[i].kind, Kind::Sign(';' | '"' | '“' | '”')) {
            break;
        }
    }
    // A comma right after an opening adverbial leads on to its verb ("In January, Mali took ..."); any other
    // comma may lead to who said it.
    let opening = (start.saturating_sub(OPENING)..=start).any(|i| tokens[i].opens);
    match after(text, tokens, end, opening) {
        Some((tense, at)) => (tense, opening && at - end <= CLOSE),
        None => (Tense::Unknown, false),
    }
}

/// The tense of the first verb after an expression, and where it stands.
fn after(text: &str, tokens: &[Token<'_>], end: usize, opening: bool) -> Option<(Tense, usize)> {
    for i in end..tokens.len().min(end + REACH) {
        let leaves = match tokens[i].kind {
            Kind::Sign(';') => true,
            Kind::Sign(',') => i > end || !opening,
            _ => false,
        };
        if tokens[i].opens || leaves {
            break;
        }
        // A verb that looks ahead does so for what follows it: "on Monday urged the council to meet".
        if let Some(tense) = cue(text, tokens, i, i) {
            return Some((tense, i));
        }
    }
    None
}

/// What the word at `i` says; what it governs is looked for before `limit`.
fn cue(text: &str, tokens: &[Token<'_>], i: usize, limit: usize) -> Option<Tense> {
    let token = &tokens[i];
    if token.kind != Kind::Word {
        return None;
    }
    let is = |at: usize, word: &str| tokens.get(at).is_some_and(|t| t.text(text).eq_ignore_ascii_case(word));
    let before_is = |word: &str| i > 0 && !token.opens && is(i - 1, word);
    let sense = token.sense;
    if sense.is_some_and(|s| s.has(mark::BE)) && is(i + 1, "to") {
        return Some(Tense::Future);
    }
    if sense.is_some_and(|s| s.has(mark::FUTURE_BEFORE_TO)) && infinitive_follows(text, tokens, i, limit) {
        return Some(Tense::Future);
    }
    let until = limit > i + 1 && (is(limit - 1, "until") || is(limit - 1, "till"));
    if until && sense.is_some_and(|s| s.has(mark::FUTURE_BEFORE_UNTIL)) {
        return Some(Tense::Future);
    }
    if is(i, "be") && before_is("to") {
        return Some(Tense::Future);
    }
    let listed = sense.and_then(|s| s.cue);
    if token.tag != Tag::None {
        return tagged(text, tokens, i, listed);
    }
    // "will be held": the participle leaves the tense to what stands before "be".
    if before_is("be") || noun_before(text, tokens, i) {
        return None;
    }
    match listed {
        // "had been due to leave": what was to come then is past now.
        Some(Cue::Future) if i > 1 && before_is("been") && is(i - 2, "had") => Some(Tense::Past),
        Some(Cue::Future) => Some(if is(i + 1, "have") || is(i + 1, "not") && is(i + 2, "have") {
            Tense::Past
        } else {
            Tense::Future
        }),
        Some(Cue::Past) if before_is("is") || before_is("are") => Some(Tense::Present),
        Some(Cue::Past) => Some(Tense::Past),
        Some(Cue::Present) => {
            let perfect = ["has", "have", "'ve", "’ve"].iter().any(|w| is(i, w));
            Some(if perfect { Tense::Past } else { Tense::Present })
        }
        None if !is_regular_past(token.text(text)) || token.capital => None,
        None if before_is("is") || before_is("are") => Some(Tense::Present),
        None => Some(Tense::Past),
    }
}

/// Whether "to" and a verb follow within a few words: "urged [the Security Council] to meet".
fn infinitive_follows(text: &str, tokens: &[Token<'_>], i: usize, limit: usize) -> bool {
    const NEAR: usize = 6;
    for at in i + 1..limit.min(i + NEAR).min(tokens.len()) {
        if tokens[at].opens || !matches!(tokens[at].kind, Kind::Word) {
            return false;
        }
        if tokens[at].text(text).eq_ignore_ascii_case("to") {
            let next = tokens.get(at + 1);
            return next.is_some_and(|t| {
                t.kind == Kind::Word
                    && !t.capital
                    && !["the", "a", "an", "his", "her", "its", "their"]
                        .iter()
                        .any(|w| t.text(text).eq_ignore_ascii_case(w))
            });
        }
    }
    false
}

/// The same, with tags to go by.
fn tagged(text: &str, tokens: &[Token<'_>], i: usize, listed: Option<Cue>) -> Option<Tense> {
    let token = &tokens[i];
    let future_word = listed == Some(Cue::Future);
    match token.tag {
        Tag::Modal => {
            let perfect = tokens.get(i + 1).is_some_and(|t| t.text(text).eq_ignore_ascii_case("have"));
            Some(if perfect { Tense::Past } else { Tense::Future })
        }
        Tag::Past if !future_word => Some(Tense::Past),
        Tag::Participle if !future_word => Some(Tense::Past),
        Tag::Present if !future_word => {
            let have = matches!(token.text(text), "has" | "have" | "'ve" | "’ve");
            Some(if have { Tense::Past } else { Tense::Present })
        }
        Tag::Base => {
            let infinitive = i > 0 && tokens[i - 1].text(text).eq_ignore_ascii_case("to");
            infinitive.then_some(Tense::Future)
        }
        tag if future_word && tag.is_verb() => Some(Tense::Future),
        _ if future_word && matches!(token.text(text), "due" | "upcoming") => Some(Tense::Future),
        _ => None,
    }
}

/// Whether an article or the like directly before makes the word a noun.
fn noun_before(text: &str, tokens: &[Token<'_>], i: usize) -> bool {
    i > 0
        && !tokens[i].opens
        && ["the", "a", "an", "this", "its", "their", "his", "her", "of", "peace"]
            .iter()
            .any(|w| tokens[i - 1].text(text).eq_ignore_ascii_case(w))
}

/// Ends like a regular past and is long enough to be one.
fn is_regular_past(word: &str) -> bool {
    word.len() > 4
        && word.ends_with("ed")
        && !word.ends_with("eed")
        && !["hundred", "indeed", "united", "armed", "sacred"].iter().any(|w| word.eq_ignore_ascii_case(w))
}
