//! Speaker accuracy by how the text mentions the source.

use std::fmt;

use crate::comparison::Comparison;
use crate::name::name_words;
use crate::report::matched;
use crate::tally::Share;
use crate::{MarkedDocument, same_name};

/// How a source mentions its speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MentionKind {
    /// All words of the canonical name: "Ada Obi", "Mayor Ada Obi".
    Name,
    /// Some of them: "Obi".
    PartialName,
    /// "she", "they", "who".
    Pronoun,
    /// None of them: "the mayor".
    RoleNoun,
    /// The speaker has no name: "two officials".
    Nameless,
    /// Several speakers, however they are mentioned: "Obi and Lind", "the two men".
    Several,
    /// No words of a source: "it was announced".
    Absent,
}

const PRONOUNS: [&str; 18] = [
    "he", "she", "they", "i", "we", "it", "you", "who", "him", "her", "his", "their", "my", "our",
    "them", "which", "that", "whom",
];

impl MentionKind {
    /// All kinds, in the order of their table.
    pub const ALL: [Self; 7] = [
        Self::Name,
        Self::PartialName,
        Self::Pronoun,
        Self::RoleNoun,
        Self::Nameless,
        Self::Several,
        Self::Absent,
    ];

    /// The name in the table.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::PartialName => "partial name",
            Self::Pronoun => "pronoun",
            Self::RoleNoun => "role noun",
            Self::Nameless => "nameless",
            Self::Several => "several",
            Self::Absent => "no source",
        }
    }

    /// The kind of a source, given its gold speaker and what gold says that the speaker is.
    #[must_use]
    pub fn of(source: &str, speaker: &str, speaker_kind: Option<&str>) -> Self {
        let (source, speaker) = (name_words(source), name_words(speaker));
        let held = speaker.iter().filter(|word| source.contains(word)).count();
        match source.as_slice() {
            [] => Self::Absent,
            _ if speaker_kind == Some("several") => Self::Several,
            [only] if PRONOUNS.contains(&only.as_str()) => Self::Pronoun,
            _ if speaker_kind == Some("unnamed") => Self::Nameless,
            _ if held == 0 => Self::RoleNoun,
            _ if held == speaker.len() => Self::Name,
            _ => Self::PartialName,
        }
    }
}

/// Accuracy of the canonical speaker over the paired attributions, by kind of mention.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpeakersByMention([Share; 7]);

impl SpeakersByMention {
    /// The figures of all documents; attributions that were not found or have no gold speaker do
    /// not count.
    #[must_use]
    pub fn of(gold: &[MarkedDocument], predicted: &[MarkedDocument]) -> Self {
        let mut figures = Self::default();
        for (gold, predicted) in matched(gold, predicted) {
            if let Some(predicted) = predicted {
                figures.add(gold, predicted);
            }
        }
        figures
    }

    /// The figure of one kind.
    #[must_use]
    pub fn share(&self, kind: MentionKind) -> Share {
        self.0[kind as usize]
    }

    fn add(&mut self, gold: &MarkedDocument, predicted: &MarkedDocument) {
        let comparison = Comparison::of(gold, Some(predicted));
        for (gold, found) in comparison.paired() {
            let speaker = gold.speaker_name();
            if !speaker.is_empty() {
                let source = comparison.letters.under(&gold.source);
                let kind = MentionKind::of(&source, speaker, gold.kind.as_deref());
                self.0[kind as usize].add(same_name(found.speaker_name(), speaker));
            }
        }
    }
}

impl fmt::Display for SpeakersByMention {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        MentionKind::ALL.into_iter().filter(|kind| self.share(*kind).of > 0).try_for_each(|kind| {
            let (share, name) = (self.share(kind), format!("speaker.{}", kind.name()));
            writeln!(f, "{name:20} accuracy {:>5.1}  n {:>5}", share.percent(), share.of)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_are_told_apart_by_the_words_of_the_name() {
        let kind = |source, speaker_kind| MentionKind::of(source, "Ada Obi", Some(speaker_kind));
        assert_eq!(kind("Mayor Ada Obi", "person"), MentionKind::Name);
        assert_eq!(kind("Obi", "person"), MentionKind::PartialName);
        assert_eq!(kind("She", "person"), MentionKind::Pronoun);
        assert_eq!(kind("the mayor", "person"), MentionKind::RoleNoun);
        assert_eq!(kind("two aides", "unnamed"), MentionKind::Nameless);
        assert_eq!(kind("the two men", "several"), MentionKind::Several);
        assert_eq!(kind("", "person"), MentionKind::Absent);
    }
}
