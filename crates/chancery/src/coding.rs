//! Reports in, records out: reading, parsing and coding joined, for the commands that need all three.

use std::io;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::{fs, thread};

use anyhow::Context;
use chancery_coding::Coder;
use chancery_coding::frames::Lexicon;
use chancery_knowledge::World;
use chancery_nlp::{Doc, Pipeline};
use chancery_record::Report;
use chancery_report::{Error, Input, Reader};
use jiff::civil::Date;

use crate::cli::knowledge;
use crate::failure::Failure;
use crate::intake::Coded;
use crate::model::find_model;

/// Reports are parsed and coded in lots of this many, so that memory stays flat.
const LOT: usize = 64;

/// Which tables to code with.
#[derive(clap::Args, Clone)]
pub(crate) struct TableArgs {
    /// A folder of frames laid over the built-in ones, as `data/lexicon` of the source has them.
    #[arg(long, value_name = "DIR")]
    pub(crate) lexicon: Option<PathBuf>,
    /// A folder of tables of countries, offices, organisations and words laid over the built-in ones.
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
}

/// What reports are coded with.
pub(crate) struct Desk {
    pub(crate) pipeline: Pipeline,
    pub(crate) coder: Coder,
    threads: usize,
}

impl Desk {
    /// Loads model and tables.
    pub(crate) fn open(tables: &TableArgs, threads: Option<NonZeroUsize>) -> anyhow::Result<Self> {
        let pipeline = Pipeline::load(&find_model()?).map_err(|e| {
            Failure::new(e.to_string()).hint("run `chancery doctor` to see what is installed")
        })?;
        let coder = Coder::new(world(tables.data.as_ref())?, lexicon(tables.lexicon.as_deref())?);
        let threads = threads.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
        Ok(Self { pipeline, coder, threads })
    }

    /// What codes one report after the other, for one thread.
    pub(crate) fn hand(&self) -> impl FnMut(&Report) -> Result<Coded, String> {
        let mut worker = self.pipeline.worker();
        move |report| {
            let doc = worker.parse(&Coder::own_words(report));
            Ok(Coded { record: self.coder.code(report, &doc, day_of(report)), n_tokens: doc.len() })
        }
    }

    /// Gives `each` every report with what `make` makes of its parse, in the order of the input; `make` runs
    /// on all threads. Records that cannot be read are told of on stderr; the numbers read and failed.
    pub(crate) fn each<R: Send>(
        &self,
        reader: &Reader,
        inputs: Vec<Input>,
        published: Option<Date>,
        make: impl Fn(&Coder, &Report, &Doc, Option<Date>) -> R + Sync,
        mut each: impl FnMut(Report, R) -> anyhow::Result<()>,
    ) -> anyhow::Result<(u64, u64)> {
        let mut workers = self.pipeline.workers(self.threads);
        let mut reports = reader.reports(inputs);
        let (mut n_read, mut n_failed) = (0, 0);
        loop {
            let mut lot: Vec<Report> = Vec::new();
            let mut is_over = true;
            for report in reports.by_ref() {
                match report {
                    Ok(report) => lot.push(report),
                    Err(error) => {
                        n_failed += 1;
                        complain(&error);
                    }
                }
                if lot.len() == LOT {
                    is_over = false;
                    break;
                }
            }
            n_read += lot.len() as u64;
            let texts: Vec<String> = lot.iter().map(Coder::own_words).collect();
            let made = workers.map(&texts, |n, doc| {
                let report = &lot[n];
                make(&self.coder, report, doc, published.or_else(|| day_of(report)))
            });
            for (report, made) in lot.into_iter().zip(made) {
                each(report, made)?;
            }
            if is_over {
                return Ok((n_read, n_failed));
            }
        }
    }
}

/// The world's tables with a folder's over them.
fn world(data: Option<&PathBuf>) -> anyhow::Result<World> {
    match data {
        None => Ok(World::embedded()),
        Some(_) => World::load(&knowledge::tables(data)?).context("the tables do not fit together"),
    }
}

/// The built-in frames with a folder's over them; a folder with faults is refused.
fn lexicon(folder: Option<&Path>) -> anyhow::Result<Lexicon> {
    let tables = folder.map_or(Ok(Vec::new()), frame_tables)?;
    let (lexicon, faults) = Lexicon::load(&tables);
    if let [first, ..] = &faults[..] {
        let failure = Failure::new(format!("{} fault(s) in the frames, the first: {first}", faults.len()));
        return Err(failure.hint("run `chancery lexicon check` with the same folder for all of them").into());
    }
    Ok(lexicon)
}

/// The tables of a lexicon that its frames share.
const SHARED_TABLES: [&str; 4] = ["contexts.toml", "namings.toml", "objects.toml", "words.toml"];

/// The tables of a folder: `words.toml` and `<type>/<frame>.toml`, by name relative to it.
pub(crate) fn frame_tables(folder: &Path) -> anyhow::Result<Vec<(String, String)>> {
    let mut tables = Vec::new();
    let entries = |dir: &Path| -> anyhow::Result<Vec<PathBuf>> {
        let list = fs::read_dir(dir).with_context(|| format!("cannot list {}", dir.display()))?;
        let mut paths: Vec<PathBuf> = list.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
        paths.sort();
        Ok(paths)
    };
    let mut add = |path: &Path, name: String| -> anyhow::Result<()> {
        let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
        tables.push((name, text));
        Ok(())
    };
    let name = |path: &Path| path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    for path in entries(folder)? {
        let of_type = chancery_record::EventType::from_name(&name(&path).to_uppercase()).is_some();
        if path.is_dir() && of_type {
            for file in entries(&path)?.iter().filter(|f| f.extension().is_some_and(|e| e == "toml")) {
                add(file, format!("{}/{}", name(&path), name(file)))?;
            }
        } else if SHARED_TABLES.contains(&name(&path).as_str()) {
            add(&path, name(&path))?;
        }
    }
    Ok(tables)
}

/// The inputs that the paths name; `-` is standard input.
pub(crate) fn inputs(paths: &[String]) -> Result<Vec<Input>, Error> {
    let mut inputs = Vec::new();
    for path in paths {
        if path == "-" {
            inputs.push(Input::Stream("-".to_owned(), Box::new(io::stdin())));
        } else {
            inputs.extend(Input::expand(path)?);
        }
    }
    Ok(inputs)
}

/// Tells of a record that cannot be read.
pub(crate) fn complain(error: &Error) {
    eprintln!("error: {error}");
    if let Some(hint) = error.hint_text() {
        eprintln!("hint: {hint}");
    }
}

/// The day that the report says it was published on.
pub(crate) fn day_of(report: &Report) -> Option<Date> {
    let (year, month, day) = report.published.as_ref()?.moment.calendar_day()?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
