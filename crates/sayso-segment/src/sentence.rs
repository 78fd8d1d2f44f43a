//! Where sentences end.
//!
//! A full stop, `?`, `!` or ellipsis ends a sentence together with the closing marks and brackets
//! after it, unless what follows goes on: a small letter, a comma, a bracket still open around it.
//! After an abbreviation that may end a sentence the next word decides: one that opens sentences
//! (`The`, `He`, `But`) starts a new one, another capitalised word is taken as a name.

use sayso_text::{Sentence, Span, Token, TokenKind, TokenSpan};

use crate::abbreviation::Abbreviations;
use crate::bracket::Brackets;
use crate::shape::Shape;

/// One paragraph to split.
pub(crate) struct Splitter<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: &'a [Token],
    pub(crate) shapes: &'a [Shape],
    pub(crate) abbreviations: &'a Abbreviations,
    /// Scratch.
    pub(crate) brackets: &'a mut Brackets,
}

impl Splitter<'_> {
    /// Appends the sentences of a range of tokens.
    pub(crate) fn split(&mut self, range: TokenSpan, sentences: &mut Vec<Sentence>) {
        self.brackets.find(self.shapes, range);
        let mut start = range.start();
        let mut index = range.start();
        while index < range.end() {
            if !self.is_terminal(index) {
                index += 1;
                continue;
            }
            let terminal = self.terminal(start, index, range.end());
            if terminal.after < range.end() && self.ends(terminal, range) {
                self.push(TokenSpan::new(start, terminal.after), sentences);
                start = terminal.after;
            }
            index = terminal.after;
        }
        self.push(TokenSpan::new(start, range.end()), sentences);
    }

    /// Appends a sentence, unless it is empty.
    pub(crate) fn push(&self, tokens: TokenSpan, sentences: &mut Vec<Sentence>) {
        if let Some(span) = span_of(self.tokens, tokens) {
            sentences.push(Sentence { span, tokens });
        }
    }

    fn shape(&self, index: usize) -> Shape {
        self.shapes.get(index).copied().unwrap_or(Shape::Other)
    }

    fn kind(&self, index: usize) -> Option<TokenKind> {
        self.tokens.get(index).map(|token| token.kind)
    }

    fn is_terminal(&self, index: usize) -> bool {
        matches!(
            self.shape(index),
            Shape::Stop | Shape::Call | Shape::Ellipsis | Shape::Abbreviation | Shape::Initial
        )
    }

    /// The place at a terminal token, with the closing marks and further terminals after it: the
    /// last of these decides.
    fn terminal(&self, start: usize, first: usize, end: usize) -> Terminal {
        let after = self.after_closers(first + 1, end);
        let decides = |index: &usize| {
            matches!(self.shape(*index), Shape::Stop | Shape::Call | Shape::Ellipsis)
        };
        let index = (first..after).rev().find(decides).unwrap_or(first);
        Terminal { start, index, after }
    }

    /// The first token that does not belong to the end of the sentence.
    fn after_closers(&self, from: usize, end: usize) -> usize {
        let closes = |index: &usize| {
            matches!(
                self.shape(*index),
                Shape::Stop | Shape::Call | Shape::Ellipsis | Shape::CloseBracket
            ) || self.kind(*index) == Some(TokenKind::ClosingQuote)
        };
        let mut after = from + (from..end).take_while(closes).count();
        while self.is_note(after, end) {
            after += 3;
        }
        after
    }

    /// Whether a reference to a note starts at a token: `[12]`.
    fn is_note(&self, index: usize, end: usize) -> bool {
        index + 2 < end
            && self.shape(index) == Shape::OpenBracket
            && self.word(index) == "["
            && self.shape(index + 1) == Shape::Number
            && self.shape(index + 2) == Shape::CloseBracket
    }

    /// Whether the sentence ends between a terminal with its closers and the token after them.
    fn ends(&self, terminal: Terminal, range: TokenSpan) -> bool {
        let Terminal { index, after, .. } = terminal;
        if self.brackets.encloses(after, range)
            || self.is_enumerator(terminal)
            || (self.touches(after) && !self.runs_together(index, after))
        {
            return false;
        }
        let next = self.first_word(after, range.end());
        match self.shape(next) {
            Shape::Inner => false,
            Shape::Lower => {
                self.shape(after) == Shape::OpenBracket && self.shape(index) == Shape::Stop
            }
            _ => self.ends_before(next, terminal, range),
        }
    }

    /// Whether the sentence ends where the first word after it does not begin small.
    fn ends_before(&self, next: usize, terminal: Terminal, range: TokenSpan) -> bool {
        let Terminal { index, after, .. } = terminal;
        match self.shape(index) {
            Shape::Abbreviation => self.opens_sentence(next),
            Shape::Initial => self.ends_at_initial(index, next),
            _ if self.is_quoted(after) => {
                let speaks = self.shape(index) != Shape::Stop && self.is_speaker(after, range);
                !speaks && !self.is_signature(after, range)
            }
            Shape::Ellipsis => self.shape(next) != Shape::Number,
            _ => true,
        }
    }

    /// Whether the sentence so far is the number of an item of a list: `2.`
    fn is_enumerator(&self, terminal: Terminal) -> bool {
        terminal.index == terminal.start + 1
            && terminal.after == terminal.index + 1
            && self.shape(terminal.start) == Shape::Number
            && self.shape(terminal.index) == Shape::Stop
            && self.word(terminal.start).len() < 4
    }

    /// Whether the token before closes a quotation.
    fn is_quoted(&self, after: usize) -> bool {
        after.checked_sub(1).and_then(|last| self.kind(last)) == Some(TokenKind::ClosingQuote)
    }

    /// Whether a name with a verb of saying follows: `“Why now?” Mr. Berg asked.`
    fn is_speaker(&self, after: usize, range: TokenSpan) -> bool {
        /// Words of a name with its title at most.
        const MOST: usize = 5;
        let is_name = |index: &usize| {
            matches!(
                self.shape(*index),
                Shape::Upper | Shape::Title | Shape::Initial | Shape::Abbreviation
            )
        };
        let words = (after..range.end()).take(MOST).take_while(is_name).count();
        words > 0
            && !self.opens_sentence(after)
            && self.abbreviations.is_speech(self.word(after + words))
    }

    /// Whether only a dash and a name follow a quotation: `“Never again.” — A. Berg`
    fn is_signature(&self, after: usize, range: TokenSpan) -> bool {
        /// Tokens of a signature with its dash at most.
        const MOST: usize = 8;
        self.shape(after) == Shape::Dash && range.end() - after <= MOST
    }

    /// Whether a sentence ends after one capital with a full stop: `So did I. Nobody left.`
    fn ends_at_initial(&self, index: usize, next: usize) -> bool {
        let before = index.checked_sub(1).map_or(Shape::Other, |before| self.shape(before));
        let pronoun = self.word(index) == "I." && before == Shape::Lower;
        let name = matches!(before, Shape::Upper | Shape::Initial | Shape::Title);
        self.shape(next) != Shape::Initial && (pronoun || (self.opens_sentence(next) && !name))
    }

    /// The token at or after an index that is no opening mark, bracket or dash.
    fn first_word(&self, from: usize, end: usize) -> usize {
        /// Marks that stand before the first word of a sentence at most.
        const MOST: usize = 4;
        let skips = |index: &usize| {
            matches!(self.shape(*index), Shape::OpenBracket | Shape::Dash)
                || self.kind(*index) == Some(TokenKind::OpeningQuote)
        };
        from + (from..end).take(MOST).take_while(skips).count()
    }

    /// Whether no blank stands before the token.
    fn touches(&self, index: usize) -> bool {
        let before = index.checked_sub(1).and_then(|before| self.tokens.get(before));
        before.zip(self.tokens.get(index)).is_some_and(|(a, b)| a.span.end() == b.span.start())
    }

    /// Whether a blank was forgotten: `over.The`, `over."The`, `over...The`; not in `?Page=2`.
    fn runs_together(&self, terminal: usize, after: usize) -> bool {
        let before = terminal.checked_sub(1).map_or(Shape::Other, |before| self.shape(before));
        let word = matches!(before, Shape::Lower | Shape::Number);
        self.kind(after) == Some(TokenKind::OpeningQuote)
            || (word && self.shape(after) == Shape::Upper && self.word(after + 1) != "=")
    }

    fn word(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |token| token.span.of(self.text))
    }

    fn opens_sentence(&self, index: usize) -> bool {
        self.abbreviations.opens_sentence(self.word(index))
    }
}

/// A token at which the sentence that begins at `start` may end.
#[derive(Clone, Copy, Debug)]
struct Terminal {
    start: usize,
    index: usize,
    /// The first token after it and the closing marks.
    after: usize,
}

/// The bytes of a range of tokens, if there are any.
pub(crate) fn span_of(tokens: &[Token], range: TokenSpan) -> Option<Span> {
    let tokens = tokens.get(range.range())?;
    Some(tokens.first()?.span.join(tokens.last()?.span))
}

#[cfg(test)]
mod tests {
    fn sentences(text: &str) -> Vec<&str> {
        let segmentation = crate::Segmenter::new().segment(text);
        segmentation.sentences.iter().map(|sentence| sentence.span.of(text)).collect()
    }

    #[track_caller]
    fn assert_one(texts: &[&str]) {
        for text in texts {
            assert_eq!(sentences(text), [*text]);
        }
    }

    #[track_caller]
    fn assert_two(pairs: &[(&str, &str)]) {
        for (first, second) in pairs {
            assert_eq!(sentences(&format!("{first} {second}")), [*first, *second]);
        }
    }

    #[test]
    fn title_does_not_end_sentence() {
        assert_one(&[
            "Mr. Berg met Gen. Holm and Dr. Lund.",
            "Maj. Gen. Holm vs. The State",
            "Then Sen. Anna Lund, R-Oslo, spoke.",
        ]);
    }

    #[test]
    fn initial_does_not_end_sentence() {
        assert_one(&["J. K. Holm and J.R.R. Lund met A. Berg.", "John F. The Great fell."]);
        assert_two(&[("So did my wife and I.", "Nobody else came.")]);
    }

    #[test]
    fn abbreviation_ends_sentence_before_an_opener() {
        assert_two(&[
            ("He joined Holm Inc.", "The firm grew."),
            ("She left the U.S.", "It was May."),
            ("They met at 5 p.m.", "“We waited,” he said."),
            ("Ships, planes, etc.", "But no trains."),
        ]);
        assert_one(&[
            "Holm Inc. President Ana Lund left.",
            "The U.S. Navy left at 5 p.m. Monday on Oct. 2.",
            "Holm Co. shares fell.",
        ]);
    }

    #[test]
    fn abbreviation_before_a_number_needs_one() {
        assert_one(&["See No. 5 and p. 7 of Vol. 2."]);
        assert_two(&[("The answer was no.", "Nobody minded.")]);
    }

    #[test]
    fn decimals_and_ellipses_do_not_end_sentence() {
        assert_one(&["It rose 3.5 percent to $1.2 billion.", "It was... well, late.", "So … yes."]);
        assert_two(&[("It was late...", "Nobody came.")]);
    }

    #[test]
    fn closing_marks_belong_to_the_sentence() {
        assert_two(&[
            ("“It is over.”", "He left."),
            ("\"It is over!\"", "“Fine.”"),
            ("(He had left.)", "She stayed."),
            ("It is over.[12]", "He left."),
            ("It is over.", "(he left later)"),
        ]);
    }

    #[test]
    fn sentence_goes_on_in_small_letters() {
        assert_one(&[
            "“Really?” he asked.",
            "“Stop!” said Holm.",
            "“Why now?” Mr. Berg asked.",
            "Yahoo! shares rose.",
            "Is it late? perhaps.",
        ]);
        assert_two(&[("“Why now?”", "Mr. Berg left.")]);
    }

    #[test]
    fn sentence_does_not_end_inside_brackets() {
        assert_one(&["The firm (it was Holm Ltd. The owner left. He ran) grew."]);
        assert_two(&[("The firm ( it grew.", "Nobody left.")]);
    }

    #[test]
    fn number_of_a_list_item_is_no_sentence() {
        assert_two(&[("1. Pour the milk.", "2. Stir it.")]);
        assert_two(&[("That was in 2019.", "Nobody minded.")]);
    }

    #[test]
    fn forgotten_blank_separates_sentences() {
        assert_eq!(sentences("It is over.The end."), ["It is over.", "The end."]);
        assert_eq!(sentences("“It is over.”He left."), ["“It is over.”", "He left."]);
    }

    #[test]
    fn name_after_a_dash_signs_the_quotation() {
        assert_one(&["“Never again.” — Ana Lund", "“Never!” — Ana Lund"]);
    }

    #[test]
    fn terminals_alone_are_one_sentence() {
        assert_one(&["? ? ! ? .", "...", "."]);
    }
}
