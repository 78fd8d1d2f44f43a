//! Tokens as word pieces: lower-cased, without accents, split at punctuation, cut greedily.
//!
//! What BERT's uncased tokeniser does, over our own tokens, so that offsets need no repair. Linear
//! in the text: a run of more than 100 letters is one unknown piece and not kept, and a token has
//! no more pieces than a window has room for.

use sayso_text::{Segmentation, TokenSpan};
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

use crate::vocabulary::{PieceId, UNKNOWN, Vocabulary};

/// As many letters of a run are kept as show that it is too long for a word.
const KEPT_LETTERS: usize = 101;

/// The word pieces of a document's tokens.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pieces {
    ids: Vec<PieceId>,
    /// Where each token's pieces start, and where the last one's end.
    starts: Vec<usize>,
    cases: Vec<LetterCase>,
    word: Word,
}

/// The letters of a token: what an uncased vocabulary does not see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum LetterCase {
    /// No letters.
    #[default]
    None = 0,
    /// `lower`.
    Lower = 1,
    /// `Capitalised`.
    Capitalised = 2,
    /// `CAPITALS`, two letters or more.
    Capitals = 3,
    /// `mIxed`.
    Mixed = 4,
}

/// The run of letters that is being read.
#[derive(Clone, Debug, Default)]
struct Word {
    bytes: Vec<u8>,
    characters: usize,
}

impl Pieces {
    /// Cuts all tokens; of each the first `most` pieces are kept.
    pub(crate) fn read(
        &mut self,
        vocabulary: &Vocabulary,
        most: usize,
        text: &str,
        tokens: &Segmentation,
    ) {
        self.ids.clear();
        self.starts.clear();
        self.cases.clear();
        for token in &tokens.tokens {
            let start = self.ids.len();
            self.starts.push(start);
            let token = token.span.of(text);
            self.cases.push(letter_case(token));
            self.add(vocabulary, token);
            self.ids.truncate(start + most);
        }
        self.starts.push(self.ids.len());
    }

    fn add(&mut self, vocabulary: &Vocabulary, token: &str) {
        let start = self.ids.len();
        if token.is_ascii() {
            self.add_ascii(vocabulary, token);
        } else {
            self.add_unicode(vocabulary, token);
        }
        self.word.end(vocabulary, &mut self.ids);
        if self.ids.len() == start {
            self.ids.push(UNKNOWN);
        }
    }

    fn add_ascii(&mut self, vocabulary: &Vocabulary, token: &str) {
        for byte in token.bytes() {
            match byte {
                b' ' => self.word.end(vocabulary, &mut self.ids),
                byte if byte.is_ascii_control() => {}
                byte if byte.is_ascii_punctuation() => {
                    self.word.end(vocabulary, &mut self.ids);
                    vocabulary.cut(&[byte], 1, &mut self.ids);
                }
                byte => self.word.push(&[byte.to_ascii_lowercase()]),
            }
        }
    }

    fn add_unicode(&mut self, vocabulary: &Vocabulary, token: &str) {
        if token.contains('Σ') {
            // A sigma's lower case depends on whether it ends the word.
            for character in token.to_lowercase().nfd() {
                self.add_character(vocabulary, character);
            }
        } else {
            for character in token.chars().flat_map(char::to_lowercase).nfd() {
                self.add_character(vocabulary, character);
            }
        }
    }

    fn add_character(&mut self, vocabulary: &Vocabulary, character: char) {
        let mut buffer = [0; 4];
        let bytes = character.encode_utf8(&mut buffer).as_bytes();
        match Role::of(character) {
            Role::Dropped => {}
            Role::Blank => self.word.end(vocabulary, &mut self.ids),
            Role::Single => {
                self.word.end(vocabulary, &mut self.ids);
                vocabulary.cut(bytes, 1, &mut self.ids);
            }
            Role::Letter => self.word.push(bytes),
        }
    }

    /// The pieces of a token, at least one.
    pub(crate) fn of(&self, token: usize) -> &[PieceId] {
        &self.ids[self.starts[token]..self.starts[token + 1]]
    }

    /// The number of pieces of a range of tokens.
    pub(crate) fn count(&self, tokens: TokenSpan) -> usize {
        self.starts[tokens.end()] - self.starts[tokens.start()]
    }

    /// The number of pieces of all tokens before this one.
    pub(crate) fn before(&self, token: usize) -> usize {
        self.starts[token]
    }

    /// The letter case of a token.
    pub(crate) fn case(&self, token: usize) -> LetterCase {
        self.cases[token]
    }
}

impl Word {
    fn push(&mut self, character: &[u8]) {
        self.characters += 1;
        if self.characters <= KEPT_LETTERS {
            self.bytes.extend_from_slice(character);
        }
    }

    fn end(&mut self, vocabulary: &Vocabulary, ids: &mut Vec<PieceId>) {
        vocabulary.cut(&self.bytes, self.characters, ids);
        self.bytes.clear();
        self.characters = 0;
    }
}

/// What a character does to the word it stands in.
enum Role {
    Dropped,
    Blank,
    Single,
    Letter,
}

impl Role {
    fn of(character: char) -> Self {
        if character.is_ascii_alphanumeric() {
            return Self::Letter;
        }
        let category = character.general_category();
        match character.general_category_group() {
            GeneralCategoryGroup::Other => Self::Dropped,
            GeneralCategoryGroup::Punctuation => Self::Single,
            _ if category == GeneralCategory::NonspacingMark => Self::Dropped,
            _ if character.is_ascii_punctuation() || is_ideograph(character) => Self::Single,
            _ if character.is_whitespace() => Self::Blank,
            _ => Self::Letter,
        }
    }
}

/// The ideographs that training sets apart.
const fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}')
}

/// Whether a character is of general category L, as training tells letters.
fn is_letter(character: char) -> bool {
    character.is_ascii_alphabetic()
        || !character.is_ascii()
            && character.general_category_group() == GeneralCategoryGroup::Letter
}

/// The letter case of a token.
fn letter_case(token: &str) -> LetterCase {
    let mut letters = token.chars().filter(|character| is_letter(*character));
    let Some(first) = letters.next() else {
        return LetterCase::None;
    };
    let (mut others, mut capitals) = (0, 0);
    for letter in letters {
        others += 1;
        capitals += usize::from(letter.is_uppercase());
    }
    match (first.is_uppercase(), capitals) {
        (false, 0) => LetterCase::Lower,
        (true, 0) => LetterCase::Capitalised,
        (true, _) if capitals == others => LetterCase::Capitals,
        _ => LetterCase::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sayso_text::{Span, Token, TokenKind};

    use super::*;

    const MOST_PIECES: usize = 254;
    const LINES: &str =
        "[PAD]\n[UNK]\n[CLS]\n[SEP]\ngood\n-\nneighbor\n##liness\ncafe\n.\n##s\nσας";

    fn pieces(token: &str) -> Vec<PieceId> {
        let vocabulary = Vocabulary::new(LINES.as_bytes()).unwrap();
        let segmentation = Segmentation {
            tokens: vec![Token { span: Span::new(0, token.len()), kind: TokenKind::Word }],
            ..Segmentation::default()
        };
        let mut pieces = Pieces::default();
        pieces.read(&vocabulary, MOST_PIECES, token, &segmentation);
        pieces.of(0).to_vec()
    }

    #[test]
    fn compounds_split_at_their_hyphens() {
        assert_eq!(pieces("Good-Neighborliness"), [4, 5, 6, 7]);
    }

    #[test]
    fn accents_and_case_are_dropped() {
        assert_eq!(pieces("Cafés"), [8, 10]);
        assert_eq!(pieces("CAFE\u{301}"), [8]);
        assert_eq!(pieces("ΣΑΣ"), [11]);
    }

    #[test]
    fn token_without_pieces_is_unknown() {
        assert_eq!(pieces(""), [UNKNOWN]);
        assert_eq!(pieces("\u{301}\u{200B}"), [UNKNOWN]);
        assert_eq!(pieces("日本"), [UNKNOWN, UNKNOWN]);
    }

    #[test]
    fn endless_tokens_stay_within_a_window() {
        assert_eq!(pieces(&"x".repeat(1_000_000)), [UNKNOWN]);
        assert_eq!(pieces(&"-".repeat(1_000_000)).len(), MOST_PIECES);
    }

    #[test]
    fn letter_case_looks_at_letters_only() {
        for (token, case) in [
            ("2024", LetterCase::None),
            ("said", LetterCase::Lower),
            ("Xi", LetterCase::Capitalised),
            ("A", LetterCase::Capitalised),
            ("U.S.", LetterCase::Capitals),
            ("G20", LetterCase::Capitalised),
            ("iPhone", LetterCase::Mixed),
            ("McCoy", LetterCase::Mixed),
            ("日本", LetterCase::Lower),
        ] {
            assert_eq!(letter_case(token), case, "{token}");
        }
    }

    proptest! {
        #[test]
        fn both_ways_cut_plain_tokens_alike(token in "[ -~]{0,20}") {
            let vocabulary = Vocabulary::new(LINES.as_bytes()).unwrap();
            let (mut plain, mut general) = (Pieces::default(), Pieces::default());
            plain.add_ascii(&vocabulary, &token);
            plain.word.end(&vocabulary, &mut plain.ids);
            general.add_unicode(&vocabulary, &token);
            general.word.end(&vocabulary, &mut general.ids);
            prop_assert_eq!(plain.ids, general.ids);
        }

        #[test]
        fn any_token_has_pieces(token in "\\PC*|.*") {
            let count = pieces(&token).len();
            prop_assert!((1..=MOST_PIECES).contains(&count));
        }
    }
}
