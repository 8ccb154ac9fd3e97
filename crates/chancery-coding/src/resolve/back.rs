//! What pronouns and plural descriptions point back to.

use chancery_knowledge::Sector;

use chancery_knowledge::OrganisationKind;

use super::Resolver;
use super::actor::{Actor, ActorId, ActorKind, MentionKind};
use super::lexicon::{Lexical, PronounKind, is_word_for_state};
use super::phrase::{Phrase, read};

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
                && actor.sector != Some(Sector::Jrn)
                && match (of_people, of_states) {
                    (true, _) => actor.kind == ActorKind::Person,
                    (_, true) => actor.kind == ActorKind::State,
                    _ => actor.kind != ActorKind::Group && actor.acts_for.is_some() && !self.is_format(actor),
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
        // "the latest state of affairs" is no country.
        if lemma == "state"
            && (phrase.span.is_some_and(|s| s.len() > 2) || !self.objects_of(phrase).is_empty())
        {
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
            if met.head >= head || met.is_aside || met.is_shared || !fits(self, met.actor) {
                continue;
            }
            // "he met him": two complements of one verb are two people.
            if distance == 0 && !is_possessive && self.doc.head(met.head) == governor {
                continue;
            }
            let score = (REACH - distance) as u32 * 3 + u32::from(met.is_subject) + u32::from(met.is_topic);
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
        let verb = self.doc.head(self.top_conjunct(subject.head));
        let mut together = Vec::new();
        for met in self.met.iter().filter(before).filter(|m| m.sentence == subject.sentence) {
            let top = self.top_conjunct(met.head);
            let governor = self.doc.head(top);
            let is_subject = met.is_subject && governor == verb;
            let is_companion = self.doc.dep(top) == "pobj"
                && self.doc.word(governor).eq_ignore_ascii_case("with")
                && self.doc.head(governor) == verb;
            let is_one = !self.cast.get(met.actor).is_plural;
            if is_one && (is_subject || is_companion) && !together.contains(&met.actor) {
                together.push(met.actor);
            }
        }
        (together.len() >= 2).then_some(together)
    }

    /// Whether honorifics and earlier pronouns speak against this pronoun.
    fn gender_allows(&self, id: ActorId, word: &str) -> bool {
        self.is_woman
            .get(id.0 as usize)
            .copied()
            .flatten()
            .is_none_or(|is_woman| is_woman == Lexical::is_female(word))
    }

    /// Keeps what a word says of an actor's gender.
    pub(super) fn note_gender(&mut self, id: ActorId, token: usize) {
        let word = self.doc.word(token).to_lowercase();
        let (is_woman, is_man) = (Lexical::is_female(&word), Lexical::is_male(&word));
        if is_woman || is_man {
            let index = id.0 as usize;
            self.is_woman.resize(self.is_woman.len().max(index + 1), None);
            self.is_woman[index] = Some(is_woman);
        }
    }

    /// "the latter", "the former": of two just named, the second or the first.
    pub(super) fn former_or_latter(&self, phrase: &Phrase) -> Option<(MentionKind, Vec<ActorId>, String)> {
        let head = phrase.head as usize;
        let word = self.doc.word(head).to_lowercase();
        let is_latter = word == "latter";
        if !phrase.is_definite || !(is_latter || word == "former") {
            return None;
        }
        let here = self.doc.sentence_of(head);
        let before = |m: &&super::Met| m.head < head && !m.is_aside && m.sentence + 1 >= here;
        let last = self.met.iter().rev().find(before)?;
        let kind = self.cast.get(last.actor).kind;
        let mut named: Vec<ActorId> = Vec::new();
        for met in self.met.iter().filter(before).filter(|m| m.sentence == last.sentence) {
            if self.cast.get(met.actor).kind == kind && !named.contains(&met.actor) {
                named.push(met.actor);
            }
        }
        let [first, second] = named[..] else { return None };
        let one = if is_latter { second } else { first };
        let reason = format!("the {word}: {}, of the two just named", self.cast.get(one).name);
        Some((MentionKind::Description, vec![one], reason))
    }

    /// Whom "of the two countries" after a noun points to.
    pub(super) fn parties_of(&self, phrase: &Phrase) -> Vec<ActorId> {
        let after = self.objects_of(phrase);
        after
            .iter()
            .filter_map(|&object| {
                let read = read(self.doc, self.world, &self.matches, object);
                self.back_to_parties(&read).map(|(_, actors, _)| actors)
            })
            .next()
            .unwrap_or_default()
    }

    /// The nouns that "of" joins to a phrase.
    pub(super) fn objects_of(&self, phrase: &Phrase) -> Vec<usize> {
        let head = phrase.head as usize;
        self.doc
            .children(head)
            .iter()
            .map(|&c| c as usize)
            .filter(|&c| c > head && self.doc.dep(c) == "prep")
            .filter(|&c| matches!(self.doc.word(c).to_lowercase().as_str(), "of" | "from" | "between"))
            .flat_map(|c| self.doc.children_by(c, &["pobj"]).collect::<Vec<_>>())
            .collect()
    }
}
