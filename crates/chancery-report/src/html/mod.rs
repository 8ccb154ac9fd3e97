//! Pages: the markup in blocks with offsets, the article's own text, and the metadata.
//!
//! The text of the article is found by the crate `trafilatura` (precision preferred, with its
//! fallbacks), which gives text without offsets. The tokenizer `html5gum` gives every block of the
//! page with its place in the markup; [`extract`] finds the extractor's text among them again.

mod extract;
mod metadata;
mod page;
mod role;

pub(crate) use extract::mark_article;
pub(crate) use page::page;
