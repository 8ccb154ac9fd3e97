//! The trained half of a pipeline: from word types to tags, arcs, sentence starts and entities.

use std::sync::Arc;

use chancery_kernels::Backend;

use crate::error::{Error, Result};
use crate::feature::Feature;
use crate::model::config::Config;
use crate::model::package::Package;
use crate::model::thinc::Network;
use crate::model::vectors::Vectors;
use crate::tagger::Tagger;
use crate::tok2vec::{OUTSIDE, Rows, Settings, Tok2Vec, TypeCache};
use crate::transition::arc_eager::{self, ArcEager};
use crate::transition::biluo::{self, Biluo, Entity};
use crate::transition::moves;
use crate::transition::projective::{edges_and_starts, reattach};
use crate::transition::scorer::{NO_TOKEN, Scorer, TokenRows};

/// Rows that go through the convolutions at once: what fits the second-level cache beside the
/// weights of one layer.
const ROWS: usize = 320;

/// The trained components of one pipeline.
#[derive(Debug)]
pub(crate) struct Networks {
    shared: Tok2Vec,
    pub(crate) tagger: Tagger,
    pub(crate) parser: ArcEager,
    parser_scorer: Scorer,
    /// Per arc label, the two parts of a label `X||Y`.
    split: Vec<Option<(u16, u16)>>,
    /// Arc labels, those of both parts included.
    pub(crate) arc_labels: Vec<String>,
    own: Tok2Vec,
    pub(crate) recogniser: Biluo,
    recogniser_scorer: Scorer,
}

/// Working memory of one thread.
#[derive(Debug)]
pub(crate) struct Memory {
    shared: TypeCache,
    own: TypeCache,
    rows: Rows,
    token_rows: TokenRows,
    scores: Vec<f32>,
}

impl Memory {
    /// Memory that keeps the vectors of `vectors_kept` word types, for each encoder.
    pub(crate) fn new(vectors_kept: usize) -> Self {
        Self {
            shared: TypeCache::new(vectors_kept),
            own: TypeCache::new(vectors_kept),
            rows: Rows::default(),
            token_rows: TokenRows::default(),
            scores: Vec::new(),
        }
    }

    /// Forgets every word type: to be called when type numbers get a new meaning.
    pub(crate) fn forget_types(&mut self) {
        self.shared.clear();
        self.own.clear();
    }
}

/// A text as the networks see it.
pub(crate) struct Input<'a> {
    /// The word type of each token, dense small numbers.
    pub(crate) types: &'a [u32],
    /// Whether each token is white space.
    pub(crate) is_space: &'a [bool],
}

/// What the networks say of one text; indices are tokens of that text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Output {
    pub(crate) tags: Vec<u16>,
    /// A root is its own head.
    pub(crate) heads: Vec<u32>,
    /// Indices into [`Networks::arc_labels`].
    pub(crate) arcs: Vec<u16>,
    pub(crate) starts: Vec<bool>,
    pub(crate) entities: Vec<Entity>,
}

impl Networks {
    pub(crate) fn read(backend: Backend, package: &Package, config: &Config) -> Result<Self> {
        let network = |component: &str| package.read_as(&format!("{component}/model"), Network::read);
        let listener = |component: &str, scorer_width: usize, shared: &Tok2Vec| {
            let section = format!("components.{component}.model.tok2vec");
            config
                .expect_architecture(&section, "spacy.Tok2VecListener", &["v1"])
                .map_err(|e| e.in_file("config.cfg"))?;
            if scorer_width == shared.width() {
                return Ok(());
            }
            Err(Error::damaged(format!(
                "{component} takes vectors of width {scorer_width}, tok2vec gives {}",
                shared.width()
            )))
        };
        let in_config = |e: Error| e.in_file("config.cfg");
        let settings = |section: &str| Settings::read(config, section).map_err(in_config);
        let for_shared = settings("components.tok2vec.model")?;
        let for_own = settings("components.ner.model.tok2vec")?;
        config
            .expect_architecture("components.tagger.model", "spacy.Tagger", &["v1", "v2"])
            .map_err(in_config)?;
        for component in ["parser", "ner"] {
            expect_transition_model(config, component).map_err(in_config)?;
        }
        let vectors = if for_shared.with_vectors || for_own.with_vectors {
            Some(Arc::new(Vectors::read(package)?))
        } else {
            None
        };
        let vectors_for = |settings: &Settings| vectors.clone().filter(|_| settings.with_vectors);

        let in_file = |component: &str| {
            let name = format!("{component}/model");
            move |e: Error| e.in_file(name)
        };
        let shared = Tok2Vec::read(backend, &network("tok2vec")?, &for_shared, vectors_for(&for_shared))
            .map_err(in_file("tok2vec"))?;

        let cfg = package.read("tagger/cfg")?;
        let tagger = Tagger::read(backend, &network("tagger")?, &cfg).map_err(in_file("tagger"))?;
        listener("tagger", tagger.width(), &shared).map_err(in_file("tagger"))?;

        let actions = package.read_as("parser/moves", moves::read)?;
        let parser = ArcEager::new(&actions).map_err(|e| e.in_file("parser/moves"))?;
        let parser_scorer = Scorer::read(backend, &network("parser")?, actions.len(), arc_eager::N_FEATURES)
            .map_err(in_file("parser"))?;
        listener("parser", parser_scorer.width(), &shared).map_err(in_file("parser"))?;
        let (arc_labels, split) = split_labels(&parser.labels);

        let actions = package.read_as("ner/moves", moves::read)?;
        let recogniser = Biluo::new(&actions).map_err(|e| e.in_file("ner/moves"))?;
        let ner = network("ner")?;
        let own = Tok2Vec::read(backend, &ner, &for_own, vectors_for(&for_own)).map_err(in_file("ner"))?;
        let recogniser_scorer =
            Scorer::read(backend, &ner, actions.len(), biluo::N_FEATURES).map_err(in_file("ner"))?;
        if recogniser_scorer.width() != own.width() {
            return Err(Error::damaged("the recogniser and its vectors differ in width").in_file("ner/model"));
        }
        Ok(Self {
            shared,
            tagger,
            parser,
            parser_scorer,
            split,
            arc_labels,
            own,
            recogniser,
            recogniser_scorer,
        })
    }

    /// Multiply-adds for one token of running text: convolutions, scorer inputs, tags, and two
    /// parser actions and one recogniser action; what is kept per word type left out.
    pub(crate) fn work_per_token(&self) -> usize {
        let (parser_token, parser_action) = self.parser_scorer.work();
        let (ner_token, ner_action) = self.recogniser_scorer.work();
        self.shared.work_per_token()
            + self.own.work_per_token()
            + self.tagger.work_per_token()
            + parser_token
            + 2 * parser_action
            + ner_token
            + ner_action
    }

    /// Annotates texts. Each text's result depends on that text alone.
    pub(crate) fn run(
        &self,
        inputs: &[Input<'_>],
        feature: impl Fn(u32, Feature) -> u64 + Copy,
        memory: &mut Memory,
    ) -> Vec<Output> {
        let lengths: Vec<usize> = inputs.iter().map(|i| i.types.len()).collect();
        let mut outputs: Vec<Output> = inputs.iter().map(|_| Output::default()).collect();
        let Memory { shared, own, rows, token_rows, scores } = memory;

        let mut state = arc_eager::State::new(0);
        encode(&self.shared, inputs, feature, shared, rows, |text, from, vectors| {
            if from == 0 {
                state = arc_eager::State::new(lengths[text]);
                token_rows.clear();
            }
            self.tagger.tag(vectors, scores, &mut outputs[text].tags);
            self.parser_scorer.add(token_rows, vectors);
            if self.parser.advance(&self.parser_scorer, token_rows, &mut state) {
                self.finish_parse(&mut state, &mut outputs[text], inputs[text].is_space);
            }
        });

        let mut state = biluo::State::default();
        encode(&self.own, inputs, feature, own, rows, |text, from, vectors| {
            if from == 0 {
                state = biluo::State::new(lengths[text]);
                token_rows.clear();
            }
            self.recogniser_scorer.add(token_rows, vectors);
            let starts = std::mem::take(&mut outputs[text].starts);
            let ended = self.recogniser.advance(
                &self.recogniser_scorer,
                token_rows,
                &mut state,
                |t| inputs[text].is_space[t],
                |t| starts[t],
            );
            outputs[text].starts = starts;
            if ended {
                outputs[text].entities = std::mem::take(&mut state.entities);
            }
        });
        outputs
    }

    fn finish_parse(&self, state: &mut arc_eager::State, output: &mut Output, is_space: &[bool]) {
        let mut heads = std::mem::take(&mut state.heads);
        let mut arcs = std::mem::take(&mut state.labels);
        for (token, (head, label)) in heads.iter_mut().zip(&mut arcs).enumerate() {
            if *head == NO_TOKEN {
                *head = token as u32;
                *label = self.parser.root();
            }
        }
        let (mut edges, mut starts) = edges_and_starts(&heads);
        if arcs.iter().any(|&a| self.split[a as usize].is_some()) {
            let split = |label: u16| self.split.get(label as usize).copied().flatten();
            reattach(&mut heads, &mut arcs, &edges, split, |t| is_space[t]);
            (edges, starts) = edges_and_starts(&heads);
        }
        drop(edges);
        output.heads = heads;
        output.arcs = arcs;
        output.starts = starts;
    }
}

/// Sends all texts through `model` in runs of about [`ROWS`] rows and hands `take` the vectors of
/// consecutive tokens: the text's index, the first token, and `[n, width]`. Texts come one after
/// the other, each from its first token on; empty texts do not come.
fn encode(
    model: &Tok2Vec,
    inputs: &[Input<'_>],
    feature: impl Fn(u32, Feature) -> u64 + Copy,
    cache: &mut TypeCache,
    rows: &mut Rows,
    mut take: impl FnMut(usize, usize, &[f32]),
) {
    let reach = model.reach();
    let mut types = Vec::with_capacity(ROWS + 4 * reach);
    // Text, first token, and the row of that token, for each piece in the run.
    let mut pieces: Vec<(usize, usize, usize, usize)> = Vec::new();
    let mut flush = |types: &mut Vec<u32>, pieces: &mut Vec<(usize, usize, usize, usize)>| {
        cache.trim();
        if !types.len().is_multiple_of(2) {
            types.push(OUTSIDE);
        }
        model.prepare(types.iter().copied().filter(|&t| t != OUTSIDE), feature, cache);
        let vectors = model.encode(types, cache, rows);
        let width = model.width();
        for (text, from, row, n) in pieces.drain(..) {
            take(text, from, &vectors[row * width..][..n * width]);
        }
        types.clear();
    };
    for (text, input) in inputs.iter().enumerate() {
        let n = input.types.len();
        let mut from = 0;
        while from < n {
            let room = ROWS.saturating_sub(types.len() + 2 * reach);
            if room < 32 && room < n - from {
                flush(&mut types, &mut pieces);
                continue;
            }
            let to = n.min(from + room.max(32));
            // Rows before the piece: its own text's, then outside; neighbours may share the latter.
            let before = from.min(reach);
            // A token's row is even where its number is: see `Tok2Vec::encode`.
            let odd = (types.len() + reach + from) % 2;
            types.extend(std::iter::repeat_n(OUTSIDE, odd + reach - before));
            types.extend_from_slice(&input.types[from - before..from]);
            pieces.push((text, from, types.len(), to - from));
            types.extend_from_slice(&input.types[from..to]);
            let after = (n - to).min(reach);
            types.extend_from_slice(&input.types[to..to + after]);
            types.extend(std::iter::repeat_n(OUTSIDE, reach - after));
            from = to;
        }
    }
    if !types.is_empty() {
        flush(&mut types, &mut pieces);
    }
}

fn expect_transition_model(config: &Config, component: &str) -> Result<()> {
    let section = format!("components.{component}.model");
    config.expect_architecture(&section, "spacy.TransitionBasedParser", &["v1", "v2"])?;
    let wrong = |what: &str| Err(Error::not_run(format!("[{section}] has {what}, which is not run")));
    if config.string(&section, "state_type")? != component {
        return wrong("another state_type");
    }
    if config.bool(&section, "extra_state_tokens")? {
        return wrong("extra_state_tokens");
    }
    if !config.bool(&section, "use_upper")? {
        return wrong("no upper layer");
    }
    Ok(())
}

/// Labels with the parts of `X||Y` added, and for each label those parts.
fn split_labels(labels: &[String]) -> (Vec<String>, Vec<Option<(u16, u16)>>) {
    let mut all = labels.to_vec();
    let mut split = vec![None; labels.len()];
    for (i, label) in labels.iter().enumerate() {
        if let Some((own, heads)) = label.split_once("||") {
            let mut index = |part: &str| {
                all.iter().position(|l| l == part).unwrap_or_else(|| {
                    all.push(part.to_owned());
                    all.len() - 1
                }) as u16
            };
            split[i] = Some((index(own), index(heads)));
        }
    }
    split.resize(all.len(), None);
    (all, split)
}
