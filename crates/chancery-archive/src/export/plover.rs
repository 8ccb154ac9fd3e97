//! PLOVER's own JSON, and POLECAT's columns.
//!
//! Sources: PLOVER manual, draft 2.0, JSON tables; POLECAT's column list as its readers publish it
//! (Dataverse doi 10.7910/DVN/AJGVIT). POLECAT writes a missing value as `None` and joins lists by `; `.

use std::io::Write;

use chancery_record::{EventType, Participant, Status};
use serde_json::{Value, json};

use super::Losses;
use super::row::{Row, words};
use super::table::{Tabs, joined};
use crate::ask::one_line;
use crate::error::Result;

/// PLOVER's rule on acts to come; none where it has none, and the act would be told as done.
fn exported_type(row: &Row) -> Option<EventType> {
    match (row.status, row.event.event_type) {
        (
            Status::Planned,
            EventType::Consult
            | EventType::Support
            | EventType::Cooperate
            | EventType::Aid
            | EventType::Agree,
        ) => Some(EventType::Agree),
        (Status::Planned, EventType::Retreat | EventType::Concede) => Some(EventType::Concede),
        (Status::Planned, _) => None,
        (_, event_type) => Some(event_type),
    }
}

fn entity(party: &Participant) -> Value {
    json!({
        "code": party.country,
        "sector": party.sector,
        "entity_text": words(party),
        "identifier_text": party.name,
        "office": party.office,
    })
}

pub(super) fn json_lines(
    rows: &[Row],
    version: &str,
    out: &mut impl Write,
    losses: &mut Losses,
) -> Result<()> {
    for row in rows {
        let event = &row.event;
        // Its context says "future", so that an act without a rule can stay what it is.
        let event_type = exported_type(row).unwrap_or(event.event_type);
        let is_changed = event_type != event.event_type;
        losses.lose_if(is_changed, "type of a planned act, written as AGREE or CONCEDE");
        losses.lose_if(event.confidence.is_some(), "confidence and its parts");
        losses.lose_if(
            event.target.is_empty() && needs_recipient(event_type),
            "recipient that PLOVER requires",
        );
        let mut contexts: Vec<&str> = event.contexts.iter().map(|context| context.name()).collect();
        match row.status {
            Status::Actual => {}
            Status::Planned | Status::Proposed => contexts.push("future"),
            Status::Hypothetical => contexts.push("hypothetical"),
            Status::Denied => contexts.push("negation"),
        }
        let mode = event.mode.filter(|_| !is_changed).map(|mode| mode.name());
        let mut size = serde_json::Map::new();
        for toll in &event.toll {
            let name = match toll.harm {
                chancery_record::Harm::Killed => "dead",
                chancery_record::Harm::Wounded => "injured",
                chancery_record::Harm::Detained => "arrested",
                other => other.name(),
            };
            if let Some(count) = toll.low.or(toll.high) {
                size.entry(name).or_insert(json!(count));
            }
        }
        let record = json!({
            "id": row.id,
            "has_event": true,
            "date": row.first_day(),
            "enddate": row.days.filter(|days| days.count() > 1).map(|days| days.last().to_string()),
            "actor": event.source.iter().map(entity).collect::<Vec<_>>(),
            "recipient": event.target.iter().map(entity).collect::<Vec<_>>(),
            "event": [event_type.name()],
            "mode": mode,
            "context": contexts,
            "event_scale": if is_changed { event_type.score() } else { row.score() },
            "quad_code": event_type.quad_class().number(),
            "event_loc": event.place.as_ref().map(|place| json!({
                "extracted_place": one_line(&place.words.text),
                "resolved_place": place.name,
                "country_code": place.country,
                "lat": place.lat,
                "lon": place.lon,
                "geonameid": place.geonameid,
            })),
            "event_text": event.evidence.first().map(|words| one_line(&words.text)),
            "text_info": event.evidence.iter().map(|words| json!({
                "start": words.span.map(|span| span.start),
                "end": words.span.map(|span| span.end),
                "text": words.text,
            })).collect::<Vec<_>>(),
            "size": size,
            "link": row.occurrence,
            "cite_info": row.cited.iter().map(|cited| json!({
                "title": cited.headline,
                "citation": cited.report,
                "url": cited.url,
                "publication": cited.outlet,
            })).collect::<Vec<_>>(),
            "coder": format!("chancery {version}"),
            "status": row.status.name(),
            "claimant": event.attribution.iter().map(|link| json!({
                "kind": link.kind.name(),
                "speaker": link.speaker.as_ref().map(|speaker| one_line(speaker.label())),
                "denies": link.denies,
            })).collect::<Vec<_>>(),
            "object": event.object.as_ref().map(|object| one_line(&object.words.text)),
            "reports": row.n_reports,
            "independent": row.n_independent,
        });
        serde_json::to_writer(&mut *out, &record)?;
        writeln!(out)?;
        losses.written += 1;
        losses.rows += 1;
    }
    Ok(())
}

fn needs_recipient(event_type: EventType) -> bool {
    matches!(event_type, EventType::Cooperate | EventType::Aid | EventType::Sanction)
}

/// POLECAT's columns, in order.
const COLUMNS: [&str; 40] = [
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
];

pub(super) fn polecat(rows: &[Row], version: &str, out: &mut impl Write, losses: &mut Losses) -> Result<()> {
    let mut tabs = Tabs(out);
    tabs.row(&COLUMNS)?;
    for row in rows {
        if matches!(row.status, Status::Proposed | Status::Hypothetical | Status::Denied) {
            losses.lose("record left out: proposed, supposed or denied");
            continue;
        }
        let event = &row.event;
        let Some(event_type) = exported_type(row) else {
            losses.lose("record left out: planned, and no rule says as what it is written");
            continue;
        };
        let is_changed = event_type != event.event_type;
        losses.lose_if(is_changed, "type of a planned act, written as AGREE or CONCEDE");
        losses.lose_if(row.days.is_some_and(|days| days.count() > 1), "last day of an interval");
        losses.lose_if(!event.attribution.is_empty(), "attribution");
        losses.lose_if(!event.toll.is_empty(), "toll");
        losses.lose_if(event.object.is_some(), "object");
        losses.lose_if(event.format.is_some(), "format");
        losses.lose("evidence");
        let score = if is_changed { event_type.score() } else { row.score() };
        let some = |text: String| if text.is_empty() { "None".to_owned() } else { text };
        let none = || "None".to_owned();
        let side = |parties: &[Participant]| {
            let mut sectors: Vec<&str> = parties.iter().filter_map(|party| party.sector.as_deref()).collect();
            sectors.dedup();
            [
                some(joined(parties, |party| party.name.clone())),
                some(joined(parties, |party| party.country.clone())),
                none(),
                some(sectors.first().map(|sector| (*sector).to_owned()).unwrap_or_default()),
                some(sectors.join("; ")),
                some(joined(parties, |party| party.office.clone())),
                some(joined(parties, |party| Some(words(party)))),
                none(),
            ]
        };
        let place = event.place.as_ref();
        let number = |value: Option<f64>| some(value.map(|value| value.to_string()).unwrap_or_default());
        let mut fields = vec![
            format!("{}_{}", row.id, event_type.name()),
            some(row.first_day().unwrap_or_default()),
            event_type.name().to_owned(),
            some(event.mode.filter(|_| !is_changed).map(|mode| mode.name().to_owned()).unwrap_or_default()),
            score.to_string(),
            event_type.quad_class().name().replace('-', " ").to_uppercase(),
            some(event.contexts.iter().map(|context| context.name()).collect::<Vec<_>>().join("; ")),
        ];
        fields.extend(side(&event.source));
        fields.extend(side(&event.target));
        fields.extend([
            some(place.and_then(|place| place.name.clone()).unwrap_or_default()),
            none(),
            none(),
            none(),
            some(place.and_then(|place| place.country.clone()).unwrap_or_default()),
            number(place.and_then(|place| place.lat)),
            number(place.and_then(|place| place.lon)),
            some(place.and_then(|place| place.geonameid).map(|id| id.to_string()).unwrap_or_default()),
            some(place.map(|place| one_line(&place.words.text)).unwrap_or_default()),
            none(),
            some(row.outlets.first().cloned().unwrap_or_default()),
            some(row.published.clone().unwrap_or_default()),
            none(),
            none(),
            none(),
            "en".to_owned(),
            format!("chancery-{version}"),
        ]);
        tabs.row(&fields)?;
        losses.written += 1;
        losses.rows += 1;
    }
    Ok(())
}
