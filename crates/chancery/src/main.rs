//! The `chancery` command.
#![forbid(unsafe_code)]

mod cli;
mod clock;
mod failure;
mod model;
mod parses;
mod shown;
mod texts;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
