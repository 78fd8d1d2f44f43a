//! What stands behind the page: files in, articles with marks and rows out, also as WebAssembly.
//!
//! Stands over the pipeline and below whoever answers the page: the server, which runs it on many
//! threads, and the module of WebAssembly, which is this crate compiled for a browser (`make web`).
//!
//! ```
//! use sayso_web::{PageLines, Upload};
//!
//! let pipeline = sayso::Pipeline::by_rules();
//! let mut worker = pipeline.worker();
//! let upload = Upload::new("rain.txt").with_id("wire-1");
//! let corpus = upload.corpus("“Rain is near,” said Ada Obi.");
//! let lines = PageLines::new(corpus.columns());
//! for document in corpus {
//!     let mut document = document?;
//!     let found = worker.explain_speakers(&document);
//!     document.date = document.date.or(worker.date());
//!     let line = lines.line(&document, &found)?;
//!     assert!(line.starts_with("{\"doc_id\": \"wire-1\", ") && line.ends_with("}\n"));
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Always: the rows of a line are byte for byte those that the command line writes as JSON lines.
//!
//! Does not: hold the page's own files (`sayso-page` does), open a connection, or start a thread.

mod line;
#[cfg(target_family = "wasm")]
mod module;
mod review;
mod session;
mod upload;

pub use line::{PageLines, failure_line};
pub use review::review;
pub use session::Session;
pub use upload::Upload;
