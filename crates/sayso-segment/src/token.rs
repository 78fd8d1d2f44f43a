//! Tokens: the words of UAX #29, joined and split as English needs it.

use sayso_text::{Span, Token, TokenKind};

use crate::abbreviation::{Abbreviations, Place};
use crate::atom::{Atom, Chunk, split_chunk};
use crate::character::is_punctuation;
use crate::contraction;
use crate::shape::Shape;

/// Makes the atoms of one chunk into tokens.
pub(crate) struct Chunker<'a> {
    pub(crate) text: &'a str,
    /// The end of the paragraph, beyond which no context counts.
    pub(crate) end: usize,
    pub(crate) abbreviations: &'a Abbreviations,
    pub(crate) atoms: &'a mut Vec<Atom>,
    pub(crate) tokens: &'a mut Vec<Token>,
    /// What each token is to the sentence splitter, beside the tokens.
    pub(crate) shapes: &'a mut Vec<Shape>,
}

impl Chunker<'_> {
    /// Appends the tokens of a chunk.
    pub(crate) fn tokenize(&mut self, chunk: Chunk) {
        if chunk.letters {
            let shape = letters_shape(self.of(chunk.span).as_bytes());
            return self.push(chunk.span, TokenKind::Word, shape);
        }
        self.atoms.clear();
        split_chunk(self.text, chunk, self.atoms);
        let mut index = 0;
        while let Some(&atom) = self.atoms.get(index) {
            index = if atom.word { self.word(index, atom) } else { self.mark(index, atom) };
        }
    }

    fn push(&mut self, span: Span, kind: TokenKind, shape: Shape) {
        self.tokens.push(Token { span, kind });
        self.shapes.push(shape);
    }

    fn of(&self, span: Span) -> &str {
        span.of(self.text)
    }

    /// The mark of one character at an index of the chunk's atoms.
    fn mark_at(&self, index: usize) -> Option<char> {
        self.atoms.get(index).filter(|atom| !atom.word).and_then(|atom| single(self.of(atom.span)))
    }

    fn word_at(&self, index: usize) -> Option<Span> {
        self.atoms.get(index).filter(|atom| atom.word).map(|atom| atom.span)
    }

    /// Appends the word that starts at an atom; gives the index after it.
    fn word(&mut self, index: usize, atom: Atom) -> usize {
        let (last, after) = self.compound(index, atom.span);
        if self.mark_at(after) == Some('.') && self.mark_at(after + 1) != Some('.') {
            let dotted = Span::new(last.start(), last.end() + 1);
            if let Some(shape) = self.abbreviation(dotted, last != atom.span) {
                self.push(atom.span.join(dotted), TokenKind::Word, shape);
                return after + 1;
            }
        }
        self.push_word(atom.span.join(last));
        after
    }

    /// The last part of the word with what hyphens, or a colon or slash between digits, join to
    /// it, and the index after that.
    fn compound(&self, index: usize, first: Span) -> (Span, usize) {
        let (mut last, mut after) = (first, index + 1);
        loop {
            let dot = usize::from(self.dot_before_hyphen(last, after));
            let Some(mark) = self.mark_at(after + dot) else { break };
            let Some(next) = self.word_at(after + dot + 1) else { break };
            let figures = matches!(mark, ':' | '/') && self.between_digits(last, next);
            if !is_hyphen(mark) && !figures {
                break;
            }
            (last, after) = (next, after + dot + 2);
        }
        (last, after)
    }

    /// Whether the dot of an abbreviation stands before a hyphen: `U.S.-led`.
    fn dot_before_hyphen(&self, word: Span, after: usize) -> bool {
        self.mark_at(after) == Some('.')
            && self.mark_at(after + 1).is_some_and(is_hyphen)
            && self.abbreviations.find(self.of(Span::new(word.start(), word.end() + 1))).is_some()
    }

    fn between_digits(&self, left: Span, right: Span) -> bool {
        self.of(left).ends_with(|c: char| c.is_ascii_digit())
            && self.of(right).starts_with(|c: char| c.is_ascii_digit())
    }

    /// What a word with a full stop is if the full stop belongs to it; `joined` if it is the last
    /// part of a compound, where one letter is no initial (`Plan-B.`).
    fn abbreviation(&self, dotted: Span, joined: bool) -> Option<Shape> {
        match self.abbreviations.find(self.of(dotted))? {
            Place::Title => Some(Shape::Title),
            Place::Anywhere => Some(Shape::Abbreviation),
            Place::BeforeNumber => {
                self.following(dotted).is_some_and(|c| c.is_ascii_digit()).then_some(Shape::Title)
            }
            Place::Initial if joined => None,
            Place::Initial => self.following(dotted).is_some().then_some(Shape::Initial),
        }
    }

    /// The next character of the paragraph that is not blank.
    fn following(&self, span: Span) -> Option<char> {
        let rest = self.text.get(span.end()..self.end)?;
        rest.chars().find(|&character| !crate::character::is_blank(character))
    }

    /// Appends a word in its parts: stem, contraction, second contraction (`could|n't|'ve`).
    fn push_word(&mut self, span: Span) {
        let last = contraction::split_at(self.text, span);
        let first =
            last.and_then(|at| contraction::split_at(self.text, Span::new(span.start(), at)));
        let stem = Span::new(span.start(), first.or(last).unwrap_or(span.end()));
        let (kind, shape) = word_kind(self.of(stem));
        self.push(stem, kind, shape);
        if let (Some(first), Some(last)) = (first, last) {
            self.push(Span::new(first, last), TokenKind::Word, Shape::Lower);
        }
        if let Some(last) = last {
            self.push(Span::new(last, span.end()), TokenKind::Word, Shape::Lower);
        }
    }

    /// Appends the mark at an atom with those that form one token with it; gives the index after.
    fn mark(&mut self, index: usize, atom: Atom) -> usize {
        let Some(mark) = single(self.of(atom.span)) else {
            self.push(atom.span, TokenKind::Symbol, Shape::Other);
            return index + 1;
        };
        if let Some(after) = self.elision(index, mark) {
            return after;
        }
        let limit = if self.is_inner_close(index, mark) { 1 } else { run_limit(mark) };
        let mut after = index + 1;
        while after - index < limit && self.mark_at(after) == Some(mark) {
            after += 1;
        }
        let last = self.atoms.get(after - 1).map_or(atom.span, |last| last.span);
        let kind = if is_punctuation(mark) { TokenKind::Punctuation } else { TokenKind::Symbol };
        self.push(atom.span.join(last), kind, mark_shape(mark, after - index));
        after
    }

    /// Whether the first of three single marks closes a quotation inside one of double marks.
    fn is_inner_close(&self, index: usize, mark: char) -> bool {
        let run = (1..=3).take_while(|offset| self.mark_at(index + offset) == Some(mark)).count();
        matches!(mark, '\'' | '’') && index > 0 && run == 2
    }

    /// Appends a word that begins with an apostrophe: `'90s`, `'em`, `'n'`.
    fn elision(&mut self, index: usize, mark: char) -> Option<usize> {
        if !matches!(mark, '\'' | '’' | '‘') {
            return None;
        }
        let word = self.word_at(index + 1)?;
        let elided = is_elided(self.of(word), index > 0);
        let closes = matches!(self.mark_at(index + 2), Some('\'' | '’'));
        let after = match elided {
            Elided::Always => index + 2,
            Elided::BothSides if closes => index + 3,
            _ => return None,
        };
        let first = self.atoms.get(index)?.span;
        let last = self.atoms.get(after - 1)?.span;
        self.push(first.join(last), TokenKind::Word, Shape::Lower);
        Some(after)
    }
}

/// The character of a text of one.
fn single(written: &str) -> Option<char> {
    let mut characters = written.chars();
    characters.next().filter(|_| characters.next().is_none())
}

fn is_hyphen(mark: char) -> bool {
    matches!(mark, '-' | '\u{2010}' | '\u{2011}')
}

/// How many of the same mark form one token at most.
fn run_limit(mark: char) -> usize {
    match mark {
        '.' | '-' | '–' | '—' | '―' | '…' => usize::MAX,
        '\'' | '`' | '‘' | '’' => 2,
        _ => 1,
    }
}

/// As [`word_kind`], of letters of ASCII.
fn letters_shape(word: &[u8]) -> Shape {
    match word {
        [b'a'..=b'z'] | [b'a'..=b'z', b'a'..=b'z', ..] => Shape::Lower,
        _ => Shape::Upper,
    }
}

fn word_kind(word: &str) -> (TokenKind, Shape) {
    let first = word.chars().next().unwrap_or_default();
    if first.is_ascii_digit() {
        let number = word.chars().all(|c| !c.is_alphabetic());
        (if number { TokenKind::Number } else { TokenKind::Word }, Shape::Number)
    } else if first.is_lowercase() {
        let brand = word.chars().nth(1).is_some_and(char::is_uppercase);
        (TokenKind::Word, if brand { Shape::Upper } else { Shape::Lower })
    } else if first.is_uppercase() {
        (TokenKind::Word, Shape::Upper)
    } else {
        (TokenKind::Word, Shape::Caseless)
    }
}

fn mark_shape(mark: char, count: usize) -> Shape {
    match mark {
        '.' if count == 1 => Shape::Stop,
        '.' | '…' => Shape::Ellipsis,
        '。' | '．' => Shape::Stop,
        '?' | '!' | '？' | '！' | '‽' => Shape::Call,
        '(' | '[' | '{' => Shape::OpenBracket,
        ')' | ']' | '}' => Shape::CloseBracket,
        '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '‚' | '«' | '»' | '‹' | '›' | '`' => {
            Shape::Quote
        }
        '-' | '–' | '—' | '―' => Shape::Dash,
        ',' | ';' | ':' => Shape::Inner,
        _ => Shape::Other,
    }
}

/// Whether a word is one that an apostrophe shortens at its start.
enum Elided {
    Always,
    /// Where an apostrophe follows as well: `rock 'n' roll`.
    BothSides,
    No,
}

fn is_elided(word: &str, touches: bool) -> Elided {
    const SHORTENED: [&str; 8] = ["em", "til", "tis", "twas", "cuz", "tude", "nother", "twill"];
    let decade = word
        .strip_suffix('s')
        .is_some_and(|year| year.len() == 2 && year.bytes().all(|byte| byte.is_ascii_digit()));
    let possessive = touches && word == "s";
    if decade || possessive || SHORTENED.iter().any(|short| word.eq_ignore_ascii_case(short)) {
        Elided::Always
    } else if word.eq_ignore_ascii_case("n") {
        Elided::BothSides
    } else {
        Elided::No
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn letters_alone_are_what_any_word_is(word in "[a-zA-Z]{1,4}") {
            prop_assert_eq!(word_kind(&word), (TokenKind::Word, letters_shape(word.as_bytes())));
        }
    }

    fn words(text: &str) -> Vec<&str> {
        let segmentation = crate::Segmenter::new().segment(text);
        segmentation.tokens.iter().map(|token| token.span.of(text)).collect()
    }

    /// Asserts the tokens of a text, written with blanks between them.
    #[track_caller]
    fn assert_words(text: &str, expected: &str) {
        assert_eq!(words(text), expected.split(' ').collect::<Vec<_>>());
    }

    #[test]
    fn hyphens_join_words() {
        assert_words("A well-known 75-year-old", "A well-known 75-year-old");
        assert_words(
            "the U.S.-led, pre‑war low- and high-rise",
            "the U.S.-led , pre‑war low - and high-rise",
        );
        assert_words("Yes-- no--or - maybe", "Yes -- no -- or - maybe");
    }

    #[test]
    fn contractions_and_possessives_are_split_off() {
        assert_words("He couldn't've said it's Xi’s.", "He could n't 've said it 's Xi ’s .");
        assert_words("workers' pay", "workers ' pay");
        assert_words("the U.S.'s and 1990's", "the U.S. 's and 1990 's");
    }

    #[test]
    fn numbers_stay_whole() {
        assert_words("$1,200.50, 3.5%", "$ 1,200.50 , 3.5 %");
        assert_words("at 3:30 on 9/11, 2024-10-02", "at 3:30 on 9/11 , 2024-10-02");
        assert_words("and/or said:yes", "and / or said : yes");
    }

    #[test]
    fn known_abbreviations_keep_their_stop() {
        assert_words(
            "Mr. J. Holm of Holm Inc. in the U.S.",
            "Mr. J. Holm of Holm Inc. in the U.S.",
        );
        assert_words(
            "then-Sen. Lund, mid-Oct. and Plan-B. It",
            "then-Sen. Lund , mid-Oct. and Plan-B . It",
        );
        assert_words("No. No. 5 by E. Plan B.", "No . No. 5 by E. Plan B .");
    }

    #[test]
    fn runs_of_one_mark_are_one_token() {
        assert_words("So... yes —— ``no''", "So ... yes —— `` no ''");
        assert_words("What?! “‘No’”", "What ? ! “ ‘ No ’ ”");
    }

    #[test]
    fn shortened_words_keep_their_apostrophe() {
        assert_words("rock 'n' roll of the '90s, get ’em", "rock 'n' roll of the '90s , get ’em");
    }

    #[test]
    fn kinds_tell_words_numbers_marks_and_symbols() {
        let text = "Xi’s G20 cost $3.5 “now”, 🙂";
        let segmentation = crate::Segmenter::new().segment(text);
        let kinds: Vec<TokenKind> = segmentation.tokens.iter().map(|token| token.kind).collect();
        use TokenKind::{ClosingQuote, Number, OpeningQuote, Punctuation, Symbol, Word};
        let words = [Word, Word, Word, Word];
        let marks = [OpeningQuote, Word, ClosingQuote, Punctuation, Symbol];
        assert_eq!(kinds, [&words[..], &[Symbol, Number], &marks].concat());
    }
}
