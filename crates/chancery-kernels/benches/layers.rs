//! The layers of the small English model on three hundred rows; items are multiply-adds.

use chancery_kernels::{Backend, Dense, Reduction, WindowMaxout, WindowScratch};
use divan::counter::ItemsCount;

const ROWS: usize = 300;
const BACKENDS: [&str; 3] = ["avx512", "avx2", "neon"];

fn main() {
    divan::main();
}

fn values(n: usize) -> Vec<f32> {
    (0..n).map(|i| (i * 7919 % 2001) as f32 / 1000.0 - 1.0).collect()
}

fn dense(bencher: divan::Bencher<'_, '_>, kernels: &str, reduction: Reduction, n_in: usize, n_out: usize) {
    let Some(backend) = Backend::by_name(kernels) else { return };
    let pieces = if let Reduction::Maxout(pieces) = reduction { pieces } else { 1 };
    let (weights, bias) = (values(n_in * n_out * pieces), values(n_out * pieces));
    let layer = Dense::new(backend, reduction, &weights, &bias, n_in, n_out).expect("sound shapes");
    let x = values(ROWS * n_in);
    let mut out = vec![0.0; ROWS * layer.out_stride()];
    bencher
        .counter(ItemsCount::new(ROWS * layer.work_per_row()))
        .bench_local(|| layer.apply(&x, n_in, ROWS, &mut out));
}

#[divan::bench(args = BACKENDS)]
fn linear_96_288(bencher: divan::Bencher<'_, '_>, kernels: &str) {
    dense(bencher, kernels, Reduction::None, 96, 288);
}

#[divan::bench(args = BACKENDS)]
fn linear_64_1024(bencher: divan::Bencher<'_, '_>, kernels: &str) {
    dense(bencher, kernels, Reduction::None, 64, 1024);
}

#[divan::bench(args = BACKENDS)]
fn maxout_288_96(bencher: divan::Bencher<'_, '_>, kernels: &str) {
    dense(bencher, kernels, Reduction::Maxout(3), 288, 96);
}

/// The same layer as the one before, over windows; items are the multiply-adds that are left.
#[divan::bench(args = BACKENDS)]
fn window_maxout_96_96(bencher: divan::Bencher<'_, '_>, kernels: &str) {
    let Some(backend) = Backend::by_name(kernels) else { return };
    let (weights, bias) = (values(96 * 3 * 288), values(96 * 3));
    let layer = WindowMaxout::new(backend, &weights, &bias, 96, 96).expect("sound shapes");
    let x = values((ROWS + 2) * 96);
    let mut out = vec![0.0; ROWS * 96];
    let mut scratch = WindowScratch::default();
    bencher
        .counter(ItemsCount::new(ROWS * layer.work_per_row()))
        .bench_local(|| layer.apply(&x, ROWS, &mut out, &mut scratch));
}
