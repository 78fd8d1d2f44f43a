//! Many texts at once, on all cores.

use std::convert::Infallible;

use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyString;
use sayso::text::{Document, Statement};
use sayso::{Driver, DriverOptions, Failure, Pipeline, Sink};

use crate::article::Article;
use crate::error::{Error, exception};
use crate::signals::Signals;

/// Reads all documents with so many threads, 0 for one on each core.
pub(crate) fn read(
    pipeline: &Pipeline,
    documents: Vec<Document>,
    jobs: usize,
) -> PyResult<Vec<Article>> {
    let driver = driver(pipeline, jobs)?;
    let mut articles = Articles { read: Vec::new(), signals: Signals::new() };
    driver.run(documents.into_iter().map(Ok::<_, Infallible>), &mut articles)?;
    Ok(articles.read)
}

/// A driver with its threads started.
pub(crate) fn driver(pipeline: &Pipeline, jobs: usize) -> PyResult<Driver<'_>> {
    let options = DriverOptions { jobs, ..DriverOptions::default() };
    Driver::new(pipeline, options).map_err(|error| exception(&error))
}

/// Keeps what was read, until a signal.
struct Articles {
    read: Vec<Article>,
    signals: Signals,
}

impl Sink for Articles {
    type Error = PyErr;

    fn take(&mut self, document: &Document, found: &[Statement]) -> PyResult<()> {
        self.read.push(Article::new(document.clone(), found.to_vec()));
        self.signals.check()
    }

    fn failed(&mut self, failure: &Failure) -> PyResult<()> {
        Err(Error::new_err(failure.reason.clone()))
    }
}

/// The texts as documents, named by the ids or else by their places, counted from 0.
pub(crate) fn documents(
    texts: &Bound<'_, PyAny>,
    doc_ids: Option<Vec<String>>,
) -> PyResult<Vec<Document>> {
    if texts.is_instance_of::<PyString>() {
        return Err(PyTypeError::new_err("texts is one str; give a list of them"));
    }
    let mut documents = Vec::new();
    for (place, text) in texts.try_iter()?.enumerate() {
        documents.push(Document::new(place.to_string(), string(&text?, place)?));
    }
    let Some(doc_ids) = doc_ids else { return Ok(documents) };
    if doc_ids.len() != documents.len() {
        let (ids, texts) = (doc_ids.len(), documents.len());
        return Err(PyValueError::new_err(format!("{ids} doc_ids for {texts} texts")));
    }
    for (document, id) in documents.iter_mut().zip(doc_ids) {
        document.id = id;
    }
    Ok(documents)
}

fn string(text: &Bound<'_, PyAny>, place: usize) -> PyResult<String> {
    let Ok(string) = text.cast::<PyString>() else {
        let found = text.get_type().name()?;
        return Err(PyTypeError::new_err(format!("texts[{place}]: expected str, found {found}")));
    };
    Ok(string.to_str()?.to_owned())
}
