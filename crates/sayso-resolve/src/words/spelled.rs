//! Names that a parenthesis abbreviates: "Notes from Ruritania (NFR)". The letters tell where such a
//! name starts, whatever small words and commas stand in it.

use sayso_text::TokenSpan;

use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::word::{Shape, Word};

/// The longest such name, in tokens.
const MAX_NAME: usize = 14;
/// The shortest abbreviation that tells, in letters.
const MIN_LETTERS: usize = 3;

/// The name before the parenthesis at `open` that its letters stand for. Each letter is the first of
/// a word; small words count or not.
pub(crate) fn name_before(words: &[Word], open: usize, letters: &str) -> Option<TokenSpan> {
    let letters = || letters.chars().filter(|it| it.is_uppercase()).flat_map(char::to_lowercase);
    if letters().count() < MIN_LETTERS {
        return None;
    }
    let mut left = letters().count();
    for index in (open.saturating_sub(MAX_NAME)..open).rev() {
        let word = words.get(index)?;
        let wanted = letters().nth(left - 1)?;
        let capital = matches!(word.shape, Shape::Capital | Shape::Upper);
        let small = word.shape == Shape::Lower && word.traits.any(Traits::FUNCTION);
        let between = matches!(
            word.key,
            marks::COMMA | marks::DASH | marks::AMPERSAND | marks::APOSTROPHE | marks::POSSESSIVE
        );
        match (capital || small) && word.initial == wanted {
            true => left -= 1,
            false if small || between => {}
            false => return None,
        }
        if left == 0 {
            let last = words.get(open - 1)?;
            let whole = capital && last.shape != Shape::Other;
            // "Member of Parliament (MPA)" is an office that many hold.
            let office = last.traits.any(Traits::PERSON) || word.traits.any(Traits::PERSON);
            return (whole && !office).then(|| TokenSpan::new(index, open));
        }
    }
    None
}
