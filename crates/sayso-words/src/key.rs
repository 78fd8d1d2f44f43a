//! Keys of words: the same for all ways to write a word, so that names can be compared without
//! allocating.
//!
//! A key is a hash of 64 bits over the word in lower case, without accents and with plain
//! apostrophes. Two words of an article that differ share a key once in 10^13 articles, which is
//! why keys stand for words and nothing checks the letters again.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// The key of a word or of a phrase.
pub type Key = u64;

/// The key of no word.
pub const EMPTY: Key = 0;

const SEED: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;
const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

/// The key of a word.
#[must_use]
pub fn of_word(word: &str) -> Key {
    let mut state = Pushed::default();
    let mut all = 0;
    for byte in word.bytes() {
        state.push(byte);
        all |= byte;
    }
    if all.is_ascii() { state.key() } else { of_wide_word(word) }
}

/// The key of a word, whatever its characters.
pub(crate) fn of_wide_word(word: &str) -> Key {
    let mut state = SEED;
    for character in word.chars() {
        state = if character.is_ascii() {
            push(state, u64::from(character.to_ascii_lowercase() as u32))
        } else {
            push_folded(state, character)
        };
    }
    finish(state)
}

/// The letters of ASCII of a word so far.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pushed(u64);

impl Default for Pushed {
    fn default() -> Self {
        Self(SEED)
    }
}

impl Pushed {
    /// With one more letter, whatever its case.
    pub(crate) fn push(&mut self, letter: u8) {
        self.0 = push(self.0, u64::from(letter.to_ascii_lowercase()));
    }

    /// With one more letter, which is a small one.
    pub(crate) const fn push_small(&mut self, letter: u8) {
        self.0 = push(self.0, letter as u64);
    }

    /// The key of the word that the letters are.
    pub(crate) fn key(self) -> Key {
        finish(self.0)
    }
}

/// The key of a word in lower case ASCII, as a constant.
#[must_use]
pub const fn of_ascii(word: &str) -> Key {
    let bytes = word.as_bytes();
    let (mut state, mut index) = (SEED, 0);
    while index < bytes.len() {
        state = push(state, bytes[index] as u64);
        index += 1;
    }
    finish(state)
}

/// The key of a phrase that ends with one more word.
#[must_use]
pub fn extend(phrase: Key, word: Key) -> Key {
    finish((phrase ^ word.rotate_left(17)).wrapping_mul(PRIME))
}

/// The key of a phrase of words between blanks.
#[must_use]
pub fn of_phrase(phrase: &str) -> Key {
    phrase.split_whitespace().map(of_word).reduce(extend).unwrap_or(EMPTY)
}

/// The key of the initials of words: that of the acronym they make.
#[must_use]
pub fn of_initials(initials: impl Iterator<Item = char>) -> Key {
    let folded = initials.flat_map(char::to_lowercase);
    finish(folded.fold(SEED, |state, letter| push(state, u64::from(letter as u32))))
}

/// The key of the consonants of a word, each run of one counted once, or no key where there are
/// fewer than three: words that share it differ in vowels or in doubled letters only.
#[must_use]
pub fn of_consonants(word: &str) -> Key {
    if word.is_ascii() {
        return of_plain_runs(word.bytes().map(|letter| letter.to_ascii_lowercase()));
    }
    of_runs(word.chars().flat_map(char::to_lowercase).map(without_accent))
}

/// As [`of_runs`], of letters of ASCII.
fn of_plain_runs(letters: impl Iterator<Item = u8>) -> Key {
    /// A bit for each letter that is none.
    const CONSONANTS: u32 = !(1 | 1 << 4 | 1 << 8 | 1 << 14 | 1 << 20 | 1 << 24) & ((1 << 26) - 1);
    let (mut state, mut count, mut last) = (SEED, 0, b' ');
    for letter in letters {
        let place = u32::from(letter.wrapping_sub(b'a'));
        let consonant = place < 26 && CONSONANTS >> place & 1 == 1;
        if consonant && letter != last {
            state = push(state, u64::from(letter));
            count += 1;
        }
        last = letter;
    }
    if count < 3 { EMPTY } else { finish(state) }
}

/// The key of the consonants of letters in lower case and without accents.
fn of_runs(letters: impl Iterator<Item = char>) -> Key {
    let (mut state, mut count, mut last) = (SEED, 0, ' ');
    for character in letters {
        let vowel = matches!(character, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
        if character.is_alphabetic() && !vowel && character != last {
            state = push(state, u64::from(character as u32));
            count += 1;
        }
        last = character;
    }
    if count < 3 { EMPTY } else { finish(state) }
}

const fn push(state: u64, value: u64) -> u64 {
    (state ^ value).wrapping_mul(PRIME)
}

const fn finish(state: u64) -> u64 {
    let mixed = (state ^ (state >> 29)).wrapping_mul(MIX);
    (mixed ^ (mixed >> 32)) | 1
}

fn push_folded(state: u64, character: char) -> u64 {
    if matches!(character, '\u{2019}' | '\u{2018}') {
        return push(state, u64::from(b'\''));
    }
    let lower = character.to_lowercase().next().unwrap_or(character);
    push(state, u64::from(without_accent(lower) as u32))
}

/// The plain letter below an accent, for the letters of European names.
fn without_accent(letter: char) -> char {
    match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => 'c',
        'ď' | 'đ' | 'ð' => 'd',
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => 'e',
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => 'g',
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => 'i',
        'ĺ' | 'ļ' | 'ľ' | 'ł' => 'l',
        'ñ' | 'ń' | 'ņ' | 'ň' => 'n',
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => 'o',
        'ŕ' | 'ř' => 'r',
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => 's',
        'ţ' | 'ť' | 'ț' => 't',
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => 'u',
        'ý' | 'ÿ' => 'y',
        'ź' | 'ż' | 'ž' => 'z',
        other => other,
    }
}

/// A map from keys.
pub type KeyMap<V> = HashMap<Key, V, BuildHasherDefault<KeyHasher>>;
/// A set of keys.
pub type KeySet = HashSet<Key, BuildHasherDefault<KeyHasher>>;

/// Passes a key through: it is a hash already.
#[derive(Clone, Copy, Debug, Default)]
pub struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = push(self.0, u64::from(*byte));
        }
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn letters_of_ascii_give_the_key_of_any_letters(word in "[a-zA-Z0-9'.-]{0,12}") {
            prop_assert_eq!(of_word(&word), of_wide_word(&word));
            let folded = word.chars().flat_map(char::to_lowercase).map(without_accent);
            prop_assert_eq!(of_consonants(&word), of_runs(folded));
        }
    }

    #[test]
    fn case_accents_and_apostrophes_do_not_change_a_key() {
        assert_eq!(of_word("Erdoğan"), of_word("ERDOGAN"));
        assert_eq!(of_word("O’Neill"), of_word("O'Neill"));
        assert_ne!(of_word("Clinton"), of_word("Clintons"));
    }

    #[test]
    fn misspelt_names_keep_their_consonants() {
        assert_eq!(of_consonants("Kowalski"), of_consonants("Kowallsky"));
        assert_ne!(of_consonants("Kowalski"), of_consonants("Kowalska-Lind"));
        assert_eq!(of_consonants("Ode"), EMPTY);
    }

    #[test]
    fn initials_give_the_key_of_the_acronym() {
        assert_eq!(of_initials("WHO".chars()), of_word("WHO"));
    }
}
