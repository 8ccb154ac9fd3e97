//! Events of many reports to occurrences.
//!
//! 1. [`Features`]: what of an event decides whether another tells of the same happening.
//! 2. `blocks`: the keys under which an event is looked for; events without a common key are never compared.
//! 3. [`compare()`]: a score with its reasons, or that the two cannot be one. A pure function of the two.
//! 4. [`cluster()`]: events and links to groups, the surest links first, obeying what people decided. A pure
//!    function of the group's events, so that the order of reading cannot matter.
//! 5. `upkeep` keeps links in step with the store and says what groups they make; `renewal` puts these in place,
//!    as `span`s of time, so that a past day can be asked.
//!
//! Two events of one report are never one: the coder has told them apart.

mod block;
mod cluster;
mod compare;
mod decision;
mod features;
mod gathering;
mod partial;
mod renewal;
mod span;
mod story;
mod upkeep;
mod words;

pub use compare::Reason;
pub use decision::Verdict;
pub use gathering::{Telling, compared, gathered};

pub(crate) use block::blocks;
pub(crate) use cluster::{Node, cluster};
pub(crate) use compare::{Comparison, compare};
pub(crate) use decision::{Anchor, Decided, decisions, record as record_decision, split_with};
pub(crate) use features::{Family, Features, topics};
pub(crate) use renewal::{derive, regroup, stale, stand};
pub(crate) use span::{latest, look_ahead, look_back};
pub(crate) use story::Story;
pub(crate) use upkeep::{Remembered, link_events};
pub(crate) use words::is_pronoun;
