//! One noun phrase, read with the tables: who is named in it, by which title, of which country.

use chancery_knowledge::{
    Agent, AgentId, Body, CountryName, Entry, OrganisationId, PersonId, PersonName, World,
};
use chancery_nlp::Doc;
use chancery_record::{Span, Token};

use super::lexicon::Lexical;

/// What the tables find in a text, by token.
#[derive(Debug)]
pub(super) struct Matches {
    /// Phrases by their first token, the longest first.
    by_start: Vec<Vec<(u32, Vec<Entry>)>>,
}

impl Matches {
    pub(super) fn find(doc: &Doc, world: &World) -> Self {
        let mut by_start = vec![Vec::new(); doc.len()];
        for found in world.gazette().scan_all((0..doc.len()).map(|t| doc.word(t))) {
            let (start, end) = (found.tokens.start as usize, found.tokens.end);
            if let Some(slot) = by_start.get_mut(start) {
                slot.push((end, found.entries));
            }
        }
        Self { by_start }
    }

    /// Whether a longer name of a body or person holds these words: "Fateh" in "Jabhat Fateh al-Sham".
    pub(super) fn is_part_of_longer(&self, span: Span<Token>) -> bool {
        let from = (span.start as usize).saturating_sub(6);
        (from..=span.start as usize).any(|start| {
            self.by_start[start].iter().any(|(end, entries)| {
                *end >= span.end
                    && *end as usize - start > span.len() as usize
                    && entries
                        .iter()
                        .any(|e| matches!(e, Entry::Organisation(_) | Entry::Person(_, PersonName::Full)))
            })
        })
    }

    /// Whether a word is inside a title, not its head: "State" in "Secretary of State".
    pub(super) fn is_inside_title(&self, doc: &Doc, token: usize) -> bool {
        let outer = doc.head(doc.head(token));
        doc.dep(token) == "pobj"
            && (token.saturating_sub(4)..token).any(|start| {
                start <= outer
                    && self.by_start[start].iter().any(|(end, entries)| {
                        *end as usize > token && entries.iter().any(|e| matches!(e, Entry::Title { .. }))
                    })
            })
    }

    /// Whether the text names a body anywhere.
    pub(super) fn names(&self, body: Body) -> bool {
        self.by_start.iter().flatten().any(|(_, entries)| entries.iter().any(|e| e.body() == Some(body)))
    }

    /// Phrases that lie wholly in `span`, longest first at each start.
    pub(super) fn within(&self, span: Span<Token>) -> impl Iterator<Item = (Span<Token>, &[Entry])> {
        (span.start..span.end).flat_map(move |start| {
            self.by_start[start as usize]
                .iter()
                .filter(move |(end, _)| *end <= span.end)
                .map(move |(end, entries)| (Span::new(start, *end), &entries[..]))
        })
    }
}

/// A country or organisation that a phrase names beside its head.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) body: Body,
    pub(super) at: Span<Token>,
    pub(super) by: Option<CountryName>,
}

/// What one noun phrase says.
#[derive(Debug, Clone, Default)]
pub(super) struct Phrase {
    /// Left modifiers, head, and the name after it.
    pub(super) span: Option<Span<Token>>,
    pub(super) head: u32,
    /// Words of a person's name.
    pub(super) name: Option<Span<Token>>,
    pub(super) persons: Vec<(PersonId, PersonName)>,
    /// The title's words.
    pub(super) title: Option<Span<Token>>,
    pub(super) title_is_plural: bool,
    /// Bodies that own, qualify or govern the head; the head's own body is `is_body`.
    pub(super) bodies: Vec<Named>,
    /// The head itself names this body.
    pub(super) is_body: Option<Named>,
    pub(super) organisation: Option<OrganisationId>,
    pub(super) agent: Option<AgentId>,
    pub(super) agent_is_plural: bool,
    /// Where somebody is sent ("ambassador to Syria").
    pub(super) destination: Option<Body>,
    pub(super) is_plural: bool,
    pub(super) is_former: bool,
    /// A possessor's token: "his counterpart", "the minister's envoy".
    pub(super) possessor: Option<u32>,
    /// "the", "this", "these", "both": points back.
    pub(super) is_definite: bool,
    pub(super) number: Option<u32>,
}

/// Relations that make a word part of the phrase to its right.
const LEFT: [&str; 9] = ["det", "amod", "compound", "poss", "nummod", "nmod", "quantmod", "predet", "case"];

/// The span from the leftmost modifier to the head.
pub(super) fn base_span(doc: &Doc, head: usize) -> Span<Token> {
    let start = doc
        .children(head)
        .iter()
        .map(|&c| c as usize)
        .filter(|&c| c < head && LEFT.contains(&doc.dep(c)))
        .map(|c| leftmost(doc, c))
        .min()
        .unwrap_or(head);
    // A headline without a full stop is parsed as one with what follows: no phrase crosses a paragraph.
    let after_break = (start..head).rev().find(|&t| is_paragraph_break(doc.word(t))).map_or(start, |t| t + 1);
    Span::new(after_break as u32, head as u32 + 1)
}

pub(super) fn is_paragraph_break(word: &str) -> bool {
    word.trim().is_empty() && word.matches('\n').count() > 1
}

fn leftmost(doc: &Doc, token: usize) -> usize {
    doc.children(token)
        .iter()
        .map(|&c| c as usize)
        .filter(|&c| c < token && (LEFT.contains(&doc.dep(c)) || doc.dep(c) == "advmod"))
        .map(|c| leftmost(doc, c))
        .min()
        .unwrap_or(token)
        .min(token)
}

/// Reads the phrase with this head.
pub(super) fn read(doc: &Doc, world: &World, matches: &Matches, head: usize) -> Phrase {
    let span = base_span(doc, head);
    let mut phrase = Phrase { span: Some(span), head: head as u32, ..Phrase::default() };
    read_person(doc, matches, span, head, &mut phrase);
    let before_name = phrase.name.map_or(span, |name| Span::new(span.start, name.start.max(span.start)));
    read_title(doc, matches, before_name, &mut phrase);
    read_bodies(doc, matches, span, head, &mut phrase);
    read_after(doc, matches, head, &mut phrase);
    if phrase.name.is_none() && phrase.is_body.is_none() && phrase.title.is_none() {
        read_agent(world, matches, span, &mut phrase);
    }
    for token in span.start..span.end {
        let token = token as usize;
        let lower = doc.word(token).to_lowercase();
        phrase.is_former |= Lexical::is_former(&lower);
        phrase.is_definite |= matches!(lower.as_str(), "the" | "this" | "these" | "those" | "that" | "both");
        if doc.dep(token) == "poss" && doc.head(token) == head {
            phrase.possessor = Some(token as u32);
        }
        if doc.dep(token) == "nummod" || doc.tag(token) == "CD" {
            phrase.number = phrase.number.or_else(|| Lexical::small_number(&lower));
        }
        if lower == "both" {
            phrase.number = Some(2);
        }
    }
    phrase.is_plural = matches!(doc.tag(head), "NNS" | "NNPS") && phrase.name.is_none();
    phrase
}

/// People whom a name can mean.
type Candidates = Vec<(PersonId, PersonName)>;

fn read_person(doc: &Doc, matches: &Matches, span: Span<Token>, head: usize, phrase: &mut Phrase) {
    let entity = doc.entity_of(head).filter(|e| doc.entity_type(*e) == "PERSON");
    let mut best: Option<(Span<Token>, Candidates)> = None;
    // The parser may cut "Bashar al-Assad" at the hyphen: a full name may reach past its head.
    let reach = Span::new(span.start, (span.end + 3).min(doc.len() as u32));
    for (at, entries) in matches.within(reach) {
        let full = entries.iter().any(|e| matches!(e, Entry::Person(_, PersonName::Full)));
        if at.end != span.end && !(full && at.contains(head as u32)) {
            continue;
        }
        let persons: Vec<_> = entries
            .iter()
            .filter_map(|e| if let Entry::Person(id, by) = e { Some((*id, *by)) } else { None })
            .collect();
        let is_else = entries.iter().any(|e| matches!(e, Entry::Country(..) | Entry::Organisation(_)));
        let is_full = persons.iter().any(|(_, by)| *by == PersonName::Full);
        if persons.is_empty() || (is_else && !is_full && entity.is_none()) {
            continue;
        }
        if doc.tag(head) != "NNP" && !is_full && entity.is_none() {
            continue;
        }
        if best.as_ref().is_none_or(|(b, _)| at.len() > b.len()) {
            best = Some((at, persons));
        }
    }
    // "Houthis" that the recogniser took for a person.
    let is_body = best.is_none()
        && matches.within(span).any(|(at, entries)| {
            at.end == span.end
                && entity.as_ref().is_some_and(|e| at.start <= e.start)
                && body_entry(entries).is_some()
        });
    if is_body {
        return;
    }
    // A recognised name reaches back to its first word; titles in it are cut off below.
    let named = entity.map(|e| Span::new(e.start.max(span.start), (head as u32 + 1).max(e.start + 1)));
    let name = match (&best, named) {
        (Some((at, _)), Some(named)) => Some(Span::new(at.start.min(named.start), at.end)),
        (Some((at, _)), None) => Some(*at),
        (None, Some(named)) => Some(named),
        (None, None) => None,
    };
    let Some(mut name) = name.filter(|n| doc.words(n.range()).chars().any(char::is_alphabetic)) else {
        return;
    };
    // "Foreign Minister Sergei Lavrov": words of a title, and of a country, are not of the name.
    for (at, entries) in matches.within(name) {
        let is_person_part = entries.iter().any(|e| matches!(e, Entry::Person(..)));
        let is_label = entries.iter().any(|e| {
            matches!(
                e,
                Entry::Title { .. } | Entry::Agent { .. } | Entry::Country(..) | Entry::Organisation(_)
            )
        });
        if is_label && !is_person_part && at.start == name.start && at.end < name.end {
            name = Span::new(at.end, name.end);
        }
    }
    while name.len() > 1 && !doc.word(name.start as usize).starts_with(char::is_uppercase) {
        name = Span::new(name.start + 1, name.end);
    }
    while name.len() > 1 && Lexical::is_honorific(doc.word(name.start as usize)) {
        name = Span::new(name.start + 1, name.end);
    }
    phrase.name = Some(name);
    phrase.persons = best.map(|(_, persons)| persons).unwrap_or_default();
}

fn read_title(doc: &Doc, matches: &Matches, span: Span<Token>, phrase: &mut Phrase) {
    let mut best: Option<(Span<Token>, bool)> = None;
    for (at, entries) in matches.within(span) {
        let plural = entries
            .iter()
            .find_map(|e| if let Entry::Title { is_plural, .. } = e { Some(*is_plural) } else { None });
        let Some(plural) = plural else { continue };
        // The title ends where the phrase or the name's left edge is; "the president's" of "the
        // president's envoy" is another's.
        let is_possessor = doc.dep(at.end as usize - 1) == "poss" || is_possessive_mark(doc, at.end as usize);
        if !is_possessor && at.end == span.end && best.is_none_or(|(b, _)| at.len() > b.len()) {
            best = Some((at, plural));
        }
    }
    if let Some((at, plural)) = best {
        phrase.title = Some(at);
        phrase.title_is_plural = plural;
    }
}

fn is_possessive_mark(doc: &Doc, token: usize) -> bool {
    token < doc.len() && doc.tag(token) == "POS"
}

fn body_entry(entries: &[Entry]) -> Option<(Body, Option<CountryName>)> {
    entries.iter().find_map(|e| match e {
        Entry::Country(id, by) => Some((Body::Country(*id), Some(*by))),
        Entry::Organisation(id) => Some((Body::Organisation(*id), None)),
        _ => None,
    })
}

fn read_bodies(doc: &Doc, matches: &Matches, span: Span<Token>, head: usize, phrase: &mut Phrase) {
    let mut covered = span.start;
    for (at, entries) in matches.within(span) {
        if at.start < covered || phrase.name.is_some_and(|name| at.overlaps(name)) {
            continue;
        }
        let Some((body, by)) = body_entry(entries) else { continue };
        // "US" in capitals, "us" not; the gazette sees to that. A verb or adverb is never a body.
        covered = at.end;
        let named = Named { body, at, by };
        let is_adjective = by == Some(CountryName::Adjective) && doc.tag(head).starts_with("JJ");
        if at.contains(head as u32) && !is_adjective {
            phrase.is_body = Some(named);
            if let Body::Organisation(id) = body {
                phrase.organisation = Some(id);
            }
        } else {
            phrase.bodies.push(named);
        }
    }
}

/// "of Turkey", "for Syria", "to Iran", "in Ankara" after the head; and names in apposition are read apart.
fn read_after(doc: &Doc, matches: &Matches, head: usize, phrase: &mut Phrase) {
    for &prep in doc.children(head) {
        let prep = prep as usize;
        if prep < head || doc.dep(prep) != "prep" {
            continue;
        }
        let word = doc.word(prep).to_lowercase();
        for object in doc.children_by(prep, &["pobj"]) {
            let mut objects = vec![object];
            objects.extend(doc.children_by(object, &["conj"]));
            for object in objects {
                let span = base_span(doc, object);
                let found = matches.within(span).find_map(|(at, entries)| {
                    let (body, by) = body_entry(entries)?;
                    at.contains(object as u32).then_some(Named { body, at, by })
                });
                let Some(named) = found else { continue };
                match word.as_str() {
                    "of" | "from" => phrase.bodies.push(named),
                    "to" | "for" | "on" => phrase.destination = phrase.destination.or(Some(named.body)),
                    "in" | "at" | "with" if phrase.bodies.is_empty() => phrase.bodies.push(named),
                    _ => {}
                }
            }
        }
    }
}

fn read_agent(world: &World, matches: &Matches, span: Span<Token>, phrase: &mut Phrase) {
    let mut best: Option<(u32, AgentId, bool)> = None;
    for (at, entries) in matches.within(span) {
        if at.end != span.end {
            continue;
        }
        for entry in entries {
            if let Entry::Agent { agent, is_plural } = entry
                && best.is_none_or(|(len, _, _)| at.len() > len)
            {
                best = Some((at.len(), *agent, *is_plural));
            }
        }
    }
    if let Some((_, agent, plural)) = best {
        phrase.agent = Some(agent);
        phrase.agent_is_plural = plural || {
            let Agent { word, plural, .. } = world.agent(agent);
            word == plural
        };
    }
}
