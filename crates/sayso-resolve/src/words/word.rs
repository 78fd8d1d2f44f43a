//! One word: how it is written, what it ends in, what the lists know of it and of its parts.

use crate::words::key::{self, Key};
use crate::words::lexicon::{Entry, Lexicon, Traits};
use crate::words::marks;

/// How a word is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Shape {
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
pub(crate) enum Ending {
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

/// A token as this stage sees it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Word {
    pub(crate) key: Key,
    pub(crate) traits: Traits,
    pub(crate) role: Key,
    pub(crate) shape: Shape,
    pub(crate) ending: Ending,
    /// Of a longer capitalised word: the key of its consonants, which misspelt names mostly keep.
    pub(crate) consonants: Key,
    /// The first letter, in lower case; a blank for what is no word.
    pub(crate) initial: char,
    /// No white space stands before.
    pub(crate) glued: bool,
    /// Between quotation marks.
    pub(crate) quoted: bool,
    /// Capitalised by its place: first of a sentence or of a quotation, or after a colon.
    pub(crate) first: bool,
    pub(crate) sentence: usize,
}

/// "ex-king" and all words that tell by their parts are at least this long, in bytes.
const SHORTEST_COMPOUND: usize = 7;

impl Word {
    /// Whether this is a punctuation mark: their keys are even, those of words odd.
    pub(crate) const fn is_mark(&self) -> bool {
        self.key.is_multiple_of(2)
    }

    /// Whether this is "his", "her" and the like.
    pub(crate) fn is_possessive_pronoun(&self) -> bool {
        self.traits.any(Traits::POSSESSIVE) && self.key != marks::POSSESSIVE
    }

    /// Whether this opens a relative clause.
    pub(crate) fn is_relative(&self) -> bool {
        let relative = matches!(
            self.key,
            marks::WHO | marks::WHICH | marks::THAT | marks::WHOSE | marks::WHOM
        );
        relative && self.shape != Shape::Upper
    }
}

/// The role of a word behind two others: a vice president is no president, so the role of such
/// offices is that of both words, and a "chief executive" is a "CEO".
pub(crate) fn office(role: Key, [first, second]: [Key; 2]) -> Key {
    let joined = match role {
        marks::OFFICER | marks::EXECUTIVE => {
            return match (first, second) {
                (_, marks::CHIEF) | (marks::CHIEF, marks::EXECUTIVE) => marks::CEO,
                (marks::CHIEF, marks::FINANCIAL) => marks::CFO,
                (marks::CHIEF, marks::OPERATING) => marks::COO,
                _ => role,
            };
        }
        marks::PRESIDENT | marks::CHAIRMAN => second == marks::VICE,
        marks::MINISTER => second == marks::PRIME,
        marks::GENERAL => second == marks::ATTORNEY,
        marks::LADY => second == marks::FIRST,
        _ => false,
    };
    if joined { key::extend(second, role) } else { role }
}

/// A number or a symbol: no word, but part of what it stands in.
pub(crate) fn other(text: &str) -> Word {
    match mark(text) {
        known if known.key != marks::OTHER => known,
        _ => Word { key: key::of_word(text), ..Word::default() },
    }
}

pub(crate) fn mark(mark: &str) -> Word {
    let key = match mark {
        "%" => key::of_word(mark),
        "," => marks::COMMA,
        ":" => marks::COLON,
        ";" => marks::SEMICOLON,
        "(" | "[" => marks::OPEN,
        ")" | "]" => marks::CLOSE,
        "&" => marks::AMPERSAND,
        "'" | "’" => marks::APOSTROPHE,
        "-" | "–" | "—" | "--" | "―" => marks::DASH,
        "•" | "*" => marks::BULLET,
        "\"" | "“" | "”" | "„" | "‘" | "«" | "»" | "``" | "''" => marks::QUOTE,
        _ => marks::OTHER,
    };
    Word { key, ..Word::default() }
}

pub(crate) fn word(word: &str, lexicon: &Lexicon) -> Word {
    let key = key::of_word(word);
    let entry = entry(word, key, lexicon);
    let traits = entry.traits;
    let initial = word.chars().next().map_or(' ', |letter| letter.to_ascii_lowercase());
    let (role, shape) = (entry.role, shape(word));
    let traits = if is_member(word) { traits.with(Traits::MEMBER) } else { traits };
    // "WHO" and "US" are no pronouns.
    let traits = if shape == Shape::Upper { traits.without(Traits::FUNCTION) } else { traits };
    // "S.E.C." and "SEC" are one acronym, and "P&G" is short for "Procter and Gamble".
    let dotted = shape == Shape::Upper && word.contains(['.', '&']);
    let traits = if dotted { traits.with(Traits::ACRONYM) } else { traits };
    let letters = || word.chars().filter(|it| !matches!(*it, '.' | '&'));
    let key = if dotted { key::of_initials(letters()) } else { key };
    let consonants = if shape == Shape::Capital { key::of_consonants(word) } else { key::EMPTY };
    let ending = ending(word);
    Word { key, traits, role, shape, ending, consonants, initial, ..Word::default() }
}

/// What is known about the word, by its parts where the whole tells nothing: who was "ex-mayor" or
/// "then-Senator" or will be "Senator-elect" has that role, an "-ologist" is a person, and what ends
/// as an address of the web is its owner.
fn entry(word: &str, key: Key, lexicon: &Lexicon) -> Entry {
    let known = lexicon.entry(key);
    if known.traits != Traits::NONE || word.len() < SHORTEST_COMPOUND {
        return known;
    }
    if let Some((prefix, rest)) = word.split_once('-')
        && ["ex", "then"].iter().any(|known| prefix.eq_ignore_ascii_case(known))
    {
        return lexicon.entry(key::of_word(rest));
    }
    if let Some((first, last)) = word.rsplit_once('-') {
        // "Senator-elect" is a title as "Senator" is.
        if ["elect", "designate"].iter().any(|known| last.eq_ignore_ascii_case(known)) {
            return lexicon.entry(key::of_word(first));
        }
        // "Inspector-General", "Vice-Chancellor" are offices of their own.
        let office = |part: &str| lexicon.entry(key::of_word(part)).traits;
        let part = Traits::PERSON.with(Traits::TITLE);
        let general = last.eq_ignore_ascii_case("general") && office(first).any(part);
        let vice = ["vice", "deputy"].iter().any(|known| first.eq_ignore_ascii_case(known));
        // "Secretary-Treasurer" is two offices of one.
        let two = office(first).any(Traits::PERSON) && office(last).any(Traits::TITLE);
        if general || two || vice && office(last).any(Traits::PERSON) {
            return Entry { traits: part, role: key };
        }
    }
    let (traits, role) = match word {
        _ if word.ends_with("ologist") => (Traits::PERSON, key),
        _ if word.ends_with("ologists") => (Traits::PERSON.with(Traits::PLURAL), key),
        _ if [".com", ".org", ".net"].iter().any(|end| word.ends_with(end)) => {
            (Traits::ORGANISATION_WORD, key)
        }
        _ => return known,
    };
    Entry { traits, role }
}

fn ending(word: &str) -> Ending {
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

fn shape(word: &str) -> Shape {
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
