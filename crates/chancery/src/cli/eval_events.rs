//! `chancery eval events`: the codebook's comparison of coded reports with hand-coded ones.
//!
//! The figures are those of the reference scorer; the errors are listed by cause, the commonest first.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use chancery_evaluation::{Comparison, Field, Figures, Level, compare, gold_from_lines, groups};
use chancery_record::{CodedReport, wire};
use chancery_report::Reader;
use serde_json::{Value, json};

use crate::coding::{Desk, TableArgs, inputs};
use crate::failure::Failure;

/// Longest list of details in a cause's heading.
const MOST_DETAILS: usize = 8;

/// Longest quotation in the list of errors, in characters.
const LONGEST_WORDS: usize = 160;

/// Arguments of `chancery eval events`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Hand-coded reports, one a line, as the codebook has them.
    gold: PathBuf,
    /// Coded reports as `chancery code --format jsonl` prints them; `-` is standard input. Without it, the
    /// texts that `--reports` names are coded.
    coded: Option<PathBuf>,
    /// The texts: JSON Lines with `report`, `text`, `published` and `outlet`.
    #[arg(long, value_name = "FILE", required_unless_present = "coded", conflicts_with = "coded")]
    reports: Option<PathBuf>,
    /// List every error under its cause, with the words.
    #[arg(long)]
    errors: bool,
    /// Print the figures as one JSON object instead, with the keys of the reference scorer.
    #[arg(long, conflicts_with = "errors")]
    json: bool,
    #[command(flatten)]
    tables: TableArgs,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let name = args.gold.display();
    let gold = fs::read_to_string(&args.gold)
        .map_err(|e| Failure::new(format!("{name}: cannot be read")).because(e))?;
    let gold = gold_from_lines(&gold).map_err(|e| Failure::new(format!("{name}: {e}")))?;
    let coded = match (&args.coded, &args.reports) {
        (Some(path), _) => read_coded(path)?,
        (None, Some(path)) => code_reports(path, &args.tables)?,
        (None, None) => Vec::new(),
    };
    let names: BTreeSet<&str> = coded.iter().map(|r| r.report.as_str()).collect();
    let absent = gold.iter().filter(|r| !names.contains(r.report.as_str())).count();
    if absent > 0 {
        eprintln!(
            "{absent} of {} hand-coded reports were not coded; their events count as missed",
            gold.len()
        );
    }
    let comparison = compare(&gold, &coded);
    let mut out = BufWriter::new(io::stdout().lock());
    if args.json {
        writeln!(out, "{}", figures_json(&comparison.figures))?;
    } else {
        write_figures(&mut out, &comparison.figures)?;
        write_causes(&mut out, &comparison, args.errors)?;
    }
    out.flush()?;
    Ok(ExitCode::from(u8::from(absent == gold.len())))
}

/// Codes the texts of a file, as `chancery code` does.
fn code_reports(path: &Path, tables: &TableArgs) -> anyhow::Result<Vec<CodedReport>> {
    let refused = |e: chancery_report::Error| Failure::new(e.to_string());
    let inputs = inputs(&[path.display().to_string()]).map_err(refused)?;
    let mut coded = Vec::new();
    Desk::open(tables, None)?.each(
        &Reader::new(),
        inputs,
        None,
        |coder, report, doc, published| coder.code(report, doc, published),
        |_, record| {
            coded.push(record);
            Ok(())
        },
    )?;
    Ok(coded)
}

fn read_coded(path: &Path) -> anyhow::Result<Vec<CodedReport>> {
    let name = path.display();
    let text = if path == Path::new("-") {
        io::read_to_string(io::stdin()).context("standard input")?
    } else {
        fs::read_to_string(path).map_err(|e| Failure::new(format!("{name}: cannot be read")).because(e))?
    };
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(number, line)| {
            wire::report_from_line(line).map_err(|e| {
                Failure::new(format!("{name}:{number}: not a coded report"))
                    .because(e)
                    .hint("`chancery code --format jsonl` prints such lines")
                    .into()
            })
        })
        .collect()
}

fn write_figures(out: &mut impl Write, figures: &Figures) -> io::Result<()> {
    writeln!(
        out,
        "{} reports, {} hand-coded events, {} coded outside the content",
        figures.reports, figures.gold_events, figures.outside_content
    )?;
    for level in Level::ALL {
        let counts = figures.at(level);
        writeln!(
            out,
            "{:8} precision {:.3}  recall {:.3}  F1 {:.3}   ({} right, {} wrong)",
            level.name(),
            counts.precision(),
            counts.recall(),
            counts.f1(),
            counts.right,
            counts.wrong
        )?;
    }
    let fields: Vec<String> = Field::ALL
        .iter()
        .map(|&f| (f, figures.field(f)))
        .map(|(f, share)| format!("{} {}/{}", f.name(), share.right, share.of))
        .collect();
    writeln!(out, "of the matched: {}", fields.join(", "))
}

fn write_causes(out: &mut impl Write, comparison: &Comparison, with_words: bool) -> io::Result<()> {
    for group in groups(&comparison.faults) {
        let mut details: Vec<String> =
            group.details.iter().take(MOST_DETAILS).map(|(detail, n)| format!("{detail} {n}")).collect();
        if group.details.len() > MOST_DETAILS {
            details.push("…".to_owned());
        }
        writeln!(out, "\n{:>4}  {}   ({})", group.faults.len(), group.cause, details.join("; "))?;
        for fault in group.faults.iter().filter(|_| with_words) {
            let words: String = fault.words.chars().take(LONGEST_WORDS).collect();
            let cut = if words.len() < fault.words.len() { "…" } else { "" };
            writeln!(out, "      {}  {}", fault.report, fault.event)?;
            if !fault.cause.is_false() && fault.detail.contains(", not ") {
                writeln!(out, "        coded {}", fault.detail)?;
            }
            writeln!(out, "        “{words}{cut}”")?;
        }
    }
    Ok(())
}

/// The figures with the keys and the roundings of the reference scorer.
fn figures_json(figures: &Figures) -> Value {
    // To the nearest of three decimals and, halfway, to the even one, as the reference scorer rounds.
    let round = |value: f64| format!("{value:.3}").parse().unwrap_or(value);
    let mut json = json!({
        "reports": figures.reports,
        "gold_events": figures.gold_events,
        "coded_outside_content": figures.outside_content,
    });
    for level in Level::ALL {
        let counts = figures.at(level);
        json[level.name()] = json!({
            "precision": round(counts.precision()),
            "recall": round(counts.recall()),
            "f1": round(counts.f1()),
            "tp": counts.right,
            "fp": counts.wrong,
        });
    }
    for field in Field::ALL {
        let share = figures.field(field);
        json["fields"][field.name()] =
            json!({"right": share.right, "of": share.of, "share": share.value().map(round)});
    }
    json
}
