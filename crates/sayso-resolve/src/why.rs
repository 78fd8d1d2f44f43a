//! Why a speaker is who is named: the rule, what it took up, and who else it could have been.

use sayso_text::Span;

use crate::mentions::list::Mentions;
use crate::naming::Naming;
use crate::reason::Reason;
use crate::walk::rules::RULES;
use crate::walk::speakers::SPEAKERS;

/// Why the speaker of an attribution is who is named.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Why {
    /// The name of the rule that decided, as in [`rules`]; "nobody" where no rule knew anybody. Of a
    /// name it says how the name was known: "full-name", "short-name", "relative", "apposition",
    /// "source-role".
    pub rule: &'static str,
    /// The mention that a pronoun or a role noun takes up, in bytes.
    pub antecedent: Option<Span>,
    /// Who would have been chosen next, where the candidates were weighed; empty for somebody new.
    pub runner_up: Option<String>,
    /// By how much the chosen one is the better, as log-odds of the ranker.
    pub margin: Option<f32>,
}

impl Why {
    pub(crate) fn new(reason: Option<Reason>, naming: &Naming<'_>, mentions: &Mentions) -> Self {
        let Some(reason) = reason else { return Self { rule: "nobody", ..Self::default() } };
        let span = |id| naming.segmentation.span(mentions[id].tokens.into());
        let name = |_| reason.runner_up.map(|entity| naming.name(entity)).unwrap_or_default();
        Self {
            rule: reason.rule,
            antecedent: reason.antecedent.map(span),
            runner_up: reason.margin.map(name),
            margin: reason.margin,
        }
    }
}

/// The rules by which speakers are found, in their order: the name of each, and an article in which it
/// decides about the words in brackets.
pub fn rules() -> impl Iterator<Item = (&'static str, &'static str)> {
    let mentions = RULES.iter().map(|rule| (rule.name, rule.says));
    mentions.chain(SPEAKERS.iter().map(|rule| (rule.name, rule.says)))
}
