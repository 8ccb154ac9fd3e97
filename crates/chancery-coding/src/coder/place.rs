//! Where an act took place: the place words of its clause, looked up in the gazetteer.

use chancery_knowledge::Body;
use chancery_knowledge::places::{
    Kind, Passage, PlaceKey, Places, Surroundings, Word, find_mentions, resolve,
};
use chancery_nlp::Doc;
use chancery_record::{Byte, EventType, Span, Token, Where};

use super::Reading;
use super::merge::Told;
use super::scene::Scene;
use crate::clauses::{Form, Relation, Role, SettingKind};

/// People of a large city.
const CITY: u32 = 500_000;

/// Clauses upwards in which the place of an act may stand.
const STEPS: usize = 3;

/// A place name of the text with the place it means.
#[derive(Debug, Clone)]
pub(super) struct Setting {
    pub(super) span: Span<Byte>,
    pub(super) place: Option<PlaceKey>,
    /// How sure it is that this place is meant, from 0 to 1.
    pub(super) confidence: f64,
}

/// All place names of a text.
pub(super) fn settings(doc: &Doc) -> Vec<Setting> {
    let places = Places::embedded();
    let words: Vec<Word<'_>> = (0..doc.len())
        .map(|token| {
            let (bytes, (position, entity)) = (doc.bytes(token), doc.entity_tag(token));
            let (start, end) = (bytes.start as u32, bytes.end as u32);
            Word { start, end, tag: doc.tag(token), entity, begins: position == "B" }
        })
        .collect();
    let passage = Passage { text: doc.text(), words: &words };
    let mentions = find_mentions(places, &passage);
    let choices = resolve(places, &passage, &mentions, &Surroundings::default());
    let pairs = mentions.iter().zip(choices);
    pairs.map(|(m, c)| Setting { span: m.span, place: c.place, confidence: c.confidence }).collect()
}

/// The state that a place lies in.
pub(super) fn country_of(scene: &Scene<'_>, setting: &Setting) -> Option<Body> {
    scene.world.body(Places::embedded().place(setting.place?).country?)
}

/// Whether a place is a city too large to be taken for another of its name.
pub(super) fn is_city(setting: &Setting) -> bool {
    setting.place.is_some_and(|key| Places::embedded().place(key).population >= CITY)
}

/// The state on whose ground a clause, or the one that holds it, says that it happens.
pub(super) fn country_of_clause(scene: &Scene<'_>, clause: u32) -> Option<Body> {
    let sought = Sought { goes_there: false, is_deed: true };
    named(scene, clause, &sought).and_then(|setting| country_of(scene, setting))
}

/// The place of an event: the first that a telling's own clause names.
pub(super) fn of<'a>(scene: &Scene<'a>, event: &Told) -> Option<&'a Setting> {
    event.acts.iter().find_map(|act| {
        let goes_there = act.code.event_type == EventType::Consult
            && act.code.mode.is_some_and(|mode| mode.name() == "visit");
        named(scene, act.clause, &Sought { goes_there, is_deed: !act.is_of_words() })
    })
}

/// What of a clause can say where its act is.
struct Sought {
    /// Whether somebody goes to the place of another.
    goes_there: bool,
    /// Whether the act is where its object is: what is bombed, not what is discussed.
    is_deed: bool,
}

fn named<'a>(scene: &Scene<'a>, clause: u32, sought: &Sought) -> Option<&'a Setting> {
    let mut at = clause;
    for _ in 0..STEPS {
        let goes_there = sought.goes_there && at == clause;
        if let Some(found) = own(scene, at, &Sought { goes_there, is_deed: sought.is_deed }) {
            return Some(found);
        }
        let link = scene.clause(at).link?;
        let shares_place = match link.relation {
            Relation::Argument(_) | Relation::Within => scene.clause(at).form == Form::Nominal,
            Relation::Adverbial => scene.clause(at).form == Form::Ing,
            _ => false,
        };
        if !shares_place {
            return None;
        }
        at = link.clause;
    }
    None
}

fn own<'a>(scene: &Scene<'a>, number: u32, sought: &Sought) -> Option<&'a Setting> {
    let clause = scene.clause(number);
    let settings = clause.settings.iter().filter(|s| s.kind == SettingKind::Place).map(|s| s.span);
    // "left Lima for Quito": whither before whence.
    let hosts = |wanted: fn(Role) -> bool| {
        clause.participants.iter().filter(move |p| sought.goes_there && wanted(p.role))
    };
    let host = hosts(|role| matches!(role, Role::Oblique("to" | "in" | "for")))
        .chain(hosts(|role| role == Role::Object));
    let is_where_it_is = |head: u32| sought.is_deed || scene.referents.at(head).is_some();
    let modifier = clause.in_role(Role::Modifier).filter(|_| clause.form == Form::Nominal);
    settings
        .chain(host.map(|p| p.span))
        .find_map(|tokens| place_in(scene, tokens))
        .or_else(|| {
            let mut objects = clause.objects().filter(|p| is_where_it_is(p.head));
            objects.find_map(|p| held(scene, p.head))
        })
        .or_else(|| {
            let is_noun = clause.form == Form::Nominal;
            let others = clause.participants.iter().filter(|_| is_noun);
            others
                .map(|p| p.head)
                .chain(is_noun.then_some(clause.predicate.head))
                .find_map(|h| held(scene, h))
        })
        .or_else(|| {
            modifier
                .filter(|p| !is_party(scene, p.head))
                .find_map(|p| place_in(scene, p.span))
                .filter(|s| !is_country(s))
        })
}

/// Whether two clauses name places of their own that are not one within the other: two towns, two states.
pub(super) fn are_apart(scene: &Scene<'_>, one: u32, other: u32) -> bool {
    let deed = Sought { goes_there: false, is_deed: true };
    let key = |clause: u32| own(scene, clause, &deed).and_then(|setting| setting.place);
    let (Some(one), Some(other)) = (key(one), key(other)) else { return false };
    let places = Places::embedded();
    let (a, b) = (places.place(one), places.place(other));
    let is_town = |kind: Kind| matches!(kind, Kind::Capital | Kind::Seat | Kind::LocalSeat | Kind::Town);
    let is_other_state = a.country.is_some() && b.country.is_some() && a.country != b.country;
    one != other && (is_other_state || is_town(a.kind) && is_town(b.kind) && a.name != b.name)
}

/// Whether a word names people or a state by its adjective: "Israeli" is no place.
fn is_party(scene: &Scene<'_>, head: u32) -> bool {
    scene.doc.pos(head as usize) == "ADJ" || scene.doc.entity_tag(head as usize).1 == "NORP"
}

/// "arrested 30 protesters *in Lagos*": the place that a parse hangs on whom it is done to.
fn held<'a>(scene: &Scene<'a>, word: u32) -> Option<&'a Setting> {
    let doc = scene.doc;
    // "the office of the party in Lagos": what a thing is of lies where it does; what it is over need not.
    let mut nouns = vec![word as usize];
    let mut at = 0;
    while let Some(&noun) = nouns.get(at) {
        let of = doc.children_by(noun, &["prep"]).filter(|&t| doc.word(t) == "of");
        let owners: Vec<usize> = of.flat_map(|t| doc.children_by(t, &["pobj"])).collect();
        nouns.extend(owners);
        nouns.extend(doc.children_by(noun, &["conj"]));
        at += 1;
    }
    let joins = nouns.into_iter().flat_map(|noun| doc.children_by(noun, &["prep"]));
    let of_place =
        joins.filter(|&t| matches!(doc.word(t), "in" | "at" | "near" | "outside" | "around" | "across"));
    of_place.flat_map(|t| doc.children_by(t, &["pobj"])).find_map(|t| {
        let span = doc.subtree_span(t);
        place_in(scene, Span::new(span.start as u32, span.end as u32))
    })
}

/// Whether a word is part of the name of a water or a range, which is nobody's ground: "the Gulf of Oman".
pub(super) fn is_of_feature(scene: &Scene<'_>, word: u32) -> bool {
    let bytes = scene.doc.bytes(word as usize);
    let holds = |s: &&Setting| s.span.start as usize <= bytes.start && bytes.end <= s.span.end as usize;
    scene.places.iter().filter(holds).any(|setting| {
        setting.place.is_some_and(|key| {
            matches!(
                Places::embedded().place(key).kind,
                Kind::Sea
                    | Kind::Gulf
                    | Kind::Strait
                    | Kind::Canal
                    | Kind::River
                    | Kind::Lake
                    | Kind::Mountain
                    | Kind::Desert
            )
        })
    })
}

/// Whether a place is a whole state, which before an event noun takes part in it: "Kenya talks".
fn is_country(setting: &Setting) -> bool {
    setting.place.is_some_and(|key| Places::embedded().place(key).kind == Kind::Country)
}

/// The first place that some tokens name.
pub(super) fn place_in<'a>(scene: &Scene<'a>, tokens: Span<Token>) -> Option<&'a Setting> {
    let bytes = scene.doc.bytes_of(tokens.range());
    let bytes = Span::<Byte>::new(bytes.start as u32, bytes.end as u32);
    scene.places.iter().find(|setting| bytes.covers(setting.span))
}

/// A place as the record has it.
pub(super) fn written(reading: &Reading<'_>, setting: &Setting) -> Where {
    let words = reading.raw.words_at(setting.span.range());
    let place = setting.place.map(|key| Places::embedded().place(key));
    Where {
        name: place.as_ref().map(|p| p.name.to_owned()),
        country: place.as_ref().and_then(|p| p.country).map(str::to_owned),
        lat: place.as_ref().map(|p| p.lat),
        lon: place.as_ref().map(|p| p.lon),
        geonameid: place.as_ref().and_then(|p| p.geonameid),
        words,
    }
}
