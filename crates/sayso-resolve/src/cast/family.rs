//! Relatives named by a given name alone: "Her husband, Ken … Mr. Lind" of Dee Lind.

use crate::cast::entities::Cast;
use crate::cast::entity::{Entity, EntityKind};
use crate::ids::EntityId;
use crate::mentions::article::Article;
use crate::words::gender;
use crate::words::key::Key;
use crate::words::marks;

/// At most this many relatives of an article are looked at.
const MAX_RELATIVES: usize = 16;

/// Gives relatives the titled surname that nobody else can have: "Mr. Lind" is the husband where the
/// only Lind by full name is a woman. A relative has one surname. Linear.
pub(crate) fn join(article: Article<'_>, cast: &mut Cast) {
    let known = cast.entities.pairs().filter(|(_, entity)| is_relative(entity));
    let relatives: Vec<EntityId> = known.map(|(id, _)| id).take(MAX_RELATIVES).collect();
    if !relatives.is_empty() {
        let pairs = pairs(article, cast, &relatives);
        cast.merge(&pairs);
    }
}

/// The entities of titled surnames, each with the relative whose it is.
fn pairs(article: Article<'_>, cast: &Cast, relatives: &[EntityId]) -> Vec<(EntityId, EntityId)> {
    let mut pairs: Vec<(EntityId, EntityId)> = Vec::new();
    for (number, mention) in article.mentions.list().pairs() {
        let titled = mention.is_name() && mention.core.len() == 1 && !mention.title.is_empty();
        let Some(entity) = cast.of(number).filter(|_| titled) else { continue };
        let surname = article.reading.word(mention.core.start()).key;
        if let Some(relative) = relative_of(cast, relatives, entity, surname)
            && pairs.iter().all(|(from, into)| *from != entity && *into != relative)
        {
            pairs.push((entity, relative));
        }
    }
    pairs
}

/// The relative whom the titled surname names, where all of the surname are of the other gender.
fn relative_of(
    cast: &Cast,
    relatives: &[EntityId],
    titled: EntityId,
    surname: Key,
) -> Option<EntityId> {
    let gender = |entity: EntityId| cast.entities[entity].gender.gender();
    let own = gender(titled).filter(|_| cast.entities[titled].name.len() == 1);
    own?;
    let mut family = cast.with_surname(surname).peekable();
    family.peek()?;
    if !family.all(|other| gender::clash(gender(other), own)) {
        return None;
    }
    let fits = |relative: &&EntityId| gender(**relative) == own && **relative != titled;
    let mut fitting = relatives.iter().filter(fits).copied();
    let relative = fitting.next()?;
    fitting.next().is_none().then_some(relative)
}

/// Whether the person is named by a given name alone, as somebody's relative.
fn is_relative(entity: &Entity) -> bool {
    entity.kind == EntityKind::Person
        && entity.name.len() == 1
        && entity.roles.iter().any(|role| marks::RELATIVES.contains(role))
}
