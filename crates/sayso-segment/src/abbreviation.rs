//! The abbreviations and sentence openers of `data/lexicons/abbreviations.txt`.

use std::collections::{HashMap, HashSet};

use sayso_data::ABBREVIATIONS;

/// Where an abbreviation stands and what its full stop can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Before a name or number; never ends a sentence.
    Title,
    /// An abbreviation only where a number follows.
    BeforeNumber,
    /// Anywhere; may end a sentence.
    Anywhere,
    /// One capital: the initial of a name.
    Initial,
}

/// A compiled list of abbreviations and of words that open sentences.
#[derive(Clone, Debug)]
pub(crate) struct Abbreviations {
    places: HashMap<String, Place>,
    openers: HashSet<String>,
    speech: HashSet<String>,
    /// The length in bytes of the longest entry: longer words need no look-up.
    longest: usize,
}

impl Abbreviations {
    /// Reads the list that the program carries.
    pub(crate) fn new() -> Self {
        let mut list = Self::empty();
        let mut section = "";
        for line in ABBREVIATIONS.lines().map(str::trim).filter(|line| !line.starts_with('#')) {
            match line.strip_prefix('[') {
                Some(header) => section = header.trim_end_matches(']'),
                None => list.add_line(section, line),
            }
        }
        list
    }

    fn empty() -> Self {
        Self { places: HashMap::new(), openers: HashSet::new(), speech: HashSet::new(), longest: 0 }
    }

    fn add_line(&mut self, section: &str, line: &str) {
        for entry in line.split_whitespace() {
            match section {
                "title" => self.add(entry, Place::Title),
                "before number" => self.add(entry, Place::BeforeNumber),
                "anywhere" => self.add(entry, Place::Anywhere),
                "openers" => drop(self.openers.insert(entry.to_owned())),
                _ => drop(self.speech.insert(entry.to_owned())),
            }
        }
    }

    fn add(&mut self, entry: &str, place: Place) {
        self.longest = self.longest.max(entry.len());
        // A capital alone is an initial, whatever the small letter is short for: "c. 1900", "C. Lee".
        if entry.len() > 2 {
            self.places.entry(entry.to_uppercase()).or_insert(place);
        }
        self.places.insert(entry.to_owned(), place);
    }

    /// What a word that ends in a full stop is, if the full stop is a part of it.
    pub(crate) fn find(&self, dotted: &str) -> Option<Place> {
        if dotted.len() <= self.longest
            && let Some(&place) = self.places.get(dotted)
        {
            return Some(place);
        }
        match count_letters_with_stops(dotted)? {
            1 => dotted.starts_with(char::is_uppercase).then_some(Place::Initial),
            _ => Some(Place::Anywhere),
        }
    }

    /// Whether the word, so capitalised, opens sentences.
    pub(crate) fn opens_sentence(&self, word: &str) -> bool {
        self.openers.contains(word)
    }

    /// Whether the word is a verb that follows a quotation and its speaker.
    pub(crate) fn is_speech(&self, word: &str) -> bool {
        self.speech.contains(word)
    }
}

/// The number of letters in a word of which each is followed by a full stop: 2 in `U.S.`
fn count_letters_with_stops(dotted: &str) -> Option<usize> {
    /// Words of more letters are no abbreviations.
    const MOST: usize = 8;
    let mut letters = 0;
    let mut characters = dotted.chars();
    while let Some(letter) = characters.next() {
        letters += 1;
        if !letter.is_alphabetic() || characters.next() != Some('.') || letters > MOST {
            return None;
        }
    }
    (letters > 0).then_some(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_known_as_written_and_in_capitals() {
        let list = Abbreviations::new();
        assert_eq!(list.find("Oct."), Some(Place::Anywhere));
        assert_eq!(list.find("OCT."), Some(Place::Anywhere));
        assert_eq!(list.find("oct."), None);
        assert_eq!(list.find("Mrs."), Some(Place::Title));
        assert_eq!(list.find("No."), Some(Place::BeforeNumber));
    }

    #[test]
    fn letters_with_stops_need_no_entry() {
        let list = Abbreviations::new();
        assert_eq!(list.find("U.N.E.S.C.O."), Some(Place::Anywhere));
        assert_eq!(list.find("p.m."), Some(Place::Anywhere));
        assert_eq!(list.find("J."), Some(Place::Initial));
        assert_eq!(list.find("C."), Some(Place::Initial));
        assert_eq!(list.find("x."), None);
        assert_eq!(list.find("1."), None);
    }

    #[test]
    fn openers_count_as_capitalised() {
        let list = Abbreviations::new();
        assert!(list.opens_sentence("However"));
        assert!(!list.opens_sentence("Jinping"));
    }
}
