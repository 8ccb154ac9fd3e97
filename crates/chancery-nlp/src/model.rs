//! The files of a spaCy pipeline package: where they lie, and what is in them.

pub(crate) mod config;
pub(crate) mod package;
pub(crate) mod thinc;
pub(crate) mod vectors;
