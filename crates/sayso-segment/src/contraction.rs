//! Contractions and possessives, split as the Penn Treebank splits them.

use sayso_text::Span;

/// The first byte of both curly apostrophes.
const CURLY: u8 = 0xe2;

/// Where the last contraction or possessive of a word begins: `do|n't`, `Xi|'s`, `we|’ll`.
pub(crate) fn split_at(text: &str, word: Span) -> Option<usize> {
    let written = word.of(text);
    // Few words have one, and bytes are sooner looked through than characters.
    if !written.bytes().any(|byte| byte == b'\'' || byte == CURLY) {
        return None;
    }
    let apostrophe = written.rfind(['\'', '’', '‘'])?;
    let mut ending = written.get(apostrophe..)?.chars();
    ending.next();
    let (first, second, rest) = (ending.next()?, ending.next(), ending.next());
    if rest.is_some() || apostrophe == 0 {
        return None;
    }
    let ending = (first.to_ascii_lowercase(), second.map(|c| c.to_ascii_lowercase()));
    let offset = match ending {
        ('s' | 'd' | 'm', None) | ('r' | 'v', Some('e')) | ('l', Some('l')) => apostrophe,
        ('t', None) => negation(written, apostrophe)?,
        _ => return None,
    };
    Some(word.start() + offset)
}

/// Where `n't` begins, unless nothing stands before it.
fn negation(written: &str, apostrophe: usize) -> Option<usize> {
    let before = written.get(..apostrophe)?;
    let stem = before.strip_suffix(['n', 'N'])?;
    (!stem.is_empty()).then_some(stem.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(word: &str) -> Option<(&str, &str)> {
        split_at(word, Span::new(0, word.len())).map(|at| word.split_at(at))
    }

    #[test]
    fn contractions_split_before_their_ending() {
        assert_eq!(split("don't"), Some(("do", "n't")));
        assert_eq!(split("he’s"), Some(("he", "’s")));
        assert_eq!(split("he‘s"), Some(("he", "‘s")));
        assert_eq!(split("THEY'RE"), Some(("THEY", "'RE")));
        assert_eq!(split("couldn't've"), Some(("couldn't", "'ve")));
    }

    #[test]
    fn names_and_clock_times_stay_whole() {
        for word in ["o'clock", "O'Brien", "D’Angelo", "y'all", "n't", "'s", "5'10"] {
            assert_eq!(split(word), None, "{word}");
        }
    }
}
