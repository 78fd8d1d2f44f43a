//! Which columns of a table mean what.

use arrow_schema::{DataType, Schema};
use pyo3::prelude::*;

use crate::cells::{is_text, is_writable};
use crate::error::Error;

/// The columns that were asked for, by name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked<'a> {
    pub(crate) text: &'a str,
    pub(crate) doc_id: Option<&'a str>,
    pub(crate) date: Option<&'a str>,
}

/// What the columns of one table mean, as in the tables that the command line reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Layout {
    pub(crate) text: usize,
    pub(crate) doc_id: Option<usize>,
    pub(crate) date: Option<usize>,
    /// The columns that travel with the document: all but the text and the id. The date is one of
    /// them, because its cell may say more than a day.
    pub(crate) others: Vec<usize>,
}

impl Layout {
    pub(crate) fn new(schema: &Schema, asked: Asked<'_>) -> PyResult<Self> {
        let text = check(schema, named(schema, asked.text, "text")?, is_text, "text")?;
        let optional = |name: Option<&str>, usual: &'static str| {
            let column = match name {
                Some(name) => Some(named(schema, name, usual)?),
                None => place(schema, usual).filter(|column| *column != text),
            };
            column.map(|column| check(schema, column, is_writable, usual)).transpose()
        };
        let (doc_id, date) = (optional(asked.doc_id, "doc_id")?, optional(asked.date, "date")?);
        let is_other = |column: &usize| *column != text && Some(*column) != doc_id;
        let others = (0..schema.fields().len()).filter(is_other).collect();
        Ok(Self { text, doc_id, date, others })
    }
}

fn place(schema: &Schema, name: &str) -> Option<usize> {
    schema.fields().iter().position(|field| field.name() == name)
}

fn named(schema: &Schema, name: &str, argument: &str) -> PyResult<usize> {
    place(schema, name).ok_or_else(|| {
        let have: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
        let have = have.join(", ");
        Error::new_err(format!(
            "no column named \"{name}\" (have: {have}); choose one with {argument}="
        ))
    })
}

fn check(
    schema: &Schema,
    column: usize,
    fits: fn(&DataType) -> bool,
    argument: &str,
) -> PyResult<usize> {
    let field = schema.field(column);
    if fits(field.data_type()) {
        return Ok(column);
    }
    let (name, found) = (field.name(), field.data_type());
    let expected = if argument == "text" { "text" } else { "text, whole numbers or dates" };
    Err(Error::new_err(format!(
        "the column \"{name}\" holds {found}, not {expected}; choose another with {argument}="
    )))
}
