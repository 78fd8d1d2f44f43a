//! The acronyms that a name makes.

use crate::words::key::{self, Key};
use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::word::{Shape, Word};

/// Fewer capitals than this are an acronym by chance.
pub(crate) const MIN_LETTERS: usize = 3;

/// Acronyms of two letters that are always those of two words, as their letters.
pub(crate) const TWO_LETTERS: [(Key, [char; 2]); 4] = [
    (key::of_ascii("us"), ['u', 's']),
    (key::of_ascii("un"), ['u', 'n']),
    (key::of_ascii("eu"), ['e', 'u']),
    (key::of_ascii("uk"), ['u', 'k']),
];

/// The letters that a word has in an acronym: "U.S." has two.
pub(crate) fn initials(word: &Word) -> impl Iterator<Item = char> {
    let two =
        TWO_LETTERS.iter().find(|(known, _)| *known == word.key && word.shape == Shape::Upper);
    let (first, second) = match two {
        Some((_, [first, second])) => (*first, Some(*second)),
        None => (word.initial, None),
    };
    std::iter::once(first).chain(second)
}

/// The acronyms that a name makes: of all its words, without the small ones, without the form of a
/// company, of what an office is for ("Department of Health and Human Services", HHS), and without the
/// country that opens it ("U.S. Centers for Tide Control", CTC).
pub(crate) fn acronyms(words: &[Word]) -> [Key; 5] {
    let named = || words.iter().filter(|word| word.shape != Shape::Other);
    let capital = |word: &&Word| word.shape != Shape::Lower;
    let plain = || named().filter(capital).filter(|word| !word.traits.any(Traits::COMPANY));
    let of = words.iter().position(|word| word.key == marks::OF).unwrap_or(words.len());
    let aim = || words.iter().skip(of).filter(|word| word.shape == Shape::Capital);
    let aim = if aim().count() < MIN_LETTERS {
        key::EMPTY
    } else {
        key::of_initials(aim().map(|word| word.initial))
    };
    let country = words.first().is_some_and(|word| initials(word).count() > 1);
    let own = || plain().skip(usize::from(country));
    let own = if !country || own().count() < MIN_LETTERS {
        key::EMPTY
    } else {
        key::of_initials(own().map(|word| word.initial))
    };
    [
        own,
        key::of_initials(named().map(|word| word.initial)),
        key::of_initials(named().filter(capital).flat_map(initials)),
        key::of_initials(plain().flat_map(initials)),
        aim,
    ]
}
