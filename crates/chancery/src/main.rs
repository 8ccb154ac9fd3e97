//! The `chancery` command.
#![forbid(unsafe_code)]

mod cli;
mod failure;
mod model;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}
