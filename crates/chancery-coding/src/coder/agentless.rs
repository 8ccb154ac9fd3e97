//! "His arrest", "protests in Quito": who did what a clause tells without a doer, where the report names just those
//! who do such things there.

use chancery_knowledge::Body;
use chancery_record::{EventType, Span, Token};

use super::act::Act;
use super::focus::Focus;
use super::party::Party;
use super::plain;
use super::scene::Scene;
use super::site;
use crate::clauses::{Form, PredicateKind};
use crate::resolve::{Actor, ActorId, ActorKind, Mention, is_house_abroad};

/// Gives an arrest, a sentence or an expulsion without a doer to the authorities of the country where it
/// happens, and a protest to those whom the report calls protesters.
pub(super) fn settle(scene: &Scene<'_>, focus: &Focus, acts: &mut [Act]) {
    for number in 0..acts.len() {
        if is_identified(scene, &acts[number]) {
            acts[number].source.clear();
        }
        if !acts[number].source.is_empty() {
            place_rulers(scene, &mut acts[number]);
            continue;
        }
        let in_sentence = beside(scene, acts, number);
        let act = &mut acts[number];
        let at = act.evidence;
        let named = || site::country_of_clause(scene, act.clause);
        let ground = || act.target.iter().find_map(|p| p.ground);
        let here = || named().or_else(ground).or_else(|| focus.country());
        let doer = match act.code.mode.map(|mode| mode.name()) {
            Some("arrest") => authority(scene, focus, here(), &POLICE, None),
            Some("convict") => authority(scene, focus, here(), &COURTS, Some(at)),
            Some("deport") => authority(scene, focus, here(), &OFFICES, None),
            _ if act.code.event_type == EventType::Protest => {
                in_sentence.or_else(|| protesters(scene, focus, here(), at))
            }
            _ => None,
        };
        act.source.extend(doer);
        let is_place = |p: &Party| scene.referents.at(p.head).is_some_and(|m| m.is_place);
        let is_mere_place = |p: &Party| is_place(p) || p.actors.is_empty() && p.ground.is_some();
        if act.code.event_type == EventType::Protest && act.source.is_empty() {
            // "Riots in Suva": where they are says who riots, against those who rule there.
            let mut places = act.target.iter().filter(|p| is_mere_place(p));
            let ground = places.find_map(|p| p.ground.or_else(|| only_body(scene, p)));
            // "Dozens protested outside the Finnish embassy"
            let is_at_house = act.target.iter().any(|p| is_house_abroad(scene.doc, p.head as usize));
            let around = || site::country_of_clause(scene, act.clause).or_else(|| focus.before_house());
            let ground = ground.or_else(|| is_at_house.then(around).flatten());
            let clause = scene.clause(act.clause);
            let subject = clause.subjects().next().map(|p| (p.head, p.span));
            let (head, span) = subject.unwrap_or((clause.predicate.head, clause.predicate.span));
            let crowd = |ground| Party { head, span, actors: Vec::new(), ground: Some(ground) };
            act.source.extend(ground.map(crowd));
        }
    }
}

/// Who puts a place under curfew rules there.
fn place_rulers(scene: &Scene<'_>, act: &mut Act) {
    let is_rule = matches!(act.code.mode.map(|mode| mode.name()), Some("curfew" | "martial-law"));
    if !is_rule || act.source.iter().any(|p| plain::is_placed(scene, p)) {
        return;
    }
    let ground = act.target.iter().find_map(|p| p.ground.or_else(|| only_body(scene, p)));
    if let Some(here) = ground.or_else(|| site::country_of_clause(scene, act.clause)) {
        for party in &mut act.source {
            party.ground = Some(here);
        }
    }
}

/// Whether what stands before a copula is the act itself: "*It* was the second arrest", whoever "it" was before.
fn is_identified(scene: &Scene<'_>, act: &Act) -> bool {
    let clause = scene.clause(act.clause);
    let is_event = |head: u32| {
        matches!(scene.doc.word(head as usize).to_lowercase().as_str(), "it" | "this" | "that")
            || scene.clauses.all().iter().any(|c| c.form == Form::Nominal && c.predicate.head == head)
    };
    clause.predicate.kind == PredicateKind::Copula
        && clause.predicate.noun_verb.is_some()
        && !act.source.is_empty()
        && act.source.iter().all(|p| clause.subjects().any(|s| s.head == p.head) && is_event(p.head))
}

/// For whom the one actor of a party acts.
fn only_body(scene: &Scene<'_>, party: &Party) -> Option<Body> {
    let [only] = party.actors[..] else { return None };
    scene.referents.actor(only).acts_for
}

/// Words for those who arrest.
const POLICE: [&str; 6] = ["police", "policeman", "gendarmerie", "gendarme", "authority", "officer"];
/// Words for those who sentence.
const COURTS: [&str; 2] = ["court", "tribunal"];
/// Words for those who expel.
const OFFICES: [&str; 3] = ["authority", "government", "ministry"];

/// Who does the same in another clause of the sentence: "thousands marched in the second week of *protests*".
fn beside(scene: &Scene<'_>, acts: &[Act], number: usize) -> Option<Party> {
    let sentence = |act: &Act| scene.clause(act.clause).sentence;
    let act = &acts[number];
    let of_type =
        |other: &&Act| other.code.event_type == act.code.event_type && sentence(other) == sentence(act);
    acts.iter().filter(of_type).find_map(|other| other.source.first().cloned())
}

/// Sentences from a sentence in which the court that gave it is named.
const NEAR: usize = 5;

/// The authorities of a country that the report calls by one of these words, if they are only one.
fn authority(
    scene: &Scene<'_>,
    focus: &Focus,
    here: Option<Body>,
    words: &[&str],
    near: Option<Span<Token>>,
) -> Option<Party> {
    let sentence = |token: u32| scene.doc.sentence_of(token as usize);
    let is_near = |head: u32| near.is_none_or(|at| sentence(head).abs_diff(sentence(at.start)) <= NEAR);
    let is_authority = |mention: &Mention, actor: &Actor| {
        let is_of_constitution =
            mention.tokens.range().any(|t| scene.doc.word(t).eq_ignore_ascii_case("constitutional"));
        is_near(mention.head)
            && !is_of_constitution
            && matches!(actor.kind, ActorKind::Body | ActorKind::Group)
            && words.contains(&scene.doc.lemma(mention.head as usize).to_lowercase().as_str())
            && !matches!(scene.doc.dep(mention.head as usize), "compound" | "nmod" | "amod")
            && scene.doc.children_by(mention.head as usize, &["det"]).all(|t| scene.doc.word(t) != "a")
            && is_of(actor, focus, here)
    };
    let mut known = alone(scene).filter(|(mention, id)| is_authority(mention, scene.referents.actor(*id)));
    let (mention, first) = known.next()?;
    let is_only = known.all(|(_, id)| id == first || words[0] == "police");
    is_only.then(|| party(mention))
}

/// The people of a country whom the report calls by their protest, those nearest to the words.
fn protesters(scene: &Scene<'_>, focus: &Focus, here: Option<Body>, at: Span<Token>) -> Option<Party> {
    let doc = scene.doc;
    let by_protest = |mention: &Mention| {
        let lemma = doc.lemma(mention.head as usize).to_lowercase();
        doc.tag(mention.head as usize) == "NNS"
            && matches!(
                lemma.as_str(),
                "protester" | "protestor" | "demonstrator" | "marcher" | "rioter" | "striker" | "picketer"
            )
    };
    let known = alone(scene)
        .filter(|(mention, id)| by_protest(mention) && is_of(scene.referents.actor(*id), focus, here));
    let nearest = known.min_by_key(|(mention, _)| mention.head.abs_diff(at.start));
    nearest.map(|(mention, _)| party(mention))
}

/// Mentions of one actor alone.
fn alone<'a>(scene: &Scene<'a>) -> impl Iterator<Item = (&'a Mention, ActorId)> {
    scene.referents.mentions().iter().filter_map(|mention| match mention.actors[..] {
        [only] => Some((mention, only)),
        _ => None,
    })
}

/// Whether an actor is of a country; one of which the report does not say whose it is, is of that which the report
/// is about.
fn is_of(actor: &Actor, focus: &Focus, here: Option<Body>) -> bool {
    here.is_some() && actor.acts_for.or_else(|| focus.country()) == here
}

fn party(mention: &Mention) -> Party {
    Party { head: mention.head, span: mention.tokens, actors: mention.actors.clone(), ground: None }
}
