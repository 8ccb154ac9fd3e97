//! The model on this machine: where it is looked for, how it is fetched, checked and put in place.
//!
//! The engine itself (`chancery-nlp`) is given a folder and knows nothing of this. Models are never part of the
//! repository or of the binary.

mod fetch;
mod install;
mod pins;
mod place;
mod unpack;
mod verify;

pub(crate) use fetch::{Downloads, tools};
pub(crate) use install::{Outcome, Request, install};
pub(crate) use pins::EN_CORE_WEB_SM;
pub(crate) use place::{Found, Places, find_model};
pub(crate) use verify::{State, check};

#[cfg(test)]
mod fixture;
