//! "During the meeting, she thanked …", "For his part, he warned …": an act said at a meeting that the report
//! has told has that meeting's time.

use chancery_knowledge::Body;
use chancery_record::{EventType, Span, Status, Token};

use super::Reading;
use super::act::Act;
use super::merge::{Told, bodies_of};
use super::scene::Scene;

/// Nouns for occasions on which words are exchanged.
const OCCASIONS: [&str; 14] = [
    "meeting",
    "talk",
    "visit",
    "call",
    "conversation",
    "summit",
    "session",
    "trip",
    "negotiation",
    "conference",
    "dialogue",
    "encounter",
    "discussion",
    "consultation",
];
/// How many acts back a chain of "for his part" is followed.
const STEPS: usize = 3;

/// The meeting that an event's words place it at, and those words.
pub(super) fn of<'a>(reading: &'a Reading<'_>, event: &Told) -> Option<(&'a Told, Span<Token>)> {
    event.acts.iter().find_map(|act| at(reading, act, STEPS))
}

fn at<'a>(reading: &'a Reading<'_>, act: &Act, steps: usize) -> Option<(&'a Told, Span<Token>)> {
    let scene = &reading.scene;
    if let Some(words) = named(scene, act.clause) {
        return meeting_before(reading, act).map(|told| (told, words));
    }
    let words = in_turn(scene, act.clause).filter(|_| steps > 0)?;
    let sentence = scene.clause(act.clause).sentence;
    let before = reading.told.iter().flat_map(|told| told.acts.iter().map(move |a| (told, a)));
    let (told, last) = before
        .filter(|(_, a)| {
            let its = scene.clause(a.clause).sentence;
            its < sentence && its + 2 > sentence
        })
        .max_by_key(|(_, a)| a.clause)?;
    if told.first().code.event_type == EventType::Consult {
        return is_held(told).then_some((told, words));
    }
    at(reading, last, steps - 1).map(|(told, _)| (told, words))
}

/// Whether a meeting took place: nothing was said yet at one that is to come.
fn is_held(meeting: &Told) -> bool {
    meeting.first().status == Status::Actual
}

/// "during the meeting", "in their talks": the phrase in a clause that names an occasion told before.
fn named(scene: &Scene<'_>, clause: u32) -> Option<Span<Token>> {
    let doc = scene.doc;
    let clause = scene.clause(clause);
    let phrases = clause.settings.iter().map(|s| (s.preposition, s.head, s.span));
    let participants = clause.participants.iter().map(|p| (p.preposition, p.head, p.span));
    let is_known = |head: u32| {
        doc.children_by(head as usize, &["det", "poss"]).any(|t| {
            doc.tag(t) == "PRP$" || matches!(doc.word(t).to_lowercase().as_str(), "the" | "this" | "that")
        })
    };
    let mut found = phrases.chain(participants).filter(|(preposition, head, _)| {
        matches!(preposition, Some("during" | "in" | "at" | "after" | "following"))
            && OCCASIONS.contains(&doc.lemma(*head as usize).to_lowercase().as_str())
            && is_known(*head)
    });
    found.next().map(|(_, _, span)| span)
}

/// "for his part": whose turn it is on the occasion of the sentence before.
fn in_turn(scene: &Scene<'_>, clause: u32) -> Option<Span<Token>> {
    let doc = scene.doc;
    let sentence = doc.sentences()[scene.clause(clause).sentence as usize].clone();
    let at = sentence.clone().find(|&t| {
        t + 2 < sentence.end
            && doc.word(t).eq_ignore_ascii_case("for")
            && doc.tag(t + 1) == "PRP$"
            && doc.word(t + 2) == "part"
    })?;
    Some(Span::new(at as u32, at as u32 + 3))
}

/// The last meeting told before an act at which somebody was whose country the act's source acts for.
fn meeting_before<'a>(reading: &'a Reading<'_>, act: &Act) -> Option<&'a Told> {
    let scene = &reading.scene;
    let own: Vec<Body> = act.source.iter().flat_map(|p| bodies_of(scene, p)).collect();
    let meetings =
        reading.told.iter().filter(|t| t.first().code.event_type == EventType::Consult && is_held(t));
    let shares = |told: &&Told| {
        told.source
            .iter()
            .chain(&told.target)
            .flat_map(|p| bodies_of(scene, p))
            .any(|body| own.contains(&body))
    };
    let before = |told: &&Told| told.first().clause < act.clause;
    meetings
        .filter(before)
        .filter(shares)
        .max_by_key(|told| told.acts.iter().map(|a| a.clause).filter(|&c| c < act.clause).max())
}
