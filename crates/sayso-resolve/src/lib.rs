//! Attributions to canonical speakers.
//!
//! Stands behind attribution: takes a text, its segmentation and its attributions, and says who each
//! source is within the article.
//!
//! ```
//! use sayso_resolve::Resolver;
//! use sayso_segment::Segmenter;
//! use sayso_text::{Attribution, Span};
//!
//! let text = "Mayor Dee Lind opened the bridge on Monday. It took two years, she said.";
//! let said = Attribution::new(Span::new(67, 71), vec![Span::new(44, 61)])
//!     .with_source(Span::new(63, 66));
//! let segmentation = Segmenter::new().segment(text);
//! let speakers = Resolver::new().resolve(text, &segmentation, &[said]);
//! assert_eq!((&*speakers[0].name, &*speakers[0].role), ("Dee Lind", "Mayor"));
//! ```
//!
//! Always: one speaker for each attribution, in the same order; every name is made of words of the
//! article; the time is linear in the text and the attributions, because a word finds few entities
//! and a pronoun few candidates; nothing is allocated per token once the buffers have grown.
//!
//! Does not: look anything up outside the article, join people of different articles on a surname
//! alone, or state a gender: given names only help to tell who "she" is.

mod cast;
mod choice;
mod confidence;
mod course;
mod ids;
mod mentions;
mod named;
mod naming;
mod reason;
mod resolver;
mod roster;
mod scratch;
mod sources;
mod walk;
mod why;
mod words;

pub use cast::evidence::NameScores;
pub use choice::explained::{Candidate, Choice};
pub use choice::ranker::{Anaphor, FEATURE_NAMES, FEATURES, Features};
pub use confidence::{SIGN_NAMES, SIGNS, Signs};
pub use named::Named;
pub use resolver::{Resolver, ResolverWorker};
pub use roster::Profile;
pub use why::{Why, rules};
