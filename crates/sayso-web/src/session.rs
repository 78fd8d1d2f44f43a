//! One file after the other on one thread, a line at a time: what a module of WebAssembly does.

use sayso::read::Corpus;
use sayso::{Failure, PipelineWorker};

use crate::line::{PageLines, failure_line};
use crate::upload::Upload;

/// The lines of one file.
///
/// ```
/// use sayso_web::{Session, Upload};
///
/// let pipeline = sayso::Pipeline::by_rules();
/// let mut worker = pipeline.worker();
/// let mut session = Session::new(&Upload::new("a.txt"), "“Rain is near,” said Ada Obi.");
/// assert!(session.next_line(&mut worker).is_some_and(|line| line.contains("Ada Obi")));
/// assert_eq!(session.next_line(&mut worker), None);
/// ```
pub struct Session {
    corpus: Corpus,
    lines: PageLines,
}

impl Session {
    /// The lines of the file.
    #[must_use]
    pub fn new(upload: &Upload, bytes: impl AsRef<[u8]> + Send + 'static) -> Self {
        let corpus = upload.corpus(bytes);
        let lines = PageLines::new(corpus.columns());
        Self { corpus, lines }
    }

    /// The line of the next document, failure or warning; none after the last.
    pub fn next_line(&mut self, worker: &mut PipelineWorker<'_>) -> Option<String> {
        let mut document = match self.corpus.next()? {
            Ok(document) => document,
            Err(error) => return Some(failure_line(&Failure::from(error))),
        };
        let found = worker.explain_speakers(&document);
        document.date = document.date.or(worker.date());
        let line = self.lines.line(&document, &found);
        Some(line.unwrap_or_else(|error| failure_line(&Failure::new(error.to_string()))))
    }
}
