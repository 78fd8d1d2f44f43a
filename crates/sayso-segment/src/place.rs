//! What stands around a quotation mark, and what that says about it.

use sayso_text::{Quotation, Token, TokenKind, TokenSpan};

use crate::mark::{Family, Mark, Role};
use crate::shape::Shape;

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

/// What the neighbours of a mark say about it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// A blank, an opening bracket or the like stands before it.
    pub(crate) opens: bool,
    /// A blank, a comma or the like stands after it.
    pub(crate) closes: bool,
    /// As a closing mark it would touch what it closes.
    pub(crate) can_close: bool,
    /// No blank stands after it.
    pub(crate) touches_next: bool,
}

impl Place {
    /// Whether a mark whose shape opens stands where only a closing one can.
    pub(crate) const fn is_shut(self) -> bool {
        self.closes && !(self.opens && self.touches_next)
    }
}

impl Paragraph<'_> {
    pub(crate) fn shape(&self, index: usize) -> Shape {
        self.shapes.get(index).copied().unwrap_or(Shape::Other)
    }

    pub(crate) fn token(&self, index: usize) -> Option<Token> {
        self.tokens.get(index).copied().filter(|_| self.range.holds(index))
    }

    pub(crate) fn mark(&self, index: usize) -> Option<Mark> {
        if self.shape(index) != Shape::Quote {
            return None;
        }
        Mark::of(self.token(index)?.span.of(self.text))
    }

    pub(crate) fn next_family(&self) -> Option<Family> {
        let next = self.next?;
        Mark::of(next.encode_utf8(&mut [0; 4])).map(|mark| mark.family)
    }

    /// The token before, where no blank stands between.
    pub(crate) fn touching_before(&self, index: usize) -> Option<(Token, Shape)> {
        let before = index.checked_sub(1)?;
        let (token, this) = (self.token(before)?, self.token(index)?);
        (token.span.end() == this.span.start()).then(|| (token, self.shape(before)))
    }

    /// The shape of the token after, where no blank stands between.
    pub(crate) fn touching_after(&self, index: usize) -> Option<Shape> {
        let (token, this) = (self.token(index + 1)?, self.token(index)?);
        (this.span.end() == token.span.start()).then(|| self.shape(index + 1))
    }

    pub(crate) fn place(&self, index: usize) -> Place {
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
    pub(crate) fn may_be_possessive(&self, index: usize) -> bool {
        let after_s = self
            .touching_before(index)
            .is_some_and(|(token, _)| token.span.of(self.text).ends_with(['s', 'S', 'z', 'x']));
        after_s
            && self.token(index + 1).is_some()
            && matches!(self.shape(index + 1), Shape::Lower | Shape::Upper | Shape::Number)
    }

    /// Whether a mark stands for inches: after feet (5'10"), or straight after a number where no
    /// quotation is open.
    pub(crate) fn is_inch(&self, index: usize, is_open: bool, mark: Mark) -> bool {
        let Some((token, shape)) = self.touching_before(index) else { return false };
        let word = token.span.of(self.text);
        let feet = word.contains(['\'', '’']);
        shape == Shape::Number
            && word.ends_with(|c: char| c.is_ascii_digit())
            && (feet || (!is_open && mark.role == Role::Either))
    }

    /// Whether the token is the first of a sentence that follows another in the paragraph.
    pub(crate) fn starts_sentence(&self, index: usize) -> bool {
        let before = index.checked_sub(1).filter(|before| self.range.holds(*before));
        before.is_some_and(|before| matches!(self.shape(before), Shape::Stop | Shape::Call))
    }

    /// Whether the token is a number of two digits, as after the apostrophe of `’08`.
    pub(crate) fn is_year(&self, index: usize) -> bool {
        self.shape(index) == Shape::Number
            && self.token(index).is_some_and(|token| token.span.len() == 2)
    }

    pub(crate) fn set_kind(&mut self, index: usize, kind: TokenKind) {
        if let Some(token) = self.tokens.get_mut(index) {
            token.kind = kind;
        }
    }
}
