//! `chancery archive`: the file itself, and moving records in and out of it.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chancery_archive::{Archive, Error, Level, Losses, Settings, Shape, Style, changes};
use chancery_knowledge::World;

use super::ask::{Which, failure, parsed};
use crate::failure::{Failure, io_kind};
use crate::shown::{self, Layout};

/// Arguments of `chancery archive`.
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
    /// The archive.
    #[arg(long, default_value = "chancery.db", global = true)]
    archive: PathBuf,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Look for damage. Exit code 1 if there is any.
    Check,
    /// Copy the archive, as it is now, to a new file.
    Backup {
        /// The new file.
        file: PathBuf,
    },
    /// Give unused space back to the disk.
    Vacuum,
    /// Print what the archive holds.
    Stats,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let fault = |error: Error| failure(error.in_archive(&args.archive));
    match &args.command {
        Command::Check => {
            let faults = Archive::read(&args.archive).map_err(failure)?.check().map_err(fault)?;
            let mut out = io::stdout().lock();
            for fault in &faults {
                writeln!(out, "{fault}")?;
            }
            if faults.is_empty() {
                writeln!(out, "{}: sound", args.archive.display())?;
            }
            return Ok(ExitCode::from(u8::from(!faults.is_empty())));
        }
        Command::Backup { file } => {
            Archive::read(&args.archive).map_err(failure)?.backup(file).map_err(failure)?;
            eprintln!("{} is a copy of {}", file.display(), args.archive.display());
        }
        Command::Vacuum => Archive::open(&args.archive).map_err(failure)?.vacuum().map_err(fault)?,
        Command::Stats => {
            let archive = Archive::read(&args.archive).map_err(failure)?;
            let stats = archive.stats().map_err(fault)?;
            let mut out = io::stdout().lock();
            writeln!(out, "{:>12}  bytes", stats.bytes)?;
            for (name, count) in stats.counts {
                writeln!(out, "{count:>12}  {name}")?;
            }
            writeln!(out, "{:>12}  schema", stats.schema)?;
            writeln!(out, "version {}", archive.version().map_err(fault)?)?;
            writeln!(out, "content {}", archive.content_digest().map_err(fault)?)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Arguments of `chancery export`.
#[derive(clap::Args)]
pub(crate) struct ExportArgs {
    /// What to export, in the filter language; everything without one.
    filter: Vec<String>,
    #[command(flatten)]
    which: Which,
    /// The file to write; `-` is standard output.
    #[arg(long)]
    output: PathBuf,
    /// csv, jsonl, parquet, plover, polecat, icews, gdelt, phoenix, graphml, geojson or ics.
    #[arg(long, value_parser = shape)]
    format: Shape,
    /// What one line stands for.
    #[arg(long, value_enum, default_value_t = By::Occurrences)]
    level: By,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum By {
    Events,
    Occurrences,
}

fn shape(name: &str) -> Result<Shape, String> {
    let known = Shape::ALL.iter().find(|(_, known)| *known == name);
    known.map(|(shape, _)| *shape).ok_or_else(|| {
        let names: Vec<&str> = Shape::ALL.iter().map(|(_, name)| *name).collect();
        format!("formats are {}", names.join(", "))
    })
}

pub(crate) fn export(args: &ExportArgs) -> anyhow::Result<ExitCode> {
    let (_, filter) = parsed(&args.filter)?;
    let archive = args.which.read()?;
    let world = World::embedded();
    let settings = Settings {
        shape: args.format,
        level: match args.level {
            By::Events => Level::Events,
            By::Occurrences => Level::Occurrences,
        },
        country_name: &|code| world.body(code).map(|body| world.name(body).to_owned()),
        version: env!("CARGO_PKG_VERSION"),
    };
    let mut losses = Losses::default();
    if args.output.as_os_str() == "-" {
        losses = archive
            .export(settings, &filter, &mut BufWriter::new(io::stdout()))
            .map_err(args.which.fault())?;
    } else {
        written_whole(&args.output, |file| {
            losses =
                archive.export(settings, &filter, &mut BufWriter::new(file)).map_err(args.which.fault())?;
            Ok(())
        })?;
    }
    let s = |n| if n == 1 { "" } else { "s" };
    let (records, rows) = (losses.written, losses.rows);
    eprintln!("{records} record{}, {rows} row{}", s(records), s(rows));
    for (what, n) in &losses.lost {
        eprintln!("not carried: {n:>8}  {what}");
    }
    Ok(ExitCode::from(u8::from(losses.written == 0)))
}

/// Writes a file that takes its place once it is whole; an error names it.
fn written_whole(path: &Path, write: impl FnOnce(&mut File) -> anyhow::Result<()>) -> anyhow::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let placed = (|| {
        let mut file = new_file(folder.unwrap_or_else(|| ".".as_ref()))?;
        write(file.as_file_mut())?;
        file.as_file().sync_all()?;
        file.persist(path)?;
        anyhow::Ok(())
    })();
    placed.map_err(|error| {
        let Some(kind) = io_kind(&error) else {
            return error.context(format!("{} was not written", path.display()));
        };
        let hint = match kind {
            io::ErrorKind::StorageFull | io::ErrorKind::FileTooLarge | io::ErrorKind::QuotaExceeded => {
                "free some space and run the same command again; nothing was changed"
            }
            _ => "name a folder that is there and can be written",
        };
        // The message of the system names the file that was to take the place, which says nothing.
        Failure::new(format!("{} was not written: {kind}", path.display())).hint(hint).into()
    })
}

/// A file without a name yet, open to whom the user's mask allows.
fn new_file(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    let permissions = std::os::unix::fs::PermissionsExt::from_mode(0o666);
    #[cfg(unix)]
    builder.permissions(permissions);
    builder.tempfile_in(folder)
}

/// Arguments of `chancery cite`.
#[derive(clap::Args)]
pub(crate) struct CiteArgs {
    /// An occurrence or one of its events, by id or its beginning.
    id: String,
    #[command(flatten)]
    which: Which,
    /// The style.
    #[arg(long, value_enum, default_value_t = CiteStyle::Text)]
    style: CiteStyle,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum CiteStyle {
    Bibtex,
    Csl,
    Ris,
    Text,
}

pub(crate) fn cite(args: &CiteArgs) -> anyhow::Result<ExitCode> {
    let style = match args.style {
        CiteStyle::Bibtex => Style::Bibtex,
        CiteStyle::Csl => Style::Csl,
        CiteStyle::Ris => Style::Ris,
        CiteStyle::Text => Style::Text,
    };
    let cited =
        args.which.read()?.cite(&args.id, style, env!("CARGO_PKG_VERSION")).map_err(args.which.fault())?;
    io::stdout().lock().write_all(cited.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// Arguments of `chancery lineage`.
#[derive(clap::Args)]
pub(crate) struct LineageArgs {
    /// A report, by name, key or address.
    report: String,
    #[command(flatten)]
    which: Which,
    /// Print one JSON object for each report that shares words.
    #[arg(long)]
    json: bool,
}

pub(crate) fn lineage(args: &LineageArgs) -> anyhow::Result<ExitCode> {
    let archive = args.which.read()?;
    let lines = archive.lineage(&args.report).map_err(args.which.fault())?;
    let mut out = io::stdout().lock();
    for line in &lines {
        if args.json {
            serde_json::to_writer(&mut out, line)?;
            writeln!(out)?;
            continue;
        }
        let way = match line.direction {
            "from" => "published earlier",
            "to" => "published later",
            _ => "which came first is unknown",
        };
        let origin = if line.is_one_origin { "one origin" } else { "few words in common" };
        let by = [line.published.as_deref(), line.outlet.as_deref(), Some(line.report.as_str())];
        writeln!(
            out,
            "{}: has {:.0}% of this report's words, this has {:.0}% of its; {way}; {origin}",
            by.into_iter().flatten().collect::<Vec<_>>().join(", "),
            line.share_of_this * 100.0,
            line.share_of_other * 100.0
        )?;
        for passage in &line.passages {
            let text = passage.text.split_whitespace().collect::<Vec<_>>().join(" ");
            writeln!(out, "  {}..{}  “{text}”", passage.here.0, passage.here.1)?;
        }
    }
    if lines.is_empty() {
        eprintln!("no other report shares its words");
    }
    let family = archive.family(&args.report).map_err(args.which.fault())?;
    if !args.json && family.len() > 1 {
        writeln!(out, "one family: {}", family.join(", "))?;
    }
    Ok(ExitCode::from(u8::from(lines.is_empty())))
}

/// Arguments of `chancery diff`.
#[derive(clap::Args)]
pub(crate) struct DiffArgs {
    /// The earlier archive.
    old: PathBuf,
    /// The later one; the same file for two states of one archive.
    new: PathBuf,
    /// Take the earlier archive as it stood at the end of this day.
    #[arg(long, value_name = "DATE")]
    old_as_of: Option<String>,
    /// Take the later archive as it stood at the end of this day.
    #[arg(long, value_name = "DATE")]
    new_as_of: Option<String>,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Layout::Jsonl)]
    format: Layout,
    /// The file to write; without it, standard output.
    #[arg(long)]
    output: Option<PathBuf>,
}

/// Prints one line a change; how many of each kind goes to stderr.
pub(crate) fn diff(args: &DiffArgs) -> anyhow::Result<ExitCode> {
    let read = |archive: &Path, as_of: &Option<String>| {
        Which { archive: archive.to_owned(), as_of: as_of.clone() }.read()
    };
    let (old, new) = (read(&args.old, &args.old_as_of)?, read(&args.new, &args.new_as_of)?);
    let changes = changes(&old, &new).map_err(failure)?;
    let write = |out: &mut dyn Write| -> anyhow::Result<()> {
        let mut out = BufWriter::new(out);
        match args.format {
            Layout::Jsonl => {
                for change in &changes {
                    serde_json::to_writer(&mut out, change)?;
                    writeln!(out)?;
                }
            }
            Layout::Csv => shown::changes(&changes).write_csv(&mut out)?,
            Layout::Table => shown::changes(&changes).write_aligned(&mut out)?,
        }
        Ok(out.flush()?)
    };
    match &args.output {
        None => write(&mut io::stdout().lock())?,
        Some(path) => written_whole(path, |file| write(file))?,
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for change in &changes {
        *counts.entry(change.change).or_default() += 1;
    }
    let counts: Vec<String> = counts.iter().map(|(change, n)| format!("{n} {change}")).collect();
    eprintln!("{}", if counts.is_empty() { "nothing changed".to_owned() } else { counts.join(", ") });
    Ok(ExitCode::SUCCESS)
}
