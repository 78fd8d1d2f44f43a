//! The decisions, in order: one walk over the mentions in text order that links each to an entity, then
//! says who speaks in each attribution.
//!
//! [`rules`] is the list of rules about mentions, [`speakers`] that of rules about who speaks, each rule
//! with an example that the tests run ([`says`]); [`steps`] asks them in their order and is the only one
//! who writes. Where a rule needs more than a few lines, they stand beside: [`grouping`] says who several
//! are that speak together, [`nameless`] by which words somebody without a name is called.

pub(crate) mod grouping;
pub(crate) mod nameless;
pub(crate) mod rules;
#[cfg(test)]
mod says;
pub(crate) mod speakers;
pub(crate) mod steps;
