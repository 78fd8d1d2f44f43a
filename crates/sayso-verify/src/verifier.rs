//! Rows against documents, both as streams.
//!
//! Neither a table nor a corpus need fit into memory. Some rows at a time are held, and documents
//! are read until all of them are checked; the next rows go on where the reading stands. So a
//! table in the order of its texts takes one round, and a table in another order one round for
//! each block of rows.

use sayso_export::Offsets;
use sayso_text::Document;

use crate::article::Article;
use crate::block::Block;
use crate::rounds::Rounds;
use crate::{Checked, Error, Row, Summary};

/// Checks rows against texts.
#[derive(Clone, Debug, Default)]
pub struct Verifier {
    options: Options,
}

/// How rows are checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// What the offsets of the table count.
    pub offsets: Offsets,
    /// How many bytes of rows are held at a time. Where the texts can be read only once, as from a
    /// pipe, all rows must be held: `usize::MAX`.
    pub block_bytes: usize,
}

impl Default for Options {
    fn default() -> Self {
        // Some 200,000 rows: a table that was sorted anew costs a round for each block.
        Self { offsets: Offsets::default(), block_bytes: 128 << 20 }
    }
}

/// What is told while rows are checked.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event<'e, E> {
    /// A row was checked; rows come in the order of the table.
    Row(&'e Checked),
    /// A record of the table could not be read.
    UnreadRow(Error),
    /// A text could not be read.
    UnreadText(E),
}

impl Verifier {
    /// A verifier.
    #[must_use]
    pub const fn new(options: Options) -> Self {
        Self { options }
    }

    /// Checks one row against its text.
    #[must_use]
    pub fn check(&self, row: Row, text: &str) -> Checked {
        let verdicts = Article::new(text, self.options.offsets).check(&row);
        Checked::new(row, verdicts)
    }

    /// Checks rows against the documents that they name. `open` gives the documents from the first
    /// on, each time that it is called.
    ///
    /// # Errors
    /// The first error that `tell` gives; it ends the check.
    pub fn run<D, E, S>(
        &self,
        rows: impl IntoIterator<Item = Result<Row, Error>>,
        open: impl Fn() -> D,
        mut tell: impl FnMut(Event<'_, E>) -> Result<(), S>,
    ) -> Result<Summary, S>
    where
        D: Iterator<Item = Result<Document, E>>,
    {
        let mut summary = Summary::default();
        let (mut rows, mut rounds) = (rows.into_iter(), Rounds::new(open));
        loop {
            let mut unread = |error| {
                summary.unread += 1;
                tell(Event::UnreadRow(error))
            };
            let block = self.block(&mut rows, &mut unread)?;
            if block.is_empty() {
                return Ok(summary);
            }
            for checked in self.checked(block, &mut rounds, &mut tell)?.into_checked() {
                summary.count(&checked);
                tell(Event::Row(&checked))?;
            }
        }
    }

    /// The next rows, as many as are held at a time.
    fn block<S>(
        &self,
        rows: &mut impl Iterator<Item = Result<Row, Error>>,
        unread: &mut impl FnMut(Error) -> Result<(), S>,
    ) -> Result<Block, S> {
        let mut block = Block::default();
        while block.bytes() < self.options.block_bytes {
            match rows.next() {
                Some(Ok(row)) => block.push(row),
                Some(Err(error)) => unread(error)?,
                None => break,
            }
        }
        Ok(block)
    }

    /// Reads documents until all rows of the block are checked, at most one round.
    fn checked<F, D, E, S>(
        &self,
        mut block: Block,
        rounds: &mut Rounds<F, D>,
        tell: &mut impl FnMut(Event<'_, E>) -> Result<(), S>,
    ) -> Result<Block, S>
    where
        F: Fn() -> D,
        D: Iterator<Item = Result<Document, E>>,
    {
        let (first, mut is_second_part) = (rounds.position(), false);
        rounds.names().inspect(|names| block.close(names));
        self.check_current(&mut block, rounds);
        while block.is_open() && !(is_second_part && rounds.position() >= first) {
            match rounds.advance() {
                Some(Ok(())) => self.check_current(&mut block, rounds),
                Some(Err(error)) => tell(Event::UnreadText(error))?,
                None if is_second_part || first == 0 => break,
                None => {
                    is_second_part = true;
                    rounds.names().inspect(|names| block.close(names));
                    rounds.restart();
                }
            }
        }
        Ok(block)
    }

    fn check_current<F, D, E>(&self, block: &mut Block, rounds: &Rounds<F, D>)
    where
        F: Fn() -> D,
        D: Iterator<Item = Result<Document, E>>,
    {
        if let Some(document) = rounds.current() {
            block.check(document, self.options.offsets, rounds.names());
        }
    }
}
