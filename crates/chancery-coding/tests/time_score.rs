//! Holds the level on news text with TIMEX3 annotation in the shared folder, scored as TempEval-3's task A
//! scores: relaxed span F1, and that times the share of right values among the matches.

use std::io::{BufRead, BufReader};
use std::path::Path;

use chancery_coding::time::read;
use serde::Deserialize;

#[derive(Deserialize)]
struct Document {
    dct: String,
    text: String,
    timex: Vec<Gold>,
}

#[derive(Deserialize)]
struct Gold {
    start: usize,
    end: usize,
    value: String,
}

#[test]
fn news_is_read_at_the_level_promised() {
    let Some(folder) = std::env::var_os("CHANCERY_SHARED") else {
        eprintln!("SKIPPED: no annotated news. Set CHANCERY_SHARED to the shared folder.");
        return;
    };
    let path = Path::new(&folder).join("evals/timex/data.jsonl.gz");
    let file = std::fs::File::open(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let (mut n_gold, mut n_read, mut n_matched, mut n_right) = (0usize, 0usize, 0usize, 0usize);
    for line in BufReader::new(flate2::read::GzDecoder::new(file)).lines() {
        let document: Document = serde_json::from_str(&line.unwrap()).unwrap();
        let bytes: Vec<usize> =
            document.text.char_indices().map(|(at, _)| at).chain([document.text.len()]).collect();
        let mut found: Vec<(usize, usize, String)> =
            read(&document.text, Some(document.dct[..10].parse().unwrap()))
                .into_iter()
                .map(|one| (one.span.start as usize, one.span.end as usize, one.value))
                .collect();
        n_gold += document.timex.len();
        n_read += found.len();
        for gold in &document.timex {
            let (start, end) = (bytes[gold.start], bytes[gold.end]);
            let overlap = |one: &(usize, usize, String)| one.1.min(end).saturating_sub(one.0.max(start));
            let best =
                (0..found.len()).filter(|i| overlap(&found[*i]) > 0).max_by_key(|i| overlap(&found[*i]));
            if let Some(i) = best {
                n_matched += 1;
                n_right += usize::from(found.swap_remove(i).2 == gold.value);
            }
        }
    }
    let percent = |a: usize, b: usize| a * 100 / b;
    let span_f1 = percent(2 * n_matched, n_gold + n_read);
    let value_f1 = percent(2 * n_right, n_gold + n_read);
    assert!(span_f1 >= 93, "relaxed span F1 {span_f1}");
    assert!(value_f1 >= 78, "value F1 {value_f1}");
}
