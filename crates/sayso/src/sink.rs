//! Where the results of a run go.

use sayso_text::{Document, Statement};

use crate::{Failure, Summary};

/// Takes what a run gives, in the order of the input, on the thread that called.
///
/// A closure that takes a document and its statements is a sink that passes over failures; they
/// are counted in the [`Summary`](crate::Summary).
pub trait Sink {
    /// Why the run cannot go on.
    type Error;

    /// Takes a document with its statements.
    ///
    /// # Errors
    /// Where they cannot be taken; the run ends.
    fn take(&mut self, document: &Document, statements: &[Statement]) -> Result<(), Self::Error>;

    /// Is told of a document or an input that failed.
    ///
    /// # Errors
    /// Where the run cannot go on for it.
    fn failed(&mut self, failure: &Failure) -> Result<(), Self::Error> {
        let _ = failure;
        Ok(())
    }

    /// Is told after each of them what the run amounts to so far, to keep books.
    ///
    /// # Errors
    /// Where the run cannot go on for it.
    fn counted(&mut self, summary: &Summary) -> Result<(), Self::Error> {
        let _ = summary;
        Ok(())
    }
}

impl<F, E> Sink for F
where
    F: FnMut(&Document, &[Statement]) -> Result<(), E>,
{
    type Error = E;

    fn take(&mut self, document: &Document, statements: &[Statement]) -> Result<(), E> {
        self(document, statements)
    }
}
