//! A loaded pipeline, and the workers that run it.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use chancery_kernels::Backend;

use crate::annotation::{Annotator, Remembered};
use crate::doc::{Bounds, Doc, Labels, Parts};
use crate::error::{Error, Result};
use crate::feature::Feature;
use crate::model::config::Config;
use crate::model::package::Package;
use crate::network::{Input, Memory, Networks, Output};
use crate::tokenizer::{LexemeId, Lexicon, Token, Tokenizer};

/// The components that are run, in the order in which spaCy runs them.
const COMPONENTS: [&str; 6] = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "ner"];

/// Tokens that go through the networks together; more texts share a batch only up to here.
const BATCH_TOKENS: usize = 4096;

/// Most tokens parsed as one text. A longer text is parsed in pieces of this size, so that memory
/// stays bounded. spaCy refuses texts of more than a million characters
/// (`spacy/language.py`, `max_length`), so no text that it takes is cut.
const PIECE_TOKENS: usize = 1_000_000;

/// A spaCy pipeline, loaded: immutable, to be shared between threads.
#[derive(Debug)]
pub struct Pipeline {
    tokenizer: Tokenizer,
    networks: Networks,
    annotator: Annotator,
    labels: Arc<Labels>,
    backend: Backend,
}

impl Pipeline {
    /// Loads the pipeline in `path`, a folder or a wheel, for the fastest backend of this processor.
    ///
    /// # Errors
    /// If a file is missing or damaged, or the pipeline has a component, architecture or pattern
    /// that this crate does not run; the message names it.
    pub fn load(path: &Path) -> Result<Self> {
        Self::load_for(path, Backend::detect())
    }

    /// [`Self::load`] for a given backend. Results are the same with every one.
    ///
    /// # Errors
    /// As [`Self::load`].
    pub fn load_for(path: &Path, backend: Backend) -> Result<Self> {
        let package = Package::open(path)?;
        let config = package.read_as("config.cfg", Config::read)?;
        check_components(&config).map_err(|e| e.in_file(package.path().join("config.cfg")))?;
        let lookups = package.read("vocab/lookups.bin")?;
        let tokenizer = package.read_as("tokenizer", |bytes| Tokenizer::read(bytes, &lookups))?;
        let networks = Networks::read(backend, &package, &config).map_err(|e| e.in_file(package.path()))?;
        let labels = Arc::new(Labels {
            tags: networks.tagger.labels.clone(),
            arcs: networks.arc_labels.clone(),
            entities: networks.recogniser.labels.clone(),
        });
        let annotator = Annotator::read(&package, &labels)?;
        Ok(Self { tokenizer, networks, annotator, labels, backend })
    }

    /// The kernels in use.
    #[must_use]
    pub fn backend(&self) -> Backend {
        self.backend
    }

    /// Multiply-adds for one token of running text once its word type is known.
    #[must_use]
    pub fn work_per_token(&self) -> usize {
        self.networks.work_per_token()
    }

    /// A worker: what one thread needs to parse texts.
    #[must_use]
    pub fn worker(&self) -> Worker<'_> {
        Worker {
            pipeline: self,
            lexicon: self.tokenizer.lexicon(),
            memory: Memory::default(),
            remembered: Remembered::default(),
            generation: 0,
        }
    }

    /// Parses one text. For many, a [`Worker`] is faster, or [`Workers`] on several threads.
    #[must_use]
    pub fn parse(&self, text: &str) -> Doc {
        self.worker().parse(text)
    }

    /// Workers for `threads` threads (at least one).
    #[must_use]
    pub fn workers(&self, threads: usize) -> Workers<'_> {
        Workers { workers: (0..threads.max(1)).map(|_| self.worker()).collect() }
    }
}

/// Workers that share the texts of a lot between them. What they learned of word types stays with
/// them from lot to lot.
#[derive(Debug)]
pub struct Workers<'p> {
    workers: Vec<Worker<'p>>,
}

impl Workers<'_> {
    /// Parses texts, each worker on a thread of its own. Results are in the order of the texts and
    /// do not depend on the number of threads.
    ///
    /// # Panics
    /// If a text is of 4 GiB or more.
    pub fn parse_all<T: AsRef<str> + Sync>(&mut self, texts: &[T]) -> Vec<Doc> {
        /// Texts that a thread takes at a time.
        const TAKE: usize = 4;
        let next = AtomicUsize::new(0);
        let run = |worker: &mut Worker<'_>| {
            let mut done = Vec::new();
            loop {
                let from = next.fetch_add(TAKE, Ordering::Relaxed).min(texts.len());
                if from == texts.len() {
                    return done;
                }
                let texts: Vec<&str> = texts[from..].iter().take(TAKE).map(AsRef::as_ref).collect();
                done.push((from, worker.parse_batch(&texts)));
            }
        };
        let mut parts = match &mut self.workers[..] {
            [worker] => run(worker),
            workers => std::thread::scope(|scope| {
                let threads: Vec<_> = workers.iter_mut().map(|worker| scope.spawn(|| run(worker))).collect();
                threads
                    .into_iter()
                    .flat_map(|t| t.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
                    .collect()
            }),
        };
        parts.sort_by_key(|(from, _)| *from);
        parts.into_iter().flat_map(|(_, docs)| docs).collect()
    }
}

/// Parses texts, one thread's worth. Keeps what it learned of word types from text to text, within
/// a bound; results do not depend on what it has parsed before.
#[derive(Debug)]
pub struct Worker<'p> {
    pipeline: &'p Pipeline,
    lexicon: Lexicon,
    memory: Memory,
    remembered: Remembered,
    generation: u64,
}

impl Worker<'_> {
    /// Parses one text.
    ///
    /// # Panics
    /// If the text is of 4 GiB or more.
    pub fn parse(&mut self, text: &str) -> Doc {
        self.parse_batch(&[text]).pop().expect("one text gives one doc")
    }

    /// Parses texts; faster than one by one where they are short.
    ///
    /// # Panics
    /// If a text is of 4 GiB or more.
    pub fn parse_batch(&mut self, texts: &[&str]) -> Vec<Doc> {
        let mut docs = Vec::with_capacity(texts.len());
        let mut batch: Vec<(&str, Vec<Token>)> = Vec::new();
        let mut n_tokens = 0;
        for &text in texts {
            assert!(u32::try_from(text.len()).is_ok(), "a text of 4 GiB or more");
            let tokens = self.pipeline.tokenizer.tokenize(text, &mut self.lexicon);
            n_tokens += tokens.len();
            batch.push((text, tokens));
            if n_tokens >= BATCH_TOKENS {
                docs.append(&mut self.annotate(&mut batch));
                n_tokens = 0;
            }
        }
        docs.append(&mut self.annotate(&mut batch));
        docs
    }

    fn annotate(&mut self, batch: &mut Vec<(&str, Vec<Token>)>) -> Vec<Doc> {
        let lexicon = &self.lexicon;
        if self.generation != lexicon.generation() {
            self.memory.forget_types();
            self.remembered.forget_types();
            self.generation = lexicon.generation();
        }
        let columns: Vec<(Vec<u32>, Vec<bool>)> = batch
            .iter()
            .map(|(_, tokens)| {
                tokens.iter().map(|t| (word_type(t), lexicon.lexeme(t.lexeme).is_space)).unzip()
            })
            .collect();
        let inputs: Vec<Input<'_>> = columns
            .iter()
            .flat_map(|(types, is_space)| {
                types
                    .chunks(PIECE_TOKENS)
                    .zip(is_space.chunks(PIECE_TOKENS))
                    .map(|(types, is_space)| Input { types, is_space })
            })
            .collect();
        let feature = |word_type: u32, feature: Feature| {
            let lexeme = lexicon.lexeme(LexemeId::from_index(word_type / 2));
            match feature {
                Feature::Norm => lexeme.norm,
                Feature::Lower => lexeme.lower,
                Feature::Orth => lexeme.orth,
                Feature::Prefix => lexeme.prefix,
                Feature::Suffix => lexeme.suffix,
                Feature::Shape => lexeme.shape,
                Feature::Spacy => u64::from(word_type % 2),
                Feature::IsSpace => u64::from(lexeme.is_space),
            }
        };
        let mut outputs = self.pipeline.networks.run(&inputs, feature, &mut self.memory).into_iter();
        let docs = batch
            .drain(..)
            .zip(columns)
            .map(|((text, tokens), (_, is_space))| {
                let n_pieces = tokens.len().div_ceil(PIECE_TOKENS);
                let output = join(outputs.by_ref().take(n_pieces));
                self.pipeline.assemble(text, &tokens, is_space, output, lexicon, &mut self.remembered)
            })
            .collect();
        self.lexicon.trim();
        docs
    }
}

impl Pipeline {
    fn assemble(
        &self,
        text: &str,
        tokens: &[Token],
        is_space: Vec<bool>,
        output: Output,
        lexicon: &Lexicon,
        remembered: &mut Remembered,
    ) -> Doc {
        let bounds = |t: &Token| Bounds { start: t.start as u32, end: t.end as u32 };
        let mut parts = Parts {
            bounds: tokens.iter().map(bounds).collect(),
            space_after: tokens.iter().map(|t| t.space).collect(),
            is_space,
            tags: output.tags,
            heads: output.heads,
            arcs: output.arcs,
            starts: output.starts,
            entities: output.entities.into_iter().map(|e| (e.start, e.end, e.label)).collect(),
            ..Parts::default()
        };
        self.annotator.annotate(tokens, &self.labels, lexicon, remembered, &mut parts);
        Doc::new(text, Arc::clone(&self.labels), remembered.morphs(), parts)
    }
}

/// A lexeme with and without a space after it are two types to the networks.
fn word_type(token: &Token) -> u32 {
    token.lexeme.index() as u32 * 2 + u32::from(token.space)
}

fn join(pieces: impl Iterator<Item = Output>) -> Output {
    let mut whole = Output::default();
    for piece in pieces {
        let from = whole.heads.len() as u32;
        if from == 0 {
            whole = piece;
            continue;
        }
        whole.tags.extend(piece.tags);
        whole.heads.extend(piece.heads.iter().map(|h| h + from));
        whole.arcs.extend(piece.arcs);
        whole.starts.extend(piece.starts);
        whole.entities.extend(piece.entities.into_iter().map(|mut e| {
            e.start += from;
            e.end += from;
            e
        }));
    }
    whole
}

fn check_components(config: &Config) -> Result<()> {
    let disabled = config.strings("nlp", "disabled").unwrap_or_default();
    let pipeline: Vec<String> =
        config.strings("nlp", "pipeline")?.into_iter().filter(|c| !disabled.contains(c)).collect();
    if config.string("nlp", "lang")? != "en" {
        return Err(Error::not_run("[nlp] lang is not `en`: only English pipelines are run"));
    }
    for component in &pipeline {
        if !COMPONENTS.contains(&component.as_str()) {
            return Err(Error::not_run(format!(
                "the pipeline has a component `{component}`, which is not run"
            )));
        }
        let section = format!("components.{component}");
        if !config.has(&section) {
            return Err(Error::damaged(format!(
                "the pipeline names `{component}`, but there is no [{section}]"
            )));
        }
    }
    let order: Vec<&str> = COMPONENTS.into_iter().filter(|c| pipeline.iter().any(|p| p == c)).collect();
    if order != pipeline {
        return Err(Error::not_run(format!(
            "the pipeline runs {}; this program runs {}, all of them, in this order",
            pipeline.join(", "),
            COMPONENTS.join(", ")
        )));
    }
    if order.len() < COMPONENTS.len() {
        let missing: Vec<&str> = COMPONENTS.into_iter().filter(|c| !order.contains(c)).collect();
        return Err(Error::not_run(format!("the pipeline has no {}", missing.join(", "))));
    }
    Ok(())
}
