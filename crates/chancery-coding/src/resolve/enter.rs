//! A person becomes an actor: its row, its office on the report's day, and what the report says of it.

use chancery_knowledge::{Body, PersonId, PersonName, Standing, Status, TermId};

use super::Resolver;
use super::actor::{Actor, ActorId, ActorKind, Held};
use super::cast::Key;
use super::named::Said;

impl Resolver<'_> {
    pub(super) fn enter_person(&mut self, person: PersonId, words: &str, by: PersonName) -> ActorId {
        let row = self.world.person(person);
        let term = self.on.and_then(|on| self.chief_term(person, on));
        let acts_for = term
            .or(row.terms.last().copied())
            .map(|t| self.world.term(t).post.body)
            .or(row.country.map(Body::Country))
            .map(|body| self.country_of(body));
        let how = match by {
            PersonName::Full => "full name in the tables".to_owned(),
            PersonName::Short => "the only bearer of the short name in office then".to_owned(),
        };
        let office = term.map(|t| Held {
            title: self.world.term(t).title.to_string(),
            post: Some(self.world.term(t).post),
            term: Some(t),
            is_former: false,
        });
        let sector = term.and_then(|t| self.world.kind(self.world.term(t).post.kind).sector);
        let mut reasons = vec![how];
        if let Some(t) = term {
            let row = self.world.term(t);
            reasons.push(format!("{} ({}, {})", row.title, row.source, row.confidence.word()));
        }
        let name = row.name.to_string();
        let words = words.to_lowercase();
        let id = self.cast.enter(Key::person(person), || Actor {
            name,
            kind: ActorKind::Person,
            person: Some(person),
            organisation: None,
            acts_for,
            sector,
            office,
            is_known: true,
            is_plural: false,
            reasons,
        });
        self.cast.also(Key::Local(words), id);
        id
    }

    /// Of the terms that a person holds on a day, the one that the list of offices has first.
    pub(super) fn chief_term(&self, person: PersonId, on: jiff::civil::Date) -> Option<TermId> {
        self.world.held_on(person, on).min_by_key(|t| {
            let term = self.world.term(*t);
            let is_shared = term.status == Status::Shared;
            // One crown may be worn in several states: first the one that the text names.
            let is_elsewhere = !self.matches.names(term.post.body);
            (term.period.standing(on) != Standing::Within, is_shared, term.post.kind, is_elsewhere, *t)
        })
    }

    /// Adds what the words say to what is known. The report's word on whom somebody acts for prevails, and
    /// is noted where the tables differ.
    pub(super) fn add_said(&mut self, id: ActorId, said: &Said) {
        let (world, on) = (self.world, self.on);
        let said_body = said.body.map(|body| self.country_of(body));
        let actor = self.cast.get_mut(id);
        if let Some(body) = said_body {
            match actor.acts_for {
                None => actor.acts_for = Some(body),
                Some(known) if known != body && said.title.is_some() && !said.is_former => {
                    let is_seat = matches!(body, Body::Organisation(_));
                    actor.reasons.push(format!(
                        "note: the report says {} of {}, the tables {}",
                        said.title.as_deref().unwrap_or_default(),
                        world.name(body),
                        world.name(known)
                    ));
                    if !is_seat || actor.office.is_none() {
                        actor.acts_for = Some(body);
                    }
                }
                Some(_) => {}
            }
        }
        if let Some(title) = &said.title {
            let post = said.post;
            let term = post.zip(on).and_then(|(post, on)| {
                let person = actor.person?;
                world.held_on(person, on).find(|t| world.term(*t).post == post)
            });
            if actor.sector.is_none() {
                actor.sector = post.and_then(|p| world.kind(p.kind).sector);
            }
            let replaces = actor.office.as_ref().is_none_or(|o| o.post != post && o.term.is_none())
                || (actor.office.as_ref().is_some_and(|o| o.post != post)
                    && post.is_some()
                    && !said.is_former);
            if replaces {
                actor.office = Some(Held { title: title.clone(), post, term, is_former: said.is_former });
                if term.is_none()
                    && actor.person.is_some()
                    && post.is_some()
                    && on.is_some()
                    && !said.is_former
                {
                    actor.reasons.push(format!("note: the tables do not have him as {title} on that day"));
                }
            }
        }
    }
}
