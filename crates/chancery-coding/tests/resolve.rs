//! Resolution on sentences of our own: `resolve.toml`. Needs the parsing model.

use std::collections::BTreeMap;
use std::path::PathBuf;

use chancery_coding::resolve::{Referents, resolve};
use chancery_knowledge::World;
use chancery_nlp::{Doc, Pipeline};
use jiff::civil::Date;
use serde::Deserialize;

#[derive(Deserialize)]
struct Suite {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    about: String,
    on: Option<String>,
    text: String,
    refers: BTreeMap<String, String>,
}

fn pipeline() -> Option<Pipeline> {
    let Some(folder) = std::env::var_os("CHANCERY_MODEL").map(PathBuf::from) else {
        eprintln!(
            "SKIPPED: set CHANCERY_MODEL to the folder of an installed model to run the resolution suite"
        );
        return None;
    };
    Some(Pipeline::load(&folder).expect("CHANCERY_MODEL names a sound model"))
}

/// What the `nth` mention with these words resolves to, as `Name/CODE + …`; `?` for nobody.
fn answer(doc: &Doc, world: &World, referents: &Referents, phrase: &str) -> String {
    let (words, nth) = phrase.split_once('#').map_or((phrase, 1), |(w, n)| (w, n.parse().unwrap()));
    let mention = referents.mentions().iter().filter(|m| doc.words(m.tokens.range()) == words).nth(nth - 1);
    let Some(mention) = mention else { return "no mention".into() };
    if mention.actors.is_empty() {
        return "?".into();
    }
    let show = |id| {
        let actor = referents.actor(id);
        format!("{}/{}", actor.name, actor.acts_for.map_or("-", |b| world.code(b)))
    };
    mention.actors.iter().map(|id| show(*id)).collect::<Vec<_>>().join(" + ")
}

#[test]
fn phrases_refer_to_whom_they_should() {
    let Some(pipeline) = pipeline() else { return };
    let suite: Suite = toml::from_str(include_str!("resolve.toml")).unwrap();
    let world = World::embedded();
    let mut worker = pipeline.worker();
    let (mut wrong, mut n) = (Vec::new(), 0);
    for case in &suite.case {
        let doc = worker.parse(&case.text);
        let on: Option<Date> = case.on.as_deref().map(|d| d.parse().unwrap());
        let referents = resolve(&doc, &world, on);
        for (phrase, want) in &case.refers {
            n += 1;
            let got = answer(&doc, &world, &referents, phrase);
            if got != *want {
                wrong.push(format!("{}: `{phrase}` is {got}, not {want}", case.about));
            }
        }
    }
    println!("{} of {n} phrases right", n - wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_actor_is_mentioned_and_reading_again_changes_nothing() {
    let Some(pipeline) = pipeline() else { return };
    let suite: Suite = toml::from_str(include_str!("resolve.toml")).unwrap();
    let world = World::embedded();
    let whole: String = suite.case.iter().map(|c| format!("{} ", c.text)).collect();
    let doc = pipeline.parse(&whole);
    let on = Some("2020-02-02".parse().unwrap());
    let (first, second) = (resolve(&doc, &world, on), resolve(&doc, &world, on));
    assert_eq!(first.mentions(), second.mentions());
    for mention in first.mentions() {
        assert!(mention.tokens.contains(mention.head) && (mention.tokens.end as usize) <= doc.len());
        for id in &mention.actors {
            assert!(!first.actor(*id).name.is_empty());
        }
    }
}
