//! `chancery time`: the time expressions of a text, with the days they mean.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use chancery_coding::time::{TimeExpression, read, read_doc};
use chancery_nlp::{Pipeline, Worker};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::failure::Failure;
use crate::model::find_model;

/// Arguments of `chancery time`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Text files, JSON Lines (`.jsonl`, `.jsonl.gz`: `text` with `id` or `report`, `published` or `dct`), or `-` for
    /// text on standard input.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The day of publication, as YYYY-MM-DD; a JSON line's own date goes before it.
    #[arg(long, value_name = "DATE")]
    published: Option<Date>,
    /// A table to read, or one JSON object a text with offsets in Unicode code points.
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
    /// Read the text without parsing it: needs no model, and guesses tenses from nearby words.
    #[arg(long)]
    plain: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Table,
    Jsonl,
}

/// A line of JSON Lines input.
#[derive(Deserialize)]
struct Line {
    #[serde(alias = "report")]
    id: String,
    text: String,
    #[serde(alias = "dct")]
    published: Option<String>,
}

/// A line of output, as TIMEX3 scorers read it.
#[derive(Serialize)]
struct Reading<'a> {
    id: &'a str,
    timex: Vec<Timex<'a>>,
}

#[derive(Serialize)]
struct Timex<'a> {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: &'static str,
    value: &'a str,
    #[serde(rename = "mod", skip_serializing_if = "Option::is_none")]
    modifier: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    when: Option<When>,
    text: &'a str,
}

#[derive(Serialize)]
struct When {
    start: String,
    end: String,
    precision: &'static str,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let pipeline = if args.plain { None } else { Some(load()?) };
    let mut worker = pipeline.as_ref().map(Pipeline::worker);
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut failed = false;
    for file in &args.files {
        if let Err(error) = one_file(file, args, worker.as_mut(), &mut out) {
            if error.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe) {
                return Ok(ExitCode::SUCCESS);
            }
            eprintln!("error: {error:#}");
            failed = true;
        }
    }
    out.flush()?;
    Ok(ExitCode::from(u8::from(failed)))
}

fn load() -> anyhow::Result<Pipeline> {
    let model = find_model()?;
    let hint = "`--plain` reads without a model; `chancery doctor` shows what is installed";
    Ok(Pipeline::load(&model).map_err(|e| Failure::new(e.to_string()).hint(hint))?)
}

fn one_file(
    file: &Path,
    args: &Args,
    mut worker: Option<&mut Worker<'_>>,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let name = file.to_string_lossy();
    if name.ends_with(".jsonl") || name.ends_with(".jsonl.gz") {
        let opened = File::open(file).with_context(|| format!("cannot open {name}"))?;
        let lines: Box<dyn BufRead> = if name.ends_with(".gz") {
            Box::new(BufReader::new(flate2::read::MultiGzDecoder::new(opened)))
        } else {
            Box::new(BufReader::new(opened))
        };
        for (n, line) in lines.lines().enumerate() {
            let line = line.with_context(|| format!("cannot read {name}"))?;
            if line.trim().is_empty() {
                continue;
            }
            let line: Line = serde_json::from_str(&line).with_context(|| format!("{name}:{}", n + 1))?;
            let published = match line.published.as_deref() {
                Some(date) => {
                    let day = date.get(..10).and_then(|d| d.parse().ok());
                    Some(day.with_context(|| format!("{name}:{}: not a date: {date:?}", n + 1))?)
                }
                None => args.published,
            };
            print(&line.id, &line.text, published, args.format, worker.as_deref_mut(), out)?;
        }
        return Ok(());
    }
    let mut bytes = Vec::new();
    if name == "-" {
        io::stdin().lock().read_to_end(&mut bytes).context("cannot read standard input")?;
    } else {
        bytes = std::fs::read(file).with_context(|| format!("cannot read {name}"))?;
    }
    let text = String::from_utf8_lossy(&bytes);
    print(&name, &text, args.published, args.format, worker, out)
}

fn print(
    id: &str,
    text: &str,
    published: Option<Date>,
    format: Format,
    worker: Option<&mut Worker<'_>>,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let found = match worker {
        Some(worker) => read_doc(&worker.parse(text), published),
        None => read(text, published),
    };
    match format {
        Format::Table => table(id, text, published, &found, out)?,
        Format::Jsonl => jsonl(id, text, &found, out)?,
    }
    Ok(())
}

fn table(
    id: &str,
    text: &str,
    published: Option<Date>,
    found: &[TimeExpression],
    out: &mut impl Write,
) -> io::Result<()> {
    writeln!(out, "{id}  {}", published.map_or_else(|| "no date".to_owned(), |d| d.to_string()))?;
    for one in found {
        let words = one.span.slice(text).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        let days =
            one.extent(published).zip(one.precision).map_or_else(String::new, |(d, p)| format!("{d}  {p}"));
        writeln!(out, "  {words:<28}  {:<8}  {:<18}  {days}", one.kind.name(), one.value)?;
    }
    Ok(())
}

fn jsonl(id: &str, text: &str, found: &[TimeExpression], out: &mut impl Write) -> anyhow::Result<()> {
    let mut at = 0;
    let mut chars = 0;
    let mut code_point = |byte: u32| {
        let byte = byte as usize;
        chars += text[at..byte].chars().count();
        at = byte;
        chars
    };
    let timex = found
        .iter()
        .map(|one| Timex {
            start: code_point(one.span.start),
            end: code_point(one.span.end),
            kind: one.kind.name(),
            value: &one.value,
            modifier: one.modifier.map(|m| m.name()),
            when: one.days.zip(one.precision).map(|(d, p)| When {
                start: d.first().to_string(),
                end: d.last().to_string(),
                precision: p.name(),
            }),
            text: one.span.slice(text).unwrap_or_default(),
        })
        .collect();
    serde_json::to_writer(&mut *out, &Reading { id, timex }).map_err(io::Error::from)?;
    writeln!(out)?;
    Ok(())
}
