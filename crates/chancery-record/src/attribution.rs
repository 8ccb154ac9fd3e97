//! On whose word a report has something (codebook, "Attribution").

use crate::names::named;
use crate::{Participant, Words};

named! {
    /// What sort of voice.
    pub enum AttributionKind {
        /// A news agency or another outlet.
        Agency = "agency",
        /// A body that speaks: "according to the Foreign Ministry".
        Institution = "institution",
        /// A person.
        Person = "person",
        /// Somebody unnamed: "sources", "officials", "reportedly".
        Unnamed = "unnamed",
    }
}

/// One link of the chain from the outlet to the one who vouches for the event.
///
/// An event's links run outwards in: the first is whom the outlet quotes, the last is nearest to the
/// event. No link at all is the outlet's own voice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// What sort of voice.
    pub kind: AttributionKind,
    /// Whose; `None` for "reportedly" and the like.
    pub speaker: Option<Participant>,
    /// The words that say that somebody said it: "reported", "according to".
    pub cue: Option<Words>,
    /// Whether this voice says that the event did not happen.
    pub denies: bool,
}
