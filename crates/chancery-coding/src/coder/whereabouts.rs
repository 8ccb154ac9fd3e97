//! Where an event took place: where its tellings say, else where what surrounds them is.

use chancery_knowledge::places::{Kind, Places};
use chancery_knowledge::{Body, Sector};
use chancery_record::{EventType, Mode, Span};

use super::act::{Act, actors};
use super::merge::{Told, bodies_of};
use super::party::Party;
use super::place::{self, Setting};
use super::scene::Scene;
use super::site::{Sought, held, named, own, state_named};
use super::{Reading, when};
use crate::clauses::{Form, Relation, Role};
use crate::resolve::{ActorKind, is_house_abroad};
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
    let told = acts().filter_map(|act| named(scene, act.clause, Sought::of(act)));
    let told = told.chain(acts().filter_map(|act| beside(scene, act)));
    // "The first in Asia" is no place of an act.
    let is_on_continent =
        |s: &Setting| s.place.is_some_and(|k| Places::embedded().place(k).kind == Kind::Continent);
    finest(scene, told.filter(|setting| !is_on_continent(setting)))
        .or_else(|| of_parties(scene, event))
        .or_else(|| on_occasion(reading, event))
        .or_else(|| at_home(scene, event))
}

/// The first place, or, where that is a whole state, the first in it.
fn finest(scene: &Scene<'_>, found: impl Iterator<Item = Setting>) -> Option<Setting> {
    let found: Vec<Setting> = found.collect();
    let first = found.first()?;
    let state = place::country_of(scene, first);
    let is_in_it = |s: &&Setting| !place::is_country(s) && place::country_of(scene, s) == state;
    let finer = found.iter().find(is_in_it).filter(|_| place::is_country(first));
    Some(finer.unwrap_or(first).clone())
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
            Relation::Relative if is_after(scene, at, "where") => {
                return antecedent(scene, at).or_else(|| own(scene, upper, Sought::ARRIVAL));
            }
            // "a meeting in Graz on May 3, when they agreed"
            Relation::Relative if is_after(scene, at, "when") => {}
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

/// Whether a relative clause says what was "where" or "when" its antecedent is.
pub(super) fn is_after(scene: &Scene<'_>, clause: u32, adverb: &str) -> bool {
    let doc = scene.doc;
    let head = scene.clause(clause).predicate.verb.unwrap_or(scene.clause(clause).predicate.head) as usize;
    doc.children_by(head, &["advmod"]).any(|t| doc.word(t).eq_ignore_ascii_case(adverb))
}

/// The place that the noun before a relative clause is.
fn antecedent(scene: &Scene<'_>, clause: u32) -> Option<Setting> {
    let doc = scene.doc;
    let verb = scene.clause(clause).predicate.verb.unwrap_or(scene.clause(clause).predicate.head) as usize;
    let relative = doc.subtree_span(verb);
    let noun = doc.head(verb);
    let before = doc.subtree_span(noun).start..relative.start.max(noun + 1);
    let tokens = Span::new(before.start as u32, before.end as u32);
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
        let others = |b: u32| whom(b).iter().any(|id| whom(a.head).contains(id));
        other.subjects().any(|b| a.head == b.head || others(b.head))
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

/// "*Police in Nairobi* fired tear gas", "*lawmakers in Warsaw* condemned": where those are who do it, and where those
/// are who suffer a deed, unless it reaches another country.
fn of_parties(scene: &Scene<'_>, event: &Told) -> Option<Setting> {
    if event.first().is_of_words() {
        let is_unnamed =
            |p: &&Party| scene.doc.tag(p.head as usize).starts_with("NN") && !is_name(scene, p.head);
        return event.source.iter().filter(is_unnamed).find_map(|p| held(scene, p.head));
    }
    let on_own_ground = event.target.iter().filter(|p| !is_house_abroad(scene.doc, p.head as usize));
    let faced: Vec<Body> = on_own_ground.flat_map(|p| bodies_of(scene, p)).collect();
    event.source.iter().chain(&event.target).find_map(|party| {
        let setting = held(scene, party.head)?;
        let there = place::country_of(scene, &setting)?;
        (faced.is_empty() || faced.contains(&there)).then_some(setting)
    })
}

fn is_name(scene: &Scene<'_>, head: u32) -> bool {
    scene.doc.tag(head as usize).starts_with("NNP")
}

/// Where somebody says what he says: at the meeting at which he says it, or where the report has him speak elsewhere.
fn on_occasion(reading: &Reading<'_>, event: &Told) -> Option<Setting> {
    let scene = &reading.scene;
    let first = event.first();
    if first.code.event_type == EventType::Consult {
        return on_visit(reading, event);
    }
    if !first.is_of_words() {
        return None;
    }
    if let Some(meeting) = when::meeting_of(reading, event) {
        return meeting.acts.iter().find_map(|act| named(scene, act.clause, Sought::of(act)));
    }
    let [only] = actors(&event.source)[..] else { return None };
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

/// Where a traveller meets people: at the one place to which the report has him go.
fn on_visit(reading: &Reading<'_>, event: &Told) -> Option<Setting> {
    let scene = &reading.scene;
    let persons = |told: &Told| {
        let mut all = actors(&told.source);
        all.retain(|&id| scene.referents.actor(id).kind == ActorKind::Person);
        all
    };
    let travellers = persons(event);
    let visits = reading.told.iter().filter(|told| {
        let is_one_of_them = persons(told).iter().any(|id| travellers.contains(id));
        let is_another_day = told.days.zip(event.days).is_some_and(|(a, b)| !a.overlaps(b));
        !std::ptr::eq(*told, event)
            && told.first().code.event_type == EventType::Consult
            && told.first().status == event.first().status
            && is_one_of_them
            && !is_another_day
    });
    let mut held: Vec<Setting> = visits
        .flat_map(|told| &told.acts)
        .filter_map(|act| named(scene, act.clause, Sought::of(act)))
        .collect();
    let found = held.pop()?;
    let is_one = held.iter().all(|other| other.place == found.place);
    is_one.then(|| Setting { confidence: found.confidence.min(BESIDE), ..found })
}

/// Whether some parties are a state, its government, its police or its courts.
fn is_authority(scene: &Scene<'_>, parties: &[Party]) -> bool {
    actors(parties).into_iter().all(|id| {
        let actor = scene.referents.actor(id);
        actor.kind == ActorKind::State
            || matches!(actor.sector, Some(Sector::Gov | Sector::Cop | Sector::Jud))
    })
}

/// Where one acts on another of the same country: there, unless the words place it elsewhere.
fn at_home(scene: &Scene<'_>, event: &Told) -> Option<Setting> {
    let first = event.first();
    let is_on_ground = matches!(
        first.code.event_type,
        EventType::Assault | EventType::Coerce | EventType::Protest | EventType::Retreat
    );
    let is_remote =
        first.code.mode.map(Mode::name).is_some_and(|mode| matches!(mode, "cyber" | "misinformation"));
    if !is_on_ground || is_remote || event.source.is_empty() {
        return None;
    }
    let country = |party: &Party| match bodies_of(scene, party)[..] {
        [body @ Body::Country(_)] => Some(body),
        _ => None,
    };
    let home = country(&event.source[0])?;
    let is_before_house = |p: &Party| is_house_abroad(scene.doc, p.head as usize);
    if event.source.iter().chain(&event.target).any(is_before_house) {
        return None;
    }
    let all = |parties: &[Party]| parties.iter().all(|p| country(p) == Some(home));
    let is_faced = !event.target.is_empty() && all(&event.target);
    // "The authorities cracked down on smuggling": a state polices its own ground.
    let is_policing = first.code.event_type == EventType::Coerce
        && event.target.iter().all(|p| bodies_of(scene, p).is_empty())
        && is_authority(scene, &event.source)
        && first
            .code
            .mode
            .map(Mode::name)
            .is_none_or(|mode| matches!(mode, "arrest" | "censor" | "curfew" | "ban" | "restrict"));
    if !all(&event.source) || !is_faced && !is_policing {
        return None;
    }
    // "Lagos police": the town that those who act are of.
    let is_of_home = |s: &&Setting| place::country_of(scene, s) == Some(home);
    let parties = || event.source.iter().chain(&event.target);
    // "the mayor of Izmir"
    let of = |p: &Party| {
        let doc = scene.doc;
        let joins = doc.children_by(p.head as usize, &["prep"]).filter(|&t| doc.word(t) == "of");
        let mut whose = joins.flat_map(|t| doc.children_by(t, &["pobj"]));
        whose.next().map(|t| doc.subtree_span(t)).map(|span| Span::new(span.start as u32, span.end as u32))
    };
    let words = || parties().flat_map(|p| std::iter::once(p.span).chain(of(p)));
    let named = || words().filter_map(|span| place::place_in(scene, span)).filter(is_of_home);
    if let Some(town) = named().find(|setting| !place::is_country(setting)) {
        return Some(Setting { confidence: town.confidence.min(AT_HOME), ..town.clone() });
    }
    // "Peruvian police": the words that name the country, else there is nothing to show.
    let by_adjective = || {
        let mut tokens = event.source.iter().flat_map(|p| p.span.range());
        let word = tokens.find(|&t| state_named(scene, t) == Some(home))?;
        Some(place::bytes_of(scene, Span::new(word as u32, word as u32 + 1)))
    };
    let is_its_name = |s: &&Setting| is_of_home(s) && place::is_country(s);
    let told = || place::place_in(scene, first.evidence).filter(is_its_name).map(|setting| setting.span);
    let span = named().next().map(|setting| setting.span).or_else(by_adjective).or_else(told)?;
    Some(Setting { span, place: Some(place::of_country(scene.world, home)?), confidence: AT_HOME })
}
