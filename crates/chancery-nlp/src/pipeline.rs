//! A loaded pipeline, and the workers that run it.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use chancery_kernels::Backend;

use crate::annotation::{Annotator, Remembered};
use crate::components;
use crate::doc::{Bounds, Doc, Labels, Parts};
use crate::error::Result;
use crate::feature::Feature;
use crate::limits::Limits;
use crate::model::config::Config;
use crate::model::package::Package;
use crate::network::{Input, Memory, Networks, Output};
use crate::tokenizer::{LexemeId, Lexicon, Token, Tokenizer};

/// Texts that a thread takes at a time.
const TEXTS_TAKEN: usize = 4;

/// A spaCy pipeline, loaded: immutable, to be shared between threads.
pub struct Pipeline {
    tokenizer: Tokenizer,
    networks: Networks,
    annotator: Annotator,
    labels: Arc<Labels>,
    backend: Backend,
}

/// The weights and tables run to many megabytes: none of them is shown.
impl fmt::Debug for Pipeline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pipeline").field("backend", &self.backend).finish_non_exhaustive()
    }
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
        Self::read(&package, backend).map_err(|e| e.in_package(package.path()))
    }

    /// [`Self::load_for`] from the files' bytes, by their path in the pipeline's folder
    /// (`tok2vec/model`).
    ///
    /// # Errors
    /// As [`Self::load`].
    pub fn from_files(files: BTreeMap<String, Vec<u8>>, backend: Backend) -> Result<Self> {
        Self::read(&Package::of_files(files), backend)
    }

    fn read(package: &Package, backend: Backend) -> Result<Self> {
        let config = package.read_as("config.cfg", Config::read)?;
        components::check(&config).map_err(|e| e.in_file("config.cfg"))?;
        let lookups = package.read("vocab/lookups.bin")?;
        let tokenizer = package.read_as("tokenizer", |bytes| Tokenizer::read(bytes, &lookups))?;
        let networks = Networks::read(backend, package, &config)?;
        let labels = Arc::new(Labels {
            tags: networks.tagger.labels.clone(),
            arcs: networks.arc_labels.clone(),
            entities: networks.recogniser.labels.clone(),
        });
        let annotator = Annotator::read(package, &labels)?;
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
        self.worker_within(Limits::default())
    }

    /// [`Self::worker`] with other bounds on its memory; a bound of 0 counts as 1.
    #[must_use]
    pub fn worker_within(&self, limits: Limits) -> Worker<'_> {
        let limits = Limits { piece_tokens: limits.piece_tokens.max(1), ..limits };
        Worker {
            pipeline: self,
            lexicon: self.tokenizer.lexicon_with_limit(limits.words_kept),
            memory: Memory::new(limits.vectors_kept),
            remembered: Remembered::new(limits.lemmas_kept),
            generation: 0,
            limits,
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
        self.run(texts, |_, doc| doc)
    }

    /// [`Self::parse_all`], but yields what `f` makes of each text's number and parse. `f` runs on
    /// the workers' threads.
    ///
    /// # Panics
    /// As [`Self::parse_all`], and if `f` does.
    pub fn map<T: AsRef<str> + Sync, R: Send>(
        &mut self,
        texts: &[T],
        f: impl Fn(usize, &Doc) -> R + Sync,
    ) -> Vec<R> {
        self.run(texts, |number, doc| f(number, &doc))
    }

    fn run<T: AsRef<str> + Sync, R: Send>(
        &mut self,
        texts: &[T],
        f: impl Fn(usize, Doc) -> R + Sync,
    ) -> Vec<R> {
        let next = AtomicUsize::new(0);
        let run = |worker: &mut Worker<'_>| {
            let mut done = Vec::new();
            loop {
                let from = next.fetch_add(TEXTS_TAKEN, Ordering::Relaxed).min(texts.len());
                if from == texts.len() {
                    return done;
                }
                let texts: Vec<&str> = texts[from..].iter().take(TEXTS_TAKEN).map(AsRef::as_ref).collect();
                let docs = worker.parse_batch(&texts);
                done.push((from, (from..).zip(docs).map(|(number, doc)| f(number, doc)).collect()));
            }
        };
        let mut parts: Vec<(usize, Vec<R>)> = match &mut self.workers[..] {
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
        parts.into_iter().flat_map(|(_, results)| results).collect()
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
    limits: Limits,
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
            if n_tokens >= self.limits.batch_tokens {
                docs.append(&mut self.annotate(&mut batch));
                n_tokens = 0;
            }
        }
        docs.append(&mut self.annotate(&mut batch));
        docs
    }

    fn annotate(&mut self, batch: &mut Vec<(&str, Vec<Token>)>) -> Vec<Doc> {
        let piece_tokens = self.limits.piece_tokens;
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
                    .chunks(piece_tokens)
                    .zip(is_space.chunks(piece_tokens))
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
                let n_pieces = tokens.len().div_ceil(piece_tokens);
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
