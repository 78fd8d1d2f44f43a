//! What was done to words that are nearly those of a text.
//!
//! The words of the row are laid beside those of the passage that has most of them. What stands only
//! on one side says what was done: a negation or a number that came, went or changed turns the
//! statement into another; a name puts it into another mouth; the rest is the rest.

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;

use crate::words::{Word, is_negation, is_number};

/// What an alteration is about; the first that applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Change {
    /// A number is another, or is there on one side alone.
    Number,
    /// A "not", "never" or its like.
    Negation,
    /// A word with a capital letter.
    Name,
    /// Other words, or the same in another order.
    Other,
}

impl Change {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Number, Self::Negation, Self::Name, Self::Other];

    /// The name, as in a report.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Negation => "negation",
            Self::Name => "name",
            Self::Other => "other",
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A text with its words.
#[derive(Clone, Copy)]
pub(crate) struct Side<'s> {
    pub(crate) text: &'s str,
    pub(crate) words: &'s [Word],
}

/// How many places of a pair of words are kept: a pair that comes more often tells no place.
const MOST_PLACES: usize = 16;

/// How many words the passage may be shifted against the words of the row and still be one passage.
const DRIFT: usize = 8;

/// The share of the row's words, in tenths, that the passage must have in their order.
const LEAST_TENTHS: usize = 5;

/// The most words that are laid side by side.
const MOST_WORDS: usize = 6_000;

/// The places of each pair of words of a text.
#[derive(Default)]
pub(crate) struct Pairs(HashMap<(u64, u64), Vec<usize>>);

impl Pairs {
    pub(crate) fn of(words: &[Word]) -> Self {
        let mut pairs: HashMap<_, Vec<usize>> = HashMap::new();
        for (at, pair) in words.windows(2).enumerate() {
            let places = pairs.entry(key(pair)).or_default();
            if places.len() < MOST_PLACES {
                places.push(at);
            }
        }
        Self(pairs)
    }

    /// The stretch of the text's words that has most pairs of the row's at the same distance.
    pub(crate) fn passage(&self, row: &[Word], length: usize) -> Option<Range<usize>> {
        let mut votes: HashMap<usize, (usize, usize)> = HashMap::new();
        for (at, pair) in row.windows(2).enumerate() {
            for place in self.0.get(&key(pair)).into_iter().flatten() {
                let start = (place + row.len()).saturating_sub(at);
                let (count, _) = votes.entry(start / DRIFT).or_insert((0, start));
                *count += 1;
            }
        }
        // Of equal counts the first place, whatever the order of the map.
        let best =
            votes.into_values().max_by_key(|(count, at)| (*count, std::cmp::Reverse(*at)))?;
        let start = best.1.saturating_sub(row.len());
        Some(start.saturating_sub(DRIFT)..(start + row.len() + DRIFT).min(length))
    }
}

/// Two words as numbers, of which two different pairs have the same once in a blue moon.
fn key(pair: &[Word]) -> (u64, u64) {
    let hash = |word: &Word| {
        let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        word.plain.bytes().fold(0xcbf2_9ce4_8422_2325, step)
    };
    (pair.first().map_or(0, hash), pair.last().map_or(0, hash))
}

/// Where the ends of the passage are known, what is missing there counts too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ends {
    Known,
    Unknown,
}

/// What was done to the passage to make the row of it, if it is plainly this passage. `joints` are
/// the words of the row that begin a further piece: what the text has before them was left out
/// openly.
pub(crate) fn change(
    row: Side<'_>,
    passage: Side<'_>,
    joints: &[usize],
    ends: Ends,
) -> Option<Change> {
    if row.words.is_empty() || row.words.len().max(passage.words.len()) > MOST_WORDS {
        return None;
    }
    let common = common(row.words, passage.words);
    let enough = common.len() * 10 >= row.words.len() * LEAST_TENTHS && !common.is_empty();
    let exchanged = || ends == Ends::Known && is_exchange(row, passage);
    if !enough && !exchanged() {
        return None;
    }
    let mut changes = differing(row, passage, &common, (joints, ends));
    changes.sort_unstable();
    Some(changes.first().copied().unwrap_or(Change::Other))
}

/// Whether one number stands for another, or one name for another.
fn is_exchange(row: Side<'_>, passage: Side<'_>) -> bool {
    let both = |is: fn(Side<'_>, &Word) -> bool| {
        row.words.iter().any(|word| is(row, word))
            && passage.words.iter().any(|word| is(passage, word))
    };
    row.words.len() <= 2
        && passage.words.len() <= 3
        && (both(|_, word| is_number(&word.plain)) || both(is_capital))
}

fn is_capital(side: Side<'_>, word: &Word) -> bool {
    word.span.of(side.text).chars().next().is_some_and(char::is_uppercase)
}

/// What each word that only one side has is about.
fn differing(
    row: Side<'_>,
    passage: Side<'_>,
    common: &[(usize, usize)],
    (joints, ends): (&[usize], Ends),
) -> Vec<Change> {
    let mut changes = Vec::new();
    let last = (row.words.len(), passage.words.len());
    let (mut row_at, mut passage_at) = (0, 0);
    for (index, &(row_next, passage_next)) in common.iter().chain([&last]).enumerate() {
        let is_end = index == 0 || index == common.len();
        let of_row = row.words.get(row_at..row_next).unwrap_or_default();
        let of_passage = passage.words.get(passage_at..passage_next).unwrap_or_default();
        let is_open = of_row.is_empty() && joints.contains(&row_next);
        // Beyond its ends the text goes on, which is no change.
        let of_passage = match ends {
            Ends::Unknown if is_end && index == 0 => last_of(of_passage, of_row.len()),
            Ends::Unknown if is_end => of_passage.get(..of_row.len()).unwrap_or(of_passage),
            _ => of_passage,
        };
        if !is_open {
            changes.extend(of_row.iter().map(|word| of_word(row, word)));
            changes.extend(of_passage.iter().map(|word| of_word(passage, word)));
        }
        (row_at, passage_at) = (row_next + 1, passage_next + 1);
    }
    changes
}

/// Whether the word has its capital letter perhaps only for its place.
fn begins_sentence(text: &str, word: &Word) -> bool {
    let before =
        text.get(..word.span.start()).unwrap_or_default().trim_end_matches([' ', '\u{a0}']);
    before.chars().next_back().is_none_or(|mark| !mark.is_alphanumeric() && !",-–’'".contains(mark))
}

fn last_of(words: &[Word], count: usize) -> &[Word] {
    words.get(words.len().saturating_sub(count)..).unwrap_or_default()
}

fn of_word(side: Side<'_>, word: &Word) -> Change {
    let is_short = side.words.len() <= 2;
    match () {
        () if is_number(&word.plain) => Change::Number,
        () if is_negation(&word.plain) => Change::Negation,
        () if is_capital(side, word) && (is_short || !begins_sentence(side.text, word)) => {
            Change::Name
        }
        () => Change::Other,
    }
}

/// The longest row of words that both have in the same order: pairs of places. Beginning and end are
/// compared at once, and what is left in a table, which for two contents is small.
fn common(a: &[Word], b: &[Word]) -> Vec<(usize, usize)> {
    let is_same = |(a, b): &(&Word, &Word)| a.plain == b.plain;
    let start = a.iter().zip(b).take_while(is_same).count();
    let (rest_a, rest_b) = (a.get(start..).unwrap_or_default(), b.get(start..).unwrap_or_default());
    let end = rest_a.iter().rev().zip(rest_b.iter().rev()).take_while(is_same).count();
    let (middle_a, middle_b) = (
        rest_a.get(..rest_a.len() - end).unwrap_or_default(),
        rest_b.get(..rest_b.len() - end).unwrap_or_default(),
    );
    let mut found: Vec<(usize, usize)> = (0..start).map(|at| (at, at)).collect();
    found.extend(longest(middle_a, middle_b).into_iter().map(|(i, j)| (start + i, start + j)));
    found.extend((0..end).rev().map(|back| (a.len() - 1 - back, b.len() - 1 - back)));
    found
}

/// The same for stretches whose ends differ. Of stretches too long for a table nothing is found.
fn longest(a: &[Word], b: &[Word]) -> Vec<(usize, usize)> {
    const MOST_CELLS: usize = 1 << 22;
    let width = b.len() + 1;
    if (a.len() + 1).saturating_mul(width) > MOST_CELLS {
        return Vec::new();
    }
    // The length of the best for the rest of both, from the end on.
    let mut best = vec![0_u32; (a.len() + 1) * width];
    let at =
        |best: &[u32], i: usize, j: usize| best.get(i * width + j).copied().unwrap_or_default();
    for (i, word) in a.iter().enumerate().rev() {
        for (j, other) in b.iter().enumerate().rev() {
            let length = if word.plain == other.plain {
                at(&best, i + 1, j + 1) + 1
            } else {
                at(&best, i + 1, j).max(at(&best, i, j + 1))
            };
            if let Some(cell) = best.get_mut(i * width + j) {
                *cell = length;
            }
        }
    }
    let (mut i, mut j, mut found) = (0, 0, Vec::new());
    while let (Some(word), Some(other)) = (a.get(i), b.get(j)) {
        if word.plain == other.plain {
            found.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if at(&best, i + 1, j) >= at(&best, i, j + 1) {
            i += 1;
        } else {
            j += 1;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::words;

    fn of(row: &str, passage: &str, ends: Ends) -> Option<Change> {
        let (row_words, passage_words) = (words(row), words(passage));
        let passage = Side { text: passage, words: &passage_words };
        change(Side { text: row, words: &row_words }, passage, &[], ends)
    }

    #[test]
    fn each_change_is_called_by_its_name() {
        let text = "the council would not pay 40 euros to Ada Obi before Monday";
        let of = |row: &str| of(row, text, Ends::Known);
        assert_eq!(of(&text.replace("not ", "")), Some(Change::Negation));
        assert_eq!(of(&text.replace("40", "400")), Some(Change::Number));
        assert_eq!(of(&text.replace("Obi", "Eze")), Some(Change::Name));
        assert_eq!(of(&text.replace("pay", "give")), Some(Change::Other));
        let swapped = "to Ada Obi before Monday the council would not pay 40 euros";
        assert!(of(swapped).is_some());
        assert_eq!(of("snow lay on hills all winter"), None);
    }

    #[test]
    fn what_stands_beside_the_passage_is_no_change_where_its_ends_are_unknown() {
        let text = "He did not say that. The road is open now, and no more.";
        assert_eq!(of("the road was open", text, Ends::Unknown), Some(Change::Other));
        assert_eq!(of("said. The road is open", text, Ends::Known), Some(Change::Negation));
    }

    #[test]
    fn number_or_name_alone_is_exchanged() {
        assert_eq!(of("40", "41", Ends::Known), Some(Change::Number));
        assert_eq!(of("Eze", "Obi", Ends::Known), Some(Change::Name));
        assert_eq!(of("denied", "said", Ends::Known), None);
    }

    #[test]
    fn passage_is_found_by_its_pairs_of_words() {
        let text = "It rained. ".repeat(50) + "The mayor of Lisse opened the bridge. It rained.";
        let all = words(&text);
        let row = words("the mayor of Delft opened the bridge");
        let found = Pairs::of(&all).passage(&row, all.len()).expect("a passage");
        assert!(found.contains(&100) && found.contains(&106), "{found:?}");
        assert_eq!(Pairs::of(&all).passage(&words("snow on hills"), all.len()), None);
    }
}
