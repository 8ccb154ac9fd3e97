//! Vector kernels with the same bits on every processor.
//!
//! Three operations carry a convolutional tagger or transition parser: a dense layer over many
//! rows (with or without a maximum over pieces), layer normalisation, and sums of stored rows.
//! Each is written once over `vector::Vector` and compiled for AVX-512, AVX2 with FMA, NEON and
//! plain scalars; [`Backend`] is picked at run time.
//!
//! Results are equal to the last bit in every backend: each output of a dense layer is one chain
//! of fused multiply-adds in the order of the inputs, starting from the bias, and every reduction
//! uses sixteen fixed lanes. This crate is the only one in the workspace with unsafe code.
// Every other crate forbids unsafe code; here it is the point.
#![deny(unsafe_op_in_unsafe_fn)]
#![warn(clippy::undocumented_unsafe_blocks, clippy::missing_safety_doc)]
#![cfg_attr(
    not(test),
    deny(clippy::disallowed_methods, clippy::print_stdout, clippy::print_stderr, clippy::exit)
)]

mod backend;
mod dense;
mod rows;
mod vector;
mod window;

mod arch {
    #[cfg(target_arch = "x86_64")]
    pub(crate) mod avx2;
    #[cfg(target_arch = "x86_64")]
    pub(crate) mod avx512;
    #[cfg(target_arch = "aarch64")]
    pub(crate) mod neon;
    pub(crate) mod scalar;
}

pub use backend::Backend;
pub use dense::{Dense, Reduction};
pub use rows::first_greatest;
pub use window::{WindowMaxout, WindowScratch};
