//! One word by itself: how it is written, what it ends in, which classes it is of.

use crate::key::Key;
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

/// What the letters of a word tell, whatever their case.
pub(crate) fn traits(form: &str) -> Traits {
    let mut traits = Traits::NONE;
    let ends_in = |end: &str| {
        let tail = form.len().checked_sub(end.len()).and_then(|from| form.as_bytes().get(from..));
        tail.is_some_and(|tail| tail.eq_ignore_ascii_case(end.as_bytes()))
    };
    if form.chars().next().is_some_and(char::is_uppercase) {
        traits = traits.with(Traits::CAPITAL);
    }
    if form.len() > 4 && ends_in("ly") {
        traits = traits.with(Traits::MANNER);
    }
    if form.len() > 3 && (ends_in("ed") || ends_in("ing")) {
        traits = traits.with(Traits::VERBAL);
    }
    if is_member(form) {
        traits = traits.with(Traits::MEMBER);
    }
    if matches!(form, "'s" | "’s" | "'S" | "’S" | "'" | "’") {
        traits = traits.with(Traits::GENITIVE);
    }
    traits
}

pub(crate) fn ending(word: &str) -> Ending {
    let endings = [
        ("ing", Ending::Participle),
        ("ed", Ending::Past),
        ("ly", Ending::Adverb),
        ("-old", Ending::Age),
        ("s", Ending::Plural),
    ];
    let found = endings.iter().find(|(end, _)| word.len() > end.len() + 2 && word.ends_with(end));
    found.map_or(Ending::Other, |(_, ending)| *ending)
}

/// Whether this is the party and state of a member of Congress, "D-Ohio", which is no name.
fn is_member(word: &str) -> bool {
    ["D-", "R-", "I-"].iter().any(|party| word.starts_with(party))
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

pub(crate) fn shape(word: &str) -> Shape {
    let (mut letters, mut capitals, mut inner) = (0, 0, false);
    for character in word.chars().filter(|character| character.is_alphabetic()) {
        letters += 1;
        let capital = character.is_uppercase();
        capitals += usize::from(capital);
        inner |= capital && letters > 1;
    }
    let starts = word.chars().next().is_some_and(char::is_uppercase);
    match (letters, capitals) {
        (0, _) => Shape::Other,
        _ if is_member(word) || is_model(word) => Shape::Other,
        (1, 1) if word.len() <= 3 => Shape::Initial,
        _ if letters == capitals => Shape::Upper,
        _ if inner && is_compound(word) => Shape::Lower,
        _ if starts || inner => Shape::Capital,
        _ => Shape::Lower,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
