//! Who stands in a phrase: the actor it names, or the one whose it is.

use chancery_knowledge::{Body, CountryName, Entry};
use chancery_record::{Span, Token};

use super::message;
use super::place;
use super::scene::{Filler, Scene};
use crate::clauses::Role;
use crate::resolve::{ActorId, ActorKind, Mention, MentionKind};
use crate::statements::{self, Form};

/// One side's member: words and the actors that they mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Party {
    /// Head of the mention.
    pub(super) head: u32,
    /// The words.
    pub(super) span: Span<Token>,
    /// The actors; nobody where the text does not settle it.
    pub(super) actors: Vec<ActorId>,
    /// The state on whose ground it is, where the words name a place: "the shelling of Sumy".
    pub(super) ground: Option<Body>,
}

impl Party {
    /// Whether the words lead to somebody.
    pub(super) fn is_resolved(&self) -> bool {
        !self.actors.is_empty() || self.ground.is_some()
    }

    /// Whether it is named by a possessive of those who act for these: "*its* border", "*their* troops".
    pub(super) fn is_of(&self, scene: &Scene<'_>, own: &[Body]) -> bool {
        let acts_for_own =
            |id: &ActorId| scene.referents.actor(*id).acts_for.is_some_and(|b| own.contains(&b));
        if self.actors.is_empty() || !self.actors.iter().all(acts_for_own) {
            return false;
        }
        let doc = scene.doc;
        let is_possessive = |t: usize| doc.tag(t) == "PRP$";
        let head = self.head as usize;
        is_possessive(head) || doc.children_by(head, &["poss"]).any(is_possessive)
    }
}

/// Dependencies by which a noun that is no actor belongs to one: "*Turkish* positions", "*Iran's* offices".
const OWNERS: [&str; 5] = ["poss", "amod", "compound", "nmod", "nounmod"];

/// The party that a phrase itself names, or that stands in apposition to it.
pub(super) fn itself(scene: &Scene<'_>, filler: &Filler<'_>) -> Option<Party> {
    let appositions = filler.participant.map_or(&[][..], |p| &p.appositions);
    let heads = std::iter::once(filler.head).chain(appositions.iter().map(|a| a.head));
    let mut found = heads.filter_map(|head| at(scene, head));
    let first = found.next()?;
    // "the governor of the island, Kim Olsen": the name says more than the office.
    let is_of_kind = |p: &Party, kind: ActorKind| {
        !p.actors.is_empty() && p.actors.iter().all(|&id| scene.referents.actor(id).kind == kind)
    };
    if is_of_kind(&first, ActorKind::Group)
        && scene.doc.tag(first.head as usize) == "NN"
        && let Some(named) = found.clone().find(|p| is_of_kind(p, ActorKind::Person))
    {
        return Some(named);
    }
    if first.actors.is_empty() {
        Some(found.find(|p| !p.actors.is_empty()).unwrap_or(first))
    } else {
        Some(first)
    }
}

/// The party whose members a phrase counts: "dozens of *soldiers*".
pub(super) fn counted(scene: &Scene<'_>, filler: &Filler<'_>) -> Option<Party> {
    at(scene, filler.counted?)
}

/// The other parties that stand in a clause, in the order of the text: those that fill no place in it.
pub(super) fn beside(scene: &Scene<'_>, clause: u32, predicate_end: u32) -> Vec<Party> {
    let clause = scene.clause(clause);
    let within = (predicate_end..clause.span.end).filter_map(|t| at(scene, t));
    within.filter(|p| !p.actors.is_empty()).take(1).collect()
}

/// The parties of a phrase.
pub(super) fn of(scene: &Scene<'_>, filler: &Filler<'_>) -> Vec<Party> {
    if filler.participant.is_some_and(|p| p.role == Role::Modifier) && is_where(scene, filler.head) {
        return Vec::new();
    }
    unresolved_or(scene, filler).unwrap_or_else(|party| party.into_iter().collect())
}

/// Whether a name before an event noun says where: a city, or the country after one ("the Aden, Yemen, bombing").
fn is_where(scene: &Scene<'_>, head: u32) -> bool {
    let doc = scene.doc;
    let is_seat = |e: &Entry| matches!(e, Entry::Country(_, CountryName::Capital | CountryName::Seat));
    let entries = scene.world.gazette().look_up(doc.word(head as usize));
    let is_city = entries.iter().any(is_seat) || entries.is_empty() && is_of_place_name(scene, head);
    is_city || head > 0 && doc.word(head as usize - 1) == ","
}

/// The first actor anywhere in a phrase that does not act for those that `own` are; the phrase's own party
/// where it is one. `facing` are the countries of the other side; where there is none yet, one who acts is looked
/// for, and whoever is only named by the place did not.
pub(super) fn inside(scene: &Scene<'_>, filler: &Filler<'_>, facing: Option<&[Body]>) -> Vec<Party> {
    let own = facing.unwrap_or(&[]);
    let unresolved = match unresolved_or(scene, filler) {
        Ok(found) => return found,
        Err(unresolved) => unresolved,
    };
    if APART.contains(&scene.doc.lemma(filler.head as usize).to_lowercase().as_str()) {
        return unresolved.into_iter().collect();
    }
    let mut domestic = None;
    let says_where = |t: &usize| {
        matches!(scene.doc.dep(*t), "compound" | "nmod" | "nounmod") && is_where(scene, *t as u32)
    };
    let is_by_place = |t: &usize| facing.is_none() && is_under_place(scene, filler, *t);
    let words = filler.span.range().filter(|t| !says_where(t) && !is_by_place(t));
    for party in words.filter_map(|t| at(scene, t as u32)).filter(|p| !p.actors.is_empty()) {
        let actor = scene.referents.actor(party.actors[0]);
        if !actor.acts_for.is_some_and(|body| own.contains(&body)) {
            return vec![party];
        }
        if actor.kind != ActorKind::State {
            domestic = domestic.or(Some(party));
        }
    }
    domestic.or(unresolved).into_iter().collect()
}

/// "a blast *near the Russian embassy*": whether a word of a phrase stands behind a preposition of place.
fn is_under_place(scene: &Scene<'_>, filler: &Filler<'_>, token: usize) -> bool {
    let doc = scene.doc;
    let above = doc.ancestors(token).take_while(|&t| t != filler.head as usize);
    above.into_iter().any(|t| doc.dep(t) == "prep" && PLACING.contains(&doc.word(t).to_lowercase().as_str()))
}

/// Prepositions of place.
const PLACING: [&str; 14] = [
    "near", "outside", "inside", "at", "in", "off", "around", "beside", "behind", "opposite", "along",
    "beneath", "aboard", "within",
];

/// The known parties of a phrase, or else the one that its words speak of.
fn unresolved_or(scene: &Scene<'_>, filler: &Filler<'_>) -> Result<Vec<Party>, Option<Party>> {
    let unresolved = match itself(scene, filler) {
        Some(party) if !party.actors.is_empty() => {
            let mut found: Vec<Party> = joined_before(scene, filler, party.head).into_iter().collect();
            let listed = listed_after(scene, filler, &party);
            found.push(party);
            found.extend(listed);
            return Ok(found);
        }
        unresolved => unresolved,
    };
    if unresolved.is_none()
        && let Some(found) = owner(scene, filler.head as usize, DEPTH)
    {
        return Ok(found);
    }
    match message::issuer(scene, filler.head as usize) {
        Some(party) => Ok(vec![party]),
        None => Err(unresolved),
    }
}

/// "two states, Libya *and Chad*": the others of an apposition that names several.
fn listed_after(scene: &Scene<'_>, filler: &Filler<'_>, first: &Party) -> Vec<Party> {
    let appositions = filler.participant.map_or(&[][..], |p| &p.appositions);
    if !appositions.iter().any(|a| a.head == first.head) || first.head == filler.head {
        return Vec::new();
    }
    let (doc, mut found, mut last) = (scene.doc, Vec::new(), first.head as usize);
    while let Some(next) = doc.children_by(last, &["conj"]).next() {
        found.extend(at(scene, next as u32).filter(|p| !p.actors.is_empty()));
        last = next;
    }
    found
}

/// "President Adams and Premier Bell" that the parser read as one name: the person named before "and".
fn joined_before(scene: &Scene<'_>, filler: &Filler<'_>, head: u32) -> Option<Party> {
    let doc = scene.doc;
    let is_join = |t: usize| doc.dep(t) == "cc" && doc.entity_of(t).is_none() && doc.dep(t - 1) != "ROOT";
    let start = filler.span.start as usize;
    let and = (start + 1..head as usize).rev().find(|&t| is_join(t))?;
    let is_apart = !doc.is_ancestor(doc.head(and), and) || doc.head(and) == and - 1;
    let before = at(scene, and as u32 - 1)?;
    let is_person = before.actors.iter().all(|&id| scene.referents.actor(id).kind == ActorKind::Person);
    (is_apart && !before.actors.is_empty() && is_person).then_some(before)
}

/// The party that a word names.
pub(super) fn at(scene: &Scene<'_>, head: u32) -> Option<Party> {
    let head = antecedent(scene, head as usize).unwrap_or(head);
    if let Some(party) = speaker(scene, head) {
        return Some(party);
    }
    if let Some(party) = possessor(scene, head as usize) {
        return Some(party);
    }
    let mention = scene.referents.at(head)?;
    if place::is_of_feature(scene, head) {
        return None;
    }
    if let Some(ground) = elsewhere(scene, mention) {
        return Some(Party { head, span: mention.tokens, actors: Vec::new(), ground: Some(ground) });
    }
    let is_unknown = || {
        mention.actors.iter().all(|&id| {
            let actor = scene.referents.actor(id);
            !actor.is_known && actor.acts_for.is_none() && actor.office.is_none()
        })
    };
    if (mention.kind == MentionKind::Description || is_unknown()) && is_of_place_name(scene, head) {
        return None;
    }
    Some(Party { head, span: mention.tokens, actors: mention.actors.clone(), ground: None })
}

/// The state that a region lies in which is named after another state: "New Mexico", "New South Wales".
fn elsewhere(scene: &Scene<'_>, mention: &Mention) -> Option<Body> {
    let [only] = mention.actors[..] else { return None };
    let actor = scene.referents.actor(only);
    if actor.kind != ActorKind::State || mention.tokens.len() < 2 {
        return None;
    }
    let setting = place::place_in(scene, mention.tokens)?;
    let words = setting.span.slice(scene.doc.text())?;
    let is_longer = words.contains(' ') && scene.world.gazette().look_up(words).is_empty();
    let country = place::country_of(scene, setting).filter(|_| is_longer)?;
    (actor.acts_for != Some(country)).then_some(country)
}

/// Whether a word is part of a place's name: "the West Bank" is no bank.
fn is_of_place_name(scene: &Scene<'_>, head: u32) -> bool {
    let bytes = scene.doc.bytes(head as usize);
    scene.places.iter().any(|s| {
        s.place.is_some() && s.span.start as usize <= bytes.start && bytes.end <= s.span.end as usize
    })
}

/// Who says "I" or "we": the speaker of the quotation.
fn speaker(scene: &Scene<'_>, head: u32) -> Option<Party> {
    let word = scene.doc.word(head as usize);
    if !matches!(word, "I" | "we" | "We" | "us" | "me" | "our" | "Our" | "my" | "My") {
        return None;
    }
    let holding = statements::attribution_of(scene.statements, head as usize);
    let quoted = holding.into_iter().map(|i| &scene.statements[i]).find(|s| s.form != Form::Indirect)?;
    let mention = scene.referents.at(quoted.speaker?.head)?;
    let span = Span::new(head, head + 1);
    Some(Party { head, span, actors: mention.actors.clone(), ground: None })
}

/// "Adams, *whose forces* shelled the town": he whose they are.
fn possessor(scene: &Scene<'_>, noun: usize) -> Option<Party> {
    let doc = scene.doc;
    let is_whose = doc.children_by(noun, &["poss"]).any(|t| doc.tag(t) == "WP$");
    if !is_whose || APART.contains(&doc.lemma(noun).to_lowercase().as_str()) {
        return None;
    }
    let verb = doc.ancestors(noun).find(|&t| doc.dep(t) == "relcl")?;
    at(scene, doc.head(verb) as u32).filter(|p| !p.actors.is_empty())
}

/// Whom "who" and "which" stand for where the parse left it open: the nearest noun before them that is an
/// actor, or the one that this noun is "of".
fn antecedent(scene: &Scene<'_>, pronoun: usize) -> Option<u32> {
    let doc = scene.doc;
    if !matches!(doc.tag(pronoun), "WP" | "WDT") {
        return None;
    }
    let sentence = &doc.sentences()[doc.sentence_of(pronoun)];
    let before =
        (sentence.start..pronoun).rev().find(|&t| !matches!(doc.pos(t), "PUNCT" | "SPACE" | "ADP"))?;
    let is_person = doc.word(pronoun).eq_ignore_ascii_case("who");
    let fits = |t: usize| {
        scene.referents.at(t as u32).is_some_and(|m| {
            let mut actors = m.actors.iter().map(|&id| scene.referents.actor(id).kind);
            actors.any(|kind| !is_person || kind != ActorKind::State)
        })
    };
    std::iter::once(before)
        .chain(doc.ancestors(before))
        .take(4)
        .take_while(|&t| sentence.contains(&t) && t < pronoun && doc.pos(t) != "VERB")
        .find(|&t| fits(t))
        .map(|t| t as u32)
}

/// The state whose ground a phrase names: that of the place it is, or lies in.
pub(super) fn on_ground(scene: &Scene<'_>, filler: &Filler<'_>) -> Option<Party> {
    let ground = Some(place::country_of(scene, place::place_in(scene, filler.span)?)?);
    Some(Party { head: filler.head, span: filler.span, actors: Vec::new(), ground })
}

/// Nouns for people and things of somebody that do not act or suffer in his stead: "the widow of the minister".
const APART: [&str; 32] = [
    "fiancée",
    "fiancee",
    "fiancé",
    "fiance",
    "wife",
    "husband",
    "widow",
    "widower",
    "brother",
    "sister",
    "mother",
    "father",
    "son",
    "daughter",
    "child",
    "cousin",
    "nephew",
    "niece",
    "uncle",
    "aunt",
    "parent",
    "relative",
    "friend",
    "killer",
    "murderer",
    "lawyer",
    "attorney",
    "victim",
    "survivor",
    "biographer",
    "rival",
    "fan",
];

/// How many "of" deep the owner of a noun is looked for.
const DEPTH: usize = 3;

/// Whom "by" after a noun, or after what it is of, names as the doer.
fn agent_of(scene: &Scene<'_>, head: usize) -> Option<usize> {
    let doc = scene.doc;
    let mut at = vec![head];
    // "condemned the recognition of the island as a port by …": the parser hangs "as" on the verb.
    let verb = doc.head(head);
    let mut beside: Vec<usize> = doc.children_by(verb, &["prep"]).filter(|&t| doc.word(t) == "as").collect();
    beside.retain(|_| doc.dep(head) == "dobj");
    // "sanctions *imposed by* the council"
    let given =
        doc.children_by(head, &["acl"]).find(|&t| doc.tag(t) == "VBN" && GIVING.contains(&doc.lemma(t)));
    at.extend(given);
    for _ in 0..DEPTH {
        let mut joins: Vec<usize> = at.iter().flat_map(|&t| doc.children_by(t, &["prep", "agent"])).collect();
        joins.append(&mut beside);
        if let Some(&by) = joins.iter().find(|&&t| doc.word(t) == "by") {
            return doc.children_by(by, &["pobj"]).next();
        }
        at = joins.iter().flat_map(|&t| doc.children_by(t, &["pobj"])).collect();
    }
    None
}

/// Verbs by which somebody makes a plan, a law or a step known, or his own.
const GIVING: [&str; 30] = [
    "announce",
    "unveil",
    "present",
    "propose",
    "publish",
    "issue",
    "make",
    "take",
    "launch",
    "begin",
    "pass",
    "adopt",
    "sign",
    "approve",
    "draft",
    "introduce",
    "release",
    "submit",
    "table",
    "deliver",
    "order",
    "plan",
    "start",
    "enact",
    "impose",
    "offer",
    "conduct",
    "file",
    "send",
    "give",
];

/// Whom "by" after a noun names as the doer of what the noun tells.
pub(super) fn doer_of(scene: &Scene<'_>, noun: usize) -> Option<Party> {
    agent_of(scene, noun).and_then(|agent| at(scene, agent as u32)).filter(|p| !p.actors.is_empty())
}

/// Whose a plan, a law or a step is by the words around it: its owner, or who gives it out.
pub(super) fn owner_of(scene: &Scene<'_>, noun: usize) -> Option<Vec<Party>> {
    if let Some(found) = owner(scene, noun, DEPTH) {
        return Some(found);
    }
    let doc = scene.doc;
    let verb = doc.head(noun);
    if doc.dep(noun) != "dobj" || !GIVING.contains(&doc.lemma(verb)) {
        return None;
    }
    // "signed and published a decree": the subject is that of the first verb.
    let first = std::iter::once(verb).chain(doc.ancestors(verb).take_while(|&a| doc.pos(a) == "VERB"));
    let subject = first.flat_map(|v| doc.children_by(v, &["nsubj"])).next()?;
    let party = at(scene, subject as u32).filter(|p| !p.actors.is_empty())?;
    Some(vec![party])
}

/// The actors to whom a noun belongs: its possessor, its modifier, "of" whom it is, with their conjuncts.
fn owner(scene: &Scene<'_>, head: usize, depth: usize) -> Option<Vec<Party>> {
    let doc = scene.doc;
    if APART.contains(&doc.lemma(head).to_lowercase().as_str()) {
        return None;
    }
    let with_conjuncts = |first: usize| -> Vec<Party> {
        let mut found: Vec<Party> = Vec::new();
        let mut next = vec![first];
        while let Some(token) = next.pop() {
            found.extend(at(scene, token as u32).filter(|p| !p.actors.is_empty()));
            next.extend(doc.children_by(token, &["conj"]));
        }
        found.sort_by_key(|p| p.head);
        found
    };
    let is_place = |t: &usize| doc.dep(*t) != "poss" && is_where(scene, *t as u32);
    for token in doc.children_by(head, &OWNERS).filter(|t| !is_place(t)) {
        let found = with_conjuncts(token);
        if !found.is_empty() {
            return Some(found);
        }
    }
    if depth == 0 {
        return None;
    }
    // "the proclamation of the park as common land by the mayor": whose deed it is, before what it is of.
    if depth == DEPTH
        && let Some(found) = agent_of(scene, head).map(with_conjuncts).filter(|found| !found.is_empty())
    {
        return Some(found);
    }
    for preposition in doc.children_by(head, &["prep"]) {
        if !doc.word(preposition).eq_ignore_ascii_case("of") {
            continue;
        }
        for object in doc.children_by(preposition, &["pobj"]) {
            let found = with_conjuncts(object);
            if !found.is_empty() {
                return Some(found);
            }
            if let Some(found) = owner(scene, object, depth - 1) {
                return Some(found);
            }
        }
    }
    None
}
