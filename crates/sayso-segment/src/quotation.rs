//! Quotations: which marks quote, and which belong together.
//!
//! Marks pair by family, not by shape, since typists mix “ with " and „ with “. Where the shape
//! does not say whether a mark opens or closes, its place does (blanks and marks beside it), and
//! where that says nothing either, whether a mark of its family is open.
//!
//! An opening mark that repeats at the start of a paragraph continues the quotation before it, as
//! newspapers set them. A mark without a partner closes at the end of its paragraph, so one stray
//! `"` costs one paragraph, never the article. Linear in the text; nests at most [`MAX_DEPTH`]
//! deep, deeper marks are plain tokens.

use sayso_text::{Quotation, Span, Token, TokenKind, TokenSpan};

use crate::mark::{Family, Mark, Role};
use crate::shape::Shape;

/// How deep quotations nest at most. News nests three deep at the very most; the bound keeps the
/// search for a mark's partner constant.
pub const MAX_DEPTH: usize = 8;

/// An opening mark whose partner is not yet found.
#[derive(Clone, Copy, Debug)]
struct Open {
    family: Family,
    /// Its place in the list of quotations.
    index: usize,
    /// Whether it is an apostrophe if no partner comes.
    doubtful: bool,
}

/// The marks that are open, and scratch.
#[derive(Debug, Default)]
pub(crate) struct Pairing {
    open: Vec<Open>,
    /// The families of the marks that the paragraph before left open, outermost first.
    carried: Vec<Family>,
    /// Per single mark of the paragraph, last first: whether the next one can only close.
    closes_next: Vec<Ahead>,
}

/// What comes after a single mark in its paragraph.
#[derive(Clone, Copy, Debug, Default)]
struct Ahead {
    /// The next single mark can only close.
    closer_next: bool,
    /// Some later single mark can close.
    closer: bool,
}

/// One paragraph whose marks are to be paired.
pub(crate) struct Paragraph<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: &'a mut [Token],
    pub(crate) shapes: &'a [Shape],
    pub(crate) range: TokenSpan,
    /// The first character of the next paragraph.
    pub(crate) next: Option<char>,
    pub(crate) quotations: &'a mut Vec<Quotation>,
}

impl Pairing {
    /// Forgets the marks of another text.
    pub(crate) fn clear(&mut self) {
        self.open.clear();
        self.carried.clear();
    }

    /// Appends the quotations of a paragraph and marks the tokens that open and close them.
    pub(crate) fn pair(&mut self, paragraph: &mut Paragraph<'_>) {
        let first = paragraph.quotations.len();
        self.look_ahead(paragraph);
        let mut leading = true;
        for index in paragraph.range.range() {
            if paragraph.shape(index) != Shape::Quote {
                leading = false;
                continue;
            }
            let opened = self.visit(paragraph, index, leading);
            leading = leading && opened;
        }
        self.end_paragraph(paragraph);
        settle(paragraph.quotations, first);
    }

    /// Notes for every single mark what comes after it.
    fn look_ahead(&mut self, paragraph: &Paragraph<'_>) {
        self.closes_next.clear();
        let mut ahead = Ahead::default();
        for index in paragraph.range.range().rev() {
            let Some(mark) = paragraph.mark(index).filter(|mark| mark.family == Family::Single)
            else {
                continue;
            };
            self.closes_next.push(ahead);
            let place = paragraph.place(index);
            let opens = mark.role == Role::Opens || (place.opens && !place.closes);
            let closes = mark.role != Role::Opens && place.can_close;
            ahead = Ahead {
                closer_next: closes && !opens && !paragraph.may_be_possessive(index),
                closer: ahead.closer || (closes && !opens),
            };
        }
    }

    /// Decides one mark; gives whether it opens.
    fn visit(&mut self, paragraph: &mut Paragraph<'_>, index: usize, leading: bool) -> bool {
        let Some(mark) = paragraph.mark(index) else { return false };
        let role = match mark.family {
            Family::Single => self.single_role(paragraph, index, mark, leading),
            _ => self.double_role(paragraph, index, mark),
        };
        match role {
            Role::Opens => self.push(paragraph, index, mark, leading),
            Role::Closes => self.close(paragraph, index, mark.family),
            Role::Either => {}
        }
        role == Role::Opens
    }

    /// What a double mark does; `Either` if it quotes nothing.
    fn double_role(&self, paragraph: &Paragraph<'_>, index: usize, mark: Mark) -> Role {
        let place = paragraph.place(index);
        let is_open = self.is_open(mark.family);
        match mark.role {
            Role::Opens if is_open && place.closes && !(place.opens && place.touches_next) => {
                Role::Closes
            }
            Role::Closes if !is_open && place.opens && !place.closes => Role::Opens,
            Role::Either | Role::Closes if paragraph.is_inch(index, is_open, mark) => Role::Either,
            Role::Either => match (place.opens, place.closes) {
                (true, false) => Role::Opens,
                (false, true) => Role::Closes,
                _ if is_open => Role::Closes,
                _ => Role::Opens,
            },
            role => role,
        }
    }

    /// What a single mark does; `Either` if it is an apostrophe.
    fn single_role(
        &mut self,
        paragraph: &Paragraph<'_>,
        index: usize,
        mark: Mark,
        leading: bool,
    ) -> Role {
        let ahead = self.closes_next.pop().unwrap_or_default();
        let place = paragraph.place(index);
        let top = self.open.last().is_some_and(|open| open.family == Family::Single);
        let may_close = mark.role != Role::Opens || !place.touches_next;
        if may_close && top && place.can_close {
            let possessive = paragraph.may_be_possessive(index) && ahead.closer_next;
            return if possessive { Role::Either } else { Role::Closes };
        }
        let goes_on = leading && paragraph.next_family() == Some(Family::Single);
        let opens = place.opens && place.touches_next;
        if paragraph.is_year(index + 1) && !ahead.closer_next {
            return Role::Either;
        }
        match mark.role {
            Role::Opens if opens => Role::Opens,
            Role::Either if opens && (ahead.closer || goes_on) => Role::Opens,
            _ => Role::Either,
        }
    }

    fn is_open(&self, family: Family) -> bool {
        self.open.iter().any(|open| open.family == family)
    }

    fn push(&mut self, paragraph: &mut Paragraph<'_>, index: usize, mark: Mark, leading: bool) {
        if mark.family == Family::Double && paragraph.starts_sentence(index) {
            self.reopen(paragraph, index);
        }
        if self.open.len() >= MAX_DEPTH {
            return;
        }
        let level = self.open.len();
        let continues = leading && self.carried.get(level) == Some(&mark.family);
        let doubtful = mark.family == Family::Single && mark.role == Role::Either;
        self.open.push(Open { family: mark.family, index: paragraph.quotations.len(), doubtful });
        paragraph.set_kind(index, TokenKind::OpeningQuote);
        paragraph.quotations.push(Quotation {
            tokens: TokenSpan::new(index, index + 1),
            continues,
            ..Quotation::default()
        });
    }

    /// Ends the innermost quotation where a sentence opens with another of its double marks: those
    /// do not nest, so the end of the first was forgotten or a paragraph break was lost.
    fn reopen(&mut self, paragraph: &mut Paragraph<'_>, index: usize) {
        if let Some(open) = self.open.pop_if(|open| open.family == Family::Double) {
            paragraph.leave(open, index);
        }
    }

    /// Closes the innermost quotation of a family, and what is still open inside it.
    fn close(&mut self, paragraph: &mut Paragraph<'_>, index: usize, family: Family) {
        paragraph.set_kind(index, TokenKind::ClosingQuote);
        let Some(level) = self.open.iter().rposition(|open| open.family == family) else { return };
        for open in self.open.drain(level + 1..) {
            paragraph.leave(open, index);
        }
        if let Some(open) = self.open.pop() {
            paragraph.finish(open.index, index + 1, true);
        }
    }

    /// Ends what is open, and keeps its families for the next paragraph.
    fn end_paragraph(&mut self, paragraph: &mut Paragraph<'_>) {
        self.carried.clear();
        let goes_on = paragraph.next_family();
        for (level, open) in self.open.drain(..).enumerate() {
            self.carried.push(open.family);
            let confirmed = level == 0 && goes_on == Some(open.family);
            let doubtful = open.doubtful && !confirmed;
            paragraph.leave(Open { doubtful, ..open }, paragraph.range.end());
        }
    }
}

/// What the neighbours of a mark say about it.
#[derive(Clone, Copy, Debug)]
struct Place {
    /// A blank, an opening bracket or the like stands before it.
    opens: bool,
    /// A blank, a comma or the like stands after it.
    closes: bool,
    /// As a closing mark it would touch what it closes.
    can_close: bool,
    touches_next: bool,
}

impl Paragraph<'_> {
    fn shape(&self, index: usize) -> Shape {
        self.shapes.get(index).copied().unwrap_or(Shape::Other)
    }

    fn token(&self, index: usize) -> Option<Token> {
        self.tokens.get(index).copied().filter(|_| self.range.holds(index))
    }

    fn mark(&self, index: usize) -> Option<Mark> {
        if self.shape(index) != Shape::Quote {
            return None;
        }
        Mark::of(self.token(index)?.span.of(self.text))
    }

    fn next_family(&self) -> Option<Family> {
        let next = self.next?;
        Mark::of(next.encode_utf8(&mut [0; 4])).map(|mark| mark.family)
    }

    /// The token before, where no blank stands between.
    fn touching_before(&self, index: usize) -> Option<(Token, Shape)> {
        let before = index.checked_sub(1)?;
        let (token, this) = (self.token(before)?, self.token(index)?);
        (token.span.end() == this.span.start()).then(|| (token, self.shape(before)))
    }

    /// The shape of the token after, where no blank stands between.
    fn touching_after(&self, index: usize) -> Option<Shape> {
        let (token, this) = (self.token(index + 1)?, self.token(index)?);
        (this.span.end() == token.span.start()).then(|| self.shape(index + 1))
    }

    fn place(&self, index: usize) -> Place {
        let before = self.touching_before(index);
        let after = self.touching_after(index);
        let closes = after.is_none_or(|shape| {
            matches!(
                shape,
                Shape::Inner
                    | Shape::Stop
                    | Shape::Call
                    | Shape::Ellipsis
                    | Shape::CloseBracket
                    | Shape::Dash
            )
        });
        Place {
            opens: before.is_none_or(|(token, shape)| {
                matches!(shape, Shape::OpenBracket | Shape::Dash | Shape::Other)
                    || token.kind == TokenKind::OpeningQuote
            }),
            closes,
            can_close: before.is_some_and(|(_, shape)| shape != Shape::OpenBracket)
                && (closes || after == Some(Shape::Quote)),
            touches_next: after.is_some(),
        }
    }

    /// Whether the mark may be the apostrophe of a plural possessive: after an `s`, before a word.
    fn may_be_possessive(&self, index: usize) -> bool {
        let after_s = self
            .touching_before(index)
            .is_some_and(|(token, _)| token.span.of(self.text).ends_with(['s', 'S', 'z', 'x']));
        after_s
            && self.token(index + 1).is_some()
            && matches!(self.shape(index + 1), Shape::Lower | Shape::Upper | Shape::Number)
    }

    /// Whether a mark stands for inches: after feet (5'10"), or straight after a number where no
    /// quotation is open.
    fn is_inch(&self, index: usize, is_open: bool, mark: Mark) -> bool {
        let Some((token, shape)) = self.touching_before(index) else { return false };
        let word = token.span.of(self.text);
        let feet = word.contains(['\'', '’']);
        shape == Shape::Number
            && word.ends_with(|c: char| c.is_ascii_digit())
            && (feet || (!is_open && mark.role == Role::Either))
    }

    /// Whether the token is the first of a sentence that follows another in the paragraph.
    fn starts_sentence(&self, index: usize) -> bool {
        let before = index.checked_sub(1).filter(|before| self.range.holds(*before));
        before.is_some_and(|before| matches!(self.shape(before), Shape::Stop | Shape::Call))
    }

    /// Whether the token is a number of two digits, as after the apostrophe of `’08`.
    fn is_year(&self, index: usize) -> bool {
        self.shape(index) == Shape::Number
            && self.token(index).is_some_and(|token| token.span.len() == 2)
    }

    fn set_kind(&mut self, index: usize, kind: TokenKind) {
        if let Some(token) = self.tokens.get_mut(index) {
            token.kind = kind;
        }
    }

    /// Ends a quotation that no mark closes; an apostrophe that looked like one quotes nothing.
    fn leave(&mut self, open: Open, end: usize) {
        if !open.doubtful {
            self.finish(open.index, end, false);
            return;
        }
        if let Some(quotation) = self.quotations.get_mut(open.index) {
            let mark = quotation.tokens.start();
            quotation.tokens = TokenSpan::new(mark, mark);
            self.set_kind(mark, TokenKind::Punctuation);
        }
    }

    fn finish(&mut self, index: usize, end: usize, closed: bool) {
        let Some(quotation) = self.quotations.get_mut(index) else { return };
        let start = quotation.tokens.start();
        let first = self.tokens.get(start).map_or(Span::default(), |token| token.span);
        let last = self.tokens.get(end.saturating_sub(1)).map_or(first, |token| token.span);
        quotation.tokens = TokenSpan::new(start, end);
        quotation.span = first.join(last);
        quotation.closed = closed;
    }
}

/// Drops the quotations of a paragraph that turned out to be none, and sets the depths of the rest.
fn settle(quotations: &mut Vec<Quotation>, first: usize) {
    let mut kept = first;
    for index in first..quotations.len() {
        if quotations.get(index).is_some_and(|quotation| !quotation.tokens.is_empty()) {
            quotations.swap(kept, index);
            kept += 1;
        }
    }
    quotations.truncate(kept);
    set_depths(quotations.get_mut(first..).unwrap_or_default());
}

fn set_depths(quotations: &mut [Quotation]) {
    let mut ends = [0_usize; MAX_DEPTH];
    let mut depth = 0;
    for quotation in quotations {
        while depth > 0 && ends.get(depth - 1).is_some_and(|&end| end <= quotation.tokens.start()) {
            depth -= 1;
        }
        quotation.depth = u8::try_from(depth).unwrap_or(u8::MAX);
        if let Some(end) = ends.get_mut(depth) {
            *end = quotation.tokens.end();
            depth += 1;
        }
    }
}
