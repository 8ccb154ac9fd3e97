//! Somebody told of before he is named: "A Danish sailor was freed on Friday. *Lars Holm, 41*, had been held …".
//!
//! Newspapers open with what a person is and give the name in the next sentence.

use super::Resolver;
use super::actor::{ActorId, ActorKind, MentionKind};
use super::lexicon::{Lexical, is_word_for_group};

impl Resolver<'_> {
    /// Lets the one whom the sentence before described be the person named here for the first time, where what is said
    /// beside the name fits him alone.
    pub(super) fn take_introduction(&mut self, head: usize, person: ActorId) {
        let is_new = !self.mentions.iter().any(|m| m.actors.contains(&person));
        if !is_new || self.doc.dep(head) != "nsubj" && self.doc.dep(head) != "nsubjpass" {
            return;
        }
        let here = self.doc.sentence_of(head);
        let Some(described) = here.checked_sub(1).and_then(|before| self.described_in(before)) else {
            return;
        };
        if !self.is_introduced_by(head, described, here - 1) {
            return;
        }
        let (sector, country) = {
            let actor = self.cast.get(described);
            // A former soldier is none.
            let was = actor.name.split(' ').any(|word| Lexical::is_former(&word.to_lowercase()));
            (actor.sector.filter(|_| !was), actor.acts_for)
        };
        let named = self.cast.get_mut(person);
        if named.acts_for.is_some() && country.is_some() && named.acts_for != country {
            return;
        }
        named.acts_for = named.acts_for.or(country);
        named.sector = named.sector.or(sector);
        named.reasons.push("told of in the sentence before".to_owned());
        let heads: Vec<usize> =
            self.mentions.iter().filter(|m| m.actors[..] == [described]).map(|m| m.head as usize).collect();
        for head in heads {
            self.stands_for(head, person);
        }
    }

    /// The one person whom a sentence describes without a name, as its topic.
    fn described_in(&self, sentence: usize) -> Option<ActorId> {
        let is_described = |id: ActorId| {
            let actor = self.cast.get(id);
            let is_one =
                actor.kind == ActorKind::Person && actor.person.is_none() || actor.kind == ActorKind::Group;
            let mut own = self.mentions.iter().filter(|m| m.actors.contains(&id));
            is_one && !actor.is_plural && own.all(|m| m.kind != MentionKind::Name)
        };
        let met = self.met.iter().filter(|m| m.sentence == sentence);
        let mut topics = met.clone().filter(|m| m.is_topic && is_described(m.actor)).map(|m| m.actor);
        let topic = topics.next()?;
        let is_first_told = self.met.iter().filter(|m| m.actor == topic).all(|m| m.sentence <= sentence);
        (is_first_told && topics.next().is_none()).then_some(topic)
    }

    /// Whether an age stands beside a name, and nobody else was told of before, or the same calling, and nobody else
    /// has it.
    fn is_introduced_by(&self, head: usize, described: ActorId, before: usize) -> bool {
        let others = || {
            let met = self.met.iter().filter(|m| m.sentence == before && m.actor != described);
            let people = met.filter(|m| !is_word_for_group(self.doc.lemma(m.head)));
            let actors = people.map(|m| self.cast.get(m.actor));
            actors.filter(|a| matches!(a.kind, ActorKind::Person | ActorKind::Group))
        };
        let doc = self.doc;
        let beside: Vec<usize> = doc.children_by(head, &["appos", "nummod", "npadvmod", "amod"]).collect();
        let is_age =
            |t: usize| doc.tag(t) == "CD" && t > head && doc.word(t).parse::<u8>().is_ok_and(|age| age > 9);
        let sector = self.cast.get(described).sector;
        let is_calling = |t: usize| {
            let entries = self.world.gazette().look_up_any_case(doc.lemma(t));
            sector.is_some()
                && t > head
                && entries.iter().any(|e| match e {
                    chancery_knowledge::Entry::Agent { agent, .. } => {
                        Some(self.world.agent(*agent).sector) == sector
                    }
                    _ => false,
                })
        };
        let is_alone = others().next().is_none();
        let is_only_one = others().all(|a| a.sector != sector);
        beside.into_iter().any(|t| is_alone && is_age(t) || is_only_one && is_calling(t))
    }
}
