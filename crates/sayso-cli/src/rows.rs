//! Where the rows of a run go, with all that goes along: journal, errors, progress.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use sayso::export::Writer;
use sayso::text::{Document, Statement};
use sayso::{Failure, Sink, Summary};

use crate::beside::{cannot_be_written, make_folder};
use crate::exit::tell_cut;
use crate::journal::{Done, Journal};
use crate::progress::Progress;

/// Writes rows, and keeps the books.
pub(crate) struct Rows<'o> {
    pub(crate) writer: Box<dyn Writer + 'o>,
    /// How messages name where the rows go.
    pub(crate) place: PathBuf,
    pub(crate) journal: Option<Journal>,
    pub(crate) errors: Option<Errors>,
    pub(crate) progress: Progress,
}

impl Rows<'_> {
    /// Hands on all rows and writes the journal, so that the run can go on from here.
    pub(crate) fn stop(&mut self) -> anyhow::Result<()> {
        self.writer.flush().map_err(|error| error.in_file(&self.place))?;
        let Some(journal) = &mut self.journal else { return Ok(()) };
        let error_bytes = self.errors.as_ref().map_or(Ok(0), Errors::bytes)?;
        journal.save(self.progress.elapsed(), error_bytes)
    }

    /// The error that ended the run, with how to go on once its reason is gone.
    pub(crate) fn with_remedy(&self, error: anyhow::Error) -> anyhow::Error {
        if self.journal.as_ref().is_some_and(Journal::is_saved) {
            return anyhow!("{error:#}; --resume goes on from the last rows that were saved");
        }
        error
    }

    /// Hands on all rows, to end the file.
    pub(crate) fn finish(self) -> anyhow::Result<(Progress, Option<Journal>)> {
        let written = self.writer.finish().map_err(|error| error.in_file(&self.place))?;
        tell_cut(written.cut_cells);
        Ok((self.progress, self.journal))
    }
}

impl Sink for Rows<'_> {
    type Error = anyhow::Error;

    fn take(&mut self, document: &Document, statements: &[Statement]) -> anyhow::Result<()> {
        let written = self.writer.write(document, statements);
        written.map_err(|error| error.in_file(&self.place))?;
        self.progress.count(statements.len());
        Ok(())
    }

    fn failed(&mut self, failure: &Failure) -> anyhow::Result<()> {
        self.progress.tell_failure(failure);
        if let Some(errors) = &mut self.errors {
            errors.write(failure)?;
        }
        Ok(())
    }

    /// A failure that ends the run is not counted, so a resumed run tries its item again.
    fn counted(&mut self, summary: &Summary) -> anyhow::Result<()> {
        let Some(journal) = &mut self.journal else { return Ok(()) };
        journal.count(summary);
        if journal.is_due() { self.stop() } else { Ok(()) }
    }
}

/// A table of what failed, and why.
#[derive(Debug)]
pub(crate) struct Errors(csv::Writer<File>);

impl Errors {
    /// A new table; a resumed run goes on with the one that there is, without what the journal of
    /// the stopped run does not know of: it comes again.
    pub(crate) fn open(path: &Path, done: &Done) -> anyhow::Result<Self> {
        make_folder(path)?;
        let mut table = Self::file(path, done.error_bytes)
            .map(csv::Writer::from_writer)
            .with_context(|| cannot_be_written(path))?;
        if table.get_ref().metadata()?.len() == 0 {
            table.write_record(["path", "doc_id", "reason"])?;
        }
        Ok(Self(table))
    }

    fn file(path: &Path, bytes: u64) -> io::Result<File> {
        let file = File::options().create(true).append(true).open(path)?;
        if file.metadata()?.len() > bytes {
            file.set_len(bytes)?;
        }
        Ok(file)
    }

    fn bytes(&self) -> anyhow::Result<u64> {
        Ok(self.0.get_ref().metadata()?.len())
    }

    fn write(&mut self, failure: &Failure) -> anyhow::Result<()> {
        let path = failure.path.as_deref().map(Path::to_string_lossy).unwrap_or_default();
        let doc_id = failure.doc_id.as_deref().unwrap_or_default();
        self.0.write_record([&path, doc_id, &failure.reason])?;
        // Failures are few, and each is worth having when the run is stopped.
        Ok(self.0.flush()?)
    }
}
