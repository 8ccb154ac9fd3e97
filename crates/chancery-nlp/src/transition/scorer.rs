//! Scores the actions of a state: the sum of what each of its feature tokens adds to a hidden
//! layer, a maximum over pieces, and an output layer (`spacy/ml/parser_model.pyx`).

use chancery_kernels::{Backend, Dense, Reduction};

use crate::error::{Error, Result};
use crate::model::thinc::Network;

/// A feature of a state that no token fills.
pub(crate) const NO_TOKEN: u32 = u32::MAX;

/// Tokens whose hidden-layer sums are kept at hand; must exceed the rows of one batch.
const WINDOW: usize = 1024;

/// Most features a state has.
const MAX_FEATURES: usize = 8;

/// The weights behind the actions of one transition system.
#[derive(Debug)]
pub(crate) struct Scorer {
    backend: Backend,
    /// From a token's vector in context to the scorer's input.
    input: Dense,
    /// From there to what the token adds as each feature: `[n_features, pieces, hidden]`.
    lower: Dense,
    /// What an empty feature adds, same shape.
    padding: Vec<f32>,
    /// `[pieces, hidden]`.
    bias: Vec<f32>,
    hidden: usize,
    output: Dense,
}

/// What the tokens of one text add to the hidden layer. The last [`WINDOW`] tokens are at hand;
/// older ones are computed again from their inputs, which are kept from the last
/// [`TokenRows::forget_before`] on.
#[derive(Debug, Default)]
pub(crate) struct TokenRows {
    /// Scorer inputs of tokens `first..upto`.
    inputs: Vec<f32>,
    first: usize,
    upto: usize,
    /// A ring over tokens.
    window: Vec<f32>,
    /// For each feature, the row of the last token asked for that the window has left behind.
    far: Vec<f32>,
    far_token: Vec<u32>,
    sums: Vec<f32>,
    scores: Vec<f32>,
}

impl TokenRows {
    /// Makes room for a new text.
    pub(crate) fn clear(&mut self) {
        self.inputs.clear();
        self.first = 0;
        self.upto = 0;
        self.far_token.clear();
    }

    /// Tokens whose rows have been added.
    pub(crate) fn available(&self) -> usize {
        self.upto
    }

    /// Says that no token before `token` will be asked for again.
    pub(crate) fn forget_before(&mut self, token: usize) {
        // Moving the rest costs; do it when half can go.
        let token = token.min(self.upto);
        if token > self.first && (token - self.first) * 2 >= self.upto - self.first {
            let width = self.inputs.len() / (self.upto - self.first);
            self.inputs.drain(..(token - self.first) * width);
            self.first = token;
        }
    }
}

impl Scorer {
    /// Reads the scorer of a model with `n_moves` actions and `n_features` feature tokens.
    pub(crate) fn read(
        backend: Backend,
        network: &Network,
        n_moves: usize,
        n_features: usize,
    ) -> Result<Self> {
        let (weights, [features, hidden, pieces, n_in]) =
            network.only("precomputable_affine")?.array::<4>("W")?;
        if features != n_features {
            return Err(Error::not_run(format!(
                "the model looks at {features} tokens of a state; this program runs {n_features}"
            )));
        }
        let (bias, [_, _]) = network.only("precomputable_affine")?.array::<2>("b")?;
        let (padding, [_, _, _, _]) = network.only("precomputable_affine")?.array::<4>("pad")?;
        let mut linears = network.named("linear");
        let (Some(upper), Some(input)) = (linears.next(), linears.next()) else {
            return Err(Error::not_run("the model has no upper layer"));
        };
        // thinc keeps [hidden, pieces]; pieces apart lets whole registers be compared.
        let pieces_apart = |row: &[f32]| -> Vec<f32> {
            (0..pieces).flat_map(|p| (0..hidden).map(move |h| h * pieces + p)).map(|i| row[i]).collect()
        };
        let per_feature = hidden * pieces;
        if weights.is_empty() || bias.len() != per_feature || padding.len() != features * per_feature {
            return Err(Error::damaged("the hidden layer's weights differ in shape"));
        }
        let mut lower = Vec::with_capacity(weights.len());
        for f in 0..features {
            for p in 0..pieces {
                for h in 0..hidden {
                    lower.extend_from_slice(&weights[((f * hidden + h) * pieces + p) * n_in..][..n_in]);
                }
            }
        }
        let n_lower = features * per_feature;
        let shape = || Error::damaged("a linear layer has another shape than its neighbours");
        let (w, [rows, columns]) = upper.array::<2>("W")?;
        let (b, _) = upper.array::<1>("b")?;
        if (rows, columns) != (n_moves, hidden) {
            return Err(Error::damaged(format!("{rows} scores for {n_moves} actions")));
        }
        let output =
            Dense::new(backend, Reduction::NoneSingleRow, w, b, hidden, n_moves).ok_or_else(shape)?;
        let (w, [rows, columns]) = input.array::<2>("W")?;
        let (b, _) = input.array::<1>("b")?;
        if rows != n_in {
            return Err(shape());
        }
        Ok(Self {
            backend,
            input: Dense::new(backend, Reduction::None, w, b, columns, n_in).ok_or_else(shape)?,
            lower: Dense::new(backend, Reduction::None, &lower, &vec![0.0; n_lower], n_in, n_lower)
                .ok_or_else(shape)?,
            padding: padding.chunks_exact(per_feature).flat_map(pieces_apart).collect(),
            bias: pieces_apart(bias),
            hidden,
            output,
        })
    }

    /// Length of the vectors that [`Self::add`] takes.
    pub(crate) fn width(&self) -> usize {
        self.input.n_in()
    }

    /// Multiply-adds for one token and for one action.
    pub(crate) fn work(&self) -> (usize, usize) {
        (self.input.work_per_row() + self.lower.work_per_row(), self.output.work_per_row())
    }

    /// Adds the next `n` tokens of the text, `vectors` being `[n, width]`; `n` is at most half of
    /// the window.
    pub(crate) fn add(&self, rows: &mut TokenRows, vectors: &[f32]) {
        let n = vectors.len() / self.width();
        debug_assert!(n <= WINDOW / 2, "too many rows at once");
        let stride = self.input.out_stride();
        let at = rows.inputs.len();
        rows.inputs.resize(at + n * stride, 0.0);
        self.input.apply(vectors, self.width(), n, &mut rows.inputs[at..]);
        let row = self.lower.out_stride();
        if rows.window.len() != WINDOW * row {
            rows.window.resize(WINDOW * row, 0.0);
        }
        let mut done = 0;
        while done < n {
            let slot = (rows.upto + done) % WINDOW;
            let run = (n - done).min(WINDOW - slot);
            let inputs = &rows.inputs[at + done * stride..];
            self.lower.apply(inputs, stride, run, &mut rows.window[slot * row..]);
            done += run;
        }
        rows.upto += n;
    }

    /// The scores of all actions for the state whose features are these tokens.
    pub(crate) fn score<'r>(&self, rows: &'r mut TokenRows, features: &[u32]) -> &'r [f32] {
        let is_far = |token: u32, upto: usize| token != NO_TOKEN && (token as usize) + WINDOW < upto;
        let row = self.lower.out_stride();
        for (f, &token) in features.iter().enumerate() {
            if is_far(token, rows.upto) {
                self.recompute(rows, f, token, features.len());
            }
        }
        let TokenRows { window, far, sums, scores, upto, .. } = rows;
        let per_feature = self.bias.len();
        let mut parts = [&[][..]; MAX_FEATURES];
        for (f, (part, &token)) in parts.iter_mut().zip(features).enumerate() {
            let at = f * per_feature;
            *part = if token == NO_TOKEN {
                &self.padding[at..][..per_feature]
            } else if is_far(token, *upto) {
                &far[f * row + at..][..per_feature]
            } else {
                &window[(token as usize % WINDOW) * row + at..][..per_feature]
            };
        }
        sums.resize(self.hidden, 0.0);
        self.backend.maxout_of_sums(sums, &self.bias, &parts[..features.len()]);
        scores.resize(self.output.out_stride(), 0.0);
        self.output.apply(sums, self.hidden, 1, scores);
        &scores[..self.output.n_out()]
    }

    fn recompute(&self, rows: &mut TokenRows, feature: usize, token: u32, n_features: usize) {
        rows.far_token.resize(n_features, NO_TOKEN);
        if rows.far_token[feature] == token {
            return;
        }
        let row = self.lower.out_stride();
        let stride = self.input.out_stride();
        rows.far.resize(n_features * row, 0.0);
        let input = &rows.inputs[(token as usize - rows.first) * stride..][..stride];
        self.lower.apply(input, stride, 1, &mut rows.far[feature * row..]);
        rows.far_token[feature] = token;
    }
}
