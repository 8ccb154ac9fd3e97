//! NEON on 64-bit ARM: two registers of four lanes each.

use std::arch::aarch64::*;

use crate::vector::Vector;

/// Eight floats.
#[derive(Clone, Copy)]
pub(crate) struct Neon(float32x4_t, float32x4_t);

// SAFETY of every block below: NEON is part of every 64-bit ARM processor, and the trait's
// contract says that pointers have eight valid floats behind them.
impl Vector for Neon {
    const LANES: usize = 8;

    #[inline(always)]
    unsafe fn zero() -> Self {
        // SAFETY: see above.
        unsafe { Self(vdupq_n_f32(0.0), vdupq_n_f32(0.0)) }
    }

    #[inline(always)]
    unsafe fn splat(x: f32) -> Self {
        // SAFETY: see above.
        unsafe { Self(vdupq_n_f32(x), vdupq_n_f32(x)) }
    }

    #[inline(always)]
    unsafe fn load(p: *const f32) -> Self {
        // SAFETY: see above.
        unsafe { Self(vld1q_f32(p), vld1q_f32(p.add(4))) }
    }

    #[inline(always)]
    unsafe fn store(self, p: *mut f32) {
        // SAFETY: see above.
        unsafe {
            vst1q_f32(p, self.0);
            vst1q_f32(p.add(4), self.1);
        }
    }

    #[inline(always)]
    unsafe fn add_product(self, a: Self, b: Self) -> Self {
        // SAFETY: see above.
        unsafe { Self(vfmaq_f32(self.0, a.0, b.0), vfmaq_f32(self.1, a.1, b.1)) }
    }

    #[inline(always)]
    unsafe fn add(self, a: Self) -> Self {
        // SAFETY: see above.
        unsafe { Self(vaddq_f32(self.0, a.0), vaddq_f32(self.1, a.1)) }
    }

    #[inline(always)]
    unsafe fn sub(self, a: Self) -> Self {
        // SAFETY: see above.
        unsafe { Self(vsubq_f32(self.0, a.0), vsubq_f32(self.1, a.1)) }
    }

    #[inline(always)]
    unsafe fn mul(self, a: Self) -> Self {
        // SAFETY: see above.
        unsafe { Self(vmulq_f32(self.0, a.0), vmulq_f32(self.1, a.1)) }
    }

    #[inline(always)]
    unsafe fn max(self, a: Self) -> Self {
        // SAFETY: see above.
        // A comparison and a choice, not `vmaxq`: signed zeros must come out as on x86.
        unsafe {
            Self(
                vbslq_f32(vcgtq_f32(self.0, a.0), self.0, a.0),
                vbslq_f32(vcgtq_f32(self.1, a.1), self.1, a.1),
            )
        }
    }
}
