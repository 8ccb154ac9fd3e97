//! `chancery parse`: texts in, parses out, in the order of the input.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;

use chancery_nlp::{Backend, Doc, Pipeline, Workers};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::failure::Failure;
use crate::model::find_model;
use crate::parses;
use crate::texts::{self, Text};

/// Texts are read and parsed in lots of about this many bytes, so that memory stays flat.
const LOT_BYTES: usize = 1 << 18;

/// Arguments of `chancery parse`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Text files, or JSON Lines with `id` and `text` (`.jsonl`, `.jsonl.gz`); `-` is standard input.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// How to print: a readable table, CoNLL-U, or one JSON object a text.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Threads; as many as the machine has cores unless given.
    #[arg(long)]
    threads: Option<NonZeroUsize>,
    /// Vector instructions; the fastest that this processor has unless given. The output is the same.
    #[arg(long, value_name = "avx512|avx2|neon|scalar")]
    kernels: Option<String>,
}

/// Output formats.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Table,
    Conllu,
    Jsonl,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let threads =
        args.threads.or_else(|| std::thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    let backend = backend(args.kernels.as_deref())?;
    let model = find_model()?;
    let pipeline = Pipeline::load_for(&model, backend)
        .map_err(|e| Failure::new(e.to_string()).hint("run `chancery doctor` to see what is installed"))?;
    let mut printer = Printer {
        workers: pipeline.workers(threads),
        format: args.format,
        progress: progress_bar(),
        out: BufWriter::new(io::stdout().lock()),
        lot: Vec::new(),
        n_bytes: 0,
    };
    let mut failed = false;
    let mut report = |error: &anyhow::Error, progress: &ProgressBar| {
        progress.suspend(|| report(error));
        failed = true;
    };
    for file in &args.files {
        match texts::open(file) {
            // What stands before and after a bad line is parsed all the same.
            Ok(texts) => {
                for text in texts {
                    match text {
                        Ok(text) => printer.add(text)?,
                        Err(error) => report(&error, &printer.progress),
                    }
                }
            }
            Err(error) => report(&error, &printer.progress),
        }
    }
    printer.finish()?;
    Ok(ExitCode::from(u8::from(failed)))
}

fn report(error: &anyhow::Error) {
    eprintln!("error: {error:#}");
    if let Some(hint) = Failure::hint_of(error) {
        eprintln!("hint: {hint}");
    }
}

/// Collects texts to lots, parses them and prints them in order.
struct Printer<'p, W> {
    workers: Workers<'p>,
    format: Format,
    progress: ProgressBar,
    out: W,
    lot: Vec<Text>,
    n_bytes: usize,
}

impl<W: Write> Printer<'_, W> {
    fn add(&mut self, text: Text) -> io::Result<()> {
        self.n_bytes += text.text.len();
        self.lot.push(text);
        if self.n_bytes >= LOT_BYTES { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> io::Result<()> {
        let (lot, format) = (std::mem::take(&mut self.lot), self.format);
        self.n_bytes = 0;
        if let [text] = &lot[..] {
            // Alone in its lot it may be long, and its parse is printed as it is made into text.
            for doc in self.workers.parse_all(&[&text.text]) {
                write(&doc, &text.id, format, &mut self.out)?;
                self.progress.inc(doc.len() as u64);
            }
            return Ok(());
        }
        let bodies: Vec<&str> = lot.iter().map(|t| t.text.as_str()).collect();
        let printed = self.workers.map(&bodies, |number, doc| {
            let mut bytes = Vec::new();
            write(doc, &lot[number].id, format, &mut bytes).map(|()| (bytes, doc.len()))
        });
        for printed in printed {
            let (bytes, n_tokens) = printed?;
            self.out.write_all(&bytes)?;
            self.progress.inc(n_tokens as u64);
        }
        Ok(())
    }

    fn finish(mut self) -> io::Result<()> {
        self.flush()?;
        self.out.flush()?;
        self.progress.finish_and_clear();
        Ok(())
    }
}

fn backend(name: Option<&str>) -> anyhow::Result<Backend> {
    let Some(name) = name else { return Ok(Backend::detect()) };
    Backend::by_name(name).ok_or_else(|| {
        let names: Vec<&str> = Backend::available().into_iter().map(Backend::name).collect();
        Failure::new(format!("this processor has no kernels `{name}`"))
            .hint(format!("it has {}", names.join(", ")))
            .into()
    })
}

fn write(doc: &Doc, id: &str, format: Format, out: &mut impl Write) -> io::Result<()> {
    match format {
        Format::Table => parses::write_table(doc, id, out),
        Format::Conllu => parses::write_conllu(doc, id, out),
        Format::Jsonl => parses::write_jsonl(doc, id, out),
    }
}

/// Shown only where stderr is a terminal and stdout is not, so that it never stands between data.
fn progress_bar() -> ProgressBar {
    let bar = ProgressBar::no_length();
    if io::stdout().is_terminal() {
        bar.set_draw_target(ProgressDrawTarget::hidden());
    }
    if let Ok(style) = ProgressStyle::with_template("{spinner} {human_pos} tokens, {per_sec}, {elapsed}") {
        bar.set_style(style);
    }
    bar
}
