//! The last third of the large network of sayso.
//!
//! Stands behind `sayso-model-large`, which joins the parts and says why there are three.
//!
//! Always: the bytes that follow those of the part before, as `training/store.py` cut them.
//!
//! Does not: make sense alone.

/// The bytes of this part.
pub const PART: &[u8] = include_bytes!("../large.safetensors.3");
