//! What a clause tells plainly enough to be an act though it names nobody of a known country: "The governor imposed
//! a curfew", "Five nurses were detained". Who it was keeps the words of the text and stays unresolved.

use chancery_knowledge::Sector;
use chancery_record::{EventType, Status};

use super::act::{Act, actors};
use super::focus::Focus;
use super::party::Party;
use super::scene::Scene;
use super::site;
use crate::clauses::{Clause, Form, PredicateKind, Relation};
use crate::resolve::{Actor, ActorKind};

/// Verbs of which a participle tells what somebody or something is: "rebels armed by Chad", "a banned party".
const LASTING: [&str; 34] = [
    "arm",
    "back",
    "ban",
    "blacklist",
    "block",
    "cooperate",
    "control",
    "deploy",
    "equip",
    "finance",
    "fund",
    "govern",
    "hold",
    "host",
    "lead",
    "occupy",
    "operate",
    "outlaw",
    "own",
    "protect",
    "provide",
    "rule",
    "run",
    "sanction",
    "sponsor",
    "station",
    "supply",
    "support",
    "train",
    "use",
    "aid",
    "assist",
    "give",
    "help",
];
/// Those whom reports quote without a name.
const UNNAMED: [&str; 12] = [
    "official",
    "source",
    "analyst",
    "expert",
    "diplomat",
    "observer",
    "witness",
    "insider",
    "report",
    "critic",
    "spokesman",
    "spokeswoman",
];

/// Gives those of an act of nobody of a known country the country where it is done, or the one that the report is about:
/// "five nurses were detained" in a report about Ghana. Persons are never given one so.
pub(super) fn settle(scene: &Scene<'_>, focus: &Focus, acts: &mut [Act]) {
    for act in acts {
        let is_known = act.source.iter().chain(&act.target).any(|p| is_placed(scene, p));
        if is_known || !is_plain(scene, act) {
            continue;
        }
        let here = site::country_of_clause(scene, act.clause).filter(|_| !act.is_of_words());
        let Some(home) = here.or_else(|| focus.country()) else { continue };
        for party in act.source.iter_mut().chain(&mut act.target) {
            // Those in arms are met by others' as well.
            let is_in_arms = party
                .actors
                .iter()
                .any(|&id| matches!(scene.referents.actor(id).sector, Some(Sector::Mil | Sector::Reb)));
            let mut kinds = party.actors.iter().map(|&id| scene.referents.actor(id).kind);
            let is_unnamed = kinds.all(|kind| matches!(kind, ActorKind::Group | ActorKind::Body));
            if is_unnamed && !is_in_arms && !is_foreign(scene, party) && !is_pronoun(scene, party) {
                party.ground = Some(home);
            }
        }
    }
}

/// Whether a party is of a known country.
pub(super) fn is_placed(scene: &Scene<'_>, party: &Party) -> bool {
    party.ground.is_some() || party.actors.iter().any(|&id| scene.referents.actor(id).acts_for.is_some())
}

/// Whether the words for a party name a people or a place, or say that it comes from abroad.
fn is_foreign(scene: &Scene<'_>, party: &Party) -> bool {
    party.span.range().any(|t| {
        matches!(scene.doc.entity_tag(t).1, "NORP" | "GPE" | "PERSON")
            || matches!(
                scene.doc.lemma(t).to_lowercase().as_str(),
                "foreign" | "foreigner" | "tourist" | "overseas"
            )
    })
}

fn is_pronoun(scene: &Scene<'_>, party: &Party) -> bool {
    party.actors.is_empty() && scene.doc.pos(party.head as usize) == "PRON"
}

/// Whether a participle of this verb tells a state that lasts.
pub(super) fn is_lasting(clause: &Clause) -> bool {
    LASTING.contains(&clause.predicate.lemma.as_str())
}

/// Whether a clause tells what is done to somebody: "four colleagues were seized".
pub(super) fn is_suffered(clause: &Clause) -> bool {
    clause.passive && clause.form == Form::Finite && clause.predicate.kind == PredicateKind::Verb
}

/// Whom the words name as the one to whom it is done, where nothing says who that is: "nine were detained".
pub(super) fn sufferer(scene: &Scene<'_>, clause: &Clause, pattern: u32) -> Option<Party> {
    let is_of_people = TO_PEOPLE.contains(&&*scene.lexicon.frame_of(pattern).id);
    let object = clause.objects().next().filter(|_| is_of_people && is_suffered(clause))?;
    let party = Party { head: object.head, span: object.span, actors: Vec::new(), ground: None };
    (!is_pronoun(scene, &party)).then_some(party)
}

/// Frames of what is done to people.
const TO_PEOPLE: [&str; 8] = [
    "accuse/charge",
    "accuse/complain",
    "assault/abduct",
    "assault/kill",
    "assault/torture",
    "assault/wound",
    "coerce/arrest",
    "sanction/convict",
];

/// Whether an act of nobody of a known country is one that a clause tells plainly: a deed done by those in power or in
/// arms, by a crowd or to people; words of those who speak for more than themselves.
pub(super) fn is_plain(scene: &Scene<'_>, act: &Act) -> bool {
    let clause = scene.clause(act.clause);
    let is_reduced =
        clause.form == Form::Participle && clause.link.is_some_and(|l| l.relation == Relation::Relative);
    let is_told = clause.predicate.kind != PredicateKind::Noun
        && (clause.form == Form::Finite || is_reduced && !act.is_of_words() && !is_lasting(clause))
        && act.status != Status::Proposed
        && clause.quotation.is_none()
        && !clause.headline;
    let is_public = |p: &Party| {
        p.actors.iter().any(|&id| speaks_for_more(scene.referents.actor(id))) && !is_unnamed(scene, p)
    };
    if !is_told {
        return false;
    }
    if act.code.event_type == EventType::Consult {
        return actors(&act.source).len() + actors(&act.target).len() > 1
            && act.source.iter().chain(&act.target).all(is_public);
    }
    if act.is_of_words() && act.code.event_type != EventType::Accuse
        || act.code.event_type == EventType::Protest
    {
        return act.source.iter().any(is_public);
    }
    // "A bomb killed six people": what is no party does not act, but kills.
    let is_suffered = clause.passive || act.code.event_type == EventType::Assault;
    let is_named = |p: &Party| !matches!(scene.doc.lemma(p.head as usize), "I" | "you" | "we");
    act.source.iter().any(is_public)
        || is_suffered && act.source.is_empty() && act.target.iter().any(is_named)
}

/// Whether an actor rules, judges, polices, fights, holds an office, or is many; firms and newspapers are not.
fn speaks_for_more(actor: &Actor) -> bool {
    let is_of_power = matches!(
        actor.sector,
        Some(
            Sector::Gov
                | Sector::Mil
                | Sector::Cop
                | Sector::Jud
                | Sector::Leg
                | Sector::Spy
                | Sector::Opp
                | Sector::Pty
                | Sector::Reb
        )
    );
    let is_crowd = actor.kind == ActorKind::Group
        && matches!(
            actor.sector,
            Some(
                Sector::Cvl
                    | Sector::Lab
                    | Sector::Med
                    | Sector::Edu
                    | Sector::Rel
                    | Sector::Ngo
                    | Sector::Agr
            )
        );
    is_of_power
        || is_crowd
        || actor.office.as_ref().is_some_and(|office| !office.is_former)
        || matches!(actor.kind, ActorKind::State | ActorKind::ArmedGroup)
}

/// "An official", "diplomats": whom the report quotes without a name, and not for more than himself.
fn is_unnamed(scene: &Scene<'_>, party: &Party) -> bool {
    let head = party.head as usize;
    let lemma = scene.doc.lemma(head).to_lowercase();
    let is_definite = scene
        .doc
        .children_by(head, &["det", "poss"])
        .any(|t| !matches!(scene.doc.lemma(t), "a" | "an" | "some"));
    UNNAMED.contains(&lemma.as_str()) && !is_definite
}
