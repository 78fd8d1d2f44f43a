//! Formats that are one list in JSON: a beginning, the entries of article after article, an end.

use std::io::{BufWriter, Write};

use sayso_text::{Document, Statement};

use crate::Error;
use crate::writer::{Writer, Written};

/// A format whose articles are entries of one list.
pub(crate) trait Entries: Send {
    /// What stands before the first entry.
    const BEGINNING: &'static str;
    /// What stands behind the last one.
    const END: &'static str;

    /// Adds the entries of an article, of which there may be none.
    fn push(&self, list: &mut List, document: &Document, statements: &[Statement]);
}

/// The entries that are not yet in the output.
#[derive(Debug, Default)]
pub(crate) struct List {
    buffer: Vec<u8>,
    has_entries: bool,
}

impl List {
    /// Where the next entry is to be written.
    pub(crate) fn next(&mut self) -> &mut Vec<u8> {
        let is_first = !std::mem::replace(&mut self.has_entries, true);
        self.buffer.extend_from_slice(if is_first { b"\n" } else { b",\n" });
        &mut self.buffer
    }
}

/// Writes one article after the other.
pub(crate) struct JsonList<W: Write, E> {
    output: BufWriter<W>,
    entries: E,
    list: List,
    written: Written,
}

impl<W: Write, E: Entries> JsonList<W, E> {
    pub(crate) fn new(output: W, entries: E) -> Result<Self, Error> {
        let mut output = BufWriter::new(output);
        output.write_all(E::BEGINNING.as_bytes())?;
        Ok(Self { output, entries, list: List::default(), written: Written::default() })
    }
}

impl<W: Write + Send, E: Entries> Writer for JsonList<W, E> {
    fn write(&mut self, document: &Document, statements: &[Statement]) -> Result<(), Error> {
        self.list.buffer.clear();
        self.written.count(statements);
        self.entries.push(&mut self.list, document, statements);
        let written = self.output.write_all(&self.list.buffer);
        written.map_err(|error| Error::from(error).in_document(&document.id))
    }

    fn flush(&mut self) -> Result<(), Error> {
        Ok(self.output.flush()?)
    }

    fn finish(mut self: Box<Self>) -> Result<Written, Error> {
        self.output.write_all(E::END.as_bytes())?;
        self.output.flush()?;
        Ok(self.written)
    }
}
