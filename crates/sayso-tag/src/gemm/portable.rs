//! The safe twin of all kernels: plain loops.

use super::{Line, PANEL, Panel, Rows, Target};

/// Multiplies one tile. The caller has checked the sizes.
pub(super) fn tile(rows: Rows<'_>, panel: Panel<'_>, target: &mut Target<'_>) {
    for (row, scale) in rows.scales.iter().enumerate() {
        let values = &rows.values[row * rows.stride..];
        let sums = row_sums(values, panel.lines, panel.columns.corrections);
        let out = &mut target.values[row * target.stride..][..PANEL];
        let columns = panel.columns.scales.iter().zip(&panel.columns.bias);
        for ((out, sum), (column, bias)) in out.iter_mut().zip(sums).zip(columns) {
            *out = float(sum) * scale * column + bias;
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "rounding to nearest is part of the definition")]
const fn float(sum: i32) -> f32 {
    sum as f32
}

fn row_sums(values: &[u8], lines: &[Line], mut sums: [i32; PANEL]) -> [i32; PANEL] {
    for (step, pair) in values.chunks_exact(4).zip(lines.chunks_exact(2)) {
        let step = [0, 1, 2, 3].map(|at| i32::from(step[at]));
        for (sums, line) in sums.chunks_exact_mut(16).zip(pair) {
            for (sum, word) in sums.iter_mut().zip(line.0) {
                let bytes = word.to_le_bytes().map(|byte| i32::from(byte.cast_signed()));
                *sum += step[0] * bytes[0]
                    + step[1] * bytes[1]
                    + step[2] * bytes[2]
                    + step[3] * bytes[3];
            }
        }
    }
    sums
}
