//! Ranges of bytes, of tokens and of sentences, each a type of its own.

use std::ops::Range;

/// A half-open range of bytes in a document's text, on character boundaries.
///
/// ```
/// use sayso_text::Span;
///
/// let span = Span::new(0, 2);
/// assert_eq!(span.of("Xi said"), "Xi");
/// assert!(span.touches(Span::new(1, 4)));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Span {
    start: usize,
    end: usize,
}

impl Span {
    /// The span from byte `start` to byte `end`, exclusive. An end before the start gives the
    /// empty span at `start`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end: if end < start { start } else { end } }
    }

    /// The first byte.
    #[must_use]
    pub const fn start(self) -> usize {
        self.start
    }

    /// The byte after the last.
    #[must_use]
    pub const fn end(self) -> usize {
        self.end
    }

    /// The number of bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether the span holds no byte.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The span as a range of bytes.
    #[must_use]
    pub const fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// The text under the span: the one place of the workspace that slices a `str`.
    ///
    /// # Panics
    /// If the span does not lie in `text` on character boundaries, which means that it was made
    /// for another text.
    #[must_use]
    #[expect(clippy::string_slice, reason = "spans lie on character boundaries of their text")]
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Whether both share a byte.
    #[must_use]
    pub const fn touches(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies inside this span, ends included.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// Defines a half-open range of indices as a type of its own.
macro_rules! index_span {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        pub struct $name {
            start: usize,
            end: usize,
        }

        impl $name {
            /// The range from index `start` to index `end`, exclusive. An end before the start
            /// gives the empty range at `start`.
            #[must_use]
            pub const fn new(start: usize, end: usize) -> Self {
                Self { start, end: if end < start { start } else { end } }
            }

            /// The first index.
            #[must_use]
            pub const fn start(self) -> usize {
                self.start
            }

            /// The index after the last.
            #[must_use]
            pub const fn end(self) -> usize {
                self.end
            }

            /// The number of indices.
            #[must_use]
            pub const fn len(self) -> usize {
                self.end - self.start
            }

            /// Whether the range holds nothing.
            #[must_use]
            pub const fn is_empty(self) -> bool {
                self.start == self.end
            }

            /// The indices, to iterate over or to slice with.
            #[must_use]
            pub const fn range(self) -> Range<usize> {
                self.start..self.end
            }

            /// Whether the index lies in the range.
            #[must_use]
            pub const fn holds(self, index: usize) -> bool {
                self.start <= index && index < self.end
            }

            /// Whether `other` lies inside this range, ends included.
            #[must_use]
            pub const fn contains(self, other: Self) -> bool {
                self.start <= other.start && other.end <= self.end
            }

            /// Whether both share an index.
            #[must_use]
            pub const fn touches(self, other: Self) -> bool {
                self.start < other.end && other.start < self.end
            }
        }
    };
}

index_span! {
    /// A half-open range of token indices of a [`Segmentation`](crate::Segmentation).
    TokenSpan
}
index_span! {
    /// A half-open range of sentence indices of a [`Segmentation`](crate::Segmentation).
    SentenceSpan
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reversed_ends_give_an_empty_span() {
        assert!(Span::new(5, 3).is_empty());
        assert_eq!(TokenSpan::new(5, 3).range(), 5..5);
    }

    #[test]
    fn neighbours_do_not_touch() {
        assert!(!Span::new(0, 2).touches(Span::new(2, 4)));
        assert!(Span::new(0, 3).touches(Span::new(2, 4)));
    }
}
