//! One noun phrase, read with the tables: who is named in it, by which title, of which country.

use chancery_knowledge::places::Places;
use chancery_knowledge::{
    Agent, AgentId, Body, CountryName, Entry, OrganisationId, PeopleId, PersonId, PersonName, World,
};
use chancery_nlp::{Doc, Entity};
use chancery_record::{Span, Token};

use super::lexicon::{Lexical, is_only_related, is_patronymic, is_removal, is_slip};
use super::matches::Matches;
use super::named::GIVEN_SLIP;

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
    /// Where it is said to be: "troops in Mali".
    pub(super) places: Vec<Named>,
    /// The people that an adjective or the head itself names: "Kurdish forces".
    pub(super) people: Option<PeopleId>,
    /// Said to be of a people outside its state: "ethnic Albanians".
    pub(super) is_ethnic: bool,
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
    let mut start = after_break;
    // "Kurdish-led authorities" that the parser cut at the hyphen.
    while start >= 2 && start < head && is_joined(doc, start - 1) && is_joined(doc, start) {
        start -= 2;
    }
    // "President Adams and Premier Bell": two persons that the parser read as one name.
    let joins_names =
        |t: usize| doc.dep(t) == "cc" && t > start && doc.entity_of(t).is_none() && doc.tag(t - 1) == "NNP";
    if doc.tag(head) == "NNP"
        && let Some(and) = (start..head).rev().find(|&t| joins_names(t))
        && doc.entity_tag(and - 1).1 == "PERSON"
    {
        start = and + 1;
    }
    // "02-15 TEHRAN": figures and signs before a name are not of it.
    let is_proper = doc.tag(head) == "NNP";
    while start < head
        && !doc.word(start).contains(char::is_alphabetic)
        && (is_proper || doc.dep(start) != "nummod")
    {
        start += 1;
    }
    Span::new(start as u32, head as u32 + 1)
}

/// Whether a token follows the one before without a space, as a hyphen and what it joins do.
fn is_joined(doc: &Doc, token: usize) -> bool {
    let is_hyphen = |t: usize| matches!(doc.word(t), "-" | "‐" | "‑");
    (is_hyphen(token) || is_hyphen(token - 1))
        && doc.bytes_of(token - 1..token).end == doc.bytes_of(token..token + 1).start
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
    read_person(doc, world, matches, span, head, &mut phrase);
    let before_name = phrase.name.map_or(span, |name| Span::new(span.start, name.start.max(span.start)));
    read_title(doc, matches, before_name, head, &mut phrase);
    read_bodies(doc, world, matches, span, head, &mut phrase);
    read_peoples(matches, span, &mut phrase);
    read_after(doc, matches, head, &mut phrase);
    if phrase.name.is_none() && phrase.is_body.is_none() && phrase.title.is_none() {
        read_agent(world, matches, span, head, &mut phrase);
    }
    trim(doc, world, &mut phrase);
    for token in span.start..span.end {
        let token = token as usize;
        let lower = doc.word(token).to_lowercase();
        phrase.is_former |= Lexical::is_former(&lower);
        phrase.is_ethnic |= lower == "ethnic" || lower == "ethnically";
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

/// Of the bearers of a short name, those whose full name has the words that stand before it here.
fn with_given_name(
    doc: &Doc,
    world: &World,
    at: Span<Token>,
    entity: Option<Entity>,
    mut persons: Candidates,
) -> Candidates {
    let mut start = at.start as usize;
    let head = at.end as usize - 1;
    let within = |t: usize| {
        entity.is_some_and(|e| e.start as usize <= t) && is_name_word(doc, world, t)
            || is_patronymic(doc.word(t)) && doc.word(t + 1).starts_with(char::is_uppercase)
    };
    while start > 0 && (within(start - 1) || is_given_name(doc, world, start - 1, head)) {
        start -= 1;
    }
    if start == at.start as usize {
        return persons;
    }
    let mut given: Vec<String> = (start..at.start as usize).map(|t| plain(doc.word(t))).collect();
    // "John F. Kerry": a middle initial need not be in the tables.
    let first = given.remove(0);
    given.retain(|g| g.chars().count() > 1);
    given.insert(0, first);
    persons.retain(|(id, _)| {
        let row = world.person(*id);
        std::iter::once(&row.name).chain(&row.aliases).any(|name| {
            let parts: Vec<String> = name.split([' ', '-']).map(plain).collect();
            given.iter().all(|g| {
                parts.iter().any(|p| {
                    p == g || is_slip(p, g, GIVEN_SLIP) || g.chars().count() == 1 && p.starts_with(g.as_str())
                })
            })
        })
    });
    persons
}

/// Whether a word can be of a person's name: no title, agent word or state.
fn is_name_word(doc: &Doc, world: &World, token: usize) -> bool {
    doc.tag(token) == "NNP"
        && doc.word(token).starts_with(char::is_uppercase)
        && !Lexical::is_honorific(doc.word(token))
        && !world.gazette().look_up_any_case(doc.word(token)).iter().any(|e| {
            matches!(
                e,
                Entry::Title { .. } | Entry::Agent { .. } | Entry::Country(..) | Entry::Organisation(_)
            )
        })
}

/// Whether a word stands before a name as a given name does.
fn is_given_name(doc: &Doc, world: &World, token: usize, head: usize) -> bool {
    doc.dep(token) == "compound" && doc.head(token) == head && is_name_word(doc, world, token)
}

/// A name word in small letters without its stops.
fn plain(word: &str) -> String {
    word.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

fn read_person(
    doc: &Doc,
    world: &World,
    matches: &Matches,
    span: Span<Token>,
    head: usize,
    phrase: &mut Phrase,
) {
    let entity = doc.entity_of(head).filter(|e| doc.entity_type(*e) == "PERSON");
    let mut best: Option<(Span<Token>, Candidates)> = None;
    // The parser may cut "Bashar al-Assad" at the hyphen: a full name may reach past its head.
    let reach = Span::new(span.start, (span.end + 3).min(doc.len() as u32));
    for (at, entries) in matches.within(reach) {
        let full = entries.iter().any(|e| matches!(e, Entry::Person(_, PersonName::Full)));
        if at.end != span.end && !(full && at.contains(head as u32)) {
            continue;
        }
        // "Karim bin Rezai" is not Rezai, whatever his father's name.
        if at.start > 0 && is_patronymic(doc.word(at.start as usize - 1)) {
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
        // "Oskar Fischer" is not Joschka Fischer: a given name before a short name must be the person's.
        let persons = if is_full { persons } else { with_given_name(doc, world, at, entity, persons) };
        if !persons.is_empty() && best.as_ref().is_none_or(|(b, _)| at.len() > b.len()) {
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
    let named = entity.map(|e| {
        // "Huda" that the recogniser left out of "Huda Exampler".
        let mut start = e.start.max(span.start);
        let is_title = |t: u32| {
            matches.within(span).any(|(at, entries)| {
                at.contains(t)
                    && entries.iter().any(|e| matches!(e, Entry::Title { .. } | Entry::Agent { .. }))
            })
        };
        while start > span.start
            && !is_title(start - 1)
            && doc.entity_of(start as usize - 1).is_none()
            && is_given_name(doc, world, start as usize - 1, head)
        {
            start -= 1;
        }
        Span::new(start, (head as u32 + 1).max(e.start + 1))
    });
    let named = named.or_else(|| name_by_shape(doc, world, matches, span, head));
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
    // "Minister of Information Ali Rezai": the recogniser's name begins in the title.
    let after_of = name.start >= 2 && doc.word(name.start as usize - 1) == "of";
    if after_of
        && name.len() > 2
        && matches!(doc.word(name.start as usize - 2), "Minister" | "Secretary" | "minister")
    {
        name = Span::new(name.start + 1, name.end);
    }
    phrase.name = Some(name);
    phrase.persons = best.map(|(_, persons)| persons).unwrap_or_default();
}

/// People of a place that a word means before it means a person.
const LARGE_PLACE: u32 = 100_000;

/// A name that the recogniser overlooked or took for a place: a given name and other words in capitals.
fn name_by_shape(
    doc: &Doc,
    world: &World,
    matches: &Matches,
    span: Span<Token>,
    head: usize,
) -> Option<Span<Token>> {
    let is_open = |t: usize| matches!(doc.entity_tag(t).1, "" | "GPE");
    let is_word = |t: usize| is_open(t) && is_name_word(doc, world, t) && doc.word(t).chars().count() > 1;
    let start = (span.start as usize..head).rev().take_while(|&t| is_word(t)).last()?;
    // "Victoria Cross": a given name that is a place as well says nothing.
    let places = Places::embedded();
    let is_place = |word: &str| {
        places.lookup(word).into_iter().any(|c| c.main && places.place(c.key).population >= LARGE_PLACE)
    };
    let first = doc.word(start);
    let is_given = world.is_womans_name(first).is_some() && !is_place(first);
    let is_known = matches.within(span).any(|(at, _)| at.end as usize == head + 1);
    let is_short = head - start < 4;
    (is_word(head) && is_given && is_short && !is_known).then(|| Span::new(start as u32, head as u32 + 1))
}

fn read_title(doc: &Doc, matches: &Matches, span: Span<Token>, head: usize, phrase: &mut Phrase) {
    let mut best: Option<(Span<Token>, bool)> = None;
    // "the secretary of state": a title goes on after its head.
    let reach = if phrase.name.is_some() {
        span
    } else {
        Span::new(span.start, (span.end + 5).min(doc.len() as u32))
    };
    for (at, entries) in matches.within(reach) {
        if at.end > span.end && !(at.start <= head as u32 && is_of_phrase(doc, at.end as usize - 1, head)) {
            continue;
        }
        let plural = entries
            .iter()
            .find_map(|e| if let Entry::Title { is_plural, .. } = e { Some(*is_plural) } else { None });
        let Some(plural) = plural else { continue };
        // The title ends where the phrase or the name's left edge is; "the president's" of "the
        // president's envoy" is another's.
        let is_possessor = doc.dep(at.end as usize - 1) == "poss" || is_possessive_mark(doc, at.end as usize);
        if !is_possessor && at.end >= span.end && best.is_none_or(|(b, _)| at.len() > b.len()) {
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

fn read_bodies(
    doc: &Doc,
    world: &World,
    matches: &Matches,
    span: Span<Token>,
    head: usize,
    phrase: &mut Phrase,
) {
    let mut covered = span.start;
    // "the Democratic Republic of the Congo": a name goes on after its head.
    let reach = if phrase.name.is_some() {
        span
    } else {
        Span::new(span.start, (span.end + 8).min(doc.len() as u32))
    };
    for (at, entries) in matches.within(reach) {
        if at.start < covered || phrase.name.is_some_and(|name| at.overlaps(name)) {
            continue;
        }
        let Some((body, by)) = body_entry(entries) else { continue };
        let is_long_name = at.len() > 2 && matches!(body, Body::Organisation(_));
        let is_one = is_long_name || is_of_phrase(doc, at.end as usize - 1, head);
        if at.end > span.end && !(at.contains(head as u32) && is_one) {
            continue;
        }
        if is_not_whose(doc, at) || is_end_of_name(doc, world, matches, at) {
            continue;
        }
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

/// "Congress" of "the Oromo Federalist Congress": a common noun that names one body alone and ends another's name.
fn is_end_of_name(doc: &Doc, world: &World, matches: &Matches, at: Span<Token>) -> bool {
    let entries = world.gazette().look_up_any_case(doc.word(at.start as usize));
    let is_noun = entries.iter().any(|e| matches!(e, Entry::Agent { .. }));
    let start = at.start as usize;
    is_noun
        && at.len() == 1
        && start > 0
        && doc.tag(start - 1).starts_with("NNP")
        && doc.head(start - 1) == start
        && matches!(doc.entity_tag(start - 1).1, "" | "ORG")
        && matches.within(Span::new(at.start - 1, at.start)).next().is_none()
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
            for object in with_conjuncts(doc, object) {
                let span = base_span(doc, object);
                let found = matches.within(span).find_map(|(at, entries)| {
                    let (body, by) = body_entry(entries)?;
                    at.contains(object as u32).then_some(Named { body, at, by })
                });
                let Some(named) = found else { continue };
                match word.as_str() {
                    "from" if doc.ancestors(head).take(4).any(|a| is_removal(doc.lemma(a))) => {}
                    "of" | "from" => phrase.bodies.push(named),
                    "to" | "for" | "on" => phrase.destination = phrase.destination.or(Some(named.body)),
                    "in" | "at" | "inside" | "across" => phrase.places.push(named),
                    "with" if phrase.bodies.is_empty() => phrase.bodies.push(named),
                    _ => {}
                }
            }
        }
    }
}

/// A noun and all that "and" joins to it, in order.
pub(super) fn with_conjuncts(doc: &Doc, first: usize) -> Vec<usize> {
    let mut all = vec![first];
    let mut at = 0;
    while let Some(&noun) = all.get(at) {
        all.extend(doc.children_by(noun, &["conj"]).filter(|c| *c > noun));
        at += 1;
    }
    all.sort_unstable();
    all
}

/// "US-backed", "Russian-made", "anti-Syrian": what is so called is not of the state.
fn is_not_whose(doc: &Doc, at: Span<Token>) -> bool {
    let (start, end) = (at.start as usize, at.end as usize);
    let is_hyphen = |t: usize| matches!(doc.word(t), "-" | "‐" | "‑" | "–");
    let after = end + 1 < doc.len() && is_hyphen(end) && is_only_related(&doc.word(end + 1).to_lowercase());
    let before = start >= 2
        && is_hyphen(start - 1)
        && matches!(doc.word(start - 2).to_lowercase().as_str(), "anti" | "pro" | "non");
    after || before
}

/// Whether a token hangs below a head, so that a name or title from the head to it is one phrase.
fn is_of_phrase(doc: &Doc, token: usize, head: usize) -> bool {
    token == head || doc.ancestors(token).take(6).any(|a| a == head)
}

fn read_peoples(matches: &Matches, span: Span<Token>, phrase: &mut Phrase) {
    for (at, entries) in matches.within(span) {
        if phrase.name.is_some_and(|name| at.overlaps(name)) {
            continue;
        }
        for entry in entries {
            if let Entry::People { people, .. } = entry {
                phrase.people = phrase.people.or(Some(*people));
            }
        }
    }
}

/// Leaves out what the parser took into the phrase before a person's title and name: "Bogdanov and" in
/// "with Bogdanov and Turkish Foreign Minister Ali Rezai".
fn trim(doc: &Doc, world: &World, phrase: &mut Phrase) {
    let (Some(span), Some(name)) = (phrase.span, phrase.name) else { return };
    let mut start = name.start.max(span.start);
    while start > span.start {
        let before = start - 1;
        let is_known = phrase.title.is_some_and(|t| t.contains(before))
            || phrase.bodies.iter().any(|n| n.at.contains(before));
        let token = before as usize;
        let word = doc.word(token);
        let is_agent = |word: &str| {
            let entries = world.gazette().look_up_any_case(word);
            entries.iter().any(|e| matches!(e, Entry::Agent { .. } | Entry::Title { .. }))
        };
        let is_part = is_known
            || word.trim().is_empty() && !is_paragraph_break(word)
            || matches!(doc.tag(token), "DT" | "PRP$" | "JJ" | "JJS" | "VBN" | "CD" | "``" | "HYPH")
            // "German cyclist", but not "the enclave"
            || matches!(doc.tag(token), "NN" | "NNS")
                && (is_agent(word) || phrase.bodies.iter().any(|n| n.at.end <= before))
            || doc.tag(token) == "POS" && phrase.bodies.iter().any(|n| n.at.end + 1 >= before && n.at.start < before)
            || Lexical::is_honorific(word)
            || Lexical::is_former(&word.to_lowercase())
            || phrase.title.is_some_and(|t| t.start < before);
        if !is_part {
            break;
        }
        start = before;
    }
    while start < name.start && !doc.word(start as usize).contains(char::is_alphanumeric) {
        start += 1;
    }
    phrase.span = Some(Span::new(start, span.end.max(name.end)));
}

fn read_agent(world: &World, matches: &Matches, span: Span<Token>, head: usize, phrase: &mut Phrase) {
    let mut best: Option<(u32, AgentId, bool)> = None;
    // "prisoners of war": an agent word goes on after its head.
    for (at, entries) in matches.within(Span::new(span.start, matches.end_of_text().min(span.end + 4))) {
        if at.end < span.end || !at.contains(head as u32) {
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
