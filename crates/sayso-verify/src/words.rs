//! The words of a text, in the plain form in which two texts are compared.

use sayso_text::Span;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// A word with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) span: Span,
    /// In lower case, with straight apostrophes and without a possessive.
    pub(crate) plain: String,
}

/// Words that turn a statement around.
const NEGATIONS: [&str; 14] = [
    "not", "no", "never", "none", "neither", "nor", "nobody", "nothing", "nowhere", "without",
    "cannot", "hardly", "barely", "ain't",
];

/// Numbers in letters, those that begin others too.
const NUMBERS: [&str; 35] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "thousand",
    "million",
    "billion",
    "trillion",
    "half",
    "dozen",
];

/// Whether the plain word denies.
pub(crate) fn is_negation(plain: &str) -> bool {
    NEGATIONS.contains(&plain) || plain.ends_with("n't")
}

/// Whether the plain word is a number, in figures or in letters.
pub(crate) fn is_number(plain: &str) -> bool {
    plain.chars().any(char::is_numeric) || NUMBERS.contains(&plain)
}

/// The words of the text: letters and figures, with the apostrophes within them and the marks within
/// numbers ("can't", "1,200.50").
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut found: Vec<Word> = Vec::new();
    let mut letters = text.char_indices().peekable();
    let mut start = None;
    let mut last = ' ';
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map_or(' ', |(_, next)| *next);
        let goes_on = letter.is_alphanumeric()
            || start.is_some() && (is_combining_mark(letter) || joins(last, letter, next));
        match (start, goes_on) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                found.push(word(text, Span::new(from, at)));
                start = None;
            }
            _ => {}
        }
        last = letter;
    }
    found.extend(start.map(|from| word(text, Span::new(from, text.len()))));
    found
}

/// Whether the mark stands within a word.
fn joins(last: char, mark: char, next: char) -> bool {
    match mark {
        '\'' | '’' => last.is_alphabetic() && next.is_alphabetic(),
        '.' | ',' | ':' => last.is_numeric() && next.is_numeric(),
        _ => false,
    }
}

fn word(text: &str, span: Span) -> Word {
    let plain = span.of(text).replace('’', "'").to_lowercase();
    let plain = if plain.is_ascii() { plain } else { plain.nfc().collect() };
    let bare = plain.strip_suffix("'s").filter(|bare| !bare.is_empty()).map(str::to_owned);
    Word { span, plain: bare.unwrap_or(plain) }
}

/// Where the phrase stands in the words, as near to the byte as it comes.
pub(crate) fn find(words: &[Word], phrase: &[Word], near: usize) -> Option<Span> {
    let is_same = |stretch: &&[Word]| stretch.iter().zip(phrase).all(|(a, b)| a.plain == b.plain);
    let found = words.windows(phrase.len().max(1)).filter(|_| !phrase.is_empty()).filter(is_same);
    let spans = found.filter_map(|stretch| {
        Some(Span::new(stretch.first()?.span.start(), stretch.last()?.span.end()))
    });
    spans.min_by_key(|span| span.start().abs_diff(near))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.plain).collect()
    }

    #[test]
    fn apostrophes_and_marks_of_numbers_are_within_words() {
        assert_eq!(
            plain("They can’t pay $1,200.50, the U.S. ‘said’ Obi’s."),
            ["they", "can't", "pay", "1,200.50", "the", "u", "s", "said", "obi"]
        );
        assert_eq!(plain("’s 5. 6"), ["s", "5", "6"]);
    }

    #[test]
    fn what_denies_and_what_counts_is_known() {
        assert!(is_negation("don't") && is_negation("never") && !is_negation("knot"));
        assert!(is_number("1st") && is_number("two") && !is_number("second"));
    }

    #[test]
    fn phrase_is_found_nearest_to_a_place() {
        let text = "Ada Obi. Obi’s car. ADA OBI!";
        let all = words(text);
        let at = |phrase: &str, near| find(&all, &words(phrase), near).map(|span| span.of(text));
        assert_eq!(at("ada obi", 0), Some("Ada Obi"));
        assert_eq!(at("Ada Obi", 40), Some("ADA OBI"));
        assert_eq!(at("Obi", 9), Some("Obi’s"));
        assert_eq!((at("Ada Eze", 0), at("", 0)), (None, None));
    }
}
