//! Our own columns, and the writing of separated values.

use std::borrow::Cow;
use std::io::Write;

use chancery_record::Participant;

use super::Losses;
use super::row::{Row, words};
use super::spreadsheet::harmless;
use crate::ask::one_line;
use crate::error::Result;

/// The columns of `csv` and `parquet`. Lists are joined by `; `; what is unknown is empty.
pub(super) const COLUMNS: [&str; 38] = [
    "id",
    "occurrence",
    "sentence",
    "type",
    "mode",
    "contexts",
    "cameo",
    "goldstein",
    "score",
    "quad_class",
    "status",
    "reciprocal",
    "source_names",
    "source_words",
    "source_countries",
    "source_actors",
    "source_offices",
    "target_names",
    "target_words",
    "target_countries",
    "target_actors",
    "target_offices",
    "first_day",
    "last_day",
    "place",
    "place_country",
    "lat",
    "lon",
    "geonameid",
    "format",
    "object",
    "object_class",
    "toll",
    "attribution",
    "evidence",
    "reports",
    "n_reports",
    "n_independent",
];

/// The columns that hold numbers.
pub(super) const NUMBERS: [&str; 6] = ["goldstein", "score", "lat", "lon", "n_reports", "n_independent"];

/// Values of [`COLUMNS`].
pub(super) fn values(row: &Row) -> Vec<String> {
    let event = &row.event;
    let place = event.place.as_ref();
    let list = |parties: &[Participant], value: fn(&Participant) -> Option<String>| joined(parties, value);
    let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    let tolls = event.toll.iter().map(|toll| format!("{}: {}", toll.harm, one_line(&toll.words.text)));
    let voices = event.attribution.iter().map(|link| match &link.speaker {
        Some(speaker) => one_line(speaker.label()),
        None => link.kind.name().to_owned(),
    });
    let contexts: Vec<&str> = event.contexts.iter().map(|context| context.name()).collect();
    let side = |parties: &[Participant]| {
        [
            list(parties, |party| party.name.clone()),
            list(parties, |party| Some(words(party))),
            list(parties, |party| party.country.clone()),
            list(parties, |party| party.actor.clone()),
            list(parties, |party| party.office.clone()),
        ]
    };
    let mut values = vec![
        row.id.clone(),
        row.occurrence.clone(),
        row.sentence.clone(),
        event.event_type.name().to_owned(),
        event.mode.map(|mode| mode.name().to_owned()).unwrap_or_default(),
        contexts.join("; "),
        event.cameo.clone().unwrap_or_default(),
        number(event.goldstein),
        row.score().to_string(),
        event.event_type.quad_class().name().to_owned(),
        row.status.name().to_owned(),
        event.reciprocal.to_string(),
    ];
    values.extend(side(&event.source));
    values.extend(side(&event.target));
    values.extend([
        row.first_day().unwrap_or_default(),
        row.days.map(|days| days.last().to_string()).unwrap_or_default(),
        place.map(|place| one_line(place.name.as_deref().unwrap_or(&place.words.text))).unwrap_or_default(),
        place.and_then(|place| place.country.clone()).unwrap_or_default(),
        number(place.and_then(|place| place.lat)),
        number(place.and_then(|place| place.lon)),
        place.and_then(|place| place.geonameid).map(|id| id.to_string()).unwrap_or_default(),
        event.format.as_ref().map(|format| format.name.clone()).unwrap_or_default(),
        event.object.as_ref().map(|object| one_line(&object.words.text)).unwrap_or_default(),
        event.object.as_ref().and_then(|object| object.class.clone()).unwrap_or_default(),
        tolls.collect::<Vec<_>>().join("; "),
        voices.collect::<Vec<_>>().join("; "),
        event.evidence.iter().map(|words| one_line(&words.text)).collect::<Vec<_>>().join(" | "),
        row.reports.join("; "),
        row.n_reports.to_string(),
        row.n_independent.to_string(),
    ]);
    values
}

/// Values of a list, those missing left out.
pub(super) fn joined(parties: &[Participant], value: impl Fn(&Participant) -> Option<String>) -> String {
    parties.iter().filter_map(value).collect::<Vec<_>>().join("; ")
}

pub(super) fn csv(rows: &[Row], out: &mut impl Write, losses: &mut Losses) -> Result<()> {
    let mut writer = csv::Writer::from_writer(out);
    writer.write_record(COLUMNS)?;
    for row in rows {
        let values = values(row);
        let cells: Vec<Cow<'_, str>> = values.iter().map(|value| harmless(value)).collect();
        let is_changed = cells.iter().any(|cell| matches!(cell, Cow::Owned(_)));
        losses.lose_if(is_changed, "a cell as it is: ' stands before what a spreadsheet would run");
        writer.write_record(cells.iter().map(|cell| cell.as_bytes()))?;
        count_own(row, losses);
    }
    writer.flush()?;
    Ok(())
}

pub(super) fn count_own(row: &Row, losses: &mut Losses) {
    losses.written += 1;
    losses.rows += 1;
    losses.lose("offsets of evidence and other words");
    losses.lose_if(row.event.confidence.is_some(), "confidence and its parts");
}

/// A writer of strict tab-separated values: no quoting, so tabs and line breaks inside become spaces.
pub(super) struct Tabs<W: Write>(pub(super) W);

impl<W: Write> Tabs<W> {
    pub(super) fn row<S: AsRef<str>>(&mut self, fields: &[S]) -> Result<()> {
        let fields: Vec<String> =
            fields.iter().map(|field| field.as_ref().replace(['\t', '\n', '\r'], " ")).collect();
        Ok(writeln!(self.0, "{}", fields.join("\t"))?)
    }
}
