//! The files of the repository: what git tracks and what it would track.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context;

/// One file.
pub(crate) struct Entry {
    /// Path from the root, with `/`.
    pub(crate) path: String,
    /// Length in bytes.
    pub(crate) size: u64,
    /// Its content, where it is UTF-8 text of a kind that is read by people.
    pub(crate) text: Option<String>,
}

impl Entry {
    /// What stands after the last dot of the file's name; empty where there is none.
    pub(crate) fn extension(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        name.rsplit_once('.').map_or("", |(stem, extension)| if stem.is_empty() { "" } else { extension })
    }

    /// Code, scripts, manifests and pages: all that we write by hand, as against data.
    fn is_written(&self) -> bool {
        match self.extension() {
            "rs" | "toml" | "md" | "py" | "sh" | "yml" | "yaml" | "css" | "js" => true,
            "" => !self.path.starts_with("LICENSE"),
            _ => false,
        }
    }
}

/// All files, sorted by path.
pub(crate) struct Tree(pub(crate) Vec<Entry>);

impl Tree {
    /// The working tree that this crate stands in.
    pub(crate) fn of_repository() -> anyhow::Result<Self> {
        let root = root();
        let output = Command::new("git")
            .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
            .current_dir(&root)
            .output()
            .context("git could not be started")?;
        anyhow::ensure!(output.status.success(), "git ls-files: {}", String::from_utf8_lossy(&output.stderr));
        let listing = String::from_utf8(output.stdout).context("a file name is not UTF-8")?;
        let mut paths: Vec<&str> = listing.split_terminator('\0').collect();
        paths.sort_unstable();
        paths.dedup();
        let mut entries = Vec::new();
        for path in paths {
            // Tracked and deleted, or a link to a folder: nothing to read.
            let Ok(found) = root.join(path).metadata() else { continue };
            if !found.is_file() {
                continue;
            }
            let mut entry = Entry { path: path.to_owned(), size: found.len(), text: None };
            if entry.is_written() {
                let bytes = std::fs::read(root.join(path)).with_context(|| path.to_owned())?;
                entry.text = String::from_utf8(bytes).ok();
            }
            entries.push(entry);
        }
        Ok(Self(entries))
    }

    /// A tree of texts for tests.
    #[cfg(test)]
    pub(crate) fn of_texts(texts: &[(&str, &str)]) -> Self {
        let entry = |(path, text): &(&str, &str)| {
            let mut entry = Entry { path: (*path).to_owned(), size: text.len() as u64, text: None };
            entry.text = entry.is_written().then(|| (*text).to_owned());
            entry
        };
        Self(texts.iter().map(entry).collect())
    }
}

/// The repository's root folder.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map_or_else(|| PathBuf::from("."), Path::to_owned)
}
