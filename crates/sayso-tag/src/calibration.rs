//! From what a network says of a row to the share of such rows that are right.

use serde::{Deserialize, Serialize};

/// What tells how sure a row is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Signs {
    /// The log odds of the least probable edge of its parts.
    pub least: f32,
    /// Those of the edges of its cue.
    pub cue: f32,
    /// Those of the least probable edge of its contents.
    pub content: f32,
    /// Those of the edges of its source; none without one.
    pub source: Option<f32>,
    /// By how much the source, or none, goes better with the cue than the next best does.
    pub source_margin: f32,
    /// How well the content goes with the cue that goes least with it.
    pub content_link: f32,
    /// How many pieces the content has besides the first.
    pub further_pieces: f32,
    /// The logarithm of the content's length.
    pub length: f32,
    /// The log odds of the word of the cue to be one, in other texts.
    pub cue_word: f32,
}

impl Signs {
    /// The signs of a row of whose edges this probability, 0 to 1, is the least.
    #[must_use]
    pub fn of_edges(probability: f32) -> Self {
        Self { least: log_odds(probability), ..Self::default() }
    }
}

/// The log odds of a probability, 0 to 1; the ends, which have none, count as a millionth from them.
#[must_use]
pub fn log_odds(probability: f32) -> f32 {
    let inner = probability.clamp(1e-6, 1.0 - 1e-6);
    (inner / (1.0 - inner)).ln()
}

/// A logistic calibration (Platt 1999): networks are surer than they are right, each in its own
/// measure, so the measure stands in the model file.
///
/// ```
/// use sayso_tag::{Calibration, Signs};
///
/// let likely = Signs::of_edges(0.9);
/// assert!((Calibration::default().confidence(&likely) - 0.9).abs() < 1e-5);
/// let modest = Calibration { slope: 0.5, ..Calibration::default() };
/// assert!(modest.confidence(&likely) < 0.9);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Calibration {
    /// What the log odds of the least edge are multiplied by.
    pub slope: f32,
    /// What is added to all.
    pub offset: f32,
    /// What is added besides for a row without a source, which is right less often.
    pub sourceless: f32,
    /// What the log odds of the cue's edges are multiplied by, and so on for the other [`Signs`].
    pub cue: f32,
    /// For the contents' edges.
    pub content: f32,
    /// For the source's edges.
    pub source: f32,
    /// For the margin of the source.
    pub source_margin: f32,
    /// For the link of the content.
    pub content_link: f32,
    /// For each further piece.
    pub further_pieces: f32,
    /// For the logarithm of the length.
    pub length: f32,
    /// For the word of the cue.
    pub cue_word: f32,
}

impl Default for Calibration {
    /// Takes the probability of the least edge as it is.
    fn default() -> Self {
        Self { slope: 1.0, ..Self::NOTHING }
    }
}

impl Calibration {
    const NOTHING: Self = Self {
        slope: 0.0,
        offset: 0.0,
        sourceless: 0.0,
        cue: 0.0,
        content: 0.0,
        source: 0.0,
        source_margin: 0.0,
        content_link: 0.0,
        further_pieces: 0.0,
        length: 0.0,
        cue_word: 0.0,
    };

    /// The calibrated confidence of a row, 0 to 1.
    #[must_use]
    pub fn confidence(&self, signs: &Signs) -> f32 {
        let sourced = signs.source.map_or(self.sourceless, |source| self.source * source);
        let edges = self.slope * signs.least + self.cue * signs.cue + self.content * signs.content;
        let links =
            self.source_margin * signs.source_margin + self.content_link * signs.content_link;
        let words = self.further_pieces * signs.further_pieces
            + self.length * signs.length
            + self.cue_word * signs.cue_word;
        1.0 / (1.0 + (-(edges + links + words + sourced + self.offset)).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_kept_and_ends_stay_within_bounds() {
        let calibration =
            Calibration { slope: 0.6, offset: 0.2, sourceless: -0.5, ..Calibration::NOTHING };
        let sourced = Signs { source: Some(0.0), ..Signs::of_edges(0.9) };
        assert!(calibration.confidence(&Signs::of_edges(0.9)) < calibration.confidence(&sourced));
        let confidences =
            [0.0, 0.1, 0.5, 0.9, 1.0].map(|p| calibration.confidence(&Signs::of_edges(p)));
        assert!(confidences.is_sorted());
        assert!(confidences.iter().all(|confidence| (0.0..=1.0).contains(confidence)));
    }

    #[test]
    fn offset_moves_what_the_slope_leaves() {
        // Even odds have no logarithm to multiply: what moves them is the offset alone.
        let even = Signs::of_edges(0.5);
        let calibration = Calibration { slope: 0.6, offset: 0.276, ..Calibration::NOTHING };
        assert!((calibration.confidence(&even) - 0.5686).abs() < 1e-4);
        let modest = Calibration { slope: 0.6, offset: -0.276, ..Calibration::NOTHING };
        assert!((modest.confidence(&even) - 0.4314).abs() < 1e-4);
    }

    #[test]
    fn each_sign_counts_by_its_weight_alone() {
        let nothing = Calibration::NOTHING;
        let signs = Signs {
            least: 1.0,
            cue: 2.0,
            content: 3.0,
            source: Some(4.0),
            source_margin: 5.0,
            content_link: 6.0,
            further_pieces: 7.0,
            length: 8.0,
            cue_word: 9.0,
        };
        for (calibration, expected) in [
            (Calibration { slope: 0.1, ..nothing }, 0.1_f32),
            (Calibration { cue: 0.1, ..nothing }, 0.2),
            (Calibration { content: 0.1, ..nothing }, 0.3),
            (Calibration { source: 0.1, ..nothing }, 0.4),
            (Calibration { source_margin: 0.1, ..nothing }, 0.5),
            (Calibration { content_link: 0.1, ..nothing }, 0.6),
            (Calibration { further_pieces: 0.1, ..nothing }, 0.7),
            (Calibration { length: 0.1, ..nothing }, 0.8),
            (Calibration { cue_word: 0.1, ..nothing }, 0.9),
            (Calibration { sourceless: 0.1, ..nothing }, 0.0),
        ] {
            assert!((log_odds(calibration.confidence(&signs)) - expected).abs() < 1e-4);
        }
    }
}
