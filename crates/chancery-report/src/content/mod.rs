//! What of a text is the report's own.
//!
//! A text comes in as blocks: paragraphs or lines of plain text ([`block`]), or the blocks of a page
//! with what its markup says of them. [`cue`] knows the phrases of web pages, [`traits`] measures a
//! block, [`inline`] cuts foreign matter out of paragraphs, and [`label`] decides what each block is,
//! by position, repetition, form and topic. Nothing here changes the text.

pub(crate) mod block;
pub(crate) mod cue;
mod edge;
mod headline;
pub(crate) mod inline;
pub(crate) mod label;
mod section;
pub(crate) mod traits;

pub(crate) use block::{Block, Gap, Hint};
pub(crate) use label::{Labelled, Surroundings, labelled};
pub(crate) use section::says_published;
