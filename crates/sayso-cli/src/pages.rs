//! What is written for each document by itself, and in the order of the documents.

use std::io::{self, Write as _};
use std::process::ExitCode;

use sayso::Driver;
use sayso::read::Corpus;
use sayso::text::Document;

use crate::output::Output;
use crate::pipeline_args::DriverArgs;
use crate::progress::Progress;

/// Writes a page for each document of a corpus, made on the threads of the driver.
pub(crate) struct Pages<'p> {
    pub(crate) driver: Driver<'p>,
    pub(crate) args: &'p DriverArgs,
    pub(crate) out: Output,
    pub(crate) progress: Progress,
}

impl Pages<'_> {
    /// Writes all pages, each of which the work adds to an empty buffer.
    pub(crate) fn write<W>(
        mut self,
        corpus: Corpus,
        worker: impl Fn() -> W + Sync,
        work: impl Fn(&mut W, &Document, &mut Vec<u8>) -> io::Result<()> + Sync,
    ) -> anyhow::Result<ExitCode> {
        let page = |worker: &mut W, document: &Document| {
            let mut page = Vec::new();
            work(worker, document, &mut page).map(|()| page)
        };
        let mut failed = 0;
        self.driver.map(corpus, worker, page, |result| -> io::Result<()> {
            match result {
                Ok(page) => {
                    self.out.write_all(&page?)?;
                    self.progress.count(0);
                }
                Err(failure) => {
                    self.progress.tell_failure(&failure);
                    failed += usize::from(!failure.is_warning);
                }
            }
            Ok(())
        })?;
        self.out.finish()?;
        self.progress.clear();
        Ok(self.args.exit(failed, self.progress.has_warnings()))
    }
}
