//! Names of several parts: "Health and Human Services", "the Securities and Exchange Commission",
//! "Bureau of Alcohol, Tobacco and Firearms", "the Senate Health, Education and Labor Committee".

use crate::mentions::name::Names;
use crate::words::key::{self, Key};
use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::token::{TokenId, Tokens};
use crate::words::word::{Shape, Word};

/// The longest list of what an office is for, in tokens.
const MAX_LIST: usize = 12;
/// The longest part before "and" of an office that a country opens: "U.S. Trade | and".
const MAX_FIRST: usize = 3;
/// The word that says what a law or a programme is stands at most this many tokens behind its "and".
const MAX_WORK: usize = 8;
/// What is about several things: laws, programmes, parts of offices.
const WORKS: [Key; 12] = [
    key::of_ascii("act"),
    key::of_ascii("bill"),
    key::of_ascii("amendment"),
    key::of_ascii("resolution"),
    key::of_ascii("treaty"),
    key::of_ascii("program"),
    key::of_ascii("programme"),
    key::of_ascii("plan"),
    key::of_ascii("initiative"),
    key::of_ascii("branch"),
    key::of_ascii("division"),
    key::of_ascii("subcommittee"),
];
/// Offices that are of several things: "Ministry of Agriculture, Fisheries and Food".
const OF_MANY: [Key; 6] = [
    key::of_ascii("bureau"),
    key::of_ascii("ministry"),
    key::of_ascii("department"),
    key::of_ascii("committee"),
    key::of_ascii("subcommittee"),
    key::of_ascii("minister"),
];
/// What opens the name of an office of a whole country.
const NATIONAL: [Key; 3] =
    [key::of_ascii("national"), key::of_ascii("federal"), key::of_ascii("royal")];
/// What ministers are of, before "and" and the second half of it.
const PORTFOLIOS: [Key; 8] = [
    key::of_ascii("health"),
    key::of_ascii("housing"),
    key::of_ascii("education"),
    key::of_ascii("environment"),
    key::of_ascii("agriculture"),
    key::of_ascii("energy"),
    key::of_ascii("trade"),
    key::of_ascii("culture"),
];

impl Names<'_> {
    /// "Health and Human Services": inside the name of an office only.
    pub(super) fn and(&self, start: TokenId, end: TokenId) -> Option<TokenId> {
        if self.reading.is(end + 1, marks::THE) && self.is_office_of(start, end) {
            let own = self.is_name_word(end + 2) && !self.is_other_office(end + 2);
            return own.then_some(end + 3);
        }
        if !self.is_name_word(end + 1) || self.is_other_office(end + 1) {
            return None;
        }
        if let Some(place) = self.second_place(start, end) {
            return Some(place);
        }
        let run = self.reading.slice(Tokens::new(start, end));
        let next = self.reading.traits(end + 1);
        let person = next.any(Traits::GIVEN.with(Traits::TITLE))
            || self.lexicon.is_place(self.reading.word(end + 1).key);
        let office = run.iter().any(|word| word.traits.any(Traits::ORGANISATION_WORD));
        let of = run.iter().any(|word| matches!(word.key, marks::OF | marks::FOR | marks::ON));
        let closes = (end + 2).until(end + 4).any(|index| self.ends_office(index));
        // "Office of Management | and Budget" is of both, "Bureau of Investigation | and Justice Department"
        // are two.
        let open = !self.ends_office(end - 1) || !closes && self.is_of(end - 2);
        let inside = office && of && open;
        let chamber = run.first().is_some_and(|word| {
            word.traits.any(Traits::PARTY) && word.traits.any(Traits::ORGANISATION_WORD)
        });
        if !person && self.is_of_one_work(start, end) {
            return Some(end + 2);
        }
        let first = self.is_first_of_office(start, end) || self.is_national(start, end);
        if !person && (closes && first || self.is_portfolio(start, end)) {
            return Some(end + 2);
        }
        ((inside && !person) || (chamber && closes && !self.ends_office(end - 1)))
            .then_some(end + 2)
    }

    /// "the Rail Competition | and Service Improvement Act", "the Awards | and Decorations Branch": a law, a
    /// programme or a part of an office that is about two things, where the first is no name of its own.
    fn is_of_one_work(&self, start: TokenId, and: TokenId) -> bool {
        let inside = |index: &TokenId| {
            let mark = matches!(self.reading.word(*index).key, marks::OPEN | marks::CLOSE);
            mark || self.is_name_word(*index)
        };
        let ends = |index: &TokenId| WORKS.contains(&self.reading.word(*index).key);
        let closes = (and + 2).until(and + MAX_WORK).take_while(inside).find(ends);
        let Some(work) = closes.map(|index| self.reading.word(index).key) else { return false };
        let own = |index: TokenId| {
            let word = self.reading.word(index);
            index == start && word.traits.any(Traits::GIVEN)
                || word.traits.any(Traits::ACRONYM)
                || WORKS.contains(&word.key)
                || self.ends_office(index)
                || and == start + 1 && self.reading.is_surname(word.key)
        };
        let acronym = and == start + 1 && self.reading.word(start).shape == Shape::Upper;
        let country = self.place_at(start) == Some(and);
        // "the September 11th Relief | and Patriotism Act".
        let the = work == WORKS[0] || self.is_after_the(start);
        the && !acronym && !country && !start.until(and).any(own)
    }

    /// "Center for Biology and | Center for Food", "Bakers' Guild and the | National Food Association":
    /// what follows is an office of its own.
    fn is_other_office(&self, start: TokenId) -> bool {
        let joins = |index: TokenId| matches!(self.reading.word(index).key, marks::OF | marks::FOR);
        if self.ends_office(start) && joins(start + 1) {
            return true;
        }
        self.is_after_the(start)
            && (start + 1)
                .until(start + MAX_FIRST + 2)
                .take_while(|index| self.is_name_word(*index))
                .any(|index| self.ends_office(index))
    }

    /// "High Court of England | and Wales": the end of the second place of a court.
    fn second_place(&self, start: TokenId, and: TokenId) -> Option<TokenId> {
        let place = self.place_at(and + 1)?;
        let of = start.until(and).rev().find(|index| self.reading.is(*index, marks::OF))?;
        let court = of.checked_sub(1).map(|head| self.reading.word(head)).unwrap_or_default();
        let judges = matches!(court.key, marks::COURT | marks::CHURCH | marks::BANK);
        let next = self.reading.word(place);
        let closes = !matches!(next.shape, Shape::Capital | Shape::Upper);
        (judges && closes && self.place_at(of + 1) == Some(and)).then_some(place)
    }

    /// "the Securities | and Exchange Commission": one word behind an article that is no name of its
    /// own.
    fn is_first_of_office(&self, start: TokenId, end: TokenId) -> bool {
        let first = self.reading.word(start);
        let never = Traits::GIVEN.with(Traits::DEMONYM);
        let the = self.is_after_the(start) || first.traits.any(Traits::ORGANISATION_WORD);
        the && self.closes_one(end)
            && end == start + 1
            && first.shape == Shape::Capital
            && !first.traits.any(never)
            && !self.ends_office(start)
            && !self.lexicon.is_place(first.key)
    }

    /// "U.S. Trade | and Development Agency": a country or "National" before what the office is for.
    fn is_national(&self, start: TokenId, end: TokenId) -> bool {
        let first = self.reading.word(start);
        let place = self.place_at(start);
        let adjective = NATIONAL.contains(&first.key) || first.traits.any(Traits::DEMONYM);
        let own = place.or(adjective.then_some(start + 1)).filter(|own| *own < end);
        own.is_some_and(|own| {
            let plain =
                |index: TokenId| is_subject(self.reading.traits(index)) && !self.ends_office(index);
            end - own <= MAX_FIRST && own.until(end).all(plain) && self.closes_one(end)
        })
    }

    /// Whether the office that closes behind "and" is one: "the Justice and State | Departments" are two.
    fn closes_one(&self, end: TokenId) -> bool {
        (end + 2)
            .until(end + 4)
            .filter(|index| self.ends_office(*index))
            .all(|index| !self.reading.traits(index).any(Traits::PLURAL))
    }

    /// "Health | and Human Services Secretary".
    fn is_portfolio(&self, start: TokenId, end: TokenId) -> bool {
        let minister = |index: TokenId| {
            let traits = self.reading.traits(index);
            traits.any(Traits::TITLE) && traits.any(Traits::HIGH_OFFICE)
        };
        end == start + 1
            && PORTFOLIOS.contains(&self.reading.word(start).key)
            && (end + 2).until(end + 4).any(minister)
    }

    /// The end of the run with one more part of a list that "and" closes.
    pub(super) fn list(&self, start: TokenId, comma: TokenId) -> Option<TokenId> {
        let of = self.is_office_of(start, comma) && self.is_of_many(start, comma);
        // "Committee on Agriculture, Nutrition | , and Forestry".
        if of && self.reading.is(comma + 1, marks::AND) && self.is_last_part(start, comma) {
            return Some(comma + 3);
        }
        let listed = if of { self.is_list_of(comma) } else { self.is_list_before(start, comma) };
        listed.then_some(comma + 2)
    }

    fn is_of_many(&self, start: TokenId, comma: TokenId) -> bool {
        let run = self.reading.slice(Tokens::new(start, comma));
        let of = run.iter().position(|word| matches!(word.key, marks::OF | marks::ON | marks::FOR));
        let head = of.and_then(|of| of.checked_sub(1)).and_then(|head| run.get(head));
        head.is_some_and(|head| OF_MANY.contains(&head.key)) && self.is_part(comma - 1)
    }

    /// Whether a comma parts words before this one, so that another, before "and", closes the list.
    fn is_last_part(&self, start: TokenId, comma: TokenId) -> bool {
        let listed = start.until(comma).any(|index| self.reading.is(index, marks::COMMA));
        listed && self.is_part(comma + 2)
    }

    /// Whether the word can be one of the things that an office is for.
    fn is_part(&self, index: TokenId) -> bool {
        let word = self.reading.word(index);
        word.shape == Shape::Capital
            && self.is_name_word(index)
            && is_subject(word.traits)
            && !word.first
            && self.place_at(index).is_none()
    }

    /// ", | Tobacco and Firearms": single words, the last behind "and".
    fn is_list_of(&self, comma: TokenId) -> bool {
        let mut index = comma;
        while index < comma + MAX_LIST && self.is_part(index + 1) {
            let mark = index + 2;
            let and = if self.reading.is(mark, marks::COMMA) { mark + 1 } else { mark };
            if self.reading.is(and, marks::AND) || self.reading.is(and, marks::AMPERSAND) {
                return self.is_part(and + 1);
            }
            if and == mark {
                return false;
            }
            index = mark;
        }
        false
    }

    /// ", | Education, Labor and Pensions Committee": behind an article or a chamber, up to the office.
    fn is_list_before(&self, start: TokenId, comma: TokenId) -> bool {
        let first = self.reading.word(start);
        let chamber = |word: &Word| {
            word.traits.any(Traits::PARTY) && word.traits.any(Traits::ORGANISATION_WORD)
        };
        let opens = self.is_after_the(start) && comma <= start + MAX_FIRST
            || chamber(first) && comma > start + 1;
        if !opens || !self.is_part(comma - 1) || self.ends_office(comma - 1) {
            return false;
        }
        let mut joined = false;
        for index in (comma + 1).until(comma + MAX_LIST) {
            match self.reading.word(index).key {
                marks::AND | marks::AMPERSAND => joined = true,
                marks::COMMA => {}
                _ if joined && self.ends_office(index) => {
                    return !self.reading.traits(index).any(Traits::PLURAL);
                }
                _ if self.is_part(index) => {}
                _ => return false,
            }
        }
        false
    }
}

/// Whether the word can be what an office is for: no name, title, people or party ("Health" is a party
/// word only as one before a minister).
fn is_subject(traits: Traits) -> bool {
    let people = traits.any(Traits::DEMONYM.with(Traits::PARTY));
    !traits.any(Traits::GIVEN.with(Traits::TITLE))
        && (!people || traits.any(Traits::ORGANISATION_WORD))
}
