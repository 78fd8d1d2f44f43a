//! What is asked: the source of each attribution, and which mentions are its heads.
//!
//! [`source`] finds the head of a source; [`joint`] parts a source that names several; [`antecedent`]
//! says what a relative pronoun takes up ("voters **who**"). [`plan`] holds one task for each
//! attribution.

pub(crate) mod antecedent;
pub(crate) mod joint;
pub(crate) mod plan;
pub(crate) mod source;
