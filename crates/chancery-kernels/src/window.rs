//! A maxout layer over windows of three rows, two windows at a time, with two thirds of the
//! multiplications: the minimal filter F(2,3) of Winograd (*Arithmetic Complexity of Computations*,
//! 1980; for layers of a network, Lavin and Gray 2016, <https://arxiv.org/abs/1509.09308>).
//!
//! For rows `d0 d1 d2 d3` and weights `g0 g1 g2` of a window's positions, the two outputs are
//!
//! ```text
//! y0 = m0 + m1 + m2      m0 = (d0 - d2) g0      m1 = (d1 + d2) (g0 + g1 + g2) / 2
//! y1 = m1 - m2 - m3      m3 = (d1 - d3) g2      m2 = (d2 - d1) (g0 - g1 + g2) / 2
//! ```
//!
//! `y0` does not depend on `d3`, nor `y1` on `d0`, but the two are rounded differently: a caller
//! whose results must not depend on where a row lies gives each row the same place in its pair always.

use crate::backend::{Backend, dispatch};
use crate::dense::{Dense, Reduction};
use crate::vector::Vector;

/// Rows of a window.
const WINDOW: usize = 3;

/// Products of which two outputs are sums.
const TERMS: usize = 4;

/// Pairs of rows at a time: their terms fit the second-level cache beside the weights of one term.
/// A whole number of the rows that [`Dense`] takes at once, three or eight.
const PAIRS: usize = 48;

/// Lanes that `n_in` and `n_out` must be whole numbers of, whatever the register's width.
const FIXED_LANES: usize = 16;

/// A maxout layer over windows of three rows.
#[derive(Debug, Clone)]
pub struct WindowMaxout {
    backend: Backend,
    n_in: usize,
    n_out: usize,
    terms: [Dense; TERMS],
    /// `[pieces, n_out]`.
    bias: Vec<f32>,
}

/// Working memory of [`WindowMaxout::apply`].
#[derive(Debug, Default)]
pub struct WindowScratch {
    inputs: Vec<f32>,
    products: [Vec<f32>; TERMS],
}

impl WindowMaxout {
    /// Packs a layer: `weights` of shape `[n_out, pieces, 3, n_in]` and `bias` of `[n_out, pieces]`,
    /// both row-major as thinc stores them. `None` where the lengths do not agree, or `n_in` or `n_out`
    /// is not a multiple of sixteen.
    #[must_use]
    pub fn new(backend: Backend, weights: &[f32], bias: &[f32], n_in: usize, n_out: usize) -> Option<Self> {
        let fits = |n: usize| n > 0 && n.is_multiple_of(FIXED_LANES);
        if !fits(n_in) || !fits(n_out) {
            return None;
        }
        let pieces = bias.len() / n_out;
        let row = n_in.checked_mul(WINDOW)?;
        if pieces == 0 || bias.len() != n_out * pieces || weights.len() != bias.len().checked_mul(row)? {
            return None;
        }
        // thinc keeps [n_out, pieces]; pieces apart lets whole registers be compared.
        let order = (0..pieces).flat_map(|p| (0..n_out).map(move |o| o * pieces + p));
        let term = |of: fn(f32, f32, f32) -> f32| {
            let mut term = Vec::with_capacity(bias.len() * n_in);
            for unit in order.clone() {
                let (g0, rest) = weights[unit * row..][..row].split_at(n_in);
                let (g1, g2) = rest.split_at(n_in);
                term.extend(g0.iter().zip(g1).zip(g2).map(|((&a, &b), &c)| of(a, b, c)));
            }
            let zeros = vec![0.0; bias.len()];
            let dense = Dense::new(backend, Reduction::None, &term, &zeros, n_in, bias.len())?;
            Some(dense)
        };
        let terms = [
            term(|g0, _, _| g0)?,
            term(|g0, g1, g2| (g0 + g1 + g2) * 0.5)?,
            term(|g0, g1, g2| (g0 - g1 + g2) * 0.5)?,
            term(|_, _, g2| g2)?,
        ];
        Some(Self { backend, n_in, n_out, terms, bias: order.map(|unit| bias[unit]).collect() })
    }

    /// Multiply-adds for one row.
    #[must_use]
    pub fn work_per_row(&self) -> usize {
        self.terms.iter().map(Dense::work_per_row).sum::<usize>() / 2
    }

    /// Applies the layer: `x` is `[n_rows + 2, n_in]`, the rows with one before and one after;
    /// `out` receives `[n_rows, n_out]`. Rows `0, 1`, `2, 3`, … make the pairs.
    ///
    /// # Panics
    /// If `n_rows` is odd or the lengths do not agree.
    pub fn apply(&self, x: &[f32], n_rows: usize, out: &mut [f32], scratch: &mut WindowScratch) {
        assert!(n_rows.is_multiple_of(2), "rows come in pairs");
        assert!(x.len() == (n_rows + 2) * self.n_in && out.len() == n_rows * self.n_out, "shapes differ");
        let pair = 2 * self.n_in;
        for (done, out) in out.chunks_mut(PAIRS * 2 * self.n_out).enumerate() {
            let n_pairs = out.len() / (2 * self.n_out);
            let x = &x[done * PAIRS * pair..][..n_pairs * pair + pair];
            scratch.inputs.resize(n_pairs * self.n_in, 0.0);
            for (number, (term, products)) in self.terms.iter().zip(&mut scratch.products).enumerate() {
                self.backend.window_term(number, x, self.n_in, &mut scratch.inputs);
                products.resize(n_pairs * term.out_stride(), 0.0);
                term.apply(&scratch.inputs, self.n_in, n_pairs, products);
            }
            let stride = self.terms[0].out_stride();
            let (bias, products) = (&self.bias[..], &scratch.products);
            self.backend.window_outputs(products, stride, bias, self.n_out, out);
        }
    }
}

impl Backend {
    /// What term `number` takes of each pair of `x`: `[n_pairs, n_in]`.
    fn window_term(self, number: usize, x: &[f32], n_in: usize, out: &mut [f32]) {
        assert!(x.len() >= out.len() * 2 + 2 * n_in && n_in.is_multiple_of(FIXED_LANES));
        // The rows of which the term is a sum or difference.
        let (a, b, minus) = [(0, 2, true), (1, 2, false), (2, 1, true), (1, 3, true)][number];
        dispatch!(self, term::<_>(x: &[f32], n_in: usize, a: usize, b: usize, minus: bool, out: &mut [f32]));
    }

    /// The two outputs of each pair from its four products.
    fn window_outputs(
        self,
        products: &[Vec<f32>; TERMS],
        stride: usize,
        bias: &[f32],
        n_out: usize,
        out: &mut [f32],
    ) {
        let n_pairs = out.len() / (2 * n_out);
        assert!(products.iter().all(|p| p.len() >= n_pairs * stride) && stride >= bias.len());
        assert!(n_out.is_multiple_of(FIXED_LANES) && bias.len().is_multiple_of(n_out));
        dispatch!(self, outputs::<_>(products: &[Vec<f32>; TERMS], stride: usize, bias: &[f32], n_out: usize, out: &mut [f32]));
    }
}

/// # Safety
/// `V`'s instructions are available; shapes are as [`Backend::window_term`] checked them.
#[inline(always)]
unsafe fn term<V: Vector>(x: &[f32], n_in: usize, a: usize, b: usize, minus: bool, out: &mut [f32]) {
    for (pair, out) in out.chunks_exact_mut(n_in).enumerate() {
        for at in (0..n_in).step_by(V::LANES) {
            // SAFETY: row `2 * pair + 3` ends inside `x`, and `at + LANES <= n_in`.
            unsafe {
                let row = |row: usize| V::load(x.as_ptr().add((2 * pair + row) * n_in + at));
                let sum = if minus { row(a).sub(row(b)) } else { row(a).add(row(b)) };
                sum.store(out.as_mut_ptr().add(at));
            }
        }
    }
}

/// # Safety
/// `V`'s instructions are available; shapes are as [`Backend::window_outputs`] checked them.
#[inline(always)]
unsafe fn outputs<V: Vector>(
    products: &[Vec<f32>; TERMS],
    stride: usize,
    bias: &[f32],
    n_out: usize,
    out: &mut [f32],
) {
    for (pair, out) in out.chunks_exact_mut(2 * n_out).enumerate() {
        for at in (0..n_out).step_by(V::LANES) {
            // SAFETY: `from + LANES <= bias.len() <= stride`, each product has a row of `stride` for
            // the pair, and `at + LANES <= n_out`.
            unsafe {
                let both = |from: usize| {
                    let [m0, m1, m2, m3] =
                        std::array::from_fn(|m| V::load(products[m].as_ptr().add(pair * stride + from)));
                    let bias = V::load(bias.as_ptr().add(from));
                    (m0.add(m1).add(m2).add(bias), m1.sub(m2).sub(m3).add(bias))
                };
                let (mut first, mut second) = both(at);
                for from in (at + n_out..bias.len()).step_by(n_out) {
                    let (a, b) = both(from);
                    first = a.max(first);
                    second = b.max(second);
                }
                first.store(out.as_mut_ptr().add(at));
                second.store(out.as_mut_ptr().add(n_out + at));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_backend_gives_the_same_bits_and_the_plain_layers_values(
            (n_in, n_out, pieces, pairs) in (1usize..3, 1usize..4, 1usize..4, 1usize..70),
            seed in vec(-1.0f32..1.0, 97),
        ) {
            let (n_in, n_out) = (n_in * FIXED_LANES, n_out * FIXED_LANES);
            let value = |i: usize| seed[i % 97] * (1.0 + (i % 5) as f32);
            let weights: Vec<f32> = (0..n_out * pieces * WINDOW * n_in).map(value).collect();
            let bias: Vec<f32> = (0..n_out * pieces).map(|i| value(i + 11)).collect();
            let x: Vec<f32> = (0..(2 * pairs + 2) * n_in).map(|i| value(i * 3 + 1)).collect();
            let run = |backend| {
                let layer = WindowMaxout::new(backend, &weights, &bias, n_in, n_out).unwrap();
                let mut out = vec![f32::NAN; 2 * pairs * n_out];
                layer.apply(&x, 2 * pairs, &mut out, &mut WindowScratch::default());
                out
            };
            let ours = run(Backend::scalar());
            for backend in Backend::available() {
                let bits = |x: Vec<f32>| x.iter().map(|v| v.to_bits()).collect::<Vec<_>>();
                prop_assert_eq!(bits(run(backend)), bits(ours.clone()), "{}", backend.name());
            }
            let plain = Dense::new(
                Backend::scalar(), Reduction::Maxout(pieces), &weights, &bias, WINDOW * n_in, n_out,
            ).unwrap();
            let mut want = vec![0.0; 2 * pairs * plain.out_stride()];
            plain.apply(&x, n_in, 2 * pairs, &mut want);
            for (row, want) in ours.chunks(n_out).zip(want.chunks(plain.out_stride())) {
                for (a, b) in row.iter().zip(want) {
                    prop_assert!((a - b).abs() <= 1e-3 * (1.0 + b.abs()), "{} is not {}", a, b);
                }
            }
        }
    }

    #[test]
    fn wrong_shapes_are_refused() {
        let new = |n_weights: usize, n_bias: usize, n_in, n_out| {
            WindowMaxout::new(Backend::scalar(), &vec![0.0; n_weights], &vec![0.0; n_bias], n_in, n_out)
        };
        assert!(new(16 * 48, 16, 16, 16).is_some());
        assert!(new(16 * 48 - 1, 16, 16, 16).is_none());
        assert!(new(8 * 48, 8, 16, 8).is_none());
        assert!(new(0, 0, 16, 16).is_none());
    }
}
