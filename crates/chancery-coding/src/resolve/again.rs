//! "the US envoy", "the trade minister", "the accused": a person met before, told again by country and standing.

use chancery_knowledge::{Body, Denotes, Sector};

use super::Resolver;
use super::actor::{Actor, ActorId, ActorKind, MentionKind};
use super::group::{AgentSaid, Found, ends_in_word};
use super::phrase::Phrase;

impl Resolver<'_> {
    /// "the accused", "the defendant": the one person of the report who was said to be charged or caught.
    pub(super) fn accused(&self, phrase: &Phrase, lemma: &str, words: &str) -> Option<Found> {
        let doc = self.doc;
        let is_legal = matches!(lemma, "accused" | "accuse" | "defendant" | "suspect" | "detainee");
        if !is_legal || !phrase.is_definite || phrase.is_plural || !phrase.bodies.is_empty() {
            return None;
        }
        let charges = |t: usize| {
            matches!(
                doc.lemma(t),
                "charge"
                    | "accuse"
                    | "arrest"
                    | "detain"
                    | "suspect"
                    | "indict"
                    | "convict"
                    | "sentence"
                    | "try"
            )
        };
        let is_charged = |word: usize| {
            let verb = doc.head(word);
            let suffers = matches!(doc.dep(word), "nsubjpass" | "dobj") && charges(verb);
            let beside = || doc.children_by(verb, &["advcl", "conj"]).chain(doc.children_by(word, &["acl"]));
            suffers || doc.dep(word) == "nsubj" && beside().any(|t| doc.tag(t) == "VBN" && charges(t))
        };
        let mut found: Option<ActorId> = None;
        for met in self.met.iter().filter(|m| m.head < phrase.head as usize && is_charged(m.head)) {
            let is_person = self.cast.get(met.actor).kind == ActorKind::Person;
            if is_person && found.is_some_and(|known| known != met.actor) {
                return None;
            }
            found = found.or(is_person.then_some(met.actor));
        }
        let one = found?;
        let reason = format!("{words}: {}, who was charged", self.cast.get(one).name);
        Some((MentionKind::Description, vec![one], reason))
    }

    /// "the Turkish minister", "the US envoy": the person of that country and standing met before, if only one.
    pub(super) fn person_again(&mut self, phrase: &Phrase, said: &AgentSaid, words: &str) -> Option<Found> {
        let ([one], Denotes::Person, false, true) =
            (&phrase.bodies[..], said.denotes, said.is_plural, self.is_the_one(phrase))
        else {
            return None;
        };
        self.one_of_country(phrase, one.body, Some(said), words)
    }

    /// Whether a phrase speaks of somebody as known: by its article, which headlines leave out.
    pub(super) fn is_the_one(&self, phrase: &Phrase) -> bool {
        let head = phrase.head as usize;
        let has_article = self.doc.children_by(head, &["det", "nummod"]).next().is_some();
        phrase.is_definite || self.doc.sentence_of(head) == 0 && !has_article
    }

    /// The person of a country met before whom a general word fits, if only one does: "the US envoy".
    pub(super) fn one_of_country(
        &mut self,
        phrase: &Phrase,
        body: Body,
        said: Option<&AgentSaid>,
        words: &str,
    ) -> Option<Found> {
        let home = self.country_of(body);
        let lemma = self.doc.lemma(phrase.head as usize);
        let is_chief = |a: &Actor| {
            a.office.as_ref().and_then(|o| o.post).is_some_and(|p| {
                matches!(
                    &*self.world.kind(p.kind).code,
                    "head_of_state" | "head_of_government" | "supreme_leader"
                )
            })
        };
        let fits = |a: &Actor| {
            a.kind == ActorKind::Person
                && a.acts_for == Some(home)
                && match lemma {
                    "leader" | "ruler" | "strongman" | "dictator" => is_chief(a),
                    "envoy" | "diplomat" | "official" | "negotiator" | "emissary" | "representative"
                    | "aide" | "adviser" | "advisor" => a.sector == Some(Sector::Gov) && !is_chief(a),
                    _ if is_office_word(lemma) => {
                        a.office.as_ref().is_some_and(|o| self.is_title_of(phrase, &o.title))
                    }
                    _ => said.is_some_and(|said| {
                        a.sector == Some(said.sector)
                            || a.office.as_ref().is_some_and(|o| ends_in_word(&o.title, &said.word))
                    }),
                }
        };
        let known: Vec<ActorId> = self.cast.all().filter(|(_, a)| fits(a)).map(|(id, _)| id).collect();
        let found = match known[..] {
            [one] => Some(one),
            [_, ..] => self.latest(phrase.head as usize, |r, id| fits(r.cast.get(id))),
            [] if is_office_word(lemma) => {
                let titles = self.foreknown.titles_of(home);
                let fitting: Vec<String> =
                    titles.filter(|title| self.is_title_of(phrase, title)).map(str::to_owned).collect();
                self.introduced_of(home, |title| fitting.iter().any(|fit| fit == title))
            }
            [] => None,
        }?;
        let reason = format!(
            "{words}: {}, the one of {} last named",
            self.cast.get(found).name,
            self.world.name(home)
        );
        Some((MentionKind::Description, vec![found], reason))
    }

    /// Whether the phrase's words for an office are among those of a person's: "the trade minister" is no
    /// president, and no minister of the interior.
    fn is_title_of(&self, phrase: &Phrase, title: &str) -> bool {
        let title = title.to_lowercase();
        let has = |word: &str| title.split(|c: char| !c.is_alphanumeric()).any(|t| t == word);
        let head = phrase.head as usize;
        let fields = self.doc.children_by(head, &["compound", "amod", "nmod"]);
        let is_field = |&t: &usize| self.doc.pos(t) == "NOUN";
        has(&self.doc.lemma(head).to_lowercase())
            && fields.filter(is_field).all(|t| has(&self.doc.lemma(t).to_lowercase()))
    }
}

/// Whether a word names an office that one person holds, so that it fits nobody of another office.
fn is_office_word(lemma: &str) -> bool {
    matches!(
        lemma,
        "minister"
            | "secretary"
            | "premier"
            | "president"
            | "chancellor"
            | "governor"
            | "mayor"
            | "ambassador"
            | "spokesman"
            | "spokeswoman"
            | "spokesperson"
            | "judge"
            | "general"
            | "king"
            | "queen"
            | "prince"
    )
}
