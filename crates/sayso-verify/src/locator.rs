//! Words to the spans at which they stand, for tables whose offsets may be those of another text.

use sayso_export::Offsets;
use sayso_text::Span;

use crate::article::Article;

/// Finds the words of many claims in one text, as the checks of a [`Verifier`](crate::Verifier)
/// do: at their offsets or elsewhere, to the letter or with white space, quotation marks and dashes
/// changed. Time for all claims together is linear in the text and the words.
///
/// ```
/// use sayso_export::Offsets;
/// use sayso_verify::Locator;
///
/// let text = "“Rain is likely,” Ms. Okoye said.";
/// let mut locator = Locator::new(text, Offsets::Chars);
/// let span = locator.at("\"Rain is likely,\"", (4, 21)).expect("words of the text");
/// assert_eq!(span.of(text), "“Rain is likely,”");
/// assert_eq!(locator.near("Snow", 0), None);
/// ```
pub struct Locator<'t>(Article<'t>);

impl<'t> Locator<'t> {
    /// The locator of a text, for offsets in the unit.
    #[must_use]
    pub fn new(text: &'t str, unit: Offsets) -> Self {
        Self(Article::new(text, unit))
    }

    /// The span between two offsets, if both are in the text, on characters, and in order.
    #[must_use]
    pub fn span(&self, ends: (usize, usize)) -> Option<Span> {
        self.0.span(ends)
    }

    /// The span of words that should be at offsets: there, or else nearest to where they should be
    /// after what was found of the words before them.
    pub fn at(&mut self, words: &str, ends: (usize, usize)) -> Option<Span> {
        self.0.locate(words, ends)
    }

    /// The span of words of which no offsets are known, as near to the byte as they come.
    pub fn near(&mut self, words: &str, byte: usize) -> Option<Span> {
        self.0.locate_near(words, byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_of_a_text_that_was_cleaned_lead_to_the_same_words() {
        let text = "Rain.\n\nHe said “no”.\n\nShe said “yes”, he said.";
        let mut locator = Locator::new(text, Offsets::Chars);
        let mut found = |words: &str, ends| {
            let span = locator.at(words, ends);
            span.map(|span| span.start())
        };
        let no = text.find("“no”");
        assert_eq!(found("\"no\"", (20, 24)), no);
        assert_eq!(found("said", (15, 19)), text.find("said"));
        assert_eq!(found("he", (400, 402)), text.rfind("he said"));
    }

    #[test]
    fn words_without_offsets_are_looked_for_near_a_place() {
        let text = "she said. Rain, she said.";
        let mut locator = Locator::new(text, Offsets::Chars);
        assert_eq!(locator.near("she", 12), Some(Span::new(16, 19)));
        assert_eq!(locator.near("she", usize::MAX), Some(Span::new(16, 19)));
        assert_eq!(locator.span((0, 26)), None);
    }
}
