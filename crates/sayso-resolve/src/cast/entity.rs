//! An entity: somebody or something that the article mentions.

use sayso_text::SpeakerKind;

use crate::ids::MentionId;
use crate::words::gender::{Gender, Tally};
use crate::words::key::{self, Key};
use crate::words::lexicon::Traits;
use crate::words::token::{TokenId, Tokens};

/// How many roles of one entity are kept; later ones are dropped.
const MAX_ROLES: usize = 8;

/// What no word, title or article tells is what the network gives at least this share.
const LIKELY: f32 = 0.5;
/// What the words tell is overruled where the network gives another kind at least this share.
const SURE: f32 = 0.8;

/// What an entity is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum EntityKind {
    /// A named person.
    Person,
    /// A named organisation or work.
    Organisation,
    /// A named place.
    Place,
    /// Named, but nothing shows what it is.
    #[default]
    Unknown,
    /// Without a name.
    Nameless,
    /// Several that speak together.
    Group,
}

/// Somebody or something that the article mentions.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entity {
    pub(crate) kind: EntityKind,
    /// The fullest name, or the words that name it.
    pub(crate) name: Tokens,
    pub(crate) quality: usize,
    /// The gender that titles and given names show.
    pub(crate) gender: Tally,
    /// The gender that the article states: by titles and words such as "mother", not by given names.
    pub(crate) stated: Tally,
    /// The gender that pronouns so far took it for; a given name that only leans to one counts like one
    /// pronoun.
    pub(crate) pronouns: Tally,
    /// Of a nameless one: the traits of its head noun.
    pub(crate) traits: Traits,
    /// Whether its words are of several, "two officials", "Members of Congress".
    pub(crate) several: bool,
    /// Of a named one: whether its name is that of a law, a treaty, a study.
    pub(crate) document: bool,
    /// Roles that titles and appositions give, empty ones at the end.
    pub(crate) roles: [Key; MAX_ROLES],
    /// Roles that the words of an organisation's name imply.
    pub(crate) implied: [Key; MAX_ROLES],
    /// The longest title or apposition.
    pub(crate) role: Tokens,
    /// What a network takes its mentions for.
    pub(crate) votes: Votes,
    /// Whether a title or a role stands before its name, which tells its kind whatever a network says.
    pub(crate) titled: bool,
    /// The token where the article first mentions it.
    pub(crate) first: TokenId,
    /// The last mention so far.
    pub(crate) last: Option<MentionId>,
    /// The number of mentions so far.
    pub(crate) mentions: usize,
    /// The number of attributions so far of which it is the source.
    pub(crate) statements: usize,
    /// Of a group: its members in the cast.
    pub(crate) members: std::ops::Range<usize>,
}

impl Entity {
    /// What it is by all that is known: in doubt a person, for what nothing marks as an organisation is
    /// a surname in news.
    pub(crate) fn speaker_kind(&self) -> SpeakerKind {
        let kind = if self.titled { self.kind } else { self.votes.kind(self.kind) };
        match kind {
            EntityKind::Organisation | EntityKind::Unknown if self.document => {
                SpeakerKind::Document
            }
            EntityKind::Organisation | EntityKind::Unknown if self.several => SpeakerKind::Group,
            EntityKind::Organisation | EntityKind::Place => SpeakerKind::Organisation,
            EntityKind::Person | EntityKind::Unknown => SpeakerKind::Person,
            EntityKind::Nameless => self.nameless_kind(),
            EntityKind::Group => SpeakerKind::Group,
        }
    }

    /// What its head noun says of somebody without a name. A noun for persons as well as for bodies
    /// ("producer") tells neither; "paper" is a newspaper rather than a study.
    fn nameless_kind(&self) -> SpeakerKind {
        let person = self.traits.any(Traits::PERSON);
        let body = self.traits.any(Traits::ORGANISATION) && !person;
        let document = self.traits.any(Traits::DOCUMENT) && !person;
        match () {
            () if document && !self.traits.any(Traits::ORGANISATION.with(Traits::GROUP)) => {
                SpeakerKind::Document
            }
            () if self.several => SpeakerKind::Group,
            () if body => SpeakerKind::Organisation,
            () if document => SpeakerKind::Document,
            () if self.traits.any(Traits::GROUP) && !person => SpeakerKind::Group,
            () => SpeakerKind::Nameless,
        }
    }

    /// Whether a title or apposition gave the role.
    pub(crate) fn has_role(&self, role: Key) -> bool {
        role != key::EMPTY && self.roles.contains(&role)
    }

    /// Whether a word of its name implies the role.
    pub(crate) fn implies(&self, role: Key) -> bool {
        role != key::EMPTY && self.implied.contains(&role)
    }

    /// Notes a role, unless there are too many. Whether nothing gave or implied it before.
    pub(crate) fn add_role(&mut self, role: Key) -> bool {
        let implied = self.implies(role);
        note(&mut self.roles, role) && !implied
    }

    /// Notes a role that its name implies, as [`Self::add_role`] does one that is given.
    pub(crate) fn add_implied(&mut self, role: Key) -> bool {
        let given = self.has_role(role);
        note(&mut self.implied, role) && !given
    }

    /// The gender by all that is known, by pronouns where neither title nor given name shows it.
    pub(crate) fn likely_gender(&self) -> Option<Gender> {
        self.gender.gender().or_else(|| self.pronouns.gender())
    }
}

/// How many mentions of an entity the network takes for what.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Votes {
    pub(crate) person: f32,
    pub(crate) organisation: f32,
    pub(crate) place: f32,
}

impl Votes {
    pub(crate) fn add(&mut self, other: Self) {
        self.person += other.person;
        self.organisation += other.organisation;
        self.place += other.place;
    }

    /// What a named entity is, by what its words told and by the votes.
    pub(crate) fn kind(&self, told: EntityKind) -> EntityKind {
        let needed = match told {
            EntityKind::Unknown => LIKELY,
            EntityKind::Person | EntityKind::Organisation => SURE,
            _ => return told,
        };
        let needed = needed * (self.person + self.organisation + self.place);
        if self.person > needed {
            EntityKind::Person
        } else if self.organisation + self.place > needed {
            EntityKind::Organisation
        } else {
            told
        }
    }
}

/// Adds a role that is not among those known, where there is room.
fn note(known: &mut [Key; MAX_ROLES], role: Key) -> bool {
    if role == key::EMPTY || known.contains(&role) {
        return false;
    }
    let free = known.iter_mut().find(|slot| **slot == key::EMPTY);
    free.map(|slot| *slot = role).is_some()
}
