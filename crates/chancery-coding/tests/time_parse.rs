//! Time expressions of parsed sentences: the tense comes from the governing verb. Needs the model.

use std::path::{Path, PathBuf};

use chancery_coding::time::{Tense, read_doc};
use chancery_nlp::Pipeline;
use jiff::civil::date;

/// The model's folder: `CHANCERY_MODEL`, else the user's data folder. None, said loudly, if there is none.
fn model() -> Option<PathBuf> {
    let data = || {
        std::env::var_os("XDG_DATA_HOME")
            .map(PathBuf::from)
            .or_else(|| std::env::var_os("HOME").map(|home| Path::new(&home).join(".local/share")))
            .map(|data| data.join("chancery/models/en_core_web_sm-3.8.0"))
            .filter(|folder| folder.is_dir())
    };
    let folder = std::env::var_os("CHANCERY_MODEL").map(PathBuf::from).or_else(data);
    if folder.is_none() {
        eprintln!("SKIPPED: no model. Set CHANCERY_MODEL to the folder of en_core_web_sm-3.8.0.");
    }
    folder
}

/// Reports of Wednesday, 9 March 2022: the sentence, what is read of its first expression, the tense.
const SENTENCES: [(&str, &str, Tense); 19] = [
    ("Mali recalled its envoy on Friday.", "2022-03-04", Tense::Past),
    ("Mali will recall its envoy on Friday.", "2022-03-11", Tense::Future),
    ("The envoy was recalled on Friday.", "2022-03-04", Tense::Past),
    ("The envoy will be recalled on Friday.", "2022-03-11", Tense::Future),
    ("Mali has recalled its envoy, who fled on Friday.", "2022-03-04", Tense::Past),
    ("Mali agreed to recall its envoy on Friday.", "2022-03-11", Tense::Future),
    ("Mali refused to recall its envoy on Friday.", "2022-03-04", Tense::Past),
    ("Mali urged Togo to withdraw its troops by Friday.", "2022-03-11", Tense::Future),
    ("The talks are scheduled for Friday.", "2022-03-11", Tense::Future),
    ("The talks are due to resume on Friday.", "2022-03-11", Tense::Future),
    ("The talks had been scheduled for Friday.", "2022-03-04", Tense::Past),
    ("The vote was postponed until Friday.", "2022-03-11", Tense::Future),
    ("The ministers meet on Friday in Lome.", "2022-03-11", Tense::Present),
    ("Troops may enter the town on Friday.", "2022-03-11", Tense::Future),
    ("Troops would have entered the town on Friday.", "2022-03-04", Tense::Past),
    ("Friday's attack killed four guards.", "2022-03-04", Tense::Past),
    ("On Friday, Mali asked Togo to send troops.", "2022-03-04", Tense::Past),
    ("In June the king will visit Peru, said an aide who had met him.", "2022-06", Tense::Future),
    ("Chad said it had shelled the town in June.", "2021-06", Tense::Past),
];

#[test]
fn the_governing_verb_points_the_way() {
    let Some(folder) = model() else { return };
    let pipeline = Pipeline::load(&folder).unwrap();
    let mut worker = pipeline.worker();
    let mut failures = Vec::new();
    for (sentence, value, tense) in SENTENCES {
        let found = read_doc(&worker.parse(sentence), Some(date(2022, 3, 9)));
        let got = found.first().map(|one| (one.value.as_str(), one.tense));
        if got != Some((value, tense)) {
            failures.push(format!("{sentence}: wanted {value} {tense:?}, read {got:?}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn a_tag_makes_a_name_of_may_and_a_parse_keeps_the_offsets() {
    let Some(folder) = model() else { return };
    let pipeline = Pipeline::load(&folder).unwrap();
    let text = "“Résumé”, she said. Rebels may attack in May, Theresa May said on Tuesday.";
    let doc = pipeline.parse(text);
    let words: Vec<_> =
        read_doc(&doc, Some(date(2022, 3, 9))).iter().map(|one| one.span.slice(text).unwrap()).collect();
    assert_eq!(words, ["May", "Tuesday"]);
}
