//! What the constructions ask of the tokens: words, signs, phrases of the tables, and what stands around.

use super::super::lexicon::{Lexicon, Sense, What, mark};
use super::super::meaning::{Reference, Signal, Steer};
use super::super::tense::Tag;
use super::super::token::{Kind, Token, lower_into};

/// Tokens of one text with the tables.
pub(crate) struct Reader<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: &'a [Token<'a>],
    pub(crate) lexicon: &'a Lexicon,
}

static NO_SENSE: std::sync::LazyLock<Sense> = std::sync::LazyLock::new(Sense::default);

impl<'a> Reader<'a> {
    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    pub(crate) fn token(&self, i: usize) -> Option<&'a Token<'a>> {
        self.tokens.get(i)
    }

    pub(crate) fn word(&self, i: usize) -> &'a str {
        self.token(i).map_or("", |t| t.text(self.text))
    }

    /// Lower case, without the stops of initials.
    pub(crate) fn lower(&self, i: usize) -> String {
        let mut out = String::new();
        lower_into(self.word(i), &mut out);
        out
    }

    pub(crate) fn sense(&self, i: usize) -> &'a Sense {
        self.token(i).and_then(|t| t.sense).unwrap_or(&NO_SENSE)
    }

    /// Whether the token is this word, whatever its case.
    pub(crate) fn is(&self, i: usize, word: &str) -> bool {
        self.word(i).eq_ignore_ascii_case(word)
    }

    pub(crate) fn is_any(&self, i: usize, words: &[&str]) -> bool {
        words.iter().any(|w| self.is(i, w))
    }

    pub(crate) fn sign(&self, i: usize, sign: char) -> bool {
        self.token(i).is_some_and(|t| t.kind == Kind::Sign(sign))
    }

    /// Whether a new sentence or paragraph begins at `i`, or the text ends.
    pub(crate) fn opens(&self, i: usize) -> bool {
        self.token(i).is_none_or(|t| t.opens)
    }

    pub(crate) fn glued(&self, i: usize) -> bool {
        self.token(i).is_some_and(|t| t.glued)
    }

    pub(crate) fn is_capital(&self, i: usize) -> bool {
        self.token(i).is_some_and(|t| t.capital)
    }

    pub(crate) fn tag(&self, i: usize) -> Tag {
        self.token(i).map_or(Tag::None, |t| t.tag)
    }

    /// The next place, over a hyphen that joins two words.
    pub(crate) fn over_hyphen(&self, i: usize) -> usize {
        if i > 0 && self.hyphen(i) && self.glued(i) && self.glued(i + 1) { i + 1 } else { i }
    }

    pub(crate) fn hyphen(&self, i: usize) -> bool {
        self.sign(i, '-') || self.sign(i, '‑')
    }

    /// A dash of a range.
    pub(crate) fn dash(&self, i: usize) -> bool {
        self.sign(i, '-') || self.sign(i, '–') || self.sign(i, '—')
    }

    /// Over the full stop of an abbreviation.
    pub(crate) fn over_stop(&self, i: usize) -> usize {
        if i > 0 && self.sense(i - 1).short && self.sign(i, '.') && self.glued(i) { i + 1 } else { i }
    }

    pub(crate) fn over_comma(&self, i: usize) -> usize {
        if self.sign(i, ',') { i + 1 } else { i }
    }

    /// A number of a day of the month, with its ordinal ending.
    pub(crate) fn day_number(&self, i: usize) -> Option<(usize, u8)> {
        let token = self.token(i)?;
        if let Some(n) = token.plain(2) {
            if (1..=31).contains(&n) {
                let end = if self.glued(i + 1) && self.is_any(i + 1, &["st", "nd", "rd", "th"]) {
                    i + 2
                } else {
                    i + 1
                };
                return Some((end, u8::try_from(n).ok()?));
            }
            return None;
        }
        super::number::ordinal_word(self, i).filter(|(_, n)| *n <= 31)
    }

    /// The longest phrase of the tables at `i` whose meaning `choose` takes, with the place after it.
    pub(crate) fn phrase<T>(&self, i: usize, choose: impl Fn(What) -> Option<T>) -> Option<(usize, T)> {
        for (rest, what) in self.sense(i).phrases() {
            if let Some(value) = choose(what)
                && self.matches(i + 1, rest)
            {
                return Some((i + 1 + rest.len(), value));
            }
        }
        None
    }

    fn matches(&self, from: usize, words: &[Box<str>]) -> bool {
        words.iter().enumerate().all(|(n, word)| {
            let i = from + n;
            if self.opens(i) {
                return false;
            }
            let token = self.word(i);
            token.eq_ignore_ascii_case(word)
                || (token.starts_with('’') && token.replacen('’', "'", 1).eq_ignore_ascii_case(word))
        })
    }

    /// The steer before a date that can stand without an article: "the Aug. 7 attack" gives its article
    /// to the attack.
    pub(crate) fn steer_of_date(&self, i: usize) -> Option<(usize, Option<Steer>)> {
        match self.steer(i) {
            Some((_, Steer::Each | Steer::Definite)) => None,
            Some((end, steer)) => Some((end, Some(steer))),
            None => Some((i, None)),
        }
    }

    pub(crate) fn steer(&self, i: usize) -> Option<(usize, Steer)> {
        self.phrase(i, |what| match what {
            What::Steer(s) => Some(s),
            _ => None,
        })
    }

    /// Whether the token is the "that" of "said that Monday's attack": one that follows no preposition.
    pub(crate) fn is_conjunction(&self, i: usize) -> bool {
        self.is(i, "that")
            && i > 0
            && !self.opens(i)
            && !self.is_any(
                i - 1,
                &[
                    "on", "in", "by", "since", "until", "before", "after", "late", "early", "later",
                    "earlier", "from", "of",
                ],
            )
    }

    /// Whether an expression may begin with this token at all.
    pub(crate) fn may_start(&self, i: usize) -> bool {
        let Some(token) = self.token(i) else { return false };
        match token.kind {
            Kind::Number => true,
            Kind::Sign(c) => matches!(c, '\'' | '’' | '‘' | '½' | '`'),
            Kind::Word => {
                token.sense.is_some()
                    || self.is_any(i, &["a", "an", "the", "half", "another", "q", "fy", "both", "its"])
            }
        }
    }

    /// The end of a fixed expression that is no time.
    pub(crate) fn idiom(&self, i: usize) -> Option<usize> {
        self.phrase(i, |what| matches!(what, What::Idiom).then_some(())).map(|(end, ())| end)
    }

    /// How the words before `i` relate an event to the expression there.
    pub(crate) fn signal_before(&self, i: usize) -> Option<Signal> {
        if i == 0 || self.opens(i) {
            return None;
        }
        let signal = |at| {
            self.phrase(at, |what| match what {
                What::Signal(s) => Some(s),
                _ => None,
            })
            .filter(|(end, _)| *end == i)
            .map(|(_, s)| s)
        };
        // "from" opens a range or says since when: the table has it as "since".
        i.checked_sub(2).and_then(signal).or_else(|| signal(i - 1))
    }

    /// Whether the phrase cannot go on at `i`: a sign, the end, or a word that begins another phrase.
    pub(crate) fn closes_phrase(&self, i: usize) -> bool {
        self.opens(i)
            || self.token(i).is_some_and(|t| {
                matches!(t.kind, Kind::Sign(_))
                    || self.is_any(
                        i,
                        &["and", "but", "in", "at", "when", "by", "with", "for", "to", "on", "said"],
                    )
            })
    }

    /// A reference word in a place where it means a time.
    pub(crate) fn reference_stands(&self, start: usize, end: usize, reference: Reference) -> bool {
        let one = end - start == 1;
        match reference {
            Reference::Day(..) => {
                let named = self.is_capital(end) || start > 0 && self.is_capital(start - 1);
                !(one && self.is_capital(start) && named && !self.opens(start))
            }
            _ if one && self.is(start, "current") => {
                self.token(end).is_some_and(|t| t.kind == Kind::Word) && !self.is_capital(start)
            }
            _ if self.is(end - 1, "past") || self.is(end - 1, "present") || self.is(end - 1, "future") => {
                // "the past week" is read as a window, "the present report" is no time.
                let owned = self.is(end, "of") && !self.is(end - 1, "present");
                !owned
                    && !self
                        .token(end)
                        .is_some_and(|t| t.kind == Kind::Word && !self.opens(end) && self.is_noun_like(end))
            }
            _ if self.is(end - 1, "moment") || self.is(end - 1, "time") || self.is(end - 1, "point") => {
                !self.is(end, "of")
                    && !self.is(end, "when")
                    && !self.is(end, "that")
                    && !self.is(end, "to")
                    && (start == 0
                        || !self.is(start, "the")
                        || self.is(start - 1, "at")
                        || self.is(start - 1, "for")
                        || self.is(start - 1, "by")
                        || self.is(start - 1, "since"))
            }
            _ => true,
        }
    }

    /// Not one of the small words that follow a finished phrase.
    fn is_noun_like(&self, i: usize) -> bool {
        !self.is_any(
            i,
            &[
                "and", "or", "but", "to", "of", "in", "for", "with", "by", "as", "is", "was", "are", "were",
                "has", "have", "had", "will", "would", "that", "when", "the", "a", "it", "they", "he", "she",
                "we", "on", "at", "from", "if", "because", "than", "could", "may", "might", "said", "also",
                "not", "can", "should",
            ],
        )
    }

    /// Whether a lone number at `i` counts things ("1998 people").
    pub(crate) fn counts_things(&self, i: usize) -> bool {
        self.sense(i).has(mark::COUNTED)
    }
}
