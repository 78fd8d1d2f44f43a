//! How inputs are read.

use crate::{DateFormat, Format};

/// How inputs are read. The defaults guess everything.
///
/// ```
/// let mut options = sayso_read::Options::default();
/// options.text_column = Some("body".to_owned());
/// assert_eq!(options.format, None);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// The format of all inputs; of folders, the files of this format alone are read. By default the
    /// name of each file tells it, or else its first bytes.
    pub format: Option<Format>,
    /// The column of a table that holds the text; by default one whose name says so. A name with dots
    /// may lead into nested values: `fields.bodyText`.
    pub text_column: Option<String>,
    /// The column of a table that names the document; by default one whose name says so, or else
    /// documents are named by file and record: `articles#17`.
    pub id_column: Option<String>,
    /// The column of a table that holds the date; by default one whose name says so, if any.
    pub date_column: Option<String>,
    /// How the dates of a table are written; by default each column tells it.
    pub date_format: Option<DateFormat>,
    /// The most bytes that one document may have; larger ones are an error. No limit by default.
    pub max_document_bytes: Option<u64>,
}
