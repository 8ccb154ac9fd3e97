//! Exceptions, each with its reason. One that is no longer needed is itself a fault.

use crate::licences::LicenceException;
use crate::sources::{Exception, Exceptions};

/// Files that may break a rule on sources.
pub(crate) const SOURCES: Exceptions = Exceptions { long: LONG, large: LARGE, machine_paths: MACHINE_PATHS };

/// Rust files past the limit of lines.
const LONG: &[Exception] = &[];

/// Files past the limit of bytes.
const LARGE: &[Exception] = &[Exception {
    path: "data/world/places.bin.zst",
    reason: "the gazetteer: all places over 500 people, compressed; scripts/places makes it",
}];

/// Files that may name folders of one machine.
const MACHINE_PATHS: &[Exception] = &[];

/// Dependencies whose licence is outside the list or not stated in a form that can be read.
pub(crate) const LICENCES: &[LicenceException] = &[];
