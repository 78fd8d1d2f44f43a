//! Words without what tells no name from another.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The word without case, accents and the marks around and in it.
pub(crate) fn fold(word: &str) -> String {
    let plain = word.nfkd().filter(|sign| !is_combining_mark(*sign));
    let lower = plain.flat_map(char::to_lowercase);
    let kept: String = lower.filter(|sign| sign.is_alphanumeric() || *sign == '-').collect();
    kept.trim_matches('-').to_owned()
}
