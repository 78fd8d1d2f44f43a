//! Groups of statements, in the order in which they are shown.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::Error;
use crate::entry::Entry;
use crate::group::Group;
use crate::ids::{EntryId, WordingId};
use crate::links::Links;
use crate::pairs::Comparison;
use crate::similarity::similarity;
use crate::store::{Place, Store};
use crate::words::Words;

/// What is kept of a statement in memory.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Item {
    pub(crate) place: Place,
    pub(crate) wording: Option<WordingId>,
    pub(crate) day: Option<i32>,
    pub(crate) outlet: Option<u32>,
    pub(crate) article: u32,
}

/// How much less than two wordings side by side each must have in common with the first of its group:
/// so a chain of changes does not lead from one statement to another.
const OF_FIRST: f32 = 0.8;

/// Firsts of one set with which a wording is compared.
const MOST_FIRSTS: usize = 64;

/// The groups that are listed: their statements, those of one after those of another.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    entries: Vec<EntryId>,
    ends: Vec<usize>,
}

/// When a statement comes: those without a day after those with one.
type Turn = (i32, EntryId);

fn turn(item: &Item, entry: EntryId) -> Turn {
    (item.day.unwrap_or(i32::MAX), entry)
}

/// Groups statements whose wordings are linked.
pub(crate) fn grouped(
    items: &[Item],
    links: &Links,
    comparison: &Comparison<'_>,
) -> Result<Groups, Error> {
    let of_wording = split(items, links, comparison)?;
    let mut turns = Vec::with_capacity(items.len());
    let mut alone = u32::try_from(of_wording.len()).unwrap_or(u32::MAX);
    for (place, item) in items.iter().enumerate() {
        let entry = EntryId::next(place)?;
        let group = item.wording.and_then(|wording| of_wording.get(wording.place()).copied());
        // A statement that is too short stands alone.
        let group = group.unwrap_or_else(|| {
            alone = alone.saturating_add(1);
            alone
        });
        turns.push((group, turn(item, entry)));
    }
    turns.sort_unstable();
    Ok(ranked(items, &turns, comparison.options.min_articles))
}

/// The group of each wording.
fn split(items: &[Item], links: &Links, comparison: &Comparison<'_>) -> Result<Vec<u32>, Error> {
    let wordings = comparison.wordings.len();
    let mut firsts: Vec<Turn> = vec![(i32::MAX, EntryId::of(u32::MAX)); wordings];
    for (place, item) in items.iter().enumerate() {
        if let Some(first) = item.wording.and_then(|wording| firsts.get_mut(wording.place())) {
            *first = (*first).min(turn(item, EntryId::next(place)?));
        }
    }
    let mut sets = Vec::with_capacity(wordings);
    for (place, first) in firsts.into_iter().enumerate() {
        let wording = WordingId::next(place)?;
        sets.push((links.top(wording), first, wording));
    }
    sets.sort_unstable();
    let mut groups = vec![0; wordings];
    let mut next = 0;
    for set in sets.chunk_by(|one, other| one.0 == other.0) {
        let mut firsts: Vec<(u32, Vec<u32>)> = Vec::new();
        for (_, _, wording) in set {
            let group = group_of(*wording, &mut firsts, &mut next, comparison)?;
            if let Some(slot) = groups.get_mut(wording.place()) {
                *slot = group;
            }
        }
    }
    Ok(groups)
}

/// The group of the earliest wording of the set that this one is like enough, or a new one.
fn group_of(
    wording: WordingId,
    firsts: &mut Vec<(u32, Vec<u32>)>,
    next: &mut u32,
    comparison: &Comparison<'_>,
) -> Result<u32, Error> {
    let stems = comparison.stems(wording)?;
    let least = comparison.options.similarity * OF_FIRST;
    let is_like = |(_, first): &&(u32, Vec<u32>)| similarity(first, &stems, least).is_some();
    if let Some((group, _)) = firsts.iter().take(MOST_FIRSTS).find(is_like) {
        return Ok(*group);
    }
    let group = *next;
    *next += 1;
    firsts.push((group, stems));
    Ok(group)
}

/// The groups of enough articles; those of most outlets and articles come first, then the earliest.
fn ranked(items: &[Item], turns: &[(u32, Turn)], min_articles: usize) -> Groups {
    let mut all = Vec::new();
    for group in turns.chunk_by(|one, other| one.0 == other.0) {
        let found = group.iter().filter_map(|(_, (_, entry))| items.get(entry.place()));
        let articles = found.clone().map(|item| item.article).collect::<BTreeSet<_>>().len();
        let outlets = found.filter_map(|item| item.outlet).collect::<BTreeSet<_>>().len();
        if let Some((_, first)) = group.first().filter(|_| articles >= min_articles) {
            all.push((Reverse((outlets, articles, group.len())), *first, group));
        }
    }
    all.sort_unstable_by_key(|(size, first, _)| (*size, *first));
    let mut groups = Groups::default();
    for (_, _, group) in all {
        groups.entries.extend(group.iter().map(|(_, (_, entry))| *entry));
        groups.ends.push(groups.entries.len());
    }
    groups
}

/// Statements that were matched, group by group.
#[derive(Debug)]
pub struct Matches {
    groups: Groups,
    items: Vec<Item>,
    entries: Store,
    words: Words,
}

impl Matches {
    pub(crate) fn new(groups: Groups, items: Vec<Item>, entries: Store, words: Words) -> Self {
        Self { groups, items, entries, words }
    }

    /// How many groups are listed.
    #[must_use]
    pub fn groups(&self) -> usize {
        self.groups.ends.len()
    }

    /// How many statements are in them.
    #[must_use]
    pub fn statements(&self) -> usize {
        self.groups.entries.len()
    }

    /// How many statements there were.
    #[must_use]
    pub fn all_statements(&self) -> usize {
        self.items.len()
    }

    /// The group at the place, if there is one; those of most outlets and articles come first.
    ///
    /// # Errors
    /// If the temporary file cannot be read.
    pub fn group(&mut self, place: usize) -> Result<Option<Group>, Error> {
        let ends = &self.groups.ends;
        let Some(end) = ends.get(place).copied() else { return Ok(None) };
        let start = place.checked_sub(1).and_then(|before| ends.get(before)).copied();
        let own = self.groups.entries.get(start.unwrap_or_default()..end).unwrap_or_default();
        let entries = own.iter().map(|entry| self.entry(*entry)).collect::<Result<_, _>>()?;
        Ok(Some(Group::new(place + 1, entries, &mut self.words)))
    }

    fn entry(&self, entry: EntryId) -> Result<Entry, Error> {
        let Some(item) = self.items.get(entry.place()) else { return Ok(Entry::default()) };
        let mut buffer = Vec::new();
        Ok(Entry::read(self.entries.read(item.place, &mut buffer)?))
    }
}
