//! The forms of other tools to statements and back.
//!
//! Stands beside the chain: [`read`] gives what another tool has marked as [`Draft`]s, a
//! [`Conversion`] finds it in the texts, and a [`writer()`] writes the statements in another form.
//!
//! ```
//! use sayso_convert::{Conversion, Event, Form, Target, read, writer};
//!
//! let folder = tempfile::tempdir()?;
//! let file = folder.path().join("wire.json");
//! let quotes = r#"{"text": "“Rain is near,” Ms. Okoye said.", "quotes": [{
//!     "cue": {"start": 26, "end": 30, "text": "said"},
//!     "sources": [{"start": 16, "end": 25, "text": "Ms. Okoye"}],
//!     "contents": [{"start": 0, "end": 15, "text": "“Rain is near,”"}]}]}"#;
//! std::fs::write(&file, quotes)?;
//!
//! let mut rows = Vec::new();
//! let target = Target::Stream(Box::new(&mut rows));
//! let mut writer = writer("csv".parse::<Form>()?, target, &Default::default())?;
//! Conversion::default().run(read(&file, Form::Citron)?, |event| match event {
//!     Event::Document(document, statements) => writer.write(document, statements),
//!     failed => panic!("{failed:?}"),
//! })?;
//! writer.finish()?;
//! assert!(String::from_utf8(rows)?.contains("wire,S1,Ms. Okoye,Ms. Okoye,said,\"“Rain is near,”\",direct"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Always: the text under every span is what the other tool marked, with at most white space,
//! quotation marks, dashes and accents changed; what is not in the text is an error with its file
//! and line, and what follows still comes. Linear in texts and marks. What the forms cannot hold is
//! lost, as `docs/formats.md` says, and nothing is made up for it.
//!
//! Does not: find statements, resolve speakers, or open a network connection.

mod atap;
mod brat;
mod citron;
mod conversion;
mod copy;
mod document_form;
mod draft;
mod entities;
mod error;
mod files;
mod form;
mod ggt;
mod index;
mod json;
mod label_studio;
mod numbering;
mod placing;
#[cfg(feature = "qdpx")]
mod qdpx;
mod quotes;
mod rows;
mod single;
mod table;
mod textacy;
#[cfg(feature = "xlsx")]
mod workbook;

pub use conversion::{Conversion, Event};
pub use copy::RowCopy;
pub use draft::{Draft, Drafts, Mention, Names};
pub use error::{Error, ErrorKind};
pub use form::{Form, Target, read, writer};
