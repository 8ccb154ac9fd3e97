//! What the archive promises about keeping: nothing lost, nothing overwritten, nothing dependent on order.

mod made;

use std::fs;

use chancery_archive::{
    Archive, Coder, Filter, Intake, Page, Prepared, Reading, Review, SCHEMA_VERSION, Style, changes,
};
use made::{archive_of, at, coder, line, take};
use tempfile::tempdir;

const DAY: &str = "2025-01-01T00:00:00Z";

fn bundle() -> Vec<Reading> {
    let lines = include_str!("bundle.txt").lines().filter(|text| !text.is_empty() && !text.starts_with('#'));
    let mut readings: Vec<Reading> = lines.map(|text| line(text).reading).collect();
    for (at, reading) in readings.iter_mut().enumerate() {
        reading.coded.report = format!("{at:03}");
    }
    readings
}

/// A deterministic shuffle: by a digest of the text and the round.
fn shuffled(mut readings: Vec<Reading>, round: u64) -> Vec<Reading> {
    readings.sort_by_key(|reading| {
        reading
            .coded
            .report
            .bytes()
            .chain(reading.text.bytes())
            .fold(round.wrapping_mul(0x9e37_79b9), |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3).rotate_left(17)
            })
    });
    readings
}

fn all(archive: &Archive) -> Vec<chancery_archive::OccurrenceLine> {
    archive.occurrences(&Filter::default(), Page::ALL).unwrap()
}

#[test]
fn order_and_lots_do_not_change_the_content() {
    let folder = tempdir().unwrap();
    let plain = archive_of(&folder.path().join("plain.db"), &bundle(), 1000, DAY);
    let wanted = plain.content_digest().unwrap();
    assert_eq!(plain.check().unwrap(), Vec::<String>::new());
    for round in 0..6 {
        let lot = [1, 2, 7, 1000, 3, 20][usize::try_from(round).unwrap()];
        let path = folder.path().join(format!("{round}.db"));
        let archive = archive_of(&path, &shuffled(bundle(), round + 1), lot, "2025-02-02T00:00:00Z");
        assert_eq!(archive.content_digest().unwrap(), wanted, "round {round}");
    }
    let other = archive_of(&folder.path().join("less.db"), &bundle()[1..], 10, DAY);
    assert_ne!(other.content_digest().unwrap(), wanted);
}

#[test]
fn reading_the_same_again_adds_nothing() {
    let folder = tempdir().unwrap();
    let mut archive = archive_of(&folder.path().join("a.db"), &bundle(), 10, DAY);
    let before = archive.content_digest().unwrap();
    let added = take(&mut archive, &coder(), &bundle(), 10, "2025-03-01T00:00:00Z");
    assert_eq!((added.reports, added.revisions, added.codings, added.events), (0, 0, 0, 0));
    assert_eq!(added.known, bundle().len());
    assert_eq!(archive.content_digest().unwrap(), before);
    let reading = &bundle()[0];
    let known = Prepared::new(reading.clone());
    drop(known);
    let intake = Intake::begin(&mut archive, &coder(), at(DAY)).unwrap();
    assert!(!intake.knows(None, reading.coded.outlet.as_deref(), "another text").unwrap());
}

#[test]
fn a_revised_page_is_a_new_revision_and_the_past_stays() {
    let folder = tempdir().unwrap();
    let told = |toll: &str| {
        let mut reading = line(&format!(
            "x | 2021-08-14 | Sahel Wire | ASSAULT/explosives | | MLI | 2021-08-14 | Mopti,MLI,14.49,-4.18 | killed={toll} | a bomb killed {toll} in Mopti"
        ))
        .reading;
        reading.url = Some("https://sahel.example/mopti".into());
        reading
    };
    let mut archive = archive_of(&folder.path().join("a.db"), &[told("4")], 1, "2021-08-14T12:00:00Z");
    let first = all(&archive);
    let added = take(&mut archive, &coder(), &[told("9")], 1, "2021-08-16T12:00:00Z");
    assert_eq!((added.reports, added.revisions), (0, 1));
    let second = all(&archive);
    assert_eq!((first.len(), second.len()), (1, 1));
    assert!(second[0].sentence.contains("attacked") && second[0].events != first[0].events);
    assert_eq!(archive.reports(&Filter::default(), Page::ALL).unwrap()[0].revisions, 2);
    archive.as_of(Some("2021-08-15")).unwrap();
    assert_eq!(all(&archive), first);
    archive.as_of(Some("2021-08-13")).unwrap();
    assert!(all(&archive).is_empty());
    archive.as_of(None).unwrap();
    assert_eq!(all(&archive), second);
    assert_eq!(archive.check().unwrap(), Vec::<String>::new());
}

#[test]
fn later_reports_never_change_an_earlier_answer() {
    let folder = tempdir().unwrap();
    let readings = bundle();
    let (early, late) = readings.split_at(readings.len() / 2);
    let mut archive = archive_of(&folder.path().join("a.db"), early, 5, "2025-01-01T10:00:00Z");
    let then = all(&archive);
    take(&mut archive, &coder(), late, 5, "2025-01-03T10:00:00Z");
    let newer = Coder { version: "test 2".into(), ..Coder::default() };
    let mut recoded = early[0].clone();
    recoded.coded.events.clear();
    take(&mut archive, &newer, &[recoded], 5, "2025-01-04T10:00:00Z");
    assert!(all(&archive).len() > then.len());
    archive.as_of(Some("2025-01-02")).unwrap();
    assert_eq!(all(&archive), then);
}

#[test]
fn planned_and_held_is_one_occurrence_with_a_history() {
    let folder = tempdir().unwrap();
    let archive = archive_of(&folder.path().join("a.db"), &bundle(), 9, DAY);
    let filter = Filter::parse("actor:Garba place:Abuja").unwrap();
    let found = archive.occurrences(&filter, Page::ALL).unwrap();
    assert_eq!(found.len(), 1);
    let stages: Vec<&str> = found[0].history.iter().map(|stage| stage.stage).collect();
    assert_eq!(stages, ["planned", "postponed", "held"]);
    assert_eq!((found[0].status.as_str(), found[0].when.as_deref()), ("actual", Some("2023-05-12")));
}

#[test]
fn contradictions_stand_side_by_side_with_their_voices() {
    let folder = tempdir().unwrap();
    let archive = archive_of(&folder.path().join("a.db"), &bundle(), 9, DAY);
    let filter = Filter::parse("type:ASSAULT place:Mopti until:2021-08-15").unwrap();
    let found = archive.occurrences(&filter, Page::ALL).unwrap();
    assert_eq!(found.len(), 1, "{found:?}");
    let killed = found[0].contradictions.iter().find(|one| one.about == "killed").unwrap();
    let told: Vec<(&str, usize)> =
        killed.accounts.iter().map(|account| (account.value.as_str(), account.reports.len())).collect();
    assert_eq!(told, [("4", 2), ("at least 9", 1)]);
    let secret = Filter::parse("actor:Bekele").unwrap();
    let secret = archive.occurrences(&secret, Page::ALL).unwrap();
    assert_eq!(secret.len(), 1);
    assert!(secret[0].contradictions.iter().any(|one| one.about == "status"));
}

#[test]
fn decisions_survive_later_runs_and_new_codings() {
    let folder = tempdir().unwrap();
    let review = Review { reviewer: "editor".into(), reason: "other day".into(), now: at(DAY) };
    let mut archive = archive_of(&folder.path().join("a.db"), &bundle(), 9, DAY);
    let find =
        |archive: &Archive| archive.occurrences(&Filter::parse("place:Oslo").unwrap(), Page::ALL).unwrap();
    let whole = find(&archive);
    assert_eq!((whole.len(), whole[0].events.len()), (1, 4));
    let taken = whole[0].events[1].clone();
    let apart = archive.split(&taken, &review).unwrap();
    assert_eq!(archive.occurrence(&apart).unwrap().events, std::slice::from_ref(&taken));
    assert_eq!(find(&archive).iter().map(|line| line.events.len()).sum::<usize>(), 4);

    // The same reports, coded by another version that words the record otherwise.
    let newer = Coder { version: "test 2".into(), ..Coder::default() };
    let mut recoded = bundle();
    for reading in &mut recoded {
        reading.coded.events[0].goldstein = Some(1.0);
    }
    take(&mut archive, &newer, &recoded, 4, "2025-05-01T00:00:00Z");
    assert!(archive.occurrence(&taken).is_err(), "the old event no longer stands");
    assert_eq!(find(&archive).iter().map(|line| line.events.len()).sum::<usize>(), 4);
    assert_eq!(find(&archive).len(), 2);

    let pair = find(&archive);
    let joined = archive.join(&pair[0].id, &pair[1].id, &review).unwrap();
    assert_eq!(archive.occurrence(&joined).unwrap().events.len(), 4);
    take(&mut archive, &newer, &recoded, 4, "2025-06-01T00:00:00Z");
    assert_eq!(find(&archive).len(), 1);
    assert_eq!(archive.check().unwrap(), Vec::<String>::new());
}

#[test]
fn a_join_takes_a_split_back_whole() {
    let folder = tempdir().unwrap();
    let review = Review { reviewer: "editor".into(), reason: "looked again".into(), now: at(DAY) };
    let mut archive = archive_of(&folder.path().join("a.db"), &bundle(), 9, DAY);
    let find = |archive: &Archive| {
        archive.occurrences(&Filter::parse("actor:Garba place:Abuja").unwrap(), Page::ALL).unwrap()
    };
    let whole = find(&archive);
    let moved = whole[0].history.iter().position(|stage| stage.stage == "postponed").unwrap();
    let taken = whole[0].events[moved].clone();
    archive.split(&taken, &review).unwrap();
    // Without the report of the change, plan and meeting are on different days.
    assert!(find(&archive).len() > 1);
    let kept = find(&archive).into_iter().find(|line| !line.events.contains(&taken)).unwrap();
    archive.join(&kept.id, &taken, &review).unwrap();
    assert_eq!(find(&archive), whole);
    assert_eq!(archive.check().unwrap(), Vec::<String>::new());
}

#[test]
fn copies_count_as_reports_but_not_as_origins() {
    let folder = tempdir().unwrap();
    let copy = "The foreign ministers of Peru and Norway met in Oslo on Monday and agreed to resume the talks on fishing rights that broke down last autumn after the seizure of a trawler";
    let told = |outlet: &str, evidence: &str, more: &str, day: &str| {
        line(&format!("x | {day} | {outlet} | CONSULT | PER,NOR | | 2024-03-04 | Oslo,NOR,59.91,10.75 | {more} | {evidence}")).reading
    };
    let readings = [
        told("Coastal Wire", copy, "", "2024-03-04"),
        told("Lima Post", copy, "", "2024-03-05"),
        told(
            "Andes Sun",
            "Ministers of Peru and Norway sat down in Oslo",
            "credit=Coastal Wire",
            "2024-03-05",
        ),
        told("Oslo View", "Our reporter saw both ministers arrive for talks in Oslo", "", "2024-03-05"),
    ];
    let archive = archive_of(&folder.path().join("a.db"), &readings, 2, DAY);
    let found = all(&archive);
    assert_eq!((found.len(), found[0].reports.len(), found[0].independent), (1, 4, 2));
    let lineage = archive.lineage("Lima Post x").unwrap();
    assert_eq!(
        (lineage.len(), lineage[0].report.as_str(), lineage[0].direction),
        (1, "Coastal Wire x", "from")
    );
    assert!(lineage[0].is_one_origin && lineage[0].share_of_this > 0.8);
    assert!(copy.starts_with(&lineage[0].passages[0].text[..20]));
    assert_eq!(archive.family("Lima Post x").unwrap(), ["Coastal Wire x", "Lima Post x"]);
    assert_eq!(archive.family("Oslo View x").unwrap(), ["Oslo View x"]);
    let filter = Filter::parse("min-reports:4 min-independent:2 text:trawler").unwrap();
    assert_eq!(archive.occurrences(&filter, Page::ALL).unwrap().len(), 1);
    assert!(archive.occurrences(&Filter::parse("min-independent:3").unwrap(), Page::ALL).unwrap().is_empty());
}

#[test]
fn each_field_of_the_filter_selects() {
    let folder = tempdir().unwrap();
    let archive = archive_of(&folder.path().join("a.db"), &bundle(), 50, DAY);
    let count = |filter: &str| archive.events(&Filter::parse(filter).unwrap(), Page::ALL).unwrap().len();
    let n_all = bundle().len();
    assert_eq!(count(""), n_all);
    assert_eq!(count("type:PROTEST"), 3);
    assert_eq!(count("type:PROTEST,AID"), 6);
    assert_eq!(count("-type:PROTEST"), n_all - 3);
    assert_eq!(count("status:denied"), 1);
    assert_eq!(count("mode:phone actor:PER"), 2);
    assert_eq!(count("source:HUN"), 2);
    assert_eq!(count("target:HUN"), 2);
    assert_eq!(count("actor:HUN"), 4);
    assert_eq!(count("actor:\"kenji mori\""), 4);
    assert_eq!(count("place:Kumasi"), 2);
    assert_eq!(count("place:GHA"), 3);
    assert_eq!(count("format:quad"), 5);
    assert_eq!(count("since:2024-09 until:2024-09"), 5);
    assert_eq!(count("outlet:Volta"), 2);
    assert_eq!(count("by:Volta"), 2);
    assert_eq!(count("text:\"water trucks\""), 2);
    assert_eq!(count("trawlers"), 2);
    let lines = archive.events(&Filter::default(), Page { skip: 10, take: 5 }).unwrap();
    let whole = archive.events(&Filter::default(), Page::ALL).unwrap();
    assert_eq!(lines, whole[10..15]);
}

#[test]
fn portraits_count_occurrences() {
    let folder = tempdir().unwrap();
    let archive = archive_of(&folder.path().join("a.db"), &bundle(), 50, DAY);
    let dossier = archive.dossier("Kenji Mori", &Filter::default()).unwrap();
    assert_eq!(dossier.acts["CONSULT"].occurrences, 3);
    let hale = dossier.meetings.iter().find(|one| one.with == "John Hale (USA)").unwrap();
    assert_eq!((hale.tally.occurrences, hale.last.as_deref()), (2, Some("2021-09-24")));
    let dyad = archive.dyad("HUN", "UKR", &Filter::default()).unwrap();
    assert_eq!((dyad.months.len(), dyad.months[0].score, dyad.months[0].tally.occurrences), (1, -5.5, 2));
    assert!(archive.dyad("HUN", "PER", &Filter::default()).unwrap_err().is_unknown());
    let formats = archive.formats(&Filter::default(), Page::ALL).unwrap();
    assert_eq!((formats.len(), formats[0].occurrences, formats[0].participants["IND"]), (1, 2, 2));
    let months = archive.timeline(&Filter::parse("since:2021-03 until:2021-03").unwrap(), Page::ALL).unwrap();
    assert_eq!((months.len(), months[0].total), (1, 3));
    let actors = archive.actors(&Filter::parse("format:quad").unwrap(), Page::ALL).unwrap();
    assert!(actors.iter().any(|actor| actor.name == "Arun Mehta"));
}

#[test]
fn old_names_of_occurrences_can_always_be_followed() {
    let folder = tempdir().unwrap();
    let (late, early) = (
        line("x | 2024-03-05 | Lima Post | CONSULT | PER:Ana Quispe,NOR:Lars Moen | | 2024-03-04 | Oslo,NOR,59.91,10.75 | | Quispe met Moen in Oslo").reading,
        line("x | 2024-03-04 | Fjord Press | CONSULT | NOR:Lars Moen,PER:Ana Quispe | | 2024-03-04 | Oslo,NOR,59.91,10.75 | | Moen met Quispe in Oslo").reading,
    );
    let mut archive = archive_of(&folder.path().join("a.db"), &[late], 1, DAY);
    let old = all(&archive)[0].id.clone();
    take(&mut archive, &coder(), &[early], 1, DAY);
    let new = &all(&archive)[0];
    assert_ne!(new.id, old);
    assert_eq!(archive.occurrence(&old).unwrap().id, new.id);
    assert_eq!(archive.occurrence(&new.id[..8]).unwrap().id, new.id);
    assert!(archive.occurrence("o0000").unwrap_err().is_unknown());
    let cited = archive.cite(&old, Style::Bibtex, "0.1").unwrap();
    assert!(cited.starts_with(&format!("@misc{{{},", new.id)) && cited.contains("2 reports, 2 independent"));
    assert!(archive.cite(&old, Style::Ris, "0.1").unwrap().ends_with("ER  - \r\n"));
    let csl: serde_json::Value =
        serde_json::from_str(&archive.cite(&old, Style::Csl, "0.1").unwrap()).unwrap();
    assert_eq!(csl[0]["issued"]["date-parts"][0], serde_json::json!([2024, 3, 4]));
}

#[test]
fn changes_between_archives_are_told_apart() {
    let folder = tempdir().unwrap();
    let old = archive_of(&folder.path().join("old.db"), &bundle(), 50, DAY);
    let mut readings = bundle();
    readings[0].coded.events[0].mode = None;
    readings[5].coded.events.clear();
    readings.push(line("new | 2024-12-01 | Oslo View | AID | NOR | PER | 2024-11-30 | | obj=two tugs | Norway gave Peru two tugs").reading);
    let mut new = archive_of(&folder.path().join("new.db"), &readings, 50, DAY);
    let quad = new.occurrences(&Filter::parse("format:quad until:2021-04").unwrap(), Page::ALL).unwrap();
    let review = Review { reviewer: "editor".into(), reason: String::new(), now: at(DAY) };
    new.split(&quad[0].events[0], &review).unwrap();
    let found = changes(&old, &new).unwrap();
    let of = |kind: &str| found.iter().filter(|change| change.change == kind).count();
    assert_eq!((of("added"), of("changed"), of("withdrawn"), of("split"), of("merged")), (1, 1, 1, 1, 0));
    let changed = found.iter().find(|change| change.change == "changed").unwrap();
    assert_eq!(changed.about, ["mode"]);
    assert!(changes(&old, &old).unwrap().is_empty());
}

#[test]
fn files_that_cannot_be_used_give_a_clear_error_and_stay_as_they_are() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("a.db");
    assert!(Archive::open(&path).unwrap_err().is_missing());
    let archive = archive_of(&path, &bundle()[..9], 3, DAY);
    archive.vacuum().unwrap();
    drop(archive);

    let foreign = folder.path().join("notes.txt");
    fs::write(&foreign, "These are minutes of a meeting and no archive at all. ".repeat(40)).unwrap();
    assert!(Archive::create(&foreign).unwrap_err().is_corrupt());
    assert!(fs::read_to_string(&foreign).unwrap().starts_with("These are minutes"));

    let newer = folder.path().join("newer.db");
    fs::copy(&path, &newer).unwrap();
    let db = rusqlite::Connection::open(&newer).unwrap();
    db.pragma_update(None, "user_version", SCHEMA_VERSION + 1).unwrap();
    drop(db);
    let error = Archive::open(&newer).unwrap_err();
    assert!(error.is_newer() && error.hint().unwrap().contains("later"));

    let damaged = folder.path().join("damaged.db");
    let mut bytes = fs::read(&path).unwrap();
    let n = bytes.len();
    for byte in &mut bytes[n / 3..n / 3 + 9000] {
        *byte = 0xa5;
    }
    fs::write(&damaged, bytes).unwrap();
    let found = Archive::open(&damaged).and_then(|archive| archive.check());
    assert!(found.map_or_else(|error| error.is_corrupt(), |faults| !faults.is_empty()));

    let locked = folder.path().join("locked.db");
    fs::copy(&path, &locked).unwrap();
    let holder = rusqlite::Connection::open(&locked).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    let mut archive = Archive::open(&locked).unwrap();
    assert!(Intake::begin(&mut archive, &coder(), at(DAY)).unwrap_err().is_locked());
    assert_eq!(archive.stats().unwrap().counts[0], ("reports", 9));

    let reader = Archive::read(&path).unwrap();
    let error = reader.vacuum().unwrap_err();
    assert!(error.is_unwritable() && error.hint().unwrap().contains("permissions"), "{error}");
    drop(reader);

    let copy = folder.path().join("copy.db");
    let archive = Archive::open(&path).unwrap();
    archive.backup(&copy).unwrap();
    assert!(archive.backup(&copy).is_err());
    assert_eq!(Archive::read(&copy).unwrap().content_digest().unwrap(), archive.content_digest().unwrap());
}

#[test]
fn a_full_disk_is_an_error_and_the_archive_is_as_before() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("a.db");
    let mut archive = archive_of(&path, &bundle()[..9], 3, DAY);
    let before = archive.content_digest().unwrap();
    // SQLite's own limit of pages stands for the disk's.
    archive.limit_pages(1).unwrap();
    let mut intake = Intake::begin(&mut archive, &coder(), at(DAY)).unwrap();
    let lot: Vec<Prepared> = bundle().into_iter().skip(9).cycle().take(70).map(Prepared::new).collect();
    let error = intake.take(&lot).unwrap_err();
    assert!(error.is_unwritable(), "{error}");
    drop(archive);
    let archive = Archive::open(&path).unwrap();
    assert_eq!(archive.content_digest().unwrap(), before);
    assert_eq!(archive.check().unwrap(), Vec::<String>::new());
}

#[test]
fn an_archive_of_every_schema_is_opened_and_upgraded() {
    for version in 1..=SCHEMA_VERSION {
        let kept = format!("{}/tests/archives/{version}.db", env!("CARGO_MANIFEST_DIR"));
        let folder = tempdir().unwrap();
        let path = folder.path().join("a.db");
        fs::copy(&kept, &path)
            .unwrap_or_else(|error| panic!("{kept}: {error}; see tests/archives/README.md"));
        let mut archive = Archive::open(&path).unwrap();
        assert_eq!(archive.stats().unwrap().schema, SCHEMA_VERSION);
        assert_eq!(archive.check().unwrap(), Vec::<String>::new());
        assert_eq!(all(&archive).len(), 3);
        // The past of what was derived before is derived too.
        archive.as_of(Some("2024-12-31")).unwrap();
        assert!(all(&archive).is_empty());
        archive.as_of(Some("2025-01-01")).unwrap();
        assert_eq!(all(&archive).len(), 3);
        archive.as_of(None).unwrap();
        assert!(take(&mut archive, &coder(), &bundle(), 9, DAY).reports > 50);
    }
}

/// Writes an archive of the newest schema where there is none yet; what is there is never written again.
#[test]
fn the_newest_schema_has_its_archive() {
    let path = format!("{}/tests/archives/{SCHEMA_VERSION}.db", env!("CARGO_MANIFEST_DIR"));
    let path = std::path::Path::new(&path);
    if !path.exists() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let folder = tempdir().unwrap();
        let archive = archive_of(&folder.path().join("a.db"), &bundle()[..7], 3, DAY);
        archive.vacuum().unwrap();
        archive.backup(path).unwrap();
    }
    let magic = fs::read(path).unwrap();
    assert!(magic.starts_with(b"SQLite format 3\0"));
}
