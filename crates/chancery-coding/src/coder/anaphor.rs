//! "The operation was condemned", "criticised the move", "declined the request": whose act is meant where a
//! definite noun takes up one that the report has told.
//!
//! A noun for one kind of act takes up the nearest before it of that kind, anywhere in the report: it presupposes
//! one. A noun for any act ("the move") takes up the nearest that is no answer to another; a noun for words
//! ("the remarks") the nearest of speech.

use chancery_record::EventType::{self, *};

use super::act::{Act, actors};
use super::party::{self, Party};
use super::scene::Scene;
use crate::clauses::{Clause, Form, Participant, Role, Via};
use crate::frames::Step;
use crate::resolve::ActorId;

/// Sentences back in which words that are spoken of may stand.
const REACH: u32 = 4;

/// Nouns that take up an act of one kind, by the types that they can name.
const OF_A_KIND: [(&[&str], &[EventType]); 11] = [
    (
        &[
            "attack",
            "assault",
            "strike",
            "airstrike",
            "bombing",
            "shelling",
            "killing",
            "murder",
            "assassination",
            "massacre",
            "offensive",
            "operation",
            "incursion",
            "invasion",
            "aggression",
            "violence",
            "campaign",
            "bombardment",
            "kidnapping",
            "abduction",
        ],
        &[Assault, Mobilize],
    ),
    (&["deployment", "drill", "launch", "test", "buildup", "build-up"], &[Mobilize]),
    (&["withdrawal", "pullout", "pull-out", "retreat", "exit"], &[Retreat, Concede, Reject, Sanction]),
    (&["request", "demand", "call", "appeal", "petition", "ultimatum"], &[Request, Threaten]),
    (&["offer", "proposal", "initiative", "pledge", "promise"], &[Agree, Request, Concede]),
    (&["accusation", "claim", "charge", "allegation", "criticism", "lawsuit", "suit"], &[Accuse]),
    (
        &[
            "sanction",
            "embargo",
            "restriction",
            "ban",
            "tariff",
            "suspension",
            "blockade",
            "curfew",
            "closure",
        ],
        &[Sanction, Coerce],
    ),
    (
        &["arrest", "detention", "crackdown", "seizure", "expulsion", "conviction", "sentence"],
        &[Coerce, Sanction],
    ),
    (&["raid", "search"], &[Assault, Coerce]),
    (&["threat", "warning"], &[Threaten]),
    (&["refusal", "rejection", "veto"], &[Reject]),
];

/// Nouns for what is done to the one whose they are: "his arrest".
const SUFFERED: [(&[&str], &[EventType]); 2] = [
    (
        &["arrest", "detention", "expulsion", "deportation", "conviction", "imprisonment", "sentence"],
        &[Coerce, Sanction],
    ),
    (&["killing", "murder", "assassination", "abduction", "kidnapping"], &[Assault]),
];

/// Nouns that take up any act that is not itself a word about another's.
const OF_ANY_KIND: [&str; 6] = ["decision", "move", "step", "action", "announcement", "measure"];

/// Nouns for what somebody has written, drafted or laid down: the same noun with its owner comes first, and of acts
/// only those that can be done by it.
const OF_PAPER: [&str; 9] =
    ["plan", "policy", "ruling", "law", "bill", "decree", "order", "legislation", "verdict"];

/// Types of what is done by a plan, a law or a ruling.
const BY_PAPER: [EventType; 7] = [Agree, Cooperate, Concede, Retreat, Sanction, Coerce, Mobilize];

/// Types of what somebody decides or does.
const DEEDS: [EventType; 11] =
    [Agree, Cooperate, Aid, Concede, Retreat, Sanction, Coerce, Mobilize, Assault, Reject, Threaten];

/// Nouns for what somebody said.
const OF_WORDS: [&str; 9] =
    ["statement", "remark", "comment", "claim", "speech", "words", "declaration", "message", "assertion"];

/// Fills the empty targets of answers whose object takes up an earlier act with its doer.
pub(super) fn settle(scene: &Scene<'_>, acts: &mut [Act]) {
    let mut answers = vec![false; acts.len()];
    for at in 0..acts.len() {
        let (before, rest) = acts.split_at_mut(at);
        let act = &mut rest[0];
        let is_answer = matches!(act.code.event_type, Accuse | Reject | Support | Protest | Threaten);
        if !is_answer || act.reciprocal || act.target.iter().any(Party::is_resolved) {
            continue;
        }
        let earlier = Earlier { scene, acts: before, answers: &answers };
        if let Some(target) = earlier.taken_up(act).or_else(|| judged(scene, act)) {
            act.target = target;
            answers[at] = true;
        }
    }
}

/// What was told before an act.
struct Earlier<'a, 's> {
    scene: &'a Scene<'s>,
    acts: &'a [Act],
    /// Which of them take up another themselves.
    answers: &'a [bool],
}

impl Earlier<'_, '_> {
    /// The doer of the act that an object of this one takes up.
    fn taken_up(&self, act: &Act) -> Option<Vec<Party>> {
        let clause = self.scene.clause(act.clause);
        // "ignores the law": no law in particular.
        if matches!(
            clause.predicate.lemma.as_str(),
            "ignore" | "break" | "violate" | "obey" | "flout" | "breach"
        ) {
            return None;
        }
        let speakers = actors(&act.source);
        objects(clause).find_map(|phrase| {
            if let Some(found) = self.named_by_content(phrase, &speakers) {
                return Some(found);
            }
            if let Some(doer) = party::doer_of(self.scene, phrase.head as usize) {
                return Some(vec![doer]);
            }
            // "sent the board a plan, which it rejected"
            if phrase.via == Via::Antecedent {
                let doc = self.scene.doc;
                let head = phrase.head as usize;
                // The parser hangs the relative clause on "river" in "a plan for the river, which …".
                let above = (doc.dep(head) == "pobj").then(|| doc.head(doc.head(head)));
                let nouns = std::iter::once(head).chain(above.filter(|&t| doc.pos(t) == "NOUN"));
                let owners = nouns.into_iter().find_map(|t| party::owner_of(self.scene, t))?;
                return (!actors(&owners).iter().any(|id| speakers.contains(id))).then_some(owners);
            }
            if !points_back(self.scene, phrase.head) {
                return None;
            }
            let lemma = self.scene.doc.lemma(phrase.head as usize).to_lowercase();
            let of_kind = OF_A_KIND.iter().find(|(nouns, _)| nouns.contains(&lemma.as_str()));
            let told = if let Some((_, types)) = of_kind {
                self.doer(&speakers, |_, earlier| types.contains(&earlier.code.event_type))
            } else if OF_ANY_KIND.contains(&lemma.as_str()) {
                self.doer(&speakers, |at, earlier| {
                    !self.answers[at] && DEEDS.contains(&earlier.code.event_type)
                })
            } else if OF_PAPER.contains(&lemma.as_str()) {
                let own = self.named(&lemma, phrase.head, &speakers);
                own.or_else(|| self.doer(&speakers, |_, earlier| BY_PAPER.contains(&earlier.code.event_type)))
            } else {
                None
            };
            let of_words = OF_WORDS.contains(&lemma.as_str());
            let said = of_words.then(|| self.speaker(clause.sentence, phrase, &speakers)).flatten();
            let is_paper = OF_PAPER.contains(&lemma.as_str());
            let may_be_named =
                !is_paper && (told.is_some() || of_words || OF_ANY_KIND.contains(&lemma.as_str()));
            let named = may_be_named.then(|| self.named(&lemma, phrase.head, &speakers)).flatten();
            // The same noun with its owner, or the act itself: whichever was told last.
            let (_, doers) = [told, said, named].into_iter().flatten().max_by_key(|(at, _)| *at)?;
            Some(doers.into_iter().map(|p| Party { head: phrase.head, span: phrase.span, ..p }).collect())
        })
    }

    /// "The decision *to expel* them", "his *arrest*": the doer of the act before that the words themselves name.
    fn named_by_content(&self, phrase: &Participant, others: &[ActorId]) -> Option<Vec<Party>> {
        let doc = self.scene.doc;
        let head = phrase.head as usize;
        let noun = doc.lemma(head).to_lowercase();
        let is_generic = OF_ANY_KIND.contains(&noun.as_str()) || OF_PAPER.contains(&noun.as_str());
        let content = doc.children_by(head, &["acl"]).find(|&t| t > head && doc.tag(t) == "VB");
        let suffers = doc.children_by(head, &["poss"]).find(|&t| doc.tag(t) == "PRP$");
        let (_, doers) = match (content.filter(|_| is_generic), suffers) {
            (Some(verb), _) => self.doer(others, |_, earlier| {
                *self.scene.clause(earlier.clause).predicate.lemma == *doc.lemma(verb)
            }),
            (None, Some(whose)) => {
                let lemma = doc.lemma(head).to_lowercase();
                let (_, types) = SUFFERED.iter().find(|(nouns, _)| nouns.contains(&lemma.as_str()))?;
                let whose = &self.scene.referents.at(whose as u32)?.actors;
                self.doer(others, |_, earlier| {
                    let is_his = actors(&earlier.target).iter().any(|id| whose.contains(id));
                    types.contains(&earlier.code.event_type) && is_his
                })
            }
            _ => None,
        }?;
        Some(doers.into_iter().map(|p| Party { head: phrase.head, span: phrase.span, ..p }).collect())
    }

    /// Whose the same noun before was: "a Kenyan plan for the lake … the plan".
    fn named(&self, lemma: &str, head: u32, others: &[ActorId]) -> Option<(u32, Vec<Party>)> {
        let doc = self.scene.doc;
        let before = (0..head as usize).rev();
        let same = before.filter(|&t| doc.pos(t) == "NOUN" && doc.lemma(t).eq_ignore_ascii_case(lemma));
        same.filter_map(|t| Some((t as u32, party::owner_of(self.scene, t)?)))
            .find(|(_, owners)| !actors(owners).iter().any(|id| others.contains(id)))
    }

    /// Who did the nearest act that fits, somebody else than these.
    fn doer(&self, others: &[ActorId], fits: impl Fn(usize, &Act) -> bool) -> Option<(u32, Vec<Party>)> {
        let is_anothers = |act: &Act| {
            let doers = actors(&act.source);
            !doers.is_empty() && !doers.iter().any(|d| others.contains(d))
        };
        let (_, earlier) =
            self.acts.iter().enumerate().rev().find(|(at, act)| fits(*at, act) && is_anothers(act))?;
        let doers = earlier.source.iter().filter(|p| !p.actors.is_empty()).cloned().collect();
        Some((self.scene.clause(earlier.clause).predicate.head, doers))
    }

    /// Whose words were told last, somebody else's than these.
    fn speaker(&self, sentence: u32, phrase: &Participant, others: &[ActorId]) -> Option<(u32, Vec<Party>)> {
        let scene = self.scene;
        let said = scene.statements.iter().filter(|s| s.kind.is_utterance());
        let speakers = said.filter_map(|s| Some((s.speaker?, s.cue.map_or(s.speaker?.head, |cue| cue.head))));
        let before = speakers.filter(|(_, cue)| {
            let said_in = scene.doc.sentence_of(*cue as usize) as u32;
            *cue < phrase.head && said_in + REACH >= sentence
        });
        let named = before.filter_map(|(speaker, cue)| {
            let mention = scene.referents.at(speaker.head)?;
            let is_other = !mention.actors.is_empty() && !mention.actors.iter().any(|a| others.contains(a));
            is_other.then(|| {
                let actors = mention.actors.clone();
                (cue, Party { head: mention.head, span: mention.tokens, actors, ground: None })
            })
        });
        named.max_by_key(|(cue, _)| *cue).map(|(cue, party)| (cue, vec![party]))
    }
}

/// "The mayor is hiding the truth — this is a disgrace": of whom the words before speak that "this" takes up within a
/// quotation.
fn judged(scene: &Scene<'_>, act: &Act) -> Option<Vec<Party>> {
    if act.code.event_type != Accuse && act.code.event_type != Support {
        return None;
    }
    let is_this = |p: &Participant| {
        matches!(scene.doc.word(p.head as usize).to_lowercase().as_str(), "this" | "that" | "it" | "which")
    };
    let contents = scene.clauses_at(act.clause, Step::Complement);
    let judging = contents.into_iter().map(|c| scene.clause(c)).find(|c| c.subjects().any(is_this))?;
    let quotation = judging.quotation?;
    let speakers = actors(&act.source);
    let before = scene.clauses.all().iter().filter(|c| {
        c.quotation == Some(quotation) && c.form == Form::Finite && c.predicate.head < judging.predicate.head
    });
    let mut subjects: Vec<&Participant> = before.flat_map(Clause::subjects).collect();
    subjects.sort_by_key(|p| std::cmp::Reverse(p.head));
    let nearest = subjects.into_iter().find(|p| !is_this(p))?;
    let mention = scene.referents.at(nearest.head)?;
    let is_other = !mention.actors.is_empty() && !mention.actors.iter().any(|id| speakers.contains(id));
    let actors = mention.actors.clone();
    is_other.then(|| vec![Party { head: mention.head, span: mention.tokens, actors, ground: None }])
}

/// The phrases of a clause that can name what it answers: its object, the subject of a passive, and what is
/// answered, protested or praised.
fn objects(clause: &Clause) -> impl Iterator<Item = &Participant> {
    clause.participants.iter().filter(|p| match p.role {
        Role::Object => true,
        Role::Oblique(preposition) => matches!(
            preposition,
            "to" | "of"
                | "with"
                | "over"
                | "at"
                | "against"
                | "for"
                | "in response to"
                | "because of"
                | "about"
                | "on"
        ),
        _ => false,
    })
}

/// Whether a noun is definite by what was told, not by words of its own: "the move", "this step", not "the plan to
/// build a dam", "the law on asylum".
fn points_back(scene: &Scene<'_>, head: u32) -> bool {
    let doc = scene.doc;
    let head = head as usize;
    let mut determiners = doc.children_by(head, &["det"]);
    let is_definite = determiners
        .any(|t| matches!(doc.word(t).to_lowercase().as_str(), "the" | "this" | "that" | "these" | "those"));
    let says_itself = doc.children(head).iter().map(|&c| c as usize).filter(|&c| c > head).any(|c| {
        let is_restriction = matches!(doc.dep(c), "acl" | "relcl") && doc.word(c - 1) != ",";
        let has_comma = (head + 1..c).any(|t| doc.word(t) == ",");
        let is_about =
            matches!(doc.word(c), "of" | "on" | "to" | "for" | "about" | "against" | "between" | "with");
        is_restriction && !has_comma || doc.dep(c) == "prep" && is_about
    });
    // "rejected the law on whaling", whatever the parser hangs "on" on.
    let goes_on = head + 1 < doc.len() && matches!(doc.word(head + 1), "of" | "on" | "about" | "between");
    let is_time = head + 2 < doc.len() && matches!(doc.entity_tag(head + 2).1, "DATE" | "TIME");
    is_definite && !says_itself && (!goes_on || is_time)
}
