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
    TalkedAbout = "talked-about-in-quotation-of-another",
    SpeakerOfAnother = "last-speaker-quoted-of-another",
    SubjectOfAnother = "subject-of-last-sentence-quoted-of-another",
    NearestOfAnother = "nearest-person-quoted-of-another",
    GroupTeam = "group-of-one-and-team",
}

/// The number of features.
pub const FEATURES: usize = FEATURE_NAMES.len();

/// Bits of a word of features.
const BITS: usize = u64::BITS as usize;
/// Words that hold a bit for each feature.
const WORDS: usize = FEATURES.div_ceil(BITS);
/// The features that are numbers; all others hold or do not.
const NUMBERS: [Feature; 3] = [Feature::Rank, Feature::Mentions, Feature::Statements];

/// The features of one candidate: of more than a hundred some ten hold, so that bits are what is cleared,
/// copied and summed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Features {
    /// Those that are not zero.
    held: [u64; WORDS],
    /// The values of [`NUMBERS`].
    numbers: [f32; NUMBERS.len()],
}

impl Features {
    pub(crate) fn set(&mut self, feature: Feature, value: f32) {
        if let Some(place) = NUMBERS.iter().position(|known| *known == feature) {
            self.numbers[place] = value;
        }
        self.flag(feature, value > 0.0);
    }

    pub(crate) fn has(&self, feature: Feature) -> bool {
        let at = feature as usize;
        self.held[at / BITS] >> (at % BITS) & 1 == 1
    }

    pub(crate) fn flag(&mut self, feature: Feature, holds: bool) {
        let at = feature as usize;
        let bit = 1 << (at % BITS);
        let word = &mut self.held[at / BITS];
        *word = if holds { *word | bit } else { *word & !bit };
    }

    /// The numbers of all features, in the order of [`FEATURE_NAMES`]: 1 for one that holds, 0 for one that does
    /// not.
    #[must_use]
    pub fn values(&self) -> [f32; FEATURES] {
        let mut values = [0.0; FEATURES];
        for (feature, value) in self.held() {
            values[feature] = value;
        }
        values
    }

    /// Those that are not zero, with their values, in order.
    fn held(&self) -> impl Iterator<Item = (usize, f32)> {
        (0..)
            .zip(self.held)
            .flat_map(|(word, held)| {
                let mut rest: u64 = held;
                std::iter::from_fn(move || {
                    let bit = rest.trailing_zeros() as usize;
                    rest &= rest.wrapping_sub(1);
                    (bit < BITS).then(|| word * BITS + bit)
                })
            })
            .map(|feature| (feature, self.value_of(feature)))
    }

    /// The value of one that is not zero.
    fn value_of(&self, feature: usize) -> f32 {
        let place = NUMBERS.iter().position(|known| *known as usize == feature);
        place.map_or(1.0, |place| self.numbers[place])
    }
}

/// Logarithms of so many counts are kept: an entity is seldom mentioned more often.
const LOGS: usize = 64;

/// The weights of the features for each kind of anaphor.
#[derive(Clone, Debug)]
pub(crate) struct Ranker {
    weights: [[f32; FEATURES]; Anaphor::ALL.len()],
    logs: [f32; LOGS],
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
        Self { weights, logs: std::array::from_fn(log) }
    }

    /// The logarithm of one more than a count, as features take counts.
    pub(crate) fn log(&self, count: usize) -> f32 {
        self.logs.get(count).copied().unwrap_or_else(|| log(count))
    }

    /// How likely the candidate is, as log-odds up to a constant.
    pub(crate) fn score(&self, anaphor: Anaphor, features: &Features) -> f32 {
        let weights = &self.weights[anaphor as usize];
        features.held().map(|(feature, value)| weights[feature] * value).sum()
    }
}

fn log(count: usize) -> f32 {
    let count = u16::try_from(count).unwrap_or(u16::MAX);
    f32::from(count).ln_1p()
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
    fn what_is_set_comes_back_and_what_is_taken_back_is_gone() {
        let mut features = Features::default();
        for feature in [Feature::Nobody, Feature::Group, Feature::NamelessSpeaker] {
            features.flag(feature, true);
        }
        features.set(Feature::Rank, 1.5);
        features.set(Feature::Mentions, 0.0);
        features.flag(Feature::Group, false);
        let mut expected = [0.0; FEATURES];
        expected[Feature::Nobody as usize] = 1.0;
        expected[Feature::NamelessSpeaker as usize] = 1.0;
        expected[Feature::Rank as usize] = 1.5;
        assert_eq!(features.values(), expected);
        assert!(features.has(Feature::Rank) && !features.has(Feature::Group));
        assert!(!features.has(Feature::Mentions));
    }

    #[test]
    fn score_is_that_of_all_products_in_order() {
        let ranker = Ranker::embedded();
        let mut features = Features::default();
        for (at, name) in [(0, Feature::Nobody), (1, Feature::Person), (2, Feature::LastSpeaker)] {
            features.flag(name, at != 1);
        }
        features.set(Feature::Statements, ranker.log(3));
        features.set(Feature::Rank, ranker.log(1000));
        for anaphor in Anaphor::ALL {
            let products = ranker.weights[anaphor as usize].iter().zip(features.values());
            let sum: f32 = products.map(|(weight, value)| weight * value).sum();
            assert_eq!(ranker.score(anaphor, &features), sum);
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
