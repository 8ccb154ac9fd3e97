//! What pronouns and plural descriptions point back to.

use chancery_knowledge::{Body, Sector};

use super::Resolver;
use super::actor::{ActorId, ActorKind, MentionKind};
use super::lexicon::{Lexical, PronounKind};
use super::phrase::{Phrase, is_paragraph_break, read};

/// How many sentences back an antecedent may lie.
pub(super) const REACH: usize = 3;

impl Resolver<'_> {
    /// The antecedent of a pronoun; nobody for "I" and "we", whose speaker the quotation tells.
    pub(super) fn pronoun(&mut self, head: usize, kind: PronounKind, word: &str) -> (Vec<ActorId>, String) {
        // Who is quoted speaks of others as "he" and "it".
        let quote = self.quotation_of(head);
        let speaker = quote.and_then(|open| self.speaker_of(open, head));
        let fits = |resolver: &Self, id: ActorId| {
            if resolver.is_subject_of_clause(head, id) || Some(id) == speaker {
                return false;
            }
            let actor = resolver.cast.get(id);
            match kind {
                PronounKind::Person => actor.kind == ActorKind::Person && resolver.gender_allows(id, word),
                PronounKind::Thing => {
                    matches!(
                        actor.kind,
                        ActorKind::State | ActorKind::Organisation | ActorKind::ArmedGroup | ActorKind::Body
                    )
                }
                PronounKind::Many => {
                    actor.is_plural
                        || matches!(
                            actor.kind,
                            ActorKind::ArmedGroup | ActorKind::Body | ActorKind::Organisation
                        )
                }
                PronounKind::Speaker | PronounKind::SpeakersSide => false,
            }
        };
        if matches!(kind, PronounKind::Speaker | PronounKind::SpeakersSide) {
            return (Vec::new(), format!("{word}: the speaker"));
        }
        if let Some(found) = self.by_construction(head, kind, word) {
            let names: Vec<&str> = found.iter().map(|id| self.cast.get(*id).name.as_str()).collect();
            let reason = format!("{word}: {}", names.join(" and "));
            return (found, reason);
        }
        if let Some(two) = self.both_before(head) {
            let names: Vec<&str> = two.iter().map(|id| self.cast.get(*id).name.as_str()).collect();
            let reason = format!("both of {word}: {}", names.join(" and "));
            return (two, reason);
        }
        if kind == PronounKind::Many
            && let Some(several) = self.last_together(head)
            && !several.iter().any(|id| self.is_subject_of_clause(head, *id))
        {
            let names: Vec<&str> = several.iter().map(|id| self.cast.get(*id).name.as_str()).collect();
            let reason = format!("{word}: {}", names.join(" and "));
            return (several, reason);
        }
        let found = match (kind, quote) {
            (PronounKind::Person, Some(_)) => self.only_in_paragraph(head, fits),
            (PronounKind::Many, _) => {
                self.latest_party(head, fits).filter(|&id| !self.has_nearer_plural(head, id))
            }
            _ => self.latest(head, fits),
        };
        // "it" is a plan or a war as often as a state: a state only where it was what a sentence is about.
        let is_about = |id: ActorId| self.met.iter().any(|m| m.actor == id && m.is_subject && m.head < head);
        let is_object = matches!(self.doc.dep(head), "dobj" | "attr");
        let since = quote.unwrap_or(0);
        let is_near =
            |id: ActorId| self.met.iter().any(|m| m.actor == id && m.head >= since && m.head < head);
        let found = found.filter(|id| {
            kind != PronounKind::Thing
                || is_about(*id) && is_near(*id) && !is_object && !self.may_be_a_thing(head)
        });
        if let Some(found) = found {
            return (vec![found], format!("{word}: {}", self.cast.get(found).name));
        }
        (Vec::new(), format!("{word}: no antecedent, or more than one"))
    }

    /// "both of them": the two people whom the sentence before speaks of, if they are just two.
    fn both_before(&self, head: usize) -> Option<Vec<ActorId>> {
        let doc = self.doc;
        let of = doc.head(head);
        let is_both = doc.dep(head) == "pobj" && doc.word(of) == "of" && doc.lemma(doc.head(of)) == "both";
        let before = doc.sentence_of(head).checked_sub(1).filter(|_| is_both)?;
        let mut people: Vec<ActorId> = Vec::new();
        for met in self.met.iter().filter(|m| m.sentence == before) {
            let is_person = self.cast.get(met.actor).kind == ActorKind::Person;
            if is_person && !people.contains(&met.actor) {
                people.push(met.actor);
            }
        }
        (people.len() == 2).then_some(people)
    }

    /// The only actor of the paragraph that fits, for those of whom a quotation speaks.
    fn only_in_paragraph(&self, head: usize, fits: impl Fn(&Self, ActorId) -> bool) -> Option<ActorId> {
        let start = (0..head).rev().find(|&t| is_paragraph_break(self.doc.word(t))).map_or(0, |t| t + 1);
        let mut found: Option<ActorId> = None;
        for met in self.met.iter().filter(|m| (start..head).contains(&m.head)) {
            if fits(self, met.actor) && found.is_some_and(|other| other != met.actor) {
                return None;
            }
            if fits(self, met.actor) {
                found = Some(met.actor);
            }
        }
        found
    }

    /// The antecedent of "they": people or armed men, else a body that a sentence was about.
    fn latest_party(&self, head: usize, fits: impl Fn(&Self, ActorId) -> bool) -> Option<ActorId> {
        let is_body = |r: &Self, id: ActorId| {
            matches!(r.cast.get(id).kind, ActorKind::Body | ActorKind::Organisation)
                && !r.cast.get(id).is_plural
        };
        let was_subject =
            |id: ActorId| self.met.iter().any(|m| m.actor == id && m.is_subject && m.head < head);
        let may_be_body = matches!(self.doc.dep(head), "nsubj" | "nsubjpass" | "poss");
        self.latest(head, |r, id| fits(r, id) && !is_body(r, id)).or_else(|| {
            self.latest(head, |r, id| {
                let is_outlet = r.cast.get(id).sector == Some(Sector::Jrn);
                may_be_body && is_body(r, id) && !is_outlet && fits(r, id) && was_subject(id)
            })
        })
    }

    /// Whether people whom no table knows, several of them, are spoken of after an actor was: "The rebels fled. Radical
    /// students cheered. They …" is not of the rebels.
    fn has_nearer_plural(&self, head: usize, id: ActorId) -> bool {
        let doc = self.doc;
        let last = self.met.iter().filter(|m| m.actor == id && m.head < head).map(|m| m.head).max();
        (last.unwrap_or(head) + 1..head).any(|t| {
            matches!(doc.tag(t), "NNS" | "NNPS")
                && matches!(doc.dep(t), "nsubj" | "nsubjpass")
                && self.actors_at[t].is_empty()
                && (doc.tag(t) == "NNPS" || doc.entity_of(t).is_some())
        })
    }

    /// Where the quotation opens in which a word stands, within its paragraph.
    fn quotation_of(&self, head: usize) -> Option<usize> {
        let doc = self.doc;
        let start = (0..head).rev().find(|&t| is_paragraph_break(doc.word(t))).map_or(0, |t| t + 1);
        let marks = |t: usize| doc.word(t).chars().filter(|c| matches!(c, '"' | '“' | '”')).count();
        let mut open = None;
        for token in start..head {
            if marks(token) % 2 == 1 || matches!(doc.word(token), "``" | "''") {
                open = if open.is_some() { None } else { Some(token) };
            }
        }
        let end = (head..doc.len()).find(|&t| is_paragraph_break(doc.word(t))).unwrap_or(doc.len());
        let is_closed = (head..end).any(|t| marks(t) > 0 || doc.word(t) == "''");
        open.filter(|_| is_closed)
    }

    /// Who says the words of a quotation: the subject last met before it opens, if of a verb beside it, or the
    /// first after it closes.
    fn speaker_of(&mut self, open: usize, head: usize) -> Option<ActorId> {
        let doc = self.doc;
        let is_subject = |t: usize| matches!(doc.dep(t), "nsubj" | "nsubjpass");
        let close = (head..doc.len()).find(|&t| matches!(doc.word(t), "”" | "''" | "\""))?;
        // A quotation that ends its sentence has its speaker before it, or names none.
        let goes_on = close > 0 && !matches!(doc.word(close - 1), "." | "…");
        let after = (close + 1..(close + 7).min(doc.len()))
            .take_while(|&t| goes_on && !matches!(doc.word(t), "." | "“" | "\""))
            .find(|&t| is_subject(t));
        let before = (open.saturating_sub(14)..open)
            .rev()
            .take_while(|&t| doc.word(t) != ".")
            .find(|&t| is_subject(t));
        // 'He said "no" and "never"': a second quotation in the sentence has the speaker of the first.
        let sentence = doc.sentences().get(doc.sentence_of(open)).map_or(open, |s| s.start);
        let mut is_quoted = false;
        let first = (sentence..open).find(|&t| {
            is_quoted ^= matches!(doc.word(t), "\"" | "“" | "”" | "``" | "''");
            !is_quoted && is_subject(t)
        });
        for subject in [after, before, first].into_iter().flatten() {
            let actors = if subject > head {
                self.read_ahead(subject).to_vec()
            } else {
                self.actors_at[subject].clone()
            };
            if let [one] = actors[..] {
                return Some(one);
            }
        }
        None
    }

    /// The speaker's state, of a body that he speaks of without saying whose.
    pub(super) fn state_of_speaker(&mut self, head: usize) -> Option<Body> {
        let open = self.quotation_of(head)?;
        let speaker = self.speaker_of(open, head)?;
        let actor = self.cast.get(speaker);
        let speaks_for_it =
            matches!(actor.sector, Some(Sector::Gov | Sector::Mil | Sector::Leg | Sector::Opp));
        actor.acts_for.filter(|b| speaks_for_it && matches!(b, Body::Country(_)))
    }

    /// What the construction itself settles, whatever was met last.
    fn by_construction(&mut self, head: usize, kind: PronounKind, word: &str) -> Option<Vec<ActorId>> {
        let doc = self.doc;
        let fits = |r: &Self, id: ActorId| {
            let actor = r.cast.get(id);
            match kind {
                PronounKind::Person => actor.kind == ActorKind::Person && r.gender_allows(id, word),
                PronounKind::Thing => {
                    !actor.is_plural && !matches!(actor.kind, ActorKind::Person | ActorKind::Group)
                }
                PronounKind::Many => {
                    actor.is_plural
                        || matches!(
                            actor.kind,
                            ActorKind::ArmedGroup | ActorKind::Body | ActorKind::Organisation
                        )
                }
                PronounKind::Speaker | PronounKind::SpeakersSide => false,
            }
        };
        // "The attacker said he was wrongly held": who is described, not the one last named.
        if kind == PronounKind::Person
            && doc.dep(head).starts_with("nsubj")
            && let Some(speaker) = self.described_speaker(head)
        {
            return Some(vec![speaker]);
        }
        if let Some(topic) = self.topic_before(head, kind).filter(|id| fits(self, *id)) {
            return Some(vec![topic]);
        }
        if doc.dep(head) != "poss" {
            return None;
        }
        let owned = doc.head(head);
        // "The coastguard said their boats were safe."
        let clause = doc.head(owned);
        if doc.dep(owned).starts_with("nsubj")
            && doc.dep(clause) == "ccomp"
            && let Some(subject) = self.subject_of(doc.head(clause)).filter(|s| *s < head)
            && let [one] = self.actors_at[subject][..]
            && fits(self, one)
        {
            return Some(vec![one]);
        }
        // "Ali Rezai and his adviser"
        if doc.dep(owned) == "conj"
            && let [one] = self.actors_at[doc.head(owned)][..]
            && fits(self, one)
        {
            return Some(vec![one]);
        }
        // "thanked Iran for its support", "helped Syria in its fight"
        if doc.dep(owned) == "pobj" {
            let preposition = doc.head(owned);
            let verb = doc.head(preposition);
            let object_first = match doc.word(preposition) {
                "for" | "over" | "of" => true,
                "from" => kind == PronounKind::Many,
                "in" | "with" => matches!(doc.lemma(verb), "help" | "assist" | "support" | "back" | "aid"),
                _ => false,
            };
            let object = doc.children_by(verb, &["dobj"]).find(|&o| o < head);
            if let (true, "VERB", Some(object)) = (object_first, doc.pos(verb), object) {
                let actors = self.actors_at[object].clone();
                if let [one] = actors[..]
                    && fits(self, one)
                {
                    return Some(actors);
                }
            }
        }
        // "Hamas must renounce its struggle": the subject of the same clause.
        let clause = doc.ancestors(head).find(|&a| matches!(doc.pos(a), "VERB" | "AUX"));
        if let Some(subject) = clause.and_then(|verb| self.subject_of(verb)).filter(|s| *s < head) {
            let is_inside = doc.ancestors(head).any(|a| a == subject);
            if let (false, [one]) = (is_inside, &self.actors_at[subject][..])
                && fits(self, *one)
            {
                return Some(vec![*one]);
            }
        }
        // "During his visit, the minister …": what stands before the sentence's subject points forward to it.
        let sentence = doc.sentences().get(doc.sentence_of(head))?.clone();
        let main = sentence.clone().find(|&t| doc.is_root(t) && t > head)?;
        let subject = doc.children_by(main, &["nsubj", "nsubjpass"]).next().filter(|s| *s > head)?;
        let is_fronted = doc
            .ancestors(head)
            .take_while(|&a| a != main)
            .all(|a| !matches!(doc.dep(a), "nsubj" | "nsubjpass" | "ccomp" | "conj"));
        let goes_first =
            sentence.take_while(|&t| t < head).all(|t| !matches!(doc.dep(t), "nsubj" | "nsubjpass"));
        if !is_fronted || !goes_first || doc.tag(subject).starts_with("PRP") {
            return None;
        }
        let actors = self.read_ahead(subject).to_vec();
        match (&actors[..], kind) {
            ([one], _) if fits(self, *one) => Some(actors),
            ([_, _, ..], PronounKind::Many) => Some(actors),
            _ => None,
        }
    }

    /// The one man or woman, told by a description, whose words a pronoun's clause is.
    fn described_speaker(&self, head: usize) -> Option<ActorId> {
        let doc = self.doc;
        let clause = doc.head(head);
        if doc.dep(clause) != "ccomp" {
            return None;
        }
        let subject = self.subject_of(doc.head(clause)).filter(|s| *s < head && doc.tag(*s) == "NN")?;
        let [one] = self.actors_at[subject][..] else { return None };
        let actor = self.cast.get(one);
        (actor.kind == ActorKind::Group && !actor.is_plural).then_some(one)
    }

    /// The one of whom the sentence before was, for a sentence that goes on with "They".
    fn topic_before(&self, head: usize, kind: PronounKind) -> Option<ActorId> {
        let doc = self.doc;
        let verb = doc.head(head);
        if kind != PronounKind::Many || !doc.dep(head).starts_with("nsubj") || !doc.is_root(verb) {
            return None;
        }
        let mut before = doc.sentences().get(doc.sentence_of(head).checked_sub(1)?)?.clone();
        let root = before.find(|&t| doc.is_root(t))?;
        match self.actors_at[doc.children_by(root, &["nsubj", "nsubjpass"]).next()?][..] {
            [one] => Some(one),
            _ => None,
        }
    }

    /// The subject of a verb, its own or that of the verb which it continues.
    pub(super) fn subject_of(&self, verb: usize) -> Option<usize> {
        let doc = self.doc;
        let mut at = verb;
        for _ in 0..4 {
            if let Some(subject) = doc.children_by(at, &["nsubj", "nsubjpass"]).next() {
                // "which" stands for the noun that its clause describes.
                let is_relative = matches!(doc.tag(subject), "WDT" | "WP");
                return Some(if is_relative { doc.head(at) } else { subject });
            }
            if !matches!(doc.dep(at), "conj" | "xcomp" | "advcl" | "acomp") {
                return None;
            }
            // "It urged citizens to pay": they pay.
            let object = doc.children_by(doc.head(at), &["dobj"]).find(|&o| o < at);
            if doc.dep(at) == "xcomp" && object.is_some() {
                return object;
            }
            at = doc.head(at);
        }
        None
    }

    /// Whether an actor is the subject of the clause of which a pronoun is an object: "France put them on
    /// trial" is of others than France.
    fn is_subject_of_clause(&self, head: usize, id: ActorId) -> bool {
        let doc = self.doc;
        if doc.dep(head) == "poss" || doc.word(head).ends_with("self") || doc.word(head).ends_with("selves") {
            return false;
        }
        let mut at = head;
        if doc.dep(at) == "pobj" {
            at = doc.head(doc.head(at));
        } else if matches!(doc.dep(at), "dobj" | "dative") {
            at = doc.head(at);
        } else {
            return false;
        }
        // The subject of a verb joined by "and" is that of the first.
        for _ in 0..4 {
            let subjects: Vec<usize> = doc.children_by(at, &["nsubj"]).collect();
            if !subjects.is_empty() {
                return subjects
                    .iter()
                    .flat_map(|s| super::phrase::with_conjuncts(doc, *s))
                    .any(|s| self.actors_at[s].contains(&id));
            }
            if !matches!(doc.dep(at), "conj" | "xcomp") {
                return false;
            }
            at = doc.head(at);
        }
        false
    }

    /// "Russia opposed the plan, saying it …": a thing just named that "it" can be as well.
    fn may_be_a_thing(&self, head: usize) -> bool {
        let doc = self.doc;
        let clause = doc.head(head);
        if doc.dep(head) != "nsubj" || doc.dep(clause) != "ccomp" {
            return false;
        }
        let saying = doc.head(clause);
        doc.dep(saying) == "advcl"
            && doc
                .children_by(doc.head(saying), &["dobj"])
                .any(|o| o < head && doc.tag(o) == "NN" && self.actors_at[o].is_empty())
    }

    /// The last parties that "and" joined to exactly so many: "Iran, Russia and Turkey".
    pub(super) fn joined(
        &self,
        head: usize,
        wanted: usize,
        fits: impl Fn(ActorId) -> bool,
    ) -> Option<Vec<ActorId>> {
        let doc = self.doc;
        let here = doc.sentence_of(head);
        let mut at = head;
        while at > 0 {
            at -= 1;
            if doc.sentence_of(at) + 2 < here {
                return None;
            }
            let is_first = !self.actors_at[at].is_empty() && self.top_conjunct(at) == at;
            if !is_first {
                continue;
            }
            let mut several: Vec<ActorId> = Vec::new();
            let members = super::phrase::with_conjuncts(doc, at);
            if members.iter().any(|m| *m > head) {
                continue;
            }
            for id in members.iter().flat_map(|m| &self.actors_at[*m]) {
                if !several.contains(id) {
                    several.push(*id);
                }
            }
            if several.len() == wanted && several.iter().all(|id| fits(*id)) {
                return Some(several);
            }
        }
        None
    }

    /// The best antecedent before `head`: nearer sentences first, subjects before others; nobody where
    /// two are equally good.
    pub(super) fn latest(&self, head: usize, fits: impl Fn(&Self, ActorId) -> bool) -> Option<ActorId> {
        let here = self.doc.sentence_of(head);
        let governor = self.doc.head(head);
        let is_possessive = self.doc.dep(head) == "poss";
        let mut best: Vec<(u32, ActorId)> = Vec::new();
        for met in self.met.iter().rev() {
            let distance = here.saturating_sub(met.sentence);
            if distance > REACH {
                break;
            }
            if met.head >= head || met.is_aside || met.is_shared || !fits(self, met.actor) {
                continue;
            }
            // "he met him": two complements of one verb are two people.
            if distance == 0 && !is_possessive && self.doc.head(met.head) == governor {
                continue;
            }
            let score = (REACH - distance) as u32 * 3 + u32::from(met.is_subject) + u32::from(met.is_topic);
            match best.iter_mut().find(|(_, id)| *id == met.actor) {
                Some((known, _)) => *known = (*known).max(score),
                None => best.push((score, met.actor)),
            }
        }
        let top = best.iter().map(|(score, _)| *score).max()?;
        let mut leaders = best.iter().filter(|(score, _)| *score == top).map(|(_, id)| *id);
        match (leaders.next(), leaders.next()) {
            (Some(one), None) => Some(one),
            _ => None,
        }
    }

    /// The parties that the last sentence with any named as subject, or beside the subject by "and" or
    /// "with".
    fn last_together(&self, head: usize) -> Option<Vec<ActorId>> {
        let here = self.doc.sentence_of(head);
        let before = |m: &&super::Met| m.head < head && !m.is_aside && m.sentence + 1 >= here;
        let subject = self.met.iter().rev().filter(before).find(|m| m.is_subject)?;
        let verb = self.doc.head(self.top_conjunct(subject.head));
        let mut together = Vec::new();
        for met in self.met.iter().filter(before).filter(|m| m.sentence == subject.sentence) {
            let top = self.top_conjunct(met.head);
            let governor = self.doc.head(top);
            let is_subject = met.is_subject && governor == verb;
            let is_companion = self.doc.dep(top) == "pobj"
                && self.doc.word(governor).eq_ignore_ascii_case("with")
                && self.doc.head(governor) == verb;
            let is_one = !self.cast.get(met.actor).is_plural;
            if is_one && (is_subject || is_companion) && !together.contains(&met.actor) {
                together.push(met.actor);
            }
        }
        (together.len() >= 2).then_some(together)
    }

    /// Whether honorifics and earlier pronouns speak against this pronoun.
    fn gender_allows(&self, id: ActorId, word: &str) -> bool {
        self.is_woman
            .get(id.0 as usize)
            .copied()
            .flatten()
            .is_none_or(|is_woman| is_woman == Lexical::is_female(word))
    }

    /// Keeps what a word says of an actor's gender.
    pub(super) fn note_gender(&mut self, id: ActorId, tokens: std::ops::Range<usize>) {
        let index = id.0 as usize;
        self.is_woman.resize(self.is_woman.len().max(index + 1), None);
        let is_pronoun = tokens.len() == 1;
        let said = tokens
            .filter(|&t| is_pronoun || !self.doc.tag(t).starts_with("PRP"))
            .find_map(|t| Lexical::gender(&self.doc.word(t).to_lowercase()));
        if said.is_some() {
            self.is_woman[index] = said;
        } else if self.is_woman[index].is_none() {
            let actor = self.cast.get(id);
            let given = actor.name.split(' ').next().filter(|_| actor.kind == ActorKind::Person);
            self.is_woman[index] = given.and_then(|given| self.world.is_womans_name(given));
        }
    }

    /// "the latter", "the former": of two just named, the second or the first.
    pub(super) fn former_or_latter(&self, phrase: &Phrase) -> Option<(MentionKind, Vec<ActorId>, String)> {
        let head = phrase.head as usize;
        let word = self.doc.word(head).to_lowercase();
        let is_latter = word == "latter";
        if !phrase.is_definite || !(is_latter || word == "former") {
            return None;
        }
        let here = self.doc.sentence_of(head);
        let before = |m: &&super::Met| m.head < head && !m.is_aside && m.sentence + 1 >= here;
        let last = self.met.iter().rev().find(before)?;
        let kind = self.cast.get(last.actor).kind;
        let mut named: Vec<ActorId> = Vec::new();
        for met in self.met.iter().filter(before).filter(|m| m.sentence == last.sentence) {
            if self.cast.get(met.actor).kind == kind && !named.contains(&met.actor) {
                named.push(met.actor);
            }
        }
        let [first, second] = named[..] else { return None };
        let one = if is_latter { second } else { first };
        let reason = format!("the {word}: {}, of the two just named", self.cast.get(one).name);
        Some((MentionKind::Description, vec![one], reason))
    }

    /// Whom "of the two countries" after a noun points to.
    pub(super) fn parties_of(&self, phrase: &Phrase) -> Vec<ActorId> {
        let after = self.objects_of(phrase);
        after
            .iter()
            .filter_map(|&object| {
                let read = read(self.doc, self.world, &self.matches, object);
                self.back_to_parties(&read).map(|(_, actors, _)| actors)
            })
            .next()
            .unwrap_or_default()
    }

    /// The nouns that "of" joins to a phrase.
    pub(super) fn objects_of(&self, phrase: &Phrase) -> Vec<usize> {
        let head = phrase.head as usize;
        self.doc
            .children(head)
            .iter()
            .map(|&c| c as usize)
            .filter(|&c| c > head && self.doc.dep(c) == "prep")
            .filter(|&c| matches!(self.doc.word(c).to_lowercase().as_str(), "of" | "from" | "between"))
            .flat_map(|c| self.doc.children_by(c, &["pobj"]).collect::<Vec<_>>())
            .collect()
    }
}
