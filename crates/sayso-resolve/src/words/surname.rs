//! Surnames that the article itself introduces, and words that only they make a name: "Mayor Irene
//! Hall … Hall said", "Mrs. May", "SP Hauwa Bello", "Mayor Sun Lihua".
//!
//! A word that is a place, an office, a colour or a small word elsewhere is a name where the article
//! has shown it behind a title and a given name. It then loses what else is known about it, token by
//! token, so that "the Hall" or "in May" stay what they are.

use crate::words::key::{self, Key, KeySet};
use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::word::{Ending, Shape, Word};

/// What a word is besides a surname.
const OTHER: Traits = Traits::ORGANISATION_WORD
    .with(Traits::ROLE)
    .with(Traits::OFFICE)
    .with(Traits::PLURAL)
    .with(Traits::PARTY)
    .with(Traits::DEMONYM)
    .with(SMALL);
/// Words that are seldom names.
const SMALL: Traits =
    Traits::FUNCTION.with(Traits::ANY_DAY).with(Traits::VERB).with(Traits::COMMENT);
/// Days in three letters, which are family names as well.
const DAYS: [Key; 7] = [
    key::of_ascii("mon"),
    key::of_ascii("tue"),
    key::of_ascii("wed"),
    key::of_ascii("thu"),
    key::of_ascii("fri"),
    key::of_ascii("sat"),
    key::of_ascii("sun"),
];

/// Nouns for what bodies and places are called that are frequent family names: alone, without an article,
/// they are somebody.
const FAMILIES: [Key; 4] =
    [key::of_ascii("park"), key::of_ascii("hall"), key::of_ascii("church"), key::of_ascii("day")];

/// Ranks of two letters that stand for much else.
const COMMON: [Key; 4] =
    [key::of_ascii("pc"), key::of_ascii("dc"), key::of_ascii("di"), key::of_ascii("cp")];

/// Whether the word is a family name here: one that is a noun for bodies or places elsewhere, and lost that.
pub(crate) fn is_family(word: &Word) -> bool {
    FAMILIES.contains(&word.key) && !word.traits.any(OTHER)
}

/// Whether the word for a body or a place is a frequent family name.
pub(crate) fn is_family_noun(word: Key) -> bool {
    FAMILIES.contains(&word)
}

/// The words of an article in which names are looked for.
struct Words<'r> {
    words: &'r [Word],
    headlines: &'r [bool],
}

impl Words<'_> {
    /// The word, or one without traits before the first and behind the last.
    fn word(&self, index: Option<usize>) -> Word {
        index.and_then(|index| self.words.get(index)).copied().unwrap_or_default()
    }

    /// The word `back` tokens before the one at the index, in the same sentence.
    fn before(&self, index: usize, back: usize) -> Word {
        let own = self.word(Some(index)).sentence;
        let word = self.word(index.checked_sub(back));
        if word.sentence == own { word } else { Word::default() }
    }

    /// The word `ahead` tokens behind the one at the index, in the same sentence.
    fn after(&self, index: usize, ahead: usize) -> Word {
        let own = self.word(Some(index)).sentence;
        let word = self.word(Some(index + ahead));
        if word.sentence == own { word } else { Word::default() }
    }

    fn is_headline(&self, index: usize) -> bool {
        let sentence = self.word(Some(index)).sentence;
        self.headlines.get(sentence).copied().unwrap_or_default()
    }

    /// Whether nothing of a name follows.
    fn is_last(&self, index: usize) -> bool {
        let next = self.after(index, 1);
        let goes_on = matches!(next.shape, Shape::Capital | Shape::Upper | Shape::Initial)
            && !next.traits.any(Traits::ANY_DAY);
        let joined = matches!(next.key, marks::AMPERSAND | marks::DASH) && next.glued;
        !(goes_on || joined || next.key == marks::OF)
    }

    /// Whether a given name, perhaps with an initial, ends before the token, and how long it is.
    fn given_before(&self, index: usize) -> Option<usize> {
        let is_given = |word: Word| word.shape == Shape::Capital && word.traits.any(Traits::GIVEN);
        let back = if self.before(index, 1).shape == Shape::Initial { 2 } else { 1 };
        is_given(self.before(index, back)).then_some(back)
    }

    /// Whether the article shows here that the word is somebody's surname.
    fn introduces(&self, index: usize) -> bool {
        let word = self.word(Some(index));
        if word.shape != Shape::Capital || self.is_headline(index) || !self.is_last(index) {
            return false;
        }
        let before = self.before(index, 1);
        if FAMILIES.contains(&word.key) && self.is_alone(index) {
            return true;
        }
        let titled = before.shape == Shape::Capital && before.traits.any(Traits::TITLE);
        if titled && marks::ADDRESSES.contains(&before.key) {
            return true;
        }
        let plain = !word.traits.any(OTHER);
        let role = Traits::PERSON.with(Traits::TITLE);
        let Some(given) = self.given_before(index) else {
            let behind = self.before(index, 2);
            let rank = behind.traits.any(role) && !behind.traits.any(Traits::PLURAL);
            return plain && (titled || rank && is_unknown_name(before));
        };
        let behind = self.before(index, given + 1);
        let office = behind.traits.any(role) && !behind.traits.any(Traits::PLURAL);
        let aged = self.after(index, 1).key == marks::COMMA && is_number(self.after(index, 2));
        // "Dee Gardener", but not "Virginia Senator".
        let other = OTHER.without(Traits::PERSON.with(Traits::PLURAL)).with(Traits::TITLE);
        let only_role = !word.traits.any(other);
        // "George Will", "Grant Green".
        let small = !word.traits.any(other.without(SMALL.with(Traits::PARTY)));
        plain || office || aged || (only_role || small) && behind.key != marks::THE
    }

    /// Whether the word stands by itself where any other would be a name: "Lind met | Park", "Lind and |
    /// Park", "after | Park | called".
    fn is_alone(&self, index: usize) -> bool {
        let (before, next) = (self.before(index, 1), self.after(index, 1));
        let capital =
            |word: Word| matches!(word.shape, Shape::Capital | Shape::Upper | Shape::Initial);
        let verb = next.shape == Shape::Lower
            && (next.ending == Ending::Past || next.traits.any(Traits::VERB));
        if self.word(Some(index)).first || before.traits.any(Traits::PREPOSITION) {
            return verb;
        }
        let part = capital(before)
            || before.traits.any(Traits::DETERMINER.with(Traits::POSSESSIVE))
            || before.key == marks::POSSESSIVE
            || before.key == marks::AND && !capital(self.before(index, 2));
        before.key != key::EMPTY && !part
    }

    /// Whether the token stands as a surname does: alone before a verb or a mark, or behind a title or
    /// a given name.
    fn is_used_as_surname(&self, index: usize) -> bool {
        let (word, before, next) =
            (self.word(Some(index)), self.before(index, 1), self.after(index, 1));
        if word.shape != Shape::Capital || !self.is_last(index) {
            return false;
        }
        let named = before.shape == Shape::Capital && before.traits.any(Traits::TITLE)
            || self.given_before(index).is_some();
        if named {
            return true;
        }
        let part = matches!(before.shape, Shape::Capital | Shape::Upper | Shape::Initial)
            && !before.traits.any(SMALL)
            || before.traits.any(Traits::DETERMINER);
        let past = next.shape == Shape::Lower && next.ending == Ending::Past;
        let verb = past
            || next.traits.any(Traits::VERB.with(Traits::FINITE))
            || next.key == marks::POSSESSIVE;
        if word.traits.any(SMALL) {
            let never = Traits::PREPOSITION.with(Traits::CONJUNCTION);
            return verb
                && !part
                && !before.traits.any(never)
                && !word.traits.any(Traits::PRONOUN.with(Traits::POSSESSIVE));
        }
        let closes = verb
            || next.shape == Shape::Other
            || next.traits.any(Traits::FUNCTION.with(Traits::COMMENT));
        closes && !part
    }

    /// Whether a small word is a family name before a given name that nothing is known about: "Mayor |
    /// Sun | Lihua".
    fn is_family_first(&self, index: usize) -> bool {
        let (word, before, next) =
            (self.word(Some(index)), self.before(index, 1), self.after(index, 1));
        let small = word.traits.any(Traits::FUNCTION) || DAYS.contains(&word.key);
        let role = Traits::PERSON.with(Traits::TITLE);
        let titled = before.traits.any(role) && !before.traits.any(Traits::PLURAL) && !word.first;
        small
            && word.shape == Shape::Capital
            && (titled || DAYS.contains(&word.key))
            && is_unknown_name(next)
            && (self.is_last(index + 1)
                || is_unknown_name(self.after(index, 2)) && self.is_last(index + 2))
            && !self.is_headline(index)
    }

    /// Whether a rank stands before a name: "PC | Dee Lind", "DCP | Lind" where the article knows Lind.
    fn is_rank(&self, index: usize, surnames: &KeySet) -> bool {
        let (word, next, last) =
            (self.word(Some(index)), self.after(index, 1), self.after(index, 2));
        let initial = word.shape == Shape::Initial
            && surnames.contains(&next.key)
            && !matches!(self.before(index, 1).shape, Shape::Capital | Shape::Initial);
        let written = matches!(word.shape, Shape::Capital | Shape::Upper) || initial;
        if !written || word.traits.any(Traits::ACRONYM) || next.shape != Shape::Capital {
            return false;
        }
        let given = next.traits.any(Traits::GIVEN);
        if surnames.contains(&next.key) && self.is_last(index + 1) {
            return true;
        }
        let full = matches!(last.shape, Shape::Capital | Shape::Initial)
            && !last.traits.any(Traits::TITLE.with(Traits::ANY_DAY));
        let before = self.before(index, 1);
        let role = Traits::PERSON.with(Traits::TITLE);
        let office = before.traits.any(role)
            || before.key == marks::COMMA && self.before(index, 2).traits.any(role);
        let unknown = is_unknown_name(next) && is_unknown_name(last) && self.is_last(index + 2);
        let long = !COMMON.contains(&word.key);
        given && full || office && is_unknown_name(next) || long && unknown
    }
}

/// Whether this is a capitalised word about which nothing is known that speaks against a name.
pub(crate) fn is_unknown_name(word: Word) -> bool {
    word.shape == Shape::Capital && !word.traits.any(OTHER.with(Traits::TITLE))
}

fn is_number(word: Word) -> bool {
    word.shape == Shape::Other && !word.is_mark()
}

/// Finds the surnames, and changes what is known about words that are names where they stand.
/// Linear.
pub(crate) fn mark(words: &mut [Word], headlines: &[bool], surnames: &mut KeySet) {
    surnames.clear();
    for index in 0..words.len() {
        let seen = Words { words, headlines };
        if words.get(index).is_none_or(|word| word.shape != Shape::Capital) {
            continue;
        }
        if seen.is_family_first(index) {
            let Some(word) = words.get_mut(index) else { continue };
            word.traits = word.traits.without(SMALL.with(OTHER));
            surnames.insert(word.key);
        } else if seen.introduces(index)
            && let Some(word) = words.get(index)
        {
            surnames.insert(word.key);
        }
    }
    for index in 0..words.len() {
        let seen = Words { words, headlines };
        let Some(Word { key, traits, .. }) = words.get(index) else { continue };
        let rank = traits.any(Traits::RANK) && seen.is_rank(index, surnames);
        let surname = traits.any(OTHER) && surnames.contains(key) && seen.is_used_as_surname(index);
        if !rank && !surname {
            continue;
        }
        let Some(word) = words.get_mut(index) else { continue };
        if rank {
            word.traits = word.traits.with(Traits::TITLE);
            // "M. Lind" has no initial.
            word.shape = if word.shape == Shape::Initial { Shape::Capital } else { word.shape };
        } else if surname {
            word.traits = word.traits.without(OTHER);
        }
    }
}
