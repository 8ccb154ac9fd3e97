//! The hand-coded record: one report a line of JSON, with what counts as right for each event.

use std::collections::BTreeSet;

use chancery_record::{Char, Days, EventType, Span, Status};
use jiff::civil::Date;
use serde::Deserialize;

use crate::Error;

/// One hand-coded report.
#[derive(Debug, Clone, PartialEq)]
pub struct GoldReport {
    /// The report's name.
    pub report: String,
    /// Its events, in the order of the file.
    pub events: Vec<GoldEvent>,
    /// Stretches of the raw text that are not the report's own content, in code points.
    pub not_content: Vec<Span<Char>>,
}

/// One hand-coded event.
#[derive(Debug, Clone, PartialEq)]
pub struct GoldEvent {
    /// The type.
    pub event_type: EventType,
    /// Other types that are right too.
    pub alt_types: Vec<EventType>,
    /// The status.
    pub status: Status,
    /// Who acts.
    pub source: Vec<GoldActor>,
    /// Who is acted on.
    pub target: Vec<GoldActor>,
    /// Whether the act is mutual.
    pub reciprocal: bool,
    /// Whether targets are not compared.
    pub any_target: bool,
    /// When, both ends inside.
    pub when: Option<Days>,
    /// Names of the place; any of them is right.
    pub places: Vec<String>,
    /// PLOVER's mode.
    pub mode: Option<String>,
    /// Whose word it is; the inner value is `None` where the voice has no name.
    pub attribution: Option<Option<String>>,
    /// Where the words stand: code points of the raw text.
    pub spans: Vec<Span<Char>>,
    /// The words.
    pub quotes: Vec<String>,
    /// Whether it counts neither when found nor when missed.
    pub optional: bool,
}

/// One party of a hand-coded event.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GoldActor {
    /// Codes of the countries or organisations that it acts for.
    pub countries: Vec<String>,
    /// Its name, where one is known.
    pub name: Option<String>,
}

impl GoldEvent {
    /// Whether an event of this type can be this one.
    #[must_use]
    pub fn allows(&self, event_type: EventType) -> bool {
        self.event_type == event_type || self.alt_types.contains(&event_type)
    }
}

/// The codes of all parties on one side.
pub(crate) fn codes_of(actors: &[GoldActor]) -> BTreeSet<&str> {
    actors.iter().flat_map(|a| &a.countries).map(String::as_str).collect()
}

/// The hand-coded reports of a JSON Lines text, in the order of the lines. A report that stands twice counts
/// once, as its last line has it.
///
/// # Errors
/// Where a line is not such a record: the line's number and what is wrong.
pub fn gold_from_lines(text: &str) -> Result<Vec<GoldReport>, Error> {
    let mut reports: Vec<GoldReport> = Vec::new();
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let form: ReportForm = serde_json::from_str(line).map_err(|e| Error::new(number, e))?;
        let report = form.report(number)?;
        match reports.iter_mut().find(|r| r.report == report.report) {
            Some(earlier) => *earlier = report,
            None => reports.push(report),
        }
    }
    Ok(reports)
}

#[derive(Deserialize)]
struct ReportForm {
    report: String,
    events: Vec<EventForm>,
    #[serde(default)]
    not_content: Vec<(u32, u32)>,
}

#[derive(Deserialize)]
struct EventForm {
    r#type: String,
    #[serde(default)]
    alt_types: Vec<String>,
    status: String,
    #[serde(default)]
    source: Vec<ActorForm>,
    #[serde(default)]
    target: Vec<ActorForm>,
    #[serde(default)]
    reciprocal: bool,
    #[serde(default)]
    any_target: bool,
    #[serde(default)]
    when: Option<(Option<String>, Option<String>)>,
    #[serde(default)]
    r#where: Option<Vec<String>>,
    #[serde(default)]
    mode: Option<String>,
    #[serde(default)]
    attribution: Option<VoiceForm>,
    spans: Vec<(u32, u32)>,
    #[serde(default)]
    quotes: Vec<String>,
    #[serde(default)]
    optional: bool,
}

#[derive(Deserialize)]
struct ActorForm {
    #[serde(default)]
    country: Option<CodeForm>,
    #[serde(default)]
    name: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum CodeForm {
    One(String),
    Many(Vec<String>),
}

#[derive(Deserialize)]
struct VoiceForm {
    #[serde(default)]
    speaker: Option<String>,
}

impl ReportForm {
    fn report(self, line: usize) -> Result<GoldReport, Error> {
        Ok(GoldReport {
            report: self.report,
            events: self.events.into_iter().map(|e| e.event(line)).collect::<Result<_, _>>()?,
            not_content: spans(self.not_content, line)?,
        })
    }
}

impl EventForm {
    fn event(self, line: usize) -> Result<GoldEvent, Error> {
        let event_type = |name: &str| {
            EventType::from_name(name)
                .ok_or_else(|| Error::new(line, format!("\"{name}\" is no type of event")))
        };
        let status = Status::from_name(&self.status)
            .ok_or_else(|| Error::new(line, format!("\"{}\" is no status", self.status)))?;
        Ok(GoldEvent {
            event_type: event_type(&self.r#type)?,
            alt_types: self.alt_types.iter().map(|n| event_type(n)).collect::<Result<_, _>>()?,
            status,
            source: self.source.into_iter().map(ActorForm::actor).collect(),
            target: self.target.into_iter().map(ActorForm::actor).collect(),
            reciprocal: self.reciprocal,
            any_target: self.any_target,
            when: self.when.map(|ends| days(ends, line)).transpose()?.flatten(),
            places: self.r#where.unwrap_or_default(),
            mode: self.mode,
            attribution: self.attribution.map(|voice| voice.speaker),
            spans: spans(self.spans, line)?,
            quotes: self.quotes,
            optional: self.optional,
        })
    }
}

impl ActorForm {
    fn actor(self) -> GoldActor {
        let codes = match self.country {
            None => Vec::new(),
            Some(CodeForm::One(code)) => vec![code],
            Some(CodeForm::Many(codes)) => codes,
        };
        GoldActor {
            countries: codes.into_iter().filter(|c| !c.is_empty()).collect(),
            name: self.name.filter(|n| !n.is_empty()),
        }
    }
}

fn spans(pairs: Vec<(u32, u32)>, line: usize) -> Result<Vec<Span<Char>>, Error> {
    let span = |(start, end): (u32, u32)| {
        if start > end {
            return Err(Error::new(line, format!("span [{start}, {end}] ends before it starts")));
        }
        Ok(Span::new(start, end))
    };
    pairs.into_iter().map(span).collect()
}

fn days(ends: (Option<String>, Option<String>), line: usize) -> Result<Option<Days>, Error> {
    let day = |text: String| {
        let shown = text.get(..10).unwrap_or(&text);
        shown
            .parse::<Date>()
            .map_err(|_| Error::new(line, format!("\"{text}\" is not a day such as 2024-03-05")))
    };
    Ok(match ends {
        (None, None) => None,
        (Some(one), None) | (None, Some(one)) => Some(Days::day(day(one)?)),
        (Some(first), Some(last)) => Some(Days::new(day(first)?, day(last)?)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = r#"{"report":"a","events":[{"type":"CONSULT","status":"actual","source":[{"country":["NOR","SWE"],"name":null}],"target":[{"country":"KEN","name":"Ann Otieno"}],"when":["2024-03-05",null],"where":["Nairobi"],"spans":[[3,9]],"quotes":["met"]}],"not_content":[[40,60]]}"#;

    #[test]
    fn what_a_line_leaves_out_is_blank() {
        let event = &gold_from_lines(LINE).unwrap()[0].events[0];
        assert_eq!(codes_of(&event.source).into_iter().collect::<Vec<_>>(), ["NOR", "SWE"]);
        assert_eq!(event.when.map(Days::count), Some(1));
        assert!(event.alt_types.is_empty() && event.attribution.is_none() && !event.optional);
    }

    #[test]
    fn a_report_that_stands_twice_counts_as_its_last_line() {
        let twice =
            format!("{LINE}\n\n{{\"report\":\"b\",\"events\":[]}}\n{{\"report\":\"a\",\"events\":[]}}");
        let reports = gold_from_lines(&twice).unwrap();
        assert_eq!(reports.len(), 2);
        assert!(reports[0].report == "a" && reports[0].events.is_empty());
    }

    #[test]
    fn a_wrong_line_is_named() {
        let fault = |line: &str| gold_from_lines(&format!("{LINE}\n{line}")).unwrap_err().to_string();
        assert!(fault("{").starts_with("line 2: "));
        assert_eq!(fault(&LINE.replace("CONSULT", "PARLEY")), "line 2: \"PARLEY\" is no type of event");
        assert_eq!(fault(&LINE.replace("[3,9]", "[9,3]")), "line 2: span [9, 3] ends before it starts");
        assert!(fault(&LINE.replace("2024-03-05", "last week")).contains("is not a day"));
    }
}
