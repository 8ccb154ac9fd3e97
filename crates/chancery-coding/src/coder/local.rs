//! For which country a party acts that the words name without one: by where it acts, or by whom it faces.
//!
//! "Police in Lagos" act for Nigeria, "rebels" who fight the Chadian army for Chad; an armed group of several
//! countries acts for the one that the act, or else the report, is about. Persons and states are never
//! given a country so.

use std::collections::BTreeMap;

use chancery_knowledge::{Body, CountryId, OrganisationKind, Sector};
use chancery_record::{Span, Token};

use super::act::Act;
use super::party::Party;
use super::place;
use super::scene::Scene;
use crate::clauses::{PredicateKind, Role};
use crate::resolve::{Actor, ActorId, ActorKind};

/// Gives the parties of each act the ground that they act on.
pub(super) fn settle(scene: &Scene<'_>, acts: &mut [Act]) {
    let weights = countries_of(scene);
    for act in acts {
        let here = place::country_of_clause(scene, act.clause);
        let struck = act.target.iter().find_map(|p| p.ground);
        let of_target = domestic(scene, &act.target).or(struck);
        let of_source = domestic(scene, &act.source);
        let is_deed = !act.is_of_words();
        let sides = [(&mut act.source, of_target, struck), (&mut act.target, of_source, None)];
        for (parties, facing, struck) in sides {
            let beside = any_country(scene, parties);
            for party in parties {
                let around = Around { here, beside, facing, struck, is_deed };
                party.ground = party.ground.or_else(|| ground(scene, party, &around, &weights));
            }
        }
    }
}

/// How often each country is named as an actor or place, for groups that act in several.
fn countries_of(scene: &Scene<'_>) -> BTreeMap<Body, usize> {
    let mut weights = BTreeMap::new();
    let named = scene.referents.mentions().iter().flat_map(|m| &m.actors);
    let own = named.map(|&id| scene.referents.actor(id)).filter(|a| a.organisation.is_none());
    for body in own.filter_map(|a| a.acts_for) {
        if matches!(body, Body::Country(_)) {
            *weights.entry(body).or_default() += 1;
        }
    }
    for setting in scene.places {
        if let Some(body) = place::country_of(scene, setting) {
            *weights.entry(body).or_default() += 1;
        }
    }
    weights
}

/// The country that the report gives a person of no table, wherever it introduces him: "of the Tartu council",
/// "is a Turkish national", "Kim Olsen, a Danish lawyer", "of the Scottish National Party".
fn home(scene: &Scene<'_>, person: ActorId) -> Option<Body> {
    let doc = scene.doc;
    let is_him = |head: u32| scene.referents.at(head).is_some_and(|m| m.actors[..] == [person]);
    let within = |span: Span<Token>| -> Option<Body> {
        let named = span.range().filter_map(|t| scene.referents.at(t as u32)).flat_map(|m| &m.actors);
        let mut of_states = named.filter(|&&id| id != person).filter_map(|&id| {
            let actor = scene.referents.actor(id);
            let of_party =
                actor.organisation.and_then(|id| match scene.world.organisation(id).countries[..] {
                    [only] => Some(Body::Country(only)),
                    _ => None,
                });
            let own =
                actor.acts_for.filter(|b| matches!(b, Body::Country(_)) && actor.kind == ActorKind::State);
            own.or(of_party)
        });
        of_states.next().or_else(|| place::country_of(scene, place::place_in(scene, span)?))
    };
    let span_of = |t: usize| {
        let span = doc.subtree_span(t);
        Span::new(span.start as u32, span.end as u32)
    };
    let by_name = scene.referents.mentions().iter().filter(|m| is_him(m.head)).find_map(|mention| {
        let head = mention.head as usize;
        let beside = doc.children_by(head, &["prep"]).filter(|&t| matches!(doc.word(t), "of" | "from"));
        within(mention.tokens)
            .or_else(|| beside.into_iter().find_map(|t| within(span_of(t))))
            .or_else(|| doc.children_by(head, &["appos"]).find_map(|t| within(span_of(t))))
    });
    by_name.or_else(|| {
        let copulas = scene.clauses.all().iter().filter(|c| c.predicate.kind == PredicateKind::Copula);
        copulas
            .filter(|c| c.subjects().any(|p| is_him(p.head)))
            .find_map(|c| c.in_role(Role::Attribute).find_map(|p| within(p.span)))
    })
}

/// How many times as often as any other the country is named that a report is about.
const FOREMOST: usize = 4;

/// The country that the report is about, if it is one.
fn main_country(weights: &BTreeMap<Body, usize>) -> Option<Body> {
    let (&foremost, &n) = weights.iter().max_by_key(|(_, n)| **n)?;
    let is_alone = weights.iter().all(|(body, other)| *body == foremost || other * FOREMOST <= n);
    (n > 1 && is_alone).then_some(foremost)
}

/// The country whose own authority or people stand on a side, if all do.
fn domestic(scene: &Scene<'_>, parties: &[Party]) -> Option<Body> {
    let mut found = None;
    for actor in parties.iter().flat_map(|p| &p.actors).map(|&id| scene.referents.actor(id)) {
        let body = actor.acts_for.filter(|body| matches!(body, Body::Country(_)))?;
        if found.is_some_and(|known| known != body) {
            return None;
        }
        found = Some(body);
    }
    found
}

/// The first country that a party of a side acts for.
fn any_country(scene: &Scene<'_>, parties: &[Party]) -> Option<Body> {
    let actors = parties.iter().flat_map(|p| &p.actors).map(|&id| scene.referents.actor(id));
    actors.filter_map(|a| a.acts_for).find(|body| matches!(body, Body::Country(_)))
}

/// What stands around a party.
struct Around {
    /// Where the act happens.
    here: Option<Body>,
    /// Whose the others on its side are.
    beside: Option<Body>,
    /// Whose those on the other side are.
    facing: Option<Body>,
    /// On whose ground lies the place that it strikes.
    struck: Option<Body>,
    /// Whether the act is a deed, not words.
    is_deed: bool,
}

fn ground(
    scene: &Scene<'_>,
    party: &Party,
    around: &Around,
    weights: &BTreeMap<Body, usize>,
) -> Option<Body> {
    let [only] = party.actors[..] else { return None };
    let actor = scene.referents.actor(only);
    if let Some(leader) = leader(scene, party) {
        return Some(leader);
    }
    let group = actor.organisation.map(|id| scene.world.organisation(id));
    if let Some(group) = group.filter(|g| g.kind == OrganisationKind::ArmedGroup && g.countries.len() > 1) {
        // Where a group of several countries strikes, it acts.
        let met = around.here.or(around.struck).filter(|_| around.is_deed);
        let is_told_of = |country: &CountryId| weights.contains_key(&Body::Country(*country));
        let is_elsewhere = !group.countries.iter().any(is_told_of);
        if let Some(ground) = met.or_else(|| main_country(weights).filter(|_| is_elsewhere)) {
            return Some(ground);
        }
    }
    if let Some(body) = actor.acts_for {
        let Body::Organisation(id) = body else { return None };
        let organisation = scene.world.organisation(id);
        if !matches!(
            organisation.kind,
            OrganisationKind::ArmedGroup
                | OrganisationKind::Party
                | OrganisationKind::StateBody
                | OrganisationKind::Company
        ) {
            return None;
        }
        let own: Vec<Body> = organisation.countries.iter().map(|&c| Body::Country(c)).collect();
        let at_hand = around.here.into_iter().chain(around.facing).find(|body| own.contains(body));
        let by_weight = || own.iter().copied().filter(|b| weights.contains_key(b)).max_by_key(|b| weights[b]);
        return at_hand.or_else(by_weight).or_else(|| own.first().copied());
    }
    if actor.kind == ActorKind::Person {
        // "Senator Vega" in a report on one country: an office named without a state is that one's.
        // Who has none is of the one state that the report speaks of, if it speaks of no other.
        let is_only = weights.len() == 1;
        let by_report = || main_country(weights).filter(|_| actor.office.is_some() || is_only);
        return home(scene, only).or_else(by_report);
    }
    let is_people = actor.kind == ActorKind::Group && scene.doc.entity_tag(party.head as usize).1 == "NORP";
    if !is_local(actor) && !is_people || is_foreign(scene, party) {
        return None;
    }
    // Rebels and soldiers are faced by foreign states as well as by their own, the opposition is not.
    let is_of_home = matches!(
        actor.sector,
        Some(Sector::Opp | Sector::Pty | Sector::Cvl | Sector::Cop | Sector::Lab | Sector::Leg | Sector::Jud)
    );
    let faces_own = around.is_deed || is_of_home;
    let named = place::place_in(scene, party.span).and_then(|setting| place::country_of(scene, setting));
    let facing = around.facing.filter(|_| faces_own);
    named.or(around.beside).or(around.here).or(facing)
}

/// Whose lead a phrase names: "the Saudi-led coalition".
fn leader(scene: &Scene<'_>, party: &Party) -> Option<Body> {
    let doc = scene.doc;
    let led = party.span.range().find(|&t| t >= 2 && doc.word(t) == "led" && doc.word(t - 1) == "-")?;
    let named = scene.referents.at(led as u32 - 2);
    let by_mention = named.and_then(|m| scene.referents.actor(*m.actors.first()?).acts_for);
    let entries = scene.world.gazette().look_up(doc.word(led - 2));
    by_mention
        .or_else(|| entries.iter().find_map(|e| e.body()))
        .filter(|body| matches!(body, Body::Country(_)))
}

/// Whether the words say that people are from elsewhere, or from several countries: "European allies".
fn is_foreign(scene: &Scene<'_>, party: &Party) -> bool {
    party.span.range().any(|t| {
        let word = scene.doc.lemma(t).to_lowercase();
        scene.doc.entity_tag(t).1 == "NORP" && t as u32 != party.head
            || matches!(
                word.as_str(),
                "foreign" | "international" | "regional" | "western" | "world" | "ally"
            )
    })
}

/// Gives an arrest, a sentence or an expulsion that names no agent to the authorities of the country where
/// it happens, if the report names them.
pub(super) fn settle_authorities(scene: &Scene<'_>, acts: &mut [Act]) {
    for act in acts {
        let is_verb = scene.clause(act.clause).predicate.kind == PredicateKind::Verb;
        let of_state: &[Sector] = match act.code.mode.map(|mode| mode.name()) {
            Some("arrest") => &[Sector::Cop, Sector::Gov],
            Some("convict") => &[Sector::Jud, Sector::Gov],
            Some("deport") => &[Sector::Gov],
            _ => continue,
        };
        if !is_verb || !act.source.is_empty() {
            continue;
        }
        let Some(here) = place::country_of_clause(scene, act.clause) else { continue };
        let authority = scene.referents.mentions().iter().find(|mention| {
            let [only] = mention.actors[..] else { return false };
            let actor = scene.referents.actor(only);
            let is_authority = matches!(actor.kind, ActorKind::Body | ActorKind::Group)
                && actor.sector.is_some_and(|sector| of_state.contains(&sector));
            is_authority && actor.acts_for == Some(here)
        });
        act.source.extend(authority.map(|m| Party {
            head: m.head,
            span: m.tokens,
            actors: m.actors.clone(),
            ground: None,
        }));
    }
}

/// Whether people of this sort, named without a country, are of the country where they act.
fn is_local(actor: &Actor) -> bool {
    let is_unnamed = matches!(actor.kind, ActorKind::Group | ActorKind::Body);
    is_unnamed && !matches!(actor.sector, Some(Sector::Igo | Sector::Ngo | Sector::Jrn | Sector::Unk) | None)
}
