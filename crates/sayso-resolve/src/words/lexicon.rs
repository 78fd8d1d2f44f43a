//! What is known about words before an article is read: titles, roles, given names, places.

use sayso_data::{
    BODIES, GIVEN_NAMES, GIVEN_NAMES_ABROAD, KINDRED, KINDS, NICKNAMES, OFFICES,
    ORGANISATION_WORDS, PARTY_WORDS, PLACES, ROLES, TITLES,
};
pub(crate) use sayso_words::Traits;
use sayso_words::{Reader, columns, lines};

use crate::words::key::{self, Key, KeyMap, KeySet};

/// Nouns that take up an organisation whatever its name says of it.
const ORGANISATION_NOUNS: [Key; 7] = [
    key::of_ascii("company"),
    key::of_ascii("firm"),
    key::of_ascii("group"),
    key::of_ascii("organization"),
    key::of_ascii("organisation"),
    key::of_ascii("agency"),
    key::of_ascii("outlet"),
];
/// What anybody is called who stands for an office.
const CANDIDATE_NOUNS: [Key; 8] = [
    key::of_ascii("candidate"),
    key::of_ascii("nominee"),
    key::of_ascii("contender"),
    key::of_ascii("hopeful"),
    key::of_ascii("front-runner"),
    key::of_ascii("frontrunner"),
    key::of_ascii("challenger"),
    key::of_ascii("incumbent"),
];
const PLACE_NOUNS: [Key; 9] = [
    key::of_ascii("city"),
    key::of_ascii("state"),
    key::of_ascii("country"),
    key::of_ascii("nation"),
    key::of_ascii("town"),
    key::of_ascii("province"),
    key::of_ascii("kingdom"),
    key::of_ascii("republic"),
    key::of_ascii("government"),
];

/// Room for about as many words as there are, so that the map is laid out once while the program starts. With
/// more words it is laid out again.
const WORDS: usize = 15_000;

/// What is known about one word.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Entry {
    pub(crate) traits: Traits,
    /// The role noun that a title stands for, in the singular.
    pub(crate) role: Key,
}

/// All word lists, compiled.
#[derive(Debug, Default)]
pub(crate) struct Lexicon {
    /// What knows the function words.
    pub(crate) reader: Reader,
    words: KeyMap<Entry>,
    places: KeyMap<()>,
    /// The place of which a word is the people or the short form.
    place_of: KeyMap<Key>,
    nicknames: KeyMap<Vec<usize>>,
    kinds: KeyMap<Vec<Key>>,
    bodies: KeySet,
    kindred: KeyMap<Key>,
    narrower: KeyMap<Vec<Key>>,
}

impl Lexicon {
    /// The lexicon of the files in `data/lexicons`.
    pub(crate) fn embedded() -> Self {
        let mut lexicon = Self::default();
        lexicon.words.reserve(WORDS);
        lexicon.add_titles();
        lexicon.add_list(PARTY_WORDS, Traits::PARTY);
        lexicon.add_organisation_words();
        lexicon.add_roles();
        lexicon.add_list(OFFICES, Traits::HIGH_OFFICE);
        lexicon.add_places();
        lexicon.add_nicknames();
        lexicon.add_kinds();
        lexicon.add_bodies();
        lexicon.add_kindred();
        lexicon.add_given_names();
        lexicon
    }

    /// What is known about the word; nothing for most words.
    pub(crate) fn entry(&self, word: Key) -> Entry {
        self.words.get(&word).copied().unwrap_or_default()
    }

    /// Whether the phrase is a place.
    pub(crate) fn is_place(&self, phrase: Key) -> bool {
        self.places.contains_key(&phrase)
    }

    /// The place that the word stands for ("British", "U.K."), or the word itself.
    pub(crate) fn place_of(&self, word: Key) -> Key {
        self.place_of.get(&word).copied().unwrap_or(word)
    }

    /// Whether one given name can be a short form of the other.
    pub(crate) fn same_given_name(&self, one: Key, other: Key) -> bool {
        one == other
            || match (self.nicknames.get(&one), self.nicknames.get(&other)) {
                (Some(one), Some(other)) => one.iter().any(|line| other.contains(line)),
                _ => false,
            }
    }

    /// The nouns that take up a name with the word in it: "company" for "Corp."
    pub(crate) fn kinds(&self, word: Key) -> &[Key] {
        self.kinds.get(&word).map_or(&[], Vec::as_slice)
    }

    /// Whether the phrase is the whole name of a body of which no word tells that it is one.
    pub(crate) fn is_body(&self, name: Key) -> bool {
        self.bodies.contains(&name)
    }

    /// Whether the noun is what anybody is called who stands for an office: "the candidate".
    pub(crate) fn is_candidate(&self, noun: Key) -> bool {
        CANDIDATE_NOUNS.contains(&noun)
    }

    /// Whether the noun takes up a place: "the city".
    pub(crate) fn is_place_noun(&self, noun: Key) -> bool {
        PLACE_NOUNS.contains(&noun)
    }

    /// Whether the noun takes up an organisation whatever its name says of it: "the company".
    pub(crate) fn is_organisation_noun(&self, noun: Key) -> bool {
        ORGANISATION_NOUNS.contains(&noun)
    }

    /// The key of the set of nouns that take this one up ("study" and "paper"), if there is one. It is
    /// the key of no word.
    pub(crate) fn kindred(&self, noun: Key) -> Option<Key> {
        self.kindred.get(&noun).copied()
    }

    fn add_kindred(&mut self) {
        for line in lines(KINDRED) {
            let Some((nouns, narrower)) = line.split_once(':') else {
                self.add_kindred_set(line);
                continue;
            };
            for noun in nouns.split_whitespace() {
                let known = self.narrower.entry(key::of_word(noun)).or_default();
                known.extend(narrower.split_whitespace().map(office_key));
            }
        }
    }

    fn add_kindred_set(&mut self, line: &str) {
        let set = key::of_phrase(line);
        let words = || line.split_whitespace().map(key::of_word);
        for word in words() {
            self.kindred.entry(word).or_insert(set);
            let others = words().filter(|other| *other != word);
            self.narrower.entry(word).or_default().extend(others);
        }
    }

    /// The other nouns that this one takes up: "senator" for "lawmaker".
    pub(crate) fn narrower(&self, noun: Key) -> &[Key] {
        self.narrower.get(&noun).map_or(&[], Vec::as_slice)
    }

    /// Whether the noun can take up somebody of the role without being the same noun.
    pub(crate) fn takes_up(&self, noun: Key, role: Key) -> bool {
        role != noun && role != key::EMPTY && self.narrower(noun).contains(&role)
    }

    fn add_kinds(&mut self) {
        for line in lines(KINDS) {
            let Some((nouns, words)) = line.split_once(':') else { continue };
            for word in words.split_whitespace() {
                let kinds = self.kinds.entry(key::of_word(word)).or_default();
                kinds.extend(nouns.split_whitespace().map(key::of_word));
            }
        }
    }

    fn add_bodies(&mut self) {
        for line in lines(BODIES) {
            let Some((nouns, names)) = line.split_once(':') else { continue };
            for name in names.split(',').map(|name| key::of_phrase(name.trim())) {
                self.bodies.insert(name);
                let kinds = self.kinds.entry(name).or_default();
                kinds.extend(nouns.split_whitespace().map(key::of_word));
            }
        }
    }

    fn add(&mut self, word: Key, traits: Traits) {
        let entry = self.words.entry(word).or_default();
        entry.traits = entry.traits.with(traits);
        if entry.role == key::EMPTY {
            entry.role = word;
        }
    }

    fn add_list(&mut self, list: &str, traits: Traits) {
        for word in lines(list) {
            self.add(key::of_word(word), traits);
        }
    }

    fn add_organisation_words(&mut self) {
        let mut traits = Traits::ORGANISATION_WORD;
        for line in lines(ORGANISATION_WORDS) {
            traits = match line {
                "[company]" => Traits::ORGANISATION_WORD.with(Traits::COMPANY),
                "[thing]" => Traits::THING,
                words => {
                    words.split_whitespace().for_each(|word| self.add(key::of_word(word), traits));
                    traits
                }
            };
        }
    }

    fn add_titles(&mut self) {
        let mut title = Traits::TITLE;
        for line in lines(TITLES) {
            if line.starts_with('[') {
                title = Traits::RANK;
                continue;
            }
            let mut fields = line.split_whitespace();
            let (Some(word), Some(shown)) = (fields.next(), fields.next()) else { continue };
            self.add(key::of_word(word), title.with(gender(shown)));
            let role = fields.next().map_or(key::of_word(word), office_key);
            self.words.entry(key::of_word(word)).or_default().role = role;
        }
    }

    fn add_roles(&mut self) {
        let mut traits = Traits::NONE;
        for line in lines(ROLES) {
            if let Some(header) = line.strip_prefix('[') {
                traits = role_traits(header.trim_end_matches(']'));
                continue;
            }
            for word in line.split_whitespace() {
                self.add_role(word, traits);
            }
        }
    }

    /// Adds a role noun and its plural, which stands for the same role.
    fn add_role(&mut self, word: &str, traits: Traits) {
        if let Some(plural) = word.strip_prefix('!') {
            return self.add(key::of_word(plural), traits.with(Traits::PLURAL));
        }
        self.add(key::of_word(word), traits);
        let plural = key::of_word(&plural_of(word));
        let known = self.words.contains_key(&plural);
        self.add(plural, traits.without(Traits::GROUP).with(Traits::PLURAL));
        if !known && let Some(entry) = self.words.get_mut(&plural) {
            entry.role = key::of_word(word);
        }
    }

    fn add_places(&mut self) {
        for line in lines(PLACES) {
            let (place, people) = line.split_once('|').unwrap_or((line, ""));
            self.places.insert(key::of_phrase(place), ());
            for word in people.split_whitespace() {
                let word_key = key::of_word(word);
                let of_place = key::of_phrase(place);
                self.place_of.entry(word_key).or_insert(of_place);
                if word.contains('.') || word.chars().all(char::is_uppercase) {
                    self.places.insert(word_key, ());
                    let letters = word.chars().filter(|letter| *letter != '.');
                    let letters = key::of_initials(letters);
                    self.places.insert(letters, ());
                    self.place_of.entry(letters).or_insert(of_place);
                } else {
                    self.add(word_key, Traits::DEMONYM);
                }
            }
        }
    }

    fn add_nicknames(&mut self) {
        for (number, line) in lines(NICKNAMES).enumerate() {
            for name in line.split_whitespace() {
                self.nicknames.entry(key::of_word(name)).or_default().push(number);
                self.add(key::of_word(name), Traits::GIVEN);
            }
        }
    }

    /// Given names come last: a word that is a title or a function word as well keeps its gender.
    fn add_given_names(&mut self) {
        let other = Traits::TITLE.with(Traits::FUNCTION).with(Traits::VERB).with(Traits::DEMONYM);
        for line in lines(GIVEN_NAMES).chain(lines(GIVEN_NAMES_ABROAD)) {
            let (name, shown) = columns(line);
            let word = key::of_word(name);
            let known = self.entry(word).traits.with(self.reader.classes(word));
            // "April Lind" is a person, "Wednesday" a day.
            let weekday = known.any(Traits::ANY_DAY) && name.ends_with("day");
            if !known.any(other) && !weekday && !self.is_place(word) {
                self.add(word, Traits::GIVEN.with(gender(shown)));
            }
        }
    }
}

/// The key of an office of one word, or of several ("prime_minister").
fn office_key(office: &str) -> Key {
    office.split('_').map(key::of_word).reduce(key::extend).unwrap_or(key::EMPTY)
}

fn gender(shown: &str) -> Traits {
    match shown.trim() {
        "m" => Traits::MASCULINE,
        "f" => Traits::FEMININE,
        "m?" => Traits::MOSTLY_MASCULINE,
        "f?" => Traits::MOSTLY_FEMININE,
        _ => Traits::NONE,
    }
}

fn role_traits(header: &str) -> Traits {
    let (class, shown) = header.split_once(' ').unwrap_or((header, "-"));
    let class = match class {
        "person" => Traits::PERSON,
        "organisation" => Traits::ORGANISATION,
        "document" => Traits::DOCUMENT,
        "office" => Traits::ORGANISATION.with(Traits::OFFICE),
        _ => Traits::GROUP,
    };
    class.with(gender(shown))
}

/// The regular plural, with the nouns in -man.
fn plural_of(word: &str) -> String {
    if let Some(stem) = word.strip_suffix("man") {
        return format!("{stem}men");
    }
    if let Some(stem) = word.strip_suffix('y')
        && !stem.ends_with(['a', 'e', 'o', 'u'])
    {
        return format!("{stem}ies");
    }
    let hissing = ["s", "x", "ch", "sh"].iter().any(|end| word.ends_with(end));
    format!("{word}{}", if hissing { "es" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn traits(word: &str) -> Traits {
        Lexicon::embedded().entry(key::of_word(word)).traits
    }

    #[test]
    fn plurals_share_the_role_of_their_singular() {
        let lexicon = Lexicon::embedded();
        let plural = lexicon.entry(key::of_word("secretaries"));
        assert!(plural.traits.any(Traits::PLURAL));
        assert_eq!(plural.role, key::of_word("secretary"));
    }

    #[test]
    fn abbreviated_titles_stand_for_their_role() {
        let lexicon = Lexicon::embedded();
        assert_eq!(lexicon.entry(key::of_word("Gov.")).role, key::of_word("governor"));
    }

    #[test]
    fn title_keeps_no_gender_of_the_given_name_it_also_is() {
        assert!(!traits("Judge").any(Traits::MASCULINE));
        assert!(traits("Ms.").any(Traits::FEMININE));
    }

    #[test]
    fn short_forms_match_their_name() {
        let lexicon = Lexicon::embedded();
        assert!(lexicon.same_given_name(key::of_word("Bill"), key::of_word("William")));
        assert!(!lexicon.same_given_name(key::of_word("Bill"), key::of_word("Robert")));
    }

    #[test]
    fn places_of_several_words_are_known() {
        assert!(Lexicon::embedded().is_place(key::of_phrase("New Zealand")));
    }
}
