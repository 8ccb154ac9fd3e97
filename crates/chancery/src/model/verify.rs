//! Compares the files of a model folder with their pins.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use super::pins::Pinned;

/// What became of one pinned file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum State {
    /// Size and hash are those of the pin.
    Sound,
    /// No such file.
    Missing,
    /// There, and of another size (bytes).
    Size(u64),
    /// Of the right size, with another SHA-256 (lower-case hexadecimal).
    Hash(String),
    /// There, and could not be read.
    Unreadable(String),
}

/// The state of each pinned file of `model` under `folder`, in the order of the pins.
pub(crate) fn check(folder: &Path, model: &Pinned) -> Vec<(&'static str, State)> {
    let state_of = |path: &str, size: u64, sha256: &str| {
        let path = folder.join(path);
        let found = match path.metadata() {
            Ok(found) if found.is_file() => found.len(),
            Ok(_) => return State::Missing,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return State::Missing,
            Err(error) => return State::Unreadable(error.to_string()),
        };
        if found != size {
            return State::Size(found);
        }
        match hash_file(&path) {
            Ok(hash) if hash == sha256 => State::Sound,
            Ok(hash) => State::Hash(hash),
            Err(error) => State::Unreadable(error.to_string()),
        }
    };
    model.pins.iter().map(|pin| (pin.path, state_of(pin.path, pin.size, pin.sha256))).collect()
}

/// One line for each file that is not as pinned; empty for a sound model.
pub(crate) fn faults(folder: &Path, model: &Pinned) -> Vec<String> {
    let line = |(path, state): (&str, State)| {
        let pin = model.pins.iter().find(|pin| pin.path == path)?;
        match state {
            State::Sound => None,
            State::Missing => Some(format!("{path} is missing")),
            State::Size(size) => Some(format!("{path} has {size} bytes and not {}", pin.size)),
            State::Hash(hash) => Some(format!("{path} has SHA-256 {hash} and not {}", pin.sha256)),
            State::Unreadable(error) => Some(format!("{path} cannot be read: {error}")),
        }
    };
    check(folder, model).into_iter().filter_map(line).collect()
}

/// SHA-256 of a whole file in lower-case hexadecimal.
pub(crate) fn hash_file(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        let n_read = file.read(&mut buffer)?;
        if n_read == 0 {
            break;
        }
        hasher.update(&buffer[..n_read]);
    }
    Ok(hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::fixture::{FAKE, write_model};
    use super::*;

    #[test]
    fn the_hash_is_that_of_the_standard() {
        // The value of "abc" in NIST's examples for FIPS 180-4.
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), "abc").unwrap();
        assert_eq!(
            hash_file(file.path()).unwrap(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn each_way_to_differ_is_told_apart() {
        let root = tempfile::tempdir().unwrap();
        write_model(root.path());
        assert!(check(root.path(), &FAKE).iter().all(|(_, state)| *state == State::Sound));
        assert!(faults(root.path(), &FAKE).is_empty());

        fs::write(root.path().join("config.cfg"), "[nlq]\n").unwrap();
        fs::write(root.path().join("tokenizer"), "short").unwrap();
        fs::remove_file(root.path().join("ner/model")).unwrap();
        fs::create_dir(root.path().join("ner/model")).unwrap();
        let states: Vec<_> = check(root.path(), &FAKE);
        assert!(matches!(states[0], ("config.cfg", State::Hash(_))), "{states:?}");
        assert_eq!(states[1], ("ner/model", State::Missing));
        assert_eq!(states[2], ("tokenizer", State::Size(5)));
        assert_eq!(faults(root.path(), &FAKE).len(), 3);
    }
}
