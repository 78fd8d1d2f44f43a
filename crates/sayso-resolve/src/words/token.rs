//! Tokens by number: the number of a token is a type, and so is a run of them.

use std::ops::{Add, AddAssign, Range, Sub, SubAssign};

use sayso_text::TokenSpan;

/// The number of a token of the article. Steps that leave the article lead to a token that is in none,
/// about which nothing is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TokenId(u32);

impl TokenId {
    /// The first token of an article.
    pub(crate) const FIRST: Self = Self(0);

    /// The token at the place.
    pub(crate) fn at(place: usize) -> Self {
        Self(u32::try_from(place).unwrap_or(u32::MAX))
    }

    /// Its place among all tokens.
    pub(crate) const fn place(self) -> usize {
        self.0 as usize
    }

    /// The tokens from this one to the other, exclusive.
    pub(crate) fn until(
        self,
        end: Self,
    ) -> impl DoubleEndedIterator<Item = Self> + ExactSizeIterator + Clone + use<> {
        Range { start: self.0, end: end.0 }.map(Self)
    }

    /// The token so many before, if there is one.
    pub(crate) fn checked_sub(self, back: usize) -> Option<Self> {
        self.0.checked_sub(u32::try_from(back).ok()?).map(Self)
    }

    /// The token so many before, or the first.
    pub(crate) fn saturating_sub(self, back: usize) -> Self {
        self.checked_sub(back).unwrap_or(Self::FIRST)
    }
}

impl Add<usize> for TokenId {
    type Output = Self;

    fn add(self, ahead: usize) -> Self {
        Self(self.0.saturating_add(u32::try_from(ahead).unwrap_or(u32::MAX)))
    }
}

impl Sub<usize> for TokenId {
    type Output = Self;

    fn sub(self, back: usize) -> Self {
        self.checked_sub(back).unwrap_or(Self(u32::MAX))
    }
}

impl Sub for TokenId {
    type Output = usize;

    /// By how many tokens this one stands behind the other; none where it stands before it.
    fn sub(self, other: Self) -> usize {
        self.0.saturating_sub(other.0) as usize
    }
}

impl AddAssign<usize> for TokenId {
    fn add_assign(&mut self, ahead: usize) {
        *self = *self + ahead;
    }
}

impl SubAssign<usize> for TokenId {
    fn sub_assign(&mut self, back: usize) {
        *self = *self - back;
    }
}

/// A run of tokens: a [`TokenSpan`] whose ends are no mere numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tokens {
    start: TokenId,
    end: TokenId,
}

impl Tokens {
    /// The tokens from `start` to `end`, exclusive. An end before the start gives the empty run at
    /// `start`.
    pub(crate) fn new(start: TokenId, end: TokenId) -> Self {
        Self { start, end: end.max(start) }
    }

    /// The first token.
    pub(crate) const fn start(self) -> TokenId {
        self.start
    }

    /// The token behind the last.
    pub(crate) const fn end(self) -> TokenId {
        self.end
    }

    /// The number of tokens.
    pub(crate) fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether there is no token in it.
    pub(crate) fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The tokens, one after the other.
    pub(crate) fn ids(
        self,
    ) -> impl DoubleEndedIterator<Item = TokenId> + ExactSizeIterator + Clone + use<> {
        self.start.until(self.end)
    }

    /// The places of the tokens, to slice with.
    pub(crate) const fn range(self) -> Range<usize> {
        self.start.place()..self.end.place()
    }

    /// Whether all tokens of the other are in it.
    pub(crate) fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether both share a token.
    pub(crate) fn touches(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
}

impl From<TokenSpan> for Tokens {
    fn from(span: TokenSpan) -> Self {
        Self { start: TokenId::at(span.start()), end: TokenId::at(span.end()) }
    }
}

impl From<Tokens> for TokenSpan {
    fn from(tokens: Tokens) -> Self {
        Self::new(tokens.start.place(), tokens.end.place())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_past_the_ends_lead_to_no_token_of_the_article() {
        assert!(TokenId::FIRST - 1 > TokenId::at(1_000_000));
        assert_eq!(TokenId::FIRST.checked_sub(1), None);
        assert_eq!(TokenId::at(2).saturating_sub(5), TokenId::FIRST);
        assert_eq!((TokenId::FIRST - 1) + 1, TokenId::FIRST - 1);
    }

    #[test]
    fn run_is_what_the_span_was() {
        let run = Tokens::from(TokenSpan::new(3, 5));
        assert_eq!(run.ids().collect::<Vec<_>>(), [TokenId::at(3), TokenId::at(4)]);
        assert_eq!(TokenSpan::from(run), TokenSpan::new(3, 5));
        assert!(Tokens::new(TokenId::at(5), TokenId::at(3)).is_empty());
    }
}
