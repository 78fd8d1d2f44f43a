//! The kernel for byte products on 256-bit vectors (AVX-VNNI): two rows by four vectors of 8
//! columns.
//!
//! Why unsafe: as for AVX-512. Measured with `examples/tag_speed.rs`: the large network
//! runs 13 times as fast as with the portable twin.
#![expect(unsafe_code, reason = "intrinsics on raw pointers; compared with the portable twin")]

use std::arch::x86_64::{
    __m256i, _mm256_add_ps, _mm256_cvtepi32_ps, _mm256_dpbusd_avx_epi32, _mm256_load_si256,
    _mm256_loadu_ps, _mm256_loadu_si256, _mm256_mul_ps, _mm256_set1_epi32, _mm256_set1_ps,
    _mm256_storeu_ps,
};

use super::{Panel, Rows, Target};

/// Multiplies one tile.
///
/// # Safety
/// The machine has the features; the sizes are those that `Kernel::tile` asserts.
#[target_feature(enable = "avx2,avxvnni")]
pub(super) unsafe fn tile(rows: Rows<'_>, panel: Panel<'_>, target: &mut Target<'_>) {
    for row in (0..rows.scales.len()).step_by(2) {
        // SAFETY: the number of rows is even; sizes as asserted.
        unsafe { two_rows(rows, row, panel, target) };
    }
}

#[target_feature(enable = "avx2,avxvnni")]
unsafe fn two_rows(rows: Rows<'_>, row: usize, panel: Panel<'_>, target: &mut Target<'_>) {
    let columns = panel.columns;
    // SAFETY: the arrays hold four vectors of 8 each; both rows and the target hold the panel's
    // depth and width.
    unsafe {
        let sums = sums(rows, row, panel);
        for (at, sums) in sums.iter().enumerate() {
            let scales = _mm256_loadu_ps(columns.scales.as_ptr().add(8 * at));
            let bias = _mm256_loadu_ps(columns.bias.as_ptr().add(8 * at));
            for (row, sums) in (row..).zip(sums) {
                let scale = _mm256_set1_ps(*rows.scales.get_unchecked(row));
                let scaled = _mm256_mul_ps(_mm256_cvtepi32_ps(*sums), scale);
                let result = _mm256_add_ps(_mm256_mul_ps(scaled, scales), bias);
                let out = target.values.as_mut_ptr().add(row * target.stride + 8 * at);
                _mm256_storeu_ps(out, result);
            }
        }
    }
}

#[inline]
#[target_feature(enable = "avx2,avxvnni")]
unsafe fn sums(rows: Rows<'_>, row: usize, panel: Panel<'_>) -> [[__m256i; 2]; 4] {
    // SAFETY: four vectors of corrections; a step is four vectors of the panel and four bytes of
    // each row.
    unsafe {
        let corrections = panel.columns.corrections.as_ptr();
        let mut sums = [0, 8, 16, 24].map(|at| {
            let start = _mm256_loadu_si256(corrections.add(at).cast());
            [start, start]
        });
        let values = rows.values.as_ptr().add(row * rows.stride);
        let lines = panel.lines.as_ptr().cast::<__m256i>();
        for step in 0..panel.lines.len() / 2 {
            let fours = [0, rows.stride].map(|row| {
                _mm256_set1_epi32(values.add(row + 4 * step).cast::<i32>().read_unaligned())
            });
            for (at, sums) in sums.iter_mut().enumerate() {
                let weights = _mm256_load_si256(lines.add(4 * step + at));
                sums[0] = _mm256_dpbusd_avx_epi32(sums[0], fours[0], weights);
                sums[1] = _mm256_dpbusd_avx_epi32(sums[1], fours[1], weights);
            }
        }
        sums
    }
}
