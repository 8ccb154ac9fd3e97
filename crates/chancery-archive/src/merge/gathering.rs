//! Tellings grouped without an archive, by the same keys, weights and threshold: for evaluations that say
//! themselves where events are told.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chancery_record::Event;
use jiff::civil::Date;

use super::compare::THRESHOLD;
use super::story::Story;
use super::{Comparison, Features, Node, blocks, cluster, compare};

/// An event told in a report.
#[doc(hidden)]
#[derive(Debug, Clone)]
pub struct Telling {
    /// What the report is known by.
    pub report: String,
    /// The day it was published.
    pub published: Option<Date>,
    /// The report's own words.
    pub text: Arc<str>,
    /// The event.
    pub event: Event,
    /// For an act without a type: the word that stands for one.
    pub act: Option<String>,
}

/// Groups of `tellings` by index, each sorted.
#[doc(hidden)]
#[must_use]
pub fn gathered(tellings: &[Telling]) -> Vec<Vec<usize>> {
    let nodes: Vec<Node> = (0..)
        .zip(tellings)
        .map(|(at, telling): (usize, &Telling)| {
            let mut features = features_of(telling);
            features.act.clone_from(&telling.act);
            Node { key: format!("{at:09}"), features: Arc::new(features) }
        })
        .collect();
    let mut sharing: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut pairs: BTreeSet<(usize, usize)> = BTreeSet::new();
    for (at, node) in nodes.iter().enumerate() {
        for key in blocks(&node.features) {
            let others = sharing.entry(key).or_default();
            pairs.extend(others.iter().map(|other| (*other, at)));
            others.push(at);
        }
    }
    let mut links = Vec::new();
    for (a, b) in pairs {
        if nodes[a].features.report == nodes[b].features.report {
            continue;
        }
        let comparison = compare(&nodes[a].features, &nodes[b].features);
        if matches!(comparison, Comparison::Scored(_)) && comparison.score() >= THRESHOLD {
            links.push((a, b, comparison.score()));
        }
    }
    cluster(&nodes, &links, &[])
}

/// The grounds for and against two tellings being one, or why they cannot be.
#[doc(hidden)]
pub fn compared(a: &Telling, b: &Telling) -> Result<Vec<super::Reason>, &'static str> {
    match compare(&features_of(a), &features_of(b)) {
        Comparison::Apart(why) => Err(why),
        Comparison::Scored(reasons) => Ok(reasons),
    }
}

fn features_of(telling: &Telling) -> Features {
    let story = Arc::new(Story::of(&telling.text, &[]));
    Features::of(&telling.event, &telling.report, telling.published, story)
}
