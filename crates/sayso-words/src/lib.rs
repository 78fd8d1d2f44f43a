//! Tokens to what is known of each word by itself: key, classes, letter case.
//!
//! Stands between segmentation and attribution: takes a text and its segmentation, and gives the
//! [`Words`] that attribution and resolution read, so that an article's words are looked up once.
//!
//! ```
//! use sayso_segment::Segmenter;
//! use sayso_words::{Reader, Traits};
//!
//! let text = "She said so.";
//! let segmentation = Segmenter::new().segment(text);
//! let reader = Reader::new();
//! let mut worker = reader.worker();
//! let words = worker.read(text, &segmentation);
//! assert!(words.traits(0).any(Traits::SUBJECT));
//! assert!(!words.traits(1).any(Traits::FUNCTION));
//! ```
//!
//! Always: one word for each token, in their order; a word is the same wherever it stands; the time is
//! linear in the text, and nothing is allocated per token once the worker's buffers have grown.
//!
//! Does not: look at the words around one, which is for the stages; know names, titles and roles, which
//! `sayso-resolve` adds to the same [`Traits`], nor cues, which `sayso-attribute` does.

pub mod key;
mod list;
pub mod mark;
mod reader;
mod traits;
mod word;

pub use key::{Key, KeyMap, KeySet};
pub use list::{columns, lines};
pub use reader::{Reader, ReaderWorker, Words};
pub use traits::Traits;
pub use word::{Ending, Shape, Word};
