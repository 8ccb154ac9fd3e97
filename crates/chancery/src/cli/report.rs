//! `chancery report`: one report in full, and its bytes as they came in.

use std::io::{self, Write};
use std::process::ExitCode;

use chancery_archive::ReportInFull;

use super::ask::Which;

/// Arguments of `chancery report`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// A report, by name, key, address or content.
    report: String,
    #[command(flatten)]
    which: Which,
    /// Write the bytes as they were read, and nothing else.
    #[arg(long, conflicts_with_all = ["text", "json"])]
    raw: bool,
    /// Write the text that they were decoded to, which all spans count in code points.
    #[arg(long, conflicts_with = "json")]
    text: bool,
    /// Of which state of the report, from 1; without it, of the one that stands.
    #[arg(long, value_name = "N")]
    revision: Option<u64>,
    /// Print as one JSON object.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let archive = args.which.read()?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    if args.raw {
        out.write_all(&archive.raw_bytes(&args.report, args.revision).map_err(args.which.fault())?)?;
    } else if args.text {
        out.write_all(archive.raw_text(&args.report, args.revision).map_err(args.which.fault())?.as_bytes())?;
    } else {
        anyhow::ensure!(args.revision.is_none(), "--revision is for --raw and --text");
        let report = archive.report(&args.report).map_err(args.which.fault())?;
        if args.json {
            serde_json::to_writer(&mut out, &report)?;
            writeln!(out)?;
        } else {
            write(&report, &mut out)?;
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn write(report: &ReportInFull, out: &mut impl Write) -> io::Result<()> {
    let line = &report.line;
    writeln!(out, "{}", line.headline.as_deref().unwrap_or(&line.report))?;
    let known = [
        ("report", Some(&line.report)),
        ("outlet", line.outlet.as_ref()),
        ("published", line.published.as_ref()),
        ("byline", report.byline.as_ref()),
        ("agency", line.credit.as_ref()),
        ("address", line.url.as_ref()),
        ("read from", Some(&line.origin)),
        ("key", Some(&line.key)),
    ];
    for (what, value) in known {
        if let Some(value) = value {
            writeln!(out, "  {what:<10} {value}")?;
        }
    }
    writeln!(out, "\nstates")?;
    for state in &report.states {
        let stands = if state.stands { ", stands" } else { "" };
        writeln!(out, "  {}  learned {}, from {}{stands}", state.revision, state.learned, state.origin)?;
        for coding in &state.codings {
            let stands = if coding.stands { ", stands" } else { "" };
            let version = if coding.version.is_empty() { "unnamed" } else { &coding.version };
            let coder = coding.coder.get(..12).unwrap_or(&coding.coder);
            let s = if coding.events == 1 { "" } else { "s" };
            writeln!(
                out,
                "     read {} by coder {coder}, version {version}: {} event{s}{stands}",
                coding.learned, coding.events
            )?;
        }
    }
    let flat = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    writeln!(out, "\nevents: {}", report.found.len())?;
    for event in &report.found {
        let (event_type, status) = (event.event.event_type.name(), event.event.status.name());
        writeln!(out, "  {}  {event_type}, {status}; of {}", event.id, event.occurrence)?;
        for words in &event.event.evidence {
            writeln!(out, "    “{}”", flat(&words.text))?;
        }
    }
    writeln!(out, "\nstatements: {}", report.statements.len())?;
    for one in &report.statements {
        let speaker = one.statement.speaker.as_ref().map_or("somebody", |speaker| speaker.label());
        let content: Vec<String> = one.statement.content.iter().map(|words| flat(&words.text)).collect();
        writeln!(out, "  {}: {}", flat(speaker), content.join(" … "))?;
    }
    Ok(())
}
