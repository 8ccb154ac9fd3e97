//! Runs spaCy English pipelines natively, with the same answers.
#![forbid(unsafe_code)]
