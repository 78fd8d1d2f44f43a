//! One document's predicted attributions beside its gold ones.

use crate::extent::{Extent, Letters};
use crate::tally::count;
use crate::{MarkedAttribution, MarkedDocument};

/// The least overlap (Jaccard, in letters) at which two contents are the same attribution.
const SAME_CONTENT: f64 = 0.5;

/// The share of letters between quotation marks from which a gold content counts as direct.
const DIRECT: f64 = 0.9;

/// The attributions of one side and the letters of each role of each.
#[derive(Debug)]
pub(crate) struct Side<'d> {
    pub(crate) attributions: Vec<&'d MarkedAttribution>,
    pub(crate) content: Vec<Extent>,
    pub(crate) source: Vec<Extent>,
    pub(crate) cue: Vec<Extent>,
}

impl<'d> Side<'d> {
    fn of(
        letters: &Letters<'_>,
        document: Option<&'d MarkedDocument>,
        counts: impl Fn(&MarkedAttribution) -> bool,
    ) -> Self {
        let attributions = document.map_or(&[][..], |document| &document.attributions);
        let attributions: Vec<_> = attributions.iter().filter(|one| counts(one)).collect();
        let all = |role: fn(&MarkedAttribution) -> &[[i64; 2]]| {
            attributions.iter().map(|attribution| letters.inside(role(attribution))).collect()
        };
        let (content, source, cue) = (all(|a| &a.content), all(|a| &a.source), all(|a| &a.cue));
        Self { attributions, content, source, cue }
    }
}

/// How much of a gold content stands between quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quoted {
    Direct,
    Mixed,
    Indirect,
}

/// Both sides of one document and which attributions of them are the same.
#[derive(Debug)]
pub(crate) struct Comparison<'d> {
    pub(crate) letters: Letters<'d>,
    pub(crate) gold: Side<'d>,
    pub(crate) predicted: Side<'d>,
    /// For each gold attribution the predicted one that it is paired with, one to one.
    pub(crate) pairs: Vec<Option<usize>>,
    /// For each gold attribution how much of it is quoted.
    pub(crate) quoted: Vec<Quoted>,
    /// The first letter of each word.
    pub(crate) words: Vec<usize>,
}

impl<'d> Comparison<'d> {
    /// Compares all but the voices within voices, which many golds do not mark.
    pub(crate) fn of(gold: &'d MarkedDocument, predicted: Option<&'d MarkedDocument>) -> Self {
        Self::over(gold, predicted, |attribution| !attribution.nested)
    }

    /// Compares those attributions of both sides that count.
    pub(crate) fn over(
        gold: &'d MarkedDocument,
        predicted: Option<&'d MarkedDocument>,
        counts: impl Fn(&MarkedAttribution) -> bool + Copy,
    ) -> Self {
        let letters = Letters::of(&gold.text);
        let gold = Side::of(&letters, Some(gold), counts);
        let predicted = Side::of(&letters, predicted, counts);
        let marks = letters.quoted();
        Self {
            pairs: pairs(&predicted.content, &gold.content),
            quoted: gold.content.iter().map(|content| quoted(content, &marks)).collect(),
            words: letters.word_starts(),
            letters,
            gold,
            predicted,
        }
    }

    /// Each gold attribution with the predicted one that it is paired with.
    pub(crate) fn paired(
        &self,
    ) -> impl Iterator<Item = (&'d MarkedAttribution, &'d MarkedAttribution)> {
        self.gold.attributions.iter().zip(&self.pairs).filter_map(|(gold, pair)| {
            let found = pair.and_then(|index| self.predicted.attributions.get(index));
            found.map(|found| (*gold, *found))
        })
    }

    /// How many gold attributions are found.
    pub(crate) fn found(&self) -> usize {
        (0..self.pairs.len()).filter(|&gold| self.is_found(gold)).count()
    }

    /// Whether the gold attribution is found: it has a pair, and both sources share a letter or
    /// both are absent.
    pub(crate) fn is_found(&self, gold: usize) -> bool {
        self.pair(gold, |predicted| {
            let (ours, theirs) = (&self.gold.source[gold], &self.predicted.source[predicted]);
            ours.overlap(theirs) > 0 || ours.is_empty() && theirs.is_empty()
        })
    }

    /// Whether the gold attribution has a pair with the same bounds and the same source.
    pub(crate) fn is_exact(&self, gold: usize) -> bool {
        self.pair(gold, |predicted| {
            let (ours, theirs) = (&self.gold.content[gold], &self.predicted.content[predicted]);
            (ours.bounds(), ours.len()) == (theirs.bounds(), theirs.len())
                && self.gold.source[gold] == self.predicted.source[predicted]
        })
    }

    fn pair(&self, gold: usize, holds: impl Fn(usize) -> bool) -> bool {
        self.pairs.get(gold).copied().flatten().is_some_and(holds)
    }
}

fn quoted(content: &Extent, marks: &Extent) -> Quoted {
    let inside = count(content.overlap(marks)) / count(content.len().max(1));
    match inside {
        share if share >= DIRECT => Quoted::Direct,
        0.0 => Quoted::Indirect,
        _ => Quoted::Mixed,
    }
}

/// Pairs contents one to one, those that overlap most first; of equals the later ones first, as
/// the reference scorer does.
fn pairs(predicted: &[Extent], gold: &[Extent]) -> Vec<Option<usize>> {
    let mut candidates = Vec::new();
    for (i, ours) in predicted.iter().enumerate() {
        for (j, theirs) in gold.iter().enumerate() {
            let shared = ours.overlap(theirs);
            let jaccard = count(shared) / count((ours.len() + theirs.len() - shared).max(1));
            if jaccard >= SAME_CONTENT {
                candidates.push((jaccard, i, j));
            }
        }
    }
    candidates.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then((b.1, b.2).cmp(&(a.1, a.2))));
    let mut pairs = vec![None; gold.len()];
    let mut taken = vec![false; predicted.len()];
    for (_, i, j) in candidates {
        if !taken[i] && pairs[j].is_none() {
            taken[i] = true;
            pairs[j] = Some(i);
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse_documents;

    fn document(attributions: &str) -> MarkedDocument {
        let text = "Obi said: \\\"Rain is near.\\\" Sun follows, Eze thinks.";
        let line = format!(r#"{{"doc_id":"a","text":"{text}","attributions":[{attributions}]}}"#);
        parse_documents(&line).expect("a document").remove(0)
    }

    #[test]
    fn content_is_paired_with_what_overlaps_most() {
        let gold = document(r#"{"content":[[10,25]],"source":[[0,3]]}"#);
        let predicted = document(r#"{"content":[[11,18]]},{"content":[[11,24]],"source":[[0,3]]}"#);
        let comparison = Comparison::of(&gold, Some(&predicted));
        assert_eq!(comparison.pairs, [Some(1)]);
        assert!(comparison.is_found(0) && comparison.is_exact(0));
    }

    #[test]
    fn little_overlap_is_no_pair() {
        let gold = document(r#"{"content":[[10,25]]}"#);
        let predicted = document(r#"{"content":[[11,15]]}"#);
        assert_eq!(Comparison::of(&gold, Some(&predicted)).pairs, [None]);
        assert_eq!(Comparison::of(&gold, None).pairs, [None]);
    }

    #[test]
    fn marks_tell_direct_from_indirect() {
        let gold = document(r#"{"content":[[10,25]]},{"content":[[27,38]]},{"content":[[10,38]]}"#);
        let comparison = Comparison::of(&gold, None);
        assert_eq!(comparison.quoted, [Quoted::Direct, Quoted::Indirect, Quoted::Mixed]);
    }

    #[test]
    fn absent_sources_agree() {
        let gold = document(r#"{"content":[[27,38]]}"#);
        let named = document(r#"{"content":[[27,38]],"source":[[40,43]]}"#);
        assert!(Comparison::of(&gold, Some(&gold)).is_found(0));
        assert!(!Comparison::of(&gold, Some(&named)).is_found(0));
    }

    #[test]
    fn voices_within_voices_are_compared_by_themselves() {
        let gold = document(r#"{"content":[[10,38]]},{"content":[[27,38]],"nested_in":"A1"}"#);
        let predicted = document(r#"{"content":[[27,38]],"within":1},{"content":[[10,36]]}"#);
        let outer = Comparison::of(&gold, Some(&predicted));
        assert_eq!((outer.pairs.as_slice(), outer.predicted.content.len()), (&[Some(0)][..], 1));
        let inner = Comparison::over(&gold, Some(&predicted), |it| it.nested);
        assert_eq!((inner.found(), inner.gold.content.len()), (1, 1));
    }
}
