//! Which row of a table is meant.

use std::collections::HashMap;

use sayso_export::Cell;
use serde::{Deserialize, Serialize};

/// Names a row of a table, wherever it stands in it: a table that was sorted anew, or saved again by
/// a spreadsheet program, still has the row.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RowId {
    /// The article.
    pub doc_id: String,
    /// The statement in it, as `S3`.
    pub statement_id: String,
    /// Where its content begins, in the unit of the table: tells rows apart where articles share
    /// their id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content_start: Option<usize>,
}

impl RowId {
    /// The name of a row.
    #[must_use]
    pub fn new(
        doc_id: impl Into<String>,
        statement_id: impl Into<String>,
        content_start: Option<usize>,
    ) -> Self {
        Self { doc_id: doc_id.into(), statement_id: statement_id.into(), content_start }
    }
}

/// The columns of a table, by their names.
///
/// ```
/// use sayso_export::Cell;
/// use sayso_review::{Header, RowId};
///
/// let header = Header::new(&["doc_id", "statement_id", "content_start"].map(str::to_owned));
/// let row = [Cell::Text("wire".into()), Cell::Text("S2".into()), Cell::Number(40)];
/// assert_eq!(header.id(&row), RowId::new("wire", "S2", Some(40)));
/// ```
#[derive(Clone, Debug)]
pub struct Header {
    names: Vec<String>,
    places: HashMap<String, usize>,
}

impl Header {
    /// The columns of these names; of two of one name the first counts.
    #[must_use]
    pub fn new(names: &[String]) -> Self {
        let mut places = HashMap::new();
        for (place, name) in names.iter().enumerate() {
            places.entry(name.trim().to_owned()).or_insert(place);
        }
        Self { names: names.to_vec(), places }
    }

    /// The names, in order.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Where the column stands.
    #[must_use]
    pub fn place(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied()
    }

    /// The text of a cell, empty where there is none.
    #[must_use]
    pub fn text(&self, row: &[Cell<'_>], name: &str) -> String {
        self.cell(row, name).map_or_else(String::new, |cell| cell.text().into_owned())
    }

    /// The number of a cell.
    #[must_use]
    pub fn number(&self, row: &[Cell<'_>], name: &str) -> Option<usize> {
        match self.cell(row, name)? {
            Cell::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The share of a cell.
    #[must_use]
    pub fn confidence(&self, row: &[Cell<'_>], name: &str) -> Option<f64> {
        self.cell(row, name)?.confidence()
    }

    /// How probable it is that the row is right in all: the product of both confidences, of those
    /// that the table has.
    #[must_use]
    pub fn sureness(&self, row: &[Cell<'_>]) -> f64 {
        let share = |name| self.confidence(row, name).unwrap_or(1.0);
        share("confidence") * share("speaker_confidence")
    }

    /// The name of the row.
    #[must_use]
    pub fn id(&self, row: &[Cell<'_>]) -> RowId {
        let text = |name| self.text(row, name);
        RowId::new(text("doc_id"), text("statement_id"), self.number(row, "content_start"))
    }

    fn cell<'r, 'c>(&self, row: &'r [Cell<'c>], name: &str) -> Option<&'r Cell<'c>> {
        row.get(self.place(name)?)
    }
}
