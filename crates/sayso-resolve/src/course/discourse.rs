//! Who was mentioned last, and who spoke last: the *salience* of each entity up to a place in the
//! article.

use crate::cast::entities::Cast;
use crate::cast::entity::EntityKind;
use crate::ids::{EntityId, MentionId, Table};
use crate::mentions::mention::Mention;
use crate::words::token::Tokens;

/// A pronoun takes up one of this many entities mentioned last. On the gold speakers of the
/// training articles the right one is among them for all but one in a hundred.
const MAX_RECENT: usize = 14;

/// Who took the floor.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Turn {
    pub(crate) entity: EntityId,
    pub(crate) sentence: usize,
    pub(crate) paragraph: usize,
    pub(crate) content: Tokens,
}

/// What was mentioned and said up to a place in the article.
#[derive(Debug, Default)]
pub(crate) struct Discourse {
    recent: Vec<EntityId>,
    previous: Table<MentionId, Option<MentionId>>,
    turns: Vec<Turn>,
    /// The entity mentioned most so far.
    top: Option<EntityId>,
}

impl Discourse {
    /// Starts another article of so many mentions.
    pub(crate) fn clear(&mut self, mentions: usize) {
        self.recent.clear();
        self.previous.fill(mentions, None);
        self.turns.clear();
        self.top = None;
    }

    /// The entities mentioned last, the latest first.
    pub(crate) fn recent(&self) -> &[EntityId] {
        &self.recent
    }

    /// The turns so far, the first first.
    pub(crate) fn turns(&self) -> &[Turn] {
        &self.turns
    }

    /// The person mentioned most so far.
    pub(crate) fn top(&self) -> Option<EntityId> {
        self.top
    }

    /// The mention of the same entity before.
    pub(crate) fn previous(&self, mention: MentionId) -> Option<MentionId> {
        self.previous[mention]
    }

    /// Notes that a mention is of an entity.
    pub(crate) fn note(&mut self, cast: &mut Cast, entity: EntityId, mention: MentionId) {
        if let Some(known) = self.recent.iter().position(|recent| *recent == entity) {
            self.recent.remove(known);
        }
        self.recent.insert(0, entity);
        self.recent.truncate(MAX_RECENT);
        let known = &mut cast.entities[entity];
        self.previous[mention] = known.last;
        known.last = Some(mention);
        known.mentions += 1;
        let (count, named) = (known.mentions, known.kind == EntityKind::Person);
        if named && self.top.is_none_or(|top| count > cast.entities[top].mentions) {
            self.top = Some(entity);
        }
    }

    /// Notes a group whose last member the mention names.
    pub(crate) fn note_group(&mut self, cast: &mut Cast, group: EntityId, mention: MentionId) {
        self.recent.insert(0, group);
        self.recent.truncate(MAX_RECENT);
        let group = &mut cast.entities[group];
        group.last = Some(mention);
        group.mentions += 1;
    }

    /// Notes that an entity is the source of an attribution.
    pub(crate) fn take_turn(
        &mut self,
        cast: &mut Cast,
        entity: EntityId,
        mention: &Mention,
        content: Tokens,
    ) {
        let Mention { sentence, paragraph, .. } = *mention;
        self.turns.push(Turn { entity, sentence, paragraph, content });
        cast.entities[entity].statements += 1;
    }
}
