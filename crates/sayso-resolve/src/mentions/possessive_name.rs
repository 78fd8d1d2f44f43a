//! Names with a possessive inside: "Sheriff's Office", "the Children's Commissioner", "the Workers'
//! Party", "the Retail Bakers' Union".
//!
//! Whose something is does not belong to its name ("Lisse's Mayor"), so that the owner must be of a kind
//! that names bodies: an office, or people by age, trade or cause.

use crate::mentions::name::Names;
use crate::words::key::{self, Key};
use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::token::TokenId;
use crate::words::word::{Ending, Shape};

/// What people with a common trade or cause found.
const UNIONS: [Key; 13] = [
    key::of_ascii("union"),
    key::of_ascii("association"),
    key::of_ascii("alliance"),
    key::of_ascii("federation"),
    key::of_ascii("league"),
    key::of_ascii("society"),
    key::of_ascii("trust"),
    key::of_ascii("guild"),
    key::of_ascii("institute"),
    key::of_ascii("council"),
    key::of_ascii("coalition"),
    key::of_ascii("congress"),
    key::of_ascii("fund"),
];
/// The union stands at most this many words behind those whose it is: "Bishops' National Conference".
const MAX_TO_UNION: usize = 4;

impl Names<'_> {
    /// The end of the run with the possessive and the word behind it.
    pub(super) fn possessive(&self, start: TokenId, mark: TokenId) -> Option<TokenId> {
        if self.is_of_office(mark) || self.is_of_people(mark) {
            return Some(mark + 2);
        }
        self.union(start, mark)
    }

    /// "Sheriff's Office".
    fn is_of_office(&self, mark: TokenId) -> bool {
        let holder = self.reading.traits(mark - 1);
        let held = self.reading.traits(mark + 1);
        let inside = holder.any(Traits::TITLE.with(Traits::PERSON)) && !holder.any(Traits::GIVEN);
        let saint = mark.checked_sub(2).map(|before| self.reading.word(before).key);
        let saint = matches!(saint, Some(marks::SAINT | marks::ST));
        let office = self.reading.is(mark, marks::POSSESSIVE) && (inside || saint);
        office && self.is_name_word(mark + 1) && held.any(Traits::ORGANISATION_WORD)
    }

    /// "Children's | Commissioner", "Workers' | Party": people of no country or party, and what is in
    /// their name.
    fn is_of_people(&self, mark: TokenId) -> bool {
        let holder = self.reading.word(mark - 1);
        let held = self.reading.word(mark + 1);
        let many = Traits::PERSON.with(Traits::GROUP).with(Traits::ORGANISATION_WORD);
        let never = Traits::PARTY.with(Traits::DEMONYM).with(Traits::TITLE);
        let people = holder.shape == Shape::Capital
            && holder.traits.any(Traits::PLURAL)
            && holder.traits.any(many)
            && !holder.traits.any(never);
        let person = held.traits.any(Traits::GIVEN) && !held.traits.any(Traits::ORGANISATION_WORD);
        people && self.is_name_word(mark + 1) && !held.first && !person
    }

    /// Whether people whose name a sentence opens with start at the token: "Workers' | Party".
    pub(super) fn opens_with_people(&self, index: TokenId) -> bool {
        let mark = self.reading.word(index + 1);
        let possessive = matches!(mark.key, marks::POSSESSIVE | marks::APOSTROPHE) && mark.glued;
        possessive && self.is_of_people(index + 1)
    }

    /// "the Retail Bakers' Union": behind an article, those whose union or league it is.
    fn union(&self, start: TokenId, mark: TokenId) -> Option<TokenId> {
        let holder = self.reading.word(mark - 1);
        let never = Traits::GIVEN.with(Traits::PARTY).with(Traits::DEMONYM).with(Traits::TITLE);
        let many = self.reading.is(mark, marks::POSSESSIVE) || holder.ending == Ending::Plural;
        let own = holder.shape == Shape::Capital
            && !holder.traits.any(never)
            && !self.lexicon.is_place(holder.key);
        if !many || !own || !self.is_after_the(start) {
            return None;
        }
        let ends = |index: &TokenId| UNIONS.contains(&self.reading.word(*index).key);
        let union = (mark + 1)
            .until(mark + MAX_TO_UNION)
            .take_while(|index| self.is_name_word(*index))
            .find(ends)?;
        Some(union + 1)
    }
}
