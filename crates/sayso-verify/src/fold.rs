//! Texts without the differences that spreadsheet programs make.
//!
//! Programs that save a table again turn line ends into others, straight marks into curly ones or
//! back, two hyphens into a dash and three dots into an ellipsis. Two texts that are the same once
//! folded differ in nothing else.

use sayso_text::Span;
use unicode_normalization::UnicodeNormalization as _;

/// How many folded bytes lie between two places that are kept: what a look-up walks at most.
const STRIDE: usize = 64;

/// A text in which each run of white space is one blank, each run of dashes one hyphen, and each
/// quotation mark one of two.
pub(crate) struct Folded {
    text: String,
    /// Pairs of folded and original bytes at which the same unit begins.
    places: Vec<(usize, usize)>,
}

impl Folded {
    pub(crate) fn of(source: &str) -> Self {
        let mut folded = Self { text: String::with_capacity(source.len()), places: Vec::new() };
        let mut next = 0;
        for unit in units(source, 0) {
            if folded.text.len() >= next {
                folded.places.push((folded.text.len(), unit.span.start()));
                next = folded.text.len() + STRIDE;
            }
            folded.text.extend(unit.folded);
        }
        folded
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The text without a blank at its ends.
    pub(crate) fn trimmed(&self) -> &str {
        self.text.trim_matches(' ')
    }

    /// The span of the source whose folded form is this stretch.
    pub(crate) fn origin(&self, source: &str, start: usize, end: usize) -> Span {
        Span::new(self.start(source, start), self.end(source, end))
    }

    /// Where the byte of the source is in the folded text.
    pub(crate) fn place(&self, source: &str, byte: usize) -> usize {
        let (at, origin) = self.kept(self.places.partition_point(|(_, origin)| *origin <= byte));
        let before = units(source, origin).take_while(|unit| unit.span.end() <= byte);
        at + before.filter_map(|unit| unit.folded).map(char::len_utf8).sum::<usize>()
    }

    /// The first byte of what is folded to the byte; what is left out before it does not count.
    fn start(&self, source: &str, folded: usize) -> usize {
        let after = self.places.partition_point(|(place, _)| *place <= folded);
        let (mut at, origin) = self.kept(after);
        for unit in units(source, origin) {
            if at >= folded && unit.folded.is_some() {
                return unit.span.start();
            }
            at += unit.folded.map_or(0, char::len_utf8);
        }
        source.len()
    }

    /// The byte after what is folded to the bytes before this one.
    fn end(&self, source: &str, folded: usize) -> usize {
        let after = self.places.partition_point(|(place, _)| *place < folded);
        let (mut at, origin) = self.kept(after);
        for unit in units(source, origin) {
            if at >= folded {
                return unit.span.start();
            }
            at += unit.folded.map_or(0, char::len_utf8);
        }
        source.len()
    }

    /// The last of the first so many places that are kept.
    fn kept(&self, count: usize) -> (usize, usize) {
        self.places.get(count.saturating_sub(1)).copied().unwrap_or_default()
    }
}

/// The text with each run of white space as one blank, and nothing else changed.
pub(crate) fn respaced(text: &str) -> String {
    let seen: String = text.chars().filter(|letter| class(*letter) != Class::Hidden).collect();
    let spaced = |letter: char| letter.is_whitespace() || letter.is_control();
    let words: Vec<&str> = seen.split(spaced).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

/// The text as programs write it in Windows-1252, which has no other letters: Excel's CSV. `bare` has
/// accents that are not in it taken off; what then is not in it is a question mark.
pub(crate) fn narrowed(text: &str, bare: bool) -> String {
    let letter = |letter: char| {
        let plain = Some(letter).filter(|_| bare).and_then(unaccented);
        if is_narrow(letter) { letter } else { plain.unwrap_or('?') }
    };
    text.chars().map(letter).collect()
}

fn unaccented(letter: char) -> Option<char> {
    match letter {
        'ł' => Some('l'),
        'Ł' => Some('L'),
        'đ' => Some('d'),
        'Đ' => Some('D'),
        _ => std::iter::once(letter).nfd().next().filter(char::is_ascii_alphabetic),
    }
}

/// Whether Windows-1252 has the character.
fn is_narrow(letter: char) -> bool {
    const OTHERS: &str = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ";
    matches!(letter, '\0'..='\u{7f}' | '\u{a0}'..='\u{ff}') || OTHERS.contains(letter)
}

/// A stretch of the source and the character that stands for it, if any.
struct Unit {
    span: Span,
    folded: Option<char>,
}

fn units(source: &str, start: usize) -> impl Iterator<Item = Unit> {
    let mut at = start;
    std::iter::from_fn(move || {
        let rest = source.get(at..)?;
        let (folded, length) = first_unit(rest)?;
        let span = Span::new(at, at + length);
        at += length;
        Some(Unit { span, folded })
    })
}

/// What characters are to one another once folded.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Blank,
    /// Nothing is to be seen of it.
    Hidden,
    Dash,
    Dot,
    Ellipsis,
    Double,
    Single,
    Other,
}

fn class(letter: char) -> Class {
    match letter {
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => Class::Hidden,
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => Class::Dash,
        '.' => Class::Dot,
        '…' => Class::Ellipsis,
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '＂' => Class::Double,
        '\'' | '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | '`' | '´' | '＇' => {
            Class::Single
        }
        _ if letter.is_whitespace() || letter.is_control() => Class::Blank,
        _ => Class::Other,
    }
}

/// The character that stands for the beginning of the text, and the bytes that it stands for.
fn first_unit(text: &str) -> Option<(Option<char>, usize)> {
    let letter = text.chars().next()?;
    let length = letter.len_utf8();
    Some(match class(letter) {
        Class::Blank | Class::Hidden => blanks(text),
        Class::Dash => (Some('-'), run(text, |class| class == Class::Dash)),
        Class::Dot if text.starts_with("...") => (Some('…'), "...".len()),
        Class::Double => (Some('"'), length),
        // Two single marks are one double mark on many a keyboard.
        Class::Single => match text.chars().nth(1) {
            Some(second) if class(second) == Class::Single => {
                (Some('"'), length + second.len_utf8())
            }
            _ => (Some('\''), length),
        },
        Class::Dot | Class::Ellipsis | Class::Other => (Some(letter), length),
    })
}

fn blanks(text: &str) -> (Option<char>, usize) {
    let length = run(text, |class| matches!(class, Class::Blank | Class::Hidden));
    let all = Span::new(0, length).of(text);
    let is_seen = all.chars().any(|letter| class(letter) == Class::Blank);
    (is_seen.then_some(' '), length)
}

/// The bytes at the beginning whose characters are all of the class.
fn run(text: &str, is_of: impl Fn(Class) -> bool) -> usize {
    text.find(|letter| !is_of(class(letter))).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_programs_change_is_the_same_once_folded() {
        for (one, other) in [
            ("“Rain,” he said", "\"Rain,\"\u{a0}he said"),
            ("rain -- and\r\nsnow", "rain – and\nsnow"),
            ("it’s … late", "it's ... late"),
            ("so\u{200b} it is", "so it is"),
            ("''Yes'', she said", "“Yes”, she said"),
        ] {
            assert_eq!(Folded::of(one).text(), Folded::of(other).text());
        }
        assert_ne!(Folded::of("Rain").text(), Folded::of("rain").text());
    }

    #[test]
    fn stretch_leads_back_without_what_is_hidden_beside_it() {
        let source = "a \u{feff}b\u{ad}c. ".repeat(50);
        let folded = Folded::of(&source);
        assert!(folded.text().starts_with("a bc. a bc. "));
        for (start, _) in folded.text().match_indices("bc") {
            assert_eq!(folded.origin(&source, start, start + 2).of(&source), "b\u{ad}c");
        }
    }

    proptest! {
        #[test]
        fn folded_words_lead_back_to_themselves(text in "[a-c \n\u{ad}“'.—-]{0,200}") {
            let folded = Folded::of(&text);
            let mut start = 0;
            for word in folded.text().split_inclusive(' ') {
                let word_end = start + word.trim_end_matches(' ').len();
                let span = folded.origin(&text, start, word_end);
                prop_assert!(text.get(span.range()).is_some());
                let back = Folded::of(span.of(&text));
                prop_assert_eq!(back.trimmed(), word.trim_matches(' '));
                start += word.len();
            }
        }

        #[test]
        fn folding_never_makes_longer_what_is_folded(text in any::<String>()) {
            let once = Folded::of(&text);
            let twice = Folded::of(once.text());
            // Marks may come to stand beside each other, and then are one.
            prop_assert!(twice.text().len() <= once.text().len());
        }
    }
}
