//! Whether "that" belongs to the content it introduces.

use sayso_text::{Segmentation, TokenSpan};

/// What becomes of a "that" at the start of a content: "said **that** he was ready".
///
/// Annotated corpora (PolNeAR, PARC) count it as a part of the content; a reader of a table may
/// prefer the bare clause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Complementizer {
    /// It stays in the content.
    #[default]
    Keep,
    /// The content begins after it.
    Drop,
}

impl Complementizer {
    /// The content as it is to be given.
    pub(crate) fn apply(
        self,
        text: &str,
        segmentation: &Segmentation,
        content: TokenSpan,
    ) -> TokenSpan {
        let that = segmentation.word(text, content.start()).eq_ignore_ascii_case("that");
        let is_clause = content.len() > 2;
        match self {
            Self::Drop if that && is_clause => TokenSpan::new(content.start() + 1, content.end()),
            _ => content,
        }
    }
}
