//! What a network reads: the pieces of several windows, one row after the other.

use std::ops::Range;

use crate::pieces::{LetterCase, Pieces};
use crate::vocabulary::{PieceId, SEPARATOR, START};
use crate::windows::{Window, Windows};

/// One piece and its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) piece: PieceId,
    /// Counted from the start of its window.
    pub(crate) position: usize,
    pub(crate) case: LetterCase,
}

/// Windows laid out in rows, without gaps: rows are what matrix products run over, so that short
/// windows waste nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layout {
    /// One row for each piece.
    pub(crate) places: Vec<Place>,
    /// The rows of each window.
    pub(crate) windows: Vec<Range<usize>>,
    /// The tokens in order, each with the row of its first piece.
    pub(crate) firsts: Vec<(usize, usize)>,
}

impl Layout {
    pub(crate) fn clear(&mut self) {
        self.places.clear();
        self.windows.clear();
        self.firsts.clear();
    }

    /// Adds a window.
    pub(crate) fn push(&mut self, pieces: &Pieces, windows: &Windows, window: &Window) {
        let start = self.places.len();
        self.push_place(start, START, LetterCase::None);
        for part in windows.parts(window) {
            for token in part.range() {
                self.firsts.push((token, self.places.len()));
                for piece in pieces.of(token) {
                    self.push_place(start, *piece, pieces.case(token));
                }
            }
            self.push_place(start, SEPARATOR, LetterCase::None);
        }
        self.windows.push(start..self.places.len());
    }

    fn push_place(&mut self, start: usize, piece: PieceId, case: LetterCase) {
        let position = self.places.len() - start;
        self.places.push(Place { piece, position, case });
    }
}
