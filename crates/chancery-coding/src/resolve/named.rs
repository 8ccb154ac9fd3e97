//! People by name.

use chancery_knowledge::{Body, CountryName, Denotes, PersonId, PersonName, Post};
use chancery_record::Span;

use super::Resolver;
use super::actor::{Actor, ActorId, ActorKind, MentionKind};
use super::cast::Key;
use super::lexicon::{is_name_of_idea, is_patronymic, is_slip};
use super::phrase::{Named, Phrase, read};

/// What the words around a name say of its bearer.
#[derive(Debug, Clone, Default)]
pub(super) struct Said {
    pub(super) title: Option<String>,
    pub(super) body: Option<Body>,
    pub(super) post: Option<Post>,
    pub(super) is_former: bool,
}

impl Resolver<'_> {
    /// A phrase with a person's name in it, or with one in apposition to a title.
    pub(super) fn named_person(&mut self, phrase: &Phrase) -> Option<(MentionKind, Vec<ActorId>, String)> {
        let head = phrase.head as usize;
        let mended = self.name_after_country(phrase);
        let phrase = mended.as_ref().unwrap_or(phrase);
        let mut said = self.said_in(phrase);
        // Appositions: "the foreign minister, Ali Rezai,", "Ali Rezai, the foreign minister of Iran,".
        let mut named = phrase.clone();
        let appositions: Vec<usize> = self.doc.children_by(head, &["appos"]).collect();
        for &apposition in &appositions {
            // "the diplomat and ambassador to Russia Ali Rezai": the name belongs to the second.
            let is_anothers = self
                .doc
                .children(head)
                .iter()
                .any(|&c| (head..apposition).contains(&(c as usize)) && self.doc.dep(c as usize) == "cc");
            if is_anothers && phrase.name.is_none() {
                continue;
            }
            let other = read(self.doc, self.world, &self.matches, apposition);
            if phrase.name.is_none()
                && other.name.is_some()
                && (said.title.is_some() || self.is_somebody(phrase))
            {
                self.merge_said(&mut said, &other);
                if said.body.is_none() {
                    said.body = phrase.is_body.map(|n| n.body);
                }
                named = other;
                self.done[apposition] = true;
            } else if phrase.name.is_some()
                && (other.title.is_some() || other.agent.is_some())
                && other.name.is_none()
            {
                self.merge_said(&mut said, &other);
                self.done[apposition] = true;
            }
        }
        let Some(name) = named.name else { return self.name_again(phrase, &said) };
        // "the Foreign Minister of Turkey Mevlut Cavusoglu": the name hangs below its own title.
        let above = self.titled_above(phrase);
        if let Some((outer_head, is_destination)) = above {
            let mut outer = read(self.doc, self.world, &self.matches, outer_head);
            said = Said::default();
            if is_destination {
                outer.destination = phrase.bodies.first().map(|n| n.body);
            } else if outer.bodies.is_empty() {
                outer.bodies.clone_from(&phrase.bodies);
            }
            self.merge_said(&mut said, &outer);
            named.bodies.clear();
        }
        self.counterpart(phrase, &mut said);
        for token in name.start..name.end {
            self.done[token as usize] |= token as usize != head;
        }
        let words = self.words(name);
        let before = self
            .office_before(name.start as usize)
            .filter(|at| said.title.is_none() || at + 1 == name.start as usize);
        if let Some(office_head) = before {
            self.take_office_said(office_head, &mut said);
        }
        let Some(actor) = self.person_by_name(&words, &named, &said) else {
            if let Some(called) = self.called_so(&words) {
                let name = self.cast.get(called).name.clone();
                let reason = format!("{words}: {name}, called so before");
                return Some((MentionKind::Name, vec![called], reason));
            }
            return self.is_tie(&words).then(|| {
                (MentionKind::Name, Vec::new(), format!("{words}: several people of that name in the report"))
            });
        };
        self.note_told(actor, &words, &said);
        if let Some(office_head) = before {
            self.stands_for(office_head, actor);
        }
        for apposition in appositions {
            if self.done[apposition] {
                self.actors_at[apposition] = vec![actor];
            }
        }
        if let Some((outer_head, _)) = above {
            self.stands_for(outer_head, actor);
        }
        self.share_country(head, actor);
        self.take_introduction(phrase.head as usize, actor);
        let reason = format!("{words}: {}", self.cast.get(actor).reasons.join("; "));
        Some((MentionKind::Name, vec![actor], reason))
    }

    /// "the British aid workers Ali Rezai and Sami Rezai": what is said before the first holds for all.
    fn share_country(&mut self, head: usize, actor: ActorId) {
        let top = self.top_conjunct(head);
        let (Some(&first), None) = (self.actors_at[top].first(), self.actors_at[top].get(1)) else { return };
        let doc = self.doc;
        let group = if doc.dep(top) == "appos" { doc.head(top) } else { top };
        let is_many = matches!(doc.tag(group), "NNS" | "NNPS")
            || doc.children(top).iter().any(|&c| (c as usize) < top && doc.tag(c as usize) == "NNS");
        if top == head || first == actor || !is_many {
            return;
        }
        let country = self.cast.get(first).acts_for;
        let other = self.cast.get_mut(actor);
        if other.acts_for.is_none() && other.kind == ActorKind::Person {
            other.acts_for = country;
        }
    }

    /// The head of an office that a name follows at once, over "for Arab and African Affairs" or "to Syria":
    /// words that the parser may have cut off from it.
    fn office_before(&self, name_start: usize) -> Option<usize> {
        let sentence = self.doc.sentence_of(name_start);
        let mut at = name_start;
        let mut crossed = false;
        for step in 0..14 {
            at = at.checked_sub(1)?;
            if self.doc.sentence_of(at) != sentence {
                return None;
            }
            if let [one] = self.actors_at[at][..] {
                let actor = self.cast.get(one);
                if self.is_open_office(one) {
                    return (step == 0 || crossed).then_some(at);
                }
                if actor.kind == ActorKind::Person {
                    return None;
                }
            }
            // "the minister and special envoy for Africa, Ali Rezai": the first of the two offices.
            let top = self.top_conjunct(at);
            if top != at
                && crossed
                && let [one] = self.actors_at[top][..]
                && self.is_open_office(one)
            {
                return Some(top);
            }
            let word = self.doc.word(at);
            let is_link = matches!(word, "for" | "to" | "of" | "on" | "in" | "and" | "the");
            crossed |= matches!(word, "for" | "to" | "of" | "on");
            let is_comma = word == "," && step == 0;
            if !(is_link || is_comma || word.starts_with(char::is_uppercase)) {
                return None;
            }
        }
        None
    }

    /// Whether an actor is an office whose holder is not known.
    fn is_open_office(&self, id: ActorId) -> bool {
        let actor = self.cast.get(id);
        let is_named = || self.mentions.iter().any(|m| m.kind == MentionKind::Name && m.actors.contains(&id));
        actor.kind == ActorKind::Person && actor.person.is_none() && actor.office.is_some() && !is_named()
    }

    /// Takes the office of a phrase read before for what is said of a name, where nothing nearer speaks.
    fn take_office_said(&self, head: usize, said: &mut Said) {
        let [one] = self.actors_at[head][..] else { return };
        let actor = self.cast.get(one);
        let Some(office) = &actor.office else { return };
        said.title = Some(office.title.clone());
        said.post = office.post;
        said.body = office.post.map(|p| p.body).or(actor.acts_for);
    }

    /// "the surgeon", "An Australian": whether a phrase without a name can be of the one named after it.
    fn is_somebody(&self, phrase: &Phrase) -> bool {
        let by_people = |n: Named| matches!(n.by, Some(CountryName::People | CountryName::Adjective));
        phrase.agent.is_some_and(|id| self.world.agent(id).denotes == Denotes::Person)
            || phrase.is_body.is_some_and(by_people) && !phrase.is_plural
            || matches!(self.doc.lemma(phrase.head as usize), "counterpart" | "colleague")
                && !phrase.bodies.is_empty()
    }

    /// A name met before, which the recogniser did not take for one here.
    fn name_again(&mut self, phrase: &Phrase, said: &Said) -> Option<(MentionKind, Vec<ActorId>, String)> {
        let head = phrase.head as usize;
        let is_bare = phrase.agent.is_none() && phrase.is_body.is_none() && said.title.is_none();
        let word = self.doc.word(head);
        if !is_bare || self.doc.pos(head) != "PROPN" || !word.starts_with(char::is_uppercase) {
            return None;
        }
        // "the Rezai plan" names no person, nor does "Rezai City"; "Sami Rezai" is the one of that full name.
        let span = phrase.span?;
        let is_longer = span.range().any(|t| t != head && self.doc.tag(t) == "NNP");
        if phrase.is_definite {
            return None;
        }
        let words = self.words(span);
        let one = match self.bearers(if is_longer { &words } else { word }, said.body)[..] {
            [one] => one,
            [] if !is_longer => self.by_first_name(word, phrase).or_else(|| self.misspelt(word))?,
            [] => self.introduced_by_name(&words)?,
            _ => return None,
        };
        let reason = format!("{word}: {}, named before", self.cast.get(one).name);
        Some((MentionKind::Name, vec![one], reason))
    }

    /// Whom the report has called by this short name before, while he was the only one to bear it.
    fn called_so(&self, words: &str) -> Option<ActorId> {
        let bearers = self.bearers(words, None);
        let before = self.mentions.iter().filter(|m| m.kind == MentionKind::Name && m.head < self.at as u32);
        let called = before.filter(|m| self.words(m.tokens) == words).find_map(|m| match m.actors[..] {
            [one] => Some(one),
            _ => None,
        });
        called.filter(|id| bearers.contains(id))
    }

    /// The one person of the report from whose surname a long one differs by a slip of the pen: "Pierre Examplier"
    /// and "Exampleir".
    fn misspelt(&self, words: &str) -> Option<ActorId> {
        let words = words.to_lowercase();
        let (given, written) = words.rsplit_once(' ').unwrap_or(("", &words));
        let is_meant = |a: &Actor| {
            let name = a.name.to_lowercase();
            let parts: Vec<&str> = name.split(' ').collect();
            let surnames = if parts.len() > 1 { &parts[1..] } else { &parts[..] };
            let same_given =
                given.is_empty() || parts.len() == 1 || given.split(' ').next() == Some(parts[0]);
            a.kind == ActorKind::Person
                && same_given
                && surnames.iter().any(|surname| is_slip(written, surname, SHORTEST_SLIP))
        };
        let mut meant = self.cast.all().filter(|(_, a)| is_meant(a));
        match (meant.next(), meant.next()) {
            (Some((one, _)), None) => Some(one),
            _ => None,
        }
    }

    /// Whether two people of this report bear a name.
    fn is_tie(&self, words: &str) -> bool {
        self.bearers(words, None).len() > 1
    }

    /// "Syria Reza Examplar" after "the ambassador to": capitals after the country of a title are a name,
    /// whatever the recogniser took them for.
    fn name_after_country(&self, phrase: &Phrase) -> Option<Phrase> {
        let head = phrase.head as usize;
        if phrase.name.is_some() || phrase.agent.is_some() || phrase.title.is_some() {
            return None;
        }
        let country = phrase.bodies.iter().find(|n| n.at.end <= phrase.head)?;
        let name = Span::new(country.at.end, phrase.head + 1);
        let is_name = name
            .range()
            .all(|t| self.doc.pos(t) == "PROPN" && self.doc.word(t).starts_with(char::is_uppercase));
        let mut mended = phrase.clone();
        mended.name = Some(name);
        let follows_office = self.doc.dep(head) == "pobj" && self.titled_above(&mended).is_some()
            || self.office_before(country.at.end as usize).is_some();
        (is_name && !name.is_empty() && follows_office).then_some(mended)
    }

    /// A title without a name, whose "of" or "to" the parser took to reach to the name: "the ambassador
    /// to Syria Ali Rezai". Gives the title's head, and whether the country between is a destination.
    fn titled_above(&self, phrase: &Phrase) -> Option<(usize, bool)> {
        let head = phrase.head as usize;
        let name = phrase.name?;
        if self.doc.dep(head) != "pobj" || phrase.title.is_some() {
            return None;
        }
        let preposition = self.doc.head(head);
        let word = self.doc.word(preposition).to_lowercase();
        let is_destination = matches!(word.as_str(), "to" | "for" | "on");
        let between =
            phrase.bodies.iter().any(|n| n.at.end == name.start && n.at.start == preposition as u32 + 1);
        if !between || !(is_destination || word == "of") {
            return None;
        }
        let above = self.doc.head(preposition);
        let outer = read(self.doc, self.world, &self.matches, above);
        (outer.title.is_some() && outer.name.is_none()).then_some((above, is_destination))
    }

    /// Lets a phrase read before stand for an actor found since.
    pub(super) fn stands_for(&mut self, head: usize, actor: ActorId) {
        let before = std::mem::replace(&mut self.actors_at[head], vec![actor]);
        for mention in self.mentions.iter_mut().filter(|m| m.head as usize == head) {
            mention.actors = vec![actor];
        }
        for met in &mut self.met {
            if met.head == head && before.contains(&met.actor) {
                met.actor = actor;
            }
        }
        for old in before {
            if old != actor && !self.mentions.iter().any(|m| m.actors.contains(&old)) {
                self.cast.retire(old);
            }
        }
    }

    pub(super) fn said_in(&self, phrase: &Phrase) -> Said {
        let mut said = Said { is_former: phrase.is_former, ..Said::default() };
        self.merge_said(&mut said, phrase);
        said
    }

    fn merge_said(&self, said: &mut Said, phrase: &Phrase) {
        said.is_former |= phrase.is_former;
        if said.body.is_none() {
            said.body = phrase.bodies.first().map(|n| n.body).or_else(|| self.possessors_body(phrase));
        }
        if said.title.is_none() {
            said.title = phrase.title.map(|t| self.words(t));
        }
        if said.post.is_none()
            && let Some(title) = &said.title
        {
            said.post = self.post_of(title, said.body, phrase.destination);
            if let (None, Some(post)) = (said.body, said.post) {
                said.body = Some(post.body);
            }
        }
    }

    /// Whom the possessor of the phrase acts for: "Turkey's minister", "its minister".
    pub(super) fn possessors_body(&self, phrase: &Phrase) -> Option<Body> {
        match self.possessors_bodies(phrase)[..] {
            [one] => Some(one),
            _ => None,
        }
    }

    /// Whose a group is by its possessors: an armed group's own, else of whom they act for.
    pub(super) fn possessors_groups(&self, phrase: &Phrase) -> Vec<Body> {
        let Some(possessor) = phrase.possessor else { return Vec::new() };
        let whose = |id: &ActorId| {
            let actor = self.cast.get(*id);
            let group = actor.organisation.filter(|_| actor.kind == ActorKind::ArmedGroup);
            group.map(Body::Organisation).or(actor.acts_for)
        };
        self.actors_at[possessor as usize].iter().filter_map(whose).collect()
    }

    /// Whom the possessors of the phrase act for: "their citizens".
    pub(super) fn possessors_bodies(&self, phrase: &Phrase) -> Vec<Body> {
        let Some(possessor) = phrase.possessor else { return Vec::new() };
        let actors = &self.actors_at[possessor as usize];
        actors.iter().filter_map(|id| self.cast.get(*id).acts_for).collect()
    }

    fn person_by_name(&mut self, words: &str, phrase: &Phrase, said: &Said) -> Option<ActorId> {
        if let Some(known) = self.already_named(words, phrase, said) {
            self.add_said(known, said);
            return Some(known);
        }
        if self.bearers(words, said.body).len() > 1 {
            return None;
        }
        let candidates = self.candidates(phrase, said);
        if let [(person, by)] = candidates[..] {
            let actor = self.enter_person(person, words, by);
            self.add_said(actor, said);
            self.cast.also(Key::Local(words.to_lowercase()), actor);
            return Some(actor);
        }
        // "President Obama" in a report of another day: the title and the name mean one person all the same.
        let titled = self.bearers_of_title(phrase, said);
        if let [(person, by)] = titled[..] {
            let actor = self.enter_person(person, words, by);
            self.add_said(actor, said);
            return Some(actor);
        }
        // Not in the tables, or not settled by them: known by the report's own words.
        let single_word = !words.contains(' ');
        let in_entity =
            self.doc.entity_of(phrase.head as usize).is_some_and(|e| self.doc.entity_type(e) == "PERSON");
        let head = phrase.head as usize;
        let is_thing = phrase.is_definite
            || self.doc.tag(head) == "NNPS"
            || self.doc.dep(head) == "pobj"
                && matches!(
                    self.doc.word(self.doc.head(head)),
                    "on" | "via" | "in" | "at" | "since" | "into"
                );
        if single_word && said.title.is_none() && (!in_entity || is_thing || is_name_of_idea(words)) {
            return None;
        }
        // "The Jolo Cathedral": a person's name has no article, unless words stand between.
        let has_article = self
            .doc
            .children_by(head, &["det"])
            .any(|t| self.doc.word(t).eq_ignore_ascii_case("the") && words.starts_with(self.doc.word(t + 1)));
        if said.title.is_none() && has_article {
            return None;
        }
        if let Some(meant) = self.misspelt(words) {
            self.add_said(meant, said);
            return Some(meant);
        }
        let reason = match candidates.len() {
            0 => "no table knows the name".to_owned(),
            n => format!("{n} people of the tables bear the name"),
        };
        let mut country = None;
        if said.body.is_none() && said.title.is_some() {
            let homes: Vec<Body> = titled
                .iter()
                .filter_map(|(id, _)| self.world.person(*id).country)
                .map(Body::Country)
                .collect();
            let all_one = homes.first().copied().filter(|first| homes.iter().all(|h| h == first));
            country = all_one.or_else(|| self.foreknown.home(words));
            country = country.or_else(|| self.country_of_titled(phrase, said));
        }
        if said.body.is_none() && said.title.is_none() {
            country = self.foreknown.home(words);
        }
        if said.body.is_none() && said.title.is_none() && !single_word && country.is_none() {
            country = self.country_of_lead(phrase);
        }
        let actor = self.cast.enter(Key::Local(words.to_lowercase()), || Actor {
            name: words.to_owned(),
            kind: ActorKind::Person,
            person: None,
            organisation: None,
            acts_for: country,
            sector: None,
            office: None,
            is_known: false,
            is_plural: false,
            reasons: vec![reason],
        });
        self.add_said(actor, said);
        Some(actor)
    }

    /// Somebody named before in this report by the same or a fuller name; of several, nobody.
    fn already_named(&self, words: &str, phrase: &Phrase, said: &Said) -> Option<ActorId> {
        let mut bearers = self.bearers(words, said.body);
        let by_table = self.cast.all().filter(|(id, actor)| {
            !bearers.contains(id)
                && self.may_act_for(actor, said.body)
                && actor.person.is_some_and(|p| phrase.persons.iter().any(|(q, _)| *q == p))
        });
        if bearers.is_empty() {
            bearers = by_table.map(|(id, _)| id).collect();
        }
        if bearers.len() > 1
            && let Some(post) = said.post
        {
            bearers.retain(|id| self.cast.get(*id).office.as_ref().is_some_and(|o| o.post == Some(post)));
        }
        match bearers[..] {
            [one] => Some(one),
            [] => self
                .cast
                .find(&Key::Local(words.to_lowercase()))
                .or_else(|| self.by_first_name(words, phrase)),
            _ => None,
        }
    }

    /// "Brenton" after "Brenton Exampler": the one person in the report whose name begins so.
    fn by_first_name(&self, words: &str, phrase: &Phrase) -> Option<ActorId> {
        let is_anothers = || self.candidates(phrase, &Said::default()).len() == 1;
        if words.contains(' ') || phrase.title.is_some() || is_anothers() {
            return None;
        }
        let first = |a: &Actor| {
            a.kind == ActorKind::Person
                && a.name.split_once(' ').is_some_and(|(f, _)| {
                    f.eq_ignore_ascii_case(words)
                        || is_slip(&f.to_lowercase(), &words.to_lowercase(), GIVEN_SLIP)
                })
        };
        let mut named = self.cast.all().filter(|(_, a)| first(a));
        match (named.next(), named.next()) {
            (Some((one, _)), None) => Some(one),
            _ => None,
        }
    }

    /// Whether nothing speaks against an actor's being of a body.
    fn may_act_for(&self, actor: &Actor, body: Option<Body>) -> bool {
        match (actor.acts_for, body) {
            (Some(a), Some(b)) => a == b || a == self.country_of(b),
            _ => true,
        }
    }

    /// People of this report whose name holds all these words, or whose words are all held by it, with the
    /// same last word.
    pub(super) fn bearers(&self, words: &str, body: Option<Body>) -> Vec<ActorId> {
        let folded = words.to_lowercase();
        let parts: Vec<&str> = folded.split([' ', '-']).filter(|w| !w.is_empty()).collect();
        let Some(last) = parts.last() else { return Vec::new() };
        self.cast
            .all()
            .filter(|(_, actor)| actor.kind == ActorKind::Person && self.may_act_for(actor, body))
            .filter(|(_, actor)| {
                let other = actor.name.to_lowercase();
                let is_shorter_here = !other.contains(' ') && is_first_surname(&[&other], &folded);
                if !other.ends_with(last) {
                    return is_first_surname(&parts, &other) || is_shorter_here;
                }
                let other: Vec<&str> = other.split([' ', '-']).filter(|w| !w.is_empty()).collect();
                let (short, long) =
                    if parts.len() <= other.len() { (&parts, &other) } else { (&other, &parts) };
                short.last() == long.last() && short.iter().all(|w| long.contains(w))
            })
            .map(|(id, _)| id)
            .collect()
    }

    /// The people of the tables whom the name can mean here.
    fn candidates(&self, phrase: &Phrase, said: &Said) -> Vec<(PersonId, PersonName)> {
        let mut all = phrase.persons.clone();
        if all.iter().any(|(_, by)| *by == PersonName::Full) {
            all.retain(|(_, by)| *by == PersonName::Full);
        }
        all.sort();
        all.dedup_by_key(|(id, _)| *id);
        if let Some(body) = said.body {
            let fits = |id: PersonId| {
                let person = self.world.person(id);
                person.country.is_some_and(|c| Body::Country(c) == body)
                    || person.terms.iter().any(|t| self.world.term(*t).post.body == body)
            };
            all.retain(|(id, by)| fits(*id) || (*by == PersonName::Full && all_same_body(said)));
        }
        if all.len() > 1
            && let Some(post) = said.post
        {
            let held: Vec<_> = all
                .iter()
                .copied()
                .filter(|(id, _)| {
                    self.world.person(*id).terms.iter().any(|t| self.world.term(*t).post == post)
                })
                .collect();
            if !held.is_empty() {
                all = held;
            }
        }
        let Some(on) = self.on else {
            all.retain(|(_, by)| *by == PersonName::Full);
            return all;
        };
        let in_office = |id: PersonId| self.world.held_on(id, on).next().is_some();
        if all.iter().any(|(_, by)| *by == PersonName::Short) || all.len() > 1 {
            let current: Vec<_> = all.iter().copied().filter(|(id, _)| in_office(*id)).collect();
            if !current.is_empty() || all.iter().any(|(_, by)| *by == PersonName::Short) {
                all = current;
            }
        }
        all
    }
}

/// Whether a word is the first of the two surnames of a full name: "García" of "Ana García Márquez". A particle
/// before it makes it none.
fn is_first_surname(parts: &[&str], full: &str) -> bool {
    let full: Vec<&str> = full.split(' ').filter(|w| !w.is_empty()).collect();
    let ([word], [.., given, first, _]) = (parts, &full[..]) else { return false };
    first == word && !is_patronymic(given) && full.len() <= 4
}

/// Letters that a given name must have to be another spelling of one: "Mohammad" and "Mohammed".
pub(super) const GIVEN_SLIP: usize = 6;

/// Letters that a surname must have for a slip to be told from another surname.
const SHORTEST_SLIP: usize = 7;

/// A full name is not given up for a country that the tables do not have it under, unless a title says so.
fn all_same_body(said: &Said) -> bool {
    said.title.is_none()
}
