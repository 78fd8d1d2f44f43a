//! What the ranker chose, to look into.

use sayso_text::Span;

use crate::choice::ranker::{Anaphor, Features};

/// One choice of the ranker.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What was resolved.
    pub anaphor: Anaphor,
    /// The pronoun or noun phrase.
    pub mention: Span,
    /// The attribution of which it is the source, by its place in the list.
    pub attribution: Option<usize>,
    /// Whom it could take up. The last one of a role noun is nobody: it is somebody new.
    pub candidates: Vec<Candidate>,
    /// The place of the chosen candidate.
    pub chosen: usize,
}

/// A candidate of a choice.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Its canonical name; empty for nobody.
    pub name: String,
    /// Its last mention before; empty for nobody.
    pub mention: Span,
    /// What the ranker saw of it.
    pub features: Features,
}
