//! Which brackets of a paragraph belong together.

use sayso_text::TokenSpan;

use crate::shape::Shape;

/// Which tokens of a paragraph lie inside brackets that close within it.
#[derive(Debug, Default)]
pub(crate) struct Brackets {
    /// Per token: the change of depth before it. Brackets without partner change nothing.
    depths: Vec<u32>,
    open: Vec<usize>,
}

impl Brackets {
    /// Finds the brackets of a range of tokens.
    pub(crate) fn find(&mut self, shapes: &[Shape], range: TokenSpan) {
        self.depths.clear();
        self.depths.resize(range.len() + 1, 0);
        self.open.clear();
        let steps = shapes.get(range.range()).unwrap_or_default();
        for (offset, shape) in steps.iter().enumerate() {
            match shape {
                Shape::OpenBracket => self.open.push(offset),
                Shape::CloseBracket => self.close(offset),
                _ => {}
            }
        }
        self.add_up();
    }

    /// Notes that the innermost open bracket closes at a token.
    fn close(&mut self, offset: usize) {
        /// Brackets over more tokens than this are taken as stray marks.
        const LONGEST: usize = 64;
        let Some(open) = self.open.pop() else { return };
        if offset - open > LONGEST {
            return;
        }
        if let Some(depth) = self.depths.get_mut(open + 1) {
            *depth = depth.wrapping_add(1);
        }
        if let Some(depth) = self.depths.get_mut(offset + 1) {
            *depth = depth.wrapping_sub(1);
        }
    }

    fn add_up(&mut self) {
        let mut sum = 0_u32;
        for depth in &mut self.depths {
            sum = sum.wrapping_add(*depth);
            *depth = sum;
        }
    }

    /// Whether the place before a token of the range lies inside brackets.
    pub(crate) fn encloses(&self, index: usize, range: TokenSpan) -> bool {
        index.checked_sub(range.start()).and_then(|offset| self.depths.get(offset)) > Some(&0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_brackets_with_a_partner_enclose() {
        use Shape::{CloseBracket, Lower, OpenBracket};
        let shapes = [CloseBracket, OpenBracket, Lower, CloseBracket, OpenBracket, Lower];
        let range = TokenSpan::new(0, shapes.len());
        let mut brackets = Brackets::default();
        brackets.find(&shapes, range);
        let inside: Vec<bool> =
            range.range().map(|index| brackets.encloses(index, range)).collect();
        assert_eq!(inside, [false, false, true, true, false, false]);
    }
}
