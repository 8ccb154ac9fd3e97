//! Networks of actors (GraphML) and maps (GeoJSON).

use std::collections::BTreeSet;
use std::io::Write;

use chancery_record::Participant;
use serde_json::json;

use super::Losses;
use super::row::{Row, words};
use crate::error::Result;

/// Attributes of an edge: id, name, type.
const EDGE_KEYS: [(&str, &str, &str); 6] = [
    ("e0", "id", "string"),
    ("e1", "type", "string"),
    ("e2", "status", "string"),
    ("e3", "day", "string"),
    ("e4", "score", "double"),
    ("e5", "independent", "long"),
];

/// A directed multigraph: a node for each country, organisation or unresolved party, an edge for each pair.
/// A mutual act has an edge each way; an act without a target has none.
pub(super) fn graphml(rows: &[Row], out: &mut impl Write, losses: &mut Losses) -> Result<()> {
    let mut nodes = BTreeSet::new();
    let mut edges = Vec::new();
    for row in rows {
        losses.written += 1;
        losses.lose("place, object, toll, attribution and evidence");
        for pair in row.pairs() {
            let (Some(source), Some(target)) = pair else {
                losses.lose("record left out: a side is unknown");
                continue;
            };
            let (source, target) = (node(source), node(target));
            nodes.extend([source.clone(), target.clone()]);
            edges.push((row, source, target));
        }
    }
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(out, r#"<graphml xmlns="http://graphml.graphdrawing.org/xmlns">"#)?;
    for (id, name, kind) in EDGE_KEYS {
        writeln!(out, r#"  <key id="{id}" for="edge" attr.name="{name}" attr.type="{kind}"/>"#)?;
    }
    writeln!(out, r#"  <graph id="events" edgedefault="directed">"#)?;
    for node in &nodes {
        writeln!(out, r#"    <node id="{}"/>"#, escaped(node))?;
    }
    for (at, (row, source, target)) in edges.iter().enumerate() {
        losses.rows += 1;
        writeln!(out, r#"    <edge id="x{at}" source="{}" target="{}">"#, escaped(source), escaped(target))?;
        let values = [
            row.id.clone(),
            row.event.event_type.name().to_owned(),
            row.status.name().to_owned(),
            row.first_day().unwrap_or_default(),
            row.score().to_string(),
            row.n_independent.to_string(),
        ];
        for ((id, ..), value) in EDGE_KEYS.iter().zip(&values).filter(|(_, value)| !value.is_empty()) {
            writeln!(out, r#"      <data key="{id}">{}</data>"#, escaped(value))?;
        }
        writeln!(out, "    </edge>")?;
    }
    writeln!(out, "  </graph>\n</graphml>")?;
    Ok(())
}

fn node(party: &Participant) -> String {
    party.country.clone().unwrap_or_else(|| words(party))
}

/// XML forbids most control characters altogether.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}

/// RFC 7946: longitude first.
pub(super) fn geojson(rows: &[Row], out: &mut impl Write, losses: &mut Losses) -> Result<()> {
    writeln!(out, r#"{{"type":"FeatureCollection","features":["#)?;
    let mut is_first = true;
    for row in rows {
        let place = row.event.place.as_ref();
        let Some((place, (lat, lon))) = place.and_then(|place| Some((place, place.lat.zip(place.lon)?)))
        else {
            losses.lose("record left out: no coordinates");
            continue;
        };
        losses.written += 1;
        losses.rows += 1;
        losses.lose("object, toll, attribution and evidence");
        let feature = json!({
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
            "properties": {
                "id": row.id,
                "sentence": row.sentence,
                "type": row.event.event_type.name(),
                "status": row.status.name(),
                "first_day": row.first_day(),
                "last_day": row.days.map(|days| days.last().to_string()),
                "place": place.name,
                "country": place.country,
                "reports": row.n_reports,
                "independent": row.n_independent,
            },
        });
        let comma = if is_first { "" } else { "," };
        is_first = false;
        writeln!(out, "{comma}{feature}")?;
    }
    writeln!(out, "]}}")?;
    Ok(())
}
