//! What is asked: the source of each attribution, and which mentions are its heads.
//!
//! [`source`] finds the head of a source; [`joint`] parts a source that names several,
//! [`apposed`] where what is told of them stands between the names, [`told`] their offices,
//! [`closing`] which name closes a long source, and [`bounds`] parts names that run over its ends; [`antecedent`]
//! says what a relative pronoun takes up ("voters **who**"), [`voice`] whose voice a document is
//! ("a ministry **statement**"). [`plan`] holds one task for each
//! attribution, and [`nesting`] finds in whose content each source stands.

pub(crate) mod antecedent;
pub(crate) mod apposed;
pub(crate) mod bounds;
pub(crate) mod closing;
pub(crate) mod joint;
pub(crate) mod nesting;
pub(crate) mod plan;
pub(crate) mod source;
pub(crate) mod told;
pub(crate) mod voice;
