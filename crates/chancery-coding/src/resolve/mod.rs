//! Who is meant: the mentions of a parsed report, clustered into actors and looked up at its date.
//!
//! 1. [`phrase`] reads one noun phrase with the tables.
//! 2. [`named`], [`office`] and [`group`] turn it into an actor: by name, by office, by the words for
//!    people and bodies.
//! 3. [`setting`] finds whose police, army or people are meant where the phrase does not say.
//! 4. [`unlisted`] keeps names that no table knows, with what [`kind`] says that they are; [`delegation`] finds who is at
//!    the head of one, [`introduced`] who was described before he is named.
//! 5. [`foreknown`] keeps what a first reading finds the report to say of its people, for a second; [`posted`] knows
//!    embassies, which stand on another's ground.
//! 6. [`back`] finds what pronouns and "the two sides" point back to.
//!
//! Nothing is guessed: an office without its country, a surname that two people bear, a pronoun with two
//! equal antecedents refer to nobody, and say so.

mod actor;
mod again;
mod back;
mod body;
mod cast;
mod delegation;
mod enter;
mod foreknown;
mod group;
mod introduced;
mod kind;
mod lexicon;
mod matches;
mod named;
mod office;
mod people;
mod phrase;
mod posted;
mod said;
mod setting;
mod sides;
mod unlisted;

pub use actor::{Actor, ActorId, ActorKind, Held, Mention, MentionKind};
pub(crate) use lexicon::{is_encounter, is_of_region};
pub(crate) use posted::{is_house_abroad, is_of_house_abroad};

use chancery_knowledge::{Answer, Body, CountryName, Entry, PeopleId, World};
use chancery_nlp::Doc;
use chancery_record::{Span, Token};
use jiff::civil::Date;

use cast::Cast;
use foreknown::{Foreknown, Told};
use lexicon::Lexical;
use matches::Matches;
use phrase::Phrase;

/// The mentions of a report and the actors behind them.
#[derive(Debug, Clone, Default)]
pub struct Referents {
    mentions: Vec<Mention>,
    actors: Vec<Actor>,
    /// For each token, the mention whose head it is.
    mention_at: Vec<Option<u32>>,
}

impl Referents {
    /// All mentions, in order of their heads.
    #[must_use]
    pub fn mentions(&self) -> &[Mention] {
        &self.mentions
    }

    /// All actors, in order of their first mention.
    pub fn actors(&self) -> impl Iterator<Item = (ActorId, &Actor)> {
        (0u32..).map(ActorId).zip(&self.actors)
    }

    /// One actor.
    #[must_use]
    pub fn actor(&self, id: ActorId) -> &Actor {
        &self.actors[id.0 as usize]
    }

    /// The mention with this head word.
    #[must_use]
    pub fn at(&self, head: u32) -> Option<&Mention> {
        let number = self.mention_at.get(head as usize).copied().flatten()?;
        self.mentions.get(number as usize)
    }

    /// Lets an actor without a country act for one that the report as a whole gives it.
    pub(crate) fn settle(&mut self, id: ActorId, home: Body, why: &str) {
        let actor = &mut self.actors[id.0 as usize];
        if actor.acts_for.is_none() {
            actor.acts_for = Some(home);
            actor.reasons.push(why.to_owned());
        }
    }

    /// The actor as it was on another day than the report's: the holder of an office that the report
    /// describes without naming him.
    #[must_use]
    pub fn on_day(&self, id: ActorId, world: &World, on: Date) -> Actor {
        let mut actor = self.actor(id).clone();
        let described = !self.mentions.iter().any(|m| m.kind == MentionKind::Name && m.actors.contains(&id));
        if described
            && let Some(office) = actor.office.as_mut().filter(|office| !office.is_former)
            && let Some(post) = office.post
            && let Answer::Held(term) = world.holder(post, on)
        {
            office.term = Some(term);
            actor.person = world.term(term).person;
            actor.name = world.holder_name(term).to_owned();
        }
        actor
    }
}

/// Resolves the mentions of a report published on `on`.
#[must_use]
pub fn resolve(doc: &Doc, world: &World, on: Option<Date>) -> Referents {
    let matches = Matches::find(doc, world);
    let read = |foreknown: Foreknown| {
        let mut resolver = Resolver::new(doc, world, on, matches.clone(), foreknown);
        for head in 0..doc.len() {
            resolver.read(head);
        }
        resolver
    };
    let first = read(Foreknown::default());
    let foreknown = first.foreknown();
    let resolver = if foreknown.is_empty() { first } else { read(foreknown) };
    let Resolver { cast, mut mentions, .. } = resolver;
    mentions.sort_by_key(|m| m.head);
    let actors = mentioned_only(cast.into_actors(), &mut mentions);
    let mut mention_at = vec![None; doc.len()];
    for (number, mention) in (0u32..).zip(&mentions) {
        mention_at[mention.head as usize] = Some(number);
    }
    Referents { mentions, actors, mention_at }
}

/// The actors that a mention refers to, numbered by their first mention.
fn mentioned_only(all: Vec<Actor>, mentions: &mut [Mention]) -> Vec<Actor> {
    let mut number: Vec<Option<u32>> = vec![None; all.len()];
    let mut order = Vec::new();
    for id in mentions.iter_mut().flat_map(|m| &mut m.actors) {
        let old = id.0 as usize;
        let new = *number[old].get_or_insert_with(|| {
            order.push(old);
            order.len() as u32 - 1
        });
        *id = ActorId(new);
    }
    let mut all: Vec<Option<Actor>> = all.into_iter().map(Some).collect();
    order.into_iter().filter_map(|old| all[old].take()).collect()
}

/// An actor met at some point of the text.
#[derive(Debug, Clone, Copy)]
struct Met {
    actor: ActorId,
    sentence: usize,
    head: usize,
    is_subject: bool,
    /// Subject of the sentence's main verb.
    is_topic: bool,
    /// One of several that a single phrase refers to ("both sides").
    is_shared: bool,
    /// Named as a place ("in Ankara") or inside another name ("Geneva talks"), not as a party.
    is_aside: bool,
}

struct Resolver<'a> {
    doc: &'a Doc,
    world: &'a World,
    on: Option<Date>,
    matches: Matches,
    cast: Cast,
    mentions: Vec<Mention>,
    /// Who a head word refers to, as far as read.
    actors_at: Vec<Vec<ActorId>>,
    /// Heads whose phrase was read along with another: appositions, titles of names.
    done: Vec<bool>,
    met: Vec<Met>,
    /// Which people an actor was said to be of: "the Kurdish militia".
    peoples: Vec<(ActorId, PeopleId)>,
    /// What the report says of some before it names them.
    foreknown: Foreknown,
    /// What is said at each mention of a person by name.
    told: Vec<Told>,
    /// Whether an actor is a woman, as far as honorifics and pronouns have said.
    is_woman: Vec<Option<bool>>,
    /// The token being read.
    at: usize,
    /// How many phrases wait for one further on.
    depth: u8,
}

impl<'a> Resolver<'a> {
    fn new(doc: &'a Doc, world: &'a World, on: Option<Date>, matches: Matches, foreknown: Foreknown) -> Self {
        Self {
            doc,
            world,
            on,
            matches,
            foreknown,
            told: Vec::new(),
            cast: Cast::default(),
            mentions: Vec::new(),
            actors_at: vec![Vec::new(); doc.len()],
            done: vec![false; doc.len()],
            met: Vec::new(),
            peoples: Vec::new(),
            is_woman: Vec::new(),
            at: 0,
            depth: 0,
        }
    }

    fn read(&mut self, head: usize) {
        self.at = head;
        if self.done[head] {
            return;
        }
        let doc = self.doc;
        let word = doc.word(head).to_lowercase();
        if doc.tag(head).starts_with("PRP") {
            if let Some(kind) = Lexical::pronoun(&word) {
                let (actors, reason) = self.pronoun(head, kind, &word);
                self.mention(
                    head,
                    Span::new(head as u32, head as u32 + 1),
                    MentionKind::Pronoun,
                    actors,
                    reason,
                );
            }
            return;
        }
        let is_noun = matches!(doc.pos(head), "NOUN" | "PROPN" | "NUM") || doc.tag(head).starts_with("NN");
        let is_left_of_and = doc.pos(head) == "PROPN"
            && doc
                .entity_of(head)
                .is_some_and(|e| doc.entity_type(e) == "PERSON" && e.end as usize == head + 1)
            && head + 1 < doc.len()
            && doc.tag(head + 1) == "CC";
        let heads_phrase = is_noun
            && (is_left_of_and
                || !matches!(
                    doc.dep(head),
                    "compound" | "nmod" | "quantmod" | "npadvmod" | "nummod" | "amod"
                ));
        let before_noun = head + 1 < doc.len() && matches!(doc.pos(head + 1), "NOUN" | "PROPN");
        let is_nominal_adjective = doc.pos(head) == "ADJ"
            && !before_noun
            && matches!(doc.dep(head), "nsubj" | "nsubjpass" | "dobj" | "pobj" | "conj" | "agent" | "attr");
        // "the accused", "the wounded"
        let is_nominal_participle = doc.tag(head) == "VBN"
            && matches!(doc.dep(head), "nsubj" | "nsubjpass" | "dobj" | "pobj")
            && doc.children_by(head, &["det"]).next().is_some();
        if self.matches.is_inside_title(doc, head) || self.matches.is_within_longer(doc, head) {
            return;
        }
        if heads_phrase || is_nominal_adjective || is_nominal_participle {
            self.read_phrase(head);
        }
        if self.actors_at[head].is_empty() {
            self.read_modifier(head);
        }
    }

    /// Reads a phrase further on, for what stands before it: "During his visit, the minister …".
    fn read_ahead(&mut self, head: usize) -> &[ActorId] {
        if !self.done[head] && self.actors_at[head].is_empty() && head > self.at && self.depth < 3 {
            let at = self.at;
            self.depth += 1;
            self.read(head);
            self.depth -= 1;
            self.at = at;
        }
        &self.actors_at[head]
    }

    fn read_phrase(&mut self, head: usize) {
        let phrase = phrase::read(self.doc, self.world, &self.matches, head);
        let span = phrase.span.unwrap_or_else(|| Span::new(head as u32, head as u32 + 1));
        let found = self
            .back_to_parties(&phrase)
            .or_else(|| self.former_or_latter(&phrase))
            .or_else(|| self.organisation_again(&phrase))
            .or_else(|| self.named_person(&phrase))
            .or_else(|| self.unnamed_counterpart(&phrase))
            .or_else(|| self.office_of(&phrase))
            .or_else(|| self.body_itself(&phrase))
            .or_else(|| self.group(&phrase));
        let Some((kind, actors, reason)) = found else { return };
        // "ambassador to Syria Ali Rezai": the country is the title's.
        let mut span = span;
        if let [.., last] = &phrase.bodies[..]
            && kind == MentionKind::Name
            && phrase.is_body.is_none()
            && phrase.title.is_none()
            && last.at.start == span.start
            && last.at.end <= head as u32
            && span.start > 0
            && matches!(self.doc.word(span.start as usize - 1), "to" | "for" | "of" | "on")
        {
            span = Span::new(last.at.end, span.end);
        }
        // "the secretary of state", "the Islamic Republic of Iran": to the end of the title or name.
        let names_end =
            [phrase.title, phrase.is_body.map(|n| n.at)].into_iter().flatten().map(|at| at.end).max();
        let end = names_end.filter(|_| phrase.name.is_none()).map_or(span.end, |end| end.max(span.end));
        for token in span.end..end {
            self.done[token as usize] = true;
        }
        self.mention(head, Span::new(span.start, end), kind, actors, reason);
    }

    /// "Israeli" in "Israeli strikes", "Geneva" in "Geneva talks": the state that a modifier names.
    fn read_modifier(&mut self, head: usize) {
        let at = Span::<Token>::new(head as u32, head as u32 + 1);
        let entity_start = self.doc.entity_of(head).map_or(at.start, |e| e.start.min(at.start));
        let found = self
            .matches
            .within(Span::new(entity_start, at.end))
            .filter(|(span, _)| span.end == at.end && !self.matches.is_part_of_longer(*span))
            .find_map(|(span, entries)| {
                entries.iter().find_map(|e| match e {
                    Entry::Country(_, by) => Some((span, e.body()?, Some(*by))),
                    Entry::Organisation(_) => Some((span, e.body()?, None)),
                    _ => None,
                })
            });
        if let Some((span, body, by)) = found {
            let actor = self.body_actor(body, by);
            let reason = format!("{} names {}", self.words(span), self.world.name(body));
            self.mention(head, span, MentionKind::Name, vec![actor], reason);
            // "the Geneva talks": a seat of government beside what is no part of one.
            let governor = self.doc.head(head);
            let of_government = self.world.gazette().look_up_any_case(self.doc.word(governor));
            let is_agent =
                of_government.iter().any(|e| matches!(e, Entry::Agent { .. } | Entry::Title { .. }));
            if matches!(by, Some(CountryName::Capital))
                && !is_agent
                && let Some(mention) = self.mentions.last_mut()
            {
                mention.is_place = true;
            }
        }
    }

    /// The phrase's head is itself a state or organisation.
    fn body_itself(&mut self, phrase: &Phrase) -> Option<(MentionKind, Vec<ActorId>, String)> {
        let named = phrase.is_body?;
        if let (Body::Country(_), Some(CountryName::People | CountryName::Adjective)) = (named.body, named.by)
        {
            return None;
        }
        let actor = self.body_actor(named.body, named.by);
        self.note_people(phrase, &[actor]);
        if let Some(leader) = self.leader_of_coalition(named.at) {
            self.cast.get_mut(actor).acts_for = Some(leader);
        }
        let is_place = self.is_aside(phrase.head as usize);
        let reason = match named.by {
            Some(CountryName::Capital | CountryName::Seat) if is_place => {
                format!(
                    "{} is a seat of the government of {}, here a place",
                    self.words(named.at),
                    self.world.name(named.body)
                )
            }
            Some(CountryName::Capital | CountryName::Seat) => {
                format!(
                    "{} stands for the government of {}",
                    self.words(named.at),
                    self.world.name(named.body)
                )
            }
            _ => format!("{} names {}", self.words(named.at), self.world.name(named.body)),
        };
        Some((MentionKind::Name, vec![actor], reason))
    }

    fn mention(
        &mut self,
        head: usize,
        tokens: Span<Token>,
        kind: MentionKind,
        actors: Vec<ActorId>,
        reason: String,
    ) {
        let is_subject = matches!(self.doc.dep(head), "nsubj" | "nsubjpass" | "csubj")
            || self.doc.ancestors(head).take(2).any(|a| matches!(self.doc.dep(a), "nsubj" | "nsubjpass"))
                && self.doc.dep(head) == "conj";
        let sentence = self.doc.sentence_of(head);
        let is_aside = self.is_aside(head);
        let is_topic = is_subject && self.doc.dep(self.doc.head(self.top_conjunct(head))) == "ROOT";
        let is_shared = actors.len() > 1;
        // Phrases read ahead take their place in the order of the text.
        let place = self.met.partition_point(|m| m.head <= head);
        let met = actors.iter().map(|&actor| Met {
            actor,
            sentence,
            head,
            is_subject,
            is_topic,
            is_shared,
            is_aside,
        });
        self.met.splice(place..place, met);
        if let [one] = actors[..] {
            self.note_gender(one, if kind == MentionKind::Pronoun { head..head + 1 } else { tokens.range() });
        }
        self.actors_at[head].clone_from(&actors);
        self.done[head] = true;
        let is_place =
            self.is_place(head) && actors.iter().all(|a| self.cast.get(*a).kind == ActorKind::State);
        self.mentions.push(Mention { tokens, head: head as u32, kind, actors, is_place, reason });
    }

    /// The first of the words that "and" joins to this one.
    fn top_conjunct(&self, head: usize) -> usize {
        let mut at = head;
        while self.doc.dep(at) == "conj" && self.doc.head(at) < at {
            at = self.doc.head(at);
        }
        at
    }

    /// Whether a word stands as a place where something is, or goes.
    fn is_place(&self, head: usize) -> bool {
        let doc = self.doc;
        if doc.dep(head) != "pobj" {
            return false;
        }
        let preposition = doc.head(head);
        match doc.word(preposition).to_lowercase().as_str() {
            "to" | "from" | "for" => lexicon::is_motion(doc.lemma(doc.head(preposition))),
            "over" | "on" | "toward" | "towards" => false,
            word => lexicon::is_locative(word),
        }
    }

    /// Whether a word stands as a place or as part of another name.
    fn is_aside(&self, head: usize) -> bool {
        let doc = self.doc;
        match doc.dep(head) {
            "compound" | "nmod" => true,
            "pobj" => lexicon::is_locative(&doc.word(doc.head(head)).to_lowercase()),
            _ => false,
        }
    }

    /// The United States, of "the US-led coalition".
    fn leader_of_coalition(&self, name: Span<Token>) -> Option<Body> {
        let at_led = name.range().find(|&t| self.doc.word(t).to_lowercase().ends_with("led"))?;
        let leader = self.doc.word(at_led).trim_end_matches("led").trim_end_matches('-');
        let leader = if leader.is_empty() { self.doc.words(name.start as usize..at_led) } else { leader };
        let entries = self.world.gazette().look_up_any_case(leader.trim().trim_end_matches('-'));
        entries.iter().find_map(|e| e.body()).filter(|b| matches!(b, Body::Country(_)))
    }

    fn words(&self, span: Span<Token>) -> String {
        self.doc.words(span.range()).split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
