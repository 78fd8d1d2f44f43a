//! Which instructions of the machine the arithmetic uses.
//!
//! The only module that asks what the machine can do. A [`Kernel`] can be had in no other way than
//! by detection, so holding one is the proof that its instructions exist; that makes the calls of
//! functions compiled for them sound. The plain loops of this crate are compiled once for each
//! kernel by [`Kernel::run`], so that they use vectors as wide as the machine's; they give the same
//! bits, because Rust neither reorders nor fuses floating-point operations.
#![cfg_attr(
    target_arch = "x86_64",
    expect(unsafe_code, reason = "calls into functions compiled for detected instructions")
)]

use std::fmt;

/// A set of instructions that this machine has. All kernels give the same scores, bit for bit.
///
/// ```
/// use sayso_tag::Kernel;
///
/// assert!(Kernel::available().contains(&Kernel::PORTABLE));
/// assert!(Kernel::available().contains(&Kernel::detect()));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kernel(Level);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Level {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    AvxVnni,
    #[cfg(target_arch = "x86_64")]
    Avx512,
    #[cfg(target_arch = "aarch64")]
    Neon,
    #[cfg(target_arch = "aarch64")]
    NeonDot,
    #[cfg(target_arch = "aarch64")]
    NeonMatrix,
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    Simd128,
}

impl Kernel {
    /// No instructions beyond those that every machine of the target has.
    pub const PORTABLE: Self = Self(Level::Portable);

    /// The fastest kernel of this machine.
    #[must_use]
    pub fn detect() -> Self {
        Self::available().last().copied().unwrap_or(Self::PORTABLE)
    }

    /// All kernels that this machine can run, the slowest first.
    #[must_use]
    pub fn available() -> Vec<Self> {
        #[cfg_attr(
            not(any(
                target_arch = "x86_64",
                target_arch = "aarch64",
                all(target_arch = "wasm32", target_feature = "simd128")
            )),
            expect(unused_mut, reason = "there is nothing to add")
        )]
        let mut kernels = vec![Self::PORTABLE];
        #[cfg(target_arch = "x86_64")]
        kernels.extend(x86_levels().into_iter().map(Self));
        #[cfg(target_arch = "aarch64")]
        kernels.extend(arm_levels().into_iter().map(Self));
        // A page is compiled for these instructions or not; there is nothing to detect.
        #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
        kernels.push(Self(Level::Simd128));
        kernels
    }

    /// Its name, as a report prints it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self.0 {
            Level::Portable => "portable",
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 => "avx2",
            #[cfg(target_arch = "x86_64")]
            Level::AvxVnni => "avx-vnni",
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 => "avx512-vnni",
            #[cfg(target_arch = "aarch64")]
            Level::Neon => "neon",
            #[cfg(target_arch = "aarch64")]
            Level::NeonDot => "neon-dotprod",
            #[cfg(target_arch = "aarch64")]
            Level::NeonMatrix => "neon-i8mm",
            #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
            Level::Simd128 => "simd128",
        }
    }

    pub(crate) const fn level(self) -> Level {
        self.0
    }

    /// Runs plain code compiled for this kernel's instructions.
    #[inline]
    pub(crate) fn run(self, work: impl Work) {
        match self.0 {
            Level::Portable => work.run(),
            // SAFETY: a kernel of this level exists only where detection found these features.
            #[cfg(target_arch = "x86_64")]
            Level::Avx2 | Level::AvxVnni => unsafe { run_avx2(work) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Level::Avx512 => unsafe { run_avx512(work) },
            #[cfg(target_arch = "aarch64")]
            Level::Neon | Level::NeonDot | Level::NeonMatrix => work.run(),
            #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
            Level::Simd128 => work.run(),
        }
    }
}

/// Plain code that is compiled once for each kernel. It must be inlined throughout to gain from it,
/// so `run` and all it calls are `inline(always)`; that is why this is no closure.
pub(crate) trait Work {
    /// Does the work.
    fn run(self);
}

impl Default for Kernel {
    fn default() -> Self {
        Self::detect()
    }
}

impl fmt::Display for Kernel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

#[cfg(target_arch = "x86_64")]
fn x86_levels() -> Vec<Level> {
    use std::arch::is_x86_feature_detected as has;
    let mut levels = Vec::new();
    if !has!("avx2") {
        return levels;
    }
    levels.push(Level::Avx2);
    if has!("avxvnni") {
        levels.push(Level::AvxVnni);
    }
    if has!("avx512f") && has!("avx512bw") && has!("avx512vl") && has!("avx512vnni") {
        levels.push(Level::Avx512);
    }
    levels
}

#[cfg(target_arch = "aarch64")]
fn arm_levels() -> Vec<Level> {
    use std::arch::is_aarch64_feature_detected as has;
    let mut levels = Vec::new();
    if !has!("neon") {
        return levels;
    }
    levels.push(Level::Neon);
    if has!("dotprod") {
        levels.push(Level::NeonDot);
    }
    if has!("i8mm") {
        levels.push(Level::NeonMatrix);
    }
    levels
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn run_avx2(work: impl Work) {
    work.run();
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
fn run_avx512(work: impl Work) {
    work.run();
}
