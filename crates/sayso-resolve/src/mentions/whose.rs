//! Whose an office is that runs on into a name: "Secretary of State | Dee Lind", "former director of the FBI
//! | Dee Lind", "Under Secretary for Water Rights | Uzra Lind".

use crate::mentions::name::Names;
use crate::words::key::{self, Key};
use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::surname;
use crate::words::token::{TokenId, Tokens};
use crate::words::word::Shape;

/// A person's name behind that of an organisation has at most this many words.
pub(super) const MAX_PERSON: usize = 3;
/// What an office is for is a list of at most this many tokens.
const MAX_LIST: usize = 12;
/// What offices are for, as the last word before a name.
const SUBJECTS: [Key; 22] = [
    key::of_ascii("affairs"),
    key::of_ascii("commerce"),
    key::of_ascii("defence"),
    key::of_ascii("defense"),
    key::of_ascii("education"),
    key::of_ascii("environment"),
    key::of_ascii("health"),
    key::of_ascii("investigations"),
    key::of_ascii("justice"),
    key::of_ascii("labor"),
    key::of_ascii("management"),
    key::of_ascii("operations"),
    key::of_ascii("oversight"),
    key::of_ascii("policy"),
    key::of_ascii("protection"),
    key::of_ascii("relations"),
    key::of_ascii("resources"),
    key::of_ascii("rights"),
    key::of_ascii("safety"),
    key::of_ascii("security"),
    key::of_ascii("trade"),
    key::of_ascii("transportation"),
];

impl Names<'_> {
    /// Where a person's name starts behind what an office before the run is of: "former director of the
    /// FBI | Dee Lind", "mayor of Lisse | Dee Lind".
    pub(super) fn after_whose(&self, start: TokenId, end: TokenId) -> Option<TokenId> {
        let the = usize::from(self.reading.is(start - 1, marks::THE));
        let of = start.checked_sub(1 + the)?;
        let of = if self.reading.is(of, marks::AND) { self.of_list(of)? } else { of };
        let head = self.reading.word(of.checked_sub(1)?);
        let joins = self.reading.word(of).key;
        let joins = matches!(joins, marks::OF | marks::FOR | marks::AT | marks::TO);
        let office = head.traits.is_one_person() && head.traits.any(Traits::TITLE);
        // "the Navy": what is an organisation may be a given name as well.
        let whose = self.reading.traits(start);
        let person = whose.any(Traits::GIVEN) && !whose.any(Traits::ORGANISATION_WORD);
        if !joins || !office || person || whose.any(Traits::TITLE) {
            return None;
        }
        // "former secretary of State | Lind".
        let surname = |index: &TokenId| {
            *index + 1 == end && self.reading.is_surname(self.reading.word(*index).key)
        };
        let unknown = self.unknown_person(start, end);
        let given = (start + 1).until(end).find(|index| {
            let word = self.reading.word(*index);
            word.traits.any(Traits::GIVEN) && word.shape == Shape::Capital || surname(index)
        });
        let name = unknown.or(given)?;
        let person = self.reading.slice(Tokens::new(name, end)).iter().all(|word| {
            let never = Traits::ORGANISATION_WORD.with(Traits::FUNCTION).without(Traits::PARTICLE);
            !word.traits.any(never) && word.shape != Shape::Upper
        });
        let whole = (2..=MAX_PERSON + 1).contains(&(end - name)) || surname(&name);
        (person && whole).then_some(name)
    }

    /// "Secretary of State | John Kerry", "President of India | …": where the office ends.
    pub(super) fn after_office(&self, start: TokenId, end: TokenId) -> TokenId {
        let start = if self.reading.is(start, marks::THE) { start + 1 } else { start };
        if let Some(place) = self.place_at(start) {
            // "Director of the Ruritania Commission | Dee Lind".
            let office = self.reading.slice(Tokens::new(place, end)).iter();
            let office = office.clone().any(|word| word.traits.any(Traits::ORGANISATION_WORD));
            return if office { self.last_given(place, end).unwrap_or(end) } else { place };
        }
        let given =
            (start + 1).until(end).find(|index| self.reading.traits(*index).any(Traits::GIVEN));
        // "Minister of State for Power | …".
        let of = (start + 1).until(end).rev().find(|index| self.is_of(*index));
        let start = of.filter(|_| given.is_none()).map_or(start, |of| of + 1);
        let rest = self.reading.slice(Tokens::new(start + 1, end));
        let named = rest.len() == 2
            && rest.iter().all(|word| {
                word.shape == Shape::Capital && !word.traits.any(Traits::ORGANISATION_WORD)
            });
        let unknown = || self.unknown_person(start, end).unwrap_or(end);
        given.unwrap_or_else(|| if named { start + 1 } else { unknown() })
    }

    /// The given name that opens the full name with which the run ends.
    fn last_given(&self, start: TokenId, end: TokenId) -> Option<TokenId> {
        let given = |index: &TokenId| self.reading.traits(*index).any(Traits::GIVEN);
        let never = Traits::ORGANISATION_WORD.with(Traits::FUNCTION);
        let plain = |index: TokenId| !self.reading.traits(index).any(never);
        let first = end.saturating_sub(MAX_PERSON).max(start);
        first
            .until(end.saturating_sub(1))
            .find(|index| given(index) && (*index).until(end).all(plain))
    }

    /// The "for" of an office that is for several things, of which the last stands behind "and": "Secretary |
    /// for | Water, Trade, and …".
    pub(crate) fn of_list(&self, and: TokenId) -> Option<TokenId> {
        let listed =
            |index: &TokenId| self.is_name_word(*index) || self.reading.is(*index, marks::COMMA);
        let before = and.saturating_sub(MAX_LIST).until(and).rev();
        before.into_iter().find(|index| !listed(index)).filter(|index| self.is_of(*index))
    }

    /// "Human Rights | Uzra Lind": two words of which nothing is known, behind what an office is for.
    fn unknown_person(&self, start: TokenId, end: TokenId) -> Option<TokenId> {
        let subject = end.checked_sub(3).filter(|it| *it >= start)?;
        let unknown = |index: TokenId| {
            let word = self.reading.word(index);
            surname::is_unknown_name(*word) && !self.reading.has_lower(word.key)
        };
        let person = (subject + 1).until(end).all(unknown);
        (person && is_subject(self.reading.word(subject).key)).then_some(subject + 1)
    }
}

/// Whether offices are for what the word says: "Rights", "Affairs".
pub(crate) fn is_subject(word: Key) -> bool {
    SUBJECTS.contains(&word)
}
