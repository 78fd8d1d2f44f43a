//! What every writer of a format does.

use sayso_text::{Document, Statement};

use crate::{Cell, Error};

/// Writes documents with their statements, one after the other.
///
/// What has been written is complete only after [`Writer::finish`].
pub trait Writer: Send {
    /// Writes the statements of one document; in formats of documents also one without any.
    ///
    /// # Errors
    /// If the output cannot be written.
    fn write(&mut self, document: &Document, statements: &[Statement]) -> Result<(), Error>;

    /// Hands on everything that is ready, so that what was written so far is in the output. Where
    /// a format is written at its end, nothing is ready before.
    ///
    /// # Errors
    /// If the output cannot be written.
    fn flush(&mut self) -> Result<(), Error>;

    /// Writes what is left and says what was written.
    ///
    /// # Errors
    /// If the output cannot be written.
    fn finish(self: Box<Self>) -> Result<Written, Error>;
}

/// Writes rows whose cells are known already, one after the other: for a table that is there while its
/// texts are not. [`Format::row_writer`](crate::Format::row_writer) makes one.
///
/// What has been written is complete only after [`RowWriter::finish`].
pub trait RowWriter: Send {
    /// Writes a row, a cell for each name of [`Table::header`](crate::Table::header).
    ///
    /// # Errors
    /// If the output cannot be written.
    fn write(&mut self, cells: &[Cell<'_>]) -> Result<(), Error>;

    /// Writes what is left and says what was written; documents are counted in a workbook alone.
    ///
    /// # Errors
    /// If the output cannot be written.
    fn finish(self: Box<Self>) -> Result<Written, Error>;
}

/// What a writer has written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Written {
    /// The documents, with those that have no statement.
    pub documents: u64,
    /// The statements.
    pub statements: u64,
    /// The cells that were cut because a spreadsheet takes no longer ones; a reason for a warning.
    pub cut_cells: u64,
}

impl Written {
    /// Counts a document with its statements.
    pub fn count(&mut self, statements: &[Statement]) {
        self.documents += 1;
        self.statements += statements.len() as u64;
    }
}
