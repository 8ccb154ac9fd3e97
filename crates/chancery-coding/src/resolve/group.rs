//! People and bodies without a name of their own: "Turkish troops", "the ministry", "Palestinians".

use chancery_knowledge::{Body, Denotes, OrganisationKind, Sector};

use chancery_record::Span;

use super::Resolver;
use super::actor::{Actor, ActorId, ActorKind, MentionKind};
use super::cast::Key;
use super::kind::sector_of_name;
use super::lexicon::{
    is_of_region, is_relational, is_word_for_armed_men, is_word_for_group, is_word_for_state,
};
use super::phrase::{Phrase, with_conjuncts};

/// Who a phrase refers to, and why.
pub(super) type Found = (MentionKind, Vec<ActorId>, String);

/// What the agent word of a phrase says.
pub(super) struct AgentSaid {
    /// The word in the singular.
    pub(super) word: String,
    pub(super) sector: Sector,
    pub(super) denotes: Denotes,
    pub(super) is_plural: bool,
}

impl Resolver<'_> {
    /// A phrase that an agent word or the name of a people heads.
    pub(super) fn group(&mut self, phrase: &Phrase) -> Option<Found> {
        if let Some(named) = phrase.is_body {
            // "Palestinians", "the Russians", "two Iranian": people of a country.
            return self.people_of_state(phrase, named.body);
        }
        if let Some(again) = self.state_again(phrase) {
            return Some(again);
        }
        let Some(agent) = phrase.agent else {
            return self.people_by_name(phrase).or_else(|| self.local_name(phrase));
        };
        if self.is_name_of_place(phrase.head as usize) {
            return None;
        }
        let span = phrase.span?;
        let words = self.words(span);
        let lemma = self.doc.lemma(phrase.head as usize);
        if is_word_for_state(lemma)
            || matches!(lemma, "side" | "capital" | "conference" | "summit" | "website")
            || lemma == "party" && phrase.is_plural
        {
            // "the Kingdom of Morocco", "his country", "the Turkish side"
            let of =
                phrase.bodies.first().filter(|n| n.at.start > phrase.head || lemma == "side").map(|n| n.body);
            if let Some(part) = self.part_of_state(phrase, &words, lemma) {
                return Some(part);
            }
            let body = of.or_else(|| self.possessors_body(phrase))?;
            let actor = self.body_actor(body, None);
            return Some((
                MentionKind::Description,
                vec![actor],
                format!("{words}: {}", self.world.name(body)),
            ));
        }
        if self.is_no_party(phrase, lemma) {
            return None;
        }
        let row = self.world.agent(agent);
        // "Peru's Federation of Mine Workers": of no sector by its last word alone.
        let by_name = || {
            let entity = self.doc.entity_of(phrase.head as usize)?;
            sector_of_name(&self.words(Span::new(entity.start, entity.end)))
        };
        let said = AgentSaid {
            word: row.word.to_string(),
            sector: match row.sector {
                Sector::Unk => by_name().or_else(|| self.sector_of_members(phrase)).unwrap_or(Sector::Unk),
                known => known,
            },
            denotes: row.denotes,
            is_plural: phrase.agent_is_plural || phrase.is_plural || row.denotes == Denotes::Group,
        };
        let office = row.office;
        let may_be_a_name = matches!(
            said.sector,
            Sector::Pty | Sector::Ngo | Sector::Unk | Sector::Bus | Sector::Edu | Sector::Jrn | Sector::Lab
        );
        if (may_be_a_name || self.is_body_of_town(phrase.head as usize, said.sector))
            && phrase.bodies.is_empty()
            && self.doc.tag(phrase.head as usize).starts_with("NNP")
            && let Some(name) = self.local_name(phrase)
        {
            return Some(name);
        }
        if let Some(named) = self.named_group(phrase, &words).or_else(|| self.members_named(phrase, &words)) {
            return Some(named);
        }
        if let (Some(office), Denotes::Person, false) = (office, said.denotes, said.is_plural)
            && phrase.is_definite
            && phrase.bodies.is_empty()
            && phrase.possessor.is_none()
        {
            // "the minister", "the envoy": the one last met in such an office.
            let found = self.latest(phrase.head as usize, |r, id| {
                r.cast.get(id).office.as_ref().is_some_and(|o| o.post.is_some_and(|p| p.kind == office))
            });
            if let Some(found) = found {
                let name = self.cast.get(found).name.clone();
                let reason = format!("{words}: the one last named, {name}");
                return Some((MentionKind::Description, vec![found], reason));
            }
        }
        if let Some(person) = self.person_again(phrase, &said, &words) {
            return Some(person);
        }
        if let Some(accused) = self.accused(phrase, lemma, &words) {
            return Some(accused);
        }
        let (mut bodies, mut why) = self.whose(phrase, &said);
        if bodies.is_empty() {
            if let Some(again) = self.named_before(phrase, &said, &words) {
                return Some(again);
            }
            (bodies, why) = self.whose_by_setting(phrase, &said);
        }
        bodies.dedup();
        if bodies.is_empty() && said.denotes == Denotes::Instrument {
            return None;
        }
        let kind = if said.denotes == Denotes::Body { ActorKind::Body } else { ActorKind::Group };
        if bodies.is_empty() {
            // Unknown parties of different words are not one: "the Civic Party", "the Labour Party".
            let key =
                Key::Group(format!("{} {}", self.qualifiers(phrase).join(" "), said.word), String::new());
            let actor = self.enter_group(key, &words, kind, None, &said, "whose, the text does not say");
            let reason = format!("{words}: whose, the text does not say");
            return Some((MentionKind::Description, vec![actor], reason));
        }
        let mut actors = Vec::new();
        for body in &bodies {
            let acts_for = self.home_of(*body);
            // "Its fighters" are the group's, by whatever name the group goes.
            let group = match *body {
                Body::Organisation(id) => Some(self.world.organisation(id))
                    .filter(|row| matches!(row.kind, OrganisationKind::ArmedGroup | OrganisationKind::Party)),
                Body::Country(_) => None,
            };
            let (whose, name) = match group {
                Some(row) => (
                    format!("{body:?}"),
                    format!("{} {}", row.name, self.doc.word(phrase.head as usize).to_lowercase()),
                ),
                None => (format!("{acts_for:?}"), words.clone()),
            };
            let key = Key::Group(said.word.clone(), whose);
            let actor = self.enter_group(key, &name, kind, Some(acts_for), &said, why);
            if let Body::Organisation(of) = *body {
                self.cast.get_mut(actor).organisation = Some(of);
            }
            if let Some(people) = phrase.people {
                self.peoples.push((actor, people));
            }
            actors.push(actor);
        }
        let names: Vec<&str> = bodies.iter().map(|b| self.world.name(*b)).collect();
        let reason = format!("{words}: {} of {}; {why}", said.word, names.join(" and "));
        Some((MentionKind::Description, actors, reason))
    }

    /// "Members of the Lake Front": of the sector of what they are members of.
    fn sector_of_members(&self, phrase: &Phrase) -> Option<Sector> {
        if self.doc.lemma(phrase.head as usize) != "member" {
            return None;
        }
        let listed = phrase.bodies.iter().find_map(|n| match n.body {
            Body::Organisation(id) => Some(self.world.organisation(id).sector),
            Body::Country(_) => None,
        });
        listed.or_else(|| {
            let named = self.objects_of(phrase).into_iter().filter_map(|object| self.doc.entity_of(object));
            named.map(|e| self.words(Span::new(e.start, e.end))).find_map(|name| sector_of_name(&name))
        })
    }

    /// Whether the recogniser takes the phrase for a place: "the West Bank", "the Beagle Channel".
    fn is_name_of_place(&self, head: usize) -> bool {
        self.doc.tag(head).starts_with("NNP")
            && self.doc.entity_of(head).is_some_and(|e| {
                matches!(self.doc.entity_type(e), "LOC" | "FAC" | "GPE")
                    && e.end as usize == head + 1
                    && e.end - e.start > 1
            })
    }

    /// "a host of groups", "verify the figures", "took office", "our mission is": agent words that are none.
    fn is_no_party(&self, phrase: &Phrase, lemma: &str) -> bool {
        let head = phrase.head as usize;
        let is_bare =
            !self.doc.children(head).iter().any(|&c| matches!(self.doc.dep(c as usize), "amod" | "compound"));
        let is_unqualified = phrase.bodies.is_empty() && phrase.people.is_none();
        is_unqualified
            && (matches!(lemma, "office" | "power" | "presidency")
                || is_bare
                    && matches!(
                        lemma,
                        "host" | "number" | "figure" | "score" | "mass" | "body" | "mission" | "leadership" | "command"
                            | "division" | "prosecution" | "movement" | "column" | "deployment" | "center" | "centre"
                    )
                // "in front of the bank"
                || lemma == "front" && self.doc.word(self.doc.head(head)) == "in"
                // "two pairs", "one side of the road"
                || matches!(lemma, "pair" | "circle") && !phrase.is_definite)
    }

    /// "the Islamic State terrorist group", "the militant group Hamas", "a militia known as the SDF": a word
    /// for a group beside the group's own name.
    fn named_group(&mut self, phrase: &Phrase, words: &str) -> Option<Found> {
        let head = phrase.head as usize;
        let lemma = self.doc.lemma(head);
        if !is_word_for_group(lemma) && !matches!(lemma, "ally" | "agency") {
            return None;
        }
        if lemma == "agency"
            && let Some(outlet) = self.outlet_within(phrase.span?)
        {
            return Some(outlet);
        }
        let organisations: Vec<Body> = phrase
            .bodies
            .iter()
            .filter(|n| n.at.end <= phrase.head + 1 && matches!(n.body, Body::Organisation(_)))
            .map(|n| n.body)
            .collect();
        if !organisations.is_empty() && organisations.len() == phrase.bodies.len() && is_word_for_group(lemma)
        {
            let actors: Vec<ActorId> = organisations.iter().map(|b| self.body_actor(*b, None)).collect();
            self.note_people(phrase, &actors);
            let names: Vec<&str> = organisations.iter().map(|b| self.world.name(*b)).collect();
            return Some((MentionKind::Name, actors, format!("{words}: {}", names.join(" and "))));
        }
        let mut beside: Vec<usize> = self.doc.children_by(head, &["appos"]).collect();
        let known_as = self
            .doc
            .children_by(head, &["acl"])
            .filter(|&a| matches!(self.doc.lemma(a), "know" | "call" | "name" | "dub" | "style"))
            .flat_map(|a| self.doc.subtree(a))
            .filter(|&t| matches!(self.doc.dep(t), "pobj" | "oprd" | "dobj"));
        beside.extend(known_as);
        for other in beside {
            let actors = self.read_ahead(other).to_vec();
            if let [one] = actors[..]
                && matches!(self.cast.get(one).kind, ActorKind::ArmedGroup | ActorKind::Organisation)
            {
                self.note_people(phrase, &actors);
                let reason = format!("{words}: {}, named beside", self.cast.get(one).name);
                return Some((MentionKind::Description, actors, reason));
            }
        }
        None
    }

    /// Whose a group is, by the words of its phrase.
    fn whose(&mut self, phrase: &Phrase, said: &AgentSaid) -> (Vec<Body>, &'static str) {
        let head = phrase.head as usize;
        let is_relation = is_relational(self.doc.lemma(head));
        if !is_relation || phrase.possessor.is_some() {
            let named: Vec<Body> = phrase.bodies.iter().map(|n| n.body).collect();
            if phrase.is_ethnic {
                return (
                    self.abroad(&named, head).into_iter().collect(),
                    "of another people than the state's",
                );
            }
            if !named.is_empty() {
                return (named, "the words name whose");
            }
        }
        if is_relation {
            return (Vec::new(), "");
        }
        let possessors = self.possessors_groups(phrase);
        if !possessors.is_empty() {
            return (possessors, "the possessor says whose");
        }
        if let Some(home) = phrase.people.and_then(|people| self.home_of_people(people, head)) {
            return (vec![home], "of a people there");
        }
        let parties: Vec<Body> =
            self.parties_of(phrase).iter().filter_map(|id| self.cast.get(*id).acts_for).collect();
        if !parties.is_empty() {
            return (parties, "of those just named");
        }
        for object in self.objects_of(phrase) {
            let mut of: Vec<Body> = Vec::new();
            for member in with_conjuncts(self.doc, object) {
                let actors = self.read_ahead(member).to_vec();
                of.extend(actors.iter().filter_map(|id| self.cast.get(*id).acts_for));
            }
            if !of.is_empty() {
                return (of, "of those that the words name");
            }
            // "residents of Khan Younis", "the mayor of Izmir"
            let is_name = self.doc.tag(object).starts_with("NNP");
            if is_name && let Some(country) = self.country_of_place(object, 0) {
                return (vec![country], "of the place that the words name");
            }
        }
        if let Some(country) = self.led_by(head) {
            return (vec![country], "of those who lead it");
        }
        if said.sector == Sector::Mil
            && let Some(country) = self.sender_of(head)
        {
            return (vec![country], "of the state that has them there");
        }
        (phrase.places.iter().map(|n| n.body).collect(), "of the country where it is")
    }

    /// A group or body of the same words met before: "the ministry", "the Kurdish group".
    fn named_before(&self, phrase: &Phrase, said: &AgentSaid, words: &str) -> Option<Found> {
        let head = phrase.head as usize;
        let found = |id: ActorId, r: &Self| {
            let name = &r.cast.get(id).name;
            Some((MentionKind::Description, vec![id], format!("{words}: {name}, named before")))
        };
        let qualifiers = self.qualifiers(phrase);
        let is_same = |a: &Actor| {
            let name = a.name.to_lowercase();
            ends_in_word(&a.name, &said.word) && qualifiers.iter().all(|q| name.contains(q.as_str()))
        };
        // A sentence about another state speaks of that one's government.
        let other = self.only_party_of_sentence(head).filter(|_| said.sector == Sector::Gov);
        let is_same = |a: &Actor| is_same(a) && (other.is_none() || other == a.acts_for);
        if said.denotes == Denotes::Body {
            // A ministry or army named with its country anywhere in the report, if it is the only one.
            let mut known = self
                .cast
                .all()
                .filter(|(_, a)| a.kind == ActorKind::Body && a.acts_for.is_some() && is_same(a));
            if let (Some((id, _)), None) = (known.next(), known.next()) {
                return found(id, self);
            }
        }
        if !phrase.is_definite {
            return None;
        }
        let again = self.latest(head, |r, id| {
            let actor = r.cast.get(id);
            matches!(actor.kind, ActorKind::Group | ActorKind::Body) && is_same(actor)
        });
        if let Some(again) = again {
            return found(again, self);
        }
        let lemma = self.doc.lemma(head);
        let is_armed = said.sector == Sector::Reb
            && (is_word_for_armed_men(lemma) || is_word_for_group(lemma))
            && qualifiers
                .iter()
                .all(|q| matches!(q.as_str(), "terror" | "terrorist" | "militant" | "armed" | "rebel"));
        if is_armed || is_word_for_group(lemma) && qualifiers.is_empty() && !phrase.is_plural {
            // "The army is fighting the group": whom it fights is not itself.
            let doer = self.subject_above(head);
            let group = self.latest(head, |r, id| {
                let a = r.cast.get(id);
                if doer.is_some_and(|doer| r.actors_at[doer].contains(&id)) {
                    return false;
                }
                match a.kind {
                    ActorKind::ArmedGroup => true,
                    ActorKind::Group | ActorKind::Body => {
                        is_armed && a.sector == Some(Sector::Reb) && a.acts_for.is_some()
                    }
                    ActorKind::Organisation => !is_armed && a.sector != Some(Sector::Jrn),
                    _ => false,
                }
            });
            if let Some(group) = group {
                return found(group, self);
            }
        }
        if is_general(lemma) && !said.is_plural && qualifiers.is_empty() {
            let person = self.latest(head, |r, id| {
                let actor = r.cast.get(id);
                actor.kind == ActorKind::Person && actor.sector == Some(said.sector)
            });
            if let Some(person) = person {
                let name = &self.cast.get(person).name;
                let reason = format!("{words}: the one last met, {name}");
                return Some((MentionKind::Description, vec![person], reason));
            }
        }
        None
    }

    /// The subject of the verb that a phrase is under, unless it is the phrase itself or what it is part of.
    fn subject_above(&self, head: usize) -> Option<usize> {
        let doc = self.doc;
        let verb = doc.ancestors(head).find(|&t| doc.pos(t) == "VERB")?;
        let subject = self.subject_of(verb)?;
        (subject < head && !doc.ancestors(head).any(|t| t == subject)).then_some(subject)
    }

    /// The adjectives and nouns before the agent word, in small letters.
    fn qualifiers(&self, phrase: &Phrase) -> Vec<String> {
        let head = phrase.head as usize;
        self.doc
            .children(head)
            .iter()
            .map(|&c| c as usize)
            .filter(|&c| c < head && matches!(self.doc.dep(c), "amod" | "compound" | "nmod"))
            .map(|c| self.doc.word(c).to_lowercase())
            .filter(|w| {
                !matches!(
                    w.as_str(),
                    "same" | "remaining" | "other" | "said" | "alleged" | "whole" | "entire"
                )
            })
            .collect()
    }

    /// Whose a group is, by where it is set and of whom the sentence speaks.
    fn whose_by_setting(&mut self, phrase: &Phrase, said: &AgentSaid) -> (Vec<Body>, &'static str) {
        let head = phrase.head as usize;
        let is_of_others = !self.objects_of(phrase).is_empty();
        let is_regional = self.qualifiers(phrase).iter().any(|q| is_of_region(q));
        // "the governments": of several states.
        let is_several = said.denotes == Denotes::Body
            && self.doc.tag(head).ends_with("NS")
            && self.doc.lemma(head) != "authority";
        if is_of_others
            || is_several
            || is_regional
            || is_relational(self.doc.lemma(head))
            || said.denotes == Denotes::Instrument
        {
            return (Vec::new(), "");
        }
        if let Some(country) = self.shared_country(phrase, said.sector) {
            return (vec![country], "of the government named beside");
        }
        // The army speaks of its own men, wherever they are.
        let is_argument = self.governing_verb(head).is_some_and(|verb| {
            self.doc.children_by(verb, &["ccomp", "parataxis"]).next().is_none()
                && self.doc.dep(verb) != "parataxis"
        });
        let stays = is_of_the_place(said.sector)
            || said.sector == Sector::Mil && is_argument && !self.has_other_party(head);
        let setting = match said.sector {
            // The opposition travels to talks.
            Sector::Opp => self.setting_near(head, 1),
            _ => self.setting_of(head),
        };
        if stays && let Some(country) = setting {
            return (vec![country], "of the country where it is");
        }
        let is_one_of_a_kind = matches!(said.sector, Sector::Cop | Sector::Jud | Sector::Leg)
            && said.denotes != Denotes::Person
            || said.sector == Sector::Gov && said.denotes == Denotes::Body;
        let is_state_s = matches!(
            said.sector,
            Sector::Gov | Sector::Mil | Sector::Cop | Sector::Jud | Sector::Leg | Sector::Spy | Sector::Opp
        );
        if is_state_s && (phrase.is_definite || is_one_of_a_kind) {
            if let Some(country) = self.state_of_speaker(head) {
                return (vec![country], "of the speaker's state");
            }
            let is_of_the_scene = is_of_the_place(said.sector) && said.sector != Sector::Opp;
            let spoken_of = self.only_party_of_sentence(head);
            let spoken_of = spoken_of.filter(|body| {
                !is_of_the_scene
                    || self.only_country_of_sentence().is_some() && !self.is_only_of_object(head, *body)
            });
            if let Some(country) = spoken_of {
                return (vec![country], "of the one state of which the sentence speaks");
            }
            let here = self.doc.sentence_of(head);
            let subject = self.latest(head, |r, id| {
                r.cast.get(id).kind == ActorKind::State
                    && r.met.iter().any(|m| m.actor == id && m.is_subject && m.sentence == here)
            });
            let country = subject.and_then(|id| self.cast.get(id).acts_for);
            if matches!(self.doc.lemma(head), "government" | "regime" | "cabinet" | "authority")
                && let Some(country) = country
            {
                return (vec![country], "of the state last spoken of");
            }
            if said.sector == Sector::Gov
                && said.denotes == Denotes::Body
                && let Some(country) = self.setting_of(head)
            {
                return (vec![country], "of the country where it is");
            }
            if let Some(country) = self.only_party_so_far() {
                return (vec![country], "of the one state of which the text speaks");
            }
        }
        (Vec::new(), "")
    }

    /// Whom something of a body acts for: an armed group's men act for the country where it acts.
    pub(super) fn home_of(&mut self, body: Body) -> Body {
        match body {
            Body::Country(_) => body,
            Body::Organisation(_) => {
                let actor = self.body_actor(body, None);
                self.cast.get(actor).acts_for.unwrap_or(body)
            }
        }
    }

    pub(super) fn enter_group(
        &mut self,
        key: Key,
        words: &str,
        kind: ActorKind,
        acts_for: Option<Body>,
        said: &AgentSaid,
        why: &str,
    ) -> ActorId {
        let is_plural = said.is_plural || said.denotes == Denotes::Instrument;
        self.cast.enter(key, || Actor {
            name: words.to_owned(),
            kind,
            person: None,
            organisation: None,
            acts_for,
            sector: Some(said.sector),
            office: None,
            is_known: false,
            is_plural,
            reasons: vec![why.to_owned()],
        })
    }
}

/// Whether people of this sector are commonly those of the place where something happens.
fn is_of_the_place(sector: Sector) -> bool {
    matches!(
        sector,
        Sector::Cop
            | Sector::Jud
            | Sector::Leg
            | Sector::Cvl
            | Sector::Reb
            | Sector::Opp
            | Sector::Lab
            | Sector::Agr
    )
}

/// Whether a word can stand for anybody of public life named before.
fn is_general(lemma: &str) -> bool {
    matches!(
        lemma,
        "official"
            | "minister"
            | "diplomat"
            | "leader"
            | "politician"
            | "lawmaker"
            | "senator"
            | "commander"
            | "general"
            | "officer"
            | "envoy"
            | "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "activist"
            | "lawyer"
            | "journalist"
            | "judge"
            | "cleric"
            | "candidate"
            | "mayor"
            | "governor"
            | "prosecutor"
            | "legislator"
            | "deputy"
            | "ambassador"
            | "negotiator"
            | "mediator"
            | "reporter"
            | "analyst"
            | "doctor"
            | "soldier"
    )
}

pub(super) fn ends_in_word(name: &str, word: &str) -> bool {
    let name = name.to_lowercase();
    name == word || name.strip_suffix(word).is_some_and(|rest| rest.ends_with(' '))
}
