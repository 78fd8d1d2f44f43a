//! The small network of sayso.
//!
//! Stands beside the chain: `sayso` carries it where its feature `small` is on, `sayso-tag` reads it.
//!
//! ```
//! let header: [u8; 8] = *sayso_model_small::MODEL.first_chunk().expect("a header");
//! assert!(u64::from_le_bytes(header) < 1 << 20, "safetensors begin with the length of their header");
//! ```
//!
//! Always: the bytes are one file of safetensors, that of `training/store.py`; the program holds them
//! once. What the network is and how well it does is in `MODEL_CARD.md` of the project.
//!
//! Does not: read or check them. A crate of its own, apart from `sayso-data`, so that whoever wants
//! the rules alone fetches no weights, and so that new weights need no new version of the lexicons.

/// The file of the network.
pub static MODEL: &[u8] = include_bytes!("../small.safetensors");
