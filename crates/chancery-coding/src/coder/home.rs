//! The country of persons and organisations whom the report alone makes known: where it introduces them, or, for who holds an
//! office or a part in public life there, the one that the report is about.
//!
//! Settled once for a report, so that no two events differ on it.

use chancery_knowledge::places::Places;
use chancery_knowledge::{Body, Entry, Sector};
use chancery_nlp::Doc;
use chancery_record::{Span, Token};

use super::focus::Focus;
use super::place;
use super::scene::Scene;
use crate::clauses::{PredicateKind, Role};
use crate::resolve::{Actor, ActorId, ActorKind, is_encounter, is_of_region};

/// The countries of those who have none by any table or title, each with the reason.
pub(super) fn of_unlisted(scene: &Scene<'_>, focus: &Focus) -> Vec<(ActorId, Body, &'static str)> {
    let is_open = |actor: &Actor| {
        let is_unlisted =
            actor.kind == ActorKind::Organisation && !actor.is_known && !is_worldwide(&actor.name);
        actor.acts_for.is_none() && (actor.kind == ActorKind::Person || is_unlisted)
    };
    let open = scene.referents.actors().filter(|(_, a)| is_open(a));
    let with_home = open.filter_map(|(id, actor)| {
        if let Some(home) = introduced(scene, focus, id) {
            return Some((id, home, "the report says of which country"));
        }
        let is_anothers = |body: &Body| faces_one_of(scene, id, *body);
        let is_spoken_of = |body: &Body| {
            actor.kind == ActorKind::Person
                || focus.weight(*body) >= OFTEN
                    && !actor.name.split(' ').any(|word| Places::embedded().knows(word))
        };
        if let Some(only) = focus.only().filter(|body| is_spoken_of(body) && !is_anothers(body)) {
            return Some((id, only, "the report speaks of no other country"));
        }
        let has_part = actor.office.is_some() || has_public_part(scene, id);
        let home = has_part.then(|| of_sentence(scene, id).or_else(|| focus.country())).flatten()?;
        if is_anothers(&home) {
            return None;
        }
        Some((id, home, "in public life in the country that the report is about"))
    });
    with_home.collect()
}

/// How often a report that speaks of one country must name it for organisations named beside it to be of it.
const OFTEN: usize = 3;

/// Whether an organisation's name says that it is a company, or of more than one country.
fn is_worldwide(name: &str) -> bool {
    name.split(' ').any(|word| {
        let word = word.to_lowercase();
        is_of_region(&word)
            || matches!(
                word.as_str(),
                "worldwide"
                    | "transnational"
                    | "nations"
                    | "intergovernmental"
                    | "inc."
                    | "inc"
                    | "co."
                    | "corp."
                    | "corp"
                    | "ltd"
                    | "ltd."
                    | "plc"
                    | "s.a."
                    | "n.v."
                    | "ag"
                    | "gmbh"
                    | "llc"
            )
    })
}

/// Nouns for those who face somebody, or study or serve him: what follows them is not their own.
const FACING: [&str; 22] = [
    "critic",
    "opponent",
    "enemy",
    "foe",
    "rival",
    "friend",
    "victim",
    "expert",
    "scholar",
    "specialist",
    "analyst",
    "biographer",
    "supporter",
    "admirer",
    "ambassador",
    "envoy",
    "correspondent",
    "prisoner",
    "visitor",
    "guest",
    "rapporteur",
    "observer",
];

/// The country that the report gives a person wherever it introduces him: "of the Tartu council", "is a Turkish
/// national", "Kim Olsen, a Danish lawyer", "the head of Tartu Radio, Kim Olsen".
fn introduced(scene: &Scene<'_>, focus: &Focus, person: ActorId) -> Option<Body> {
    let doc = scene.doc;
    let by_name = heads_of(scene, person).find_map(|(head, tokens)| {
        let beside = doc.children_by(head, &["prep"]).filter(|&t| matches!(doc.word(t), "of" | "from"));
        let title = (doc.dep(head) == "appos").then(|| doc.head(head));
        within(scene, focus, person, tokens)
            .or_else(|| beside.into_iter().find_map(|t| within(scene, focus, person, span_of(doc, t))))
            .or_else(|| doc.children_by(head, &["appos"]).find_map(|t| said_by(scene, focus, person, t)))
            .or_else(|| title.and_then(|t| said_by(scene, focus, person, t)))
    });
    by_name.or_else(|| {
        attributes(scene, person).find_map(|(head, span)| {
            (!is_facing(doc, head)).then(|| within(scene, focus, person, span)).flatten()
        })
    })
}

/// "hosted Kim Olsen of Norway": whether somebody meets one whose own words say that he is of a country.
fn faces_one_of(scene: &Scene<'_>, person: ActorId, country: Body) -> bool {
    let doc = scene.doc;
    heads_of(scene, person).any(|(head, _)| {
        let Some(clause) = scene.clauses.clause_of(head as u32).map(|number| scene.clause(number)) else {
            return false;
        };
        is_encounter(&clause.predicate.lemma)
            && clause.participants.iter().filter(|p| p.head as usize != head).any(|p| {
                let is_person = scene.referents.at(p.head).is_some_and(|m| {
                    m.actors[..].iter().any(|&id| {
                        let actor = scene.referents.actor(id);
                        actor.kind == ActorKind::Person && actor.acts_for == Some(country)
                    })
                });
                let of = doc.children_by(p.head as usize, &["prep"]).any(|t| doc.word(t) == "of");
                is_person && of
            })
    })
}

/// The mentions of a person alone: head and words.
fn heads_of(scene: &Scene<'_>, person: ActorId) -> impl Iterator<Item = (usize, Span<Token>)> {
    let own = scene.referents.mentions().iter().filter(move |m| m.actors[..] == [person]);
    own.map(|m| (m.head as usize, m.tokens))
}

/// What the report says a person is: "Olsen *is a senator*".
fn attributes(scene: &Scene<'_>, person: ActorId) -> impl Iterator<Item = (usize, Span<Token>)> {
    let is_him = move |head: u32| scene.referents.at(head).is_some_and(|m| m.actors[..] == [person]);
    let copulas = scene.clauses.all().iter().filter(|c| c.predicate.kind == PredicateKind::Copula);
    copulas
        .filter(move |c| c.subjects().any(|p| is_him(p.head)))
        .flat_map(|c| c.in_role(Role::Attribute).map(|p| (p.head as usize, p.span)))
}

/// The country in the words of an apposition.
fn said_by(scene: &Scene<'_>, focus: &Focus, person: ActorId, head: usize) -> Option<Body> {
    (!is_facing(scene.doc, head)).then(|| within(scene, focus, person, span_of(scene.doc, head))).flatten()
}

fn is_facing(doc: &Doc, head: usize) -> bool {
    FACING.contains(&doc.lemma(head).to_lowercase().as_str())
}

fn span_of(doc: &Doc, token: usize) -> Span<Token> {
    let span = doc.subtree_span(token);
    Span::new(span.start as u32, span.end as u32)
}

/// The first country that some words name: a state, an organisation at home in one, a place.
fn within(scene: &Scene<'_>, focus: &Focus, person: ActorId, span: Span<Token>) -> Option<Body> {
    // "Atlanta, Georgia": a name that is a place of another country here.
    let is_elsewhere = |tokens: Span<Token>, home: Option<Body>| {
        let there = place::place_in(scene, tokens).and_then(|place| place::country_of(scene, place));
        there.is_some() && home.is_some() && there != home
    };
    let mentions = span.range().filter_map(|t| scene.referents.at(t as u32));
    let named = mentions.flat_map(|m| m.actors.iter().map(|&id| (m.tokens, id)));
    let mut homes = named.filter(|(_, id)| *id != person).filter_map(|(tokens, id)| {
        let actor = scene.referents.actor(id);
        if actor.kind == ActorKind::State && is_elsewhere(tokens, actor.acts_for) {
            return None;
        }
        let of_party = actor.organisation.and_then(|id| match scene.world.organisation(id).countries[..] {
            [only] => Some(Body::Country(only)),
            _ => None,
        });
        let is_home = actor.organisation.is_none() && actor.kind != ActorKind::Person;
        let own = actor.acts_for.filter(|b| matches!(b, Body::Country(_)) && is_home);
        own.or(of_party)
    });
    // A small town may be one of several of its name: its country must be spoken of elsewhere too.
    homes.next().or_else(|| {
        let place = place::place_in(scene, span)?;
        place::country_of(scene, place).filter(|&body| place::is_city(place) || focus.weight(body) > 1)
    })
}

/// Whether the report says that a person has a part in public life: by a title or a word for such people before
/// the name or beside it, or as one "of the council".
fn has_public_part(scene: &Scene<'_>, person: ActorId) -> bool {
    let doc = scene.doc;
    let by_name = heads_of(scene, person).any(|(head, _)| {
        let before = doc.children_by(head, &["compound", "nmod"]);
        let of = doc.children_by(head, &["prep"]).filter(|&t| doc.word(t) == "of");
        let of = of.flat_map(|t| doc.children_by(t, &["pobj"]).collect::<Vec<_>>());
        let beside = doc.children_by(head, &["appos"]);
        // "Two senators, Kim Olsen and Ana Lund": the parser may join them with "and".
        let mut top = head;
        while matches!(doc.dep(top), "conj" | "appos")
            && doc.head(top) < top
            && doc.tag(top).starts_with("NNP")
        {
            top = doc.head(top);
        }
        let is_told_of = top == doc.head(head) || doc.tag(top).ends_with('S');
        let title = (top != head && is_told_of).then_some(top);
        before.chain(of).chain(beside).chain(title).any(|t| is_public(scene, t))
    });
    by_name || attributes(scene, person).any(|(head, _)| is_public(scene, head))
}

/// Words for those who hold a public office, and for the bodies in which they sit.
const PUBLIC: [&str; 38] = [
    "secretary",
    "minister",
    "president",
    "speaker",
    "chairman",
    "chairwoman",
    "chair",
    "senator",
    "representative",
    "congressman",
    "congresswoman",
    "lawmaker",
    "legislator",
    "deputy",
    "mayor",
    "governor",
    "judge",
    "justice",
    "prosecutor",
    "commissioner",
    "councillor",
    "councilman",
    "sheriff",
    "constable",
    "superintendent",
    "whip",
    "council",
    "commission",
    "committee",
    "assembly",
    "treasurer",
    "candidate",
    "nominee",
    "sen",
    "gov",
    "rep",
    "sens",
    "reps",
];

/// Whether a noun is an office, or a word for those in public life.
fn is_public(scene: &Scene<'_>, token: usize) -> bool {
    let word = scene.doc.word(token).to_lowercase();
    let word = word.trim_end_matches('.');
    if PUBLIC.contains(&word) || word.strip_suffix('s').is_some_and(|one| PUBLIC.contains(&one)) {
        return true;
    }
    let is_of_state = |entry: &Entry| match entry {
        Entry::Title { .. } => true,
        Entry::Agent { agent, .. } => matches!(
            scene.world.agent(*agent).sector,
            Sector::Gov | Sector::Mil | Sector::Cop | Sector::Jud | Sector::Leg | Sector::Opp | Sector::Pty
        ),
        _ => false,
    };
    !is_facing(scene.doc, token)
        && scene.world.gazette().look_up_any_case(scene.doc.word(token)).iter().any(is_of_state)
}

/// The one country whose people the sentence names that introduces a person: "Pompeo wrote to Kim Olsen, the
/// Secretary of Fisheries".
fn of_sentence(scene: &Scene<'_>, person: ActorId) -> Option<Body> {
    let doc = scene.doc;
    let (head, _) = heads_of(scene, person).find(|(head, _)| {
        let beside: Vec<usize> = doc.children_by(*head, &["appos"]).collect();
        beside.into_iter().any(|t| {
            let is_the = doc.children_by(t, &["det"]).any(|d| doc.word(d).eq_ignore_ascii_case("the"));
            is_the && is_public(scene, t)
        })
    })?;
    let sentence = doc.sentences()[doc.sentence_of(head)].clone();
    let named = sentence.filter_map(|t| scene.referents.at(t as u32)).flat_map(|m| &m.actors);
    let mut found = None;
    for body in named.filter_map(|&id| scene.referents.actor(id).acts_for) {
        if found.is_some_and(|known| known != body) || !matches!(body, Body::Country(_)) {
            return None;
        }
        found = Some(body);
    }
    found
}
