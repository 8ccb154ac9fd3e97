//! One module a subcommand; this one only routes.
//!
//! Exit codes: 0 done, 1 ran but something failed or was not found, 2 could not run.
//! Data goes to stdout, all else to stderr: `error:` says what and why, `hint:` what to do.

mod actors;
mod archive;
mod ask;
mod clauses;
mod code;
mod doctor;
mod eval_coreference;
mod eval_events;
mod eval_factuality;
mod eval_mentions;
mod eval_quotations;
mod explain;
mod geoparsing;
mod ingest;
pub(crate) mod knowledge;
mod lexicon;
mod model;
mod occurrence;
mod parse;
mod place;
mod read;
mod report;
mod statements;
mod time;
mod who;

use std::io::ErrorKind;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::failure::{Failure, io_kind};

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
    /// Who takes part: in reports, each actor with its mentions and the reasons; in the archive, the busiest first.
    Actors(actors::Args),
    /// Print the time expressions of a text, with the days they mean.
    Time(time::Args),
    /// Who says what: in texts, or in the archive.
    Statements(statements::Args),
    /// Print the clauses of a text: predicates, participants, settings, tense, modality, on whose word.
    Clauses(clauses::Args),
    /// Code reports: who did what to whom, when, where, on whose word, with the words that say so.
    Code(code::Args),
    /// Say why each event is in a report's record.
    Explain(explain::Args),
    /// Check the frames: which predicates are which act.
    Lexicon(lexicon::Args),
    /// Take reports and their records into the archive.
    Ingest(ingest::Args),
    /// Events of the archive, one for each report's account.
    Events(ask::List),
    /// Occurrences of the archive: what happened, told by any number of reports.
    Occurrences(ask::List),
    /// One occurrence in full: history, differing accounts, why it is one; join and split.
    Occurrence(occurrence::Args),
    /// Reports of the archive.
    Reports(ask::List),
    /// One report in full: its states, who read them and when, what was found; its bytes as they came in.
    Report(report::Args),
    /// Diplomatic formats and who took part.
    Formats(ask::List),
    /// Occurrences by month.
    Timeline(ask::List),
    /// One actor through time.
    Dossier(ask::DossierArgs),
    /// Two actors with each other, by month.
    Dyad(ask::DyadArgs),
    /// With whom a report shares its words.
    Lineage(archive::LineageArgs),
    /// Cite an occurrence.
    Cite(archive::CiteArgs),
    /// Write the archive in a form that others read; what it cannot carry is told on stderr.
    Export(archive::ExportArgs),
    /// What changed between two archives.
    Diff(archive::DiffArgs),
    /// Check, back up, shrink and count the archive.
    Archive(archive::Args),
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
    /// Events against a hand-coded record, with the errors by cause.
    Events(eval_events::Args),
    /// Place names and what they mean.
    Geoparsing(geoparsing::Args),
    /// Which events of many texts are one occurrence.
    Coreference(eval_coreference::Args),
    /// Attributions: who is said to say what, by which words.
    Quotations(eval_quotations::Args),
    /// Whether events happened: what the text presents each as.
    Factuality(eval_factuality::Args),
}

/// Runs the command line; errors go to stderr with their causes.
pub(crate) fn run() -> ExitCode {
    let outcome = match Cli::parse_from(std::env::args_os().map(ask::shielded)).command {
        Command::Parse(args) => parse::run(&args),
        Command::Actors(args) => actors::run(&args),
        Command::Time(args) => time::run(&args),
        Command::Statements(args) => statements::run(&args),
        Command::Eval(Eval::Coreference(args)) => eval_coreference::run(&args),
        Command::Eval(Eval::Quotations(args)) => eval_quotations::run(&args),
        Command::Eval(Eval::Events(args)) => eval_events::run(&args),
        Command::Eval(Eval::Factuality(args)) => eval_factuality::run(&args),
        Command::Clauses(args) => clauses::run(&args),
        Command::Code(args) => code::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Lexicon(args) => lexicon::run(&args),
        Command::Ingest(args) => ingest::run(&args),
        Command::Events(args) => ask::list(&args, ask::Asked::Events),
        Command::Occurrences(args) => ask::list(&args, ask::Asked::Occurrences),
        Command::Occurrence(args) => occurrence::run(&args),
        Command::Reports(args) => ask::list(&args, ask::Asked::Reports),
        Command::Report(args) => report::run(&args),
        Command::Formats(args) => ask::list(&args, ask::Asked::Formats),
        Command::Timeline(args) => ask::list(&args, ask::Asked::Timeline),
        Command::Dossier(args) => ask::dossier(&args),
        Command::Dyad(args) => ask::dyad(&args),
        Command::Lineage(args) => archive::lineage(&args),
        Command::Cite(args) => archive::cite(&args),
        Command::Export(args) => archive::export(&args),
        Command::Diff(args) => archive::diff(&args),
        Command::Archive(args) => archive::run(&args),
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
        Err(error) if io_kind(&error) == Some(ErrorKind::BrokenPipe) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            if let Some(hint) = Failure::hint_of(&error) {
                eprintln!("hint: {hint}");
            }
            ExitCode::from(Failure::code_of(&error))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn every_command_has_sound_arguments() {
        Cli::command().debug_assert();
    }
}
