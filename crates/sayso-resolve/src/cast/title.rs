//! How much a title or an apposition tells about somebody.

use crate::words::key::{self, Key};
use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::reading::Reading;
use crate::words::token::Tokens;
use crate::words::word::{Ending, Shape, Word};

/// Titles of several.
const SEVERAL: [Key; 6] = [
    key::of_ascii("sens"),
    key::of_ascii("sens."),
    key::of_ascii("reps"),
    key::of_ascii("reps."),
    key::of_ascii("profs"),
    key::of_ascii("drs"),
];

/// What was somebody else before: "a soldier turned author".
const TURNED: Key = key::of_ascii("turned");

/// What tells nothing.
pub(crate) const NONE: (usize, usize) = (0, 0);

/// How much a title or apposition tells; nothing without one. Any tells more than that of several
/// ("Senators"), which tells more than how one is addressed ("Sir"); then the longest.
pub(crate) fn weight(reading: &Reading, role: Tokens) -> (usize, usize) {
    let words = reading.slice(role);
    // How anybody is addressed is no role, nor is a clause.
    if words.iter().all(|word| marks::ADDRESSES.contains(&word.key)) || is_clause(words) {
        return NONE;
    }
    let office = words.iter().any(|word| {
        let doctor = matches!(word.key, marks::DR | marks::DR_);
        word.traits.any(Traits::ROLE.with(Traits::TITLE)) && !doctor
    });
    // "United States President" is of one, "Sens." of several.
    let several = words.iter().any(|word| {
        let person = Traits::PERSON.with(Traits::TITLE);
        word.traits.any(Traits::PLURAL) && word.traits.any(person) || SEVERAL.contains(&word.key)
    });
    let class = match (office, several) {
        (false, _) => 1,
        (true, true) => 2,
        (true, false) => 3,
    };
    (class, words.len())
}

/// "Queen suspended parliament", "who was late": somebody does something, which is nobody's role. "An
/// analyst based in Lisse" and "a soldier turned author" are.
fn is_clause(words: &[Word]) -> bool {
    let does = |three: &[Word]| {
        let [noun, verb, object] = three else { return false };
        let somebody = noun.traits.any(Traits::PERSON.with(Traits::TITLE));
        (somebody || noun.shape == Shape::Capital)
            && verb.shape == Shape::Lower
            && verb.ending == Ending::Past
            && verb.key != TURNED
            && object.shape == Shape::Lower
            && !object.traits.any(Traits::PREPOSITION.with(Traits::ADVERB))
    };
    let finite = |word: &Word| {
        let owns = word.key == marks::POSSESSIVE;
        word.shape == Shape::Lower && word.traits.any(Traits::FINITE) && !owns
    };
    words.iter().any(finite) || words.windows(3).any(does)
}
