//! A model of three tiny files for the tests of this folder, and wheels that hold it or nearly hold it.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::pins::{Pin, Pinned, Release};

/// Contents of the fake model, in the order of its pins.
pub(crate) const FILES: [(&str, &str); 3] =
    [("config.cfg", "[nlp]\n"), ("ner/model", "fake weights"), ("tokenizer", "fake tokenizer")];

/// The fake model; its hashes are those that `sha256sum` gives for [`FILES`].
pub(crate) const FAKE: Pinned = Pinned {
    name: "xx_fake",
    version: "1.0.0",
    pins: &[
        Pin {
            path: "config.cfg",
            size: 6,
            sha256: "466298c213d046d22030aaa742309796a249779fe75ff19169c9eb862fd33a8c",
        },
        Pin {
            path: "ner/model",
            size: 12,
            sha256: "447b3b28f6b25cd3d6f9246d10a6cde554be2c9a7cc394f7d510ae39f1132a54",
        },
        Pin {
            path: "tokenizer",
            size: 14,
            sha256: "8a30263e813504694ebbb5da6809bab97383f005bafc29072a7e63c7bbb8f527",
        },
    ],
    companions: &["LICENSE", "meta.json"],
    requirement: "xx-fake==1.0.0",
    release: Release { url: "https://models.invalid/xx_fake-1.0.0-py3-none-any.whl", sha256: "" },
};

/// Writes the files of the fake model under `folder`.
pub(crate) fn write_model(folder: &Path) {
    for (path, content) in FILES {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
}

/// The bytes of a wheel with these entries.
pub(crate) fn wheel(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A wheel with the fake model whole, laid out as spaCy's packages are.
pub(crate) fn whole_wheel() -> Vec<u8> {
    let meta = r#"{"lang": "xx", "name": "fake", "version": "1.0.0"}"#;
    wheel(&[
        ("xx_fake/__init__.py", ""),
        ("xx_fake/meta.json", meta),
        ("xx_fake/xx_fake-1.0.0/LICENSE", "free"),
        ("xx_fake/xx_fake-1.0.0/config.cfg", FILES[0].1),
        ("xx_fake/xx_fake-1.0.0/meta.json", meta),
        ("xx_fake/xx_fake-1.0.0/ner/model", FILES[1].1),
        ("xx_fake/xx_fake-1.0.0/tokenizer", FILES[2].1),
        ("xx_fake-1.0.0.dist-info/RECORD", ""),
    ])
}
