//! Finding names: runs of capitalised words, parted into titles and names.

use sayso_text::TokenSpan;

use crate::words::key::{self, Key};
use crate::words::lexicon::{Lexicon, Traits};
use crate::words::marks;
use crate::words::reading::Reading;
use crate::words::word::{Ending, Shape, Word};

/// Names of more words are headlines or lists that lost their commas.
const MAX_WORDS: usize = 14;
/// The longest place of the lexicon has this many words.
const MAX_PLACE: usize = 4;

/// Words that make a phrase with "of" or "for" a name: "Department of …", "Friends of …".
const BEFORE_OF: Traits = Traits::ORGANISATION_WORD
    .with(Traits::TITLE)
    .with(Traits::PERSON)
    .with(Traits::GROUP)
    .with(Traits::ORGANISATION)
    .with(Traits::DOCUMENT);

/// What people with a common trade or cause found: their names have a possessive before these.
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

/// Finds names in one article.
pub(crate) struct Names<'r> {
    pub(crate) reading: &'r Reading,
    pub(crate) lexicon: &'r Lexicon,
}

impl Names<'_> {
    /// The end of the run of name words that starts at the token, or nothing where none starts.
    pub(crate) fn run(&self, start: usize) -> Option<usize> {
        if let Some(end) = self.reading.spelled_name(start) {
            return Some(end);
        }
        if !self.starts(start) {
            return None;
        }
        let mut end = start + 1;
        while end - start < MAX_WORDS
            && let Some(next) = self.extension(start, end)
        {
            end = next;
        }
        Some(end)
    }

    /// Whether a name can start at the token.
    fn starts(&self, index: usize) -> bool {
        let word = self.reading.word(index);
        if !self.is_name_word(index) {
            return false;
        }
        if self.reading.is_headline(word.sentence) {
            return self.is_name_in_headline(index);
        }
        !word.first || self.is_name_at_start(index)
    }

    /// Whether the word is capitalised and can be part of a name.
    pub(crate) fn is_name_word(&self, index: usize) -> bool {
        let word = self.reading.word(index);
        let capital = matches!(word.shape, Shape::Capital | Shape::Upper | Shape::Initial);
        // "April Lind" is no date.
        let given = word.traits.any(Traits::GIVEN) && self.is_capital(index + 1);
        let never = if given { Traits::FUNCTION } else { Traits::FUNCTION.with(Traits::CALENDAR) };
        let acronym = word.shape == Shape::Upper && word.key != marks::I;
        capital && (!word.traits.any(never) || (acronym && !word.first))
    }

    fn is_capital(&self, index: usize) -> bool {
        let word = self.reading.word(index);
        matches!(word.shape, Shape::Capital | Shape::Initial) && !word.traits.any(Traits::CALENDAR)
    }

    /// In a headline only what the body or the lexicon knows as a name is one.
    fn is_name_in_headline(&self, index: usize) -> bool {
        let word = self.reading.word(index);
        let known = Traits::GIVEN.with(Traits::DEMONYM);
        self.reading.has_capital(word.key)
            || (word.traits.any(known) && !self.reading.has_lower(word.key))
            || self.place_at(index).is_some()
    }

    /// A first word is capitalised anyway, so something else must make it a name.
    fn is_name_at_start(&self, index: usize) -> bool {
        let word = self.reading.word(index);
        if self.reading.has_capital(word.key) || self.place_at(index).is_some() {
            return true;
        }
        let common = Traits::VERB.with(Traits::ADVERB);
        // "Secretary of State Dee Lind".
        let office = word.traits.any(Traits::TITLE) && self.is_of(index + 1);
        let the = usize::from(office && self.reading.is(index + 2, marks::THE));
        let next = if office { index + 2 + the } else { index + 1 };
        let before_name = self.is_name_word(next) && !self.reading.word(next).first;
        let known = Traits::GIVEN.with(Traits::TITLE).with(Traits::DEMONYM).with(Traits::PARTY);
        if word.traits.any(known) {
            return before_name
                || (word.traits.any(Traits::GIVEN) && !self.reading.has_lower(word.key));
        }
        let unknown =
            !word.traits.any(common.with(Traits::ROLE)) && !self.reading.has_lower(word.key);
        (before_name && !word.traits.any(common) && !self.reading.has_lower(word.key))
            || (unknown && (word.shape == Shape::Upper || self.before_verb(index)))
    }

    /// Whether a verb or a possessive follows, as after a name: "Kemp said".
    fn before_verb(&self, index: usize) -> bool {
        let next = self.reading.word(index + 1);
        next.key == marks::POSSESSIVE || next.traits.any(Traits::VERB.with(Traits::AUXILIARY))
    }

    /// The end of the run with one more word, with what may stand between.
    fn extension(&self, start: usize, end: usize) -> Option<usize> {
        let word = self.reading.word(end);
        let asked = word.traits.any(Traits::VERB)
            && !word.traits.any(Traits::GIVEN.with(Traits::ORGANISATION_WORD).with(Traits::ROLE));
        if asked && self.reading.has_lower(word.key) {
            return None;
        }
        if self.is_name_word(end) {
            let headline = self.reading.is_headline(word.sentence);
            return (!headline || self.is_name_in_headline(end)).then_some(end + 1);
        }
        let last = self.reading.traits(end - 1);
        if word.traits.any(Traits::PARTICLE) && word.shape == Shape::Lower {
            return self.particle(end);
        }
        match word.key {
            marks::OF | marks::FOR | marks::ON => {
                let name =
                    last.any(BEFORE_OF) && !last.any(Traits::GIVEN) && !self.is_surname(start, end);
                (name || self.is_office_of(start, end)).then(|| self.after_of(end)).flatten()
            }
            marks::AMPERSAND => self.is_name_word(end + 1).then_some(end + 2),
            // "Export–Import Bank".
            marks::DASH if word.glued && self.reading.word(end + 1).glued => {
                self.is_name_word(end + 1).then_some(end + 2)
            }
            // "Committee to Protect Journalists".
            marks::TO if last.any(Traits::ORGANISATION_WORD) => {
                self.is_capital(end + 1).then_some(end + 2)
            }
            marks::AND => self.and(start, end),
            marks::POSSESSIVE => self.possessive(end).or_else(|| self.union(start, end)),
            marks::APOSTROPHE if word.glued => self.union(start, end),
            marks::COMMA if self.reading.traits(end + 1).any(Traits::SUFFIX) => Some(end + 2),
            marks::COMMA => self.campus(start, end),
            _ if word.traits.any(Traits::SUFFIX) => Some(end + 1),
            _ => self.capital_between(end),
        }
    }

    /// Whether the last word of the run is a surname that is a noun as well: "Dee Boxer".
    fn is_surname(&self, start: usize, end: usize) -> bool {
        let before = self.reading.traits(end.saturating_sub(2));
        let office = Traits::TITLE.with(Traits::ORGANISATION_WORD);
        end - start > 1
            && before.any(Traits::GIVEN.with(Traits::TITLE))
            && !self.reading.traits(end - 1).any(office)
    }

    /// Whether the run is an office with "of" already, so that another "of" belongs to it.
    fn is_office_of(&self, start: usize, end: usize) -> bool {
        let run = self.reading.slice(TokenSpan::new(start, end));
        let of = run.iter().any(|word| matches!(word.key, marks::OF | marks::FOR | marks::ON));
        of && run.iter().any(|word| word.traits.any(Traits::ORGANISATION_WORD))
    }

    /// "Reporters Without Borders", "George Will": a small word with a capital inside a name, or
    /// behind a given name.
    fn capital_between(&self, end: usize) -> Option<usize> {
        let word = self.reading.word(end);
        let plain = !word.first && !self.reading.is_headline(word.sentence);
        let surname = self.reading.traits(end - 1).any(Traits::GIVEN)
            && word.traits.any(Traits::AUXILIARY.with(Traits::PREPOSITION));
        if surname && plain && word.shape == Shape::Capital {
            return Some(end + 1);
        }
        let small = word.shape == Shape::Capital
            && word
                .traits
                .any(Traits::PREPOSITION.with(Traits::CONJUNCTION).with(Traits::DETERMINER));
        (small && plain && self.is_name_word(end + 1)).then_some(end + 2)
    }

    /// "University of Ruritania, Port Lind": the place that tells one campus from another.
    fn campus(&self, start: usize, comma: usize) -> Option<usize> {
        let university =
            self.reading.is(start, marks::UNIVERSITY) && self.is_office_of(start, comma);
        let place = self.place_at(comma + 1).filter(|_| university)?;
        let next = self.reading.word(place);
        (next.is_mark() || next.key == marks::POSSESSIVE || next.shape == Shape::Lower)
            .then_some(place)
    }

    /// "Ursula von der Leyen": particles before a name word.
    fn particle(&self, end: usize) -> Option<usize> {
        (end + 1..end + 4)
            .take_while(|index| {
                self.is_name_word(*index) || self.reading.traits(*index).any(Traits::PARTICLE)
            })
            .find(|index| self.is_name_word(*index))
            .map(|index| index + 1)
    }

    /// "of the Interior", "for Disease".
    fn after_of(&self, end: usize) -> Option<usize> {
        let next = if self.reading.is(end + 1, marks::THE) { end + 2 } else { end + 1 };
        let small = self.reading.word(next);
        // "for Near Eastern Affairs".
        let small = small.shape == Shape::Capital && small.traits.any(Traits::PREPOSITION);
        let next = if small && self.is_name_word(next + 1) { next + 1 } else { next };
        self.is_name_word(next).then_some(next + 1)
    }

    /// "Health and Human Services": inside the name of an office only.
    fn and(&self, start: usize, end: usize) -> Option<usize> {
        if self.reading.is(end + 1, marks::THE) && self.is_office_of(start, end) {
            return self.is_name_word(end + 2).then_some(end + 3);
        }
        if !self.is_name_word(end + 1) {
            return None;
        }
        let run = self.reading.slice(TokenSpan::new(start, end));
        let next = self.reading.traits(end + 1);
        let person = next.any(Traits::GIVEN.with(Traits::TITLE))
            || self.lexicon.is_place(self.reading.word(end + 1).key);
        let office = run.iter().any(|word| word.traits.any(Traits::ORGANISATION_WORD));
        let of = run.iter().any(|word| matches!(word.key, marks::OF | marks::FOR | marks::ON));
        let inside = office && of && !self.ends_office(end - 1);
        let chamber = run.first().is_some_and(|word| {
            word.traits.any(Traits::PARTY) && word.traits.any(Traits::ORGANISATION_WORD)
        });
        let closes = (end + 2..end + 4).any(|index| self.ends_office(index));
        if closes && self.is_first_of_office(start, end) && !person {
            return Some(end + 2);
        }
        ((inside && !person) || (chamber && closes && !self.ends_office(end - 1)))
            .then_some(end + 2)
    }

    /// "the Securities | and Exchange Commission": one word behind an article that is no name of its
    /// own.
    fn is_first_of_office(&self, start: usize, end: usize) -> bool {
        let first = self.reading.word(start);
        let never = Traits::GIVEN.with(Traits::DEMONYM);
        let the = self.is_after_the(start) || first.traits.any(Traits::ORGANISATION_WORD);
        let single = (end + 2..end + 4)
            .filter(|index| self.ends_office(*index))
            .all(|index| !self.reading.traits(index).any(Traits::PLURAL));
        the && single
            && end == start + 1
            && first.shape == Shape::Capital
            && !first.traits.any(never)
            && !self.ends_office(start)
            && !self.lexicon.is_place(first.key)
    }

    /// Whether "the" stands before the token, or before one modifier: "the federal Securities …".
    fn is_after_the(&self, start: usize) -> bool {
        let is_the = |index: usize| self.reading.is(index, marks::THE);
        let modifier = start.checked_sub(1).is_some_and(|before| {
            let before = self.reading.word(before);
            before.shape == Shape::Lower && !before.traits.any(Traits::FUNCTION)
        });
        start > 0 && is_the(start - 1) || start > 1 && modifier && is_the(start - 2)
    }

    /// Whether the word is the kind of office a name ends with: "Committee", "Agency".
    fn ends_office(&self, index: usize) -> bool {
        let traits = self.reading.traits(index);
        traits.any(Traits::ORGANISATION_WORD)
            && traits.any(Traits::ORGANISATION.with(Traits::GROUP))
            && self.is_name_word(index)
    }

    /// "Sheriff's Office": a possessive inside a name follows a title or a plural.
    fn possessive(&self, end: usize) -> Option<usize> {
        let holder = self.reading.traits(end - 1);
        let held = self.reading.traits(end + 1);
        let inside = holder.any(Traits::TITLE.with(Traits::PERSON)) && !holder.any(Traits::GIVEN);
        (inside && self.is_name_word(end + 1) && held.any(Traits::ORGANISATION_WORD))
            .then_some(end + 2)
    }

    /// "the Retail Bakers' Union": behind an article, those whose union or league it is.
    fn union(&self, start: usize, apostrophe: usize) -> Option<usize> {
        let holder = self.reading.word(apostrophe - 1);
        let word = self.reading.word(apostrophe);
        let never = Traits::GIVEN.with(Traits::PARTY).with(Traits::DEMONYM).with(Traits::TITLE);
        let many = word.key == marks::POSSESSIVE || holder.ending == Ending::Plural;
        let own = holder.shape == Shape::Capital
            && !holder.traits.any(never)
            && !self.lexicon.is_place(holder.key);
        if !many || !own || !self.is_after_the(start) {
            return None;
        }
        let ends = |index: &usize| UNIONS.contains(&self.reading.word(*index).key);
        let union = (apostrophe + 1..apostrophe + 4)
            .take_while(|index| self.is_name_word(*index))
            .find(ends)?;
        Some(union + 1)
    }

    /// The end of the longest place that starts at the token.
    pub(crate) fn place_at(&self, start: usize) -> Option<usize> {
        let mut phrase = key::EMPTY;
        let mut found = None;
        for index in start..start + MAX_PLACE {
            let word = self.reading.word(index);
            if word.shape == Shape::Other || word.shape == Shape::Lower && word.key != marks::OF {
                break;
            }
            phrase = if index == start { word.key } else { key::extend(phrase, word.key) };
            if self.lexicon.is_place(phrase) {
                found = Some(index + 1);
            }
        }
        found
    }

    /// The key of the words of a name, "of" and "the" left out. "The government of Ruritania" and
    /// "the Ruritanian government" have one key.
    pub(crate) fn phrase(&self, core: TokenSpan) -> Key {
        let words = self.reading.slice(core);
        let office = |word: &Word| word.traits.any(Traits::OFFICE) && word.shape == Shape::Lower;
        let telling = |word: &&Word| {
            !matches!(word.key, marks::OF | marks::THE | marks::POSSESSIVE | marks::APOSTROPHE)
        };
        let phrase = |words: &[Word], place: bool| {
            let keys = words.iter().filter(telling);
            keys.map(|word| if place { self.lexicon.place_of(word.key) } else { word.key })
                .reduce(key::extend)
        };
        let found = match words {
            [first, place @ ..] if office(first) => {
                phrase(place, true).map(|place| key::extend(place, first.key))
            }
            [place @ .., last] if office(last) => {
                phrase(place, true).map(|place| key::extend(place, last.key))
            }
            _ => phrase(words, false),
        };
        found.unwrap_or(key::EMPTY)
    }
}
