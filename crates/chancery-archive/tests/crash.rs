//! Fifty writers are killed at arbitrary moments; nothing committed is lost, no half report is left, and the
//! archive ends up as if nothing had happened.

mod made;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use chancery_archive::{Archive, Intake, Prepared, Reading};
use made::{archive_of, at, coder, line};

/// Names the archive to the writer; without it the writer has nothing to do.
const TARGET: &str = "CHANCERY_TEST_CRASH_ARCHIVE";
const KILLS: u32 = 50;

/// The bundle, five times over with other outlets, so that a writer is busy for a while.
fn readings() -> Vec<Reading> {
    let lines = include_str!("bundle.txt").lines().filter(|text| !text.is_empty() && !text.starts_with('#'));
    let once: Vec<Reading> = lines.map(|text| line(text).reading).collect();
    (0..5)
        .flat_map(|round| {
            once.iter().cloned().map(move |mut reading| {
                let outlet = reading.coded.outlet.take().unwrap_or_default();
                reading.coded.outlet = Some(format!("{outlet} {round}"));
                reading
            })
        })
        .collect()
}

/// Takes in what the archive does not have yet, one report a commit, and prints a line for each.
fn write(path: &Path) {
    let mut archive = Archive::create(path).unwrap();
    let mut intake = Intake::begin(&mut archive, &coder(), at("2025-01-01T00:00:00Z")).unwrap();
    for reading in readings() {
        let added = intake.take(&[Prepared::new(reading)]).unwrap();
        if added.known == 0 {
            println!("committed");
        }
    }
}

#[test]
fn the_writer_that_is_killed() {
    if let Some(path) = std::env::var_os(TARGET) {
        write(Path::new(&path));
    }
}

#[test]
fn killed_writers_leave_whole_reports_and_the_same_content() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("killed.db");
    let mut n_kept = 0;
    let mut n_before_the_end = 0;
    for round in 0..KILLS {
        let mut writer = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "the_writer_that_is_killed", "--nocapture"])
            .env(TARGET, &path)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(writer.stdout.take().unwrap()).lines();
        let mut n_committed = 0;
        let wanted = u64::from(round * 7 % 12);
        while n_committed < wanted {
            match lines.next() {
                Some(line) => n_committed += u64::from(line.unwrap().contains("committed")),
                None => break,
            }
        }
        // Somewhere within the next commit, or while the file is being opened.
        for _ in 0..(round * 7919 % 97) * 400 {
            std::hint::spin_loop();
        }
        writer.kill().unwrap();
        let status = writer.wait().unwrap();
        n_before_the_end += u32::from(!status.success());
        if !path.exists() {
            continue;
        }
        let archive = Archive::create(&path).unwrap();
        assert_eq!(archive.check().unwrap(), Vec::<String>::new(), "after kill {round}");
        let (_, n_reports) = archive.stats().unwrap().counts[0];
        assert!(
            n_reports >= n_kept + n_committed,
            "{n_reports} < {n_kept} + {n_committed} after kill {round}"
        );
        n_kept = n_reports;
    }
    assert!(n_before_the_end > KILLS * 9 / 10, "only {n_before_the_end} writers were killed in time");
    write(&path);
    let unharmed = archive_of(&folder.path().join("unharmed.db"), &readings(), 50, "2025-01-01T00:00:00Z");
    let survivor = Archive::read(&path).unwrap();
    assert_eq!(survivor.content_digest().unwrap(), unharmed.content_digest().unwrap());
}
