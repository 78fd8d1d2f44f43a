//! Whether two names can be of one.

use sayso_text::SpeakerKind;

use crate::lexicon::Lexicon;
use crate::name::{INITIALS, Name, Part};

/// How far two names go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Agreement {
    /// They name two: "Dee Lind", "Tom Lind".
    Apart,
    /// One may be short for the other, which names alone do not show: "Lind", "D. Lind", "WRO".
    Short,
    /// They are full names of one: "Pete Domenici", "Peter V. Domenici".
    Same,
}

/// Reads names and compares them.
///
/// ```
/// use sayso_register::{Agreement, Names};
/// use sayso_text::SpeakerKind::Person;
///
/// let names = Names::new();
/// let agreement = |one, other| names.compare(&names.read(one, Person), &names.read(other, Person));
/// assert_eq!(agreement("Sen. Pete Domenici", "Peter V. Domenici"), Agreement::Same);
/// assert_eq!(agreement("Domenici", "Pete Domenici"), Agreement::Short);
/// assert_eq!(agreement("George W. Bush", "George H. W. Bush"), Agreement::Apart);
/// ```
#[derive(Debug)]
pub struct Names {
    lexicon: Lexicon,
}

impl Default for Names {
    fn default() -> Self {
        Self::new()
    }
}

impl Names {
    /// With the lists of titles and short forms that sayso has.
    #[must_use]
    pub fn new() -> Self {
        Self { lexicon: Lexicon::new() }
    }

    pub(crate) fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// Reads a name as a table has it.
    #[must_use]
    pub fn read(&self, name: &str, kind: SpeakerKind) -> Name {
        Name::read(&self.lexicon, name, kind)
    }

    /// How far two names go together. What is no name is apart from all.
    #[must_use]
    pub fn compare(&self, one: &Name, other: &Name) -> Agreement {
        match (one.parts.as_slice(), other.parts.as_slice()) {
            ([], _) | (_, []) => Agreement::Apart,
            ([first], [second]) => self.parts((first, one.kind), (second, other.kind)),
            _ => self.several(one, other),
        }
    }

    /// Several are the same where each is among the others, and a member may be meant by its group.
    fn several(&self, one: &Name, other: &Name) -> Agreement {
        let of = |name: &Name, part: &Part, in_name: &Name| {
            let all = in_name.parts.iter();
            all.map(|found| self.parts((part, name.kind), (found, in_name.kind))).max()
        };
        let best = |name: &Name, in_name: &Name| -> Vec<Option<Agreement>> {
            name.parts.iter().map(|part| of(name, part, in_name)).collect()
        };
        let all = [best(one, other), best(other, one)].concat();
        if all.iter().all(|found| *found == Some(Agreement::Same)) {
            Agreement::Same
        } else if all.contains(&Some(Agreement::Same)) {
            Agreement::Short
        } else {
            Agreement::Apart
        }
    }

    fn parts(
        &self,
        (one, kind): (&Part, SpeakerKind),
        (other, of): (&Part, SpeakerKind),
    ) -> Agreement {
        let is_body = |kind| matches!(kind, SpeakerKind::Organisation | SpeakerKind::Document);
        match (is_body(kind), is_body(of)) {
            (true, true) => bodies(one, other),
            // A name of two words that is a person's here and a body's there is one name.
            (true, false) | (false, true) => {
                let is_same = one.words == other.words && one.words.len() > 1;
                if is_same { Agreement::Same } else { Agreement::Apart }
            }
            (false, false) => self.persons(one, other),
        }
    }

    fn persons(&self, one: &Part, other: &Part) -> Agreement {
        let (short, long) =
            if one.words.len() <= other.words.len() { (one, other) } else { (other, one) };
        let (Some(first), Some(last)) = (short.words.first(), short.words.last()) else {
            return Agreement::Apart;
        };
        if short.words.len() == 1 {
            let is_part = long.words.last() == Some(last) || long.words.first() == Some(first);
            return if is_part { Agreement::Short } else { Agreement::Apart };
        }
        let suffixes = !short.suffix.is_empty() && !long.suffix.is_empty();
        if long.words.last() != Some(last) || suffixes && short.suffix != long.suffix {
            return Agreement::Apart;
        }
        self.given_names(short, long)
    }

    /// Of two with one surname.
    fn given_names(&self, short: &Part, long: &Part) -> Agreement {
        let (Some((first, middle)), Some((other, others))) = (given(short), given(long)) else {
            return Agreement::Apart;
        };
        let are_one = first == other
            || self.lexicon.is_short_form(first, other)
            || *first == long.nickname
            || *other == short.nickname;
        if are_one {
            let own = |names: &[String]| {
                names.iter().find(|name| !PARTICLES.contains(&&***name)).cloned()
            };
            let fits = own(middle).zip(own(others)).is_none_or(|(one, other)| starts(&one, &other));
            return if fits { Agreement::Same } else { Agreement::Apart };
        }
        // "F. James Lind" goes by his second name.
        let goes_by_second = others.first() == Some(first) && other.ends_with(INITIALS);
        if goes_by_second {
            return Agreement::Same;
        }
        let is_initial =
            (first.ends_with(INITIALS) || other.ends_with(INITIALS)) && starts(first, other);
        let is_end = long.words.ends_with(&short.words);
        if is_initial || is_end { Agreement::Short } else { Agreement::Apart }
    }
}

/// Words of surnames that stand before their last: they are no middle names.
const PARTICLES: [&str; 16] = [
    "von", "van", "der", "den", "de", "del", "della", "di", "da", "la", "le", "du", "al", "el",
    "bin", "ibn",
];

/// The first given name, and those between it and the surname.
fn given(part: &Part) -> Option<(&String, &[String])> {
    let (_, before) = part.words.split_last()?;
    before.split_first()
}

/// Whether one is the other or its initial.
fn starts(one: &str, other: &str) -> bool {
    match (one.strip_suffix(INITIALS), other.strip_suffix(INITIALS)) {
        (Some(one), Some(other)) => one.starts_with(other) || other.starts_with(one),
        (Some(letters), None) => other.starts_with(letters.chars().next().unwrap_or(' ')),
        (None, Some(letters)) => one.starts_with(letters.chars().next().unwrap_or(' ')),
        (None, None) => one == other,
    }
}

fn bodies(one: &Part, other: &Part) -> Agreement {
    if one.words == other.words || one.words.len() > 1 && one.sorted_words() == other.sorted_words()
    {
        return Agreement::Same;
    }
    let stands_for = |short: &Part, long: &Part| {
        short.acronym.chars().count() > 1
            && long.words.len() > 1
            && short.acronym == long.initials()
    };
    let is_short = stands_for(one, other) || stands_for(other, one);
    if is_short { Agreement::Short } else { Agreement::Apart }
}

#[cfg(test)]
mod tests {
    use sayso_text::SpeakerKind::{Group, Organisation, Person};

    use super::Agreement::{Apart, Same, Short};
    use super::*;

    fn agreement(kind: SpeakerKind, one: &str, other: &str) -> Agreement {
        let names = Names::new();
        let (one, other) = (names.read(one, kind), names.read(other, kind));
        let found = names.compare(&one, &other);
        assert_eq!(found, names.compare(&other, &one), "in either order");
        found
    }

    #[test]
    fn full_names_of_one_person_are_the_same() {
        for (one, other) in [
            ("Pete Domenici", "Peter V. Domenici"),
            ("Sen. Pete Domenici", "PETE DOMENICI"),
            ("Dee Lind", "Dee Ann Lind"),
            ("John Ode Jr.", "John Ode"),
            ("Robert \"Bob\" Lind", "Bob Lind"),
            ("F. James Ode", "James Ode"),
            ("Zoë Ek", "Zoe Ek"),
            ("J.D. Ode", "J. D. Ode"),
            ("Ada von Lind", "Ada C. von Lind"),
        ] {
            assert_eq!(agreement(Person, one, other), Same, "{one} / {other}");
        }
    }

    #[test]
    fn surname_or_initial_alone_is_no_more_than_short() {
        for (one, other) in [
            ("Lind", "Dee Lind"),
            ("Xi", "Xi Jinping"),
            ("President Lind", "Dee Lind"),
            ("Lind", "Lind"),
            ("D. Lind", "Dee Lind"),
            ("Ann Lind", "Mary Ann Lind"),
        ] {
            assert_eq!(agreement(Person, one, other), Short, "{one} / {other}");
        }
    }

    #[test]
    fn different_given_names_middle_names_and_suffixes_keep_apart() {
        for (one, other) in [
            ("Dee Lind", "Tom Lind"),
            ("George W. Bush", "George H. W. Bush"),
            ("John A. Ode", "John B. Ode"),
            ("Tom Ode Jr.", "Tom Ode Sr."),
            ("Dee Lind", "Dee Lindh"),
            ("Lind", "Ode"),
        ] {
            assert_eq!(agreement(Person, one, other), Apart, "{one} / {other}");
        }
    }

    #[test]
    fn bodies_are_compared_by_their_words() {
        assert_eq!(agreement(Organisation, "the Department of Labor", "Labor Department"), Same);
        assert_eq!(agreement(Organisation, "Acme Inc.", "Acme"), Same);
        assert_eq!(agreement(Organisation, "WRO", "World River Office"), Short);
        assert_eq!(agreement(Organisation, "W.R.O.", "World River Office"), Short);
        assert_eq!(agreement(Organisation, "World River Office", "World River Fund"), Apart);
    }

    #[test]
    fn several_are_the_same_in_any_order_and_short_for_a_member() {
        assert_eq!(agreement(Group, "Dee Lind; Tom Ode", "Tom Ode; Dee Lind"), Same);
        assert_eq!(agreement(Group, "Dee Lind; Tom Ode", "Dee Lind"), Short);
        assert_eq!(agreement(Group, "Dee Lind; Tom Ode", "Lind"), Apart);
    }

    #[test]
    fn what_is_no_name_is_apart_from_all() {
        assert_eq!(agreement(Person, "a spokesman", "a spokesman"), Apart);
        let name = Names::new().read("Officials", SpeakerKind::Nameless);
        assert!(!name.is_name());
    }

    #[test]
    fn title_that_is_a_given_name_stays_before_a_surname() {
        assert_eq!(agreement(Person, "Dean Ode", "Tom Ode"), Apart);
        assert_eq!(agreement(Person, "Senator Ode", "Tom Ode"), Short);
    }
}
