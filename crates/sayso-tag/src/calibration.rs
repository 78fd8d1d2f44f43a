//! From the probability that a network gives to the share of such rows that are right.

use serde::{Deserialize, Serialize};

/// A logistic calibration (Platt 1999): networks are surer than they are right, each in its own
/// measure, so the measure stands in the model file.
///
/// ```
/// use sayso_tag::Calibration;
///
/// assert!((Calibration::default().confidence(0.7) - 0.7).abs() < 1e-5);
/// let modest = Calibration { slope: 0.5, ..Calibration::default() };
/// assert!(modest.confidence(0.9) < 0.9);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// What the log odds are multiplied by.
    pub slope: f32,
    /// What is added to them.
    pub offset: f32,
    /// What is added besides for a row without a source, which is right less often.
    #[serde(default)]
    pub sourceless: f32,
}

impl Default for Calibration {
    /// Changes nothing.
    fn default() -> Self {
        Self { slope: 1.0, offset: 0.0, sourceless: 0.0 }
    }
}

impl Calibration {
    /// The calibration of rows without a source.
    #[must_use]
    pub fn without_source(self) -> Self {
        Self { offset: self.offset + self.sourceless, ..self }
    }

    /// The calibrated confidence of a probability, both 0 to 1.
    #[must_use]
    pub fn confidence(self, probability: f32) -> f32 {
        // The ends have no log odds.
        let inner = probability.clamp(1e-6, 1.0 - 1e-6);
        let log_odds = (inner / (1.0 - inner)).ln();
        1.0 / (1.0 + (-(self.slope * log_odds + self.offset)).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_kept_and_ends_stay_within_bounds() {
        let calibration = Calibration { slope: 0.6, offset: 0.2, sourceless: -0.5 };
        assert!(calibration.without_source().confidence(0.9) < calibration.confidence(0.9));
        let confidences = [0.0, 0.1, 0.5, 0.9, 1.0].map(|p| calibration.confidence(p));
        assert!(confidences.is_sorted());
        assert!(confidences.iter().all(|confidence| (0.0..=1.0).contains(confidence)));
    }

    #[test]
    fn offset_moves_what_the_slope_leaves() {
        // Even odds have no logarithm to multiply: what moves them is the offset alone.
        let calibration = Calibration { slope: 0.6, offset: 0.276, sourceless: 0.0 };
        assert!((calibration.confidence(0.5) - 0.5686).abs() < 1e-4);
        let modest = Calibration { slope: 0.6, offset: -0.276, sourceless: 0.0 };
        assert!((modest.confidence(0.5) - 0.4314).abs() < 1e-4);
    }
}
