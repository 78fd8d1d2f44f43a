//! The roster: the speakers of an article or of many, with their names, roles and statements.

use std::collections::BTreeMap;

use sayso_text::{Attribution, Kind, Segmentation, Speaker, SpeakerKind};

use crate::ids::EntityId;
use crate::mentions::mention::MentionKind;
use crate::scratch::Scratch;

/// A speaker of one article.
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
