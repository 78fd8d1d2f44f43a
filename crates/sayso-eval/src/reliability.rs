//! Whether confidence means what it says: how many of the rows at each confidence are right.

use std::fmt;

use crate::MarkedDocument;
use crate::comparison::Comparison;
use crate::report::matched;
use crate::tally::{Share, count};

/// The number of bands between 0 and 1.
const BANDS: usize = 10;

/// For each band of confidence the mean confidence and the share of predictions that are right.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reliability([Band; BANDS]);

#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Band {
    right: Share,
    confidence_sum: f64,
}

impl Reliability {
    /// Counts the predictions of all documents; those without a confidence do not count. A
    /// prediction is right where `attribution` counts it.
    #[must_use]
    pub fn of(gold: &[MarkedDocument], predicted: &[MarkedDocument]) -> Self {
        let mut table = Self::default();
        for (gold, predicted) in matched(gold, predicted) {
            let Some(predicted) = predicted else { continue };
            let comparison = Comparison::of(gold, Some(predicted));
            let mut right = vec![false; comparison.predicted.attributions.len()];
            for (index, pair) in comparison.pairs.iter().enumerate() {
                if let Some(pair) = *pair {
                    right[pair] = comparison.is_found(index);
                }
            }
            for (attribution, right) in comparison.predicted.attributions.iter().zip(right) {
                attribution.confidence.into_iter().for_each(|value| table.add(value, right));
            }
        }
        table
    }

    fn add(&mut self, confidence: f64, right: bool) {
        let above = |band: &usize| confidence < count(band + 1) / count(BANDS);
        let band = &mut self.0[(0..BANDS).find(above).unwrap_or(BANDS - 1)];
        band.right.add(right);
        band.confidence_sum += confidence;
    }
}

impl fmt::Display for Reliability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, band) in self.0.iter().enumerate().filter(|(_, band)| band.right.of > 0) {
            let name = format!("confidence.{:.1}-{:.1}", tenths(index), tenths(index + 1));
            let mean = 100.0 * band.confidence_sum / count(band.right.of);
            let (right, n) = (band.right.percent(), band.right.of);
            writeln!(f, "{name:20} mean {mean:>5.1}  right {right:>5.1}  n {n:>5}")?;
        }
        Ok(())
    }
}

fn tenths(band: usize) -> f64 {
    count(band) / count(BANDS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse_documents;

    #[test]
    fn bands_hold_their_rows() {
        let gold = r#"{"doc_id":"a","text":"Rain nears, sun fades","attributions":[{"content":[[0,10]]}]}"#;
        let predicted = r#"{"doc_id":"a","attributions":[{"content":[[0,10]],"confidence":1.0},{"content":[[12,21]],"confidence":0.3}]}"#;
        let gold = parse_documents(gold).expect("gold");
        let predicted = parse_documents(predicted).expect("a prediction");
        let table = Reliability::of(&gold, &predicted).to_string();
        assert_eq!(
            table,
            "confidence.0.3-0.4   mean  30.0  right   0.0  n     1\n\
             confidence.0.9-1.0   mean 100.0  right 100.0  n     1\n"
        );
    }
}
