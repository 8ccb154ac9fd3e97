//! Finds the place names of a text: the recogniser's places, mended and added to by the gazetteer.
//!
//! A mention is a name, not an adjective ("Syrian" is none) and not a name borrowed by something else
//! ("the Oslo Accords", "the Marburg virus", a newspaper). A place that a public body serves is one
//! ("the Aleppo Health Directorate"). Evidence is asked for in measure: a state or great city needs
//! little, a village needs "the village of", a preposition, a list of places or the recogniser's word.

use std::collections::{HashMap, HashSet};

use chancery_record::{Byte, Span};

mod evidence;

use super::words::Passage;
use super::{Places, fold_name, vocabulary};
use evidence::Frame;

/// Longest name sought, in tokens; hyphens count as tokens.
const LONGEST: usize = 9;
/// Prominence from which a name needs no evidence beyond its capital: great cities, regions, states.
const FAMOUS: f64 = 6.0;
/// Prominence from which a preposition is evidence enough.
const KNOWN: f64 = 3.7;

/// A place name in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// Its bytes.
    pub span: Span<Byte>,
    /// Its first token.
    pub from: usize,
    /// The token after its last.
    pub to: usize,
}

struct Finder<'a> {
    places: &'a Places,
    passage: Passage<'a>,
    /// First token, token after, whether a gazetteer or recogniser stands behind it.
    found: Vec<(usize, usize)>,
    claimed: Vec<bool>,
    /// Last names and first names of the persons with more than one name.
    of_persons: HashSet<String>,
    /// How often the recogniser calls a whole entity a place, and how often something else.
    votes: HashMap<String, (u32, u32)>,
    /// Names that the text uses for a disease or the like: "the Marburg virus".
    lent: HashSet<String>,
}

/// The place names of a text, in order, none overlapping another.
#[must_use]
pub fn find_mentions(places: &Places, passage: &Passage<'_>) -> Vec<Mention> {
    let mut finder = Finder {
        places,
        passage: *passage,
        found: Vec::new(),
        claimed: vec![false; passage.words.len()],
        of_persons: HashSet::new(),
        votes: HashMap::new(),
        lent: HashSet::new(),
    };
    finder.count_entities();
    finder.take_recognised();
    finder.take_known();
    finder.take_repeated();
    finder.found.sort_unstable();
    finder.found.iter().filter_map(|(from, to)| mention(passage, *from, *to)).collect()
}

fn mention(passage: &Passage<'_>, from: usize, to: usize) -> Option<Mention> {
    let (first, last) = (passage.words.get(from)?, passage.words.get(to.checked_sub(1)?)?);
    (first.start < last.end).then(|| Mention { span: Span::new(first.start, last.end), from, to })
}

impl<'a> Finder<'a> {
    fn lower(&self, index: usize) -> String {
        self.passage.word(index).to_lowercase()
    }

    fn is_place_label(label: &str) -> bool {
        matches!(label, "GPE" | "LOC" | "FAC")
    }

    fn count_entities(&mut self) {
        let mut at = 0;
        while at < self.passage.words.len() {
            let label = self.passage.words[at].entity;
            if label.is_empty() {
                at += 1;
                continue;
            }
            let end = self.passage.entity_end(at);
            if label == "PERSON" && end > at + 1 {
                for token in [at, self.trim(at, end).1.saturating_sub(1)] {
                    self.of_persons.insert(fold_name(self.passage.word(token)));
                }
            }
            let (from, to) = self.trim(at, end);
            for until in [to, to.max(from + 1) - 1] {
                if from < until && vocabulary::is_malady(&self.lower(until)) {
                    self.lent.insert(fold_name(self.passage.phrase(from, until)));
                }
            }
            let votes = self.votes.entry(fold_name(self.passage.phrase(from, to))).or_default();
            if Self::is_place_label(label) {
                votes.0 += 1;
            } else {
                votes.1 += 1;
            }
            at = end;
        }
    }

    /// A range without its article, possessive, punctuation and words in lower case at either end.
    fn trim(&self, mut from: usize, mut to: usize) -> (usize, usize) {
        while from < to {
            let word = self.passage.word(from);
            let article = matches!(
                self.lower(from).as_str(),
                "al" | "el" | "ad" | "as" | "ar" | "an" | "at" | "az" | "ash"
            );
            let hyphened = article && matches!(self.passage.word(from + 1), "-" | "‑");
            let opens = word.chars().next().is_some_and(char::is_uppercase)
                && !matches!(word, "The" | "A" | "An" | "Of");
            if opens || hyphened {
                break;
            }
            from += 1;
        }
        while from < to {
            if self.ends_name(to - 1) || (to - 1 > from && self.passage.word(to - 2) == "-") {
                break;
            }
            to -= 1;
        }
        (from, to)
    }

    /// Whether a token can be a name's last: it carries a capital, if not at its head ("d'Ivoire").
    fn ends_name(&self, index: usize) -> bool {
        self.passage.word(index).chars().any(char::is_uppercase)
    }

    fn claim(&mut self, from: usize, to: usize) {
        if from < to && !self.claimed[from..to].iter().any(|c| *c) {
            self.claimed[from..to].fill(true);
            self.found.push((from, to));
        }
    }

    fn prominence(&self, from: usize, to: usize) -> Option<f64> {
        let found = vocabulary::candidates(self.places, self.passage.phrase(from, to));
        let worth = |c: &super::Candidate| self.places.prominence(c.key) - if c.main { 0.0 } else { 1.5 };
        found.iter().map(worth).fold(None, |best: Option<f64>, p| Some(best.map_or(p, |b| b.max(p))))
    }

    /// The recogniser's places, each checked.
    fn take_recognised(&mut self) {
        let mut at = 0;
        let mut doubtful = Vec::new();
        while at < self.passage.words.len() {
            if !Self::is_place_label(self.passage.words[at].entity) {
                at += 1;
                continue;
            }
            let end = self.passage.entity_end(at);
            let (from, to) = self.trim(at, end);
            at = end;
            if from >= to || self.is_adjective(from, to) {
                continue;
            }
            for (from, to) in self.parts(from, to) {
                let (from, to) = self.widen(from, to);
                if self.lends_its_name(from, to) || self.is_adjective(from, to) {
                    continue;
                }
                if self.prominence(from, to).is_some_and(|p| p >= FAMOUS) {
                    self.claim(from, to);
                } else {
                    doubtful.push((from, to));
                }
            }
        }
        // Framed names first: they are the neighbours that place the others in lists.
        for pass in 0..3 {
            for (from, to) in doubtful.clone() {
                if self.is_sound(from, to, pass) {
                    self.claim(from, to);
                }
            }
        }
    }

    fn is_sound(&self, from: usize, to: usize, pass: u32) -> bool {
        let frame = self.frame(from, to);
        if frame == Frame::Called {
            return true;
        }
        let phrase = self.passage.phrase(from, to);
        let folded = fold_name(phrase);
        let votes = self.votes.get(&folded).copied().unwrap_or_default();
        let of_person = self.of_persons.contains(&folded);
        let odd = phrase.chars().any(|c| c.is_ascii_digit()) || vocabulary::is_ordinary(&folded);
        match self.prominence(from, to) {
            Some(p) if !odd => {
                let believed = frame == Frame::Placed || votes.0 >= votes.1;
                believed && (!of_person || (frame == Frame::Placed && p >= KNOWN))
            }
            _ => pass > 0 && frame == Frame::Placed && !of_person && !odd && votes.0 > votes.1,
        }
    }

    /// An entity that the gazetteer does not know as a whole but knows as several names side by side.
    fn parts(&self, from: usize, to: usize) -> Vec<(usize, usize)> {
        if to - from < 2 || self.worth(self.passage.phrase(from, to)).is_some() {
            return vec![(from, to)];
        }
        let breaks: Vec<usize> = (from + 1..to - 1)
            .filter(|i| matches!(self.passage.word(*i), "," | "–" | "—" | "/" | "-" | "and"))
            .collect();
        for at in breaks {
            let spaced = self.passage.phrase(at - 1, at + 2).contains(' ');
            let both = self.prominence(from, at).is_some() && self.prominence(at + 1, to).is_some();
            if both && (spaced || self.passage.word(at) != "-") {
                let mut parts = self.parts(from, at);
                parts.extend(self.parts(at + 1, to));
                return parts;
            }
        }
        // "City of X" and "X City Council" are mentions of X.
        let inner =
            (from + 2 < to && self.lower(from + 1) == "of" && vocabulary::is_place_noun(&self.lower(from)))
                .then_some((from + 2, to));
        if let Some((from, to)) = inner.filter(|(f, t)| self.prominence(*f, *t).is_some()) {
            return vec![(from, to)];
        }
        let known_until = (from + 1..to).rev().find(|end| {
            self.prominence(from, *end).is_some_and(|p| p >= KNOWN) && !matches!(self.passage.word(*end), "-")
        });
        if let Some(end) = known_until.filter(|end| self.is_body(*end, to)) {
            return vec![(from, end)];
        }
        // "North-Western Sydney", "Northern Aleppo": the name begins after the direction.
        let known_from = (from + 1..to).find(|start| {
            self.passage.is_capitalised(*start) && self.prominence(*start, to).is_some_and(|p| p >= KNOWN)
        });
        match known_from {
            Some(start) if (from..start).all(|i| is_direction(&self.lower(i))) => vec![(start, to)],
            _ => vec![(from, to)],
        }
    }

    /// Whether the words of a range, after a place's name, make a public body of it.
    fn is_body(&self, from: usize, to: usize) -> bool {
        let learned = (from..to).any(|i| matches!(self.lower(i).as_str(), "university" | "college" | "zoo"));
        !learned
            && (vocabulary::is_public_body(&self.lower(from))
                || vocabulary::is_public_body(&self.lower(to - 1)))
    }

    /// The longest name in the gazetteer that begins with these tokens and reaches further, or ends
    /// with them and begins earlier.
    fn widen(&self, from: usize, to: usize) -> (usize, usize) {
        let limit = (from + LONGEST).min(self.passage.words.len());
        let reaches = (to + 1..=limit).rev().find(|end| {
            let whole = self.passage.phrase(from, *end);
            let ends_well = self.ends_name(end - 1) && self.passage.word(*end) != "-";
            ends_well
                && !whole.contains(',')
                && (to..*end).all(|i| !self.claimed[i])
                && self.places.lookup(whole).iter().any(|c| c.main || self.places.prominence(c.key) > 4.5)
        });
        if let Some(end) = reaches {
            return (from, end);
        }
        let starts = (from.saturating_sub(4)..from).find(|start| {
            let whole = self.passage.phrase(*start, to);
            self.passage.is_capitalised(*start)
                && !whole.contains(',')
                && (*start..from).all(|i| !self.claimed[i])
                && !(self.passage.word(*start) == "The" || self.lower(*start) == "the")
                && self.places.lookup(whole).iter().any(|c| c.main)
        });
        (starts.unwrap_or(from), to)
    }

    /// Names that the recogniser left, called something else, or put inside another name.
    fn take_known(&mut self) {
        for _ in 0..2 {
            let mut at = 0;
            while at < self.passage.words.len() {
                at = match self.known_at(at) {
                    Some((from, to)) => {
                        self.claim(from, to);
                        to
                    }
                    None => at + 1,
                };
            }
        }
    }

    fn known_at(&self, from: usize) -> Option<(usize, usize)> {
        let opens = self.passage.is_capitalised(from)
            || (matches!(self.passage.word(from), "al" | "el") && self.passage.word(from + 1) == "-");
        if self.claimed[from] || !opens || matches!(self.passage.word(from), "The" | "A" | "An") {
            return None;
        }
        let limit = (from + LONGEST).min(self.passage.words.len());
        let ends = (from + 1..=limit).rev().filter(|end| {
            self.ends_name(end - 1)
                && self.passage.word(*end) != "-"
                && !self.claimed[from..*end].iter().any(|c| *c)
        });
        for end in ends {
            let phrase = self.passage.phrase(from, end);
            if phrase.contains([',', '\n']) {
                continue;
            }
            if self.is_known_mention(from, end) {
                return Some((from, end));
            }
        }
        self.called(from)
    }

    fn is_known_mention(&self, from: usize, to: usize) -> bool {
        let phrase = self.passage.phrase(from, to);
        let Some(prominence) = self.worth(phrase) else { return false };
        let folded = fold_name(phrase);
        if self.lends_its_name(from, to) || self.is_adjective(from, to) {
            return false;
        }
        let frame = self.frame(from, to);
        // A postal code is a name only behind the town: "Ithaca, NY".
        let postal = folded.len() == 2 && !matches!(folded.as_str(), "us" | "uk");
        if postal {
            return from >= 2 && self.passage.word(from - 1) == "," && self.claimed[from - 2];
        }
        if vocabulary::is_ordinary(&folded) {
            return false;
        }
        let label = self.passage.words[from].entity;
        let (start, end) = (self.entity_start(from), self.passage.entity_end(from));
        let (first, last) = self.trim(start, end);
        let whole = first == from && last == to || (start == from && end == to);
        let votes = self.votes.get(&folded).copied().unwrap_or_default();
        let of_person = self.of_persons.contains(&folded);
        let by_frame = match frame {
            Frame::Called => true,
            Frame::Placed => prominence >= KNOWN,
            Frame::None => false,
        };
        match label {
            "" => {
                let opens_sentence =
                    from == 0 || matches!(self.passage.word(from - 1), "." | "\"" | "“" | "!" | "?" | ":");
                let proper = self.passage.words[from].tag.starts_with("NNP");
                let famous =
                    prominence >= FAMOUS && (proper || !opens_sentence) || prominence >= FAMOUS + 1.0;
                let next_is_name =
                    self.passage.words.get(to).is_some_and(|w| w.entity == "PERSON" && !w.begins);
                !next_is_name
                    && ((by_frame && !(of_person && prominence < FAMOUS))
                        || (famous && !of_person)
                        || (votes.0 > votes.1 && proper))
            }
            "GPE" | "LOC" | "FAC" => whole && by_frame && !of_person,
            "ORG" => {
                let alone = whole
                    && (by_frame || prominence >= FAMOUS + 0.5 || votes.0 > votes.1)
                    && !(of_person && prominence < FAMOUS);
                let serves = from == first
                    && to < last
                    && prominence >= 5.0
                    && (self.is_body(to, last) || (self.lower(to) == "'s" && prominence >= FAMOUS));
                let until = to == last && self.lower(from.wrapping_sub(1)) == "of"
                    || to == last
                        && self.lower(from.wrapping_sub(1)) == "the"
                        && self.lower(from.wrapping_sub(2)) == "of";
                let of_body = until
                    && prominence >= 5.0
                    && (start..from).any(|i| {
                        matches!(
                            self.lower(i).as_str(),
                            "ministry"
                                | "department"
                                | "government"
                                | "embassy"
                                | "parliament"
                                | "president"
                                | "army"
                                | "people"
                                | "authority"
                                | "hospital"
                                | "city"
                                | "municipality"
                                | "state"
                                | "governorate"
                                | "consulate"
                                | "republic"
                        )
                    });
                alone || serves || of_body
            }
            "PERSON" => {
                let alone = whole
                    && !(of_person && frame != Frame::Called)
                    && (frame == Frame::Called
                        || (frame == Frame::Placed && prominence >= KNOWN + 0.3)
                        || prominence >= FAMOUS + 0.5);
                let leads = from == first
                    && to < last
                    && prominence >= FAMOUS + 1.0
                    && !vocabulary::is_given_name(&folded);
                alone || leads
            }
            "DATE" | "TIME" | "CARDINAL" | "ORDINAL" | "MONEY" | "PERCENT" | "QUANTITY" | "LANGUAGE" => false,
            "NORP" => whole && (by_frame || prominence >= FAMOUS + 0.5),
            _ => whole && (by_frame || prominence >= FAMOUS) && !of_person,
        }
    }

    fn entity_start(&self, at: usize) -> usize {
        let mut start = at;
        while start > 0
            && !self.passage.words[start].begins
            && self.passage.words[start - 1].entity == self.passage.words[at].entity
        {
            start -= 1;
        }
        start
    }

    fn worth(&self, phrase: &str) -> Option<f64> {
        let found = self.places.lookup(phrase);
        let worth = |c: &super::Candidate| self.places.prominence(c.key) - if c.main { 0.0 } else { 1.5 };
        found.iter().map(worth).fold(None, |best: Option<f64>, p| Some(best.map_or(p, |b| b.max(p))))
    }

    /// A name that no table knows but that the text calls a place: "the village of Sangasanga".
    fn called(&self, from: usize) -> Option<(usize, usize)> {
        if !matches!(self.passage.words[from].entity, "" | "PERSON" | "ORG")
            || !self.passage.words[from].tag.starts_with("NNP")
        {
            return None;
        }
        let noun = self.lower(from.checked_sub(2)?);
        let settles = matches!(
            noun.as_str(),
            "town"
                | "village"
                | "city"
                | "district"
                | "province"
                | "hamlet"
                | "suburb"
                | "municipality"
                | "island"
        );
        if self.lower(from - 1) != "of" || !settles {
            return None;
        }
        let proper = |i: &usize| {
            self.passage.words[*i].tag.starts_with("NNP")
                && self.passage.is_capitalised(*i)
                && !self.claimed[*i]
        };
        let to = (from..self.passage.words.len().min(from + 4)).take_while(proper).last()? + 1;
        Some((from, to))
    }

    /// Further occurrences of the names found, wherever a longer name of another kind does not hold them.
    fn take_repeated(&mut self) {
        let mut names: HashSet<String> = HashSet::new();
        for (from, to) in &self.found {
            let phrase = self.passage.phrase(*from, *to);
            if self.worth(phrase).is_some() || self.votes.get(&fold_name(phrase)).is_some_and(|v| v.0 > v.1) {
                names.insert(phrase.to_owned());
            }
        }
        for from in 0..self.passage.words.len() {
            if self.claimed[from] || !self.passage.is_capitalised(from) {
                continue;
            }
            let limit = (from + LONGEST).min(self.passage.words.len());
            let known = (from + 1..=limit).rev().find(|to| names.contains(self.passage.phrase(from, *to)));
            let Some(to) = known else { continue };
            let in_person = self.passage.words[from].entity == "PERSON" && {
                let (first, last) = self.trim(self.entity_start(from), self.passage.entity_end(from));
                (first, last) != (from, to)
            };
            let hyphened = self.passage.word(to) == "-" || (from > 0 && self.passage.word(from - 1) == "-");
            if !in_person
                && !hyphened
                && !self.lends_its_name(from, to)
                && !vocabulary::is_ordinary(&fold_name(self.passage.word(from)))
            {
                self.claim(from, to);
            }
        }
    }
}

fn is_direction(word: &str) -> bool {
    vocabulary::may_intervene(word)
}

#[cfg(test)]
mod tests;
