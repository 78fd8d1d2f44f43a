//! The roster: the speakers of an article or of many, with their names, roles and statements.

use std::collections::BTreeMap;

use sayso_text::{Attribution, Kind, Segmentation, Speaker, SpeakerKind};

use crate::ids::EntityId;
use crate::mentions::mention::MentionKind;
use crate::scratch::Scratch;

/// A speaker of one article, or of several articles that give the same full name.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Profile {
    /// Name, kind and role.
    pub speaker: Speaker,
    /// The names that the text uses, in the order of their first use.
    pub names: Vec<String>,
    /// The titles and appositions found, in the order of their first use.
    pub roles: Vec<String>,
    /// The number of statements of each kind, in the order of [`Kind::ALL`].
    pub statements: [usize; 3],
    /// The number of articles.
    pub articles: usize,
}

impl Profile {
    /// The number of statements of all kinds.
    #[must_use]
    pub fn total(&self) -> usize {
        self.statements.iter().sum()
    }
}

/// The profiles of one article, the one who speaks most first; nobody is left out who speaks.
pub(crate) fn profiles(
    text: &str,
    segmentation: &Segmentation,
    scratch: &Scratch,
    attributions: &[Attribution],
    speakers: &[Speaker],
) -> Vec<Profile> {
    let mut order: Vec<Profile> = Vec::new();
    let mut known: BTreeMap<EntityId, usize> = BTreeMap::new();
    for ((task, attribution), speaker) in scratch.plan.tasks.iter().zip(attributions).zip(speakers)
    {
        let Some(entity) = task.entity.filter(|_| speaker.kind != SpeakerKind::None) else {
            continue;
        };
        let place = *known.entry(entity).or_insert_with(|| {
            order.push(Profile { speaker: speaker.clone(), articles: 1, ..Profile::default() });
            order.len() - 1
        });
        if let Some(profile) = order.get_mut(place) {
            count(profile, attribution.kind);
        }
    }
    for (number, mention) in scratch.mentions.list().pairs() {
        let Some(place) = scratch.cast.of(number).and_then(|entity| known.get(&entity)) else {
            continue;
        };
        let Some(profile) = order.get_mut(*place) else { continue };
        if mention.kind == MentionKind::Name {
            add(&mut profile.names, segmentation.span(mention.core.into()).of(text));
            add(&mut profile.roles, segmentation.span(mention.title.into()).of(text));
        }
    }
    for profile in &mut order {
        let role = profile.speaker.role.to_string();
        add(&mut profile.roles, &role);
    }
    order.sort_by_key(|profile| std::cmp::Reverse(profile.total()));
    order
}

fn count(profile: &mut Profile, kind: Kind) {
    let place = Kind::ALL.iter().position(|known| *known == kind).unwrap_or_default();
    if let Some(number) = profile.statements.get_mut(place) {
        *number += 1;
    }
}

/// How many names or roles of one speaker are listed.
const MAX_LISTED: usize = 12;

fn add(list: &mut Vec<String>, item: &str) {
    if !item.is_empty() && list.len() < MAX_LISTED && !list.iter().any(|known| known == item) {
        list.push(item.to_owned());
    }
}

/// Joins the profiles of several articles: persons where the whole name of two words or more is the
/// same, organisations where the name is the same. Nameless speakers and groups are left out, and
/// nobody is joined on a surname alone. The order is that of the first appearance.
#[must_use]
pub fn merge(profiles: impl IntoIterator<Item = Profile>) -> Vec<Profile> {
    let mut merged: Vec<Profile> = Vec::new();
    let mut known: BTreeMap<(SpeakerKind, String), usize> = BTreeMap::new();
    for profile in profiles {
        let Some(key) = merge_key(&profile.speaker) else {
            if profile.speaker.is_named() {
                merged.push(profile);
            }
            continue;
        };
        let place = known.get(&key).copied();
        match place.and_then(|place| merged.get_mut(place)) {
            Some(first) => join(first, &profile),
            None => {
                known.insert(key, merged.len());
                merged.push(profile);
            }
        }
    }
    merged
}

/// What two profiles must share to be of one speaker, if the name is full enough to tell.
fn merge_key(speaker: &Speaker) -> Option<(SpeakerKind, String)> {
    let words = speaker.name.split_whitespace().count();
    if !speaker.is_named() {
        return None;
    }
    let full = match speaker.kind {
        SpeakerKind::Person => words >= 2,
        SpeakerKind::Organisation => words >= 1,
        _ => false,
    };
    full.then(|| (speaker.kind, speaker.name.to_lowercase()))
}

fn join(first: &mut Profile, second: &Profile) {
    second.names.iter().for_each(|name| add(&mut first.names, name));
    second.roles.iter().for_each(|role| add(&mut first.roles, role));
    for (sum, number) in first.statements.iter_mut().zip(second.statements) {
        *sum += number;
    }
    first.articles += second.articles;
    if first.speaker.role.is_empty() {
        first.speaker.role = second.speaker.role.clone();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profile(name: &str, kind: SpeakerKind) -> Profile {
        Profile {
            speaker: Speaker::new(name, kind),
            articles: 1,
            statements: [1, 0, 0],
            ..Profile::default()
        }
    }

    #[test]
    fn full_names_are_joined_and_surnames_are_not() {
        let person = |name| profile(name, SpeakerKind::Person);
        let merged =
            merge([person("Dee Lind"), person("Lind"), person("DEE LIND"), person("Lind")]);
        let found: Vec<_> = merged.iter().map(|it| (&*it.speaker.name, it.articles)).collect();
        assert_eq!(found, [("Dee Lind", 2), ("Lind", 1), ("Lind", 1)]);
    }

    #[test]
    fn nameless_speakers_are_not_listed_across_articles() {
        assert!(merge([profile("two aides", SpeakerKind::Nameless)]).is_empty());
        assert!(merge([profile("ministry", SpeakerKind::Organisation)]).is_empty());
    }
}
