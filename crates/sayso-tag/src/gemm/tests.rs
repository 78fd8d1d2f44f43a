//! Every kernel of this machine against the portable twin, and the twin against the definition.

use proptest::prelude::*;

use super::*;

/// A tile of random numbers.
#[derive(Clone, Debug)]
struct Case {
    steps: usize,
    values: Vec<u8>,
    lines: Vec<Line>,
    scales: Vec<f32>,
    columns: Columns,
}

fn case() -> impl Strategy<Value = Case> {
    (1usize..=3, 1usize..=40, any::<u64>()).prop_map(|(quads, steps, seed)| {
        let rows = 4 * quads;
        let mut random = seed | 1;
        let mut next = move || {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            random
        };
        let values = (0..rows * 4 * steps).map(|_| next().to_le_bytes()[3]).collect();
        let lines = (0..2 * steps)
            .map(|_| Line(std::array::from_fn(|_| u32::try_from(next() >> 32).unwrap())))
            .collect();
        let mut small = || f32::from(next().to_le_bytes()[5].cast_signed()) / 64.0;
        let scales = (0..rows).map(|_| small()).collect();
        let mut columns = Columns::default();
        for at in 0..PANEL {
            columns.corrections[at] = i32::from(at.to_le_bytes()[0]) * 37 - 500;
            columns.scales[at] = small();
            columns.bias[at] = small();
        }
        Case { steps, values, lines, scales, columns }
    })
}

impl Case {
    fn product(&self, kernel: Kernel) -> Vec<u32> {
        let rows = Rows { values: &self.values, stride: 4 * self.steps, scales: &self.scales };
        let bytes = self.lines.iter().flat_map(|line| line.0).flat_map(u32::to_le_bytes);
        let magnitude = Magnitude::of(bytes);
        let panel = Panel { lines: &self.lines, columns: &self.columns, magnitude };
        let mut out = vec![0.0; self.scales.len() * PANEL];
        kernel.tile(rows, panel, &mut Target { values: &mut out, stride: PANEL });
        out.into_iter().map(f32::to_bits).collect()
    }

    /// The same with weights no larger than those that have a kernel of their own.
    fn with_small_weights(mut self) -> Self {
        for word in self.lines.iter_mut().flat_map(|line| &mut line.0) {
            *word =
                u32::from_le_bytes(word.to_le_bytes().map(|byte| (byte % 129).wrapping_sub(64)));
        }
        self
    }

    fn by_definition(&self, row: usize, column: usize) -> f32 {
        let values = &self.values[row * 4 * self.steps..];
        let mut sum = i64::from(self.columns.corrections[column]);
        for (at, value) in values[..4 * self.steps].iter().enumerate() {
            let word = self.lines[2 * (at / 4) + column / 16].0[column % 16];
            sum += i64::from(*value) * i64::from(word.to_le_bytes()[at % 4].cast_signed());
        }
        let sum = i32::try_from(sum).unwrap() as f32;
        sum * self.scales[row] * self.columns.scales[column] + self.columns.bias[column]
    }
}

proptest! {
    #[test]
    fn every_kernel_gives_the_bits_of_the_portable_twin(case in case()) {
        let expected = case.product(Kernel::PORTABLE);
        for kernel in Kernel::available() {
            prop_assert_eq!(&case.product(kernel), &expected, "{}", kernel);
        }
    }

    #[test]
    fn every_kernel_gives_these_bits_for_small_weights(case in case()) {
        let case = case.with_small_weights();
        let expected = case.product(Kernel::PORTABLE);
        for kernel in Kernel::available() {
            prop_assert_eq!(&case.product(kernel), &expected, "{}", kernel);
        }
    }

    #[test]
    fn portable_twin_follows_the_definition(case in case()) {
        let product = case.product(Kernel::PORTABLE);
        for (at, found) in product.into_iter().enumerate() {
            prop_assert_eq!(found, case.by_definition(at / PANEL, at % PANEL).to_bits());
        }
    }
}

/// The products of the largest left values with one weight throughout.
fn extreme(weight: i8, kernel: Kernel) -> Vec<u32> {
    let columns = Columns { scales: [1.0; PANEL], ..Columns::default() };
    let lines = vec![Line([u32::from_le_bytes([weight.cast_unsigned(); 4]); 16]); 2 * 100];
    let case = Case { steps: 100, values: vec![255; 1600], lines, scales: vec![1.0; 4], columns };
    case.product(kernel)
}

#[test]
fn extreme_values_do_not_saturate() {
    for weight in [-128, -65, -64, 64, 65, 127] {
        let expected = (f32::from(weight) * 255.0 * 400.0).to_bits();
        for kernel in Kernel::available() {
            let product = extreme(weight, kernel);
            assert!(product.iter().all(|bits| *bits == expected), "{weight}, {kernel}");
        }
    }
}

#[test]
fn small_weights_end_at_64() {
    let bytes = |weight: i8| [0, weight.cast_unsigned()];
    assert_eq!([-64, 64].map(|weight| Magnitude::of(bytes(weight))), [Magnitude::Small; 2]);
    assert_eq!([-65, 65].map(|weight| Magnitude::of(bytes(weight))), [Magnitude::Any; 2]);
}

#[test]
fn tiles_cover_all_rows() {
    let cut: Vec<_> = tiles(29).collect();
    assert_eq!(cut, [0..12, 12..24, 24..32]);
}

#[test]
fn packed_layers_subtract_the_offset() {
    let values: Vec<u8> = (0..40 * 8).map(|at| u8::try_from(at % 251).unwrap()).collect();
    let scales = [0.5; 40];
    let bias: Vec<f32> = (0..40u8).map(f32::from).collect();
    let packed = Packed::new(8, &[Weights { values: &values, scales: &scales, bias: &bias }]);
    let row = [1i16, -2, 3, -4, 5, -6, 7, -127];
    let stored = row.map(|value| u8::try_from(value + 128).unwrap());
    let rows = Rows { values: &stored.repeat(4), stride: 8, scales: &[2.0; 4] };
    let mut out = [0.0; 4 * 64];
    packed.multiply(Kernel::detect(), rows, &mut out);
    for output in 0..40 {
        let weights = &values[output * 8..][..8];
        let sum: i32 =
            row.iter().zip(weights).map(|(x, w)| i32::from(*x) * i32::from(w.cast_signed())).sum();
        assert!((out[output] - (sum as f32 + bias[output])).abs() < 1e-3, "{output}");
    }
}
