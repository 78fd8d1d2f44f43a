//! Sums and maxima over rows of numbers, in an order that is the same on every machine.
//!
//! Compilers may not reorder floating-point sums, so the order has to be one that vectors can keep:
//! a row is cut into chunks of 16, as wide as the widest vectors; lane after lane is summed, then
//! the lanes in a fixed tree. Rows have a multiple of 16 numbers; what goes beyond is not read.
//! Maxima are taken over integers that stand in the order of the numbers, in any order.

/// Numbers of a chunk.
pub(crate) const LANES: usize = 16;
/// Numbers side by side.
pub(crate) type Lanes = [f32; LANES];

/// Cuts a row into chunks.
#[inline(always)]
pub(crate) fn chunks(row: &[f32]) -> &[Lanes] {
    row.as_chunks().0
}

/// The larger of two numbers, by one comparison (a vector instruction, unlike `f32::max`).
#[inline(always)]
pub(crate) fn larger(left: f32, right: f32) -> f32 {
    if left > right { left } else { right }
}

/// Folds the lanes in halves.
#[inline(always)]
fn fold(mut lanes: Lanes, join: impl Fn(f32, f32) -> f32) -> f32 {
    for width in [8, 4, 2, 1] {
        for at in 0..width {
            lanes[at] = join(lanes[at], lanes[at + width]);
        }
    }
    lanes[0]
}

/// The sum of `map` over a row.
#[inline(always)]
pub(crate) fn sum_of(row: &[f32], map: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0; LANES];
    for chunk in chunks(row) {
        for at in 0..LANES {
            lanes[at] += map(chunk[at]);
        }
    }
    fold(lanes, |left, right| left + right)
}

/// The sum of the products of two rows.
#[inline(always)]
pub(crate) fn dot(left: &[f32], right: &[f32]) -> f32 {
    let mut lanes = [0.0; LANES];
    for (left, right) in chunks(left).iter().zip(chunks(right)) {
        for at in 0..LANES {
            lanes[at] += left[at] * right[at];
        }
    }
    fold(lanes, |left, right| left + right)
}

/// The largest absolute value of a row; 0 for an empty one.
#[inline(always)]
pub(crate) fn largest_magnitude(row: &[f32]) -> f32 {
    let mut largest = 0;
    for number in row {
        largest = largest.max(number.to_bits() & !SIGN);
    }
    f32::from_bits(largest)
}

/// The largest number of a row, at least `floor`.
#[inline(always)]
pub(crate) fn largest(row: &[f32], floor: f32) -> f32 {
    let mut largest = ordered(floor.to_bits());
    for number in row {
        largest = largest.max(ordered(number.to_bits()));
    }
    f32::from_bits(ordered(largest.cast_unsigned()).cast_unsigned())
}

/// The bit of the sign.
const SIGN: u32 = 1 << 31;

/// The bits of a number as an integer that is greater for greater numbers; its own inverse.
#[inline(always)]
const fn ordered(bits: u32) -> i32 {
    let bits = bits.cast_signed();
    bits ^ (bits >> 31) & i32::MAX
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_and_maxima_see_every_number() {
        let row: Vec<f32> = (0..48u8).map(f32::from).collect();
        assert_eq!(sum_of(&row, |number| number), 1128.0);
        assert_eq!(dot(&row, &row), 35720.0);
        assert_eq!(largest(&row, 0.0), 47.0);
        assert_eq!(largest(&[-3.0, -2.5, -7.0], f32::MIN), -2.5);
        assert_eq!(largest(&[-3.0], -1.0), -1.0);
        assert_eq!(largest_magnitude(&[-3.0, 2.5, -7.0]), 7.0);
    }
}
