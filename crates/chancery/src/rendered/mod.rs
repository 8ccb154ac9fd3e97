//! Coded reports for people: a table for the terminal, comma-separated values, a page.
//!
//! Pure functions from a [`CodedReport`](chancery_record::CodedReport) (and the raw text that its spans count
//! in) to text. The record as JSON is `chancery_record::wire`.

mod delimited;
mod page;
mod table;
mod wording;

pub(crate) use delimited::{columns, head, rows};
pub(crate) use page::{file_name, page};
pub(crate) use table::table;

#[cfg(test)]
mod sample;
