//! One module a subcommand; this one only routes.
//!
//! Exit codes: 0 done, 1 ran but something failed or was not found, 2 could not run.
//! Data goes to stdout, all else to stderr.

mod parse;
mod read;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Reads news reports on diplomacy and conflict and keeps the record.
#[derive(Parser)]
#[command(name = "chancery", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Print the parse of a text: tokens, tags, lemmas, heads, entities.
    Parse(parse::Args),
    /// Print what was understood of each report: metadata, segments, repairs.
    Read(read::Args),
}

/// Runs the command line; errors go to stderr with their causes.
pub(crate) fn run() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Parse(args) => parse::run(&args),
        Command::Read(args) => read::run(&args),
    };
    match outcome {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}
