//! The ranker: which of the entities nearby a pronoun or a role noun takes up.
//!
//! A linear model over the features that the literature on pronouns uses (Hobbs 1978; Lappin and
//! Leass 1994; for quotations Elson and McKeown 2010): recency, subjecthood, agreement, role, and who
//! spoke last. Its weights are a file that a person can read.

use sayso_data::SPEAKER_RANKER;

/// What is to be resolved; each has weights of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anaphor {
    /// he, she
    Personal,
    /// it
    Neuter,
    /// they
    Plural,
    /// A definite noun: "the senator".
    Role,
}

impl Anaphor {
    /// All of them, in the order of the columns of the weights file.
    pub const ALL: [Self; 4] = [Self::Personal, Self::Neuter, Self::Plural, Self::Role];
}

macro_rules! features {
    ($($(#[$doc:meta])* $name:ident = $text:literal),+ $(,)?) => {
        /// What the ranker sees of a candidate.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Feature {
            $($(#[$doc])* $name),+
        }

        /// The names of the features in the weights file, in order.
        pub const FEATURE_NAMES: &[&str] = &[$($text),+];
    };
}

features! {
    /// No candidate: the noun is taken as somebody new.
    Nobody = "nobody",
    NobodyModified = "nobody-modified",
    NobodyTail = "nobody-tail",
    NobodyBare = "nobody-bare",
    NobodyPlural = "nobody-plural",
    NobodyGroup = "nobody-group",
    NobodyOrganisation = "nobody-organisation",
    NobodyDocument = "nobody-document",
    NobodyFirst = "nobody-first-paragraphs",
    SameSentence = "same-sentence",
    LastSentence = "last-sentence",
    NearSentence = "near-sentence",
    FarSentence = "far-sentence",
    SameParagraph = "same-paragraph",
    LastParagraph = "last-paragraph",
    Nearest = "nearest",
    Second = "second",
    Rank = "rank",
    Subject = "subject",
    SubjectOfSentence = "subject-of-sentence",
    First = "first-of-sentence",
    FirstOfLast = "first-of-last-sentence",
    Possessive = "possessive",
    AfterPreposition = "after-preposition",
    Quoted = "quoted",
    GenderAgrees = "gender-agrees",
    GenderUnknown = "gender-unknown",
    GenderClashes = "gender-clashes",
    PronounAgrees = "pronouns-agree",
    PronounClashes = "pronouns-clash",
    Person = "person",
    Organisation = "organisation",
    Place = "place",
    Unknown = "unknown",
    NamelessPerson = "nameless-person",
    NamelessPlural = "nameless-plural",
    NamelessGroup = "nameless-group",
    NamelessOrganisation = "nameless-organisation",
    NamelessDocument = "nameless-document",
    NamelessOther = "nameless-other",
    Group = "group",
    LastSpeaker = "last-speaker",
    LastSpeakerHere = "last-speaker-same-paragraph",
    LastSpeakerSentence = "last-speaker-same-sentence",
    SpeakerBefore = "speaker-before-last",
    HasSpoken = "has-spoken",
    InContent = "in-own-content",
    InContentQuoted = "in-own-content-quoted",
    OnlyInContent = "only-in-own-content",
    Mentions = "mentions",
    Statements = "statements",
    FirstEntity = "first-entity",
    PronounBefore = "last-was-pronoun",
    RoleAgrees = "role-agrees",
    HeadAgrees = "head-agrees",
    ModifierAgrees = "modifier-agrees",
    ClassAgrees = "class-agrees",
    ClassClashes = "class-clashes",
    SubjectToSubject = "subject-to-subject",
    StartsParagraph = "starts-paragraph-last-speaker",
    SameClause = "same-clause-object",
    PhraseHere = "same-sentence-after-preposition",
    SubjectOfLast = "subject-of-last-sentence",
    SpeakerAgrees = "last-speaker-gender-agrees",
    SpeakerUnknown = "last-speaker-gender-unknown",
    SpeakerNamed = "last-speaker-named",
    Ahead = "ahead",
    AheadRole = "ahead-role-agrees",
    AheadSentence = "ahead-same-sentence",
    RoleNamed = "role-agrees-named",
    ModifierNamed = "modifier-agrees-named",
    PersonGender = "person-gender-agrees",
    TopPerson = "most-mentioned",
    HeadBare = "head-agrees-bare",
    HeadSpoken = "head-agrees-spoken",
    BothGroup = "both-group",
    KindAgrees = "kind-agrees",
    PlaceAgrees = "place-agrees",
    PlaceClashes = "place-clashes",
    Owned = "owner-agrees",
    NobodyOwned = "nobody-owned",
    NobodyIndefinite = "nobody-indefinite",
    IndefiniteRole = "indefinite-role-agrees",
    NobodyTitle = "nobody-title",
    HeadKindred = "head-kindred",
    RoleKindred = "role-kindred",
    OtherRole = "other-role",
    Unsupported = "unsupported",
    UnsupportedSubject = "unsupported-subject",
    UnsupportedTop = "unsupported-most-mentioned",
    UnsupportedSpeaker = "unsupported-last-speaker",
    UnsupportedOrganisation = "unsupported-organisation",
    RoleSubject = "role-agrees-subject",
    RoleTop = "role-agrees-most-mentioned",
    RoleSpeaker = "role-agrees-last-speaker",
    AheadHeadline = "ahead-role-agrees-headline",
    AfterHeadline = "headline-role-agrees",
    ModifierNew = "modifier-new",
    ModifierNewOrganisation = "modifier-new-organisation",
    NearestPerson = "nearest-person",
    NearestSubject = "nearest-subject-person",
    OnlyPerson = "only-person-nearby",
    NamedAfter = "named-after",
    Reported = "reported-by",
    ReportedQuoted = "reported-by-quoted",
    SpeakerQuotes = "last-speaker-goes-on-quoting",
    NearestOrganisation = "nearest-organisation",
    UnsupportedNearest = "unsupported-nearest-person",
    UnsupportedNearestOrganisation = "unsupported-nearest-organisation",
    BareAhead = "ahead-role-agrees-bare",
    BareTop = "bare-most-mentioned",
    HeadOnly = "head-agrees-only",
    RoleOnly = "role-agrees-only",
    GroupRole = "group-role-agrees",
    GroupClass = "group-class-agrees",
    NobodyQuoted = "nobody-quoted",
    NobodySource = "nobody-source",
    NamelessSpeaker = "nameless-person-last-speaker",
}

/// The number of features.
pub const FEATURES: usize = FEATURE_NAMES.len();

/// The features of one candidate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Features(pub [f32; FEATURES]);

impl Default for Features {
    fn default() -> Self {
        Self([0.0; FEATURES])
    }
}

impl Features {
    pub(crate) fn set(&mut self, feature: Feature, value: f32) {
        if let Some(slot) = self.0.get_mut(feature as usize) {
            *slot = value;
        }
    }

    pub(crate) fn has(&self, feature: Feature) -> bool {
        self.0.get(feature as usize).is_some_and(|value| *value > 0.0)
    }

    pub(crate) fn flag(&mut self, feature: Feature, holds: bool) {
        self.set(feature, if holds { 1.0 } else { 0.0 });
    }
}

/// The weights of the features for each kind of anaphor.
#[derive(Clone, Debug)]
pub(crate) struct Ranker {
    weights: [[f32; FEATURES]; Anaphor::ALL.len()],
}

impl Ranker {
    /// The ranker of the weights in `data/models/speaker-ranker.txt`.
    pub(crate) fn embedded() -> Self {
        Self::parse(SPEAKER_RANKER)
    }

    /// Reads weights: a feature a line, then a number for each kind of anaphor. What is missing
    /// weighs nothing.
    pub(crate) fn parse(text: &str) -> Self {
        let mut weights = [[0.0; FEATURES]; Anaphor::ALL.len()];
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split_whitespace();
            let name = fields.next();
            let Some(feature) = FEATURE_NAMES.iter().position(|known| Some(*known) == name) else {
                continue;
            };
            for (column, field) in weights.iter_mut().zip(fields) {
                if let (Some(weight), Ok(value)) = (column.get_mut(feature), field.parse()) {
                    *weight = value;
                }
            }
        }
        Self { weights }
    }

    /// How likely the candidate is, as log-odds up to a constant.
    pub(crate) fn score(&self, anaphor: Anaphor, features: &Features) -> f32 {
        let weights = &self.weights[anaphor as usize];
        weights.iter().zip(&features.0).map(|(weight, value)| weight * value).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_file_names_every_feature_once() {
        for name in FEATURE_NAMES {
            let lines =
                SPEAKER_RANKER.lines().filter(|line| line.split_whitespace().next() == Some(name));
            assert_eq!(lines.count(), 1, "{name}");
        }
    }

    #[test]
    fn unknown_lines_weigh_nothing() {
        let ranker = Ranker::parse("no-such-feature 9 9 9 9\nnearest 1 x 2");
        let mut features = Features::default();
        features.flag(Feature::Nearest, true);
        assert!((ranker.score(Anaphor::Personal, &features) - 1.0).abs() < 1e-6);
        assert!(ranker.score(Anaphor::Neuter, &features).abs() < 1e-6);
    }
}
