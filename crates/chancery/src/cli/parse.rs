//! `chancery parse`.

use std::path::PathBuf;
use std::process::ExitCode;

/// Arguments of `chancery parse`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Text files, or `-` for standard input.
    files: Vec<PathBuf>,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    anyhow::bail!("no engine yet for {} files", args.files.len())
}
