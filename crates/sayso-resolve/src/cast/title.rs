//! How much a title or an apposition tells about somebody.

use crate::words::key::{self, Key};
use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::reading::Reading;
use crate::words::token::Tokens;

/// Titles of several.
const SEVERAL: [Key; 6] = [
    key::of_ascii("sens"),
    key::of_ascii("sens."),
    key::of_ascii("reps"),
    key::of_ascii("reps."),
    key::of_ascii("profs"),
    key::of_ascii("drs"),
];

/// How much a title or apposition tells; nothing without one. Any tells more than that of several
/// ("Senators"), which tells more than how one is addressed ("Sir"); then the longest.
pub(crate) fn weight(reading: &Reading, role: Tokens) -> (usize, usize) {
    let words = reading.slice(role);
    // How anybody is addressed is no role.
    if words.iter().all(|word| marks::ADDRESSES.contains(&word.key)) {
        return (0, 0);
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
