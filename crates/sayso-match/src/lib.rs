//! The same statement in many articles: who had it first, who changed the words.
//!
//! Stands behind the chain: a [`Matcher`] takes the statements of a corpus one by one and gives, in the
//! end, groups of those of one speaker that have nearly the same words.
//!
//! ```
//! use sayso_match::{Entry, Matcher, Options};
//! use sayso_text::{Date, SpeakerKind};
//!
//! let entry = |doc_id: &str, speaker: &str, content: &str, day| Entry {
//!     doc_id: doc_id.into(),
//!     speaker: speaker.into(),
//!     speaker_kind: SpeakerKind::Person,
//!     content: content.into(),
//!     date: Date::new(2024, 10, day),
//!     ..Entry::default()
//! };
//! let mut matcher = Matcher::new(Options::default())?;
//! matcher.add(&entry("post-7", "Lind", "they would close all schools when the river rose on Friday night", 3))?;
//! matcher.add(&entry("wire-1", "Dee Lind", "We will close all schools when the river rises on Friday night", 2))?;
//! matcher.add(&entry("wire-2", "Tom Ode", "We will close all schools when the river rises on Friday night", 2))?;
//! let mut matches = matcher.finish()?;
//! let group = matches.group(0)?.expect("one group");
//! assert_eq!((group.entries().len(), &*group.first().doc_id), (2, "wire-1"));
//! # Ok::<(), sayso_match::Error>(())
//! ```
//!
//! Always: no two statements of a group have speakers whose names are two people's, and a surname or
//! nobody's name joins only where the words are many; every statement has enough in common with the
//! first of its group. The same statements in the same order give the same groups for any number of
//! threads. Time grows with the number of statements, memory by some 150 bytes for each.
//!
//! Does not: say which wording is the true one, or that two say the same in other words.

mod bands;
mod difference;
mod entry;
mod error;
mod group;
mod groups;
mod hash;
mod ids;
mod links;
mod matcher;
mod options;
mod page;
mod pairs;
mod signature;
mod similarity;
mod speakers;
mod store;
mod tables;
mod text;
mod words;

pub use difference::{Change, Difference, Piece};
pub use entry::Entry;
pub use error::{Error, ErrorKind};
pub use group::{FirstIs, Group, Version};
pub use groups::Matches;
pub use matcher::Matcher;
pub use options::Options;
