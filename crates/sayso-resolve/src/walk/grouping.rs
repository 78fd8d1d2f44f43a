//! Several that speak together: "Lind and Ode", "the two men", "both countries".

use crate::cast::entities::Cast;
use crate::cast::entity::EntityKind;
use crate::mentions::mention::Mention;
use crate::sources::source::Head;
use crate::walk::steps::Pass;
use crate::words::key::Key;
use crate::words::lexicon::Traits;
use crate::words::marks;

/// The two that "the two men" are were named at most this many sentences before.
const MAX_PAIR: usize = 3;
/// The longest list of names that makes a group.
const MAX_LIST: usize = 6;

impl Pass<'_> {
    /// The group that the mention closes: the heads of a source, or a list of names.
    pub(crate) fn joined(
        &mut self,
        cast: &mut Cast,
        number: usize,
        mention: &Mention,
    ) -> Option<usize> {
        let task = self.plan.task_of(number);
        let heads =
            task.and_then(|task| self.plan.tasks.get(task)).map(|task| self.plan.heads(task));
        if let Some(heads @ [_, .., Head::Mention(last, _)]) = heads
            && *last == number
        {
            let members = members(cast, heads);
            let group = cast.add_group(&members);
            if let Some(task) = task.and_then(|task| self.plan.tasks.get_mut(task)) {
                task.entity = Some(group);
            }
            return Some(group);
        }
        let members = self.list_before(cast, number, mention);
        (members.len() > 1).then(|| cast.add_group(&members))
    }

    /// The members of the list that the mention closes: "Lind, Ode and | Roe".
    fn list_before(&self, cast: &Cast, number: usize, mention: &Mention) -> Vec<usize> {
        let reading = self.article.reading;
        let class = |number: usize| {
            let entity = cast.of(number)?;
            let kind = cast.entities.get(entity)?.kind;
            matches!(kind, EntityKind::Person | EntityKind::Organisation).then_some((entity, kind))
        };
        let before = |mention: &Mention, mark: Key| {
            let start = mention.tokens.start();
            let the = start > 0 && reading.is(start - 1, marks::THE);
            let mark_at = start.checked_sub(1 + usize::from(the))?;
            reading.is(mark_at, mark).then(|| mark_at.checked_sub(1)).flatten()
        };
        let mut cursor = before(mention, marks::AND);
        let last = cursor.and_then(|_| class(number));
        let Some((last, wanted)) = last else { return Vec::new() };
        let mut members = vec![last];
        while let Some(token) = cursor
            && members.len() < MAX_LIST
        {
            // "Lind, Ode, and Roe".
            let oxford = members.len() == 1 && reading.is(token, marks::COMMA);
            let token = if oxford { token.saturating_sub(1) } else { token };
            let Some(number) = self.article.mentions.at(token) else { break };
            let Some((member, kind)) = class(number) else { break };
            if kind != wanted || members.contains(&member) {
                break;
            }
            members.push(member);
            cursor = before(&self.article.mentions.get(number), marks::COMMA);
        }
        in_order(cast, &mut members);
        members
    }

    /// "a group of researchers": the researchers are the group.
    pub(crate) fn made_of(&self, cast: &Cast, mention: &Mention) -> Option<usize> {
        let reading = self.article.reading;
        let of = mention.tokens.start().checked_sub(1).filter(|of| reading.is(*of, marks::OF))?;
        let whole = of.checked_sub(1).filter(|it| {
            matches!(reading.word(*it).key, marks::GROUP | marks::TEAM | marks::PANEL | marks::PAIR)
        })?;
        let whole = self.article.mentions.at(whole)?;
        cast.of(whole).filter(|_| mention.traits.any(Traits::PLURAL))
    }

    /// "the two", "the pair", "both": a word that is two by itself.
    fn is_dual_alone(&self, mention: &Mention) -> bool {
        let head = self.article.reading.word(mention.core.start()).key;
        matches!(
            head,
            marks::TWO | marks::BOTH | marks::NEITHER | marks::PAIR | marks::COUPLE | marks::DUO
        )
    }

    /// "the two men", "both countries": the last two named that can be meant.
    pub(crate) fn pair(&self, cast: &mut Cast, mention: &Mention) -> Option<usize> {
        let place = self.article.lexicon.is_place_noun(mention.role);
        let alone = self.is_dual_alone(mention);
        let wanted = match (place, alone || mention.traits.any(Traits::PERSON)) {
            (true, _) => EntityKind::Place,
            (_, true) => EntityKind::Person,
            _ => return None,
        };
        if !alone && (!self.is_dual(mention) || !mention.traits.any(Traits::PLURAL)) {
            return None;
        }
        let group = |it: &usize| {
            let entity = cast.entities.get(*it)?;
            let last = self.article.mentions.get(entity.last?);
            let near = last.sentence + 2 * MAX_PAIR >= mention.sentence;
            (entity.kind == EntityKind::Group && entity.members.len() == 2 && near).then_some(*it)
        };
        if alone && let Some(known) = self.discourse.recent().iter().find_map(group) {
            return Some(known);
        }
        let near = |entity: usize| {
            let entity = cast.entities.get(entity)?;
            let last = self.article.mentions.get(entity.last?);
            let near = place || last.sentence + MAX_PAIR >= mention.sentence;
            (entity.kind == wanted && near).then_some(())
        };
        let mut recent: Vec<usize> =
            self.discourse.recent().iter().copied().filter(|it| near(*it).is_some()).collect();
        if place {
            // Places are named in passing, so that the two that the article is about are meant.
            let mentions = |it: &usize| cast.entities.get(*it).map_or(0, |it| it.mentions);
            recent.sort_by_key(|it| std::cmp::Reverse(mentions(it)));
        }
        let [last, first, ..] = *recent.as_slice() else { return None };
        let mut members = [first, last];
        in_order(cast, &mut members);
        Some(cast.add_group(&members))
    }

    /// "Lind met Ode in Lisse. They agreed": not the place that "they" would take up, but the two
    /// persons of the sentence before.
    pub(crate) fn couple(
        &self,
        cast: &mut Cast,
        mention: &Mention,
        entity: usize,
    ) -> Option<usize> {
        let chosen = cast.entities.get(entity)?;
        let aside = self.article.mentions.get(chosen.last?).place.after_preposition;
        let one = chosen.kind == EntityKind::Person;
        if !one && (chosen.kind != EntityKind::Place || !aside) {
            return None;
        }
        let near = |entity: &&usize| {
            let entity = cast.entities.get(**entity);
            let person =
                entity.filter(|it| matches!(it.kind, EntityKind::Person | EntityKind::Unknown));
            let last = person.and_then(|person| person.last);
            last.is_some_and(|it| self.article.mentions.get(it).sentence + 1 == mention.sentence)
        };
        let mut persons = self.discourse.recent().iter().filter(near).copied();
        let (second, first) = (persons.next()?, persons.next()?);
        persons.next().is_none().then(|| cast.add_group(&[first, second]))
    }
}

/// Orders members as the article first mentions them.
fn in_order(cast: &Cast, members: &mut [usize]) {
    members.sort_by_key(|member| cast.entities.get(*member).map(|entity| entity.first));
}

/// The entities of several heads.
pub(crate) fn members(cast: &Cast, heads: &[Head]) -> Vec<usize> {
    let entity = |head: &Head| match head {
        Head::Mention(mention, _) => cast.of(*mention),
        _ => None,
    };
    heads.iter().filter_map(entity).collect()
}
