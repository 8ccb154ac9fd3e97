//! Runs the examples and near misses of the tables: what each must find in its sentence, and must not.

use std::collections::BTreeSet;

use chancery_nlp::Pipeline;
use chancery_record::{
    Event, Language, OffsetMap, Origin, Participant, Passage, Piece, Provenance, Report, ReportId, Span,
};

use super::{Example, Expected, Fault, Frame, Subject, SubjectExample};
use crate::coder::{Coder, Found};

/// A sentence of the tables, with what it is a test of.
enum Case<'a> {
    Frame(&'a Frame, &'a Example),
    Subject(&'a SubjectExample),
}

impl Case<'_> {
    fn text(&self) -> &str {
        match self {
            Self::Frame(_, example) => &example.text,
            Self::Subject(example) => &example.text,
        }
    }

    fn judge(&self, found: &[Found]) -> Option<Fault> {
        match self {
            Self::Frame(frame, example) => judge(frame, example, found),
            Self::Subject(example) => judge_subject(example, found),
        }
    }
}

/// Runs the examples of the entries that `wanted` picks by their id (`consult/visit`, `contexts/economic`,
/// `objects/ceasefire`), on this many threads; the number run and what failed.
pub fn run(
    coder: &Coder,
    pipeline: &Pipeline,
    wanted: impl Fn(&str) -> bool,
    threads: usize,
) -> (usize, Vec<Fault>) {
    let lexicon = coder.lexicon();
    let frames = lexicon.frames().iter().filter(|frame| wanted(&frame.id));
    let of_frames = frames.flat_map(|frame| frame.examples.iter().map(move |e| Case::Frame(frame, e)));
    let of_subjects = lexicon.subject_examples().iter().filter(|e| wanted(&e.id())).map(Case::Subject);
    let cases: Vec<Case<'_>> = of_frames.chain(of_subjects).collect();
    let texts: Vec<&str> = cases.iter().map(Case::text).collect();
    let found = pipeline.workers(threads).map(&texts, |n, doc| coder.found(&report_of(texts[n]), doc, None));
    let faults = cases.iter().zip(&found).filter_map(|(case, found)| case.judge(found));
    (cases.len(), faults.collect())
}

fn judge_subject(example: &SubjectExample, found: &[Found]) -> Option<Fault> {
    let is_about = |event: &Event| match &example.subject {
        Subject::Context(context) => event.contexts.contains(context),
        Subject::Object(class) => event.object.as_ref().and_then(|o| o.class.as_deref()) == Some(&**class),
        Subject::Naming(stance) => {
            let parties = event.source.iter().chain(&event.target);
            parties.flat_map(|party| &party.naming).any(|naming| naming.stance == *stance)
        }
    };
    if found.iter().any(|f| is_about(&f.event)) == example.holds {
        return None;
    }
    let about: Vec<String> = found
        .iter()
        .map(|Found { event, .. }| {
            let contexts: Vec<&str> = event.contexts.iter().map(|c| c.name()).collect();
            let object = event.object.as_ref().map(|o| (o.words.text.as_str(), o.class.as_deref()));
            format!("{} about {contexts:?}, object {object:?}", shown(event))
        })
        .collect();
    let wanted = if example.holds { "is not" } else { "is" };
    let about = about.join("; ");
    let what = format!("`{}` {wanted} given to: {} (found: {about})", example.id(), example.text);
    let hint = "mend the entry's words or the sentence".to_owned();
    Some(Fault { file: example.file.to_string(), line: example.line, what, hint })
}

/// A report that is one sentence; one without a full stop is a headline.
fn report_of(text: &str) -> Report {
    let end = text.len() as u32;
    let whole = Span::new(0, end);
    let offsets = OffsetMap::from_pieces([Piece { clean: whole, raw: whole, verbatim: true }]);
    let passage = Passage { text: text.to_owned(), paragraphs: vec![whole], offsets: Some(offsets) };
    let is_headline = !text.ends_with(['.', '!', '?', '”', '"', '’']);
    let (headline, body) = if is_headline { (Some(passage), Passage::default()) } else { (None, passage) };
    Report {
        id: ReportId::new("example".to_owned()),
        name: Some("example".to_owned()),
        origin: Origin::default(),
        bytes: None,
        raw: text.to_owned(),
        segments: Vec::new(),
        headline,
        headline_from: None,
        body,
        byline: None,
        dateline: None,
        outlet: None,
        published: None,
        published_conflicts: Vec::new(),
        url: None,
        language: Language { code: "en".into(), from: Provenance::CommandLine },
        repairs: Vec::new(),
        notes: Vec::new(),
    }
}

fn judge(frame: &Frame, example: &Example, found: &[Found]) -> Option<Fault> {
    let own = || found.iter().filter(|f| f.frames.iter().any(|id| **id == *frame.id));
    let what = match &example.expected {
        None => {
            let fired = own().next()?;
            format!("the near miss fired as {}: {}", shown(&fired.event), example.text)
        }
        Some(expected) => {
            if own().any(|f| is_as_expected(&f.event, expected)) {
                return None;
            }
            let instead = match own().next() {
                Some(f) => shown(&f.event),
                None if found.is_empty() => "nothing".to_owned(),
                None => {
                    let others: Vec<String> = found
                        .iter()
                        .map(|f| format!("{} by {}", shown(&f.event), f.frames.join(", ")))
                        .collect();
                    others.join("; ")
                }
            };
            format!("the example gave {instead}: {}", example.text)
        }
    };
    let hint = "print its clauses with `chancery clauses --lines`".to_owned();
    Some(Fault { file: example.file.to_string(), line: example.line, what, hint })
}

fn is_as_expected(event: &Event, expected: &Expected) -> bool {
    let codes = |side: &[Participant]| -> BTreeSet<String> {
        side.iter().filter_map(|p| p.country.clone()).collect()
    };
    let wanted = |side: &Option<Vec<Box<str>>>| -> Option<BTreeSet<String>> {
        Some(side.as_ref()?.iter().map(ToString::to_string).collect())
    };
    let (source, target) = (codes(&event.source), codes(&event.target));
    let sides = match (wanted(&expected.source), wanted(&expected.target)) {
        // Of a mutual act it is the same whether a partner is written as source or as target.
        (Some(s), Some(t)) if event.reciprocal => s.union(&t).cloned().collect::<BTreeSet<_>>() == source,
        (s, t) => s.is_none_or(|s| s == source) && t.is_none_or(|t| t == target),
    };
    sides
        && expected.status.is_none_or(|status| status == event.status)
        && expected.mode.as_deref().is_none_or(|mode| event.mode.is_some_and(|m| m.name() == mode))
}

fn shown(event: &Event) -> String {
    let side = |side: &[Participant]| -> String {
        let codes: Vec<&str> = side.iter().map(|p| p.country.as_deref().unwrap_or("?")).collect();
        codes.join("+")
    };
    let mode = event.mode.map_or(String::new(), |m| format!("/{m}"));
    let mutual = if event.reciprocal { " mutual" } else { "" };
    format!(
        "{}{mode} {} {} -> {}{mutual}",
        event.event_type,
        event.status,
        side(&event.source),
        side(&event.target)
    )
}
