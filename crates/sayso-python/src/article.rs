//! A text with its statements, as Python keeps it to show it.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyType;
use sayso::Pipeline;
use sayso::export::{Format, Options};
use sayso::text::{Document, Statement};

use crate::error::{exception, guarded};
use crate::statement::statements;

/// A text with the statements that were found in it.
#[pyclass(frozen, module = "sayso._sayso")]
#[derive(Debug)]
pub(crate) struct Article {
    document: Document,
    found: Vec<Statement>,
}

impl Article {
    pub(crate) fn new(document: Document, found: Vec<Statement>) -> Self {
        Self { document, found }
    }

    /// Reads the document.
    pub(crate) fn read(pipeline: &Pipeline, mut document: Document) -> PyResult<Self> {
        let mut worker = pipeline.worker();
        let id = document.id.clone();
        let found = guarded(&id, || worker.extract(&document))?;
        document.date = document.date.or(worker.date());
        Ok(Self { document, found })
    }

    /// The list that Python gets: a `sayso.Statements`.
    pub(crate) fn into_statements(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
        let class = CLASS.import(py, "sayso._statements", "Statements")?;
        let rows = statements(&self.document, &self.found);
        class.call1((rows, self))
    }
}

#[pymethods]
impl Article {
    /// The id of the document.
    #[getter]
    fn doc_id(&self) -> &str {
        &self.document.id
    }

    /// The text.
    #[getter]
    fn text(&self) -> &str {
        &self.document.text
    }

    /// The page of the command line's ``--format html``: the text with its statements in colours.
    fn html(&self) -> PyResult<String> {
        let mut page = Vec::new();
        let mut written = || -> Result<_, sayso::export::Error> {
            let mut writer = Format::Html.writer(&mut page, &Options::default())?;
            writer.write(&self.document, &self.found)?;
            writer.finish()
        };
        written().map_err(|error| exception(&error))?;
        Ok(String::from_utf8_lossy(&page).into_owned())
    }
}
