//! Predicted attributions against gold ones: pure functions.
//!
//! Stands beside the chain, not in it: it takes the document form that `sayso extract --format
//! doc-jsonl` writes, and gold in the same form, and gives figures.
//!
//! ```
//! let gold = sayso_eval::parse_documents(
//!     r#"{"doc_id": "a", "text": "Rain is likely, she said.", "attributions":
//!         [{"id": "S1", "source": [[16, 19]], "cue": [[20, 24]], "content": [[0, 14]]}]}"#
//!         .replace('\n', "").as_str(),
//! )?;
//! let report = sayso_eval::Report::of(&gold, &gold);
//! assert_eq!(report.attribution.f1(), 100.0);
//! # Ok::<(), sayso_eval::Error>(())
//! ```
//!
//! Always: the figures are those of the reference scorer, `score.py --all`, digit for digit, which
//! a test compares; offsets count Unicode code points; no order of a hash map reaches a figure.
//!
//! Does not: read files, run the pipeline, or say which of two systems is better by more than
//! chance.

mod attribution_types;
mod comparison;
mod document;
mod extent;
mod mention;
mod mistake;
mod name;
mod reliability;
mod report;
mod speaker_kind;
mod tally;

pub use attribution_types::{TypeGold, TypeReport};
pub use document::{
    Error, MarkedAttribution, MarkedDocument, SpeakerGold, join_speakers, parse_documents,
    parse_lines,
};
pub use mention::{MentionKind, SpeakersByMention};
pub use mistake::{Mistake, mistakes};
pub use name::same_name;
pub use reliability::{Reliability, SpeakerReliability};
pub use report::Report;
pub use speaker_kind::SpeakersByKind;
pub use tally::{Share, Tally};
