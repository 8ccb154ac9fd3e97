//! The shapes of events, statements and reports, and the ways between them and the nouns.

use serde::{Deserialize, Serialize};

use super::Error;
use super::part::{
    Attribution, Name, Pair, Participant, When, Where, Words, all, date, date_text, finite, maybe, span,
    words,
};
use crate as noun;

#[derive(Serialize, Deserialize)]
struct Format {
    name: String,
    text: String,
    #[serde(default)]
    span: Option<Pair>,
}

#[derive(Serialize, Deserialize)]
struct Object {
    text: String,
    #[serde(default)]
    span: Option<Pair>,
    #[serde(default)]
    class: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Toll {
    harm: Name<noun::Harm>,
    low: Option<u64>,
    high: Option<u64>,
    #[serde(default)]
    hedge: Option<String>,
    #[serde(default)]
    who: Option<String>,
    #[serde(default)]
    attribution: Vec<Attribution>,
    text: String,
    #[serde(default)]
    span: Option<Pair>,
}

impl From<&noun::Toll> for Toll {
    fn from(toll: &noun::Toll) -> Self {
        Self {
            harm: Name(toll.harm),
            low: toll.low,
            high: toll.high,
            hedge: toll.hedge.clone(),
            who: toll.who.clone(),
            attribution: toll.attribution.iter().map(Into::into).collect(),
            text: toll.words.text.clone(),
            span: toll.words.span.map(Into::into),
        }
    }
}

impl TryFrom<Toll> for noun::Toll {
    type Error = Error;
    fn try_from(form: Toll) -> Result<Self, Error> {
        Ok(Self {
            harm: form.harm.0,
            low: form.low,
            high: form.high,
            hedge: form.hedge,
            who: form.who,
            attribution: all(form.attribution)?,
            words: words(form.text, form.span)?,
        })
    }
}

#[derive(Serialize, Deserialize)]
struct Part {
    name: String,
    value: f64,
}

#[derive(Serialize, Deserialize)]
struct Confidence {
    value: f64,
    #[serde(default)]
    parts: Vec<Part>,
}

impl From<&noun::Confidence> for Confidence {
    fn from(confidence: &noun::Confidence) -> Self {
        let parts = confidence.parts.iter();
        Self {
            value: finite(confidence.value).unwrap_or(0.0),
            parts: parts
                .map(|part| Part { name: part.name.clone(), value: finite(part.value).unwrap_or(0.0) })
                .collect(),
        }
    }
}

impl From<Confidence> for noun::Confidence {
    fn from(form: Confidence) -> Self {
        let parts = form.parts.into_iter();
        Self {
            value: form.value,
            parts: parts.map(|part| noun::ConfidencePart { name: part.name, value: part.value }).collect(),
        }
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct Event {
    #[serde(default)]
    id: String,
    r#type: Name<noun::EventType>,
    #[serde(default)]
    mode: Option<String>,
    #[serde(default)]
    contexts: Vec<Name<noun::Context>>,
    #[serde(default)]
    cameo: Option<String>,
    #[serde(default)]
    goldstein: Option<f64>,
    status: Name<noun::Status>,
    #[serde(default)]
    reciprocal: bool,
    source: Vec<Participant>,
    target: Vec<Participant>,
    #[serde(default)]
    when: Option<When>,
    #[serde(default)]
    r#where: Option<Where>,
    #[serde(default)]
    attribution: Vec<Attribution>,
    #[serde(default)]
    format: Option<Format>,
    #[serde(default)]
    object: Option<Object>,
    #[serde(default)]
    toll: Vec<Toll>,
    evidence: Vec<Words>,
    #[serde(default)]
    confidence: Option<Confidence>,
}

impl From<&noun::Event> for Event {
    fn from(event: &noun::Event) -> Self {
        Self {
            id: event.id.clone(),
            r#type: Name(event.event_type),
            mode: event.mode.map(|mode| mode.name().to_owned()),
            contexts: event.contexts.iter().copied().map(Name).collect(),
            cameo: event.cameo.clone(),
            goldstein: event.goldstein.and_then(finite),
            status: Name(event.status),
            reciprocal: event.reciprocal,
            source: event.source.iter().map(Into::into).collect(),
            target: event.target.iter().map(Into::into).collect(),
            when: event.when.as_ref().map(Into::into),
            r#where: event.place.as_ref().map(Into::into),
            attribution: event.attribution.iter().map(Into::into).collect(),
            format: event.format.as_ref().map(|format| Format {
                name: format.name.clone(),
                text: format.words.text.clone(),
                span: format.words.span.map(Into::into),
            }),
            object: event.object.as_ref().map(|object| Object {
                text: object.words.text.clone(),
                span: object.words.span.map(Into::into),
                class: object.class.clone(),
            }),
            toll: event.toll.iter().map(Into::into).collect(),
            evidence: event.evidence.iter().map(Into::into).collect(),
            confidence: event.confidence.as_ref().map(Into::into),
        }
    }
}

impl TryFrom<Event> for noun::Event {
    type Error = Error;
    fn try_from(form: Event) -> Result<Self, Error> {
        let event_type = form.r#type.0;
        let mode = match form.mode {
            None => None,
            Some(name) => Some(
                noun::Mode::find(event_type, &name)
                    .ok_or_else(|| Error::new(format!("{event_type} has no mode \"{name}\"")))?,
            ),
        };
        if form.evidence.is_empty() {
            return Err(Error::new(format!("event {} has no evidence", form.id)));
        }
        Ok(Self {
            id: form.id,
            event_type,
            mode,
            contexts: form.contexts.into_iter().map(|context| context.0).collect(),
            cameo: form.cameo,
            goldstein: form.goldstein,
            status: form.status.0,
            reciprocal: form.reciprocal,
            source: all(form.source)?,
            target: all(form.target)?,
            attribution: all(form.attribution)?,
            when: maybe(form.when)?,
            place: maybe(form.r#where)?,
            format: match form.format {
                None => None,
                Some(format) => {
                    Some(noun::Format { name: format.name, words: words(format.text, format.span)? })
                }
            },
            object: match form.object {
                None => None,
                Some(object) => {
                    Some(noun::Object { class: object.class, words: words(object.text, object.span)? })
                }
            },
            toll: all(form.toll)?,
            evidence: all(form.evidence)?,
            confidence: form.confidence.map(Into::into),
        })
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct Statement {
    #[serde(default)]
    id: String,
    speaker: Option<Participant>,
    #[serde(default)]
    cue: Option<Words>,
    content: Vec<Words>,
    #[serde(default)]
    quoted: bool,
    #[serde(default)]
    addressee: Option<Participant>,
    #[serde(default)]
    attribution: Vec<Attribution>,
}

impl From<&noun::Statement> for Statement {
    fn from(statement: &noun::Statement) -> Self {
        Self {
            id: statement.id.clone(),
            speaker: statement.speaker.as_ref().map(Into::into),
            cue: statement.cue.as_ref().map(Into::into),
            content: statement.content.iter().map(Into::into).collect(),
            quoted: statement.quoted,
            addressee: statement.addressee.as_ref().map(Into::into),
            attribution: statement.attribution.iter().map(Into::into).collect(),
        }
    }
}

impl TryFrom<Statement> for noun::Statement {
    type Error = Error;
    fn try_from(form: Statement) -> Result<Self, Error> {
        if form.content.is_empty() {
            return Err(Error::new(format!("statement {} has no content", form.id)));
        }
        Ok(Self {
            id: form.id,
            speaker: maybe(form.speaker)?,
            cue: maybe(form.cue)?,
            content: all(form.content)?,
            quoted: form.quoted,
            addressee: maybe(form.addressee)?,
            attribution: all(form.attribution)?,
        })
    }
}

#[derive(Serialize, Deserialize)]
struct Segment {
    kind: String,
    span: Pair,
}

#[derive(Serialize, Deserialize)]
struct Note {
    message: String,
    #[serde(default)]
    hint: Option<String>,
    #[serde(default)]
    span: Option<Pair>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct Report {
    report: String,
    published: Option<String>,
    outlet: Option<String>,
    events: Vec<Event>,
    #[serde(default)]
    statements: Vec<Statement>,
    #[serde(default)]
    segments: Vec<Segment>,
    #[serde(default)]
    notes: Vec<Note>,
}

impl From<&noun::CodedReport> for Report {
    fn from(report: &noun::CodedReport) -> Self {
        let segments = report.segments.iter();
        let notes = report.notes.iter();
        Self {
            report: report.report.clone(),
            published: report.published.map(date_text),
            outlet: report.outlet.clone(),
            events: report.events.iter().map(Into::into).collect(),
            statements: report.statements.iter().map(Into::into).collect(),
            segments: segments
                .map(|segment| Segment { kind: segment.kind.clone(), span: segment.span.into() })
                .collect(),
            notes: notes
                .map(|note| Note {
                    message: note.message.clone(),
                    hint: note.hint.clone(),
                    span: note.span.map(Into::into),
                })
                .collect(),
        }
    }
}

impl TryFrom<Report> for noun::CodedReport {
    type Error = Error;
    fn try_from(form: Report) -> Result<Self, Error> {
        let segments = form.segments.into_iter();
        let notes = form.notes.into_iter();
        Ok(Self {
            report: form.report,
            published: form.published.as_deref().map(date).transpose()?,
            outlet: form.outlet,
            events: all(form.events)?,
            statements: all(form.statements)?,
            segments: segments
                .map(|segment| Ok(noun::CodedSegment { kind: segment.kind, span: segment.span.try_into()? }))
                .collect::<Result<_, Error>>()?,
            notes: notes
                .map(|note| {
                    Ok(noun::CodedNote { message: note.message, hint: note.hint, span: span(note.span)? })
                })
                .collect::<Result<_, Error>>()?,
        })
    }
}
