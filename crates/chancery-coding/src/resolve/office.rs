//! People known by their office: "the top Iranian diplomat", "Turkey's foreign minister", "the minister".

use chancery_knowledge::{
    Answer, Body, CountryName, Entry, OfficeKindId, OrganisationKind, PersonName, Post, Status,
};

use chancery_record::Span;

use super::Resolver;
use super::actor::{Actor, ActorId, ActorKind, Held, MentionKind};
use super::cast::Key;
use super::phrase::Phrase;

impl Resolver<'_> {
    /// A phrase that a title heads, without a name.
    pub(super) fn office_of(&mut self, phrase: &Phrase) -> Option<(MentionKind, Vec<ActorId>, String)> {
        // "the top Iranian diplomat": the country inside the title.
        let span = phrase.span?;
        let first = self.doc.word(span.start as usize).to_lowercase();
        let is_one_of_several = matches!(first.as_str(), "a" | "an" | "another");
        if phrase.name.is_none()
            && !is_one_of_several
            && !phrase.bodies.is_empty()
            && !phrase.is_plural
            && !phrase.title_is_plural
            && let Some(described) = self.world.office_described(&self.words(span))
        {
            let title = self.words(span);
            if phrase.is_definite
                && !self.is_held(described.post)
                && let Some(found) = self.one_of_country(phrase, described.post.body, None, &title)
            {
                return Some(found);
            }
            let (actor, reason) =
                self.holder_of(described.post, &title, described.is_former || phrase.is_former);
            return Some((MentionKind::Description, vec![actor], reason));
        }
        let title_span = phrase.title?;
        let title = self.words(title_span);
        let mut bodies: Vec<Body> =
            phrase.bodies.iter().filter(|n| !n.at.overlaps(title_span)).map(|n| n.body).collect();
        if bodies.is_empty() {
            bodies.extend(self.possessors_body(phrase));
        }
        if bodies.is_empty() {
            bodies.extend(self.parties_of(phrase).iter().filter_map(|id| self.cast.get(*id).acts_for));
        }
        if bodies.is_empty() {
            bodies.extend(phrase.places.iter().map(|n| n.body));
        }
        bodies.dedup();
        // "the aerospace commander": of a part of it, not of the whole.
        let before = (title_span.start as usize).checked_sub(1).filter(|t| *t >= span.start as usize);
        let is_of_a_part = before.is_some_and(|t| {
            self.doc.pos(t) == "NOUN"
                && self.doc.dep(t) == "compound"
                && !phrase.bodies.iter().any(|n| n.at.contains(t as u32))
        });
        // "the head of the agency in Haiti": of its mission there.
        if let ([body @ Body::Organisation(_)], true) = (&bodies[..], self.is_of_mission(phrase)) {
            return Some(self.unlisted_office(phrase, &title, *body));
        }
        if let (true, Some(&body), Some(from)) = (is_of_a_part, bodies.first(), before) {
            let title = self.words(Span::new(from as u32, title_span.end));
            return Some(self.unlisted_office(phrase, &title, body));
        }
        let destination = phrase.destination;
        let posts: Vec<Post> = if bodies.is_empty() {
            self.post_of(&title, None, destination).into_iter().collect()
        } else {
            bodies.iter().filter_map(|b| self.post_of(&title, Some(*b), destination)).collect()
        };
        // "Palestinian leaders" are not the one leader, nor is "a Hezbollah commander" the one that leads it.
        let is_some_commander = title == "commander" && !phrase.is_definite;
        let are_many = (phrase.title_is_plural || phrase.is_plural || is_some_commander)
            && matches!(&posts[..], [one] if self.world.kind(one.kind).is_single);
        if let (true, true, [one]) = (are_many, bodies.is_empty(), &posts[..]) {
            bodies.push(one.body);
        }
        // "the US envoy": the one named before, where the office itself has none of its own.
        if let ([body], true, false) =
            (&bodies[..], self.is_the_one(phrase), phrase.title_is_plural || phrase.is_plural)
            && posts.iter().all(|p| !self.is_held(*p))
            && let Some(found) = self.one_of_country(phrase, *body, None, &title)
        {
            return Some(found);
        }
        if posts.is_empty() || are_many {
            if bodies.is_empty() {
                return self.office_again(phrase, &title);
            }
            let mut actors = Vec::new();
            let mut reasons = Vec::new();
            for &body in &bodies {
                let (_, actor, reason) = self.unlisted_office(phrase, &title, body);
                actors.extend(actor);
                reasons.push(reason);
            }
            return Some((MentionKind::Description, actors, reasons.join("; ")));
        }
        let mut reasons = Vec::new();
        let mut actors = Vec::new();
        for post in posts {
            let (actor, reason) = self.holder_of(post, &title, phrase.is_former);
            actors.push(actor);
            reasons.push(reason);
        }
        Some((MentionKind::Description, actors, reasons.join("; ")))
    }

    /// Whether the words after an office of an organisation name a state in which it works.
    fn is_of_mission(&self, phrase: &Phrase) -> bool {
        let doc = self.doc;
        let nouns = std::iter::once(phrase.head as usize).chain(self.objects_of(phrase));
        let places = nouns.flat_map(|noun| doc.children_by(noun, &["prep"]).filter(|&t| doc.word(t) == "in"));
        places.flat_map(|t| doc.children_by(t, &["pobj"])).any(|object| {
            let entries = self.world.gazette().look_up(doc.word(object));
            entries.iter().any(|e| matches!(e, Entry::Country(_, CountryName::Name)))
        })
    }

    /// Whether the tables know who holds a post at the report's date.
    fn is_held(&self, post: Post) -> bool {
        self.on.is_some_and(|on| matches!(self.world.holder(post, on), Answer::Held(_)))
    }

    /// The holder of a post at the report's date, or the post itself where that is not known.
    pub(super) fn holder_of(&mut self, post: Post, title: &str, is_former: bool) -> (ActorId, String) {
        let world = self.world;
        let of = world.name(post.body).to_owned();
        let code = world.kind(post.kind).label.to_string();
        let answer = match self.on {
            Some(on) if !is_former => world.holder(post, on),
            _ => Answer::Unknown,
        };
        // Somebody named in this report with that very office comes before the tables.
        if !is_former && let Some(one) = self.holder_in_report(post) {
            return (one, format!("{title}: the {code} of {of} named in this report"));
        }
        let named: Vec<ActorId> = self
            .cast
            .all()
            .filter(|(_, a)| {
                a.kind == ActorKind::Person
                    && a.office.as_ref().is_some_and(|o| o.post == Some(post) && o.is_former == is_former)
            })
            .map(|(id, _)| id)
            .collect();
        if let [one] = named[..] {
            return (one, format!("{title}: the {code} of {of} named in this report"));
        }
        match answer {
            Answer::Held(term) if world.term(term).person.is_some() => {
                let row = world.term(term);
                let person = row.person.expect("asked above");
                let acting = if row.status == Status::Full { "" } else { "acting " };
                let reason = format!(
                    "{title}: {acting}{code} of {of} on the report's day ({}, {})",
                    row.source,
                    row.confidence.word()
                );
                let actor = self.enter_person(person, &world.person(person).name, PersonName::Full);
                self.cast.also(Key::post(post), actor);
                (actor, reason)
            }
            other => {
                let why = match (&other, self.on) {
                    (_, None) => "the report has no date",
                    (Answer::Vacant(_), _) => "the office was vacant",
                    (Answer::Several(_), _) => "several held it then",
                    (Answer::Uncertain(_), _) => "the tables are not sure of that day",
                    _ if is_former => "a former holder",
                    _ => "the tables do not say who",
                };
                let sector = world.kind(post.kind).sector;
                let acts_for = self.country_of(post.body);
                let key = if is_former {
                    Key::Group(format!("former {title}"), of.clone())
                } else {
                    Key::post(post)
                };
                let actor = self.cast.enter(key, || Actor {
                    name: format!("{code} of {of}"),
                    kind: ActorKind::Person,
                    person: None,
                    organisation: None,
                    acts_for: Some(acts_for),
                    sector,
                    office: Some(Held { title: title.to_owned(), post: Some(post), term: None, is_former }),
                    is_known: true,
                    is_plural: false,
                    reasons: vec![format!("the {code} of {of}; {why}")],
                });
                (actor, format!("{title}: the {code} of {of}; {why}"))
            }
        }
    }

    /// A title that the list of offices does not have for this body: still an actor of it.
    fn unlisted_office(
        &mut self,
        phrase: &Phrase,
        title: &str,
        body: Body,
    ) -> (MentionKind, Vec<ActorId>, String) {
        let of = self.world.name(body).to_owned();
        let plural = phrase.title_is_plural || phrase.is_plural;
        let key = Key::Group(title.to_lowercase(), format!("{body:?}"));
        let reason = format!("{title} of {of}, an office that the tables do not list");
        let acts_for = self.country_of(body);
        let organisation = match body {
            Body::Organisation(id) if self.world.organisation(id).kind == OrganisationKind::ArmedGroup => {
                Some(id)
            }
            _ => None,
        };
        // "Mali's rulers": of the sector of the offices that the words can mean.
        let of_state = matches!(body, Body::Country(_)).then(|| self.kinds_of_title(title));
        let sector = of_state.and_then(|kinds| self.world.kind(*kinds.first()?).sector);
        let actor = self.cast.enter(key, || Actor {
            name: format!("{title} of {of}"),
            kind: if plural { ActorKind::Group } else { ActorKind::Person },
            person: None,
            organisation,
            acts_for: Some(acts_for),
            sector,
            office: Some(Held {
                title: title.to_owned(),
                post: None,
                term: None,
                is_former: phrase.is_former,
            }),
            is_known: false,
            is_plural: plural,
            reasons: vec![reason.clone()],
        });
        (MentionKind::Description, vec![actor], reason)
    }

    /// The kinds of office that a title can mean.
    pub(super) fn kinds_of_title(&self, title: &str) -> Vec<OfficeKindId> {
        self.title_entries(title)
            .into_iter()
            .filter_map(|e| {
                if let Entry::Title { title, .. } = e { Some(self.world.title(title).kind) } else { None }
            })
            .collect()
    }

    /// "the minister": whoever was last met in such an office.
    fn office_again(&mut self, phrase: &Phrase, title: &str) -> Option<(MentionKind, Vec<ActorId>, String)> {
        if phrase.title_is_plural || phrase.is_plural {
            return None;
        }
        let kinds = self.kinds_of_title(title);
        let fits = |resolver: &Self, id: ActorId| {
            resolver.cast.get(id).office.as_ref().filter(|o| o.is_former == phrase.is_former).is_some_and(
                |o| {
                    o.post.is_some_and(|p| kinds.contains(&p.kind))
                        || o.title.to_lowercase().ends_with(&title.to_lowercase())
                },
            )
        };
        let Some(found) = self.latest(phrase.head as usize, |r, id| fits(r, id)) else {
            return self.office_of_report(phrase, title);
        };
        let name = self.cast.get(found).name.clone();
        Some((MentionKind::Description, vec![found], format!("{title}: the one last named, {name}")))
    }

    /// "the finance minister" of a report that is about one country, or of a sentence that names one: that one's. Of two states' "president" the
    /// words do not tell.
    fn office_of_report(
        &mut self,
        phrase: &Phrase,
        title: &str,
    ) -> Option<(MentionKind, Vec<ActorId>, String)> {
        let is_of_state = self.title_entries(title).iter().any(|e| match e {
            Entry::Title { title, .. } => self.world.title(*title).is_of_states(),
            _ => false,
        });
        let is_definite = phrase.is_definite || self.doc.tag(phrase.head as usize) == "NNP";
        // "accused the minister of lying"
        let is_of = |o: usize| !self.doc.word(o).ends_with("ing");
        let is_anothers = phrase.possessor.is_some() || self.objects_of(phrase).into_iter().any(is_of);
        let is_plain = !is_anothers && !phrase.is_former;
        if !is_of_state || !is_definite || !is_plain {
            return None;
        }
        if let Some(one) = self.only_holder_in_report(&self.kinds_of_title(title)) {
            let reason = format!("{title}: the only one of such an office named in this report");
            return Some((MentionKind::Description, vec![one], reason));
        }
        let (country, why) = match self.country_of_report() {
            Some(country) => (country, "the report is about that country"),
            None => {
                let before =
                    self.only_country_of_sentence().or_else(|| self.only_party_before(phrase.head as usize));
                (before?, "the sentence speaks of that country alone")
            }
        };
        let post = self.post_of(title, Some(country), None)?;
        let (actor, reason) = self.holder_of(post, title, false);
        Some((MentionKind::Description, vec![actor], format!("{reason}; {why}")))
    }
}
