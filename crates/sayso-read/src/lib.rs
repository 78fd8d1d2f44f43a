//! Files to documents.
//!
//! Stands at the start of the chain: a [`Corpus`] turns files, folders, tables and standard input
//! into [`Document`](sayso_text::Document)s, which the stages then read.
//!
//! ```
//! use sayso_read::{Corpus, Input, Options};
//!
//! let folder = tempfile::tempdir()?;
//! std::fs::write(folder.path().join("rain.txt"), "Rain is likely, Ms. Okoye said.")?;
//! let inputs = [Input::Path(folder.path().to_owned())];
//! for document in Corpus::new(&inputs, &Options::default()) {
//!     assert_eq!(document?.id, "rain");
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Always: one document at a time is in memory, never a corpus; what cannot be read is an item of
//! its own, with its place, and the documents after it still come; the text of a document is the
//! text of its file, decoded, without a byte-order mark and otherwise unchanged (line ends too), but
//! for what is no text of an article: a block of metadata in front, and the fields and lines between
//! articles of a news database. Tags of HTML in the cells of tables are blanks of their length.
//! Linear in the size of the input.
//!
//! Does not: look into the text of an article, open a network connection, or write anything.

mod bytes;
#[cfg(feature = "html")]
mod codings;
mod columns;
mod compression;
mod corpus;
mod date;
mod date_format;
mod dates;
#[cfg(feature = "docx")]
mod docx;
mod elements;
mod encoding;
mod error;
mod escapes;
mod fields;
mod files;
mod foreign;
mod format;
mod found;
#[cfg(feature = "zstd")]
mod frames;
mod front_matter;
#[cfg(feature = "html")]
mod html;
#[cfg(feature = "html")]
mod http;
mod input;
mod json;
mod lines;
mod listed;
mod marks;
mod markup;
mod members;
mod months;
mod naming;
#[cfg(feature = "html")]
mod nesting;
mod news;
mod opened;
mod options;
#[cfg(feature = "parquet")]
mod parquet;
mod plain;
mod progress;
mod reader;
mod readers;
mod reread;
mod seen;
mod source;
mod table;
mod trail;
mod transcode;
mod values;
mod walk;
#[cfg(feature = "html")]
mod warc;
#[cfg(feature = "xlsx")]
mod workbook;

pub use corpus::Corpus;
pub use date::parse_date;
pub use date_format::{DateFormat, Pattern};
pub use encoding::decode;
pub use error::{Error, ErrorKind, Position};
pub use format::Format;
pub use input::Input;
pub use markup::without_markup;
pub use options::Options;
pub use progress::Progress;
pub use seen::{Seen, Stamp};
pub use trail::{Mark, Trail};
#[cfg(feature = "xlsx")]
pub use workbook::{Sheet, Workbook};
