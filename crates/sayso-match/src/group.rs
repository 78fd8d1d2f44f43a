//! One statement in all its appearances.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;

use sayso_text::Date;

use crate::difference::{Change, Difference};
use crate::entry::Entry;
use crate::similarity::similarity;
use crate::words::{Word, Words, stems, wording};

/// Statements of one speaker with nearly the same words, in the order in which they appeared.
#[derive(Clone, Debug)]
pub struct Group {
    number: usize,
    entries: Vec<Entry>,
    /// The version of each.
    of: Vec<usize>,
    versions: Vec<Version>,
}

/// A wording of a statement: only case and marks differ within it.
#[derive(Clone, Debug)]
pub struct Version {
    /// What it changed against the first.
    pub difference: Difference,
    /// The share of words that it has in common with the first.
    pub similarity: f32,
}

/// How sure it is that the first is the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstIs {
    /// All have a day, and no other article has an earlier one or the same.
    Sure,
    /// So many articles have the earliest day; the one that was read first is named.
    OneOf(usize),
    /// So many have no day, and may be earlier.
    ButFor(usize),
    /// None has a day; the one that was read first is named.
    Unknown,
}

impl fmt::Display for FirstIs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sure => f.write_str("sure"),
            Self::OneOf(many) => write!(f, "one of {many} that day"),
            Self::ButFor(many) => write!(f, "but for {many} without a date"),
            Self::Unknown => f.write_str("unknown: no dates"),
        }
    }
}

impl Group {
    /// A group of this number of entries in the order of their days, those without one last.
    pub(crate) fn new(number: usize, entries: Vec<Entry>, words: &mut Words) -> Self {
        let mut group = Self { number, entries, of: Vec::new(), versions: Vec::new() };
        let mut known: HashMap<u64, usize> = HashMap::new();
        let Some(first) = group.entries.first().map(|entry| words.read(&entry.content)) else {
            return group;
        };
        for entry in &group.entries {
            let own = words.read(&entry.content);
            let next = group.versions.len();
            let version = *known.entry(wording(&own)).or_insert(next);
            if version == next {
                group.versions.push(Version::new(&first, &own));
            }
            group.of.push(version);
        }
        group
    }

    /// Counted from 1, the group of most outlets first.
    #[must_use]
    pub fn number(&self) -> usize {
        self.number
    }

    /// How the group is named: `M1`.
    #[must_use]
    pub fn id(&self) -> String {
        format!("M{}", self.number)
    }

    /// The statements, the earliest first.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The wordings, that of the first statement first.
    #[must_use]
    pub fn versions(&self) -> &[Version] {
        &self.versions
    }

    /// The statements, each with the place of its wording.
    pub fn members(&self) -> impl Iterator<Item = (&Entry, usize, &Version)> {
        let members = self.entries.iter().zip(&self.of);
        members.filter_map(|(entry, of)| Some((entry, *of, self.versions.get(*of)?)))
    }

    /// The statement that appeared first.
    #[must_use]
    pub fn first(&self) -> &Entry {
        static NONE: std::sync::LazyLock<Entry> = std::sync::LazyLock::new(Entry::default);
        self.entries.first().unwrap_or(&NONE)
    }

    /// How sure that is.
    #[must_use]
    pub fn first_is(&self) -> FirstIs {
        let Some(day) = self.first().date else { return FirstIs::Unknown };
        let articles = |entries: &mut dyn Iterator<Item = &Entry>| {
            entries.map(article).collect::<BTreeSet<_>>().len()
        };
        let that_day = articles(&mut self.entries.iter().filter(|entry| entry.date == Some(day)));
        let undated = articles(&mut self.entries.iter().filter(|entry| entry.date.is_none()));
        match (that_day, undated) {
            (_, 1..) => FirstIs::ButFor(undated),
            (2.., _) => FirstIs::OneOf(that_day),
            _ => FirstIs::Sure,
        }
    }

    /// The day of the latest article that has one.
    #[must_use]
    pub fn last_date(&self) -> Option<Date> {
        self.entries.iter().filter_map(|entry| entry.date).max()
    }

    /// How many articles have the statement.
    #[must_use]
    pub fn articles(&self) -> usize {
        self.entries.iter().map(article).collect::<BTreeSet<_>>().len()
    }

    /// The outlets that have the statement, in the order in which they had it.
    #[must_use]
    pub fn outlets(&self) -> Vec<&str> {
        distinct(self.entries.iter().map(|entry| &*entry.outlet))
    }

    /// The names under which the speaker stands, in the order in which they came.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        distinct(self.entries.iter().map(|entry| &*entry.speaker))
    }

    /// A statement with the name that most say, the longest of them.
    #[must_use]
    pub fn speaker(&self) -> &Entry {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for entry in &self.entries {
            *counts.entry(&entry.speaker).or_default() += 1;
        }
        let weighed = self.entries.iter().map(|entry| {
            let name = &*entry.speaker;
            let words = name.split_whitespace().count().min(2);
            let is_name = name.contains(char::is_uppercase);
            ((is_name, words, counts.get(name).copied(), std::cmp::Reverse(name)), entry)
        });
        let best = weighed.max_by(|one, other| one.0.cmp(&other.0));
        best.map_or_else(|| self.first(), |(_, entry)| entry)
    }

    /// All that the wordings changed.
    #[must_use]
    pub fn changes(&self) -> BTreeSet<Change> {
        self.versions
            .iter()
            .flat_map(|version| version.difference.changes.iter().copied())
            .collect()
    }
}

impl Version {
    fn new(first: &[Word<'_>], own: &[Word<'_>]) -> Self {
        let similarity = similarity(&stems(first), &stems(own), 0.0).unwrap_or(0.0);
        Self { difference: Difference::new(first, own), similarity }
    }
}

fn article(entry: &Entry) -> (&str, &str) {
    (&entry.outlet, &entry.doc_id)
}

/// The texts without empty ones, each once.
fn distinct<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<&'t str> {
    let mut known = BTreeSet::new();
    texts.filter(|text| !text.is_empty() && known.insert(*text)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(doc_id: &str, speaker: &str, content: &str, day: u8) -> Entry {
        Entry {
            doc_id: doc_id.into(),
            speaker: speaker.into(),
            content: content.into(),
            date: Date::new(2024, 10, day),
            ..Entry::default()
        }
    }

    fn first_is(days: &[u8]) -> FirstIs {
        let entry =
            |(place, day): (usize, &u8)| entry(&place.to_string(), "Lind", "Rain is near", *day);
        let entries = days.iter().enumerate().map(entry).collect();
        Group::new(1, entries, &mut Words::new()).first_is()
    }

    #[test]
    fn first_is_as_sure_as_the_dates_are() {
        assert_eq!(first_is(&[2, 3]), FirstIs::Sure);
        assert_eq!(first_is(&[2, 2, 3]), FirstIs::OneOf(2));
        assert_eq!(first_is(&[2, 0]), FirstIs::ButFor(1));
        assert_eq!(first_is(&[0, 0]), FirstIs::Unknown);
    }

    #[test]
    fn versions_are_counted_by_words_and_the_speaker_is_named_in_full() {
        let entries = vec![
            entry("a", "Lind", "“We will close all schools,”", 1),
            entry("b", "Dee Lind", "We will close all schools", 2),
            entry("c", "", "they would close all schools", 3),
        ];
        let group = Group::new(1, entries, &mut Words::new());
        assert_eq!((group.versions().len(), group.articles()), (2, 3));
        assert_eq!(&*group.speaker().speaker, "Dee Lind");
        assert_eq!(group.names(), ["Lind", "Dee Lind"]);
        assert_eq!(group.changes().into_iter().collect::<Vec<_>>(), [Change::Reported]);
    }
}
