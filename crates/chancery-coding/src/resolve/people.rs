//! Peoples: "Palestinians", "ethnic Albanians", "the Kurds", and the state in which some of them act.

use chancery_knowledge::{Body, Denotes, PeopleId, Sector};

use super::Resolver;
use super::actor::{ActorId, ActorKind, MentionKind};
use super::cast::Key;
use super::group::AgentSaid;
use super::phrase::Phrase;
use super::setting::only;

impl Resolver<'_> {
    /// The state in which "ethnic Albanians" are: not Albania, but the other one that the sentence speaks of.
    pub(super) fn abroad(&self, named: &[Body], head: usize) -> Option<Body> {
        let other = |b: &Body| !named.contains(b);
        self.setting_of(head)
            .filter(other)
            .or_else(|| self.subject_country(self.doc.head(head)).filter(other))
    }

    /// "Palestinians", "ethnic Albanians".
    pub(super) fn people_of_state(
        &mut self,
        phrase: &Phrase,
        body: Body,
    ) -> Option<(MentionKind, Vec<ActorId>, String)> {
        let words = self.words(phrase.span?);
        let home = if phrase.is_ethnic { self.abroad(&[body], phrase.head as usize) } else { Some(body) };
        let key = Key::Group("people".into(), format!("{body:?}{home:?}"));
        let said = AgentSaid {
            word: "people".into(),
            sector: Sector::Cvl,
            denotes: Denotes::Group,
            is_plural: true,
        };
        let actor = self.enter_group(key, &words, ActorKind::Group, home, &said, "people of it");
        let of = home.map_or("unknown country", |b| self.world.name(b));
        Some((MentionKind::Description, vec![actor], format!("{words}: people of {of}")))
    }

    /// "the Kurds", "Rohingya": a people without a state of its name.
    pub(super) fn people_by_name(&mut self, phrase: &Phrase) -> Option<(MentionKind, Vec<ActorId>, String)> {
        let people = phrase.people?;
        let head = phrase.head as usize;
        let is_noun = self.doc.tag(head).starts_with("NN") || self.doc.pos(head) == "ADJ";
        let names_it = |id: PeopleId| {
            let row = self.world.people(id);
            let word = self.doc.word(head);
            [&row.one, &row.many]
                .iter()
                .any(|n| n.rsplit(' ').next().is_some_and(|last| last.eq_ignore_ascii_case(word)))
        };
        if !is_noun || !names_it(people) {
            return None;
        }
        let words = self.words(phrase.span?);
        let home = self.home_of_people(people, head);
        let key = Key::Group(self.world.people(people).many.to_lowercase(), format!("{home:?}"));
        let said = AgentSaid {
            word: "people".into(),
            sector: Sector::Cvl,
            denotes: Denotes::Group,
            is_plural: true,
        };
        let why = if home.is_some() {
            "a people there"
        } else {
            "in which of its countries, the text does not say"
        };
        let actor = self.enter_group(key, &words, ActorKind::Group, home, &said, why);
        self.peoples.push((actor, people));
        Some((MentionKind::Description, vec![actor], format!("{words}: {why}")))
    }

    /// Keeps that actors are of a people.
    pub(super) fn note_people(&mut self, phrase: &Phrase, actors: &[ActorId]) {
        if let Some(people) = phrase.people {
            self.peoples.extend(actors.iter().map(|a| (*a, people)));
        }
    }

    /// The state in which some of a people act here: their only home, or that one of their homes in which the
    /// text sets them.
    pub(super) fn home_of_people(&self, people: PeopleId, head: usize) -> Option<Body> {
        let countries = &self.world.people(people).countries;
        if let [one] = countries[..] {
            return Some(Body::Country(one));
        }
        let is_home = |b: &Body| countries.iter().any(|c| Body::Country(*c) == *b);
        self.setting_near(head, 2)
            .filter(is_home)
            .or_else(|| self.home_by_groups(people))
            .or_else(|| self.only_country_among(countries))
    }

    /// The state of the groups that the report says to be of a people: "the Kurdish militia YPG".
    fn home_by_groups(&self, people: PeopleId) -> Option<Body> {
        let countries = &self.world.people(people).countries;
        let groups = self.cast.all().filter(|(_, a)| {
            matches!(a.kind, ActorKind::ArmedGroup)
                || a.kind == ActorKind::Body && a.sector == Some(Sector::Reb)
        });
        let of_people = groups.filter(|(id, _)| self.peoples.contains(&(*id, people)));
        only(
            of_people
                .filter_map(|(_, a)| a.acts_for)
                .filter(|b| countries.iter().any(|c| Body::Country(*c) == *b))
                .collect(),
        )
    }
}
