//! For which country a party acts that the words name without one: by where it acts, or by whom it faces.
//!
//! "Police in Lagos" act for Nigeria, "rebels" who fight the Chadian army for Chad, "the police" of a report that is
//! about Chad for Chad; an armed group of several countries acts for the one that the act, or else the report,
//! is about. Persons and states are never given a country so.

use chancery_knowledge::{Body, CountryId, OrganisationKind, Sector};
use chancery_record::{EventType, QuadClass, Span};

use super::act::Act;
use super::focus::Focus;
use super::party::Party;
use super::place;
use super::scene::Scene;
use super::site;
use crate::resolve::{Actor, ActorKind, Mention, is_house_abroad, is_of_region};

/// Gives the parties of each act the ground that they act on.
pub(super) fn settle(scene: &Scene<'_>, focus: &Focus, acts: &mut [Act]) {
    // "Three bombs went off in Tunis. … The group claimed responsibility."
    let mut unclaimed: Vec<(EventType, Body)> = Vec::new();
    for act in acts {
        let is_deed = !act.is_of_words();
        // "in the rain outside the Iranian embassy in Berlin"
        let houses = act.target.iter().filter(|p| is_house_abroad(scene.doc, p.head as usize));
        let by_house = houses.into_iter().find_map(|p| site::held(scene, p.head));
        let by_house = by_house.and_then(|setting| place::country_of(scene, &setting));
        let here = site::country_of_clause(scene, act.clause).or(by_house).filter(|_| is_deed);
        let struck = act.target.iter().find_map(|p| p.ground);
        let of_type = unclaimed.iter().rev().find(|(of, _)| is_deed && *of == act.code.event_type);
        let told_before = of_type.map(|(_, body)| *body);
        if act.source.is_empty()
            && let Some(place) = here.or(struck).or_else(|| named_as_place(scene, &act.target))
        {
            unclaimed.push((act.code.event_type, place));
        }
        // Who is acted on may tell whose the actors are as well as the other way round.
        for is_target in [false, true, false] {
            let (parties, others) =
                if is_target { (&mut act.target, &act.source) } else { (&mut act.source, &act.target) };
            let struck = struck.filter(|_| !is_target);
            let facing = domestic(scene, others).or(struck);
            let beside = any_country(scene, parties);
            let has_other = !others.is_empty();
            let by_authority = is_authority(scene, others);
            let is_protest = act.code.event_type == EventType::Protest;
            let is_harm = act.code.event_type.quad_class() == QuadClass::MaterialConflict;
            for party in parties {
                let around = Around {
                    here,
                    beside,
                    facing,
                    struck,
                    told_before,
                    is_deed,
                    is_harm,
                    is_protest,
                    is_target,
                    has_other,
                    by_authority,
                };
                party.ground = party.ground.or_else(|| ground(scene, party, &around, focus));
            }
        }
    }
}

/// The country of the first of some parties that the words name as a place: "shook *Tunis*".
fn named_as_place(scene: &Scene<'_>, parties: &[Party]) -> Option<Body> {
    let is_state = |m: &&Mention| {
        let mut actors = m.actors.iter().map(|&id| scene.referents.actor(id).kind);
        actors.any(|kind| kind == ActorKind::State)
    };
    let mentions = parties.iter().filter_map(|p| scene.referents.at(p.head));
    let mut places = mentions.filter(|m| m.is_place || is_state(m));
    places.find_map(|m| m.actors.first().and_then(|&id| scene.referents.actor(id).acts_for))
}

/// The country whose own authority or people stand on a side, if all do.
fn domestic(scene: &Scene<'_>, parties: &[Party]) -> Option<Body> {
    let mut found = None;
    // Those who face an embassy are not of its state.
    if parties.iter().any(|p| is_house_abroad(scene.doc, p.head as usize)) {
        return None;
    }
    let whose = parties.iter().flat_map(|p| p.actors.iter().map(move |&id| (p.ground, id)));
    for (ground, actor) in whose.map(|(ground, id)| (ground, scene.referents.actor(id))) {
        let body = ground.or(actor.acts_for).filter(|body| matches!(body, Body::Country(_)))?;
        if found.is_some_and(|known| known != body) {
            return None;
        }
        found = Some(body);
    }
    found
}

/// Whether all of some parties are states, or police, courts and offices of one.
fn is_authority(scene: &Scene<'_>, parties: &[Party]) -> bool {
    let mut actors = parties.iter().flat_map(|p| &p.actors).map(|&id| scene.referents.actor(id));
    !parties.is_empty()
        && actors.all(|actor| {
            actor.kind == ActorKind::State
                || matches!(actor.sector, Some(Sector::Cop | Sector::Jud | Sector::Gov | Sector::Leg))
        })
}

/// The first country that a party of a side acts for.
fn any_country(scene: &Scene<'_>, parties: &[Party]) -> Option<Body> {
    let own = parties.iter().filter(|p| !is_house_abroad(scene.doc, p.head as usize));
    let actors = own.flat_map(|p| &p.actors).map(|&id| scene.referents.actor(id));
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
    /// Where an act of the same type happened that the report tells without saying who did it.
    told_before: Option<Body>,
    /// Whether the act is a deed, not words.
    is_deed: bool,
    /// Whether the act harms whom it is done to.
    is_harm: bool,
    /// Whether the act is a protest.
    is_protest: bool,
    /// Whether the party is one that it is done to.
    is_target: bool,
    /// Whether anybody stands on the other side.
    has_other: bool,
    /// Whether those on the other side rule or police a country.
    by_authority: bool,
}

fn ground(scene: &Scene<'_>, party: &Party, around: &Around, focus: &Focus) -> Option<Body> {
    if party.actors.is_empty() {
        // "Thousands marched in Lima"
        let before_house = || focus.before_house().filter(|_| around.is_protest);
        let ground = around.here.or_else(before_house);
        return ground.filter(|_| !around.is_target && is_crowd(scene, party.head));
    }
    let [only] = party.actors[..] else { return None };
    let actor = scene.referents.actor(only);
    if let Some(leader) = leader(scene, party) {
        return Some(leader);
    }
    let group = actor.organisation.map(|id| scene.world.organisation(id));
    if let Some(group) = group.filter(|g| g.kind == OrganisationKind::ArmedGroup && g.countries.len() > 1) {
        // Where a group of several countries strikes, it acts.
        let met = around.here.or(around.struck).or(around.told_before).filter(|_| around.is_deed);
        let is_told_of = |country: &CountryId| focus.names(Body::Country(*country));
        let is_elsewhere = !group.countries.iter().any(is_told_of);
        if let Some(ground) = met.or_else(|| focus.country().filter(|_| is_elsewhere)) {
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
        let by_weight = || own.iter().copied().filter(|b| focus.names(*b)).max_by_key(|b| focus.weight(*b));
        return at_hand.or_else(by_weight).or_else(|| own.first().copied());
    }
    let is_body = matches!(actor.kind, ActorKind::Body | ActorKind::Organisation);
    if let Some(city) = city_before(scene, party).filter(|_| is_body) {
        return Some(city);
    }
    // "Police broke up a rally of the Lake People's Front": a front faces those of its own country.
    let is_front = is_body && !actor.is_known && is_political_name(scene, party, actor);
    if is_front
        && !is_foreign(scene, party)
        && let Some(own) = around.facing.filter(|body| focus.country() == Some(*body))
    {
        return Some(own);
    }
    // "Bombs struck the Olen Cathedral in Tartu": it stands there.
    let is_struck = around.is_target && around.is_harm && is_body && !actor.is_known;
    if let Some(here) = around.here.filter(|_| is_struck && actor.sector.is_none()) {
        return Some(here);
    }
    if let Some(told) = told_in_body(scene, party) {
        return Some(told);
    }
    // "Egyptian police arrested a journalist", "was tortured in Eritrea": one of those who live there, unless the words say
    // otherwise.
    let is_unnamed = matches!(actor.kind, ActorKind::Group)
        && matches!(actor.sector, Some(Sector::Jrn | Sector::Cvl | Sector::Med | Sector::Edu));
    let is_of_land = around.is_target && around.is_deed && is_unnamed;
    if is_of_land
        && !is_foreign(scene, party)
        && !is_posted(scene, party)
        && let Some(own) = around.here.or(around.facing.filter(|_| around.by_authority))
    {
        return Some(own);
    }
    let is_people = actor.kind == ActorKind::Group && scene.doc.entity_tag(party.head as usize).1 == "NORP";
    if !is_local(actor) && !is_people || is_foreign(scene, party) {
        return None;
    }
    let named = place::place_in(scene, party.span).and_then(|setting| place::country_of(scene, setting));
    if is_posted(scene, party) {
        return named;
    }
    // Rebels and soldiers are faced by foreign states as well as by their own, the opposition is not.
    let is_of_home = matches!(
        actor.sector,
        Some(Sector::Opp | Sector::Pty | Sector::Cvl | Sector::Cop | Sector::Lab | Sector::Leg | Sector::Jud)
    );
    let faces_own = around.is_deed || is_of_home;
    let facing = around.facing.filter(|_| faces_own);
    let of_report = || focus.country().filter(|_| is_at_home(scene, party, actor, around.has_other));
    // Police and courts arrest and try foreigners as well.
    let is_authority = matches!(actor.sector, Some(Sector::Cop | Sector::Jud | Sector::Leg | Sector::Gov))
        && !around.is_target;
    let by_other = || if is_authority { of_report().or(facing) } else { facing.or_else(of_report) };
    // "Police dispersed a rally outside the Iranian embassy"
    let may_be_before_house = actor.sector == Some(Sector::Cop)
        || around.is_protest && !around.is_target
        || around.is_target && around.by_authority;
    let before_house = || focus.before_house().filter(|_| may_be_before_house);
    named.or(around.beside).or(around.here).or_else(by_other).or_else(before_house)
}

/// Whether people are those of the country that a report is about, where it does not say whose they are: its
/// authorities, its parties, and those who live there. Officials and members of parties are only where the words say to
/// whom they do it: "officials spoke of fifty killed" is told of anybody.
fn is_at_home(scene: &Scene<'_>, party: &Party, actor: &Actor, has_other: bool) -> bool {
    // "The governments", "both parliaments": of several states.
    if actor.kind == ActorKind::Body && scene.doc.tag(party.head as usize).ends_with("NS") {
        return scene.doc.lemma(party.head as usize) == "authority";
    }
    let of_party = [
        "democrat",
        "republican",
        "conservative",
        "liberal",
        "socialist",
        "communist",
        "nationalist",
        "unionist",
        "islamist",
        "independent",
    ];
    let word = scene.doc.word(party.head as usize).to_lowercase();
    let is_of_party = has_other && word.strip_suffix('s').is_some_and(|one| of_party.contains(&one));
    let is_resident = is_of_party
        || matches!(
            scene.doc.lemma(party.head as usize).to_lowercase().as_str(),
            "protester"
                | "demonstrator"
                | "marcher"
                | "rioter"
                | "picketer"
                | "resident"
                | "villager"
                | "inhabitant"
                | "local"
                | "citizen"
                | "voter"
                | "public"
                | "population"
        );
    let is_force = matches!(actor.sector, Some(Sector::Cop | Sector::Mil | Sector::Reb | Sector::Jud));
    let is_political =
        matches!(actor.sector, Some(Sector::Leg | Sector::Opp | Sector::Gov | Sector::Lab | Sector::Pty));
    is_resident || is_force || is_political && has_other
}

/// Whether people live in another country than their own, as diplomats do.
fn is_posted(scene: &Scene<'_>, party: &Party) -> bool {
    matches!(
        scene.doc.lemma(party.head as usize).to_lowercase().as_str(),
        "diplomat"
            | "envoy"
            | "ambassador"
            | "embassy"
            | "consulate"
            | "consul"
            | "attaché"
            | "attache"
            | "delegation"
            | "delegate"
            | "mission"
            | "emissary"
            | "negotiator"
            | "guest"
            | "tourist"
            | "traveller"
            | "traveler"
            | "visitor"
            | "foreigner"
            | "expatriate"
            | "migrant"
            | "refugee"
            | "spy"
    )
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
            || is_of_region(&word)
            || matches!(word.as_str(), "ally" | "peacekeeping" | "peacekeeper" | "overseas")
    })
}

/// Whether a name is that of a party, a union or a movement.
fn is_political_name(scene: &Scene<'_>, party: &Party, actor: &Actor) -> bool {
    let name = &actor.name;
    let last = name.rsplit(' ').next().unwrap_or(name).to_lowercase();
    let is_name = scene.doc.tag(party.head as usize).starts_with("NNP");
    is_name
        && matches!(
            last.as_str(),
            "front"
                | "union"
                | "league"
                | "party"
                | "movement"
                | "alliance"
                | "federation"
                | "syndicate"
                | "bloc"
        )
        && name.contains(' ')
}

/// The country of the city before a body's word: "Dubai Media", "the Lagos council".
fn city_before(scene: &Scene<'_>, party: &Party) -> Option<Body> {
    let doc = scene.doc;
    let named = doc
        .children_by(party.head as usize, &["compound", "nmod"])
        .filter(|&t| doc.tag(t).starts_with("NNP"));
    named.into_iter().find_map(|t| {
        let span = doc.subtree_span(t);
        place::country_of(scene, place::place_in(scene, Span::new(span.start as u32, span.end as u32))?)
    })
}

/// "Army seizes *sailors*" over "two Swedish sailors": the one country that the body gives to those whom the headline
/// calls by the same word.
fn told_in_body(scene: &Scene<'_>, party: &Party) -> Option<Body> {
    let doc = scene.doc;
    let is_headline = |head: u32| scene.clauses.clause_of(head).is_some_and(|c| scene.clause(c).headline);
    if !is_headline(party.head) {
        return None;
    }
    let lemma = doc.lemma(party.head as usize).to_lowercase();
    let of_body = scene.referents.mentions().iter().filter(|m| !is_headline(m.head));
    // One bloc is not several others.
    let number = doc.tag(party.head as usize).ends_with('S');
    let alike = of_body.filter(|m| {
        let head = m.head as usize;
        doc.lemma(head).to_lowercase() == lemma && doc.tag(head).ends_with('S') == number
    });
    let mut told = alike.flat_map(|m| &m.actors).filter_map(|&id| scene.referents.actor(id).acts_for);
    let first = told.next()?;
    told.all(|body| body == first).then_some(first)
}

/// Whether a word only says how many people there are.
fn is_crowd(scene: &Scene<'_>, head: u32) -> bool {
    let lemma = scene.doc.lemma(head as usize).to_lowercase();
    scene.doc.tag(head as usize) == "NNS"
        && matches!(
            lemma.as_str(),
            "thousand" | "hundred" | "dozen" | "score" | "ten" | "million" | "crowd" | "people"
        )
}

/// Whether people of this sort, named without a country, are of the country where they act.
fn is_local(actor: &Actor) -> bool {
    let is_unnamed = matches!(actor.kind, ActorKind::Group | ActorKind::Body);
    is_unnamed && !matches!(actor.sector, Some(Sector::Igo | Sector::Ngo | Sector::Jrn | Sector::Unk) | None)
}
