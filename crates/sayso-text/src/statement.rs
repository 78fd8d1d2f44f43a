//! A statement: one attribution with its speaker and its place, one row of the table.

use std::sync::Arc;

use crate::Attribution;
use crate::attribution::named_enum;

/// One attribution with its speaker and its place: one row.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Statement {
    /// 1 for the first statement of its document; printed as `S1`.
    pub number: usize,
    /// Source, cue, content and what they are.
    pub attribution: Attribution,
    /// Who the source is.
    pub speaker: Speaker,
    /// The paragraph of the content's first token, counted from 1.
    pub paragraph: usize,
    /// The sentence of the content's first token within the document, counted from 1.
    pub sentence: usize,
    /// The number of the statement in whose content this one stands: what Jones denied in "Smith said
    /// that Jones had denied it"; none at the top.
    pub within: Option<usize>,
}

impl Statement {
    /// A statement at the top of the first sentence; its place can be set.
    #[must_use]
    pub fn new(number: usize, attribution: Attribution, speaker: Speaker) -> Self {
        Self { number, attribution, speaker, paragraph: 1, sentence: 1, within: None }
    }

    /// The same within the statement of this number.
    #[must_use]
    pub fn with_outer(self, within: Option<usize>) -> Self {
        Self { within, ..self }
    }
}

/// Who a source is within its article.
///
/// ```
/// use sayso_text::{Speaker, SpeakerKind};
///
/// let speaker = Speaker::new("Xi Jinping", SpeakerKind::Person).with_role("Chinese President");
/// assert_eq!((&*speaker.name, &*speaker.role), ("Xi Jinping", "Chinese President"));
/// assert_eq!((Speaker::default().kind, Speaker::default().confidence), (SpeakerKind::None, 0.0));
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Speaker {
    /// The canonical name; several are joined by "; ". Empty where there is nobody to name.
    pub name: Arc<str>,
    /// What the speaker is.
    pub kind: SpeakerKind,
    /// The title or apposition that the article gives, or empty.
    pub role: Arc<str>,
    /// How probable it is that this is the right one, 0 to 1; 0 where there is nobody to name.
    pub confidence: f32,
}

impl Speaker {
    /// A speaker of which no role is known and no doubt is told.
    #[must_use]
    pub fn new(name: impl Into<Arc<str>>, kind: SpeakerKind) -> Self {
        let name = name.into();
        let confidence = if name.is_empty() { 0.0 } else { 1.0 };
        Self { name, kind, role: Arc::default(), confidence }
    }

    /// Whether this is one person or body with a name of its own, as lists of speakers and counts of
    /// them want: not several, not "the ministry".
    #[must_use]
    pub fn is_named(&self) -> bool {
        let one = matches!(self.kind, SpeakerKind::Person | SpeakerKind::Organisation);
        one && self.name.chars().any(char::is_uppercase)
    }

    /// The same speaker with a role.
    #[must_use]
    pub fn with_role(self, role: impl Into<Arc<str>>) -> Self {
        Self { role: role.into(), ..self }
    }

    /// The same speaker, sure to this degree; nobody stays nobody.
    #[must_use]
    pub fn with_confidence(self, confidence: f32) -> Self {
        if self.name.is_empty() { self } else { Self { confidence, ..self } }
    }
}

named_enum! {
    /// What a speaker is.
    SpeakerKind, "speaker kind" {
        /// One named person.
        Person = "person",
        /// A body, named or not: a company, a government, a newspaper, "the ministry".
        Organisation = "organisation",
        /// What is written or counted, named or not: a report, a poll, a law, a letter, "the study".
        Document = "document",
        /// Several, named or not: "Dee Lind; Tom Ode", "two senior officials", "critics".
        Group = "group",
        /// One without a name: "a spokesman".
        Nameless = "nameless",
        /// Nobody.
        #[default]
        None = "none",
    }
}
