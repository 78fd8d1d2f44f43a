//! A text with its statements, on its way to Python and to a page.

use std::sync::Arc;

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyString, PyType};
use sayso::Pipeline;
use sayso::export::{Format, Options};
use sayso::text::{self, Date, Document};

use crate::attribution::Places;
use crate::dates;
use crate::error::{exception, guarded};
use crate::signals::on_text;
use crate::statement::{Statement, statements};

/// What was found in a text.
#[derive(Debug)]
pub(crate) struct Article {
    doc_id: String,
    date: Option<Date>,
    statements: Vec<Statement>,
}

impl Article {
    pub(crate) fn new(document: &Document, found: &[text::Statement]) -> Self {
        let statements = statements(document, found);
        Self { doc_id: document.id.clone(), date: document.date, statements }
    }

    /// Reads the document. To be called without the interpreter's lock.
    pub(crate) fn read(pipeline: Arc<Pipeline>, document: Document) -> PyResult<Self> {
        on_text(document, move |mut document| {
            let mut worker = pipeline.worker();
            let found = guarded(&document.id, || worker.extract(&document))?;
            document.date = document.date.or(worker.date());
            Ok(Self::new(&document, &found))
        })
    }

    /// The list that Python gets: a `sayso.Statements`, which keeps the text as it was given.
    pub(crate) fn into_statements<'py>(
        self,
        text: &Bound<'py, PyString>,
    ) -> PyResult<Bound<'py, PyAny>> {
        static CLASS: PyOnceLock<Py<PyType>> = PyOnceLock::new();
        let py = text.py();
        let class = CLASS.import(py, "sayso._statements", "Statements")?;
        let date = dates::to_python(py, self.date)?;
        class.call1((self.statements, text, self.doc_id, date))
    }
}

/// The page of the command line's ``--format html``: the text with these statements in colours.
#[pyfunction]
#[expect(clippy::needless_pass_by_value, reason = "arguments of Python come owned")]
pub(crate) fn html(
    text: &str,
    doc_id: &str,
    date: &Bound<'_, PyAny>,
    statements: Vec<PyRef<'_, Statement>>,
) -> PyResult<String> {
    let document = Document { date: dates::of_python(date)?, ..Document::new(doc_id, text) };
    let places = Places::new(text);
    let found: Vec<text::Statement> =
        statements.iter().map(|statement| statement.in_bytes(&places)).collect::<PyResult<_>>()?;
    page(&document, &found).map_err(|error| exception(&error))
}

fn page(document: &Document, found: &[text::Statement]) -> Result<String, sayso::export::Error> {
    let mut page = Vec::new();
    let mut writer = Format::Html.writer(&mut page, &Options::default())?;
    writer.write(document, found)?;
    writer.finish()?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}
