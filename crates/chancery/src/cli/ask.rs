//! `chancery events`, `occurrences`, `statements`, `reports`, `actors`, `formats`, `timeline`, `dossier`, `dyad`:
//! questions to the archive.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use chancery_archive::{Archive, Error, Filter, Page};
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
    /// An error of a question to this archive.
    pub(crate) fn fault(&self) -> impl Fn(Error) -> anyhow::Error + '_ {
        |error| failure(error.in_archive(&self.archive))
    }

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
    listing: Listing,
}

/// How a list is printed, and of which archive it is.
#[derive(clap::Args)]
pub(crate) struct Listing {
    #[command(flatten)]
    which: Which,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Layout::Table)]
    pub(crate) format: Layout,
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
    /// Of which events and statements, in the filter language: `since:2024-01 place:GVA`; of all without one.
    filter: Vec<String>,
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
    /// Of which events, in the filter language: `since:2024-01 type:CONSULT`; of all without one.
    filter: Vec<String>,
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
    list_of(&args.filter, &args.listing, asked)
}

/// The list that the words of a filter ask for.
pub(crate) fn list_of(filter: &[String], args: &Listing, asked: Asked) -> anyhow::Result<ExitCode> {
    let (text, filter) = parsed(filter)?;
    let page = if args.all {
        Page::ALL
    } else {
        Page { skip: (args.page - 1).saturating_mul(args.limit), take: args.limit }
    };
    let archive = args.which.read()?;
    let fault = |error: Error| pointed(&text, error.in_archive(archive.path()));
    let layout = args.format;
    let code = match asked {
        Asked::Events => print(&archive.events(&filter, page).map_err(fault)?, layout, shown::events),
        Asked::Occurrences => {
            print(&archive.occurrences(&filter, page).map_err(fault)?, layout, shown::occurrences)
        }
        Asked::Statements => {
            print(&archive.statements(&filter, page).map_err(fault)?, layout, shown::statements)
        }
        Asked::Reports => print(&archive.reports(&filter, page).map_err(fault)?, layout, shown::reports),
        Asked::Actors => print(&archive.actors(&filter, page).map_err(fault)?, layout, shown::actors),
        Asked::Formats => print(&archive.formats(&filter, page).map_err(fault)?, layout, shown::formats),
        Asked::Timeline => print(&archive.timeline(&filter, page).map_err(fault)?, layout, shown::timeline),
    }?;
    if code != ExitCode::SUCCESS {
        eprintln!("{}", nothing(&args.which, &text, args.page));
    }
    Ok(code)
}

/// The filter that the words of a command make, as text and as read.
pub(crate) fn parsed(words: &[String]) -> anyhow::Result<(String, Filter)> {
    let text = words.iter().map(|word| requoted(word)).collect::<Vec<_>>().join(" ");
    let filter = Filter::parse(&text).map_err(|error| pointed(&text, error))?;
    Ok((text, filter))
}

/// What the words of a command mean that reads reports as well as the archive.
pub(crate) enum Meant {
    /// Files of reports.
    Reports,
    /// A filter of the archive's list, or none.
    Archive,
}

/// A word is a file where one lies there, and where it is written like the name of one; without words the archive
/// is meant.
pub(crate) fn meant(words: &[String]) -> anyhow::Result<Meant> {
    let is_file = |word: &String| {
        let is_term = match word.trim_start_matches([' ', '-']).split_once(':') {
            Some((field, _)) => is_like_a_field(field),
            None => !word.contains(['.', '/', '\\', '*', '?', '[']),
        };
        word == "-" || std::path::Path::new(word).exists() || !is_term
    };
    match words.iter().filter(|word| is_file(word)).count() {
        0 => Ok(Meant::Archive),
        n if n == words.len() => Ok(Meant::Reports),
        _ => Err(Failure::new("some words name files and some are a filter")
            .hint("give files alone, or a filter of the archive alone: text:WORD for a word of the text")
            .into()),
    }
}

/// That a command's list of the archive can be printed so, and what it prints of reports cannot.
pub(crate) fn not_for_reports(format: &str) -> Failure {
    Failure::new(format!("{format} is for lists of the archive"))
        .hint("`chancery ingest` takes reports into one")
}

fn is_field(name: &str) -> bool {
    chancery_archive::Field::ALL.iter().any(|(_, known)| *known == name.to_lowercase())
}

/// Whether this may be meant for the name of a field, so that a mistyped one is pointed at. One letter is a drive's.
fn is_like_a_field(name: &str) -> bool {
    name.len() > 1 && name.chars().all(|c| c.is_ascii_alphabetic() || c == '-')
}

/// A negated term, `-status:denied`, is no option: with a space before it, it is not taken for one.
pub(crate) fn shielded(word: OsString) -> OsString {
    let is_term = word.to_str().and_then(|word| word.strip_prefix('-')?.split_once(':'));
    match is_term {
        Some((field, _)) if !field.starts_with('-') && is_like_a_field(field) => {
            OsString::from_iter([" ".into(), word])
        }
        _ => word,
    }
}

/// The shell has taken the quotation marks of `text:"red line"`; a value with a space gets them back.
fn requoted(word: &str) -> String {
    let word = word.trim_start();
    let is_term =
        |part: &str| part.trim_start_matches('-').split_once(':').is_some_and(|(name, _)| is_field(name));
    if word.split(' ').skip(1).any(is_term) {
        // A whole filter in one word.
        return word.to_owned();
    }
    match word.split_once(':') {
        Some((field, value)) if value.contains(' ') && !value.contains('"') && !field.contains(' ') => {
            format!("{field}:\"{value}\"")
        }
        None if word.contains(' ') && !word.contains('"') => format!("\"{word}\""),
        _ => word.to_owned(),
    }
}

pub(crate) fn dossier(args: &DossierArgs) -> anyhow::Result<ExitCode> {
    let (text, filter) = parsed(&args.filter)?;
    let archive = args.which.read()?;
    let asked = archive.dossier(&args.actor, &filter);
    print_one(&asked.map_err(|error| missed(error, &args.which, &text))?, args.format, shown::dossier)
}

pub(crate) fn dyad(args: &DyadArgs) -> anyhow::Result<ExitCode> {
    let (text, filter) = parsed(&args.filter)?;
    let archive = args.which.read()?;
    let asked = archive.dyad(&args.a, &args.b, &filter);
    print_one(&asked.map_err(|error| missed(error, &args.which, &text))?, args.format, shown::dyad)
}

/// An error of the archive; where it has nothing of what was asked, with what else was asked.
#[allow(clippy::needless_pass_by_value, reason = "stands in `map_err`")]
fn missed(error: Error, which: &Which, filter: &str) -> anyhow::Error {
    if !error.is_unknown() {
        return failure(error.in_archive(&which.archive));
    }
    let fits = if filter.is_empty() { String::new() } else { format!(" that fits {filter}") };
    let then = which.as_of.as_ref().map(|day| format!(", as the archive stood on {day}"));
    with_hint(Failure::nothing(format!("{error}{fits}{}", then.unwrap_or_default())), &error)
}

/// What is said where a list is empty.
fn nothing(which: &Which, filter: &str, page: u64) -> String {
    let what =
        if filter.is_empty() { "nothing is there".to_owned() } else { format!("nothing fits {filter}") };
    match (&which.as_of, page) {
        (_, 2..) => format!("{what} on page {page}"),
        (Some(day), _) => format!("{what}, as the archive stood on {day}"),
        _ => what,
    }
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
                if table.is_empty() {
                    writeln!(out, "nothing")?;
                }
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
pub(crate) fn failure(error: Error) -> anyhow::Error {
    let error = match error.into_io() {
        Ok(error) => return error.into(),
        Err(error) => error,
    };
    let text = error.to_string();
    with_hint(if error.is_unknown() { Failure::nothing(text) } else { Failure::new(text) }, &error)
}

fn with_hint(failure: Failure, error: &Error) -> anyhow::Error {
    match error.hint() {
        Some(hint) => failure.hint(hint).into(),
        None => failure.into(),
    }
}

/// The same; a faulty filter is shown with its fault underlined.
fn pointed(filter: &str, error: Error) -> anyhow::Error {
    let Some(place) = error.place_in_filter() else { return failure(error) };
    let mark = format!("{}{}", " ".repeat(place.start), "^".repeat(place.len().max(1)));
    with_hint(Failure::new(format!("{error}\n  {filter}\n  {mark}")), &error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotation_marks_taken_by_the_shell_come_back() {
        assert_eq!(requoted("text:red line"), "text:\"red line\"");
        assert_eq!(requoted("red line"), "\"red line\"");
        assert_eq!(requoted(" -text:red line"), "-text:\"red line\"");
        assert_eq!(requoted("actor:\"Ana Quispe\",PER"), "actor:\"Ana Quispe\",PER");
        assert_eq!(requoted("actor:IRN -target:TUR"), "actor:IRN -target:TUR");
    }

    #[test]
    fn negated_terms_are_no_options() {
        let shielded = |word: &str| shielded(word.into()).into_string().unwrap();
        assert_eq!(shielded("-status:denied"), " -status:denied");
        assert_eq!(shielded("-stat:denied"), " -stat:denied");
        assert_eq!(shielded("-h"), "-h");
        assert_eq!(shielded("--as-of=2024"), "--as-of=2024");
    }

    #[test]
    fn words_are_files_or_a_filter() {
        let meant = |words: &[&str]| meant(&words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>());
        assert!(matches!(meant(&[]), Ok(Meant::Archive)));
        assert!(matches!(meant(&["actor:IRN", "-status:denied"]), Ok(Meant::Archive)));
        assert!(matches!(meant(&["report.txt", "-"]), Ok(Meant::Reports)));
        assert!(matches!(meant(&["ceasefire", "since:2024"]), Ok(Meant::Archive)));
        assert!(matches!(meant(&["typ:AID"]), Ok(Meant::Archive)), "the filter says what is wrong");
        assert!(matches!(meant(&["C:\\reports\\a.txt"]), Ok(Meant::Reports)));
        assert!(meant(&["report.txt", "actor:IRN"]).is_err());
    }

    #[test]
    fn a_faulty_filter_is_underlined() {
        let text = "actor:IRN typ:CONSULT";
        let error = pointed(text, Filter::parse(text).unwrap_err());
        assert!(error.to_string().ends_with("\n            ^^^"), "{error}");
        assert_eq!(Failure::hint_of(&error), Some("did you mean type:?"));
    }
}
