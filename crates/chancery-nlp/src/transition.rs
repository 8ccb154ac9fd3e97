//! Transition-based parsing and entity recognition: a small network scores actions on a state
//! (spaCy's `TransitionBasedParser.v2`).

pub(crate) mod arc_eager;
pub(crate) mod biluo;
pub(crate) mod moves;
pub(crate) mod projective;
pub(crate) mod scorer;
