//! The Python package of sayso.
//!
//! Stands over all, beside the command line: the pipeline as classes of Python, tables by Arrow. The
//! package around it is in `python/sayso`; what people see is described in `docs/python.md`.
//!
//! ```python
//! import sayso
//!
//! text = "“Rain is near,” said Ada Obi, the mayor."
//! for statement in sayso.Pipeline(model="rules").extract(text):
//!     assert text[statement.content_start : statement.content_end] == "“Rain is near,”"
//! ```
//!
//! Always: offsets count code points, as those of `str`; the interpreter's lock is released while
//! texts are read; a panic, an interrupt and a wrong argument are exceptions, with the words that the
//! Rust crates have for them; tables are read and given batch by batch and never copied through
//! objects of Python.
//!
//! Does not: find anything that the crate `sayso` does not find, or need any other package of
//! Python.

mod article;
mod attribution;
mod batch;
mod border;
mod capsule;
mod column;
mod command_line;
mod dates;
mod error;
mod layout;
mod options;
mod pipeline;
mod rows;
mod segmentation;
mod signals;
mod statement;
mod table;
mod why;

use pyo3::prelude::*;

/// The Rust side of the package `sayso`.
#[pymodule]
mod _sayso {
    use pyo3::prelude::*;
    use pyo3::types::PyTuple;
    use sayso::export::{COLUMNS, LAST_COLUMNS};

    #[pymodule_export]
    use crate::article::html;
    #[pymodule_export]
    use crate::attribution::{Attribution, Speaker};
    #[pymodule_export]
    use crate::command_line::run;
    #[pymodule_export]
    use crate::error::{Error, panic};
    #[pymodule_export]
    use crate::pipeline::Pipeline;
    #[pymodule_export]
    use crate::rows::Rows;
    #[pymodule_export]
    use crate::segmentation::{Paragraph, Quotation, Segmentation, Sentence, Token};
    #[pymodule_export]
    use crate::statement::Statement;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        // What a panic says is told by the exception that it becomes.
        std::panic::set_hook(Box::new(|_| {}));
        let columns: Vec<&str> = COLUMNS.into_iter().chain(LAST_COLUMNS).collect();
        module.add("COLUMNS", PyTuple::new(module.py(), columns)?)?;
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }
}
