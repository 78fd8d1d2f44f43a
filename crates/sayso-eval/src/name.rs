//! Whether two names name the same speaker.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;
use unicode_normalization::UnicodeNormalization;

static POSSESSIVE: LazyLock<Regex> = LazyLock::new(|| {
    #[expect(clippy::expect_used, reason = "the pattern is a constant that the tests compile")]
    Regex::new(r"(?-u)'s\b").expect("a valid pattern")
});

/// Words that a name may have or lack.
const UNCOUNTED: [&str; 7] = ["the", "a", "an", "mr", "mrs", "ms", "dr"];

/// Whether the names are equal, or one holds all words of the other, of which there are at least
/// two, and both end in the same word ("Ada Obi", "Mayor Ada Obi").
///
/// Accents, case, marks, articles and short titles do not count. No name at all agrees with no
/// name at all.
///
/// ```
/// assert!(sayso_eval::same_name("Ada Obi", "the Mayor Ada Obi's"));
/// assert!(!sayso_eval::same_name("Obi", "Ada Obi"));
/// ```
#[must_use]
pub fn same_name(predicted: &str, gold: &str) -> bool {
    let (predicted, gold) = (name_words(predicted), name_words(gold));
    if predicted.is_empty() || gold.is_empty() || predicted == gold {
        return predicted == gold;
    }
    let (short, long) =
        if predicted.len() <= gold.len() { (predicted, gold) } else { (gold, predicted) };
    let words: HashSet<&String> = long.iter().collect();
    short.len() >= 2 && short.last() == long.last() && short.iter().all(|w| words.contains(w))
}

/// The words of a name that count, in lower-case ASCII.
pub(crate) fn name_words(name: &str) -> Vec<String> {
    let ascii: String =
        name.nfkd().filter(char::is_ascii).map(|letter| letter.to_ascii_lowercase()).collect();
    POSSESSIVE
        .replace_all(&ascii, "")
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty() && !UNCOUNTED.contains(word))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_and_titles_do_not_count() {
        assert!(same_name("Dr. José Núñez", "Jose Nunez"));
        assert!(same_name("", "The"));
        assert!(!same_name("", "Obi"));
    }

    #[test]
    fn last_words_must_agree() {
        assert!(!same_name("Ada Obi", "Ada Obi Foundation"));
        assert!(same_name("City Council", "Port Harcourt City Council"));
    }
}
