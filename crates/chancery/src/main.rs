//! The `chancery` command.
#![forbid(unsafe_code)]

mod cli;
mod clock;
mod coding;
mod failure;
mod identity;
mod intake;
mod model;
mod parses;
mod rendered;
mod shown;
mod texts;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
