//! One module a subcommand; this one only routes.
//!
//! Exit codes: 0 done, 1 ran but something failed or was not found, 2 could not run.
//! Data goes to stdout, all else to stderr: `error:` says what and why, `hint:` what to do.

mod actors;
mod clauses;
mod doctor;
mod eval_quotations;
mod geoparsing;
mod knowledge;
mod model;
mod parse;
mod place;
mod read;
mod statements;
mod time;
mod who;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::failure::Failure;

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
    /// Print who takes part in a text: each actor with its mentions and the reasons.
    Actors(actors::Args),
    /// Print the time expressions of a text, with the days they mean.
    Time(time::Args),
    /// Print who says what in a text.
    Statements(statements::Args),
    /// Print the clauses of a text: predicates, participants, settings, tense, modality, on whose word.
    Clauses(clauses::Args),
    /// Install, list and find the parsing model.
    Model(model::Args),
    /// Print what is installed, whether it is whole, and what this machine offers. Exit code 1 if the model is not sound.
    Doctor,
    /// Check the tables of countries, offices, organisations and words.
    Knowledge(knowledge::Args),
    /// Say who held an office on a day, or which offices a person held.
    Who(who::Args),
    /// Print where a name lies, best guess first.
    Place(place::Args),
    /// Answer an evaluation's texts in the form its scorer reads.
    #[command(subcommand)]
    Eval(Eval),
}

#[derive(Subcommand)]
enum Eval {
    /// Place names and what they mean.
    Geoparsing(geoparsing::Args),
    /// Attributions: who is said to say what, by which words.
    Quotations(eval_quotations::Args),
}

/// Runs the command line; errors go to stderr with their causes.
pub(crate) fn run() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Parse(args) => parse::run(&args),
        Command::Actors(args) => actors::run(&args),
        Command::Time(args) => time::run(&args),
        Command::Statements(args) => statements::run(&args),
        Command::Eval(Eval::Quotations(args)) => eval_quotations::run(&args),
        Command::Clauses(args) => clauses::run(&args),
        Command::Model(args) => model::run(&args),
        Command::Doctor => doctor::run(),
        Command::Knowledge(args) => knowledge::run(&args),
        Command::Who(args) => who::run(&args),
        Command::Place(args) => place::run(&args),
        Command::Eval(Eval::Geoparsing(args)) => geoparsing::run(&args),
        Command::Read(args) => read::run(&args),
    };
    match outcome {
        Ok(code) => code,
        // Whoever read our output has seen enough: `chancery … | head` is no failure.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            if let Some(hint) = Failure::hint_of(&error) {
                eprintln!("hint: {hint}");
            }
            ExitCode::from(2)
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let kind = error.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
    kind == Some(std::io::ErrorKind::BrokenPipe)
}
