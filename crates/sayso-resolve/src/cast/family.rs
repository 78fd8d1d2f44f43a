//! Relatives named by a given name alone: "Her husband, Ken … Mr. Lind" of Dee Lind.

use crate::cast::entities::Cast;
use crate::cast::entity::{Entity, EntityKind};
use crate::mentions::article::Article;
use crate::words::key::Key;
use crate::words::marks;

/// At most this many relatives of an article are looked at.
const MAX_RELATIVES: usize = 16;

/// Gives relatives the titled surname that nobody else can have: "Mr. Lind" is the husband where the
/// only Lind by full name is a woman. A relative has one surname. Linear.
pub(crate) fn join(article: Article<'_>, cast: &mut Cast) {
    let relatives: Vec<usize> = (0..cast.entities.len())
        .filter(|number| cast.entities.get(*number).is_some_and(is_relative))
        .take(MAX_RELATIVES)
        .collect();
    if !relatives.is_empty() {
        let pairs = pairs(article, cast, &relatives);
        cast.merge(&pairs);
    }
}

/// The entities of titled surnames, each with the relative whose it is.
fn pairs(article: Article<'_>, cast: &Cast, relatives: &[usize]) -> Vec<(usize, usize)> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (number, mention) in article.mentions.list().iter().enumerate() {
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
fn relative_of(cast: &Cast, relatives: &[usize], titled: usize, surname: Key) -> Option<usize> {
    let own = cast.entities.get(titled).filter(|own| own.name.len() == 1 && own.gender != 0)?;
    let mut family = cast.with_surname(surname).filter_map(|it| cast.entities.get(it)).peekable();
    family.peek()?;
    if !family.all(|other| other.gender.signum() == -own.gender.signum()) {
        return None;
    }
    let fits = |relative: &&usize| {
        let gender = cast.entities.get(**relative).map_or(0, |it| it.gender.signum());
        gender == own.gender.signum() && **relative != titled
    };
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
