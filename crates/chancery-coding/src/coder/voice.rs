//! On whose word: the chain of voices around an act, and the statements of a report.

use chancery_knowledge::Entry;
use chancery_record::{Attribution, AttributionKind, Statement as Written};

use super::Reading;
use super::act::Act;
use super::merge::Told;
use super::party::Party;
use super::people;
use crate::resolve::ActorKind;
use crate::statements::{self, Form, Kind, Mention, Statement};

/// The voices on whose word the report has an act, outermost first.
pub(super) fn of(reading: &Reading<'_>, act: &Act) -> Vec<Attribution> {
    let clause = reading.scene.clause(act.clause);
    let holding = statements::attribution_of(reading.scene.statements, clause.predicate.head as usize);
    let is_itself = |s: &Statement| {
        let own = clause.predicate.span;
        s.cue.is_some_and(|cue| own.contains(cue.head) || cue.head == clause.predicate.head)
    };
    let is_voice = |s: &Statement| (s.kind.is_utterance() || s.kind == Kind::Show) && !is_itself(s);
    let voices = holding.into_iter().rev().map(|i| &reading.scene.statements[i]).filter(|s| is_voice(s));
    voices.map(|s| attribution(reading, s)).collect()
}

fn attribution(reading: &Reading<'_>, statement: &Statement) -> Attribution {
    let speaker = statement.speaker.map(|m| participant(reading, m));
    Attribution {
        kind: voice_kind(reading, statement),
        cue: statement.cue.map(|cue| reading.raw.words(cue.span)),
        denies: statement.kind == Kind::Deny,
        speaker,
    }
}

fn participant(reading: &Reading<'_>, mention: Mention) -> chancery_record::Participant {
    let party = party(reading, mention);
    match party.actors[..] {
        [one] => {
            let mut found = people::participant(reading, &party, one, None);
            if found.name.is_none() {
                found.name = Some(reading.scene.referents.actor(one).name.clone());
            }
            found
        }
        _ => chancery_record::Participant::unresolved(reading.raw.words(party.span)),
    }
}

fn party(reading: &Reading<'_>, mention: Mention) -> Party {
    let known = reading.scene.referents.at(mention.head);
    let actors = known.map_or_else(Vec::new, |m| m.actors.clone());
    Party { head: mention.head, span: mention.span, actors, ground: None }
}

fn voice_kind(reading: &Reading<'_>, statement: &Statement) -> AttributionKind {
    let Some(mention) = statement.speaker else { return AttributionKind::Unnamed };
    let words = reading.scene.doc.words(mention.span.range());
    let name = words.trim().trim_start_matches("The ").trim_start_matches("the ");
    let is_outlet = |entry: &Entry| matches!(entry, Entry::Outlet(_));
    if reading.scene.world.gazette().look_up(name).iter().any(is_outlet) {
        return AttributionKind::Agency;
    }
    let party = party(reading, mention);
    match party.actors[..] {
        [one] => match reading.scene.referents.actor(one).kind {
            ActorKind::Person => AttributionKind::Person,
            ActorKind::Group => AttributionKind::Unnamed,
            _ => AttributionKind::Institution,
        },
        _ => match reading.scene.doc.entity_tag(mention.head as usize).1 {
            "PERSON" => AttributionKind::Person,
            "ORG" => AttributionKind::Institution,
            _ => AttributionKind::Unnamed,
        },
    }
}

/// The statements of a report that are no acts themselves.
pub(super) fn statements(reading: &Reading<'_>, name: &str) -> Vec<Written> {
    let is_act = |statement: &Statement| {
        let Some(cue) = statement.cue else { return false };
        let acts = reading.told.iter().flat_map(|event: &Told| &event.acts);
        acts.into_iter().any(|act| {
            let predicate = &reading.scene.clause(act.clause).predicate;
            predicate.head == cue.head || predicate.verb == Some(cue.head)
        })
    };
    let kept = reading.scene.statements.iter().filter(|s| s.kind.is_utterance() && !is_act(s));
    kept.enumerate()
        .map(|(number, statement)| {
            let mut content: Vec<_> = statement.content.clone();
            content.sort_by_key(|span| std::cmp::Reverse(span.len()));
            let mut outer = Vec::new();
            let mut at = statement.within;
            while let Some(i) = at {
                outer.push(attribution(reading, &reading.scene.statements[i]));
                at = reading.scene.statements[i].within;
            }
            outer.reverse();
            Written {
                id: format!("{name}.s{}", number + 1),
                speaker: statement.speaker.map(|m| participant(reading, m)),
                cue: statement.cue.map(|cue| reading.raw.words(cue.span)),
                content: content.iter().map(|span| reading.raw.words(*span)).collect(),
                quoted: statement.form == Form::Direct,
                addressee: statement.addressee.map(|m| participant(reading, m)),
                attribution: outer,
            }
        })
        .collect()
}
