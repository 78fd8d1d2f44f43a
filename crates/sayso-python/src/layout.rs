//! Which columns of a table mean what.

use std::sync::Arc;

use arrow_array::cast::AsArray as _;
use arrow_array::{Array as _, ArrayRef, StructArray};
use arrow_schema::{ArrowError, DataType, Field, Schema};
use pyo3::prelude::*;
use sayso_arrow::is_text;

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
    pub(crate) text: Place,
    pub(crate) doc_id: Option<usize>,
    pub(crate) date: Option<usize>,
    /// The columns that travel with the document: all but the text and the id. The date is one of
    /// them, because its cell may say more than a day.
    pub(crate) others: Vec<usize>,
}

impl Layout {
    pub(crate) fn new(schema: &Schema, asked: Asked<'_>) -> PyResult<Self> {
        let text = Place::named(schema, asked.text, "text")?;
        text.check_text(schema)?;
        let optional = |name: Option<&str>, usual: &'static str| match name {
            Some(name) => named(schema, name, usual).map(Some),
            None => Ok(place(schema, usual).filter(|column| *column != text.column)),
        };
        let (doc_id, date) = (optional(asked.doc_id, "doc_id")?, optional(asked.date, "date")?);
        let is_text = |column: usize| column == text.column && text.members.is_empty();
        let is_other = |column: &usize| !is_text(*column) && Some(*column) != doc_id;
        let others = (0..schema.fields().len()).filter(is_other).collect();
        Ok(Self { text, doc_id, date, others })
    }
}

/// A column, or a member of a nested one: `fields.bodyText`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    column: usize,
    /// The members from the column down.
    members: Vec<usize>,
}

impl Place {
    fn named(schema: &Schema, name: &str, argument: &str) -> PyResult<Self> {
        let dots = name.match_indices('.').map(|(at, _)| at);
        let nested = dots.filter_map(|at| {
            let (column, members) = (name.get(..at)?, name.get(at + 1..)?);
            let column = place(schema, column)?;
            let members = members_of(schema.field(column).data_type(), members)?;
            Some(Self { column, members })
        });
        let column = place(schema, name).map(|column| Self { column, members: Vec::new() });
        match column.or_else(|| nested.into_iter().next()) {
            Some(found) => Ok(found),
            None => {
                named(schema, name, argument).map(|column| Self { column, members: Vec::new() })
            }
        }
    }

    fn check_text(&self, schema: &Schema) -> PyResult<()> {
        let mut field = schema.field(self.column);
        for member in &self.members {
            if let DataType::Struct(fields) = field.data_type()
                && let Some(found) = fields.get(*member)
            {
                field = found;
            }
        }
        let (name, found) = (field.name(), field.data_type());
        if is_text(found) {
            return Ok(());
        }
        Err(Error::new_err(format!(
            "the column \"{name}\" holds {found}, not text; choose another with text="
        )))
    }

    /// The values of the place in the columns of a batch; missing where what they are a member of is.
    pub(crate) fn of(&self, columns: &[ArrayRef]) -> Result<ArrayRef, ArrowError> {
        let missing =
            || ArrowError::SchemaError("a batch lacks the column of the texts".to_owned());
        let mut found = Arc::clone(columns.get(self.column).ok_or_else(missing)?);
        for member in &self.members {
            let parent = found.as_struct();
            let child = Arc::clone(parent.columns().get(*member).ok_or_else(missing)?);
            found = under(parent, child)?;
        }
        Ok(found)
    }
}

/// The member where its struct is there, and nothing where that is missing.
fn under(parent: &StructArray, member: ArrayRef) -> Result<ArrayRef, ArrowError> {
    match parent.nulls() {
        Some(nulls) if nulls.null_count() > 0 => {
            let is_missing = arrow_array::BooleanArray::new(!nulls.inner(), None);
            arrow_select::nullif::nullif(&member, &is_missing)
        }
        _ => Ok(member),
    }
}

/// The places of members of structs, by their names joined by dots.
fn members_of(found: &DataType, names: &str) -> Option<Vec<usize>> {
    let DataType::Struct(fields) = found else { return None };
    let is_named = |name: &str| fields.iter().position(|field: &Arc<Field>| field.name() == name);
    if let Some(member) = is_named(names) {
        return Some(vec![member]);
    }
    names.match_indices('.').find_map(|(at, _)| {
        let member = is_named(names.get(..at)?)?;
        let deeper = members_of(fields.get(member)?.data_type(), names.get(at + 1..)?)?;
        Some([vec![member], deeper].concat())
    })
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
