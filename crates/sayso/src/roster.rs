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

#[cfg(test)]
mod tests {
    use sayso_text::{Speaker, SpeakerKind};

    use super::*;

    fn profile(name: &str, kind: SpeakerKind, role: &str, direct: usize) -> Profile {
        let mut profile = Profile::default();
        profile.speaker = Speaker::new(name, kind).with_role(role);
        profile.statements[0] = direct;
        profile
    }

    #[test]
    fn one_name_of_two_kinds_is_two_speakers_and_the_most_heard_is_first() {
        let person = |role, direct| profile("Ode", SpeakerKind::Person, role, direct);
        let office = profile("Ode", SpeakerKind::Organisation, "", 2);
        let found = joined(vec![office, person("", 1), person("mayor", 3)]);
        let seen = |it: &Profile| (it.speaker.kind, it.total(), it.speaker.role.to_string());
        assert_eq!(
            found.iter().map(seen).collect::<Vec<_>>(),
            [
                (SpeakerKind::Person, 4, "mayor".to_owned()),
                (SpeakerKind::Organisation, 2, String::new()),
            ]
        );
    }
}
