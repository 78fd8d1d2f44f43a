//! The words that names are read by.

use std::collections::{HashMap, HashSet};

use crate::fold::fold;

/// Titles, short forms of given names, and words that a body's name may lack.
#[derive(Debug)]
pub(crate) struct Lexicon {
    titles: HashSet<String>,
    /// The offices of titles that are written otherwise: "senator" of "sen".
    offices: HashMap<String, String>,
    given: HashSet<&'static str>,
    /// The lines of short forms in which a given name stands.
    nicknames: HashMap<&'static str, Vec<usize>>,
    small: HashSet<String>,
}

/// What names of one body have or lack: "the Department of Labor", "Labor Department".
const SMALL: [&str; 5] = ["the", "of", "for", "and", "s"];

/// Titles of several that are no titles of one.
const PLURAL: [&str; 4] = ["congressmembers", "members", "lawmakers", "cosponsors"];

impl Lexicon {
    pub(crate) fn new() -> Self {
        let titles = lines(sayso_data::TITLES).take_while(|line| !line.starts_with('['));
        let titles = titles.filter_map(|line| line.split_whitespace().next()).map(fold);
        let offices = lines(sayso_data::TITLES).filter_map(|line| {
            let mut columns = line.split_whitespace();
            Some((fold(columns.next()?), columns.nth(1)?.to_owned()))
        });
        let given = lines(sayso_data::GIVEN_NAMES);
        let given = given.filter_map(|line| line.split_whitespace().next());
        let mut nicknames: HashMap<&str, Vec<usize>> = HashMap::new();
        for (place, line) in lines(sayso_data::NICKNAMES).enumerate() {
            for name in line.split_whitespace() {
                nicknames.entry(name).or_default().push(place);
            }
        }
        let company = lines(sayso_data::ORGANISATION_WORDS)
            .skip_while(|line| !line.starts_with("[company]"))
            .skip(1)
            .take_while(|line| !line.starts_with('['));
        Self {
            titles: titles.collect(),
            offices: offices.collect(),
            given: given.collect(),
            nicknames,
            small: company
                .flat_map(str::split_whitespace)
                .map(fold)
                .chain(SMALL.map(str::to_owned))
                .collect(),
        }
    }

    /// Leaves out titles before a name. Before a single word one that is a given name too stays:
    /// "Dean Ode".
    pub(crate) fn drop_titles(&self, words: &mut Vec<String>) {
        let mut first = 0;
        while let Some(word) = words.get(first) {
            let left = words.len() - first - 1;
            let is_title = self.is_title(word)
                && left > 0
                && (left > 1 || !self.given.contains(word.as_str()));
            if !is_title {
                break;
            }
            first += 1;
        }
        words.drain(..first);
    }

    /// Of one or of several: "senators", "congresswomen", "representatives".
    fn is_title(&self, word: &str) -> bool {
        let is_several = |ending: &str, one: &str| {
            word.strip_suffix(ending)
                .is_some_and(|start| self.titles.contains(&(start.to_owned() + one)))
        };
        self.titles.contains(word)
            || is_several("s", "")
            || is_several("men", "man")
            || PLURAL.contains(&word)
    }

    /// The office for which a word of a role stands: "senator" for "sens".
    pub(crate) fn office(&self, word: &str) -> String {
        let word = self.offices.get(word).map_or(word, String::as_str);
        let one = if self.is_title(word) { word.trim_end_matches('s') } else { word };
        let legislator =
            ["congressman", "congresswoman", "congressmen", "congresswomen", "congressmember"];
        if legislator.contains(&one) { "representative".to_owned() } else { one.to_owned() }
    }

    /// Leaves out words that names of one body have or lack, but never all.
    pub(crate) fn drop_small_words(&self, words: &mut Vec<String>) {
        if words.iter().any(|word| !self.small.contains(word)) {
            words.retain(|word| !self.small.contains(word));
        }
    }

    /// Whether one given name can stand for the other: "Pete" for "Peter".
    pub(crate) fn is_short_form(&self, one: &str, other: &str) -> bool {
        let of = |name| self.nicknames.get(name).map(Vec::as_slice).unwrap_or_default();
        of(one).iter().any(|line| of(other).contains(line))
    }
}

/// The lines that hold something.
fn lines(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
}
