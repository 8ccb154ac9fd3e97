//! `chancery events`, `occurrences`, `statements`, `reports`, `actors`, `formats`, `timeline`, `dossier`, `dyad`:
//! questions to the archive.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use chancery_archive::{Archive, Filter, Page};
use serde::Serialize;

use crate::failure::Failure;
use crate::shown::{self, Layout};

/// Which archive, and as of when.
#[derive(clap::Args)]
pub(crate) struct Which {
    /// The archive.
    #[arg(long, default_value = "chancery.db")]
    pub(crate) archive: PathBuf,
    /// Answer as the archive stood at the end of this day (2024-03-05, 2024-03 or 2024; UTC).
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<String>,
}

impl Which {
    pub(crate) fn read(&self) -> anyhow::Result<Archive> {
        let archive = Archive::read(&self.archive).map_err(failure)?;
        if let Some(day) = &self.as_of {
            archive.as_of(Some(day)).map_err(failure)?;
        }
        Ok(archive)
    }
}

/// Arguments of questions that yield lists.
#[derive(clap::Args)]
pub(crate) struct List {
    /// What to show: `actor:IRN type:CONSULT since:2024-01 text:"ceasefire" min-independent:2`.
    filter: Vec<String>,
    #[command(flatten)]
    which: Which,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Layout::Table)]
    format: Layout,
    /// Lines of a page.
    #[arg(long, default_value_t = 50)]
    limit: u64,
    /// Which page, from 1.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u64).range(1..))]
    page: u64,
    /// All lines, without pages.
    #[arg(long)]
    all: bool,
}

/// Arguments of `chancery dossier`.
#[derive(clap::Args)]
pub(crate) struct DossierArgs {
    /// A name, a country's code, or an actor's code.
    actor: String,
    #[command(flatten)]
    which: Which,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Layout::Table)]
    format: Layout,
}

/// Arguments of `chancery dyad`.
#[derive(clap::Args)]
pub(crate) struct DyadArgs {
    /// The one: a name, a country's code, or an actor's code.
    a: String,
    /// The other.
    b: String,
    #[command(flatten)]
    which: Which,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Layout::Table)]
    format: Layout,
}

/// A list to ask for.
#[derive(Clone, Copy)]
pub(crate) enum Asked {
    Events,
    Occurrences,
    Statements,
    Reports,
    Actors,
    Formats,
    Timeline,
}

pub(crate) fn list(args: &List, asked: Asked) -> anyhow::Result<ExitCode> {
    let text = args.filter.iter().map(|word| requoted(word)).collect::<Vec<_>>().join(" ");
    let filter = Filter::parse(&text).map_err(|error| pointed(&text, error))?;
    let page = if args.all {
        Page::ALL
    } else {
        Page { skip: (args.page - 1).saturating_mul(args.limit), take: args.limit }
    };
    let archive = args.which.read()?;
    let fault = |error| pointed(&text, error);
    let layout = args.format;
    match asked {
        Asked::Events => print(&archive.events(&filter, page).map_err(fault)?, layout, shown::events),
        Asked::Occurrences => {
            print(&archive.occurrences(&filter, page).map_err(fault)?, layout, shown::occurrences)
        }
        Asked::Statements => {
            print(&archive.statements(&filter, page).map_err(fault)?, layout, shown::statements)
        }
        Asked::Reports => print(&archive.reports(&filter, page).map_err(fault)?, layout, shown::reports),
        Asked::Actors => print(&archive.actors(&filter, page).map_err(fault)?, layout, shown::actors),
        Asked::Formats => print(&archive.formats(&filter).map_err(fault)?, layout, shown::formats),
        Asked::Timeline => print(&archive.timeline(&filter).map_err(fault)?, layout, shown::timeline),
    }
}

/// The shell has taken the quotation marks of `text:"red line"`; a value with a space gets them back.
fn requoted(word: &str) -> String {
    match word.split_once(':') {
        Some((field, value)) if value.contains(' ') && !value.contains('"') && !field.contains(' ') => {
            format!("{field}:\"{value}\"")
        }
        None if word.contains(' ') && !word.contains('"') => format!("\"{word}\""),
        _ => word.to_owned(),
    }
}

pub(crate) fn dossier(args: &DossierArgs) -> anyhow::Result<ExitCode> {
    let dossier = args.which.read()?.dossier(&args.actor).map_err(failure)?;
    print_one(&dossier, args.format, shown::dossier)
}

pub(crate) fn dyad(args: &DyadArgs) -> anyhow::Result<ExitCode> {
    let dyad = args.which.read()?.dyad(&args.a, &args.b).map_err(failure)?;
    print_one(&dyad, args.format, shown::dyad)
}

/// Prints lines; exit code 1 where there are none.
fn print<T: Serialize>(
    lines: &[T],
    layout: Layout,
    rows: impl Fn(&[T]) -> shown::Table,
) -> anyhow::Result<ExitCode> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    match layout {
        Layout::Jsonl => {
            for line in lines {
                serde_json::to_writer(&mut out, line)?;
                writeln!(out)?;
            }
        }
        Layout::Table => rows(lines).write_aligned(&mut out)?,
        Layout::Csv => rows(lines).write_csv(&mut out)?,
    }
    out.flush()?;
    Ok(ExitCode::from(u8::from(lines.is_empty())))
}

fn print_one<T: Serialize>(
    portrait: &T,
    layout: Layout,
    write: impl Fn(&T) -> Vec<(String, shown::Table)>,
) -> anyhow::Result<ExitCode> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    match layout {
        Layout::Jsonl => {
            serde_json::to_writer(&mut out, portrait)?;
            writeln!(out)?;
        }
        Layout::Table => {
            for (at, (title, table)) in write(portrait).into_iter().enumerate() {
                if at > 0 {
                    writeln!(out)?;
                }
                writeln!(out, "{title}")?;
                table.write_aligned(&mut out)?;
            }
        }
        Layout::Csv => {
            for (_, table) in write(portrait) {
                table.write_csv(&mut out)?;
                writeln!(out)?;
            }
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// An error of the archive with its hint.
#[allow(clippy::needless_pass_by_value, reason = "stands in `map_err`")]
pub(crate) fn failure(error: chancery_archive::Error) -> anyhow::Error {
    let hint = error.hint();
    let failure = Failure::new(error.to_string());
    match hint {
        Some(hint) => failure.hint(hint).into(),
        None => failure.into(),
    }
}

/// The same; a faulty filter is shown with its fault underlined.
fn pointed(filter: &str, error: chancery_archive::Error) -> anyhow::Error {
    let Some(place) = error.place_in_filter() else { return failure(error) };
    let mark = format!("{}{}", " ".repeat(place.start), "^".repeat(place.len().max(1)));
    let hint = error.hint();
    let failure = Failure::new(format!("{error}\n  {filter}\n  {mark}"));
    match hint {
        Some(hint) => failure.hint(hint).into(),
        None => failure.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotation_marks_taken_by_the_shell_come_back() {
        assert_eq!(requoted("text:red line"), "text:\"red line\"");
        assert_eq!(requoted("red line"), "\"red line\"");
        assert_eq!(requoted("actor:\"Ana Quispe\",PER"), "actor:\"Ana Quispe\",PER");
        assert_eq!(requoted("actor:IRN target:TUR"), "actor:\"IRN target:TUR\"");
    }

    #[test]
    fn a_faulty_filter_is_underlined() {
        let text = "actor:IRN typ:CONSULT";
        let error = pointed(text, Filter::parse(text).unwrap_err());
        assert!(error.to_string().ends_with("\n            ^^^"), "{error}");
        assert_eq!(Failure::hint_of(&error), Some("did you mean type:?"));
    }
}
