//! How outputs are written.

use std::sync::Arc;

use sayso_register::Register;

use crate::Offsets;

/// How outputs are written.
///
/// ```
/// let mut options = sayso_export::Options::default();
/// options.columns = vec!["title".to_owned()];
/// assert!(options.header);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// The names of the values in [`Document::columns`](sayso_text::Document::columns).
    pub columns: Vec<String>,
    /// What offsets count. The document form and the table for the terminal have a unit of their
    /// own or none.
    pub offsets: Offsets,
    /// How the cells of CSV and TSV are written.
    pub cells: Cells,
    /// Whether the first line names the columns: `false` continues a table that was begun before.
    pub header: bool,
    /// The width of the table for the terminal, in columns of the screen.
    pub width: usize,
    /// Who is who: with it, rows have the columns of
    /// [`REGISTER_COLUMNS`](crate::REGISTER_COLUMNS) at their end.
    pub register: Option<Arc<Register>>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            columns: Vec::new(),
            offsets: Offsets::default(),
            cells: Cells::default(),
            header: true,
            width: 100,
            register: None,
        }
    }
}

/// How the cells of CSV and TSV are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Cells {
    /// The text as it is.
    #[default]
    Exact,
    /// Safe to open in a spreadsheet program: the file begins with a byte-order mark, so that its
    /// encoding is recognised; a cell that the program would take for a formula begins with an
    /// apostrophe (OWASP, "CSV Injection"); no cell is longer than Excel's 32,767 characters.
    Spreadsheet,
}
