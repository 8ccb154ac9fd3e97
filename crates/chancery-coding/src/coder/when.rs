//! When an act took place: the time words of its clause, else those of the clause that holds it.

use chancery_record::{Byte, Days, EventType, Span, Status, Token, When, WhenPrecision};
use jiff::ToSpan;
use jiff::civil::Date;

use super::Reading;
use super::act::{Act, actors};
use super::merge::Told;
use super::occasion;
use super::raw::Raw;
use super::scene::Scene;
use crate::clauses::{Clause, Form, Relation, Role, SettingKind, Tense};
use crate::time::{self, Kind, Precision, TimeExpression};

/// Sentences of the body, from its first, in which a report tells its main event.
const LEAD_SENTENCES: u32 = 2;
/// Days up to the report's date in which the main event lies when no words say (codebook, "When").
const RECENT_DAYS: i64 = 2;

/// Time words and what they mean.
pub(super) struct Named {
    pub(super) days: Option<Days>,
    pub(super) precision: WhenPrecision,
    pub(super) span: Span<Byte>,
}

/// The time that the words around a clause give it.
pub(super) fn named(
    scene: &Scene<'_>,
    times: &[TimeExpression],
    clause: u32,
    published: Option<Date>,
) -> Option<Named> {
    let mut at = clause;
    for _ in 0..4 {
        if let Some(found) = own(scene, times, at, published) {
            return Some(found);
        }
        if let Some(found) = beside(scene, times, at, published) {
            return Some(found);
        }
        if let Some(found) = counted_back(scene, times, at, published) {
            return Some(found);
        }
        if let Some(found) = antecedent(scene, times, at) {
            return Some(found);
        }
        let link = scene.clause(at).link?;
        let shares_time = match link.relation {
            Relation::Argument(_) | Relation::Within => scene.clause(at).form == Form::Nominal,
            Relation::Conjunct => true,
            Relation::Adverbial => {
                matches!(scene.clause(at).form, Form::Ing | Form::Participle) || is_at_once(scene, at)
            }
            _ => false,
        };
        if !shares_time {
            return None;
        }
        at = link.clause;
    }
    None
}

/// Whether a clause is of the time of the one that it hangs on: "when", "while", "as" it happened.
fn is_at_once(scene: &Scene<'_>, clause: u32) -> bool {
    let clause = scene.clause(clause);
    matches!(clause.form, Form::Finite | Form::Ing)
        && !clause.aspect.perfect
        && clause.link.is_some_and(|link| {
            let marker = link.marker.map(|t| scene.doc.lemma(t as usize).to_lowercase());
            link.relation == Relation::Adverbial && matches!(marker.as_deref(), Some("when" | "while" | "as"))
        })
}

/// The time of a clause of time under this one: "*when he returned last month*, he was arrested"; of what did the
/// harm that it tells of: "*last month's ambush* left three dead".
fn beside(
    scene: &Scene<'_>,
    times: &[TimeExpression],
    number: u32,
    published: Option<Date>,
) -> Option<Named> {
    let is_held = HOLDING.contains(&scene.clause(number).predicate.lemma.as_str());
    let under = (0..scene.clauses.all().len() as u32).filter(|&c| {
        let Some(link) = scene.clause(c).link.filter(|link| link.clause == number) else { return false };
        let is_cause = HARMING.contains(&scene.clause(number).predicate.lemma.as_str())
            && link.relation == Relation::Argument(Role::Subject)
            && scene.clause(c).form == Form::Nominal;
        // "will host talks in Cairo next week"
        is_at_once(scene, c) || is_cause || is_held && link.relation == Relation::Argument(Role::Object)
    });
    under.into_iter().find_map(|c| own(scene, times, c, published))
}

/// Verbs of what an act of violence does.
const HARMING: [&str; 7] = ["kill", "leave", "wound", "injure", "claim", "hit", "destroy"];

/// Verbs that say of an event no more than that it takes place.
const HOLDING: [&str; 14] = [
    "hold",
    "host",
    "convene",
    "chair",
    "mediate",
    "attend",
    "join",
    "begin",
    "start",
    "resume",
    "conduct",
    "launch",
    "carry out",
    "organise",
];

/// "on *May 3*, when they agreed"
fn antecedent(scene: &Scene<'_>, times: &[TimeExpression], number: u32) -> Option<Named> {
    let doc = scene.doc;
    let clause = scene.clause(number);
    clause.link.filter(|link| link.relation == Relation::Relative)?;
    let verb = clause.predicate.verb.unwrap_or(clause.predicate.head) as usize;
    doc.children_by(verb, &["advmod"]).find(|&t| doc.word(t).eq_ignore_ascii_case("when"))?;
    let bytes = doc.bytes(doc.head(verb));
    let one =
        times.iter().find(|t| t.span.start as usize <= bytes.start && bytes.end <= t.span.end as usize)?;
    // "since August, when it was attacked": then, not since.
    let days = one.days.map(|d| Days::new(d.first(), d.last()))?;
    Some(Named {
        days: Some(days),
        precision: one.precision.map_or(WhenPrecision::Interval, fineness),
        span: one.span,
    })
}

/// "It is *six weeks* since she gave herself up": so long before the report.
fn counted_back(
    scene: &Scene<'_>,
    times: &[TimeExpression],
    number: u32,
    published: Option<Date>,
) -> Option<Named> {
    let doc = scene.doc;
    let predicate = &scene.clause(number).predicate;
    let verb = predicate.verb.unwrap_or(predicate.head) as usize;
    doc.children_by(verb, &["mark", "prep", "advmod"]).find(|&t| doc.lemma(t) == "since")?;
    let copula = doc.ancestors(verb).take(2).find(|&t| doc.lemma(t) == "be")?;
    doc.children_by(copula, &["nsubj"]).find(|&t| doc.word(t).eq_ignore_ascii_case("it"))?;
    let length = doc.children_by(copula, &["attr"]).find_map(|noun| {
        let bytes = doc.bytes(noun);
        times.iter().find(|t| {
            t.kind == Kind::Duration
                && t.span.start as usize <= bytes.start
                && bytes.end <= t.span.end as usize
        })
    })?;
    let words = length.span.slice(doc.text())?;
    let ago = time::read(&format!("{words} ago"), published);
    let [before] = &ago[..] else { return None };
    let precision = before.precision.map_or(WhenPrecision::Interval, fineness);
    let days = before.days.map(|d| Days::new(d.first(), d.last()))?;
    Some(Named { days: Some(days), precision, span: length.span })
}

fn own(scene: &Scene<'_>, times: &[TimeExpression], number: u32, published: Option<Date>) -> Option<Named> {
    let clause = scene.clause(number);
    let bytes = |tokens: Span<Token>| {
        let range = scene.doc.bytes_of(tokens.range());
        Span::<Byte>::new(range.start as u32, range.end as u32)
    };
    let mut spans: Vec<Span<Byte>> =
        clause.settings.iter().filter(|s| s.kind == SettingKind::Time).map(|s| bytes(s.span)).collect();
    if clause.form == Form::Nominal {
        spans.push(bytes(clause.span));
    }
    let mut found = spans.iter().flat_map(|span| times.iter().filter(|t| t.span.overlaps(*span)));
    let is_a_time = |t: &&TimeExpression| matches!(t.kind, Kind::Date | Kind::Time) || t.days.is_some();
    let all: Vec<&TimeExpression> = found.by_ref().filter(is_a_time).collect();
    // The finest of several: "on Monday last week".
    let one = all.iter().min_by_key(|t| {
        let n_days = t.extent(published).map_or(i64::MAX, |d| i64::from((d.last() - d.first()).get_days()));
        (n_days, t.span.start)
    })?;
    let days = one.extent(published).map(|d| Days::new(d.first(), d.last()));
    let precision = one.precision.map_or(WhenPrecision::Interval, fineness);
    Some(Named { days, precision, span: one.span })
}

fn fineness(precision: Precision) -> WhenPrecision {
    WhenPrecision::from_name(precision.name()).unwrap_or(WhenPrecision::Interval)
}

/// The days of an act as its words name them, or as the report implies for what it is about.
pub(super) fn assumed(
    scene: &Scene<'_>,
    times: &[TimeExpression],
    act: &Act,
    published: Option<Date>,
    raw: &Raw<'_>,
) -> Option<Days> {
    match named(scene, times, act.clause, published) {
        Some(named) => named.days,
        None if scene.clause(act.clause).headline => None,
        None => recent(published).filter(|_| act.status == Status::Actual && is_lead(scene, raw, act)),
    }
}

/// Whether a present tense tells of what is arranged: "leaves office on 20 January", before that day.
pub(super) fn is_ahead(scene: &Scene<'_>, act: &Act, days: Option<Days>, published: Option<Date>) -> bool {
    let clause = scene.clause(act.clause);
    let is_present = clause.form == Form::Finite && clause.tense == Tense::Present && !clause.aspect.perfect;
    let is_later = days.zip(published).is_some_and(|(days, on)| days.first() > on);
    act.status == Status::Actual && is_present && clause.modality.is_empty() && is_later
}

/// The days up to the report's date in which its main event lies.
fn recent(published: Option<Date>) -> Option<Days> {
    let published = published?;
    Some(Days::new(published.checked_sub(RECENT_DAYS.days()).ok()?, published))
}

/// The time of an event: the finest that its tellings name, else the days up to the report's date where it
/// is what the report is about.
pub(super) fn of(reading: &Reading<'_>, event: &Told) -> Option<When> {
    if let Some(one) = finest(reading, event) {
        let words = reading.raw.words_at(one.span.range());
        // What has happened did not happen after the report: the year of such a day is not known.
        let has_happened = event.first().status == Status::Actual;
        let is_ahead = |days: &Days| reading.published.is_some_and(|on| days.first() > on);
        let days = one.days.filter(|days| !(has_happened && is_ahead(days)));
        return Some(When { days, precision: one.precision, words: Some(words) });
    }
    if event.first().code.event_type != EventType::Consult
        && let Some((meeting, words)) = occasion::of(reading, event)
        && let Some(held) = finest(reading, meeting)
    {
        let words = Some(reading.raw.words(words));
        return Some(When { days: held.days, precision: held.precision, words });
    }
    let of_report = || recent(reading.published).map(|days| (days, WhenPrecision::Report));
    let told = match said_at_main(reading, event) {
        Some(main) => {
            let its = finest(reading, main).and_then(|named| Some((named.days?, named.precision)));
            its.or_else(of_report)
        }
        None => of_report().filter(|_| is_main(reading, event)).or_else(|| carried_on(reading, event)),
    };
    told.map(|(days, precision)| When { days: Some(days), precision, words: None })
}

/// Sentences back over which a time is carried on.
const CARRIED: u32 = 10;
/// Days before the report's date that are still of its story.
const OF_STORY: i64 = 31;

/// The time that the sentences before have come to: what is said in plain past tense goes on from there, until
/// words name another time.
fn carried_on(reading: &Reading<'_>, event: &Told) -> Option<(Days, WhenPrecision)> {
    let scene = &reading.scene;
    let is_told_in_order =
        |act: &&Act| act.status == Status::Actual && act.is_of_words() && is_plain_past(scene, act);
    let act = event.acts.iter().find(is_told_in_order)?;
    let published = reading.published?;
    let here = scene.clause(act.clause).sentence;
    let earliest = published.checked_sub(OF_STORY.days()).ok()?;
    for sentence in (here.saturating_sub(CARRIED)..here).rev() {
        let goes_on = |c: &Clause| c.form == Form::Finite && !c.aspect.perfect && !c.headline;
        let clauses = (0..).zip(scene.clauses.all()).filter(|(_, c)| c.sentence == sentence && goes_on(c));
        let mut named =
            clauses.filter_map(|(number, _)| own(scene, &reading.times, number, reading.published));
        if let Some(first) = named.find(|n| n.days.is_some()) {
            let is_of_story = |days: &Days| days.first() >= earliest && days.last() <= published;
            return first.days.filter(is_of_story).map(|days| (days, first.precision));
        }
        if is_of_lead(scene, &reading.raw, sentence) {
            return recent(reading.published).map(|days| (days, WhenPrecision::Report));
        }
    }
    None
}

/// "She refused": neither "had refused" nor "was refusing", and not in another's words.
fn is_plain_past(scene: &Scene<'_>, act: &Act) -> bool {
    let clause = scene.clause(act.clause);
    clause.tense == Tense::Past
        && !clause.aspect.perfect
        && !clause.aspect.progressive
        && clause.quotation.is_none()
        && clause.form == Form::Finite
}

/// The meeting or other occasion of words at which an event belongs.
pub(super) fn meeting_of<'a>(reading: &'a Reading<'_>, event: &Told) -> Option<&'a Told> {
    occasion::of(reading, event).map(|(meeting, _)| meeting).or_else(|| said_at_main(reading, event))
}

/// Whether an event is what the report is about.
fn is_main(reading: &Reading<'_>, event: &Told) -> bool {
    let is_told = |act: &Act| act.status == Status::Actual && is_lead(&reading.scene, &reading.raw, act);
    event.acts.iter().any(is_told)
}

/// The main event at which an act of words belongs: in plain past tense, what those say who were there is told
/// of that occasion.
fn said_at_main<'a>(reading: &'a Reading<'_>, event: &Told) -> Option<&'a Told> {
    let scene = &reading.scene;
    let act = event.first();
    let clause = scene.clause(act.clause);
    let is_plain = clause.tense == Tense::Past && !clause.aspect.perfect && !clause.aspect.progressive;
    let is_speech = act.is_of_words() && act.code.event_type != EventType::Consult;
    if !is_speech || !is_plain || act.status != Status::Actual || clause.quotation.is_some() {
        return None;
    }
    let speakers = actors(&event.source);
    let main = reading.told.iter().find(|told| is_main(reading, told))?;
    let present = [actors(&main.source), actors(&main.target)].concat();
    let is_occasion = main.first().is_of_words();
    (!std::ptr::eq(main, event)
        && is_occasion
        && !speakers.is_empty()
        && speakers.iter().all(|s| present.contains(s)))
    .then_some(main)
}

/// The finest time that the tellings of an event name.
fn finest(reading: &Reading<'_>, event: &Told) -> Option<Named> {
    let scene = &reading.scene;
    let named =
        event.acts.iter().filter_map(|act| named(scene, &reading.times, act.clause, reading.published));
    named.min_by_key(|n| (n.days.is_none(), n.days.map(|d| d.count())))
}

fn is_lead(scene: &Scene<'_>, raw: &Raw<'_>, act: &Act) -> bool {
    is_of_lead(scene, raw, scene.clause(act.clause).sentence)
}

fn is_of_lead(scene: &Scene<'_>, raw: &Raw<'_>, sentence: u32) -> bool {
    let n_headline = scene.doc.sentences().iter().take_while(|s| raw.is_headline(s.start)).count() as u32;
    sentence < n_headline + LEAD_SENTENCES
}
