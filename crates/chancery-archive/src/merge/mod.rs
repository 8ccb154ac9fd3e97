//! Events of many reports to occurrences.
//!
//! 1. [`Features`]: what of an event decides whether another tells of the same happening.
//! 2. `blocks`: the keys under which an event is looked for; events without a common key are never compared.
//! 3. [`compare()`]: a score with its reasons, or that the two cannot be one. A pure function of the two.
//! 4. [`cluster()`]: events and links to groups, the surest links first, obeying what people decided. A pure
//!    function of the group's events, so that the order of reading cannot matter.
//! 5. `upkeep`: keeps links and groups in step with the store.
//!
//! Two events of one report are never one: the coder has told them apart.

mod block;
mod cluster;
mod compare;
mod decision;
mod features;
mod upkeep;

pub use compare::Reason;
pub use decision::Verdict;

pub(crate) use block::blocks;
pub(crate) use cluster::{Node, cluster};
pub(crate) use compare::{Comparison, compare};
pub(crate) use decision::{Anchor, Decided, decisions, record as record_decision};
pub(crate) use features::{Family, Features, telling_words};
pub(crate) use upkeep::{Remembered, forget_then, link_events, regroup, regroup_then, stale};
