//! A pipeline package on disk: a folder, or the wheel that holds one.
#![expect(clippy::disallowed_methods, reason = "the one module of this crate that reads files: the model's")]

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// No file of a model is read beyond this size: a wheel that unpacks to more is not one.
const MAX_FILE_BYTES: u64 = 1 << 30;

/// Read access to the files of one pipeline, by their path inside it (`tok2vec/model`).
#[derive(Debug)]
pub(crate) struct Package {
    path: PathBuf,
    source: Source,
}

#[derive(Debug)]
enum Source {
    Folder,
    /// The wheel's bytes are read anew for each file: there are fewer than twenty.
    Wheel {
        prefix: String,
    },
    Memory(BTreeMap<String, Vec<u8>>),
}

impl Package {
    /// Finds the pipeline in `path`: the folder with `config.cfg` (given itself, or one that holds
    /// it at most two levels down, as an unpacked wheel does), or a `.whl` file.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        if path.is_dir() {
            let folder = find_folder(path, 2).ok_or_else(|| {
                Error::missing(
                    "no config.cfg in this folder; give the folder of a spaCy pipeline or its wheel",
                )
                .in_file(path)
            })?;
            return Ok(Self { path: folder, source: Source::Folder });
        }
        if !path.exists() {
            return Err(
                Error::missing("no such file or folder; install the model or name its folder").in_file(path)
            );
        }
        let archive = open_wheel(path)?;
        let prefix = archive
            .file_names()
            .flatten()
            .filter_map(|name| name.strip_suffix("config.cfg").map(str::to_owned))
            .min_by_key(|prefix| (prefix.matches('/').count(), prefix.len()))
            .ok_or_else(|| {
                Error::missing("no config.cfg inside: not a wheel of a spaCy pipeline").in_file(path)
            })?;
        Ok(Self { path: path.to_path_buf(), source: Source::Wheel { prefix } })
    }

    /// A package whose files are given, by their path inside it.
    pub(crate) fn of_files(files: BTreeMap<String, Vec<u8>>) -> Self {
        Self { path: PathBuf::new(), source: Source::Memory(files) }
    }

    /// The bytes of one file.
    pub(crate) fn read(&self, name: &str) -> Result<Vec<u8>> {
        match &self.source {
            Source::Folder => std::fs::read(self.path.join(name))
                .map_err(|e| Error::missing(format!("cannot be read ({e})")).in_file(name)),
            Source::Memory(files) => {
                files.get(name).cloned().ok_or_else(|| Error::missing("is not there").in_file(name))
            }
            Source::Wheel { prefix } => {
                let mut archive = open_wheel(&self.path)?;
                let entry = archive
                    .by_name(&format!("{prefix}{name}"))
                    .map_err(|e| Error::missing(format!("not in the wheel ({e})")).in_file(name))?;
                let mut bytes = Vec::new();
                let unpacked = entry.take(MAX_FILE_BYTES).read_to_end(&mut bytes);
                unpacked.map_err(|e| Error::damaged(format!("does not unpack ({e})")).in_file(name))?;
                Ok(bytes)
            }
        }
    }

    /// [`Self::read`], with `read` applied. Errors name the file by its path in the package.
    pub(crate) fn read_as<T>(&self, name: &str, read: impl FnOnce(&[u8]) -> Result<T>) -> Result<T> {
        read(&self.read(name)?).map_err(|e| e.in_file(name))
    }

    /// The folder or wheel itself.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }
}

fn open_wheel(path: &Path) -> Result<zip::ZipArchive<File>> {
    let file =
        File::open(path).map_err(|e| Error::missing(format!("cannot be opened ({e})")).in_file(path))?;
    zip::ZipArchive::new(file)
        .map_err(|e| Error::damaged(format!("is neither a folder nor a sound wheel ({e})")).in_file(path))
}

fn find_folder(path: &Path, depth: usize) -> Option<PathBuf> {
    if path.join("config.cfg").is_file() {
        return Some(path.to_path_buf());
    }
    if depth == 0 {
        return None;
    }
    let mut inner: Vec<_> =
        std::fs::read_dir(path).ok()?.filter_map(|e| Some(e.ok()?.path())).filter(|p| p.is_dir()).collect();
    inner.sort();
    inner.iter().find_map(|p| find_folder(p, depth - 1))
}
