//! Vector kernels with the same bits on every processor.
