//! Prints how near each kernel of this machine comes to what its instructions can do.
//!
//! usage: cargo bench -p sayso-tag --bench kernels
//!
//! A product of 48 rows by a matrix of the large network (1,536 outputs of 384 inputs), in billions of byte
//! products a second on one core, against the register peak: the same multiplications with nothing to load or
//! to store. Both are the best of many short runs, taken in turn, so that what else the machine does
//! disturbs neither more than the other. Kernels are the crate's own files, since they are no part of its
//! interface.
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
#![cfg_attr(
    target_arch = "x86_64",
    expect(unsafe_code, reason = "instructions that detection found, on registers alone")
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

#[expect(dead_code, reason = "the crate uses what is not measured here")]
#[path = "../src/gemm/mod.rs"]
mod gemm;
#[expect(dead_code, unreachable_pub, reason = "the crate uses what is not measured here")]
#[path = "../src/kernel.rs"]
mod kernel;

use gemm::{Packed, Rows, Weights};
use kernel::Kernel;

const ROWS: usize = 48;
const INPUTS: usize = 384;
const OUTPUTS: usize = 1536;
/// Short runs of each: one takes about a millisecond.
const RUNS: usize = 300;
/// Steps of a peak's loop.
const STEPS: usize = 20_000;

fn main() {
    for kernel in Kernel::available() {
        for largest in [64, 127] {
            measure(kernel, largest);
        }
    }
}

fn measure(kernel: Kernel, largest: i16) {
    let matrix = matrix(largest);
    let values = vec![130; ROWS * INPUTS];
    let rows = Rows { values: &values, stride: INPUTS, scales: &[1.0; ROWS] };
    let mut out = vec![0.0; ROWS * OUTPUTS];
    let (mut product, mut peak) = (0.0_f64, 0.0_f64);
    for _ in 0..RUNS {
        let time = timed(|| matrix.multiply(kernel, black_box(rows), black_box(&mut out)));
        product = product.max(billions(ROWS * INPUTS * OUTPUTS, time));
        let (products, time) = register_peak(kernel, largest <= 64);
        peak = peak.max(billions(products, time));
    }
    let weights = format!("{kernel}, weights to {largest}");
    print!("{weights:28} {product:7.1} billion products/s");
    if peak > 0.0 {
        print!("   register peak {peak:7.1}   {:3.0} %", 100.0 * product / peak);
    }
    println!();
}

/// Weights that reach the given magnitude.
fn matrix(largest: i16) -> Packed {
    let weight = |at: usize| i16::try_from(at % 255).unwrap_or_default() - 127;
    let bytes =
        (0..INPUTS * OUTPUTS).map(|at| weight(at).clamp(-largest, largest).to_le_bytes()[0]);
    let values: Vec<u8> = bytes.collect();
    let (scales, bias) = (vec![1.0; OUTPUTS], vec![0.0; OUTPUTS]);
    Packed::new(INPUTS, &[Weights { values: &values, scales: &scales, bias: &bias }])
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

fn billions(products: usize, time: Duration) -> f64 {
    products as f64 / time.as_secs_f64() / 1e9
}

/// Byte products in registers alone, and the time they took; none where this kernel has no such loop.
#[cfg(target_arch = "x86_64")]
fn register_peak(kernel: Kernel, small: bool) -> (usize, Duration) {
    use kernel::Level;
    let start = Instant::now();
    // SAFETY: a kernel of a level exists only where detection found its features.
    let products = unsafe {
        match kernel.level() {
            Level::Portable => 0,
            Level::Avx2 if small => peaks::avx2_small(),
            Level::Avx2 => peaks::avx2(),
            Level::AvxVnni => peaks::avx_vnni(),
            Level::Avx512 => peaks::avx512(),
        }
    };
    (products, start.elapsed())
}

#[cfg(not(target_arch = "x86_64"))]
fn register_peak(_: Kernel, _: bool) -> (usize, Duration) {
    (0, Duration::from_secs(1))
}

/// Loops of as many independent sums as hide how long an instruction takes; each gives its byte products.
#[cfg(target_arch = "x86_64")]
mod peaks {
    use std::arch::asm;
    use std::arch::x86_64::{
        __m256i, __m512i, _mm256_add_epi32, _mm256_dpbusd_avx_epi32, _mm256_madd_epi16,
        _mm256_maddubs_epi16, _mm256_set1_epi8, _mm256_set1_epi16, _mm512_dpbusd_epi32,
        _mm512_set1_epi8,
    };
    use std::hint::black_box;

    use super::STEPS;

    /// The same, but the compiler does not know it, so that no product is computed once for all.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn anew(mut vector: __m256i) -> __m256i {
        // SAFETY: nothing is done, to a register of instructions that the function is compiled for.
        unsafe {
            asm!("/* {v} */", v = inout(ymm_reg) vector, options(nomem, nostack, preserves_flags));
        }
        vector
    }

    #[target_feature(enable = "avx2")]
    pub(super) unsafe fn avx2() -> usize {
        let (left, right) = (black_box(_mm256_set1_epi16(3)), black_box(_mm256_set1_epi16(5)));
        let mut sums: [__m256i; 12] = [_mm256_set1_epi8(0); 12];
        for _ in 0..STEPS {
            for sum in &mut sums {
                *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(left, anew(right)));
            }
        }
        black_box(sums);
        STEPS * 12 * 16
    }

    #[target_feature(enable = "avx2")]
    pub(super) unsafe fn avx2_small() -> usize {
        let (left, right) = (black_box(_mm256_set1_epi8(3)), black_box(_mm256_set1_epi8(5)));
        let ones = _mm256_set1_epi16(1);
        let mut sums: [__m256i; 12] = [_mm256_set1_epi8(0); 12];
        for _ in 0..STEPS {
            for sum in &mut sums {
                let pairs = _mm256_maddubs_epi16(left, anew(right));
                *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(pairs, ones));
            }
        }
        black_box(sums);
        STEPS * 12 * 32
    }

    #[target_feature(enable = "avx2,avxvnni")]
    pub(super) unsafe fn avx_vnni() -> usize {
        let (left, right) = (black_box(_mm256_set1_epi8(3)), black_box(_mm256_set1_epi8(5)));
        let mut sums: [__m256i; 12] = [_mm256_set1_epi8(0); 12];
        for _ in 0..STEPS {
            for sum in &mut sums {
                *sum = _mm256_dpbusd_avx_epi32(*sum, left, right);
            }
        }
        black_box(sums);
        STEPS * 12 * 32
    }

    #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
    pub(super) unsafe fn avx512() -> usize {
        let (left, right) = (black_box(_mm512_set1_epi8(3)), black_box(_mm512_set1_epi8(5)));
        let mut sums: [__m512i; 24] = [_mm512_set1_epi8(0); 24];
        for _ in 0..STEPS {
            for sum in &mut sums {
                *sum = _mm512_dpbusd_epi32(*sum, left, right);
            }
        }
        black_box(sums);
        STEPS * 24 * 64
    }
}
