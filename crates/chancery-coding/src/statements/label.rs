//! Speakers set before a colon, as in headlines and transcripts, and names set after a post of theirs.

use std::collections::BTreeMap;
use std::ops::Range;

use chancery_nlp::Doc;

use super::cue::Kind;
use super::draft::Draft;
use super::layout::Layout;
use super::speaker::Phrase;
use super::tree::{is_mark, is_quote_mark, n_words, trim};

/// Longest label, in tokens.
const LONGEST: usize = 10;

/// Nouns that name who speaks or a text that speaks; other nouns before a colon name a topic.
const SPEAKING: [&str; 62] = [
    "adviser",
    "advisor",
    "agency",
    "aide",
    "ambassador",
    "analyst",
    "army",
    "attorney",
    "audit",
    "captain",
    "chairman",
    "chief",
    "commander",
    "commission",
    "committee",
    "correspondent",
    "council",
    "court",
    "diplomat",
    "director",
    "doctor",
    "economist",
    "envoy",
    "expert",
    "general",
    "governor",
    "group",
    "investigator",
    "journalist",
    "judge",
    "king",
    "lawmaker",
    "lawyer",
    "leader",
    "mayor",
    "media",
    "military",
    "minister",
    "ministry",
    "monitor",
    "mp",
    "newspaper",
    "official",
    "opposition",
    "panel",
    "pm",
    "police",
    "poll",
    "pope",
    "premier",
    "president",
    "prosecutor",
    "queen",
    "reporter",
    "report",
    "researcher",
    "scientist",
    "secretary",
    "senator",
    "source",
    "spokesman",
    "study",
];

/// The labelled paragraphs of a text as drafts.
pub(super) fn labelled(doc: &Doc, layout: &Layout) -> Vec<Draft> {
    let labels: Vec<Option<Range<usize>>> = layout.paragraphs().iter().map(|p| label(doc, p)).collect();
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for label in labels.iter().flatten() {
        *uses.entry(doc.words(label.clone())).or_default() += 1;
    }
    let mut drafts = Vec::new();
    for (paragraph, label) in layout.paragraphs().iter().zip(&labels) {
        let Some(label) = label else { continue };
        let content = after_label(doc, paragraph, label);
        let is_transcript = uses.get(doc.words(label.clone())).is_some_and(|&n| n > 1);
        if n_words(doc, content.clone()) < 2 || !(is_transcript || speaks(doc, label, &content)) {
            continue;
        }
        let head = (label.clone()).rev().find(|&t| !is_mark(doc, t)).unwrap_or(label.start);
        drafts.push(Draft {
            kind: Kind::Say,
            cue_head: Some(label.end),
            cue: Some(label.end..label.end + 1),
            speaker: Some(Phrase { head, range: label.clone() }),
            addressee: None,
            content: vec![content],
            negated: false,
        });
    }
    drafts.extend(layout.paragraphs().iter().flat_map(|p| posts(doc, p)));
    drafts.extend(layout.paragraphs().iter().flat_map(|p| ascribed(doc, p)));
    drafts
}

/// The noun phrase before a paragraph's first colon, where nothing else is before it.
fn label(doc: &Doc, paragraph: &Range<usize>) -> Option<Range<usize>> {
    let start = paragraph.clone().find(|&t| !is_mark(doc, t))?;
    let limit = paragraph.end.min(start + LONGEST);
    let colon = (start..limit).find(|&t| doc.word(t) == ":")?;
    let is_name = |t: usize| {
        matches!(
            doc.pos(t),
            "PROPN" | "NOUN" | "ADJ" | "DET" | "ADP" | "PART" | "CCONJ" | "NUM" | "PUNCT" | "X" | "PRON"
        ) && !is_quote_mark(doc, t)
            && !doc.is_space(t)
            || is_upper(doc, t)
    };
    let begins = doc.word(start).starts_with(char::is_uppercase);
    (colon > start && begins && (start..colon).all(is_name)).then_some(start..colon)
}

fn is_upper(doc: &Doc, token: usize) -> bool {
    let word = doc.word(token);
    word.len() > 1 && word.chars().all(|c| !c.is_lowercase()) && word.chars().any(char::is_alphabetic)
}

fn after_label(doc: &Doc, paragraph: &Range<usize>, label: &Range<usize>) -> Range<usize> {
    let start = (label.end + 1..paragraph.end).find(|&t| !doc.is_space(t)).unwrap_or(paragraph.end);
    trim(doc, start..paragraph.end)
}

/// Whether a label names a speaker rather than a topic.
fn speaks(doc: &Doc, label: &Range<usize>, content: &Range<usize>) -> bool {
    let head =
        label.clone().find(|&t| !label.contains(&doc.head(t)) || doc.is_root(t)).unwrap_or(label.end - 1);
    let entity = label.clone().rev().find_map(|t| doc.entity_of(t)).map(|e| doc.entity_type(e));
    let in_first_person = || {
        content
            .clone()
            .any(|t| matches!(doc.word(t).to_lowercase().as_str(), "i" | "we" | "our" | "my" | "us"))
            || content.clone().next().is_some_and(|t| is_quote_mark(doc, t))
    };
    let lemma = doc.lemma(head).to_lowercase();
    let is_named = label.clone().all(|t| doc.pos(t) == "PROPN");
    match entity {
        Some("PERSON") => n_words(doc, label.clone()) <= 6,
        _ if SPEAKING.contains(&lemma.as_str()) => true,
        Some("ORG" | "GPE" | "NORP") => in_first_person(),
        _ => is_named && in_first_person(),
    }
}

/// The headline "Talks have failed - envoy".
fn ascribed(doc: &Doc, paragraph: &Range<usize>) -> Option<Draft> {
    let last = paragraph.clone().rev().find(|&t| !doc.is_space(t))?;
    let from = paragraph.start.max(last.saturating_sub(LONGEST));
    let dash = (from..last).rev().find(|&t| matches!(doc.word(t), "-" | "—" | "–" | "--"))?;
    let label = dash + 1..last + 1;
    let content = trim(doc, paragraph.start..dash);
    let is_name = |t: usize| matches!(doc.pos(t), "PROPN" | "NOUN" | "ADJ" | "ADP" | "DET");
    let speaks = SPEAKING.contains(&doc.lemma(last)) && label.clone().all(is_name);
    if !speaks
        || label.len() > 5
        || n_words(doc, content.clone()) < 3
        || content.clone().any(|t| doc.word(t) == ".")
    {
        return None;
    }
    Some(Draft {
        kind: Kind::Say,
        cue_head: Some(dash),
        cue: Some(dash..dash + 1),
        speaker: Some(Phrase { head: last, range: label }),
        addressee: None,
        content: vec![content],
        negated: false,
    })
}

/// "Words of a post. — Name (@name) 1 May": what stands before the dash, from the paragraph's start.
fn posts(doc: &Doc, paragraph: &Range<usize>) -> Option<Draft> {
    let dash = paragraph.clone().find(|&t| {
        matches!(doc.word(t), "—" | "–" | "--" | "―")
            && (t + 1..paragraph.end.min(t + 10))
                .any(|n| doc.word(n).starts_with('@') || doc.word(n).starts_with("(@"))
    })?;
    let handle =
        (dash + 1..paragraph.end).find(|&n| doc.word(n).starts_with('@') || doc.word(n).starts_with("(@"))?;
    let content = trim(doc, paragraph.start..dash);
    let bracket = (dash + 1..handle).find(|&t| doc.word(t) == "(").unwrap_or(handle);
    let name = trim(doc, dash + 1..bracket);
    if dash == paragraph.start || n_words(doc, content.clone()) < 2 || n_words(doc, name.clone()) == 0 {
        return None;
    }
    let head = name.clone().rev().find(|&t| !is_mark(doc, t))?;
    Some(Draft {
        kind: Kind::Write,
        cue_head: None,
        cue: Some(dash..dash + 1),
        speaker: Some(Phrase { head, range: name }),
        addressee: None,
        content: vec![content],
        negated: false,
    })
}
