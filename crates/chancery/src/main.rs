//! The `chancery` command.
#![forbid(unsafe_code)]

mod cli;
mod failure;
mod model;
mod parses;
mod texts;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
