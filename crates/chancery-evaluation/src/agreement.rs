//! Whether a coded event can be a hand-coded one, at each level of strictness.

use std::collections::BTreeSet;

use chancery_record::{Char, Event, EventType, Participant, Span};

use crate::gold::{GoldEvent, codes_of};

/// Evidence longer than this, in code points, points at nothing (`LONGEST_EVIDENCE` of the reference scorer).
const LONGEST_EVIDENCE: u32 = 700;

/// What two events must share to be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Type and evidence.
    Type,
    /// And the same source codes.
    Source,
    /// And the same target codes.
    Dyad,
    /// And the same status.
    Full,
}

impl Level {
    /// All, from loose to strict.
    pub const ALL: [Self; 4] = [Self::Type, Self::Source, Self::Dyad, Self::Full];

    /// Its name in outputs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Source => "source",
            Self::Dyad => "dyad",
            Self::Full => "full",
        }
    }
}

/// The codes of one side of a coded event.
pub(crate) fn codes(side: &[Participant]) -> BTreeSet<&str> {
    side.iter().filter_map(|p| p.country.as_deref()).filter(|c| !c.is_empty()).collect()
}

/// Whether some evidence of the coded event overlaps the hand-coded one's words.
pub(crate) fn overlaps(gold: &GoldEvent, coded: &Event) -> bool {
    evidence(coded)
        .filter(|e| e.end - e.start <= LONGEST_EVIDENCE)
        .any(|e| gold.spans.iter().any(|g| e.start < g.end && g.start < e.end))
}

/// Where the evidence stands in the raw text.
pub(crate) fn evidence(coded: &Event) -> impl Iterator<Item = Span<Char>> {
    coded.evidence.iter().filter_map(|words| words.span)
}

/// Whether the two agree at this level.
pub(crate) fn agrees(gold: &GoldEvent, coded: &Event, level: Level) -> bool {
    if !gold.allows(coded.event_type) || !overlaps(gold, coded) {
        return false;
    }
    let (source, target) = (codes(&coded.source), codes(&coded.target));
    let sides = sides(gold);
    match level {
        Level::Type => true,
        Level::Source => sides.iter().any(|(s, _)| *s == source),
        Level::Dyad | Level::Full => {
            sides.iter().any(|(s, t)| *s == source && (gold.any_target || *t == target))
                && (level == Level::Dyad || coded.status == gold.status)
        }
    }
}

/// The codings of source and target that count as right.
fn sides(gold: &GoldEvent) -> Vec<(BTreeSet<&str>, BTreeSet<&str>)> {
    let (source, target) = (codes_of(&gold.source), codes_of(&gold.target));
    let mut right = vec![(source.clone(), target.clone())];
    if matches!(gold.event_type, EventType::Consult | EventType::Agree | EventType::Cooperate) {
        if gold.reciprocal && target.is_empty() {
            if let &[a, b] = source.iter().copied().collect::<Vec<_>>().as_slice() {
                right.push((BTreeSet::from([a]), BTreeSet::from([b])));
                right.push((BTreeSet::from([b]), BTreeSet::from([a])));
            }
        } else if !target.is_empty() {
            right.push((&source | &target, BTreeSet::new()));
        }
    }
    right
}
