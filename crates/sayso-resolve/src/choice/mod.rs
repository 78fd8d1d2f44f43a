//! Whom a pronoun or a role noun takes up (its *antecedent*), where several can be meant.
//!
//! [`view`] is what any decision may look at. [`choosing`] gathers the candidates of a [`question`], leaves
//! out who cannot be meant and ranks the others; what [`ranker`] sees of each is in [`features`]
//! (distance, place, agreement: Hobbs 1978; Lappin and Leass 1994), [`near`] (who stands near the mention,
//! ahead of it too: *cataphora*) and [`role_features`] (what a noun and a role have to do with each other);
//! [`definite`] says which noun phrases take somebody up, [`refusal`] who is not meant whatever speaks for it. [`explained`] is the record of a choice.

pub(crate) mod choosing;
pub(crate) mod definite;
pub(crate) mod explained;
pub(crate) mod features;
pub(crate) mod near;
pub(crate) mod question;
pub(crate) mod ranker;
pub(crate) mod refusal;
pub(crate) mod role_features;
pub(crate) mod view;
