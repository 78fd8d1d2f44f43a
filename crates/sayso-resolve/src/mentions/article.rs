//! One article as the rooms behind this one see it: its words, what the lists know, its mentions.

use crate::mentions::list::Mentions;
use crate::mentions::mention::Mention;
use crate::mentions::name::Names;
use crate::words::key::Key;
use crate::words::lexicon::{Lexicon, Traits};
use crate::words::marks;
use crate::words::reading::Reading;
use crate::words::token::{TokenId, Tokens};
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
    pub(crate) fn last_word_key(&self, core: Tokens) -> Key {
        self.reading.word(self.last_word(core)).key
    }

    /// The token of the name's last word, a suffix ("Jr.", "Corp.") aside.
    pub(crate) fn last_word(&self, core: Tokens) -> TokenId {
        let suffix = Traits::SUFFIX.with(Traits::COMPANY);
        let plain = |index: &TokenId| !self.reading.traits(*index).any(suffix);
        core.ids()
            .rev()
            .filter(|index| self.reading.word(*index).shape != Shape::Other)
            .find(plain)
            .unwrap_or(core.start())
    }

    /// Whether a name owns it: "Lind's lawyer".
    pub(crate) fn is_owned(&self, mention: &Mention) -> bool {
        let before = Tokens::new(mention.tokens.start(), mention.core.start());
        !self.reading.traits(before.start()).any(Traits::POSSESSIVE)
            && self.reading.slice(before).iter().any(|word| word.key == marks::POSSESSIVE)
    }

    /// Whether the noun phrase is about two: "both officers", "the two men".
    pub(crate) fn is_dual(&self, mention: &Mention) -> bool {
        let own = self.reading.slice(mention.tokens);
        // "both experts and officials" are many.
        let opens = self.reading.is(mention.tokens.start(), marks::BOTH);
        if opens && self.reading.is(mention.core.end(), marks::AND) {
            return false;
        }
        own.iter().take(3).any(|word| matches!(word.key, marks::BOTH | marks::TWO | marks::NEITHER))
    }

    /// "the two", "the pair", "both": a word that is two by itself.
    pub(crate) fn is_dual_alone(&self, mention: &Mention) -> bool {
        let head = self.reading.word(mention.core.start()).key;
        matches!(
            head,
            marks::TWO | marks::BOTH | marks::NEITHER | marks::PAIR | marks::COUPLE | marks::DUO
        )
    }
}
