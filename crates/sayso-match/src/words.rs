//! The words of a content, as they are compared.
//!
//! Where speech is reported, pronouns and tenses change and nothing else need: "We will close schools"
//! becomes "they would close schools". So two statements are compared by their stems without the words
//! of closed classes, and shown by their words.

use std::collections::{HashMap, HashSet};

use sayso_export::SPAN_SEPARATOR;

use crate::hash;

/// A word of a content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word<'t> {
    /// As it stands, with the marks around it.
    pub(crate) text: &'t str,
    pub(crate) sense: Sense,
}

/// What a word is compared by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sense {
    /// Of the word without case and marks.
    pub(crate) form: u32,
    /// Of its stem.
    pub(crate) stem: u32,
    pub(crate) class: Class,
}

/// What a word is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Class {
    /// Of a closed class: it tells no statement from another.
    Small,
    /// "not", "never".
    Negation,
    /// A number, in digits or letters.
    Number,
    #[default]
    Other,
}

/// Reads words.
#[derive(Debug)]
pub(crate) struct Words {
    small: HashSet<&'static str>,
    negations: HashSet<&'static str>,
    numbers: HashSet<&'static str>,
    bases: HashMap<&'static str, &'static str>,
    /// Words that were read before: a corpus has few different ones.
    known: HashMap<String, Sense>,
}

/// Classes of words that change, come or go where speech is reported.
const SMALL: [&str; 12] = [
    "determiner",
    "possessive",
    "subject",
    "object",
    "pronoun",
    "relative",
    "preposition",
    "linking",
    "be",
    "auxiliary",
    "coordinator",
    "complementiser",
];

/// Of these classes, what changes a statement.
const TELLING: [&str; 6] = ["no", "none", "nobody", "without", "nor", "against"];

/// The bit that is set in the stems of numbers, and in no others.
pub(crate) const NUMBER: u32 = 1 << 31;

/// How many words are remembered.
const MOST_KNOWN: usize = 1 << 18;

impl Words {
    pub(crate) fn new() -> Self {
        let class = |names: &[&str]| -> HashSet<&'static str> {
            let classes =
                sayso_data::FUNCTION_WORDS.lines().filter_map(|line| line.split_once('\t'));
            let own = classes.filter(|(name, _)| names.contains(name));
            own.flat_map(|(_, words)| words.split_whitespace()).collect()
        };
        let numbers = class(&["number"]);
        let mut negations = class(&["negation"]);
        negations.extend(TELLING);
        let mut small = class(&SMALL);
        small.retain(|word| !negations.contains(word) && !numbers.contains(word));
        Self { small, negations, numbers, bases: bases(), known: HashMap::new() }
    }

    /// The words of a content in their order.
    pub(crate) fn read<'t>(&mut self, content: &'t str) -> Vec<Word<'t>> {
        let gap = SPAN_SEPARATOR.trim();
        let pieces = content.split(|sign: char| sign.is_whitespace() || matches!(sign, '—' | '–'));
        let words = pieces.filter(|piece| *piece != gap && piece.contains(char::is_alphanumeric));
        words.map(|text| Word { text, sense: self.sense(text) }).collect()
    }

    fn sense(&mut self, text: &str) -> Sense {
        if let Some(sense) = self.known.get(text) {
            return *sense;
        }
        let sense = self.new_sense(text);
        if self.known.len() < MOST_KNOWN {
            self.known.insert(text.to_owned(), sense);
        }
        sense
    }

    fn new_sense(&self, text: &str) -> Sense {
        let bare =
            text.trim_matches(|sign: char| !sign.is_alphanumeric() && sign != '$' && sign != '%');
        let form = bare.to_lowercase().replace('’', "'");
        let is_negated = form.ends_with("n't");
        let word = form.split('\'').next().unwrap_or_default();
        let class = if is_negated || self.negations.contains(word) {
            Class::Negation
        } else if form.contains(|sign: char| sign.is_ascii_digit()) || self.numbers.contains(word) {
            Class::Number
        } else if self.small.contains(word) {
            Class::Small
        } else {
            Class::Other
        };
        let stem = match class {
            Class::Negation if is_negated => "not".to_owned(),
            Class::Number => form.replace(',', ""),
            _ => self.stem(word),
        };
        let hash = |text: &str| hash::upper(hash::text(text));
        let stem = hash(&stem);
        let stem = if class == Class::Number { stem | NUMBER } else { stem & !NUMBER };
        Sense { form: hash(&form) & !NUMBER, stem, class }
    }

    /// The base of a verb, and the word without the endings of verbs and plurals: as much as makes the
    /// forms of one word equal, no lemma.
    fn stem(&self, word: &str) -> String {
        stripped(self.bases.get(word).copied().unwrap_or(word))
    }
}

fn stripped(word: &str) -> String {
    let cut = |ending: &str| word.strip_suffix(ending).filter(|rest| rest.chars().count() >= 3);
    let stem = cut("ies").or_else(|| cut("ied")).or_else(|| cut("ing")).or_else(|| cut("ed"));
    let stem = stem.or_else(|| cut("es")).or_else(|| cut("s").filter(|rest| !rest.ends_with('s')));
    let stem = stem.unwrap_or(word).trim_end_matches(['e', 'y', 'i']);
    // "stopped" and "stop".
    let mut letters = stem.chars().rev();
    match (letters.next(), letters.next()) {
        (Some(last), Some(before)) if last == before && stem.chars().count() > 3 => {
            stem.strip_suffix(last).unwrap_or(stem).to_owned()
        }
        _ => stem.to_owned(),
    }
}

/// The base of each form of an irregular verb.
fn bases() -> HashMap<&'static str, &'static str> {
    let tables = [sayso_data::IRREGULAR_VERBS, sayso_data::VERB_FORMS];
    let lines = tables.into_iter().flat_map(str::lines).filter(|line| !line.starts_with('#'));
    let forms = lines.flat_map(|line| {
        let base = line.split_whitespace().next().unwrap_or_default();
        line.split_whitespace().map(move |form| (form, base))
    });
    // The first verb of a form is the more frequent one.
    forms.fold(HashMap::new(), |mut bases, (form, base)| {
        bases.entry(form).or_insert(base);
        bases
    })
}

/// The stems of the words of open classes.
pub(crate) fn telling_stems(words: &[Word<'_>]) -> Vec<u32> {
    let telling = words.iter().filter(|word| word.sense.class != Class::Small);
    telling.map(|word| word.sense.stem).collect()
}

/// What the words are compared by: the stems of those of open classes, or all as they are where these
/// are too few to tell.
pub(crate) fn stems(words: &[Word<'_>]) -> Vec<u32> {
    let telling = telling_stems(words);
    if telling.len() >= FEW { telling } else { words.iter().map(|word| word.sense.form).collect() }
}

/// Fewer words of open classes than this do not tell a statement by themselves.
pub(crate) const FEW: usize = 4;

/// The hash of the wording: equal where only case and marks differ.
pub(crate) fn wording(words: &[Word<'_>]) -> u64 {
    hash::list(words.iter().map(|word| u64::from(word.sense.form)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stems_of(content: &str) -> Vec<u32> {
        stems(&Words::new().read(content))
    }

    #[test]
    fn reported_words_have_the_stems_of_the_quoted_ones() {
        assert_eq!(
            stems_of("“We will close all the schools when the river rises,”"),
            stems_of("they would close their schools when the river rose")
        );
        assert_eq!(
            stems_of("She stopped the heavy pumps of two towns"),
            stems_of("he stops heavy pumps of the two towns")
        );
    }

    #[test]
    fn negation_and_number_tell() {
        let differ = |one, other| assert_ne!(stems_of(one), stems_of(other), "{one} / {other}");
        differ("the levee did hold behind town centre", "the levee didn't hold behind town centre");
        differ("three pumps ran dry near town", "four pumps ran dry near town");
        assert_eq!(stems_of("1,200 new pumps ran dry"), stems_of("1200 new pumps ran dry"));
    }

    #[test]
    fn few_telling_words_leave_all_of_them() {
        assert_eq!(stems_of("It is what it was").len(), 5);
        assert_ne!(stems_of("It is what it was"), stems_of("it was what it is"));
    }

    #[test]
    fn marks_and_gaps_are_no_words() {
        let mut words = Words::new();
        let (one, other) = (words.read("“Rain is near,” […] she—now!"), Words::new());
        assert_eq!(one.len(), 5);
        let plain = { other }.read("rain IS near she now");
        assert_eq!(wording(&one), wording(&plain));
    }
}
