//! Many texts at once, on all cores.

use std::convert::Infallible;
use std::sync::Arc;

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyString;
use sayso::text::{Document, Statement};
use sayso::{Driver, DriverOptions, Failure, Pipeline, Sink};

use crate::article::Article;
use crate::error::{Error, exception};
use crate::signals::interruptible;

/// Reads all documents with so many threads, 0 for one on each core.
pub(crate) fn read(
    pipeline: &Arc<Pipeline>,
    documents: Vec<Document>,
    jobs: usize,
) -> PyResult<Vec<Article>> {
    let pipeline = Arc::clone(pipeline);
    interruptible(move |stop| {
        let driver = driver(&pipeline, jobs)?;
        let mut articles = Articles(Vec::with_capacity(documents.len()));
        driver.run(stop.before(documents.into_iter().map(Ok::<_, Infallible>)), &mut articles)?;
        Ok(articles.0)
    })
}

/// A driver with its threads started.
pub(crate) fn driver(pipeline: &Pipeline, jobs: usize) -> PyResult<Driver<'_>> {
    let mut options = DriverOptions::default();
    options.jobs = jobs;
    Driver::new(pipeline, options).map_err(|error| exception(&error))
}

/// Keeps what was read.
struct Articles(Vec<Article>);

impl Sink for Articles {
    type Error = PyErr;

    fn take(&mut self, document: &Document, found: &[Statement]) -> PyResult<()> {
        self.0.push(Article::new(document, found));
        Ok(())
    }

    fn failed(&mut self, failure: &Failure) -> PyResult<()> {
        Err(Error::new_err(failure.reason.clone()))
    }
}

/// The texts, each of which must be a `str`.
pub(crate) fn texts<'py>(texts: &Bound<'py, PyAny>) -> PyResult<Vec<Bound<'py, PyString>>> {
    if texts.is_instance_of::<PyString>() {
        return Err(PyTypeError::new_err("texts is one str; give a list of them"));
    }
    texts.try_iter()?.enumerate().map(|(place, text)| string(text?, place)).collect()
}

fn string(text: Bound<'_, PyAny>, place: usize) -> PyResult<Bound<'_, PyString>> {
    text.cast_into().map_err(|error| {
        let found = error.into_inner().get_type();
        match found.name() {
            Ok(found) => {
                PyTypeError::new_err(format!("texts[{place}]: expected str, found {found}"))
            }
            Err(error) => error,
        }
    })
}

/// The texts as documents, named by the ids or else by their places, counted from 0.
pub(crate) fn documents(
    texts: &[Bound<'_, PyString>],
    doc_ids: Option<Vec<String>>,
) -> PyResult<Vec<Document>> {
    let doc_ids =
        doc_ids.unwrap_or_else(|| (0..texts.len()).map(|place| place.to_string()).collect());
    if doc_ids.len() != texts.len() {
        let (ids, texts) = (doc_ids.len(), texts.len());
        return Err(PyValueError::new_err(format!("{ids} doc_ids for {texts} texts")));
    }
    let documents = texts.iter().zip(doc_ids);
    documents.map(|(text, doc_id)| Ok(Document::new(doc_id, text.to_str()?))).collect()
}
