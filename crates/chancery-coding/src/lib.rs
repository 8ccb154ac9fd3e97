//! Codes a parsed report: clauses, resolution, time, frames, attribution.
#![forbid(unsafe_code)]

pub mod time;
