//! Which columns of a table mean what.

use arrow_schema::{DataType, Schema};
use pyo3::prelude::*;

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
        let text = named(schema, asked.text, "text")?;
        check_text(schema, text)?;
        let optional = |name: Option<&str>, usual: &'static str| match name {
            Some(name) => named(schema, name, usual).map(Some),
            None => Ok(place(schema, usual).filter(|column| *column != text)),
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

fn check_text(schema: &Schema, column: usize) -> PyResult<()> {
    let field = schema.field(column);
    let is_text = |found: &DataType| {
        matches!(found, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Null)
    };
    match field.data_type() {
        DataType::Dictionary(_, values) if is_text(values) => Ok(()),
        found if is_text(found) => Ok(()),
        found => Err(Error::new_err(format!(
            "the column \"{}\" holds {found}, not text; choose another with text=",
            field.name()
        ))),
    }
}
