//! Tokens to scores: the network that finds sources, cues and contents.
//!
//! Stands after segmentation and before attribution: takes a text with its
//! [`Segmentation`](sayso_text::Segmentation), gives for every token the scores of its tag and, on
//! demand, the scores of the links from contents to cues and from cues to sources.
//!
//! ```
//! use sayso_tag::{Model, Tagger};
//! use sayso_text::{Paragraph, Segmentation, Span, Token, TokenKind, TokenSpan};
//!
//! let bytes = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tiny.safetensors"));
//! let tagger = Tagger::new(&Model::from_bytes(&bytes[..])?)?;
//! let mut segmentation = Segmentation::default();
//! segmentation.tokens.push(Token { span: Span::new(0, 4), kind: TokenKind::Word });
//! let paragraph = Paragraph { tokens: TokenSpan::new(0, 1), ..Paragraph::default() };
//! segmentation.paragraphs.push(paragraph);
//! assert_eq!(tagger.worker().tag("Rain", &segmentation).tags().len(), 1);
//! # Ok::<(), sayso_tag::Error>(())
//! ```
//!
//! Always: any text has scores; the same text has the same scores, bit for bit, on every machine,
//! with any instructions, alone or after others, because sums of 8-bit products are exact and all
//! other arithmetic has one order. Linear in the text; no memory is taken for a token.
//!
//! Does not: segment, decode tags into spans, choose links, or train.

mod activation;
mod attention;
mod calibration;
mod compiled;
mod config;
mod deeper;
mod embedding;
mod encoder;
mod error;
mod float;
mod gemm;
mod heads;
mod kernel;
mod lanes;
mod layout;
mod linear;
mod links;
mod model;
mod network;
mod options;
mod pieces;
mod precision;
mod projected;
mod quantise;
mod recurrent;
mod scan;
mod scores;
mod self_attention;
mod shape;
mod tagger;
mod threads;
mod trie;
mod vocabulary;
mod windows;

pub use calibration::{Calibration, Signs, log_odds};
pub use config::{Architecture, ENTITY_TAGS, Reading, TAGS, TYPES, TagScores, Thresholds};
pub use deeper::Cascade;
pub use error::{Error, ErrorKind};
pub use kernel::Kernel;
pub use model::{FORMAT_VERSION, Model};
pub use options::TaggerOptions;
pub use precision::Precision;
pub use scores::{EntityScores, Scores, Transitions, TypeScores};
pub use tagger::{Tagger, TaggerWorker};
