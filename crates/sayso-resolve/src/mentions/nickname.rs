//! Nicknames inside a person's name: Peter "Rocky" Lund, Elizabeth (Liz) Moravec.

use crate::mentions::name::Names;
use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::token::{TokenId, Tokens};
use crate::words::word::Shape;

/// The longest nickname, in words: "The Rock".
const MAX_NICKNAME: usize = 3;

impl Names<'_> {
    /// The end of the run with the nickname that the mark opens and the name word behind it.
    pub(super) fn nickname(&self, open: TokenId) -> Option<TokenId> {
        let parenthesis = self.reading.is(open, marks::OPEN);
        let closes = |index: TokenId| match self.reading.word(index).key {
            marks::CLOSE => parenthesis,
            marks::QUOTE | marks::APOSTROPHE => !parenthesis,
            _ => false,
        };
        let close = (open + 2).until(open + 2 + MAX_NICKNAME).find(|index| closes(*index))?;
        let inside = (open + 1).until(close).all(|index| {
            let word = self.reading.word(index);
            // Glenn "GT" Lind: in a parenthesis letters are a party.
            (word.shape == Shape::Capital || !parenthesis && word.shape == Shape::Upper)
                && !word.traits.any(Traits::DEMONYM.with(Traits::PARTY).with(Traits::MEMBER))
        });
        let place = self.place_at(open + 1).is_some();
        (inside && !place && self.is_between_names(open, close)).then_some(close + 2)
    }

    /// Whether a given name or an initial stands before, and behind what can be its surname.
    fn is_between_names(&self, open: TokenId, close: TokenId) -> bool {
        let Some(before) = open.checked_sub(1).map(|before| self.reading.word(before)) else {
            return false;
        };
        let given = before.traits.any(Traits::GIVEN) && before.shape == Shape::Capital
            || before.shape == Shape::Initial;
        let next = self.reading.word(close + 1);
        let never = Traits::DEMONYM.with(Traits::PARTY).with(Traits::TITLE).with(Traits::PLURAL);
        given
            && next.shape == Shape::Capital
            && !next.first
            && self.is_name_word(close + 1)
            && !next.traits.any(never)
    }

    /// The nickname in a name: its first token, behind the mark that opens it.
    pub(crate) fn nickname_in(&self, name: Tokens) -> Option<TokenId> {
        let opens = |index: &TokenId| {
            matches!(self.reading.word(*index).key, marks::QUOTE | marks::OPEN | marks::APOSTROPHE)
        };
        name.ids().find(opens).map(|open| open + 1).filter(|first| *first < name.end())
    }
}
