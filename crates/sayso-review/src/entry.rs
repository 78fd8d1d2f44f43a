//! The lines of a file of corrections: one JSON object each.

use sayso_export::Offsets;
use serde::{Deserialize, Serialize};

use crate::{Change, Plan, RowId, Verdict};

/// The version of the form. 1: the first.
pub const VERSION: u32 = 1;

/// A line of a file of corrections; `docs/review.md` describes the form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "lowercase")]
#[non_exhaustive]
pub enum Entry {
    /// The first line: of which table the corrections are.
    Begin {
        /// The version of the form.
        version: u32,
        /// The name of the table, without its folder.
        table: String,
        /// What offsets count.
        #[serde(default, with = "crate::change::unit")]
        offsets: Offsets,
    },
    /// What is to be read from here on.
    Plan(Plan),
    /// What the reader says of a row.
    Row {
        /// The row.
        #[serde(flatten)]
        id: RowId,
        /// The verdict.
        #[serde(flatten)]
        verdict: Verdict,
    },
    /// A statement that the table lacks.
    Add {
        /// Its article and its number, which no row of the article has.
        #[serde(flatten)]
        id: RowId,
        /// What it is.
        change: Box<Change>,
    },
    /// The whole article was read, and all that it lacks was added.
    Read {
        /// The article.
        doc_id: String,
    },
    /// The last thing that was said, and not yet taken back, is taken back.
    Undo {},
}

impl Entry {
    /// The line, with its end.
    #[must_use]
    pub fn line(&self) -> String {
        // Structs of texts and numbers have no way to fail.
        let mut line = serde_json::to_string(self).unwrap_or_default();
        line.push('\n');
        line
    }
}
