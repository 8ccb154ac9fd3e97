//! `chancery eval coreference`: which events of an evaluation's texts are one occurrence, in the form its scorer reads.
//!
//! The texts go the whole way of `chancery ingest`, into an archive that is thrown away: what is measured is
//! what a user gets. All passages of an occurrence's events stand for it. Output is JSON Lines
//! `{"occurrence", "evidence": [{"id", "start", "end"}]}` with offsets in Unicode code points.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::process::ExitCode;

use chancery_archive::{Archive, Coder, Filter, Intake, OccurrenceLine, Telling, gathered};
use chancery_coding::clauses;
use chancery_knowledge::World;
use chancery_nlp::Worker;
use chancery_report::{Input, Reader};
use flate2::read::MultiGzDecoder;
use serde_json::{Value, json};

use super::ask::failure;
use super::eval_mentions::{Page, Which, days_of_stories, judged, tellings};
use super::read::{refused, threads};
use crate::clock;
use crate::coding::{Desk, TableArgs, inputs};
use crate::intake::{Told, take_in};

/// Arguments of `chancery eval coreference`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// JSON Lines with `id` and `text` (`.jsonl`, `.jsonl.gz`).
    texts: String,
    /// Take events at the mentions that the texts come with, and name each by its mention.
    #[arg(long, value_enum, conflicts_with = "triggers")]
    mentions: Option<Which>,
    /// With --mentions: take texts of one story for reports of one day, and stories for weeks apart.
    #[arg(long, requires = "mentions")]
    stories: bool,
    /// With --mentions: print one line a text, of all its mentions with their groups, for measures of clusters.
    #[arg(long, requires = "mentions")]
    clusters: bool,
    /// Add to each passage the head of the predicate that it states, for the scorer's strict reading. An
    /// occurrence holds an attack and its toll together, which that reading may take for two.
    #[arg(long)]
    triggers: bool,
    #[command(flatten)]
    tables: TableArgs,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let inputs = match inputs(std::slice::from_ref(&args.texts)) {
        Ok(inputs) => inputs,
        Err(error) => return Ok(refused(&error)),
    };
    let desk = Desk::open(&args.tables, None)?;
    if let Some(which) = args.mentions {
        return at_mentions(args, &desk, inputs, which);
    }
    let folder = tempfile::tempdir()?;
    let mut archive = Archive::create(&folder.path().join("eval.db")).map_err(failure)?;
    let mut intake = Intake::begin(&mut archive, &Coder::default(), clock::now()).map_err(failure)?;
    let threads = threads(None);
    let reports = Reader::new().threads(threads).reports(inputs);
    let mut tell = |told: Told<'_>| {
        if let Told::Fault(why, _) = told {
            eprintln!("error: {why}");
        }
    };
    let taken = take_in(&mut intake, reports, || desk.hand(), threads, &mut tell).map_err(failure)?;
    intake.finish().map_err(failure)?;
    let mut worker = desk.pipeline.worker();
    let mut out = BufWriter::new(io::stdout().lock());
    for line in archive.occurrences(&Filter::default(), chancery_archive::Page::ALL).map_err(failure)? {
        writeln!(out, "{}", answer(&line, args.triggers.then_some(&mut worker)))?;
    }
    out.flush()?;
    Ok(ExitCode::from(u8::from(taken.failed > 0)))
}

fn at_mentions(args: &Args, desk: &Desk, inputs: Vec<Input>, which: Which) -> anyhow::Result<ExitCode> {
    let file = File::open(&args.texts)?;
    let lines: Box<dyn BufRead> = if args.texts.ends_with(".gz") {
        Box::new(BufReader::new(MultiGzDecoder::new(file)))
    } else {
        Box::new(BufReader::new(file))
    };
    let lines = lines.lines().map_while(Result::ok);
    let texts = judged(lines.filter_map(|line| serde_json::from_str(&line).ok()));
    let days = if args.stories { days_of_stories(&texts) } else { BTreeMap::new() };
    let world = World::embedded();
    let mut told = Vec::new();
    let (_, n_failed) = desk.each(
        &Reader::new().threads(threads(None)),
        inputs,
        None,
        |coder, report, doc, published| {
            let id = report.name.clone().unwrap_or_default();
            let Some(text) = texts.get(&id) else { return Vec::new() };
            let published = text.story.as_ref().and_then(|story| days.get(story)).copied().or(published);
            let found = coder.found(report, doc, published);
            let page = Page { id: &id, doc, world: &world, published, found: &found };
            tellings(&page, &text.mentions, which)
        },
        |_, found| {
            told.extend(found);
            Ok(())
        },
    )?;
    let (numbers, told): (Vec<usize>, Vec<Telling>) = told.into_iter().unzip();
    let groups = gathered(&told);
    let span = |at: usize| texts[&told[at].report].mentions[numbers[at]].span;
    let mut out = BufWriter::new(io::stdout().lock());
    if args.clusters {
        let mut group_of: BTreeMap<(&str, usize), usize> = BTreeMap::new();
        for (number, group) in groups.iter().enumerate() {
            group_of.extend(group.iter().map(|&at| ((told[at].report.as_str(), numbers[at]), number)));
        }
        for (id, text) in &texts {
            let all = &text.mentions;
            let mentions: Vec<Value> = (0..all.len())
                .map(|at| {
                    // A mention without an event stands alone.
                    let alone = format!("{id} {at}");
                    let group = group_of.get(&(id.as_str(), at)).map_or(alone, usize::to_string);
                    json!({"start": all[at].span.start, "end": all[at].span.end, "cluster": group})
                })
                .collect();
            writeln!(out, "{}", json!({"id": id, "mentions": mentions}))?;
        }
    } else {
        for (number, group) in groups.iter().enumerate() {
            let evidence: Vec<Value> = group
                .iter()
                .map(|&at| json!({"id": told[at].report, "start": span(at).start, "end": span(at).end}))
                .collect();
            writeln!(out, "{}", json!({"occurrence": number, "evidence": evidence}))?;
        }
    }
    out.flush()?;
    Ok(ExitCode::from(u8::from(n_failed > 0)))
}

fn answer(line: &OccurrenceLine, mut worker: Option<&mut Worker<'_>>) -> Value {
    let mut evidence = Vec::new();
    for passage in &line.passages {
        let Some((start, end)) = passage.span else { continue };
        let mut one = json!({"id": passage.report, "start": start, "end": end});
        if let Some((from, to)) = worker.as_deref_mut().and_then(|worker| trigger(&passage.text, worker)) {
            one["trigger"] = json!([start + from, start + to]);
        }
        evidence.push(one);
    }
    json!({"occurrence": line.id, "evidence": evidence})
}

/// The head of the first predicate that hangs on no other, in code points of the words.
fn trigger(words: &str, worker: &mut Worker<'_>) -> Option<(u32, u32)> {
    let doc = worker.parse(words);
    let read = clauses::read(&doc);
    let clause = read.all().iter().find(|clause| clause.link.is_none()).or(read.all().first())?;
    let bytes = doc.bytes(clause.predicate.head as usize);
    let points = |end: usize| u32::try_from(words[..end].chars().count()).ok();
    Some((points(bytes.start)?, points(bytes.end)?))
}
