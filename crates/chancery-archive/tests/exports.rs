//! Exports keep to their published columns, and say what they lose.

mod made;

use chancery_archive::{Archive, Filter, Level, Losses, Reading, Settings, Shape};
use made::{archive_of, line};

fn archive(folder: &std::path::Path) -> Archive {
    let lines = include_str!("bundle.txt").lines().filter(|text| !text.is_empty() && !text.starts_with('#'));
    let readings: Vec<Reading> = lines.map(|text| line(text).reading).collect();
    archive_of(&folder.join("a.db"), &readings, 50, "2025-01-01T12:30:00Z")
}

fn export(archive: &Archive, shape: Shape, level: Level, filter: &str) -> (Vec<u8>, Losses) {
    let country_name = |code: &str| (code == "HUN").then(|| "Hungary".to_owned());
    let settings = Settings { shape, level, country_name: &country_name, version: "9.9" };
    let mut out = Vec::new();
    let losses = archive.export(settings, &Filter::parse(filter).unwrap(), &mut out).unwrap();
    (out, losses)
}

fn rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = std::str::from_utf8(bytes).unwrap();
    text.lines().map(|line| line.split('\t').map(ToOwned::to_owned).collect()).collect()
}

#[test]
fn separated_values_have_the_published_number_of_columns() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    for level in [Level::Events, Level::Occurrences] {
        for (shape, n_columns) in
            [(Shape::Polecat, 40), (Shape::Icews, 20), (Shape::Gdelt, 61), (Shape::Phoenix, 26)]
        {
            let (out, losses) = export(&archive, shape, level, "");
            let rows = rows(&out);
            assert!(rows.len() > 30);
            assert!(rows.iter().all(|row| row.len() == n_columns), "{shape:?}");
            let has_head = matches!(shape, Shape::Polecat | Shape::Icews);
            assert_eq!(losses.rows, rows.len() as u64 - u64::from(has_head));
        }
    }
}

#[test]
fn mutual_acts_are_mirrored_and_several_actors_paired() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    let (out, losses) =
        export(&archive, Shape::Gdelt, Level::Occurrences, "type:AGREE place:PER,BOL -gas object:x");
    assert!(out.is_empty() && losses.written == 0);
    let (out, _) = export(&archive, Shape::Icews, Level::Occurrences, "format:quad since:2021-09");
    let pairs: Vec<(String, String)> =
        rows(&out)[1..].iter().map(|row| (row[2].clone(), row[8].clone())).collect();
    assert_eq!(pairs.len(), 12);
    assert!(pairs.iter().all(|(a, b)| pairs.contains(&(b.clone(), a.clone()))));
    let (out, _) = export(&archive, Shape::Icews, Level::Occurrences, "source:HUN");
    let row = &rows(&out)[1];
    assert_eq!(
        (row[1].as_str(), row[4].as_str(), row[5].as_str(), row[10].as_str()),
        ("2015-07-01", "Hungary", "Reduce relations", "")
    );
}

#[test]
fn future_acts_follow_each_formats_rule() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    let planned = "status:planned";
    let (out, losses) = export(&archive, Shape::Polecat, Level::Events, planned);
    let types: Vec<String> = rows(&out)[1..].iter().map(|row| row[2].clone()).collect();
    assert!(types.contains(&"AGREE".to_owned()) && !types.contains(&"CONSULT".to_owned()));
    assert!(losses.lost.keys().any(|what| what.contains("AGREE or CONCEDE")));
    let (out, losses) = export(&archive, Shape::Gdelt, Level::Events, planned);
    assert!(out.is_empty());
    assert_eq!(losses.lost["record left out: not told as having happened"], 5);
    let (out, _) = export(&archive, Shape::Jsonl, Level::Events, planned);
    assert!(
        String::from_utf8(out).unwrap().contains("\"type\":\"CONSULT\""),
        "the record itself is as it was"
    );
    let (out, _) = export(&archive, Shape::Plover, Level::Events, planned);
    for line in String::from_utf8(out).unwrap().lines() {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(record["context"], serde_json::json!(["future"]));
        assert_ne!(record["event"][0], "CONSULT");
    }
}

#[test]
fn calendars_graphs_maps_and_columns_are_well_formed() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path());
    let (out, losses) = export(&archive, Shape::Ics, Level::Events, "");
    let text = String::from_utf8(out).unwrap();
    assert_eq!(text.matches("BEGIN:VEVENT\r\n").count() as u64, losses.written);
    assert!(text.split("\r\n").all(|line| line.len() <= 75));
    assert!(text.contains("DTSTART;VALUE=DATE:20240304\r\nDTEND;VALUE=DATE:20240305\r\n"));
    let (out, _) = export(&archive, Shape::Geojson, Level::Occurrences, "place:Oslo");
    let map: serde_json::Value = serde_json::from_slice(&out).unwrap();
    assert_eq!(map["features"][0]["geometry"]["coordinates"], serde_json::json!([10.75, 59.91]));
    let (out, losses) = export(&archive, Shape::Graphml, Level::Occurrences, "");
    let text = String::from_utf8(out).unwrap();
    assert_eq!(text.matches("<edge ").count() as u64, losses.rows);
    let (out, _) = export(&archive, Shape::Parquet, Level::Events, "");
    assert!(out.starts_with(b"PAR1") && out.ends_with(b"PAR1"));
    let (again, _) = export(&archive, Shape::Parquet, Level::Events, "");
    assert_eq!(out, again);
    let (out, _) = export(&archive, Shape::Csv, Level::Events, "");
    let mut reader = csv::Reader::from_reader(&out[..]);
    assert_eq!(reader.headers().unwrap().len(), 38);
    assert_eq!(reader.records().map(Result::unwrap).count(), archive.stats().unwrap().counts[5].1 as usize);
}

#[test]
fn what_a_spreadsheet_would_run_is_text() {
    let folder = tempfile::tempdir().unwrap();
    let reading = line("x | 2024-03-05 | Lima Post | AID | NOR | PER | 2024-03-04 | | obj=two tugs | =HYPERLINK(\"x\") was sent").reading;
    let archive = archive_of(&folder.path().join("a.db"), &[reading], 1, "2025-01-01T00:00:00Z");
    let (out, losses) = export(&archive, Shape::Csv, Level::Events, "");
    let text = String::from_utf8(out).unwrap();
    assert!(text.contains("\"'=HYPERLINK"), "{text}");
    assert_eq!(losses.lost.iter().filter(|(what, n)| what.contains("spreadsheet") && **n == 1).count(), 1);
    let (out, _) = export(&archive, Shape::Jsonl, Level::Events, "");
    assert!(String::from_utf8(out).unwrap().contains("\"=HYPERLINK"));
}

#[test]
fn planned_acts_without_a_rule_are_not_told_as_done() {
    let folder = tempfile::tempdir().unwrap();
    let act = |kind: &str, text: &str| {
        line(&format!("x | 2024-03-01 | Lima Post | {kind} planned | NOR | PER | 2024-05-04 | | | {text}"))
            .reading
    };
    let readings = [
        act("SANCTION", "Norway will expel an envoy of Peru"),
        act("AID", "Norway will send Peru rice"),
        act("RETREAT", "Norway will withdraw from Peru"),
    ];
    let archive = archive_of(&folder.path().join("a.db"), &readings, 3, "2025-01-01T00:00:00Z");
    let (out, losses) = export(&archive, Shape::Polecat, Level::Events, "");
    let mut types: Vec<String> = rows(&out)[1..].iter().map(|row| row[2].clone()).collect();
    types.sort();
    assert_eq!(types, ["AGREE", "CONCEDE"]);
    assert_eq!(losses.lost["record left out: planned, and no rule says as what it is written"], 1);
}

#[test]
fn each_report_is_cited_with_its_own_outlet() {
    let folder = tempfile::tempdir().unwrap();
    let told = |outlet: &str, text: &str| {
        line(&format!("x | 2024-03-05 | {outlet} | CONSULT | PER:Ana Quispe,NOR:Lars Moen | | 2024-03-04 | Norway,NOR | | {text}")).reading
    };
    // Two of one outlet, so that outlets and reports are not equally many.
    let readings = [
        told("Lima Post", "Quispe met Moen in Oslo"),
        told("Lima Post", "Moen received Quispe"),
        told("Oslo View", "Moen held talks with Quispe"),
    ];
    let archive = archive_of(&folder.path().join("a.db"), &readings, 3, "2025-01-01T00:00:00Z");
    let (out, _) = export(&archive, Shape::Plover, Level::Occurrences, "");
    let record: serde_json::Value = serde_json::from_slice(&out).unwrap();
    let cited = record["cite_info"].as_array().unwrap();
    assert_eq!(cited.len(), 3);
    for one in cited {
        let (report, outlet) = (one["citation"].as_str().unwrap(), one["publication"].as_str().unwrap());
        assert!(report.starts_with(outlet), "{report} of {outlet}");
    }
    let settings = Settings {
        shape: Shape::Gdelt,
        level: Level::Occurrences,
        country_name: &|code| (code == "NOR").then(|| "Norway".to_owned()),
        version: "1",
    };
    let mut out = Vec::new();
    archive.export(settings, &Filter::default(), &mut out).unwrap();
    assert!(rows(&out).iter().all(|row| row[51] == "1" && row[52] == "Norway"), "a country, no city");
}
