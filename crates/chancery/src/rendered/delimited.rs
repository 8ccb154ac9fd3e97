//! Comma-separated values: one event a row, the columns of [`COLUMNS`].

use chancery_record::{CodedReport, Event, Harm, Participant};

use super::wording::{toll, voices};

/// The columns with what they hold. Parts of a list are joined by `"; "`; what is unknown is empty.
pub(crate) const COLUMNS: [(&str, &str); 39] = [
    ("report", "the report's name"),
    ("published", "the day it was published"),
    ("outlet", "who published it"),
    ("event", "the event's id"),
    ("type", "PLOVER type"),
    ("mode", "PLOVER mode"),
    ("contexts", "PLOVER contexts"),
    ("cameo", "CAMEO code; a text, its leading zero counts"),
    ("goldstein", "Goldstein value, -10 to 10"),
    ("status", "actual, planned, proposed, hypothetical or denied"),
    ("reciprocal", "true where all parties are sources"),
    ("source", "names of those who act, else their words"),
    ("source_actor", "their codes, such as IRNGOV; empty between separators where unresolved"),
    ("source_country", "whom they act for: ISO 3166-1 alpha-3, or an organisation's code"),
    ("source_office", "the offices they held at the time"),
    ("target", "names of those who are acted on, else their words"),
    ("target_actor", "their codes"),
    ("target_country", "whom they act for"),
    ("target_office", "the offices they held"),
    ("start", "first day"),
    ("end", "last day, inside"),
    ("precision", "how fine the time words are"),
    ("when_text", "the time words"),
    ("place", "the place's name in the gazetteer"),
    ("place_country", "ISO 3166-1 alpha-3"),
    ("lat", "degrees north, WGS 84"),
    ("lon", "degrees east, WGS 84"),
    ("geonameid", "GeoNames id"),
    ("where_text", "the words of the place"),
    ("format", "diplomatic framework"),
    ("object", "the words that say what was asked, agreed, imposed, promised or alleged"),
    ("object_class", "its class"),
    ("attribution", "on whose word, outermost first, parted by ›; empty is the outlet's own voice"),
    ("killed", "people killed: a number, low-high, low+ or -high"),
    ("wounded", "people wounded, likewise"),
    ("toll", "all tolls in words"),
    ("evidence", "the words that say so, parted by |"),
    ("evidence_spans", "their places: start-end, half-open, code points of the raw text"),
    ("confidence", "0 to 1"),
];

/// The columns, one a line, for `--help`.
pub(crate) fn columns() -> String {
    COLUMNS.iter().map(|(name, meaning)| format!("  {name:<16} {meaning}\n")).collect()
}

/// The first row: the columns' names, with a line end.
pub(crate) fn head() -> String {
    lines(std::iter::once(COLUMNS.map(|(name, _)| name.to_owned())))
}

/// One row an event, each with its line end.
pub(crate) fn rows(report: &CodedReport) -> String {
    lines(report.events.iter().map(|event| row(report, event)))
}

fn row(report: &CodedReport, event: &Event) -> [String; 39] {
    let or_blank = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let days = event.when.as_ref().and_then(|when| when.days);
    let place = event.place.as_ref();
    let number = |value: Option<f64>| value.map_or(String::new(), |v| v.to_string());
    let spans = event.evidence.iter().filter_map(|words| words.span);
    [
        report.report.clone(),
        report.published.map_or(String::new(), |day| day.to_string()),
        or_blank(report.outlet.as_deref()),
        event.id.clone(),
        event.event_type.to_string(),
        event.mode.map_or(String::new(), |mode| mode.name().to_owned()),
        joined(event.contexts.iter().map(|c| c.name())),
        or_blank(event.cameo.as_deref()),
        number(event.goldstein),
        event.status.to_string(),
        event.reciprocal.to_string(),
        joined(event.source.iter().map(Participant::label)),
        joined(event.source.iter().map(|p| p.actor.as_deref().unwrap_or_default())),
        joined(event.source.iter().map(|p| p.country.as_deref().unwrap_or_default())),
        joined(event.source.iter().map(|p| p.office.as_deref().unwrap_or_default())),
        joined(event.target.iter().map(Participant::label)),
        joined(event.target.iter().map(|p| p.actor.as_deref().unwrap_or_default())),
        joined(event.target.iter().map(|p| p.country.as_deref().unwrap_or_default())),
        joined(event.target.iter().map(|p| p.office.as_deref().unwrap_or_default())),
        days.map_or(String::new(), |days| days.first().to_string()),
        days.map_or(String::new(), |days| days.last().to_string()),
        event.when.as_ref().map_or(String::new(), |when| when.precision.to_string()),
        or_blank(event.when.as_ref().and_then(|when| when.words.as_ref()).map(|w| w.text.as_str())),
        or_blank(place.and_then(|p| p.name.as_deref())),
        or_blank(place.and_then(|p| p.country.as_deref())),
        number(place.and_then(|p| p.lat)),
        number(place.and_then(|p| p.lon)),
        place.and_then(|p| p.geonameid).map_or(String::new(), |id| id.to_string()),
        or_blank(place.map(|p| p.words.text.as_str())),
        or_blank(event.format.as_ref().map(|f| f.name.as_str())),
        or_blank(event.object.as_ref().map(|o| o.words.text.as_str())),
        or_blank(event.object.as_ref().and_then(|o| o.class.as_deref())),
        voices(&event.attribution),
        harmed(event, Harm::Killed),
        harmed(event, Harm::Wounded),
        joined(event.toll.iter().map(toll)),
        event.evidence.iter().map(|words| words.text.as_str()).collect::<Vec<_>>().join(" | "),
        joined(spans.map(|span| format!("{}-{}", span.start, span.end))),
        number(event.confidence.as_ref().map(|c| c.value)),
    ]
}

fn joined(parts: impl Iterator<Item = impl Into<String>>) -> String {
    parts.map(Into::into).collect::<Vec<String>>().join("; ")
}

fn harmed(event: &Event, harm: Harm) -> String {
    joined(event.toll.iter().filter(|toll| toll.harm == harm).map(|toll| match (toll.low, toll.high) {
        (Some(low), Some(high)) if low == high => low.to_string(),
        (Some(low), Some(high)) => format!("{low}-{high}"),
        (Some(low), None) => format!("{low}+"),
        (None, Some(high)) => format!("-{high}"),
        (None, None) => "some".to_owned(),
    }))
}

/// Rows as RFC 4180 has them, but ended by a line feed alone.
fn lines(rows: impl Iterator<Item = [String; 39]>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let written = rows.into_iter().try_for_each(|row| writer.write_record(row));
    debug_assert!(written.is_ok(), "memory takes all rows, and all rows are of one length");
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rendered::sample;

    fn read(text: &str) -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn a_row_an_event_in_the_columns_named() {
        let (report, _) = sample::report();
        let text = head() + &rows(&report);
        sample::assert_expected("events.csv", &text);
        let rows = read(&text);
        assert_eq!(rows.len(), 1 + report.events.len());
        let column = |name: &str| rows[0].iter().position(|cell| cell == name).unwrap();
        assert_eq!(rows[1][column("cameo")], "042");
        assert_eq!(rows[1][column("source_country")], "NOR");
        assert!(COLUMNS.iter().all(|(_, meaning)| !meaning.is_empty()));
    }

    #[test]
    fn any_words_come_back_as_they_are() {
        let (report, _) = sample::hostile();
        let rows = read(&rows(&report));
        let evidence = COLUMNS.iter().position(|(name, _)| *name == "evidence").unwrap();
        let words: Vec<&str> = report.events[0].evidence.iter().map(|w| w.text.as_str()).collect();
        assert_eq!(rows[0][evidence], words.join(" | "));
        assert!(rows.iter().all(|row| row.len() == COLUMNS.len()));
    }

    #[test]
    fn a_report_without_events_has_no_rows() {
        assert_eq!(rows(&CodedReport::default()), "");
    }
}
