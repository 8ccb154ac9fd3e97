//! Installations of a fake model, whole, spoilt, repeated, at once, and by programs that fail.

use std::ffi::OsString;
use std::os::unix::fs::PermissionsExt;

use super::super::fixture::{FAKE, FILES, wheel, whole_wheel, write_model};
use super::*;

/// A data folder of its own, with a wheel beside it.
struct Bench {
    root: TempDir,
    places: Places,
    wheel: PathBuf,
}

impl Bench {
    fn new(bytes: &[u8]) -> Self {
        let root = tempfile::tempdir().unwrap();
        let places = Places { given: None, models: root.path().join("data/models") };
        let wheel = root.path().join("fake.whl");
        fs::write(&wheel, bytes).unwrap();
        Self { root, places, wheel }
    }

    fn install(&self, force: bool) -> Result<Outcome, Failure> {
        let request = Request { model: &FAKE, from: Some(&self.wheel), force };
        install(&request, &self.places, &nothing(), &mut |_| {})
    }

    fn target(&self) -> PathBuf {
        self.places.target(&FAKE)
    }

    /// Names in the models folder but the lock's.
    fn entries(&self) -> Vec<OsString> {
        let mut names: Vec<_> =
            fs::read_dir(&self.places.models).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.retain(|name| name != ".lock");
        names.sort();
        names
    }

    /// A shell script that stands for pip or curl.
    fn program(&self, name: &str, body: &str) -> OsString {
        let path = self.root.path().join(name);
        fs::write(&path, format!("#!/bin/sh\n{body}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        path.into()
    }
}

/// A machine with neither pip nor curl.
fn nothing() -> Downloads {
    Downloads { pips: vec![vec!["no-such-pip-here".into()]], curl: "no-such-curl-here".into() }
}

#[test]
fn a_wheel_is_installed_once_and_then_found_to_be_there() {
    let bench = Bench::new(&whole_wheel());
    let origin = bench.wheel.display().to_string();
    assert_eq!(bench.install(false).unwrap(), Outcome::Installed { folder: bench.target(), origin });
    assert!(faults(&bench.target(), &FAKE).is_empty());
    assert_eq!(bench.entries(), ["xx_fake-1.0.0"]);
    fs::remove_file(&bench.wheel).unwrap();
    assert_eq!(bench.install(false).unwrap(), Outcome::AlreadyThere { folder: bench.target() });
}

#[test]
fn force_replaces_and_a_damaged_model_is_mended_without_it() {
    let bench = Bench::new(&whole_wheel());
    bench.install(false).unwrap();
    fs::write(bench.target().join("stray"), "x").unwrap();
    assert!(matches!(bench.install(true).unwrap(), Outcome::Installed { .. }));
    assert!(!bench.target().join("stray").exists());

    fs::write(bench.target().join("ner/model"), "fake wights!").unwrap();
    assert!(matches!(bench.install(false).unwrap(), Outcome::Installed { .. }));
    assert!(faults(&bench.target(), &FAKE).is_empty());
    assert_eq!(bench.entries(), ["xx_fake-1.0.0"]);
}

#[test]
fn a_bad_wheel_leaves_nothing_behind_and_the_old_model_whole() {
    let whole = whole_wheel();
    let spoilt =
        wheel(&[("p/config.cfg", FILES[0].1), ("p/ner/model", "evil weights"), ("p/tokenizer", FILES[2].1)]);
    for bytes in [&whole[..whole.len() / 2], &spoilt, b"no wheel at all"] {
        let bench = Bench::new(bytes);
        bench.install(false).unwrap_err();
        assert!(bench.entries().is_empty(), "{:?}", bench.entries());
        write_model(&bench.target());
        bench.install(true).unwrap_err();
        assert!(faults(&bench.target(), &FAKE).is_empty());
        assert_eq!(bench.entries(), ["xx_fake-1.0.0"]);
    }
}

#[test]
fn what_a_killed_installation_left_is_cleared_and_never_taken_for_a_model() {
    let bench = Bench::new(&whole_wheel());
    let left = bench.places.models.join(".staging-of-the-dead");
    write_model(&left.join("model"));
    assert!(bench.places.find(&FAKE).is_err());
    bench.install(false).unwrap();
    assert_eq!(bench.entries(), ["xx_fake-1.0.0"]);
}

#[test]
fn many_at_once_install_one_whole_model() {
    let bench = Bench::new(&whole_wheel());
    std::thread::scope(|scope| {
        let runs: Vec<_> = (0..8)
            .map(|run| {
                scope.spawn({
                    let bench = &bench;
                    move || bench.install(run % 2 == 0)
                })
            })
            .collect();
        for run in runs {
            run.join().unwrap().unwrap();
        }
    });
    assert!(faults(&bench.target(), &FAKE).is_empty());
    assert_eq!(bench.entries(), ["xx_fake-1.0.0"]);
}

#[test]
fn a_folder_that_cannot_be_made_is_named_with_a_way_out() {
    let bench = Bench::new(&whole_wheel());
    // A file where the folder should be: unlike permissions, this stops the super-user too.
    fs::write(bench.root.path().join("data"), "").unwrap();
    let error = anyhow::Error::new(bench.install(false).unwrap_err());
    assert!(error.to_string().starts_with("cannot write "), "{error}");
    assert!(Failure::hint_of(&error).unwrap().contains("XDG_DATA_HOME"));
}

#[test]
fn pip_is_asked_first_and_curl_when_pip_fails() {
    let bench = Bench::new(&whole_wheel());
    let from = |downloads: &Downloads| {
        let mut said = Vec::new();
        let request = Request { model: &FAKE, from: None, force: true };
        let outcome = install(&request, &bench.places, downloads, &mut |line| said.push(line.to_owned()));
        (outcome, said)
    };
    let wheel = bench.wheel.display();
    // The argument after --dest is where the wheel goes.
    let good_pip = bench.program(
        "good-pip",
        &format!(
            r#"while [ $# -gt 0 ]; do if [ "$1" = --dest ]; then cp "{wheel}" "$2/a.whl"; fi; shift; done"#
        ),
    );
    let downloads = Downloads { pips: vec![vec!["no-such-pip-here".into()], vec![good_pip]], ..nothing() };
    let (outcome, said) = from(&downloads);
    assert!(
        matches!(outcome.unwrap(), Outcome::Installed { origin, .. } if origin.starts_with("xx-fake==1.0.0"))
    );
    assert_eq!(said, ["fetching xx-fake==1.0.0 from the Python package index"]);

    let bad_pip =
        bench.program("bad-pip", r#"[ "$1" = --version ] && exit 0; echo 'no network' >&2; exit 1"#);
    let bad_curl = bench.program(
        "bad-curl",
        r#"while [ $# -gt 1 ]; do if [ "$1" = --output ]; then echo spoilt > "$2"; fi; shift; done"#,
    );
    let (outcome, said) = from(&Downloads { pips: vec![vec![bad_pip]], curl: bad_curl });
    let error = anyhow::Error::new(outcome.unwrap_err());
    let message = error.to_string();
    assert!(message.contains("bad-pip: no network (exit status: 1)"), "{message}");
    assert!(message.contains("the file has SHA-256"), "{message}");
    assert!(Failure::hint_of(&error).unwrap().contains("--from FILE"));
    assert_eq!(said.len(), 2);

    let (outcome, _) = from(&nothing());
    let message = outcome.unwrap_err().to_string();
    assert!(
        message.contains("Python 3 with pip was not found") && message.contains("no-such-curl-here"),
        "{message}"
    );
}
