//! The formats that code acts in CAMEO and write one row for each pair: ICEWS, GDELT 2.0, Phoenix.
//!
//! Sources: sample files and documentation of ICEWS (Dataverse doi 10.7910/DVN/28075), GDELT 2.0's column list of
//! September 2016, `postprocess.py` of the Phoenix pipeline. Mutual acts are written both ways, as ICEWS does, so
//! that counts can be compared. The classes of acts differ between GDELT and Phoenix and are computed
//! for each. Only what happened is written: none of the three has a place for a status.

use std::collections::BTreeMap;
use std::io::Write;

use chancery_record::{Participant, PlaceKind, Status, Where};

use super::Losses;
use super::row::{Row, words};
use super::table::Tabs;
use crate::error::Result;

/// Labels of CAMEO's twenty roots (Schrodt, CAMEO manual 1.1b3).
const ROOTS: [&str; 20] = [
    "Make public statement",
    "Appeal",
    "Express intent to cooperate",
    "Consult",
    "Engage in diplomatic cooperation",
    "Engage in material cooperation",
    "Provide aid",
    "Yield",
    "Investigate",
    "Demand",
    "Disapprove",
    "Reject",
    "Threaten",
    "Protest",
    "Exhibit force posture",
    "Reduce relations",
    "Coerce",
    "Assault",
    "Fight",
    "Use unconventional mass violence",
];

struct Pair<'a> {
    row: &'a Row,
    code: &'a str,
    root: usize,
    source: Option<&'a Participant>,
    target: Option<&'a Participant>,
}

/// The pairs of all rows that these formats can hold.
fn pairs<'a>(rows: &'a [Row], losses: &mut Losses) -> Vec<Pair<'a>> {
    let mut pairs = Vec::new();
    for row in rows {
        if row.status != Status::Actual {
            losses.lose("record left out: not told as having happened");
            continue;
        }
        let code = row.event.cameo.as_deref();
        let root: Option<usize> = code.and_then(|code| code.get(..2)?.parse().ok());
        let (Some(code), Some(root @ 1..=20)) = (code, root) else {
            losses.lose("record left out: no CAMEO code");
            continue;
        };
        losses.written += 1;
        losses.lose_if(!row.event.attribution.is_empty(), "attribution");
        losses.lose_if(row.days.is_some_and(|days| days.count() > 1), "last day of an interval");
        losses.lose_if(
            row.event.source.len().max(row.event.target.len()) > 1,
            "that several act as one: a row for each pair",
        );
        losses.lose_if(!row.event.toll.is_empty(), "toll");
        losses.lose_if(row.event.object.is_some(), "object");
        losses.lose_if(row.event.format.is_some(), "format");
        losses.lose("words of the evidence");
        for (source, target) in row.pairs() {
            losses.rows += 1;
            pairs.push(Pair { row, code, root, source, target });
        }
    }
    pairs
}

fn text(value: Option<&str>) -> String {
    value.unwrap_or_default().to_owned()
}

fn number(value: Option<f64>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

pub(super) fn icews(
    rows: &[Row],
    country_name: &dyn Fn(&str) -> Option<String>,
    out: &mut impl Write,
    losses: &mut Losses,
) -> Result<()> {
    let mut tabs = Tabs(out);
    tabs.row(&[
        "Event ID",
        "Event Date",
        "Source Name",
        "Source Sectors",
        "Source Country",
        "Event Text",
        "CAMEO Code",
        "Intensity",
        "Target Name",
        "Target Sectors",
        "Target Country",
        "Story ID",
        "Sentence Number",
        "Publisher",
        "City",
        "District",
        "Province",
        "Country",
        "Latitude",
        "Longitude",
    ])?;
    // ICEWS ids are whole numbers; ours are not. They count rows, so that none is used twice.
    let mut stories: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, pair) in pairs(rows, losses).into_iter().enumerate() {
        let n_stories = stories.len() + 1;
        let story = *stories.entry(pair.row.reports.first().map_or("", String::as_str)).or_insert(n_stories);
        let name = |party: Option<&Participant>| {
            party.map(|party| party.name.clone().unwrap_or_else(|| words(party)))
        };
        let country = |party: Option<&Participant>| {
            party.and_then(|party| country_name(party.country.as_deref()?)).unwrap_or_default()
        };
        let sector = |party: Option<&Participant>| text(party.and_then(|party| party.sector.as_deref()));
        let place = pair.row.event.place.as_ref();
        tabs.row(&[
            (at + 1).to_string(),
            pair.row.first_day().unwrap_or_default(),
            name(pair.source).unwrap_or_default(),
            sector(pair.source),
            country(pair.source),
            ROOTS[pair.root - 1].to_owned(),
            pair.code.to_owned(),
            number(pair.row.event.goldstein),
            name(pair.target).unwrap_or_default(),
            sector(pair.target),
            country(pair.target),
            story.to_string(),
            String::new(),
            text(pair.row.outlets.first().map(String::as_str)),
            text(place.and_then(|place| place.name.as_deref())),
            String::new(),
            String::new(),
            place.and_then(|place| country_name(place.country.as_deref()?)).unwrap_or_default(),
            number(place.and_then(|place| place.lat)),
            number(place.and_then(|place| place.lon)),
        ])?;
    }
    Ok(())
}

/// GDELT's class of a root: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
fn gdelt_class(root: usize) -> u8 {
    match root {
        1..=5 => 1,
        6..=8 => 2,
        9..=13 => 3,
        _ => 4,
    }
}

/// Phoenix's class of a root; 0 is neutral.
fn phoenix_class(root: usize) -> u8 {
    match root {
        1 | 2 => 0,
        3..=5 => 1,
        6..=8 => 2,
        9..=13 | 16 => 3,
        _ => 4,
    }
}

/// GDELT's kind of a place: a country, a state or city of the United States, a city or state elsewhere. It has none
/// for seas, mountains and the like.
fn gdelt_place(place: Option<&Where>) -> &'static str {
    let Some(place) = place else { return "0" };
    match (place.kind, place.country.as_deref()) {
        (Some(PlaceKind::Country), _) => "1",
        (Some(PlaceKind::Region), Some("USA")) => "2",
        (Some(PlaceKind::Town), Some("USA")) => "3",
        (Some(PlaceKind::Town), _) => "4",
        (Some(PlaceKind::Region), _) => "5",
        _ => "0",
    }
}

pub(super) fn gdelt(rows: &[Row], out: &mut impl Write, losses: &mut Losses) -> Result<()> {
    let mut tabs = Tabs(out);
    for (at, pair) in pairs(rows, losses).into_iter().enumerate() {
        let row = pair.row;
        let day = row.first_day().unwrap_or_default();
        let compact = day.replace('-', "");
        let part = |range: std::ops::Range<usize>| day.get(range).and_then(|part| part.parse::<f64>().ok());
        // GDELT's own approximation of the part of the year.
        let fraction = match (part(0..4), part(5..7), part(8..10)) {
            (Some(year), Some(month), Some(day)) => format!("{:.4}", year + (month * 30.0 + day) / 365.0),
            _ => String::new(),
        };
        let actor = |party: Option<&Participant>| -> Vec<String> {
            let name = party.map(|party| party.name.clone().unwrap_or_else(|| words(party)).to_uppercase());
            let mut fields = vec![
                text(party.and_then(|party| party.actor.as_deref())),
                name.unwrap_or_default(),
                text(party.and_then(|party| party.country.as_deref())),
            ];
            fields.extend(std::iter::repeat_n(String::new(), 4));
            fields.push(text(party.and_then(|party| party.sector.as_deref())));
            fields.extend(std::iter::repeat_n(String::new(), 2));
            fields
        };
        let mut fields = vec![
            (at + 1).to_string(),
            compact.clone(),
            compact.get(..6).unwrap_or_default().to_owned(),
            compact.get(..4).unwrap_or_default().to_owned(),
            fraction,
        ];
        fields.extend(actor(pair.source));
        fields.extend(actor(pair.target));
        fields.extend([
            u8::from(row.position == 0).to_string(),
            pair.code.to_owned(),
            pair.code.get(..3).unwrap_or(pair.code).to_owned(),
            format!("{:02}", pair.root),
            gdelt_class(pair.root).to_string(),
            number(row.event.goldstein),
            row.n_reports.to_string(),
            // GDELT counts outlets here; these are independent origins, as the loss table says.
            row.n_independent.to_string(),
            row.n_reports.to_string(),
            String::new(),
        ]);
        // Places of the actors are not coded; GDELT's own codes of places (FIPS 10-4, GNS) are not held.
        fields.extend(["0".to_owned()]);
        fields.extend(std::iter::repeat_n(String::new(), 7));
        fields.extend(["0".to_owned()]);
        fields.extend(std::iter::repeat_n(String::new(), 7));
        let place = row.event.place.as_ref().filter(|place| place.name.is_some());
        fields.extend([
            gdelt_place(place).to_owned(),
            text(place.and_then(|place| place.name.as_deref())),
            String::new(),
            String::new(),
            String::new(),
            number(place.and_then(|place| place.lat)),
            number(place.and_then(|place| place.lon)),
            String::new(),
            row.learned.chars().filter(char::is_ascii_digit).collect(),
            text(row.urls.first().or(row.reports.first()).map(String::as_str)),
        ]);
        tabs.row(&fields)?;
    }
    losses.lose_if(losses.written > 0, "countries of places, in FIPS 10-4 (whole column empty)");
    losses.lose_if(losses.written > 0, "NumSources holds independent origins, not outlets");
    Ok(())
}

pub(super) fn phoenix(rows: &[Row], version: &str, out: &mut impl Write, losses: &mut Losses) -> Result<()> {
    let mut tabs = Tabs(out);
    for (at, pair) in pairs(rows, losses).into_iter().enumerate() {
        let row = pair.row;
        let day = row.first_day().unwrap_or_default();
        let part = |range: std::ops::Range<usize>| {
            let part = day.get(range).and_then(|part| part.parse::<u32>().ok());
            part.map(|number| number.to_string()).unwrap_or_default()
        };
        let actor = |party: Option<&Participant>| {
            [
                text(party.and_then(|party| party.actor.as_deref())),
                text(party.and_then(|party| party.country.as_deref())),
                text(party.and_then(|party| party.sector.as_deref())),
                String::new(),
            ]
        };
        let place = row.event.place.as_ref();
        let mut fields =
            vec![format!("{}_{version}", at + 1), day.replace('-', ""), part(0..4), part(5..7), part(8..10)];
        fields.extend(actor(pair.source));
        fields.extend(actor(pair.target));
        fields.extend([
            pair.code.to_owned(),
            format!("{:02}", pair.root),
            phoenix_class(pair.root).to_string(),
            number(row.event.goldstein),
            String::new(),
            number(place.and_then(|place| place.lat)),
            number(place.and_then(|place| place.lon)),
            text(place.and_then(|place| place.name.as_deref())),
            String::new(),
            text(place.and_then(|place| place.country.as_deref())),
            row.id.clone(),
            row.urls.join(";"),
            row.outlets.join(";"),
        ]);
        tabs.row(&fields)?;
    }
    Ok(())
}
