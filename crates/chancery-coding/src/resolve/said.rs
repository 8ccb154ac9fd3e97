//! What is said of a person beside the name: titles, counterparts, and the state that an office without its
//! country belongs to.

use chancery_knowledge::{Body, Entry, PersonId, PersonName, Post};

use super::Resolver;
use super::actor::{ActorId, ActorKind, MentionKind};
use super::lexicon::is_encounter;
use super::named::Said;
use super::phrase::{Phrase, base_span, read};

impl Resolver<'_> {
    /// Those of the bearers of a short name who ever held an office that the title before it can mean.
    pub(super) fn bearers_of_title(&self, phrase: &Phrase, said: &Said) -> Vec<(PersonId, PersonName)> {
        let Some(title) = &said.title else { return Vec::new() };
        if said.body.is_some() {
            return Vec::new();
        }
        let kinds = self.kinds_of_title(title);
        let mut held: Vec<_> = phrase
            .persons
            .iter()
            .copied()
            .filter(|(id, _)| {
                self.world.person(*id).terms.iter().any(|t| kinds.contains(&self.world.term(*t).post.kind))
            })
            .collect();
        held.sort();
        held.dedup_by_key(|(id, _)| *id);
        held
    }

    /// The country of an office of state named without it: the one of which the sentence speaks, or the report.
    pub(super) fn country_of_titled(&self, phrase: &Phrase, said: &Said) -> Option<Body> {
        let title = said.title.as_ref()?;
        let is_of_state = self.title_entries(title).iter().any(|e| match e {
            Entry::Title { title, .. } => self.world.title(*title).is_of_states(),
            _ => false,
        });
        if !is_of_state {
            return None;
        }
        // "France is ready, Defence Minister Rezai said": he speaks for the one state of the sentence.
        let doc = self.doc;
        let head = phrase.head as usize;
        let verb = doc.head(head);
        let speaks = doc.dep(head) == "nsubj"
            && doc.children_by(verb, &["ccomp", "parataxis"]).any(|c| {
                doc.children_by(c, &["nsubj"]).any(|s| {
                    self.matches.within(base_span(doc, s)).any(|(_, e)| e.iter().any(|e| e.body().is_some()))
                })
            });
        let of_sentence = speaks.then(|| self.only_party_of_sentence(head)).flatten();
        let is_anothers = |country: &Body| self.faces_one_of(head, *country);
        of_sentence.or_else(|| self.country_of_report()).filter(|country| !is_anothers(country))
    }

    /// "hosted Kim Olsen of Norway": whether the clause sets a person against one whom it names with a country.
    fn faces_one_of(&self, head: usize, country: Body) -> bool {
        let doc = self.doc;
        let Some(verb) = self.governing_verb(head).filter(|&verb| is_encounter(doc.lemma(verb))) else {
            return false;
        };
        let with = doc.children_by(verb, &["prep", "agent"]).flat_map(|t| doc.children_by(t, &["pobj"]));
        let others = doc.children_by(verb, &["nsubj", "nsubjpass", "dobj"]).chain(with);
        others.filter(|&t| t != head).any(|t| {
            let other = read(doc, self.world, &self.matches, t);
            other.name.is_some() && other.bodies.iter().any(|n| n.body == country)
        })
    }

    /// "A former British soldier has fled Turkey. Joe Rezai, 25, …": news opens with what somebody is and names
    /// him in the next sentence.
    pub(super) fn country_of_lead(&self, phrase: &Phrase) -> Option<Body> {
        let doc = self.doc;
        let head = phrase.head as usize;
        let sentence = doc.sentence_of(head);
        let is_apart = doc.children_by(head, &["appos", "relcl"]).any(|c| doc.tag(c) != "CD");
        let is_first_named = !self.cast.all().any(|(_, a)| a.kind == ActorKind::Person);
        if sentence != 1 || doc.dep(head) != "nsubj" || is_apart || !is_first_named {
            return None;
        }
        let subject = self.met.iter().find(|m| m.sentence == 0 && m.is_topic)?;
        let actor = self.cast.get(subject.actor);
        let is_indefinite = doc
            .children_by(subject.head, &["det"])
            .any(|d| matches!(doc.word(d).to_lowercase().as_str(), "a" | "an"));
        (is_indefinite && actor.kind == ActorKind::Group && !actor.is_plural)
            .then_some(actor.acts_for)
            .flatten()
    }

    /// The post that a title's words mean, said of a body, sent to a destination.
    pub(super) fn post_of(&self, title: &str, body: Option<Body>, destination: Option<Body>) -> Option<Post> {
        let world = self.world;
        match (body, destination) {
            (Some(body), Some(to)) => world
                .post_described(&format!("{title} to {}", world.name(to)), body)
                .or_else(|| world.post_described(&format!("{title} for {}", world.name(to)), body))
                .or_else(|| world.post(title, body)),
            (Some(body), None) => world.post(title, body),
            (None, Some(to)) => world
                .office_described(&format!("{title} for {}", world.name(to)))
                .or_else(|| world.office_described(title))
                .map(|d| d.post),
            (None, None) => world.office_described(title).map(|d| d.post),
        }
    }

    /// "her Danish counterpart Kim Olsen": the possessor's office, of another country.
    pub(super) fn counterpart(&self, phrase: &Phrase, said: &mut Said) {
        let Some(span) = phrase.span else { return };
        let is_counterpart = (span.start..span.end).any(|t| self.doc.lemma(t as usize) == "counterpart");
        let (true, Some(possessor)) = (is_counterpart, phrase.possessor) else { return };
        let Some(body) = phrase.bodies.first().map(|n| n.body) else { return };
        // "The trade minister met *his* counterpart": "his" is whoever the clause is about.
        let is_pronoun = self.doc.tag(possessor as usize) == "PRP$";
        let whose =
            self.subject_over(phrase.head as usize).filter(|_| is_pronoun).unwrap_or(possessor as usize);
        if let [one] = self.actors_at[whose][..]
            && let Some(office) = &self.cast.get(one).office
            && let Some(post) = office.post
        {
            said.body = Some(body);
            said.post = Some(Post { body, ..post });
            said.title = Some(office.title.clone());
        }
    }

    /// The subject, as far as it is an actor, of the verb that a word stands under.
    fn subject_over(&self, word: usize) -> Option<usize> {
        let verb = self.doc.ancestors(word).find(|&a| self.doc.pos(a) == "VERB")?;
        let subject = self.doc.children_by(verb, &["nsubj", "nsubjpass"]).next()?;
        (subject < word && !self.actors_at[subject].is_empty()).then_some(subject)
    }

    /// "his Egyptian counterpart" without a name: the holder of the possessor's office in that country.
    pub(super) fn unnamed_counterpart(
        &mut self,
        phrase: &Phrase,
    ) -> Option<(MentionKind, Vec<ActorId>, String)> {
        if self.doc.lemma(phrase.head as usize) != "counterpart" || phrase.is_plural {
            return None;
        }
        let mut said = Said::default();
        self.counterpart(phrase, &mut said);
        let (post, title) = (said.post?, said.title?);
        let (actor, reason) = self.holder_of(post, &title, false);
        Some((MentionKind::Description, vec![actor], format!("{}: {reason}", self.words(phrase.span?))))
    }

    /// Whether the phrase's words can be a title.
    pub(super) fn title_entries(&self, words: &str) -> Vec<Entry> {
        self.world.gazette().look_up_any_case(words)
    }
}
