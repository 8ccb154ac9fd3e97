//! Organisations by name that are no party of the tables of states: unknown ones, and news outlets.

use chancery_knowledge::places::{Kind as PlaceKind, Places};
use chancery_knowledge::{Body, Entry, Sector};

use chancery_record::{Span, Token};

use super::Resolver;
use super::actor::{Actor, ActorId, ActorKind, MentionKind};
use super::cast::Key;
use super::kind::{sector_of_name, town_of_name};
use super::lexicon::is_name_of_idea;
use super::phrase::Phrase;

/// People of a town that a word means before it means an organisation in short.
const TOWN: u32 = 100_000;

/// How sure the gazetteer must be of a small town, by its name alone.
const SURE_TOWN: f64 = 0.8;

/// People of a city by which an organisation may be called.
const CITY: u32 = 500_000;

impl Resolver<'_> {
    /// An organisation that no table knows: "the Bondi Foundation", "Iranian Students' League".
    pub(super) fn local_name(&mut self, phrase: &Phrase) -> Option<(MentionKind, Vec<ActorId>, String)> {
        let head = phrase.head as usize;
        if let Some(outlet) = self.outlet(phrase) {
            return Some(outlet);
        }
        if let Some(before) = self.named_before_bracket(head) {
            return Some(before);
        }
        let entity = self.doc.entity_of(head)?;
        if !matches!(self.doc.entity_type(entity), "ORG" | "NORP") {
            return None;
        }
        // Where the parser took half a headline for a name, a verb or two states stand in it.
        let span = Span::new(entity.start, entity.end);
        let has_verb = span.range().any(|t| self.doc.pos(t) == "VERB");
        if has_verb || !self.doc.words(span.range()).starts_with(char::is_alphanumeric) {
            return None;
        }
        // In a headline that capitalises every word, capitals are no sign of a name.
        if self.is_in_title_case(head) {
            return None;
        }
        let is_people = self.doc.entity_type(entity) == "NORP";
        // The head of a name speaks for all of it: "Commons" is no second body in "the House of Commons".
        let governor = self.doc.head(head);
        let is_within = governor != head
            && (span.contains(governor as u32) || span.contains(self.doc.head(governor) as u32));
        if is_within {
            return None;
        }
        let before_noun = head + 1 < self.doc.len() && matches!(self.doc.pos(head + 1), "NOUN" | "PROPN");
        if is_people && (before_noun || !matches!(self.doc.tag(head), "NNS" | "NNPS" | "NNP")) {
            return None;
        }
        let words = self.words(span);
        let words = words.trim_end_matches("'s").trim_end_matches("’s").to_owned();
        let bare = words.strip_prefix("the ").or_else(|| words.strip_prefix("The ")).unwrap_or(&words);
        if !bare.chars().any(char::is_alphabetic) || self.matches.is_part_of_longer(span) {
            return None;
        }
        if is_name_of_idea(bare) {
            return None;
        }
        // A town that the recogniser took for an organisation, unless it does what only people do.
        let is_doer = matches!(self.doc.dep(head), "nsubj" | "agent");
        if !is_doer && Places::embedded().knows(bare) {
            return None;
        }
        // "Ana García Márquez" that the recogniser took for an organisation after "Governor García".
        if let [person] = self.bearers(bare, None)[..] {
            let name = self.cast.get(person).name.clone();
            return Some((MentionKind::Name, vec![person], format!("{words}: {name}, named before")));
        }
        if let Some(known) = self.known_in_short(bare) {
            let name = self.cast.get(known).name.clone();
            return Some((
                MentionKind::Name,
                vec![known],
                format!("{words}: short for {name}, named before"),
            ));
        }
        let mut acts_for = phrase.bodies.first().map(|n| n.body).or_else(|| self.possessors_body(phrase));
        // "the parliament of Ghana, the Assembly"
        if self.doc.dep(head) == "appos"
            && let [one] = self.actors_at[governor][..]
        {
            acts_for = acts_for.or(self.cast.get(one).acts_for);
        }
        if let Some(body) = acts_for {
            acts_for = Some(self.home_of(body));
        }
        let sector = sector_of_name(bare).filter(|_| !is_people);
        let acts_for = acts_for
            .or_else(|| (!is_people).then(|| self.country_of_first_word(bare)).flatten())
            .or_else(|| self.country_of_named_town(town_of_name(bare, sector?)?));
        let key = Key::Local(bare.to_lowercase());
        let actor = self.cast.enter(key, || Actor {
            name: words.clone(),
            kind: if is_people { ActorKind::Group } else { ActorKind::Organisation },
            person: None,
            organisation: None,
            acts_for,
            sector,
            office: None,
            is_known: false,
            is_plural: is_people,
            reasons: vec!["a name that no table knows".into()],
        });
        Some((MentionKind::Name, vec![actor], format!("{words}: a name that no table knows")))
    }

    /// Whether a name is of a body of some town: "the Leeds Police Department", but not "the Supreme Court".
    pub(super) fn is_body_of_town(&self, head: usize, sector: Sector) -> bool {
        let Some(entity) = self.doc.entity_of(head).filter(|e| e.end as usize == head + 1) else {
            return false;
        };
        let name = self.words(Span::new(entity.start, entity.end));
        town_of_name(&name, sector).is_some_and(|town| self.country_of_named_town(town).is_some())
    }

    /// The country of the town that a body of a town is named after.
    fn country_of_named_town(&self, town: &str) -> Option<Body> {
        let (places, first) = (Places::embedded(), self.country_of_city(town));
        first.or_else(|| {
            let (key, share) = places.rank(town, &[]).into_iter().next()?;
            let country = places.place(key).country.filter(|_| share >= SURE_TOWN)?;
            self.world.body(country)
        })
    }

    /// "Karachi Textiles": the country of the city after which an organisation is named.
    fn country_of_first_word(&self, name: &str) -> Option<Body> {
        let (first, _) = name.split_once(' ')?;
        let places = Places::embedded();
        let is_city = |key| {
            let place = places.place(key);
            matches!(place.kind, PlaceKind::Capital | PlaceKind::Seat) && place.population >= CITY
        };
        let has_city = places.lookup(first).into_iter().any(|c| c.main && is_city(c.key));
        let is_given = self.world.is_womans_name(first).is_some();
        (has_city && !is_given).then(|| self.country_of_city(first)).flatten()
    }

    /// "Examplar" after "Examplar Air": the one organisation of the report whose longer name begins so.
    fn known_in_short(&self, short: &str) -> Option<ActorId> {
        let short = short.to_lowercase();
        let is_longer = |a: &Actor| {
            let name = a.name.to_lowercase();
            let name = name.strip_prefix("the ").unwrap_or(&name);
            let rest = name.strip_prefix(short.as_str());
            let may_be_short = !a.is_known || a.sector == Some(Sector::Bus);
            a.kind == ActorKind::Organisation
                && may_be_short
                && rest.is_some_and(|rest| rest.starts_with(' '))
        };
        let places = Places::embedded();
        let is_city =
            || places.lookup(&short).into_iter().any(|c| c.main && places.place(c.key).population >= TOWN);
        if short.chars().count() < 3 || !self.world.gazette().look_up_any_case(&short).is_empty() || is_city()
        {
            return None;
        }
        let mut named = self.cast.all().filter(|(_, a)| is_longer(a));
        match (named.next(), named.next()) {
            (Some((one, _)), None) => Some(one),
            _ => None,
        }
    }

    /// A word that no table knows and the recogniser took for no organisation, but that is one in short.
    pub(super) fn organisation_again(&self, phrase: &Phrase) -> Option<(MentionKind, Vec<ActorId>, String)> {
        let head = phrase.head as usize;
        let word = self.doc.word(head);
        let is_bare = phrase.span.is_none_or(|span| span.len() == 1 || self.doc.word(head - 1) == "the");
        if !is_bare || self.doc.tag(head) != "NNP" || !word.starts_with(char::is_uppercase) {
            return None;
        }
        let known = self.known_in_short(word)?;
        let reason = format!("{word}: short for {}, named before", self.cast.get(known).name);
        Some((MentionKind::Name, vec![known], reason))
    }

    /// "the Islamic Salvation Front (FIS)": a short form in brackets after its name.
    fn named_before_bracket(&mut self, head: usize) -> Option<(MentionKind, Vec<ActorId>, String)> {
        let doc = self.doc;
        let word = doc.word(head);
        let is_short =
            word.chars().count() > 1 && word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
        let in_brackets =
            head > 1 && doc.word(head - 1) == "(" && head + 1 < doc.len() && doc.word(head + 1) == ")";
        if !is_short || !in_brackets {
            return None;
        }
        // Of "the Court of Justice (CJ)" the whole, not "Justice".
        let before = self.mentions.iter().filter(|m| m.tokens.end as usize == head - 1);
        let before = before.min_by_key(|m| m.tokens.start)?;
        let [one] = before.actors[..] else { return None };
        self.cast.also(Key::Local(word.to_lowercase()), one);
        let reason = format!("{word}: {}, named before the bracket", self.cast.get(one).name);
        Some((MentionKind::Name, vec![one], reason))
    }

    /// A news agency or outlet of the tables.
    fn outlet(&mut self, phrase: &Phrase) -> Option<(MentionKind, Vec<ActorId>, String)> {
        let span = phrase.span?;
        // "the Daily Examplar of London": a name goes on after its head.
        let reach = Span::new(span.start, (span.end + 4).min(self.doc.len() as u32));
        let (at, _) = self.matches.within(reach).find(|(at, entries)| {
            at.contains(phrase.head) && entries.iter().any(|e| matches!(e, Entry::Outlet(_)))
        })?;
        self.outlet_within(at)
    }

    /// The first news outlet that some words name.
    pub(super) fn outlet_within(&mut self, span: Span<Token>) -> Option<(MentionKind, Vec<ActorId>, String)> {
        let (at, id) = self.matches.within(span).find_map(|(at, entries)| {
            entries.iter().find_map(|e| if let Entry::Outlet(id) = e { Some((at, *id)) } else { None })
        })?;
        let row = self.world.outlet(id);
        let (name, acts_for) = (row.name.to_string(), row.body);
        let words = self.words(at);
        let actor = self.cast.enter(Key::Local(name.to_lowercase()), || Actor {
            name: name.clone(),
            kind: ActorKind::Organisation,
            person: None,
            organisation: None,
            acts_for,
            sector: Some(Sector::Jrn),
            office: None,
            is_known: true,
            is_plural: false,
            reasons: vec!["a news outlet by name".into()],
        });
        Some((MentionKind::Name, vec![actor], format!("{words}: the news outlet {name}")))
    }
}
