//! `chancery who`: who held an office, and which offices a person held.

use std::fmt::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, bail};
use chancery_knowledge::{ActorCode, Answer, Body, PersonId, Post, Status, TermId, World};
use jiff::civil::Date;
use serde::Serialize;

use super::knowledge::{print, tables};

/// Arguments of `chancery who`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// A title ("foreign minister"), an office described ("top Iranian diplomat"), or a person's name.
    text: String,
    /// Code or name of the country or organisation whose office is meant: IRN, EUN, "Iran".
    of: Option<String>,
    /// The day, YYYY-MM-DD; without one, all terms are listed.
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
    /// A folder of tables laid over the embedded ones.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// How to print the answer.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    /// Lines for people.
    Text,
    /// One JSON object.
    Json,
}

#[derive(Serialize)]
struct Reply<'w> {
    /// `held`, `several`, `uncertain`, `vacant`, `unknown`; `listed` where no day was asked for.
    answer: &'static str,
    terms: Vec<Row<'w>>,
}

#[derive(Serialize)]
struct Row<'w> {
    person: Option<&'w str>,
    aliases: Vec<&'w str>,
    office: &'w str,
    title: &'w str,
    of: &'w str,
    of_name: &'w str,
    scope: &'w str,
    actor_code: String,
    period: String,
    status: &'static str,
    source: &'w str,
    confidence: &'static str,
    note: &'w str,
    row: String,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let world = World::load(&tables(args.data.as_ref())?)?;
    let posts_or_persons = asked(&world, args)?;
    let (answer, terms) = match posts_or_persons {
        Asked::Post(post) => match args.on {
            Some(on) => {
                let answer = world.holder(post, on);
                (word(&answer), answer.terms().to_vec())
            }
            None => ("listed", world.terms_of(post).collect()),
        },
        Asked::Persons(persons) => {
            let terms = persons
                .iter()
                .flat_map(|person| match args.on {
                    Some(on) => world.held_on(*person, on).collect(),
                    None => world.person(*person).terms.clone(),
                })
                .collect();
            ("listed", terms)
        }
        Asked::Nothing => ("unknown", Vec::new()),
    };
    let reply = Reply { answer, terms: terms.iter().map(|term| row(&world, *term)).collect() };
    if reply.terms.is_empty() {
        if matches!(args.format, Format::Json) {
            print(&format!("{}\n", serde_json::to_string_pretty(&reply)?))?;
        }
        eprintln!("error: the tables do not say");
        eprintln!("hint: `chancery who \"foreign minister\" IRN`, `chancery who \"Araghchi\"`");
        return Ok(ExitCode::FAILURE);
    }
    match args.format {
        Format::Json => print(&format!("{}\n", serde_json::to_string_pretty(&reply)?)),
        Format::Text => print(&lines(&reply)),
    }
}

enum Asked {
    Post(Post),
    Persons(Vec<PersonId>),
    Nothing,
}

fn asked(world: &World, args: &Args) -> anyhow::Result<Asked> {
    if let Some(of) = &args.of {
        let body = body(world, of).with_context(|| format!("no country or organisation `{of}`"))?;
        let Some(post) = world.post_described(&args.text, body) else {
            bail!("`{}` is no office of {} in the tables", args.text, world.name(body));
        };
        return Ok(Asked::Post(post));
    }
    let persons: Vec<PersonId> = world.persons_named(&args.text).into_iter().map(|(id, _)| id).collect();
    Ok(match world.office_described(&args.text) {
        Some(described) if persons.is_empty() => Asked::Post(described.post),
        _ if !persons.is_empty() => Asked::Persons(persons),
        _ => Asked::Nothing,
    })
}

fn body(world: &World, text: &str) -> Option<Body> {
    world
        .body(&text.to_uppercase())
        .or_else(|| world.gazette().look_up_any_case(text).iter().find_map(|entry| entry.body()))
}

fn word(answer: &Answer) -> &'static str {
    match answer {
        Answer::Held(_) => "held",
        Answer::Several(_) => "several",
        Answer::Uncertain(_) => "uncertain",
        Answer::Vacant(_) => "vacant",
        Answer::Unknown => "unknown",
    }
}

fn row(world: &World, id: TermId) -> Row<'_> {
    let term = world.term(id);
    let kind = world.kind(term.post.kind);
    Row {
        person: term.person.map(|person| &*world.person(person).name),
        aliases: term
            .person
            .map(|person| world.person(person).aliases.iter().map(|alias| &**alias).collect())
            .unwrap_or_default(),
        office: &kind.label,
        title: &term.title,
        of: world.code(term.post.body),
        of_name: world.name(term.post.body),
        scope: world.scope_text(term.post.scope),
        actor_code: ActorCode::compose(world, term.post.body, kind.sector).to_string(),
        period: term.period.to_string(),
        status: match term.status {
            Status::Full => "full",
            Status::Acting => "acting",
            Status::Shared => "shared",
            Status::Rival => "rival",
            Status::Vacant => "vacant",
        },
        source: &term.source,
        confidence: term.confidence.word(),
        note: &term.note,
        row: format!("{}:{}", term.file, term.line),
    }
}

fn lines(reply: &Reply<'_>) -> String {
    let mut out = String::new();
    match reply.answer {
        "several" => out.push_str("several at once:\n"),
        "uncertain" => out.push_str("not certain; among those known:\n"),
        _ => {}
    }
    for row in &reply.terms {
        let person = row.person.unwrap_or("vacant");
        let scope = if row.scope.is_empty() { String::new() } else { format!(" ({})", row.scope) };
        let status = match row.status {
            "full" | "vacant" => String::new(),
            status => format!(", {status}"),
        };
        _ = writeln!(
            out,
            "{person}: {}{scope} of {}, {}{status}  [{}; confidence {}; {}]",
            row.office, row.of_name, row.period, row.source, row.confidence, row.row
        );
        if !row.note.is_empty() {
            _ = writeln!(out, "    {}", row.note);
        }
    }
    out
}
