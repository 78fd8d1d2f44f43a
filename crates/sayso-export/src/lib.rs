//! Statements to CSV and the other formats.
//!
//! Stands at the end of the chain: a [`Writer`] takes each document with its statements and writes
//! them as rows, as objects or as a page.
//!
//! ```
//! use sayso_export::{Format, Options};
//! use sayso_text::{Attribution, Document, Span, Speaker, Statement};
//!
//! let document = Document::new("wire-1", "Rain is likely, Ms. Okoye said.");
//! let attribution = Attribution::new(Span::new(26, 30), vec![Span::new(0, 14)])
//!     .with_source(Span::new(16, 25))
//!     .with_confidence(0.9);
//! let statement = Statement::new(1, attribution, Speaker::default());
//!
//! let mut csv = Vec::new();
//! let mut writer = Format::Csv.writer(&mut csv, &Options::default())?;
//! writer.write(&document, &[statement])?;
//! writer.finish()?;
//! assert!(csv.starts_with(b"doc_id,statement_id,speaker,source,cue,content,kind,"));
//! # Ok::<(), sayso_export::Error>(())
//! ```
//!
//! Always: the text of a cell is the text of the document at the offsets beside it; documents come
//! out in the order in which they are written; time is linear in the text, and what is written
//! once is not held in memory except where a [`Format`] says so.
//!
//! Does not: find or change statements, choose among them, or open files.

mod article;
mod brat;
#[cfg(feature = "dna")]
mod dna;
mod document_lines;
mod error;
mod format;
mod inception;
mod json;
mod json_ld;
mod json_list;
mod label_studio;
mod line_feeds;
mod listing;
mod nesting;
mod network;
mod offsets;
mod options;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(feature = "qdpx")]
mod qdpx;
mod report;
mod row;
mod row_lines;
#[cfg(test)]
mod sample;
mod separated;
#[cfg(feature = "xlsx")]
mod sheets;
mod spreadsheet;
mod tally;
mod tei;
mod terminal;
mod web_annotation;
#[cfg(feature = "xlsx")]
mod workbook;
mod writer;
mod xml;

pub use article::Article;
pub use brat::{brat, document_path};
pub use error::{Error, ErrorKind};
pub use format::Format;
pub use inception::inception;
pub use listing::{Heading, Listing};
pub use offsets::{OffsetMap, Offsets};
pub use options::{Cells, Options};
pub use report::title_column;
pub use row::{
    COLUMNS, Cell, ColumnType, LAST_COLUMNS, REGISTER_COLUMNS, Row, SPAN_SEPARATOR, Table,
};
#[cfg(feature = "xlsx")]
pub use workbook::RowWorkbook;
pub use writer::{RowWriter, Writer, Written};
