//! What a text says of a name's being a place: prepositions, place nouns, qualifiers, lists; and what
//! speaks against it.

use super::super::{Kind, fold_name, vocabulary};
use super::{FAMOUS, Finder, is_direction};

/// How a name stands in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Frame {
    None,
    /// A preposition of place before it, or a place beside it in a list.
    Placed,
    /// Called a place in so many words, or qualified by the place around it.
    Called,
}

impl Finder<'_> {
    pub(super) fn is_adjective(&self, from: usize, to: usize) -> bool {
        let adjective = |phrase: &str| {
            !self.places.adjective(phrase).is_empty()
                && !self
                    .places
                    .lookup(phrase)
                    .iter()
                    .any(|c| c.main && self.places.prominence(c.key) >= FAMOUS)
        };
        adjective(self.passage.phrase(from, to))
            || (to == from + 2 && is_direction(&self.lower(from)) && adjective(self.passage.word(to - 1)))
    }

    /// Whether a currency sign stands against the name: "US$ 5", "$US".
    pub(super) fn is_currency(&self, from: usize, to: usize) -> bool {
        let (first, last) =
            (self.passage.words[from].start as usize, self.passage.words[to - 1].end as usize);
        let text = self.passage.text;
        text.get(..first).is_some_and(|t| t.trim_end().ends_with('$'))
            || text.get(last..).is_some_and(|t| t.trim_start().starts_with('$'))
    }

    /// Whether the words after a name say that something else bears it.
    pub(super) fn lends_its_name(&self, from: usize, to: usize) -> bool {
        let next = self.lower(to);
        let titled = self.passage.is_capitalised(to);
        let borrowed = vocabulary::is_named_after(&next)
            && (titled
                || !matches!(
                    next.as_str(),
                    "initiative"
                        | "act"
                        | "post"
                        | "university"
                        | "college"
                        | "bank"
                        | "press"
                        | "news"
                        | "declaration"
                        | "united"
                ));
        let last = self.lower(to - 1);
        let ends_so = to > from + 1
            && matches!(
                last.as_str(),
                "virus"
                    | "flu"
                    | "fever"
                    | "disease"
                    | "syndrome"
                    | "accords"
                    | "agreement"
                    | "treaty"
                    | "convention"
            );
        let malady = self.lent.contains(&fold_name(self.passage.phrase(from, to)))
            && self.frame(from, to) == Frame::None;
        borrowed || ends_so || malady || self.is_currency(from, to)
    }

    pub(super) fn frame(&self, from: usize, to: usize) -> Frame {
        let next = self.lower(to);
        if vocabulary::is_place_noun(&next)
            && !matches!(next.as_str(), "department" | "state" | "states" | "capital")
        {
            return Frame::Called;
        }
        if next == "state" && self.passage.words.get(to).is_some_and(|w| w.tag == "NN") {
            return Frame::Called;
        }
        let qualified = matches!(self.passage.word(to), "," | "(") && self.is_container(to + 1);
        if qualified {
            return Frame::Called;
        }
        let mut before = from;
        while before > 0 && vocabulary::may_intervene(&self.lower(before - 1)) {
            before -= 1;
        }
        let Some(previous) = before.checked_sub(1).map(|i| (i, self.lower(i))) else {
            let dateline = matches!(self.passage.word(to), "(" | "—" | "–" | ":")
                || (self.passage.word(to) == "," && from == 0);
            return if dateline && from == 0 { Frame::Placed } else { Frame::None };
        };
        if previous.1 == "of" && previous.0 > 0 && vocabulary::joins_with_of(&self.lower(previous.0 - 1)) {
            return Frame::Called;
        }
        if vocabulary::is_place_noun(&previous.1) && self.passage.words[previous.0].entity.is_empty() {
            return Frame::Called;
        }
        if vocabulary::is_locative(&previous.1) {
            return Frame::Placed;
        }
        let beside = |i: usize| self.claimed.get(i).copied().unwrap_or(false);
        let listed_before = matches!(previous.1.as_str(), "," | "and" | "or" | "&" | ";" | "/")
            && (beside(previous.0.wrapping_sub(1))
                || (previous.1 != ","
                    && self.passage.word(previous.0.wrapping_sub(1)) == ","
                    && beside(previous.0.wrapping_sub(2))));
        let after = to + 1 + usize::from(self.lower(to + 1) == "and");
        let listed_after = matches!(next.as_str(), "," | "and" | "or" | "&" | ";" | "/") && beside(after);
        if listed_before || listed_after { Frame::Placed } else { Frame::None }
    }

    /// Whether a country, region or other large place is named at a token.
    pub(super) fn is_container(&self, at: usize) -> bool {
        if !self.passage.is_capitalised(at) {
            return false;
        }
        (at + 1..=(at + 4).min(self.passage.words.len())).rev().any(|to| {
            let found = self.places.lookup(self.passage.phrase(at, to));
            found
                .iter()
                .any(|c| c.main && matches!(self.places.place(c.key).kind, Kind::Country | Kind::Region))
        })
    }
}
