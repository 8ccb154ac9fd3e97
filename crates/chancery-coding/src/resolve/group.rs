//! States, organisations, bodies and people without a name: "Turkish troops", "the ministry", "Palestinians".

use chancery_knowledge::places::Places;
use chancery_knowledge::{Body, CountryId, CountryName, Denotes, Entry, OrganisationKind, Sector};

use super::Resolver;
use super::actor::{Actor, ActorId, ActorKind, MentionKind};
use super::cast::Key;
use super::lexicon::is_word_for_state;
use super::phrase::{Phrase, is_paragraph_break};

impl Resolver<'_> {
    /// The actor that a state or organisation is.
    pub(super) fn body_actor(&mut self, body: Body, by: Option<CountryName>) -> ActorId {
        let world = self.world;
        let (mut body, mut acts_for) = (body, Some(body));
        let mut kind = ActorKind::State;
        let mut sector = Some(Sector::Gov);
        let mut reasons = vec![match by {
            Some(CountryName::Capital | CountryName::Seat) => "the seat of its government".to_owned(),
            _ => "by name".to_owned(),
        }];
        let mut organisation = None;
        if let Body::Organisation(id) = body {
            let id = self.on.map_or(id, |on| world.by_then(id, on));
            body = Body::Organisation(id);
            organisation = Some(id);
            let row = world.organisation(id);
            sector = Some(row.sector);
            kind = match row.kind {
                OrganisationKind::ArmedGroup => ActorKind::ArmedGroup,
                OrganisationKind::StateBody => ActorKind::Body,
                _ => ActorKind::Organisation,
            };
            // A group acts in a country; where it is at home in several, the report has to say in which.
            acts_for = match row.kind {
                OrganisationKind::Igo | OrganisationKind::Alliance | OrganisationKind::Format => {
                    Some(self.country_of(body))
                }
                _ => match row.countries[..] {
                    [] => Some(body),
                    [one] => Some(Body::Country(one)),
                    ref several => {
                        let among = |b: &Body| several.iter().any(|c| Body::Country(*c) == *b);
                        let here = self.only_country_of_sentence().filter(among);
                        let chosen = here.or_else(|| self.only_country_among(several));
                        reasons.push(match chosen {
                            Some(one) => format!("active in several states; here {}", world.name(one)),
                            None => {
                                "active in several states; in which here, the text does not say".to_owned()
                            }
                        });
                        Some(chosen.unwrap_or(body))
                    }
                },
            };
        }
        let name = world.name(body).to_owned();
        self.cast.enter(Key::body(body), || Actor {
            name,
            kind,
            person: None,
            organisation,
            acts_for,
            sector,
            office: None,
            is_known: true,
            is_plural: false,
            reasons,
        })
    }

    /// A phrase that an agent word or the name of a people heads.
    pub(super) fn group(&mut self, phrase: &Phrase) -> Option<(MentionKind, Vec<ActorId>, String)> {
        if let Some(named) = phrase.is_body {
            // "Palestinians", "the Russians", "two Iranian": people of a country.
            return self.people(phrase, named.body);
        }
        if let Some(again) = self.state_again(phrase) {
            return Some(again);
        }
        let Some(agent) = phrase.agent else { return self.local_name(phrase) };
        let span = phrase.span?;
        let lemma = self.doc.lemma(phrase.head as usize);
        if is_word_for_state(lemma)
            || matches!(lemma, "side" | "capital" | "conference" | "summit" | "website")
            || lemma == "party" && phrase.is_plural
        {
            let body = self.possessors_body(phrase)?;
            let actor = self.body_actor(body, None);
            return Some((
                MentionKind::Description,
                vec![actor],
                format!("{}: the possessor's", self.words(span)),
            ));
        }
        // "a host of groups", "verify the figures", "took office": no people.
        let is_bare = !self
            .doc
            .children(phrase.head as usize)
            .iter()
            .any(|&c| matches!(self.doc.dep(c as usize), "amod" | "compound"));
        let is_quantity = phrase.bodies.is_empty()
            && (matches!(lemma, "office" | "power" | "presidency")
                || is_bare && matches!(lemma, "host" | "number" | "figure" | "score" | "mass" | "body"));
        if is_quantity {
            return None;
        }
        let words = self.words(span);
        let row = self.world.agent(agent);
        let (sector, denotes, word) = (row.sector, row.denotes, row.word.to_string());
        let plural = phrase.agent_is_plural || phrase.is_plural || denotes == Denotes::Group;
        if let (Some(office), Denotes::Person, false) = (row.office, denotes, plural) {
            // "the minister", "a Turkish diplomat": an office only where the definite points to one.
            if phrase.is_definite && phrase.bodies.is_empty() && phrase.possessor.is_none() {
                let found = self.latest(phrase.head as usize, |r, id| {
                    r.cast.get(id).office.as_ref().is_some_and(|o| o.post.is_some_and(|p| p.kind == office))
                });
                if let Some(found) = found {
                    let name = self.cast.get(found).name.clone();
                    return Some((
                        MentionKind::Description,
                        vec![found],
                        format!("{words}: the one last named, {name}"),
                    ));
                }
            }
        }
        if let ([one], Denotes::Person, false) = (&phrase.bodies[..], denotes, plural)
            && phrase.is_definite
        {
            // "the Turkish minister": the one of that country met before, if only one is.
            let home = self.country_of(one.body);
            let mut known = self.cast.all().filter(|(_, a)| {
                a.kind == ActorKind::Person
                    && a.acts_for == Some(home)
                    && (a.sector == Some(sector)
                        || a.office.as_ref().is_some_and(|o| ends_in_word(&o.title, &word)))
            });
            if let (Some((id, actor)), None) = (known.next(), known.next()) {
                let reason =
                    format!("{words}: {}, the only one of {} named", actor.name, self.world.name(home));
                return Some((MentionKind::Description, vec![id], reason));
            }
        }
        let mut bodies: Vec<Body> = phrase.bodies.iter().map(|n| n.body).collect();
        let mut why = "the words name whose";
        if bodies.is_empty() {
            bodies.extend(self.possessors_body(phrase));
            why = "the possessor says whose";
        }
        let is_of_others = !self.objects_of(phrase).is_empty();
        if bodies.is_empty() && is_of_others {
            bodies.extend(self.parties_of(phrase).iter().filter_map(|id| self.cast.get(*id).acts_for));
        }
        if bodies.is_empty() && denotes == Denotes::Body {
            // A ministry or army named with its country anywhere in the report, if it is the only one.
            let mut known = self.cast.all().filter(|(_, a)| {
                a.kind == ActorKind::Body && a.acts_for.is_some() && ends_in_word(&a.name, &word)
            });
            if let (Some((id, actor)), None) = (known.next(), known.next()) {
                let reason = format!("{words}: {}, named before", actor.name);
                return Some((MentionKind::Description, vec![id], reason));
            }
        }
        if bodies.is_empty() && phrase.is_definite {
            let again = self.latest(phrase.head as usize, |r, id| {
                let actor = r.cast.get(id);
                matches!(actor.kind, ActorKind::Group | ActorKind::Body) && ends_in_word(&actor.name, &word)
            });
            if let Some(again) = again {
                let name = self.cast.get(again).name.clone();
                return Some((
                    MentionKind::Description,
                    vec![again],
                    format!("{words}: {name}, named before"),
                ));
            }
            if denotes == Denotes::Person && !plural {
                let person = self.latest(phrase.head as usize, |r, id| {
                    let actor = r.cast.get(id);
                    actor.kind == ActorKind::Person && actor.sector == Some(sector)
                });
                if let Some(person) = person {
                    let name = self.cast.get(person).name.clone();
                    return Some((
                        MentionKind::Description,
                        vec![person],
                        format!("{words}: the one last met, {name}"),
                    ));
                }
            }
        }
        // Police and courts are those of the place; delegations and envoys travel.
        let stays = is_of_the_place(sector) || sector == Sector::Gov && denotes == Denotes::Body;
        if bodies.is_empty() && belongs_to_a_state(sector) && !is_of_others && (stays || phrase.is_definite) {
            let setting = if stays { self.country_of_setting() } else { None };
            bodies.extend(setting.or_else(|| self.only_country_so_far()));
            why = "of the country where it is, or the only one that the text speaks of";
        }
        bodies.dedup();
        let kind = if denotes == Denotes::Body { ActorKind::Body } else { ActorKind::Group };
        if bodies.is_empty() {
            let key = Key::Group(word, String::new());
            let actor =
                self.enter_group(key, &words, kind, None, sector, plural, "whose, the text does not say");
            return Some((
                MentionKind::Description,
                vec![actor],
                format!("{words}: whose, the text does not say"),
            ));
        }
        let mut actors = Vec::new();
        for body in &bodies {
            let acts_for = self.home_of(*body);
            let key = Key::Group(word.clone(), format!("{acts_for:?}"));
            actors.push(self.enter_group(key, &words, kind, Some(acts_for), sector, plural, why));
        }
        let names: Vec<&str> = bodies.iter().map(|b| self.world.name(*b)).collect();
        Some((MentionKind::Description, actors, format!("{words}: {word} of {}; {why}", names.join(" and "))))
    }

    /// The state that a body belongs to, where it has one and is not international; United Nations bodies
    /// act for the United Nations.
    pub(super) fn country_of(&self, body: Body) -> Body {
        let Body::Organisation(id) = body else { return body };
        let row = self.world.organisation(id);
        match row.kind {
            OrganisationKind::Igo
                if row.name.starts_with("United Nations") || row.name.starts_with("UN ") =>
            {
                self.world.body("UNO").unwrap_or(body)
            }
            OrganisationKind::Igo | OrganisationKind::Alliance | OrganisationKind::Format => body,
            _ => row.countries.first().map_or(body, |c| Body::Country(*c)),
        }
    }

    /// Whom something of a body acts for: an armed group's men act for the country where it acts.
    fn home_of(&mut self, body: Body) -> Body {
        match body {
            Body::Country(_) => body,
            Body::Organisation(_) => {
                let actor = self.body_actor(body, None);
                self.cast.get(actor).acts_for.unwrap_or(body)
            }
        }
    }

    fn people(&mut self, phrase: &Phrase, body: Body) -> Option<(MentionKind, Vec<ActorId>, String)> {
        let words = self.words(phrase.span?);
        let key = Key::Group("people".into(), format!("{body:?}"));
        let actor =
            self.enter_group(key, &words, ActorKind::Group, Some(body), Sector::Cvl, true, "people of it");
        Some((MentionKind::Description, vec![actor], format!("{words}: people of {}", self.world.name(body))))
    }

    /// An organisation that no table knows: "the Bondi Foundation", "Iranian Students' League".
    fn local_name(&mut self, phrase: &Phrase) -> Option<(MentionKind, Vec<ActorId>, String)> {
        let head = phrase.head as usize;
        if let Some(outlet) = self.outlet(phrase) {
            return Some(outlet);
        }
        let entity = self.doc.entity_of(head)?;
        if !matches!(self.doc.entity_type(entity), "ORG" | "NORP") {
            return None;
        }
        // Where the parser took half a headline for a name, a verb or two states stand in it.
        let span = chancery_record::Span::new(entity.start, entity.end);
        let has_verb = span.range().any(|t| self.doc.pos(t) == "VERB");
        if has_verb || !self.doc.words(span.range()).starts_with(char::is_alphanumeric) {
            return None;
        }
        // In a headline that capitalises every word, capitals are no sign of a name.
        if self.is_in_title_case(head) {
            return None;
        }
        let is_people = self.doc.entity_type(entity) == "NORP";
        // The head of a name speaks for all of it: "Commons" is no second body in "the House of Commons".
        let governor = self.doc.head(head);
        let is_within = governor != head
            && (span.contains(governor as u32) || span.contains(self.doc.head(governor) as u32));
        if is_within {
            return None;
        }
        let before_noun = head + 1 < self.doc.len() && matches!(self.doc.pos(head + 1), "NOUN" | "PROPN");
        if is_people && (before_noun || !matches!(self.doc.tag(head), "NNS" | "NNPS" | "NNP")) {
            return None;
        }
        let words = self.words(span);
        let bare = words.strip_prefix("the ").or_else(|| words.strip_prefix("The ")).unwrap_or(&words);
        if !bare.chars().any(char::is_alphabetic) || self.matches.is_part_of_longer(span) {
            return None;
        }
        // A town that the recogniser took for an organisation, unless it does what only people do.
        let is_doer = matches!(self.doc.dep(head), "nsubj" | "agent");
        if !is_doer && Places::embedded().knows(bare) {
            return None;
        }
        let mut acts_for = phrase.bodies.first().map(|n| n.body).or_else(|| self.possessors_body(phrase));
        if let Some(body) = acts_for {
            acts_for = Some(self.home_of(body));
        }
        let key = Key::Local(words.to_lowercase());
        let actor = self.cast.enter(key, || Actor {
            name: words.clone(),
            kind: if is_people { ActorKind::Group } else { ActorKind::Organisation },
            person: None,
            organisation: None,
            acts_for,
            sector: None,
            office: None,
            is_known: false,
            is_plural: is_people,
            reasons: vec!["a name that no table knows".into()],
        });
        Some((MentionKind::Name, vec![actor], format!("{words}: a name that no table knows")))
    }

    /// Whether a word stands in a line that capitalises every longer noun, verb and adjective, as headlines do.
    fn is_in_title_case(&self, token: usize) -> bool {
        let doc = self.doc;
        let Some(sentence) = doc.sentences().get(doc.sentence_of(token)).cloned() else { return false };
        let start = (sentence.start..token).rev().find(|&t| is_paragraph_break(doc.word(t)));
        let end = (token..sentence.end).find(|&t| is_paragraph_break(doc.word(t)));
        let line = start.map_or(sentence.start, |t| t + 1)..end.unwrap_or(sentence.end);
        let longer = line.filter(|&t| {
            matches!(doc.pos(t), "NOUN" | "PROPN" | "VERB" | "ADJ") && doc.word(t).chars().count() > 3
        });
        let (mut upper, mut lower) = (0, 0);
        for token in longer {
            if doc.word(token).starts_with(char::is_lowercase) { lower += 1 } else { upper += 1 }
        }
        upper > 3 && lower == 0
    }

    /// A news agency or outlet of the tables.
    fn outlet(&mut self, phrase: &Phrase) -> Option<(MentionKind, Vec<ActorId>, String)> {
        let span = phrase.span?;
        let (at, id) = self.matches.within(span).filter(|(at, _)| at.contains(phrase.head)).find_map(
            |(at, entries)| {
                entries.iter().find_map(|e| if let Entry::Outlet(id) = e { Some((at, *id)) } else { None })
            },
        )?;
        let row = self.world.outlet(id);
        let (name, acts_for) = (row.name.to_string(), row.body);
        let words = self.words(at);
        let actor = self.cast.enter(Key::Local(name.to_lowercase()), || Actor {
            name: name.clone(),
            kind: ActorKind::Organisation,
            person: None,
            organisation: None,
            acts_for,
            sector: Some(Sector::Jrn),
            office: None,
            is_known: true,
            is_plural: false,
            reasons: vec!["a news outlet by name".into()],
        });
        Some((MentionKind::Name, vec![actor], format!("{words}: the news outlet {name}")))
    }

    #[allow(clippy::too_many_arguments, reason = "the fields of one actor")]
    fn enter_group(
        &mut self,
        key: Key,
        words: &str,
        kind: ActorKind,
        acts_for: Option<Body>,
        sector: Sector,
        is_plural: bool,
        why: &str,
    ) -> ActorId {
        self.cast.enter(key, || Actor {
            name: words.to_owned(),
            kind,
            person: None,
            organisation: None,
            acts_for,
            sector: Some(sector),
            office: None,
            is_known: false,
            is_plural,
            reasons: vec![why.to_owned()],
        })
    }

    /// The country in which the sentence under way is set ("in Lagos, Nigeria"), if it names only one so.
    fn country_of_setting(&self) -> Option<Body> {
        let sentence = self.doc.sentences().get(self.doc.sentence_of(self.at))?.clone();
        let span = chancery_record::Span::new(sentence.start as u32, sentence.end as u32);
        let mut bodies: Vec<Body> = self
            .matches
            .within(span)
            .filter(|(at, _)| {
                let head = at.end as usize - 1;
                self.doc.dep(head) == "pobj"
                    && matches!(
                        self.doc.word(self.doc.head(head)).to_lowercase().as_str(),
                        "in" | "at" | "near" | "across" | "inside" | "throughout"
                    )
            })
            .flat_map(|(_, entries)| entries.iter().filter_map(|e| e.body()))
            .filter(|b| matches!(b, Body::Country(_)))
            .collect();
        bodies.sort();
        bodies.dedup();
        match bodies[..] {
            [one] => Some(one),
            _ => None,
        }
    }

    /// The country that the sentence under way speaks of, if it is only one.
    pub(super) fn only_country_of_sentence(&self) -> Option<Body> {
        let sentence = self.doc.sentences().get(self.doc.sentence_of(self.at))?;
        let span = chancery_record::Span::new(sentence.start as u32, sentence.end as u32);
        let mut bodies: Vec<Body> = self
            .matches
            .within(span)
            .flat_map(|(_, entries)| entries.iter().filter_map(|e| e.body()))
            .filter(|b| matches!(b, Body::Country(_)))
            .collect();
        bodies.sort();
        bodies.dedup();
        match bodies[..] {
            [one] => Some(one),
            _ => None,
        }
    }

    /// Of some countries, the one that the text names, if it names only one of them.
    fn only_country_among(&self, several: &[CountryId]) -> Option<Body> {
        let mut named = several.iter().map(|c| Body::Country(*c)).filter(|b| self.matches.names(*b));
        match (named.next(), named.next()) {
            (Some(one), None) => Some(one),
            _ => None,
        }
    }

    /// The country of all actors met so far, if it is only one.
    fn only_country_so_far(&self) -> Option<Body> {
        let mut bodies: Vec<Body> = self
            .cast
            .all()
            .filter_map(|(_, a)| a.acts_for)
            .filter(|b| matches!(b, Body::Country(_)))
            .collect();
        bodies.sort();
        bodies.dedup();
        match bodies[..] {
            [one] => Some(one),
            _ => None,
        }
    }
}

/// Whether people of this sector are commonly those of the place where something happens.
fn is_of_the_place(sector: Sector) -> bool {
    matches!(sector, Sector::Cop | Sector::Jud | Sector::Leg | Sector::Mil | Sector::Cvl)
}

/// Whether people of this sector are commonly some state's own: its police, its opposition.
fn belongs_to_a_state(sector: Sector) -> bool {
    matches!(
        sector,
        Sector::Gov
            | Sector::Mil
            | Sector::Cop
            | Sector::Jud
            | Sector::Leg
            | Sector::Spy
            | Sector::Opp
            | Sector::Reb
            | Sector::Cvl
            | Sector::Pty
    )
}

fn ends_in_word(name: &str, word: &str) -> bool {
    let name = name.to_lowercase();
    name == word || name.strip_suffix(word).is_some_and(|rest| rest.ends_with(' '))
}
