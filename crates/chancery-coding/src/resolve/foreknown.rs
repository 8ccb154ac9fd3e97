//! What a whole report says of those it names: who holds an office, of which country somebody is. Reports name an
//! office before its holder, and a person before saying of where; so they are read twice.
//!
//! The report comes before the tables, which age.

use chancery_knowledge::{Body, OfficeKindId, PersonId, PersonName, Post};

use super::Resolver;
use super::actor::{Actor, ActorId, ActorKind, Held};
use super::cast::Key;
use super::named::Said;

/// What one mention by name says.
#[derive(Debug, Clone)]
pub(super) struct Told {
    actor: ActorId,
    words: String,
    said: Said,
}

/// A person whom the report introduces by title.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Introduced {
    words: String,
    person: Option<PersonId>,
    title: String,
    post: Option<Post>,
    home: Option<Body>,
}

/// What the first reading of a report found.
#[derive(Debug, Clone, Default)]
pub(super) struct Foreknown {
    /// Holders whom the tables do not have, each the only one that the report names for the office.
    holders: Vec<Introduced>,
    /// Others introduced by title, whom no table knows.
    introduced: Vec<Introduced>,
    /// The kind of office of each person that the report names with one.
    kinds: Vec<OfficeKindId>,
    /// The one country that the words give to a name, in small letters.
    homes: Vec<(String, Body)>,
}

impl Foreknown {
    pub(super) fn is_empty(&self) -> bool {
        self.holders.is_empty() && self.introduced.is_empty() && self.homes.is_empty()
    }

    /// The titles by which the report introduces people of a country.
    pub(super) fn titles_of(&self, home: Body) -> impl Iterator<Item = &str> {
        self.introduced.iter().filter(move |one| one.home == Some(home)).map(|one| one.title.as_str())
    }

    /// The country that the report gives to somebody of this name.
    pub(super) fn home(&self, words: &str) -> Option<Body> {
        let words = words.to_lowercase();
        let is_it = |name: &str| {
            name == words || name.strip_suffix(words.as_str()).is_some_and(|rest| rest.ends_with(' '))
        };
        let mut found = self.homes.iter().filter(|(name, _)| is_it(name)).map(|(_, body)| *body);
        let first = found.next()?;
        found.all(|other| other == first).then_some(first)
    }
}

impl Resolver<'_> {
    /// Keeps what a mention by name says.
    pub(super) fn note_told(&mut self, actor: ActorId, words: &str, said: &Said) {
        self.told.push(Told { actor, words: words.to_owned(), said: said.clone() });
    }

    /// What this reading says of those named.
    pub(super) fn foreknown(&self) -> Foreknown {
        let mut found = Foreknown::default();
        let mut actors: Vec<ActorId> = self.told.iter().map(|told| told.actor).collect();
        actors.sort_unstable();
        actors.dedup();
        for id in actors {
            let actor = self.cast.get(id);
            let told: Vec<&Told> = self.told.iter().filter(|told| told.actor == id).collect();
            let homes = told.iter().filter_map(|t| t.said.body).map(|body| self.country_of(body));
            let home = super::setting::only(homes.collect());
            let longest = told.iter().map(|t| t.words.as_str()).max_by_key(|words| words.len());
            let Some(words) = longest else { continue };
            if let (Some(home), None) = (home, actor.person) {
                found.homes.push((words.to_lowercase(), home));
            }
            let in_office = told.iter().find(|t| t.said.title.is_some() && !t.said.is_former);
            let Some((told, title)) = in_office.and_then(|t| Some((t, t.said.title.clone()?))) else {
                continue;
            };
            let post = told.said.post.or_else(|| self.post_of(&title, Some(home?), None));
            found.kinds.extend(post.map(|post| post.kind).or(self.kinds_of_title(&title).first().copied()));
            let is_listed = actor.office.as_ref().is_some_and(|o| o.term.is_some() && o.post == post);
            let one = Introduced { words: words.to_owned(), person: actor.person, title, post, home };
            found.introduced.extend((actor.person.is_none() && words.contains(' ')).then(|| one.clone()));
            found.holders.extend((post.is_some() && !is_listed).then_some(one));
        }
        // Of two holders the words do not tell which is meant.
        let is_named_twice = |post: Option<Post>| {
            let of_post = |id: ActorId| {
                self.told.iter().any(|t| t.actor == id && t.said.post == post && !t.said.is_former)
            };
            self.cast.all().filter(|(id, _)| of_post(*id)).count() > 1
        };
        let holders = std::mem::take(&mut found.holders);
        for one in &holders {
            let others = holders.iter().filter(|other| other.post == one.post).count();
            if others == 1 && !is_named_twice(one.post) {
                found.holders.push(one.clone());
            }
        }
        found
    }

    /// The one whom the report names as holder of a post.
    pub(super) fn holder_in_report(&mut self, post: Post) -> Option<ActorId> {
        let one = self.foreknown.holders.iter().find(|one| one.post == Some(post))?.clone();
        Some(self.enter_introduced(&one))
    }

    /// The one holder of an office of this kind whom the report names, if it names nobody else with one.
    pub(super) fn only_holder_in_report(&mut self, kinds: &[OfficeKindId]) -> Option<ActorId> {
        let mut named = self.foreknown.kinds.iter().filter(|kind| kinds.contains(kind));
        if named.next().is_none() || named.next().is_some() {
            return None;
        }
        let is_it = |one: &&Introduced| one.post.is_some_and(|post| kinds.contains(&post.kind));
        let one = self.foreknown.holders.iter().find(is_it)?.clone();
        Some(self.enter_introduced(&one))
    }

    /// The one of a country whose office in the report's words fits, if only one does.
    pub(super) fn introduced_of(&mut self, home: Body, fits: impl Fn(&str) -> bool) -> Option<ActorId> {
        let mut of_home =
            self.foreknown.introduced.iter().filter(|one| one.home == Some(home) && fits(&one.title));
        let one = of_home.next()?.clone();
        if of_home.next().is_some() {
            return None;
        }
        Some(self.enter_introduced(&one))
    }

    /// Somebody whom the report introduces elsewhere, by full name.
    pub(super) fn introduced_by_name(&mut self, words: &str) -> Option<ActorId> {
        let is_it = |one: &&Introduced| one.words.eq_ignore_ascii_case(words);
        let one = self.foreknown.introduced.iter().find(is_it)?.clone();
        Some(self.enter_introduced(&one))
    }

    fn enter_introduced(&mut self, one: &Introduced) -> ActorId {
        let world = self.world;
        let office = Held { title: one.title.clone(), post: one.post, term: None, is_former: false };
        let body = one.post.map(|post| post.body).or(one.home).map(|body| self.country_of(body));
        let sector = one.post.and_then(|post| world.kind(post.kind).sector);
        if let Some(person) = one.person {
            let id = self.enter_person(person, &one.words, PersonName::Full);
            let actor = self.cast.get_mut(id);
            actor.office = Some(office);
            actor.acts_for = body.or(actor.acts_for);
            return id;
        }
        self.cast.enter(Key::Local(one.words.to_lowercase()), || Actor {
            name: one.words.clone(),
            kind: ActorKind::Person,
            person: None,
            organisation: None,
            acts_for: body,
            sector,
            office: Some(office),
            is_known: false,
            is_plural: false,
            reasons: vec!["so introduced in this report".to_owned()],
        })
    }
}
