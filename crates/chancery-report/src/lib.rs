//! Reads reports: bytes in, [`chancery_record`] values out.
#![forbid(unsafe_code)]
#![allow(dead_code)]

mod clean;
mod dateline;
mod mapped;
mod moment;
