//! The first rows of a network: a row for each piece and one for each letter case.

use crate::layout::Place;
use crate::model::{Model, SharedBytes};

/// Rows of bytes for pieces, rows of numbers for letter cases.
#[derive(Clone, Debug)]
pub(crate) struct Embedding {
    bytes: SharedBytes,
    scales: Vec<f32>,
    cases: Vec<f32>,
    width: usize,
    hidden: usize,
}

impl Embedding {
    /// Reads pieces of one width and letter cases of another.
    pub(crate) fn new(model: &Model, width: usize, hidden: usize) -> Self {
        Self {
            bytes: model.shared("embedding.piece.weight"),
            scales: model.numbers("embedding.piece.scale"),
            cases: model.numbers("embedding.case"),
            width,
            hidden,
        }
    }

    /// The signed bytes of a piece's row, and their scale.
    #[inline(always)]
    pub(crate) fn piece(&self, place: Place) -> (&[u8], f32) {
        let piece = place.piece as usize;
        (&self.bytes.get()[piece * self.width..][..self.width], self.scales[piece])
    }

    /// The row of a letter case.
    #[inline(always)]
    pub(crate) fn case(&self, place: Place) -> &[f32] {
        &self.cases[place.case as usize * self.hidden..][..self.hidden]
    }

    /// Writes the sum of both rows, which have one width.
    #[inline(always)]
    pub(crate) fn write(&self, place: Place, row: &mut [f32]) {
        let (bytes, scale) = self.piece(place);
        for ((out, byte), case) in row.iter_mut().zip(bytes).zip(self.case(place)) {
            *out = f32::from(byte.cast_signed()) * scale + case;
        }
    }
}
