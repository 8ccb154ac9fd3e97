//! What pronouns and plural descriptions point back to.

use super::Resolver;
use super::actor::{ActorId, ActorKind, MentionKind};
use super::lexicon::{Lexical, PronounKind, is_word_for_state};
use super::phrase::Phrase;

/// How many sentences back an antecedent may lie.
const REACH: usize = 3;

impl Resolver<'_> {
    /// The antecedent of a pronoun; nobody for "I" and "we", whose speaker the quotation tells.
    pub(super) fn pronoun(&self, head: usize, kind: PronounKind, word: &str) -> (Vec<ActorId>, String) {
        let fits = |resolver: &Self, id: ActorId| {
            let actor = resolver.cast.get(id);
            match kind {
                PronounKind::Person => actor.kind == ActorKind::Person && resolver.gender_allows(id, word),
                PronounKind::Thing => {
                    matches!(
                        actor.kind,
                        ActorKind::State | ActorKind::Organisation | ActorKind::ArmedGroup | ActorKind::Body
                    )
                }
                PronounKind::Many => actor.is_plural || matches!(actor.kind, ActorKind::ArmedGroup),
                PronounKind::Speaker | PronounKind::SpeakersSide => false,
            }
        };
        if matches!(kind, PronounKind::Speaker | PronounKind::SpeakersSide) {
            return (Vec::new(), format!("{word}: the speaker"));
        }
        if kind == PronounKind::Many
            && let Some(several) = self.last_together(head)
        {
            let names: Vec<&str> = several.iter().map(|id| self.cast.get(*id).name.as_str()).collect();
            let reason = format!("{word}: {}", names.join(" and "));
            return (several, reason);
        }
        if let Some(found) = self.latest(head, fits) {
            return (vec![found], format!("{word}: {}", self.cast.get(found).name));
        }
        (Vec::new(), format!("{word}: no antecedent, or more than one"))
    }

    /// "the two sides", "both ministers", "the three guarantors": the parties last named together.
    pub(super) fn back_to_parties(&self, phrase: &Phrase) -> Option<(MentionKind, Vec<ActorId>, String)> {
        let head = phrase.head as usize;
        let lemma = self.doc.lemma(head);
        let is_many = phrase.is_plural || phrase.number.is_some_and(|n| n > 1);
        if !is_many
            || !phrase.is_definite && phrase.number.is_none()
            || !Lexical::points_to_parties(lemma)
            || !phrase.bodies.is_empty()
            || phrase.name.is_some()
            || phrase.possessor.is_some()
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
                && match (of_people, of_states) {
                    (true, _) => actor.kind == ActorKind::Person,
                    (_, true) => actor.kind == ActorKind::State,
                    _ => actor.kind != ActorKind::Group && actor.acts_for.is_some(),
                }
        };
        let here = self.doc.sentence_of(head);
        let mut found: Vec<ActorId> = Vec::new();
        for met in self.met.iter().rev().filter(|m| m.sentence + REACH >= here) {
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

    /// "the country", "that state": the one last named, as a party or as a place.
    pub(super) fn state_again(&self, phrase: &Phrase) -> Option<(MentionKind, Vec<ActorId>, String)> {
        let head = phrase.head as usize;
        let lemma = self.doc.lemma(head);
        if !is_word_for_state(lemma) || phrase.is_plural || !phrase.is_definite || !phrase.bodies.is_empty() {
            return None;
        }
        let last = self
            .met
            .iter()
            .rev()
            .find(|m| m.head < head && self.cast.get(m.actor).kind == ActorKind::State)?;
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

    /// The best antecedent before `head`: nearer sentences first, subjects before others; nobody where
    /// two are equally good.
    pub(super) fn latest(&self, head: usize, fits: impl Fn(&Self, ActorId) -> bool) -> Option<ActorId> {
        let here = self.doc.sentence_of(head);
        let governor = self.doc.head(head);
        let is_possessive = self.doc.dep(head) == "poss";
        let mut best: Vec<(u32, ActorId)> = Vec::new();
        for met in self.met.iter().rev() {
            let distance = here.saturating_sub(met.sentence);
            if distance > REACH {
                break;
            }
            if met.head >= head || met.is_aside || !fits(self, met.actor) {
                continue;
            }
            // "he met him": two complements of one verb are two people.
            if distance == 0 && !is_possessive && self.doc.head(met.head) == governor {
                continue;
            }
            let score = (REACH - distance) as u32 * 2 + u32::from(met.is_subject);
            match best.iter_mut().find(|(_, id)| *id == met.actor) {
                Some((known, _)) => *known = (*known).max(score),
                None => best.push((score, met.actor)),
            }
        }
        let top = best.iter().map(|(score, _)| *score).max()?;
        let mut leaders = best.iter().filter(|(score, _)| *score == top).map(|(_, id)| *id);
        match (leaders.next(), leaders.next()) {
            (Some(one), None) => Some(one),
            _ => None,
        }
    }

    /// The parties that the last sentence with any named as subject, or beside the subject by "and" or
    /// "with".
    fn last_together(&self, head: usize) -> Option<Vec<ActorId>> {
        let here = self.doc.sentence_of(head);
        let before = |m: &&super::Met| m.head < head && !m.is_aside && m.sentence + 1 >= here;
        let subject = self.met.iter().rev().filter(before).find(|m| m.is_subject)?;
        let mut together = Vec::new();
        for met in self.met.iter().filter(before).filter(|m| m.sentence == subject.sentence) {
            let with = self.doc.dep(met.head) == "pobj"
                && self.doc.word(self.doc.head(met.head)).eq_ignore_ascii_case("with");
            let singular = !self.cast.get(met.actor).is_plural;
            if singular && (met.is_subject || with) && !together.contains(&met.actor) {
                together.push(met.actor);
            }
        }
        (together.len() >= 2).then_some(together)
    }

    /// Whether honorifics and earlier pronouns speak against this pronoun.
    fn gender_allows(&self, id: ActorId, word: &str) -> bool {
        let mut female = None;
        for mention in &self.mentions {
            if !mention.actors.contains(&id) {
                continue;
            }
            let said = if mention.kind == MentionKind::Pronoun {
                self.doc.word(mention.head as usize).to_lowercase()
            } else {
                self.doc.word(mention.tokens.start as usize).to_lowercase()
            };
            if Lexical::is_female(&said) {
                female = Some(true);
            } else if Lexical::is_male(&said) {
                female = Some(false);
            }
        }
        female.is_none_or(|f| f == Lexical::is_female(word))
    }
}
