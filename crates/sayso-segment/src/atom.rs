//! Chunks between blanks, and the UAX #29 words in them.
//!
//! News is mostly ASCII with typographic quotation marks, so a scanner of a few lines knows the
//! rules of UAX #29 for those characters and hands every chunk with another character to the
//! `unicode-segmentation` crate. A property test holds both to the same words.

use sayso_text::Span;
use unicode_segmentation::UnicodeSegmentation;

use crate::character::{Class, class_at};

/// A word of UAX #29: letters and digits, or one mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Atom {
    pub(crate) span: Span,
    /// Whether it holds a letter or a digit.
    pub(crate) word: bool,
}

/// A run of characters that are not blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Chunk {
    pub(crate) span: Span,
    /// Whether the quick path knows all of its characters.
    pub(crate) simple: bool,
    /// Whether it is letters of ASCII and nothing else: four of five are, and each is one word.
    pub(crate) letters: bool,
}

/// The first chunk that starts at or after `from` and before `end`.
pub(crate) fn next_chunk(text: &str, from: usize, end: usize) -> Option<Chunk> {
    let mut start = from;
    while start < end {
        let (class, length) = class_at(text, start);
        if class != Class::Blank {
            return Some(chunk_at(text, start, end));
        }
        start += length;
    }
    None
}

fn chunk_at(text: &str, start: usize, end: usize) -> Chunk {
    let run = text.as_bytes().get(start..end).unwrap_or_default();
    let letters = start + run.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let mut simple = true;
    let mut offset = letters;
    while offset < end {
        let (class, length) = class_at(text, offset);
        match class {
            Class::Blank => break,
            Class::Complex => simple = false,
            _ => {}
        }
        offset += length;
    }
    Chunk { span: Span::new(start, offset), simple, letters: offset == letters }
}

/// Appends the words of a chunk to `atoms`.
pub(crate) fn split_chunk(text: &str, chunk: Chunk, atoms: &mut Vec<Atom>) {
    if chunk.simple {
        split_simple(text, chunk.span, atoms);
    } else {
        split_full(text, chunk.span, atoms);
    }
}

fn split_full(text: &str, chunk: Span, atoms: &mut Vec<Atom>) {
    for (offset, piece) in chunk.of(text).split_word_bound_indices() {
        let start = chunk.start() + offset;
        let span = Span::new(start, start + piece.len());
        let word = piece.chars().any(char::is_alphanumeric);
        push_split(text, Atom { span, word }, word, atoms);
    }
}

fn split_simple(text: &str, chunk: Span, atoms: &mut Vec<Atom>) {
    let mut start = chunk.start();
    while start < chunk.end() {
        let (class, length) = class_at(text, start);
        let run = match class {
            Class::Letter | Class::Digit | Class::Underscore => simple_word(text, start),
            _ => Run { end: start + length, word: false, joined: false },
        };
        let span = Span::new(start, run.end);
        push_split(text, Atom { span, word: run.word }, run.joined, atoms);
        start = run.end;
    }
}

/// A word found by the quick path.
struct Run {
    end: usize,
    word: bool,
    /// Whether a mark stands inside.
    joined: bool,
}

fn simple_word(text: &str, start: usize) -> Run {
    let mut run = Run { end: start, word: false, joined: false };
    let mut last = Class::Other;
    loop {
        let (class, length) = class_at(text, run.end);
        match class {
            Class::Letter | Class::Digit => run.word = true,
            Class::Underscore => {}
            _ if joins(last, class, class_at(text, run.end + length).0) => run.joined = true,
            _ => return run,
        }
        last = class;
        run.end += length;
    }
}

/// Rules WB6, WB7, WB11 and WB12.
fn joins(before: Class, mark: Class, after: Class) -> bool {
    match mark {
        Class::MidBoth => before == after && matches!(after, Class::Letter | Class::Digit),
        Class::MidLetter => before == Class::Letter && after == Class::Letter,
        Class::MidNumber => before == Class::Digit && after == Class::Digit,
        _ => false,
    }
}

/// Appends an atom, cut at the marks inside which UAX #29 joins and English does not: the colon,
/// the semicolon, and a full stop before a capitalised word.
fn push_split(text: &str, atom: Atom, joined: bool, atoms: &mut Vec<Atom>) {
    if !joined {
        atoms.push(atom);
        return;
    }
    let (mut start, end) = (atom.span.start(), atom.span.end());
    let mut characters = atom.span.of(text).char_indices().peekable();
    while let Some((offset, character)) = characters.next() {
        let offset = atom.span.start() + offset;
        let cuts = match character {
            ':' | ';' => true,
            '.' => {
                let (left, right) = (Span::new(start, offset), Span::new(offset + 1, end));
                cuts_at_stop(left.of(text), right.of(text))
            }
            _ => false,
        };
        if cuts && offset > start && characters.peek().is_some() {
            let after = offset + character.len_utf8();
            atoms.push(Atom { span: Span::new(start, offset), word: true });
            atoms.push(Atom { span: Span::new(offset, after), word: false });
            start = after;
        }
    }
    atoms.push(Atom { span: Span::new(start, atom.span.end()), word: atom.word });
}

/// Whether a full stop inside a word ends one: not in `3.5`, `U.S`, `Ph.D`, `www.X` or
/// `example.com`, but in `J.Smith`, in `over.The` and in `over.A`.
fn cuts_at_stop(left: &str, right: &str) -> bool {
    let (mut before, mut after) = (left.chars(), right.chars());
    let capital = after.next().is_some_and(char::is_uppercase);
    if left == "www" {
        return false;
    }
    let small_word = before.next().is_some_and(char::is_lowercase) && before.next().is_some();
    capital && (small_word || after.next().is_some_and(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn atoms(text: &str, split: fn(&str, Span, &mut Vec<Atom>)) -> Vec<Atom> {
        let mut atoms = Vec::new();
        split(text, Span::new(0, text.len()), &mut atoms);
        atoms
    }

    fn words(text: &str) -> Vec<&str> {
        atoms(text, split_simple).iter().map(|atom| atom.span.of(text)).collect()
    }

    #[test]
    fn full_stop_before_a_capitalised_word_cuts() {
        assert_eq!(words("over.The"), ["over", ".", "The"]);
        assert_eq!(words("over.A"), ["over", ".", "A"]);
        assert_eq!(words("J.Smith"), ["J", ".", "Smith"]);
        assert_eq!(words("U.S.A"), ["U.S.A"]);
        assert_eq!(words("Ph.D"), ["Ph.D"]);
        assert_eq!(words("example.com"), ["example.com"]);
    }

    #[test]
    fn colon_inside_letters_cuts() {
        assert_eq!(words("said:yes"), ["said", ":", "yes"]);
    }

    proptest! {
        #[test]
        fn quick_path_gives_the_words_of_the_full_algorithm(
            text in "[a-cA-C0-3_:;,.'‘’“”\"()é–—…€ß-]{1,24}"
        ) {
            prop_assert_eq!(atoms(&text, split_simple), atoms(&text, split_full));
        }
    }
}
