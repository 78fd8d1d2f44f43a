//! The cues of attribution: which words, with which complements, of which type.

use std::collections::HashMap;
use std::collections::hash_map::Entry as Place;

use sayso_data::{CUES, IRREGULAR_VERBS};
use sayso_text::AttributionType;

use crate::error::{Error, ErrorKind};
use crate::inflection::{self, Form};

/// The cues of attribution, as a table that a person can read and extend.
///
/// ```
/// use sayso_attribute::Lexicon;
///
/// let mut lexicon = Lexicon::built_in();
/// let before = lexicon.len();
/// lexicon.add("thunder\tverb\tquote that\tcommunication")?;
/// assert_eq!(lexicon.len(), before + 1);
/// assert!(lexicon.add("thunder\tverb").is_err());
/// # Ok::<(), sayso_attribute::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Lexicon {
    entries: Vec<Entry>,
    unknown: Entry,
}

impl Default for Lexicon {
    fn default() -> Self {
        Self::new()
    }
}

/// One cue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    /// The base form of the first word.
    pub(crate) head: String,
    /// The words that follow it: the particle of a verb, the rest of a phrase.
    pub(crate) tail: Vec<String>,
    pub(crate) class: CueClass,
    pub(crate) complements: Complements,
    pub(crate) attribution_type: AttributionType,
}

/// The part of speech of a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CueClass {
    Verb,
    Noun,
    Adjective,
    Phrase,
}

/// A set of the complements that a cue takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Complements(u16);

impl Complements {
    pub(crate) const QUOTE: Self = Self(1);
    pub(crate) const AFTER: Self = Self(1 << 1);
    pub(crate) const THAT: Self = Self(1 << 2);
    pub(crate) const BARE: Self = Self(1 << 3);
    pub(crate) const QUESTION: Self = Self(1 << 4);
    pub(crate) const INFINITIVE: Self = Self(1 << 5);
    pub(crate) const GERUND: Self = Self(1 << 6);
    pub(crate) const OBJECT: Self = Self(1 << 7);
    pub(crate) const PERSON: Self = Self(1 << 8);

    /// Whether both sets share a complement.
    pub(crate) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether the set is empty: the rules do not go by such a cue.
    pub(crate) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Both sets together.
    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "quote" => Self::QUOTE,
            "after" => Self::AFTER,
            "that" => Self::THAT,
            "bare" => Self::BARE,
            "wh" => Self::QUESTION,
            "to" => Self::INFINITIVE,
            "ing" => Self::GERUND,
            "object" => Self::OBJECT,
            "person" => Self::PERSON,
            _ => return None,
        })
    }
}

impl Lexicon {
    /// A lexicon without entries.
    #[must_use]
    pub fn new() -> Self {
        let unknown = Entry {
            head: String::new(),
            tail: Vec::new(),
            class: CueClass::Verb,
            complements: Complements::QUOTE,
            attribution_type: AttributionType::Communication,
        };
        Self { entries: Vec::new(), unknown }
    }

    /// The lexicon that comes with the program, `data/lexicons/cues.tsv`.
    ///
    /// # Panics
    /// Never: the embedded file is read by a test.
    #[must_use]
    #[expect(clippy::expect_used, reason = "a test reads the embedded file")]
    pub fn built_in() -> Self {
        let mut lexicon = Self::new();
        lexicon.add(CUES).expect("the embedded lexicon is well formed");
        lexicon
    }

    /// Adds the entries of a table in the form of `data/lexicons/cues.tsv`; an entry for words
    /// that are there already replaces them.
    ///
    /// # Errors
    /// If a line has not four columns or names an unknown class, complement or type. Lines before
    /// it are added.
    pub fn add(&mut self, table: &str) -> Result<(), Error> {
        let mut places: HashMap<String, usize> =
            self.entries.iter().enumerate().map(|(place, entry)| (entry.words(), place)).collect();
        for (index, line) in table.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let entry = parse_entry(line).map_err(|kind| Error::new(kind, index + 1))?;
            match places.entry(entry.words()) {
                Place::Occupied(place) => self.entries[*place.get()] = entry,
                Place::Vacant(place) => {
                    place.insert(self.entries.len());
                    self.entries.push(entry);
                }
            }
        }
        Ok(())
    }

    /// The number of entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// What is assumed of a verb that is not in the lexicon: that it can frame a quotation.
    pub(crate) fn unknown_verb(&self) -> &Entry {
        &self.unknown
    }

    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }
}

impl Entry {
    fn words(&self) -> String {
        let class = match self.class {
            CueClass::Verb => "verb ",
            CueClass::Noun => "noun ",
            CueClass::Adjective => "adjective ",
            CueClass::Phrase => "phrase ",
        };
        let mut words = class.to_owned() + &self.head;
        for word in &self.tail {
            words.push(' ');
            words.push_str(word);
        }
        words
    }

    /// The forms in which the first word of the entry stands in a text.
    pub(crate) fn forms(&self, irregular: &HashMap<&str, [&str; 5]>) -> Vec<(String, Form)> {
        match self.class {
            CueClass::Verb => match irregular.get(self.head.as_str()) {
                Some(fields) => inflection::irregular(*fields),
                None => inflection::regular(&self.head).into(),
            },
            CueClass::Noun => {
                let [singular, plural, ..] = inflection::regular(&self.head);
                vec![singular, plural]
            }
            CueClass::Phrase | CueClass::Adjective => vec![(self.head.clone(), Form::Base)],
        }
    }
}

/// The table of irregular verbs by their base form.
pub(crate) fn irregular_verbs() -> HashMap<&'static str, [&'static str; 5]> {
    IRREGULAR_VERBS
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            let fields: [&str; 5] = fields.try_into().ok()?;
            Some((fields[0], fields))
        })
        .collect()
}

fn parse_entry(line: &str) -> Result<Entry, ErrorKind> {
    let columns: Vec<&str> = line.split('\t').map(str::trim).collect();
    let [words, class, complements, attribution_type] = columns[..] else {
        return Err(ErrorKind::Columns { found: columns.len() });
    };
    let unknown = |column, found: &str| ErrorKind::Name { column, found: found.to_owned() };
    let mut words = words.split_whitespace().map(str::to_lowercase);
    let head = words.next().ok_or_else(|| unknown("words", ""))?;
    let class = match class {
        "verb" => CueClass::Verb,
        "noun" => CueClass::Noun,
        "adjective" => CueClass::Adjective,
        "phrase" => CueClass::Phrase,
        _ => return Err(unknown("class", class)),
    };
    let mut set = Complements::default();
    for name in complements.split_whitespace().filter(|name| *name != "-") {
        let complement = Complements::from_name(name).ok_or_else(|| unknown("complement", name))?;
        set = Complements(set.0 | complement.0);
    }
    let attribution_type =
        attribution_type.parse().map_err(|_| unknown("type", attribution_type))?;
    Ok(Entry { head, tail: words.collect(), class, complements: set, attribution_type })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_lexicon_reads() {
        assert!(Lexicon::built_in().len() > 300);
    }

    #[test]
    fn irregular_verbs_read() {
        let verbs = irregular_verbs();
        let lines = IRREGULAR_VERBS.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(verbs.len(), lines);
    }

    #[test]
    fn later_line_replaces_earlier_one() {
        let mut lexicon = Lexicon::built_in();
        let before = lexicon.len();
        lexicon.add("say\tverb\tquote\tattitude").unwrap();
        assert_eq!(lexicon.len(), before);
        let say = lexicon.entries().iter().find(|entry| entry.head == "say").unwrap();
        assert_eq!(say.attribution_type, AttributionType::Attitude);
    }

    #[test]
    fn faulty_line_is_named() {
        let error = Lexicon::new().add("# head\nsay\tverb\tshout\tcommunication").unwrap_err();
        assert_eq!(error.line(), 2);
        assert_eq!(
            error.to_string(),
            "line 2: no complement named \"shout\"; the head of the built-in file lists them"
        );
    }
}
