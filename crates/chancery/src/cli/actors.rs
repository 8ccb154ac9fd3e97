//! `chancery actors`: who takes part in a text.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use chancery_coding::resolve::{Actor, Referents, resolve};
use chancery_knowledge::World;
use chancery_nlp::{Doc, Pipeline};
use jiff::civil::Date;
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::model::find_model;
use crate::texts;

/// Arguments of `chancery actors`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Text files, or JSON Lines with `id` and `text`; `-` is standard input.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The day of publication, as 2024-12-05. Without it offices described but not named stay unresolved.
    #[arg(long)]
    published: Option<Date>,
    /// How to print.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Table,
    Jsonl,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let pipeline = Pipeline::load(&find_model()?)
        .map_err(|e| Failure::new(e.to_string()).hint("run `chancery doctor` to see what is installed"))?;
    let world = World::embedded();
    let mut worker = pipeline.worker();
    let mut out = BufWriter::new(io::stdout().lock());
    let mut failed = false;
    for file in &args.files {
        for text in texts::open(file)? {
            let text = match text {
                Ok(text) => text,
                Err(error) => {
                    eprintln!("error: {error:#}");
                    failed = true;
                    continue;
                }
            };
            let doc = worker.parse(&text.text);
            let referents = resolve(&doc, &world, args.published);
            match args.format {
                Format::Table => write_table(&text.id, &doc, &world, &referents, &mut out)?,
                Format::Jsonl => write_jsonl(&text.id, &doc, &world, &referents, &mut out)?,
            }
        }
    }
    out.flush()?;
    Ok(ExitCode::from(u8::from(failed)))
}

fn code<'w>(actor: &Actor, world: &'w World) -> &'w str {
    actor.acts_for.map_or("-", |body| world.code(body))
}

fn write_table(
    id: &str,
    doc: &Doc,
    world: &World,
    referents: &Referents,
    out: &mut impl Write,
) -> io::Result<()> {
    writeln!(out, "# {id}")?;
    for (number, actor) in referents.actors() {
        let sector = actor.sector.map_or("", |s| s.code());
        writeln!(out, "\n{}  [{} {sector} {:?}]", actor.name, code(actor, world), actor.kind)?;
        if let Some(office) = &actor.office {
            let former = if office.is_former { "former " } else { "" };
            writeln!(out, "  office: {former}{}", office.title)?;
        }
        for reason in &actor.reasons {
            writeln!(out, "  because: {reason}")?;
        }
        for mention in referents.mentions().iter().filter(|m| m.actors.contains(&number)) {
            let words = doc.words(mention.tokens.range()).split_whitespace().collect::<Vec<_>>().join(" ");
            writeln!(out, "  - {words:<40} {}", mention.reason)?;
        }
    }
    let unresolved: Vec<_> = referents.mentions().iter().filter(|m| m.actors.is_empty()).collect();
    if !unresolved.is_empty() {
        writeln!(out, "\nunresolved")?;
        for mention in unresolved {
            writeln!(out, "  - {:<40} {}", doc.words(mention.tokens.range()), mention.reason)?;
        }
    }
    writeln!(out)
}

fn write_jsonl(
    id: &str,
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
                    json!({"text": doc.words(m.tokens.range()), "span": chars, "reason": m.reason})
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
    serde_json::to_writer(&mut *out, &json!({"id": id, "actors": actors}))?;
    writeln!(out)
}
