//! Pairs of names against a reader's verdicts: who is joined over many articles, and who is not.

#![expect(clippy::expect_used, reason = "a test fails by a panic")]

use sayso_register::{Person, Registrar, Sighting};
use sayso_text::SpeakerKind;

const GOLD: &str = include_str!("names.tsv");

struct Pair {
    is_one: bool,
    names: [&'static str; 2],
    roles: [&'static str; 2],
}

fn pairs() -> Vec<Pair> {
    let lines = GOLD.lines().filter(|line| !line.starts_with('#'));
    let pair = |line: &'static str| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [verdict, one, role, other, other_role] =
            <[&str; 5]>::try_from(cells).expect("five cells");
        Pair { is_one: verdict == "+", names: [one, other], roles: [role, other_role] }
    };
    lines.map(pair).collect()
}

fn registered(pairs: &[Pair]) -> Vec<Person> {
    let mut registrar = Registrar::default();
    for (name, role) in pairs.iter().flat_map(|pair| pair.names.into_iter().zip(pair.roles)) {
        let mut sighting = Sighting::default();
        sighting.name = name.to_owned();
        sighting.kind = SpeakerKind::Person;
        sighting.roles = role.split(' ').map(str::to_owned).collect();
        registrar.add(&sighting);
    }
    registrar.finish()
}

#[test]
fn nearly_nobody_is_joined_with_another() {
    let pairs = pairs();
    let persons = registered(&pairs);
    let has = |person: &Person, name: &str| person.names.iter().any(|found| found == name);
    let is_joined = |pair: &Pair| {
        let [one, other] = pair.names;
        persons.iter().any(|person| has(person, one) && has(person, other))
    };
    let (mut joined, mut wrong, mut lost) = (0, Vec::new(), Vec::new());
    for pair in &pairs {
        match (is_joined(pair), pair.is_one) {
            (true, true) => joined += 1,
            (true, false) => wrong.push(pair.names),
            (false, true) => lost.push(pair.names),
            (false, false) => {}
        }
    }
    assert!(pairs.len() >= 200 && pairs.iter().filter(|pair| !pair.is_one).count() >= 60);
    let precision = f64::from(joined) / (f64::from(joined) + wrong.len() as f64);
    let recall = f64::from(joined) / (f64::from(joined) + lost.len() as f64);
    assert!(precision >= 0.99, "{precision}: {wrong:?}");
    assert!(recall >= 0.9, "{recall}: {lost:?}");
}
