//! Mentions: the names, pronouns and role nouns of an article, in text order.

use crate::words::gender::Gender;
use crate::words::key::Key;
use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::token::Tokens;
use crate::words::word::Word;

/// What a mention is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum MentionKind {
    /// A name.
    #[default]
    Name,
    /// A pronoun of the third person.
    Pronoun(Pronoun),
    /// A common noun: "the senator", "two officials".
    Nominal,
}

/// A pronoun of the third person, by what it can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pronoun {
    /// he, him, his
    Masculine,
    /// she, her
    Feminine,
    /// it, its
    Neuter,
    /// they, them, their
    Plural,
}

/// What a name names, as far as its words show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum NameKind {
    /// A person, by title or given name.
    Person,
    /// An organisation or a work.
    Organisation,
    /// A place.
    Place,
    /// Nothing shows it.
    #[default]
    Unknown,
}

/// A name, pronoun or role noun.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Mention {
    pub(crate) kind: MentionKind,
    /// All its tokens, with titles, determiners and modifiers before the head.
    pub(crate) tokens: Tokens,
    /// The name without titles, the pronoun, or the head noun.
    pub(crate) core: Tokens,
    /// The title or role right before the name; empty if there is none.
    pub(crate) title: Tokens,
    pub(crate) name_kind: NameKind,
    /// The traits of the titles or of the head noun, with gender and number.
    pub(crate) traits: Traits,
    /// The role of the title or of the head noun.
    pub(crate) role: Key,
    pub(crate) sentence: usize,
    pub(crate) paragraph: usize,
    pub(crate) place: Place,
}

/// Where in its sentence a mention stands, as far as it shows without a parse.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Place {
    /// The first mention of its sentence.
    pub(crate) first: bool,
    /// A verb follows and no preposition stands before.
    pub(crate) subject: bool,
    /// A preposition stands before.
    pub(crate) after_preposition: bool,
    /// "'s" follows, or the pronoun is possessive.
    pub(crate) possessive: bool,
    /// Between quotation marks.
    pub(crate) quoted: bool,
}

impl Mention {
    /// Whether the mention is a name.
    pub(crate) fn is_name(&self) -> bool {
        self.kind == MentionKind::Name
    }

    /// The gender that the pronoun, the titles or the head noun show.
    pub(crate) fn gender(&self) -> Option<Gender> {
        match self.kind {
            MentionKind::Pronoun(pronoun) => {
                pronoun.gender().or_else(|| Gender::shown(self.traits))
            }
            _ => Gender::shown(self.traits),
        }
    }
}

impl Pronoun {
    /// The pronoun of the third person that the word is.
    pub(crate) fn of(word: &Word) -> Option<Self> {
        if !word.traits.any(Traits::PRONOUN.with(Traits::POSSESSIVE)) {
            return None;
        }
        Some(match word.key {
            marks::HE | marks::HIM | marks::HIS | marks::HIMSELF => Self::Masculine,
            marks::SHE | marks::HER | marks::HERS | marks::HERSELF => Self::Feminine,
            marks::IT | marks::ITS | marks::ITSELF => Self::Neuter,
            marks::THEY | marks::THEM | marks::THEIR | marks::THEIRS | marks::THEMSELVES => {
                Self::Plural
            }
            _ => return None,
        })
    }

    /// The gender that the pronoun shows.
    pub(crate) fn gender(self) -> Option<Gender> {
        match self {
            Self::Masculine => Some(Gender::Masculine),
            Self::Feminine => Some(Gender::Feminine),
            Self::Neuter | Self::Plural => None,
        }
    }
}
