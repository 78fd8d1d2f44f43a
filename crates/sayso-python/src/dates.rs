//! Days as objects of Python.

use pyo3::prelude::*;
use pyo3::types::PyDate;
use sayso::text::Date;

use crate::error::unknown;

/// The day as Python's ``datetime.date``.
pub(crate) fn to_python(py: Python<'_>, date: Option<Date>) -> PyResult<Option<Bound<'_, PyDate>>> {
    let object = |date: Date| PyDate::new(py, date.year().into(), date.month(), date.day());
    date.map(object).transpose()
}

/// The day of a ``datetime.date``, or of a string in the form ``2024-05-03``.
pub(crate) fn of_python(value: &Bound<'_, PyAny>) -> PyResult<Option<Date>> {
    if value.is_none() {
        return Ok(None);
    }
    value.str()?.to_str()?.parse().map(Some).map_err(unknown)
}
