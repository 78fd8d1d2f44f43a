//! One word by itself: how it is written, what it ends in, which classes it is of.

use crate::key::{self, Key, Pushed};
use crate::traits::Traits;

/// How a word is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// In lower case.
    Lower,
    /// With a capital.
    Capital,
    /// In capitals alone, of two letters or more, dots aside: "NATO", "U.S."
    Upper,
    /// A single capital, perhaps with its dot: "J."
    Initial,
    /// No word: a number, a mark, a symbol.
    #[default]
    Other,
}

/// What a word ends in, as far as it tells what the word is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ending {
    /// -ing, as a participle.
    Participle,
    /// -ed, as a past tense.
    Past,
    /// -ly, as an adverb.
    Adverb,
    /// -s, as a plural.
    Plural,
    /// -old, as an age: "14-year-old".
    Age,
    /// Nothing that tells.
    #[default]
    Other,
}

/// A token as it is wherever it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Word {
    /// What tells it from other words.
    pub key: Key,
    /// The classes that the table of function words gives it, and what its letters tell.
    pub traits: Traits,
    /// How it is written.
    pub shape: Shape,
    /// What it ends in.
    pub ending: Ending,
}

impl Word {
    /// Whether this is a punctuation mark: their keys are even, those of words odd.
    #[must_use]
    pub const fn is_mark(&self) -> bool {
        self.key.is_multiple_of(2)
    }
}

/// What the letters of a word add up to, from one look at each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Letters {
    key: Key,
    count: usize,
    capitals: usize,
    /// Whether a capital stands behind another letter.
    inner: bool,
    /// Whether the word begins with a capital.
    starts: bool,
    /// Whether there is a hyphen.
    hyphen: bool,
}

impl Letters {
    fn of(word: &str) -> Self {
        // Four of five words are small letters of ASCII alone.
        let mut small = Pushed::default();
        for (at, byte) in word.bytes().enumerate() {
            if !byte.is_ascii_lowercase() {
                return Self::of_mixed(word, small, at);
            }
            small.push_small(byte);
        }
        Self { key: small.key(), count: word.len(), ..Self::default() }
    }

    /// The same of a word whose first characters are small letters, up to the one given.
    fn of_mixed(word: &str, mut state: Pushed, at: usize) -> Self {
        let first = word.as_bytes().first().copied().unwrap_or_default();
        let (mut all, mut hyphen) = (0, false);
        let (mut count, mut capitals) = (at, 0);
        for byte in word.bytes().skip(at) {
            state.push(byte);
            all |= byte;
            count += usize::from(byte.is_ascii_alphabetic());
            capitals += usize::from(byte.is_ascii_uppercase());
            hyphen |= byte == b'-';
        }
        // Where the first letter is not the first character, it takes more to know which capitals are inner.
        if !all.is_ascii() || capitals > 0 && !first.is_ascii_alphabetic() {
            return Self::of_wide(word);
        }
        let starts = first.is_ascii_uppercase();
        let inner = capitals > usize::from(starts);
        Self { key: state.key(), count, capitals, inner, starts, hyphen }
    }

    /// The same of a word with other letters than those of ASCII.
    fn of_wide(word: &str) -> Self {
        let starts = word.chars().next().is_some_and(char::is_uppercase);
        let (key, hyphen) = (key::of_wide_word(word), word.contains('-'));
        let mut letters = Self { key, starts, hyphen, ..Self::default() };
        for character in word.chars() {
            letters.add(character.is_alphabetic(), character.is_uppercase());
        }
        letters
    }

    fn add(&mut self, letter: bool, capital: bool) {
        self.inner |= letter && capital && self.count > 0;
        self.count += usize::from(letter);
        self.capitals += usize::from(letter && capital);
    }
}

impl Word {
    /// The word as it is written, of no class that a table gives.
    pub(crate) fn written(form: &str) -> Self {
        let letters = Letters::of(form);
        let (traits, shape) = (traits(form, letters), shape(form, letters));
        Self { key: letters.key, traits, shape, ending: ending(form) }
    }
}

/// What the letters of a word tell, whatever their case.
fn traits(form: &str, letters: Letters) -> Traits {
    let mut traits = match form.as_bytes() {
        [_, _, _, .., b'l' | b'L', b'y' | b'Y'] => Traits::MANNER,
        [_, _, .., b'e' | b'E', b'd' | b'D'] => Traits::VERBAL,
        [_, .., b'i' | b'I', b'n' | b'N', b'g' | b'G'] => Traits::VERBAL,
        _ => Traits::NONE,
    };
    if letters.starts {
        traits = traits.with(Traits::CAPITAL);
    }
    if letters.hyphen && is_member(form) {
        traits = traits.with(Traits::MEMBER);
    }
    if letters.count < 2 && matches!(form, "'s" | "’s" | "'S" | "’S" | "'" | "’") {
        traits = traits.with(Traits::GENITIVE);
    }
    traits
}

fn ending(word: &str) -> Ending {
    // Two letters or more stand before each; the first that fits tells.
    match word.as_bytes() {
        [_, _, _, .., b'i', b'n', b'g'] => Ending::Participle,
        [_, _, _, .., b'e', b'd'] => Ending::Past,
        [_, _, _, .., b'l', b'y'] => Ending::Adverb,
        [_, _, _, .., b'-', b'o', b'l', b'd'] => Ending::Age,
        [_, _, _, .., b's'] => Ending::Plural,
        _ => Ending::Other,
    }
}

/// Whether this is the party and state of a member of Congress, "D-Ohio", which is no name.
fn is_member(word: &str) -> bool {
    matches!(word.as_bytes(), [b'D' | b'R' | b'I', b'-', ..])
}

/// Whether this is the number of a thing, "F-16" or "COVID-19"; the "G-7" is a group.
fn is_model(word: &str) -> bool {
    let parts = word.rsplit_once('-').filter(|(letters, _)| *letters != "G");
    parts.is_some_and(|(_, number)| number.bytes().all(|it| it.is_ascii_digit()))
}

/// Whether a capital stands behind a prefix or an adverb, "pro-Ode", which is no name; the article
/// of "al-Rashid" has two letters.
fn is_compound(word: &str) -> bool {
    let first = word.bytes().take_while(u8::is_ascii_lowercase).count();
    first > 2 && word.as_bytes().get(first) == Some(&b'-')
}

fn shape(word: &str, letters: Letters) -> Shape {
    let Letters { count, capitals, inner, starts, hyphen, .. } = letters;
    match (count, capitals) {
        (0, _) => Shape::Other,
        _ if hyphen && (is_member(word) || is_model(word)) => Shape::Other,
        (1, 1) if word.len() <= 3 => Shape::Initial,
        _ if count == capitals => Shape::Upper,
        _ if inner && is_compound(word) => Shape::Lower,
        _ if starts || inner => Shape::Capital,
        _ => Shape::Lower,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shape(word: &str) -> Shape {
        Word::written(word).shape
    }

    fn ending(word: &str) -> Ending {
        Word::written(word).ending
    }

    #[test]
    fn two_letters_or_more_stand_before_an_ending() {
        for (word, short, end) in [
            ("voting", "wing", Ending::Participle),
            ("noted", "shed", Ending::Past),
            ("early", "only", Ending::Adverb),
            ("ten-old", "n-old", Ending::Age),
            ("aids", "gas", Ending::Plural),
        ] {
            assert_eq!((ending(word), ending(short)), (end, Ending::Other), "{word}");
        }
        assert_eq!(ending("Vote-Ed"), Ending::Other);
    }

    #[test]
    fn verbs_and_adverbs_are_told_in_any_case() {
        let is = |word: &str, class: Traits| Word::written(word).traits.any(class);
        assert!(is("ONLY", Traits::CAPITAL) && !is("only", Traits::MANNER));
        assert!(is("EARLY", Traits::MANNER) && is("Shed", Traits::VERBAL));
        assert!(is("wing", Traits::VERBAL) && !is("red", Traits::VERBAL));
        assert!(is("R-Ohio", Traits::MEMBER) && !is("R&B", Traits::MEMBER));
    }

    proptest! {
        #[test]
        fn letters_of_ascii_add_up_as_any_letters_do(word in "[a-zA-Z0-9'.-]{0,12}") {
            prop_assert_eq!(Letters::of(&word), Letters::of_wide(&word));
        }
    }

    #[test]
    fn shapes_tell_acronyms_initials_and_names() {
        assert_eq!(shape("NATO"), Shape::Upper);
        assert_eq!(shape("U.S."), Shape::Upper);
        assert_eq!(shape("J."), Shape::Initial);
        assert_eq!(shape("McConnell"), Shape::Capital);
        assert_eq!(shape("al-Rashid"), Shape::Capital);
        assert_eq!(shape("anti-Ode"), Shape::Lower);
        assert_eq!(shape("officials"), Shape::Lower);
        assert_eq!(shape("'s"), Shape::Lower);
        assert_eq!(shape("F-16"), Shape::Other);
        assert_eq!(shape("G-20"), Shape::Upper);
    }
}
