//! Counts that become precision, recall and F1.

/// What was found of what: the counts behind precision, recall and F1.
///
/// Soft measures add shares of an item, so the hits of the two sides may differ and be fractions.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tally {
    /// The hits among the predicted items.
    pub predicted_hits: f64,
    /// The predicted items.
    pub predicted: usize,
    /// The hits among the gold items.
    pub gold_hits: f64,
    /// The gold items.
    pub gold: usize,
}

impl Tally {
    /// The percentage of the predicted items that are right; 0 where none is predicted.
    #[must_use]
    pub fn precision(&self) -> f64 {
        100.0 * ratio(self.predicted_hits, self.predicted)
    }

    /// The percentage of the gold items that are found; 0 where there is none.
    #[must_use]
    pub fn recall(&self) -> f64 {
        100.0 * ratio(self.gold_hits, self.gold)
    }

    /// The harmonic mean of precision and recall, in per cent.
    #[must_use]
    pub fn f1(&self) -> f64 {
        // Fractions first and the factor last, in the reference scorer's order of operations, so
        // that the last bit and with it the rounded digit agree.
        let precision = ratio(self.predicted_hits, self.predicted);
        let recall = ratio(self.gold_hits, self.gold);
        let sum = precision + recall;
        if sum == 0.0 { 0.0 } else { 100.0 * (2.0 * precision * recall / sum) }
    }

    pub(crate) fn add_items(&mut self, predicted: usize, gold: usize) {
        self.predicted += predicted;
        self.gold += gold;
    }

    pub(crate) fn add_hits(&mut self, hits: usize) {
        self.predicted_hits += count(hits);
        self.gold_hits += count(hits);
    }
}

/// How many of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Those for which it holds.
    pub hits: usize,
    /// All.
    pub of: usize,
}

impl Share {
    /// The percentage for which it holds; 0 of nothing.
    #[must_use]
    pub fn percent(&self) -> f64 {
        100.0 * count(self.hits) / count(self.of.max(1))
    }

    pub(crate) fn add(&mut self, hit: bool) {
        self.hits += usize::from(hit);
        self.of += 1;
    }
}

fn ratio(hits: f64, of: usize) -> f64 {
    if of == 0 { 0.0 } else { hits / count(of) }
}

/// A count as a number that can be divided; exact below 2^53.
#[expect(clippy::cast_precision_loss, reason = "counts of a corpus stay far below 2^53")]
pub(crate) fn count(items: usize) -> f64 {
    items as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_nothing_is_zero() {
        let tally = Tally::default();
        assert_eq!((tally.precision(), tally.recall(), tally.f1()), (0.0, 0.0, 0.0));
        assert_eq!(Share::default().percent(), 0.0);
    }

    #[test]
    fn f1_is_the_harmonic_mean() {
        let mut tally = Tally::default();
        tally.add_items(4, 2);
        tally.add_hits(2);
        assert_eq!((tally.precision(), tally.recall()), (50.0, 100.0));
        assert!((tally.f1() - 200.0 / 3.0).abs() < 1e-9);
    }
}
