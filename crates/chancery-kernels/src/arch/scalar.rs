//! The reference backend: eight lanes of plain `f32`. Slow, and right by definition.

use crate::vector::Vector;

/// Eight floats.
#[derive(Clone, Copy)]
pub(crate) struct Scalar([f32; 8]);

impl Vector for Scalar {
    const LANES: usize = 8;

    unsafe fn zero() -> Self {
        Self([0.0; 8])
    }

    unsafe fn splat(x: f32) -> Self {
        Self([x; 8])
    }

    unsafe fn load(p: *const f32) -> Self {
        // SAFETY: the trait's contract gives eight readable floats; alignment is not assumed.
        Self(unsafe { p.cast::<[f32; 8]>().read_unaligned() })
    }

    unsafe fn store(self, p: *mut f32) {
        // SAFETY: the trait's contract gives eight writable floats; alignment is not assumed.
        unsafe { p.cast::<[f32; 8]>().write_unaligned(self.0) }
    }

    unsafe fn add_product(self, a: Self, b: Self) -> Self {
        Self(std::array::from_fn(|i| a.0[i].mul_add(b.0[i], self.0[i])))
    }

    unsafe fn add(self, a: Self) -> Self {
        Self(std::array::from_fn(|i| self.0[i] + a.0[i]))
    }

    unsafe fn sub(self, a: Self) -> Self {
        Self(std::array::from_fn(|i| self.0[i] - a.0[i]))
    }

    unsafe fn mul(self, a: Self) -> Self {
        Self(std::array::from_fn(|i| self.0[i] * a.0[i]))
    }

    unsafe fn max(self, a: Self) -> Self {
        Self(std::array::from_fn(|i| if self.0[i] > a.0[i] { self.0[i] } else { a.0[i] }))
    }
}
