//! What the rules know of single words: closed classes, shapes, and the cues they may be.

use std::collections::HashMap;

use sayso_data::{FUNCTION_WORDS, GIVEN_NAMES, TITLES};
use sayso_text::{Segmentation, TokenKind};

use crate::inflection::Form;
use crate::lexicon::{Entry, Lexicon, irregular_verbs};

/// A set of word classes. The closed classes are those of `data/lexicons/function-words.tsv`, the
/// others are read off the shape of the word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Classes(u64);

macro_rules! classes {
    ($($name:ident $text:literal $bit:literal),+ $(,)?) => {
        impl Classes {
            $(pub(crate) const $name: Self = Self(1 << $bit);)+

            fn from_name(name: &str) -> Option<Self> {
                match name {
                    $($text => Some(Self::$name),)+
                    _ => None,
                }
            }
        }
    };
}

classes! {
    DETERMINER "determiner" 0,
    POSSESSIVE "possessive" 1,
    SUBJECT "subject" 2,
    OBJECT "object" 3,
    PRONOUN "pronoun" 4,
    NUMBER "number" 5,
    PREPOSITION "preposition" 6,
    LINKING "linking" 7,
    BE "be" 8,
    HAVE "have" 9,
    DO "do" 10,
    MODAL "modal" 11,
    NEGATION "negation" 12,
    COORDINATOR "coordinator" 13,
    CONTRAST "contrast" 14,
    SUBORDINATOR "subordinator" 15,
    RELATIVE "relative" 16,
    QUESTION "question" 17,
    ADVERB "adverb" 18,
    WEEKDAY "weekday" 19,
    MONTH "month" 20,
    TIME "time" 21,
    COMPLEMENTISER "complementiser" 22,
    CHAIN "chain" 23,
    CAPITAL "-capital" 24,
    COMMA "-comma" 25,
    TERMINAL "-terminal" 26,
    BREAK "-break" 27,
    QUOTE "-quote" 28,
    VERBAL "-verbal" 29,
    GENITIVE "-genitive" 30,
    COLON "-colon" 31,
    NOUN "noun" 32,
}

impl Classes {
    pub(crate) const AUXILIARY: Self = Self(Self::BE.0 | Self::HAVE.0 | Self::DO.0 | Self::MODAL.0);
    pub(crate) const DATE: Self = Self(Self::WEEKDAY.0 | Self::MONTH.0 | Self::TIME.0);
    pub(crate) const ANY_PRONOUN: Self = Self(Self::SUBJECT.0 | Self::PRONOUN.0);
    pub(crate) const MARK: Self =
        Self(Self::COMMA.0 | Self::TERMINAL.0 | Self::BREAK.0 | Self::COLON.0 | Self::QUOTE.0);

    /// Whether both sets share a class.
    pub(crate) const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(crate) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// One token as the rules see it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Word {
    pub(crate) classes: Classes,
    /// Where the forms stand that this word can be as a cue.
    first_form: u32,
    forms: u32,
}

/// A cue that a word can be, by its number in the lexicon, and the form in which it stands.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CueForm {
    pub(crate) entry: usize,
    pub(crate) form: Form,
}

/// All words that the rules know.
#[derive(Debug)]
pub(crate) struct Vocabulary {
    words: HashMap<Box<str>, Word>,
    forms: Vec<CueForm>,
    /// Given names and titles, in lower case and sorted.
    names: Vec<&'static str>,
}

impl Vocabulary {
    /// The words that can be one of the cues that `is_known` lets pass.
    pub(crate) fn new(lexicon: &Lexicon, is_known: impl Fn(&Entry) -> bool) -> Self {
        let mut cues: HashMap<String, Vec<CueForm>> = HashMap::new();
        let irregular = irregular_verbs();
        let entries = lexicon.entries().iter().enumerate();
        for (number, entry) in entries.filter(|(_, entry)| is_known(entry)) {
            for (word, form) in entry.forms(&irregular) {
                cues.entry(word).or_default().push(CueForm { entry: number, form });
            }
        }
        let mut vocabulary = Self { words: function_words(), forms: Vec::new(), names: names() };
        let mut cues: Vec<_> = cues.into_iter().collect();
        cues.sort_by(|one, other| one.0.cmp(&other.0));
        for (word, forms) in cues {
            let place = vocabulary.words.entry(word.into_boxed_str()).or_default();
            place.first_form = u32::try_from(vocabulary.forms.len()).unwrap_or(u32::MAX);
            place.forms = u32::try_from(forms.len()).unwrap_or(0);
            vocabulary.forms.extend(forms);
        }
        vocabulary
    }

    /// The cues that the word can be.
    pub(crate) fn cue_forms(&self, word: Word) -> &[CueForm] {
        let first = word.first_form as usize;
        self.forms.get(first..first + word.forms as usize).unwrap_or_default()
    }

    /// Whether the word is a given name or a title, after which a surname may follow.
    pub(crate) fn opens_name(&self, form: &str) -> bool {
        let lowered = form.to_lowercase();
        self.names.binary_search(&&*lowered).is_ok()
    }

    /// Looks up every token and writes what is known of it to `words`.
    pub(crate) fn annotate(
        &self,
        text: &str,
        segmentation: &Segmentation,
        lowered: &mut String,
        words: &mut Vec<Word>,
    ) {
        words.clear();
        words.extend(segmentation.tokens.iter().map(|token| {
            let form = token.span.of(text);
            match token.kind {
                TokenKind::Word => self.word(form, lowered),
                TokenKind::Number => marked(Classes::NUMBER),
                TokenKind::OpeningQuote | TokenKind::ClosingQuote => marked(Classes::QUOTE),
                _ => marked(mark_classes(form)),
            }
        }));
    }

    pub(crate) fn word(&self, form: &str, lowered: &mut String) -> Word {
        lowered.clear();
        if form.is_ascii() {
            lowered.push_str(form);
            lowered.make_ascii_lowercase();
        } else {
            lowered.extend(form.chars().flat_map(char::to_lowercase));
        }
        let mut word = self.words.get(lowered.as_str()).copied().unwrap_or_default();
        word.classes = word.classes.with(shape(form, lowered));
        word
    }
}

const fn marked(classes: Classes) -> Word {
    Word { classes, first_form: 0, forms: 0 }
}

/// What the letters of a word tell.
fn shape(form: &str, lowered: &str) -> Classes {
    let mut classes = Classes::default();
    if form.chars().next().is_some_and(char::is_uppercase) {
        classes = classes.with(Classes::CAPITAL);
    }
    if lowered.len() > 4 && lowered.ends_with("ly") {
        classes = classes.with(Classes::ADVERB);
    }
    if lowered.len() > 3 && (lowered.ends_with("ed") || lowered.ends_with("ing")) {
        classes = classes.with(Classes::VERBAL);
    }
    if matches!(lowered, "'s" | "’s" | "'" | "’") {
        classes = classes.with(Classes::GENITIVE);
    }
    classes
}

fn mark_classes(mark: &str) -> Classes {
    match mark {
        "," => Classes::COMMA,
        ":" => Classes::COLON,
        "'" | "’" => Classes::GENITIVE,
        ";" | "(" | ")" | "[" | "]" | "–" | "—" | "-" | "--" | "---" | "―" => Classes::BREAK,
        _ if mark.starts_with(['.', '!', '?', '…']) => Classes::TERMINAL,
        _ if mark.starts_with(['-', '–', '—']) => Classes::BREAK,
        _ => Classes::default(),
    }
}

fn names() -> Vec<&'static str> {
    // Behind the heading stand titles that mean much else.
    let titles = TITLES.lines().take_while(|line| !line.starts_with('['));
    let lines = GIVEN_NAMES.lines().chain(titles).filter(|line| !line.starts_with('#'));
    let mut names: Vec<&str> = lines.filter_map(|line| line.split_whitespace().next()).collect();
    names.sort_unstable();
    names
}

fn function_words() -> HashMap<Box<str>, Word> {
    let mut words: HashMap<Box<str>, Word> = HashMap::new();
    for line in FUNCTION_WORDS.lines().filter(|line| !line.starts_with('#')) {
        let Some((name, members)) = line.split_once('\t') else { continue };
        let Some(class) = Classes::from_name(name) else { continue };
        for member in members.split_whitespace() {
            let word = words.entry(member.into()).or_default();
            word.classes = word.classes.with(class);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(form: &str) -> (Word, Vocabulary) {
        let vocabulary = Vocabulary::new(&Lexicon::built_in(), |_| true);
        (vocabulary.word(form, &mut String::new()), vocabulary)
    }

    #[test]
    fn every_line_of_the_function_words_has_a_known_class() {
        for line in FUNCTION_WORDS.lines().filter(|line| !line.starts_with('#')) {
            let (name, _) = line.split_once('\t').unwrap();
            assert!(Classes::from_name(name).is_some(), "{name}");
        }
    }

    #[test]
    fn case_does_not_hide_a_word() {
        assert!(word("The").0.classes.has(Classes::DETERMINER));
        assert!(word("Said").0.classes.has(Classes::CAPITAL));
    }

    #[test]
    fn verb_is_found_in_each_form() {
        for form in ["say", "says", "said", "saying"] {
            let (word, vocabulary) = word(form);
            assert!(!vocabulary.cue_forms(word).is_empty(), "{form}");
        }
    }
}
