//! An attribution: a source to which a content is ascribed by a cue.

use std::fmt;

use crate::Span;

/// A relation of source, cue and content (Prasad et al. 2006; Pareti 2012).
///
/// ```
/// use sayso_text::{Attribution, AttributionType, Kind, Span};
///
/// let attribution = Attribution::new(Span::new(25, 29), vec![Span::new(0, 13)])
///     .with_source(Span::new(15, 24))
///     .with_type(AttributionType::Communication)
///     .with_confidence(0.9);
/// assert_eq!(attribution.kind, Kind::Indirect);
/// assert_eq!(attribution.bounds().of("Rain is likely, Ms. Okoye said."), "Rain is likel");
/// ```
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Attribution {
    /// The mention that the text ascribes the content to; absent in "It is said that".
    pub source: Option<Span>,
    /// The words that signal the relation.
    pub cue: Span,
    /// What is ascribed: one or more spans in text order that do not overlap.
    pub content: Vec<Span>,
    /// Whether the content stands between quotation marks.
    pub kind: Kind,
    /// What the cue does with the content.
    pub attribution_type: AttributionType,
    /// How sure the program is that the row is right, 0 to 1.
    pub confidence: f32,
}

impl Attribution {
    /// What the cue ascribes to nobody yet: indirect communication, certain.
    #[must_use]
    pub fn new(cue: Span, content: Vec<Span>) -> Self {
        Self {
            source: None,
            cue,
            content,
            kind: Kind::default(),
            attribution_type: AttributionType::default(),
            confidence: 1.0,
        }
    }

    /// The same of this source.
    #[must_use]
    pub fn with_source(self, source: impl Into<Option<Span>>) -> Self {
        Self { source: source.into(), ..self }
    }

    /// The same of this kind.
    #[must_use]
    pub fn with_kind(self, kind: Kind) -> Self {
        Self { kind, ..self }
    }

    /// The same of this type.
    #[must_use]
    pub fn with_type(self, attribution_type: AttributionType) -> Self {
        Self { attribution_type, ..self }
    }

    /// The same, sure to this degree.
    #[must_use]
    pub fn with_confidence(self, confidence: f32) -> Self {
        Self { confidence, ..self }
    }

    /// The outer bounds of the content; empty where there is no content.
    #[must_use]
    pub fn bounds(&self) -> Span {
        match self.content.as_slice() {
            [first, .., last] => first.join(*last),
            [only] => *only,
            [] => Span::default(),
        }
    }
}

/// Defines an enum whose variants have a name in every output, with `Display` and `FromStr`.
macro_rules! named_enum {
    ($(#[$doc:meta])* $name:ident, $what:literal { $($(#[$variant_doc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[cfg_attr(feature = "serde", serde(rename_all = "lowercase"))]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$variant_doc])* $variant),+
        }

        impl $name {
            /// All values, in the order of their definition.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The name that stands in every output.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $text),+
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::UnknownName;

            fn from_str(name: &str) -> Result<Self, Self::Err> {
                match name {
                    $($text => Ok(Self::$variant),)+
                    _ => Err($crate::UnknownName::new($what, name, concat!($($text, " "),+))),
                }
            }
        }
    };
}
pub(crate) use named_enum;

named_enum! {
    /// Whether a content stands between quotation marks.
    Kind, "kind" {
        /// All of it between quotation marks.
        Direct = "direct",
        /// None of it.
        #[default]
        Indirect = "indirect",
        /// A part of it.
        Mixed = "mixed",
    }
}

named_enum! {
    /// What the cue does with the content (Prasad et al. 2006).
    AttributionType, "attribution type" {
        /// Speech and writing: "said", "according to", "a poll shows".
        #[default]
        Communication = "communication",
        /// Belief and opinion: "believes", "supports".
        Attitude = "attitude",
        /// Knowledge and perception: "knows", "noticed".
        Factive = "factive",
        /// Will and command: "wants", "ordered", "refused".
        Control = "control",
    }
}

/// A name or date that is none of those known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownName {
    what: &'static str,
    found: String,
    expected: &'static str,
}

impl UnknownName {
    pub(crate) fn new(what: &'static str, found: &str, expected: &'static str) -> Self {
        Self { what, found: found.to_owned(), expected: expected.trim_ascii_end() }
    }
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no {} \"{}\" (known: {})", self.what, self.found, self.expected)
    }
}

impl std::error::Error for UnknownName {}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use super::*;

    #[test]
    fn names_read_back_as_what_they_name() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_str(kind.name()), Ok(*kind));
        }
        for attribution_type in AttributionType::ALL {
            assert_eq!(AttributionType::from_str(attribution_type.name()), Ok(*attribution_type));
        }
    }

    #[test]
    fn unknown_name_says_what_is_known() {
        let error = "spoken".parse::<Kind>().expect_err("no such kind");
        assert_eq!(error.to_string(), "no kind \"spoken\" (known: direct indirect mixed)");
    }
}
