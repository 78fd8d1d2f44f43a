//! What roles say about whether two with compatible names are one.

use std::collections::BTreeSet;

use crate::fold::fold;
use crate::lexicon::Lexicon;

/// Words of roles that many people have at the same time: they tie nobody to anybody.
const COMMON: [&str; 40] = [
    "president",
    "ceo",
    "director",
    "executive",
    "chief",
    "chairman",
    "chair",
    "chairwoman",
    "chairperson",
    "founder",
    "co-founder",
    "vice",
    "member",
    "manager",
    "officer",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "professor",
    "doctor",
    "mr",
    "ms",
    "mrs",
    "coordinator",
    "owner",
    "general",
    "former",
    "then",
    "deputy",
    "assistant",
    "associate",
    "senior",
    "judge",
    "mayor",
    "commissioner",
    "state",
    "county",
    "national",
    "board",
    "committee",
];

/// Words of roles without a meaning of their own.
const SMALL: [&str; 12] =
    ["of", "the", "a", "an", "and", "for", "in", "at", "on", "us", "to", "his"];

/// The words of all roles of one, each office by one word.
pub(crate) fn words<'r>(
    lexicon: &Lexicon,
    roles: impl Iterator<Item = &'r String>,
) -> BTreeSet<String> {
    let all = roles.flat_map(|role| role.split([' ', '-', '/', ','])).map(fold);
    all.filter(|word| !word.is_empty() && !SMALL.contains(&&**word))
        .map(|word| lexicon.office(&word))
        .collect()
}

/// How far roles tie two together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tie {
    /// Both have roles, and none in common.
    Against,
    /// One has none.
    Unknown,
    /// Only what many people are at the same time.
    Common,
    /// An office or a word that few have.
    Own,
}

/// How far the roles of two tie them together.
pub(crate) fn tie(one: &BTreeSet<String>, other: &BTreeSet<String>) -> Tie {
    if one.is_empty() || other.is_empty() {
        return Tie::Unknown;
    }
    let mut shared = one.intersection(other).peekable();
    if shared.peek().is_none() {
        return Tie::Against;
    }
    if shared.any(|word| !COMMON.contains(&&**word)) { Tie::Own } else { Tie::Common }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tie_of(one: &[&str], other: &[&str]) -> Tie {
        let lexicon = Lexicon::new();
        let words = |roles: &[&str]| {
            let roles: Vec<String> = roles.iter().map(|role| (*role).to_owned()).collect();
            words(&lexicon, roles.iter())
        };
        tie(&words(one), &words(other))
    }

    #[test]
    fn office_is_one_by_whatever_word() {
        assert_eq!(tie_of(&["Sen."], &["U.S. Senator from Ode"]), Tie::Own);
        assert_eq!(tie_of(&["Rep.", "Majority Leader"], &["Congresswoman"]), Tie::Own);
        assert_eq!(tie_of(&["Senator"], &["Congressman"]), Tie::Against);
    }

    #[test]
    fn being_a_president_of_something_ties_nobody() {
        assert_eq!(tie_of(&["President of Acme"], &["president and CEO of Lund Zoo"]), Tie::Common);
        assert_eq!(
            tie_of(&["President of Lund Zoo"], &["president and CEO of the Lund Zoo"]),
            Tie::Own
        );
        assert_eq!(tie_of(&[], &["Senator"]), Tie::Unknown);
    }
}
