//! The types the stages share: documents, spans, tokens, attributions, statements.
//!
//! Stands before all other crates of the workspace: a stage takes some of these types and gives
//! others, and names no other stage.
//!
//! ```
//! use sayso_text::{Document, Span};
//!
//! let document = Document::new("wire-1", "Rain is likely, Ms. Okoye said.");
//! let cue = Span::new(26, 30);
//! assert_eq!(cue.of(&document.text), "said");
//! ```
//!
//! Always: a [`Span`] is a half-open range of bytes with `start <= end`; a [`TokenSpan`] or
//! [`SentenceSpan`] is a half-open range of indices; nothing here rewrites text.
//!
//! Does not: find anything. The types have no behaviour beyond what follows from their meaning.

mod attribution;
mod document;
mod segmentation;
mod span;
mod statement;

pub use attribution::{Attribution, AttributionType, Kind, UnknownName};
pub use document::{Date, Document};
pub use segmentation::{Paragraph, Quotation, Segmentation, Sentence, Token, TokenKind};
pub use span::{SentenceSpan, Span, TokenSpan};
pub use statement::{Speaker, SpeakerKind, Statement};
