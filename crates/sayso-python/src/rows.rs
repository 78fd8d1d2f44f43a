//! The table of statements that Python gets: read once, as it is asked for.

use std::sync::{Arc, Mutex, PoisonError};

use arrow_array::RecordBatchReader;
use arrow_schema::SchemaRef;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use sayso::{OnFailure, Pipeline};

use crate::border::batches_of;
use crate::capsule::{capsule_of, schema_capsule};
use crate::error::Error;
use crate::layout::{Asked, Layout};
use crate::table::{Failures, Options, Table};

/// The statements of a table of articles, as a stream of Arrow.
///
/// Speaks the Arrow PyCapsule interface: ``polars.DataFrame(rows)``, ``pyarrow.table(rows)``. The
/// statements are found while it is read, so it can be read once.
#[pyclass(frozen, module = "sayso")]
pub(crate) struct Rows {
    table: Mutex<Option<Table>>,
    schema: SchemaRef,
    failed: Failures,
}

impl Rows {
    pub(crate) fn new(
        pipeline: Arc<Pipeline>,
        data: &Bound<'_, PyAny>,
        asked: Asked<'_>,
        options: Options,
    ) -> PyResult<Self> {
        let input = batches_of(data)?;
        let layout = Layout::new(&input.schema(), asked)?;
        let table = Table::new(pipeline, input, layout, options);
        let (schema, failed) = (table.schema(), table.failures());
        Ok(Self { table: Mutex::new(Some(table)), schema, failed })
    }
}

/// What a document that fails does, by its name in Python.
pub(crate) fn on_failure(errors: &str) -> PyResult<OnFailure> {
    match errors {
        "raise" => Ok(OnFailure::Stop),
        "collect" => Ok(OnFailure::GoOn),
        other => {
            let message = format!("errors is \"{other}\" (known: raise, collect)");
            Err(PyValueError::new_err(message))
        }
    }
}

#[pymethods]
impl Rows {
    /// What failed so far: the id of the document, and why. Complete when all is read.
    #[getter]
    fn failures(&self) -> Vec<(String, String)> {
        self.failed.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // The interface lets a producer that cannot convert give its own types.
        let _ = requested_schema;
        let table = self.table.lock().unwrap_or_else(PoisonError::into_inner).take();
        let table = table.ok_or_else(|| {
            Error::new_err("the rows were read already; call extract_table again")
        })?;
        capsule_of(py, Box::new(table))
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        schema_capsule(py, &self.schema)
    }

    fn __repr__(&self) -> String {
        let names: Vec<&str> =
            self.schema.fields().iter().map(|field| field.name().as_str()).collect();
        format!("<Rows: {}>", names.join(", "))
    }
}
