//! The speakers of a text that was worked on in parts.

use std::collections::BTreeMap;

use sayso_resolve::Profile;

/// The profiles of the parts of one article as those of the article: speakers of one kind and name
/// are one. The one who speaks most comes first.
pub(crate) fn joined(profiles: Vec<Profile>) -> Vec<Profile> {
    let mut places = BTreeMap::new();
    let mut joined: Vec<Profile> = Vec::new();
    for profile in profiles {
        let key = (profile.speaker.kind, profile.speaker.name.clone());
        let place = *places.entry(key).or_insert(joined.len());
        match joined.get_mut(place) {
            Some(first) => join(first, profile),
            None => joined.push(profile),
        }
    }
    joined.sort_by_key(|profile| std::cmp::Reverse(profile.total()));
    joined
}

fn join(first: &mut Profile, other: Profile) {
    for (sum, number) in first.statements.iter_mut().zip(other.statements) {
        *sum += number;
    }
    add(&mut first.names, other.names);
    add(&mut first.roles, other.roles);
    if first.speaker.role.is_empty() {
        first.speaker.role = other.speaker.role;
    }
}

fn add(list: &mut Vec<String>, others: Vec<String>) {
    for other in others {
        if !list.contains(&other) {
            list.push(other);
        }
    }
}
