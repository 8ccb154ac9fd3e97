//! `chancery read`: what was understood of each report.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::process::ExitCode;

use chancery_record::{Byte, Outlet, Report, SegmentKind, Span};
use chancery_report::{ColumnMap, Error, Format, Reader};
use clap::ValueEnum;
use serde_json::{Value, json};

use crate::coding::{complain, inputs};

/// Arguments of `chancery read`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Files, folders or patterns; `-` for standard input.
    #[arg(required = true)]
    paths: Vec<String>,
    /// How reports are printed.
    #[arg(long, value_enum, default_value_t = Output::Table)]
    format: Output,
    #[command(flatten)]
    how: How,
    /// Paint the segments of each text instead of listing them.
    #[arg(long, value_enum)]
    show: Option<Show>,
    /// Stop at the first record that cannot be read.
    #[arg(long)]
    strict: bool,
    /// Threads to read with; the output does not depend on it.
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
}

/// How input is taken, and what is said of all of it.
#[derive(clap::Args)]
pub(crate) struct How {
    /// The format of the input, where its content does not tell: text, markdown, html, jsonl, json, csv, tsv,
    /// parquet, feed, warc.
    #[arg(long, value_name = "FORMAT")]
    input: Option<String>,
    /// Which columns hold what, such as `text=body,published=pubDate`.
    #[arg(long, value_name = "PAIRS")]
    map: Option<String>,
    /// The publication date of every report.
    #[arg(long, value_name = "DATE")]
    published: Option<String>,
    /// The outlet of every report.
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Output {
    /// For people: a few lines a report.
    Table,
    /// One report a line.
    Jsonl,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Show {
    /// The raw text with its segments in colour.
    Segments,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let reader = match args.how.reader(threads(args.threads)) {
        Ok(reader) => reader,
        Err(error) => return Ok(refused(&error)),
    };
    let inputs = match inputs(&args.paths) {
        Ok(inputs) => inputs,
        Err(error) => return Ok(refused(&error)),
    };
    let colour = io::stdout().is_terminal();
    let mut out = BufWriter::new(io::stdout().lock());
    let (mut n_read, mut n_failed) = (0_u64, 0_u64);
    for report in reader.reports(inputs) {
        let written = match report {
            Ok(report) => {
                n_read += 1;
                match (args.show, args.format) {
                    (Some(Show::Segments), _) => paint(&mut out, &report, colour),
                    (None, Output::Jsonl) => writeln!(out, "{}", line(&report)),
                    (None, Output::Table) => table(&mut out, &report),
                }
            }
            Err(error) => {
                n_failed += 1;
                out.flush()?;
                complain(&error);
                if args.strict {
                    break;
                }
                continue;
            }
        };
        match written {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(ExitCode::SUCCESS),
            other => other?,
        }
    }
    match out.flush() {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(ExitCode::SUCCESS),
        other => other?,
    }
    if n_failed > 0 {
        eprintln!("{n_read} reports read, {n_failed} records could not be read");
        return Ok(ExitCode::from(1));
    }
    Ok(if n_read == 0 { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// As many as were asked for, else as the machine has cores.
pub(crate) fn threads(asked: Option<usize>) -> usize {
    asked.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from))
}

impl How {
    /// What is said of all reports, for an archive to know that it changes their records.
    pub(crate) fn said(&self) -> Value {
        json!({"published": self.published, "outlet": self.outlet})
    }

    /// A reader with these settings.
    pub(crate) fn reader(&self, threads: usize) -> Result<Reader, Error> {
        let mut reader = Reader::new().threads(threads);
        if let Some(pairs) = &self.map {
            reader = reader.columns(ColumnMap::parse(pairs)?);
        }
        if let Some(name) = &self.input {
            reader = reader.format(Format::parse(name)?);
        }
        if let Some(date) = &self.published {
            reader = reader.published(date.clone());
        }
        if let Some(outlet) = &self.outlet {
            reader = reader.outlet(outlet.clone());
        }
        Ok(reader)
    }
}

pub(crate) fn refused(error: &Error) -> ExitCode {
    complain(error);
    ExitCode::from(2)
}

/// Turns raw byte offsets into code points, for offsets that only grow.
struct Points<'a> {
    raw: &'a str,
    at: usize,
    points: usize,
}

impl<'a> Points<'a> {
    fn new(raw: &'a str) -> Self {
        Self { raw, at: 0, points: 0 }
    }

    fn at(&mut self, byte: u32) -> usize {
        let byte = byte as usize;
        if byte < self.at {
            (self.at, self.points) = (0, 0);
        }
        self.points += self.raw[self.at..byte].chars().count();
        self.at = byte;
        self.points
    }

    fn span(&mut self, span: Span<Byte>) -> [usize; 2] {
        [self.at(span.start), self.at(span.end)]
    }
}

/// One report as one line of JSON; spans are Unicode code points of the decoded raw text.
fn line(report: &Report) -> Value {
    let mut points = Points::new(&report.raw);
    let segments: Vec<Value> = report
        .segments
        .iter()
        .map(|segment| json!({"kind": segment.kind.name(), "span": points.span(segment.span), "reason": segment.reason}))
        .collect();
    let repairs: Vec<Value> = report
        .repairs
        .iter()
        .map(|repair| json!({"kind": repair.kind.name(), "span": points.span(repair.span)}))
        .collect();
    let notes: Vec<Value> = report
        .notes
        .iter()
        .map(|note| json!({"message": note.message, "hint": note.hint, "span": note.span.map(|span| points.span(span))}))
        .collect();
    let dateline = report
        .dateline
        .as_ref()
        .map(|dateline| json!({"place": dateline.place, "agency": dateline.agency, "date": dateline.date}));
    let conflicts: Vec<Value> = report
        .published_conflicts
        .iter()
        .map(|other| json!({"published": other.moment.to_string(), "published_from": other.from.to_string()}))
        .collect();
    json!({
        "file": report.origin.file,
        "place": report.origin.place,
        "report": report.name.as_deref().unwrap_or(report.id.as_str()),
        "id": report.id.as_str(),
        "published": report.published.as_ref().map(|published| published.moment.to_string()),
        "published_from": report.published.as_ref().map(|published| published.from.to_string()),
        "published_precision": report.published.as_ref().map(|published| published.moment.precision().name()),
        "published_conflicts": conflicts,
        "outlet": report.outlet.as_ref().map(|outlet| &outlet.value.name),
        "outlet_from": report.outlet.as_ref().map(|outlet| outlet.from.to_string()),
        "url": report.url.as_ref().map(|url| &url.value),
        "headline": report.headline.as_ref().map(|headline| first_line(&headline.text)),
        "headline_from": report.headline_from.as_ref().map(ToString::to_string),
        "byline": report.byline.as_ref().map(|byline| &byline.value),
        "dateline": dateline,
        "language": report.language.code,
        "body": report.body.text,
        "segments": segments,
        "repairs": repairs,
        "notes": notes,
    })
}

/// The headline without its second line.
fn first_line(headline: &str) -> &str {
    headline.split("\n\n").next().unwrap_or(headline)
}

/// A report for a person: what is known of it, from where, and what its text is made of.
fn table(out: &mut impl Write, report: &Report) -> io::Result<()> {
    let name = report.name.as_deref().unwrap_or(report.id.as_str());
    writeln!(out, "{} [{name}]", report.origin)?;
    let row = |out: &mut dyn Write, label: &str, value: &str, from: &str| {
        let from = if from.is_empty() { String::new() } else { format!("  ({from})") };
        writeln!(out, "  {label:<10} {value}{from}")
    };
    let unknown = "unknown";
    let from = |from: Option<&chancery_record::Provenance>| from.map_or(String::new(), ToString::to_string);
    row(
        out,
        "headline",
        report.headline.as_ref().map_or(unknown, |headline| first_line(&headline.text)),
        &from(report.headline_from.as_ref()),
    )?;
    let outlet = report.outlet.as_ref().map(|outlet| outlet_line(&outlet.value));
    row(
        out,
        "outlet",
        outlet.as_deref().unwrap_or(unknown),
        &from(report.outlet.as_ref().map(|outlet| &outlet.from)),
    )?;
    let published = report.published.as_ref().map(|published| published.moment.to_string());
    row(
        out,
        "published",
        published.as_deref().unwrap_or(unknown),
        &from(report.published.as_ref().map(|published| &published.from)),
    )?;
    for other in &report.published_conflicts {
        row(out, "  but", &other.moment.to_string(), &other.from.to_string())?;
    }
    if let Some(byline) = &report.byline {
        row(out, "byline", &byline.value, &byline.from.to_string())?;
    }
    if let Some(dateline) = &report.dateline {
        let parts: Vec<&str> = [&dateline.place, &dateline.date, &dateline.agency]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        row(out, "dateline", &parts.join(" · "), "")?;
    }
    if let Some(url) = &report.url {
        row(out, "url", &url.value, &url.from.to_string())?;
    }
    row(out, "language", &report.language.code, &report.language.from.to_string())?;
    let words = report.body.text.split_whitespace().count();
    row(out, "body", &format!("{words} words in {} paragraphs", report.body.paragraphs.len()), "")?;
    for segment in &report.segments {
        let text = segment.span.slice(&report.raw).unwrap_or("");
        writeln!(
            out,
            "    {:<11} {:>6}  {}  [{}]",
            segment.kind.name(),
            text.chars().count(),
            clipped(text),
            segment.reason
        )?;
    }
    let mut repairs: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for repair in &report.repairs {
        *repairs.entry(repair.kind.name()).or_default() += 1;
    }
    if !repairs.is_empty() {
        let list: Vec<String> = repairs.iter().map(|(kind, n)| format!("{kind} {n}")).collect();
        row(out, "repairs", &list.join(", "), "")?;
    }
    for note in &report.notes {
        row(out, "note", &note.to_string(), "")?;
    }
    writeln!(out)
}

fn outlet_line(outlet: &Outlet) -> String {
    match (&outlet.country, outlet.known) {
        (Some(country), _) => format!("{}, {country}", outlet.name),
        (None, true) => outlet.name.clone(),
        (None, false) => format!("{} (not in the table)", outlet.name),
    }
}

/// The beginning of a segment on one line.
fn clipped(text: &str) -> String {
    let mut line: String = text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(72).collect();
    if text.chars().count() > line.chars().count() + 4 {
        line.push('…');
    }
    line
}

/// The raw text with each segment in the colour of its kind; without a terminal, with its kind before it.
fn paint(out: &mut impl Write, report: &Report, colour: bool) -> io::Result<()> {
    writeln!(out, "{}", report.origin)?;
    for segment in &report.segments {
        let text = segment.span.slice(&report.raw).unwrap_or("");
        let markup = segment.reason == "markup or space";
        if markup && text.contains('<') {
            continue;
        }
        if colour {
            write!(out, "{}{text}\x1b[0m", ansi(segment.kind))?;
        } else if !text.trim().is_empty() {
            writeln!(out, "[{}] {}", segment.kind.name(), text.trim())?;
        }
    }
    if colour {
        write!(out, "\n\n")?;
        for kind in SegmentKind::ALL {
            write!(out, "{}{}\x1b[0m ", ansi(kind), kind.name())?;
        }
    }
    writeln!(out)
}

fn ansi(kind: SegmentKind) -> &'static str {
    match kind {
        SegmentKind::Headline => "\x1b[1;32m",
        SegmentKind::Dateline => "\x1b[36m",
        SegmentKind::Byline => "\x1b[34m",
        SegmentKind::Body => "\x1b[32m",
        SegmentKind::Teaser => "\x1b[31m",
        SegmentKind::Disclaimer => "\x1b[33m",
        SegmentKind::Caption => "\x1b[35m",
        SegmentKind::Links => "\x1b[91m",
        SegmentKind::Boilerplate => "\x1b[90m",
    }
}
