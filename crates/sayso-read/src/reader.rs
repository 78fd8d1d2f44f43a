//! What every reader of a format does.

use std::path::PathBuf;

use sayso_text::Document;

use crate::Error;

/// The documents of one opened input, one after the other.
///
/// After an error that concerns one record alone the next ones follow.
pub(crate) trait Reader: Iterator<Item = Result<Document, Error>> + Send {
    /// The names of the values in [`Document::columns`], known before the first document.
    fn columns(&self) -> &[String];
}

/// The file that documents come from.
#[derive(Clone, Debug)]
pub(crate) struct Origin {
    /// How messages name it.
    pub(crate) path: PathBuf,
    /// How its documents are named: one by this alone, several by this and their number.
    pub(crate) id: String,
}

impl Origin {
    /// The name of a record that has none of its own.
    pub(crate) fn record_id(&self, record: u64) -> String {
        format!("{}#{record}", self.id)
    }
}

/// The columns of a format whose columns are always the same.
#[cfg(feature = "html")]
pub(crate) fn fixed_columns(format: crate::Format) -> Vec<String> {
    let names = format.fixed_columns().unwrap_or_default();
    names.iter().map(|name| (*name).to_owned()).collect()
}
