//! What goes wrong, as exceptions of Python.

use std::error::Error as StdError;
use std::iter;
use std::panic::{AssertUnwindSafe, catch_unwind};

use pyo3::create_exception;
use pyo3::exceptions::{PyException, PyValueError};
use pyo3::prelude::*;
use sayso::Failure;
use sayso::text::UnknownName;

create_exception!(
    sayso,
    Error,
    PyException,
    "A model, a lexicon, a table or a text that could not be read; says which, and why."
);

/// The exception for an error of the Rust crates: its words and those of its causes, as the command
/// line prints them.
pub(crate) fn exception(error: &(dyn StdError + 'static)) -> PyErr {
    Error::new_err(message(error))
}

pub(crate) fn message(error: &(dyn StdError + 'static)) -> String {
    let causes = iter::successors(error.source(), |&error| error.source());
    causes.fold(error.to_string(), |text, cause| format!("{text}: {cause}"))
}

/// The exception for an argument that is none of the names there are.
#[expect(clippy::needless_pass_by_value, reason = "it maps errors, which come owned")]
pub(crate) fn unknown(name: UnknownName) -> PyErr {
    PyValueError::new_err(name.to_string())
}

/// What the work gives; where it panics, the failure of the document.
pub(crate) fn guarded<T>(doc_id: &str, work: impl FnOnce() -> T) -> PyResult<T> {
    catch_unwind(AssertUnwindSafe(work))
        .map_err(|panic| Error::new_err(Failure::of_panic(Some(doc_id), &*panic).reason))
}

/// Fails as a fault of the program would: for the tests of how that comes out.
#[pyfunction(name = "_panic")]
#[expect(clippy::panic, reason = "it is what the function is for")]
pub(crate) fn panic(py: Python<'_>, doc_id: &str) -> PyResult<()> {
    py.detach(|| guarded(doc_id, || panic!("asked for")))
}
