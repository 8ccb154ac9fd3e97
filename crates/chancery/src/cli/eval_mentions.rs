//! Events at the mentions that an evaluation gives, so that its scorer can judge each merge.
//!
//! Two ways. *Coded*: the events that the coder finds, each at the mention that is its predicate. *All*: an event at
//! every mention of an occurrence (not of reporting, perception or a state, which are no events to the codebook);
//! the coder's where it has one there, else one with the predicate's lemma for a type, and participants, time and
//! place as its clause and sentence have them. The second judges the merger on far more merges than the texts'
//! few political events allow.

use std::collections::{BTreeMap, BTreeSet};

use chancery_archive::Telling;
use chancery_coding::Found;
use chancery_coding::clauses::{self, Clauses, Role};
use chancery_coding::resolve::{self, ActorKind as Kind, Referents};
use chancery_coding::time;
use chancery_knowledge::World;
use chancery_nlp::Doc;
use chancery_record::{
    ActorKind, Char, Days, Event, EventType, Participant, Span, Status, When, WhenPrecision, Where, Words,
};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde_json::Value;

/// Which mentions get an event.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Which {
    /// Those where the coder finds one.
    Coded,
    /// All that are told as occurrences.
    All,
}

/// A mention, in code points of the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mention {
    pub(crate) span: Span<Char>,
    is_negated: bool,
    is_occurrence: bool,
}

/// A text of the evaluation: its mentions that are to be judged, and the story that it belongs to.
#[derive(Debug, Clone, Default)]
pub(crate) struct Judged {
    pub(crate) mentions: Vec<Mention>,
    pub(crate) story: Option<String>,
}

/// The texts by id.
pub(crate) fn judged(lines: impl Iterator<Item = Value>) -> BTreeMap<String, Judged> {
    let mut all = BTreeMap::new();
    for line in lines {
        let Some(id) = line["id"].as_str() else { continue };
        let story = line["subtopic"].as_str().map(ToOwned::to_owned);
        let mentions = line["mentions"].as_array().into_iter().flatten();
        let mentions = mentions.filter(|mention| mention["selected"].as_bool() != Some(false));
        let mentions = mentions.filter_map(|mention| {
            let at = |name: &str| u32::try_from(mention[name].as_u64()?).ok();
            let (start, end) = (at("start")?, at("end")?);
            let is_negated = mention["negated"].as_bool() == Some(true);
            let is_occurrence = mention["class"].as_str().is_none_or(|class| class.contains("OCCURRENCE"));
            (start <= end).then(|| Mention { span: Span::new(start, end), is_negated, is_occurrence })
        });
        all.insert(id.to_owned(), Judged { mentions: mentions.collect(), story });
    }
    all
}

/// A day for each story, far from the others': texts that came without a date are then read as the reports of one
/// week that they are.
pub(crate) fn days_of_stories(texts: &BTreeMap<String, Judged>) -> BTreeMap<String, Date> {
    let stories: BTreeSet<&String> = texts.values().filter_map(|text| text.story.as_ref()).collect();
    let day = |number: i64| date(2000, 1, 1).saturating_add((number * 100).days());
    (0..).zip(stories).map(|(number, story)| (story.clone(), day(number))).collect()
}

/// A text as the tellings of its mentions are taken from it.
pub(crate) struct Page<'a> {
    pub(crate) id: &'a str,
    pub(crate) doc: &'a Doc,
    pub(crate) world: &'a World,
    pub(crate) published: Option<Date>,
    /// What the coder found.
    pub(crate) found: &'a [Found],
}

/// The tellings at `mentions`, each with the number of its mention.
pub(crate) fn tellings(page: &Page<'_>, mentions: &[Mention], which: Which) -> Vec<(usize, Telling)> {
    let scene = Scene::of(page);
    let heads: Vec<Option<u32>> = mentions.iter().map(|mention| scene.head(mention.span)).collect();
    let mut events: Vec<Option<Event>> = vec![None; mentions.len()];
    for found in page.found {
        let told = found.heads.first().and_then(|&head| {
            (0..mentions.len()).find(|&at| heads[at] == Some(head) && events[at].is_none())
        });
        if let Some(at) = told {
            events[at] = Some(found.event.clone());
        }
    }
    let mut tellings = Vec::new();
    for (at, (mention, event)) in mentions.iter().zip(events).enumerate() {
        let (event, act) = match (event, which) {
            (Some(event), _) => (event, None),
            (None, Which::Coded) => continue,
            (None, Which::All) if !mention.is_occurrence => continue,
            (None, Which::All) => match heads[at] {
                Some(head) => {
                    (scene.event(head, mention), Some(page.doc.lemma(head as usize).to_lowercase()))
                }
                None => continue,
            },
        };
        let telling = Telling {
            report: page.id.to_owned(),
            published: page.published,
            text: page.doc.text().into(),
            event,
            act,
        };
        tellings.push((at, telling));
    }
    tellings
}

/// A text with what is read from its parse.
struct Scene<'a> {
    page: &'a Page<'a>,
    clauses: Clauses,
    referents: Referents,
    times: Vec<time::TimeExpression>,
    /// The first and last code point of each token.
    tokens: Vec<Span<Char>>,
}

impl<'a> Scene<'a> {
    fn of(page: &'a Page<'a>) -> Self {
        let doc = page.doc;
        let bounds: Vec<usize> =
            (0..doc.len()).flat_map(|t| [doc.bytes(t).start, doc.bytes(t).end]).collect();
        let points = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let tokens = doc.char_offsets(&bounds);
        let tokens = tokens.chunks_exact(2).map(|ends| Span::new(points(ends[0]), points(ends[1]))).collect();
        Self {
            page,
            clauses: clauses::read(doc),
            referents: resolve::resolve(doc, page.world, page.published),
            times: time::read_doc(doc, page.published),
            tokens,
        }
    }

    /// The word of the mention on which its others hang.
    fn head(&self, span: Span<Char>) -> Option<u32> {
        let doc = self.page.doc;
        let within = |token: usize| self.tokens[token].overlaps(span);
        let head = (0..doc.len()).find(|&t| within(t) && (doc.is_root(t) || !within(doc.head(t))))?;
        u32::try_from(head).ok()
    }

    fn words(&self, from: u32, to: u32) -> Words {
        let bytes = self.page.doc.bytes_of(from as usize..to as usize);
        let span = match (
            self.tokens.get(from as usize),
            to.checked_sub(1).and_then(|t| self.tokens.get(t as usize)),
        ) {
            (Some(first), Some(last)) if first.start <= last.end => Span::new(first.start, last.end),
            _ => Span::new(0, 0),
        };
        Words::at(&self.page.doc.text()[bytes], span)
    }

    /// What the clause of the predicate `head`, or the noun's surroundings, say of the act.
    fn event(&self, head: u32, mention: &Mention) -> Event {
        let doc = self.page.doc;
        let clause = self.clauses.all().iter().find(|clause| clause.predicate.head == head);
        let sentence = doc.sentences()[doc.sentence_of(head as usize)].clone();
        let (first, last) = match clause {
            Some(clause) => (clause.span.start as usize, clause.span.end as usize),
            None => (sentence.start, sentence.end),
        };
        let (mut source, mut target) = (Vec::new(), Vec::new());
        for participant in clause.into_iter().flat_map(|clause| &clause.participants) {
            let side = match participant.role {
                Role::Subject => &mut source,
                Role::Object | Role::IndirectObject => &mut target,
                _ => continue,
            };
            side.extend(self.parties(participant.head, participant.span.start, participant.span.end));
        }
        let bytes = doc.bytes_of(sentence.clone());
        let when = self.times.iter().find_map(|told| {
            let start = told.span.start as usize;
            let days = told.extent(self.page.published).filter(|_| bytes.contains(&start))?;
            let words = Words::outside(&doc.text()[start..told.span.end as usize]);
            let days = Days::new(days.first(), days.last());
            Some(When { days: Some(days), precision: WhenPrecision::Day, words: Some(words) })
        });
        Event {
            id: String::new(),
            // The act's word stands for the type; this one lets the scene count.
            event_type: EventType::Assault,
            mode: None,
            contexts: Vec::new(),
            cameo: None,
            goldstein: None,
            status: if mention.is_negated { Status::Denied } else { Status::Actual },
            reciprocal: false,
            source,
            target,
            attribution: Vec::new(),
            when,
            place: self.place(first, last).or_else(|| self.place(sentence.start, sentence.end)),
            format: None,
            object: None,
            toll: Vec::new(),
            evidence: vec![
                self.words(u32::try_from(first).unwrap_or(u32::MAX), u32::try_from(last).unwrap_or(u32::MAX)),
            ],
            confidence: None,
        }
    }

    /// Who stands there: all whom the phrase means, else its words.
    fn parties(&self, head: u32, from: u32, to: u32) -> Vec<Participant> {
        let words = self.words(from, to);
        let meant = self.referents.at(head).filter(|mention| !mention.actors.is_empty());
        let Some(meant) = meant else { return vec![Participant::unresolved(words)] };
        let parties = meant.actors.iter().map(|&id| {
            let actor = self.referents.actor(id);
            let is_person = actor.kind == Kind::Person;
            Participant {
                name: (is_person || actor.is_known).then(|| actor.name.clone()),
                kind: Some(if is_person { ActorKind::Person } else { ActorKind::Organisation }),
                country: actor.acts_for.map(|body| self.page.world.code(body).to_owned()),
                ..Participant::unresolved(words.clone())
            }
        });
        parties.collect()
    }

    /// The first place named after "in", "at" or "near".
    fn place(&self, first: usize, last: usize) -> Option<Where> {
        let doc = self.page.doc;
        let named = doc.entities().iter().find(|entity| {
            let start = entity.start as usize;
            matches!(doc.entity_type(**entity), "GPE" | "LOC" | "FAC")
                && (first..last).contains(&start)
                && start > first
                && matches!(doc.word(start - 1).to_lowercase().as_str(), "in" | "at" | "near")
        })?;
        let words = self.words(named.start, named.end);
        let name = Some(words.text.clone());
        Some(Where { name, country: None, lat: None, lon: None, geonameid: None, kind: None, words })
    }
}
