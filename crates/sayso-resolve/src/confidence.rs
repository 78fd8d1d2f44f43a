//! How sure it is that the right one is named: a probability, calibrated on gold speakers.
//!
//! A logistic model (Platt 1999) over few signs, in a file that a person can read: how the source mentions
//! its speaker, by how much the ranker preferred him, and what in the article speaks against it, such as
//! another of his surname. A name that stands in the source whole is right nearly always; a pronoun is as
//! sure as the lead of the one it takes up.

use crate::cast::entity::{Entity, EntityKind};
use crate::ids::{EntityId, TaskId};
use crate::mentions::article::Article;
use crate::mentions::mention::{Mention, MentionKind, Pronoun};
use crate::scratch::Scratch;
use crate::sources::plan::Task;
use crate::sources::source::Head;
use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::token::{TokenId, Tokens};
use crate::words::word::{Shape, Word};

/// A lead of more than this is as sure as this one, as log-odds.
const MAX_MARGIN: f32 = 5.0;
/// A source of more tokens than this seldom is a name alone.
const LONG_SOURCE: usize = 6;

macro_rules! signs {
    ($($(#[$doc:meta])* $name:ident = $text:literal),+ $(,)?) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        enum Sign {
            $($(#[$doc])* $name),+
        }

        /// The names of the signs on which the confidence in a speaker rests, in order.
        pub const SIGN_NAMES: &[&str] = &[$($text),+];
    };
}

signs! {
    /// Holds of every speaker.
    Always = "always",
    FullPerson = "full-name-person",
    PartPerson = "part-of-name-person",
    FullBody = "full-name-organisation",
    PartBody = "part-of-name-organisation",
    Unknown = "name-unknown",
    Place = "name-place",
    OneWord = "name-of-one-word",
    Acronym = "acronym",
    /// "she", "who" by what it takes up, and by how much that leads.
    Personal = "he-she",
    PersonalMargin = "he-she-margin",
    PersonalNameless = "he-she-nameless",
    Neuter = "it",
    NeuterMargin = "it-margin",
    Plural = "they",
    PluralMargin = "they-margin",
    Unweighed = "pronoun-unweighed",
    Relative = "relative",
    /// A role noun that takes up a name.
    RoleNamed = "role-named",
    RoleNamedMargin = "role-named-margin",
    /// A noun in its own words, and by how much that leads; one that takes up another noun.
    OwnWords = "own-words",
    OwnWordsMargin = "own-words-margin",
    TakenUp = "noun-taken-up",
    TakenUpMargin = "noun-taken-up-margin",
    Document = "document",
    Definite = "definite",
    Group = "one-mention-group",
    Several = "several-heads",
    FirstPerson = "first-person",
    Implied = "no-source",
    Quoted = "quoted",
    Nested = "within-a-content",
    Family = "surname-of-another",
    Long = "long-source",
    Comma = "comma-in-source",
    Joined = "preposition-in-source",
    Headline = "headline",
    Mentions = "mentions",
    Statements = "statements",
    Titled = "titled",
    /// How sure it is that the source is right, as log-odds.
    Attribution = "attribution",
    /// Of a noun in its own words: how its phrase opens, and what its noun is.
    OwnBare = "own-words-bare",
    OwnOwned = "own-words-owned",
    OwnSingle = "own-words-of-one",
    OwnSeveral = "own-words-several",
    OwnKnown = "own-words-known-noun",
    /// The source is the name and nothing else.
    Exact = "name-is-source",
    /// A name with a word that says what it names.
    Telling = "name-tells-its-kind",
    /// A pronoun that could take up nobody else.
    Alone = "he-she-alone",
    /// A relative pronoun behind a name.
    RelativeNamed = "relative-named",
}

/// The number of signs.
pub const SIGNS: usize = SIGN_NAMES.len();

/// The signs of one speaker.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Signs(pub [f32; SIGNS]);

impl Signs {
    fn set(&mut self, sign: Sign, value: f32) {
        if let Some(slot) = self.0.get_mut(sign as usize) {
            *slot = value;
        }
    }

    fn flag(&mut self, sign: Sign, holds: bool) {
        self.set(sign, if holds { 1.0 } else { 0.0 });
    }
}

/// The weights of the signs.
#[derive(Clone, Debug)]
pub(crate) struct Calibration([f32; SIGNS]);

impl Calibration {
    /// Those in `data/models/speaker-confidence.txt`.
    pub(crate) fn embedded() -> Self {
        Self::parse(sayso_data::SPEAKER_CONFIDENCE)
    }

    /// Reads weights: a sign a line with its number. What is missing weighs nothing.
    fn parse(text: &str) -> Self {
        let mut weights = [0.0; SIGNS];
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split_whitespace();
            let name = fields.next();
            let place = SIGN_NAMES.iter().position(|known| Some(*known) == name);
            let weight = fields.next().and_then(|field| field.parse().ok());
            if let (Some(slot), Some(weight)) = (place.and_then(|it| weights.get_mut(it)), weight) {
                *slot = weight;
            }
        }
        Self(weights)
    }

    /// The probability that the speaker is right.
    pub(crate) fn probability(&self, signs: &Signs) -> f32 {
        let sum: f32 = self.0.iter().zip(&signs.0).map(|(weight, value)| weight * value).sum();
        1.0 / (1.0 + (-sum).exp())
    }
}

/// The signs of the speaker of a task, once it is known who speaks.
pub(crate) fn signs(scratch: &Scratch, article: Article<'_>, id: TaskId) -> Signs {
    let task = &scratch.plan.tasks[id];
    let mut signs = Signs([0.0; SIGNS]);
    signs.flag(Sign::Always, true);
    signs.set(Sign::Attribution, task.certainty);
    signs.flag(Sign::Nested, task.within.is_some());
    add_source(article, task.source, &mut signs);
    match scratch.plan.heads(task) {
        [Head::Mention(mention, _)] => {
            let mention = &article.mentions[*mention];
            if let Some(entity) = task.entity {
                add_words(article, task, mention, &mut signs);
                add_mention(scratch, article, (task, mention, entity), &mut signs);
            }
        }
        [Head::FirstPerson] => signs.flag(Sign::FirstPerson, true),
        [] | [Head::Nobody] => signs.flag(Sign::Implied, true),
        _ => signs.flag(Sign::Several, true),
    }
    signs
}

/// What the words of the source show.
fn add_source(article: Article<'_>, source: Tokens, signs: &mut Signs) {
    let names = |index: &TokenId| !article.mentions.in_name(*index);
    let words = || source.ids().filter(names).map(|index| article.reading.word(index));
    signs.flag(Sign::Long, source.len() > LONG_SOURCE);
    signs.flag(Sign::Comma, words().any(|word| word.key == marks::COMMA));
    signs.flag(Sign::Joined, words().any(|word| word.traits.any(Traits::PREPOSITION)));
    let first = article.reading.word(source.start());
    signs.flag(Sign::Relative, first.is_relative() && source.len() <= 2);
    signs.flag(Sign::Headline, article.reading.is_headline(first.sentence));
}

/// How much of the source the name is, and what its words tell.
fn add_words(article: Article<'_>, task: &Task, mention: &Mention, signs: &mut Signs) {
    let reading = article.reading;
    let tells = |word: &Word| word.traits.any(Traits::ORGANISATION_WORD);
    let outside = |index: &TokenId| mention.core.start() > *index || *index >= mention.core.end();
    let small = |index: TokenId| {
        let word = reading.word(index);
        word.is_mark() || word.key == marks::THE
    };
    let exact = mention.is_name() && task.source.ids().filter(outside).all(small);
    let relative = reading.word(task.source.start()).is_relative() && task.source.len() <= 2;
    signs.flag(Sign::Exact, exact);
    signs.flag(Sign::RelativeNamed, relative && mention.is_name());
    signs.flag(Sign::Telling, mention.is_name() && reading.slice(mention.core).iter().any(tells));
}

/// What the mention and whom it is of show.
fn add_mention(
    scratch: &Scratch,
    article: Article<'_>,
    (task, mention, id): (&Task, &Mention, EntityId),
    signs: &mut Signs,
) {
    let entity = &scratch.cast.entities[id];
    let margin = task.reason.and_then(|reason| reason.margin).map(|it| it.clamp(0.0, MAX_MARGIN));
    signs.flag(Sign::Quoted, mention.place.quoted);
    signs.flag(Sign::Group, entity.kind == EntityKind::Group);
    signs.set(Sign::Mentions, log(entity.mentions));
    signs.set(Sign::Statements, log(entity.statements));
    match mention.kind {
        MentionKind::Name => add_name(article, mention, entity, signs),
        MentionKind::Pronoun(pronoun) => add_pronoun(pronoun, entity, margin, signs),
        MentionKind::Nominal => add_noun(article, mention, (entity, margin), signs),
    }
    if mention.kind == MentionKind::Nominal && entity.kind == EntityKind::Nameless {
        add_own(article, (task, mention), entity, signs);
    }
    let second = task.reason.and_then(|reason| reason.runner_up);
    let personal =
        matches!(mention.kind, MentionKind::Pronoun(Pronoun::Masculine | Pronoun::Feminine));
    signs.flag(Sign::Alone, personal && margin.is_some() && second.is_none());
    if entity.kind == EntityKind::Person {
        let surname = article.last_word_key(entity.name);
        let mut others = scratch.cast.with_surname(surname).filter(|other| *other != id);
        signs.flag(Sign::Family, others.next().is_some());
    }
}

fn add_name(article: Article<'_>, mention: &Mention, entity: &Entity, signs: &mut Signs) {
    let full = mention.core.len() >= entity.name.len();
    signs.flag(
        match (entity.kind, full) {
            (EntityKind::Person, true) => Sign::FullPerson,
            (EntityKind::Person, false) => Sign::PartPerson,
            (EntityKind::Organisation, true) => Sign::FullBody,
            (EntityKind::Organisation, false) => Sign::PartBody,
            (EntityKind::Place, _) => Sign::Place,
            _ => Sign::Unknown,
        },
        true,
    );
    let upper = article.reading.word(entity.name.start()).shape == Shape::Upper;
    signs.flag(Sign::OneWord, entity.name.len() == 1);
    signs.flag(Sign::Acronym, entity.name.len() == 1 && upper);
    signs.flag(Sign::Titled, entity.titled);
}

fn add_pronoun(pronoun: Pronoun, entity: &Entity, margin: Option<f32>, signs: &mut Signs) {
    let (sign, lead) = match pronoun {
        Pronoun::Masculine | Pronoun::Feminine => (Sign::Personal, Sign::PersonalMargin),
        Pronoun::Neuter => (Sign::Neuter, Sign::NeuterMargin),
        Pronoun::Plural => (Sign::Plural, Sign::PluralMargin),
    };
    signs.flag(sign, true);
    signs.set(lead, margin.unwrap_or_default());
    signs.flag(Sign::Unweighed, margin.is_none());
    let nameless = entity.kind == EntityKind::Nameless && sign == Sign::Personal;
    signs.flag(Sign::PersonalNameless, nameless);
}

fn add_noun(
    article: Article<'_>,
    mention: &Mention,
    (entity, margin): (&Entity, Option<f32>),
    signs: &mut Signs,
) {
    let own = entity.first == mention.core.start();
    let (sign, lead) = match entity.kind {
        EntityKind::Nameless if own => (Sign::OwnWords, Sign::OwnWordsMargin),
        EntityKind::Nameless => (Sign::TakenUp, Sign::TakenUpMargin),
        _ => (Sign::RoleNamed, Sign::RoleNamedMargin),
    };
    signs.flag(sign, true);
    signs.set(lead, margin.unwrap_or_default());
    signs.flag(Sign::Document, mention.traits.any(Traits::DOCUMENT));
    let first = article.reading.word(mention.tokens.start()).key;
    signs.flag(Sign::Definite, first == marks::THE);
}

/// What the words of somebody without a name show.
fn add_own(
    article: Article<'_>,
    (task, mention): (&Task, &Mention),
    entity: &Entity,
    signs: &mut Signs,
) {
    if entity.first != mention.core.start() {
        return;
    }
    let reading = article.reading;
    let first = reading.word(task.source.start());
    let owned = first.is_possessive_pronoun() || article.is_owned(mention);
    let number = first.shape == Shape::Other && !first.is_mark();
    let counted = number || marks::SOME.contains(&first.key);
    signs.flag(Sign::OwnOwned, owned);
    signs.flag(Sign::OwnBare, !owned && !counted && !first.traits.any(Traits::DETERMINER));
    signs.flag(Sign::OwnSingle, task.source.len() == 1);
    signs.flag(Sign::OwnSeveral, entity.several);
    signs.flag(Sign::OwnKnown, mention.traits.any(Traits::ROLE));
}

fn log(count: usize) -> f32 {
    let count = u16::try_from(count).unwrap_or(u16::MAX);
    f32::from(count).ln_1p()
}

#[cfg(test)]
mod tests {
    use sayso_segment::Segmenter;
    use sayso_text::{Attribution, Span};

    use super::*;
    use crate::Resolver;

    /// The confidence of the speaker whose source are the words.
    fn sure(text: &str, source: &str) -> f32 {
        let start = text.find(source).expect("words of the text");
        let cue = Span::new(text.len() - 5, text.len() - 1);
        let attribution = Attribution::new(cue, vec![Span::new(0, 4)])
            .with_source(Span::new(start, start + source.len()))
            .with_confidence(0.95);
        let segmentation = Segmenter::new().segment(text);
        Resolver::new().resolve(text, &segmentation, &[attribution])[0].confidence
    }

    #[test]
    fn whole_name_is_surer_than_a_pronoun_that_two_could_be() {
        let text = "Rain fell. Ada Obi met Eva Lind. Lind was late. It rains, she said.";
        let (name, pronoun) = (sure(text, "Ada Obi"), sure(text, "she"));
        assert!(name > 0.9 && name > pronoun, "{name} {pronoun}");
        let alone = sure("Rain fell. Ada Obi was late. It rains, she said.", "she");
        assert!(alone > pronoun, "{alone} {pronoun}");
    }

    #[test]
    fn weights_file_names_every_sign_once() {
        for name in SIGN_NAMES {
            let lines = sayso_data::SPEAKER_CONFIDENCE.lines();
            let own = lines.filter(|line| line.split_whitespace().next() == Some(name));
            assert_eq!(own.count(), 1, "{name}");
        }
    }

    #[test]
    fn probability_grows_with_what_speaks_for_the_speaker() {
        let calibration = Calibration::parse("always -1\nhe-she-margin 0.5\nno-such-sign 9");
        let mut signs = Signs([0.0; SIGNS]);
        signs.flag(Sign::Always, true);
        let low = calibration.probability(&signs);
        signs.set(Sign::PersonalMargin, 4.0);
        let high = calibration.probability(&signs);
        assert!((low - 0.269).abs() < 0.001 && (high - 0.731).abs() < 0.001, "{low} {high}");
    }
}
