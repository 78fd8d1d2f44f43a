//! One article as the rooms behind this one see it: its words, what the lists know, its mentions.

use sayso_text::TokenSpan;

use crate::mentions::name::Names;
use crate::mentions::scan::Mentions;
use crate::words::key::Key;
use crate::words::lexicon::{Lexicon, Traits};
use crate::words::reading::Reading;
use crate::words::word::Shape;

/// What is read of an article before anybody is told from anybody.
#[derive(Clone, Copy)]
pub(crate) struct Article<'r> {
    pub(crate) reading: &'r Reading,
    pub(crate) lexicon: &'r Lexicon,
    pub(crate) mentions: &'r Mentions,
}

impl Article<'_> {
    pub(crate) fn names(&self) -> Names<'_> {
        Names { reading: self.reading, lexicon: self.lexicon }
    }

    /// The key of the name's last word.
    pub(crate) fn last_word_key(&self, core: TokenSpan) -> Key {
        self.reading.word(self.last_word(core)).key
    }

    /// The token of the name's last word, a suffix ("Jr.") aside.
    pub(crate) fn last_word(&self, core: TokenSpan) -> usize {
        let plain = |index: &usize| !self.reading.traits(*index).any(Traits::SUFFIX);
        core.range()
            .rev()
            .filter(|index| self.reading.word(*index).shape != Shape::Other)
            .find(plain)
            .unwrap_or(core.start())
    }
}
