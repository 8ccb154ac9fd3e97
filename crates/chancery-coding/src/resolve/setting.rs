//! Whose police, army, parliament or people are meant where the phrase does not say: those of the place
//! where the sentence sets what happens, or of the one state that it speaks of.

use std::collections::BTreeMap;

use chancery_knowledge::places::Places;
use chancery_knowledge::{Body, CountryId, Sector};
use chancery_record::{Span, Token};

use super::Resolver;
use super::actor::{ActorId, ActorKind};
use super::lexicon::{is_area, is_motion, is_posting, is_setting};
use super::phrase::{Phrase, base_span, is_paragraph_break, with_conjuncts};
use super::posted::{is_house_abroad, is_of_house_abroad};

/// How far up the tree a setting may stand from what is set in it.
const REACH: usize = 8;

/// How many times as often as any other a country is named that a report is about.
const FOREMOST: usize = 4;

/// A town so much larger than its namesakes abroad is meant without further sign.
const LARGER: u32 = 10;

impl Resolver<'_> {
    /// Whether a sentence names a country only in the words for those to whom a phrase does something: police who arrest
    /// "an Australian" need not be Australian.
    pub(super) fn is_only_of_object(&self, head: usize, body: Body) -> bool {
        let doc = self.doc;
        let Some(verb) = self.governing_verb(head).filter(|_| matches!(doc.dep(head), "nsubj" | "agent"))
        else {
            return false;
        };
        let objects: Vec<usize> = doc.children_by(verb, &["dobj", "nsubjpass"]).collect();
        let names = |tokens: std::ops::Range<usize>| {
            let within = Span::new(tokens.start as u32, tokens.end as u32);
            self.matches.within(within).filter(|(_, e)| e.iter().any(|e| e.body() == Some(body))).count()
        };
        let of_objects: usize = objects.iter().map(|&o| names(doc.subtree_span(o))).sum();
        of_objects > 0 && of_objects == names(doc.sentences()[doc.sentence_of(head)].clone())
    }

    /// The country in which a noun phrase is set: by a place said of it, of those joined to it by "and", or of
    /// its verb.
    pub(super) fn setting_of(&self, head: usize) -> Option<Body> {
        self.setting_near(head, REACH)
    }

    /// The same, no further up the tree than so many steps.
    pub(super) fn setting_near(&self, head: usize, reach: usize) -> Option<Body> {
        let doc = self.doc;
        let mut at = head;
        for _ in 0..reach {
            let mut heads = with_conjuncts(doc, at);
            if doc.pos(at) == "VERB" || doc.pos(at) == "AUX" {
                heads.truncate(1);
            }
            for noun in heads {
                match self.place_said_of(noun) {
                    Some(found) => return Some(found),
                    // Set in a place whose country is not known.
                    None if self.is_set_elsewhere(noun) => return None,
                    None => {}
                }
            }
            if matches!(doc.pos(at), "VERB" | "AUX")
                && let Some(found) = self.place_of_clause(at, head)
            {
                return Some(found);
            }
            // What is reported may happen elsewhere than it is said.
            if doc.is_root(at) || matches!(doc.dep(at), "ccomp" | "parataxis") {
                return None;
            }
            at = doc.head(at);
        }
        None
    }

    /// Whether a place by name is said of a word, though no country of it is known: "across the Middle East".
    fn is_set_elsewhere(&self, word: usize) -> bool {
        let doc = self.doc;
        doc.children_by(word, &["prep"])
            .filter(|&c| is_setting(&doc.word(c).to_lowercase()))
            .flat_map(|c| doc.children_by(c, &["pobj"]).collect::<Vec<_>>())
            .any(|o| doc.entity_of(o).is_some_and(|e| matches!(doc.entity_type(e), "GPE" | "LOC")))
    }

    /// The country of a place said of a verb's object or subject, of a clause beside it, or of what is reported
    /// by it.
    fn place_of_clause(&self, verb: usize, head: usize) -> Option<Body> {
        let doc = self.doc;
        for argument in doc.children_by(verb, &["dobj", "nsubj", "nsubjpass"]) {
            // Talks are held on neutral ground.
            let is_meeting = matches!(
                doc.lemma(argument),
                "talk"
                    | "talks"
                    | "negotiation"
                    | "conference"
                    | "summit"
                    | "meeting"
                    | "round"
                    | "agreement"
                    | "deal"
            );
            if argument != head
                && !is_meeting
                && let Some(found) = self.place_said_of(argument)
            {
                return Some(found);
            }
        }
        // Police, courts and witnesses speak of what happened where they are.
        for clause in doc.children_by(verb, &["advcl", "ccomp", "parataxis"]) {
            let found = self.place_said_of(clause).or_else(|| self.destination_of(clause)).or_else(|| {
                doc.children_by(clause, &["dobj", "nsubj", "nsubjpass", "advcl"])
                    .find_map(|c| self.place_said_of(c))
            });
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// "When she returned to Turku, police …": the country of the place to which a verb of motion leads.
    fn destination_of(&self, verb: usize) -> Option<Body> {
        let doc = self.doc;
        if !is_motion(doc.lemma(verb)) {
            return None;
        }
        let to = doc.children_by(verb, &["prep"]).filter(|&t| matches!(doc.word(t), "to" | "into"));
        to.flat_map(|t| doc.children_by(t, &["pobj"])).find_map(|object| self.country_of_place(object, 0))
    }

    /// The country of the first place that a preposition joins to a word.
    fn place_said_of(&self, word: usize) -> Option<Body> {
        let doc = self.doc;
        doc.children(word)
            .iter()
            .map(|&c| c as usize)
            .filter(|&c| {
                matches!(doc.dep(c), "prep" | "agent") || doc.dep(c) == "advmod" && doc.tag(c) == "IN"
            })
            .filter(|&c| is_setting(&doc.word(c).to_lowercase()))
            .flat_map(|c| doc.children_by(c, &["pobj"]).collect::<Vec<_>>())
            .find_map(|object| self.country_of_place(object, 0))
    }

    /// The country in which the object of a preposition of place lies.
    pub(super) fn country_of_place(&self, head: usize, depth: usize) -> Option<Body> {
        let doc = self.doc;
        // "near the Iraqi border" is not in Iraq.
        if matches!(doc.lemma(head), "border" | "frontier" | "statement" | "interview" | "report" | "speech")
        {
            return None;
        }
        let span = base_span(doc, head);
        let mut named: Vec<Body> = self.countries_in(span);
        named.dedup();
        // "outside the Iranian embassy in Berlin"
        let is_abroad = is_house_abroad(doc, head);
        if let [one] = named[..]
            && !is_abroad
        {
            return Some(one);
        }
        // "in Lagos, Nigeria"
        if head + 2 < doc.len() && doc.word(head + 1) == "," {
            let after = Span::new(head as u32 + 2, (head as u32 + 5).min(doc.len() as u32));
            let country =
                self.matches.within(after).find(|(at, _)| at.start == after.start).and_then(|(_, e)| {
                    e.iter().find_map(|e| e.body()).filter(|b| matches!(b, Body::Country(_)))
                });
            if country.is_some() {
                return country;
            }
        }
        // "in the hills of western Chad", "the suburbs of the towns of Gao and Mopti"
        if depth < 4 {
            for preposition in doc.children_by(head, &["prep"]) {
                let word = doc.word(preposition).to_lowercase();
                if word == "of"
                    && !is_abroad
                    && (depth > 0 || is_area(doc.lemma(head)) || doc.pos(head) == "PROPN")
                    || is_setting(&word)
                {
                    for object in doc.children_by(preposition, &["pobj", "pcomp"]) {
                        if let Some(found) = self.country_of_place(object, depth + 1) {
                            return Some(found);
                        }
                    }
                }
            }
            if let Some(found) =
                doc.children_by(head, &["appos"]).find_map(|a| self.country_of_place(a, depth + 1))
            {
                return Some(found);
            }
        }
        if is_abroad && !named.is_empty() {
            return None;
        }
        self.country_of_town(head, span)
    }

    fn countries_in(&self, span: Span<Token>) -> Vec<Body> {
        let mut covered = span.start;
        let mut named = Vec::new();
        for (at, entries) in self.matches.within(span) {
            if at.start < covered {
                continue;
            }
            if let Some(body) = entries.iter().find_map(|e| e.body()) {
                covered = at.end;
                if matches!(body, Body::Country(_)) {
                    named.push(body);
                }
            }
        }
        named
    }

    /// The country of a town of the gazetteer: the one that the text names elsewhere, or the one where by far
    /// the largest of its namesakes lies.
    fn country_of_town(&self, head: usize, span: Span<Token>) -> Option<Body> {
        let doc = self.doc;
        let proper = |t: usize| doc.pos(t) == "PROPN" && doc.word(t).starts_with(char::is_uppercase);
        let end = if proper(head) { head + 1 } else { head };
        let mut start = end;
        while start > span.start as usize && proper(start - 1) {
            start -= 1;
        }
        // "at Manchester airport": the town before the common noun.
        let name = (start < end).then(|| doc.words(start..end).to_owned())?;
        self.country_of_city(&name)
    }

    /// The country of a town by its name alone.
    pub(super) fn country_of_city(&self, name: &str) -> Option<Body> {
        let places = Places::embedded();
        let mut largest: BTreeMap<&str, u32> = BTreeMap::new();
        let candidates = places.lookup(name);
        // "Khan Younis": no place bears the name as its own, and one is so spelt.
        let has_main = candidates.iter().any(|c| c.main);
        for candidate in candidates.into_iter().filter(|c| c.main || !has_main) {
            let place = places.place(candidate.key);
            let Some(country) = place.country else { continue };
            let known = largest.entry(country).or_default();
            *known = (*known).max(place.population.max(1));
        }
        let named: Vec<Body> = largest
            .keys()
            .filter_map(|code| self.world.body(code))
            .filter(|body| self.matches.names(*body))
            .collect();
        if let [one] = named[..] {
            return Some(one);
        }
        let (code, most) = largest.iter().max_by_key(|(_, people)| **people).map(|(c, p)| (*c, *p))?;
        let rival = largest.iter().filter(|(c, _)| **c != code).map(|(_, p)| *p).max().unwrap_or(0);
        (named.is_empty() && most > 100_000 && most / LARGER > rival).then(|| self.world.body(code)).flatten()
    }

    /// The country of those who post forces: "France will send 400 troops".
    pub(super) fn sender_of(&self, head: usize) -> Option<Body> {
        let doc = self.doc;
        let mut at = head;
        for _ in 0..REACH {
            let is_verb = matches!(doc.pos(at), "VERB" | "AUX");
            if is_verb && is_posting(doc.lemma(at)) || doc.lemma(at) == "withdrawal" {
                return self.subject_country(at);
            }
            if is_verb || doc.is_root(at) {
                return None;
            }
            at = doc.head(at);
        }
        None
    }

    /// The country of a verb's subject, or of the subject of the verb that governs it.
    pub(super) fn subject_country(&self, verb: usize) -> Option<Body> {
        let doc = self.doc;
        // "the withdrawal of its forces": of those who withdraw them.
        let verb = if doc.pos(verb) == "VERB" {
            verb
        } else {
            doc.ancestors(verb).find(|&a| doc.pos(a) == "VERB")?
        };
        match self.actors_at[self.subject_of(verb)?][..] {
            [one] => self.cast.get(one).acts_for.filter(|b| matches!(b, Body::Country(_))),
            _ => None,
        }
    }

    /// The verb of which a noun, or the first of those that "and" joins, is an argument.
    pub(super) fn governing_verb(&self, head: usize) -> Option<usize> {
        let doc = self.doc;
        let mut verb = doc.head(self.top_conjunct(head));
        if doc.dep(verb) == "agent" {
            verb = doc.head(verb);
        }
        matches!(doc.pos(verb), "VERB" | "AUX").then_some(verb)
    }

    /// Whether a clause has a party of some country beside this phrase: then its setting may be abroad.
    pub(super) fn has_other_party(&self, head: usize) -> bool {
        let doc = self.doc;
        let top = self.top_conjunct(head);
        self.governing_verb(head).is_some_and(|verb| {
            doc.children_by(verb, &["nsubj", "nsubjpass", "dobj", "agent"]).filter(|c| *c != top).any(|c| {
                self.actors_at[c].iter().any(|a| {
                    let actor = self.cast.get(*a);
                    actor.acts_for.is_some()
                        && matches!(actor.sector, Some(Sector::Gov | Sector::Mil | Sector::Reb))
                })
            })
        })
    }

    /// The country whose government the phrase before "and" belongs to: "the Syrian government and army".
    pub(super) fn shared_country(&self, phrase: &Phrase, sector: Sector) -> Option<Body> {
        let doc = self.doc;
        let mut at = phrase.head as usize;
        // "dozens of opposition groups"
        if doc.dep(at) == "pobj" && doc.word(doc.head(at)) == "of" {
            let outer = doc.head(doc.head(at));
            if matches!(
                doc.lemma(outer),
                "dozen" | "hundred" | "thousand" | "number" | "score" | "member" | "leader"
            ) {
                at = outer;
            }
        }
        if doc.dep(at) != "conj" {
            return None;
        }
        let first = self.top_conjunct(at);
        let first_word = doc.lemma(first);
        let has_own_article = doc.children_by(at, &["det", "poss"]).next().is_some();
        let may_share = match sector {
            Sector::Reb | Sector::Opp => {
                matches!(first_word, "government" | "regime" | "authority" | "parliament" | "cabinet")
            }
            Sector::Gov | Sector::Mil | Sector::Cop | Sector::Jud | Sector::Leg | Sector::Spy => {
                !has_own_article
            }
            _ => false,
        };
        let [one] = self.actors_at[first][..] else { return None };
        let actor = self.cast.get(one);
        (may_share && matches!(actor.kind, ActorKind::Body | ActorKind::Group))
            .then_some(actor.acts_for)
            .flatten()
    }

    /// The one country that the sentence under way speaks of as a party, not as a place.
    pub(super) fn only_party_of_sentence(&self, head: usize) -> Option<Body> {
        let doc = self.doc;
        let sentence = doc.sentences().get(doc.sentence_of(head))?.clone();
        let mut bodies: Vec<Body> = Vec::new();
        let mut covered = sentence.start as u32;
        for (at, entries) in self.matches.within(Span::new(sentence.start as u32, sentence.end as u32)) {
            if at.start < covered {
                continue;
            }
            let Some(body) = entries.iter().find_map(|e| e.body()) else { continue };
            covered = at.end;
            // "visit to Haiti" and "in Haiti" are places; "Haiti's troops" and "sanctions on Haiti" are not.
            let last = at.end as usize - 1;
            if matches!(body, Body::Country(_)) && !self.is_place(last) && !is_of_house_abroad(doc, last) {
                bodies.push(body);
            }
        }
        only(bodies)
    }

    /// The country of all parties met so far, if it is only one.
    pub(super) fn only_party_so_far(&self) -> Option<Body> {
        let country = |id: ActorId| self.cast.get(id).acts_for.filter(|b| matches!(b, Body::Country(_)));
        let parties = self.met.iter().filter(|m| !m.is_aside && !is_of_house_abroad(self.doc, m.head));
        only(parties.filter_map(|m| country(m.actor)).collect())
    }

    /// The country that the sentence under way names, if it is only one.
    pub(super) fn only_country_of_sentence(&self) -> Option<Body> {
        let sentence = self.doc.sentences().get(self.doc.sentence_of(self.at))?;
        only(self.countries_in(Span::new(sentence.start as u32, sentence.end as u32)))
    }

    /// The one country that acts, owns or is the scene in the sentence so far: "Laos shut its border after the premier …".
    pub(super) fn only_party_before(&self, head: usize) -> Option<Body> {
        let doc = self.doc;
        let start = doc.sentences().get(doc.sentence_of(head))?.start as u32;
        let mut bodies = Vec::new();
        for (at, entries) in self.matches.within(Span::new(start, head as u32)) {
            let Some(body) = entries.iter().find_map(|e| e.body()) else { continue };
            let last = at.end as usize - 1;
            let is_own = matches!(doc.dep(last), "nsubj" | "nsubjpass" | "poss" | "amod" | "compound")
                || doc.dep(last) == "pobj" && doc.word(doc.head(last)).eq_ignore_ascii_case("in");
            if !matches!(body, Body::Country(_)) || !is_own {
                return None;
            }
            bodies.push(body);
        }
        only(bodies)
    }

    /// The country that the whole report names, if it names only one, and in more than one sentence.
    pub(super) fn only_country_of_report(&self) -> Option<Body> {
        let doc = self.doc;
        let one = only(self.countries_in(Span::new(0, doc.len() as u32)))?;
        let naming = doc
            .sentences()
            .iter()
            .filter(|s| self.countries_in(Span::new(s.start as u32, s.end as u32)).contains(&one));
        (naming.take(2).count() == 2).then_some(one)
    }

    /// The country that the report is about: the only one, or one named far more often than any other.
    pub(super) fn country_of_report(&self) -> Option<Body> {
        self.only_country_of_report().or_else(|| {
            let mut times: BTreeMap<Body, usize> = BTreeMap::new();
            for body in self.countries_in(Span::new(0, self.doc.len() as u32)) {
                *times.entry(body).or_default() += 1;
            }
            let (&most, &n) = times.iter().max_by_key(|(_, n)| **n)?;
            let is_alone = times.iter().all(|(body, other)| *body == most || other * FOREMOST <= n);
            (is_alone && n >= FOREMOST).then_some(most)
        })
    }

    /// Of some countries, the one that the text names, if it names only one of them.
    pub(super) fn only_country_among(&self, several: &[CountryId]) -> Option<Body> {
        only(several.iter().map(|c| Body::Country(*c)).filter(|b| self.matches.names(*b)).collect())
    }

    /// Whether a word stands in a line that capitalises every longer noun, verb and adjective, as headlines do.
    pub(super) fn is_in_title_case(&self, token: usize) -> bool {
        let doc = self.doc;
        let Some(sentence) = doc.sentences().get(doc.sentence_of(token)).cloned() else { return false };
        let start = (sentence.start..token).rev().find(|&t| is_paragraph_break(doc.word(t)));
        let end = (token..sentence.end).find(|&t| is_paragraph_break(doc.word(t)));
        let line = start.map_or(sentence.start, |t| t + 1)..end.unwrap_or(sentence.end);
        let longer = line.filter(|&t| {
            matches!(doc.pos(t), "NOUN" | "PROPN" | "VERB" | "ADJ") && doc.word(t).chars().count() > 3
        });
        let (mut upper, mut lower) = (0, 0);
        for token in longer {
            if doc.word(token).starts_with(char::is_lowercase) { lower += 1 } else { upper += 1 }
        }
        upper > 3 && lower == 0
    }
}

/// The one of several that are all the same.
pub(super) fn only(mut bodies: Vec<Body>) -> Option<Body> {
    bodies.sort();
    bodies.dedup();
    match bodies[..] {
        [one] => Some(one),
        _ => None,
    }
}
