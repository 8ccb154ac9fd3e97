//! `chancery occurrence`: one occurrence in full; why it is one; joining and splitting.

use std::io::{self, Write};
use std::process::ExitCode;

use chancery_archive::{Archive, OccurrenceLine, Review};

use super::ask::{Which, failure};
use crate::clock;

/// Arguments of `chancery occurrence`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// An occurrence or one of its events, by id or its beginning.
    id: String,
    #[command(flatten)]
    which: Which,
    /// Print why each two events were taken for one.
    #[arg(long)]
    why: bool,
    /// Print as one JSON object, with passages, history, contradictions and links.
    #[arg(long, conflicts_with = "why")]
    json: bool,
    /// Make this occurrence and another one; every later run keeps to it.
    #[arg(long, value_name = "OCCURRENCE", conflicts_with = "split")]
    join: Option<String>,
    /// Take this event out of the occurrence; every later run keeps to it.
    #[arg(long, value_name = "EVENT")]
    split: Option<String>,
    /// Who decides.
    #[arg(long, default_value = "")]
    reviewer: String,
    /// Why it is decided so.
    #[arg(long, default_value = "")]
    reason: String,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let review =
        || Review { reviewer: args.reviewer.clone(), reason: args.reason.clone(), now: clock::now() };
    if args.join.is_some() || args.split.is_some() {
        let mut archive = Archive::open(&args.which.archive).map_err(failure)?;
        if let Some(other) = &args.join {
            let whole = archive.join(&args.id, other, &review()).map_err(args.which.fault())?;
            eprintln!("joined: {whole}");
        }
        if let Some(event) = &args.split {
            let home = archive.occurrence(&args.id).map_err(args.which.fault())?;
            anyhow::ensure!(
                home.events.iter().any(|key| key.starts_with(event.as_str())),
                "{event} is no event of {}",
                home.id
            );
            let apart = archive.split(event, &review()).map_err(args.which.fault())?;
            eprintln!("split off: {apart}");
        }
        return Ok(ExitCode::SUCCESS);
    }
    let line = args.which.read()?.occurrence(&args.id).map_err(args.which.fault())?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    if args.json {
        serde_json::to_writer(&mut out, &line.in_full())?;
        writeln!(out)?;
    } else {
        write(&line, args.why, &mut out)?;
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn write(line: &OccurrenceLine, is_why: bool, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}  {}", line.id, line.sentence)?;
    writeln!(
        out,
        "{}, {}; {} report{}, {} independent",
        line.r#type,
        line.status,
        line.reports.len(),
        if line.reports.len() == 1 { "" } else { "s" },
        line.independent
    )?;
    writeln!(out, "\ntold by")?;
    for told in &line.told {
        let by = [told.published.as_deref(), told.outlet.as_deref(), Some(told.report.as_str())];
        let by = by.into_iter().flatten().collect::<Vec<_>>().join(", ");
        writeln!(out, "  {}  {by}", told.key)?;
        for words in &told.event.evidence {
            writeln!(out, "    “{}”", words.text.split_whitespace().collect::<Vec<_>>().join(" "))?;
        }
    }
    writeln!(out, "\nhistory")?;
    for stage in &line.history {
        let published = stage.published.as_deref().unwrap_or("undated");
        let link = match stage.stage {
            "held" | "done" => "on",
            "postponed" | "cancelled" => "from",
            _ => "for",
        };
        let days = stage
            .days
            .as_ref()
            .map(|days| format!(" {link} {}", days.replace('/', " to ")))
            .unwrap_or_default();
        writeln!(out, "  {published}  {}{days}: {}", stage.stage, stage.reports.join(", "))?;
    }
    if !line.contradictions.is_empty() {
        writeln!(out, "\nreports differ")?;
    }
    for matter in &line.contradictions {
        writeln!(out, "  {}", matter.about)?;
        for account in &matter.accounts {
            writeln!(
                out,
                "    {} — {} ({})",
                account.value,
                account.voices.join(", "),
                account.reports.join(", ")
            )?;
        }
    }
    if is_why {
        writeln!(out, "\nwhy it is one")?;
        if line.links.is_empty() {
            writeln!(out, "  one event alone, or joined by a person")?;
        }
        for link in &line.links {
            writeln!(out, "  {} + {}: {:.2}", link.a, link.b, link.score)?;
            for (reason, weight) in &link.reasons {
                writeln!(out, "    {weight:+.2}  {reason}")?;
            }
        }
    }
    Ok(())
}
