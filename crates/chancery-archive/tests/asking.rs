//! What the archive answers: one filter language for every list, one report in full, and how it says what it cannot do.

mod made;

use std::fs;

use chancery_archive::{Archive, Filter, Page, Reading, changes};
use chancery_record::{Span, Statement, Words};
use made::{archive_of, coder, line, take};
use tempfile::tempdir;

const DAY: &str = "2025-01-01T00:00:00Z";

fn told(outlet: &str, day: &str, act: &str, evidence: &str) -> Reading {
    let parties = "PER:Ana Quispe,NOR:Lars Moen";
    line(&format!("x | {day} | {outlet} | {act} | {parties} | | {day} | Oslo,NOR,59.91,10.75 | | {evidence}"))
        .reading
}

fn said(mut reading: Reading, content: &str, to: Option<&str>) -> Reading {
    let party = reading.coded.events[0].source[0].clone();
    let addressee = to.map(|code| {
        let mut addressee = party.clone();
        addressee.country = Some(code.to_owned());
        addressee
    });
    let at = u32::try_from(reading.text.chars().count() + 1).unwrap();
    reading.text = format!("{} {content}", reading.text);
    let end = u32::try_from(reading.text.chars().count()).unwrap();
    reading.coded.statements.push(Statement {
        id: "x.s1".into(),
        speaker: Some(party),
        cue: Some(Words::outside("said")),
        content: vec![Words::at(content, Span::new(at, end))],
        quoted: false,
        addressee,
        attribution: Vec::new(),
    });
    reading
}

fn parsed(filter: &str) -> Filter {
    Filter::parse(filter).unwrap()
}

#[test]
fn every_field_can_be_asked_of_every_list() {
    let folder = tempdir().unwrap();
    let readings = [
        said(
            told("Lima Post", "2024-03-04", "CONSULT/visit", "Quispe and Moen met in Oslo"),
            "the content of the war chest stays secret, and Sana'a is far",
            Some("NOR"),
        ),
        said(
            told("Oslo View", "2024-05-20", "AGREE planned", "Quispe and Moen will agree on fish"),
            "we look toward peace",
            None,
        ),
    ];
    let archive = archive_of(&folder.path().join("a.db"), &readings, 2, DAY);
    for (filter, n_statements, n_reports) in [
        ("", 2, 2),
        ("actor:PER", 2, 2),
        ("actor:\"ana quispe\"", 2, 2),
        ("target:NOR", 1, 0),
        ("type:CONSULT", 1, 1),
        ("type:CONSULT,AGREE", 2, 2),
        ("-type:CONSULT", 1, 1),
        ("mode:visit", 1, 1),
        ("status:planned", 1, 1),
        ("place:Oslo since:2024-04", 1, 1),
        ("by:Lima", 1, 1),
        ("outlet:Oslo", 1, 1),
        ("format:quad", 0, 0),
        ("min-independent:2", 0, 0),
        // Words are whole, and none of the record's own.
        ("text:war", 1, 1),
        ("text:\"war chest\"", 1, 1),
        ("text:content", 1, 1),
        ("text:speaker", 0, 0),
        ("text:\"Sana'a\"", 1, 1),
        ("text:fish", 0, 1),
    ] {
        let asked = parsed(filter);
        assert_eq!(archive.statements(&asked, Page::ALL).unwrap().len(), n_statements, "statements {filter}");
        assert_eq!(archive.reports(&asked, Page::ALL).unwrap().len(), n_reports, "reports {filter}");
    }
    let count = |filter: &str| archive.dossier("PER", &parsed(filter)).unwrap().total.occurrences;
    assert_eq!((count(""), count("status:planned"), count("until:2024-04 place:Oslo")), (2, 1, 1));
    assert!(archive.dossier("PER", &parsed("type:AID")).unwrap_err().is_unknown());
    assert_eq!(archive.dyad("PER", "NOR", &parsed("mode:visit")).unwrap().total.occurrences, 1);
    assert!(archive.dyad("PER", "NOR", &parsed("since:2024-04")).unwrap_err().is_unknown());
    let months = |page| archive.timeline(&parsed(""), page).unwrap().into_iter().map(|line| line.month);
    assert!(months(Page::ALL).eq(["2024-03", "2024-05"]));
    assert!(months(Page { skip: 1, take: 1 }).eq(["2024-05"]));
    let events = archive.events(&parsed("type:AGREE"), Page::ALL).unwrap();
    let found = archive.occurrences(&parsed(&format!("id:{}", &events[0].id[..9])), Page::ALL).unwrap();
    assert_eq!(found[0].events, [events[0].id.clone()]);
}

#[test]
fn a_report_comes_back_byte_for_byte_in_each_of_its_states() {
    let folder = tempdir().unwrap();
    let url = Some("https://lima.example/1".to_owned());
    let raw = b"caf\xe9 in Lima\r\n\0".to_vec();
    let first = Reading {
        url: url.clone(),
        raw: Some(raw.clone()),
        ..told("Lima Post", "2024-03-04", "CONSULT", "café in Lima")
    };
    let second =
        Reading { url, ..told("Lima Post", "2024-03-05", "CONSULT", "Quispe met Moen in Oslo, corrected") };
    let mut archive = archive_of(&folder.path().join("a.db"), std::slice::from_ref(&first), 1, DAY);
    assert_eq!(archive.raw_bytes("https://lima.example/1", None).unwrap(), raw);
    take(&mut archive, &coder(), std::slice::from_ref(&second), 1, "2025-03-01T00:00:00Z");
    let bytes = |number| archive.raw_bytes("https://lima.example/1", number).unwrap();
    assert_eq!(bytes(None), second.text.as_bytes());
    assert_eq!((bytes(Some(1)), bytes(Some(2))), (raw.clone(), second.text.clone().into_bytes()));
    assert_eq!(archive.raw_text("https://lima.example/1", Some(1)).unwrap(), first.text);
    for number in [0, 3] {
        let error = archive.raw_bytes("https://lima.example/1", Some(number)).unwrap_err();
        assert!(error.to_string().contains("has 2 revisions"), "{error}");
    }
    assert!(archive.raw_bytes("nowhere", None).unwrap_err().is_unknown());
    let report = archive.report("https://lima.example/1").unwrap();
    assert_eq!((report.line.revisions, report.states.len(), report.found.len()), (2, 2, 1));
    assert_eq!((report.states[0].stands, report.states[1].stands), (false, true));
    assert_eq!(report.states[1].codings[0].version, coder().version);
    archive.as_of(Some("2025-02-01")).unwrap();
    let report = archive.report("https://lima.example/1").unwrap();
    assert_eq!((report.states.len(), report.states[0].stands), (1, true));
    assert_eq!(archive.raw_bytes("https://lima.example/1", None).unwrap(), raw);
}

#[test]
fn reports_of_one_name_are_two() {
    let folder = tempdir().unwrap();
    let mut readings = [
        told("Lima Post", "2024-03-04", "CONSULT/visit", "Quispe went to Oslo and met Moen"),
        told("Oslo View", "2024-03-04", "CONSULT/visit", "Moen received Quispe in Oslo"),
    ];
    for reading in &mut readings {
        reading.coded.report = "index".into();
    }
    let archive = archive_of(&folder.path().join("a.db"), &readings, 2, DAY);
    let found = archive.occurrences(&Filter::default(), Page::ALL).unwrap();
    assert_eq!((found.len(), found[0].reports.len(), found[0].independent), (1, 2, 2));
    assert!(archive.cite(&found[0].id, chancery_archive::Style::Text, "1").unwrap().contains("2 reports"));
    let error = archive.report("index").unwrap_err();
    assert!(error.to_string().contains("several reports"), "{error}");
}

/// Words that one text has twice and another once can be aligned in several ways.
#[test]
fn repeated_words_are_traced_alike_in_either_order() {
    let folder = tempdir().unwrap();
    let passage =
        "the ministers of both countries agreed to resume the talks on fishing rights that broke down";
    let twice = told(
        "Lima Post",
        "2024-03-04",
        "CONSULT",
        &format!("{passage} and once more {passage} in the autumn"),
    );
    let once = told(
        "Oslo View",
        "2024-03-05",
        "CONSULT",
        &format!("Reporters in Oslo say that {passage} last year"),
    );
    let digest = |name: &str, readings: &[Reading]| {
        archive_of(&folder.path().join(name), readings, 1, DAY).content_digest().unwrap()
    };
    assert_eq!(digest("a.db", &[twice.clone(), once.clone()]), digest("b.db", &[once, twice]));
}

#[test]
fn a_citation_names_the_version_that_a_past_day_still_gives() {
    let folder = tempdir().unwrap();
    let first = told("Lima Post", "2024-03-04", "CONSULT", "Quispe met Moen in Oslo");
    let mut archive = archive_of(&folder.path().join("a.db"), std::slice::from_ref(&first), 1, DAY);
    let (version, id) =
        (archive.version().unwrap(), archive.occurrences(&parsed(""), Page::ALL).unwrap()[0].id.clone());
    let cite = |archive: &Archive| archive.cite(&id, chancery_archive::Style::Text, "0.1").unwrap();
    assert!(cite(&archive).contains(&format!("archive {}", &version[..16])));
    let second = told("Oslo View", "2024-03-04", "CONSULT", "Moen held talks with Quispe");
    take(&mut archive, &coder(), std::slice::from_ref(&second), 1, "2025-03-01T00:00:00Z");
    assert_ne!(archive.version().unwrap(), version);
    archive.as_of(Some("2025-02-01")).unwrap();
    assert_eq!(archive.version().unwrap(), version);
    assert!(cite(&archive).contains("1 report,"), "{}", cite(&archive));
}

#[test]
fn whom_one_met_is_the_person_where_any_report_names_it() {
    let folder = tempdir().unwrap();
    let visit = "2024-03-04 | Oslo,NOR,59.91,10.75 | |";
    let readings = [
        told("Lima Post", "2024-03-04", "CONSULT", "Quispe met Moen in Oslo"),
        line(&format!("x | 2024-03-05 | Oslo View | CONSULT | PER:Ana Quispe,NOR | | {visit} Quispe met her host in Oslo"))
            .reading,
        line("x | 2024-06-05 | Oslo View | CONSULT | PER:Ana Quispe,NOR | | 2024-06-04 | Lima,PER,-12.05,-77.04 | | Quispe met Norwegians")
            .reading,
    ];
    let archive = archive_of(&folder.path().join("a.db"), &readings, 3, DAY);
    let met = archive.dossier("PER", &parsed("")).unwrap().meetings;
    let met: Vec<(&str, u64)> = met.iter().map(|one| (one.with.as_str(), one.tally.occurrences)).collect();
    assert_eq!(met, [("Lars Moen (NOR)", 1), ("NOR", 1)]);
}

#[test]
fn a_target_is_not_said_again_as_the_object() {
    let folder = tempdir().unwrap();
    let reading =
        line("x | 2024-03-05 | Oslo View | SUPPORT | NOR | \"the offer\" | 2024-03-04 | | obj=the offer | Norway welcomed the offer")
            .reading;
    let archive = archive_of(&folder.path().join("a.db"), &[reading], 1, DAY);
    let found = archive.occurrences(&parsed(""), Page::ALL).unwrap();
    assert_eq!(found[0].sentence, "NOR expressed support for the offer, 2024-03-04");
}

#[test]
fn damage_is_told_with_its_table() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("a.db");
    let archive =
        archive_of(&path, &[told("Lima Post", "2024-03-04", "CONSULT", "Quispe met Moen in Oslo")], 1, DAY);
    archive.vacuum().unwrap();
    drop(archive);
    let db = rusqlite::Connection::open(&path).unwrap();
    let root = |table: &str| -> usize {
        db.query_row("SELECT rootpage FROM sqlite_schema WHERE name = ?1", [table], |row| row.get(0)).unwrap()
    };
    let at = root("words_data");
    drop(db);
    let mut bytes = fs::read(&path).unwrap();
    bytes[(at - 1) * 4096..at * 4096].fill(0xa5);
    fs::write(&path, bytes).unwrap();
    let faults = Archive::read(&path).unwrap().check().unwrap();
    assert!(faults.iter().any(|fault| fault.contains("words")), "{faults:?}");
}

/// Background that is told for years would tie every report to all before it.
#[test]
fn words_told_again_after_months_are_no_copy() {
    let folder = tempdir().unwrap();
    let passage =
        "the quarrel began when a trawler was seized off the coast and its crew was held for a week";
    let readings = [
        told("Lima Post", "2024-03-04", "CONSULT", &format!("Quispe met Moen; {passage} that spring")),
        told("Oslo View", "2024-03-20", "CONSULT", &format!("Moen saw Quispe again; {passage} last year")),
        told("Oslo View", "2024-09-20", "CONSULT", &format!("Talks go on in autumn; {passage} long ago")),
    ];
    let archive = archive_of(&folder.path().join("a.db"), &readings, 3, DAY);
    let shared: Vec<u64> =
        archive.reports(&parsed(""), Page::ALL).unwrap().iter().map(|line| line.shares_with).collect();
    assert_eq!(shared, [1, 1, 0]);
}

#[test]
fn a_change_says_what_was_and_what_is() {
    let folder = tempdir().unwrap();
    let reading = told("Lima Post", "2024-03-04", "CONSULT", "Quispe met Moen in Oslo");
    let old = archive_of(&folder.path().join("old.db"), std::slice::from_ref(&reading), 1, DAY);
    let mut recoded = reading;
    recoded.coded.events[0].status = chancery_record::Status::Planned;
    let new = archive_of(&folder.path().join("new.db"), std::slice::from_ref(&recoded), 1, DAY);
    let found = changes(&old, &new).unwrap();
    assert_eq!(
        (found.len(), found[0].change, found[0].about.as_slice()),
        (1, "changed", &["status".to_owned()][..])
    );
    assert_eq!(
        (&found[0].before["status"], &found[0].after["status"]),
        (&"actual".into(), &"planned".into())
    );
    assert_eq!(found[0].sentence, "Ana Quispe (PER) and Lars Moen (NOR) met, Oslo, 2024-03-04");
    let none = archive_of(&folder.path().join("none.db"), &[], 1, DAY);
    let found = changes(&old, &none).unwrap();
    assert_eq!((found[0].change, found[0].about[0].as_str()), ("withdrawn", "its report is not there"));
}

#[test]
fn why_a_file_cannot_be_opened_is_said() {
    let folder = tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    let hinted = |error: chancery_archive::Error, name: &str, what: &str| {
        let text = error.to_string();
        assert!(text.contains(name) && text.contains(what) && error.hint().is_some(), "{text}");
    };
    fs::create_dir(place("folder")).unwrap();
    fs::write(place("empty.db"), "").unwrap();
    hinted(Archive::read(&place("folder")).unwrap_err(), "folder", "this is a folder");
    hinted(Archive::create(&place("folder")).unwrap_err(), "folder", "this is a folder");
    hinted(Archive::create(&place("no/a.db")).unwrap_err(), "a.db", "there is no such folder");
    hinted(Archive::read(&place("empty.db")).unwrap_err(), "empty.db", "the file is empty");
    let archive = archive_of(&place("a.db"), &[], 1, DAY);
    hinted(archive.backup(&place("no/b.db")).unwrap_err(), "b.db", "there is no such folder");
    fs::create_dir(place("b.db.part")).unwrap();
    hinted(archive.backup(&place("b.db")).unwrap_err(), "b.db", "may not be opened");
    assert!(!place("b.db").exists());
}
