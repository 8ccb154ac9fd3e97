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
    mentions.iter().zip(choices).map(|(m, choice)| Setting { span: m.span, place: choice.place }).collect()
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
    named(scene, clause, false).and_then(|setting| country_of(scene, setting))
}

/// The place of an event: the first that a telling's own clause names.
pub(super) fn of(reading: &Reading<'_>, event: &Told) -> Option<Where> {
    let found = event.acts.iter().find_map(|act| {
        let goes_there = act.code.event_type == EventType::Consult
            && act.code.mode.is_some_and(|mode| mode.name() == "visit");
        named(&reading.scene, act.clause, goes_there)
    });
    found.map(|setting| written(reading, setting))
}

fn named<'a>(scene: &Scene<'a>, clause: u32, goes_there: bool) -> Option<&'a Setting> {
    let mut at = clause;
    for _ in 0..STEPS {
        if let Some(found) = own(scene, at, goes_there && at == clause) {
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

fn own<'a>(scene: &Scene<'a>, number: u32, goes_there: bool) -> Option<&'a Setting> {
    let clause = scene.clause(number);
    let settings = clause.settings.iter().filter(|s| s.kind == SettingKind::Place).map(|s| s.span);
    let host = clause
        .participants
        .iter()
        .filter(|p| goes_there && matches!(p.role, Role::Object | Role::Oblique("to" | "in" | "for")));
    let modifier = clause.in_role(Role::Modifier).filter(|_| clause.form == Form::Nominal);
    settings
        .chain(host.map(|p| p.span))
        .find_map(|tokens| place_in(scene, tokens))
        .or_else(|| clause.objects().find_map(|p| held(scene, p.head)))
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

/// Whether a word names people or a state by its adjective: "Israeli" is no place.
fn is_party(scene: &Scene<'_>, head: u32) -> bool {
    scene.doc.pos(head as usize) == "ADJ" || scene.doc.entity_tag(head as usize).1 == "NORP"
}

/// "arrested 30 protesters *in Lagos*": the place that a parse hangs on whom it is done to.
fn held<'a>(scene: &Scene<'a>, word: u32) -> Option<&'a Setting> {
    let doc = scene.doc;
    let joins = doc.subtree(word as usize).into_iter().filter(|&t| doc.dep(t) == "prep");
    let of_place =
        joins.filter(|&t| matches!(doc.word(t), "in" | "at" | "near" | "outside" | "around" | "across"));
    of_place.flat_map(|t| doc.children_by(t, &["pobj"])).find_map(|t| {
        let span = doc.subtree_span(t);
        place_in(scene, Span::new(span.start as u32, span.end as u32))
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

fn written(reading: &Reading<'_>, setting: &Setting) -> Where {
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
