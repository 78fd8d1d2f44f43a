//! The gender that pronouns, titles and given names show, and a tally of what they showed.

use crate::words::lexicon::Traits;

/// What "he" or "she" shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gender {
    /// As "he".
    Masculine,
    /// As "she".
    Feminine,
}

impl Gender {
    /// The gender that a word shows, if it shows one alone.
    pub(crate) fn shown(traits: Traits) -> Option<Self> {
        Self::one_of(traits.any(Traits::MASCULINE), traits.any(Traits::FEMININE))
    }

    /// The gender to which a given name leans: most, not nearly all, of its bearers have it.
    pub(crate) fn leaning(traits: Traits) -> Option<Self> {
        Self::one_of(traits.any(Traits::MOSTLY_MASCULINE), traits.any(Traits::MOSTLY_FEMININE))
    }

    fn one_of(masculine: bool, feminine: bool) -> Option<Self> {
        match (masculine, feminine) {
            (true, false) => Some(Self::Masculine),
            (false, true) => Some(Self::Feminine),
            _ => None,
        }
    }

    /// The trait that shows the other gender.
    pub(crate) fn other(self) -> Traits {
        match self {
            Self::Masculine => Traits::FEMININE,
            Self::Feminine => Traits::MASCULINE,
        }
    }
}

/// How often a man was shown, less how often a woman.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally(i32);

impl Tally {
    pub(crate) fn add(&mut self, shown: Option<Gender>) {
        self.0 += match shown {
            Some(Gender::Masculine) => 1,
            Some(Gender::Feminine) => -1,
            None => 0,
        };
    }

    /// What was shown more often.
    pub(crate) fn gender(self) -> Option<Gender> {
        Gender::one_of(self.0 > 0, self.0 < 0)
    }
}

/// Whether both are known and differ.
pub(crate) fn clash(one: Option<Gender>, other: Option<Gender>) -> bool {
    one.is_some() && other.is_some() && one != other
}

/// Whether both are known and the same.
pub(crate) fn agree(one: Option<Gender>, other: Option<Gender>) -> bool {
    one.is_some() && one == other
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tally_shows_what_was_shown_more_often() {
        let mut tally = Tally::default();
        tally.add(Some(Gender::Feminine));
        assert_eq!(tally.gender(), Some(Gender::Feminine));
        tally.add(Some(Gender::Masculine));
        assert_eq!(tally.gender(), None);
        assert!(!clash(tally.gender(), Some(Gender::Feminine)));
    }
}
