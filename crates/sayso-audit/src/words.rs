//! How many words a content has, and how many of them are quoted.

use sayso_text::{Attribution, Kind};

/// Words of a content. A word is what stands between white space.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Words {
    pub(crate) all: u64,
    /// All of a direct content, none of an indirect one, of a mixed one those between quotation
    /// marks.
    pub(crate) quoted: u64,
}

impl Words {
    pub(crate) fn of(attribution: &Attribution, text: &str) -> Self {
        let mut words = Self::default();
        for span in &attribution.content {
            let content = span.of(text);
            let all = count(content);
            words.all += all;
            words.quoted += match attribution.kind {
                Kind::Direct => all,
                Kind::Mixed => between_marks(content),
                _ => 0,
            };
        }
        words
    }
}

fn count(text: &str) -> u64 {
    text.split_whitespace().fold(0, |sum, _| sum + 1)
}

/// The words that begin between double quotation marks. A straight mark opens where none is open.
fn between_marks(content: &str) -> u64 {
    let (mut is_open, mut words) = (false, 0);
    for word in content.split_whitespace() {
        let bare = word.trim_start_matches(['(', '[', '—', '–']);
        let opens = bare.starts_with(['“', '„', '«', '"']) && !is_open;
        is_open |= opens;
        words += u64::from(is_open);
        // Marks inside or at the end of the word, but for the one that opened it.
        let opening = if opens { bare.chars().next().map_or(0, char::len_utf8) } else { 0 };
        let rest = bare.char_indices().filter(|(at, _)| *at >= opening);
        is_open = rest.fold(is_open, |is_open, (_, sign)| match sign {
            '“' | '„' | '«' => true,
            '”' | '»' => false,
            '"' => !is_open,
            _ => is_open,
        });
    }
    words
}

#[cfg(test)]
mod tests {
    use sayso_text::Span;

    use super::*;

    fn words(content: &str, kind: Kind) -> (u64, u64) {
        let content_span = vec![Span::new(0, content.len())];
        let attribution = Attribution::new(Span::default(), content_span).with_kind(kind);
        let words = Words::of(&attribution, content);
        (words.all, words.quoted)
    }

    #[test]
    fn direct_words_are_all_quoted_and_indirect_ones_are_not() {
        assert_eq!(words("“Rain is near,”", Kind::Direct), (3, 3));
        // A quotation that goes on in the next paragraph has no mark at its end.
        assert_eq!(words("“Rain is near.", Kind::Direct), (3, 3));
        assert_eq!(words("the so-called “rain” is near", Kind::Indirect), (5, 0));
    }

    #[test]
    fn mixed_words_are_quoted_between_their_marks_alone() {
        assert_eq!(words("it would “save tens” of lives", Kind::Mixed), (6, 2));
        assert_eq!(words("it was \"near\" and \"very wet\", she knew", Kind::Mixed), (8, 3));
        assert_eq!(words("it was (“near”) now", Kind::Mixed), (4, 1));
        assert_eq!(words("it was “near. All of it", Kind::Mixed), (6, 4));
    }
}
