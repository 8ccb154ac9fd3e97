//! Where an event took place: where its tellings say, else where what surrounds them is.

use chancery_knowledge::Body;
use chancery_record::{EventType, Mode};

use super::act::Act;
use super::merge::{Told, bodies_of};
use super::party::Party;
use super::place::{self, Setting};
use super::scene::Scene;
use super::site::{Sought, held, named, own};
use super::{Reading, when};
use crate::clauses::{Form, Relation, Role};
use crate::resolve::ActorKind;
use crate::statements::Statement;

/// How sure a place is that clauses around the act name.
const BESIDE: f64 = 0.75;
/// How sure the country of both sides is to be where the one acts on the other.
const AT_HOME: f64 = 0.6;
/// Clauses upwards that are looked at.
const STEPS: usize = 3;

/// The place of an event.
pub(super) fn of(reading: &Reading<'_>, event: &Told) -> Option<Setting> {
    let scene = &reading.scene;
    let acts = || event.acts.iter();
    acts()
        .find_map(|act| named(scene, act.clause, Sought::of(act)))
        .or_else(|| acts().find_map(|act| beside(scene, act)))
        .or_else(|| of_parties(scene, event))
        .or_else(|| on_occasion(reading, event))
        .or_else(|| at_home(scene, event))
}

/// The place of a clause beside the act's own: "where", "when", "while" and "as" join what is at one place, and
/// people go somewhere to do what they do there.
fn beside(scene: &Scene<'_>, act: &Act) -> Option<Setting> {
    let less_sure = |setting: Setting| Setting { confidence: setting.confidence.min(BESIDE), ..setting };
    above(scene, act).or_else(|| below(scene, act)).map(less_sure)
}

fn above(scene: &Scene<'_>, act: &Act) -> Option<Setting> {
    let is_deed = !act.is_of_words();
    let is_meeting = act.code.event_type == EventType::Consult;
    let mut at = act.clause;
    for _ in 0..STEPS {
        let clause = scene.clause(at);
        let link = clause.link?;
        let upper = link.clause;
        let is_same = shares_subject(scene, at, upper);
        let marker = link.marker.map(|t| scene.doc.lemma(t as usize).to_lowercase());
        let by_time = matches!(marker.as_deref(), Some("when" | "while" | "as" | "where"));
        match link.relation {
            Relation::Relative if is_where(scene, at) => {
                return antecedent(scene, at).or_else(|| own(scene, upper, Sought::ARRIVAL));
            }
            Relation::Adverbial if by_time && (is_deed || is_same) => {}
            // "sent troops to Mopti to drive out rebels", "flew to Quito to meet the miners"
            Relation::Adverbial if clause.form == Form::Infinitive && (is_deed || is_meeting) => {
                return arrived(scene, upper);
            }
            Relation::Conjunct if is_same && scene.clause(upper).predicate.head < clause.predicate.head => {
                if is_deed && !is_speech(scene, upper) || is_meeting {
                    return arrived(scene, upper);
                }
                return None;
            }
            Relation::Complement if is_deed && !is_speech(scene, upper) => {}
            Relation::Argument(_) | Relation::Within if clause.form == Form::Nominal => {}
            _ => return None,
        }
        let sought = if is_deed { Sought::DEED } else { Sought::WORDS };
        if let Some(found) = own(scene, upper, sought) {
            return Some(found);
        }
        at = upper;
    }
    None
}

/// The place of a clause of time under the act's own: "while he was in Bonn", "after arriving in Bonn" is before it.
fn below(scene: &Scene<'_>, act: &Act) -> Option<Setting> {
    let is_deed = !act.is_of_words();
    let under = (0..scene.clauses.all().len() as u32).filter(|&number| {
        let clause = scene.clause(number);
        let Some(link) = clause.link.filter(|l| l.clause == act.clause) else { return false };
        let marker = link.marker.map(|t| scene.doc.lemma(t as usize).to_lowercase());
        let by_time = match marker.as_deref() {
            Some("when" | "while" | "as") => true,
            None => clause.form == Form::Ing,
            _ => false,
        };
        link.relation == Relation::Adverbial
            && by_time
            && (is_deed && !is_speech(scene, number) || shares_subject(scene, number, act.clause))
    });
    under.into_iter().find_map(|number| arrived(scene, number))
}

/// Where a clause is, or where those of it go.
fn arrived(scene: &Scene<'_>, clause: u32) -> Option<Setting> {
    let is_motion = || {
        let lemma = scene.clause(clause).predicate.lemma.as_str();
        scene.clause(clause).predicate.noun_verb == Some("visit")
            || matches!(
                lemma,
                "visit"
                    | "go"
                    | "come"
                    | "fly"
                    | "travel"
                    | "arrive"
                    | "return"
                    | "head"
                    | "tour"
                    | "send"
                    | "deploy"
                    | "dispatch"
                    | "rush"
                    | "move"
                    | "march"
                    | "cross"
                    | "land"
            )
    };
    let sought = if is_motion() { Sought::ARRIVAL } else { Sought::DEED };
    own(scene, clause, sought).or_else(|| {
        let into = scene.clause(clause).in_role(Role::Oblique("into"));
        into.filter(|_| is_motion()).find_map(|p| place::place_in(scene, p.span).cloned())
    })
}

/// Whether a relative clause says what was "where" its antecedent is.
fn is_where(scene: &Scene<'_>, clause: u32) -> bool {
    let doc = scene.doc;
    let head = scene.clause(clause).predicate.verb.unwrap_or(scene.clause(clause).predicate.head) as usize;
    doc.children_by(head, &["advmod"]).any(|t| doc.word(t).eq_ignore_ascii_case("where"))
}

/// The place that the noun before a relative clause is.
fn antecedent(scene: &Scene<'_>, clause: u32) -> Option<Setting> {
    let doc = scene.doc;
    let verb = scene.clause(clause).predicate.verb.unwrap_or(scene.clause(clause).predicate.head) as usize;
    let relative = doc.subtree_span(verb);
    let noun = doc.head(verb);
    let before = doc.subtree_span(noun).start..relative.start.max(noun + 1);
    let tokens = chancery_record::Span::new(before.start as u32, before.end as u32);
    place::place_in(scene, tokens).cloned()
}

/// Whether one clause's subject is the other's.
fn shares_subject(scene: &Scene<'_>, one: u32, other: u32) -> bool {
    let whom = |head: u32| scene.referents.at(head).map(|m| m.actors.clone()).unwrap_or_default();
    let (one, other) = (scene.clause(one), scene.clause(other));
    if one.subjects().next().is_none() {
        return one.form == Form::Ing;
    }
    one.subjects().any(|a| {
        other.subjects().any(|b| a.head == b.head || !whom(a.head).is_empty() && whom(a.head) == whom(b.head))
    })
}

/// Whether a clause says that something is said.
fn is_speech(scene: &Scene<'_>, clause: u32) -> bool {
    scene.statements.iter().any(|s| is_cue(scene, s, clause))
}

fn is_cue(scene: &Scene<'_>, statement: &Statement, clause: u32) -> bool {
    let predicate = &scene.clause(clause).predicate;
    statement.cue.is_some_and(|cue| cue.head == predicate.head || predicate.verb == Some(cue.head))
}

/// "*Police in Nairobi* fired tear gas": where those are who do a deed, or suffer it, unless it reaches another country.
fn of_parties(scene: &Scene<'_>, event: &Told) -> Option<Setting> {
    let first = event.first();
    if first.is_of_words() {
        return None;
    }
    let faced: Vec<Body> = event.target.iter().flat_map(|p| bodies_of(scene, p)).collect();
    event.source.iter().chain(&event.target).find_map(|party| {
        let setting = held(scene, party.head)?;
        let there = place::country_of(scene, &setting)?;
        (faced.is_empty() || faced.contains(&there)).then_some(setting)
    })
}

/// Where somebody says what he says: at the meeting at which he says it, or where the report has him speak elsewhere.
fn on_occasion(reading: &Reading<'_>, event: &Told) -> Option<Setting> {
    let scene = &reading.scene;
    let first = event.first();
    if !first.is_of_words() || first.code.event_type == EventType::Consult {
        return None;
    }
    if let Some(meeting) = when::meeting_of(reading, event) {
        return meeting.acts.iter().find_map(|act| named(scene, act.clause, Sought::of(act)));
    }
    let [only] = event.source[..].iter().flat_map(|p| p.actors.clone()).collect::<Vec<_>>()[..] else { return None };
    if scene.referents.actor(only).kind != ActorKind::Person {
        return None;
    }
    let own_days = event.days;
    let is_his = |s: &&Statement| {
        let speaker = s.speaker.and_then(|m| scene.referents.at(m.head));
        speaker.is_some_and(|m| m.actors[..] == [only])
    };
    let clauses = (0..scene.clauses.all().len() as u32).filter(|&number| {
        let is_told = scene.statements.iter().filter(is_his).any(|s| is_cue(scene, s, number));
        let is_act = reading.told.iter().flat_map(|told| &told.acts).any(|act| {
            act.clause == number
                && act.is_of_words()
                && act.code.event_type != EventType::Consult
                && act.source.iter().any(|p| p.actors[..] == [only])
        });
        let its_days = when::named(scene, &reading.times, number, reading.published).and_then(|n| n.days);
        let is_another_day = own_days.zip(its_days).is_some_and(|(a, b)| !a.overlaps(b));
        (is_told || is_act) && !is_another_day && !scene.clause(number).aspect.perfect
    });
    let mut spoken = clauses.filter_map(|number| own(scene, number, Sought::WORDS)).collect::<Vec<_>>();
    let found = spoken.pop()?;
    let is_one = spoken.iter().all(|other| other.place == found.place);
    is_one.then(|| Setting { confidence: found.confidence.min(BESIDE), ..found })
}

/// Where one acts on another of the same country: there, unless the words place it elsewhere.
fn at_home(scene: &Scene<'_>, event: &Told) -> Option<Setting> {
    let first = event.first();
    let is_on_ground = matches!(
        first.code.event_type,
        EventType::Assault | EventType::Coerce | EventType::Protest | EventType::Retreat
    );
    let is_remote = first.code.mode.map(Mode::name).is_some_and(|mode| matches!(mode, "cyber" | "misinformation"));
    if !is_on_ground || is_remote || event.source.is_empty() {
        return None;
    }
    let country = |party: &Party| match bodies_of(scene, party)[..] {
        [body @ Body::Country(_)] => Some(body),
        _ => None,
    };
    let home = country(&event.source[0])?;
    let all = |parties: &[Party]| parties.iter().all(|p| country(p) == Some(home));
    if !all(&event.source) || event.target.is_empty() || !all(&event.target) {
        return None;
    }
    let party = event.source.first()?;
    let key = place::of_country(scene.world, home)?;
    Some(Setting { span: place::bytes_of(scene, party.span), place: Some(key), confidence: AT_HOME })
}
