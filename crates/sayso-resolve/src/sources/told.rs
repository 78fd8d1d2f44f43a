//! What is told of one of several between commas: "Lind, chair of the Harbour Committee, Ode and Roe".

use crate::ids::MentionId;
use crate::mentions::mention::NameKind;
use crate::mentions::noun_phrase;
use crate::sources::source::Sources;
use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::token::TokenId;

/// The noun of an office stands at most this many tokens behind its comma.
const MAX_TO_OFFICE: usize = 5;
/// What is told of a person between commas has at most this many tokens.
const MAX_TOLD: usize = 40;

impl Sources<'_> {
    /// Whether an office with what it is of starts behind the comma: ", the director of the Trade and
    /// Harbour Agency". It is no item of a list, whatever "and" it has.
    pub(super) fn opens_office(&self, comma: TokenId) -> bool {
        let start = noun_phrase::after_determiner(self.reading, comma + 1);
        let office = |index: &TokenId| {
            let traits = self.reading.traits(*index);
            traits.any(Traits::PERSON.with(Traits::TITLE))
                && !traits.any(Traits::PLURAL.with(Traits::GIVEN))
        };
        // "Lind of Ohio, | Ann Boxer of Iowa".
        let surname = |noun: &TokenId| {
            let before = noun.checked_sub(1).map(|before| self.reading.traits(before));
            before.is_some_and(|before| before.any(Traits::GIVEN)) && self.mentions.in_name(*noun)
        };
        let plain = |index: &TokenId| !self.reading.word(*index).is_mark();
        let nouns = start.until(start + MAX_TO_OFFICE).take_while(plain);
        let mut nouns = nouns.filter(office).filter(|noun| !surname(noun));
        nouns.any(|noun| {
            matches!(self.reading.word(noun + 1).key, marks::OF | marks::FOR | marks::AT)
                && !self.reading.traits(noun + 2).any(Traits::GIVEN)
        })
    }

    /// The end of an office told of the person before the comma, where another person follows.
    pub(super) fn office_told(&self, comma: TokenId, end: TokenId) -> Option<TokenId> {
        if !self.reading.is(comma, marks::COMMA) || !self.opens_office(comma) {
            return None;
        }
        let person = |token: TokenId| {
            let next = self.mentions.at(token).or_else(|| self.titled(token, end));
            next.is_some_and(|next| {
                let name = &self.mentions[next];
                name.tokens.start() == token && name.name_kind == NameKind::Person
            })
        };
        let behind = (comma + 1).until(end.min(comma + MAX_TOLD));
        behind
            .filter(|index| self.reading.is(*index, marks::COMMA))
            .find(|close| person(*close + 1))
    }

    /// The name before which the title at the token stands.
    fn titled(&self, token: TokenId, end: TokenId) -> Option<MentionId> {
        token.until(end.min(token + MAX_TO_OFFICE)).find_map(|index| self.name_at(index))
    }
}
