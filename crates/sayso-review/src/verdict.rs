//! What a reader says of a row.

use serde::{Deserialize, Serialize};

use crate::Change;

/// What a reader says of a row of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "lowercase")]
#[non_exhaustive]
pub enum Verdict {
    /// Right in all: it is a statement, with the right speaker, type and edges.
    Accept,
    /// A statement, of which something is otherwise.
    Mend {
        /// What is otherwise.
        change: Box<Change>,
    },
    /// No statement that the article makes.
    Reject,
    /// The reader cannot say.
    Unsure,
}

impl Verdict {
    /// The name, as in the workbook and on the command line.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Mend { .. } => "mend",
            Self::Reject => "reject",
            Self::Unsure => "unsure",
        }
    }

    /// What stands in the column `reviewed`.
    #[must_use]
    pub const fn reviewed(&self) -> &'static str {
        match self {
            Self::Accept => "accepted",
            Self::Mend { .. } => "mended",
            Self::Reject => "rejected",
            Self::Unsure => "unsure",
        }
    }
}
