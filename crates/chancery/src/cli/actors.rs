//! `chancery actors`: who takes part in a text, or in what the archive holds.

use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use chancery_coding::Coder;
use chancery_coding::resolve::{Actor, Referents, resolve};
use chancery_knowledge::World;
use chancery_nlp::{Doc, Pipeline};
use chancery_report::Reader;
use jiff::civil::Date;
use serde_json::{Value, json};

use super::ask::{Asked, Listing, Meant, list_of, meant, not_for_reports};
use crate::coding::{complain, day_of, inputs};
use crate::failure::Failure;
use crate::model::find_model;
use crate::shown::Layout;

/// Arguments of `chancery actors`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Reports in any format that `chancery read` takes: files, folders or patterns; `-` for standard input.
    /// Without them, or with a filter such as `actor:IRN since:2024`, the actors of the archive.
    #[arg(value_name = "FILE|FILTER")]
    words: Vec<String>,
    #[command(flatten)]
    listing: Listing,
    /// The day of publication of every report, as 2024-12-05, whatever it says itself. A report without a
    /// date keeps offices described but not named unresolved.
    #[arg(long, value_name = "DATE")]
    published: Option<Date>,
}

/// Prints the actors of reports, each with its mentions and the reasons, or a line for each of the archive's.
pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    if let Meant::Archive = meant(&args.words)? {
        return list_of(&args.words, &args.listing, Asked::Actors);
    }
    if args.listing.format == Layout::Csv {
        return Err(not_for_reports("csv").into());
    }
    let inputs = match inputs(&args.words) {
        Ok(inputs) => inputs,
        Err(error) => {
            complain(&error);
            return Ok(ExitCode::from(2));
        }
    };
    let pipeline = Pipeline::load(&find_model()?)
        .map_err(|e| Failure::new(e.to_string()).hint("run `chancery doctor` to see what is installed"))?;
    let world = World::embedded();
    let mut worker = pipeline.worker();
    let mut out = BufWriter::new(io::stdout().lock());
    let (mut n_read, mut n_failed) = (0_u64, 0_u64);
    for report in Reader::new().reports(inputs) {
        let report = match report {
            Ok(report) => report,
            Err(error) => {
                n_failed += 1;
                complain(&error);
                continue;
            }
        };
        n_read += 1;
        let on = args.published.or_else(|| day_of(&report));
        let id = report.name.as_deref().unwrap_or(&report.origin.file);
        let doc = worker.parse(&Coder::own_words(&report));
        let referents = resolve(&doc, &world, on);
        let written = match args.listing.format {
            Layout::Jsonl => write_jsonl(id, on, &doc, &world, &referents, &mut out),
            _ => write_table(id, on, &doc, &world, &referents, &mut out),
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
    Ok(ExitCode::from(u8::from(n_failed > 0 || n_read == 0)))
}

fn code<'w>(actor: &Actor, world: &'w World) -> &'w str {
    actor.acts_for.map_or("-", |body| world.code(body))
}

fn write_table(
    id: &str,
    on: Option<Date>,
    doc: &Doc,
    world: &World,
    referents: &Referents,
    out: &mut impl Write,
) -> io::Result<()> {
    writeln!(out, "# {id} ({})", on.map_or("no date".to_owned(), |day| day.to_string()))?;
    let is_place = |number| {
        let mut mentions = referents.mentions().iter().filter(|m| m.actors.contains(&number));
        mentions.all(|m| m.is_place)
    };
    for (number, actor) in referents.actors().filter(|(number, _)| !is_place(*number)) {
        let sector = actor.sector.map_or("", |s| s.code());
        writeln!(out, "\n{}  [{} {sector} {:?}]", actor.name, code(actor, world), actor.kind)?;
        if let Some(office) = &actor.office {
            let former = if office.is_former { "former " } else { "" };
            let then = match (office.term, on) {
                (Some(_), Some(day)) => format!(" (in the tables on {day})"),
                _ => " (the report's word)".to_owned(),
            };
            writeln!(out, "  office: {former}{}{then}", office.title)?;
        }
        for reason in &actor.reasons {
            match reason.strip_prefix("note: ") {
                Some(note) => writeln!(out, "  note: {note}")?,
                None => writeln!(out, "  because: {reason}")?,
            }
        }
        for mention in referents.mentions().iter().filter(|m| m.actors.contains(&number)) {
            let words = one_line(doc, mention.tokens.range());
            let as_place = if mention.is_place { "; here a place" } else { "" };
            writeln!(out, "  - {words:<40} {}{as_place}", mention.reason.trim_end_matches(", here a place"))?;
        }
    }
    let mut places = referents.actors().filter(|(number, _)| is_place(*number)).peekable();
    if places.peek().is_some() {
        writeln!(out, "\nonly as places")?;
        for (number, actor) in places {
            let words: Vec<String> = referents
                .mentions()
                .iter()
                .filter(|m| m.actors.contains(&number))
                .map(|m| one_line(doc, m.tokens.range()))
                .collect();
            writeln!(out, "  - {} ({}): {}", actor.name, code(actor, world), words.join(", "))?;
        }
    }
    let unresolved: Vec<_> = referents.mentions().iter().filter(|m| m.actors.is_empty()).collect();
    if !unresolved.is_empty() {
        writeln!(out, "\nunresolved")?;
        for mention in unresolved {
            writeln!(out, "  - {:<40} {}", one_line(doc, mention.tokens.range()), mention.reason)?;
        }
    }
    writeln!(out)
}

fn one_line(doc: &Doc, tokens: std::ops::Range<usize>) -> String {
    doc.words(tokens).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn write_jsonl(
    id: &str,
    on: Option<Date>,
    doc: &Doc,
    world: &World,
    referents: &Referents,
    out: &mut impl Write,
) -> io::Result<()> {
    let actors: Vec<Value> = referents
        .actors()
        .map(|(number, actor)| {
            let mentions: Vec<Value> = referents
                .mentions()
                .iter()
                .filter(|m| m.actors.contains(&number))
                .map(|m| {
                    let bytes = doc.bytes_of(m.tokens.range());
                    let chars = doc.char_offsets(&[bytes.start, bytes.end]);
                    json!({"text": doc.words(m.tokens.range()), "span": chars, "place": m.is_place, "reason": m.reason})
                })
                .collect();
            json!({
                "name": actor.name,
                "kind": format!("{:?}", actor.kind),
                "country": actor.acts_for.map(|b| world.code(b)),
                "sector": actor.sector.map(|s| s.code()),
                "office": actor.office.as_ref().map(|o| &o.title),
                "reasons": actor.reasons,
                "mentions": mentions,
            })
        })
        .collect();
    serde_json::to_writer(
        &mut *out,
        &json!({"id": id, "published": on.map(|day| day.to_string()), "actors": actors}),
    )?;
    writeln!(out)
}
