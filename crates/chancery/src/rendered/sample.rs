//! Coded reports for the tests of the renderings; the events are invented.

use std::path::Path;

use chancery_record::{CodedReport, wire};
use serde_json::{Value, json};

const RAW: &str = "Norway's foreign minister in Nairobi for talks\n\nNAIROBI, March 5 (KW) - Norwegian Foreign \
Minister Ingrid Solheim arrived in Nairobi on Tuesday for talks with her Kenyan counterpart, Kestrel Wire \
reported.\n\nNorway and Kenya agreed to \"share data on piracy\", officials said. Solheim urged Laos to release \
two fishermen.\n\nREAD MORE: Ten killed in ferry accident\n";

/// The place of some words in a raw text, in code points.
fn span(raw: &str, words: &str) -> [usize; 2] {
    let start = raw.find(words).expect("the words stand in the text");
    let start = raw[..start].chars().count();
    [start, start + words.chars().count()]
}

fn words(raw: &str, words: &str) -> Value {
    json!({"text": words, "span": span(raw, words)})
}

fn from_json(value: &Value) -> CodedReport {
    wire::report_from_line(&value.to_string()).expect("a coded report")
}

/// A report with a visit, an agreement and a demand, and its raw text.
pub(super) fn report() -> (CodedReport, &'static str) {
    let party = |text: &str, name: Option<&str>, country: &str, office: Option<&str>| {
        json!({"text": text, "name": name, "country": country, "office": office, "kind": "state",
            "actor": format!("{country}GOV"), "span": span(RAW, text)})
    };
    let at = |text: &str| span(RAW, text);
    let teaser = at("READ MORE: Ten killed in ferry accident");
    let (headline, dateline) =
        (at("Norway's foreign minister in Nairobi for talks"), at("NAIROBI, March 5 (KW)"));
    let value = json!({
        "report": "kestrel-0305", "published": "2024-03-05", "outlet": "Lakeside Standard",
        "events": [
            {
                "id": "kestrel-0305.1", "type": "CONSULT", "mode": "visit", "contexts": ["executive"],
                "cameo": "042", "goldstein": 1.9, "status": "actual", "reciprocal": false,
                "source": [party("Ingrid Solheim", Some("Ingrid Solheim"), "NOR", Some("foreign minister"))],
                "target": [party("Kenyan", None, "KEN", None)],
                "attribution": [{"kind": "agency", "cue": "reported", "span": span(RAW, "reported"),
                    "speaker": party("Kestrel Wire", Some("Kestrel Wire"), "NOR", None)}],
                "when": {"start": "2024-03-05", "end": "2024-03-05", "precision": "day", "text": "on Tuesday",
                    "span": span(RAW, "on Tuesday")},
                "where": {"name": "Nairobi", "country": "KEN", "lat": -1.28333, "lon": 36.81667,
                    "geonameid": 184745, "text": "Nairobi"},
                "evidence": [
                    words(RAW, "Ingrid Solheim arrived in Nairobi on Tuesday for talks with her Kenyan counterpart"),
                    words(RAW, "Norway's foreign minister in Nairobi for talks"),
                ],
                "confidence": {"value": 0.9, "parts": [{"name": "frame", "value": 0.9}]},
            },
            {
                "id": "kestrel-0305.2", "type": "AGREE", "status": "actual", "reciprocal": true, "cameo": "064",
                "goldstein": 7.0, "target": [],
                "source": [party("Norway", None, "NOR", None), party("Kenya", None, "KEN", None)],
                "object": {"text": "share data on piracy", "span": span(RAW, "share data on piracy"),
                    "class": "intelligence"},
                "evidence": [words(RAW, "Norway and Kenya agreed to \"share data on piracy\"")],
            },
            {
                "id": "kestrel-0305.3", "type": "REQUEST", "mode": "yield", "status": "actual", "cameo": "1053",
                "source": [party("Solheim", Some("Ingrid Solheim"), "NOR", Some("foreign minister"))],
                "target": [party("Laos", None, "LAO", None)],
                "when": {"start": "2024-03-03", "end": "2024-03-05", "precision": "report"},
                "toll": [{"harm": "detained", "low": 2, "high": 2, "who": "fishermen", "text": "two fishermen"}],
                "evidence": [words(RAW, "Solheim urged Laos to release two fishermen")],
            },
        ],
        "statements": [{
            "id": "kestrel-0305.s1", "speaker": {"text": "officials", "name": null, "span": span(RAW, "officials")},
            "cue": words(RAW, "said"), "content": [words(RAW, "Norway and Kenya agreed to \"share data on piracy\"")],
        }],
        "segments": [
            {"kind": "headline", "span": headline},
            {"kind": "dateline", "span": dateline},
            {"kind": "body", "span": [dateline[1], teaser[0]]},
            {"kind": "teaser", "span": [teaser[0], teaser[1] + 1]},
        ],
        "notes": [{"message": "the year of the dateline is the one of publication", "hint": null}],
    });
    (from_json(&value), RAW)
}

/// A report whose every word would do harm if it were not kept from it, and its raw text.
pub(super) fn hostile() -> (CodedReport, &'static str) {
    const BAD: &str =
        "<script>alert('&')</script> \u{202e}desrever\u{202c} \u{1b}[31m \"quoted, twice\"\0 \u{2066}é";
    let text = words(BAD, BAD);
    let party = json!({"text": BAD, "name": BAD, "country": "\"><img>", "office": BAD, "span": [0, 5]});
    let value = json!({
        "report": "../<b>&", "published": null, "outlet": BAD,
        "events": [{
            "id": "<i>", "type": "ACCUSE", "status": "denied", "cameo": "<u>", "source": [party], "target": [],
            "attribution": [{"kind": "person", "speaker": party, "cue": BAD, "denies": true}],
            "when": {"start": null, "end": null, "text": BAD},
            "where": {"name": null, "text": BAD},
            "format": {"name": BAD, "text": BAD},
            "object": {"text": BAD, "class": "<s>"},
            "toll": [{"harm": "killed", "low": null, "high": 3, "who": BAD, "text": BAD}],
            "evidence": [text, {"text": "beyond", "span": [9000, 9100]}, {"text": "nowhere", "span": null}],
        }],
        "statements": [{"id": "s", "speaker": party, "content": [{"text": BAD, "span": [3, 12]}], "addressee": party}],
        "segments": [{"kind": "<em>", "span": [2, 9]}],
        "notes": [{"message": BAD, "hint": BAD, "span": null}],
    });
    (from_json(&value), BAD)
}

/// Compares with a file of `expected/`; with `UPDATE_SUITE` set, writes it instead.
#[track_caller]
pub(super) fn assert_expected(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rendered/expected").join(name);
    if std::env::var_os("UPDATE_SUITE").is_some() {
        std::fs::write(&path, found).unwrap();
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    assert_eq!(found, expected, "{name} differs; UPDATE_SUITE=1 writes it anew");
}
