//! Whether confidence means what it says: how many of the rows at each confidence are right.

use std::fmt;

use crate::comparison::Comparison;
use crate::report::matched;
use crate::tally::{Share, count};
use crate::{MarkedDocument, same_name};

/// The number of bands between 0 and 1.
const BANDS: usize = 10;

/// From where on a reader may take a speaker as sure.
const SURE: f64 = 0.9;

/// For each band of confidence the mean confidence and the share of predictions that are right.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reliability([Band; BANDS]);

/// The same of the confidence in the speaker, over the paired predictions that name one and whose gold
/// marks its speaker, be it as nobody.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SpeakerReliability {
    table: Reliability,
    sure: Share,
}

impl SpeakerReliability {
    /// Counts the pairs of all documents.
    #[must_use]
    pub fn of(gold: &[MarkedDocument], predicted: &[MarkedDocument]) -> Self {
        let mut figures = Self::default();
        for (gold, predicted) in matched(gold, predicted) {
            for (gold, found) in Comparison::of(gold, predicted).paired() {
                let named = !found.speaker_name().is_empty() && gold.speaker.is_some();
                if let Some(value) = found.speaker_confidence.filter(|_| named) {
                    let right = same_name(found.speaker_name(), gold.speaker_name());
                    figures.table.add(value, right);
                    if value >= SURE {
                        figures.sure.add(right);
                    }
                }
            }
        }
        figures
    }

    /// Of the speakers of at least 0.9, those that are right.
    #[must_use]
    pub fn sure(&self) -> Share {
        self.sure
    }
}

impl fmt::Display for SpeakerReliability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.table.write(f, "speaker")?;
        let all: usize = self.table.0.iter().map(|band| band.right.of).sum();
        if all > 0 {
            let kept = 100.0 * count(self.sure.of) / count(all);
            let wrong = 100.0 - self.sure.percent();
            writeln!(f, "{:20} kept {kept:>5.1}  wrong {wrong:>5.1}", "speaker.sure")?;
        }
        Ok(())
    }
}

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

    fn write(&self, f: &mut fmt::Formatter<'_>, what: &str) -> fmt::Result {
        for (index, band) in self.0.iter().enumerate().filter(|(_, band)| band.right.of > 0) {
            let name = format!("{what}.{:.1}-{:.1}", tenths(index), tenths(index + 1));
            let mean = 100.0 * band.confidence_sum / count(band.right.of);
            let (right, n) = (band.right.percent(), band.right.of);
            writeln!(f, "{name:20} mean {mean:>5.1}  right {right:>5.1}  n {n:>5}")?;
        }
        Ok(())
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
        self.write(f, "confidence")
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

    #[test]
    fn speakers_are_counted_where_gold_marks_them() {
        let gold = r#"{"doc_id":"a","text":"Rain nears, sun fades, wind falls","attributions":[{"content":[[0,10]],"speaker":"Obi"},{"content":[[12,21]],"speaker":null},{"content":[[23,33]]}]}"#;
        let predicted = r#"{"doc_id":"a","attributions":[{"content":[[0,10]],"speaker":"Obi","speaker_confidence":0.95},{"content":[[12,21]],"speaker":"Eze","speaker_confidence":0.92},{"content":[[23,33]],"speaker":"Eze","speaker_confidence":0.3}]}"#;
        let gold = parse_documents(gold).expect("gold");
        let figures = SpeakerReliability::of(&gold, &parse_documents(predicted).expect("found"));
        assert_eq!(figures.sure(), Share { hits: 1, of: 2 });
        assert_eq!(
            figures.to_string(),
            "speaker.0.9-1.0      mean  93.5  right  50.0  n     2\n\
             speaker.sure         kept 100.0  wrong  50.0\n"
        );
    }
}
