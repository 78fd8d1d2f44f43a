//! Who said what in the news: the pipeline, its parallel driver, and the stages re-exported.
//!
//! Stands over the chain: segment, attribute and resolve in a row are the [`Pipeline`]; a
//! [`Driver`] runs a corpus through it.
//!
//! ```
//! let pipeline = sayso::Pipeline::by_rules();
//! let text = "The bridge is safe, Ada Obi said. “We checked it twice,” she added.";
//! let statements = pipeline.extract(text);
//! assert_eq!(statements.len(), 2);
//! assert!(statements.iter().all(|statement| &*statement.speaker.name == "Ada Obi"));
//! ```
//!
//! Always: the same text gives the same statements on any number of threads, in the order of the
//! input; the text under every span is the text of the row; time is linear in the text, and the
//! memory of a run does not grow with the corpus.
//!
//! Does not: read files or write tables ([`read`] and [`export`] do), print, or train.

mod driver;
mod error;
mod finding;
mod found;
mod gate;
mod inner_text;
mod model;
mod options;
mod ordered;
mod part;
mod pipeline;
mod roster;
mod shift;
mod sink;
mod summary;
mod voices;
mod worker;

pub use driver::{Driver, DriverOptions, Failure, OnFailure};
pub use error::{Error, ErrorKind};
pub use model::ModelChoice;
pub use options::PipelineOptions;
pub use part::{Cut, Part};
pub use pipeline::Pipeline;
pub use sink::Sink;
pub use summary::Summary;
pub use voices::Voices;
pub use worker::PipelineWorker;

pub use sayso_attribute as attribute;
pub use sayso_export as export;
pub use sayso_read as read;
pub use sayso_resolve as resolve;
pub use sayso_segment as segment;
pub use sayso_tag as tag;
pub use sayso_text as text;
pub use sayso_words as words;
