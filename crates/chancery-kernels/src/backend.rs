//! Which instructions to use. Holding a [`Backend`] is the proof that the processor has them.

/// A set of vector instructions that this processor was found to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backend(pub(crate) Kind);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    #[cfg(target_arch = "x86_64")]
    Avx512,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "aarch64")]
    Neon,
    Scalar,
}

impl Backend {
    /// The fastest backend of this processor.
    #[must_use]
    pub fn detect() -> Self {
        Self::available()[0]
    }

    /// All backends of this processor, fastest first; the last is always [`Backend::scalar`].
    #[must_use]
    pub fn available() -> Vec<Self> {
        let mut all = Vec::new();
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx512f") {
                all.push(Self(Kind::Avx512));
            }
            if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
                all.push(Self(Kind::Avx2));
            }
        }
        #[cfg(target_arch = "aarch64")]
        all.push(Self(Kind::Neon));
        all.push(Self::scalar());
        all
    }

    /// Plain scalar code: slow, for bug reports and tests.
    #[must_use]
    pub fn scalar() -> Self {
        Self(Kind::Scalar)
    }

    /// A short lower-case name: `avx512`, `avx2`, `neon` or `scalar`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self.0 {
            #[cfg(target_arch = "x86_64")]
            Kind::Avx512 => "avx512",
            #[cfg(target_arch = "x86_64")]
            Kind::Avx2 => "avx2",
            #[cfg(target_arch = "aarch64")]
            Kind::Neon => "neon",
            Kind::Scalar => "scalar",
        }
    }

    /// The backend of that name, if this processor has it.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        Self::available().into_iter().find(|b| b.name() == name)
    }

    /// Lanes of one register.
    pub(crate) fn lanes(self) -> usize {
        match self.0 {
            #[cfg(target_arch = "x86_64")]
            Kind::Avx512 => 16,
            _ => 8,
        }
    }
}

/// Calls `$f::<V>($args)` with the vector type of `$backend`, inside a function that has its
/// instructions switched on.
macro_rules! dispatch {
    ($backend:expr, $f:ident :: <_ $(, $g:tt)*> ($($arg:ident : $ty:ty),* $(,)?)) => {{
        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = "avx512f")]
        unsafe fn avx512($($arg: $ty),*) {
            // SAFETY: the caller holds a `Backend` of this kind, made after detection.
            unsafe { $f::<crate::arch::avx512::Avx512 $(, $g)*>($($arg),*) }
        }
        #[cfg(target_arch = "x86_64")]
        #[target_feature(enable = "avx2,fma")]
        unsafe fn avx2($($arg: $ty),*) {
            // SAFETY: the caller holds a `Backend` of this kind, made after detection.
            unsafe { $f::<crate::arch::avx2::Avx2 $(, $g)*>($($arg),*) }
        }
        // SAFETY: a `Backend` is made only after its instructions were detected.
        unsafe {
            match $backend.0 {
                #[cfg(target_arch = "x86_64")]
                crate::backend::Kind::Avx512 => avx512($($arg),*),
                #[cfg(target_arch = "x86_64")]
                crate::backend::Kind::Avx2 => avx2($($arg),*),
                #[cfg(target_arch = "aarch64")]
                crate::backend::Kind::Neon => $f::<crate::arch::neon::Neon $(, $g)*>($($arg),*),
                crate::backend::Kind::Scalar => $f::<crate::arch::scalar::Scalar $(, $g)*>($($arg),*),
            }
        }
    }};
}
pub(crate) use dispatch;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalar_is_always_there_and_last() {
        assert_eq!(Backend::available().last(), Some(&Backend::scalar()));
        assert_eq!(Backend::by_name("scalar"), Some(Backend::scalar()));
        assert_eq!(Backend::by_name("abacus"), None);
    }
}
