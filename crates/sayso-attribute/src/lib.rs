//! Scores, cues and quotations to attributions.
//!
//! Stands after segmentation (and after tagging, where a network is used) and before resolution.
//!
//! ```
//! use sayso_attribute::Attributor;
//! use sayso_segment::Segmenter;
//!
//! let text = "Rain is likely, Ms. Okoye said.";
//! let segmentation = Segmenter::new().segment(text);
//! let attributions = Attributor::default().attribute(text, &segmentation);
//! assert_eq!(attributions[0].content[0].of(text), "Rain is likely");
//! assert_eq!(attributions[0].source.map(|span| span.of(text)), Some("Ms. Okoye"));
//! ```
//!
//! Always: spans lie on the tokens of the segmentation; contents, cues and sources of one text do
//! not overlap, but two cues may share a source; every attribution has a content with a letter or
//! digit in it; time is linear in the text.
//!
//! Does not: name speakers (that is `sayso-resolve`), or look beyond one text.

mod apart;
mod assemble;
mod attribution_type;
mod attributor;
mod complementizer;
mod cue_words;
mod decode;
mod edges;
mod error;
mod evidence;
mod explain;
mod expressive;
mod going_on;
mod infinitives;
mod inflection;
mod lexicon;
mod link;
mod mend;
mod quoted;
mod reconcile;
mod rule_evidence;
mod rules;
mod signs;
#[cfg(test)]
mod test_text;
mod unreal;

pub use assemble::kind;
pub use attributor::{Attributor, AttributorOptions, AttributorWorker};
pub use complementizer::Complementizer;
pub use error::{Error, ErrorKind};
pub use evidence::Evidence;
pub use explain::{Explanation, Link, Origin, Part, Reason};
pub use lexicon::Lexicon;
