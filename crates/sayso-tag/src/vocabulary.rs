//! The list of word pieces, compiled for matching.

use crate::error::{Error, ErrorKind};
use crate::trie::Trie;

/// The number of a word piece.
pub(crate) type PieceId = u32;

/// The special pieces, in the order of their numbers.
pub(crate) const SPECIAL: [&str; 4] = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"];
/// What is no piece.
pub(crate) const UNKNOWN: PieceId = 1;
/// The start of a window.
pub(crate) const START: PieceId = 2;
/// The end of a paragraph.
pub(crate) const SEPARATOR: PieceId = 3;
/// What a piece that continues a word begins with.
const CONTINUATION: &str = "##";
/// A longer run of letters is unknown, as in BERT's own tokeniser.
const LONGEST_WORD: usize = 100;

/// Word pieces (Wu et al. 2016) as BERT lists them.
#[derive(Clone, Debug)]
pub(crate) struct Vocabulary {
    opening: Trie,
    continuing: Trie,
}

impl Vocabulary {
    /// Reads pieces, one a line.
    pub(crate) fn new(lines: &[u8]) -> Result<Self, Error> {
        let lines = std::str::from_utf8(lines).map_err(|error| {
            let index = lines[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count();
            Error::new(ErrorKind::Pieces { reason: "not UTF-8", index })
        })?;
        check_special(lines)?;
        let (mut opening, mut continuing) = (Vec::new(), Vec::new());
        for (number, piece) in (0..).zip(lines.split('\n')).skip(SPECIAL.len()) {
            match piece.strip_prefix(CONTINUATION) {
                Some(rest) if !rest.is_empty() => continuing.push(Keyed::new(rest, number)),
                _ if !piece.is_empty() => opening.push(Keyed::new(piece, number)),
                _ => {}
            }
        }
        Ok(Self { opening: build(opening)?, continuing: build(continuing)? })
    }

    /// Cuts a word of so many characters greedily, longest match first; a word with a part that is
    /// no piece is unknown as a whole (the WordPiece tokeniser of BERT).
    pub(crate) fn cut(&self, word: &[u8], characters: usize, out: &mut Vec<PieceId>) {
        let start = out.len();
        let mut rest = word;
        let mut trie = &self.opening;
        while !rest.is_empty() {
            let found = if characters > LONGEST_WORD { None } else { trie.longest(rest) };
            let Some((length, piece)) = found else {
                out.truncate(start);
                out.push(UNKNOWN);
                return;
            };
            out.push(piece);
            rest = &rest[length..];
            trie = &self.continuing;
        }
    }
}

fn check_special(lines: &str) -> Result<(), Error> {
    let mut found = lines.split('\n');
    match SPECIAL.iter().position(|special| found.next() != Some(special)) {
        Some(index) => {
            Err(Error::new(ErrorKind::Pieces { reason: "not the special piece expected", index }))
        }
        None => Ok(()),
    }
}

fn build(mut pieces: Vec<Keyed<'_>>) -> Result<Trie, Error> {
    pieces.sort_unstable();
    let keys: Vec<(&[u8], PieceId)> = pieces.iter().map(|it| (it.key, it.piece)).collect();
    drop(pieces);
    let twice = keys.windows(2).find(|pair| matches!(pair, [left, right] if left.0 == right.0));
    match twice {
        Some([_, (_, number)]) => {
            let index = usize::try_from(*number).unwrap_or_default();
            Err(Error::new(ErrorKind::Pieces { reason: "stands twice in the list", index }))
        }
        _ => Ok(Trie::new(&keys)),
    }
}

/// A piece, in an order that is that of its bytes. By the first eight of them as one number most are told
/// apart: to sort them byte by byte took a third of the time in which the small network is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Keyed<'p> {
    /// Zeros stand for bytes that are not there; the first byte weighs most.
    first_eight: u64,
    key: &'p [u8],
    piece: PieceId,
}

impl<'p> Keyed<'p> {
    fn new(key: &'p str, piece: PieceId) -> Self {
        let key = key.as_bytes();
        let mut first = [0; 8];
        first.iter_mut().zip(key).for_each(|(place, byte)| *place = *byte);
        Self { first_eight: u64::from_be_bytes(first), key, piece }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn order_is_that_of_the_bytes(one in "[ab\0]{0,11}", other in "[ab\0]{0,11}") {
            let orders = Keyed::new(&one, 0).cmp(&Keyed::new(&other, 0));
            prop_assert_eq!(orders, one.as_bytes().cmp(other.as_bytes()));
        }
    }

    fn cut(word: &str) -> Vec<PieceId> {
        let lines = "[PAD]\n[UNK]\n[CLS]\n[SEP]\nsay\nsaid\n##ing\n##s\nunder\n##lin\n##e";
        let vocabulary = Vocabulary::new(lines.as_bytes()).unwrap();
        let mut out = Vec::new();
        vocabulary.cut(word.as_bytes(), word.chars().count(), &mut out);
        out
    }

    #[test]
    fn longest_piece_comes_first() {
        assert_eq!(cut("said"), [5]);
        assert_eq!(cut("saying"), [4, 6]);
        assert_eq!(cut("underlines"), [8, 9, 10, 7]);
    }

    #[test]
    fn word_with_a_strange_part_is_unknown_as_a_whole() {
        assert_eq!(cut("saidx"), [UNKNOWN]);
        assert_eq!(cut("ing"), [UNKNOWN]);
        assert!(cut("").is_empty());
        assert_eq!(cut(&format!("say{}", "s".repeat(98))), [UNKNOWN]);
    }

    #[test]
    fn pieces_must_begin_with_the_special_ones() {
        let error = Vocabulary::new(b"[PAD]\n[UNK]\nsay").unwrap_err();
        assert_eq!(error.to_string(), "word piece 2: not the special piece expected");
        let error = Vocabulary::new(b"[PAD]\n[UNK]\n[CLS]\n[SEP]\nsay\nsay").unwrap_err();
        assert_eq!(error.to_string(), "word piece 5: stands twice in the list");
    }
}
