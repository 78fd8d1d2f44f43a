//! The rules by name: how far each can be trusted, and what it may do against a network.

/// A rule that proposes attributions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// A turn of a transcript or an interview: "Q. …", "MS. OBI: …".
    Transcript,
    /// A turn of a dialogue: "Obi: Rain is near."
    Turn,
    /// A block that a line with a colon introduces: "Ms. Obi said:".
    Statement,
    /// A quotation and who signed it: "“Rain is near.” – Ada Obi".
    Signature,
    /// A quotation before its cue: "“Rain is near,” Obi said."
    FrontedQuotation,
    /// A clause before its cue: "Rain is near, Obi said."
    FrontedClause,
    /// A quotation after its cue: "Obi said, “Rain is near.”"
    FollowingQuotation,
    /// A clause after its cue: "Obi said that rain was near."
    FollowingClause,
    /// What is said of, without a clause: "Obi denied the charge."
    FollowingObject,
    /// A passive: "Rain is said to be near."
    Passive,
    /// A fixed phrase: "according to Obi".
    Phrase,
    /// A fixed phrase that tells whose words they are: "in the words of Obi".
    Words,
    /// What nobody is named for: "Rain is reportedly near."
    Hearsay,
    /// A noun: "Obi's claim that rain was near".
    Noun,
}

impl Rule {
    /// All rules.
    #[cfg(test)]
    pub(crate) const ALL: [Self; 14] = [
        Self::Transcript,
        Self::Turn,
        Self::Statement,
        Self::Signature,
        Self::FrontedQuotation,
        Self::FrontedClause,
        Self::FollowingQuotation,
        Self::FollowingClause,
        Self::FollowingObject,
        Self::Passive,
        Self::Phrase,
        Self::Words,
        Self::Hearsay,
        Self::Noun,
    ];

    /// What an explanation calls it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Transcript => "transcript",
            Self::Turn => "turn",
            Self::Statement => "statement",
            Self::Signature => "signature",
            Self::FrontedQuotation => "fronted-quotation",
            Self::FrontedClause => "fronted-clause",
            Self::FollowingQuotation => "following-quotation",
            Self::FollowingClause => "following-clause",
            Self::FollowingObject => "following-object",
            Self::Passive => "passive",
            Self::Phrase => "phrase",
            Self::Words => "words",
            Self::Hearsay => "hearsay",
            Self::Noun => "noun",
        }
    }

    /// How far the rule can be trusted, 0 to 1: the share of its proposals that were right on the
    /// training articles, rounded. It says how sure a row is, and nothing else: what a rule may do is
    /// said below.
    ///
    /// In a transcript nothing else can be meant, and the layout of a statement says it as plainly.
    /// Of the turns of a dialogue PolNeAR marks only some, so that the share measured there, 0.4, says
    /// little.
    pub(crate) fn trust(self) -> f32 {
        match self {
            Self::Transcript => 0.98,
            Self::Statement => 0.97,
            Self::Signature | Self::FrontedQuotation => 0.93,
            Self::Turn | Self::Words => 0.9,
            Self::FollowingQuotation | Self::Hearsay => 0.8,
            Self::FollowingClause | Self::Phrase => 0.75,
            Self::FrontedClause => 0.65,
            Self::FollowingObject | Self::Passive => 0.55,
            Self::Noun => 0.25,
        }
    }

    /// Whether a proposal stands against what a network has found: the layout of the text says it.
    pub(crate) fn overrules(self) -> bool {
        matches!(self, Self::Transcript | Self::Statement)
    }

    /// Whether a proposal may stand where a network has found nothing: more of these are right than of
    /// the network's own attributions.
    pub(crate) fn stands_alone(self) -> bool {
        self.overrules()
            || matches!(self, Self::Turn | Self::Signature | Self::FrontedQuotation)
            || matches!(self, Self::Words | Self::Hearsay)
    }

    /// Whether a proposal is an attribution of its own where a network's content swallows it: what the
    /// rules see of a clause with a subject and a verb of saying.
    pub(crate) fn stands_in_content(self) -> bool {
        self.stands_alone()
            || matches!(self, Self::FollowingQuotation | Self::FollowingClause | Self::Phrase)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_do_more_is_trusted_more() {
        let least = |may: fn(Rule) -> bool| {
            let trusts = Rule::ALL.into_iter().filter(|rule| may(*rule)).map(Rule::trust);
            trusts.fold(1.0, f32::min)
        };
        assert!(least(Rule::overrules) > least(Rule::stands_alone));
        assert!(least(Rule::stands_alone) > least(Rule::stands_in_content));
        assert!(least(Rule::stands_in_content) > least(|_| true));
    }
}
