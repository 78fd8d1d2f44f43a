//! Text to paragraphs, sentences, tokens and quotations.
//!
//! The first stage of the chain: takes the text of a document and gives the
//! [`Segmentation`](sayso_text::Segmentation) that every later stage reads.
//!
//! ```
//! use sayso_segment::Segmenter;
//!
//! let text = "OSLO, May 3 (Wire) -- “It’s over,” said Dr. A. Berg. Nobody asked why.";
//! let segmenter = Segmenter::new();
//! let mut worker = segmenter.worker();
//! let segmentation = worker.segment(text);
//! let sentences: Vec<&str> = segmentation.sentences.iter().map(|s| s.span.of(text)).collect();
//! assert_eq!(sentences[1..], ["“It’s over,” said Dr. A. Berg.", "Nobody asked why."]);
//! assert_eq!(segmentation.quotations[0].span.of(text), "“It’s over,”");
//! ```
//!
//! Always: every character that is not blank lies in exactly one token, every token in exactly one
//! sentence, every sentence in exactly one paragraph; spans lie on character boundaries; the time
//! is linear in the length of the text, whatever the text; nothing is allocated per token once the
//! worker's buffers have grown.
//!
//! Does not: rewrite the text, guess its language, or look inside words; the lists of
//! abbreviations and sentence openers are English.

mod abbreviation;
mod atom;
mod bracket;
mod character;
mod contraction;
mod date;
mod dateline;
mod mark;
mod paragraph;
mod place;
mod quotation;
mod segmenter;
mod sentence;
mod shape;
mod token;

pub use quotation::MAX_DEPTH;
pub use segmenter::{Segmenter, SegmenterWorker};
