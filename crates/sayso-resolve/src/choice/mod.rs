//! Whom a pronoun or a role noun takes up (its *antecedent*), where several can be meant.
//!
//! [`choosing`] gathers the candidates and leaves out who cannot be meant; what [`ranker`] sees of each
//! is in [`near`] (who stands near the mention, ahead of it too: *cataphora*) and [`role_features`] (what
//! a noun and a role have to do with each other). [`explained`] is the record of a choice.

pub(crate) mod choosing;
pub(crate) mod explained;
pub(crate) mod near;
pub(crate) mod ranker;
pub(crate) mod role_features;
