//! Every frame's examples fire and its near misses do not. Needs the parsing model: the folder that
//! `CHANCERY_MODEL` names.

use std::path::Path;

use chancery_coding::Coder;
use chancery_coding::frames::{Lexicon, suite};
use chancery_knowledge::World;
use chancery_nlp::Pipeline;
use chancery_record::EventType;

#[test]
fn built_in_tables_have_no_fault_and_cover_every_type() {
    let (lexicon, faults) = Lexicon::load(&[]);
    assert!(faults.is_empty(), "{}", faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
    for &event_type in EventType::ALL {
        let n = lexicon.patterns().iter().filter(|p| p.code.event_type == event_type).count();
        assert!(n >= 10, "{event_type} has {n} patterns");
    }
}

#[test]
fn examples_fire_and_near_misses_do_not() {
    let Some(folder) = std::env::var_os("CHANCERY_MODEL") else {
        eprintln!("SKIPPED: CHANCERY_MODEL is not set, so no example of a frame was run");
        return;
    };
    let pipeline = Pipeline::load(Path::new(&folder)).expect("the model that CHANCERY_MODEL names");
    let coder = Coder::new(World::embedded(), Lexicon::embedded());
    let (n_run, faults) = suite::run(&coder, &pipeline, |_| true, 2);
    assert!(n_run >= 500, "only {n_run} sentences");
    let told: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert!(told.is_empty(), "{} of {n_run} failed:\n{}", told.len(), told.join("\n"));
}

#[test]
fn a_folder_of_frames_replaces_and_adds() {
    let Some(folder) = std::env::var_os("CHANCERY_MODEL") else {
        eprintln!("SKIPPED: CHANCERY_MODEL is not set, so no frame of a folder was run");
        return;
    };
    let frame = r#"
type = "COOPERATE"
cameo = "061"
gloss = "Twins two cities."
basis = "COOPERATE: material cooperation that both gain from."
[[pattern]]
verb = ["twin"]
source = ["subject"]
target = ["with", "object"]
mutual = true
[[example]]
text = "Finland twinned with Uruguay in May."
source = ["FIN", "URY"]
target = []
[[near_miss]]
text = "The siblings were twinned in a poem."
"#;
    let (lexicon, faults) = Lexicon::load(&[("cooperate/twin.toml".to_owned(), frame.to_owned())]);
    assert!(faults.is_empty(), "{}", faults[0]);
    let pipeline = Pipeline::load(Path::new(&folder)).expect("the model that CHANCERY_MODEL names");
    let coder = Coder::new(World::embedded(), lexicon);
    let (n_run, faults) = suite::run(&coder, &pipeline, |id| id == "cooperate/twin", 1);
    assert_eq!((n_run, faults.first().map(ToString::to_string)), (2, None));
}
