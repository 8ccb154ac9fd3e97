//! "the two sides", "both ministers", "the country": parties told again together.

use chancery_knowledge::{Body, OrganisationKind, Sector};

use super::Resolver;
use super::actor::{Actor, ActorId, ActorKind, MentionKind};
use super::back::REACH;
use super::lexicon::{Lexical, is_word_for_state};
use super::phrase::Phrase;

impl Resolver<'_> {
    /// "the two sides", "both ministers", "the three guarantors": the parties last named together.
    pub(super) fn back_to_parties(&self, phrase: &Phrase) -> Option<(MentionKind, Vec<ActorId>, String)> {
        let head = phrase.head as usize;
        let lemma = self.doc.lemma(head);
        let is_many = phrase.is_plural || phrase.number.is_some_and(|n| n > 1);
        if !is_many
            || !phrase.is_definite && phrase.number.is_none()
            || !Lexical::points_to_parties(lemma)
            || phrase
                .bodies
                .iter()
                .any(|n| !matches!(n.body, Body::Organisation(_)) || n.at.start > phrase.head)
            || phrase.number.is_none() && !self.objects_of(phrase).is_empty()
            || phrase.name.is_some()
            || phrase.possessor.is_some()
            || self.is_of_others(phrase)
        {
            return None;
        }
        let wanted = phrase.number.unwrap_or(2) as usize;
        let of_people =
            matches!(lemma, "minister" | "diplomat" | "president" | "leader" | "official" | "man" | "pair");
        if of_people && phrase.number.is_none() {
            return None;
        }
        let of_states =
            is_word_for_state(lemma) || matches!(lemma, "neighbour" | "neighbor" | "government" | "capital");
        let fits = |id: ActorId| {
            let actor = self.cast.get(id);
            !actor.is_plural
                && actor.sector != Some(Sector::Jrn)
                && match (of_people, of_states) {
                    (true, _) => actor.kind == ActorKind::Person,
                    (_, true) => actor.kind == ActorKind::State,
                    _ => actor.kind != ActorKind::Group && actor.acts_for.is_some() && !self.is_format(actor),
                }
        };
        let here = self.doc.sentence_of(head);
        if let Some(together) = self.joined(head, wanted, fits) {
            let names: Vec<&str> = together.iter().map(|id| self.cast.get(*id).name.as_str()).collect();
            let reason = format!("{lemma}: the {wanted} named together, {}", names.join(" and "));
            return Some((MentionKind::Description, together, reason));
        }
        let mut found: Vec<ActorId> = Vec::new();
        for met in self.met.iter().rev().filter(|m| m.head < head && m.sentence + REACH >= here) {
            if !fits(met.actor) || (met.is_aside && !of_states) {
                continue;
            }
            let actor = self.cast.get(met.actor);
            // One party a country: a minister and his state are not two sides.
            let known = found.iter().any(|id| {
                let other = self.cast.get(*id);
                *id == met.actor || (other.acts_for.is_some() && other.acts_for == actor.acts_for)
            });
            if !known {
                found.push(met.actor);
            }
            if found.len() == wanted {
                break;
            }
        }
        if found.len() != wanted || !self.are_the_only(&found, here, of_states, fits) {
            return None;
        }
        found.reverse();
        let names: Vec<&str> = found.iter().map(|id| self.cast.get(*id).name.as_str()).collect();
        let reason = format!("{lemma}: the {wanted} last named, {}", names.join(" and "));
        Some((MentionKind::Description, found, reason))
    }

    /// "two other ministers", "two more states": not those named before.
    fn is_of_others(&self, phrase: &Phrase) -> bool {
        phrase.span.is_some_and(|span| {
            span.range().any(|t| {
                let word = self.doc.word(t).to_lowercase();
                matches!(
                    word.as_str(),
                    "other" | "others" | "more" | "further" | "another" | "additional" | "new"
                )
            })
        })
    }

    /// "the country", "that state": the one last named, as a party or as a place.
    pub(super) fn state_again(&self, phrase: &Phrase) -> Option<(MentionKind, Vec<ActorId>, String)> {
        let head = phrase.head as usize;
        let lemma = self.doc.lemma(head);
        if !is_word_for_state(lemma) || phrase.is_plural || !phrase.is_definite || !phrase.bodies.is_empty() {
            return None;
        }
        // "the latest state of affairs" is no country.
        if lemma == "state"
            && (phrase.span.is_some_and(|s| s.len() > 2) || !self.objects_of(phrase).is_empty())
        {
            return None;
        }
        let last = self.met.iter().rev().find(|m| {
            // "Abu Dhabi" in "Abu Dhabi Media" is part of a name.
            let is_part = matches!(self.doc.dep(m.head), "compound" | "nmod")
                && self
                    .doc
                    .entity_of(m.head)
                    .is_some_and(|e| self.doc.entity_type(e) == "ORG" && e.end as usize > m.head + 1);
            m.head < head && !is_part && self.cast.get(m.actor).kind == ActorKind::State
        })?;
        let rival = self.met.iter().any(|m| {
            m.sentence == last.sentence
                && m.head < head
                && m.actor != last.actor
                && self.cast.get(m.actor).kind == ActorKind::State
        });
        if rival {
            return None;
        }
        let reason = format!("{lemma}: {}, last named", self.cast.get(last.actor).name);
        Some((MentionKind::Description, vec![last.actor], reason))
    }

    /// Whether an actor is only a framework of talks, such as the Geneva talks.
    fn is_format(&self, actor: &Actor) -> bool {
        actor.organisation.is_some_and(|id| self.world.organisation(id).kind == OrganisationKind::Format)
    }

    /// Whether the last sentence that named one of them named no other party that fits as well.
    fn are_the_only(
        &self,
        found: &[ActorId],
        here: usize,
        with_asides: bool,
        fits: impl Fn(ActorId) -> bool,
    ) -> bool {
        let codes: Vec<_> = found.iter().map(|id| self.cast.get(*id).acts_for).collect();
        let last = self
            .met
            .iter()
            .rev()
            .filter(|m| m.sentence <= here && found.contains(&m.actor))
            .map(|m| m.sentence)
            .next();
        !self.met.iter().any(|m| {
            Some(m.sentence) == last
                && (with_asides || !m.is_aside)
                && fits(m.actor)
                && !found.contains(&m.actor)
                && !codes.contains(&self.cast.get(m.actor).acts_for)
        })
    }
}
