//! `chancery knowledge`: the tables themselves.

use std::io::{ErrorKind, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use chancery_knowledge::{Tables, World, check, places};

/// Arguments of `chancery knowledge`.
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Check every table and report all faults at once, with file, line and hint.
    Check {
        /// A folder of tables laid over the embedded ones.
        #[arg(long, value_name = "DIR")]
        data: Option<PathBuf>,
    },
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let Command::Check { data } = &args.command;
    let tables = tables(data.as_ref())?;
    let faults = check(&tables);
    let mut of_places = places::check();
    if let Some(folder) = data {
        of_places.extend(places::Places::with_folder(folder)?.1);
    }
    if !faults.is_empty() || !of_places.is_empty() {
        for fault in &faults {
            eprintln!("error: {fault}");
        }
        for fault in &of_places {
            eprintln!("error: {fault}");
        }
        eprintln!("error: {} fault(s)", faults.len() + of_places.len());
        return Ok(ExitCode::FAILURE);
    }
    let world = World::load(&tables)?;
    print(&format!(
        "{} countries, {} organisations, {} terms of office, {} persons: no fault\n",
        world.countries().count(),
        world.organisations().count(),
        world.terms().count(),
        world.persons().count()
    ))
}

/// The embedded tables, with those of a folder laid over them.
pub(crate) fn tables(data: Option<&PathBuf>) -> anyhow::Result<Tables> {
    let tables = Tables::embedded();
    match data {
        Some(folder) => {
            tables.with_folder(folder).with_context(|| format!("the tables in {}", folder.display()))
        }
        None => Ok(tables),
    }
}

/// Prints data; a reader that has gone away is no error.
pub(crate) fn print(text: &str) -> anyhow::Result<ExitCode> {
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error).context("standard output"),
        _ => Ok(ExitCode::SUCCESS),
    }
}
