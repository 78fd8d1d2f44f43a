//! One document's predicted attributions beside its gold ones.

use crate::MarkedDocument;
use crate::extent::{Extent, Letters};
use crate::tally::count;

/// The least overlap (Jaccard, in letters) at which two contents are the same attribution.
const SAME_CONTENT: f64 = 0.5;

/// The share of letters between quotation marks from which a gold content counts as direct.
const DIRECT: f64 = 0.9;

/// The letters of each role of each attribution of one side.
#[derive(Debug)]
pub(crate) struct Side {
    pub(crate) content: Vec<Extent>,
    pub(crate) source: Vec<Extent>,
    pub(crate) cue: Vec<Extent>,
}

impl Side {
    fn of(letters: &Letters<'_>, document: Option<&MarkedDocument>) -> Self {
        let attributions = document.map_or(&[][..], |document| &document.attributions);
        let all = |role: fn(&crate::MarkedAttribution) -> &[[i64; 2]]| {
            attributions.iter().map(|attribution| letters.inside(role(attribution))).collect()
        };
        Self { content: all(|a| &a.content), source: all(|a| &a.source), cue: all(|a| &a.cue) }
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
pub(crate) struct Comparison {
    pub(crate) gold: Side,
    pub(crate) predicted: Side,
    /// For each gold attribution the predicted one that it is paired with, one to one.
    pub(crate) pairs: Vec<Option<usize>>,
    /// For each gold attribution how much of it is quoted.
    pub(crate) quoted: Vec<Quoted>,
    /// The first letter of each word.
    pub(crate) words: Vec<usize>,
}

impl Comparison {
    pub(crate) fn of(gold: &MarkedDocument, predicted: Option<&MarkedDocument>) -> Self {
        let letters = Letters::of(&gold.text);
        let (gold, predicted) = (Side::of(&letters, Some(gold)), Side::of(&letters, predicted));
        let marks = letters.quoted();
        Self {
            pairs: pairs(&predicted.content, &gold.content),
            quoted: gold.content.iter().map(|content| quoted(content, &marks)).collect(),
            words: letters.word_starts(),
            gold,
            predicted,
        }
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
}
