//! Delegations: who is at their head, and of which country they are by him.

use chancery_knowledge::Body;

use super::Resolver;
use super::actor::{ActorKind, MentionKind};
use super::group::Found;
use super::phrase::{Phrase, with_conjuncts};

impl Resolver<'_> {
    /// "a Finnish delegation led by Kim Olsen and Ana Lund": those whom the words name of it.
    pub(super) fn members_named(&mut self, phrase: &Phrase, words: &str) -> Option<Found> {
        let doc = self.doc;
        let head = phrase.head as usize;
        if doc.lemma(head) != "delegation" || phrase.is_plural {
            return None;
        }
        // The parser may hang the participle on a place between: "a delegation in Turku headed by Kim Olsen".
        let places = doc.children_by(head, &["prep"]).flat_map(|t| doc.children_by(t, &["pobj"]));
        let nouns = std::iter::once(head).chain(places.collect::<Vec<_>>());
        let leads = nouns.flat_map(|noun| doc.children_by(noun, &["acl"])).filter(|&t| leads(doc.lemma(t)));
        let by = leads.flat_map(|t| doc.children_by(t, &["agent", "prep"])).find(|&t| doc.word(t) == "by")?;
        let first = doc.children_by(by, &["pobj"]).next()?;
        let mut named = Vec::new();
        for member in with_conjuncts(doc, first) {
            named.extend(self.read_ahead(member).to_vec());
        }
        named.retain(|id| self.cast.get(*id).kind == ActorKind::Person);
        named.dedup();
        if let Some(home) = phrase.bodies.first().map(|n| n.body) {
            let home = self.home_of(home);
            for id in &named {
                let member = self.cast.get_mut(*id);
                member.acts_for = member.acts_for.or(Some(home));
            }
        }
        let names: Vec<&str> = named.iter().map(|id| self.cast.get(*id).name.as_str()).collect();
        let reason = format!("{words}: {}, named at its head", names.join(" and "));
        (!named.is_empty()).then_some((MentionKind::Description, named, reason))
    }

    /// The country of those at the head of a delegation: "led by Ali Rezai", "heading a delegation, Ali Rezai".
    pub(super) fn led_by(&mut self, head: usize) -> Option<Body> {
        let doc = self.doc;
        let leader = doc
            .children_by(head, &["acl"])
            .filter(|&a| leads(doc.lemma(a)))
            .flat_map(|a| doc.children_by(a, &["agent", "prep"]).collect::<Vec<_>>())
            .flat_map(|by| doc.children_by(by, &["pobj"]).collect::<Vec<_>>())
            .next();
        let verb = doc.head(head);
        let leader = leader.or_else(|| {
            let is_object = doc.dep(head) == "dobj" && leads(doc.lemma(verb));
            let clause = if doc.dep(verb) == "advcl" { doc.head(verb) } else { verb };
            is_object.then(|| doc.children_by(clause, &["nsubj"]).next()).flatten()
        })?;
        match self.read_ahead(leader)[..] {
            [one] => self.cast.get(one).acts_for,
            _ => None,
        }
    }
}

fn leads(lemma: &str) -> bool {
    matches!(lemma, "head" | "lead" | "chair")
}
