//! Answers who and where at a date, from tables.
#![forbid(unsafe_code)]

pub mod places;
