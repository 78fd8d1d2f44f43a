//! Finding names: runs of capitalised words, parted into titles and names.

use crate::words::key::{self, Key};
use crate::words::lexicon::{Lexicon, Traits};
use crate::words::marks;
use crate::words::reading::Reading;
use crate::words::token::{TokenId, Tokens};
use crate::words::word::{Shape, Word};

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

/// Finds names in one article.
pub(crate) struct Names<'r> {
    pub(crate) reading: &'r Reading,
    pub(crate) lexicon: &'r Lexicon,
}

impl Names<'_> {
    /// The end of the run of name words that starts at the token, or nothing where none starts.
    pub(crate) fn run(&self, start: TokenId) -> Option<TokenId> {
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
    fn starts(&self, index: TokenId) -> bool {
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
    pub(crate) fn is_name_word(&self, index: TokenId) -> bool {
        let word = self.reading.word(index);
        if !matches!(word.shape, Shape::Capital | Shape::Upper | Shape::Initial) {
            return false;
        }
        // "April Lind" is no date.
        let given = word.traits.any(Traits::GIVEN) && self.is_capital(index + 1);
        let dated = !given && !self.is_paper(index);
        let never = if dated { Traits::FUNCTION.with(Traits::ANY_DAY) } else { Traits::FUNCTION };
        let acronym = word.shape == Shape::Upper && word.key != marks::I;
        !word.traits.any(never) || (acronym && !word.first)
    }

    /// "Ruritania | Today", "Lisse | Sun": behind a name, a day that newspapers are called.
    fn is_paper(&self, index: TokenId) -> bool {
        let word = self.reading.word(index);
        if !word.traits.any(Traits::ORGANISATION_WORD) {
            return false;
        }
        let Some(before) = index.checked_sub(1).map(|before| self.reading.word(before)) else {
            return false;
        };
        let named = matches!(before.shape, Shape::Capital | Shape::Upper)
            && !before.traits.any(Traits::FUNCTION.with(Traits::ANY_DAY).with(Traits::VERB));
        named && before.sentence == word.sentence
    }

    fn is_capital(&self, index: TokenId) -> bool {
        let word = self.reading.word(index);
        matches!(word.shape, Shape::Capital | Shape::Initial) && !word.traits.any(Traits::ANY_DAY)
    }

    /// In a headline only what the body or the lexicon knows as a name is one.
    fn is_name_in_headline(&self, index: TokenId) -> bool {
        let word = self.reading.word(index);
        let known = Traits::GIVEN.with(Traits::DEMONYM);
        self.reading.has_capital(word.key)
            || (word.traits.any(known) && !self.reading.has_lower(word.key))
            || self.place_at(index).is_some()
    }

    /// "Dee Lind | Slams": in a headline a verb or an adverb behind a name, which the article writes
    /// without a capital or which is one wherever it stands.
    fn is_glued(&self, start: TokenId, index: TokenId) -> bool {
        let word = self.reading.word(index);
        let name = Traits::GIVEN.with(Traits::ORGANISATION_WORD).with(Traits::ROLE);
        let verb = word.traits.any(Traits::VERB.with(Traits::COMMENT));
        index > start && verb && !word.traits.any(name) && word.shape == Shape::Capital
    }

    /// A first word is capitalised anyway, so something else must make it a name.
    fn is_name_at_start(&self, index: TokenId) -> bool {
        let word = self.reading.word(index);
        if self.reading.has_capital(word.key) || self.place_at(index).is_some() {
            return true;
        }
        if self.opens_with_people(index) {
            return true;
        }
        if self.is_cause(index) {
            return true;
        }
        let common = Traits::VERB.with(Traits::COMMENT);
        // "Secretary of State Dee Lind".
        let office = word.traits.any(Traits::TITLE) && self.is_of(index + 1);
        let the = usize::from(office && self.reading.is(index + 2, marks::THE));
        let next = if office { index + 2 + the } else { index + 1 };
        // "Haitham | bin Tariq".
        let particle = self.reading.traits(next).any(Traits::PARTICLE);
        let next = if particle && !self.is_name_word(next) { next + 1 } else { next };
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

    /// "Students | United for Peace", "Mothers | Against Arson": people and what they are for.
    fn is_cause(&self, index: TokenId) -> bool {
        let people = Traits::PERSON.with(Traits::GROUP).with(Traits::ORGANISATION_WORD);
        let word = self.reading.word(index);
        let next = self.reading.word(index + 1);
        let united = next.key == marks::UNITED
            || next.traits.any(Traits::PREPOSITION) && self.is_name_word(index + 2);
        word.traits.any(Traits::PLURAL)
            && word.traits.any(people)
            && next.shape == Shape::Capital
            && !next.first
            && united
    }

    /// Whether a verb, a possessive or a partner follows, as after a name: "Kemp said", "Kemp & Sons".
    fn before_verb(&self, index: TokenId) -> bool {
        let next = self.reading.word(index + 1);
        if next.key == marks::AMPERSAND {
            return self.is_capital(index + 2);
        }
        next.key == marks::POSSESSIVE || next.traits.any(Traits::VERB.with(Traits::AUXILIARY))
    }

    /// The end of the run with one more word, with what may stand between.
    fn extension(&self, start: TokenId, end: TokenId) -> Option<TokenId> {
        let word = self.reading.word(end);
        let asked = word.traits.any(Traits::VERB)
            && !word.traits.any(Traits::GIVEN.with(Traits::ORGANISATION_WORD).with(Traits::ROLE))
            // "Haitham bin Tariq Al Said".
            && !(word.shape == Shape::Capital
                && self.reading.traits(end - 1).any(Traits::PARTICLE)
                && self.reading.word(end - 1).shape == Shape::Capital);
        if asked && self.reading.has_lower(word.key) {
            return None;
        }
        if self.is_name_word(end) {
            let headline = self.reading.is_headline(word.sentence);
            let goes_on = !headline || self.is_name_in_headline(end) && !self.is_glued(start, end);
            return goes_on.then_some(end + 1);
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
            marks::POSSESSIVE => self.possessive(start, end),
            marks::APOSTROPHE if word.glued => self.possessive(start, end),
            marks::QUOTE | marks::OPEN | marks::APOSTROPHE => self.nickname(end),
            marks::COMMA if self.reading.traits(end + 1).any(Traits::SUFFIX) => Some(end + 2),
            marks::COMMA => self.campus(start, end).or_else(|| self.list(start, end)),
            _ if word.traits.any(Traits::SUFFIX) => Some(end + 1),
            _ => self.capital_between(end),
        }
    }

    /// Whether the last word of the run is a surname that is a noun as well: "Dee Boxer".
    fn is_surname(&self, start: TokenId, end: TokenId) -> bool {
        let before = self.reading.traits(end.saturating_sub(2));
        let office = Traits::TITLE.with(Traits::ORGANISATION_WORD);
        end - start > 1
            && before.any(Traits::GIVEN.with(Traits::TITLE))
            && !self.reading.traits(end - 1).any(office)
    }

    /// Whether the run is an office with "of" already, so that another "of" belongs to it.
    pub(super) fn is_office_of(&self, start: TokenId, end: TokenId) -> bool {
        let run = self.reading.slice(Tokens::new(start, end));
        let of = run.iter().any(|word| matches!(word.key, marks::OF | marks::FOR | marks::ON));
        of && run.iter().any(|word| word.traits.any(Traits::ORGANISATION_WORD))
    }

    /// "Reporters Without Borders", "George Will": a small word with a capital inside a name, or
    /// behind a given name.
    fn capital_between(&self, end: TokenId) -> Option<TokenId> {
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
    fn campus(&self, start: TokenId, comma: TokenId) -> Option<TokenId> {
        let university =
            self.reading.is(start, marks::UNIVERSITY) && self.is_office_of(start, comma);
        let place = self.place_at(comma + 1).filter(|_| university)?;
        let next = self.reading.word(place);
        (next.is_mark() || next.key == marks::POSSESSIVE || next.shape == Shape::Lower)
            .then_some(place)
    }

    /// "Ursula von der Leyen": particles before a name word.
    fn particle(&self, end: TokenId) -> Option<TokenId> {
        (end + 1)
            .until(end + 4)
            .take_while(|index| {
                self.is_name_word(*index) || self.reading.traits(*index).any(Traits::PARTICLE)
            })
            .find(|index| self.is_name_word(*index))
            .map(|index| index + 1)
    }

    /// "of the Interior", "for Disease".
    fn after_of(&self, end: TokenId) -> Option<TokenId> {
        let next = if self.reading.is(end + 1, marks::THE) { end + 2 } else { end + 1 };
        let small = self.reading.word(next);
        // "for Near Eastern Affairs".
        let small = small.shape == Shape::Capital && small.traits.any(Traits::PREPOSITION);
        let next = if small && self.is_name_word(next + 1) { next + 1 } else { next };
        self.is_name_word(next).then_some(next + 1)
    }

    /// Whether "the" stands before the token, or before one modifier: "the federal Securities …".
    pub(super) fn is_after_the(&self, start: TokenId) -> bool {
        let is_the = |index: TokenId| self.reading.is(index, marks::THE);
        let modifier = start.checked_sub(1).is_some_and(|before| {
            let before = self.reading.word(before);
            before.shape == Shape::Lower && !before.traits.any(Traits::FUNCTION)
        });
        is_the(start - 1) || modifier && is_the(start - 2)
    }

    /// Whether the word is the kind of office a name ends with: "Committee", "Agency".
    pub(super) fn ends_office(&self, index: TokenId) -> bool {
        let traits = self.reading.traits(index);
        traits.any(Traits::ORGANISATION_WORD)
            && traits.any(Traits::ORGANISATION.with(Traits::GROUP))
            && self.is_name_word(index)
    }

    /// The end of the longest place that starts at the token.
    pub(crate) fn place_at(&self, start: TokenId) -> Option<TokenId> {
        let mut phrase = key::EMPTY;
        let mut found = None;
        for index in start.until(start + MAX_PLACE) {
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
    pub(crate) fn phrase(&self, core: Tokens) -> Key {
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
