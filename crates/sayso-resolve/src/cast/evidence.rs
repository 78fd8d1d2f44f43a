//! What a network says the names are.

use crate::cast::entity::Votes;
use crate::words::token::Tokens;

/// The scores of a token for a name's parts, as unnormalised log-probabilities: no name; the first and
/// a later token of a person, of an organisation, of a place.
pub type NameScores = [f32; 7];

/// The scores of all tokens of an article; empty where no network read it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct NameEvidence<'s>(pub(crate) &'s [NameScores]);

impl NameEvidence<'_> {
    /// Whether no network read the article.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How much of a name the network takes for each kind: 1 in all where it sees nothing but a name.
    pub(crate) fn votes(&self, name: Tokens) -> Votes {
        let mut votes = Votes::default();
        for scores in self.0.get(name.range()).unwrap_or_default() {
            let [_, person, organisation, place] = shares(scores);
            votes.add(Votes { person, organisation, place });
        }
        let tokens = name.len().max(1) as f32;
        votes.person /= tokens;
        votes.organisation /= tokens;
        votes.place /= tokens;
        votes
    }
}

/// The probabilities of no name, person, organisation and place.
fn shares(scores: &NameScores) -> [f32; 4] {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let [none, kinds @ ..] = scores.map(|score| (score - most).exp());
    let [person, person_goes_on, organisation, organisation_goes_on, place, place_goes_on] = kinds;
    let parts =
        [none, person + person_goes_on, organisation + organisation_goes_on, place + place_goes_on];
    let all: f32 = parts.iter().sum();
    parts.map(|part| part / all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cast::entity::EntityKind;
    use crate::words::token::TokenId;

    fn run(start: usize, end: usize) -> Tokens {
        Tokens::new(TokenId::at(start), TokenId::at(end))
    }

    /// Tokens that the network is sure of: the place of the tag in the scores.
    fn seen(tags: &[usize]) -> Vec<NameScores> {
        let scores = |tag: &usize| {
            let mut scores = [0.0; 7];
            scores[*tag] = 9.0;
            scores
        };
        tags.iter().map(scores).collect()
    }

    #[test]
    fn network_decides_where_words_tell_nothing_and_overrules_them_where_it_is_sure() {
        let scores = seen(&[3, 4, 1]);
        let evidence = NameEvidence(&scores);
        let organisation = evidence.votes(run(0, 2));
        assert_eq!(organisation.kind(EntityKind::Unknown), EntityKind::Organisation);
        assert_eq!(organisation.kind(EntityKind::Person), EntityKind::Organisation);
        let mut doubt = organisation;
        doubt.add(evidence.votes(run(2, 3)));
        assert_eq!(doubt.kind(EntityKind::Person), EntityKind::Person);
        assert_eq!(doubt.kind(EntityKind::Organisation), EntityKind::Organisation);
    }

    #[test]
    fn nothing_changes_without_a_network() {
        let votes = NameEvidence::default().votes(run(0, 2));
        assert_eq!(votes.kind(EntityKind::Unknown), EntityKind::Unknown);
    }
}
