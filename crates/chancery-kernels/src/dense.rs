//! Dense layers over many rows: `out = W x + b`, or the maximum over pieces of it.

use crate::backend::{Backend, dispatch};
use crate::vector::Vector;

/// What a layer does with the vectors of one panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reduction {
    /// Keeps every output: a linear layer for many rows at a time.
    None,
    /// Keeps every output: a linear layer for one row at a time.
    NoneSingleRow,
    /// Keeps the greatest of each output's pieces (1, 2 or 3 of them).
    Maxout(usize),
}

/// A dense layer packed for one backend.
///
/// Weights lie in panels of `vectors` registers: `[panel][input][vector][lane]`. For maxout the
/// vectors of a panel are the pieces of the same outputs, else they are neighbouring outputs.
#[derive(Debug, Clone)]
pub struct Dense {
    backend: Backend,
    n_in: usize,
    n_out: usize,
    out_stride: usize,
    reduction: Reduction,
    /// Registers of a panel.
    vectors: usize,
    packed: Vec<f32>,
    /// Where the weights begin in `packed`: at a line of the processor's cache, so that no load of a
    /// register touches two.
    start: usize,
    bias: Vec<f32>,
}

/// Bytes of a line of the cache.
const LINE: usize = 64;

impl Dense {
    /// Packs a layer.
    ///
    /// `weights` has shape `[n_out, pieces, n_in]` and `bias` `[n_out, pieces]`, both row-major as
    /// thinc stores them; `pieces` is 1 without maxout. `None` where the lengths do not agree or
    /// the pieces are not 1 to 3.
    #[must_use]
    pub fn new(
        backend: Backend,
        reduction: Reduction,
        weights: &[f32],
        bias: &[f32],
        n_in: usize,
        n_out: usize,
    ) -> Option<Self> {
        let pieces = match reduction {
            Reduction::Maxout(p @ 1..=3) => p,
            Reduction::Maxout(_) => return None,
            _ => 1,
        };
        if n_in == 0
            || n_out == 0
            || weights.len() != n_out.checked_mul(pieces)?.checked_mul(n_in)?
            || bias.len() != n_out * pieces
        {
            return None;
        }
        let lanes = backend.lanes();
        let vectors = vectors_per_panel(reduction, lanes, n_out);
        let outs_per_panel =
            if pieces > 1 || matches!(reduction, Reduction::Maxout(_)) { lanes } else { lanes * vectors };
        let n_panels = n_out.div_ceil(outs_per_panel);
        let mut packed = vec![0.0; n_panels * n_in * vectors * lanes + LINE / size_of::<f32>()];
        let start = packed.as_ptr().align_offset(LINE).min(LINE / size_of::<f32>());
        let mut packed_bias = vec![0.0; n_panels * vectors * lanes];
        for panel in 0..n_panels {
            for vector in 0..vectors {
                for lane in 0..lanes {
                    let (out, piece) = match reduction {
                        Reduction::Maxout(_) => (panel * lanes + lane, vector),
                        _ => ((panel * vectors + vector) * lanes + lane, 0),
                    };
                    if out >= n_out {
                        continue;
                    }
                    packed_bias[(panel * vectors + vector) * lanes + lane] = bias[out * pieces + piece];
                    let row = &weights[(out * pieces + piece) * n_in..][..n_in];
                    for (k, &w) in row.iter().enumerate() {
                        packed[start + ((panel * n_in + k) * vectors + vector) * lanes + lane] = w;
                    }
                }
            }
        }
        let out_stride = n_panels * outs_per_panel;
        Some(Self { backend, n_in, n_out, out_stride, reduction, vectors, packed, start, bias: packed_bias })
    }

    /// Inputs of the layer.
    #[must_use]
    pub fn n_in(&self) -> usize {
        self.n_in
    }

    /// Outputs of the layer.
    #[must_use]
    pub fn n_out(&self) -> usize {
        self.n_out
    }

    /// Floats from one row of the output to the next: `n_out` rounded up to whole panels. What
    /// lies between is written and means nothing.
    #[must_use]
    pub fn out_stride(&self) -> usize {
        self.out_stride
    }

    /// Multiply-adds for one row, as the arithmetic floor counts them (padding left out).
    #[must_use]
    pub fn work_per_row(&self) -> usize {
        let pieces = if let Reduction::Maxout(p) = self.reduction { p } else { 1 };
        self.n_in * self.n_out * pieces
    }

    /// Applies the layer to `n_rows` rows of `x`, the first at `x[0]`, each `x_stride` floats
    /// after the one before; rows may overlap (a window over a sequence). `out` receives
    /// `[n_rows, out_stride]`.
    ///
    /// # Panics
    /// If `x` or `out` is too short.
    pub fn apply(&self, x: &[f32], x_stride: usize, n_rows: usize, out: &mut [f32]) {
        if n_rows == 0 {
            return;
        }
        assert!(x.len() >= (n_rows - 1) * x_stride + self.n_in, "input too short");
        assert!(out.len() >= n_rows * self.out_stride, "output too short");
        let (x, out) = (x.as_ptr(), out.as_mut_ptr());
        let layer = self;
        match self.reduction {
            Reduction::None if self.vectors == 3 => {
                dispatch!(self.backend, apply::<_, 3, false>(layer: &Dense, x: *const f32, x_stride: usize, n_rows: usize, out: *mut f32));
            }
            Reduction::None => {
                dispatch!(self.backend, apply::<_, 4, false>(layer: &Dense, x: *const f32, x_stride: usize, n_rows: usize, out: *mut f32));
            }
            Reduction::NoneSingleRow => {
                dispatch!(self.backend, apply::<_, 8, false>(layer: &Dense, x: *const f32, x_stride: usize, n_rows: usize, out: *mut f32));
            }
            Reduction::Maxout(3) => {
                dispatch!(self.backend, apply::<_, 3, true>(layer: &Dense, x: *const f32, x_stride: usize, n_rows: usize, out: *mut f32));
            }
            Reduction::Maxout(2) => {
                dispatch!(self.backend, apply::<_, 2, true>(layer: &Dense, x: *const f32, x_stride: usize, n_rows: usize, out: *mut f32));
            }
            Reduction::Maxout(_) => {
                dispatch!(self.backend, apply::<_, 1, true>(layer: &Dense, x: *const f32, x_stride: usize, n_rows: usize, out: *mut f32));
            }
        }
    }
}

fn vectors_per_panel(reduction: Reduction, lanes: usize, n_out: usize) -> usize {
    match reduction {
        // Sixteen registers of eight lanes hold three rows by three vectors better than two by four.
        Reduction::None if n_out.is_multiple_of(3 * lanes) || (lanes == 8 && n_out > 30 * lanes) => 3,
        Reduction::None => 4,
        Reduction::NoneSingleRow => 8,
        Reduction::Maxout(pieces) => pieces,
    }
}

/// The whole layer: panels outside, so that one panel's weights stay in the first-level cache
/// while all rows pass.
///
/// # Safety
/// `V`'s instructions are available; `x` and `out` are as [`Dense::apply`] checked them.
#[inline(always)]
unsafe fn apply<V: Vector, const P: usize, const MAX: bool>(
    layer: &Dense,
    x: *const f32,
    x_stride: usize,
    n_rows: usize,
    out: *mut f32,
) {
    let outs = if MAX { V::LANES } else { V::LANES * P };
    let wide = V::LANES == 16;
    for panel in 0..layer.out_stride / outs {
        let n_weights = layer.n_in * P * V::LANES;
        let weights = &layer.packed[layer.start + panel * n_weights..][..n_weights];
        let bias = &layer.bias[panel * P * V::LANES..][..P * V::LANES];
        let mut row = 0;
        // SAFETY: `row + rows <= n_rows` at every call, so reads end inside `x` and writes inside
        // `out`; the two slices hold one panel.
        unsafe {
            let at = |row: usize| (x.add(row * x_stride), out.add(row * layer.out_stride + panel * outs));
            macro_rules! rows {
                ($r:literal) => {
                    while n_rows - row >= $r {
                        let (x, out) = at(row);
                        block::<V, $r, P, MAX>(x, x_stride, weights, bias, out, layer.out_stride);
                        row += $r;
                    }
                };
            }
            // As many rows at once as the registers hold: 32 registers of sixteen lanes, or 16 of eight.
            if wide && P <= 3 {
                rows!(8);
            } else if wide && P == 4 {
                rows!(6);
            }
            if wide || P <= 2 {
                rows!(4);
            }
            if P <= 3 {
                rows!(3);
            }
            if wide || P <= 4 {
                rows!(2);
            }
            rows!(1);
        }
    }
}

/// `R` rows of one panel.
///
/// # Safety
/// `V`'s instructions are available; `x` has `R` rows of `weights.len() / (P * LANES)` floats,
/// `out` room for `R` rows of the panel's outputs.
#[inline(always)]
unsafe fn block<V: Vector, const R: usize, const P: usize, const MAX: bool>(
    x: *const f32,
    x_stride: usize,
    weights: &[f32],
    bias: &[f32],
    out: *mut f32,
    out_stride: usize,
) {
    let n_in = weights.len() / (P * V::LANES);
    // SAFETY: indices stay below the lengths that this function's contract states.
    unsafe {
        let mut sums = [[V::zero(); P]; R];
        for p in 0..P {
            let b = V::load(bias.as_ptr().add(p * V::LANES));
            for sum in &mut sums {
                sum[p] = b;
            }
        }
        let mut w = weights.as_ptr();
        for k in 0..n_in {
            let mut column = [V::zero(); P];
            for (p, vector) in column.iter_mut().enumerate() {
                *vector = V::load(w.add(p * V::LANES));
            }
            w = w.add(P * V::LANES);
            for (r, sum) in sums.iter_mut().enumerate() {
                let value = V::splat(*x.add(r * x_stride + k));
                for p in 0..P {
                    sum[p] = sum[p].add_product(value, column[p]);
                }
            }
        }
        for (r, sum) in sums.iter().enumerate() {
            let to = out.add(r * out_stride);
            if MAX {
                let mut best = sum[0];
                for &piece in &sum[1..] {
                    best = piece.max(best);
                }
                best.store(to);
            } else {
                for (p, s) in sum.iter().enumerate() {
                    s.store(to.add(p * V::LANES));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn naive(layer: &Dense, weights: &[f32], bias: &[f32], pieces: usize, x: &[f32]) -> Vec<f32> {
        (0..layer.n_out)
            .map(|o| {
                let mut best = f32::NEG_INFINITY;
                for p in 0..pieces {
                    let row = &weights[(o * pieces + p) * layer.n_in..][..layer.n_in];
                    let sum = row.iter().zip(x).fold(bias[o * pieces + p], |s, (w, v)| v.mul_add(*w, s));
                    best = if sum > best { sum } else { best };
                }
                best
            })
            .collect()
    }

    fn values(n: usize, seed: u64) -> Vec<f32> {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        (0..n)
            .map(|_| {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                (state % 2001) as f32 / 1000.0 - 1.0
            })
            .collect()
    }

    proptest! {
        #[test]
        fn every_backend_gives_the_naive_bits(
            n_in in 1usize..40, n_out in 1usize..70, n_rows in 1usize..20, kind in 0usize..5, seed: u64,
        ) {
            let reduction = [Reduction::None, Reduction::NoneSingleRow, Reduction::Maxout(1),
                Reduction::Maxout(2), Reduction::Maxout(3)][kind];
            let pieces = if let Reduction::Maxout(p) = reduction { p } else { 1 };
            let weights = values(n_out * pieces * n_in, seed);
            let bias = values(n_out * pieces, seed ^ 1);
            let x = values(n_rows * n_in, seed ^ 2);
            for backend in Backend::available() {
                let layer = Dense::new(backend, reduction, &weights, &bias, n_in, n_out).unwrap();
                let mut out = vec![f32::NAN; n_rows * layer.out_stride()];
                layer.apply(&x, n_in, n_rows, &mut out);
                for r in 0..n_rows {
                    let want = naive(&layer, &weights, &bias, pieces, &x[r * n_in..][..n_in]);
                    prop_assert_eq!(&out[r * layer.out_stride()..][..n_out], &want[..], "{}", backend.name());
                }
            }
        }
    }

    #[test]
    fn overlapping_rows_are_a_window() {
        let layer = Dense::new(Backend::detect(), Reduction::None, &[1.0, 10.0], &[0.5], 2, 1).unwrap();
        let mut out = vec![0.0; 2 * layer.out_stride()];
        layer.apply(&[1.0, 2.0, 3.0], 1, 2, &mut out);
        assert_eq!((out[0], out[layer.out_stride()]), (21.5, 32.5));
    }

    #[test]
    fn wrong_shapes_are_refused() {
        assert!(Dense::new(Backend::scalar(), Reduction::None, &[1.0; 5], &[0.0; 2], 3, 2).is_none());
        assert!(Dense::new(Backend::scalar(), Reduction::Maxout(4), &[1.0; 4], &[0.0; 4], 1, 1).is_none());
    }
}
