//! A request worked on: documents in, an answer out, on a thread that may wait.
//!
//! All of the body is read into documents before the answer begins, so that what cannot be read has a
//! status that says so. The page alone takes what can be read of a file, and is told of the rest.

use std::io::Write as _;

use axum::body::Bytes;
use sayso::export;
use sayso::text::{Document, Statement};
use sayso::{Failure, read};
use sayso_web::{PageLines, failure_line};

use crate::ask::{Answer, Ask};
use crate::chunks::{Chunks, Watch};
use crate::refusal::Refusal;
use crate::workers::{Found, Queue, Sink};

/// The documents of a body.
pub(crate) struct Documents {
    columns: Vec<String>,
    items: Vec<Result<Document, Failure>>,
}

impl Documents {
    /// Reads the body.
    pub(crate) fn read(ask: &Ask, body: Bytes) -> Result<Self, Refusal> {
        let corpus = ask.upload.corpus(body);
        let columns = corpus.columns().to_vec();
        let mut items = Vec::new();
        for item in corpus {
            match item {
                Ok(document) => items.push(Ok(document)),
                Err(error) if ask.answer == Answer::Page => items.push(Err(error.into())),
                Err(error) if error.is_warning() => {}
                Err(error) => return Err(unreadable(error)),
            }
        }
        Ok(Self { columns, items })
    }

    /// One document.
    pub(crate) fn one(columns: Vec<String>, document: Document) -> Self {
        Self { columns, items: vec![Ok(document)] }
    }

    /// The columns and the document, if there is one alone and it could be read.
    pub(crate) fn only(mut self) -> Result<(Vec<String>, Document), Self> {
        match self.items.pop() {
            Some(Ok(document)) if self.items.is_empty() => Ok((self.columns, document)),
            last => {
                self.items.extend(last);
                Err(self)
            }
        }
    }
}

fn unreadable(error: read::Error) -> Refusal {
    Refusal::wrong(Failure::from(error).reason)
}

/// Writes the answer. A client that goes away ends it.
pub(crate) fn answer(ask: &Ask, documents: Documents, queue: &Queue, mut chunks: Chunks) {
    let written = match ask.answer {
        Answer::Page => page(ask, documents, queue, &mut chunks),
        Answer::File(format) => file(format, ask, documents, queue, &mut chunks),
    };
    if written.and_then(|()| Ok(chunks.flush()?)).is_err() {
        chunks.break_off();
    }
}

fn page(ask: &Ask, documents: Documents, queue: &Queue, chunks: &mut Chunks) -> Result<(), Broken> {
    let lines = PageLines::new(&documents.columns);
    queue.run(documents.items, ask.task, &mut Page { lines, chunks })
}

fn file(
    format: export::Format,
    ask: &Ask,
    documents: Documents,
    queue: &Queue,
    chunks: &mut Chunks,
) -> Result<(), Broken> {
    let mut writing = ask.writing.clone();
    writing.columns = documents.columns;
    let watch = chunks.watch();
    let writer = format.writer(chunks, &writing)?;
    let mut file = File { writer, watch };
    queue.run(documents.items, ask.task, &mut file)?;
    file.writer.finish()?;
    Ok(())
}

/// Lines for the page.
struct Page<'c> {
    lines: PageLines,
    chunks: &'c mut Chunks,
}

impl Sink for Page<'_> {
    type Error = Broken;

    fn goes_on(&self) -> Result<(), Broken> {
        Ok(self.chunks.watch().goes_on()?)
    }

    fn take(&mut self, found: Result<Found, Failure>) -> Result<(), Broken> {
        let line = match found {
            Ok(Found { document, statements }) => self.lines.line(&document, &statements)?,
            Err(failure) => failure_line(&failure),
        };
        self.chunks.write_all(line.as_bytes())?;
        // Who looks at a page wants to see each article as it comes.
        Ok(self.chunks.flush()?)
    }
}

/// What the command line writes.
struct File<'w> {
    writer: Box<dyn export::Writer + 'w>,
    watch: Watch,
}

impl Sink for File<'_> {
    type Error = Broken;

    fn goes_on(&self) -> Result<(), Broken> {
        Ok(self.watch.goes_on()?)
    }

    fn take(&mut self, found: Result<Found, Failure>) -> Result<(), Broken> {
        let Found { document, statements } = found?;
        let statements: Vec<Statement> = statements.into_iter().map(|(it, _)| it).collect();
        Ok(self.writer.write(&document, &statements)?)
    }
}

/// Why an answer ends before its end: the client has gone, or a document failed.
#[derive(Debug)]
pub(crate) struct Broken;

impl From<export::Error> for Broken {
    fn from(_: export::Error) -> Self {
        Self
    }
}

impl From<std::io::Error> for Broken {
    fn from(_: std::io::Error) -> Self {
        Self
    }
}

impl From<Failure> for Broken {
    fn from(_: Failure) -> Self {
        Self
    }
}
