//! Writes the list of tables that the crate embeds: every `data/lexicon/<type>/<frame>.toml`, and the tables that
//! frames share.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// The tables that stand beside the folders of frames.
const TABLES: [&str; 4] = ["contexts.toml", "namings.toml", "objects.toml", "words.toml"];

/// The folders of `data/lexicon` that hold frames: PLOVER's types in lower case.
const TYPES: [&str; 16] = [
    "accuse",
    "agree",
    "aid",
    "assault",
    "coerce",
    "concede",
    "consult",
    "cooperate",
    "mobilize",
    "protest",
    "reject",
    "request",
    "retreat",
    "sanction",
    "support",
    "threaten",
];

fn main() -> io::Result<()> {
    let lexicon =
        Path::new(&env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("../../data/lexicon");
    println!("cargo::rerun-if-changed={}", lexicon.display());
    let mut list = String::from("[\n");
    let mut add = |name: String, file: &Path| {
        println!("cargo::rerun-if-changed={}", file.display());
        writeln!(list, "    ({name:?}, include_str!({:?})),", file.display().to_string())
            .map_err(io::Error::other)
    };
    for table in TABLES {
        add(table.to_owned(), &lexicon.join(table))?;
    }
    for kind in TYPES {
        let folder = lexicon.join(kind);
        if !folder.is_dir() {
            continue;
        }
        println!("cargo::rerun-if-changed={}", folder.display());
        let mut files: Vec<PathBuf> =
            fs::read_dir(&folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
        files.retain(|file| file.extension().is_some_and(|e| e == "toml"));
        files.sort();
        for file in files {
            let name = file.file_name().and_then(|n| n.to_str()).unwrap_or_default();
            add(format!("{kind}/{name}"), &file)?;
        }
    }
    list.push(']');
    fs::write(Path::new(&env::var("OUT_DIR").map_err(io::Error::other)?).join("frames.rs"), list)
}
