//! The few operations that a kernel needs of a processor's vector registers.

/// A register of `LANES` 32-bit floats.
///
/// # Safety
/// An implementation may use instructions that not every processor has. Its methods must be
/// called only where those instructions are available; `load` and `store` need `LANES` valid
/// floats behind the pointer, aligned or not.
pub(crate) trait Vector: Copy {
    /// Floats in one register; divides sixteen.
    const LANES: usize;
    /// All lanes zero.
    unsafe fn zero() -> Self;
    /// All lanes `x`.
    unsafe fn splat(x: f32) -> Self;
    /// The `LANES` floats at `p`.
    unsafe fn load(p: *const f32) -> Self;
    /// Writes the lanes to `p`.
    unsafe fn store(self, p: *mut f32);
    /// `self + a * b`, rounded once.
    unsafe fn add_product(self, a: Self, b: Self) -> Self;
    /// `self + a`.
    unsafe fn add(self, a: Self) -> Self;
    /// `self - a`.
    unsafe fn sub(self, a: Self) -> Self;
    /// `self * a`.
    unsafe fn mul(self, a: Self) -> Self;
    /// Lane by lane `self` where it is greater, else `a`.
    unsafe fn max(self, a: Self) -> Self;
}
