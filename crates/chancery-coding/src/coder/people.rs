//! Participants of the record from the parties of an act.

use chancery_knowledge::{ActorCode, Body, Entry, World};
use chancery_record::{ActorKind as Kind, Days, Naming, Participant, Span, Stance, Token};

use super::Reading;
use super::party::Party;
use crate::resolve::{Actor, ActorId, ActorKind, MentionKind};

/// The participants of a side, each actor once, in the order of the text.
pub(super) fn of(reading: &Reading<'_>, parties: &[Party], days: Option<Days>) -> Vec<Participant> {
    let mut named: Vec<ActorId> = Vec::new();
    let mut found = Vec::new();
    for party in parties {
        if party.actors.is_empty() {
            let mut unnamed = Participant::unresolved(reading.raw.words(party.span));
            unnamed.country = party.ground.map(|body| reading.scene.world.code(body).to_owned());
            unnamed.naming = naming(reading, party.span);
            found.push(unnamed);
        }
        for &id in &party.actors {
            if !named.contains(&id) {
                named.push(id);
                found.push(participant(reading, party, id, days));
            }
        }
    }
    found
}

/// One actor by the words of one mention.
pub(super) fn participant(
    reading: &Reading<'_>,
    party: &Party,
    id: ActorId,
    days: Option<Days>,
) -> Participant {
    let (scene, world) = (&reading.scene, reading.scene.world);
    let actor = match days {
        Some(days) => scene.referents.on_day(id, world, days.first()),
        None => scene.referents.actor(id).clone(),
    };
    let mut participant = Participant::unresolved(reading.raw.words(party.span));
    participant.name = name(reading, id, &actor);
    participant.actor = actor.acts_for.and_then(|body| code(world, body, &actor));
    participant.kind = Some(kind(&actor));
    participant.country = party.ground.or(actor.acts_for).map(|body| world.code(body).to_owned());
    participant.sector = actor.sector.map(|s| s.code().to_owned());
    participant.office = actor.office.as_ref().filter(|o| !o.is_former).map(|o| o.title.clone());
    participant.naming = naming(reading, party.span);
    participant
}

/// The code of an actor. A state acts by its government; what else is of a country has no code where nothing says
/// of which sector it is.
fn code(world: &World, body: Body, actor: &Actor) -> Option<String> {
    let is_sure = actor.kind == ActorKind::State
        || actor.sector.is_some()
        || actor.office.is_some()
        || matches!(body, Body::Organisation(_));
    is_sure.then(|| ActorCode::compose(world, body, actor.sector).to_string())
}

/// The loaded word in a party's words: a whole naming of the tables, or a word that judges.
fn naming(reading: &Reading<'_>, span: Span<Token>) -> Option<Naming> {
    let scene = &reading.scene;
    let (doc, tokens) = (scene.doc, span.range());
    let matches = scene.world.gazette().scan_all(tokens.clone().map(|t| doc.word(t)));
    let whole = matches.iter().find_map(|found| {
        let stances = found.entries.iter().filter_map(|entry| match entry {
            Entry::LoadedWord(id) => Stance::from_name(&scene.world.loaded_word(*id).stance),
            _ => None,
        });
        let stance = stances.into_iter().next()?;
        Some((found.tokens.start as usize..found.tokens.end as usize, stance))
    });
    let (within, stance) = whole.or_else(|| {
        let lemmas: Vec<String> = tokens.clone().map(|t| doc.lemma(t).to_lowercase()).collect();
        scene.lexicon.naming_of(&lemmas)
    })?;
    let text = doc.words(tokens.start + within.start..tokens.start + within.end).trim().to_owned();
    Some(Naming { text, stance })
}

/// The actor's name; a state has none beside its code, nor has an office that nobody is named to hold.
fn name(reading: &Reading<'_>, id: ActorId, actor: &Actor) -> Option<String> {
    let is_named = || {
        let mentions = reading.scene.referents.mentions();
        mentions.iter().any(|m| m.kind == MentionKind::Name && m.actors.contains(&id))
    };
    match actor.kind {
        ActorKind::State => None,
        ActorKind::Person if actor.person.is_none() && !is_named() => None,
        _ => Some(actor.name.clone()),
    }
}

fn kind(actor: &Actor) -> Kind {
    match actor.kind {
        ActorKind::Person => Kind::Person,
        ActorKind::State => Kind::State,
        ActorKind::Body => Kind::Body,
        ActorKind::Organisation => Kind::Organisation,
        ActorKind::ArmedGroup => Kind::Group,
        ActorKind::Group => Kind::People,
    }
}
