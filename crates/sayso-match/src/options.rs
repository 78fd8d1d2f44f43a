//! How statements are matched.

/// How statements are matched.
///
/// ```
/// let mut options = sayso_match::Options::default();
/// options.min_words = 3;
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Options {
    /// The share of words, 0 to 1, that two wordings must have in common in the same order. Words that
    /// change where speech is reported (pronouns, "will" and "would") do not count.
    pub similarity: f32,
    /// Shorter statements are in no group: "to do so" is said by everybody.
    pub min_words: usize,
    /// In how many articles a statement must be to be listed.
    pub min_articles: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { similarity: 0.6, min_words: 5, min_articles: 2 }
    }
}
