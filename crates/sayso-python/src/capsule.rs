//! Streams of Arrow over the border: the PyCapsule interface.
//!
//! The one module with `unsafe`: a stream is handed over as a pointer to a structure in C, and that
//! it points where its name says is a promise of who gives it. It is what lets a table of a hundred
//! gigabytes pass without one object of Python, or one copy.

use std::ffi::CStr;

use arrow_array::RecordBatchReader;
use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_schema::Schema;
use arrow_schema::ffi::FFI_ArrowSchema;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::error::exception;

const STREAM: &CStr = c"arrow_array_stream";
const SCHEMA: &CStr = c"arrow_schema";

/// The stream that the table gives.
#[expect(unsafe_code, reason = "the interface is a pointer")]
pub(crate) fn stream_of(data: &Bound<'_, PyAny>) -> PyResult<RecordBatchStreamReader> {
    if !data.hasattr("__arrow_c_stream__")? {
        let found = data.get_type().name()?;
        return Err(PyTypeError::new_err(format!(
            "expected a table with __arrow_c_stream__, such as a frame of Polars, found {found}"
        )));
    }
    let capsule = data.call_method0("__arrow_c_stream__")?;
    let capsule = capsule.cast::<PyCapsule>()?;
    let pointer = capsule.pointer_checked(Some(STREAM))?.cast::<FFI_ArrowArrayStream>();
    // SAFETY: a capsule of this name holds a pointer to an `ArrowArrayStream` that is ours to move
    // out of (Arrow PyCapsule interface, "Lifetime semantics"); the capsule outlives the move, and
    // finds the structure released.
    let stream = unsafe { FFI_ArrowArrayStream::from_raw(pointer.as_ptr()) };
    RecordBatchStreamReader::try_new(stream).map_err(|error| exception(&error))
}

/// The stream as a capsule.
pub(crate) fn capsule_of(
    py: Python<'_>,
    reader: Box<dyn RecordBatchReader + Send>,
) -> PyResult<Bound<'_, PyCapsule>> {
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(reader), STREAM)
}

/// The schema as a capsule.
pub(crate) fn schema_capsule<'py>(
    py: Python<'py>,
    schema: &Schema,
) -> PyResult<Bound<'py, PyCapsule>> {
    let schema = FFI_ArrowSchema::try_from(schema).map_err(|error| exception(&error))?;
    PyCapsule::new_with_value(py, schema, SCHEMA)
}
