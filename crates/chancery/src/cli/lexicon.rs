//! `chancery lexicon`: the frames themselves.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use chancery_coding::Coder;
use chancery_coding::frames::{Lexicon, suite};
use chancery_knowledge::World;
use chancery_nlp::Pipeline;

use crate::coding::frame_tables;
use crate::failure::Failure;
use crate::model::find_model;

/// Arguments of `chancery lexicon`.
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Check every frame: its shape, then that its examples fire and its near misses do not.
    Check {
        /// A folder of frames laid over the built-in ones.
        #[arg(long, value_name = "DIR")]
        lexicon: Option<PathBuf>,
        /// Run the examples of frames whose id begins so, such as `consult/`; all unless given.
        #[arg(long, value_name = "ID")]
        frame: Option<String>,
    },
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let Command::Check { lexicon: folder, frame } = &args.command;
    let tables = folder.as_deref().map_or(Ok(Vec::new()), frame_tables)?;
    let (lexicon, mut faults) = Lexicon::load(&tables);
    let (n_frames, n_patterns) = (lexicon.frames().len(), lexicon.patterns().len());
    let pipeline = Pipeline::load(&find_model()?)
        .map_err(|e| Failure::new(e.to_string()).hint("run `chancery doctor` to see what is installed"))?;
    let coder = Coder::new(World::embedded(), lexicon);
    let is_meant = |id: &str| frame.as_ref().is_none_or(|wanted| id.starts_with(wanted.as_str()));
    let threads = std::thread::available_parallelism().map_or(1, Into::into);
    let (n_run, failed) = suite::run(&coder, &pipeline, is_meant, threads);
    faults.extend(failed);
    for fault in &faults {
        eprintln!("error: {fault}");
    }
    let counts = format!("{n_frames} frames, {n_patterns} patterns, {n_run} sentences run");
    if faults.is_empty() {
        writeln!(io::stdout(), "{counts}: no fault")?;
        return Ok(ExitCode::SUCCESS);
    }
    eprintln!("error: {} fault(s) in {counts}", faults.len());
    Ok(ExitCode::FAILURE)
}
