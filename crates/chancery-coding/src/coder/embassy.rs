//! "Thousands marched to the Chinese consulate in Makati": the embassy or consulate before which people protest is
//! whom they protest to, not the town in which it stands, nor the weather.

use chancery_record::{EventType, Mode};

use super::act::Act;
use super::party::{self, Party};
use super::scene::Scene;
use crate::resolve::{is_house_abroad, is_of_house_abroad};

/// Lets those who protest before an embassy, and against nobody else whom the clause names, do so to the embassy.
pub(super) fn settle(scene: &Scene<'_>, acts: &mut [Act]) {
    for act in acts.iter_mut().filter(|act| act.code.event_type == EventType::Protest) {
        let is_mere_place = |p: &Party| {
            p.actors.is_empty() || scene.referents.at(p.head).is_some_and(|mention| mention.is_place)
        };
        if act.target.iter().all(is_mere_place)
            && let Some(house) = house_of(scene, act.clause)
        {
            act.target = vec![house];
        }
    }
    // "Police break up protest at Finnish embassy": those driven off are not of its state.
    for act in acts.iter_mut().filter(|act| act.code.mode.map(Mode::name) == Some("crowd-control")) {
        act.target.retain(|p| !is_of_house_abroad(scene.doc, p.head as usize));
    }
}

/// Prepositions by which people are at, or go to, a place where they protest.
const BEFORE: [&str; 14] = [
    "outside",
    "in front of",
    "at",
    "to",
    "before",
    "near",
    "in",
    "on",
    "towards",
    "toward",
    "around",
    "opposite",
    "against",
    "past",
];

/// The embassy that the words of place or direction of a clause name.
fn house_of(scene: &Scene<'_>, number: u32) -> Option<Party> {
    let (clause, doc) = (scene.clause(number), scene.doc);
    let participants = clause.participants.iter().map(|p| (p.preposition, p.head, p.span));
    let settings = clause.settings.iter().map(|s| (s.preposition, s.head, s.span));
    let places = participants.chain(settings).filter(|(by, ..)| by.is_some_and(|by| BEFORE.contains(&by)));
    // "in the rain outside the embassy", but not "at a trial over the embassy"
    let is_there = |head: u32, house: usize| {
        let mut above = doc.ancestors(house).take_while(|&t| t != head as usize);
        let is_front = |t: usize| doc.word(t) == "of" && doc.word(doc.head(t)) == "front";
        above.all(|t| doc.dep(t) != "prep" || BEFORE.contains(&doc.word(t)) || is_front(t))
    };
    let house = places.into_iter().find_map(|(_, head, span)| {
        span.range().find(|&t| is_house_abroad(doc, t) && (t == head as usize || is_there(head, t)))
    })?;
    party::at(scene, house as u32).filter(|p| !p.actors.is_empty())
}
