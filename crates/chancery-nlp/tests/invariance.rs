//! What a result may not depend on: kernels, threads, batches, bounds on memory, what was parsed
//! before, and whether the model is a folder or a wheel.

mod reference;

use std::io::Write as _;
use std::path::Path;

use chancery_nlp::{Backend, Limits, Pipeline};
use reference::{annotations, documents, pipeline};

/// What a fresh worker makes of each text alone.
fn expected(pipeline: &Pipeline, texts: &[String]) -> Vec<Vec<String>> {
    texts.iter().map(|text| annotations(&pipeline.parse(text))).collect()
}

#[test]
fn every_backend_gives_the_same_parses() {
    let Some(pipeline) = pipeline() else { return };
    // The scalar backend is slow: some hundred tokens.
    let texts = &documents()[..12];
    let want = expected(pipeline, texts);
    let folder = reference::model().expect("found above");
    for backend in Backend::available() {
        let other = Pipeline::load_for(&folder, backend).expect("a sound model");
        assert_eq!(other.backend(), backend);
        assert_eq!(expected(&other, texts), want, "{}", backend.name());
    }
}

#[test]
fn threads_and_batches_do_not_show() {
    let Some(pipeline) = pipeline() else { return };
    let texts = documents();
    let want = expected(pipeline, &texts);
    for threads in [1, 2, 4] {
        let mut workers = pipeline.workers(threads);
        // The second time with warm caches.
        for round in 0..2 {
            let docs = workers.parse_all(&texts);
            assert!(
                docs.iter().map(annotations).eq(want.iter().cloned()),
                "{threads} threads, round {round}"
            );
        }
        assert_eq!(workers.map(&texts, |number, doc| (number, annotations(doc)))[3], (3, want[3].clone()));
    }
    for size in [1, 2, 3, 8, texts.len()] {
        let mut worker = pipeline.worker();
        let docs = texts.chunks(size).flat_map(|lot| {
            let lot: Vec<&str> = lot.iter().map(String::as_str).collect();
            worker.parse_batch(&lot)
        });
        assert!(docs.map(|doc| annotations(&doc)).eq(want.iter().cloned()), "batches of {size}");
    }
}

#[test]
fn bounds_on_memory_and_history_do_not_show() {
    let Some(pipeline) = pipeline() else { return };
    let texts = documents();
    let want = expected(pipeline, &texts);
    let small =
        Limits { words_kept: 40, vectors_kept: 20, lemmas_kept: 5, batch_tokens: 30, ..Limits::default() };
    let none =
        Limits { words_kept: 0, vectors_kept: 0, lemmas_kept: 0, batch_tokens: 0, ..Limits::default() };
    for limits in [Limits::default(), small, none] {
        let mut worker = pipeline.worker_within(limits);
        let all: Vec<&str> = texts.iter().map(String::as_str).collect();
        assert!(worker.parse_batch(&all).iter().map(annotations).eq(want.iter().cloned()), "{limits:?}");
        // In another order, so that each text meets other caches.
        for (text, want) in texts.iter().zip(&want).rev() {
            assert_eq!(annotations(&worker.parse(text)), *want, "{limits:?}");
        }
    }
}

#[test]
fn a_text_past_the_limit_is_parsed_in_pieces_that_tile_it() {
    let Some(pipeline) = pipeline() else { return };
    let text = documents()[..4].join("\n\n");
    let whole = pipeline.parse(&text);
    for piece_tokens in [1, 7, 64, 4096] {
        let mut worker = pipeline.worker_within(Limits { piece_tokens, ..Limits::default() });
        let doc = worker.parse(&text);
        assert_eq!(doc.len(), whole.len());
        for token in 0..doc.len() {
            assert_eq!(
                (doc.bytes(token), doc.has_space_after(token)),
                (whole.bytes(token), whole.has_space_after(token))
            );
            assert_eq!(doc.head(token) / piece_tokens, token / piece_tokens, "heads stay in the piece");
            assert!(token % piece_tokens != 0 || doc.starts_sentence(token));
        }
        assert!(
            doc.entities()
                .iter()
                .all(|e| e.start as usize / piece_tokens == (e.end as usize - 1) / piece_tokens)
        );
        if piece_tokens > whole.len() {
            assert_eq!(annotations(&doc), annotations(&whole));
        }
    }
}

/// The folder's files in a zip archive, below a name and a version as in a wheel.
fn pack(folder: &Path, wheel: &Path) {
    fn add(zip: &mut zip::ZipWriter<std::fs::File>, folder: &Path, name: &str) {
        let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
        entries.sort();
        for path in entries {
            let name = format!("{name}/{}", path.file_name().unwrap().to_str().unwrap());
            if path.is_dir() {
                add(zip, &path, &name);
            } else {
                zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
                zip.write_all(&std::fs::read(&path).unwrap()).unwrap();
            }
        }
    }
    let mut zip = zip::ZipWriter::new(std::fs::File::create(wheel).unwrap());
    add(&mut zip, folder, "en_core_web_sm/en_core_web_sm-3.8.0");
    zip.finish().unwrap();
}

#[test]
fn a_wheel_loads_as_its_folder_does() {
    let Some(pipeline) = pipeline() else { return };
    let home = tempfile::tempdir().unwrap();
    let wheel = home.path().join("en_core_web_sm-3.8.0-py3-none-any.whl");
    pack(&reference::model().expect("found above"), &wheel);
    let texts = documents();
    assert_eq!(expected(&Pipeline::load(&wheel).unwrap(), &texts), expected(pipeline, &texts));
}
