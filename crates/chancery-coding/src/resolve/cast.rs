//! The actors of a report, each once.

use std::collections::BTreeMap;

use chancery_knowledge::{Body, PersonId, Post};

use super::actor::{Actor, ActorId};

/// What makes two mentions the same actor.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Person(PersonId),
    Post(String),
    Body(String),
    /// The words for people or a body, and whom they belong to.
    Group(String, String),
    /// A name that no table knows.
    Local(String),
}

impl Key {
    pub(super) fn person(id: PersonId) -> Self {
        Self::Person(id)
    }

    pub(super) fn post(post: Post) -> Self {
        Self::Post(format!("{post:?}"))
    }

    pub(super) fn body(body: Body) -> Self {
        Self::Body(format!("{body:?}"))
    }
}

/// The actors so far.
#[derive(Debug, Default)]
pub(super) struct Cast {
    actors: Vec<Actor>,
    by_key: BTreeMap<Key, ActorId>,
    /// Actors that were found to be others.
    retired: Vec<ActorId>,
}

impl Cast {
    /// The actor of this key, made by `make` if there is none yet.
    pub(super) fn enter(&mut self, key: Key, make: impl FnOnce() -> Actor) -> ActorId {
        if let Some(&id) = self.by_key.get(&key) {
            return id;
        }
        let id = ActorId(self.actors.len() as u32);
        self.actors.push(make());
        self.by_key.insert(key, id);
        id
    }

    pub(super) fn find(&self, key: &Key) -> Option<ActorId> {
        self.by_key.get(key).copied()
    }

    /// Lets a second key lead to the same actor.
    pub(super) fn also(&mut self, key: Key, id: ActorId) {
        self.by_key.entry(key).or_insert(id);
    }

    /// Forgets an actor that was found to be another.
    pub(super) fn retire(&mut self, id: ActorId) {
        self.by_key.retain(|_, known| *known != id);
        self.retired.push(id);
    }

    pub(super) fn get(&self, id: ActorId) -> &Actor {
        &self.actors[id.0 as usize]
    }

    pub(super) fn get_mut(&mut self, id: ActorId) -> &mut Actor {
        &mut self.actors[id.0 as usize]
    }

    pub(super) fn all(&self) -> impl Iterator<Item = (ActorId, &Actor)> {
        (0u32..).map(ActorId).zip(&self.actors).filter(|(id, _)| !self.retired.contains(id))
    }

    pub(super) fn into_actors(self) -> Vec<Actor> {
        self.actors
    }
}
