//! Sources that the rules see where a network found a cue and its content, but nobody who speaks.

use sayso_text::{Attribution, Segmentation, TokenSpan};

use crate::rules::Candidate;

/// Gives every attribution without a source that of the proposal with the same cue, where the
/// proposal has one and no other part stands on it.
///
/// Networks leave a source out where it is of an unusual kind ("the film", "it"); the subject of a
/// cue that has content is nearly always its source.
pub(crate) fn adopt_sources(
    segmentation: &Segmentation,
    candidates: &[Candidate],
    found: &mut [Attribution],
) {
    if found.iter().all(|one| one.source.is_some()) {
        return;
    }
    let mut proposals: Vec<(TokenSpan, TokenSpan)> = candidates
        .iter()
        .filter_map(|candidate| Some((candidate.cue, candidate.source?)))
        .collect();
    proposals.sort_unstable();
    let taken = taken(segmentation, found);
    for one in found.iter_mut().filter(|one| one.source.is_none()) {
        let cue = segmentation.tokens_in(one.cue);
        let after = proposals.partition_point(|(proposed, _)| proposed.end() <= cue.start());
        let proposal = proposals.get(after).filter(|(proposed, _)| proposed.touches(cue));
        if let Some((_, source)) = proposal
            && taken.get(source.range()).is_some_and(|taken| !taken.contains(&true))
        {
            one.source = Some(segmentation.span(*source));
        }
    }
}

/// For each token whether a content or cue stands on it.
fn taken(segmentation: &Segmentation, found: &[Attribution]) -> Vec<bool> {
    let mut taken = vec![false; segmentation.tokens.len()];
    for span in found.iter().flat_map(|one| one.content.iter().chain([&one.cue])) {
        if let Some(tokens) = taken.get_mut(segmentation.tokens_in(*span).range()) {
            tokens.fill(true);
        }
    }
    taken
}
