//! Operations on rows: normalisation, sums of stored rows, the greatest entry.

use crate::backend::{Backend, dispatch};
use crate::vector::Vector;

/// Lanes of every reduction, whatever the register's width.
const FIXED_LANES: usize = 16;

/// Added to the variance, as thinc's `layernorm` does (`thinc/layers/layernorm.py`).
const VARIANCE_FLOOR: f32 = 1e-8;

impl Backend {
    /// Normalises each of the rows of `x` (`[n_rows, gain.len()]`, row-major) to mean 0 and variance 1,
    /// scales by `gain`, shifts by `bias`, and adds the row of `residual` (same shape) if given.
    ///
    /// # Panics
    /// If the lengths do not agree.
    pub fn normalise_rows(self, x: &mut [f32], gain: &[f32], bias: &[f32], residual: Option<&[f32]>) {
        let width = gain.len();
        assert!(width > 0 && bias.len() == width && x.len().is_multiple_of(width), "shapes differ");
        assert!(residual.is_none_or(|r| r.len() == x.len()), "residual has another shape");
        dispatch!(self, normalise::<_>(x: &mut [f32], gain: &[f32], bias: &[f32], residual: Option<&[f32]>));
    }

    /// For each output the greatest of its pieces, where a piece is `bias` plus its entry of every
    /// row, added in order. `bias` and each row are `[pieces, out.len()]`, row-major.
    ///
    /// # Panics
    /// If the lengths do not agree.
    pub fn maxout_of_sums(self, out: &mut [f32], bias: &[f32], rows: &[&[f32]]) {
        assert!(!out.is_empty() && bias.len().is_multiple_of(out.len()), "shapes differ");
        assert!(rows.iter().all(|r| r.len() == bias.len()), "shapes differ");
        dispatch!(self, maxout_sums::<_>(out: &mut [f32], bias: &[f32], rows: &[&[f32]]));
    }
}

/// Index of the first greatest entry; 0 for an empty row, and where no entry compares with the first.
#[must_use]
pub fn first_greatest(row: &[f32]) -> usize {
    let Some(&first) = row.first() else { return 0 };
    // The greatest is looked for in lanes, then its place: both are loops without a dependence from
    // one entry to the next.
    let greater = |a: f32, b: f32| if b > a { b } else { a };
    let mut lanes = [first; FIXED_LANES];
    let chunks = row.chunks_exact(FIXED_LANES);
    let rest = chunks.remainder();
    for chunk in chunks {
        for (lane, &x) in lanes.iter_mut().zip(chunk) {
            *lane = greater(*lane, x);
        }
    }
    let greatest = lanes.iter().chain(rest).fold(first, |a, &b| greater(a, b));
    row.iter().position(|&x| x == greatest).unwrap_or(0)
}

/// # Safety
/// `V`'s instructions are available; shapes are as [`Backend::normalise_rows`] checked them.
#[inline(always)]
unsafe fn normalise<V: Vector>(x: &mut [f32], gain: &[f32], bias: &[f32], residual: Option<&[f32]>) {
    let width = gain.len();
    let whole = width - width % FIXED_LANES;
    for (i, row) in x.chunks_exact_mut(width).enumerate() {
        // SAFETY: vector reads and writes stay below `whole <= width`, the length of each slice.
        unsafe {
            let mean = reduce::<V>(row, whole, |v| v, |v| v) / width as f32;
            let m = V::splat(mean);
            let squares = reduce::<V>(
                row,
                whole,
                |v| {
                    let d = v.sub(m);
                    d.mul(d)
                },
                |v| (v - mean) * (v - mean),
            );
            let scale = 1.0 / (squares / width as f32 + VARIANCE_FLOOR).sqrt();
            let s = V::splat(scale);
            let p = row.as_mut_ptr();
            for at in (0..whole).step_by(V::LANES) {
                let v = V::load(p.add(at)).sub(m).mul(s);
                let mut v = v.mul(V::load(gain.as_ptr().add(at))).add(V::load(bias.as_ptr().add(at)));
                if let Some(residual) = residual {
                    v = V::load(residual.as_ptr().add(i * width + at)).add(v);
                }
                v.store(p.add(at));
            }
            for at in whole..width {
                let v = (row[at] - mean) * scale * gain[at] + bias[at];
                row[at] = residual.map_or(v, |r| r[i * width + at] + v);
            }
        }
    }
}

/// Sum of `f(x)` in sixteen lanes, folded by halves, the tail added to its lanes first.
///
/// # Safety
/// `V`'s instructions are available and `whole <= row.len()` is a multiple of [`FIXED_LANES`].
#[inline(always)]
unsafe fn reduce<V: Vector>(
    row: &[f32],
    whole: usize,
    f: impl Fn(V) -> V,
    f_tail: impl Fn(f32) -> f32,
) -> f32 {
    let mut lanes = [0.0f32; FIXED_LANES];
    // SAFETY: reads stay below `whole`, writes inside `lanes`.
    unsafe {
        for group in (0..FIXED_LANES).step_by(V::LANES) {
            let mut sum = V::zero();
            for at in (0..whole).step_by(FIXED_LANES) {
                sum = sum.add(f(V::load(row.as_ptr().add(at + group))));
            }
            sum.store(lanes.as_mut_ptr().add(group));
        }
    }
    for (lane, &x) in row[whole..].iter().enumerate() {
        lanes[lane] += f_tail(x);
    }
    for half in [8, 4, 2, 1] {
        for i in 0..half {
            lanes[i] += lanes[i + half];
        }
    }
    lanes[0]
}

/// # Safety
/// `V`'s instructions are available; shapes are as [`Backend::maxout_of_sums`] checked them.
#[inline(always)]
unsafe fn maxout_sums<V: Vector>(out: &mut [f32], bias: &[f32], rows: &[&[f32]]) {
    let width = out.len();
    let whole = width - width % V::LANES;
    for at in (0..whole).step_by(V::LANES) {
        // SAFETY: `piece * width + at + LANES <= bias.len()`, the length of every slice read.
        unsafe {
            let sum = |from: usize| {
                let start = V::load(bias.as_ptr().add(from));
                rows.iter().fold(start, |sum, row| sum.add(V::load(row.as_ptr().add(from))))
            };
            let mut best = sum(at);
            for from in (at + width..bias.len()).step_by(width) {
                best = sum(from).max(best);
            }
            best.store(out.as_mut_ptr().add(at));
        }
    }
    for (at, out) in out.iter_mut().enumerate().skip(whole) {
        let sum = |from: usize| rows.iter().fold(bias[from], |sum, row| sum + row[from]);
        *out = sum(at);
        for from in (at + width..bias.len()).step_by(width) {
            let s = sum(from);
            *out = if s > *out { s } else { *out };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn on_all<T: PartialEq + std::fmt::Debug>(f: impl Fn(Backend) -> T) {
        let want = f(Backend::scalar());
        for backend in Backend::available() {
            assert_eq!(f(backend), want, "{}", backend.name());
        }
    }

    fn bits(x: &[f32]) -> Vec<u32> {
        x.iter().map(|v| v.to_bits()).collect()
    }

    proptest! {
        #[test]
        fn first_greatest_is_what_a_plain_loop_finds(x in vec((-20i8..20).prop_map(f32::from), 0..90)) {
            let plain = (0..x.len()).reduce(|best, i| if x[i] > x[best] { i } else { best });
            prop_assert_eq!(first_greatest(&x), plain.unwrap_or(0));
        }

        #[test]
        fn row_operations_agree_to_the_bit(x in vec(-3.0f32..3.0, 1..50), y in vec(-3.0f32..3.0, 50), wide: bool) {
            let n = x.len();
            let (gain, bias) = (&y[..n], &y[50 - n..]);
            on_all(|b| {
                let mut rows = x.clone();
                b.normalise_rows(&mut rows, gain, bias, wide.then_some(bias));
                bits(&rows)
            });
            on_all(|b| {
                let mut out = vec![0.0; n];
                let three: Vec<f32> = x.iter().chain(gain).chain(bias).copied().collect();
                b.maxout_of_sums(&mut out, &three, &[&three, &three, &three]);
                bits(&out)
            });
        }
    }

    #[test]
    fn normalised_rows_have_mean_zero_and_variance_one() {
        let mut x: Vec<f32> = (0..96).map(|i| (i * i) as f32).collect();
        Backend::detect().normalise_rows(&mut x, &[1.0; 96], &[0.0; 96], None);
        let mean = x.iter().sum::<f32>() / 96.0;
        let variance = x.iter().map(|v| v * v).sum::<f32>() / 96.0;
        assert!(mean.abs() < 1e-5 && (variance - 1.0).abs() < 1e-4);
    }

    #[test]
    fn first_greatest_takes_the_first() {
        assert_eq!(first_greatest(&[1.0, 3.0, 3.0, -1.0]), 1);
        assert_eq!(first_greatest(&[]), 0);
        assert_eq!(first_greatest(&[f32::NAN, 1.0]), 0);
        assert_eq!(first_greatest(&[0.0, f32::NAN, 1.0]), 2);
        assert_eq!(first_greatest(&[-0.0, 0.0]), 0);
    }
}
