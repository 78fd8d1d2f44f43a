//! Several that speak together: "Lind and Ode", "the two men", "both countries".

use crate::cast::entities::Cast;
use crate::cast::entity::EntityKind;
use crate::choice::view::View;
use crate::ids::{EntityId, MentionId};
use crate::mentions::mention::Mention;
use crate::sources::source::Head;
use crate::words::key::Key;
use crate::words::lexicon::Traits;
use crate::words::marks;
use crate::words::token::TokenId;

/// The two that "the two men" are were named at most this many sentences before.
const MAX_PAIR: usize = 3;
/// The longest list of names that makes a group.
const MAX_LIST: usize = 8;

/// The members of the list that the mention closes: "Lind, Ode and | Roe".
pub(crate) fn list_before(view: &View<'_>, id: MentionId) -> Vec<EntityId> {
    let mention = &view.article.mentions[id];
    let mut cursor = mark_before(view, mention, marks::AND);
    let last = cursor.and_then(|_| named(view, id));
    let Some((last, wanted)) = last else { return Vec::new() };
    let mut members = vec![last];
    while let Some(token) = cursor
        && members.len() < MAX_LIST
    {
        // "Lind, Ode, and Roe".
        let oxford = members.len() == 1 && view.article.reading.is(token, marks::COMMA);
        let token = if oxford { token.saturating_sub(1) } else { token };
        let Some(id) = view.article.mentions.at(token) else { break };
        let Some((member, kind)) = named(view, id) else { break };
        if kind != wanted || members.contains(&member) {
            break;
        }
        members.push(member);
        cursor = mark_before(view, &view.article.mentions[id], marks::COMMA);
    }
    in_order(view.cast, &mut members);
    members
}

/// The person or organisation of a mention.
fn named(view: &View<'_>, id: MentionId) -> Option<(EntityId, EntityKind)> {
    let entity = view.cast.of(id)?;
    let kind = view.cast.entities[entity].kind;
    matches!(kind, EntityKind::Person | EntityKind::Organisation).then_some((entity, kind))
}

/// The token before the mark that stands before the mention, "the" aside.
fn mark_before(view: &View<'_>, mention: &Mention, mark: Key) -> Option<TokenId> {
    let reading = view.article.reading;
    let start = mention.tokens.start();
    let the = reading.is(start - 1, marks::THE);
    let mark_at = start.checked_sub(1 + usize::from(the))?;
    reading.is(mark_at, mark).then(|| mark_at.checked_sub(1)).flatten()
}

/// Who "the two men", "both countries" are.
pub(crate) enum Pair {
    /// A group that spoke together before.
    Known(EntityId),
    /// The last two named that can be meant, in the order of the article.
    Two([EntityId; 2]),
}

/// "the two men", "both countries": the last two named that can be meant.
pub(crate) fn pair(view: &View<'_>, mention: &Mention) -> Option<Pair> {
    let article = view.article;
    let place = article.lexicon.is_place_noun(mention.role);
    let alone = article.is_dual_alone(mention);
    let wanted = match (place, alone || mention.traits.any(Traits::PERSON)) {
        (true, _) => EntityKind::Place,
        (_, true) => EntityKind::Person,
        _ => return None,
    };
    if !alone && (!article.is_dual(mention) || !mention.traits.any(Traits::PLURAL)) {
        return None;
    }
    let within = |id: &EntityId, sentences: usize| {
        let last = view.cast.entities[*id].last.map(|last| article.mentions[last].sentence);
        last.is_some_and(|last| last + sentences >= mention.sentence)
    };
    let group = |id: &&EntityId| {
        let entity = &view.cast.entities[**id];
        let two = entity.kind == EntityKind::Group && entity.members.len() == 2;
        two && within(id, 2 * MAX_PAIR)
    };
    if alone && let Some(known) = view.discourse.recent().iter().find(group) {
        return Some(Pair::Known(*known));
    }
    let near = |id: &EntityId| {
        let entity = &view.cast.entities[*id];
        entity.kind == wanted && entity.last.is_some() && (place || within(id, MAX_PAIR))
    };
    let mut recent: Vec<EntityId> = view.discourse.recent().iter().copied().filter(near).collect();
    if place {
        // Places are named in passing, so that the two that the article is about are meant.
        recent.sort_by_key(|id| std::cmp::Reverse(view.cast.entities[*id].mentions));
    }
    let [last, first, ..] = *recent.as_slice() else { return None };
    let mut members = [first, last];
    in_order(view.cast, &mut members);
    Some(Pair::Two(members))
}

/// The two persons, and no more, of the sentence before: "Lind met Ode in Lisse. | They | agreed".
pub(crate) fn two_before(view: &View<'_>, mention: &Mention) -> Option<[EntityId; 2]> {
    let near = |id: &&EntityId| {
        let entity = &view.cast.entities[**id];
        let person = matches!(entity.kind, EntityKind::Person | EntityKind::Unknown);
        let last = entity.last.filter(|_| person);
        last.is_some_and(|it| view.article.mentions[it].sentence + 1 == mention.sentence)
    };
    let mut persons = view.discourse.recent().iter().filter(near).copied();
    let (second, first) = (persons.next()?, persons.next()?);
    persons.next().is_none().then_some([first, second])
}

/// Whether "they" means two persons rather than this one: a person is one, and a place in passing
/// speaks seldom.
pub(crate) fn is_one_for_many(view: &View<'_>, entity: EntityId) -> bool {
    let chosen = &view.cast.entities[entity];
    let Some(last) = chosen.last else { return false };
    let aside = view.article.mentions[last].place.after_preposition;
    chosen.kind == EntityKind::Person || chosen.kind == EntityKind::Place && aside
}

/// Orders members as the article first mentions them.
fn in_order(cast: &Cast, members: &mut [EntityId]) {
    members.sort_by_key(|member| cast.entities[*member].first);
}

/// The entities of several heads.
pub(crate) fn members(cast: &Cast, heads: &[Head]) -> Vec<EntityId> {
    let entity = |head: &Head| match head {
        Head::Mention(mention, _) => cast.of(*mention),
        _ => None,
    };
    heads.iter().filter_map(entity).collect()
}
