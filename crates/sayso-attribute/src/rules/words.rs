//! The cues that words may be, and the words that open a name.

use sayso_data::{GIVEN_NAMES, TITLES};
use sayso_words::key::{self, Key, KeyMap, KeySet};
use sayso_words::{columns, lines};

use crate::inflection::Form;
use crate::lexicon::{Entry, Lexicon, irregular_verbs};

/// A cue that a word can be, by its number in the lexicon, and the form in which it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CueForm {
    pub(crate) entry: usize,
    pub(crate) form: Form,
}

/// Where the cues of a word stand among all.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cues {
    first: u32,
    count: u32,
}

/// All words that can be cues or open a name.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    cues: KeyMap<Cues>,
    forms: Vec<CueForm>,
    /// Given names and titles.
    names: KeySet,
}

impl Vocabulary {
    /// The words that can be one of the cues that `is_known` lets pass; none opens a name.
    pub(crate) fn new(lexicon: &Lexicon, is_known: impl Fn(&Entry) -> bool) -> Self {
        let mut known: Vec<(Key, CueForm)> = Vec::new();
        let irregular = irregular_verbs();
        let entries = lexicon.entries().iter().enumerate();
        for (number, entry) in entries.filter(|(_, entry)| is_known(entry)) {
            let forms = entry.forms(&irregular).into_iter();
            known.extend(
                forms.map(|(word, form)| (key::of_word(&word), CueForm { entry: number, form })),
            );
        }
        // Stable: the forms of a word stay in the order of their entries.
        known.sort_by_key(|(word, _)| *word);
        let mut vocabulary =
            Self { cues: KeyMap::default(), forms: Vec::new(), names: KeySet::default() };
        vocabulary.cues.reserve(known.len());
        for forms in known.chunk_by(|one, other| one.0 == other.0) {
            let Some((word, _)) = forms.first() else { continue };
            let count = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
            let (first, many) = (count(vocabulary.forms.len()), count(forms.len()));
            vocabulary.cues.insert(*word, Cues { first, count: many });
            vocabulary.forms.extend(forms.iter().map(|(_, form)| *form));
        }
        vocabulary
    }

    /// The same with given names and titles, which open a name.
    pub(crate) fn with_names(mut self) -> Self {
        self.names.reserve(NAMES);
        self.names.extend(names());
        self
    }

    /// Where the cues stand that the word can be.
    pub(crate) fn cues(&self, word: Key) -> Cues {
        self.cues.get(&word).copied().unwrap_or_default()
    }

    /// The cues that stand there.
    pub(crate) fn forms(&self, cues: Cues) -> &[CueForm] {
        let first = cues.first as usize;
        self.forms.get(first..first + cues.count as usize).unwrap_or_default()
    }

    /// Whether the word is a given name or a title, after which a surname may follow.
    pub(crate) fn opens_name(&self, word: Key) -> bool {
        self.names.contains(&word)
    }
}

/// Room for about as many names as there are, so that the set is laid out once while the program starts.
const NAMES: usize = 12_000;

fn names() -> impl Iterator<Item = Key> {
    // Behind the heading stand titles that mean much else.
    let titles = lines(TITLES).take_while(|line| !line.starts_with('['));
    lines(GIVEN_NAMES).chain(titles).map(|line| key::of_word(columns(line).0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verb_is_found_in_each_form() {
        let vocabulary = Vocabulary::new(&Lexicon::built_in(), |_| true);
        for form in ["say", "says", "Said", "saying"] {
            let cues = vocabulary.cues(key::of_word(form));
            assert!(!vocabulary.forms(cues).is_empty(), "{form}");
        }
        assert!(vocabulary.forms(vocabulary.cues(key::of_word("harbour"))).is_empty());
    }

    #[test]
    fn titles_and_given_names_open_a_name() {
        let vocabulary = Vocabulary::new(&Lexicon::built_in(), |_| true).with_names();
        for (word, opens) in [("Mayor", true), ("Linda", true), ("harbour", false)] {
            assert_eq!(vocabulary.opens_name(key::of_word(word)), opens, "{word}");
        }
    }
}
