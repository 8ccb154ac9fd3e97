//! PLOVER's modes: how an act of a type was done, each with its score.
//!
//! Source: PLOVER manual, draft 2.0, with the modes that its structured codebook of 2025 adds (marked
//! below; they take their type's score, since the codebook gives none, except the four that part
//! `targeted`, which take its score).

use std::fmt;

use crate::EventType;

/// A mode of one event type, from the closed list.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mode(u8);

struct Entry {
    of: EventType,
    name: &'static str,
    score: f64,
}

const fn entry(of: EventType, name: &'static str, score: f64) -> Entry {
    Entry { of, name, score }
}

use EventType::{
    Accuse, Assault, Coerce, Consult, Mobilize, Protest, Reject, Request, Retreat, Sanction, Threaten,
};

const MODES: [Entry; 75] = [
    entry(Consult, "visit", 4.0),
    entry(Consult, "third-party", 1.0),
    entry(Consult, "multilateral", 4.0),
    entry(Consult, "phone", 1.5),
    entry(Retreat, "withdraw", 8.0),
    entry(Retreat, "release", 6.5),
    entry(Retreat, "disarm", 10.0),
    entry(Retreat, "ceasefire", 7.5),
    entry(Retreat, "access", 6.5),
    entry(Retreat, "resign", 4.5),
    entry(Retreat, "return", 6.5), // codebook of 2025
    entry(Request, "assist", 0.5),
    entry(Request, "change", -1.0),
    entry(Request, "yield", -1.0),
    entry(Request, "meet", 0.0),
    entry(Accuse, "disapprove", -2.0),
    entry(Accuse, "investigate", -3.5),
    entry(Accuse, "allege", -3.5),
    entry(Reject, "assist", -1.5),
    entry(Reject, "change", -2.0),
    entry(Reject, "yield", -2.0),
    entry(Reject, "meet", -2.0),
    entry(Threaten, "restrict", -3.0),
    entry(Threaten, "ban", -3.5),    // codebook of 2025
    entry(Threaten, "rights", -3.5), // codebook of 2025
    entry(Threaten, "arrest", -3.5),
    entry(Threaten, "relations", -3.5),
    entry(Threaten, "expel", -3.5),
    entry(Threaten, "territory", -4.0),
    entry(Threaten, "violence", -3.5),
    entry(Protest, "demo", -5.0),
    entry(Protest, "riot", -7.0),
    entry(Protest, "strike", -5.0),
    entry(Protest, "hunger", -4.5),
    entry(Protest, "boycott", -4.5),
    entry(Protest, "obstruct", -4.5),
    entry(Protest, "vandalize", -5.0), // in the manual's text, without a score
    entry(Sanction, "convict", -6.0),
    entry(Sanction, "expel", -5.5),
    entry(Sanction, "withdraw", -6.0),
    entry(Sanction, "discontinue", -6.0),
    entry(Mobilize, "troops", -6.5),
    entry(Mobilize, "weapons", -6.5),
    entry(Mobilize, "police", -5.5),
    entry(Mobilize, "militia", -6.0),
    entry(Coerce, "seize", -7.0),
    entry(Coerce, "restrict", -7.0),
    entry(Coerce, "ban", -7.0), // codebook of 2025
    entry(Coerce, "censor", -6.5),
    entry(Coerce, "curfew", -6.5),
    entry(Coerce, "martial-law", -7.5),
    entry(Coerce, "arrest", -7.0),
    entry(Coerce, "deport", -7.0),
    entry(Coerce, "withhold", -7.0),
    entry(Coerce, "misinformation", -6.5),
    entry(Coerce, "cyber", -7.0),
    entry(Assault, "abduct", -8.5),
    entry(Assault, "beat", -7.5),
    entry(Assault, "torture", -8.5),
    entry(Assault, "sexual", -8.5),
    entry(Assault, "targeted", -9.5),
    entry(Assault, "assassinate", -9.5), // codebook of 2025, parts of targeted
    entry(Assault, "execute", -9.5),
    entry(Assault, "massacre", -9.5),
    entry(Assault, "cleansing", -9.5),
    entry(Assault, "destroy", -8.5),
    entry(Assault, "primitive", -8.0),
    entry(Assault, "firearms", -9.0),
    entry(Assault, "explosives", -9.0),
    entry(Assault, "suicide-attack", -9.5),
    entry(Assault, "aerial", -9.5),
    entry(Assault, "drone", -9.5),
    entry(Assault, "heavy-weapons", -9.5),
    entry(Assault, "crowd-control", -7.5),
    entry(Assault, "unconventional", -10.0),
];

impl Mode {
    /// The mode of this name that `of` has; `None` where it has no such mode.
    #[must_use]
    pub fn find(of: EventType, name: &str) -> Option<Self> {
        let at = MODES.iter().position(|entry| entry.of == of && entry.name == name)?;
        u8::try_from(at).ok().map(Self)
    }

    /// Every mode, by type.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..MODES.len()).filter_map(|at| u8::try_from(at).ok()).map(Self)
    }

    fn entry(self) -> &'static Entry {
        &MODES[usize::from(self.0)]
    }

    /// The type it belongs to.
    #[must_use]
    pub fn of(self) -> EventType {
        self.entry().of
    }

    /// Its name in every output.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.entry().name
    }

    /// PLOVER's score of the type in this mode, −10 to 10.
    #[must_use]
    pub fn score(self) -> f64 {
        self.entry().score
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Debug for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.of(), self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mode_is_found_by_its_type_and_name_alone() {
        let visit = Mode::find(Consult, "visit").unwrap();
        assert_eq!((visit.of(), visit.name(), visit.score()), (Consult, "visit", 4.0));
        assert_eq!(Mode::find(Assault, "visit"), None);
        assert_ne!(Mode::find(Request, "assist"), Mode::find(Reject, "assist"));
    }

    #[test]
    fn every_mode_finds_itself() {
        for mode in Mode::all() {
            assert_eq!(Mode::find(mode.of(), mode.name()), Some(mode));
        }
        assert_eq!(Mode::all().count(), 75);
    }
}
