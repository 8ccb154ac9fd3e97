//! Events and links to groups.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::compare::{OTHER_DAYS, is_one_ahead};
use super::{Comparison, Decided, Features, Verdict, compare};

/// An event as clustering sees it.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) key: String,
    pub(crate) features: Arc<Features>,
}

/// Groups of `nodes` by index; each group sorted, the groups in the order of their first member.
///
/// `links` are scored pairs of indices. What people joined comes first, then links by score, the keys of
/// the two breaking ties. A link is passed over where any two of the joined groups' members cannot be
/// one: events of one report, a contradiction, or what people split. The result depends on the set of
/// nodes and links alone, not on their order.
pub(crate) fn cluster(nodes: &[Node], links: &[(usize, usize, f64)], decided: &[Decided]) -> Vec<Vec<usize>> {
    let mut group_of: Vec<usize> = (0..nodes.len()).collect();
    let mut groups: Vec<Vec<usize>> = (0..nodes.len()).map(|at| vec![at]).collect();
    let split: BTreeSet<(usize, usize)> = pairs(decided, Verdict::Split).collect();

    for (a, b) in pairs(decided, Verdict::Join) {
        join(&mut group_of, &mut groups, a, b);
    }
    let mut links: Vec<(usize, usize, f64)> = links
        .iter()
        .map(|&(a, b, score)| if nodes[a].key <= nodes[b].key { (a, b, score) } else { (b, a, score) })
        .collect();
    links.sort_by(|x, y| {
        let keys = |link: &(usize, usize, f64)| (&nodes[link.0].key, &nodes[link.1].key);
        y.2.total_cmp(&x.2).then_with(|| keys(x).cmp(&keys(y)))
    });
    for (a, b, _) in links {
        let (left, right) = (group_of[a], group_of[b]);
        if left != right && may_be_one(nodes, &groups[left], &groups[right], &split) {
            join(&mut group_of, &mut groups, a, b);
        }
    }
    let mut found: Vec<Vec<usize>> = groups.into_iter().filter(|group| !group.is_empty()).collect();
    for group in &mut found {
        group.sort_unstable();
    }
    found.sort_unstable();
    found
}

fn pairs(decided: &[Decided], verdict: Verdict) -> impl Iterator<Item = (usize, usize)> {
    decided.iter().filter(move |one| one.verdict == verdict).map(|one| (one.a.min(one.b), one.a.max(one.b)))
}

fn join(group_of: &mut [usize], groups: &mut [Vec<usize>], a: usize, b: usize) {
    let (kept, gone) = (group_of[a], group_of[b]);
    if kept == gone {
        return;
    }
    let moved = std::mem::take(&mut groups[gone]);
    for &at in &moved {
        group_of[at] = kept;
    }
    groups[kept].extend(moved);
}

fn may_be_one(nodes: &[Node], left: &[usize], right: &[usize], split: &BTreeSet<(usize, usize)>) -> bool {
    // Where somebody tells that the date was moved, what was planned for the old day may have been held on
    // the new one.
    let is_moved = left.iter().chain(right).any(|&at| nodes[at].features.is_moved);
    left.iter().all(|&a| {
        right.iter().all(|&b| {
            let (x, y) = (&nodes[a].features, &nodes[b].features);
            let is_apart = match compare(x, y) {
                Comparison::Apart(OTHER_DAYS) => !(is_moved && is_one_ahead(x, y)),
                Comparison::Apart(_) => true,
                Comparison::Scored(_) => false,
            };
            !is_apart && x.report != y.report && !split.contains(&(a.min(b), a.max(b)))
        })
    })
}
