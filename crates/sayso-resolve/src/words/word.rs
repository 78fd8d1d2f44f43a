//! One word: how it is written, what it ends in, what the lists know of it and of its parts.

pub(crate) use sayso_words::{Ending, Shape};

use crate::words::key::{self, Key};
use crate::words::lexicon::{Entry, Lexicon, Traits};
use crate::words::marks;

/// A token as this stage sees it.
#[derive(Clone, Copy, Debug)]
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

/// What a number parts something into, behind a hyphen.
const SHARES: [&str; 6] = ["half", "third", "thirds", "fourths", "quarters", "fifths"];

impl Default for Word {
    fn default() -> Self {
        Self::NONE
    }
}

impl Default for &Word {
    fn default() -> Self {
        const { &Word::NONE }
    }
}

impl Word {
    /// No word of the article.
    pub(crate) const NONE: Self = Self {
        key: key::EMPTY,
        traits: Traits::NONE,
        role: key::EMPTY,
        shape: Shape::Other,
        ending: Ending::Other,
        consonants: key::EMPTY,
        initial: '\0',
        glued: false,
        quoted: false,
        first: false,
        sentence: 0,
    };

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

/// The word as the lists and its letters tell it, from what is known of it by itself.
pub(crate) fn word(text: &str, read: sayso_words::Word, lexicon: &Lexicon) -> Word {
    let sayso_words::Word { key, traits, shape, ending, .. } = read;
    let entry = entry(text, key, traits, lexicon);
    let initial = text.chars().next().map_or(' ', |letter| letter.to_ascii_lowercase());
    let traits = traits.with(entry.traits);
    // "WHO" and "US" are no pronouns.
    let traits = if shape == Shape::Upper { traits.without(Traits::FUNCTION) } else { traits };
    // "S.E.C." and "SEC" are one acronym, and "P&G" is short for "Procter and Gamble".
    let dotted = shape == Shape::Upper && text.contains(['.', '&']);
    let traits = if dotted { traits.with(Traits::ACRONYM) } else { traits };
    let letters = || text.chars().filter(|it| !matches!(*it, '.' | '&'));
    let key = if dotted { key::of_initials(letters()) } else { key };
    let consonants = if shape == Shape::Capital { key::of_consonants(text) } else { key::EMPTY };
    Word { key, traits, role: entry.role, shape, ending, consonants, initial, ..Word::default() }
}

/// What is known about the word, by its parts where the whole tells nothing: who was "ex-mayor" or
/// "then-Senator" or will be "Senator-elect" has that role, an "-ologist" is a person, and what ends
/// as an address of the web is its owner.
fn entry(word: &str, key: Key, classes: Traits, lexicon: &Lexicon) -> Entry {
    let known = lexicon.entry(key);
    let listed = known.traits != Traits::NONE || classes.any(Traits::LISTED);
    if listed || word.len() < SHORTEST_COMPOUND {
        return known;
    }
    // Few words have one, and bytes are sooner looked through than characters.
    let joined = word.bytes().any(|byte| byte == b'-');
    let parts = if joined { of_parts(word, key, lexicon) } else { None };
    parts.or_else(|| of_ending(word, key)).unwrap_or(known)
}

/// What the parts of a word with a hyphen tell.
fn of_parts(word: &str, key: Key, lexicon: &Lexicon) -> Option<Entry> {
    let (prefix, rest) = word.split_once('-')?;
    if ["ex", "then"].iter().any(|known| prefix.eq_ignore_ascii_case(known)) {
        return Some(lexicon.entry(key::of_word(rest)));
    }
    let (first, last) = word.rsplit_once('-')?;
    // "Seventy-five", "Two-thirds".
    let classes = |part: &str| lexicon.reader.classes(key::of_word(part));
    let share = SHARES.iter().any(|known| last.eq_ignore_ascii_case(known));
    if classes(first).any(Traits::NUMBER) && (share || classes(last).any(Traits::NUMBER)) {
        return Some(Entry { traits: classes(first), role: key::EMPTY });
    }
    // "Senator-elect" is a title as "Senator" is.
    if ["elect", "designate"].iter().any(|known| last.eq_ignore_ascii_case(known)) {
        return Some(lexicon.entry(key::of_word(first)));
    }
    // "Inspector-General", "Vice-Chancellor" are offices of their own.
    let office = |part: &str| lexicon.entry(key::of_word(part)).traits;
    let part = Traits::PERSON.with(Traits::TITLE);
    let general = last.eq_ignore_ascii_case("general") && office(first).any(part);
    let vice = ["vice", "deputy"].iter().any(|known| first.eq_ignore_ascii_case(known));
    // "Secretary-Treasurer" is two offices of one.
    let two = office(first).any(Traits::PERSON) && office(last).any(Traits::TITLE);
    let is_office = general || two || vice && office(last).any(Traits::PERSON);
    is_office.then_some(Entry { traits: part, role: key })
}

/// What the ending of a word tells.
fn of_ending(word: &str, key: Key) -> Option<Entry> {
    let traits = match word.as_bytes() {
        [.., b'o', b'l', b'o', b'g', b'i', b's', b't'] => Traits::PERSON,
        [.., b'o', b'l', b'o', b'g', b'i', b's', b't', b's']
        | [.., b'i', b'a', b'n', b's']
        | [.., b'a', b'l', b'i', b's', b't', b's']
        | [.., b'o', b'n', b'i', b's', b't', b's'] => Traits::PERSON.with(Traits::PLURAL),
        [.., b'.', b'c', b'o', b'm']
        | [.., b'.', b'o', b'r', b'g']
        | [.., b'.', b'n', b'e', b't'] => Traits::ORGANISATION_WORD,
        _ => return None,
    };
    Some(Entry { traits, role: key })
}
