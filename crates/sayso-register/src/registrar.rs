//! Makes a register of the speakers of many articles.
//!
//! First, names that only case, accents and titles tell apart are one. Then full names of one person are
//! joined, but for those that could be of two: where there are George W. and George H. W. Ode, "George
//! Ode" stays by himself, and a law professor is not joined with a vice president who has a middle name. A surname alone stands with the full name that its own article gives, or
//! alone. What the user's own register says comes before all that.

use std::collections::{BTreeMap, BTreeSet};

use sayso_text::{Date, Kind, SpeakerKind};

use crate::name::Name;
use crate::names::{Agreement, Names};
use crate::register::{Identity, Register};
use crate::roles::{self, Tie};

/// A speaker of one article.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Sighting {
    /// The article.
    pub doc_id: String,
    /// The fullest name.
    pub name: String,
    /// What the speaker is.
    pub kind: SpeakerKind,
    /// All names that the article uses.
    pub names: Vec<String>,
    /// The titles and appositions.
    pub roles: Vec<String>,
    /// The day of the article.
    pub date: Option<Date>,
    /// The number of statements of each kind, in the order of [`Kind::ALL`].
    pub statements: [usize; Kind::ALL.len()],
}

/// One who speaks, over all articles.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Person {
    /// Name and id: the user's, or the name that most articles give.
    pub identity: Identity,
    /// What this is.
    pub kind: SpeakerKind,
    /// All names, that of most articles first.
    pub names: Vec<String>,
    /// The names that the user's register gives.
    pub aliases: Vec<String>,
    /// The roles with their first and last day, that of most articles first.
    pub roles: Vec<Role>,
    /// The days of the first and the last article that has one.
    pub days: Option<(Date, Date)>,
    /// The number of statements of each kind.
    pub statements: [usize; Kind::ALL.len()],
    /// The number of articles.
    pub articles: usize,
    /// The article, where it is only one.
    pub doc_id: Option<String>,
}

/// A role, and when it was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// The title or apposition.
    pub name: String,
    /// The days of the first and the last article with it that has one.
    pub days: Option<(Date, Date)>,
}

/// The days of the first and the last article that has one.
type Days = Option<(Date, Date)>;

/// Gathers the speakers of articles.
#[derive(Debug, Default)]
pub struct Registrar {
    names: Names,
    given: Register,
    all: BTreeMap<Key, Gathered>,
}

/// What is one without any doubt.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    /// By the user's register.
    Given(String, String),
    /// A full name; of a body or of a person.
    Full(bool, String),
    /// A surname alone, in one article.
    Alone(usize, String),
}

/// What is known of one.
#[derive(Clone, Debug, Default)]
struct Gathered {
    given: Option<Identity>,
    read: Option<Name>,
    kind: SpeakerKind,
    /// How many articles use each name, and as the fullest.
    names: BTreeMap<String, (usize, usize)>,
    roles: BTreeMap<String, (usize, Days)>,
    days: Days,
    statements: [usize; Kind::ALL.len()],
    articles: usize,
    /// One of the articles.
    doc_id: String,
}

/// How many names and roles of one are listed.
const MOST_LISTED: usize = 12;

impl Registrar {
    /// A registrar that goes by this register of the user's before all else.
    #[must_use]
    pub fn new(given: Register) -> Self {
        Self { given, ..Self::default() }
    }

    /// Takes up a speaker of an article; one without a name is nobody over many articles.
    pub fn add(&mut self, sighting: &Sighting) {
        let read = self.names.read(&sighting.name, sighting.kind);
        let given = self.given.find(&sighting.name, sighting.kind).cloned();
        let one = matches!(sighting.kind, SpeakerKind::Person | SpeakerKind::Organisation);
        let key = match &given {
            Some(found) => Key::Given(found.name.to_string(), found.id.to_string()),
            None if !one || !read.is_name() => return,
            None if read.is_single_person() => Key::Alone(self.all.len(), read.key()),
            None => Key::Full(read.is_body(), read.key()),
        };
        let gathered = self.all.entry(key).or_default();
        gathered.given = given;
        gathered.read = Some(read);
        gathered.kind = sighting.kind;
        gathered.add(sighting);
    }

    /// All who speak, those with the most statements first.
    #[must_use]
    pub fn finish(self) -> Vec<Person> {
        let all: Vec<Gathered> = self.all.into_values().collect();
        let sets = Sets::of(&all, &self.names);
        let mut joined: BTreeMap<usize, Gathered> = BTreeMap::new();
        for (place, gathered) in all.into_iter().enumerate() {
            joined.entry(sets.top(place)).or_default().join(gathered);
        }
        let mut persons: Vec<Person> =
            joined.into_values().map(|it| it.person(&self.names)).collect();
        for person in &mut persons {
            person.aliases = self.given.aliases(&person.identity).to_vec();
        }
        persons.sort_by(|one, other| {
            let total = |person: &Person| person.statements.iter().sum::<usize>();
            total(other).cmp(&total(one)).then_with(|| one.identity.name.cmp(&other.identity.name))
        });
        persons
    }
}

impl Gathered {
    fn add(&mut self, sighting: &Sighting) {
        self.articles += 1;
        self.doc_id.clone_from(&sighting.doc_id);
        self.names.entry(sighting.name.clone()).or_default().1 += 1;
        let names: BTreeSet<&String> = sighting.names.iter().chain([&sighting.name]).collect();
        for name in names {
            self.names.entry(name.clone()).or_default().0 += 1;
        }
        let day = sighting.date.map(|date| (date, date));
        let roles: BTreeSet<&String> =
            sighting.roles.iter().filter(|role| !role.is_empty()).collect();
        for role in roles {
            let (count, days) = self.roles.entry(role.clone()).or_default();
            *count += 1;
            *days = widest(*days, day);
        }
        self.days = widest(self.days, day);
        for (sum, number) in self.statements.iter_mut().zip(sighting.statements) {
            *sum += number;
        }
    }

    fn join(&mut self, other: Self) {
        if self.articles == 0 {
            *self = other;
            return;
        }
        self.given = self.given.take().or(other.given);
        for (name, (count, fullest)) in other.names {
            let own = self.names.entry(name).or_default();
            *own = (own.0 + count, own.1 + fullest);
        }
        for (role, (count, days)) in other.roles {
            let own = self.roles.entry(role).or_default();
            *own = (own.0 + count, widest(own.1, days));
        }
        self.days = widest(self.days, other.days);
        for (sum, number) in self.statements.iter_mut().zip(other.statements) {
            *sum += number;
        }
        self.articles += other.articles;
    }

    fn person(self, read: &Names) -> Person {
        let mut names: Vec<(String, (usize, usize))> = self.names.into_iter().collect();
        names.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
        // The name that is the fullest of most articles; of these that of most words, titles aside.
        let words = |name: &str| read.read(name, self.kind).key().split(' ').count();
        let fullest = names.iter().max_by_key(|(name, (_, fullest))| {
            (*fullest, words(name), std::cmp::Reverse(name.len()))
        });
        let name = fullest.map_or_else(String::new, |(name, _)| name.clone());
        let identity =
            self.given.unwrap_or_else(|| Identity { name: name.into(), ..Identity::default() });
        let mut roles: Vec<_> = self.roles.into_iter().collect();
        roles.sort_by(|one, other| other.1.0.cmp(&one.1.0).then_with(|| one.0.cmp(&other.0)));
        let roles = roles.into_iter().take(MOST_LISTED);
        Person {
            identity,
            kind: self.kind,
            names: names.into_iter().map(|(name, _)| name).take(MOST_LISTED).collect(),
            roles: roles.map(|(name, (_, days))| Role { name, days }).collect(),
            days: self.days,
            statements: self.statements,
            articles: self.articles,
            doc_id: (self.articles == 1).then_some(self.doc_id),
            aliases: Vec::new(),
        }
    }
}

fn widest(one: Days, other: Days) -> Days {
    match (one, other) {
        (Some(one), Some(other)) => Some((one.0.min(other.0), one.1.max(other.1))),
        (one, other) => one.or(other),
    }
}

/// A full name that may be another's too.
struct Candidate<'g> {
    place: usize,
    name: &'g Name,
    roles: BTreeSet<String>,
}

impl Candidate<'_> {
    fn agrees(&self, other: &Self, names: &Names) -> bool {
        names.compare(self.name, other.name) == Agreement::Same
    }

    /// Whether two whose names agree are one, as far as roles and surname show. Of those who share given
    /// name and surname, but for a middle one, two in a hundred are two people, who have no word of
    /// their roles in common. Of those whose given names are short for one another, one in ten:
    /// there an office must be common, or the surname be nobody else's.
    fn is_one_with(&self, other: &Self, is_rare: bool) -> bool {
        if self.name.is_body() || self.place == other.place {
            return true;
        }
        let tie = roles::tie(&self.roles, &other.roles);
        if self.name.given() == other.name.given() {
            return is_rare || tie != Tie::Against;
        }
        tie == Tie::Own || is_rare && tie != Tie::Against
    }
}

/// Which of those that were gathered are one.
struct Sets {
    above: Vec<usize>,
}

impl Sets {
    fn of(all: &[Gathered], names: &Names) -> Self {
        let mut sets = Self { above: (0..all.len()).collect() };
        let mut buckets: BTreeMap<(bool, String), Vec<Candidate<'_>>> = BTreeMap::new();
        for (place, gathered) in all.iter().enumerate() {
            // One whom the user has named is joined by the user's register alone.
            let read = gathered.read.as_ref().filter(|_| gathered.given.is_none());
            if let Some(name) = read.filter(|read| !read.is_single_person()) {
                let roles = roles::words(names.lexicon(), gathered.roles.keys());
                let bucket = buckets.entry((name.is_body(), name.anchor())).or_default();
                bucket.push(Candidate { place, name, roles });
            }
        }
        for bucket in buckets.values() {
            sets.join_names(bucket, names);
        }
        sets.join_acronyms(all);
        sets
    }

    /// Joins the full names of one surname, but for those that can be of two.
    fn join_names(&mut self, bucket: &[Candidate<'_>], names: &Names) {
        let same: Vec<Vec<usize>> = bucket
            .iter()
            .map(|one| (0..bucket.len()).filter(|it| one.agrees(&bucket[*it], names)).collect())
            .collect();
        // Whether nobody else has the surname: all that one has goes with all the others.
        let is_rare = same.iter().all(|like| like.len() == bucket.len());
        let likes: Vec<Vec<usize>> = same
            .into_iter()
            .zip(bucket)
            .map(|(like, one)| {
                like.into_iter().filter(|it| one.is_one_with(&bucket[*it], is_rare)).collect()
            })
            .collect();
        // Whether all that a name goes with go with one another.
        let is_clear = |like: &Vec<usize>| {
            let all = |one: &usize| like.iter().all(|other| likes[*one].contains(other));
            like.iter().all(all)
        };
        let clear: Vec<bool> = likes.iter().map(is_clear).collect();
        for (place, like) in likes.iter().enumerate().filter(|(place, _)| clear[*place]) {
            for other in like.iter().filter(|other| clear[**other]) {
                self.join(bucket[place].place, bucket[*other].place);
            }
        }
    }

    /// Joins a body that is named by its first letters alone with the only one that an article calls so.
    fn join_acronyms(&mut self, all: &[Gathered]) {
        let mut called: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        let bodies = |gathered: &&Gathered| gathered.read.as_ref().is_some_and(Name::is_body);
        let is_acronym =
            |name: &&str| name.chars().count() > 1 && name.chars().all(char::is_uppercase);
        for (place, gathered) in all.iter().enumerate().filter(|it| bodies(&it.1)) {
            let top = self.top(place);
            for name in gathered.names.keys().map(String::as_str).filter(is_acronym) {
                called.entry(name).or_default().insert(top);
            }
        }
        for (place, gathered) in
            all.iter().enumerate().filter(|it| bodies(&it.1) && it.1.given.is_none())
        {
            let only: Vec<&str> = gathered.names.keys().map(String::as_str).collect();
            let [name] = only.as_slice() else { continue };
            let own = self.top(place);
            let others = called.get(name).into_iter().flatten().filter(|other| **other != own);
            if let [other] = others.copied().collect::<Vec<_>>().as_slice() {
                self.join(own, *other);
            }
        }
    }

    fn top(&self, place: usize) -> usize {
        let mut top = place;
        while let Some(above) = self.above.get(top).copied().filter(|above| *above != top) {
            top = above;
        }
        top
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.top(one), self.top(other));
        if let Some(above) = self.above.get_mut(one.max(other)) {
            *above = one.min(other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sighting(name: &str, names: &[&str], role: &str, day: u8) -> Sighting {
        Sighting {
            doc_id: String::new(),
            name: name.to_owned(),
            kind: if name.contains("River") || name == "WRO" {
                SpeakerKind::Organisation
            } else {
                SpeakerKind::Person
            },
            names: names.iter().map(|name| (*name).to_owned()).collect(),
            roles: vec![role.to_owned()],
            date: Date::new(2024, 10, day),
            statements: [1, 0, 0],
        }
    }

    fn registered(given: &str, sightings: &[Sighting]) -> Vec<Person> {
        let given = Register::from_csv(given.as_bytes()).expect("a register");
        let mut registrar = Registrar::new(given);
        sightings.iter().for_each(|sighting| registrar.add(sighting));
        registrar.finish()
    }

    fn named(names: &[&str]) -> Vec<(String, usize)> {
        let sightings: Vec<Sighting> =
            names.iter().map(|name| sighting(name, &[], "Senator", 1)).collect();
        let found = registered("name\n", &sightings);
        found.into_iter().map(|it| (it.identity.name.to_string(), it.articles)).collect()
    }

    #[test]
    fn names_of_one_are_joined_and_a_surname_is_not() {
        let found =
            named(&["Pete Lind", "Peter V. Lind", "Sen. Pete Lind", "Lind", "Lind", "Tom Lind"]);
        let expected = [("Peter V. Lind", 3), ("Lind", 1), ("Lind", 1), ("Tom Lind", 1)];
        assert_eq!(found, expected.map(|(name, articles)| (name.to_owned(), articles)));
    }

    #[test]
    fn name_that_can_be_of_two_stays_alone() {
        let found = named(&["George Ode", "George W. Ode", "George H. W. Ode"]);
        assert_eq!(found.len(), 3, "{found:?}");
        assert_eq!(named(&["George Ode", "George W. Ode"]).len(), 1);
    }

    #[test]
    fn roles_tell_namesakes_apart() {
        let count = |all: &[(&str, &str)]| {
            let all: Vec<Sighting> =
                all.iter().map(|(name, role)| sighting(name, &[], role, 1)).collect();
            registered("name\n", &all).len()
        };
        let (senator, professor) = (("John Lind", "Sen."), ("John B. Lind", "law professor"));
        assert_eq!(count(&[senator, professor, ("Dee Lind", "")]), 3);
        assert_eq!(count(&[senator, professor]), 1, "nobody else has the surname");
        assert_eq!(count(&[senator, ("John B. Lind", "")]), 1);
        assert_eq!(count(&[senator, ("John B. Lind", "U.S. Senator")]), 1);
        // A short form needs an office, or a surname that nobody else has.
        let (rob, robert) = (("Rob Ode", "president"), ("Robert Ode", "President of Acme"));
        assert_eq!(count(&[rob, robert]), 1);
        assert_eq!(count(&[rob, robert, ("Dee Ode", "")]), 3);
        assert_eq!(
            count(&[("Rob Ode", "Rep."), ("Robert Ode", "Congressman"), ("Dee Ode", "")]),
            2
        );
        assert_eq!(count(&[("Rob Ode", "Rep."), ("Robert Ode", "Senator")]), 2);
    }

    #[test]
    fn body_is_joined_with_its_first_letters_where_an_article_says_so() {
        let full = || sighting("World River Office", &["World River Office", "WRO"], "", 1);
        let found = registered("name\n", &[full(), sighting("WRO", &["WRO"], "", 2)]);
        assert_eq!((found.len(), found[0].articles), (1, 2));
        let other = sighting("Western River Owners", &["WRO"], "", 3);
        let found = registered("name\n", &[full(), sighting("WRO", &["WRO"], "", 2), other]);
        assert_eq!(found.len(), 3);
    }

    #[test]
    fn roles_have_their_days_and_the_user_wins() {
        let sightings = [
            sighting("Dee Lind", &["Dee Lind", "Lind"], "Mayor", 3),
            sighting("Dee Lind", &[], "Mayor", 1),
            sighting("Lind", &[], "Senator", 9),
        ];
        let found = registered("name,alias,qid\nDee Ann Lind,Lind,Q1\n", &sightings);
        assert_eq!(found.len(), 1);
        let day = |day| Date::new(2024, 10, day).expect("a day");
        assert_eq!((&*found[0].identity.name, &*found[0].identity.id), ("Dee Ann Lind", "Q1"));
        assert_eq!(
            found[0].roles[0],
            Role { name: "Mayor".to_owned(), days: Some((day(1), day(3))) }
        );
        assert_eq!(found[0].days, Some((day(1), day(9))));
        assert_eq!(found[0].names, ["Dee Lind", "Lind"]);
    }
}
