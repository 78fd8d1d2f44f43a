//! Why a mention is of an entity.

use crate::ids::{EntityId, MentionId};

/// Why a mention is of an entity, or why somebody speaks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reason {
    /// The name of the rule that decided.
    pub(crate) rule: &'static str,
    /// Who would have been chosen if not the one who was; nobody where it would be somebody new.
    pub(crate) runner_up: Option<EntityId>,
    /// By how much the chosen one is the better, as log-odds; none where nothing was weighed.
    pub(crate) margin: Option<f32>,
    /// The mention that was taken up.
    pub(crate) antecedent: Option<MentionId>,
}

impl Reason {
    /// That of a rule which weighs nothing.
    pub(crate) fn of(rule: &'static str) -> Self {
        Self { rule, runner_up: None, margin: None, antecedent: None }
    }
}
