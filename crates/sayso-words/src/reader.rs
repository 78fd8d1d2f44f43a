//! Reading the words of a text.

use sayso_data::FUNCTION_WORDS;
use sayso_text::{Segmentation, TokenKind};

use crate::key::{self, Key, KeyMap};
use crate::mark;
use crate::traits::Traits;
use crate::word::Word;

/// Knows the function words of English. Compiled once, shared by all threads.
#[derive(Clone, Debug)]
pub struct Reader {
    classes: KeyMap<Traits>,
}

impl Default for Reader {
    fn default() -> Self {
        Self::new()
    }
}

impl Reader {
    /// The reader of the classes in `data/lexicons/function-words.tsv`.
    #[must_use]
    pub fn new() -> Self {
        let mut classes = KeyMap::default();
        for (class, words) in lines() {
            let Some(class) = Traits::listed(class) else { continue };
            for word in words.split_whitespace() {
                let known: &mut Traits = classes.entry(key::of_word(word)).or_default();
                *known = known.with(class);
            }
        }
        Self { classes }
    }

    /// The classes of the word with the key; none for most words.
    #[must_use]
    pub fn classes(&self, word: Key) -> Traits {
        self.classes.get(&word).copied().unwrap_or_default()
    }

    /// The scratch of one thread.
    #[must_use]
    pub fn worker(&self) -> ReaderWorker<'_> {
        ReaderWorker { reader: self, words: Vec::new() }
    }

    /// The words of a text: [`ReaderWorker::read`] that allocates.
    #[must_use]
    pub fn read(&self, text: &str, segmentation: &Segmentation) -> Vec<Word> {
        self.worker().read(text, segmentation).list.to_vec()
    }

    fn token(&self, form: &str, kind: TokenKind) -> Word {
        match kind {
            TokenKind::Word => {
                let word = Word::written(form);
                Word { traits: word.traits.with(self.classes(word.key)), ..word }
            }
            TokenKind::Number => other(form, Traits::NUMBER),
            TokenKind::Symbol => other(form, mark::traits(form)),
            TokenKind::OpeningQuote | TokenKind::ClosingQuote => {
                Word { key: mark::key(form), traits: Traits::QUOTE, ..Word::default() }
            }
            _ => Word { key: mark::key(form), traits: mark::traits(form), ..Word::default() },
        }
    }
}

/// A number or a symbol: no word, but part of what it stands in.
fn other(form: &str, traits: Traits) -> Word {
    let key = match mark::key(form) {
        mark::OTHER => key::of_word(form),
        known => known,
    };
    Word { key, traits, ..Word::default() }
}

/// The lines of the table: a class and its words.
fn lines() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = FUNCTION_WORDS.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t'))
}

/// The buffers of one thread.
#[derive(Clone, Debug)]
pub struct ReaderWorker<'r> {
    reader: &'r Reader,
    words: Vec<Word>,
}

impl ReaderWorker<'_> {
    /// The words of a text, one for each token of its segmentation.
    pub fn read<'w>(&'w mut self, text: &'w str, segmentation: &'w Segmentation) -> Words<'w> {
        self.words.clear();
        let tokens = segmentation.tokens.iter();
        let words = tokens.map(|token| self.reader.token(token.span.of(text), token.kind));
        self.words.extend(words);
        Words { text, segmentation, list: &self.words }
    }
}

/// A segmented text with what is known of its words.
#[derive(Clone, Copy, Debug)]
pub struct Words<'w> {
    /// The text.
    pub text: &'w str,
    /// Its tokens, sentences and paragraphs.
    pub segmentation: &'w Segmentation,
    /// One word for each token.
    pub list: &'w [Word],
}

impl Words<'_> {
    /// The traits of the token; none beyond the last.
    #[must_use]
    pub fn traits(&self, token: usize) -> Traits {
        self.list.get(token).map_or(Traits::NONE, |word| word.traits)
    }
}

#[cfg(test)]
mod tests {
    use sayso_segment::Segmenter;

    use super::*;
    use crate::word::Shape;

    fn read(text: &str) -> Vec<Word> {
        Reader::new().read(text, &Segmenter::new().segment(text))
    }

    #[test]
    fn every_line_of_the_table_is_of_a_known_class_that_no_other_is_of() {
        let mut classes = Traits::NONE;
        for (class, words) in lines() {
            let known = Traits::listed(class).unwrap_or_else(|| panic!("{class}"));
            assert!(!classes.any(known), "{class} twice");
            classes = classes.with(known);
            let mut words: Vec<&str> = words.split_whitespace().collect();
            words.sort_unstable();
            let doubled = words.windows(2).find(|two| two[0] == two[1]);
            assert_eq!(doubled, None, "{class}");
        }
    }

    #[test]
    fn words_are_of_the_classes_that_the_notes_of_the_table_give() {
        let reader = Reader::new();
        let is = |word: &str, class: Traits| reader.classes(key::of_word(word)).any(class);
        assert!(is("three", Traits::DETERMINER) && is("three", Traits::NUMBER));
        assert!(is("hundred", Traits::NUMBER) && !is("hundred", Traits::DETERMINER));
        assert!(is("since", Traits::PREPOSITION) && is("since", Traits::SUBORDINATOR));
        assert!(is("thus", Traits::CONJUNCTION) && !is("long", Traits::FUNCTION));
        assert!(is("cannot", Traits::AUXILIARY) && !is("let", Traits::FUNCTION));
        assert!(!is("may", Traits::ANY_DAY) && is("may", Traits::DATE));
        assert!(is("sat", Traits::ANY_DAY) && !is("sat", Traits::DATE));
        assert!(is("p.m.", Traits::DATE) && !is("mine", Traits::PRONOUN));
    }

    #[test]
    fn case_and_apostrophes_do_not_hide_a_word() {
        let words = read("The mayor’s aides don’t");
        assert!(words[0].traits.any(Traits::DETERMINER) && words[0].traits.any(Traits::CAPITAL));
        assert!(words[2].traits.any(Traits::GENITIVE) && words[2].traits.any(Traits::BE));
        assert!(words[5].traits.any(Traits::NEGATION));
    }

    #[test]
    fn marks_and_numbers_are_no_words() {
        let words = read("Lind, 34, left – “at 5 %”.");
        assert!(words[1].is_mark() && words[1].traits.any(Traits::COMMA));
        assert!(words[2].traits.any(Traits::NUMBER) && !words[2].is_mark());
        assert!(words[5].traits.any(Traits::BREAK) && words[6].traits.any(Traits::QUOTE));
        assert_eq!(words[2].shape, Shape::Other);
    }

    #[test]
    fn worker_reads_as_the_reader_does() {
        let (reader, text) = (Reader::new(), "She was there.");
        let segmentation = Segmenter::new().segment(text);
        let mut worker = reader.worker();
        worker.read("Another text before.", &Segmenter::new().segment("Another text before."));
        assert_eq!(worker.read(text, &segmentation).list, reader.read(text, &segmentation));
    }
}
