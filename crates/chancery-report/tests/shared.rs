//! The five shared reports: what is marked there as not their content stays out of it, and none of
//! their sentences is lost. The folder is named by `CHANCERY_SHARED`; nothing of it is kept here.

use std::path::PathBuf;

use chancery_record::SegmentKind;
use chancery_report::{Input, Reader};

fn shared() -> Option<PathBuf> {
    let Some(folder) = std::env::var_os("CHANCERY_SHARED") else {
        eprintln!("SKIPPED: CHANCERY_SHARED is not set; the shared reports were not read");
        return None;
    };
    let folder = PathBuf::from(folder);
    assert!(folder.join("gold/seeds.jsonl").is_file(), "CHANCERY_SHARED has no gold/seeds.jsonl");
    Some(folder)
}

#[test]
fn nothing_outside_the_content_of_the_shared_reports_is_content() {
    let Some(folder) = shared() else { return };
    let gold = std::fs::read_to_string(folder.join("gold/seeds.jsonl")).unwrap();
    let inputs = Input::expand(folder.join("reports/0*.txt").to_str().unwrap()).unwrap();
    let reports: Vec<_> = Reader::new().reports(inputs).map(Result::unwrap).collect();
    assert_eq!(reports.len(), gold.lines().count());
    for (report, gold) in reports.iter().zip(gold.lines()) {
        let gold: serde_json::Value = serde_json::from_str(gold).unwrap();
        let spans: Vec<(usize, usize)> = gold["not_content"]
            .as_array()
            .unwrap()
            .iter()
            .map(|span| (span[0].as_u64().unwrap() as usize, span[1].as_u64().unwrap() as usize))
            .collect();
        for (point, (byte, c)) in report.raw.char_indices().enumerate() {
            let kind =
                report.segments.iter().find(|segment| segment.span.contains(byte as u32)).unwrap().kind;
            let foreign = spans.iter().any(|(start, end)| (*start..*end).contains(&point));
            if !c.is_whitespace() {
                assert_eq!(
                    !foreign,
                    matches!(kind, SegmentKind::Body | SegmentKind::Headline | SegmentKind::Dateline),
                    "{}: character {point}",
                    report.origin
                );
            }
        }
        let language = report.language.code.as_ref();
        assert_eq!(language, "en");
    }
}
