//! The places that a text names, looked up in the gazetteer.

use chancery_knowledge::places::{
    Kind, Passage, Place, PlaceKey, Places, Surroundings, Word, find_mentions, resolve,
};
use chancery_knowledge::{Body, CountryName, World};
use chancery_nlp::Doc;
use chancery_record::{Byte, PlaceKind, Span, Token, Where};

use super::Reading;
use super::scene::Scene;
use crate::resolve::is_of_house_abroad;

/// People of a large city.
const CITY: u32 = 500_000;

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
    let all = pairs.map(|(m, c)| Setting { span: m.span, place: c.place, confidence: c.confidence });
    all.filter(|setting| !is_owner_of_house(doc, places, setting)).collect()
}

/// "the embassy of *Iran*", "the *US* consulate": a state whose house stands elsewhere.
fn is_owner_of_house(doc: &Doc, places: &Places, setting: &Setting) -> bool {
    let is_state = setting.place.is_some_and(|key| places.place(key).kind == Kind::Country);
    let last = || (0..doc.len()).rev().find(|&t| doc.bytes(t).start < setting.span.end as usize);
    is_state && last().is_some_and(|last| is_of_house_abroad(doc, last))
}

/// The state that a place lies in.
pub(super) fn country_of(scene: &Scene<'_>, setting: &Setting) -> Option<Body> {
    scene.world.body(Places::embedded().place(setting.place?).country?)
}

/// Whether a place is a city too large to be taken for another of its name.
pub(super) fn is_city(setting: &Setting) -> bool {
    setting.place.is_some_and(|key| Places::embedded().place(key).population >= CITY)
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

/// Whether a place is a whole state.
pub(super) fn is_country(setting: &Setting) -> bool {
    setting.place.is_some_and(|key| Places::embedded().place(key).kind == Kind::Country)
}

/// The first place that some tokens name.
pub(super) fn place_in<'a>(scene: &Scene<'a>, tokens: Span<Token>) -> Option<&'a Setting> {
    let bytes = bytes_of(scene, tokens);
    scene.places.iter().find(|setting| bytes.covers(setting.span))
}

/// The state of the gazetteer that a body is.
pub(super) fn of_country(world: &World, body: Body) -> Option<PlaceKey> {
    listed(world, body, |by| by == CountryName::Name, Kind::Country)
}

/// The seat of government of a state.
pub(super) fn capital_of(world: &World, body: Body) -> Option<PlaceKey> {
    listed(world, body, |by| by == CountryName::Capital, Kind::Capital)
}

/// The place of one kind, in a state's borders, that bears one of the state's names.
fn listed(world: &World, body: Body, by: fn(CountryName) -> bool, kind: Kind) -> Option<PlaceKey> {
    let Body::Country(id) = body else { return None };
    let (row, places) = (world.country(id), Places::embedded());
    let names = row.names.iter().filter(|(_, named_by)| by(*named_by));
    let keys = names.flat_map(|(name, _)| places.lookup(name)).map(|candidate| candidate.key);
    let is_it = |place: &Place<'_>| place.kind == kind && place.country == Some(&*row.code);
    keys.into_iter().find(|&key| is_it(&places.place(key)))
}

/// The bytes of some tokens.
pub(super) fn bytes_of(scene: &Scene<'_>, tokens: Span<Token>) -> Span<Byte> {
    let bytes = scene.doc.bytes_of(tokens.range());
    Span::new(bytes.start as u32, bytes.end as u32)
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
        kind: place.as_ref().map(|p| kind_of(p.kind)),
        words,
    }
}

fn kind_of(kind: Kind) -> PlaceKind {
    match kind {
        Kind::Country => PlaceKind::Country,
        Kind::Region | Kind::District => PlaceKind::Region,
        Kind::Capital | Kind::Seat | Kind::LocalSeat | Kind::Town | Kind::Quarter => PlaceKind::Town,
        _ => PlaceKind::Feature,
    }
}
