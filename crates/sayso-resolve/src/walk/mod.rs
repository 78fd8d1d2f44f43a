//! The decisions, in order: one walk over the mentions in text order that links each to an entity,
//! then says who speaks in each attribution.
//!
//! [`steps`] is the walk; [`grouping`] says who several are that speak together.

pub(crate) mod grouping;
pub(crate) mod steps;
