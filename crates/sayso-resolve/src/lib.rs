//! Attributions to canonical speakers.
